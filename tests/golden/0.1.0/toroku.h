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

/* ---- Constants ------------------------------------------------------------------- */

/** The ABI that this header describes. */
#define TOROKU_ABI_VERSION 0

/** Added to an encoding: texts are padded with spaces. */
#define TOROKU_PADDED 256

/** Bytes of entropy, of a key and of a token's digest. */
#define TOROKU_ENTROPY_SIZE 32

/** Bytes of a salt. */
#define TOROKU_SALT_SIZE 16

/** Characters of a user ID. */
#define TOROKU_USER_ID_SIZE 10

/** Characters of a notification key. */
#define TOROKU_KEY_SIZE 32

/** Characters of the digest of STEP2. */
#define TOROKU_DIGEST_SIZE 64

/** Characters of a password link's token. */
#define TOROKU_TOKEN_SIZE 64

/** Bytes of a record. */
#define TOROKU_RECORD_SIZE 600

/** Bytes of a result record. */
#define TOROKU_RESULT_SIZE 800

/* What a function returns. */
#define TOROKU_OK 0
#define TOROKU_NULL 1
#define TOROKU_WRONG_HANDLE 2
#define TOROKU_FREED_HANDLE 3
#define TOROKU_BUSY 4
#define TOROKU_BUFFER_TOO_SMALL 5
#define TOROKU_UNREADABLE 6
#define TOROKU_UNWRITABLE 7
#define TOROKU_INVALID_VALUE 8
#define TOROKU_OUT_OF_RANGE 9
#define TOROKU_ABSENT 10
#define TOROKU_MALFORMED 11
#define TOROKU_NOT_BUILT_IN 12
#define TOROKU_BUG 13
#define TOROKU_SYSTEM_FAILED 14
#define TOROKU_NOT_ACCEPTED 20
#define TOROKU_OTHER_USER_ID 21
#define TOROKU_OTHER_ISSUING 22
#define TOROKU_OTHER_NOTIFICATION 23
#define TOROKU_EXHAUSTED 24
#define TOROKU_WEAK_ENTROPY 25
#define TOROKU_UNKNOWN_REMINDER 26
#define TOROKU_OUT_OF_MEMORY 27
#define TOROKU_NO_PROBLEMS 28
#define TOROKU_NOT_A_SNAPSHOT 30
#define TOROKU_NEWER 31
#define TOROKU_OTHER_KIND 32
#define TOROKU_BROKEN 33
#define TOROKU_ROLLED_BACK 34
#define TOROKU_INVALID_SETTING 40

/* Which bytes a text is written in. */
#define TOROKU_ENCODING_UTF8 1
#define TOROKU_ENCODING_CP932 2
#define TOROKU_ENCODING_CP932_NEC 3
#define TOROKU_ENCODING_CP943 4
#define TOROKU_ENCODING_CP930 5
#define TOROKU_ENCODING_CP939 6

/* The top page's buttons. */
#define TOROKU_CATEGORY_FOREIGN_NATIONAL 1
#define TOROKU_CATEGORY_LEGAL_SPECIALIST 2
#define TOROKU_CATEGORY_APPLICANT_AT_COUNTER 3

/* Where a finding stands. */
#define TOROKU_FIELD_USER_NAME 1
#define TOROKU_FIELD_SEX 2
#define TOROKU_FIELD_DATE_OF_BIRTH 3
#define TOROKU_FIELD_MUNICIPALITY 4
#define TOROKU_FIELD_STREET_ADDRESS 5
#define TOROKU_FIELD_PHONE 6
#define TOROKU_FIELD_EMAIL 7
#define TOROKU_FIELD_EMAIL_CONFIRMATION 8
#define TOROKU_FIELD_USER_TYPE 9
#define TOROKU_FIELD_TERMS 10
#define TOROKU_FIELD_PASSWORD 11
#define TOROKU_FIELD_PASSWORD_CONFIRMATION 12

/* What is typed or chosen at STEP1. */
#define TOROKU_ITEM_USER_NAME 1
#define TOROKU_ITEM_SEX 2
#define TOROKU_ITEM_BIRTH_YEAR 3
#define TOROKU_ITEM_BIRTH_MONTH 4
#define TOROKU_ITEM_BIRTH_DAY 5
#define TOROKU_ITEM_MUNICIPALITY 6
#define TOROKU_ITEM_STREET_ADDRESS 7
#define TOROKU_ITEM_PHONE 8
#define TOROKU_ITEM_EMAIL 9
#define TOROKU_ITEM_EMAIL_CONFIRMATION 10
#define TOROKU_ITEM_USER_TYPE 11

/* The sexes; as texts `male` and `female`. */
#define TOROKU_SEX_MALE 1
#define TOROKU_SEX_FEMALE 2

/* The parts of a date of birth. */
#define TOROKU_BIRTH_YEAR 1
#define TOROKU_BIRTH_MONTH 2
#define TOROKU_BIRTH_DAY 3

/* Where a registration stands. */
#define TOROKU_STATE_START 1
#define TOROKU_STATE_ENTRY 2
#define TOROKU_STATE_CONFIRMATION 3
#define TOROKU_STATE_ISSUING 4
#define TOROKU_STATE_COMPLETION 5

/* The inputs, by name. */
#define TOROKU_INPUT_CHOOSE_CATEGORY 1
#define TOROKU_INPUT_SET 2
#define TOROKU_INPUT_CLEAR 3
#define TOROKU_INPUT_FILL 4
#define TOROKU_INPUT_SEARCH_MUNICIPALITIES 5
#define TOROKU_INPUT_SHOW_TERMS 6
#define TOROKU_INPUT_AGREE 7
#define TOROKU_INPUT_DISAGREE 8
#define TOROKU_INPUT_CONFIRM 9
#define TOROKU_INPUT_BACK 10
#define TOROKU_INPUT_REGISTER 11
#define TOROKU_INPUT_USER_ID_RESERVED 12
#define TOROKU_INPUT_NUMBER_RESERVED 13
#define TOROKU_INPUT_USER_ID_TAKEN 14
#define TOROKU_INPUT_COMMITTED 15
#define TOROKU_INPUT_STORAGE_FAILED 16
#define TOROKU_INPUT_BACK_TO_TOP 17
#define TOROKU_INPUT_NOTIFICATION_DELIVERED 18
#define TOROKU_INPUT_NOTIFICATION_FAILED 19
#define TOROKU_INPUT_REGISTERED 20
#define TOROKU_INPUT_REFUSED 21
#define TOROKU_INPUT_NOT_REACHED 22
#define TOROKU_INPUT_TAKE_SUGGESTION 23

/* What an input led to. */
#define TOROKU_ANSWER_OPENED 1
#define TOROKU_ANSWER_NOT_COVERED 2
#define TOROKU_ANSWER_KEPT 3
#define TOROKU_ANSWER_MUNICIPALITIES 4
#define TOROKU_ANSWER_TERMS 5
#define TOROKU_ANSWER_PROBLEMS 6
#define TOROKU_ANSWER_READY_TO_CONFIRM 7
#define TOROKU_ANSWER_WENT_BACK 8
#define TOROKU_ANSWER_ISSUING 9
#define TOROKU_ANSWER_NOT_AS_SHOWN 10
#define TOROKU_ANSWER_STORAGE_FAILED 11
#define TOROKU_ANSWER_REGISTERED 12
#define TOROKU_ANSWER_ALREADY_REGISTERED 13
#define TOROKU_ANSWER_BACK_AT_TOP 14
#define TOROKU_ANSWER_NOTED 15
#define TOROKU_ANSWER_EXPIRED 16
#define TOROKU_ANSWER_NOT_REACHED 17

