#include "counter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t item_of_field[] = {
    0,
    TOROKU_ITEM_USER_NAME,
    TOROKU_ITEM_SEX,
    TOROKU_ITEM_BIRTH_YEAR,
    TOROKU_ITEM_MUNICIPALITY,
    TOROKU_ITEM_STREET_ADDRESS,
    TOROKU_ITEM_PHONE,
    TOROKU_ITEM_EMAIL,
    TOROKU_ITEM_EMAIL_CONFIRMATION,
    TOROKU_ITEM_USER_TYPE};

/* Enters a text. One that is not in the terminal's encoding is reported, and the caller asks for it again. */
static int set(counter *c, uint32_t item, const char *typed) {
  uint32_t answer = 0;
  toroku_status status =
      toroku_input_set(c->registration, c->policy, now(), item, typed, strlen(typed), &answer);
  if (status == TOROKU_UNREADABLE) {
    printf("! %s\n", "these bytes are no text in this terminal's encoding / half a character?");
    return 0;
  }
  must(status, "entering a text");
  return 1;
}

/* The date in one piece, as the clerk reads it; the engine takes it apart. */
static int set_birth(counter *c, const char *typed) {
  return set(c, TOROKU_ITEM_BIRTH_YEAR, typed) && set(c, TOROKU_ITEM_BIRTH_MONTH, "") &&
         set(c, TOROKU_ITEM_BIRTH_DAY, "");
}

static int set_sex(counter *c, const char *typed) {
  if (*typed == '1' || *typed == 'M' || *typed == 'm') {
    return set(c, TOROKU_ITEM_SEX, "male");
  }
  if (*typed == '2' || *typed == 'F' || *typed == 'f') {
    return set(c, TOROKU_ITEM_SEX, "female");
  }
  return set(c, TOROKU_ITEM_SEX, typed);
}

/* What is said about a field, for the caller to free or to show. */
static toroku_findings *report(const counter *c, uint32_t field, size_t *count) {
  toroku_findings *findings = NULL;
  must(toroku_registration_report(c->registration, c->policy, now(), field, &findings), "asking about a field");
  must(toroku_findings_count(findings, count), "counting findings");
  return findings;
}

static int has_problem(const toroku_findings *findings, size_t count) {
  uint32_t kind = 0, code = 0, of = 0;
  if (count > 0) { /* a problem is alone */
    must(toroku_findings_at(findings, 0, &kind, &code, &of), "reading a finding");
  }
  return kind == TOROKU_KIND_PROBLEM;
}

static void take_text(counter *c, uint32_t field, const char *text, size_t length) {
  uint32_t answer = 0;
  must(toroku_input_take(c->registration, c->policy, now(), field, text, length, &answer), "taking a suggestion");
}

/* Takes a suggestion of what is said about a field, counted from 1. Gives 0 where there are not so many. */
static int take(counter *c, uint32_t field, size_t number) {
  static char text[8192];
  size_t count = 0, suggestions = 0, i, length = 0;
  toroku_findings *findings = report(c, field, &count);
  int taken = 0;

  for (i = 0; i < count && number > 0 && !taken; i++) {
    must(toroku_findings_suggestions(findings, i, &suggestions), "counting suggestions");
    if (number <= suggestions) {
      must(toroku_findings_suggestion(findings, i, number - 1, text, sizeof text, &length), "reading a suggestion");
      take_text(c, field, text, length);
      taken = 1;
    } else {
      number -= suggestions;
    }
  }
  must(toroku_findings_free(findings), "freeing findings");
  return taken;
}

