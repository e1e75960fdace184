/* A terminal program for a counter clerk: STEP1 to STEP3 in Japanese and English, one applicant after the other.
   What it keeps is in the store: see toroku_store.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counter.h"

void must(toroku_status status, const char *doing) {
  char text[512];
  size_t length = 0;
  if (status == TOROKU_OK) {
    return;
  }
  if (toroku_store_text(TOROKU_ENCODING_UTF8, "en", 2, status, text, sizeof text, &length) != TOROKU_OK) {
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

/* The next applicant's, with nothing of the last one's. */
static void begin(counter *c) {
  uint8_t entropy[TOROKU_ENTROPY_SIZE];
  uint32_t answer = 0;

  must(toroku_registration_free(c->registration), "freeing the registration");
  must(toroku_registration_new(c->encoding, &c->registration), "beginning a registration");
  must(toroku_system_entropy(entropy, sizeof entropy), "taking entropy");
  must(toroku_input_choose_category(c->registration, c->policy, now(), TOROKU_CATEGORY_APPLICANT_AT_COUNTER,
                                    entropy, &answer),
       "choosing the category");
  memset(entropy, 0, sizeof entropy);
}

/* What was saved goes on where it was: a registration that was clicked is brought to its end, and an entry is shown
   from its first open field. */
static uint32_t start(counter *c) {
  toroku_status status = toroku_store_restore(c->store, &c->registration);
  uint32_t state = 0;

  if (status == TOROKU_BROKEN || status == TOROKU_NEWER || status == TOROKU_NOT_A_SNAPSHOT) {
    show_code(c, TOROKU_CODE_FLOW_SNAPSHOT_INVALID);
    status = TOROKU_ABSENT;
  }
  if (status == TOROKU_ABSENT) {
    begin(c);
    return TOROKU_FIELD_USER_NAME;
  }
  must(status, "reading what was saved");
  must(toroku_registration_state(c->registration, &state), "reading the state");
  return state == TOROKU_STATE_ENTRY ? first_open_field(c) : TOROKU_FIELD_USER_NAME;
}

/* The fields with problems again, as far as they are answered. */
static went ask_again(counter *c) {
  toroku_findings *findings = NULL;
  uint32_t kind = 0, code = 0, fields[16];
  size_t count = 0, i;
  went how = WENT_ON;

  must(toroku_answer_problems(c->registration, &findings), "taking the problems");
  must(toroku_findings_count(findings, &count), "counting problems");
  for (i = 0; i < count; i++) {
    must(toroku_findings_at(findings, i, &kind, &code, &fields[i]), "reading a problem");
  }
  printf("\n");
  show_findings(c, findings);
  for (i = 0; i < count && how == WENT_ON; i++) {
    how = ask_field(c, fields[i]);
  }
  return how == WENT_BACK && count > 0 ? ask_from(c, fields[0]) : how;
}