/* What the engine says. */
#define TOROKU_CODE_NAME_REQUIRED 101
#define TOROKU_CODE_NAME_LOWERCASE_CONVERTED 102
#define TOROKU_CODE_NAME_WIDTH_CONVERTED 103
#define TOROKU_CODE_NAME_SPACE_COLLAPSED 104
#define TOROKU_CODE_NAME_CHAR 105
#define TOROKU_CODE_NAME_HYPHEN_APOSTROPHE 106
#define TOROKU_CODE_NAME_DIACRITIC 107
#define TOROKU_CODE_NAME_TOO_LONG 108
#define TOROKU_CODE_NAME_SINGLE_WORD 109
#define TOROKU_CODE_SEX_REQUIRED 201
#define TOROKU_CODE_SEX_UNKNOWN 202
#define TOROKU_CODE_SEX_SPACE_TRIMMED 203
#define TOROKU_CODE_BIRTH_REQUIRED 301
#define TOROKU_CODE_BIRTH_INCOMPLETE 302
#define TOROKU_CODE_BIRTH_NOT_REAL 303
#define TOROKU_CODE_BIRTH_FUTURE 304
#define TOROKU_CODE_BIRTH_TOO_OLD 305
#define TOROKU_CODE_BIRTH_WIDTH_CONVERTED 306
#define TOROKU_CODE_BIRTH_TEXT_CONVERTED 307
#define TOROKU_CODE_BIRTH_UNKNOWN_CONVERTED 308
#define TOROKU_CODE_BIRTH_ERA 309
#define TOROKU_CODE_BIRTH_ERA_DAY 310
#define TOROKU_CODE_BIRTH_TWO_DIGIT_YEAR 311
#define TOROKU_CODE_BIRTH_OTHER_CALENDAR 312
#define TOROKU_CODE_BIRTH_UNKNOWN 313
#define TOROKU_CODE_BIRTH_ORDER 314
#define TOROKU_CODE_BIRTH_CONFLICT 315
#define TOROKU_CODE_CITY_REQUIRED 401
#define TOROKU_CODE_CITY_UNKNOWN 402
#define TOROKU_CODE_CITY_DESIGNATED_NEEDS_WARD 403
#define TOROKU_CODE_CITY_ABOLISHED 404
#define TOROKU_CODE_CITY_WIDTH_CONVERTED 405
#define TOROKU_CODE_CITY_NAME_CONVERTED 406
#define TOROKU_CODE_CITY_ADDRESS 407
#define TOROKU_CODE_STREET_REQUIRED 501
#define TOROKU_CODE_STREET_TOO_LONG 502
#define TOROKU_CODE_STREET_CHAR 503
#define TOROKU_CODE_STREET_NOT_LEGACY 504
#define TOROKU_CODE_STREET_WIDTH_CONVERTED 505
#define TOROKU_CODE_STREET_DASH_CONVERTED 506
#define TOROKU_CODE_STREET_SPACE_TRIMMED 507
#define TOROKU_CODE_STREET_NO_NUMBER 508
#define TOROKU_CODE_STREET_SPACE_CONVERTED 509
#define TOROKU_CODE_PHONE_REQUIRED 601
#define TOROKU_CODE_PHONE_CHAR 602
#define TOROKU_CODE_PHONE_TOO_LONG 603
#define TOROKU_CODE_PHONE_NOT_IN_PLAN 604
#define TOROKU_CODE_PHONE_UNREACHABLE 605
#define TOROKU_CODE_PHONE_WIDTH_CONVERTED 606
#define TOROKU_CODE_PHONE_SEPARATOR_REMOVED 607
#define TOROKU_CODE_PHONE_COUNTRY_CONVERTED 608
#define TOROKU_CODE_PHONE_EXTENSION 609
#define TOROKU_CODE_PHONE_TWO_NUMBERS 610
#define TOROKU_CODE_PHONE_COUNTRY 611
#define TOROKU_CODE_PHONE_FOREIGN 612
#define TOROKU_CODE_PHONE_ZERO_MISSING 613
#define TOROKU_CODE_EMAIL_REQUIRED 701
#define TOROKU_CODE_EMAIL_FORMAT 702
#define TOROKU_CODE_EMAIL_CHAR 703
#define TOROKU_CODE_EMAIL_TOO_LONG 704
#define TOROKU_CODE_EMAIL_NONRFC 705
#define TOROKU_CODE_EMAIL_TYPO 706
#define TOROKU_CODE_EMAIL_WIDTH_CONVERTED 707
#define TOROKU_CODE_EMAIL_SPACE_TRIMMED 708
#define TOROKU_CODE_EMAIL_CONFIRM_REQUIRED 801
#define TOROKU_CODE_EMAIL_CONFIRM_MISMATCH 802
#define TOROKU_CODE_EMAIL_CONFIRM_WIDTH_CONVERTED 803
#define TOROKU_CODE_EMAIL_CONFIRM_SPACE_TRIMMED 804
#define TOROKU_CODE_USER_TYPE_REQUIRED 901
#define TOROKU_CODE_USER_TYPE_UNKNOWN 902
#define TOROKU_CODE_USER_TYPE_SPACE_TRIMMED 903
#define TOROKU_CODE_TERMS_REQUIRED 1001
#define TOROKU_CODE_TERMS_CHANGED 1002
#define TOROKU_CODE_TEXT_INVISIBLE 1101
#define TOROKU_CODE_TEXT_NOT_CONVERTED 1102
#define TOROKU_CODE_TEXT_PATTERN 1103
#define TOROKU_CODE_TEXT_NOT_ACCEPTED 1104
#define TOROKU_CODE_FLOW_EXPIRED 1201
#define TOROKU_CODE_FLOW_INVALID_EVENT 1202
#define TOROKU_CODE_FLOW_SNAPSHOT_INVALID 1203
#define TOROKU_CODE_FLOW_ALREADY_REGISTERED 1204
#define TOROKU_CODE_FLOW_NOT_AS_SHOWN 1205
#define TOROKU_CODE_FLOW_NOT_COVERED 1206
#define TOROKU_CODE_FLOW_STORAGE_FAILED 1207
#define TOROKU_CODE_FLOW_NOT_REACHED 1208
#define TOROKU_CODE_PASSWORD_CONFLICT 1301
#define TOROKU_CODE_PASSWORD_TOKEN_INVALID 1302
#define TOROKU_CODE_PASSWORD_TOKEN_EXPIRED 1303
#define TOROKU_CODE_PASSWORD_TOO_SHORT 1304
#define TOROKU_CODE_PASSWORD_TOO_LONG 1305
#define TOROKU_CODE_PASSWORD_COMPOSITION 1306
#define TOROKU_CODE_PASSWORD_CONTAINS_ID 1307
#define TOROKU_CODE_PASSWORD_COMMON 1308
#define TOROKU_CODE_PASSWORD_MISMATCH 1309
#define TOROKU_CODE_PASSWORD_REQUIRED 1310
#define TOROKU_CODE_PASSWORD_WRONG 1311
#define TOROKU_CODE_PASSWORD_EXPIRED 1312
#define TOROKU_CODE_PASSWORD_CHAR 1313
#define TOROKU_CODE_RECORD_UNREADABLE 9001
#define TOROKU_CODE_RECORD_SHIFT 9002
#define TOROKU_CODE_RECORD_USER_CHARACTER 9003
#define TOROKU_CODE_RECORD_TOO_WIDE 9004

/* What kind of thing a code says. */
#define TOROKU_KIND_PROBLEM 1
#define TOROKU_KIND_NOTICE 2
#define TOROKU_KIND_CONVERSION 3
#define TOROKU_KIND_GENERAL 4

/* The parameters of a finding. */
#define TOROKU_PARAM_CHARS 1
#define TOROKU_PARAM_CHAR 2
#define TOROKU_PARAM_SUGGESTION 3
#define TOROKU_PARAM_ACTUAL 4
#define TOROKU_PARAM_MIN 5
#define TOROKU_PARAM_MAX 6
#define TOROKU_PARAM_MISSING 7
#define TOROKU_PARAM_PREFIX 8
#define TOROKU_PARAM_RULE 9
#define TOROKU_PARAM_POSITION 10
#define TOROKU_PARAM_PARTS 11
#define TOROKU_PARAM_MESSAGE 12

/* What a parameter's value is. */
#define TOROKU_VALUE_NUMBER 1
#define TOROKU_VALUE_TEXT 2
#define TOROKU_VALUE_CHARS 3
#define TOROKU_VALUE_PARTS 4

/* The texts of a finding. */
#define TOROKU_TEXT_BEFORE 1
#define TOROKU_TEXT_AFTER 2

/* What the host must do. */
#define TOROKU_EFFECT_RESERVE_USER_ID 1
#define TOROKU_EFFECT_RESERVE_NUMBER 2
#define TOROKU_EFFECT_COMMIT 3
#define TOROKU_EFFECT_SUBMIT 4

/* How a notification fares. */
#define TOROKU_DELIVERY_PENDING 1
#define TOROKU_DELIVERY_DELIVERED 2
#define TOROKU_DELIVERY_FAILED 3

/* The parts of a mail. */
#define TOROKU_MAIL_KEY 1
#define TOROKU_MAIL_TO 2
#define TOROKU_MAIL_LANGUAGE 3
#define TOROKU_MAIL_SUBJECT 4
#define TOROKU_MAIL_TEXT 5
#define TOROKU_MAIL_HTML 6

/* What a code or a full name stands for. */
#define TOROKU_LOOKUP_FOUND 1
#define TOROKU_LOOKUP_NEEDS_WARD 2
#define TOROKU_LOOKUP_ABOLISHED 3
#define TOROKU_LOOKUP_UNKNOWN 4

/* The texts of a municipality. */
#define TOROKU_MUNICIPALITY_CODE 1
#define TOROKU_MUNICIPALITY_CODE5 2
#define TOROKU_MUNICIPALITY_NAME 3
#define TOROKU_MUNICIPALITY_FULL_NAME 4
#define TOROKU_MUNICIPALITY_DISTRICT 5
#define TOROKU_MUNICIPALITY_KANA 6
#define TOROKU_MUNICIPALITY_ENGLISH 7
#define TOROKU_MUNICIPALITY_PREFECTURE 8

/* The settings of a policy that are numbers. */
#define TOROKU_SETTING_STRICT 1
#define TOROKU_SETTING_PHONE_PLAN_REQUIRED 2
#define TOROKU_SETTING_INACTIVITY_LIMIT 3
#define TOROKU_SETTING_KEEP_DRAFT 4
#define TOROKU_SETTING_BIRTH_UNKNOWN_FIRST 12
#define TOROKU_SETTING_PASSWORD_RULES 5
#define TOROKU_SETTING_LINK_LIFETIME 6
#define TOROKU_SETTING_LINKS_PER_DAY 8
#define TOROKU_SETTING_VALIDITY_YEARS 9
#define TOROKU_SETTING_PASSWORD_MIN_LENGTH 10
#define TOROKU_SETTING_PASSWORD_MAX_LENGTH 11

/* The texts of a policy. */
#define TOROKU_POLICY_TERMS_VERSION 1
#define TOROKU_POLICY_PASSWORD_URL 2
#define TOROKU_POLICY_LOGIN_URL 3

/* The rules for passwords. */
#define TOROKU_RULES_NIST_B4 1
#define TOROKU_RULES_LEGACY 2

/* Which pages are open beside the link. */
#define TOROKU_PAGES_NONE 1
#define TOROKU_PAGES_HOME_OR_LOGIN 2

/* Where a password setup stands. */
#define TOROKU_PWSTATE_AWAITING_PASSWORD 1
#define TOROKU_PWSTATE_ACTIVE 2

/* What a password input led to. */
#define TOROKU_PW_LINK_USABLE 1
#define TOROKU_PW_CONFLICT 2
#define TOROKU_PW_TOKEN_INVALID 3
#define TOROKU_PW_TOKEN_EXPIRED 4
#define TOROKU_PW_PROBLEMS 5
#define TOROKU_PW_PASSWORD_SET 6
#define TOROKU_PW_LINK_REQUESTED 7
#define TOROKU_PW_LOGGED_IN 8
#define TOROKU_PW_PASSWORD_WRONG 9
#define TOROKU_PW_PASSWORD_EXPIRED 10
#define TOROKU_PW_REMINDER_NOTED 11

/* The texts of an account. */
#define TOROKU_ACCOUNT_USER_ID 1
#define TOROKU_ACCOUNT_NAME 2
#define TOROKU_ACCOUNT_EMAIL 3

/* What became of a record. */
#define TOROKU_RESULT_GOOD 0
#define TOROKU_RESULT_PROBLEMS 1
#define TOROKU_RESULT_SHORT 2
#define TOROKU_RESULT_LONG 3
#define TOROKU_RESULT_EMPTY 4
#define TOROKU_RESULT_KEY_TAKEN 5
#define TOROKU_RESULT_NEWER 6

/* The name tables. */
#define TOROKU_TABLE_STATUS 1
#define TOROKU_TABLE_ENCODING 2
#define TOROKU_TABLE_CATEGORY 3
#define TOROKU_TABLE_FIELD 4
#define TOROKU_TABLE_ITEM 5
#define TOROKU_TABLE_SEX 6
#define TOROKU_TABLE_BIRTH 7
#define TOROKU_TABLE_STATE 8
#define TOROKU_TABLE_INPUT 9
#define TOROKU_TABLE_ANSWER 10
#define TOROKU_TABLE_CODE 11
#define TOROKU_TABLE_KIND 12
#define TOROKU_TABLE_PARAM 13
#define TOROKU_TABLE_VALUE 14
#define TOROKU_TABLE_TEXT 15
#define TOROKU_TABLE_EFFECT 16
#define TOROKU_TABLE_DELIVERY 17
#define TOROKU_TABLE_MAIL 18
#define TOROKU_TABLE_LOOKUP 19
#define TOROKU_TABLE_MUNICIPALITY 20
#define TOROKU_TABLE_SETTING 21
#define TOROKU_TABLE_POLICY 22
#define TOROKU_TABLE_RULES 23
#define TOROKU_TABLE_PAGES 24
#define TOROKU_TABLE_PWSTATE 25
#define TOROKU_TABLE_PW 26
#define TOROKU_TABLE_ACCOUNT 27
#define TOROKU_TABLE_RESULT 28
#define TOROKU_TABLE_TABLE 30

