/* The store of a counter: what a host of Toroku must keep, in one file of SQLite.
 *
 * One transaction holds the number that was given, the registration, its mail and its password setup: a program
 * that is killed, a power cut, a full disk and two programs at once lose nobody and give no user ID twice.
 *
 *   toroku_store_make_key, toroku_store_create     once
 *   toroku_store_open ... toroku_store_close       each program's run; any number of programs at once
 *   toroku_store_record                            a record of a file
 *   toroku_store_run_begin ... toroku_store_run_end   the journal of the runs of a batch
 *   toroku_store_act, toroku_store_save            a registration on a screen
 *   toroku_store_mail, toroku_store_mail_done      the mailer
 *   toroku_store_password, toroku_store_set_password   the page where a password is set
 *   toroku_reader_...                              files of records, each with the length it really has
 *   toroku_output_..., toroku_list_...             files and printed lists that are there whole or not at all
 *   toroku_slip_open, toroku_line_next             a slip for one person, and lines for a screen
 *
 * Statuses
 *   Every function returns a status: 0, one of toroku.h, or one of those below. With any but 0 nothing was
 *   stored and no output was written. toroku_store_text has the words.
 *
 * Texts and COBOL
 *   A text is a pointer and a length. Of file names and terminals spaces and NULs at the end are no part, so
 *   PIC X is given whole. Texts that are written fill their buffer with spaces where the store was opened with
 *   TOROKU_PADDED. Other texts are in the encoding that the store was opened with.
 *
 * Threads and locks
 *   A store's handle belongs to one thread. Programs wait up to TOROKU_STORE_WAIT seconds for each other, then
 *   get TOROKU_STORE_IN_USE. The file must be on a disk of this machine: locks of network disks do not hold.
 *
 * What is kept
 *   The store, its journal beside it (STORE-journal, during a transaction), the key, and the outputs have mode
 *   0600. What is stored has been synced, with its folder, before a function returns. The number belongs to the
 *   store alone: no other file or program has one. Two stores need two keys, or two ranges of numbers. A copy
 *   that is older than the last registration would give numbers twice: see toroku_store_skip.
 */
#ifndef TOROKU_STORE_H
#define TOROKU_STORE_H

#include <toroku.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Seconds that a program waits for another. */
#define TOROKU_STORE_WAIT 10

/* Another program is using the store, the terminal or the output. */
#define TOROKU_STORE_IN_USE 100
/* There is no such file: nothing is made where something should be. */
#define TOROKU_STORE_NO_FILE 101
/* There is such a file already: nothing is written over. */
#define TOROKU_STORE_FILE_EXISTS 102
/* The disk is full. */
#define TOROKU_STORE_DISK_FULL 103
/* The disk cannot be read or written. */
#define TOROKU_STORE_DISK_FAILED 104
/* The file is no store, is damaged, or was made by a later version. */
#define TOROKU_STORE_NOT_A_STORE 105
/* A key file has exactly 32 bytes, which are not all the same. */
#define TOROKU_STORE_BAD_KEY 106
/* Others may read the key: its mode must be 0600 or 0400. */
#define TOROKU_STORE_KEY_NOT_SECRET 107
/* Not the key that the store was made with: user IDs could be given twice. */
#define TOROKU_STORE_OTHER_KEY 108
/* A number is twelve digits, below toroku_user_id_limit; one to skip to is not below the next. */
#define TOROKU_STORE_BAD_NUMBER 109
/* A transaction is open that must not be, or none is where one must be. */
#define TOROKU_STORE_OUT_OF_TURN 110
/* A file without line ends has one in a record: a byte is missing or too many before it. */
#define TOROKU_STORE_LINE_END 111
/* There is no such key file. */
#define TOROKU_STORE_NO_KEY 112

/* How a file holds its records: one after the other without anything between. */
#define TOROKU_READER_FIXED 1
/* Each on a line, ended by CR LF or LF. */
#define TOROKU_READER_LINES 2
/* Each behind four bytes: its length in two (high byte first), and two zeros. GnuCOBOL's VARYING. */
#define TOROKU_READER_VARYING 3
/* The same, but that the length counts the four bytes: IBM's record descriptor word. */
#define TOROKU_READER_RDW 4
/* LINES where a line end stands within the first 602 bytes, else FIXED. */
#define TOROKU_READER_AUTO 0

/* What becomes of a file that has an output's name: the output is refused. */
#define TOROKU_OUTPUT_NEW 0
/* It is replaced. */
#define TOROKU_OUTPUT_REPLACE 1
/* It is replaced if it has the same bytes, as where a run was broken off while it named its files; else publishing
   is refused. */
#define TOROKU_OUTPUT_SAME 2

typedef struct toroku_store toroku_store;
typedef struct toroku_output toroku_output;
typedef struct toroku_reader toroku_reader;
typedef struct toroku_list toroku_list;

