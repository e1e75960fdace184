/* What the tests of the store share. */
#ifndef TESTS_STORE_H
#define TESTS_STORE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <toroku_store.h>

/* They look at the store's inside too. */
#include "../../../bindings/c/store/internal.h"
#undef TRY

#define CHECK(what)                                                  \
  do {                                                               \
    checks++;                                                        \
    if (!(what)) {                                                   \
      printf("FAILED %s line %d: %s\n", __FILE__, __LINE__, #what);  \
      failures++;                                                    \
    }                                                                \
  } while (0)
#define OK(call) CHECK((call) == TOROKU_OK)
#define NOW 1700000000

extern int checks, failures;
extern char folder[512];
extern uint8_t good[TOROKU_RECORD_SIZE];

/* A file's name in the folder; eight of them stand at a time. */
const char *in(const char *name);
void write_file(const char *path, const void *bytes, uint64_t length, int mode);
toroku_policy *new_policy(void);
toroku_status create(const char *name, const char *number);
toroku_status open_with(const char *name, const char *key_name, toroku_policy *policy, toroku_store **store);
toroku_store *fresh_store(const char *name, toroku_policy *policy);
/* A person's record: host key and telephone number of its own. */
void person(uint8_t record[TOROKU_RECORD_SIZE], unsigned number);
toroku_status record(toroku_store *store, const uint8_t *bytes, uint64_t length, toroku_result *result, uint32_t *status,
                     uint32_t *is_new);
/* A registration on a screen, up to the click. */
toroku_registration *clicked(toroku_policy *policy);

/* keys.c */
void keys_and_numbers(void);
/* records.c */
void digests(void);
void every_truncation(void);
void once(void);
void user_chars(void);
/* files.c */
void forms(void);
void outputs(void);
/* lines.c */
void days(void);
void lines(void);
void slip(void);
/* screens.c */
void screens(void);
void mails(void);
/* programs.c */
void at_once(void);
void in_turn(void);

#endif
