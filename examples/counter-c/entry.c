/* STEP1: all that is entered, and one field at a time to type. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counter.h"

/* Where the clerk stands at STEP1. */
typedef struct entry {
  uint32_t field;
  const char *notice;  /* a word to show above the field, or NULL */
  uint32_t left;       /* the field that was left last: what was changed in it is shown; or 0 */
  int is_told;         /* whether the field has been typed at, or Confirm clicked: then what is missing is told */
} entry;

/* What the entry has of an item, as it was typed. */
static void append_draft(const counter *c, uint32_t item, const char *between, text *to) {
  text it;
  shown(c, toroku_registration_draft(c->registration, item, it.bytes, sizeof it.bytes, &it.length), &it);
  if (it.length > 0 && to->length + strlen(between) + it.length <= sizeof to->bytes) {
    if (to->length > 0) {
      memcpy(to->bytes + to->length, between, strlen(between));
      to->length += strlen(between);
    }
    memcpy(to->bytes + to->length, it.bytes, it.length);
    to->length += it.length;
  }
}

static int is_text(const text *it, const char *other) {
  return it->length == strlen(other) && memcmp(it->bytes, other, it->length) == 0;
}

/* What the entry has of a field. A choice is shown by its words. */
static void draft_of(const counter *c, uint32_t field, text *to) {
  char name[256];
  uint64_t i, count = 0, length = 0;

  to->length = 0;
  switch (field) {
    case TOROKU_FIELD_USER_NAME: append_draft(c, TOROKU_ITEM_USER_NAME, "", to); break;
    case TOROKU_FIELD_DATE_OF_BIRTH:
      append_draft(c, TOROKU_ITEM_BIRTH_YEAR, "", to);
      append_draft(c, TOROKU_ITEM_BIRTH_MONTH, "-", to);
      append_draft(c, TOROKU_ITEM_BIRTH_DAY, "-", to);
      break;
    case TOROKU_FIELD_SEX:
      append_draft(c, TOROKU_ITEM_SEX, "", to);
      if (is_text(to, "male") || is_text(to, "female")) {
        word(c, is_text(to, "male") ? "sex.male" : "sex.female", to);
      }
      break;
    case TOROKU_FIELD_USER_TYPE:
      append_draft(c, TOROKU_ITEM_USER_TYPE, "", to);
      must(toroku_policy_user_types(c->policy, &count), "counting user types");
      for (i = 0; i < count; i++) {
        must(toroku_policy_user_type_name(c->policy, i, name, sizeof name, &length), "reading a user type");
        if (length == to->length && memcmp(name, to->bytes, length) == 0) {
          shown(c, toroku_policy_user_type_text(c->policy, i, to->bytes, sizeof to->bytes, &to->length), to);
          break;
        }
      }
      break;
    case TOROKU_FIELD_TERMS:
      shown(c, toroku_registration_agreed(c->registration, to->bytes, sizeof to->bytes, &to->length), to);
      break;
    default: append_draft(c, TOROKU_ITEM_MUNICIPALITY + (field - TOROKU_FIELD_MUNICIPALITY), "", to); break;
  }
}

static void label_of(const counter *c, uint32_t field, text *to) {
  shown(c, toroku_language_label(c->encoding, c->language, 2, field, to->bytes, sizeof to->bytes, &to->length), to);
}

uint32_t open_field(const counter *c, uint32_t field) {
  int is_open = 0;
  for (; field <= TOROKU_FIELD_TERMS; field++) {
    uint64_t count = 0;
    toroku_findings *findings = report(c, field, &count);
    is_open = has_problem(findings, count);
    must(toroku_findings_free(findings), "freeing findings");
    if (is_open) {
      break;
    }
  }
  return field;
}

static const char *mark_of(uint32_t kind) {
  switch (kind) {
    case TOROKU_KIND_PROBLEM: return "! ";
    case TOROKU_KIND_NOTICE: return "i ";
    default: return "~ ";
  }
}

/* The wording of a finding, behind its field's label where that does not stand above. */
static void wording_of(const counter *c, const toroku_findings *findings, uint64_t index, uint32_t field, int has_label, text *to) {
  text it;
  to->length = 0;
  if (has_label) {
    label_of(c, field, to);
    memcpy(to->bytes + to->length, ": ", 2);
    to->length += 2;
  }
  shown(c, toroku_findings_wording(findings, index, c->language, 2, it.bytes, sizeof it.bytes, &it.length), &it);
  if (to->length + it.length <= sizeof to->bytes) {
    memcpy(to->bytes + to->length, it.bytes, it.length);
    to->length += it.length;
  }
}