/* ---- Layout of the fixed-length records ------------------------------------------ */

/* Characters only, so that no compiler puts anything between them. No member ends with NUL. */

/** One applicant. */
typedef struct toroku_record {
  char user_name[104];          /*   0: A to Z and spaces */
  char sex[1];                  /* 104: 1 or M: male; 2 or F: female */
  char birth_date[8];           /* 105: YYYYMMDD */
  char municipality[60];        /* 113: code, name, English name or postal code */
  char street_address[160];     /* 173: 80 characters of two bytes */
  char phone[12];               /* 333: digits */
  char email[60];               /* 345: the e-mail address */
  char email_confirmation[60];  /* 405: the e-mail address again */
  char user_type[32];           /* 465: the name of an offered user type */
  char terms_agreed[1];         /* 497: 1: the Terms of Use are agreed to */
  char terms_version[64];       /* 498: the version that was shown */
  char host_key[32];            /* 562: the host's own; comes back as it is */
  char record_version[1];       /* 594: blank or 1: these columns */
  char reserved[5];             /* 595: not looked at */
} toroku_record;

/** What became of a record. */
typedef struct toroku_result {
  char status[2];               /*   0: TOROKU_RESULT_... */
  char host_key[32];            /*   2: as it was */
  char user_id[10];             /*  34: where it was registered */
  char mail_key[32];            /*  44: where it was registered: the notification's key */
  char problems[10][4];         /*  76: a code for each field, 0000 where it is good */
  char notices[10][4];          /* 116: the first notice of each field, or 0000 */
  char converted[10][1];        /* 156: 1 where the field was converted */
  char user_name[104];          /* 166: converted; as the others where all are good */
  char sex[1];                  /* 270: 1: male; 2: female */
  char birth_date[8];           /* 271: YYYYMMDD */
  char municipality[6];         /* 279: code of 6 digits */
  char municipality_name[60];   /* 285: prefecture and municipality */
  char street_address[160];     /* 345: characters of two bytes */
  char phone[12];               /* 505: digits */
  char email[60];               /* 517: the e-mail address */
  char user_type[32];           /* 577: the name */
  char terms_version[64];       /* 609: agreed to */
  char record_version[1];       /* 673: 1: these columns */
  char reserved[126];           /* 674: spaces */
} toroku_result;

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The library and the system ------------------------------------------ */

/*
 The library's ABI: equal to TOROKU_ABI_VERSION of the header where both belong together.
 */
uint32_t toroku_abi_version(void);

/*
 The library's version, like 0.1.0. ASCII.
 */
toroku_status toroku_version_text(char *buffer, uint64_t capacity, uint64_t *length);

/*
 How many handles live: made and not freed. 0 at the end of a host without leaks.
 */
toroku_status toroku_handle_count(uint64_t *count);

/*
 Whether a text can be read in an encoding; if not (TOROKU_UNREADABLE), how many bytes can be read before the
 first byte that cannot be: written also with that status.
 Errors: TOROKU_UNREADABLE, TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
 */
toroku_status toroku_text_check(uint32_t encoding,
                                const char *text,
                                uint64_t text_length,
                                uint64_t *readable);

/*
 A text from one encoding to another, strictly: nothing is replaced.
 Errors: TOROKU_UNREADABLE, TOROKU_UNWRITABLE, TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
 */
toroku_status toroku_text_convert(uint32_t from,
                                  const char *text,
                                  uint64_t text_length,
                                  uint32_t to,
                                  char *buffer,
                                  uint64_t capacity,
                                  uint64_t *length);

/*
 A convenience: fills `entropy` with `size` bytes from the operating system's random source, 1 MiB at the most
 in one call. The engine itself takes none: a host with a source of its own uses that.
 Errors: TOROKU_SYSTEM_FAILED, TOROKU_OUT_OF_RANGE (more than 1 MiB).
 */
toroku_status toroku_system_entropy(uint8_t *entropy,
                                    uint64_t size);

/*
 A convenience: the operating system's clock, for every `now`. Errors: TOROKU_SYSTEM_FAILED for a clock
 before 1970.
 */
toroku_status toroku_system_now(int64_t *now);

/* ---- Names and constants ------------------------------------------------- */

/*
 The name of a constant: `user_name` for TOROKU_FIELD_USER_NAME of TOROKU_TABLE_FIELD. ASCII.
 Errors: TOROKU_INVALID_VALUE for a table or number that is none.
 */
toroku_status toroku_name_text(uint32_t table_number,
                               uint32_t number,
                               char *buffer,
                               uint64_t capacity,
                               uint64_t *length);

/*
 The number of a name, ASCII, in a table. Errors: TOROKU_INVALID_VALUE for a table that is none,
 TOROKU_MALFORMED for a name that is not in it.
 */
toroku_status toroku_name_number(uint32_t table_number,
                                 const char *name,
                                 uint64_t name_length,
                                 uint32_t *number);

/*
 The value of any constant of this header by its whole name, like `TOROKU_FIELD_EMAIL`, for languages
 without a preprocessor. Errors: TOROKU_MALFORMED for a name that is none.
 */
toroku_status toroku_constant_value(const char *name,
                                    uint64_t name_length,
                                    uint32_t *value);

/*
 What a status means, in English, for a developer. Errors: TOROKU_INVALID_VALUE for a number that is no
 status.
 */
toroku_status toroku_status_text(toroku_status status,
                                 char *buffer,
                                 uint64_t capacity,
                                 uint64_t *length);

/* ---- Policy -------------------------------------------------------------- */

/*
 Makes a policy: the manual's rules, one user type (the manual's), random user IDs, no inactivity limit,
 the default password policy. `encoding` is that of every text given to and taken from this handle.
 The version names the Terms of Use in force (1 to 64 bytes of UTF-8); the address is that of the page
 where a password is set: links in mails are made from it and from nothing that a request says.
 Errors: TOROKU_INVALID_VALUE and TOROKU_NOT_BUILT_IN (the encoding), TOROKU_UNREADABLE,
 TOROKU_INVALID_SETTING (an empty or overlong version; an address that is not https without query, or
 http on this machine).
 */
toroku_status toroku_policy_new(uint32_t encoding,
                                const char *terms_version,
                                uint64_t terms_version_length,
                                const char *password_url,
                                uint64_t password_url_length,
                                toroku_policy **policy);

/*
 Sets a TOROKU_SETTING_... to a number. On and off are 1 and 0 (STRICT: nothing is converted, what would be
 is a problem; PHONE_PLAN_REQUIRED; KEEP_DRAFT over expiry, on by default). INACTIVITY_LIMIT and
 LINK_LIFETIME are seconds; an inactivity limit of 0 is an input at once or none. PASSWORD_RULES is a
 TOROKU_RULES_... and sets every other setting about passwords to its default. The password lengths are
 set with toroku_policy_set_lengths.
 Errors: TOROKU_INVALID_VALUE (no setting, or one set elsewhere), TOROKU_INVALID_SETTING (no value for it).
 */
toroku_status toroku_policy_set_number(toroku_policy *policy,
                                       uint32_t setting,
                                       uint32_t value);

/*
 The number of a setting. Errors: TOROKU_INVALID_VALUE, TOROKU_ABSENT (no inactivity limit).
 */
toroku_status toroku_policy_number(const toroku_policy *policy, uint32_t setting, uint32_t *value);

/*
 The address of the page to log in at, for reminders; the password page's where none is set.
 Errors: TOROKU_UNREADABLE, TOROKU_INVALID_SETTING.
 */
toroku_status toroku_policy_set_login_url(toroku_policy *policy,
                                          const char *url,
                                          uint64_t url_length);

/*
 What the user-defined characters in records mean: the bytes of a text file in UTF-8, one code a line. The
 code in four hexadecimal digits (F040 to F9FC; in CP930 and CP939 6941 to 7FFE), a tab, and what it is: a
 character, a kanji with its variation selector, or - for what Unicode does not have; itself or as U+9AD9,
 U+8FBB U+E0101. Where the registration's fields cannot have that, a tab and the character that stands for
 it: the result then says that the field was converted. Lines that begin with # are left out; no bytes take
 the table away. `line` gets 0, and with TOROKU_MALFORMED the number of the line that is not right; then the
 policy stays as it is. Errors: TOROKU_MALFORMED, TOROKU_NOT_BUILT_IN (a library without CP932).
 */
toroku_status toroku_policy_set_user_chars(toroku_policy *policy,
                                           const uint8_t *table,
                                           uint64_t length,
                                           uint64_t *line);

/*
 User IDs from a number that the host's store counts up, permuted under a key of TOROKU_ENTROPY_SIZE bytes
 that belongs to that count for good. Errors: TOROKU_WEAK_ENTROPY.
 */
toroku_status toroku_policy_issue_sequence(toroku_policy *policy,
                                           const uint8_t *key);

/*
 User IDs from each registration's entropy: the host's store says of each candidate whether it is taken.
 */
toroku_status toroku_policy_issue_random(toroku_policy *policy);

/*
 User IDs from the office, to which the host submits what was confirmed (TOROKU_EFFECT_SUBMIT).
 */
toroku_status toroku_policy_issue_office(toroku_policy *policy);

/*
 Takes all user types away: offers are then added one by one.
 */
toroku_status toroku_policy_drop_user_types(toroku_policy *policy);

/*
 Adds a user type to offer: its name, by which it is set, and its text for people.
 Errors: TOROKU_UNREADABLE.
 */
toroku_status toroku_policy_add_user_type(toroku_policy *policy,
                                          const char *name,
                                          uint64_t name_length,
                                          const char *text,
                                          uint64_t text_length);

/*
 How many user types are offered.
 */
toroku_status toroku_policy_user_types(const toroku_policy *policy, uint64_t *count);

/*
 An offered user type, counted from 0, in the order of the screen: its name, by which it is set.
 Errors: TOROKU_OUT_OF_RANGE, TOROKU_UNWRITABLE.
 */
toroku_status toroku_policy_user_type_name(const toroku_policy *policy,
                                           uint64_t index,
                                           char *buffer,
                                           uint64_t capacity,
                                           uint64_t *length);

/*
 The same one's text for people. Errors: TOROKU_OUT_OF_RANGE, TOROKU_UNWRITABLE.
 */
toroku_status toroku_policy_user_type_text(const toroku_policy *policy,
                                           uint64_t index,
                                           char *buffer,
                                           uint64_t capacity,
                                           uint64_t *length);

/*
 A text of the policy, TOROKU_POLICY_... . Errors: TOROKU_INVALID_VALUE, TOROKU_UNWRITABLE.
 */
toroku_status toroku_policy_text(const toroku_policy *policy,
                                 uint32_t text,
                                 char *buffer,
                                 uint64_t capacity,
                                 uint64_t *length);

