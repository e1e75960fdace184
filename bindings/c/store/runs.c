/* The journal of runs: who gave what file when, how far it came, and how it ended. */
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "internal.h"

#define LINE_SIZE (PATH_SIZE + 256)

/* The system's name of who runs the program, or the number. */
static void put_who(char who[64]) {
  const struct passwd *entry = getpwuid(geteuid());
  if (entry != NULL) {
    snprintf(who, 64, "%s", entry->pw_name);
  } else {
    snprintf(who, 64, "%lu", (unsigned long)geteuid());
  }
}

toroku_status toroku_store_run_begin(toroku_store *store, const char *file, uint64_t length, int64_t now, uint64_t *run) {
  sqlite3_stmt *statement = NULL;
  char path[PATH_SIZE], who[64];
  struct stat about;
  toroku_status status;

  if (store == NULL || run == NULL) {
    return TOROKU_NULL;
  }
  if (store->is_begun) {
    return TOROKU_STORE_OUT_OF_TURN;
  }
  TRY(path_of(file, length, path));
  put_who(who);
  TRY(prepare(store, "INSERT INTO run (file, bytes, who, begun) VALUES (?1, ?2, ?3, ?4)", &statement));
  sqlite3_bind_blob(statement, 1, path, (int)strlen(path), SQLITE_STATIC);
  if (stat(path, &about) == 0) {
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)about.st_size);
  }
  sqlite3_bind_text(statement, 3, who, -1, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 4, now);
  TRY(enter(store));
  status = finish(store, statement);
  if (status == TOROKU_OK) {
    *run = (uint64_t)sqlite3_last_insert_rowid(store->database);
  }
  return leave(store, status);
}

toroku_status toroku_store_run_at(toroku_store *store, uint64_t run, uint64_t read, uint64_t registered, uint64_t before,
                                  uint64_t rejected) {
  sqlite3_stmt *statement = NULL;

  if (store == NULL) {
    return TOROKU_NULL;
  }
  TRY(prepare(store, "UPDATE run SET read = ?2, registered = ?3, before = ?4, rejected = ?5 WHERE number = ?1 AND ended IS NULL",
              &statement));
  sqlite3_bind_int64(statement, 1, (sqlite3_int64)run);
  sqlite3_bind_int64(statement, 2, (sqlite3_int64)read);
  sqlite3_bind_int64(statement, 3, (sqlite3_int64)registered);
  sqlite3_bind_int64(statement, 4, (sqlite3_int64)before);
  sqlite3_bind_int64(statement, 5, (sqlite3_int64)rejected);
  TRY(enter(store));
  return leave(store, change_one(store, statement));
}

toroku_status toroku_store_run_end(toroku_store *store, uint64_t run, int64_t now, uint32_t return_code) {
  sqlite3_stmt *statement = NULL;

  if (store == NULL) {
    return TOROKU_NULL;
  }
  TRY(prepare(store, "UPDATE run SET ended = ?2, code = ?3 WHERE number = ?1 AND ended IS NULL", &statement));
  sqlite3_bind_int64(statement, 1, (sqlite3_int64)run);
  sqlite3_bind_int64(statement, 2, now);
  sqlite3_bind_int64(statement, 3, return_code);
  TRY(enter(store));
  return leave(store, change_one(store, statement));
}

/* The time in Japan, or as many spaces. */
static void put_moment(sqlite3_stmt *statement, int column, char text[32]) {
  if (sqlite3_column_type(statement, column) == SQLITE_NULL ||
      !put_time(sqlite3_column_int64(statement, column), "%Y-%m-%d %H:%M:%S", text, 32)) {
    strcpy(text, "not ended          ");
  }
}

static uint64_t put_line(sqlite3_stmt *statement, char line[LINE_SIZE]) {
  char begun[32], ended[32], code[16] = "  ";
  int used;

  put_moment(statement, 1, begun);
  put_moment(statement, 2, ended);
  if (sqlite3_column_type(statement, 3) != SQLITE_NULL) {
    sprintf(code, "%2d", sqlite3_column_int(statement, 3) % 100);
  }
  used = sprintf(line, "%6lld  %s  %s  %s %10lld %10lld %10lld %10lld %13lld  %-8.63s  ", sqlite3_column_int64(statement, 0),
                 begun, ended, code, sqlite3_column_int64(statement, 4), sqlite3_column_int64(statement, 5),
                 sqlite3_column_int64(statement, 6), sqlite3_column_int64(statement, 7),
                 sqlite3_column_int64(statement, 8), sqlite3_column_text(statement, 9));
  memcpy(line + used, sqlite3_column_blob(statement, 10), (uint64_t)sqlite3_column_bytes(statement, 10));
  return (uint64_t)used + (uint64_t)sqlite3_column_bytes(statement, 10);
}

toroku_status toroku_store_run_line(toroku_store *store, uint64_t run, char *buffer, uint64_t capacity, uint64_t *length) {
  sqlite3_stmt *statement = NULL;
  char line[LINE_SIZE];

  if (store == NULL || buffer == NULL || length == NULL) {
    return TOROKU_NULL;
  }
  TRY(prepare(store, "SELECT number, begun, ended, code, read, registered, before, rejected, bytes, who, file FROM run"
                     " WHERE number = ?1", &statement));
  sqlite3_bind_int64(statement, 1, (sqlite3_int64)run);
  TRY(first_row(store, statement));
  *length = put_line(statement, line);
  sqlite3_reset(statement);
  if (*length > capacity) {
    return TOROKU_BUFFER_TOO_SMALL;
  }
  memcpy(buffer, line, *length);
  if ((store->encoding & TOROKU_PADDED) != 0) {
    memset(buffer + *length, ' ', capacity - *length);
  }
  return TOROKU_OK;
}
