/* The record interface: the cases of tests/cobol/cases.dat, its argument, and registering. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

#define CASE 720
/* Each layout number of the header is an offset in the struct. */
typedef char record_is_as_said[sizeof(toroku_record) == TOROKU_RECORD_SIZE ? 1 : -1];
typedef char result_is_as_said[sizeof(toroku_result) == TOROKU_RESULT_SIZE ? 1 : -1];

static int number(const char *digits, uint64_t count) {
  int value = 0;
  while (count-- > 0) {
    value = value * 10 + (*digits++ - '0');
  }
  return value;
}

static void run_case(const toroku_policy *policy, const char *one) {
  static char name[33];
  toroku_result result;
  uint64_t given = (uint64_t)number(one + 32, 4);
  const uint8_t *record = (const uint8_t *)one + 79;
  uint32_t record_status = 77;
  int status = number(one + 36, 2), field;

  memcpy(name, one, 32);
  current = name;
  memset(&result, '#', sizeof result);
  OK(toroku_record_check(policy, record, given, MOMENT, (uint8_t *)&result, sizeof result, &record_status));
  CHECK((int)record_status == status && number(result.status, 2) == status);
  for (field = 0; field < 10; field++) {
    int wanted = number(one + 38 + 4 * field, 4);
    CHECK(number(result.problems[field], 4) == wanted);
    if (wanted != 0) {
      OK(toroku_record_message(policy, record, given, MOMENT, (uint32_t)field + 1, "ja", 2, TEXT));
      CHECK(length > 0);
    }
  }
  CHECK(result.converted[0][0] == one[78]);
  if (record_status == TOROKU_RESULT_GOOD) {
    CHECK(memcmp(result.host_key, "COUNTER-07-000123", 17) == 0);
    CHECK(result.user_name[0] != ' ' && memcmp(result.municipality, "011011", 6) == 0);
  } else {
    CHECK(result.user_name[0] == ' ' && result.user_id[0] == ' ');
  }
}

/* What a clerk reads about a municipality that a text does not say alone, and about one that is sure. */
static void run_messages(const toroku_policy *policy, const char *good) {
  static const char both[] = "\xE4\xB8\x80\xE8\xA6\xA7\xE3\x81\x8B\xE3\x82\x89\xE5\xB8\x82\xE5\x8C\xBA\xE7\x94\xBA"
                             "\xE6\x9D\x91\xE3\x82\x92\xE9\x81\xB8\xE6\x8A\x9E\xE3\x81\x97\xE3\x81\xA6\xE3\x81\x8F"
                             "\xE3\x81\xA0\xE3\x81\x95\xE3\x81\x84\xE3\x80\x82 \xE3\x80\x8C\xE6\x9D\xB1\xE4\xBA\xAC"
                             "\xE9\x83\xBD\xE5\xBA\x9C\xE4\xB8\xAD\xE5\xB8\x82\xE3\x80\x8D\xE3\x80\x8C\xE5\xBA\x83"
                             "\xE5\xB3\xB6\xE7\x9C\x8C\xE5\xBA\x9C\xE4\xB8\xAD\xE5\xB8\x82\xE3\x80\x8D";
  toroku_record record;

  current = "messages";
  memcpy(&record, good + 79, sizeof record);
  memset(record.municipality, ' ', sizeof record.municipality);
  memcpy(record.municipality, "Fuchu City", 10);
  OK(toroku_record_message(policy, (uint8_t *)&record, sizeof record, MOMENT, TOROKU_FIELD_MUNICIPALITY, "ja", 2, TEXT));
  CHECK(text_is(both));
  /* The wording names them itself. */
  memcpy(record.municipality, "221350    ", 10);
  OK(toroku_record_message(policy, (uint8_t *)&record, sizeof record, MOMENT, TOROKU_FIELD_MUNICIPALITY, "ja", 2, TEXT));
  CHECK(length > 3 && memcmp(text + length - 3, "\xE3\x80\x8D", 3) == 0 && memchr(text, ' ', length) == NULL);
  memcpy(record.municipality, "Kiyose City", 11);
  CHECK(toroku_record_message(policy, (uint8_t *)&record, sizeof record, MOMENT, TOROKU_FIELD_MUNICIPALITY, "ja", 2,
                              TEXT) == TOROKU_ABSENT);
}

