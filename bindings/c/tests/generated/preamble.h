/* Toroku: user registration for counter systems, in C and COBOL.
 *
 * This file is the specification of the C ABI. It is C89 and C++98, written from the library's
 * sources and compared with them at every test; do not change it by hand.
 *
 * The host's loop
 *   1. Make a policy (toroku_policy_new) once, and a registration an applicant (toroku_registration_new),
 *      or restore one (toroku_registration_restore).
 *   2. Hand over what the applicant does (toroku_input_...), with the time.
 *   3. Save a snapshot (toroku_registration_save).
 *   4. While toroku_registration_effect gives an effect: do it, report its result, save.
 *   5. Show the screen of toroku_registration_state, with what the answer brought.
 *   Or, for an applicant who is one record of a file: toroku_record_register.
 *
 * Status
 *   Every function but toroku_abi_version returns a toroku_status, 0 being TOROKU_OK. Outputs stand last and
 *   are written on TOROKU_OK only; three exceptions are named: the size needed with TOROKU_BUFFER_TOO_SMALL,
 *   toroku_text_check and toroku_policy_set_user_chars. An input that is refused changes nothing. Every
 *   function that takes a handle can also return TOROKU_NULL, TOROKU_WRONG_HANDLE, TOROKU_FREED_HANDLE and
 *   TOROKU_BUSY; every one that takes a pointer TOROKU_NULL and TOROKU_OUT_OF_RANGE (a length no memory has);
 *   every one that writes a text TOROKU_BUFFER_TOO_SMALL; and every one TOROKU_BUG. Other errors stand with
 *   the function. What is wrong with the applicant's data is never a status: it is the answer
 *   TOROKU_ANSWER_PROBLEMS, with findings.
 *
 * Handles
 *   A handle is a number in the shape of a pointer: copy it, compare it, never follow it. Who made it
 *   (..._new, ..._restore, an output that says "the caller's to free") frees it, once; NULL is freed without
 *   effect. A handle that was freed, one of another kind and a stray pointer are answered with a status.
 *   Handles do not depend on each other: they are freed in any order. No number is given twice; on a machine
 *   of 32 bits not before 268,435,455 others were given.
 *
 * Threads
 *   Any function may be called from any thread. One handle is changed by one thread at a time, while none
 *   reads it; const marks the functions that only read, which any number of threads may call at once. Who
 *   comes too early gets TOROKU_BUSY and may try again; nothing is waited for. The library starts no thread
 *   and keeps nothing but the handles.
 *
 * Pointers
 *   A text or bytes to read: a pointer, and how many bytes it is good for; NULL where there are none. They
 *   are copied. Bytes of a fixed size (entropy, keys, salts): a pointer good for the size named. An output: a
 *   pointer good for one value; it need not be aligned. Outputs and what is read do not overlap. Pointers
 *   that are neither NULL nor good for what is said here cannot be recognised: that, and nothing else, is
 *   undefined. Lengths, counts and positions have 64 bits on machines of 32 bits too, where size_t has not: so
 *   one copybook serves all.
 *
 * Texts
 *   A text is a pointer and a length in bytes, without NUL. It is in the encoding that was given when its
 *   handle was made, or with the call: TOROKU_ENCODING_UTF8; TOROKU_ENCODING_CP932 (Shift_JIS as Windows has
 *   it); TOROKU_ENCODING_CP932_NEC, the same but that characters with two codes (as in the names Takahashi and
 *   Yamazaki) are written in the rows that NEC selected (ED40 to EEFC) instead of the IBM extension (FA40 to
 *   FC4B), TOROKU_ENCODING_CP943, the same as IBM writes it (the numbers I to X, No., Tel and Co. in the IBM
 *   extension instead of NEC's row 13); all are read in each. TOROKU_ENCODING_CP930 and TOROKU_ENCODING_CP939
 *   are EBCDIC with the shift codes SO (0E) and SI (0F) around what has two bytes: CP930 has its small letters
 *   between the katakana, CP939 where EBCDIC has them. Texts said to be ASCII are ASCII with every encoding.
 *   Reading is strict: half a character, a shift code without the other, a code without a character and a
 *   user-defined one are TOROKU_UNREADABLE (of records toroku_policy_set_user_chars may say what it is).
 *   Writing is strict: a character that the encoding does not have is TOROKU_UNWRITABLE. Nothing is replaced.
 *   Added to an encoding, TOROKU_PADDED makes a handle's texts those of COBOL: of a text that is read, spaces
 *   and NULs at the end are no part; one that is written is followed by spaces to the end of the buffer.
 *   A text that is written goes to a buffer of the caller's with a capacity; its length is given. Where it does
 *   not fit, nothing of it is written and the length needed is given; a capacity of 0 with NULL asks for that.
 *   A language is given by its tag in ASCII: ja, en, ja-x-easy.
 *
 * Time and randomness
 *   `now` is in seconds since 1970-01-01 00:00 UTC. Entropy is bytes from the host's random source, fresh each
 *   time. toroku_system_now and toroku_system_entropy take both from the operating system.
 *
 * Personal data
 *   Texts, findings, effects, mails and snapshots hold what a person typed. The library wipes its copies;
 *   yours are yours. No status text and no message of a failure holds any.
 *
 * Versions
 *   Constants never change their meaning, and members are added at ends of lists. A program runs with every
 *   library of the same ABI version (the number in its file's name, libtoroku.so.0) that is not older than its
 *   header. Check at start: toroku_abi_version() == TOROKU_ABI_VERSION. A code or answer this header does not
 *   have may come from a newer library: have a default case.
 */
#ifndef TOROKU_H
#define TOROKU_H

#include <stdint.h>

/** The status of a call: TOROKU_OK or what went wrong. */
typedef uint32_t toroku_status;

/** The host's settings, under which every input is judged. */
typedef struct toroku_policy toroku_policy;
/** One applicant's registration from the top page to the user ID. */
typedef struct toroku_registration toroku_registration;
/** A list of problems, notices and conversions. It stays as it is when what it came from changes. */
typedef struct toroku_findings toroku_findings;
/** One order to the host. */
typedef struct toroku_effect toroku_effect;
/** One mail to send, exactly once. It may hold a password link: keep it no longer than until it is sent. */
typedef struct toroku_mail toroku_mail;
/** One account's way from the mailed link to a password, and on to the next one. */
typedef struct toroku_password toroku_password;
/** A list of municipalities. */
typedef struct toroku_municipalities toroku_municipalities;

