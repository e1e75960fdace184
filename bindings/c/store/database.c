/* The file of SQLite: how it is made, opened and locked, and its transactions. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

#define VERSION "1"
#define APPLICATION "1953461867" /* "toro" */

static const char schema[] =
    "PRAGMA application_id = " APPLICATION ";"
    "PRAGMA user_version = " VERSION ";"
    "CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1), next INTEGER NOT NULL, key_identity TEXT NOT NULL);"
    /* The values are texts as the engine stores them. Digest, host_key and result are those of records. The mail is what
       the engine makes its texts of, NULL once it is done: 1 delivered, 2 given up.
       No index but of what comes in order, where it can be: others, of a million records, are most of the work. A user
       ID is its number's; a record that has a host's key is found by it, a waiting mail among the first that wait. */
    "CREATE TABLE registration (number INTEGER PRIMARY KEY, user_id TEXT NOT NULL, mail_key TEXT NOT NULL,"
    " host_key BLOB UNIQUE, digest BLOB, registered_at INTEGER NOT NULL, language TEXT NOT NULL,"
    " user_name TEXT NOT NULL, sex TEXT NOT NULL, date_of_birth TEXT NOT NULL, municipality TEXT NOT NULL,"
    " street_address TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL, user_type TEXT NOT NULL,"
    " terms TEXT NOT NULL, result BLOB, password_setup BLOB NOT NULL, mail BLOB, mail_done INTEGER NOT NULL DEFAULT 0);"
    "CREATE UNIQUE INDEX keyless ON registration (digest) WHERE host_key IS NULL;"
    "CREATE UNIQUE INDEX of_screens ON registration (mail_key) WHERE digest IS NULL;"
    "CREATE INDEX mail_waiting ON registration (number) WHERE mail_done = 0;"
    "CREATE TABLE run (number INTEGER PRIMARY KEY, file BLOB NOT NULL, bytes INTEGER, who TEXT NOT NULL, begun INTEGER NOT NULL,"
    " ended INTEGER, code INTEGER, read INTEGER NOT NULL DEFAULT 0, registered INTEGER NOT NULL DEFAULT 0,"
    " before INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE draft (terminal TEXT PRIMARY KEY, snapshot BLOB NOT NULL);";

/* EXTRA: the folder too is synced when a transaction ends. What is deleted is overwritten. */
static const char settings[] =
    "PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
    "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;";

toroku_status sql_status(sqlite3 *database, int result) {
  switch (result & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return TOROKU_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return TOROKU_STORE_IN_USE;
    case SQLITE_FULL: return TOROKU_STORE_DISK_FULL;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return TOROKU_STORE_NOT_A_STORE;
    case SQLITE_NOMEM: return TOROKU_OUT_OF_MEMORY;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR: {
      int error = sqlite3_system_errno(database);
      return error == ENOSPC || error == EDQUOT ? TOROKU_STORE_DISK_FULL : TOROKU_STORE_DISK_FAILED;
    }
    default: return TOROKU_STORE_DISK_FAILED;
  }
}

toroku_status run(toroku_store *store, const char *sql) {
  return sql_status(store->database, sqlite3_exec(store->database, sql, NULL, NULL, NULL));
}

toroku_status prepare(toroku_store *store, const char *sql, sqlite3_stmt **statement) {
  /* The same texts come again and again: SQLite's own list of statements has them. */
  sqlite3_stmt *known = NULL;
  while ((known = sqlite3_next_stmt(store->database, known)) != NULL) {
    if (!sqlite3_stmt_busy(known) && strcmp(sqlite3_sql(known), sql) == 0) {
      *statement = known;
      return TOROKU_OK;
    }
  }
  return sql_status(store->database, sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL));
}

/* A statement is kept for the next time, without what was bound to it. */
static void end(sqlite3_stmt *statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}

toroku_status finish(toroku_store *store, sqlite3_stmt *statement) {
  toroku_status status = sql_status(store->database, sqlite3_step(statement));
  end(statement);
  return status;
}

toroku_status first_row(toroku_store *store, sqlite3_stmt *statement) {
  int result = sqlite3_step(statement);
  if (result == SQLITE_ROW) {
    return TOROKU_OK;
  }
  end(statement);
  return result == SQLITE_DONE ? TOROKU_ABSENT : sql_status(store->database, result);
}

toroku_status change_one(toroku_store *store, sqlite3_stmt *statement) {
  TRY(finish(store, statement));
  return sqlite3_changes(store->database) == 1 ? TOROKU_OK : TOROKU_ABSENT;
}

static void undo(toroku_store *store) {
  sqlite3_stmt *statement = NULL;
  while ((statement = sqlite3_next_stmt(store->database, statement)) != NULL) {
    end(statement);
  }
  if (!sqlite3_get_autocommit(store->database)) {
    run(store, "ROLLBACK");
  }
  store->is_begun = 0;
}

