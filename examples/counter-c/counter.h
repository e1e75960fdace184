/* The parts of the counter program. */
#ifndef COUNTER_H
#define COUNTER_H

#include <stdint.h>
#include <toroku.h>

/* What every part of the program needs. */
typedef struct counter {
  uint32_t encoding; /* the terminal's, TOROKU_ENCODING_... */
  const char *store; /* a folder */
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
void show_findings(const counter *c, toroku_findings *findings); /* and frees them */
/* A line that was typed, without its end; NULL at the end of the input. */
const char *ask(const char *prompt);

/* entry.c: STEP1. Gives 0 where the input ended. */
int ask_all(counter *c);
int ask_field(counter *c, uint32_t field);

/* store.c: what the engine orders, and the snapshot that survives a power failure. */
void keep_snapshot(const counter *c);
int take_snapshot(counter *c); /* 1 where there was one */
void drop_snapshot(const counter *c);
void act(counter *c); /* does the effects until nothing waits */

#endif
