/* What a call costs: the middle of nine rounds, in nanoseconds. The same work straight in Rust:
   cargo run --release -p toroku-c --example cost */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <toroku.h>

#define NOW 1700000000
#define ROUNDS 9

static toroku_policy *policy;
static toroku_registration *registration;
static uint32_t out;

static void state(void) { toroku_registration_state(registration, &out); }
static void set_phone(void) {
  toroku_input_set(registration, policy, NOW, TOROKU_ITEM_PHONE, "0312345678", 10, &out);
}
static void confirm_empty(void) { toroku_input_confirm(registration, policy, NOW, &out); }
static void read_phone(void) {
  char text[16];
  size_t length;
  toroku_registration_draft(registration, TOROKU_ITEM_PHONE, text, sizeof text, &length);
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
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (i = 0; i < times; i++) {
      call();
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    took[round] = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / (double)times;
  }
  qsort(took, ROUNDS, sizeof took[0], by_size);
  printf("%-24s %8.0f ns\n", what, took[ROUNDS / 2]);
}

int main(void) {
  uint8_t entropy[32];
  int i;
  for (i = 0; i < 32; i++) {
    entropy[i] = (uint8_t)i;
  }
  if (toroku_policy_new(TOROKU_ENCODING_UTF8, "2023-03", 7, "https://a.example/password", 26, &policy) != TOROKU_OK ||
      toroku_registration_new(TOROKU_ENCODING_UTF8, &registration) != TOROKU_OK ||
      toroku_input_choose_category(registration, policy, NOW, 3, entropy, &out) != TOROKU_OK) {
    return 1;
  }
  measure("read the state", state, 1000000);
  measure("set an item", set_phone, 300000);
  measure("read an item", read_phone, 300000);
  measure("confirm, nine problems", confirm_empty, 30000);
  return 0;
}
