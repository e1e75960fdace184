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

/* Three boxes, as on the screen; YYYY-MM-DD is taken apart. */
static int set_birth(counter *c, const char *typed) {
  char year[16], month[16], day[16];
  year[0] = month[0] = day[0] = '\0';
  if (sscanf(typed, "%15[^-/ ]%*[-/ ]%15[^-/ ]%*[-/ ]%15s", year, month, day) < 1) {
    year[0] = '\0';
  }
  return set(c, TOROKU_ITEM_BIRTH_YEAR, year) && set(c, TOROKU_ITEM_BIRTH_MONTH, month) &&
         set(c, TOROKU_ITEM_BIRTH_DAY, day);
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

/* A code or full name is taken as it is; anything else is searched for, and picked from the list. */
static int set_municipality(counter *c, const char *typed) {
  toroku_municipalities *municipalities = NULL;
  uint32_t lookup = 0, answer = 0;
  size_t count = 0, i, length = 0;
  char text[256];
  const char *choice;
  toroku_status status =
      toroku_municipalities_lookup(c->encoding, typed, strlen(typed), &lookup, &municipalities);

  if (status == TOROKU_UNREADABLE) {
    return set(c, TOROKU_ITEM_MUNICIPALITY, typed);
  }
  must(status, "looking a municipality up");
  must(toroku_municipalities_free(municipalities), "freeing municipalities");
  if (lookup != TOROKU_LOOKUP_UNKNOWN) {
    return set(c, TOROKU_ITEM_MUNICIPALITY, typed);
  }
  must(toroku_input_search(c->registration, c->policy, now(), 0, typed, strlen(typed), 12, &answer), "searching");
  if (answer != TOROKU_ANSWER_MUNICIPALITIES) {
    return set(c, TOROKU_ITEM_MUNICIPALITY, typed);
  }
  must(toroku_answer_municipalities(c->registration, &municipalities), "taking the municipalities found");
  must(toroku_municipalities_count(municipalities, &count), "counting municipalities");
  for (i = 0; i < count; i++) {
    must(toroku_municipality_text(municipalities, i, TOROKU_MUNICIPALITY_FULL_NAME, text, sizeof text, &length), "reading a municipality");
    printf("    %2d  %.*s", (int)i + 1, (int)length, text);
    must(toroku_municipality_text(municipalities, i, TOROKU_MUNICIPALITY_ENGLISH, text, sizeof text, &length), "reading a municipality");
    printf("  %.*s\n", (int)length, text);
  }
  choice = count == 0 ? "" : ask("    1, 2, ... > ");
  i = choice == NULL ? 0 : (size_t)strtoul(choice, NULL, 10);
  if (i >= 1 && i <= count) {
    must(toroku_municipality_text(municipalities, i - 1, TOROKU_MUNICIPALITY_CODE, text, sizeof text - 1, &length), "reading a municipality");
    text[length] = '\0';
    typed = text;
  }
  must(toroku_municipalities_free(municipalities), "freeing municipalities");
  return set(c, TOROKU_ITEM_MUNICIPALITY, typed);
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

int ask_field(counter *c, uint32_t field) {
  toroku_findings *findings = NULL;
  size_t count = 0;
  uint32_t kind = 0, code = 0, of = 0;

  show_label(c, field);
  show_hint(c, field);
  if (field == TOROKU_FIELD_SEX) {
    printf("    1 Male   2 Female\n");
  } else if (field == TOROKU_FIELD_USER_TYPE) {
    list_user_types(c);
  } else if (field == TOROKU_FIELD_TERMS) {
    printf("    y / n\n");
  }
  for (;;) {
    const char *typed = ask("> ");
    if (typed == NULL) {
      return 0;
    }
    if (!enter(c, field, typed)) {
      continue;
    }
    keep_snapshot(c);
    must(toroku_registration_report(c->registration, c->policy, now(), field, &findings), "asking about a field");
    must(toroku_findings_count(findings, &count), "counting findings");
    if (count > 0) {
      must(toroku_findings_at(findings, 0, &kind, &code, &of), "reading a finding");
    }
    show_findings(c, findings);
    /* A problem is asked about again at once; an empty line leaves it for Confirm. */
    if (count == 0 || kind != TOROKU_KIND_PROBLEM || *typed == '\0') {
      return 1;
    }
  }
}

int ask_all(counter *c) {
  uint32_t field;
  show_key(c, "state.entry");
  for (field = TOROKU_FIELD_USER_NAME; field <= TOROKU_FIELD_TERMS; field++) {
    if (!ask_field(c, field)) {
      return 0;
    }
  }
  return 1;
}