/* Whoever waits for the store holds the turn meanwhile, so that a batch, which begins again as soon as it has
   committed, lets a clerk in between. */
static toroku_status wait_for_turn(const toroku_store *store) {
  static const struct timespec pause = {0, 2000000};
  int tries = TOROKU_STORE_WAIT * 500;

  while (flock(store->turn, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      return file_status(errno);
    }
    if (tries-- == 0) {
      return TOROKU_STORE_IN_USE;
    }
    nanosleep(&pause, NULL);
  }
  return TOROKU_OK;
}

toroku_status enter(toroku_store *store) {
  toroku_status status;

  if (store == NULL) {
    return TOROKU_NULL;
  }
  if (store->is_begun) {
    return TOROKU_OK;
  }
  TRY(wait_for_turn(store));
  /* Immediate: whoever reads the number is the one who writes it. */
  status = run(store, "BEGIN IMMEDIATE");
  flock(store->turn, LOCK_UN);
  return status;
}

toroku_status leave(toroku_store *store, toroku_status status) {
  if (status == TOROKU_OK && !store->is_begun) {
    status = run(store, "COMMIT");
  }
  if (status != TOROKU_OK) {
    undo(store);
  }
  return status;
}

toroku_status toroku_store_begin(toroku_store *store) {
  if (store == NULL) {
    return TOROKU_NULL;
  }
  if (store->is_begun) {
    return TOROKU_STORE_OUT_OF_TURN;
  }
  TRY(enter(store));
  store->is_begun = 1;
  return TOROKU_OK;
}

toroku_status toroku_store_commit(toroku_store *store) {
  if (store == NULL) {
    return TOROKU_NULL;
  }
  if (!store->is_begun) {
    return TOROKU_STORE_OUT_OF_TURN;
  }
  store->is_begun = 0;
  return leave(store, TOROKU_OK);
}

toroku_status toroku_store_undo(toroku_store *store) {
  if (store == NULL) {
    return TOROKU_NULL;
  }
  if (!store->is_begun) {
    return TOROKU_STORE_OUT_OF_TURN;
  }
  undo(store);
  return TOROKU_OK;
}

