#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int failures = 0;
int without_patterns = 0;
const char *current = "";
char text[400000];
uint64_t length;

void check(int good, const char *what, const char *file, int line) {
  if (!good) {
    failures++;
    printf("FAILED %s: %s (%s:%d)\n", current, what, file, line);
  }
}

int text_is(const char *wanted) {
  int same = wanted != NULL && length == strlen(wanted) && memcmp(text, wanted, length) == 0;
  if (!same) {
    printf("  found \"%.*s\", expected \"%s\"\n", (int)length, text, wanted == NULL ? "(none)" : wanted);
  }
  return same;
}

uint32_t number_of(uint32_t table, const char *name) {
  uint32_t number = 0;
  if (toroku_name_number(table, name, strlen(name), &number) != TOROKU_OK) {
    check(0, name, __FILE__, __LINE__);
  }
  return number;
}

const char *name_of(uint32_t table, uint32_t number) {
  static char name[64];
  uint64_t size = 0;
  if (toroku_name_text(table, number, name, sizeof name - 1, &size) != TOROKU_OK) {
    check(0, "a number has a name", __FILE__, __LINE__);
  }
  name[size] = '\0';
  return name;
}

void bytes_of(const char *hex, uint8_t *bytes, uint64_t size) {
  uint64_t i;
  CHECK(strlen(hex) == 2 * size);
  for (i = 0; i < size; i++) {
    unsigned value = 0;
    sscanf(hex + 2 * i, "%2x", &value);
    bytes[i] = (uint8_t)value;
  }
}

uint64_t count_of(const char *digits) {
  uint64_t count = 0;
  while (*digits != '\0') {
    count = count * 10 + (uint64_t)(*digits++ - '0');
  }
  return count;
}

int64_t moment_of(const char *digits) {
  return *digits == '-' ? -(int64_t)count_of(digits + 1) : (int64_t)count_of(digits);
}

static uint32_t flag(const char *value) {
  return value != NULL && strcmp(value, "1") == 0;
}

toroku_policy *policy_of(const flat_case *one, const char *path) {
  toroku_policy *policy = NULL;
  const char *terms = flat_text(one, "%s.terms_version", path);
  const char *value;
  uint8_t key[32];
  uint64_t i;

  terms = terms == NULL ? TERMS : terms;
  OK(toroku_policy_new(TOROKU_ENCODING_UTF8, terms, strlen(terms), PASSWORD_URL, strlen(PASSWORD_URL),
                       &policy));
  OK(toroku_policy_set_number(policy, TOROKU_SETTING_STRICT, flag(flat_text(one, "%s.strict", path))));
  OK(toroku_policy_set_number(policy, TOROKU_SETTING_PHONE_PLAN_REQUIRED,
                              flag(flat_text(one, "%s.phone_plan_required", path))));
  OK(toroku_policy_set_number(policy, TOROKU_SETTING_BIRTH_UNKNOWN_FIRST,
                              flag(flat_text(one, "%s.birth_unknown_first", path))));
  value = flat_text(one, "%s.inactivity_limit", path);
  if (value != NULL) {
    OK(toroku_policy_set_number(policy, TOROKU_SETTING_INACTIVITY_LIMIT, (uint32_t)atol(value)));
  }
  value = flat_text(one, "%s.draft_outlives_expiry", path);
  if (value != NULL) {
    OK(toroku_policy_set_number(policy, TOROKU_SETTING_KEEP_DRAFT, flag(value)));
  }
  if (flag(flat_text(one, "%s.issued_by_office", path))) {
    OK(toroku_policy_issue_office(policy));
  }
  value = flat_text(one, "%s.sequence_key", path);
  if (value != NULL) {
    bytes_of(value, key, sizeof key);
    OK(toroku_policy_issue_sequence(policy, key));
  }
  if (flat_at(one, "%s.user_types.#", path) != NULL) {
    OK(toroku_policy_drop_user_types(policy));
  }
  for (i = 0; i < flat_size(one, "%s.user_types", path); i++) {
    const char *name = flat_text(one, "%s.user_types.%d.name", path, (int)i);
    const char *offer = flat_text(one, "%s.user_types.%d.text", path, (int)i);
    OK(toroku_policy_add_user_type(policy, name, strlen(name), offer, strlen(offer)));
  }
  for (i = 0; i < flat_size(one, "%s.patterns", path); i++) {
    const char *field = flat_text(one, "%s.patterns.%d.field", path, (int)i);
    const char *name = flat_text(one, "%s.patterns.%d.name", path, (int)i);
    const char *rule = flat_text(one, "%s.patterns.%d.expression", path, (int)i);
    CHECK(toroku_policy_add_pattern(policy, number_of(TOROKU_TABLE_FIELD, field), name, strlen(name), rule,
                                    strlen(rule)) == (without_patterns ? TOROKU_NOT_BUILT_IN : TOROKU_OK));
  }
  return policy;
}

