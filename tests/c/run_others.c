/* Searches, user IDs, snapshots, notifications. */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int run_searches(const char *folder) {
  flat_file file;
  uint64_t i, j, count = 0;
  toroku_municipalities *municipalities = NULL;

  flat_read(&file, folder, "searches.txt");
  current = "directory";
  OK(toroku_directory_as_of(TEXT));
  CHECK(text_is(flat_text(&file.head, "as_of")));
  OK(toroku_municipalities_list(TOROKU_ENCODING_UTF8, 0, &municipalities));
  OK(toroku_municipalities_count(municipalities, &count));
  CHECK(count == (uint64_t)atoi(flat_text(&file.head, "selectable")));
  OK(toroku_municipalities_free(municipalities));
  for (i = 0; i < file.count; i++) {
    const flat_case *one = &file.cases[i];
    const char *list = flat_at(one, "expect.exactly.#") == NULL ? "expect.first" : "expect.exactly";
    const char *prefecture = flat_text(one, "prefecture"), *query = flat_text(one, "query");

    current = one->id;
    OK(toroku_municipalities_search(TOROKU_ENCODING_UTF8, prefecture == NULL ? 0 : (uint32_t)atoi(prefecture), query,
                            strlen(query), (uint64_t)atoi(flat_text(one, "limit")), &municipalities));
    OK(toroku_municipalities_count(municipalities, &count));
    CHECK(strcmp(list, "expect.first") == 0 ? count >= flat_size(one, "%s", list)
                                            : count == flat_size(one, "%s", list));
    for (j = 0; j < flat_size(one, "%s", list); j++) {
      OK(toroku_municipality_text(municipalities, j, TOROKU_MUNICIPALITY_CODE, TEXT));
      CHECK(text_is(flat_text(one, "%s.%d", list, (int)j)));
    }
    OK(toroku_municipalities_free(municipalities));
  }
  flat_free(&file);
  return (int)i;
}

static uint64_t number_in(const flat_case *one) {
  return count_of(flat_text(one, "number"));
}

int run_user_ids(const char *folder) {
  flat_file file;
  uint64_t i;
  int count = 0;
  uint64_t number = 0;
  uint8_t key[32];

  flat_read(&file, folder, "user_ids.txt");
  current = "limit";
  OK(toroku_user_id_limit(&number));
  CHECK(number == count_of(flat_text(&file.head, "count")));
  for (i = 0; i < file.count; i++) {
    const flat_case *one = &file.cases[i];
    const char *id = flat_text(one, "user_id");

    current = one->id;
    count++;
    if (flat_text(one, "key") != NULL) {
      bytes_of(flat_text(one, "key"), key, sizeof key);
    }
    if (strcmp(one->list, "parse") == 0) {
      const flat_pair *typed = flat_at(one, "text");
      int valid = strcmp(flat_text(one, "valid"), "1") == 0;
      CHECK(toroku_user_id_check(typed->value, typed->length) == (valid ? TOROKU_OK : TOROKU_MALFORMED));
    } else if (strcmp(one->list, "numbers") == 0) {
      OK(toroku_user_id_from_number(number_in(one), TEXT));
      CHECK(text_is(id));
      OK(toroku_user_id_number(id, strlen(id), &number));
      CHECK(number == number_in(one));
    } else if (strcmp(one->list, "exhausted") == 0) {
      CHECK(toroku_user_id_sequence(key, number_in(one), TEXT) == TOROKU_EXHAUSTED);
      count--; /* as the other runners count */
    } else if (strcmp(one->list, "sequence") == 0) {
      OK(toroku_user_id_sequence(key, number_in(one), TEXT));
      CHECK(text_is(id));
      OK(toroku_user_id_position(key, id, strlen(id), &number));
      CHECK(number == number_in(one));
    } else if (strcmp(one->list, "random") == 0) {
      bytes_of(flat_text(one, "entropy"), key, sizeof key);
      OK(toroku_user_id_random(key, (uint32_t)strtoul(flat_text(one, "k"), NULL, 10), TEXT));
      CHECK(text_is(id));
    } else {
      CHECK(0);
    }
  }
  flat_free(&file);
  return count;
}

