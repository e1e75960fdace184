/* A terminal program for a counter clerk: STEP1 to STEP3 in Japanese and English.

     counter [--encoding utf8|cp932|cp932-nec] [--store FOLDER]

   The store is a folder; a registration that was interrupted goes on where it was. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counter.h"

void must(toroku_status status, const char *doing) {
  char text[128];
  size_t length = 0;
  if (status == TOROKU_OK) {
    return;
  }
  if (toroku_status_text(status, text, sizeof text, &length) != TOROKU_OK) {
    length = 0;
  }
  fprintf(stderr, "%s: %.*s (%u)\n", doing, (int)length, text, (unsigned)status);
  exit(2);
}

int64_t now(void) {
  int64_t moment = 0;
  must(toroku_system_now(&moment), "reading the clock");
  return moment;
}

static void start(counter *c) {
  uint8_t entropy[TOROKU_ENTROPY_SIZE];
  uint32_t answer = 0;

  if (take_snapshot(c)) {
    return;
  }
  must(toroku_registration_new(c->encoding, &c->registration), "beginning a registration");
  must(toroku_system_entropy(entropy, sizeof entropy), "taking entropy");
  must(toroku_input_choose_category(c->registration, c->policy, now(), TOROKU_CATEGORY_APPLICANT_AT_COUNTER,
                                    entropy, &answer),
       "choosing the category");
  memset(entropy, 0, sizeof entropy);
  keep_snapshot(c);
}

/* Confirm: on to STEP2, or the fields with problems again. */
static int confirm(counter *c) {
  toroku_findings *findings = NULL;
  uint32_t answer = 0, kind = 0, code = 0, fields[16];
  size_t count = 0, i;

  must(toroku_input_confirm(c->registration, c->policy, now(), &answer), "confirming");
  keep_snapshot(c);
  if (answer != TOROKU_ANSWER_PROBLEMS) {
    return 1;
  }
  must(toroku_answer_problems(c->registration, &findings), "taking the problems");
  must(toroku_findings_count(findings, &count), "counting problems");
  for (i = 0; i < count; i++) {
    must(toroku_findings_at(findings, i, &kind, &code, &fields[i]), "reading a problem");
  }
  printf("\n");
  show_findings(c, findings);
  for (i = 0; i < count; i++) {
    if (!ask_field(c, fields[i])) {
      return 0;
    }
  }
  return 1;
}

static void show_confirmation(const counter *c) {
  toroku_findings *findings = NULL;
  size_t count = 0, i, length = 0;
  uint32_t field = 0;
  char text[1024];

  printf("\n");
  show_key(c, "state.confirmation");
  must(toroku_confirmation_count(c->registration, &count), "reading STEP2");
  for (i = 0; i < count; i++) {
    must(toroku_confirmation_field(c->registration, i, &field), "reading STEP2");
    show_label(c, field);
    must(toroku_confirmation_text(c->registration, field, text, sizeof text, &length), "reading STEP2");
    printf("    %.*s\n", (int)length, text);
  }
  printf("\n");
  must(toroku_confirmation_findings(c->registration, &findings), "reading STEP2");
  show_findings(c, findings);
}

/* STEP2: Registration, or Back to correct a field. */
static int review(counter *c) {
  char digest[TOROKU_DIGEST_SIZE];
  const char *typed;
  size_t length = 0;
  uint32_t answer = 0, field;

  show_confirmation(c);
  must(toroku_confirmation_digest(c->registration, digest, sizeof digest, &length), "reading STEP2");
  typed = ask("\nr: Registration   1-10: Back to this field\n> ");
  if (typed == NULL) {
    return 0;
  }
  if (*typed == 'r') {
    must(toroku_input_register(c->registration, c->policy, now(), digest, length, "ja", 2, &answer), "registering");
    keep_snapshot(c);
    return 1;
  }
  field = (uint32_t)strtoul(typed, NULL, 10);
  if (field >= TOROKU_FIELD_USER_NAME && field <= TOROKU_FIELD_TERMS) {
    must(toroku_input_back(c->registration, c->policy, now(), &answer), "going back");
    return ask_field(c, field);
  }
  return 1;
}

static void complete(counter *c) {
  char id[TOROKU_USER_ID_SIZE], email[60];
  size_t length = 0, email_length = 0;
  uint32_t answer = 0;

  printf("\n");
  show_key(c, "state.completion");
  must(toroku_registration_user_id(c->registration, id, sizeof id, &length), "reading the user ID");
  must(toroku_registration_email(c->registration, email, sizeof email, &email_length), "reading the address");
  printf("\n    ID  %.*s\n    ->  %.*s\n", (int)length, id, (int)email_length, email);
  must(toroku_input_back_to_top(c->registration, c->policy, now(), &answer), "going back to the top page");
  drop_snapshot(c);
}

/* One screen after the other, as the state says. Gives 0 where the input ended before STEP3. */
static int run(counter *c) {
  uint32_t state = 0;
  int going = 1, asked = 0;

  start(c);
  while (going) {
    must(toroku_registration_state(c->registration, &state), "reading the state");
    switch (state) {
      case TOROKU_STATE_ENTRY:
        going = (asked || ask_all(c)) && confirm(c);
        asked = 1;
        break;
      case TOROKU_STATE_CONFIRMATION: going = review(c); break;
      case TOROKU_STATE_ISSUING: act(c); break;
      case TOROKU_STATE_COMPLETION: complete(c); return 1;
      default: start(c); break;
    }
  }
  return 0;
}

int main(int count, char **arguments) {
  static const char version[] = "2023-03", address[] = "https://registration.example/password";
  counter c;
  size_t live = 0;
  int i, done;

  memset(&c, 0, sizeof c);
  c.encoding = TOROKU_ENCODING_UTF8;
  c.store = "store";
  for (i = 1; i + 1 < count; i += 2) {
    const char *value = arguments[i + 1];
    if (strcmp(arguments[i], "--store") == 0) {
      c.store = value;
    } else if (strcmp(arguments[i], "--encoding") == 0 && strcmp(value, "cp932") == 0) {
      c.encoding = TOROKU_ENCODING_CP932;
    } else if (strcmp(arguments[i], "--encoding") == 0 && strcmp(value, "cp932-nec") == 0) {
      c.encoding = TOROKU_ENCODING_CP932_NEC;
    } else if (strcmp(arguments[i], "--encoding") != 0 || strcmp(value, "utf8") != 0) {
      fprintf(stderr, "usage: counter [--encoding utf8|cp932|cp932-nec] [--store FOLDER]\n");
      return 2;
    }
  }
  if (toroku_abi_version() != TOROKU_ABI_VERSION) {
    fprintf(stderr, "this library is not the one that the program was built for\n");
    return 2;
  }
  must(toroku_policy_new(c.encoding, version, strlen(version), address, strlen(address), &c.policy),
       "making the policy");
  done = run(&c);
  must(toroku_registration_free(c.registration), "freeing the registration");
  must(toroku_policy_free(c.policy), "freeing the policy");
  must(toroku_handle_count(&live), "counting handles");
  return done && live == 0 ? 0 : 1;
}