/* Before and after, once for all conversions of a field. */
static void page_conversion(const counter *c, const toroku_findings *findings, uint64_t index) {
  text it;
  shown(c, toroku_findings_text(findings, index, TOROKU_TEXT_BEFORE, it.bytes, sizeof it.bytes, &it.length), &it);
  page_text(c, "  - ", &it);
  shown(c, toroku_findings_text(findings, index, TOROKU_TEXT_AFTER, it.bytes, sizeof it.bytes, &it.length), &it);
  page_text(c, "  + ", &it);
  wipe(&it, sizeof it);
}

uint64_t page_findings(const counter *c, const toroku_findings *findings, int has_labels) {
  uint64_t count = 0, suggestions = 0, number = 0, i, j;
  uint32_t kind = 0, code = 0, field = 0, converted = 0;
  char before[16];
  text it;

  must(toroku_findings_count(findings, &count), "counting findings");
  for (i = 0; i < count; i++) {
    must(toroku_findings_at(findings, i, &kind, &code, &field), "reading a finding");
    wording_of(c, findings, i, field, has_labels, &it);
    page_text(c, mark_of(kind), &it);
    if (kind == TOROKU_KIND_CONVERSION && field != converted) {
      converted = field;
      page_conversion(c, findings, i);
    }
    must(toroku_findings_suggestions(findings, i, &suggestions), "counting suggestions");
    for (j = 0; j < suggestions; j++) {
      sprintf(before, "  =%u  ", (unsigned)++number);
      shown(c, toroku_findings_suggestion(findings, i, j, it.bytes, sizeof it.bytes, &it.length), &it);
      page_text(c, before, &it);
    }
  }
  return number;
}

/* All fields, each on a line: where the clerk is, and where something is to be corrected. */
static void show_overview(const counter *c, const entry *e) {
  text label, value;
  uint32_t field;
  for (field = TOROKU_FIELD_USER_NAME; field <= TOROKU_FIELD_TERMS; field++) {
    label_of(c, field, &label);
    draft_of(c, field, &value);
    page_head(c, field == e->field ? "*" : (value.length > 0 || e->is_told) && open_field(c, field) == field ? "!" : " ", field, &label,
              &value);
  }
  wipe(&value, sizeof value);
}

static void show_options(const counter *c, uint32_t field) {
  text it;
  char before[16];
  uint64_t count = 0, i;

  if (field == TOROKU_FIELD_SEX) {
    page_word(c, "  1  ", "sex.male");
    page_word(c, "  2  ", "sex.female");
  } else if (field == TOROKU_FIELD_USER_TYPE) {
    must(toroku_policy_user_types(c->policy, &count), "counting user types");
    for (i = 0; i < count; i++) {
      sprintf(before, "  %u  ", (unsigned)i + 1);
      shown(c, toroku_policy_user_type_text(c->policy, i, it.bytes, sizeof it.bytes, &it.length), &it);
      page_text(c, before, &it);
    }
  }
}

/* What was changed in the field that was left, or noticed in it. */
static void show_left(const counter *c, uint32_t field) {
  uint64_t count = 0;
  toroku_findings *findings = report(c, field, &count);
  if (!has_problem(findings, count)) {
    page_findings(c, findings, 1);
    page_space();
  }
  must(toroku_findings_free(findings), "freeing findings");
}

/* The field: its label, what is in it, and what is said about it or else how to fill it. */
static void show_field(const counter *c, const entry *e) {
  text it, value;
  uint64_t count = 0, suggestions = 0;
  toroku_findings *findings = report(c, e->field, &count);

  page_new(c, "state.entry");
  show_overview(c, e);
  if (e->left > 0) {
    show_left(c, e->left);
  }
  if (e->notice != NULL) {
    page_word(c, "! ", e->notice);
  }
  label_of(c, e->field, &it);
  page_text(c, "* ", &it);
  draft_of(c, e->field, &value);
  if (value.length > 0) {
    page_text(c, "  ", &value);
  }
  if (count > 0 && (value.length > 0 || e->is_told)) {
    suggestions = page_findings(c, findings, 0);
  } else {
    shown(c, toroku_language_hint(c->encoding, c->language, 2, e->field, it.bytes, sizeof it.bytes, &it.length), &it);
    page_text(c, "  ", &it);
  }
  must(toroku_findings_free(findings), "freeing findings");
  show_options(c, e->field);
  page_key("<", "key.back");
  page_key("!", "key.cancel");
  page_key("<1 ... <10", "key.field");
  if (suggestions > 0) {
    page_key("=1", "key.take");
  }
  page_key("Enter", "key.leave");
  wipe(&value, sizeof value);
}

