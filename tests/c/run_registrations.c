/* Registrations: inputs one after the other, with what each must lead to. */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct registration {
  toroku_registration *registration;
  const flat_case *settings; /* where the case's own policy stands */
  const char *entropy;
  int64_t now;
  uint64_t saves;
  char names[4][32]; /* remembered digests */
  char digests[4][65];
  int remembered;
} registration;

/* Where a step stands: its case or the file's head, and the path of it. */
typedef struct position {
  const flat_case *one;
  char path[64];
} position;

static const char *of(const position *step, const char *name) {
  return flat_text(step->one, "%s.%s", step->path, name);
}

static void digest_of(registration *run, const char *name, char *digest) {
  int i;
  uint64_t size = 0;
  if (strcmp(name, "shown") == 0) {
    OK(toroku_confirmation_digest(run->registration, digest, 64, &size));
    digest[size] = '\0';
    return;
  }
  for (i = 0; i < run->remembered; i++) {
    if (strcmp(run->names[i], name) == 0) {
      strcpy(digest, run->digests[i]);
      return;
    }
  }
  strcpy(digest, name);
}

/* Saves, restores in a guarded way, and must be where it was. */
static void restore(registration *run) {
  static uint8_t before[200000], after[200000];
  uint8_t key[32];
  uint64_t size = 0, again = 0, i;
  const uint8_t *context = (const uint8_t *)"vectors";

  for (i = 0; i < sizeof key; i++) {
    key[i] = (uint8_t)i;
  }
  run->saves++;
  OK(toroku_registration_save(run->registration, key, context, 7, run->saves, before, sizeof before, &size));
  OK(toroku_registration_free(run->registration));
  OK(toroku_registration_restore(TOROKU_ENCODING_UTF8, before, size, key, context, 7, run->saves,
                                 &run->registration));
  OK(toroku_registration_save(run->registration, key, context, 7, run->saves, after, sizeof after, &again));
  CHECK(size == again && memcmp(before, after, size) == 0);
}

/* What the office says against a registration. */
static toroku_status refused(registration *run, const position *step, const toroku_policy *policy, int64_t now,
                             uint32_t *answer) {
  const char *key = of(step, "key");
  toroku_findings *findings = NULL;
  toroku_status status;
  uint64_t i;

  OK(toroku_findings_new(TOROKU_ENCODING_UTF8, &findings));
  for (i = 0; i < flat_size(step->one, "%s.problems", step->path); i++) {
    const char *field = flat_text(step->one, "%s.problems.%d.0", step->path, (int)i);
    const char *code = flat_text(step->one, "%s.problems.%d.1", step->path, (int)i);
    OK(toroku_findings_add(findings, number_of(TOROKU_TABLE_CODE, code), number_of(TOROKU_TABLE_FIELD, field)));
  }
  status = toroku_input_refused(run->registration, policy, now, key, strlen(key), findings, answer);
  OK(toroku_findings_free(findings));
  return status;
}

