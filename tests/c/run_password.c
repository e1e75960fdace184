/* Password setup: inputs one after the other, with what each must lead to. */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct tokens {
  char names[8][32];
  char texts[8][65];
  int count;
} tokens;

static const char *token_of(const tokens *known, const char *name) {
  int i;
  for (i = 0; i < known->count; i++) {
    if (strcmp(known->names[i], name) == 0) {
      return known->texts[i];
    }
  }
  return name;
}

static const char *of(const flat_case *one, uint64_t step, const char *name) {
  return flat_text(one, "steps.%d.%s", (int)step, name);
}

static toroku_status input(toroku_password *password, const toroku_policy *policy, int64_t now,
                           const flat_case *one, uint64_t step, const tokens *known, uint32_t *answer) {
  const char *kind = of(one, step, "input");
  const char *token = of(one, step, "token");
  const char *a = of(one, step, "pages");
  uint32_t pages = a == NULL ? TOROKU_PAGES_NONE : number_of(TOROKU_TABLE_PAGES, a);
  uint8_t salt[16], entropy[32];
  char path[64];
  char *new_password = NULL, *repeated = NULL;
  uint64_t new_length = 0, repeated_length = 0;
  toroku_status status = TOROKU_BUG;

  token = token == NULL ? "" : token_of(known, token);
  if (of(one, step, "salt") != NULL) {
    bytes_of(of(one, step, "salt"), salt, sizeof salt);
  }
  sprintf(path, "steps.%d.password", (int)step);
  if (flat_at(one, "%s", path) != NULL || flat_at(one, "%s.#", path) != NULL) {
    new_password = repeated_of(one, path, &new_length);
  }
  sprintf(path, "steps.%d.confirmation", (int)step);
  if (flat_at(one, "%s", path) != NULL || flat_at(one, "%s.#", path) != NULL) {
    repeated = repeated_of(one, path, &repeated_length);
  }
  if (strcmp(kind, "open_link") == 0) {
    status = toroku_password_open_link(password, policy, now, token, strlen(token), pages, answer);
  } else if (strcmp(kind, "set_password") == 0) {
    status = toroku_password_set(password, policy, now, token, strlen(token), new_password, new_length, repeated,
                                 repeated_length, salt, pages, answer);
  } else if (strcmp(kind, "request_link") == 0) {
    const char *id = of(one, step, "user_id"), *email = of(one, step, "email");
    bytes_of(of(one, step, "entropy"), entropy, sizeof entropy);
    status = toroku_password_request_link(password, policy, now, id, strlen(id), email, strlen(email), entropy,
                                          answer);
  } else if (strcmp(kind, "change_password") == 0) {
    a = of(one, step, "current");
    status = toroku_password_change(password, policy, now, a, strlen(a), new_password, new_length, repeated,
                                    repeated_length, salt, answer);
  } else if (strcmp(kind, "log_in") == 0) {
    status = toroku_password_log_in(password, policy, now, new_password, new_length, answer);
  } else if (strcmp(kind, "reminder_sent") == 0) {
    status = toroku_password_reminded(password, policy, now, (uint32_t)atoi(of(one, step, "days")), answer);
  } else {
    CHECK(0);
  }
  free(new_password);
  free(repeated);
  return status;
}

static void expect_problems(const toroku_password *password, const flat_case *one, uint64_t step) {
  toroku_findings *findings = NULL;
  uint64_t count = 0, i;
  uint32_t kind, code, field;
  char path[64];

  OK(toroku_password_problems(password, &findings));
  OK(toroku_findings_count(findings, &count));
  CHECK(count == flat_size(one, "steps.%d.expect.problems", (int)step));
  for (i = 0; i < count; i++) {
    OK(toroku_findings_at(findings, i, &kind, &code, &field));
    sprintf(path, "steps.%d.expect.problems.%d", (int)step, (int)i);
    CHECK(strcmp(flat_text(one, "%s.field", path), name_of(TOROKU_TABLE_FIELD, field)) == 0);
    expect_said(findings, i, one, path);
  }
  OK(toroku_findings_free(findings));
}

/* Saves and restores without a key: what it is must not change. */
static void restore(toroku_password **password) {
  static uint8_t bytes[8192];
  uint64_t size = 0;

  OK(toroku_password_save(*password, NULL, NULL, 0, 0, bytes, sizeof bytes, &size));
  OK(toroku_password_free(*password));
  OK(toroku_password_restore(TOROKU_ENCODING_UTF8, bytes, size, NULL, NULL, 0, 0, password));
}

