/* Keys and numbers that are none. */
#include "store.h"

void keys_and_numbers(void) {
  uint8_t key[64];
  toroku_policy *policy = new_policy();
  toroku_store *store = NULL;
  const char *path = in("key");
  FILE *file;
  uint64_t i;
  static const char text[4096] = "no store, but longer than the head of one";
  static const char *const bad[] = {"5", "00000000000", "0000000000000", "00000000000 ", "408410099999", "-00000000001", ""};

  OK(toroku_store_make_key(path, strlen(path)));
  CHECK(toroku_store_make_key(path, strlen(path)) == TOROKU_STORE_FILE_EXISTS);
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CHECK(create("numbers", bad[i]) == TOROKU_STORE_BAD_NUMBER);
  }
  CHECK(open_with("numbers", "key", policy, &store) == TOROKU_STORE_NO_FILE);
  CHECK(open_with("numbers", "nowhere", policy, &store) == TOROKU_STORE_NO_KEY);
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
