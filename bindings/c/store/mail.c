/* Mails that wait, and the password setups that their links lead to. */
#include <string.h>

#include "internal.h"

#define SETUP_SIZE 65536

toroku_status toroku_store_mail(toroku_store *store, char *key, size_t capacity, size_t *length) {
  sqlite3_stmt *statement = NULL;

  if (store == NULL || key == NULL || length == NULL) {
    return TOROKU_NULL;
  }
  if (capacity < TOROKU_KEY_SIZE) {
    *length = TOROKU_KEY_SIZE;
    return TOROKU_BUFFER_TOO_SMALL;
  }
  TRY(prepare(store, "SELECT mail_key FROM mail JOIN registration USING (number) WHERE done = 0 ORDER BY number LIMIT 1",
              &statement));
  TRY(first_row(store, statement));
  memcpy(key, sqlite3_column_text(statement, 0), TOROKU_KEY_SIZE);
  *length = TOROKU_KEY_SIZE;
  sqlite3_reset(statement);
  return TOROKU_OK;
}

static int column_of(uint32_t part) {
  switch (part) {
    case TOROKU_MAIL_KEY: return 0;
    case TOROKU_MAIL_TO: return 1;
    case TOROKU_MAIL_LANGUAGE: return 2;
    case TOROKU_MAIL_SUBJECT: return 3;
    case TOROKU_MAIL_TEXT: return 4;
    case TOROKU_MAIL_HTML: return 5;
    default: return -1;
  }
}

toroku_status toroku_store_mail_text(toroku_store *store, const char *key, size_t key_length, uint32_t part,
                                     char *buffer, size_t capacity, size_t *length) {
  sqlite3_stmt *statement = NULL;
  toroku_status status;
  const char *text;
  size_t size;

  if (store == NULL || key == NULL || length == NULL) {
    return TOROKU_NULL;
  }
  if (column_of(part) < 0) {
    return TOROKU_INVALID_VALUE;
  }
  TRY(prepare(store, "SELECT mail_key, address, mail.language, subject, text, html FROM registration"
                     " JOIN mail USING (number) WHERE mail_key = ?1 AND done = 0", &statement));
  sqlite3_bind_text(statement, 1, key, (int)key_length, SQLITE_TRANSIENT);
  TRY(first_row(store, statement));
  text = (const char *)sqlite3_column_text(statement, column_of(part));
  size = (size_t)sqlite3_column_bytes(statement, column_of(part));
  if (part == TOROKU_MAIL_HTML) {
    uint32_t padding = store->encoding & TOROKU_PADDED;
    status = toroku_text_convert(TOROKU_ENCODING_UTF8, text, size, TOROKU_ENCODING_UTF8 + padding, buffer, capacity, length);
  } else {
    status = put_text(store, text, size, buffer, capacity, length);
  }
  sqlite3_reset(statement);
  return status;
}

/* Runs a statement that changes one row, or finds none. */
static toroku_status change_one(toroku_store *store, sqlite3_stmt *statement) {
  TRY(finish(store, statement));
  return sqlite3_changes(store->database) == 1 ? TOROKU_OK : TOROKU_ABSENT;
}

toroku_status toroku_store_mail_done(toroku_store *store, const char *key, size_t key_length, uint32_t is_delivered) {
  sqlite3_stmt *statement = NULL;

  if (store == NULL || key == NULL) {
    return TOROKU_NULL;
  }
  TRY(prepare(store, "UPDATE mail SET done = ?2, address = NULL, subject = NULL, text = NULL, html = NULL WHERE done = 0"
                     " AND number = (SELECT number FROM registration WHERE mail_key = ?1)", &statement));
  sqlite3_bind_text(statement, 1, key, (int)key_length, SQLITE_TRANSIENT);
  sqlite3_bind_int(statement, 2, is_delivered ? 1 : 2);
  TRY(enter(store));
  return leave(store, change_one(store, statement));
}

toroku_status toroku_store_password(toroku_store *store, const char *user_id, size_t length,
                                    toroku_password **password) {
  sqlite3_stmt *statement = NULL;
  toroku_status status;

  if (store == NULL || user_id == NULL) {
    return TOROKU_NULL;
  }
  TRY(prepare(store, "SELECT password_setup FROM registration WHERE user_id = ?1", &statement));
  sqlite3_bind_text(statement, 1, user_id, (int)without_padding(user_id, length), SQLITE_TRANSIENT);
  TRY(first_row(store, statement));
  status = toroku_password_restore(store->encoding, sqlite3_column_blob(statement, 0),
                                   (size_t)sqlite3_column_bytes(statement, 0), NULL, NULL, 0, 0, password);
  sqlite3_reset(statement);
  return status;
}

toroku_status toroku_store_set_password(toroku_store *store, const char *user_id, size_t length,
                                        const toroku_password *password) {
  static uint8_t bytes[SETUP_SIZE];
  sqlite3_stmt *statement = NULL;
  size_t size = 0;

  if (store == NULL || user_id == NULL) {
    return TOROKU_NULL;
  }
  TRY(toroku_password_save(password, NULL, NULL, 0, 0, bytes, sizeof bytes, &size));
  TRY(prepare(store, "UPDATE registration SET password_setup = ?2 WHERE user_id = ?1", &statement));
  sqlite3_bind_text(statement, 1, user_id, (int)without_padding(user_id, length), SQLITE_TRANSIENT);
  sqlite3_bind_blob(statement, 2, bytes, (int)size, SQLITE_TRANSIENT);
  wipe(bytes, size);
  TRY(enter(store));
  return leave(store, change_one(store, statement));
}
