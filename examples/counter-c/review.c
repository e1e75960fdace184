/* STEP2: all that will be registered, and what was changed to make it so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counter.h"

static void show_values(const counter *c) {
  uint64_t count = 0, i;
  uint32_t field = 0;
  text label, value;

  must(toroku_confirmation_count(c->registration, &count), "reading STEP2");
  for (i = 0; i < count; i++) {
    must(toroku_confirmation_field(c->registration, i, &field), "reading STEP2");
    shown(c, toroku_language_label(c->encoding, c->language, 2, field, label.bytes, sizeof label.bytes, &label.length), &label);
    shown(c, toroku_confirmation_text(c->registration, field, value.bytes, sizeof value.bytes, &value.length), &value);
    page_row(c, &label, &value);
  }
  /* The agreement, by the version of the terms. */
  word(c, "label.terms", &label);
  shown(c, toroku_confirmation_terms(c->registration, value.bytes, sizeof value.bytes, &value.length), &value);
  page_row(c, &label, &value);
  word(c, "mail.language", &label);
  word(c, "language.name", &value);
  page_row(c, &label, &value);
  wipe(&value, sizeof value);
}

static void show_findings(const counter *c) {
  toroku_findings *findings = NULL;
  page_space();
  must(toroku_confirmation_findings(c->registration, &findings), "reading STEP2");
  page_findings(c, findings, 1);
  must(toroku_findings_free(findings), "freeing findings");
}

/* What was not stored, and why. */
static void show_failure(const counter *c, toroku_status failed) {
  text it;
  page_word(c, "! ", "flow.storage_failed");
  shown(c, toroku_store_text(c->encoding, c->language, 2, failed, it.bytes, sizeof it.bytes, &it.length), &it);
  page_text(c, "  ", &it);
  page_space();
}

static void show_step2(const counter *c, toroku_status failed) {
  page_new(c, "state.confirmation");
  if (failed != TOROKU_OK) {
    show_failure(c, failed);
  }
  show_values(c);
  show_findings(c);
  page_key("<", "key.back");
  page_key("!", "key.cancel");
  page_key("1 ... 10", "key.field");
  page_key("r", "key.register");
}

/* The mail is in the language of the screen. */
static void register_now(counter *c) {
  char digest[TOROKU_DIGEST_SIZE];
  uint64_t length = 0;
  uint32_t answer = 0;
  must(toroku_confirmation_digest(c->registration, digest, sizeof digest, &length), "reading STEP2");
  must(toroku_input_register(c->registration, c->policy, now(), digest, length, c->language, 2, &answer), "registering");
  must(toroku_store_save(c->store, c->registration), "keeping the entry");
}

static void go_back(counter *c) {
  uint32_t answer = 0;
  must(toroku_input_back(c->registration, c->policy, now(), &answer), "going back");
  must(toroku_store_save(c->store, c->registration), "keeping the entry");
}

/* The field whose number was typed, with or without "<" before it; or 0. */
static uint32_t field_typed(const text *typed) {
  char digits[5] = "";
  unsigned long field;
  char *end;
  const char *from = digits;
  if (typed->length == 0 || typed->length > 3) {
    return 0;
  }
  memcpy(digits, typed->bytes, typed->length);
  from += digits[0] == '<';
  field = strtoul(from, &end, 10);
  return *end == '\0' && field >= TOROKU_FIELD_USER_NAME && field <= TOROKU_FIELD_TERMS ? (uint32_t)field : 0;
}

went review(counter *c, toroku_status failed, uint32_t *field) {
  went how = WENT_ON;

  *field = 0;
  while (how == WENT_ON) {
    const text *typed;
    show_step2(c, failed);
    typed = page_ask(c, 1, &how);
    if (how == WENT_BACK) {
      *field = TOROKU_FIELD_USER_TYPE;
    } else if (typed != NULL) {
      *field = field_typed(typed);
    }
    if (*field > 0) {
      go_back(c);
      return WENT_ON;
    }
    if (typed != NULL && (is_typed(typed, "r") || is_typed(typed, "R"))) {
      register_now(c);
      return WENT_ON;
    }
  }
  return how;
}
