/* A host that does everything wrong: each is a status, nothing is changed, nothing leaks: hostile [--small]
   A small library, as it is built where no features are named, has neither patterns nor EBCDIC and says so. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "world.h"

#define UTF8 TOROKU_ENCODING_UTF8
#define CP932 TOROKU_ENCODING_CP932

static toroku_policy *policy;
static uint8_t entropy[32];
static int small;

static toroku_registration *at_entry(uint32_t encoding) {
  toroku_registration *registration = NULL;
  uint32_t answer = 0;
  OK(toroku_registration_new(encoding, &registration));
  OK(toroku_input_choose_category(registration, policy, MOMENT, TOROKU_CATEGORY_APPLICANT_AT_COUNTER, entropy,
                                  &answer));
  return registration;
}

static void null_pointers(void) {
  toroku_registration *r = at_entry(UTF8);
  uint32_t answer = 77, kind, code, field;
  uint64_t count = 0;

  current = "NULL";
  CHECK(toroku_policy_new(UTF8, NULL, 7, PASSWORD_URL, strlen(PASSWORD_URL), &policy) == TOROKU_NULL);
  CHECK(toroku_policy_new(UTF8, TERMS, 7, PASSWORD_URL, strlen(PASSWORD_URL), NULL) == TOROKU_NULL);
  CHECK(toroku_registration_new(UTF8, NULL) == TOROKU_NULL);
  CHECK(toroku_registration_state(NULL, &answer) == TOROKU_NULL);
  CHECK(toroku_registration_state(r, NULL) == TOROKU_NULL);
  CHECK(toroku_input_set(r, NULL, MOMENT, TOROKU_ITEM_PHONE, "1", 1, &answer) == TOROKU_NULL);
  CHECK(toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_PHONE, NULL, 1, &answer) == TOROKU_NULL);
  CHECK(toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_PHONE, "1", 1, NULL) == TOROKU_NULL);
  CHECK(toroku_input_take(r, policy, MOMENT, TOROKU_FIELD_PHONE, NULL, 1, &answer) == TOROKU_NULL);
  CHECK(toroku_input_take(r, policy, MOMENT, TOROKU_FIELD_PHONE, "1", 1, NULL) == TOROKU_NULL);
  CHECK(toroku_registration_draft(r, TOROKU_ITEM_PHONE, TEXT) == TOROKU_ABSENT); /* nothing was set */
  CHECK(toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_PHONE, NULL, 0, &answer) == TOROKU_OK);
  CHECK(toroku_input_fill(r, policy, MOMENT, 1, NULL, NULL, NULL, &answer) == TOROKU_NULL);
  CHECK(toroku_input_fill(r, policy, MOMENT, (uint64_t)-1, &answer, NULL, NULL, &answer) == TOROKU_NULL);
  CHECK(toroku_registration_agreed(r, NULL, 10, &count) == TOROKU_NULL);
  CHECK(toroku_registration_agreed(r, text, 10, NULL) == TOROKU_NULL);
  CHECK(toroku_findings_count(NULL, &count) == TOROKU_NULL);
  CHECK(toroku_findings_at(NULL, 0, &kind, &code, &field) == TOROKU_NULL);
  CHECK(toroku_registration_restore(UTF8, NULL, 100, NULL, NULL, 0, 0, &r) == TOROKU_NULL);
  CHECK(toroku_system_entropy(NULL, 32) == TOROKU_NULL);
  CHECK(toroku_system_now(NULL) == TOROKU_NULL);
  CHECK(toroku_input_choose_category(r, policy, MOMENT, 3, NULL, &answer) == TOROKU_NULL);
  OK(toroku_registration_free(NULL));
  OK(toroku_registration_free(r));
}

