/* From the engine's order to the rows of one registration, inside a transaction. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* More than any text, setup or mail has. */
#define TEXT_SIZE 8192

/* The columns' texts, in the order of the statement. */
static const uint32_t fields[] = {
    TOROKU_FIELD_USER_NAME,     TOROKU_FIELD_SEX,   TOROKU_FIELD_DATE_OF_BIRTH, TOROKU_FIELD_MUNICIPALITY,
    TOROKU_FIELD_STREET_ADDRESS, TOROKU_FIELD_PHONE, TOROKU_FIELD_EMAIL,         TOROKU_FIELD_USER_TYPE,
    TOROKU_FIELD_TERMS};

/* Binds a text of the engine's, in UTF-8 as SQLite has texts. */
static toroku_status bind_text(const toroku_store *store, sqlite3_stmt *statement, int at, const char *text,
                               uint64_t length) {
  static const uint32_t utf8 = TOROKU_ENCODING_UTF8;
  uint32_t encoding = store->encoding & ~(uint32_t)TOROKU_PADDED;
  char *converted;
  uint64_t written = 0;
  toroku_status status;

  if (encoding == utf8) {
    sqlite3_bind_text(statement, at, text, (int)length, SQLITE_TRANSIENT);
    return TOROKU_OK;
  }
  converted = malloc(3 * length + 1);
  if (converted == NULL) {
    return TOROKU_OUT_OF_MEMORY;
  }
  status = toroku_text_convert(encoding, text, length, utf8, converted, 3 * length + 1, &written);
  if (status == TOROKU_OK) {
    sqlite3_bind_text(statement, at, converted, (int)written, SQLITE_TRANSIENT);
  }
  wipe(converted, 3 * length + 1);
  free(converted);
  return status;
}

static toroku_status bind_values(const toroku_store *store, sqlite3_stmt *statement, int at, const toroku_effect *effect,
                                 char *text) {
  uint64_t i, length = 0;
  for (i = 0; i < sizeof fields / sizeof fields[0]; i++) {
    TRY(toroku_effect_text(effect, fields[i], text, TEXT_SIZE, &length));
    TRY(bind_text(store, statement, at + (int)i, text, length));
  }
  return TOROKU_OK;
}

static toroku_status bind_setup(sqlite3_stmt *statement, int at, const toroku_effect *effect, char *bytes) {
  toroku_password *password = NULL;
  uint64_t length = 0;
  toroku_status status;

  TRY(toroku_effect_password(effect, &password));
  status = toroku_password_save(password, NULL, NULL, 0, 0, (uint8_t *)bytes, TEXT_SIZE, &length);
  toroku_password_free(password);
  TRY(status);
  sqlite3_bind_blob(statement, at, bytes, (int)length, SQLITE_TRANSIENT);
  return TOROKU_OK;
}

static toroku_status bind_mail(sqlite3_stmt *statement, int at, const toroku_effect *effect, char *bytes) {
  toroku_mail *mail = NULL;
  uint64_t length = 0;
  toroku_status status;

  TRY(toroku_effect_mail(effect, &mail));
  status = toroku_mail_save(mail, NULL, NULL, 0, 0, (uint8_t *)bytes, TEXT_SIZE, &length);
  toroku_mail_free(mail);
  TRY(status);
  sqlite3_bind_blob(statement, at, bytes, (int)length, SQLITE_TRANSIENT);
  return TOROKU_OK;
}

static toroku_status bind_registration(const toroku_store *store, sqlite3_stmt *statement, const toroku_effect *effect,
                                       uint64_t number, const record_parts *parts, char *text) {
  uint64_t length = 0;
  int64_t moment = 0;

  sqlite3_bind_int64(statement, 1, (sqlite3_int64)number);
  TRY(toroku_effect_user_id(effect, text, TEXT_SIZE, &length));
  sqlite3_bind_text(statement, 2, text, (int)length, SQLITE_TRANSIENT);
  TRY(toroku_effect_key(effect, text, TEXT_SIZE, &length));
  sqlite3_bind_text(statement, 3, text, (int)length, SQLITE_TRANSIENT);
  if (parts != NULL) {
    if (parts->host_key_length > 0) {
      sqlite3_bind_blob(statement, 4, parts->host_key, (int)parts->host_key_length, SQLITE_TRANSIENT);
    }
    sqlite3_bind_blob(statement, 5, parts->digest, DIGEST_SIZE, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 17, parts->result, TOROKU_RESULT_SIZE, SQLITE_STATIC);
  }
  TRY(toroku_effect_registered_at(effect, &moment));
  sqlite3_bind_int64(statement, 6, moment);
  TRY(toroku_effect_language(effect, text, TEXT_SIZE, &length));
  sqlite3_bind_text(statement, 7, text, (int)without_padding(text, length), SQLITE_TRANSIENT);
  TRY(bind_values(store, statement, 8, effect, text));
  TRY(bind_setup(statement, 18, effect, text));
  return bind_mail(statement, 19, effect, text);
}

toroku_status insert_registration(toroku_store *store, const toroku_effect *effect, uint64_t number,
                                  const record_parts *parts) {
  sqlite3_stmt *statement = NULL;
  char text[TEXT_SIZE];
  toroku_status status;

  TRY(prepare(store, "INSERT INTO registration VALUES"
                     " (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,0)", &statement));
  status = bind_registration(store, statement, effect, number, parts, text);
  if (status == TOROKU_OK && (status = finish(store, statement)) == TOROKU_OK) {
    status = set_next_number(store, number + 1);
  }
  wipe(text, sizeof text);
  return status;
}
