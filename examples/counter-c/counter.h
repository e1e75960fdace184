/* The parts of the counter program. */
#ifndef COUNTER_H
#define COUNTER_H

#include <stdint.h>
#include <toroku_store.h>

/* What every part of the program needs. */
typedef struct counter {
  uint32_t encoding; /* the terminal's, TOROKU_ENCODING_... */
  const char *path, *key, *terminal; /* the store's file, its key's, and who works here */
  const char *terms, *slips; /* the Terms of Use, a file; a folder for slips to print; or NULL */
  toroku_store *store;
  toroku_policy *policy;
  toroku_registration *registration;
} counter;

/* Ends the program with what the status means. For what a host does wrong, never for what a person types. */
void must(toroku_status status, const char *doing);
int64_t now(void);

/* screen.c: what is shown and asked. */
void show_key(const counter *c, const char *key);        /* a text of the catalogue in both languages */
void show_label(const counter *c, uint32_t field);
void show_hint(const counter *c, uint32_t field);
void show_code(const counter *c, uint32_t code);
/* A text of the host's own, a screen at a time where a person sits there; 0 where it cannot be read. */
int show_file(const char *path);
void show_findings(const counter *c, toroku_findings *findings); /* and frees them */
/* A line that was typed, without its end; NULL at the end of the input. */
const char *ask(const char *prompt);

/* What a question led to. */
typedef enum went {
  WENT_ON,
  WENT_BACK,   /* "<": to the field before */
  WENT_AWAY,   /* "!": the applicant leaves, and nothing is kept */
  WENT_SILENT  /* the input has ended; the entry is kept */
} went;

/* entry.c: STEP1, from a field on. */
went ask_from(counter *c, uint32_t field);
went ask_field(counter *c, uint32_t field);
/* The first field that has a problem; past the last where there is none. */
uint32_t first_open_field(const counter *c);

#endif