static void wrong_handles(void) {
  toroku_registration *r = at_entry(UTF8), *gone;
  toroku_findings *findings = NULL;
  uint32_t state = 77;
  int stray = 5;

  current = "handles";
  CHECK(toroku_registration_state((toroku_registration *)policy, &state) == TOROKU_WRONG_HANDLE);
  CHECK(toroku_registration_state((toroku_registration *)&stray, &state) == TOROKU_WRONG_HANDLE);
  CHECK(toroku_registration_state((toroku_registration *)(uint64_t)-1, &state) == TOROKU_WRONG_HANDLE);
  CHECK(toroku_input_confirm(r, (toroku_policy *)r, MOMENT, &state) == TOROKU_WRONG_HANDLE);
  CHECK(toroku_policy_free((toroku_policy *)r) == TOROKU_WRONG_HANDLE);
  CHECK(state == 77);
  OK(toroku_registration_report(r, policy, MOMENT, TOROKU_FIELD_EMAIL, &findings));
  gone = r;
  OK(toroku_registration_free(r)); /* before what came from it */
  CHECK(toroku_registration_free(gone) == TOROKU_FREED_HANDLE);
  CHECK(toroku_registration_state(gone, &state) == TOROKU_FREED_HANDLE);
  OK(toroku_findings_at(findings, 0, &state, &state, &state));
  OK(toroku_findings_free(findings));
  CHECK(toroku_findings_free(findings) == TOROKU_FREED_HANDLE);
}

static void short_buffers(void) {
  toroku_registration *r = at_entry(UTF8), *padded = at_entry(CP932 + TOROKU_PADDED);
  char small[8], field[12];
  uint64_t size = 0;
  uint32_t answer = 0;

  current = "buffers";
  OK(toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_PHONE, "0312345678", 10, &answer));
  memset(small, '#', sizeof small);
  CHECK(toroku_registration_draft(r, TOROKU_ITEM_PHONE, small, sizeof small, &size) == TOROKU_BUFFER_TOO_SMALL);
  CHECK(size == 10 && memcmp(small, "########", 8) == 0);
  CHECK(toroku_registration_draft(r, TOROKU_ITEM_PHONE, NULL, 0, &size) == TOROKU_BUFFER_TOO_SMALL && size == 10);
  CHECK(toroku_registration_draft(r, TOROKU_ITEM_PHONE, small, (uint64_t)-1, &size) == TOROKU_OUT_OF_RANGE);
  CHECK(toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_PHONE, "1", (uint64_t)-1, &answer) == TOROKU_OUT_OF_RANGE);
  OK(toroku_input_set(padded, policy, MOMENT, TOROKU_ITEM_PHONE, "0312345678  ", 12, &answer));
  memset(field, '#', sizeof field);
  OK(toroku_registration_draft(padded, TOROKU_ITEM_PHONE, field, sizeof field, &size));
  CHECK(size == 10 && memcmp(field, "0312345678  ", 12) == 0);
  OK(toroku_registration_free(r));
  OK(toroku_registration_free(padded));
}