static toroku_status input(registration *run, const position *step, const toroku_policy *policy, int64_t now,
                           uint32_t *answer) {
  toroku_registration *r = run->registration;
  const char *kind = of(step, "input");
  const char *a, *b;
  uint8_t entropy[32];
  char path[96], digest[128];
  char *typed;
  uint64_t size;
  toroku_status status;

  switch (number_of(TOROKU_TABLE_INPUT, kind)) {
    case TOROKU_INPUT_CHOOSE_CATEGORY:
      a = of(step, "entropy");
      bytes_of(a == NULL ? run->entropy : a, entropy, sizeof entropy);
      a = of(step, "category");
      return toroku_input_choose_category(r, policy, now, number_of(TOROKU_TABLE_CATEGORY, a), entropy, answer);
    case TOROKU_INPUT_SET:
      sprintf(path, "%s.text", step->path);
      typed = repeated_of(step->one, path, &size);
      a = of(step, "item");
      status = toroku_input_set(r, policy, now, number_of(TOROKU_TABLE_ITEM, a), typed, size, answer);
      free(typed);
      return status;
    case TOROKU_INPUT_CLEAR:
      return toroku_input_clear(r, policy, now, number_of(TOROKU_TABLE_ITEM, of(step, "item")), answer);
    case TOROKU_INPUT_FILL:
      sprintf(path, "%s.items", step->path);
      return fill_items(r, policy, now, step->one, path, answer);
    case TOROKU_INPUT_TAKE_SUGGESTION:
      a = of(step, "text");
      return toroku_input_take(r, policy, now, number_of(TOROKU_TABLE_FIELD, of(step, "field")), a, strlen(a), answer);
    case TOROKU_INPUT_SEARCH_MUNICIPALITIES:
      a = of(step, "prefecture");
      return toroku_input_search(r, policy, now, a == NULL ? 0 : (uint32_t)atoi(a), of(step, "query"),
                                 strlen(of(step, "query")), (uint64_t)atoi(of(step, "limit")), answer);
    case TOROKU_INPUT_SHOW_TERMS: return toroku_input_show_terms(r, policy, now, answer);
    case TOROKU_INPUT_AGREE:
      a = of(step, "version");
      return toroku_input_agree(r, policy, now, a, strlen(a), answer);
    case TOROKU_INPUT_DISAGREE: return toroku_input_disagree(r, policy, now, answer);
    case TOROKU_INPUT_CONFIRM: return toroku_input_confirm(r, policy, now, answer);
    case TOROKU_INPUT_BACK: return toroku_input_back(r, policy, now, answer);
    case TOROKU_INPUT_REGISTER:
      digest_of(run, of(step, "digest"), digest);
      a = of(step, "language");
      return toroku_input_register(r, policy, now, digest, strlen(digest), a, strlen(a), answer);
    case TOROKU_INPUT_USER_ID_RESERVED:
      a = of(step, "user_id");
      return toroku_input_id_reserved(r, policy, now, a, strlen(a), answer);
    case TOROKU_INPUT_NUMBER_RESERVED:
      return toroku_input_number_reserved(r, policy, now, count_of(of(step, "number")), answer);
    case TOROKU_INPUT_USER_ID_TAKEN:
      a = of(step, "user_id");
      return toroku_input_id_taken(r, policy, now, a, strlen(a), answer);
    case TOROKU_INPUT_COMMITTED:
      a = of(step, "key");
      return toroku_input_committed(r, policy, now, a, strlen(a), answer);
    case TOROKU_INPUT_STORAGE_FAILED: return toroku_input_storage_failed(r, policy, now, answer);
    case TOROKU_INPUT_BACK_TO_TOP: return toroku_input_back_to_top(r, policy, now, answer);
    case TOROKU_INPUT_NOTIFICATION_DELIVERED:
      a = of(step, "key");
      return toroku_input_mail_delivered(r, policy, now, a, strlen(a), answer);
    case TOROKU_INPUT_NOTIFICATION_FAILED:
      a = of(step, "key");
      return toroku_input_mail_failed(r, policy, now, a, strlen(a), answer);
    case TOROKU_INPUT_REGISTERED:
      a = of(step, "key");
      b = of(step, "user_id");
      return toroku_input_registered(r, policy, now, a, strlen(a), b, strlen(b), answer);
    case TOROKU_INPUT_REFUSED: return refused(run, step, policy, now, answer);
    case TOROKU_INPUT_NOT_REACHED:
      a = of(step, "key");
      return toroku_input_not_reached(r, policy, now, a, strlen(a), answer);
    default: CHECK(0); return TOROKU_BUG;
  }
}

static void expect_problems(const registration *run, const position *step) {
  toroku_findings *findings = NULL;
  uint64_t count = 0, i;
  uint32_t kind, code, field;

  OK(toroku_answer_problems(run->registration, &findings));
  OK(toroku_findings_count(findings, &count));
  CHECK(count == flat_size(step->one, "%s.expect.problems", step->path));
  for (i = 0; i < count; i++) {
    OK(toroku_findings_at(findings, i, &kind, &code, &field));
    CHECK(strcmp(flat_text(step->one, "%s.expect.problems.%d.0", step->path, (int)i),
                 name_of(TOROKU_TABLE_FIELD, field)) == 0);
    CHECK(strcmp(flat_text(step->one, "%s.expect.problems.%d.1", step->path, (int)i),
                 name_of(TOROKU_TABLE_CODE, code)) == 0);
  }
  OK(toroku_findings_free(findings));
}

