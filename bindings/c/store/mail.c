/* Mails that wait, and the password setups that their links lead to. */
#include <string.h>

#include "internal.h"

#define SETUP_SIZE 65536

toroku_status toroku_store_mail(toroku_store *store, char *key, uint64_t capacity, uint64_t *length) {
  sqlite3_stmt *statement = NULL;

  if (store == NULL || key == NULL || length == NULL) {
    return TOROKU_NULL;
  }
  if (capacity < TOROKU_KEY_SIZE) {
    *length = TOROKU_KEY_SIZE;
    return TOROKU_BUFFER_TOO_SMALL;
  }
  TRY(prepare(store, "SELECT mail_key FROM registration WHERE mail_done = 0 ORDER BY number LIMIT 1",
              &statement));
  TRY(first_row(store, statement));
  memcpy(key, sqlite3_column_text(statement, 0), TOROKU_KEY_SIZE);
  *length = TOROKU_KEY_SIZE;
  sqlite3_reset(statement);
  return TOROKU_OK;
}

/* The HTML is not padded by the engine: it is no text of a screen. */
static toroku_status part_of(const toroku_store *store, const toroku_mail *mail, uint32_t part, char *buffer,
                             uint64_t capacity, uint64_t *length) {
  TRY(toroku_mail_text(mail, part, buffer, capacity, length));
  if (part == TOROKU_MAIL_HTML && (store->encoding & TOROKU_PADDED) != 0) {
    memset(buffer + *length, ' ', capacity - *length);
  }
  return TOROKU_OK;
}

toroku_status toroku_store_mail_text(toroku_store *store, const char *key, uint64_t key_length, uint32_t part,
                                     char *buffer, uint64_t capacity, uint64_t *length) {
  sqlite3_stmt *statement = NULL;
  toroku_mail *mail = NULL;
  toroku_status status;

  if (store == NULL || key == NULL || buffer == NULL || length == NULL) {
    return TOROKU_NULL;
  }
  TRY(prepare(store, "SELECT mail FROM registration WHERE mail_done = 0 AND mail_key = ?1 ORDER BY number LIMIT 1",
              &statement));
  sqlite3_bind_text(statement, 1, key, (int)key_length, SQLITE_TRANSIENT);
  TRY(first_row(store, statement));
  status = toroku_mail_restore(store->encoding, sqlite3_column_blob(statement, 0),
                               (uint64_t)sqlite3_column_bytes(statement, 0), NULL, NULL, 0, 0, &mail);
  sqlite3_reset(statement);
  TRY(status);
  status = part_of(store, mail, part, buffer, capacity, length);
  toroku_mail_free(mail);
  return status;
}

toroku_status toroku_store_mail_done(toroku_store *store, const char *key, uint64_t key_length, uint32_t is_delivered) {
  sqlite3_stmt *statement = NULL;

  if (store == NULL || key == NULL) {
    return TOROKU_NULL;
  }
  TRY(prepare(store, "UPDATE registration SET mail_done = ?2, mail = NULL WHERE number ="
                     " (SELECT number FROM registration WHERE mail_done = 0 AND mail_key = ?1 ORDER BY number LIMIT 1)",
              &statement));
  sqlite3_bind_text(statement, 1, key, (int)key_length, SQLITE_TRANSIENT);
  sqlite3_bind_int(statement, 2, is_delivered ? 1 : 2);
  TRY(enter(store));
  return leave(store, change_one(store, statement));
}

/* A user ID is its number's. Errors: TOROKU_ABSENT for one that is never given. */
static toroku_status bind_number(const toroku_store *store, sqlite3_stmt *statement, const char *user_id, uint64_t length) {
  uint64_t number = 0;
  if (toroku_user_id_position(store->key, user_id, without_padding(user_id, length), &number) != TOROKU_OK) {
    return TOROKU_ABSENT;
  }
  sqlite3_bind_int64(statement, 1, (sqlite3_int64)number);
  return TOROKU_OK;
}

toroku_status toroku_store_password(toroku_store *store, const char *user_id, uint64_t length,
                                    toroku_password **password) {
  sqlite3_stmt *statement = NULL;
  toroku_status status;

  if (store == NULL || user_id == NULL) {
    return TOROKU_NULL;
  }
  TRY(prepare(store, "SELECT password_setup FROM registration WHERE number = ?1", &statement));
  TRY(bind_number(store, statement, user_id, length));
  TRY(first_row(store, statement));
  status = toroku_password_restore(store->encoding, sqlite3_column_blob(statement, 0),
                                   (uint64_t)sqlite3_column_bytes(statement, 0), NULL, NULL, 0, 0, password);
  sqlite3_reset(statement);
  return status;
}

toroku_status toroku_store_set_password(toroku_store *store, const char *user_id, uint64_t length,
                                        const toroku_password *password) {
  static uint8_t bytes[SETUP_SIZE];
  sqlite3_stmt *statement = NULL;
  uint64_t size = 0;

  if (store == NULL || user_id == NULL) {
    return TOROKU_NULL;
  }
  TRY(toroku_password_save(password, NULL, NULL, 0, 0, bytes, sizeof bytes, &size));
  TRY(prepare(store, "UPDATE registration SET password_setup = ?2 WHERE number = ?1", &statement));
  TRY(bind_number(store, statement, user_id, length));
  sqlite3_bind_blob(statement, 2, bytes, (int)size, SQLITE_TRANSIENT);
  wipe(bytes, size);
  TRY(enter(store));
  return leave(store, change_one(store, statement));
}