static void wrong_numbers(void) {
  static const uint32_t wrong[] = {0, 99, 0x7FFFFFFF, 0xFFFFFFFF};
  /* The first numbers after those there are. */
  static const uint32_t after_items = TOROKU_ITEM_USER_TYPE + 1, after_settings = TOROKU_SETTING_BIRTH_UNKNOWN_FIRST + 1;
  toroku_registration *r = at_entry(UTF8);
  toroku_findings *findings = NULL;
  toroku_municipalities *municipalities = NULL;
  uint32_t answer = 77;
  uint64_t i;

  current = "numbers";
  for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    CHECK(toroku_input_set(r, policy, MOMENT, wrong[i], "1", 1, &answer) == TOROKU_INVALID_VALUE);
    CHECK(toroku_input_clear(r, policy, MOMENT, wrong[i], &answer) == TOROKU_INVALID_VALUE);
    CHECK(toroku_input_take(r, policy, MOMENT, wrong[i], "1", 1, &answer) == TOROKU_INVALID_VALUE);
    CHECK(toroku_input_choose_category(r, policy, MOMENT, wrong[i], entropy, &answer) == TOROKU_INVALID_VALUE);
    CHECK(toroku_registration_new(wrong[i], &r) == TOROKU_INVALID_VALUE);
    CHECK(toroku_policy_set_number(policy, wrong[i], 1) == TOROKU_INVALID_VALUE);
    CHECK(toroku_name_text(wrong[i] + 40, 1, TEXT) == TOROKU_INVALID_VALUE);
    CHECK(toroku_language_code(UTF8, ENGLISH, wrong[i], TEXT) == TOROKU_INVALID_VALUE);
    CHECK(toroku_mail_text(NULL, wrong[i], TEXT) == TOROKU_NULL);
  }
  CHECK(toroku_input_set(r, policy, MOMENT, after_items, "1", 1, &answer) == TOROKU_INVALID_VALUE);
  CHECK(toroku_policy_set_number(policy, after_settings, 1) == TOROKU_INVALID_VALUE);
  CHECK(toroku_input_search(r, policy, MOMENT, 48, "", 0, 1, &answer) == TOROKU_INVALID_VALUE);
  CHECK(toroku_registration_report(r, policy, MOMENT, 13, &findings) == TOROKU_INVALID_VALUE);
  CHECK(toroku_policy_set_number(policy, TOROKU_SETTING_STRICT, 2) == TOROKU_INVALID_SETTING);
  CHECK(toroku_policy_set_lengths(policy, 4, 64) == TOROKU_INVALID_SETTING);
  CHECK(toroku_policy_set_lengths(policy, 70000, 70001) == TOROKU_INVALID_SETTING);
  CHECK(toroku_policy_add_pattern(policy, TOROKU_FIELD_PHONE, "x", 1, "(", 1) ==
        (small ? TOROKU_NOT_BUILT_IN : TOROKU_INVALID_SETTING));
  CHECK(toroku_language_label(UTF8, "xx", 2, 1, TEXT) == TOROKU_MALFORMED);
  CHECK(answer == 77);
  OK(toroku_municipalities_search(UTF8, 0, "chuo", 4, 3, &municipalities));
  CHECK(toroku_municipality_text(municipalities, 3, TOROKU_MUNICIPALITY_NAME, TEXT) == TOROKU_OUT_OF_RANGE);
  CHECK(toroku_municipalities_subject(municipalities, TOROKU_MUNICIPALITY_NAME, TEXT) == TOROKU_ABSENT);
  OK(toroku_municipalities_free(municipalities));
  OK(toroku_registration_free(r));
}

