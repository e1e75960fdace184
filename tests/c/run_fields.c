/* One field at a time, all others filled with the manual's samples. */
#include "world.h"

#include <stdio.h>
#include <string.h>

static void expect_list(const toroku_findings *findings, uint32_t wanted, const flat_case *one,
                        const char *path, uint32_t only) {
  uint64_t count = 0, i, found = 0;
  uint32_t kind, code, field;
  char at[64];

  OK(toroku_findings_count(findings, &count));
  for (i = 0; i < count; i++) {
    OK(toroku_findings_at(findings, i, &kind, &code, &field));
    if (kind != wanted || field != only) {
      continue;
    }
    if (kind == TOROKU_KIND_CONVERSION) {
      const char *name = flat_text(one, "%s.%d", path, (int)found);
      CHECK(name != NULL && strcmp(name, name_of(TOROKU_TABLE_CODE, code)) == 0);
    } else {
      sprintf(at, "%s.%d", path, (int)found);
      expect_said(findings, i, one, at);
    }
    found++;
  }
  CHECK(found == flat_size(one, "%s", path));
}

static void expect_report(const toroku_registration *registration, const toroku_policy *policy, int64_t now,
                          uint32_t field, const flat_case *one) {
  toroku_findings *findings = NULL;
  const char *value = flat_text(one, "expect.value");
  uint32_t kind = 0, code = 0, of = 0;
  uint64_t count = 0;

  OK(toroku_registration_report(registration, policy, now, field, &findings));
  OK(toroku_findings_count(findings, &count));
  if (flat_at(one, "expect.problem.#") != NULL) {
    CHECK(count == 1);
    OK(toroku_findings_at(findings, 0, &kind, &code, &of));
    CHECK(kind == TOROKU_KIND_PROBLEM && of == field);
    expect_said(findings, 0, one, "expect.problem");
  } else {
    expect_list(findings, TOROKU_KIND_NOTICE, one, "expect.notices", field);
    expect_list(findings, TOROKU_KIND_CONVERSION, one, "expect.conversions", field);
    if (flat_size(one, "expect.conversions") > 0 && value != NULL) {
      OK(toroku_findings_text(findings, count - 1, TOROKU_TEXT_AFTER, TEXT));
      /* A choice is converted to its name; what STEP2 shows of it are its words. */
      CHECK(field == TOROKU_FIELD_SEX || field == TOROKU_FIELD_USER_TYPE || text_is(value));
      OK(toroku_findings_text(findings, count - 1, TOROKU_TEXT_BEFORE, TEXT));
    }
  }
  OK(toroku_findings_free(findings));
}

static void expect_confirm(toroku_registration *registration, const toroku_policy *policy, int64_t now,
                           uint32_t field, const flat_case *one) {
  toroku_findings *findings = NULL;
  uint32_t answer = 0, kind = 0, code = 0, of = 0;
  uint64_t count = 0;

  OK(toroku_input_confirm(registration, policy, now, &answer));
  if (flat_at(one, "expect.problem.#") != NULL) {
    CHECK(answer == TOROKU_ANSWER_PROBLEMS);
    OK(toroku_answer_problems(registration, &findings));
    OK(toroku_findings_count(findings, &count));
    CHECK(count == 1);
    OK(toroku_findings_at(findings, 0, &kind, &code, &of));
    CHECK(of == field);
    expect_said(findings, 0, one, "expect.problem");
  } else {
    CHECK(answer == TOROKU_ANSWER_READY_TO_CONFIRM);
    if (flat_text(one, "expect.value") != NULL) {
      OK(toroku_confirmation_text(registration, field, TEXT));
      CHECK(text_is(flat_text(one, "expect.value")));
    } else {
      CHECK(toroku_confirmation_text(registration, field, TEXT) == TOROKU_ABSENT);
    }
    OK(toroku_confirmation_findings(registration, &findings));
    if (flat_text(one, "expect.value") != NULL) {
      expect_list(findings, TOROKU_KIND_CONVERSION, one, "expect.conversions", field);
    }
    expect_list(findings, TOROKU_KIND_NOTICE, one, "expect.notices", field);
  }
  OK(toroku_findings_free(findings));
}

static void run(const flat_case *one) {
  toroku_policy *policy = policy_of(one, "policy");
  toroku_registration *registration = NULL;
  uint32_t field = number_of(TOROKU_TABLE_FIELD, flat_text(one, "field"));
  const char *at = flat_text(one, "now");
  int64_t now = at == NULL ? MOMENT : moment_of(at);
  uint32_t answer = 0;
  uint8_t entropy[32];
  uint64_t i;

  if (without_patterns && flat_size(one, "policy.patterns") > 0) {
    /* That the library has none was seen as the policy was made. */
    OK(toroku_policy_free(policy));
    return;
  }
  for (i = 0; i < sizeof entropy; i++) {
    entropy[i] = (uint8_t)(i % 2 == 0 ? 0x0f : 0x1e);
  }
  OK(toroku_registration_new(TOROKU_ENCODING_UTF8, &registration));
  OK(toroku_input_choose_category(registration, policy, now, TOROKU_CATEGORY_APPLICANT_AT_COUNTER, entropy,
                                  &answer));
  fill_sample(registration, policy, now);
  if (flat_text(one, "policy.strict") != NULL && strcmp(flat_text(one, "policy.strict"), "1") == 0) {
    /* The sample street is written as the manual writes it, which the strict policy refuses. */
    static const char street[] = "\xEF\xBC\x91\xEF\xBC\x8D\xEF\xBC\x91\xEF\xBC\x8D\xEF\xBC\x91";
    OK(toroku_input_set(registration, policy, now, TOROKU_ITEM_STREET_ADDRESS, street, strlen(street),
                        &answer));
  }
  OK(fill_items(registration, policy, now, one, "items", &answer));
  OK(toroku_input_agree(registration, policy, now, TERMS, strlen(TERMS), &answer));
  expect_report(registration, policy, now, field, one);
  expect_confirm(registration, policy, now, field, one);
  OK(toroku_registration_free(registration));
  OK(toroku_policy_free(policy));
}

int run_fields(const char *folder) {
  static const char *files[] = {"date_of_birth", "email",  "email_confirmation", "municipality", "phone",
                                "sex",           "street_address", "user_name", "user_type"};
  uint64_t i, j;
  int count = 0;

  for (i = 0; i < sizeof files / sizeof files[0]; i++) {
    flat_file file;
    char name[64];
    sprintf(name, "fields-%s.txt", files[i]);
    flat_read(&file, folder, name);
    for (j = 0; j < file.count; j++) {
      current = file.cases[j].id;
      run(&file.cases[j]);
      count++;
    }
    flat_free(&file);
  }
  return count;
}