static void run_register(const toroku_policy *random, const char *good) {
  toroku_result first, again, taken;
  toroku_effect *effect = NULL;
  toroku_mail *mail = NULL;
  uint8_t entropy[32], zeros[32];
  uint32_t record_status = 0;
  uint64_t i, size = 0;
  const uint8_t *record = (const uint8_t *)good + 79;
  char id[16];

  current = "register one";
  for (i = 0; i < sizeof entropy; i++) {
    entropy[i] = (uint8_t)i;
  }
  memset(zeros, 0, sizeof zeros);
  OK(toroku_record_register(random, record, 600, MOMENT, 0, entropy, ENGLISH, (uint8_t *)&first, sizeof first,
                            &record_status, &effect));
  CHECK(record_status == TOROKU_RESULT_GOOD);
  /* The golden registration's values: the same entropy gives the same user ID and key. */
  CHECK(memcmp(first.user_id, "wvkyw67071", 10) == 0);
  CHECK(memcmp(first.mail_key, "ef220c93b8de184a1e43fbbc0c21305d", 32) == 0);
  OK(toroku_effect_user_id(effect, id, sizeof id, &size));
  CHECK(size == 10 && memcmp(id, first.user_id, 10) == 0);
  OK(toroku_effect_mail(effect, &mail));
  OK(toroku_mail_text(mail, TOROKU_MAIL_SUBJECT, TEXT));
  OK(toroku_mail_free(mail));
  OK(toroku_effect_free(effect));
  OK(toroku_record_register(random, record, 600, MOMENT, 0, entropy, ENGLISH, (uint8_t *)&again, sizeof again,
                            &record_status, NULL));
  CHECK(memcmp(&first, &again, sizeof first) == 0);
  OK(toroku_record_register(random, record, 600, MOMENT, 1, entropy, ENGLISH, (uint8_t *)&taken, sizeof taken,
                            &record_status, NULL));
  CHECK(memcmp(first.user_id, taken.user_id, 10) != 0);
  CHECK(memcmp(first.mail_key, taken.mail_key, 32) == 0);
  CHECK(toroku_record_register(random, record, 600, MOMENT, 0, zeros, ENGLISH, (uint8_t *)&again, sizeof again,
                               &record_status, NULL) == TOROKU_WEAK_ENTROPY);
  CHECK(toroku_record_check(random, record, 600, MOMENT, (uint8_t *)&again, 799, &record_status) ==
        TOROKU_BUFFER_TOO_SMALL);
}

static void run_many(toroku_policy *policy, const char *cases, uint64_t count) {
  uint8_t key[32], entropies[8 * 32], records[8 * 600];
  toroku_result results[8];
  uint64_t i, done = 0, good = 0;
  uint64_t next = 0;
  char id[16];

  current = "register many";
  for (i = 0; i < sizeof key; i++) {
    key[i] = (uint8_t)(255 - i);
  }
  for (i = 0; i < sizeof entropies; i++) {
    entropies[i] = (uint8_t)(i * 7);
  }
  CHECK(count > 20);
  for (i = 0; i < 8; i++) { /* every second one is bad: half a character in the street */
    memcpy(records + 600 * i, cases + 79, 600);
    if (i % 2 == 1) {
      memcpy(((toroku_record *)(records + 600 * i))->street_address, "\x82 ", 2);
    }
  }
  OK(toroku_policy_issue_sequence(policy, key));
  OK(toroku_records_check(policy, records, sizeof records - 10, MOMENT, (uint8_t *)results, sizeof results, &done,
                          &good));
  CHECK(done == 8 && good == 4 && memcmp(results[7].status, "02", 2) == 0);
  OK(toroku_records_register(policy, records, sizeof records, MOMENT, 41, entropies, sizeof entropies, ENGLISH,
                             (uint8_t *)results, sizeof results, &done, &next));
  CHECK(done == 8 && next == 45);
  for (i = 0; i < 8; i++) {
    if (i % 2 == 1) {
      CHECK(number(results[i].problems[4], 4) == TOROKU_CODE_RECORD_UNREADABLE && results[i].user_id[0] == ' ');
      continue;
    }
    OK(toroku_user_id_sequence(key, 41 + i / 2, id, sizeof id, &length));
    CHECK(memcmp(results[i].user_id, id, 10) == 0);
  }
  CHECK(toroku_records_register(policy, records, sizeof records, MOMENT, 41, entropies, 32, ENGLISH,
                                (uint8_t *)results, sizeof results, &done, &next) == TOROKU_OUT_OF_RANGE);
  CHECK(toroku_records_check(policy, records, sizeof records, MOMENT, (uint8_t *)results, 7 * 800, &done, &good) ==
        TOROKU_BUFFER_TOO_SMALL);
}