/* "<7": the field to go to, or 0. */
static uint32_t field_typed(const text *typed) {
  char digits[4] = "";
  unsigned field;
  if (typed->length < 2 || typed->length > 3 || typed->bytes[0] != '<') {
    return 0;
  }
  memcpy(digits, typed->bytes + 1, typed->length - 1);
  field = (unsigned)strtoul(digits, NULL, 10);
  return field >= TOROKU_FIELD_USER_NAME && field <= TOROKU_FIELD_TERMS ? field : 0;
}

static void go_to(entry *e, uint32_t field) {
  e->left = field > e->field ? e->field : 0;
  e->field = field;
  e->notice = NULL;
}

/* A field is left where nothing is open in it: no problem, and no suggestion to choose from. */
static void leave(const counter *c, entry *e) {
  uint64_t count = 0, i, suggestions = 0;
  toroku_findings *findings = report(c, e->field, &count);
  int is_open = has_problem(findings, count);
  for (i = 0; i < count && !is_open; i++) {
    must(toroku_findings_suggestions(findings, i, &suggestions), "counting suggestions");
    is_open = suggestions > 0;
  }
  must(toroku_findings_free(findings), "freeing findings");
  if (!is_open) {
    go_to(e, open_field(c, e->field + 1));
  }
}

/* A line that was typed at the field. */
static went type(counter *c, entry *e, const text *typed) {
  went how = WENT_ON;
  taken took;

  if (typed->length == 0) {
    go_to(e, open_field(c, e->field + 1));
    return WENT_ON;
  }
  if (field_typed(typed) > 0) {
    go_to(e, field_typed(typed));
    e->left = 0;
    return WENT_ON;
  }
  took = typed->bytes[0] == '=' ? take(c, e->field, typed) : enter(c, e->field, typed, &how);
  if (how != WENT_ON) {
    return how;
  }
  e->left = 0;
  e->notice = took == TAKEN ? NULL : took == UNREADABLE ? "said.unreadable" : "said.no_suggestion";
  if (took == TAKEN) {
    must(toroku_store_save(c->store, c->registration), "keeping the entry");
    leave(c, e);
  }
  return WENT_ON;
}

/* At the Terms of Use: they are shown, and asked about. */
static went agree(counter *c, entry *e) {
  went how = ask_terms(c);
  if (how == WENT_ON) {
    must(toroku_store_save(c->store, c->registration), "keeping the entry");
    go_to(e, TOROKU_FIELD_TERMS + 1);
    e->left = 0;
  }
  return how;
}

/* Confirm: on to STEP2, or back to the first field with a problem. */
static int confirm(counter *c, entry *e) {
  uint32_t answer = 0;
  must(toroku_input_confirm(c->registration, c->policy, now(), &answer), "confirming");
  must(toroku_store_save(c->store, c->registration), "keeping the entry");
  if (answer != TOROKU_ANSWER_PROBLEMS) {
    return 1;
  }
  e->field = open_field(c, TOROKU_FIELD_USER_NAME);
  e->left = 0;
  e->notice = "said.problems";
  e->is_told = 1;
  return 0;
}

went enter_from(counter *c, uint32_t field, const char *notice_key) {
  entry e;
  went how = WENT_ON;

  memset(&e, 0, sizeof e);
  e.field = field;
  e.notice = notice_key;
  for (;;) {
    if (e.field > TOROKU_FIELD_TERMS) {
      if (confirm(c, &e)) {
        return WENT_ON;
      }
    }
    if (e.field == TOROKU_FIELD_TERMS) {
      how = agree(c, &e);
    } else {
      const text *typed;
      show_field(c, &e);
      typed = page_ask(c, 0, &how);
      how = typed == NULL ? how : type(c, &e, typed);
    }
    if (how == WENT_BACK && e.field > TOROKU_FIELD_USER_NAME) {
      go_to(&e, e.field - 1);
    } else if (how != WENT_ON) {
      return how;
    }
  }
}