static toroku_status open_database(const char *path, sqlite3 **database) {
  int result = sqlite3_open_v2(path, database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
  sqlite3_busy_timeout(*database, TOROKU_STORE_WAIT * 1000);
  if (result == SQLITE_OK) {
    result = sqlite3_exec(*database, settings, NULL, NULL, NULL);
  }
  return sql_status(*database, result);
}

static toroku_status fill(toroku_store *store, uint64_t number, const char *identity) {
  sqlite3_stmt *statement = NULL;
  TRY(run(store, schema));
  TRY(prepare(store, "INSERT INTO counter VALUES (1, ?1, ?2)", &statement));
  sqlite3_bind_int64(statement, 1, (sqlite3_int64)number);
  sqlite3_bind_text(statement, 2, identity, TOROKU_USER_ID_SIZE, SQLITE_TRANSIENT);
  return finish(store, statement);
}

static void close_database(sqlite3 *database) {
  sqlite3_stmt *statement;
  while ((statement = sqlite3_next_stmt(database, NULL)) != NULL) {
    sqlite3_finalize(statement);
  }
  sqlite3_close(database);
}

/* Makes the store under another name, and gives it its own when it is whole. */
static toroku_status make(const char *path, const char *fresh, uint64_t number, const char *identity) {
  toroku_store store;
  toroku_status status;
  int file = open(fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (file < 0) {
    return file_status(errno);
  }
  close(file);
  memset(&store, 0, sizeof store);
  status = open_database(fresh, &store.database);
  if (status == TOROKU_OK && (status = run(&store, "BEGIN IMMEDIATE")) == TOROKU_OK) {
    status = leave(&store, fill(&store, number, identity));
  }
  close_database(store.database);
  if (status == TOROKU_OK && link(fresh, path) != 0) {
    status = file_status(errno);
  }
  unlink(fresh);
  return status == TOROKU_OK ? sync_folder(path) : status;
}

toroku_status toroku_store_create(const char *path, uint64_t length, const char *key_path, uint64_t key_length,
                                  const char *number, uint64_t number_length) {
  char store_path[PATH_SIZE], key_file[PATH_SIZE], fresh[PATH_SIZE + 32], identity[TOROKU_USER_ID_SIZE];
  uint8_t key[TOROKU_ENTROPY_SIZE];
  uint64_t first = 0;
  toroku_status status;

  TRY(path_of(path, length, store_path));
  TRY(path_of(key_path, key_length, key_file));
  TRY(number_of(number, number_length, &first));
  TRY(read_key(key_file, key));
  status = identity_of(key, identity);
  wipe(key, sizeof key);
  TRY(status);
  sprintf(fresh, "%s.new-%ld", store_path, (long)getpid());
  return make(store_path, fresh, first, identity);
}

/* Whether the file is a store, of this version and this key. */
static toroku_status recognise(toroku_store *store, const char *identity) {
  sqlite3_stmt *statement = NULL;
  toroku_status status;

  TRY(prepare(store, "SELECT (SELECT application_id FROM pragma_application_id) = " APPLICATION
                     " AND (SELECT user_version FROM pragma_user_version) = " VERSION, &statement));
  TRY(first_row(store, statement));
  status = sqlite3_column_int(statement, 0) ? TOROKU_OK : TOROKU_STORE_NOT_A_STORE;
  sqlite3_finalize(statement);
  TRY(status);
  TRY(prepare(store, "SELECT key_identity FROM counter", &statement));
  status = first_row(store, statement);
  if (status != TOROKU_OK) {
    return status == TOROKU_ABSENT ? TOROKU_STORE_NOT_A_STORE : status;
  }
  if (sqlite3_column_bytes(statement, 0) != TOROKU_USER_ID_SIZE ||
      memcmp(sqlite3_column_text(statement, 0), identity, TOROKU_USER_ID_SIZE) != 0) {
    status = TOROKU_STORE_OTHER_KEY;
  }
  end(statement);
  return status;
}

toroku_status toroku_store_open(const char *path, uint64_t length, const char *key_path, uint64_t key_length,
                                uint32_t encoding, toroku_policy *policy, toroku_store **store) {
  char key_file[PATH_SIZE], identity[TOROKU_USER_ID_SIZE], turn[PATH_SIZE + 16];
  toroku_store *made;
  toroku_status status;
  struct stat about;

  if (store == NULL) {
    return TOROKU_NULL;
  }
  if (has_shift_codes(encoding)) {
    return TOROKU_INVALID_VALUE;
  }
  made = calloc(1, sizeof *made);
  if (made == NULL) {
    return TOROKU_OUT_OF_MEMORY;
  }
  made->policy = policy;
  made->encoding = encoding;
  made->lock = made->turn = -1;
  if ((status = path_of(path, length, made->path)) == TOROKU_OK &&
      (status = path_of(key_path, key_length, key_file)) == TOROKU_OK &&
      (status = read_key(key_file, made->key)) == TOROKU_OK && (status = identity_of(made->key, identity)) == TOROKU_OK &&
      (status = stat(made->path, &about) == 0 ? TOROKU_OK : file_status(errno)) == TOROKU_OK &&
      (status = open_database(made->path, &made->database)) == TOROKU_OK &&
      (status = recognise(made, identity)) == TOROKU_OK &&
      (status = toroku_policy_issue_sequence(policy, made->key)) == TOROKU_OK) {
    sprintf(turn, "%s-turn.lock", made->path);
    made->turn = open(turn, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    status = made->turn < 0 ? file_status(errno) : TOROKU_OK;
  }
  if (status != TOROKU_OK) {
    toroku_store_close(made);
    return status;
  }
  *store = made;
  return TOROKU_OK;
}

toroku_status toroku_store_close(toroku_store *store) {
  if (store != NULL) {
    if (store->database != NULL) {
      undo(store);
      close_database(store->database);
    }
    if (store->lock >= 0) {
      close(store->lock);
    }
    if (store->turn >= 0) {
      close(store->turn);
    }
    wipe(store, sizeof *store);
    free(store);
  }
  return TOROKU_OK;
}

toroku_status next_number(toroku_store *store, uint64_t *number) {
  sqlite3_stmt *statement = NULL;
  TRY(prepare(store, "SELECT next FROM counter", &statement));
  TRY(first_row(store, statement));
  *number = (uint64_t)sqlite3_column_int64(statement, 0);
  end(statement);
  return TOROKU_OK;
}

/* The number never goes back. */
toroku_status set_next_number(toroku_store *store, uint64_t number) {
  sqlite3_stmt *statement = NULL;
  TRY(prepare(store, "UPDATE counter SET next = max(next, ?1)", &statement));
  sqlite3_bind_int64(statement, 1, (sqlite3_int64)number);
  return finish(store, statement);
}

toroku_status toroku_store_number(toroku_store *store, char *number, uint64_t capacity, uint64_t *length) {
  uint64_t next = 0;
  char digits[32];

  if (store == NULL || number == NULL || length == NULL) {
    return TOROKU_NULL;
  }
  TRY(next_number(store, &next));
  *length = (uint64_t)sprintf(digits, "%012llu", (unsigned long long)next);
  if (capacity < *length) {
    return TOROKU_BUFFER_TOO_SMALL;
  }
  memcpy(number, digits, *length);
  return TOROKU_OK;
}

static toroku_status skip(toroku_store *store, uint64_t number) {
  uint64_t next = 0;
  TRY(next_number(store, &next));
  return number < next ? TOROKU_STORE_BAD_NUMBER : set_next_number(store, number);
}

toroku_status toroku_store_skip(toroku_store *store, const char *number, uint64_t number_length) {
  uint64_t value = 0;
  TRY(number_of(number, number_length, &value));
  TRY(enter(store));
  return leave(store, skip(store, value));
}
