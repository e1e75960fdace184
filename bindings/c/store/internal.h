/* What the parts of the library share. */
#ifndef TOROKU_STORE_INTERNAL_H
#define TOROKU_STORE_INTERNAL_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#include "toroku_store.h"

#define PATH_SIZE 1024
#define DIGEST_SIZE 32 /* toroku_record_digest */

/* Goes back with the status of a call that failed. */
#define TRY(call)                       \
  do {                                  \
    toroku_status tried = (call);       \
    if (tried != TOROKU_OK) {           \
      return tried;                     \
    }                                   \
  } while (0)

struct toroku_store {
  sqlite3 *database;
  toroku_policy *policy; /* the host's */
  uint32_t encoding;
  uint8_t key[TOROKU_ENTROPY_SIZE];
  char path[PATH_SIZE];
  int is_begun;    /* toroku_store_begin */
  int turn;        /* STORE-turn.lock: see enter */
  int lock;        /* the held terminal's file, or -1 */
  char terminal[32];
};

/* file.c: what the system does with files, each with a status. */
toroku_status path_of(const char *text, uint64_t length, char path[PATH_SIZE]);
toroku_status file_status(int error); /* of an errno */
toroku_status sync_folder(const char *path); /* the one that the file is in */
toroku_status lock_file(const char *path, int *file); /* made where it is not there */
uint64_t without_padding(const char *text, uint64_t length);
int has_shift_codes(uint32_t encoding);
void wipe(void *bytes, uint64_t size);
int put_time(int64_t moment, const char *format, char *text, uint64_t size); /* in Japan; 0 where the calendar has no such day */

/* line.c: the next line of a text: its bytes, its columns, and how many bytes of the text it is of. */
#define CUT_SIZE 1024 /* of a line, four bytes a column */
typedef struct cut {
  uint64_t length, columns, taken;
} cut;
cut cut_line(uint32_t encoding, const char *text, uint64_t length, uint64_t columns, char *line);

/* key.c */
toroku_status read_key(const char *path, uint8_t key[TOROKU_ENTROPY_SIZE]);
/* The user ID of the last number, which is never reached: it shows which key a store belongs to. */
toroku_status identity_of(const uint8_t key[TOROKU_ENTROPY_SIZE], char identity[TOROKU_USER_ID_SIZE]);
toroku_status number_of(const char *digits, uint64_t length, uint64_t *number);

/* database.c */
toroku_status sql_status(sqlite3 *database, int result);
toroku_status run(toroku_store *store, const char *sql);
toroku_status prepare(toroku_store *store, const char *sql, sqlite3_stmt **statement);
/* Runs a statement that gives no row, and ends it. */
toroku_status finish(toroku_store *store, sqlite3_stmt *statement);
/* The same of one that changes one row; TOROKU_ABSENT where it finds none. */
toroku_status change_one(toroku_store *store, sqlite3_stmt *statement);
/* Runs it to its one row, TOROKU_ABSENT where there is none; the caller ends it. */
toroku_status first_row(toroku_store *store, sqlite3_stmt *statement);
/* A transaction around one step, or the host's that is open; a step that fails undoes either. */
toroku_status enter(toroku_store *store);
toroku_status leave(toroku_store *store, toroku_status status);
toroku_status next_number(toroku_store *store, uint64_t *number);
toroku_status set_next_number(toroku_store *store, uint64_t number);

/* registration.c: what an effect orders, inside a transaction. The record's own parts may be NULL. */
typedef struct record_parts {
  const uint8_t *digest;
  const uint8_t *host_key;
  uint64_t host_key_length;
  const toroku_result *result;
} record_parts;
toroku_status insert_registration(toroku_store *store, const toroku_effect *effect, uint64_t number,
                                  const record_parts *parts);

#endif