static void step_on(toroku_password **password, const toroku_policy *policy, int64_t start,
                    const flat_case *one, uint64_t step, tokens *known) {
  static uint8_t before[8192], after[8192];
  const char *at = of(one, step, "at");
  int64_t now = start + (at == NULL ? 0 : moment_of(at)), expires = 0;
  uint32_t answer = 0, state = 0, code = 0, days = 0;
  uint64_t size = 0, again = 0;
  toroku_status status;

  if (strcmp(of(one, step, "input"), "reminder_due") == 0) {
    status = toroku_password_reminder_due(*password, policy, now, &days);
    if (of(one, step, "expect.due") == NULL) {
      CHECK(status == TOROKU_ABSENT);
    } else {
      CHECK(status == TOROKU_OK && days == (uint32_t)atoi(of(one, step, "expect.due")));
    }
    return;
  }
  OK(toroku_password_save(*password, NULL, NULL, 0, 0, before, sizeof before, &size));
  status = input(*password, policy, now, one, step, known, &answer);
  if (status != TOROKU_OK) {
    OK(toroku_password_save(*password, NULL, NULL, 0, 0, after, sizeof after, &again));
    CHECK(size == again && memcmp(before, after, size) == 0);
    CHECK(of(one, step, "expect.misuse") != NULL &&
          strcmp(of(one, step, "expect.misuse"), name_of(TOROKU_TABLE_STATUS, status)) == 0);
  } else {
    CHECK(of(one, step, "expect.answer") != NULL &&
          strcmp(of(one, step, "expect.answer"), name_of(TOROKU_TABLE_PW, answer)) == 0);
    if (of(one, step, "expect.sends_link") != NULL) {
      int sends = strcmp(of(one, step, "expect.sends_link"), "1") == 0;
      CHECK(toroku_password_token(*password, TEXT) == (sends ? TOROKU_OK : TOROKU_ABSENT));
      if (sends && of(one, step, "remember_token") != NULL) {
        strcpy(known->names[known->count], of(one, step, "remember_token"));
        memcpy(known->texts[known->count], text, 64);
        known->texts[known->count++][64] = '\0';
      }
    } else if (of(one, step, "remember_token") != NULL &&
               toroku_password_token(*password, TEXT) == TOROKU_OK) {
      strcpy(known->names[known->count], of(one, step, "remember_token"));
      memcpy(known->texts[known->count], text, 64);
      known->texts[known->count++][64] = '\0';
    }
    if (of(one, step, "expect.code") != NULL) {
      OK(toroku_password_code(*password, &code));
      CHECK(strcmp(of(one, step, "expect.code"), name_of(TOROKU_TABLE_CODE, code)) == 0);
    }
    if (of(one, step, "expect.expires_at") != NULL) {
      OK(toroku_password_expires_at(*password, &expires));
      CHECK(expires == moment_of(of(one, step, "expect.expires_at")));
    }
    if (answer == TOROKU_PW_PROBLEMS) {
      expect_problems(*password, one, step);
    }
  }
  OK(toroku_password_state(*password, &state));
  CHECK(strcmp(of(one, step, "expect.state"), name_of(TOROKU_TABLE_PWSTATE, state)) == 0);
  restore(password);
}

static void run(const flat_case *head, const flat_case *one) {
  toroku_policy *policy = NULL;
  toroku_password *password = NULL;
  const char *rules = flat_text(one, "policy.rules");
  const char *start = flat_text(one, "now") == NULL ? flat_text(head, "now") : flat_text(one, "now");
  const char *id = flat_text(head, "account.user_id"), *name = flat_text(head, "account.name");
  const char *email = flat_text(head, "account.email");
  uint8_t entropy[32];
  tokens known;
  uint64_t i;

  OK(toroku_policy_new(TOROKU_ENCODING_UTF8, TERMS, strlen(TERMS), PASSWORD_URL, strlen(PASSWORD_URL), &policy));
  if (rules != NULL) {
    OK(toroku_policy_set_number(policy, TOROKU_SETTING_PASSWORD_RULES, number_of(TOROKU_TABLE_RULES, rules)));
  }
  OK(toroku_policy_set_hash_cost(policy, 8, 1, 1));
  bytes_of(flat_text(head, "entropy"), entropy, sizeof entropy);
  OK(toroku_password_new(TOROKU_ENCODING_UTF8, policy, moment_of(start), id, strlen(id), name, strlen(name), email,
                         strlen(email), entropy, &password));
  OK(toroku_password_token(password, TEXT));
  CHECK(text_is(flat_text(head, "first_token")));
  known.count = 2;
  strcpy(known.names[0], "first");
  strcpy(known.texts[0], flat_text(head, "first_token"));
  strcpy(known.names[1], "wrong");
  memset(known.texts[1], '0', 64);
  known.texts[1][64] = '\0';
  for (i = 0; i < flat_size(one, "steps"); i++) {
    step_on(&password, policy, moment_of(start), one, i, &known);
  }
  OK(toroku_password_free(password));
  OK(toroku_policy_free(policy));
}

int run_password(const char *folder) {
  flat_file file;
  uint64_t i;

  flat_read(&file, folder, "password.txt");
  for (i = 0; i < file.count; i++) {
    current = file.cases[i].id;
    run(&file.head, &file.cases[i]);
  }
  flat_free(&file);
  return (int)i;
}
