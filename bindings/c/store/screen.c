/* A registration on a screen: what is saved of it, and what it orders. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

#define SNAPSHOT_SIZE 131072

toroku_status toroku_store_hold(toroku_store *store, const char *terminal, uint64_t terminal_length) {
  static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  char path[PATH_SIZE + 64], name[sizeof store->terminal];
  int file = -1;

  if (store == NULL || terminal == NULL) {
    return TOROKU_NULL;
  }
  if (store->lock >= 0) {
    return TOROKU_STORE_OUT_OF_TURN;
  }
  terminal_length = without_padding(terminal, terminal_length);
  if (terminal_length == 0 || terminal_length >= sizeof name) {
    return TOROKU_MALFORMED;
  }
  memcpy(name, terminal, terminal_length);
  name[terminal_length] = '\0';
  if (strspn(name, allowed) != terminal_length) {
    return TOROKU_MALFORMED;
  }
  sprintf(path, "%s-%s.lock", store->path, name);
  TRY(lock_file(path, &file));
  store->lock = file;
  strcpy(store->terminal, name);
  return TOROKU_OK;
}

/* A statement about the held terminal's draft. */
static toroku_status of_draft(toroku_store *store, const char *sql, sqlite3_stmt **statement) {
  if (store == NULL) {
    return TOROKU_NULL;
  }
  if (store->lock < 0) {
    return TOROKU_STORE_OUT_OF_TURN;
  }
  TRY(prepare(store, sql, statement));
  sqlite3_bind_text(*statement, 1, store->terminal, -1, SQLITE_TRANSIENT);
  return TOROKU_OK;
}

toroku_status toroku_store_save(toroku_store *store, const toroku_registration *registration) {
  sqlite3_stmt *statement = NULL;
  toroku_status status;
  uint8_t *bytes;
  uint64_t length = 0;

  TRY(of_draft(store, "INSERT OR REPLACE INTO draft VALUES (?1, ?2)", &statement));
  bytes = malloc(SNAPSHOT_SIZE);
  if (bytes == NULL) {
    return TOROKU_OUT_OF_MEMORY;
  }
  status = toroku_registration_save(registration, NULL, NULL, 0, 0, bytes, SNAPSHOT_SIZE, &length);
  if (status == TOROKU_OK) {
    sqlite3_bind_blob(statement, 2, bytes, (int)length, SQLITE_TRANSIENT);
    if ((status = enter(store)) == TOROKU_OK) {
      status = leave(store, finish(store, statement));
    }
  }
  wipe(bytes, length);
  free(bytes);
  return status;
}

toroku_status toroku_store_restore(toroku_store *store, toroku_registration **registration) {
  sqlite3_stmt *statement = NULL;
  toroku_status status;

  TRY(of_draft(store, "SELECT snapshot FROM draft WHERE terminal = ?1", &statement));
  TRY(first_row(store, statement));
  status = toroku_registration_restore(store->encoding, sqlite3_column_blob(statement, 0),
                                       (uint64_t)sqlite3_column_bytes(statement, 0), NULL, NULL, 0, 0, registration);
  sqlite3_reset(statement);
  return status;
}

toroku_status toroku_store_drop(toroku_store *store) {
  sqlite3_stmt *statement = NULL;
  TRY(of_draft(store, "DELETE FROM draft WHERE terminal = ?1", &statement));
  TRY(enter(store));
  return leave(store, finish(store, statement));
}

/* The number that a screen's registration has under its key. Errors: TOROKU_ABSENT. */
static toroku_status number_by_key(toroku_store *store, const char *key, uint64_t *number) {
  sqlite3_stmt *statement = NULL;
  TRY(prepare(store, "SELECT number FROM registration WHERE mail_key = ?1 AND digest IS NULL", &statement));
  sqlite3_bind_text(statement, 1, key, TOROKU_KEY_SIZE, SQLITE_TRANSIENT);
  TRY(first_row(store, statement));
  *number = (uint64_t)sqlite3_column_int64(statement, 0);
  sqlite3_reset(statement);
  return TOROKU_OK;
}

