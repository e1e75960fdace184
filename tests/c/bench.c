/* What a call costs: the middle of nine rounds, in nanoseconds of the processor's. The same work straight in Rust:
   cargo run --release -p toroku-c --example cost

     bench          every call
     bench count    for whoever counts instructions: of nothing, and of each call after it was made twice, five between
                    two characters written */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <toroku.h>

#define NOW 1700000000
#define ROUNDS 9

static toroku_policy *policy;
static toroku_registration *open_registration;
static uint32_t out;

static void state(void) { toroku_registration_state(open_registration, &out); }
static void set_phone(void) {
  toroku_input_set(open_registration, policy, NOW, TOROKU_ITEM_PHONE, "0312345678", 10, &out);
}
static void confirm_empty(void) { toroku_input_confirm(open_registration, policy, NOW, &out); }
static void read_phone(void) {
  char text[16];
  uint64_t length;
  toroku_registration_draft(open_registration, TOROKU_ITEM_PHONE, text, sizeof text, &length);
}

/* A record of a counter, as README's. */
static toroku_policy *records;
static toroku_record good_record;
static void column(char *at, const char *text) { memcpy(at, text, strlen(text)); }
static int open_records(void) {
  memset(&good_record, ' ', sizeof good_record);
  column(good_record.user_name, "HOUMU TARO");
  column(good_record.sex, "1");
  column(good_record.birth_date, "20000101");
  column(good_record.municipality, "011011");
  column(good_record.street_address, "1-1-1");
  column(good_record.phone, "0312345678");
  column(good_record.email, "user01@ens-test.com");
  column(good_record.email_confirmation, "user01@ens-test.com");
  column(good_record.user_type, "applicant_at_counter");
  column(good_record.terms_agreed, "1");
  column(good_record.terms_version, "2023-03");
  return toroku_policy_new(TOROKU_ENCODING_CP932, "2023-03", 7, "https://a.example/password", 26, &records) == TOROKU_OK;
}
static void check_record(void) {
  static toroku_result result;
  toroku_record_check(records, (const uint8_t *)&good_record, sizeof good_record, NOW, (uint8_t *)&result, sizeof result,
                      &out);
  if (out != TOROKU_RESULT_GOOD) {
    abort();
  }
}

/* From the top page to the snapshot of a registration, with every item. */
static void whole_registration(void) {
  static const struct {
    uint32_t item;
    const char *text;
  } items[] = {
      {TOROKU_ITEM_USER_NAME, "HOUMU TARO"},
      {TOROKU_ITEM_SEX, "male"},
      {TOROKU_ITEM_BIRTH_YEAR, "2000"},
      {TOROKU_ITEM_BIRTH_MONTH, "01"},
      {TOROKU_ITEM_BIRTH_DAY, "01"},
      {TOROKU_ITEM_MUNICIPALITY, "011011"},
      {TOROKU_ITEM_STREET_ADDRESS, "１－１－１　緑ヶ関ハイツ２０２号"},
      {TOROKU_ITEM_PHONE, "0312345678"},
      {TOROKU_ITEM_EMAIL, "user01@ens-test.com"},
      {TOROKU_ITEM_EMAIL_CONFIRMATION, "user01@ens-test.com"},
      {TOROKU_ITEM_USER_TYPE, "applicant_at_counter"},
  };
  static uint8_t entropy[TOROKU_ENTROPY_SIZE] = {1}, snapshot[4096];
  char digest[TOROKU_DIGEST_SIZE];
  toroku_registration *one;
  uint64_t i, length;
  int good = toroku_registration_new(TOROKU_ENCODING_UTF8, &one) == TOROKU_OK &&
             toroku_input_choose_category(one, policy, NOW, 3, entropy, &out) == TOROKU_OK;
  for (i = 0; i < sizeof items / sizeof items[0]; i++) {
    good = good && toroku_input_set(one, policy, NOW, items[i].item, items[i].text, strlen(items[i].text), &out) == TOROKU_OK;
  }
  good = good && toroku_input_agree(one, policy, NOW, "2023-03", 7, &out) == TOROKU_OK &&
         toroku_input_confirm(one, policy, NOW, &out) == TOROKU_OK &&
         toroku_confirmation_digest(one, digest, sizeof digest, &length) == TOROKU_OK &&
         toroku_input_register(one, policy, NOW, digest, sizeof digest, "en", 2, &out) == TOROKU_OK &&
         toroku_registration_save(one, NULL, NULL, 0, 0, snapshot, sizeof snapshot, &length) == TOROKU_OK &&
         toroku_registration_free(one) == TOROKU_OK;
  if (!good) {
    abort();
  }
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(const char *what, void (*call)(void), long times) {
  double took[ROUNDS];
  int round;
  for (round = 0; round < ROUNDS; round++) {
    struct timespec from, to;
    long i;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (i = 0; i < times; i++) {
      call();
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    took[round] = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / (double)times;
  }
  qsort(took, ROUNDS, sizeof took[0], by_size);
  printf("%-24s %8.0f ns\n", what, took[ROUNDS / 2]);
}

static void nothing(void) {}

static const struct {
  const char *what;
  void (*call)(void);
  long times; /* 0: it is not timed */
} calls[] = {
    {"nothing", nothing, 0},
    {"read the state", state, 1000000},
    {"set an item", set_phone, 1000000},
    {"read an item", read_phone, 300000},
    {"confirm, nine problems", confirm_empty, 30000},
    {"check a record", check_record, 50000},
    {"a whole registration", whole_registration, 20000},
};

static void repeat(void (*call)(void), int times) {
  while (times-- > 0) {
    call();
  }
}

int main(int count, char **arguments) {
  int is_counted = count == 2 && strcmp(arguments[1], "count") == 0;
  uint8_t entropy[32];
  unsigned i;
  for (i = 0; i < 32; i++) {
    entropy[i] = (uint8_t)i;
  }
  if ((count != 1 && !is_counted) ||
      toroku_policy_new(TOROKU_ENCODING_UTF8, "2023-03", 7, "https://a.example/password", 26, &policy) != TOROKU_OK ||
      toroku_registration_new(TOROKU_ENCODING_UTF8, &open_registration) != TOROKU_OK ||
      toroku_input_choose_category(open_registration, policy, NOW, 3, entropy, &out) != TOROKU_OK || !open_records()) {
    return 1;
  }
  setvbuf(stdout, NULL, is_counted ? _IONBF : _IOLBF, BUFSIZ);
  for (i = 0; i < sizeof calls / sizeof calls[0]; i++) {
    if (is_counted) {
      repeat(calls[i].call, 2);
      putchar('<');
      repeat(calls[i].call, 5);
      putchar('>');
    } else if (calls[i].times > 0) {
      measure(calls[i].what, calls[i].call, calls[i].times);
    }
  }
  return 0;
}