/*
 Frees a policy. Registrations do not keep it: it goes with every call that needs it.
 */
toroku_status toroku_policy_free(toroku_policy *policy);

/* ---- Policy: passwords and patterns -------------------------------------- */

/*
 The fewest and the most characters of a password: 8 to 256, and under TOROKU_RULES_NIST_B4 the most not
 below 64. Errors: TOROKU_INVALID_SETTING.
 */
toroku_status toroku_policy_set_lengths(toroku_policy *policy,
                                        uint32_t fewest,
                                        uint32_t most);

/*
 How many days before its end a password is reminded of: `count` numbers
 (none where it is 0). Up to 8, each 1 to 300. Errors: TOROKU_INVALID_SETTING.
 */
toroku_status toroku_policy_set_reminders(toroku_policy *policy,
                                          const uint16_t *days,
                                          uint64_t count);

/*
 The cost of hashing a password: memory in KiB, passes, lanes. The default is 19456, 2, 1.
 Errors: TOROKU_INVALID_SETTING.
 */
toroku_status toroku_policy_set_hash_cost(toroku_policy *policy,
                                          uint32_t memory_kib,
                                          uint32_t passes,
                                          uint32_t lanes);

/*
 Adds a rule of the host's own: a regular expression that the whole value of a TOROKU_FIELD_... must match
 (the date of birth as YYYY-MM-DD, the sex as male or female). What fails it is the problem
 TOROKU_CODE_TEXT_PATTERN with `name` as its parameter.
 Errors: TOROKU_NOT_BUILT_IN, TOROKU_INVALID_VALUE (no field), TOROKU_UNREADABLE, TOROKU_INVALID_SETTING
 (not an expression, too large a one, or a field without a text).
 */
toroku_status toroku_policy_add_pattern(toroku_policy *policy,
                                        uint32_t field,
                                        const char *name,
                                        uint64_t name_length,
                                        const char *expression,
                                        uint64_t expression_length);

/* ---- Registration: making, asking, saving -------------------------------- */

/*
 Makes a registration at the top page. `encoding` is that of every text given to and taken from this handle.
 Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
 */
toroku_status toroku_registration_new(uint32_t encoding,
                                      toroku_registration **registration);

/*
 Frees a registration. What is to outlive it is its snapshot.
 */
toroku_status toroku_registration_free(toroku_registration *registration);

/*
 Where the registration stands: TOROKU_STATE_... .
 */
toroku_status toroku_registration_state(const toroku_registration *registration, uint32_t *state);

/*
 1 where nothing was done for longer than the policy allows, else 0.
 */
toroku_status toroku_registration_expired(const toroku_registration *registration,
                                          const toroku_policy *policy,
                                          int64_t now,
                                          uint32_t *expired);

/*
 The text of a TOROKU_ITEM_... as it was typed. Errors: TOROKU_INVALID_VALUE, TOROKU_ABSENT (empty, or the
 registration is completed), TOROKU_UNWRITABLE.
 */
toroku_status toroku_registration_draft(const toroku_registration *registration,
                                        uint32_t item,
                                        char *buffer,
                                        uint64_t capacity,
                                        uint64_t *length);

/*
 The version of the Terms of Use that is agreed to. Errors: TOROKU_ABSENT, TOROKU_UNWRITABLE.
 */
toroku_status toroku_registration_agreed(const toroku_registration *registration,
                                         char *buffer,
                                         uint64_t capacity,
                                         uint64_t *length);

/*
 What the engine has to say about a TOROKU_FIELD_... as it is entered now: at most one problem, or notices
 and conversions. For feedback while a person types; nothing changes. The list is the caller's to free.
 Errors: TOROKU_INVALID_VALUE, TOROKU_ABSENT (not at STEP1).
 */
toroku_status toroku_registration_report(const toroku_registration *registration,
                                         const toroku_policy *policy,
                                         int64_t now,
                                         uint32_t field,
                                         toroku_findings **findings);

/*
 The code (TOROKU_CODE_...) whose wording the applicant is shown for the last answer.
 Errors: TOROKU_ABSENT where it needs none.
 */
toroku_status toroku_answer_code(const toroku_registration *registration, uint32_t *code);

/*
 The problems of the last answer, TOROKU_ANSWER_PROBLEMS: all at once, in field order, at most one a field.
 The list is the caller's to free. Errors: TOROKU_ABSENT after another answer.
 */
toroku_status toroku_answer_problems(const toroku_registration *registration,
                                     toroku_findings **findings);

/*
 The results of the last answer, TOROKU_ANSWER_MUNICIPALITIES, best first. The list is the caller's to
 free. Errors: TOROKU_ABSENT after another answer.
 */
toroku_status toroku_answer_municipalities(const toroku_registration *registration,
                                           toroku_municipalities **municipalities);

/*
 The version of the Terms of Use to show, of the last answer TOROKU_ANSWER_TERMS.
 Errors: TOROKU_ABSENT after another answer, TOROKU_UNWRITABLE.
 */
toroku_status toroku_answer_terms(const toroku_registration *registration,
                                  char *buffer,
                                  uint64_t capacity,
                                  uint64_t *length);

/*
 The user ID: the applicant's at STEP3, the reserved one while it is issued. ASCII.
 Errors: TOROKU_ABSENT where there is none.
 */
toroku_status toroku_registration_user_id(const toroku_registration *registration,
                                          char *buffer,
                                          uint64_t capacity,
                                          uint64_t *length);

/*
 The key of the registration's notification and record, from STEP1 to STEP3. ASCII. Errors: TOROKU_ABSENT.
 */
toroku_status toroku_registration_key(const toroku_registration *registration,
                                      char *buffer,
                                      uint64_t capacity,
                                      uint64_t *length);

/*
 Where the notification goes, at STEP3. Errors: TOROKU_ABSENT.
 */
toroku_status toroku_registration_email(const toroku_registration *registration,
                                        char *buffer,
                                        uint64_t capacity,
                                        uint64_t *length);

/*
 What the host has reported of the notification, at STEP3: TOROKU_DELIVERY_... . Errors: TOROKU_ABSENT.
 */
toroku_status toroku_registration_delivery(const toroku_registration *registration,
                                           uint32_t *delivery);

/*
 The registration as bytes, to be restored by any build of any language. `key` (TOROKU_ENTROPY_SIZE bytes)
 seals them against change, NULL against damage only; `context` binds them to a name of the host's; `counter`
 is written into them. They hold personal data in clear: keep them where such data may be kept.
 */
toroku_status toroku_registration_save(const toroku_registration *registration,
                                       const uint8_t *key,
                                       const uint8_t *context,
                                       uint64_t context_length,
                                       uint64_t counter,
                                       uint8_t *snapshot,
                                       uint64_t capacity,
                                       uint64_t *length);

/*
 Makes a registration from its bytes, saved under the same key and context and with a counter not below this.
 No bytes harm. Errors: TOROKU_INVALID_VALUE and TOROKU_NOT_BUILT_IN (the encoding), TOROKU_NOT_A_SNAPSHOT,
 TOROKU_NEWER, TOROKU_OTHER_KIND, TOROKU_BROKEN, TOROKU_ROLLED_BACK; for the applicant each is
 TOROKU_CODE_FLOW_SNAPSHOT_INVALID.
 */
toroku_status toroku_registration_restore(uint32_t encoding,
                                          const uint8_t *snapshot,
                                          uint64_t snapshot_length,
                                          const uint8_t *key,
                                          const uint8_t *context,
                                          uint64_t context_length,
                                          uint64_t counter,
                                          toroku_registration **registration);

/* ---- Inputs of the applicant --------------------------------------------- */

/*
 A button of the top page, TOROKU_CATEGORY_... . `entropy` is TOROKU_ENTROPY_SIZE bytes from the host's
 random source (toroku_system_entropy), used once. In an expired registration it starts again.
 Answers: OPENED, NOT_COVERED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE, TOROKU_WEAK_ENTROPY.
 */
toroku_status toroku_input_choose_category(toroku_registration *registration,
                                           const toroku_policy *policy,
                                           int64_t now,
                                           uint32_t category,
                                           const uint8_t *entropy,
                                           uint32_t *answer);

/*
 The text of one TOROKU_ITEM_..., instead of what was there. Empty text clears it.
 Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE, TOROKU_UNREADABLE.
 */
toroku_status toroku_input_set(toroku_registration *registration,
                               const toroku_policy *policy,
                               int64_t now,
                               uint32_t item,
                               const char *text,
                               uint64_t text_length,
                               uint32_t *answer);

/*
 Empties one item. Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE.
 */
toroku_status toroku_input_clear(toroku_registration *registration,
                                 const toroku_policy *policy,
                                 int64_t now,
                                 uint32_t item,
                                 uint32_t *answer);

/*
 Several items at once, as a screen submits them: `count` items, texts and lengths. Items not named stay
 as they are. All are set or none. Answers and errors: as toroku_input_set.
 */
toroku_status toroku_input_fill(toroku_registration *registration,
                                const toroku_policy *policy,
                                int64_t now,
                                uint64_t count,
                                const uint32_t *items,
                                const char *const *texts,
                                const uint64_t *text_lengths,
                                uint32_t *answer);

/*
 A suggestion taken, for the TOROKU_FIELD_... it stands at: one of toroku_findings_suggestion, or the name or
 code of a municipality that was found. Sets the field's items (a date its three), and what belongs with them:
 the repeated e-mail address where it was the same, the street where a whole address was typed for the
 municipality.
 Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE, TOROKU_UNREADABLE.
 */
toroku_status toroku_input_take(toroku_registration *registration,
                                const toroku_policy *policy,
                                int64_t now,
                                uint32_t field,
                                const char *text,
                                uint64_t text_length,
                                uint32_t *answer);

/*
 The municipality search window: entries of one prefecture (1 to 47) or all (0), at most `limit`, best
 first. An empty query lists the prefecture. The results: toroku_answer_municipalities.
 Answers: MUNICIPALITIES, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE, TOROKU_UNREADABLE.
 */
toroku_status toroku_input_search(toroku_registration *registration,
                                  const toroku_policy *policy,
                                  int64_t now,
                                  uint32_t prefecture,
                                  const char *query,
                                  uint64_t query_length,
                                  uint64_t limit,
                                  uint32_t *answer);

/*
 The link to the Terms of Use; the version to show: toroku_answer_terms.
 Answers: TERMS, EXPIRED. Errors: TOROKU_NOT_ACCEPTED.
 */
toroku_status toroku_input_show_terms(toroku_registration *registration,
                                      const toroku_policy *policy,
                                      int64_t now,
                                      uint32_t *answer);

/*
 Checks "I agree to the Terms of Use", for the version that was shown.
 Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_UNREADABLE.
 */
toroku_status toroku_input_agree(toroku_registration *registration,
                                 const toroku_policy *policy,
                                 int64_t now,
                                 const char *version,
                                 uint64_t version_length,
                                 uint32_t *answer);

