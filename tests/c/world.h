/* What the runners share: the check, the names, and from a vector's words to calls. */
#ifndef WORLD_H
#define WORLD_H

#include <toroku.h>

#include "flat.h"

#define TERMS "2023-03"
#define PASSWORD_URL "https://registration.example/password"
#define MOMENT 1700000000
#define ENGLISH "en", 2

/* A check that failed is printed with its case and counted. */
#define CHECK(condition) check((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define OK(call) check((call) == TOROKU_OK, #call, __FILE__, __LINE__)

extern int failures;
extern const char *current; /* the case that runs */
extern int without_patterns; /* whether the library is one without them */

void check(int good, const char *what, const char *file, int line);

/* One buffer for every text that goes out; the runner is done with it before the next call. */
extern char text[400000];
extern uint64_t length;
#define TEXT text, sizeof text, &length
/* Whether the text that went out last is this one. */
int text_is(const char *wanted);

uint32_t number_of(uint32_t table, const char *name);
/* The name of a number, in a buffer of its own. */
const char *name_of(uint32_t table, uint32_t number);
void bytes_of(const char *hex, uint8_t *bytes, uint64_t size);
/* A moment in a vector, and a count. */
int64_t moment_of(const char *digits);
uint64_t count_of(const char *digits);

/* The policy of the settings at a path ("policy" or "steps.3.policy"); those it does not have are default. */
toroku_policy *policy_of(const flat_case *one, const char *path);
/* Fills items with the manual's samples. */
void fill_sample(toroku_registration *registration, const toroku_policy *policy, int64_t now);
/* Fills items with those at a path; all at once, as a screen does. Returns the status. */
toroku_status fill_items(toroku_registration *registration, const toroku_policy *policy, int64_t now,
                         const flat_case *one, const char *path, uint32_t *answer);
/* A text at a path, which may be a text repeated. The caller frees it. */
char *repeated_of(const flat_case *one, const char *path, uint64_t *size);

/* Holds a finding against what is expected at a path: code, parameters, suggestions. */
void expect_said(const toroku_findings *findings, uint64_t index, const flat_case *one, const char *path);

/* The suites; each gives how many cases it ran. */
int run_fields(const char *folder);
int run_registrations(const char *folder);
int run_password(const char *folder);
int run_searches(const char *folder);
int run_user_ids(const char *folder);
int run_snapshots(const char *folder);
int run_notifications(const char *folder);

#endif