/* A list that the host makes: what goes in comes out, and what is no problem does not go in. */
static void findings_of_the_host(void) {
  static const struct {
    uint32_t name;
    const char *text;
  } params[] = {{TOROKU_PARAM_ACTUAL, "13"},
                {TOROKU_PARAM_PREFIX, "0120"},
                {TOROKU_PARAM_CHARS, "\xE7\xB7\x91"},
                {TOROKU_PARAM_CHARS, "U+200B"},
                {TOROKU_PARAM_MISSING, "month"},
                {TOROKU_PARAM_MISSING, "day"}};
  static const uint64_t at[] = {0, 1, 2, 2, 3, 3}, member[] = {0, 0, 0, 1, 0, 1};
  toroku_registration *r = at_entry(UTF8);
  toroku_findings *findings = NULL;
  uint32_t kind, code, field, answer = 77;
  uint64_t count = 0, i;

  current = "findings of the host";
  CHECK(toroku_findings_new(99, &findings) == TOROKU_INVALID_VALUE);
  OK(toroku_findings_new(UTF8, &findings));
  CHECK(toroku_findings_suggest(findings, "1", 1) == TOROKU_ABSENT);
  CHECK(toroku_findings_add(findings, TOROKU_CODE_PHONE_CHAR, TOROKU_FIELD_EMAIL) == TOROKU_INVALID_VALUE);
  CHECK(toroku_findings_add(findings, TOROKU_CODE_FLOW_EXPIRED, TOROKU_FIELD_EMAIL) == TOROKU_INVALID_VALUE);
  CHECK(toroku_findings_add(findings, 0, TOROKU_FIELD_EMAIL) == TOROKU_INVALID_VALUE);
  OK(toroku_findings_add(findings, TOROKU_CODE_PHONE_NOT_IN_PLAN, TOROKU_FIELD_PHONE));
  OK(toroku_findings_suggest(findings, "0312345678", 10));
  for (i = 0; i < sizeof params / sizeof params[0]; i++) {
    OK(toroku_findings_add_param(findings, params[i].name, params[i].text, strlen(params[i].text)));
  }
  CHECK(toroku_findings_add_param(findings, TOROKU_PARAM_MAX, "-1", 2) == TOROKU_MALFORMED);
  CHECK(toroku_findings_add_param(findings, TOROKU_PARAM_MISSING, "x", 1) == TOROKU_MALFORMED);
  CHECK(toroku_findings_add_param(findings, 99, "x", 1) == TOROKU_INVALID_VALUE);
  CHECK(toroku_findings_add_param(findings, TOROKU_PARAM_RULE, "\xFF", 1) == TOROKU_UNREADABLE);
  OK(toroku_findings_count(findings, &count));
  CHECK(count == 1);
  OK(toroku_findings_at(findings, 0, &kind, &code, &field));
  CHECK(kind == TOROKU_KIND_PROBLEM && code == TOROKU_CODE_PHONE_NOT_IN_PLAN && field == TOROKU_FIELD_PHONE);
  OK(toroku_findings_suggestion(findings, 0, 0, TEXT));
  CHECK(text_is("0312345678"));
  OK(toroku_findings_params(findings, 0, &count));
  CHECK(count == 4);
  for (i = 0; i < sizeof params / sizeof params[0]; i++) {
    OK(toroku_findings_param_text(findings, 0, at[i], member[i], TEXT));
    CHECK(text_is(params[i].text));
  }
  CHECK(toroku_input_refused(r, policy, MOMENT, "00000000000000000000000000000000", 32, findings, &answer) ==
        TOROKU_NOT_ACCEPTED);
  CHECK(toroku_input_refused(r, policy, MOMENT, "00000000000000000000000000000000", 32, NULL, &answer) ==
        TOROKU_NULL);
  CHECK(toroku_input_refused(r, policy, MOMENT, "key", 3, findings, &answer) == TOROKU_MALFORMED);
  CHECK(answer == 77);
  OK(toroku_findings_free(findings));
  OK(toroku_registration_free(r));
}

static void wrong_moments(void) {
  toroku_registration *r = at_entry(UTF8);
  toroku_password *password = NULL;
  uint32_t answer = 77;
  uint8_t zeros[32];

  current = "moments";
  memset(zeros, 0, sizeof zeros);
  CHECK(toroku_input_register(r, policy, MOMENT, "x", 1, ENGLISH, &answer) == TOROKU_MALFORMED);
  CHECK(toroku_input_committed(r, policy, MOMENT, "abc", 3, &answer) == TOROKU_MALFORMED);
  CHECK(toroku_input_id_reserved(r, policy, MOMENT, "hdlpf38617", 10, &answer) == TOROKU_NOT_ACCEPTED);
  CHECK(toroku_input_back_to_top(r, policy, MOMENT, &answer) == TOROKU_NOT_ACCEPTED);
  CHECK(toroku_confirmation_text(r, TOROKU_FIELD_EMAIL, TEXT) == TOROKU_ABSENT);
  CHECK(toroku_answer_terms(r, TEXT) == TOROKU_ABSENT);
  CHECK(answer == 77);
  CHECK(toroku_user_id_sequence(zeros, 1, TEXT) == TOROKU_WEAK_ENTROPY);
  CHECK(toroku_user_id_random(zeros, 1, TEXT) == TOROKU_WEAK_ENTROPY);
  CHECK(toroku_password_new(UTF8, policy, MOMENT, "hdlpf38617", 10, "A", 1, "a@b.c", 5, zeros, &password) ==
        TOROKU_WEAK_ENTROPY);
  CHECK(toroku_password_new(UTF8, policy, MOMENT, "nobody", 6, "A", 1, "a@b.c", 5, entropy, &password) ==
        TOROKU_MALFORMED);
  /* A clock at either end of what there is. */
  OK(toroku_input_confirm(r, policy, (int64_t)((uint64_t)1 << 63), &answer));
  OK(toroku_input_confirm(r, policy, (int64_t)(((uint64_t)1 << 63) - 1), &answer));
  OK(toroku_registration_free(r));
}

