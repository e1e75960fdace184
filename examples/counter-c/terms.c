/* The Terms of Use: shown to their end before they are agreed to. */
#include <stdio.h>
#include <string.h>

#include "counter.h"

static FILE *open_terms(const counter *c, const char *language) {
  char path[700];
  sprintf(path, "%.600s.%s.txt", c->terms, language);
  return fopen(path, "rb");
}

/* A line of the file, which is in UTF-8; TOROKU_ABSENT at its end. What has no room is not cut off. */
static toroku_status read_line(const counter *c, FILE *file, text *it) {
  char row[TEXT_SIZE];
  uint64_t length;

  if (fgets(row, sizeof row, file) == NULL) {
    return TOROKU_ABSENT;
  }
  length = strlen(row);
  if (length == sizeof row - 1 && row[length - 1] != '\n') {
    return TOROKU_BUFFER_TOO_SMALL;
  }
  length = strcspn(row, "\r\n");
  return toroku_text_convert(TOROKU_ENCODING_UTF8, row, length, c->encoding, it->bytes, sizeof it->bytes, &it->length);
}

int can_show_terms(const counter *c) {
  static const char *const languages[] = {"ja", "en"};
  int i;
  for (i = 0; i < 2; i++) {
    FILE *file = open_terms(c, languages[i]);
    toroku_status status;
    text it;
    if (file == NULL) {
      return 0;
    }
    status = read_line(c, file, &it) == TOROKU_OK ? TOROKU_OK : TOROKU_MALFORMED;
    while (status == TOROKU_OK) {
      status = read_line(c, file, &it);
    }
    fclose(file);
    if (status != TOROKU_ABSENT) {
      return 0;
    }
  }
  return 1;
}

static void show_file(const counter *c) {
  FILE *file = open_terms(c, c->language);
  toroku_status status;
  text it;

  must(file == NULL ? TOROKU_STORE_NO_FILE : TOROKU_OK, "reading the Terms of Use");
  while ((status = read_line(c, file, &it)) != TOROKU_ABSENT) {
    must(status, "reading the Terms of Use");
    if (it.length == 0) {
      page_space();
    } else {
      page_text(c, "", &it);
    }
  }
  fclose(file);
}

static int has_agreed(const counter *c) {
  char version[64];
  uint64_t length = 0;
  return toroku_registration_agreed(c->registration, version, sizeof version, &length) == TOROKU_OK;
}

/* Agrees to the version that is in force, which is the one that was shown. */
static void agree(counter *c) {
  char version[64];
  uint64_t length = 0;
  uint32_t answer = 0;
  must(toroku_input_show_terms(c->registration, c->policy, now(), &answer), "showing the terms");
  if (answer == TOROKU_ANSWER_TERMS) {
    must(toroku_answer_terms(c->registration, version, sizeof version, &length), "reading the terms' version");
    must(toroku_input_agree(c->registration, c->policy, now(), version, length, &answer), "agreeing");
  }
}

went ask_terms(counter *c) {
  went how = WENT_ON;
  uint32_t answer = 0;
  int is_asked_again = 0;

  while (how == WENT_ON) {
    const text *typed;
    page_new(c, "terms.title");
    show_file(c);
    page_space();
    page_word(c, is_asked_again ? "! " : "* ", is_asked_again ? "terms.required" : "label.terms");
    page_key("<", "key.back");
    page_key("!", "key.cancel");
    page_key("y", "key.agree");
    page_key("n", "key.disagree");
    if (has_agreed(c)) {
      page_key("Enter", "key.leave");
    }
    typed = page_ask(c, 1, &how);
    if (typed != NULL && (is_typed(typed, "y") || is_typed(typed, "Y"))) {
      agree(c);
    } else if (typed != NULL && (is_typed(typed, "n") || is_typed(typed, "N"))) {
      must(toroku_input_disagree(c->registration, c->policy, now(), &answer), "unchecking the terms");
    }
    if (typed != NULL && !is_typed(typed, "n") && has_agreed(c)) {
      return WENT_ON;
    }
    is_asked_again = typed != NULL;
  }
  return how;
}
