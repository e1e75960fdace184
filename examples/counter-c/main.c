/* A terminal program for a counter clerk: STEP1 to STEP3 in Japanese and English, one applicant after the other.
   What it keeps is in the store: see toroku_store.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counter.h"

void must(toroku_status status, const char *doing) {
  char text[512];
  uint64_t length = 0;
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
  must(toroku_registration_free(c->registration), "freeing the registration");
  c->registration = NULL;
  must(toroku_registration_new(c->encoding, &c->registration), "beginning a registration");
}

/* STEP1 is open: at its first field, or where Back led to the top page with what was entered. */
static void open_entry(counter *c) {
  uint8_t entropy[TOROKU_ENTROPY_SIZE];
  uint32_t answer = 0;
  must(toroku_system_entropy(entropy, sizeof entropy), "taking entropy");
  must(toroku_input_choose_category(c->registration, c->policy, now(), TOROKU_CATEGORY_APPLICANT_AT_COUNTER,
                                    entropy, &answer),
       "choosing the category");
  wipe(entropy, sizeof entropy);
}

/* What was saved goes on where it was. What cannot be read any more is told, and begun anew. */
static const char *restore(counter *c) {
  toroku_status status = toroku_store_restore(c->store, &c->registration);
  if (status == TOROKU_OK) {
    return "said.resumed";
  }
  begin(c);
  if (status == TOROKU_ABSENT) {
    return NULL;
  }
  must(status == TOROKU_BROKEN || status == TOROKU_NEWER || status == TOROKU_NOT_A_SNAPSHOT ? TOROKU_OK : status,
       "reading what was saved");
  must(toroku_store_drop(c->store), "forgetting the entry");
  return "flow.snapshot_invalid";
}

/* Nothing is kept of whoever leaves. */
static void forget(counter *c) {
  must(toroku_store_drop(c->store), "forgetting the entry");
  begin(c);
}

/* Whether STEP1 has anything of somebody. */
static int is_kept(const counter *c) {
  char version[64];
  uint32_t item;
  uint64_t length = 0;
  for (item = TOROKU_ITEM_USER_NAME; item <= TOROKU_ITEM_USER_TYPE; item++) {
    if (toroku_registration_draft(c->registration, item, NULL, 0, &length) != TOROKU_ABSENT) {
      return 1;
    }
  }
  return toroku_registration_agreed(c->registration, version, sizeof version, &length) == TOROKU_OK;
}

/* The top page: what stands on the screen between two applicants. WENT_SILENT where the clerk ends the program. */
static went top(counter *c, const char **notice) {
  went how = WENT_ON;
  const text *typed;
  int is_going_on = is_kept(c);

  page_new(c, "state.start");
  page_word(c, "", "category.applicant_at_counter");
  page_space();
  if (*notice != NULL || is_going_on) {
    page_word(c, "! ", is_going_on ? "said.kept" : *notice);
  }
  page_key("Enter", is_going_on ? "key.continue" : "key.next");
  if (is_going_on) {
    page_key("!", "key.cancel");
  }
  page_key("q", "key.end");
  typed = page_ask(c, 0, &how);
  if (typed != NULL && (is_typed(typed, "q") || is_typed(typed, "Q"))) {
    return WENT_SILENT;
  }
  if (how == WENT_AWAY) {
    forget(c);
    *notice = "said.cancelled";
    return WENT_ON;
  }
  if ((typed != NULL && typed->length == 0) || (how == WENT_BACK && is_going_on)) {
    open_entry(c);
    *notice = NULL;
  }
  return how == WENT_SILENT ? WENT_SILENT : WENT_ON;
}

/* STEP1, from a field on; Back at its beginning leads to the top page, with what was entered. */
static went step1(counter *c, uint32_t field, const char **notice) {
  uint32_t answer = 0;
  went how = enter_from(c, field, *notice);
  *notice = NULL;
  if (how == WENT_BACK) {
    must(toroku_input_back(c->registration, c->policy, now(), &answer), "going back");
    must(toroku_store_save(c->store, c->registration), "keeping the entry");
    how = WENT_ON;
  }
  return how;
}