/* Shows the municipalities found, and gives the clerk's choice, counted from 1, or 0. */
static size_t choose(const toroku_municipalities *municipalities) {
  char text[256];
  const char *choice;
  size_t count = 0, i, length = 0;

  must(toroku_municipalities_count(municipalities, &count), "counting municipalities");
  for (i = 0; i < count; i++) {
    must(toroku_municipality_text(municipalities, i, TOROKU_MUNICIPALITY_FULL_NAME, text, sizeof text, &length), "reading a municipality");
    printf("    %2d  %.*s", (int)i + 1, (int)length, text);
    must(toroku_municipality_text(municipalities, i, TOROKU_MUNICIPALITY_ENGLISH, text, sizeof text, &length), "reading a municipality");
    printf("  %.*s\n", (int)length, text);
  }
  choice = count == 0 ? NULL : ask("    1, 2, ... > ");
  i = choice == NULL ? 0 : (size_t)strtoul(choice, NULL, 10);
  return i <= count ? i : 0;
}

/* What says which municipality is meant is taken as it is; anything else is searched for, and picked from the
   list. What was typed behind it, in a whole address, becomes the street. */
static int set_municipality(counter *c, const char *typed) {
  toroku_municipalities *municipalities = NULL;
  toroku_findings *findings;
  uint32_t answer = 0;
  size_t count = 0, choice, length = 0;
  char text[256];
  int is_asked;

  if (!set(c, TOROKU_ITEM_MUNICIPALITY, typed)) {
    return 0;
  }
  findings = report(c, TOROKU_FIELD_MUNICIPALITY, &count);
  is_asked = has_problem(findings, count);
  must(toroku_findings_free(findings), "freeing findings");
  if (!is_asked) {
    return 1;
  }
  must(toroku_input_search(c->registration, c->policy, now(), 0, typed, strlen(typed), 12, &answer), "searching");
  if (answer != TOROKU_ANSWER_MUNICIPALITIES) {
    return 1;
  }
  must(toroku_answer_municipalities(c->registration, &municipalities), "taking the municipalities found");
  choice = choose(municipalities);
  if (choice > 0) {
    must(toroku_municipality_text(municipalities, choice - 1, TOROKU_MUNICIPALITY_CODE, text, sizeof text, &length), "reading a municipality");
    take_text(c, TOROKU_FIELD_MUNICIPALITY, text, length);
  }
  must(toroku_municipalities_free(municipalities), "freeing municipalities");
  return 1;
}

static int set_user_type(counter *c, const char *typed) {
  char name[256];
  size_t index = (size_t)strtoul(typed, NULL, 10), length = 0;
  if (index == 0 || toroku_policy_user_type_name(c->policy, index - 1, name, sizeof name - 1, &length) != TOROKU_OK) {
    return set(c, TOROKU_ITEM_USER_TYPE, typed);
  }
  name[length] = '\0';
  return set(c, TOROKU_ITEM_USER_TYPE, name);
}

static void list_user_types(const counter *c) {
  char text[512];
  size_t count = 0, i, length = 0;
  must(toroku_policy_user_types(c->policy, &count), "counting user types");
  for (i = 0; i < count; i++) {
    must(toroku_policy_user_type_text(c->policy, i, text, sizeof text, &length), "reading a user type");
    printf("    %d  %.*s\n", (int)i + 1, (int)length, text);
  }
}

static int set_terms(counter *c, const char *typed) {
  char version[64];
  size_t length = 0;
  uint32_t answer = 0;
  if (*typed != 'y' && *typed != 'Y') {
    must(toroku_input_disagree(c->registration, c->policy, now(), &answer), "unchecking the terms");
    return 1;
  }
  must(toroku_input_show_terms(c->registration, c->policy, now(), &answer), "showing the terms");
  if (answer == TOROKU_ANSWER_TERMS) {
    must(toroku_answer_terms(c->registration, version, sizeof version, &length), "reading the terms' version");
    must(toroku_input_agree(c->registration, c->policy, now(), version, length, &answer), "agreeing");
  }
  return 1;
}

static int enter(counter *c, uint32_t field, const char *typed) {
  switch (field) {
    case TOROKU_FIELD_SEX: return set_sex(c, typed);
    case TOROKU_FIELD_DATE_OF_BIRTH: return set_birth(c, typed);
    case TOROKU_FIELD_MUNICIPALITY: return set_municipality(c, typed);
    case TOROKU_FIELD_USER_TYPE: return set_user_type(c, typed);
    case TOROKU_FIELD_TERMS: return set_terms(c, typed);
    default: return set(c, item_of_field[field], typed);
  }
}

