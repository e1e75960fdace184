/* The parts of the counter program. */
#ifndef COUNTER_H
#define COUNTER_H

#include <stdint.h>
#include <toroku_store.h>

#define TEXT_SIZE 8192 /* more than any text of the engine, and than it takes of one */

/* What every part of the program needs. */
typedef struct counter {
  uint32_t encoding; /* the terminal's, TOROKU_ENCODING_... */
  const char *language; /* of the screen: ja or en */
  const char *path, *key, *terminal; /* the store's file, its key's, and who works here */
  const char *terms, *slips; /* the Terms of Use, TERMS.ja.txt and TERMS.en.txt; the folder for slips, or "" */
  toroku_store *store;
  toroku_policy *policy;
  toroku_registration *registration;
} counter;

/* Ends the program with what the status means. For what a host does wrong, never for what a person types. */
void must(toroku_status status, const char *doing);
int64_t now(void);

/* What a question led to. */
typedef enum went {
  WENT_ON,
  WENT_BACK,   /* "<" */
  WENT_AWAY,   /* "!": the applicant leaves, and nothing is kept */
  WENT_SILENT  /* the input has ended; the entry is kept */
} went;

/* wording.c: the words of the screen, in the terminal's encoding. */
typedef struct text {
  char bytes[TEXT_SIZE];
  uint64_t length;
} text;
/* A text of the catalogue, or of the program's own table, by its key. */
void word_in(const counter *c, const char *language, const char *key, text *to);
void word(const counter *c, const char *key, text *to);
/* The same with its {gap} filled in, by a text in ASCII. */
void word_with(const counter *c, const char *language, const char *key, const char *value, text *to);
/* What a call gave into `text`; where this terminal cannot show it, that is said. Nothing for TOROKU_ABSENT. */
void shown(const counter *c, toroku_status status, text *it);
void wipe(void *bytes, uint64_t size);

/* page.c: a screen of 80 columns and 24 lines, in as many pages as it needs. */
void page_new(const counter *c, const char *title_key);
/* A line that stands above every page; what does not fit into it is left out. */
void page_head(const counter *c, const char *mark, uint32_t number, const text *label, const text *value);
void page_text(const counter *c, const char *mark, const text *it);
void page_word(const counter *c, const char *mark, const char *key);
/* A label, and its value at the right or below. */
void page_row(const counter *c, const text *label, const text *value);
void page_space(void);
/* A key, and what it does; before page_ask, from the left. */
void page_key(const char *key, const char *word_key);
/* Shows the pages, and gives the line that was typed, without its end. An empty line shows the next page. With
   `is_whole` nothing is accepted but Back and Cancel before the last page was shown. The other language is chosen
   here: NULL with WENT_ON means that the screen is to be made again. */
const text *page_ask(counter *c, int is_whole, went *how);
int is_typed(const text *typed, const char *key);
/* Leaves nothing on the screen: at the end of the program. */
void page_clear(void);

/* entry.c: STEP1, from a field on; past the last one Confirm. */
went enter_from(counter *c, uint32_t field, const char *notice_key);
/* The first field that has a problem, from this one on; past the last where there is none. */
uint32_t open_field(const counter *c, uint32_t field);
/* Each finding with its suggestions, numbered from 1, and gives how many those are; behind its field's label, where
   that does not stand above already. */
uint64_t page_findings(const counter *c, const toroku_findings *findings, int has_labels);

/* field.c: what is typed at a field. */
typedef enum taken {
  TAKEN,
  NOT_TAKEN, /* there is no such suggestion */
  UNREADABLE /* not in this terminal's encoding */
} taken;
taken enter(counter *c, uint32_t field, const text *typed, went *how);
taken take(counter *c, uint32_t field, const text *typed);
toroku_findings *report(const counter *c, uint32_t field, uint64_t *count);
int has_problem(const toroku_findings *findings, uint64_t count);

/* terms.c: shows the Terms of Use, and asks whether they are agreed to. */
went ask_terms(counter *c);
int can_show_terms(const counter *c);

/* review.c: STEP2. Sets the field to go back to, or 0. */
went review(counter *c, toroku_status failed, uint32_t *field);

/* completion.c: STEP3, and the slip. */
went complete(counter *c);

#endif
