/* Registrations on a screen that are broken off, mails and their links. */
#include "store.h"

static void user_id_of(const toroku_registration *one, char id[TOROKU_USER_ID_SIZE]) {
  uint64_t length = 0;
  OK(toroku_registration_user_id(one, id, TOROKU_USER_ID_SIZE, &length));
}

/* The program ends between the transaction and its report: the one that comes after gives the same user ID. */
void screens(void) {
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
    uint64_t length = 0;
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
void mails(void) {
  static char text[65536];
  char key[TOROKU_KEY_SIZE], *token;
  uint8_t bytes[TOROKU_RECORD_SIZE], entropy[TOROKU_ENTROPY_SIZE];
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("mails", policy);
  toroku_password *password = NULL;
  toroku_mail *none = NULL;
  toroku_result result;
  uint32_t status = 0, is_new = 0;
  uint64_t length = 0;

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
  CHECK(toroku_mail_restore(TOROKU_ENCODING_UTF8, bytes, sizeof bytes, NULL, NULL, 0, 0, &none) == TOROKU_NOT_A_SNAPSHOT);
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
    uint64_t size = fread(whole, 1, sizeof whole, file), i;
    int is_there = 0;
    fclose(file);
    for (i = 0; token != NULL && i + 70 < size; i++) {
      is_there = is_there || memcmp(whole + i, token, 70) == 0;
    }
    CHECK(!is_there);
  }
}