/* Confirm: on to STEP2, or the fields with problems again. */
static went confirm(counter *c) {
  uint32_t answer = 0;
  must(toroku_input_confirm(c->registration, c->policy, now(), &answer), "confirming");
  must(toroku_store_save(c->store, c->registration), "keeping the entry");
  return answer == TOROKU_ANSWER_PROBLEMS ? ask_again(c) : WENT_ON;
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
static went review(counter *c) {
  char digest[TOROKU_DIGEST_SIZE];
  const char *typed;
  size_t length = 0;
  uint32_t answer = 0, field;
  went how;

  show_confirmation(c);
  must(toroku_confirmation_digest(c->registration, digest, sizeof digest, &length), "reading STEP2");
  typed = ask("\nr: Registration   1-10: Back to this field   !: Cancel\n> ");
  if (typed == NULL) {
    return WENT_SILENT;
  }
  if (*typed == '!') {
    return WENT_AWAY;
  }
  if (strcmp(typed, "r") == 0) {
    must(toroku_input_register(c->registration, c->policy, now(), digest, length, "ja", 2, &answer), "registering");
    must(toroku_store_save(c->store, c->registration), "keeping the entry");
    return WENT_ON;
  }
  field = *typed == '<' ? (uint32_t)TOROKU_FIELD_TERMS : (uint32_t)strtoul(typed, NULL, 10);
  if (field >= TOROKU_FIELD_USER_NAME && field <= TOROKU_FIELD_TERMS) {
    must(toroku_input_back(c->registration, c->policy, now(), &answer), "going back");
    how = ask_field(c, field);
    return how == WENT_BACK ? WENT_ON : how;
  }
  return WENT_ON;
}

/* Number, registration, mail and password setup, together. Where that fails STEP2 is open again, and the clerk is
   shown so: nobody is lost, nobody registered twice. */
static void issue(counter *c) {
  uint32_t answer = 0;
  toroku_status status = toroku_store_act(c->store, c->registration, now(), &answer);

  if (status == TOROKU_STORE_IN_USE || status == TOROKU_STORE_DISK_FULL || status == TOROKU_STORE_DISK_FAILED) {
    show_code(c, TOROKU_CODE_FLOW_STORAGE_FAILED);
    return;
  }
  must(status, "storing the registration");
}

/* One line of the slip: a text of the catalogue, or a value. */
static void slip_text(const counter *c, toroku_list *slip, const char *language, const char *key) {
  char text[1024];
  size_t length = 0;
  must(toroku_language_text(c->encoding, language, 2, key, strlen(key), text, sizeof text, &length), "reading a text");
  must(toroku_list_line(slip, 0, text, length), "writing the slip");
}

/* What the applicant takes home, for the printer. */
static void print_slip(const counter *c, const char *id, size_t length, const char *email, size_t email_length) {
  char path[700];
  toroku_list *slip = NULL;

  sprintf(path, "%.600s/%.*s.txt", c->slips, (int)length, id);
  must(toroku_list_open(path, strlen(path), c->encoding, now(), "USER ID", 7, NULL, 0, &slip), path);
  slip_text(c, slip, "ja", "state.completion");
  slip_text(c, slip, "en", "state.completion");
  must(toroku_list_line(slip, 4, id, length), path);
  must(toroku_list_line(slip, 4, email, email_length), path);
  must(toroku_list_publish(slip), path);
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
  if (c->slips != NULL) {
    print_slip(c, id, length, email, email_length);
  }
  must(toroku_input_back_to_top(c->registration, c->policy, now(), &answer), "going back to the top page");
  must(toroku_store_drop(c->store), "forgetting the entry");
}

/* One applicant, one screen after the other as the state says. */
static went run(counter *c) {
  uint32_t state = 0, field = start(c);
  went how = WENT_ON;

  while (how == WENT_ON) {
    must(toroku_registration_state(c->registration, &state), "reading the state");
    switch (state) {
      case TOROKU_STATE_ENTRY:
        how = field <= TOROKU_FIELD_TERMS ? ask_from(c, field) : confirm(c);
        field = TOROKU_FIELD_TERMS + 1;
        break;
      case TOROKU_STATE_CONFIRMATION: how = review(c); break;
      case TOROKU_STATE_ISSUING: issue(c); break;
      case TOROKU_STATE_COMPLETION: complete(c); return WENT_ON;
      default: begin(c); break;
    }
  }
  if (how == WENT_AWAY) {
    must(toroku_store_drop(c->store), "forgetting the entry");
    printf("\n");
  }
  return how;
}

static int usage(FILE *to, int code) {
  fprintf(to, "usage: counter [--encoding utf8|cp932|cp932-nec] [--store FILE] [--key FILE] [--terminal NAME]\n"
              "               [--terms FILE] [--slips FOLDER]\n"
              "The store and its key are made by toroku-store. Every terminal has a name of its own.\n");
  return code;
}

static int read_arguments(counter *c, int count, char **arguments) {
  static const struct {
    const char *name;
    uint32_t number;
  } encodings[] = {{"utf8", TOROKU_ENCODING_UTF8}, {"cp932", TOROKU_ENCODING_CP932}, {"cp932-nec", TOROKU_ENCODING_CP932_NEC}};
  size_t of;
  int i;

  for (i = 1; i + 1 < count; i += 2) {
    const char *value = arguments[i + 1];
    if (strcmp(arguments[i], "--store") == 0) {
      c->path = value;
    } else if (strcmp(arguments[i], "--key") == 0) {
      c->key = value;
    } else if (strcmp(arguments[i], "--terminal") == 0) {
      c->terminal = value;
    } else if (strcmp(arguments[i], "--terms") == 0) {
      c->terms = value;
    } else if (strcmp(arguments[i], "--slips") == 0) {
      c->slips = value;
    } else if (strcmp(arguments[i], "--encoding") == 0) {
      for (of = 0; of < 3 && strcmp(encodings[of].name, value) != 0; of++) {
      }
      if (of == 3) {
        return 0;
      }
      c->encoding = encodings[of].number;
    } else {
      return 0;
    }
  }
  return i == count;
}

int main(int count, char **arguments) {
  static const char version[] = "2023-03", address[] = "https://registration.example/password";
  counter c;
  size_t live = 0;
  went how;

  memset(&c, 0, sizeof c);
  c.encoding = TOROKU_ENCODING_UTF8;
  c.path = "counter.store";
  c.key = "sequence.key";
  c.terminal = "1";
  if (count == 2 && strcmp(arguments[1], "--help") == 0) {
    return usage(stdout, 0);
  }
  if (!read_arguments(&c, count, arguments)) {
    return usage(stderr, 2);
  }
  if (toroku_abi_version() != TOROKU_ABI_VERSION) {
    fprintf(stderr, "this library is not the one that the program was built for\n");
    return 2;
  }
  must(toroku_policy_new(c.encoding, version, strlen(version), address, strlen(address), &c.policy),
       "making the policy");
  must(toroku_store_open(c.path, strlen(c.path), c.key, strlen(c.key), c.encoding, c.policy, &c.store), c.path);
  must(toroku_store_hold(c.store, c.terminal, strlen(c.terminal)), c.terminal);
  do {
    how = run(&c);
  } while (how != WENT_SILENT && ask("\nEnter: the next applicant\n> ") != NULL);
  must(toroku_registration_free(c.registration), "freeing the registration");
  must(toroku_store_close(c.store), "closing the store");
  must(toroku_policy_free(c.policy), "freeing the policy");
  must(toroku_handle_count(&live), "counting handles");
  return how != WENT_SILENT && live == 0 ? 0 : 1;
}