/*
 Unchecks it. Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED.
 */
toroku_status toroku_input_disagree(toroku_registration *registration,
                                    const toroku_policy *policy,
                                    int64_t now,
                                    uint32_t *answer);

/*
 The button Confirm of STEP1. All problems come at once: toroku_answer_problems.
 Answers: READY_TO_CONFIRM, PROBLEMS, EXPIRED. Errors: TOROKU_NOT_ACCEPTED.
 */
toroku_status toroku_input_confirm(toroku_registration *registration,
                                   const toroku_policy *policy,
                                   int64_t now,
                                   uint32_t *answer);

/*
 The button Back of STEP1 and STEP2: nothing is lost.
 Answers: WENT_BACK, EXPIRED. Errors: TOROKU_NOT_ACCEPTED.
 */
toroku_status toroku_input_back(toroku_registration *registration,
                                const toroku_policy *policy,
                                int64_t now,
                                uint32_t *answer);

/*
 The button Registration of STEP2, with the digest of the page it was clicked on
 (toroku_confirmation_digest) and the language of the notification.
 Answers: ISSUING, NOT_AS_SHOWN, PROBLEMS (the Terms of Use have changed), ALREADY_REGISTERED, EXPIRED.
 Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED (the digest or the language), TOROKU_UNREADABLE.
 */
toroku_status toroku_input_register(toroku_registration *registration,
                                    const toroku_policy *policy,
                                    int64_t now,
                                    const char *digest,
                                    uint64_t digest_length,
                                    const char *language_tag,
                                    uint64_t tag_length,
                                    uint32_t *answer);

/* ---- Reports of the host ------------------------------------------------- */

/*
 The host's store has reserved the candidate of TOROKU_EFFECT_RESERVE_USER_ID. Answers: ISSUING.
 Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING.
 */
toroku_status toroku_input_id_reserved(toroku_registration *registration,
                                       const toroku_policy *policy,
                                       int64_t now,
                                       const char *id,
                                       uint64_t id_length,
                                       uint32_t *answer);

/*
 The host's store has counted up to this number, for TOROKU_EFFECT_RESERVE_NUMBER. Answers: ISSUING.
 Errors: TOROKU_NOT_ACCEPTED, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING, TOROKU_EXHAUSTED.
 */
toroku_status toroku_input_number_reserved(toroku_registration *registration,
                                           const toroku_policy *policy,
                                           int64_t now,
                                           uint64_t number,
                                           uint32_t *answer);

/*
 The user ID is somebody else's already: another is asked for. Answers: ISSUING.
 Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING.
 */
toroku_status toroku_input_id_taken(toroku_registration *registration,
                                    const toroku_policy *policy,
                                    int64_t now,
                                    const char *id,
                                    uint64_t id_length,
                                    uint32_t *answer);

/*
 The record of TOROKU_EFFECT_COMMIT and its notification are stored, together. Answers: REGISTERED.
 Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_NOTIFICATION, TOROKU_OTHER_ISSUING.
 */
toroku_status toroku_input_committed(toroku_registration *registration,
                                     const toroku_policy *policy,
                                     int64_t now,
                                     const char *record_key,
                                     uint64_t key_length,
                                     uint32_t *answer);

/*
 Nothing was stored, for certain: STEP2 is open again. Answers: STORAGE_FAILED.
 Errors: TOROKU_NOT_ACCEPTED, TOROKU_OTHER_ISSUING.
 */
toroku_status toroku_input_storage_failed(toroku_registration *registration,
                                          const toroku_policy *policy,
                                          int64_t now,
                                          uint32_t *answer);

/*
 The office has registered what TOROKU_EFFECT_SUBMIT sent, now or before, under this user ID.
 Answers: REGISTERED, NOTED (reported again). Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED,
 TOROKU_OTHER_NOTIFICATION, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING.
 */
toroku_status toroku_input_registered(toroku_registration *registration,
                                      const toroku_policy *policy,
                                      int64_t now,
                                      const char *record_key,
                                      uint64_t key_length,
                                      const char *id,
                                      uint64_t id_length,
                                      uint32_t *answer);

/*
 The office has registered nothing and says why: its problems, in a list made by toroku_findings_new. They
 stay at their fields until the applicant changes those; STEP1 is open again. The list stays the caller's.
 Answers: PROBLEMS. Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_NOTIFICATION,
 TOROKU_OTHER_ISSUING, TOROKU_NO_PROBLEMS.
 */
toroku_status toroku_input_refused(toroku_registration *registration,
                                   const toroku_policy *policy,
                                   int64_t now,
                                   const char *record_key,
                                   uint64_t key_length,
                                   const toroku_findings *findings,
                                   uint32_t *answer);

/*
 The office gave no answer, or none that says whether it has registered: TOROKU_EFFECT_SUBMIT stands, and is to
 be done again. Answers: NOT_REACHED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED,
 TOROKU_OTHER_NOTIFICATION, TOROKU_OTHER_ISSUING.
 */
toroku_status toroku_input_not_reached(toroku_registration *registration,
                                       const toroku_policy *policy,
                                       int64_t now,
                                       const char *record_key,
                                       uint64_t key_length,
                                       uint32_t *answer);

/*
 The button Back to Top Page of STEP3. Answers: BACK_AT_TOP. Errors: TOROKU_NOT_ACCEPTED.
 */
toroku_status toroku_input_back_to_top(toroku_registration *registration,
                                       const toroku_policy *policy,
                                       int64_t now,
                                       uint32_t *answer);

/*
 The notification was handed over to the applicant's mail service. Answers: NOTED.
 Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_NOTIFICATION.
 */
toroku_status toroku_input_mail_delivered(toroku_registration *registration,
                                          const toroku_policy *policy,
                                          int64_t now,
                                          const char *mail_key,
                                          uint64_t key_length,
                                          uint32_t *answer);

/*
 The host gave the notification up. Answers: NOTED. Errors: as toroku_input_mail_delivered.
 */
toroku_status toroku_input_mail_failed(toroku_registration *registration,
                                       const toroku_policy *policy,
                                       int64_t now,
                                       const char *mail_key,
                                       uint64_t key_length,
                                       uint32_t *answer);

/* ---- Confirmation (STEP2) ------------------------------------------------ */

/*
 How many values STEP2 shows. Errors, here and below: TOROKU_ABSENT where STEP2 is not open.
 */
toroku_status toroku_confirmation_count(const toroku_registration *registration, uint64_t *count);

/*
 The TOROKU_FIELD_... of a value, counted from 0, in the manual's order. Errors: TOROKU_OUT_OF_RANGE.
 */
toroku_status toroku_confirmation_field(const toroku_registration *registration,
                                        uint64_t index,
                                        uint32_t *field);

/*
 The value of a field as STEP2 shows it: exactly what is registered. Errors: TOROKU_INVALID_VALUE,
 TOROKU_ABSENT (also for a field that STEP2 does not show), TOROKU_UNWRITABLE.
 */
toroku_status toroku_confirmation_text(const toroku_registration *registration,
                                       uint32_t field,
                                       char *buffer,
                                       uint64_t capacity,
                                       uint64_t *length);

/*
 All that is to be shown with STEP2: the conversions made to the values, in field order, then the notices.
 The list is the caller's to free.
 */
toroku_status toroku_confirmation_findings(const toroku_registration *registration,
                                           toroku_findings **findings);

/*
 The version of the Terms of Use agreed to. Errors: TOROKU_UNWRITABLE.
 */
toroku_status toroku_confirmation_terms(const toroku_registration *registration,
                                        char *buffer,
                                        uint64_t capacity,
                                        uint64_t *length);

/*
 The digest of what is shown, TOROKU_DIGEST_SIZE hexadecimal digits, for toroku_input_register.
 */
toroku_status toroku_confirmation_digest(const toroku_registration *registration,
                                         char *buffer,
                                         uint64_t capacity,
                                         uint64_t *length);

/* ---- Effects ------------------------------------------------------------- */

/*
 What the host must do now. The same until its result is reported; save a snapshot before acting on it.
 The effect is the caller's to free. Errors: TOROKU_ABSENT where nothing waits.
 */
toroku_status toroku_registration_effect(const toroku_registration *registration,
                                         const toroku_policy *policy,
                                         toroku_effect **effect);

/*
 What to do. TOROKU_EFFECT_RESERVE_USER_ID: reserve the user ID in the store, then report
 toroku_input_id_reserved (also where this key already holds it) or toroku_input_id_taken.
 TOROKU_EFFECT_RESERVE_NUMBER: count the store's sequence up (a number that this key already holds for this
 attempt is given again), then report toroku_input_number_reserved. TOROKU_EFFECT_COMMIT: store the record
 and its mail in one transaction, then report toroku_input_committed (also where the store already has this
 key), toroku_input_id_taken or toroku_input_storage_failed. TOROKU_EFFECT_SUBMIT: send the values, the key
 and the language to the office, then report toroku_input_registered, toroku_input_refused or
 toroku_input_not_reached; it may arrive any number of times, the office registers a key once.
 */
toroku_status toroku_effect_kind(const toroku_effect *effect,
                                 uint32_t *kind);

/*
 Who asks: the key of the record and its notification, unique in the store. ASCII.
 */
toroku_status toroku_effect_key(const toroku_effect *effect,
                                char *buffer,
                                uint64_t capacity,
                                uint64_t *length);

/*
 The user ID to reserve or to store. ASCII. Errors: TOROKU_ABSENT for TOROKU_EFFECT_RESERVE_NUMBER and
 TOROKU_EFFECT_SUBMIT.
 */
toroku_status toroku_effect_user_id(const toroku_effect *effect,
                                    char *buffer,
                                    uint64_t capacity,
                                    uint64_t *length);

/*
 How many user IDs were taken before, of TOROKU_EFFECT_RESERVE_NUMBER. Errors: TOROKU_ABSENT for another.
 */
toroku_status toroku_effect_attempt(const toroku_effect *effect,
                                    uint32_t *attempt);

/*
 A value to store or to submit, by TOROKU_FIELD_...: the sex as male or female, the date as YYYY-MM-DD, the
 municipality as its 6-digit code, the user type as its name, the terms as their version.
 Errors: TOROKU_INVALID_VALUE, TOROKU_ABSENT (neither TOROKU_EFFECT_COMMIT nor TOROKU_EFFECT_SUBMIT, or a field
 that is not stored), TOROKU_UNWRITABLE.
 */
toroku_status toroku_effect_text(const toroku_effect *effect,
                                 uint32_t field,
                                 char *buffer,
                                 uint64_t capacity,
                                 uint64_t *length);

/*
 When Registration was clicked, of TOROKU_EFFECT_COMMIT and TOROKU_EFFECT_SUBMIT. Errors: TOROKU_ABSENT for
 another.
 */
toroku_status toroku_effect_registered_at(const toroku_effect *effect,
                                          int64_t *moment);