/* The host's own characters: before there is a table, with one, with one that is not right, and taken away again. */
static void run_user_characters(toroku_policy *policy, const char *good) {
  static const char table[] = "# ours\r\nF040\tU+9AD9\r\nF041\t\xF0\xA0\xAE\xB7\tU+5409\r\n";
  static const char bad[] = "F040\tU+9AD9\nF041 U+5409\n";
  toroku_record record;
  toroku_result result;
  uint32_t record_status = 77;
  uint64_t line = 77;

  current = "user-defined characters";
  memcpy(&record, good + 79, sizeof record);
  memcpy(record.street_address, "\xF0\x40\xF0\x41", 4);
  OK(toroku_record_check(policy, (const uint8_t *)&record, sizeof record, MOMENT, (uint8_t *)&result, sizeof result,
                         &record_status));
  CHECK(number(result.problems[4], 4) == TOROKU_CODE_RECORD_USER_CHARACTER);
  OK(toroku_record_message(policy, (const uint8_t *)&record, sizeof record, MOMENT, TOROKU_FIELD_STREET_ADDRESS,
                           ENGLISH, TEXT));
  CHECK(memcmp(text, "The user-defined character F040 at byte 1 is not", 48) == 0);
  OK(toroku_policy_set_user_chars(policy, (const uint8_t *)table, sizeof table - 1, &line));
  CHECK(line == 0);
  CHECK(toroku_policy_set_user_chars(policy, (const uint8_t *)bad, sizeof bad - 1, &line) == TOROKU_MALFORMED);
  CHECK(line == 2);
  CHECK(toroku_policy_set_user_chars(policy, NULL, 7, &line) == TOROKU_NULL);
  CHECK(toroku_policy_set_user_chars(policy, NULL, 0, NULL) == TOROKU_NULL);
  CHECK(toroku_policy_set_user_chars(NULL, NULL, 0, &line) == TOROKU_NULL);
  OK(toroku_record_check(policy, (const uint8_t *)&record, sizeof record, MOMENT, (uint8_t *)&result, sizeof result,
                         &record_status));
  /* Each with its own code of the encoding; the second was converted. */
  CHECK(record_status == TOROKU_RESULT_GOOD && memcmp(result.street_address, "\xFB\xFC\x8B\x67", 4) == 0);
  CHECK(result.converted[4][0] == '1');
  OK(toroku_policy_set_user_chars(policy, NULL, 0, &line));
  OK(toroku_record_check(policy, (const uint8_t *)&record, sizeof record, MOMENT, (uint8_t *)&result, sizeof result,
                         &record_status));
  CHECK(record_status == TOROKU_RESULT_PROBLEMS);
}

int main(int count, char **arguments) {
  static char cases[200 * CASE];
  FILE *file = fopen(count > 1 ? arguments[1] : "tests/cobol/cases.dat", "rb");
  toroku_policy *policy = NULL;
  uint64_t size, i, live = 1;

  if (file == NULL) {
    return 2;
  }
  size = fread(cases, 1, sizeof cases, file);
  fclose(file);
  CHECK(size > 0 && size % CASE == 0);
  OK(toroku_policy_new(TOROKU_ENCODING_UTF8, TERMS, strlen(TERMS), PASSWORD_URL, strlen(PASSWORD_URL), &policy));
  for (i = 0; i < size; i += CASE) {
    run_case(policy, cases + i);
  }
  run_messages(policy, cases);
  run_register(policy, cases);
  run_user_characters(policy, cases);
  run_many(policy, cases, size / CASE);
  OK(toroku_policy_free(policy));
  OK(toroku_handle_count(&live));
  CHECK(live == 0);
  printf("%d record cases, %d failed checks\n", (int)(size / CASE) + 4, failures);
  return failures == 0 ? 0 : 1;
}