static void run_snapshot(const flat_case *one, const uint8_t *key) {
  const char *hex = flat_text(one, "bytes"), *context = flat_text(one, "context");
  const char *counter_text = flat_text(one, "counter"), *sealed = flat_text(one, "sealed_with_key");
  const char *error = flat_text(one, "expect.error");
  uint64_t size = strlen(hex) / 2, again = 0;
  uint8_t *bytes = malloc(size + 1), *back = malloc(size + 1);
  uint64_t counter = counter_text == NULL ? 0 : (uint64_t)atoi(counter_text);
  int is_password = strcmp(flat_text(one, "kind"), "password_setup") == 0;
  toroku_registration *registration = NULL;
  toroku_password *password = NULL;
  toroku_status status;
  uint32_t state = 0;

  if (bytes == NULL || back == NULL) {
    exit(2);
  }
  bytes_of(hex, bytes, size);
  context = context == NULL ? "" : context;
  key = sealed != NULL && strcmp(sealed, "1") == 0 ? key : NULL;
  status = is_password ? toroku_password_restore(TOROKU_ENCODING_UTF8, bytes, size, key, (const uint8_t *)context,
                                                 strlen(context), counter, &password)
                       : toroku_registration_restore(TOROKU_ENCODING_UTF8, bytes, size, key,
                                                     (const uint8_t *)context, strlen(context), counter,
                                                     &registration);
  if (status != TOROKU_OK) {
    CHECK(error != NULL && strcmp(error, name_of(TOROKU_TABLE_STATUS, status)) == 0);
  } else if (is_password) {
    OK(toroku_password_state(password, &state));
    CHECK(strcmp(flat_text(one, "expect.state"), name_of(TOROKU_TABLE_PWSTATE, state)) == 0);
    OK(toroku_password_save(password, key, (const uint8_t *)context, strlen(context), counter, back, size, &again));
    OK(toroku_password_free(password));
  } else {
    OK(toroku_registration_state(registration, &state));
    CHECK(strcmp(flat_text(one, "expect.state"), name_of(TOROKU_TABLE_STATE, state)) == 0);
    OK(toroku_registration_save(registration, key, (const uint8_t *)context, strlen(context), counter, back, size,
                                &again));
    OK(toroku_registration_free(registration));
  }
  if (status == TOROKU_OK) { /* what version 1 wrote, version 1 writes again to the byte */
    CHECK(error == NULL && again == size && memcmp(bytes, back, size) == 0);
  }
  free(bytes);
  free(back);
}

int run_snapshots(const char *folder) {
  flat_file file;
  uint64_t i;
  uint8_t key[32];

  flat_read(&file, folder, "snapshots.txt");
  bytes_of(flat_text(&file.head, "key"), key, sizeof key);
  for (i = 0; i < file.count; i++) {
    current = file.cases[i].id;
    run_snapshot(&file.cases[i], key);
  }
  flat_free(&file);
  return (int)i;
}

static void run_notification(const flat_case *head, const flat_case *one, const toroku_policy *policy) {
  static const struct {
    uint32_t part;
    const char *path;
  } parts[] = {{TOROKU_MAIL_KEY, "expect.key"},
               {TOROKU_MAIL_TO, "expect.to"},
               {TOROKU_MAIL_SUBJECT, "expect.subject"},
               {TOROKU_MAIL_TEXT, "expect.text"},
               {TOROKU_MAIL_HTML, "expect.html"}};
  toroku_registration *r = NULL;
  toroku_effect *effect = NULL;
  toroku_mail *mail = NULL;
  const char *name = flat_text(one, "user_name"), *language = flat_text(one, "language");
  int64_t now = moment_of(flat_text(head, "now"));
  uint8_t entropy[32];
  uint32_t answer = 0;
  char digest[64], id[16];
  uint64_t size = 0, i;

  bytes_of(flat_text(head, "entropy"), entropy, sizeof entropy);
  OK(toroku_registration_new(TOROKU_ENCODING_UTF8, &r));
  OK(toroku_input_choose_category(r, policy, now, TOROKU_CATEGORY_APPLICANT_AT_COUNTER, entropy, &answer));
  fill_sample(r, policy, now);
  OK(toroku_input_set(r, policy, now, TOROKU_ITEM_USER_NAME, name, strlen(name), &answer));
  OK(toroku_input_agree(r, policy, now, TERMS, strlen(TERMS), &answer));
  OK(toroku_input_confirm(r, policy, now, &answer));
  OK(toroku_confirmation_digest(r, digest, sizeof digest, &size));
  OK(toroku_input_register(r, policy, now, digest, size, language, strlen(language), &answer));
  OK(toroku_registration_effect(r, policy, &effect));
  OK(toroku_effect_user_id(effect, id, sizeof id, &size));
  OK(toroku_effect_free(effect));
  OK(toroku_input_id_reserved(r, policy, now, id, size, &answer));
  OK(toroku_registration_effect(r, policy, &effect));
  OK(toroku_effect_mail(effect, &mail));
  for (i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    OK(toroku_mail_text(mail, parts[i].part, TEXT));
    CHECK(text_is(flat_text(one, "%s", parts[i].path)));
  }
  OK(toroku_mail_free(mail));
  OK(toroku_effect_free(effect));
  OK(toroku_registration_free(r));
}

int run_notifications(const char *folder) {
  flat_file file;
  uint64_t i;
  toroku_policy *policy;

  flat_read(&file, folder, "notifications.txt");
  policy = policy_of(&file.head, "policy");
  for (i = 0; i < file.count; i++) {
    current = file.cases[i].id;
    run_notification(&file.head, &file.cases[i], policy);
  }
  OK(toroku_policy_free(policy));
  flat_free(&file);
  return (int)i;
}