/*
 The tag of the notification's language, of TOROKU_EFFECT_COMMIT and TOROKU_EFFECT_SUBMIT. ASCII.
 Errors: TOROKU_ABSENT for another.
 */
toroku_status toroku_effect_language(const toroku_effect *effect,
                                     char *buffer,
                                     uint64_t capacity,
                                     uint64_t *length);

/*
 The mail to store with the record and to send, of TOROKU_EFFECT_COMMIT. It is the caller's to free.
 Errors: TOROKU_ABSENT for another effect.
 */
toroku_status toroku_effect_mail(const toroku_effect *effect, toroku_mail **mail);

/*
 The beginning of the password setup to store with the record (toroku_password_save), of
 TOROKU_EFFECT_COMMIT. It is the caller's to free. Errors: TOROKU_ABSENT for another effect.
 */
toroku_status toroku_effect_password(const toroku_effect *effect, toroku_password **password);

/*
 Frees an effect. What it orders stands until its result is reported.
 */
toroku_status toroku_effect_free(toroku_effect *effect);

/* ---- Findings: problems, notices, conversions ---------------------------- */

/*
 Makes an empty list, for the problems that the office reports. `encoding` is that of every text given to and
 taken from it. Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
 */
toroku_status toroku_findings_new(uint32_t encoding,
                                  toroku_findings **findings);

/*
 Adds a problem: its TOROKU_CODE_... and its TOROKU_FIELD_... . Errors: TOROKU_INVALID_VALUE (no such code or
 field, no code of a problem or notice, or one of another field).
 */
toroku_status toroku_findings_add(toroku_findings *findings,
                                  uint32_t code,
                                  uint32_t field);

/*
 Adds a parameter to the last problem: its TOROKU_PARAM_... and a text of it, as toroku_findings_param_text
 gives it. Of characters and of parts of a date each call adds a member. Errors: TOROKU_INVALID_VALUE,
 TOROKU_ABSENT (no problem yet), TOROKU_UNREADABLE, TOROKU_MALFORMED (no number, no name of a part).
 */
toroku_status toroku_findings_add_param(toroku_findings *findings,
                                        uint32_t param,
                                        const char *text,
                                        uint64_t text_length);

/*
 Adds to the last problem what could be entered instead, the likeliest first. Errors: TOROKU_ABSENT (no
 problem yet), TOROKU_UNREADABLE.
 */
toroku_status toroku_findings_suggest(toroku_findings *findings,
                                      const char *text,
                                      uint64_t text_length);

/*
 How many findings a list has. They are counted from 0.
 */
toroku_status toroku_findings_count(const toroku_findings *findings, uint64_t *count);

/*
 What a finding is: TOROKU_KIND_PROBLEM (blocks Confirm), TOROKU_KIND_NOTICE (is shown and does not block) or
 TOROKU_KIND_CONVERSION (a change made to a value); its TOROKU_CODE_... and its TOROKU_FIELD_... .
 Errors: TOROKU_OUT_OF_RANGE.
 */
toroku_status toroku_findings_at(const toroku_findings *findings,
                                 uint64_t index,
                                 uint32_t *kind,
                                 uint32_t *code,
                                 uint32_t *field);

/*
 What to show at the field, in a language given by its tag. It may hold what the applicant typed: for
 the screen, not for a log. Errors: TOROKU_OUT_OF_RANGE, TOROKU_MALFORMED (no such language),
 TOROKU_UNWRITABLE.
 */
toroku_status toroku_findings_wording(const toroku_findings *findings,
                                      uint64_t index,
                                      const char *language_tag,
                                      uint64_t tag_length,
                                      char *buffer,
                                      uint64_t capacity,
                                      uint64_t *length);

/*
 The text of a conversion: TOROKU_TEXT_BEFORE as typed, TOROKU_TEXT_AFTER after all conversions of its
 field. Errors: TOROKU_OUT_OF_RANGE, TOROKU_INVALID_VALUE, TOROKU_ABSENT where it is no conversion,
 TOROKU_UNWRITABLE.
 */
toroku_status toroku_findings_text(const toroku_findings *findings,
                                   uint64_t index,
                                   uint32_t text,
                                   char *buffer,
                                   uint64_t capacity,
                                   uint64_t *length);

/*
 How many suggestions a finding has: what could be entered instead, to offer and never to apply unasked.
 Errors: TOROKU_OUT_OF_RANGE.
 */
toroku_status toroku_findings_suggestions(const toroku_findings *findings,
                                          uint64_t index,
                                          uint64_t *count);

/*
 One suggestion, the likeliest first. Errors: TOROKU_OUT_OF_RANGE, TOROKU_UNWRITABLE.
 */
toroku_status toroku_findings_suggestion(const toroku_findings *findings,
                                         uint64_t index,
                                         uint64_t suggestion,
                                         char *buffer,
                                         uint64_t capacity,
                                         uint64_t *length);

/*
 How many parameters a finding has, for a host with wording of its own. Errors: TOROKU_OUT_OF_RANGE.
 */
toroku_status toroku_findings_params(const toroku_findings *findings,
                                     uint64_t index,
                                     uint64_t *count);

/*
 A parameter: its TOROKU_PARAM_..., what its value is (TOROKU_VALUE_...), how many members that has (1 for
 a number or a text) and, for a number, the number; 0 for the others. Errors: TOROKU_OUT_OF_RANGE.
 */
toroku_status toroku_findings_param(const toroku_findings *findings,
                                    uint64_t index,
                                    uint64_t param,
                                    uint32_t *name,
                                    uint32_t *value,
                                    uint64_t *members,
                                    uint32_t *number);

/*
 The text of one member of a parameter: the text, a character (`U+200B` for one that cannot be seen), or
 the name of a part of a date (`year`). A number is given in digits. Errors: TOROKU_OUT_OF_RANGE,
 TOROKU_UNWRITABLE.
 */
toroku_status toroku_findings_param_text(const toroku_findings *findings,
                                         uint64_t index,
                                         uint64_t param,
                                         uint64_t member,
                                         char *buffer,
                                         uint64_t capacity,
                                         uint64_t *length);

/*
 Frees a list.
 */
toroku_status toroku_findings_free(toroku_findings *findings);

/* ---- Mails --------------------------------------------------------------- */

/*
 A part of a mail, TOROKU_MAIL_...: the key by which a repeated mail is recognised, the address alone, the
 language's tag, the subject of one line, the plain text with lines ended by LF, the HTML document. The
 HTML names UTF-8 as its encoding and is in UTF-8 whatever the handle's is.
 Errors: TOROKU_INVALID_VALUE, TOROKU_UNWRITABLE.
 */
toroku_status toroku_mail_text(const toroku_mail *mail,
                               uint32_t part,
                               char *buffer,
                               uint64_t capacity,
                               uint64_t *length);

/*
 Writes the mail as bytes, to keep with the record until it is sent: a tenth of its texts, which are made of
 them again. They hold the link. Key, context and counter are as with toroku_registration_save. Errors:
 TOROKU_BUFFER_TOO_SMALL.
 */
toroku_status toroku_mail_save(const toroku_mail *mail,
                               const uint8_t *key,
                               const uint8_t *context,
                               uint64_t context_length,
                               uint64_t counter,
                               uint8_t *snapshot,
                               uint64_t capacity,
                               uint64_t *length);

/*
 Makes a mail from its bytes; as toroku_registration_restore.
 */
toroku_status toroku_mail_restore(uint32_t encoding,
                                  const uint8_t *snapshot,
                                  uint64_t snapshot_length,
                                  const uint8_t *key,
                                  const uint8_t *context,
                                  uint64_t context_length,
                                  uint64_t counter,
                                  toroku_mail **mail);

/*
 Frees a mail.
 */
toroku_status toroku_mail_free(toroku_mail *mail);

/* ---- Password setup ------------------------------------------------------ */

/*
 Makes the setup of an account from elsewhere that has no password; a registration's own comes with
 toroku_effect_password. `entropy` is TOROKU_ENTROPY_SIZE fresh random bytes; toroku_password_token gives the
 token of the first link. Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN, TOROKU_UNREADABLE,
 TOROKU_MALFORMED (the user ID), TOROKU_WEAK_ENTROPY.
 */
toroku_status toroku_password_new(uint32_t encoding,
                                  const toroku_policy *policy,
                                  int64_t now,
                                  const char *user_id,
                                  uint64_t user_id_length,
                                  const char *name,
                                  uint64_t name_length,
                                  const char *email,
                                  uint64_t email_length,
                                  const uint8_t *entropy,
                                  toroku_password **password);

/*
 Frees a setup. What is to outlive it is its snapshot.
 */
toroku_status toroku_password_free(toroku_password *password);

/*
 Where the setup stands: TOROKU_PWSTATE_... .
 */
toroku_status toroku_password_state(const toroku_password *password, uint32_t *state);

/*
 A text of the account, TOROKU_ACCOUNT_... . Errors: TOROKU_INVALID_VALUE, TOROKU_UNWRITABLE.
 */
toroku_status toroku_password_text(const toroku_password *password,
                                   uint32_t text,
                                   char *buffer,
                                   uint64_t capacity,
                                   uint64_t *length);

/*
 The code (TOROKU_CODE_...) whose wording the person is shown for the last answer; the problems have theirs
 each. Errors: TOROKU_ABSENT where it needs none.
 */
toroku_status toroku_password_code(const toroku_password *password,
                                   uint32_t *code);

/*
 What is wrong with the new password or its repetition, of the last answer TOROKU_PW_PROBLEMS. The list is
 the caller's to free. Errors: TOROKU_ABSENT after another answer.
 */
toroku_status toroku_password_problems(const toroku_password *password,
                                       toroku_findings **findings);

/*
 The token of the link to send: ordered by the last input, or the first after toroku_password_new. It is
 kept nowhere else. Whether there is one must not change what the person sees. ASCII.
 Errors: TOROKU_ABSENT where no link is to be sent.
 */
toroku_status toroku_password_token(const toroku_password *password,
                                    char *buffer,
                                    uint64_t capacity,
                                    uint64_t *length);

/*
 The link of that token: the policy's password page with user ID and token. Errors: TOROKU_ABSENT.
 */
toroku_status toroku_password_link(const toroku_password *password,
                                   const toroku_policy *policy,
                                   char *buffer,
                                   uint64_t capacity,
                                   uint64_t *length);

/*
 The mail with that link. It is the caller's to free. Errors: TOROKU_ABSENT, TOROKU_MALFORMED (the tag).
 */
toroku_status toroku_password_link_mail(const toroku_password *password,
                                        const toroku_policy *policy,
                                        const char *language_tag,
                                        uint64_t tag_length,
                                        toroku_mail **mail);

/*
 How many days before the password's end a reminder is due at `now`; send it, then say
 toroku_password_reminded. Errors: TOROKU_ABSENT where none is due.
 */
toroku_status toroku_password_reminder_due(const toroku_password *password,
                                           const toroku_policy *policy,
                                           int64_t now,
                                           uint32_t *days);

