/* A record of a file, registered once: by its bytes, and by the host's own key. */
#include <string.h>

#include "internal.h"

/* The result that was given to a record before, and that record's digest. Errors: TOROKU_ABSENT. */
static toroku_status given_before(toroku_store *store, const char *sql, const void *by, uint64_t length,
                                  toroku_result *result, uint8_t digest[DIGEST_SIZE]) {
  sqlite3_stmt *statement = NULL;
  toroku_status status = TOROKU_OK;

  TRY(prepare(store, sql, &statement));
  sqlite3_bind_blob(statement, 1, by, (int)length, SQLITE_STATIC);
  TRY(first_row(store, statement));
  if (sqlite3_column_bytes(statement, 0) == TOROKU_RESULT_SIZE && sqlite3_column_bytes(statement, 1) == DIGEST_SIZE) {
    memcpy(result, sqlite3_column_blob(statement, 0), TOROKU_RESULT_SIZE);
    memcpy(digest, sqlite3_column_blob(statement, 1), DIGEST_SIZE);
  } else {
    status = TOROKU_STORE_NOT_A_STORE;
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return status;
}

/* Whether two results are of one person: all values, as they are registered. */
static int has_same_values(const toroku_result *one, const toroku_result *other) {
  uint64_t from = offsetof(toroku_result, user_name), to = offsetof(toroku_result, record_version);
  return memcmp((const char *)one + from, (const char *)other + from, to - from) == 0;
}

static void key_taken(toroku_result *result) {
  static const char status[] = {'0', '0' + TOROKU_RESULT_KEY_TAKEN};
  char key[sizeof result->host_key];

  memcpy(key, result->host_key, sizeof key);
  memset(result, ' ', sizeof *result);
  memcpy(result->status, status, sizeof status);
  memcpy(result->host_key, key, sizeof key);
  memset(result->problems, '0', sizeof result->problems);
  memset(result->notices, '0', sizeof result->notices);
  memset(result->converted, '0', sizeof result->converted);
  memset(result->record_version, '1', sizeof result->record_version);
}

/* What one call has to do. */
typedef struct work {
  const uint8_t *record;
  uint64_t length;
  int64_t now;
  const char *tag;
  uint64_t tag_length;
  toroku_result result;
  uint32_t status;
  uint32_t is_new;
} work;

/* A record that was not registered before, with the next number if it is good. */
static toroku_status issue(toroku_store *store, work *w, record_parts *parts) {
  uint8_t entropy[TOROKU_ENTROPY_SIZE];
  toroku_effect *effect = NULL;
  toroku_status status;
  uint64_t number = 0;

  TRY(next_number(store, &number));
  TRY(toroku_system_entropy(entropy, sizeof entropy));
  status = toroku_record_register(store->policy, w->record, w->length, w->now, number, entropy, w->tag, w->tag_length,
                                  (uint8_t *)&w->result, sizeof w->result, &w->status, &effect);
  wipe(entropy, sizeof entropy);
  if (status != TOROKU_OK || w->status != TOROKU_RESULT_GOOD) {
    return status;
  }
  w->is_new = 1;
  parts->result = &w->result;
  status = insert_registration(store, effect, number, parts);
  toroku_effect_free(effect);
  return status;
}

static toroku_status check(const toroku_store *store, work *w) {
  return toroku_record_check(store->policy, w->record, w->length, w->now, (uint8_t *)&w->result, sizeof w->result,
                             &w->status);
}

/* A record whose key another one has, whose result is given: the same person's, or not. */
static toroku_status again(const toroku_store *store, work *w, const toroku_result *before) {
  TRY(check(store, w));
  if (w->status == TOROKU_RESULT_GOOD) {
    if (has_same_values(before, &w->result)) {
      w->result = *before;
    } else {
      w->status = TOROKU_RESULT_KEY_TAKEN;
      key_taken(&w->result);
    }
  }
  return TOROKU_OK;
}

/* Who comes again is not checked again: the terms may have changed since. */
static toroku_status take(toroku_store *store, work *w) {
  static const char by_digest[] = "SELECT result, digest FROM registration WHERE digest = ?1 AND host_key IS NULL";
  static const char by_key[] = "SELECT result, digest FROM registration WHERE host_key = ?1";
  const toroku_record *record = (const toroku_record *)w->record;
  uint8_t digest[DIGEST_SIZE], known[DIGEST_SIZE];
  toroku_result before;
  record_parts parts;
  toroku_status status;

  if (w->length != TOROKU_RECORD_SIZE) {
    return check(store, w);
  }
  TRY(toroku_record_digest(w->record, w->length, digest, sizeof digest));
  parts.digest = digest;
  parts.host_key = (const uint8_t *)record->host_key;
  parts.host_key_length = without_padding(record->host_key, sizeof record->host_key);
  status = parts.host_key_length == 0
               ? given_before(store, by_digest, digest, sizeof digest, &before, known)
               : given_before(store, by_key, parts.host_key, parts.host_key_length, &before, known);
  if (status == TOROKU_ABSENT) {
    return issue(store, w, &parts);
  }
  TRY(status);
  if (memcmp(digest, known, sizeof digest) != 0) {
    return again(store, w, &before);
  }
  w->status = TOROKU_RESULT_GOOD;
  w->result = before;
  return TOROKU_OK;
}

toroku_status toroku_store_record(toroku_store *store, const uint8_t *record, uint64_t length, int64_t now,
                                  const char *language_tag, uint64_t tag_length, uint8_t *result, uint64_t capacity,
                                  uint32_t *record_status, uint32_t *is_new) {
  toroku_status status;
  work w;

  if (store == NULL || record == NULL || result == NULL || record_status == NULL || is_new == NULL) {
    return TOROKU_NULL;
  }
  if (capacity < TOROKU_RESULT_SIZE) {
    return TOROKU_BUFFER_TOO_SMALL;
  }
  memset(&w, 0, sizeof w);
  w.record = record;
  w.length = length;
  w.now = now;
  w.tag = language_tag;
  w.tag_length = tag_length;
  TRY(enter(store));
  status = leave(store, take(store, &w));
  if (status == TOROKU_OK) {
    memcpy(result, &w.result, sizeof w.result);
    *record_status = w.status;
    *is_new = w.is_new;
  }
  wipe(&w.result, sizeof w.result);
  return status;
}
