/* What is typed at a field of STEP1. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counter.h"

#define MOST_FOUND 200

/* The number that was typed, and nothing else; 0 for none. */
static uint64_t number_of(const text *typed, uint64_t from) {
  uint64_t number = 0, i;
  for (i = from; i < typed->length && i < from + 3; i++) {
    if (typed->bytes[i] < '0' || typed->bytes[i] > '9') {
      return 0;
    }
    number = number * 10 + (uint64_t)(typed->bytes[i] - '0');
  }
  return i == typed->length ? number : 0;
}

static taken set(counter *c, uint32_t item, const char *bytes, uint64_t length) {
  uint32_t answer = 0;
  toroku_status status = toroku_input_set(c->registration, c->policy, now(), item, bytes, length, &answer);
  if (status == TOROKU_UNREADABLE) {
    return UNREADABLE;
  }
  must(status, "entering a text");
  return TAKEN;
}

/* The date in one piece, as the clerk reads it; the engine takes it apart. */
static taken set_birth(counter *c, const text *typed) {
  taken how = set(c, TOROKU_ITEM_BIRTH_YEAR, typed->bytes, typed->length);
  if (how == TAKEN) {
    set(c, TOROKU_ITEM_BIRTH_MONTH, "", 0);
    set(c, TOROKU_ITEM_BIRTH_DAY, "", 0);
  }
  return how;
}

static taken set_sex(counter *c, const text *typed) {
  if (is_typed(typed, "1") || is_typed(typed, "m") || is_typed(typed, "M")) {
    return set(c, TOROKU_ITEM_SEX, "male", 4);
  }
  if (is_typed(typed, "2") || is_typed(typed, "f") || is_typed(typed, "F")) {
    return set(c, TOROKU_ITEM_SEX, "female", 6);
  }
  return set(c, TOROKU_ITEM_SEX, typed->bytes, typed->length);
}

static taken set_user_type(counter *c, const text *typed) {
  char name[256];
  uint64_t index = number_of(typed, 0), length = 0;
  if (index == 0 || toroku_policy_user_type_name(c->policy, index - 1, name, sizeof name, &length) != TOROKU_OK) {
    return set(c, TOROKU_ITEM_USER_TYPE, typed->bytes, typed->length);
  }
  return set(c, TOROKU_ITEM_USER_TYPE, name, length);
}

toroku_findings *report(const counter *c, uint32_t field, uint64_t *count) {
  toroku_findings *findings = NULL;
  must(toroku_registration_report(c->registration, c->policy, now(), field, &findings), "asking about a field");
  must(toroku_findings_count(findings, count), "counting findings");
  return findings;
}

int has_problem(const toroku_findings *findings, uint64_t count) {
  uint32_t kind = 0, code = 0, of = 0;
  if (count > 0) { /* a problem is alone */
    must(toroku_findings_at(findings, 0, &kind, &code, &of), "reading a finding");
  }
  return kind == TOROKU_KIND_PROBLEM;
}

static void take_text(counter *c, uint32_t field, const char *bytes, uint64_t length) {
  uint32_t answer = 0;
  must(toroku_input_take(c->registration, c->policy, now(), field, bytes, length, &answer), "taking a suggestion");
}

/* "=2": the second of the suggestions that are shown. */
taken take(counter *c, uint32_t field, const text *typed) {
  text suggestion;
  uint64_t count = 0, suggestions = 0, i, number = number_of(typed, 1);
  toroku_findings *findings = report(c, field, &count);
  taken how = NOT_TAKEN;

  for (i = 0; i < count && number > 0 && how == NOT_TAKEN; i++) {
    must(toroku_findings_suggestions(findings, i, &suggestions), "counting suggestions");
    if (number <= suggestions) {
      must(toroku_findings_suggestion(findings, i, number - 1, suggestion.bytes, sizeof suggestion.bytes, &suggestion.length),
           "reading a suggestion");
      take_text(c, field, suggestion.bytes, suggestion.length);
      how = TAKEN;
    } else {
      number -= suggestions;
    }
  }
  must(toroku_findings_free(findings), "freeing findings");
  return how;
}