/*
 The reminder so many days before the end. It is the caller's to free. Errors: TOROKU_ABSENT while there is
 no password, TOROKU_MALFORMED (the tag), TOROKU_UNKNOWN_REMINDER (no such number of days).
 */
toroku_status toroku_password_reminder_mail(const toroku_password *password,
                                            const toroku_policy *policy,
                                            uint32_t days,
                                            const char *language_tag,
                                            uint64_t tag_length,
                                            toroku_mail **mail);

/* ---- Inputs of password setup -------------------------------------------- */

/*
 The link of a mail was opened, with its token, while TOROKU_PAGES_... are open in the same browser: can it
 be used? Never uses it up. Answers: LINK_USABLE, CONFLICT, TOKEN_INVALID, TOKEN_EXPIRED.
 Errors: TOROKU_INVALID_VALUE, TOROKU_UNREADABLE.
 */
toroku_status toroku_password_open_link(toroku_password *password,
                                        const toroku_policy *policy,
                                        int64_t now,
                                        const char *token,
                                        uint64_t token_length,
                                        uint32_t pages,
                                        uint32_t *answer);

/*
 The form behind the link was sent: token, password, password again, TOROKU_SALT_SIZE random bytes.
 Answers: PASSWORD_SET, PROBLEMS (the token is not used up), CONFLICT, TOKEN_INVALID, TOKEN_EXPIRED.
 Errors: TOROKU_INVALID_VALUE, TOROKU_UNREADABLE, TOROKU_WEAK_ENTROPY, TOROKU_OUT_OF_MEMORY.
 */
toroku_status toroku_password_set(toroku_password *password,
                                  const toroku_policy *policy,
                                  int64_t now,
                                  const char *token,
                                  uint64_t token_length,
                                  const char *new_password,
                                  uint64_t new_length,
                                  const char *repeated,
                                  uint64_t repeated_length,
                                  const uint8_t *salt,
                                  uint32_t pages,
                                  uint32_t *answer);

/*
 A new link is asked for, by user ID and e-mail address as typed, with TOROKU_ENTROPY_SIZE random bytes never
 used before. Answers: LINK_REQUESTED, whether they belong together or not; toroku_password_token shows
 whether to send one. Errors: TOROKU_UNREADABLE, TOROKU_WEAK_ENTROPY.
 */
toroku_status toroku_password_request_link(toroku_password *password,
                                           const toroku_policy *policy,
                                           int64_t now,
                                           const char *user_id,
                                           uint64_t user_id_length,
                                           const char *email,
                                           uint64_t email_length,
                                           const uint8_t *entropy,
                                           uint32_t *answer);

/*
 A password is replaced by one who knows it: current, new, new again, TOROKU_SALT_SIZE random bytes.
 Answers: PASSWORD_SET, PROBLEMS, PASSWORD_WRONG. Errors: TOROKU_NOT_ACCEPTED (there is none yet),
 TOROKU_UNREADABLE, TOROKU_WEAK_ENTROPY, TOROKU_OUT_OF_MEMORY.
 */
toroku_status toroku_password_change(toroku_password *password,
                                     const toroku_policy *policy,
                                     int64_t now,
                                     const char *current,
                                     uint64_t current_length,
                                     const char *new_password,
                                     uint64_t new_length,
                                     const char *repeated,
                                     uint64_t repeated_length,
                                     const uint8_t *salt,
                                     uint32_t *answer);

/*
 Someone logs in. Answers: LOGGED_IN, PASSWORD_WRONG, PASSWORD_EXPIRED.
 Errors: TOROKU_UNREADABLE, TOROKU_OUT_OF_MEMORY.
 */
toroku_status toroku_password_log_in(toroku_password *password,
                                     const toroku_policy *policy,
                                     int64_t now,
                                     const char *typed,
                                     uint64_t typed_length,
                                     uint32_t *answer);

/*
 The reminder so many days before the end was sent. Answers: REMINDER_NOTED.
 Errors: TOROKU_NOT_ACCEPTED (there is no password), TOROKU_UNKNOWN_REMINDER.
 */
toroku_status toroku_password_reminded(toroku_password *password,
                                       const toroku_policy *policy,
                                       int64_t now,
                                       uint32_t days,
                                       uint32_t *answer);

/*
 The answer to a login with a user ID that does not exist: TOROKU_PW_PASSWORD_WRONG, after as much work.
 Errors: TOROKU_UNREADABLE, TOROKU_OUT_OF_MEMORY.
 */
toroku_status toroku_decoy_log_in(const toroku_policy *policy,
                                  const char *typed,
                                  uint64_t typed_length,
                                  uint32_t *answer);

/*
 The answer to a request for a link by a user ID that does not exist: TOROKU_PW_LINK_REQUESTED, after as much
 work. Errors: TOROKU_WEAK_ENTROPY.
 */
toroku_status toroku_decoy_request_link(const uint8_t *entropy,
                                        uint32_t *answer);

/*
 Whether a password is the one of a PHC string in ASCII (toroku_password_hash): 1 or 0.
 Errors: TOROKU_MALFORMED (no such string), TOROKU_UNREADABLE, TOROKU_OUT_OF_MEMORY.
 */
toroku_status toroku_hash_verify(uint32_t encoding,
                                 const char *hash,
                                 uint64_t hash_length,
                                 const char *typed,
                                 uint64_t typed_length,
                                 uint32_t *matches);

/* ---- Password setup: what it holds --------------------------------------- */

/*
 When the password was set. Errors: TOROKU_ABSENT while there is none.
 */
toroku_status toroku_password_set_at(const toroku_password *password, int64_t *at);

/*
 The first moment at which the password no longer counts. Errors: TOROKU_ABSENT while there is none.
 */
toroku_status toroku_password_expires_at(const toroku_password *password, int64_t *at);

/*
 The first moment at which the link sent last no longer counts. Errors: TOROKU_ABSENT once it is used.
 */
toroku_status toroku_password_link_expires(const toroku_password *password,
                                           int64_t *at);

/*
 The SHA-256 of the token of the link sent last, TOROKU_ENTROPY_SIZE bytes, by which a host whose links carry
 the token alone finds the setup. Errors: TOROKU_ABSENT once it is used.
 */
toroku_status toroku_password_link_digest(const toroku_password *password,
                                          uint8_t *digest,
                                          uint64_t capacity,
                                          uint64_t *length);

/*
 The same of a token's text in ASCII, as it came with a link.
 */
toroku_status toroku_token_digest(const char *token,
                                  uint64_t token_length,
                                  uint8_t *digest,
                                  uint64_t capacity,
                                  uint64_t *length);

/*
 The password's hash as an Argon2id PHC string, for a login system of the host's own. ASCII.
 Errors: TOROKU_ABSENT while there is no password.
 */
toroku_status toroku_password_hash(const toroku_password *password,
                                   char *buffer,
                                   uint64_t capacity,
                                   uint64_t *length);

/*
 The setup as bytes; as toroku_registration_save.
 */
toroku_status toroku_password_save(const toroku_password *password,
                                   const uint8_t *key,
                                   const uint8_t *context,
                                   uint64_t context_length,
                                   uint64_t counter,
                                   uint8_t *snapshot,
                                   uint64_t capacity,
                                   uint64_t *length);

/*
 Makes a setup from its bytes; as toroku_registration_restore.
 */
toroku_status toroku_password_restore(uint32_t encoding,
                                      const uint8_t *snapshot,
                                      uint64_t snapshot_length,
                                      const uint8_t *key,
                                      const uint8_t *context,
                                      uint64_t context_length,
                                      uint64_t counter,
                                      toroku_password **password);

/* ---- Municipality directory ---------------------------------------------- */

/*
 The day the directory holds for, like 2024-01-01. ASCII.
 */
toroku_status toroku_directory_as_of(char *buffer, uint64_t capacity, uint64_t *length);

/*
 A text of a prefecture (1, Hokkaido, to 47, Okinawa): TOROKU_MUNICIPALITY_NAME, KANA or ENGLISH.
 Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
 */
toroku_status toroku_prefecture_text(uint32_t encoding,
                                     uint32_t prefecture,
                                     uint32_t part,
                                     char *buffer,
                                     uint64_t capacity,
                                     uint64_t *length);

/*
 All entries of one prefecture (1 to 47) or of the directory (0), in the order of their codes. The list is
 the caller's to free. Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
 */
toroku_status toroku_municipalities_list(uint32_t encoding,
                                         uint32_t prefecture,
                                         toroku_municipalities **municipalities);

/*
 Finds what a person may mean, by kanji, kana or romaji, best first, at most `limit`, in one prefecture
 (1 to 47) or all (0). The list is the caller's to free; it may be empty.
 Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN, TOROKU_UNREADABLE.
 */
toroku_status toroku_municipalities_search(uint32_t encoding,
                                           uint32_t prefecture,
                                           const char *query,
                                           uint64_t query_length,
                                           uint64_t limit,
                                           toroku_municipalities **municipalities);

/*
 What a 5- or 6-digit code or a full name stands for. TOROKU_LOOKUP_FOUND: the list has it.
 TOROKU_LOOKUP_NEEDS_WARD: a designated city; the list has its wards. TOROKU_LOOKUP_ABOLISHED: no more; the
 list has its successors. TOROKU_LOOKUP_UNKNOWN: the list is empty. The list is the caller's to free.
 Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN, TOROKU_UNREADABLE.
 */
toroku_status toroku_municipalities_lookup(uint32_t encoding,
                                           const char *text,
                                           uint64_t text_length,
                                           uint32_t *lookup,
                                           toroku_municipalities **municipalities);

/*
 How many entries a list has. They are counted from 0.
 */
toroku_status toroku_municipalities_count(const toroku_municipalities *municipalities,
                                          uint64_t *count);

/*
 A text of an entry, TOROKU_MUNICIPALITY_...: the 6-digit code, the 5-digit code, the name within the
 prefecture, the full name, the district (or nothing), the reading in hiragana, the name in English, the
 prefecture's name. Errors: TOROKU_OUT_OF_RANGE, TOROKU_INVALID_VALUE.
 */
toroku_status toroku_municipality_text(const toroku_municipalities *municipalities,
                                       uint64_t index,
                                       uint32_t part,
                                       char *buffer,
                                       uint64_t capacity,
                                       uint64_t *length);

/*
 The number of an entry's prefecture, 1 to 47. Errors: TOROKU_OUT_OF_RANGE.
 */
toroku_status toroku_municipality_prefecture(const toroku_municipalities *municipalities,
                                             uint64_t index,
                                             uint32_t *prefecture);

/*
 The designated city or the abolished municipality that was looked up: TOROKU_MUNICIPALITY_CODE, NAME,
 FULL_NAME or PREFECTURE. Errors: TOROKU_ABSENT for any other list, TOROKU_INVALID_VALUE.
 */
toroku_status toroku_municipalities_subject(const toroku_municipalities *municipalities,
                                            uint32_t part,
                                            char *buffer,
                                            uint64_t capacity,
                                            uint64_t *length);