static void expect_municipalities(const registration *run, const position *step) {
  toroku_municipalities *municipalities = NULL;
  uint64_t count = 0, i;

  OK(toroku_answer_municipalities(run->registration, &municipalities));
  OK(toroku_municipalities_count(municipalities, &count));
  CHECK(count == flat_size(step->one, "%s.expect.municipalities", step->path));
  for (i = 0; i < count; i++) {
    OK(toroku_municipality_text(municipalities, i, TOROKU_MUNICIPALITY_CODE, TEXT));
    CHECK(text_is(flat_text(step->one, "%s.expect.municipalities.%d", step->path, (int)i)));
  }
  OK(toroku_municipalities_free(municipalities));
}

static void expect_answer(const registration *run, const position *step, uint32_t answer) {
  uint32_t code = 0;

  CHECK(of(step, "expect.answer") != NULL &&
        strcmp(of(step, "expect.answer"), name_of(TOROKU_TABLE_ANSWER, answer)) == 0);
  if (of(step, "expect.code") != NULL) {
    OK(toroku_answer_code(run->registration, &code));
    CHECK(strcmp(of(step, "expect.code"), name_of(TOROKU_TABLE_CODE, code)) == 0);
  }
  switch (answer) {
    case TOROKU_ANSWER_PROBLEMS: expect_problems(run, step); break;
    case TOROKU_ANSWER_MUNICIPALITIES: expect_municipalities(run, step); break;
    case TOROKU_ANSWER_TERMS:
      OK(toroku_answer_terms(run->registration, TEXT));
      CHECK(text_is(of(step, "expect.terms")));
      break;
    case TOROKU_ANSWER_REGISTERED:
    case TOROKU_ANSWER_ALREADY_REGISTERED:
      OK(toroku_registration_user_id(run->registration, TEXT));
      CHECK(text_is(of(step, "expect.user_id")));
      break;
    default: break;
  }
}

static void expect_effect(const registration *run, const position *step, const toroku_policy *policy) {
  toroku_effect *effect = NULL;
  toroku_mail *mail = NULL;
  uint32_t kind = 0, attempt = 0;
  int64_t moment = 0;
  static char id[16];

  OK(toroku_registration_effect(run->registration, policy, &effect));
  OK(toroku_effect_kind(effect, &kind));
  CHECK(strcmp(of(step, "expect.effect.kind"), name_of(TOROKU_TABLE_EFFECT, kind)) == 0);
  OK(toroku_effect_key(effect, TEXT));
  CHECK(text_is(of(step, "expect.effect.key")));
  if (kind == TOROKU_EFFECT_RESERVE_NUMBER) {
    CHECK(toroku_effect_user_id(effect, TEXT) == TOROKU_ABSENT);
    OK(toroku_effect_attempt(effect, &attempt));
    CHECK(attempt == (uint32_t)atoi(of(step, "expect.effect.attempt")));
  } else if (kind == TOROKU_EFFECT_SUBMIT) {
    CHECK(toroku_effect_user_id(effect, TEXT) == TOROKU_ABSENT);
    OK(toroku_effect_text(effect, TOROKU_FIELD_USER_NAME, TEXT));
    CHECK(text_is("HOUMU TARO"));
    OK(toroku_effect_registered_at(effect, &moment));
    CHECK(moment >= run->now);
  } else {
    OK(toroku_effect_user_id(effect, TEXT));
    CHECK(text_is(of(step, "expect.effect.user_id")));
    sprintf(id, "%.*s", (int)length, text);
  }
  if (kind == TOROKU_EFFECT_COMMIT || kind == TOROKU_EFFECT_SUBMIT) {
    OK(toroku_effect_language(effect, TEXT));
    CHECK(of(step, "expect.effect.language") == NULL || text_is(of(step, "expect.effect.language")));
  } else {
    CHECK(toroku_effect_language(effect, TEXT) == TOROKU_ABSENT);
    CHECK(toroku_effect_registered_at(effect, &moment) == TOROKU_ABSENT);
  }
  if (kind == TOROKU_EFFECT_COMMIT) {
    OK(toroku_effect_mail(effect, &mail));
    OK(toroku_mail_text(mail, TOROKU_MAIL_KEY, TEXT));
    CHECK(text_is(of(step, "expect.effect.key")));
    OK(toroku_mail_text(mail, TOROKU_MAIL_TEXT, TEXT));
    text[length] = '\0';
    CHECK(strstr(text, id) != NULL);
    if (of(step, "expect.effect.language") != NULL) {
      OK(toroku_mail_text(mail, TOROKU_MAIL_LANGUAGE, TEXT));
      CHECK(text_is(of(step, "expect.effect.language")));
    }
    OK(toroku_mail_free(mail));
  } else {
    CHECK(toroku_effect_mail(effect, &mail) == TOROKU_ABSENT);
  }
  OK(toroku_effect_free(effect));
}