static void municipality_text(const counter *c, const toroku_municipalities *found, uint64_t index, uint32_t what, text *to) {
  shown(c, toroku_municipality_text(found, index, what, to->bytes, sizeof to->bytes, &to->length), to);
}

static void show_municipalities(const counter *c, const toroku_municipalities *found, uint64_t count) {
  text name, english;
  char before[16];
  uint64_t i;

  page_new(c, "search.title");
  for (i = 0; i < count; i++) {
    municipality_text(c, found, i, TOROKU_MUNICIPALITY_FULL_NAME, &name);
    municipality_text(c, found, i, TOROKU_MUNICIPALITY_ENGLISH, &english);
    sprintf(before, "%3u  ", (unsigned)i + 1);
    if (name.length + 2 + english.length < sizeof name.bytes) {
      memcpy(name.bytes + name.length, "  ", 2);
      memcpy(name.bytes + name.length + 2, english.bytes, english.length);
      name.length += 2 + english.length;
    }
    page_text(c, before, &name);
  }
  page_key("<", "key.back");
  page_key("!", "key.cancel");
  page_key("1, 2, ...", "key.choose");
}

/* The clerk's choice among the municipalities found, counted from 1; 0 for none of them. */
static uint64_t choose(counter *c, const toroku_municipalities *found, uint64_t count, went *how) {
  const text *typed;
  uint64_t choice;
  do {
    show_municipalities(c, found, count);
    typed = page_ask(c, 0, how);
    choice = typed == NULL ? 0 : number_of(typed, 0);
  } while (*how == WENT_ON && (choice == 0 || choice > count));
  if (*how == WENT_BACK) {
    *how = WENT_ON;
  }
  return choice;
}

/* What says which municipality is meant is taken as it is; anything else is searched for, and picked from the
   list. What was typed behind it, in a whole address, becomes the street. */
static taken set_municipality(counter *c, const text *typed, went *how) {
  toroku_municipalities *found = NULL;
  toroku_findings *findings;
  uint32_t answer = 0;
  uint64_t count = 0, choice, length = 0;
  char name[256];
  int is_open;

  if (set(c, TOROKU_ITEM_MUNICIPALITY, typed->bytes, typed->length) != TAKEN) {
    return UNREADABLE;
  }
  findings = report(c, TOROKU_FIELD_MUNICIPALITY, &count);
  is_open = has_problem(findings, count);
  must(toroku_findings_free(findings), "freeing findings");
  if (!is_open) {
    return TAKEN;
  }
  must(toroku_input_search(c->registration, c->policy, now(), 0, typed->bytes, typed->length, MOST_FOUND, &answer), "searching");
  if (answer != TOROKU_ANSWER_MUNICIPALITIES) {
    return TAKEN;
  }
  must(toroku_answer_municipalities(c->registration, &found), "taking the municipalities found");
  must(toroku_municipalities_count(found, &count), "counting municipalities");
  choice = count == 0 ? 0 : choose(c, found, count, how);
  if (choice > 0) {
    must(toroku_municipality_text(found, choice - 1, TOROKU_MUNICIPALITY_FULL_NAME, name, sizeof name, &length), "reading a municipality");
    take_text(c, TOROKU_FIELD_MUNICIPALITY, name, length);
  }
  must(toroku_municipalities_free(found), "freeing municipalities");
  return TAKEN;
}

taken enter(counter *c, uint32_t field, const text *typed, went *how) {
  static const uint32_t item_of_field[] = {0, TOROKU_ITEM_USER_NAME, 0, 0, 0, TOROKU_ITEM_STREET_ADDRESS, TOROKU_ITEM_PHONE,
                                           TOROKU_ITEM_EMAIL, TOROKU_ITEM_EMAIL_CONFIRMATION};
  *how = WENT_ON;
  switch (field) {
    case TOROKU_FIELD_SEX: return set_sex(c, typed);
    case TOROKU_FIELD_DATE_OF_BIRTH: return set_birth(c, typed);
    case TOROKU_FIELD_MUNICIPALITY: return set_municipality(c, typed, how);
    case TOROKU_FIELD_USER_TYPE: return set_user_type(c, typed);
    default: return set(c, item_of_field[field], typed->bytes, typed->length);
  }
}