/* What the entry has of a field already: from before, or with another field's suggestion. */
static void show_draft(const counter *c, uint32_t field) {
  static char text[8192];
  uint32_t item = item_of_field[field], last = field == TOROKU_FIELD_DATE_OF_BIRTH ? TOROKU_ITEM_BIRTH_DAY : item;
  size_t length = 0;

  for (; item <= last; item++) {
    if (toroku_registration_draft(c->registration, item, text, sizeof text, &length) == TOROKU_OK) {
      printf("    [%.*s]\n", (int)length, text);
    }
  }
}

static void show_field(const counter *c, uint32_t field) {
  show_label(c, field);
  show_hint(c, field);
  if (field == TOROKU_FIELD_SEX) {
    printf("    1 Male   2 Female\n");
  } else if (field == TOROKU_FIELD_USER_TYPE) {
    list_user_types(c);
  }
  if (field == TOROKU_FIELD_TERMS) {
    /* Seen before they are agreed to. */
    if (c->terms != NULL && !show_file(c->terms)) {
      fprintf(stderr, "%s: the Terms of Use cannot be read\n", c->terms);
      exit(2);
    }
    printf("    y / n\n");
  } else {
    show_draft(c, field);
  }
}

/* Whether there is something to choose from beside what is said. */
static int has_suggestion(const toroku_findings *findings, size_t count) {
  size_t i, suggestions = 0;
  for (i = 0; i < count && suggestions == 0; i++) {
    must(toroku_findings_suggestions(findings, i, &suggestions), "counting suggestions");
  }
  return suggestions > 0;
}

/* What is left open after a line was typed: a problem, or suggestions to choose from. */
static int report_field(counter *c, uint32_t field) {
  size_t count = 0;
  toroku_findings *findings = report(c, field, &count);
  int is_open = has_problem(findings, count) || has_suggestion(findings, count);
  show_findings(c, findings);
  return is_open;
}

went ask_field(counter *c, uint32_t field) {
  int is_open = 1;

  show_field(c, field);
  while (is_open) {
    /* An empty line leaves the field as it is, "=2" takes the second suggestion. */
    const char *typed = ask("> ");
    if (typed == NULL) {
      return WENT_SILENT;
    }
    if (strcmp(typed, "!") == 0) {
      return WENT_AWAY;
    }
    if (strcmp(typed, "<") == 0) {
      return WENT_BACK;
    }
    if (*typed == '\0') {
      report_field(c, field);
      return WENT_ON;
    }
    if (*typed == '=' ? take(c, field, (size_t)strtoul(typed + 1, NULL, 10)) : enter(c, field, typed)) {
      must(toroku_store_save(c->store, c->registration), "keeping the entry");
      is_open = report_field(c, field);
    } else if (*typed == '=') {
      printf("! %s\n", "no such suggestion");
    }
  }
  return WENT_ON;
}

went ask_from(counter *c, uint32_t field) {
  show_key(c, "state.entry");
  printf("  <  Back   !  Cancel\n");
  while (field <= TOROKU_FIELD_TERMS) {
    switch (ask_field(c, field)) {
      case WENT_ON: field++; break;
      case WENT_BACK: field -= field > TOROKU_FIELD_USER_NAME ? 1 : 0; break;
      case WENT_AWAY: return WENT_AWAY;
      case WENT_SILENT: return WENT_SILENT;
    }
  }
  return WENT_ON;
}

uint32_t first_open_field(const counter *c) {
  uint32_t field = TOROKU_FIELD_USER_NAME;
  for (; field <= TOROKU_FIELD_TERMS; field++) {
    size_t count = 0;
    toroku_findings *findings = report(c, field, &count);
    int is_open = has_problem(findings, count);
    must(toroku_findings_free(findings), "freeing findings");
    if (is_open) {
      break;
    }
  }
  return field;
}