static void expect_view(const registration *run, const position *step) {
  uint64_t count = 0, i, j, found, all = 0;
  uint32_t field = 0, kind, code, its;
  toroku_findings *findings = NULL;

  OK(toroku_confirmation_count(run->registration, &count));
  CHECK(count == flat_size(step->one, "%s.expect.view", step->path));
  OK(toroku_confirmation_findings(run->registration, &findings));
  OK(toroku_findings_count(findings, &all));
  for (i = 0; i < count; i++) {
    OK(toroku_confirmation_field(run->registration, i, &field));
    CHECK(strcmp(flat_text(step->one, "%s.expect.view.%d.field", step->path, (int)i),
                 name_of(TOROKU_TABLE_FIELD, field)) == 0);
    OK(toroku_confirmation_text(run->registration, field, TEXT));
    CHECK(text_is(flat_text(step->one, "%s.expect.view.%d.text", step->path, (int)i)));
    for (j = 0, found = 0; j < all; j++) {
      OK(toroku_findings_at(findings, j, &kind, &code, &its));
      if (kind == TOROKU_KIND_CONVERSION && its == field) {
        CHECK(strcmp(flat_text(step->one, "%s.expect.view.%d.conversions.%d", step->path, (int)i, (int)found),
                     name_of(TOROKU_TABLE_CODE, code)) == 0);
        found++;
      }
    }
    CHECK(found == flat_size(step->one, "%s.expect.view.%d.conversions", step->path, (int)i));
  }
  OK(toroku_findings_free(findings));
}

static void expect_notices(const registration *run, const position *step) {
  toroku_findings *findings = NULL;
  uint64_t all = 0, i, found = 0;
  uint32_t kind, code, field;

  OK(toroku_confirmation_findings(run->registration, &findings));
  OK(toroku_findings_count(findings, &all));
  for (i = 0; i < all; i++) {
    OK(toroku_findings_at(findings, i, &kind, &code, &field));
    if (kind == TOROKU_KIND_NOTICE) {
      const char *wanted = flat_text(step->one, "%s.expect.notices.%d", step->path, (int)found++);
      CHECK(wanted != NULL && strcmp(wanted, name_of(TOROKU_TABLE_CODE, code)) == 0);
    }
  }
  CHECK(found == flat_size(step->one, "%s.expect.notices", step->path));
  OK(toroku_findings_free(findings));
}

static void expect_draft(const registration *run, const position *step) {
  uint32_t item;
  uint64_t size;
  for (item = TOROKU_ITEM_USER_NAME; item <= TOROKU_ITEM_USER_TYPE; item++) {
    char path[128];
    sprintf(path, "%s.expect.draft.%s", step->path, name_of(TOROKU_TABLE_ITEM, item));
    if (flat_at(step->one, "%s", path) != NULL || flat_at(step->one, "%s.text", path) != NULL) {
      char *wanted = repeated_of(step->one, path, &size);
      OK(toroku_registration_draft(run->registration, item, TEXT));
      CHECK(length == size && memcmp(text, wanted, size) == 0);
      free(wanted);
    } else if (flat_size(step->one, "%s.expect.draft", step->path) == 0) {
      CHECK(toroku_registration_draft(run->registration, item, TEXT) == TOROKU_ABSENT);
    }
  }
}

