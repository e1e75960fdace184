/* The store from C: records of every length, registrations on a screen that are broken off, mails and links, programs at
   once, many records. store FOLDER CASES [MANY]: CASES is tests/cobol/cases.dat. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <toroku_store.h>
#include <unistd.h>

#include "../../../bindings/c/store/internal.h"

#undef TRY
#define CASE 720
#define CHECK(what)                                                  \
  do {                                                               \
    checks++;                                                        \
    if (!(what)) {                                                   \
      printf("FAILED line %d: %s\n", __LINE__, #what);               \
      failures++;                                                    \
    }                                                                \
  } while (0)
#define OK(call) CHECK((call) == TOROKU_OK)
#define NOW 1700000000

static int checks, failures;
static char folder[512];
static uint8_t good[TOROKU_RECORD_SIZE];

static const char *in(const char *name) {
  static char paths[4][700];
  static int at;
  at = (at + 1) % 4;
  sprintf(paths[at], "%s/%s", folder, name);
  return paths[at];
}

static toroku_policy *new_policy(void) {
  toroku_policy *policy = NULL;
  OK(toroku_policy_new(TOROKU_ENCODING_CP932, "2023-03", 7, "https://a.example/password", 26, &policy));
  return policy;
}

static toroku_status create(const char *name, const char *number) {
  const char *path = in(name), *key = in("key");
  return toroku_store_create(path, strlen(path), key, strlen(key), number, strlen(number));
}

static toroku_status open_with(const char *name, const char *key_name, toroku_policy *policy, toroku_store **store) {
  const char *path = in(name), *key = in(key_name);
  return toroku_store_open(path, strlen(path), key, strlen(key), TOROKU_ENCODING_CP932, policy, store);
}

static toroku_store *fresh_store(const char *name, toroku_policy *policy) {
  toroku_store *store = NULL;
  unlink(in(name));
  OK(create(name, "000000000000"));
  OK(open_with(name, "key", policy, &store));
  return store;
}

/* A person's record: host key and telephone number of its own. */
static void person(uint8_t record[TOROKU_RECORD_SIZE], unsigned number) {
  char text[33];
  toroku_record *one = (toroku_record *)record;
  memcpy(record, good, TOROKU_RECORD_SIZE);
  sprintf(text, "P%-31u", number);
  memcpy(one->host_key, text, 32);
  sprintf(text, "03%08u  ", number % 100000000);
  memcpy(one->phone, text, 12);
}

static toroku_status record(toroku_store *store, const uint8_t *bytes, size_t length, toroku_result *result,
                            uint32_t *status, uint32_t *is_new) {
  return toroku_store_record(store, bytes, length, NOW, "ja", 2, (uint8_t *)result, sizeof *result, status, is_new);
}

static void write_file(const char *path, const void *bytes, size_t length, int mode) {
  FILE *file;
  unlink(path);
  file = fopen(path, "wb");
  fwrite(bytes, 1, length, file);
  fclose(file);
  chmod(path, (mode_t)mode);
}