/* Whether a number is somebody's: TOROKU_OK or TOROKU_ABSENT. */
static toroku_status is_given(toroku_store *store, uint64_t number) {
  sqlite3_stmt *statement = NULL;
  TRY(prepare(store, "SELECT 1 FROM registration WHERE number = ?1", &statement));
  sqlite3_bind_int64(statement, 1, (sqlite3_int64)number);
  TRY(first_row(store, statement));
  sqlite3_reset(statement);
  return TOROKU_OK;
}

/* Where a registration stands while the orders of one transaction are done. */
typedef struct acting {
  toroku_registration *registration;
  int64_t now;
  uint32_t answer;
  char key[TOROKU_KEY_SIZE];
  int is_stored;
} acting;

/* The user ID of the order may have been reserved in a transaction that was undone: then its number may be
   somebody else's by now. */
static toroku_status store_commit(toroku_store *store, acting *a, const toroku_effect *effect) {
  char id[TOROKU_USER_ID_SIZE];
  uint64_t number = 0;
  uint64_t length = 0;
  toroku_status status = number_by_key(store, a->key, &number);

  if (status == TOROKU_ABSENT) {
    TRY(toroku_effect_user_id(effect, id, sizeof id, &length));
    TRY(toroku_user_id_position(store->key, id, length, &number));
    status = is_given(store, number);
    if (status == TOROKU_OK) {
      return toroku_input_id_taken(a->registration, store->policy, a->now, id, length, &a->answer);
    }
    if (status == TOROKU_ABSENT) {
      status = insert_registration(store, effect, number, NULL);
    }
  }
  a->is_stored = status == TOROKU_OK;
  return status;
}

static toroku_status do_effect(toroku_store *store, acting *a, const toroku_effect *effect) {
  uint32_t kind = 0;
  uint64_t number = 0;
  uint64_t length = 0;
  toroku_status status;

  TRY(toroku_effect_kind(effect, &kind));
  TRY(toroku_effect_key(effect, a->key, sizeof a->key, &length));
  if (kind == TOROKU_EFFECT_COMMIT) {
    return store_commit(store, a, effect);
  }
  if (kind != TOROKU_EFFECT_RESERVE_NUMBER) {
    return TOROKU_OTHER_ISSUING;
  }
  status = number_by_key(store, a->key, &number);
  if (status == TOROKU_ABSENT) {
    status = next_number(store, &number);
  }
  TRY(status);
  return toroku_input_number_reserved(a->registration, store->policy, a->now, number, &a->answer);
}

static toroku_status do_effects(toroku_store *store, acting *a) {
  toroku_effect *effect = NULL;
  toroku_status status;

  while (!a->is_stored) {
    TRY(toroku_registration_effect(a->registration, store->policy, &effect));
    status = do_effect(store, a, effect);
    toroku_effect_free(effect);
    TRY(status);
  }
  return TOROKU_OK;
}

toroku_status toroku_store_act(toroku_store *store, toroku_registration *registration, int64_t now, uint32_t *answer) {
  toroku_status status;
  acting a;

  if (store == NULL || answer == NULL) {
    return TOROKU_NULL;
  }
  memset(&a, 0, sizeof a);
  a.registration = registration;
  a.now = now;
  status = enter(store);
  if (status == TOROKU_OK) {
    status = leave(store, do_effects(store, &a));
  }
  if (status == TOROKU_OK) {
    return toroku_input_committed(registration, store->policy, now, a.key, sizeof a.key, answer);
  }
  if (status != TOROKU_ABSENT) {
    /* Where nothing waits this is refused, and changes nothing. */
    toroku_input_storage_failed(registration, store->policy, now, &a.answer);
  }
  return status;
}