static void step_on(registration *run, const position *step) {
  static uint8_t before[200000], after[200000];
  toroku_policy *policy;
  toroku_effect *none = NULL;
  toroku_status status;
  const char *at = of(step, "at");
  const char *name;
  int64_t now = run->now + (at == NULL ? 0 : moment_of(at));
  uint32_t answer = 0, state = 0, delivery = 0;
  uint64_t size = 0, again = 0;
  char path[96];

  if (strcmp(of(step, "input"), "restore") == 0) {
    restore(run);
    return;
  }
  sprintf(path, "%s.policy", step->path);
  policy = flat_at(step->one, "%s.#", path) != NULL ? policy_of(step->one, path)
                                                    : policy_of(run->settings, "policy");
  OK(toroku_registration_save(run->registration, NULL, NULL, 0, 0, before, sizeof before, &size));
  status = input(run, step, policy, now, &answer);
  name = of(step, "remember_digest");
  if (name != NULL) {
    strcpy(run->names[run->remembered], name);
    OK(toroku_confirmation_digest(run->registration, run->digests[run->remembered], 64, &again));
    run->digests[run->remembered++][64] = '\0';
  }
  if (status != TOROKU_OK) {
    OK(toroku_registration_save(run->registration, NULL, NULL, 0, 0, after, sizeof after, &again));
    CHECK(size == again && memcmp(before, after, size) == 0); /* a refused input changes nothing */
  }
  if (of(step, "expect.state") == NULL) {
    OK(status);
  } else {
    OK(toroku_registration_state(run->registration, &state));
    CHECK(strcmp(of(step, "expect.state"), name_of(TOROKU_TABLE_STATE, state)) == 0);
    if (status == TOROKU_OK) {
      expect_answer(run, step, answer);
    } else {
      const char *misuse = of(step, "expect.misuse");
      CHECK(misuse != NULL && strcmp(misuse, name_of(TOROKU_TABLE_STATUS, status)) == 0);
    }
    if (of(step, "expect.view.#") != NULL) {
      expect_view(run, step);
    }
    if (of(step, "expect.notices.#") != NULL) {
      expect_notices(run, step);
    }
    if (of(step, "expect.effect.#") != NULL) {
      expect_effect(run, step, policy);
    }
    if (state != TOROKU_STATE_ISSUING) {
      CHECK(toroku_registration_effect(run->registration, policy, &none) == TOROKU_ABSENT);
    }
    if (of(step, "expect.delivery") != NULL) {
      OK(toroku_registration_delivery(run->registration, &delivery));
      CHECK(strcmp(of(step, "expect.delivery"), name_of(TOROKU_TABLE_DELIVERY, delivery)) == 0);
    }
    if (of(step, "expect.draft.#") != NULL) {
      expect_draft(run, step);
    }
  }
  OK(toroku_policy_free(policy));
}

static void run_case(const flat_case *head, const flat_case *one) {
  registration run;
  position step;
  const char *from = flat_text(one, "from");
  const char *value;
  uint64_t i;

  memset(&run, 0, sizeof run);
  run.settings = one;
  value = flat_text(one, "now") == NULL ? flat_text(head, "now") : flat_text(one, "now");
  run.now = moment_of(value);
  run.entropy = flat_text(one, "entropy") == NULL ? flat_text(head, "entropy") : flat_text(one, "entropy");
  OK(toroku_registration_new(TOROKU_ENCODING_UTF8, &run.registration));
  for (i = 0; from != NULL && i < flat_size(head, "reach.%s", from); i++) {
    step.one = head;
    sprintf(step.path, "reach.%s.%d", from, (int)i);
    step_on(&run, &step);
  }
  for (i = 0; i < flat_size(one, "steps"); i++) {
    step.one = one;
    sprintf(step.path, "steps.%d", (int)i);
    step_on(&run, &step);
  }
  OK(toroku_registration_free(run.registration));
}

int run_registrations(const char *folder) {
  static const char *files[] = {"registrations-golden.txt", "registrations-pairs.txt", "registrations-more.txt"};
  uint64_t i, j;
  int count = 0;

  for (i = 0; i < sizeof files / sizeof files[0]; i++) {
    flat_file file;
    flat_read(&file, folder, files[i]);
    for (j = 0; j < file.count; j++) {
      current = file.cases[j].id;
      run_case(&file.head, &file.cases[j]);
      if (strcmp(current, "golden") == 0) {
        printf("the manual's golden registration: %s\n", failures == 0 ? "passed" : "FAILED");
      }
      count++;
    }
    flat_free(&file);
  }
  return count;
}