/* The words for a status of this library, or of toroku.h: for an operator, in ja or en. */
toroku_status toroku_store_text(uint32_t encoding, const char *language_tag, uint64_t tag_length,
                                toroku_status status, char *buffer, uint64_t capacity, uint64_t *length);

/* Makes a key of the operating system's random bytes, in a new file that only its owner reads. Keep a copy of it
   under lock: without it the store cannot be opened, and whoever has it can work out user IDs. */
toroku_status toroku_store_make_key(const char *key_path, uint64_t key_length);

/* Makes an empty store for this key. Its first number is twelve digits: zeros, or the next one of where numbers
   were given under this key before. */
toroku_status toroku_store_create(const char *path, uint64_t length, const char *key_path, uint64_t key_length,
                                  const char *number, uint64_t number_length);

/* Opens a store. The policy gets the key; its texts and those of the store are in this encoding, which is not
   CP930 or CP939 (TOROKU_INVALID_VALUE). */
toroku_status toroku_store_open(const char *path, uint64_t length, const char *key_path, uint64_t key_length,
                                uint32_t encoding, toroku_policy *policy, toroku_store **store);

/* Closes a store; a transaction that is open is undone. NULL is closed without effect. */
toroku_status toroku_store_close(toroku_store *store);

/* The number that is given next, as twelve digits. */
toroku_status toroku_store_number(toroku_store *store, char *number, uint64_t capacity, uint64_t *length);

/* After an older copy was put back: gives no number below this one any more (twelve digits). A gap harms
   nobody, a number given twice does: skip further than can have been given since the copy. */
toroku_status toroku_store_skip(toroku_store *store, const char *number, uint64_t number_length);

/* A transaction for many records: toroku_store_record costs a few milliseconds of waiting for the disk by
   itself. What is not committed is undone. */
toroku_status toroku_store_begin(toroku_store *store);
toroku_status toroku_store_commit(toroku_store *store);
toroku_status toroku_store_undo(toroku_store *store);

/* Registers a record as toroku_record_register does, once: the same 600 bytes, or another record under the same
   host's own key with the same values, get the result that was given before, and `is_new` is 0. A record of
   another person under a key is TOROKU_RESULT_KEY_TAKEN. A record without a key is known by its bytes
   (toroku_record_digest). Give the
   length that was read: what is shorter than a record is never registered.
   So a file that was broken off anywhere, or was read before, is read again from its beginning. */
toroku_status toroku_store_record(toroku_store *store, const uint8_t *record, uint64_t length, int64_t now,
                                  const char *language_tag, uint64_t tag_length, uint8_t *result, uint64_t capacity,
                                  uint32_t *record_status, uint32_t *is_new);

/* The journal of runs: what file was given when and by whom (the system's user), and what became of it. It is
   written at once, so that a run that is broken off is there too. `run` is its number, from 1 on. */
toroku_status toroku_store_run_begin(toroku_store *store, const char *file, uint64_t length, int64_t now, uint64_t *run);
/* How far a run has come: before each commit, so that the journal says what the store has. */
toroku_status toroku_store_run_at(toroku_store *store, uint64_t run, uint64_t read, uint64_t registered,
                                  uint64_t before, uint64_t rejected);
/* How it ended. Errors: TOROKU_ABSENT where it has ended, or is none. */
toroku_status toroku_store_run_end(toroku_store *store, uint64_t run, int64_t now, uint32_t return_code);
/* A run in columns: number, begun and ended (time of Japan; `not ended` while it runs or where it was broken off),
   return code, records read, registered, registered before, rejected, the file's bytes, the user, the file's name.
   Errors: TOROKU_ABSENT behind the last. */
toroku_status toroku_store_run_line(toroku_store *store, uint64_t run, char *buffer, uint64_t capacity, uint64_t *length);

/* A terminal's registration. Holding a terminal keeps other programs away from what it has saved; it is let go
   when the store is closed or the program ends. */
toroku_status toroku_store_hold(toroku_store *store, const char *terminal, uint64_t terminal_length);
/* Keeps the registration, over what was saved. After each input, before the next screen. */
toroku_status toroku_store_save(toroku_store *store, const toroku_registration *registration);
/* Gives what was saved. Errors: TOROKU_ABSENT; those of toroku_registration_restore. */
toroku_status toroku_store_restore(toroku_store *store, toroku_registration **registration);
/* Forgets what was saved: after completion, and where the applicant leaves. */
toroku_status toroku_store_drop(toroku_store *store);

/* Does what the registration orders after toroku_input_register, and reports it, until nothing waits: number,
   registration, mail and password setup in one transaction. `answer` is that of the last report: REGISTERED, or
   STORAGE_FAILED, after which STEP2 is open again; the status says why. It is safe to repeat. */
toroku_status toroku_store_act(toroku_store *store, toroku_registration *registration, int64_t now,
                               uint32_t *answer);

