/* What the tests of the store share. */
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

int checks, failures;
char folder[512];
uint8_t good[TOROKU_RECORD_SIZE];

const char *in(const char *name) {
  static char paths[8][700];
  static int at;
  at = (at + 1) % 8;
  sprintf(paths[at], "%s/%s", folder, name);
  return paths[at];
}

toroku_policy *new_policy(void) {
  toroku_policy *policy = NULL;
  OK(toroku_policy_new(TOROKU_ENCODING_CP932, "2023-03", 7, "https://a.example/password", 26, &policy));
  return policy;
}

toroku_status create(const char *name, const char *number) {
  const char *path = in(name), *key = in("key");
  return toroku_store_create(path, strlen(path), key, strlen(key), number, strlen(number));
}

toroku_status open_with(const char *name, const char *key_name, toroku_policy *policy, toroku_store **store) {
  const char *path = in(name), *key = in(key_name);
  return toroku_store_open(path, strlen(path), key, strlen(key), TOROKU_ENCODING_CP932, policy, store);
}

toroku_store *fresh_store(const char *name, toroku_policy *policy) {
  toroku_store *store = NULL;
  unlink(in(name));
  OK(create(name, "000000000000"));
  CHECK(toroku_store_open(in(name), strlen(in(name)), in("key"), strlen(in("key")),
                          TOROKU_ENCODING_CP930 + TOROKU_PADDED, policy, &store) == TOROKU_INVALID_VALUE);
  OK(open_with(name, "key", policy, &store));
  return store;
}

void person(uint8_t record[TOROKU_RECORD_SIZE], unsigned number) {
  char text[33];
  toroku_record *one = (toroku_record *)record;
  memcpy(record, good, TOROKU_RECORD_SIZE);
  sprintf(text, "P%-31u", number);
  memcpy(one->host_key, text, 32);
  sprintf(text, "03%08u  ", number % 100000000);
  memcpy(one->phone, text, 12);
}

toroku_status record(toroku_store *store, const uint8_t *bytes, uint64_t length, toroku_result *result,
                            uint32_t *status, uint32_t *is_new) {
  return toroku_store_record(store, bytes, length, NOW, "ja", 2, (uint8_t *)result, sizeof *result, status, is_new);
}

void write_file(const char *path, const void *bytes, uint64_t length, int mode) {
  FILE *file;
  unlink(path);
  file = fopen(path, "wb");
  fwrite(bytes, 1, length, file);
  fclose(file);
  chmod(path, (mode_t)mode);
}

toroku_registration *clicked(toroku_policy *policy) {
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
  uint64_t i, length = 0;

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