/* Number, registration, mail and password setup, together. Where that fails STEP2 is open again, and the clerk is
   shown so: nobody is lost, nobody registered twice. */
static toroku_status issue(counter *c) {
  uint32_t answer = 0;
  toroku_status status = toroku_store_act(c->store, c->registration, now(), &answer);
  if (status != TOROKU_STORE_IN_USE && status != TOROKU_STORE_DISK_FULL && status != TOROKU_STORE_DISK_FAILED) {
    must(status, "storing the registration");
  }
  return status;
}

/* One screen after the other, as the state says, one applicant after the other. Gives whether an entry is kept. */
static int run(counter *c) {
  toroku_status failed = TOROKU_OK;
  const char *notice = restore(c);
  uint32_t state = 0, field = 0;
  went how = WENT_ON;

  while (how != WENT_SILENT) {
    must(toroku_registration_state(c->registration, &state), "reading the state");
    switch (state) {
      case TOROKU_STATE_ENTRY:
        how = step1(c, field > 0 ? field : open_field(c, TOROKU_FIELD_USER_NAME), &notice);
        field = 0;
        break;
      case TOROKU_STATE_CONFIRMATION:
        how = review(c, failed, &field);
        failed = TOROKU_OK;
        break;
      case TOROKU_STATE_ISSUING: failed = issue(c); break;
      case TOROKU_STATE_COMPLETION:
        how = complete(c);
        begin(c);
        notice = NULL;
        break;
      default: how = top(c, &notice); break;
    }
    if (how == WENT_AWAY) {
      forget(c);
      notice = "said.cancelled";
      field = 0;
    }
  }
  must(toroku_registration_state(c->registration, &state), "reading the state");
  return state != TOROKU_STATE_START || is_kept(c);
}

static int usage(FILE *to, int code) {
  fprintf(to, "usage: counter [--encoding utf8|cp932|cp932-nec] [--store FILE] [--key FILE] [--terminal NAME]\n"
              "               [--language ja|en] [--terms TERMS] [--slips FOLDER]\n"
              "The Terms of Use are TERMS.ja.txt and TERMS.en.txt, in UTF-8; a slip is printed for each applicant.\n"
              "The store and its key are made by toroku-store. Every terminal has a name of its own.\n");
  return code;
}

static int read_arguments(counter *c, int count, char **arguments) {
  static const struct {
    const char *name;
    uint32_t number;
  } encodings[] = {{"utf8", TOROKU_ENCODING_UTF8}, {"cp932", TOROKU_ENCODING_CP932}, {"cp932-nec", TOROKU_ENCODING_CP932_NEC}};
  uint64_t of;
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
    } else if (strcmp(arguments[i], "--language") == 0) {
      if (strcmp(value, "ja") != 0 && strcmp(value, "en") != 0) {
        return 0;
      }
      c->language = strcmp(value, "ja") == 0 ? "ja" : "en";
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
  uint64_t live = 0;
  int is_kept_back;

  memset(&c, 0, sizeof c);
  c.encoding = TOROKU_ENCODING_UTF8;
  c.path = "counter.store";
  c.key = "sequence.key";
  c.terminal = "1";
  c.language = "ja";
  c.terms = "terms";
  c.slips = "";
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
  if (!can_show_terms(&c)) {
    fprintf(stderr, "%s.ja.txt and %s.en.txt: the Terms of Use cannot be read, are not in UTF-8, or have what this terminal cannot show\n",
            c.terms, c.terms);
    return 2;
  }
  must(toroku_policy_new(c.encoding, version, strlen(version), address, strlen(address), &c.policy),
       "making the policy");
  must(toroku_store_open(c.path, strlen(c.path), c.key, strlen(c.key), c.encoding, c.policy, &c.store), c.path);
  must(toroku_store_hold(c.store, c.terminal, strlen(c.terminal)), c.terminal);
  is_kept_back = run(&c);
  page_clear();
  must(toroku_registration_free(c.registration), "freeing the registration");
  must(toroku_store_close(c.store), "closing the store");
  must(toroku_policy_free(c.policy), "freeing the policy");
  must(toroku_handle_count(&live), "counting handles");
  return !is_kept_back && live == 0 ? 0 : 1;
}