/* The key of the mail that has waited longest. Errors: TOROKU_ABSENT where none waits. */
toroku_status toroku_store_mail(toroku_store *store, char *key, uint64_t capacity, uint64_t *length);
/* A part of it, TOROKU_MAIL_...; the HTML is in UTF-8. Errors: TOROKU_ABSENT where it does not wait any more. */
toroku_status toroku_store_mail_text(toroku_store *store, const char *key, uint64_t key_length, uint32_t part,
                                     char *buffer, uint64_t capacity, uint64_t *length);
/* The mail with this key was handed over, or given up: it and its link are wiped. */
toroku_status toroku_store_mail_done(toroku_store *store, const char *key, uint64_t key_length,
                                     uint32_t is_delivered);

/* The password setup of a user ID, to be freed by toroku_password_free. Errors: TOROKU_ABSENT. */
toroku_status toroku_store_password(toroku_store *store, const char *user_id, uint64_t length,
                                    toroku_password **password);
/* Keeps a setup that has changed. */
toroku_status toroku_store_set_password(toroku_store *store, const char *user_id, uint64_t length,
                                        const toroku_password *password);

/* Gives the policy a file that says what user-defined characters are: see toroku_policy_set_user_chars, whose `line`
   and errors these are. Errors: TOROKU_STORE_NO_FILE, TOROKU_OUT_OF_RANGE (256 KiB or more). */
toroku_status toroku_store_user_chars(toroku_policy *policy, const char *path, uint64_t length, uint64_t *line);

/* Opens a file of records, TOROKU_READER_... */
toroku_status toroku_reader_open(const char *path, uint64_t length, uint32_t form, toroku_reader **reader);
/* The next record and the length that it really has; the rest of the buffer is filled with spaces. One that is
   longer than the buffer (601 bytes are enough) is cut to it, so its length shows that it is too long. A last
   X'1A' by itself is the end. Errors: TOROKU_ABSENT at the end, TOROKU_STORE_LINE_END. */
toroku_status toroku_reader_read(toroku_reader *reader, uint8_t *record, uint64_t capacity, uint64_t *length);
toroku_status toroku_reader_close(toroku_reader *reader);

/* Begins a file that is there whole or not at all: it is written beside (NAME.new) and gets its name last.
   `may_replace`: TOROKU_OUTPUT_... What a program left beside that was broken off is written over. */
toroku_status toroku_output_open(const char *path, uint64_t length, uint32_t may_replace, toroku_output **output);
toroku_status toroku_output_write(toroku_output *output, const char *bytes, uint64_t length);
/* A line: without the spaces at its end, and with LF. */
toroku_status toroku_output_line(toroku_output *output, const char *text, uint64_t length);
/* Syncs it, gives it its name, syncs the folder. The handle is gone, with an error too. */
toroku_status toroku_output_publish(toroku_output *output);
/* Takes it away again. */
toroku_status toroku_output_drop(toroku_output *output);

/* A list to be printed, an output in this encoding, which is not CP930 or CP939 (TOROKU_INVALID_VALUE): pages of 60
   lines of 132 columns, each with the title, the day of `now` in Japan, its number, and a heading (length 0: none).
   What has that name is replaced. */
toroku_status toroku_list_open(const char *path, uint64_t length, uint32_t encoding, int64_t now, const char *title,
                               uint64_t title_length, const char *heading, uint64_t heading_length, toroku_list **list);
/* A text on as many lines as it needs, each of whole characters, `indent` columns from the left and further lines
   four more. Words are kept whole where they fit. A control or unseen character is named; bytes that are no character
   are shown as a mark. */
toroku_status toroku_list_line(toroku_list *list, uint32_t indent, const char *text, uint64_t length);
/* A slip for one person: a list of 80 columns, with the title and the day on its first line and no page's number. */
toroku_status toroku_slip_open(const char *path, uint64_t length, uint32_t encoding, int64_t now, const char *title,
                               uint64_t title_length, toroku_list **slip);
/* As toroku_output_publish and toroku_output_drop. */
toroku_status toroku_list_publish(toroku_list *list);
toroku_status toroku_list_drop(toroku_list *list);

/* The next line of a text for a screen of so many columns (8 to 256), in whole words where they fit. `length` is that of
   the line, `width` its columns, `taken` the bytes of the text that it is of: the rest is the next lines' text. Nothing
   in a line is obeyed by a terminal: controls are named, as on a list. CP930 and CP939 are not cut
   (TOROKU_INVALID_VALUE). */
toroku_status toroku_line_next(uint32_t encoding, const char *text, uint64_t text_length, uint64_t columns, char *buffer,
                               uint64_t capacity, uint64_t *length, uint64_t *taken, uint64_t *width);

#ifdef __cplusplus
}
#endif

#endif /* TOROKU_STORE_H */