static void digests(void) {
  static const uint8_t abc[] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
                                0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
  static const uint8_t none[] = {0xe3, 0xb0, 0xc4, 0x42};
  static const uint8_t two[] = {0x24, 0x8d, 0x6a, 0x61, 0xd2, 0x06, 0x38, 0xb8};
  static const uint8_t million[] = {0xcd, 0xc7, 0x6e, 0x5c, 0x99, 0x14, 0xfb, 0x92};
  uint8_t digest[SHA256_SIZE], *many = malloc(1000000);

  sha256((const uint8_t *)"abc", 3, digest);
  CHECK(memcmp(digest, abc, sizeof abc) == 0);
  sha256((const uint8_t *)"", 0, digest);
  CHECK(memcmp(digest, none, sizeof none) == 0);
  sha256((const uint8_t *)"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, digest);
  CHECK(memcmp(digest, two, sizeof two) == 0);
  memset(many, 'a', 1000000);
  sha256(many, 1000000, digest);
  CHECK(memcmp(digest, million, sizeof million) == 0);
  free(many);
}

static void keys_and_numbers(void) {
  uint8_t key[64];
  toroku_policy *policy = new_policy();
  toroku_store *store = NULL;
  const char *path = in("key");
  FILE *file;
  size_t i;
  static const char text[4096] = "no store, but longer than the head of one";
  static const char *const bad[] = {"5", "00000000000", "0000000000000", "00000000000 ", "408410099999", "-00000000001", ""};

  OK(toroku_store_make_key(path, strlen(path)));
  CHECK(toroku_store_make_key(path, strlen(path)) == TOROKU_STORE_FILE_EXISTS);
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CHECK(create("numbers", bad[i]) == TOROKU_STORE_BAD_NUMBER);
  }
  CHECK(open_with("numbers", "key", policy, &store) == TOROKU_STORE_NO_FILE);
  OK(create("numbers", "000000001000"));
  CHECK(create("numbers", "000000001000") == TOROKU_STORE_FILE_EXISTS);
  file = fopen(in("key"), "rb");
  CHECK(fread(key, 1, 33, file) == 32);
  fclose(file);
  key[32] = '\n';
  write_file(in("other"), key, 33, 0600);
  CHECK(open_with("numbers", "other", policy, &store) == TOROKU_STORE_BAD_KEY);
  write_file(in("other"), key, 20, 0600);
  CHECK(open_with("numbers", "other", policy, &store) == TOROKU_STORE_BAD_KEY);
  write_file(in("other"), key, 32, 0640);
  CHECK(open_with("numbers", "other", policy, &store) == TOROKU_STORE_KEY_NOT_SECRET);
  key[3] ^= 1;
  write_file(in("other"), key, 32, 0600);
  CHECK(open_with("numbers", "other", policy, &store) == TOROKU_STORE_OTHER_KEY);
  memset(key, 7, 32);
  write_file(in("other"), key, 32, 0600);
  CHECK(open_with("numbers", "other", policy, &store) == TOROKU_STORE_BAD_KEY);
  write_file(in("nothing"), "", 0, 0600);
  CHECK(open_with("nothing", "key", policy, &store) == TOROKU_STORE_NOT_A_STORE);
  write_file(in("nothing"), text, sizeof text, 0600);
  CHECK(open_with("nothing", "key", policy, &store) == TOROKU_STORE_NOT_A_STORE);
  OK(open_with("numbers", "key", policy, &store));
  CHECK(toroku_store_skip(store, "000000000999", 12) == TOROKU_STORE_BAD_NUMBER);
  OK(toroku_store_skip(store, "000000002000", 12));
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

/* A good record, then the beginning of another: the second is never anyone. */
static void every_truncation(void) {
  uint8_t bytes[2 * TOROKU_RECORD_SIZE], got[TOROKU_RECORD_SIZE + 1];
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("short", policy);
  toroku_result result, blank;
  uint32_t status = 9, is_new = 9;
  size_t length, read = 0;
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
    CHECK(memcmp(result.user_name, blank.user_name, sizeof result - offsetof(toroku_result, user_name)) == 0);
    CHECK(toroku_reader_read(reader, got, sizeof got, &read) == TOROKU_ABSENT);
    OK(toroku_reader_close(reader));
  }
  OK(next_number(store, &next));
  CHECK(next == 1);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

static size_t read_all(const char *name, uint32_t form, size_t lengths[8], toroku_status *end) {
  uint8_t got[TOROKU_RECORD_SIZE + 1];
  toroku_reader *reader = NULL;
  const char *path = in(name);
  size_t count = 0;
  OK(toroku_reader_open(path, strlen(path), form, &reader));
  while (count < 8 && (*end = toroku_reader_read(reader, got, sizeof got, &lengths[count])) == TOROKU_OK) {
    count++;
  }
  OK(toroku_reader_close(reader));
  return count;
}

static void forms(void) {
  static const uint8_t rdw[] = {600 >> 8, 600 & 255, 0, 0}, ibm[] = {604 >> 8, 604 & 255, 0, 0};
  uint8_t bytes[4096];
  size_t lengths[8], at;
  toroku_status end = TOROKU_OK;
  int way;

  person(bytes, 1);
  for (way = 0; way < 2; way++) { /* CR LF, and LF; the last line without an end */
    at = TOROKU_RECORD_SIZE;
    memcpy(bytes + at, &"\r\n"[way], (size_t)(2 - way));
    at += (size_t)(2 - way);
    person(bytes + at, 2);
    at += TOROKU_RECORD_SIZE;
    write_file(in("lines"), bytes, at, 0600);
    CHECK(read_all("lines", TOROKU_READER_AUTO, lengths, &end) == 2 && lengths[0] == 600 && lengths[1] == 600);
    CHECK(end == TOROKU_ABSENT);
    bytes[at++] = 0x1A;
    bytes[at++] = '\n';
    memcpy(bytes + at, "\x1A", 1);
    write_file(in("lines"), bytes, at + 1, 0600);
    CHECK(read_all("lines", TOROKU_READER_LINES, lengths, &end) == 2 && lengths[1] == 601 && end == TOROKU_ABSENT);
  }
  for (way = 0; way < 2; way++) {
    const uint8_t *head = way == 0 ? rdw : ibm;
    memcpy(bytes, head, 4);
    person(bytes + 4, 1);
    memcpy(bytes + 604, head, 4);
    person(bytes + 608, 2);
    write_file(in("varying"), bytes, 1208, 0600);
    CHECK(read_all("varying", TOROKU_READER_VARYING + (uint32_t)way, lengths, &end) == 2 && lengths[1] == 600);
    CHECK(end == TOROKU_ABSENT);
    write_file(in("varying"), bytes, 1100, 0600);
    CHECK(read_all("varying", TOROKU_READER_VARYING + (uint32_t)way, lengths, &end) == 2 && lengths[1] == 492);
  }
  person(bytes, 1);
  person(bytes + 600, 2);
  bytes[1100] = '\n';
  write_file(in("mixed"), bytes, 1200, 0600);
  CHECK(read_all("mixed", TOROKU_READER_AUTO, lengths, &end) == 1 && end == TOROKU_STORE_LINE_END);
}

static void once(void) {
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

/* A registration on a screen, up to the click. */
static toroku_registration *clicked(toroku_policy *policy) {
  static const struct {
    uint32_t item;
    const char *text;
  } items[] = {{TOROKU_ITEM_USER_NAME, "HOUMU TARO"},      {TOROKU_ITEM_SEX, "male"},
               {TOROKU_ITEM_BIRTH_YEAR, "2000"},           {TOROKU_ITEM_BIRTH_MONTH, "01"},
               {TOROKU_ITEM_BIRTH_DAY, "01"},              {TOROKU_ITEM_MUNICIPALITY, "011011"},
               {TOROKU_ITEM_STREET_ADDRESS, "1-1-1"},      {TOROKU_ITEM_PHONE, "0312345678"},
               {TOROKU_ITEM_EMAIL, "user01@ens-test.com"}, {TOROKU_ITEM_EMAIL_CONFIRMATION, "user01@ens-test.com"},
               {TOROKU_ITEM_USER_TYPE, "applicant_at_counter"}};
  toroku_registration *one = NULL;
  uint8_t entropy[TOROKU_ENTROPY_SIZE];
  char digest[TOROKU_DIGEST_SIZE];
  uint32_t answer = 0;
  size_t i, length = 0;

  OK(toroku_registration_new(TOROKU_ENCODING_CP932, &one));
  OK(toroku_system_entropy(entropy, sizeof entropy));
  OK(toroku_input_choose_category(one, policy, NOW, TOROKU_CATEGORY_APPLICANT_AT_COUNTER, entropy, &answer));
  for (i = 0; i < sizeof items / sizeof items[0]; i++) {
    OK(toroku_input_set(one, policy, NOW, items[i].item, items[i].text, strlen(items[i].text), &answer));
  }
  OK(toroku_input_agree(one, policy, NOW, "2023-03", 7, &answer));
  OK(toroku_input_confirm(one, policy, NOW, &answer));
  OK(toroku_confirmation_digest(one, digest, sizeof digest, &length));
  OK(toroku_input_register(one, policy, NOW, digest, length, "ja", 2, &answer));
  return one;
}

static void user_id_of(const toroku_registration *one, char id[TOROKU_USER_ID_SIZE]) {
  size_t length = 0;
  OK(toroku_registration_user_id(one, id, TOROKU_USER_ID_SIZE, &length));
}

/* The program ends between the transaction and its report: the one that comes after gives the same user ID. */
static void screens(void) {
  char first[TOROKU_USER_ID_SIZE], second[TOROKU_USER_ID_SIZE], other[TOROKU_USER_ID_SIZE];
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("screens", policy), *beside = NULL;
  toroku_registration *one = clicked(policy), *restored = NULL, *three;
  toroku_result result;
  uint8_t bytes[TOROKU_RECORD_SIZE];
  uint32_t answer = 0, status = 0, is_new = 0;
  uint64_t next = 0;

  CHECK(toroku_store_save(store, one) == TOROKU_STORE_OUT_OF_TURN);
  CHECK(toroku_store_hold(store, "a/b", 3) == TOROKU_MALFORMED);
  OK(toroku_store_hold(store, "window-1   ", 11));
  OK(open_with("screens", "key", policy, &beside));
  CHECK(toroku_store_hold(beside, "window-1", 8) == TOROKU_STORE_IN_USE);
  CHECK(toroku_store_restore(store, &restored) == TOROKU_ABSENT);
  OK(toroku_store_save(store, one));
  OK(toroku_store_act(store, one, NOW, &answer));
  CHECK(answer == TOROKU_ANSWER_REGISTERED);
  user_id_of(one, first);
  OK(toroku_store_restore(store, &restored));
  OK(toroku_store_act(store, restored, NOW, &answer));
  user_id_of(restored, second);
  CHECK(memcmp(first, second, sizeof first) == 0);
  OK(next_number(store, &next));
  CHECK(next == 1);
  CHECK(toroku_store_act(store, restored, NOW, &answer) == TOROKU_ABSENT);
  OK(toroku_store_drop(store));
  OK(toroku_registration_free(restored));
  restored = NULL;
  CHECK(toroku_store_restore(store, &restored) == TOROKU_ABSENT);

  /* The store is in another program's hands: nothing is stored, and the number goes to that one. */
  three = clicked(policy);
  sqlite3_busy_timeout(store->database, 1);
  OK(toroku_store_begin(beside));
  CHECK(toroku_store_act(store, three, NOW, &answer) == TOROKU_STORE_IN_USE);
  OK(toroku_registration_state(three, &status));
  CHECK(status == TOROKU_STATE_CONFIRMATION);
  OK(toroku_store_undo(beside));
  /* And where a user ID was reserved already, but not stored. */
  {
    char digest[TOROKU_DIGEST_SIZE];
    size_t length = 0;
    OK(toroku_confirmation_digest(three, digest, sizeof digest, &length));
    OK(toroku_input_register(three, policy, NOW, digest, length, "ja", 2, &answer));
    OK(toroku_input_number_reserved(three, policy, NOW, 1, &answer));
    OK(toroku_input_storage_failed(three, policy, NOW, &answer));
    person(bytes, 5);
    OK(record(beside, bytes, sizeof bytes, &result, &status, &is_new)); /* takes the number 1 */
    OK(toroku_confirmation_digest(three, digest, sizeof digest, &length));
    OK(toroku_input_register(three, policy, NOW, digest, length, "ja", 2, &answer));
  }
  OK(toroku_store_act(store, three, NOW, &answer));
  user_id_of(three, other);
  CHECK(memcmp(other, result.user_id, sizeof other) != 0 && memcmp(other, first, sizeof other) != 0);
  OK(next_number(store, &next));
  CHECK(next == 3);
  OK(toroku_registration_free(one));
  OK(toroku_registration_free(three));
  OK(toroku_store_close(beside));
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

/* From the mail's link to a password. */
static void mails(void) {
  static char text[65536];
  char key[TOROKU_KEY_SIZE], *token;
  uint8_t bytes[TOROKU_RECORD_SIZE], entropy[TOROKU_ENTROPY_SIZE];
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("mails", policy);
  toroku_password *password = NULL;
  toroku_result result;
  uint32_t status = 0, is_new = 0;
  size_t length = 0;

  CHECK(toroku_store_mail(store, key, sizeof key, &length) == TOROKU_ABSENT);
  person(bytes, 1);
  OK(record(store, bytes, sizeof bytes, &result, &status, &is_new));
  OK(toroku_store_mail(store, key, sizeof key, &length));
  CHECK(memcmp(key, result.mail_key, sizeof key) == 0);
  OK(toroku_store_mail_text(store, key, sizeof key, TOROKU_MAIL_TO, text, sizeof text, &length));
  CHECK(length == 19 && memcmp(text, "user01@ens-test.com", 19) == 0);
  OK(toroku_store_mail_text(store, key, sizeof key, TOROKU_MAIL_HTML, text, sizeof text, &length));
  CHECK(length > 100 && memcmp(text, "<!DOCTYPE html>", 15) == 0);
  OK(toroku_store_mail_text(store, key, sizeof key, TOROKU_MAIL_TEXT, text, sizeof text - 1, &length));
  text[length] = '\0';
  token = strstr(text, "token=");
  CHECK(token != NULL);
  OK(toroku_store_password(store, result.user_id, sizeof result.user_id, &password));
  OK(toroku_system_entropy(entropy, sizeof entropy));
  OK(toroku_store_set_password(store, result.user_id, sizeof result.user_id, password));
  OK(toroku_password_free(password));
  CHECK(toroku_store_password(store, "bbbbb00000", 10, &password) == TOROKU_ABSENT);
  OK(toroku_store_mail_done(store, key, sizeof key, 1));
  CHECK(toroku_store_mail(store, key, sizeof key, &length) == TOROKU_ABSENT);
  CHECK(toroku_store_mail_done(store, key, sizeof key, 1) == TOROKU_ABSENT);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
  /* The link is nowhere in the file any more. */
  {
    char whole[262144];
    FILE *file = fopen(in("mails"), "rb");
    size_t size = fread(whole, 1, sizeof whole, file), i;
    int is_there = 0;
    fclose(file);
    for (i = 0; token != NULL && i + 70 < size; i++) {
      is_there = is_there || memcmp(whole + i, token, 70) == 0;
    }
    CHECK(!is_there);
  }
}

static void outputs(void) {
  toroku_output *output = NULL, *other = NULL;
  toroku_list *list = NULL;
  const char *path = in("out");
  struct stat about;
  char text[4096];
  size_t length, i, columns = 0, lines = 0, pages = 1;
  FILE *file;

  umask(022);
  OK(toroku_output_open(path, strlen(path), 0, &output));
  CHECK(toroku_output_open(path, strlen(path), 0, &other) == TOROKU_STORE_IN_USE);
  OK(toroku_output_write(output, "one", 3));
  CHECK(stat(path, &about) != 0);
  OK(toroku_output_publish(output));
  CHECK(stat(path, &about) == 0 && (about.st_mode & 0777) == 0600 && about.st_size == 3);
  CHECK(toroku_output_open(path, strlen(path), 0, &output) == TOROKU_STORE_FILE_EXISTS);
  OK(toroku_output_open(path, strlen(path), 1, &output));
  OK(toroku_output_line(output, "two   ", 6));
  OK(toroku_output_drop(output));
  CHECK(stat(path, &about) == 0 && about.st_size == 3);

  /* A power cut between the two names of a file that was published: the other one is not written into. */
  CHECK(link(path, in("out.new")) == 0 && rename(path, in("kept")) == 0);
  OK(toroku_output_open(path, strlen(path), 0, &output));
  OK(toroku_output_write(output, "another", 7));
  OK(toroku_output_publish(output));
  CHECK(stat(in("kept"), &about) == 0 && about.st_size == 3);
  CHECK(stat(path, &about) == 0 && about.st_size == 7);

  /* Half a character, control characters, and lines that are too long: nothing wider than the page. */
  OK(toroku_list_open(path, strlen(path), TOROKU_ENCODING_CP932, NOW, "TITLE", 5, "HEADING", 7, &list));
  for (i = 0; i < 100; i++) {
    OK(toroku_list_line(list, 3, "\x95\\\x95\\\tA\x82", 7));
  }
  memset(text, 0, sizeof text);
  for (i = 0; i + 1 < 400; i += 2) {
    memcpy(text + i, "\x82\xA0", 2);
  }
  OK(toroku_list_line(list, 3, text, 400));
  OK(toroku_list_publish(list));
  file = fopen(path, "rb");
  while (fgets(text, sizeof text, file) != NULL) {
    length = strcspn(text, "\n");
    if (text[0] == '\f') {
      CHECK(lines == 60);
      lines = 0;
      pages++;
      length--;
    }
    lines++;
    columns = length > columns ? length : columns;
  }
  fclose(file);
  CHECK(pages == 2 && columns <= 132 && columns > 128);
  CHECK(lines > 40);
}

/* Many programs at once on one store: each has user IDs of its own. */
static void at_once(void) {
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("many", policy);
  int child, code = 0;
  uint64_t next = 0;

  OK(toroku_store_close(store));
  for (child = 0; child < 6; child++) {
    if (fork() == 0) {
      uint8_t bytes[TOROKU_RECORD_SIZE];
      toroku_result result;
      uint32_t status = 0, is_new = 0;
      unsigned i;
      toroku_store *mine = NULL;
      if (open_with("many", "key", policy, &mine) != TOROKU_OK) {
        _exit(1);
      }
      for (i = 0; i < 30; i++) { /* ten of them are another program's too */
        person(bytes, (unsigned)(child * 20) + i);
        if (record(mine, bytes, sizeof bytes, &result, &status, &is_new) != TOROKU_OK || status != TOROKU_RESULT_GOOD) {
          _exit(2);
        }
      }
      toroku_policy_free(policy);
      _exit(toroku_store_close(mine) == TOROKU_OK ? 0 : 3);
    }
  }
  for (child = 0; child < 6; child++) {
    int how = 0;
    wait(&how);
    code |= how;
  }
  CHECK(code == 0);
  OK(open_with("many", "key", policy, &store));
  OK(next_number(store, &next));
  CHECK(next == 130);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

/* A clerk's turn comes while a batch takes the store again and again. */
static void in_turn(void) {
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("turns", policy);
  toroku_registration *one;
  uint32_t answer = 0;
  int i, how = 0;
  pid_t batch = fork();

  if (batch == 0) {
    uint8_t bytes[TOROKU_RECORD_SIZE];
    toroku_result result;
    uint32_t status = 0, is_new = 0;
    toroku_store *mine = NULL;
    unsigned number;
    if (open_with("turns", "key", policy, &mine) != TOROKU_OK) {
      _exit(1);
    }
    for (number = 0;; number++) {
      person(bytes, number);
      if ((number % 100 == 0 && toroku_store_begin(mine) != TOROKU_OK) ||
          record(mine, bytes, sizeof bytes, &result, &status, &is_new) != TOROKU_OK ||
          (number % 100 == 99 && toroku_store_commit(mine) != TOROKU_OK)) {
        _exit(2);
      }
    }
  }
  OK(toroku_store_hold(store, "clerk", 5));
  for (i = 0; i < 5; i++) {
    one = clicked(policy);
    OK(toroku_store_save(store, one));
    OK(toroku_store_act(store, one, NOW, &answer));
    OK(toroku_registration_free(one));
  }
  kill(batch, SIGKILL);
  CHECK(waitpid(batch, &how, 0) == batch && WIFSIGNALED(how));
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

/* Of the processor: the disk's and other programs' are not counted. */
static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* What a record costs, the store's part and all, and the memory it takes. */
static void many(unsigned count) {
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("million", policy);
  uint8_t bytes[TOROKU_RECORD_SIZE], entropy[TOROKU_ENTROPY_SIZE];
  toroku_result result;
  uint32_t status = 0, is_new = 0;
  unsigned i;
  double start = seconds(), alone;
  long before = 0;

  for (i = 0; i < count; i++) {
    person(bytes, i);
    toroku_system_entropy(entropy, sizeof entropy);
    toroku_record_register(policy, bytes, sizeof bytes, NOW, i, entropy, "ja", 2, (uint8_t *)&result, sizeof result, &status, NULL);
  }
  alone = (seconds() - start) / count * 1e6;
  start = seconds();
  for (i = 0; i < count; i++) {
    if (i % 500 == 0) {
      OK(toroku_store_begin(store));
    }
    person(bytes, i);
    if (record(store, bytes, sizeof bytes, &result, &status, &is_new) != TOROKU_OK || is_new != 1) {
      CHECK(0);
      break;
    }
    if (i % 500 == 499 || i == count - 1) {
      OK(toroku_store_commit(store));
    }
    if (i == count / 10) {
      before = memory();
    }
  }
  printf("%u records: %.1f us each, with the store %.1f us; %ld KiB after a tenth, %ld at the end\n", count, alone,
         (seconds() - start) / count * 1e6, before, memory());
  start = seconds();
  for (i = 0; i < count; i++) {
    if (i % 500 == 0) {
      OK(toroku_store_begin(store));
    }
    person(bytes, i);
    if (record(store, bytes, sizeof bytes, &result, &status, &is_new) != TOROKU_OK || is_new != 0) {
      CHECK(0);
      break;
    }
    if (i % 500 == 499 || i == count - 1) {
      OK(toroku_store_commit(store));
    }
  }
  printf("the same again: %.1f us each\n", (seconds() - start) / count * 1e6);
  CHECK(memory() < before + before / 2);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

int main(int count, char **arguments) {
  FILE *file;
  if (count < 3 || (file = fopen(arguments[2], "rb")) == NULL) {
    return 2;
  }
  strcpy(folder, arguments[1]);
  fseek(file, 79, SEEK_SET);
  if (fread(good, 1, sizeof good, file) != sizeof good) {
    return 2;
  }
  fclose(file);
  digests();
  keys_and_numbers();
  every_truncation();
  forms();
  once();
  screens();
  mails();
  outputs();
  at_once();
  in_turn();
  if (count > 3) {
    many((unsigned)atol(arguments[3]));
  }
  printf("%d checks, %d failures\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