void fill_sample(toroku_registration *registration, const toroku_policy *policy, int64_t now) {
  static const struct {
    uint32_t item;
    const char *text;
  } sample[] = {
      {TOROKU_ITEM_USER_NAME, "HOUMU TARO"},
      {TOROKU_ITEM_SEX, "male"},
      {TOROKU_ITEM_BIRTH_YEAR, "2000"},
      {TOROKU_ITEM_BIRTH_MONTH, "01"},
      {TOROKU_ITEM_BIRTH_DAY, "01"},
      {TOROKU_ITEM_MUNICIPALITY, "011011"},
      {TOROKU_ITEM_STREET_ADDRESS, "1-1-1 \xE7\xB7\x91\xE3\x83\xB6\xE9\x96\xA2\xE3\x83\x8F\xE3\x82\xA4\xE3\x83\x84"
                                   "202\xE5\x8F\xB7"},
      {TOROKU_ITEM_PHONE, "0312345678"},
      {TOROKU_ITEM_EMAIL, "user01@ens-test.com"},
      {TOROKU_ITEM_EMAIL_CONFIRMATION, "user01@ens-test.com"},
      {TOROKU_ITEM_USER_TYPE, "applicant_at_counter"}};
  uint64_t i;
  uint32_t answer = 0;

  for (i = 0; i < sizeof sample / sizeof sample[0]; i++) {
    OK(toroku_input_set(registration, policy, now, sample[i].item, sample[i].text, strlen(sample[i].text),
                        &answer));
  }
}

char *repeated_of(const flat_case *one, const char *path, uint64_t *size) {
  const flat_pair *plain = flat_at(one, "%s", path);
  const flat_pair *piece = plain == NULL ? flat_at(one, "%s.text", path) : plain;
  uint64_t times = plain == NULL ? (uint64_t)atol(flat_text(one, "%s.times", path)) : 1;
  char *whole = malloc(piece->length * times + 1);
  uint64_t i;

  if (whole == NULL) {
    exit(2);
  }
  for (i = 0; i < times; i++) {
    memcpy(whole + i * piece->length, piece->value, piece->length);
  }
  *size = piece->length * times;
  return whole;
}

toroku_status fill_items(toroku_registration *registration, const toroku_policy *policy, int64_t now,
                         const flat_case *one, const char *path, uint32_t *answer) {
  uint32_t items[16];
  char *texts[16];
  const char *pointers[16];
  uint64_t lengths[16];
  uint64_t count = 0, i;
  uint32_t item;
  char at[128];
  toroku_status status;

  for (item = TOROKU_ITEM_USER_NAME; item <= TOROKU_ITEM_USER_TYPE; item++) {
    sprintf(at, "%s.%s", path, name_of(TOROKU_TABLE_ITEM, item));
    if (flat_at(one, "%s", at) == NULL && flat_at(one, "%s.text", at) == NULL) {
      continue;
    }
    items[count] = item;
    texts[count] = repeated_of(one, at, &lengths[count]);
    pointers[count] = texts[count];
    count++;
  }
  CHECK(count == flat_size(one, "%s", path));
  status = toroku_input_fill(registration, policy, now, count, items, pointers, lengths, answer);
  for (i = 0; i < count; i++) {
    free(texts[i]);
  }
  return status;
}

static void expect_param(const toroku_findings *findings, uint64_t index, uint64_t param, const flat_case *one,
                         const char *path) {
  uint32_t name = 0, value = 0, number = 0;
  uint64_t members = 0, member;
  char at[128];

  OK(toroku_findings_param(findings, index, param, &name, &value, &members, &number));
  sprintf(at, "%s.params.%s", path, name_of(TOROKU_TABLE_PARAM, name));
  if (value == TOROKU_VALUE_NUMBER || value == TOROKU_VALUE_TEXT) {
    OK(toroku_findings_param_text(findings, index, param, 0, TEXT));
    CHECK(text_is(flat_text(one, "%s", at)));
    CHECK(value != TOROKU_VALUE_NUMBER || number == (uint32_t)atol(flat_text(one, "%s", at)));
    return;
  }
  CHECK(members == flat_size(one, "%s", at));
  for (member = 0; member < members; member++) {
    OK(toroku_findings_param_text(findings, index, param, member, TEXT));
    CHECK(text_is(flat_text(one, "%s.%d", at, (int)member)));
  }
}

void expect_said(const toroku_findings *findings, uint64_t index, const flat_case *one, const char *path) {
  uint32_t kind = 0, code = 0, field = 0;
  uint64_t count = 0, i;

  OK(toroku_findings_at(findings, index, &kind, &code, &field));
  CHECK(flat_text(one, "%s.code", path) != NULL &&
        strcmp(flat_text(one, "%s.code", path), name_of(TOROKU_TABLE_CODE, code)) == 0);
  OK(toroku_findings_params(findings, index, &count));
  CHECK(count == flat_size(one, "%s.params", path));
  for (i = 0; i < count; i++) {
    expect_param(findings, index, i, one, path);
  }
  OK(toroku_findings_suggestions(findings, index, &count));
  if (strstr(path, "problems") == NULL) { /* a password's are listed by code and parameters */
    CHECK(count == flat_size(one, "%s.suggestions", path));
  }
  for (i = 0; i < count; i++) {
    OK(toroku_findings_suggestion(findings, index, i, TEXT));
    if (strstr(path, "problems") == NULL) {
      CHECK(text_is(flat_text(one, "%s.suggestions.%d", path, (int)i)));
    }
  }
  for (i = 0; i < 3; i++) { /* every finding has words in every language */
    char tag[16];
    uint64_t tag_length = 0;
    OK(toroku_language_tag(i, tag, sizeof tag, &tag_length));
    OK(toroku_findings_wording(findings, index, tag, tag_length, TEXT));
    CHECK(length > 0);
  }
}