/*
 Frees a list.
 */
toroku_status toroku_municipalities_free(toroku_municipalities *municipalities);

/* ---- User IDs ------------------------------------------------------------ */

/*
 Whether a text is a user ID: five letters a to z and five digits. Errors: TOROKU_MALFORMED where it is
 not.
 */
toroku_status toroku_user_id_check(const char *user_id,
                                   uint64_t length);

/*
 How many user IDs can be issued.
 */
toroku_status toroku_user_id_limit(uint64_t *limit);

/*
 The number of an issued user ID. Errors: TOROKU_MALFORMED, TOROKU_ABSENT (one with a vowel, which is never
 issued).
 */
toroku_status toroku_user_id_number(const char *user_id,
                                    uint64_t length,
                                    uint64_t *number);

/*
 The issued user ID with a number. Errors: TOROKU_EXHAUSTED from toroku_user_id_limit on.
 */
toroku_status toroku_user_id_from_number(uint64_t number,
                                         char *buffer,
                                         uint64_t capacity,
                                         uint64_t *length);

/*
 The user ID of the store's number under a key of TOROKU_ENTROPY_SIZE bytes: no two numbers give one.
 Errors: TOROKU_WEAK_ENTROPY, TOROKU_EXHAUSTED.
 */
toroku_status toroku_user_id_sequence(const uint8_t *key,
                                      uint64_t number,
                                      char *buffer,
                                      uint64_t capacity,
                                      uint64_t *length);

/*
 The store's number that gave a user ID under a key. Errors: TOROKU_WEAK_ENTROPY, TOROKU_MALFORMED,
 TOROKU_ABSENT (one that is never issued).
 */
toroku_status toroku_user_id_position(const uint8_t *key,
                                      const char *user_id,
                                      uint64_t length,
                                      uint64_t *number);

/*
 Candidate 0, 1, ... of entropy (TOROKU_ENTROPY_SIZE bytes): the store says whether it is taken.
 Errors: TOROKU_WEAK_ENTROPY, TOROKU_ABSENT (once in about 10^31: ask for the next).
 */
toroku_status toroku_user_id_random(const uint8_t *entropy,
                                    uint32_t candidate,
                                    char *buffer,
                                    uint64_t capacity,
                                    uint64_t *length);

/* ---- Languages ----------------------------------------------------------- */

/*
 How many languages there are.
 */
toroku_status toroku_language_count(uint64_t *count);

/*
 The tag of a language, counted from 0. Errors: TOROKU_OUT_OF_RANGE.
 */
toroku_status toroku_language_tag(uint64_t index,
                                  char *buffer,
                                  uint64_t capacity,
                                  uint64_t *length);

/*
 The tag of the language that an HTTP Accept-Language header wants most. Errors: TOROKU_ABSENT where it
 wants none that there is.
 */
toroku_status toroku_language_negotiate(const char *header,
                                        uint64_t header_length,
                                        char *buffer,
                                        uint64_t capacity,
                                        uint64_t *length);

/*
 The wording of a code (TOROKU_CODE_...) as the catalogue has it, with gaps in braces where it has
 parameters; for a finding there is toroku_findings_wording.
 Errors, here and below: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN, TOROKU_MALFORMED (the tag),
 TOROKU_UNWRITABLE.
 */
toroku_status toroku_language_code(uint32_t encoding,
                                   const char *language_tag,
                                   uint64_t tag_length,
                                   uint32_t code,
                                   char *buffer,
                                   uint64_t capacity,
                                   uint64_t *length);

/*
 The text above a field, TOROKU_FIELD_... .
 */
toroku_status toroku_language_label(uint32_t encoding,
                                    const char *language_tag,
                                    uint64_t tag_length,
                                    uint32_t field,
                                    char *buffer,
                                    uint64_t capacity,
                                    uint64_t *length);

/*
 The text beside a field, TOROKU_FIELD_...: what to enter, with an example.
 */
toroku_status toroku_language_hint(uint32_t encoding,
                                   const char *language_tag,
                                   uint64_t tag_length,
                                   uint32_t field,
                                   char *buffer,
                                   uint64_t capacity,
                                   uint64_t *length);

/*
 Any text of the catalogue by its key in ASCII, like `state.entry`; `language.name` is the language's name in
 itself. Errors: also TOROKU_ABSENT where there is no such key.
 */
toroku_status toroku_language_text(uint32_t encoding,
                                   const char *language_tag,
                                   uint64_t tag_length,
                                   const char *key,
                                   uint64_t key_length,
                                   char *buffer,
                                   uint64_t capacity,
                                   uint64_t *length);

/*
 What kind of thing a code says (TOROKU_KIND_...). Errors: TOROKU_INVALID_VALUE.
 */
toroku_status toroku_code_kind(uint32_t code, uint32_t *kind);

/* ---- Fixed-length records ------------------------------------------------ */

/*
 Checks one record (the layout is below; in the policy's encoding, or in CP932 where that is UTF-8). A
 result record of TOROKU_RESULT_SIZE bytes is written for every record, in the same encoding, and its status
 as `record_status`: TOROKU_RESULT_GOOD; PROBLEMS (a code for each field that has one); SHORT and LONG
 (`length` is not TOROKU_RECORD_SIZE); EMPTY (spaces and NULs only); NEWER (`record_version` is neither blank
 nor 1: of a later library's columns, and not read). KEY_TAKEN is a store's: another record has the host's
 key. The words for a whole record are toroku_language_text's, by the keys result.short, result.long,
 result.empty, result.key_taken and result.newer. Of codes the engine itself never gives, there are
 TOROKU_CODE_RECORD_UNREADABLE for bytes that are no text, like half a character, RECORD_SHIFT for a shift
 code without the other, RECORD_USER_CHARACTER for one that toroku_policy_set_user_chars has not named, and
 RECORD_TOO_WIDE for a street address that with its shift codes is longer than its column.
 Spaces (of two bytes too) and NULs at a field's end are padding; a birth date or municipality of zeros is
 empty. A municipality is whatever says which one it is: its code of 5 or 6 digits, its name, its English
 name, a postal code; the result has its code. `result` and `record` do not overlap.
 Errors: TOROKU_BUFFER_TOO_SMALL, TOROKU_NOT_BUILT_IN (a library without CP932), TOROKU_UNWRITABLE (a name of
 the policy that the encoding does not have).
 */
toroku_status toroku_record_check(const toroku_policy *policy,
                                  const uint8_t *record,
                                  uint64_t length,
                                  int64_t now,
                                  uint8_t *result,
                                  uint64_t capacity,
                                  uint32_t *record_status);

/*
 Checks one record and, where it is good, registers it: gives the user ID in the result record, and the
 effect to commit, with record, mail and password setup, in `effect`, which may be NULL and is the
 caller's to free; where the record is not good no effect is written.
 `number` is the store's number where the policy issues by sequence; else how many of this record's
 candidates the store had taken already, 0 at first. The same arguments give the same user ID, key and mail
 again: a host that crashed between two steps repeats the call. Store record and mail in one transaction.
 `entropy` is TOROKU_ENTROPY_SIZE random bytes of this record's own; the tag is the mail's language. The effect
 costs about as much as the rest; the mail's texts are written only when toroku_mail_text asks for them, and
 cost ten times that.
 Errors: as toroku_record_check, and TOROKU_WEAK_ENTROPY, TOROKU_EXHAUSTED, TOROKU_MALFORMED (the tag),
 TOROKU_OUT_OF_RANGE (more than 1000 candidates taken: the store does not answer for this one),
 TOROKU_OTHER_ISSUING (the policy leaves it to the office).
 */
toroku_status toroku_record_register(const toroku_policy *policy,
                                     const uint8_t *record,
                                     uint64_t length,
                                     int64_t now,
                                     uint64_t number,
                                     const uint8_t *entropy,
                                     const char *language_tag,
                                     uint64_t tag_length,
                                     uint8_t *result,
                                     uint64_t capacity,
                                     uint32_t *record_status,
                                     toroku_effect **effect);

/*
 Checks a buffer of records, one after the other without separators, and writes a result record for each.
 What is left over at the end is a short record. `count` gets how many there were, `good` how many of them
 are TOROKU_RESULT_GOOD. Errors: as toroku_record_check; with one, neither number is written, and what was
 in `results` is kept or zeros.
 */
toroku_status toroku_records_check(const toroku_policy *policy,
                                   const uint8_t *records,
                                   uint64_t length,
                                   int64_t now,
                                   uint8_t *results,
                                   uint64_t capacity,
                                   uint64_t *count,
                                   uint64_t *good);

/*
 Registers a buffer of records. Where the policy issues by sequence, good records get the numbers from
 `first_number` on, and `next_number` the number after the last; else each gets its first candidate, for
 the store to take or for toroku_record_register to try again. `entropies` is TOROKU_ENTROPY_SIZE bytes a
 record, one after the other. The mail of a record comes from toroku_record_register with the same record,
 time, number, entropy and language. It takes no memory of its own. Errors: as there; with one, neither
 number is written, and what was in `results` is kept or zeros.
 */
toroku_status toroku_records_register(const toroku_policy *policy,
                                      const uint8_t *records,
                                      uint64_t length,
                                      int64_t now,
                                      uint64_t first_number,
                                      const uint8_t *entropies,
                                      uint64_t entropies_size,
                                      const char *language_tag,
                                      uint64_t tag_length,
                                      uint8_t *results,
                                      uint64_t capacity,
                                      uint64_t *count,
                                      uint64_t *next_number);

/*
 What a record is known by, so that one that comes again is seen: the SHA-256 of all its bytes but the
 reserved ones, 32 bytes. `record_version` is among them: blank and 1 make two digests. Errors:
 TOROKU_OUT_OF_RANGE (`length` is not TOROKU_RECORD_SIZE), TOROKU_BUFFER_TOO_SMALL.
 */
toroku_status toroku_record_digest(const uint8_t *record,
                                   uint64_t length,
                                   uint8_t *digest,
                                   uint64_t capacity);

/*
 What to show a clerk about a field of a record: the problem's wording, or the first notice's, and behind it
 the suggestions, unless it names one itself; in the policy's encoding. Errors: TOROKU_ABSENT where there is
 nothing to show (or the record is not of TOROKU_RECORD_SIZE), TOROKU_INVALID_VALUE, TOROKU_MALFORMED (the
 tag), TOROKU_NOT_BUILT_IN, TOROKU_UNWRITABLE.
 */
toroku_status toroku_record_message(const toroku_policy *policy,
                                    const uint8_t *record,
                                    uint64_t length,
                                    int64_t now,
                                    uint32_t field,
                                    const char *language_tag,
                                    uint64_t tag_length,
                                    char *text,
                                    uint64_t capacity,
                                    uint64_t *text_length);

#ifdef __cplusplus
}
#endif

#endif /* TOROKU_H */
