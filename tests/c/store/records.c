/* Records: once each, and none that is cut off. */
#include <unistd.h>

#include "store.h"

/* What a record is known by: every byte but the reserved ones. */
void digests(void) {
  uint8_t bytes[TOROKU_RECORD_SIZE], first[DIGEST_SIZE], other[DIGEST_SIZE];
  uint64_t at;

  memset(bytes, ' ', sizeof bytes);
  OK(toroku_record_digest(bytes, sizeof bytes, first, sizeof first));
  for (at = 0; at < sizeof bytes; at++) {
    bytes[at] ^= 1;
    OK(toroku_record_digest(bytes, sizeof bytes, other, sizeof other));
    CHECK((memcmp(first, other, sizeof first) == 0) == (at >= offsetof(toroku_record, reserved)));
    bytes[at] ^= 1;
  }
  CHECK(toroku_record_digest(bytes, sizeof bytes - 1, other, sizeof other) == TOROKU_OUT_OF_RANGE);
  CHECK(toroku_record_digest(bytes, sizeof bytes, other, sizeof other - 1) == TOROKU_BUFFER_TOO_SMALL);
}

/* A good record, then the beginning of another: the second is never anyone. */
void every_truncation(void) {
  uint8_t bytes[2 * TOROKU_RECORD_SIZE], got[TOROKU_RECORD_SIZE + 1];
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("short", policy);
  toroku_result result, blank;
  uint32_t status = 9, is_new = 9;
  uint64_t length, read = 0;
  uint64_t next = 0;

  memset(&blank, ' ', sizeof blank);
  person(bytes, 1);
  person(bytes + TOROKU_RECORD_SIZE, 2);
  for (length = 1; length < TOROKU_RECORD_SIZE; length++) {
    toroku_reader *reader = NULL;
    const char *path = in("short.dat");
    write_file(path, bytes, TOROKU_RECORD_SIZE + length, 0600);
    OK(toroku_reader_open(path, strlen(path), TOROKU_READER_AUTO, &reader));
    OK(toroku_reader_read(reader, got, sizeof got, &read));
    CHECK(read == TOROKU_RECORD_SIZE && memcmp(got, bytes, read) == 0);
    OK(record(store, got, read, &result, &status, &is_new));
    CHECK(status == TOROKU_RESULT_GOOD && is_new == (length == 1));
    OK(toroku_reader_read(reader, got, sizeof got, &read));
    CHECK(read == length && memcmp(got, bytes + TOROKU_RECORD_SIZE, read) == 0 && got[read] == ' ');
    OK(record(store, got, read, &result, &status, &is_new));
    CHECK(status == TOROKU_RESULT_SHORT && is_new == 0);
    CHECK(memcmp(result.user_id, blank.user_id, sizeof result.user_id + sizeof result.mail_key) == 0);
    CHECK(memcmp(result.user_name, blank.user_name,
                 offsetof(toroku_result, record_version) - offsetof(toroku_result, user_name)) == 0);
    CHECK(toroku_reader_read(reader, got, sizeof got, &read) == TOROKU_ABSENT);
    OK(toroku_reader_close(reader));
  }
  OK(next_number(store, &next));
  CHECK(next == 1);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

void once(void) {
  uint8_t one[TOROKU_RECORD_SIZE];
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("once", policy);
  toroku_result first, again;
  uint32_t status = 9, is_new = 9;

  person(one, 1);
  OK(record(store, one, sizeof one, &first, &status, &is_new));
  CHECK(status == TOROKU_RESULT_GOOD && is_new == 1);
  OK(record(store, one, sizeof one, &again, &status, &is_new));
  CHECK(status == TOROKU_RESULT_GOOD && is_new == 0 && memcmp(&first, &again, sizeof first) == 0);
  /* Other bytes of the same values, under the same key. */
  memcpy(((toroku_record *)one)->sex, "M", 1);
  OK(record(store, one, sizeof one, &again, &status, &is_new));
  CHECK(status == TOROKU_RESULT_GOOD && is_new == 0 && memcmp(&first, &again, sizeof first) == 0);
  /* Another person. */
  memcpy(((toroku_record *)one)->sex, "2", 1);
  OK(record(store, one, sizeof one, &again, &status, &is_new));
  CHECK(status == TOROKU_RESULT_KEY_TAKEN && is_new == 0 && memcmp(again.status, "05", 2) == 0);
  CHECK(memcmp(again.host_key, first.host_key, 32) == 0 && again.user_id[0] == ' ' && again.user_name[0] == ' ');
  /* Without a key: known by its bytes. */
  memset(((toroku_record *)one)->host_key, ' ', 32);
  OK(record(store, one, sizeof one, &first, &status, &is_new));
  CHECK(status == TOROKU_RESULT_GOOD && is_new == 1);
  OK(record(store, one, sizeof one, &again, &status, &is_new));
  CHECK(is_new == 0 && memcmp(&first, &again, sizeof first) == 0);
  /* What was registered stands under other terms; who comes new has to agree to those. */
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
  OK(toroku_policy_new(TOROKU_ENCODING_CP932, "2030-01", 7, "https://a.example/password", 26, &policy));
  OK(open_with("once", "key", policy, &store));
  OK(record(store, one, sizeof one, &again, &status, &is_new));
  CHECK(status == TOROKU_RESULT_GOOD && memcmp(&first, &again, sizeof first) == 0);
  person(one, 77);
  OK(record(store, one, sizeof one, &again, &status, &is_new));
  CHECK(status == TOROKU_RESULT_PROBLEMS);
  /* What is not committed is undone. */
  CHECK(toroku_store_commit(store) == TOROKU_STORE_OUT_OF_TURN);
  OK(toroku_store_begin(store));
  CHECK(toroku_store_begin(store) == TOROKU_STORE_OUT_OF_TURN);
  OK(toroku_store_undo(store));
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

/* A shop's own character, by its file: stored as what the file says, and back in the result under its own code. */
void user_chars(void) {
  static const char table[] = "F040\t\xE9\xAB\x99\nF041\tU+8FBB U+E0101\tU+8FBB\n", bad[] = "# one\nF040\tx\ty\tz\n";
  static const char address[] = "1-1-1 \xF0\x40\xF0\x41";
  uint8_t one[TOROKU_RECORD_SIZE];
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("chars", policy);
  const char *path = in("chars.txt");
  char *many = calloc(1, 262144);
  toroku_result result;
  uint32_t status = 9, is_new = 9;
  uint64_t line = 9;

  person(one, 1);
  memset(((toroku_record *)one)->street_address, ' ', sizeof ((toroku_record *)one)->street_address);
  memcpy(((toroku_record *)one)->street_address, address, sizeof address - 1);
  OK(record(store, one, sizeof one, &result, &status, &is_new));
  CHECK(status == TOROKU_RESULT_PROBLEMS && memcmp(result.problems[4], "9003", 4) == 0);
  CHECK(toroku_store_user_chars(policy, path, strlen(path), &line) == TOROKU_STORE_NO_FILE);
  write_file(path, bad, sizeof bad - 1, 0600);
  CHECK(toroku_store_user_chars(policy, path, strlen(path), &line) == TOROKU_MALFORMED && line == 2);
  memset(many, '#', 262144);
  write_file(path, many, 262144, 0600);
  CHECK(toroku_store_user_chars(policy, path, strlen(path), &line) == TOROKU_OUT_OF_RANGE);
  write_file(path, many, 262143, 0600);
  OK(toroku_store_user_chars(policy, path, strlen(path), &line));
  CHECK(toroku_store_user_chars(policy, path, strlen(path), NULL) == TOROKU_NULL);
  CHECK(toroku_store_user_chars(NULL, path, strlen(path), &line) == TOROKU_NULL);
  write_file(path, table, sizeof table - 1, 0600);
  OK(toroku_store_user_chars(policy, path, strlen(path), &line));
  OK(record(store, one, sizeof one, &result, &status, &is_new));
  /* Wide, as the street address is kept, and with the characters that have a code in CP932. */
  CHECK(status == TOROKU_RESULT_GOOD && is_new == 1 && result.converted[4][0] == '1');
  CHECK(memcmp(result.street_address + 12, "\xFB\xFC\x92\xD2", 4) == 0);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
  free(many);
}