static void encodings(void) {
  static const char *unreadable[] = {"\x95", "\x82 ", "\x85\x40", "\xF0\x40", "\x80", "\xFD", "\xA0"};
  toroku_registration *r = at_entry(CP932), *nec = NULL;
  uint8_t bytes[4096];
  uint64_t i, size = 0, good = 0;
  uint32_t answer = 77;

  current = "encodings";
  for (i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++) {
    CHECK(toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_STREET_ADDRESS, unreadable[i], strlen(unreadable[i]),
                           &answer) == TOROKU_UNREADABLE);
    CHECK(toroku_text_check(CP932, unreadable[i], strlen(unreadable[i]), &good) == TOROKU_UNREADABLE);
    CHECK(good == 0 && answer == 77);
  }
  /* Half of a character within others is reported by its offset. */
  CHECK(toroku_text_check(CP932, "\x95\x5C\x82\x50\x95", 5, &good) == TOROKU_UNREADABLE && good == 4);
  CHECK(toroku_text_check(UTF8, "ab\xE8\xA1", 4, &good) == TOROKU_UNREADABLE && good == 2);
  if (small) {
    CHECK(toroku_text_check(TOROKU_ENCODING_CP939, "\xC1", 1, &good) == TOROKU_NOT_BUILT_IN);
  } else {
    CHECK(toroku_text_check(TOROKU_ENCODING_CP939, "\xC1\x0E\x45\x41", 4, &good) == TOROKU_UNREADABLE && good == 1);
    OK(toroku_text_check(TOROKU_ENCODING_CP939, "\xC1\x0E\x45\x41\x0F", 5, &good));
  }
  CHECK(toroku_text_check(TOROKU_ENCODING_CP939 + 1, "1", 1, &good) == TOROKU_INVALID_VALUE);
  /* The second byte 5C; Takahashi's first character in both rows, and out in the chosen one. */
  OK(toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_STREET_ADDRESS, "\x95\x5C\xEE\xE0\xFB\xFC", 6, &answer));
  OK(toroku_registration_draft(r, TOROKU_ITEM_STREET_ADDRESS, TEXT));
  CHECK(length == 6 && memcmp(text, "\x95\x5C\xFB\xFC\xFB\xFC", 6) == 0);
  OK(toroku_registration_save(r, NULL, NULL, 0, 0, bytes, sizeof bytes, &size));
  OK(toroku_registration_restore(TOROKU_ENCODING_CP932_NEC, bytes, size, NULL, NULL, 0, 0, &nec));
  OK(toroku_registration_draft(nec, TOROKU_ITEM_STREET_ADDRESS, TEXT));
  CHECK(length == 6 && memcmp(text, "\x95\x5C\xEE\xE0\xEE\xE0", 6) == 0);
  OK(toroku_registration_free(nec));
  OK(toroku_registration_free(r));
  /* What came in as UTF-8 and cannot be written is said so, and can still be had as UTF-8. */
  r = at_entry(UTF8);
  OK(toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_STREET_ADDRESS, "\xF0\xA0\xAE\xB7", 4, &answer));
  OK(toroku_registration_save(r, NULL, NULL, 0, 0, bytes, sizeof bytes, &size));
  OK(toroku_registration_free(r));
  OK(toroku_registration_restore(CP932, bytes, size, NULL, NULL, 0, 0, &r));
  CHECK(toroku_registration_draft(r, TOROKU_ITEM_STREET_ADDRESS, TEXT) == TOROKU_UNWRITABLE);
  OK(toroku_registration_free(r));
  CHECK(toroku_text_convert(UTF8, "\xC2\xA5", 2, CP932, TEXT) == TOROKU_UNWRITABLE);
}

/* Every text for people can be written in CP932, whatever the language. */
static void wording_in_cp932(void) {
  uint32_t code, field;
  uint64_t language, tag_length = 0, codes = 0;
  char tag[16], name[64];

  current = "wording";
  for (language = 0; toroku_language_tag(language, tag, sizeof tag, &tag_length) == TOROKU_OK; language++) {
    for (code = 1; code < 2000; code++) {
      if (toroku_name_text(TOROKU_TABLE_CODE, code, name, sizeof name, &length) == TOROKU_OK) {
        OK(toroku_language_code(CP932, tag, tag_length, code, TEXT));
        codes++;
      }
    }
    for (field = TOROKU_FIELD_USER_NAME; field <= TOROKU_FIELD_TERMS; field++) {
      OK(toroku_language_label(CP932, tag, tag_length, field, TEXT));
      OK(toroku_language_hint(CP932, tag, tag_length, field, TEXT));
    }
  }
  CHECK(codes > 200);
}

static int busy_seen, wrong_seen;

static void *worker(void *shared) {
  toroku_registration *r = shared;
  uint32_t answer = 0;
  int i;
  for (i = 0; i < 3000; i++) {
    toroku_status status = toroku_input_set(r, policy, MOMENT, TOROKU_ITEM_USER_NAME, "HOUMU TARO", 10, &answer);
    if (status == TOROKU_BUSY) {
      __sync_fetch_and_add(&busy_seen, 1);
    } else if (status != TOROKU_OK) {
      __sync_fetch_and_add(&wrong_seen, 1);
    }
    status = toroku_registration_state(r, &answer);
    if (status != TOROKU_OK && status != TOROKU_BUSY) {
      __sync_fetch_and_add(&wrong_seen, 1);
    }
  }
  return NULL;
}

static void two_threads(void) {
  toroku_registration *r = at_entry(UTF8);
  pthread_t threads[4];
  int i, round;

  current = "threads";
  for (round = 0; round < 50 && busy_seen == 0; round++) {
    for (i = 0; i < 4; i++) {
      CHECK(pthread_create(&threads[i], NULL, worker, r) == 0);
    }
    for (i = 0; i < 4; i++) {
      CHECK(pthread_join(threads[i], NULL) == 0);
    }
  }
  CHECK(busy_seen > 0 && wrong_seen == 0);
  OK(toroku_registration_draft(r, TOROKU_ITEM_USER_NAME, TEXT));
  CHECK(text_is("HOUMU TARO"));
  OK(toroku_registration_free(r));
}

int main(int count, char **arguments) {
  static void (*const parts[])(void) = {null_pointers,        wrong_handles, short_buffers,
                                        wrong_numbers,        wrong_moments, encodings,
                                        findings_of_the_host, wording_in_cp932, two_threads};
  uint64_t live = 1, i;

  small = count > 1 && strcmp(arguments[1], "--small") == 0;
  for (i = 0; i < sizeof entropy; i++) {
    entropy[i] = (uint8_t)i;
  }
  OK(toroku_policy_new(UTF8, TERMS, strlen(TERMS), PASSWORD_URL, strlen(PASSWORD_URL), &policy));
  for (i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    parts[i]();
  }
  OK(toroku_policy_free(policy));
  current = "at the end";
  OK(toroku_handle_count(&live));
  CHECK(live == 0);
  printf("%d hostile parts, %d failed checks\n", (int)(sizeof parts / sizeof parts[0]), failures);
  return failures == 0 ? 0 : 1;
}
