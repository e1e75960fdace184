/* What the first use costs: from loading the library to the first answered check, and the first search of the
   directory after it. Each of the processes is fresh; the least and the middle are printed, in microseconds.
   gcc -O2 -Iinclude cold.c -o cold && ./cold libtoroku.so */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <toroku.h>
#include <unistd.h>

#define NOW 1700000000
#define PROCESSES 400

static double microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

#define FIND(name)                                            \
  __extension__ __typeof__(&toroku_##name) name = NULL;       \
  *(void **)&name = dlsym(library, "toroku_" #name);          \
  if (name == NULL) {                                         \
    return 2;                                                 \
  }

/* Load, check, search: how long the first two and the third took. */
static int first_use(const char *path, double took[2]) {
  double began = microseconds(), checked;
  void *library = dlopen(path, RTLD_NOW);
  toroku_policy *policy = NULL;
  toroku_registration *registration = NULL;
  toroku_findings *findings = NULL;
  toroku_municipalities *municipalities = NULL;
  uint8_t entropy[TOROKU_ENTROPY_SIZE];
  uint32_t answer;
  uint64_t count = 0, i;
  if (library == NULL) {
    return 2;
  }
  FIND(policy_new)
  FIND(registration_new)
  FIND(input_choose_category)
  FIND(input_set)
  FIND(registration_report)
  FIND(findings_count)
  FIND(municipalities_search)
  FIND(municipalities_count)
  for (i = 0; i < sizeof entropy; i++) {
    entropy[i] = (uint8_t)i;
  }
  if (policy_new(TOROKU_ENCODING_UTF8, "2023-03", 7, "https://a.example/password", 26, &policy) != TOROKU_OK ||
      registration_new(TOROKU_ENCODING_UTF8, &registration) != TOROKU_OK ||
      input_choose_category(registration, policy, NOW, 3, entropy, &answer) != TOROKU_OK ||
      input_set(registration, policy, NOW, TOROKU_ITEM_PHONE, "03-1234-567O", 12, &answer) != TOROKU_OK ||
      registration_report(registration, policy, NOW, TOROKU_FIELD_PHONE, &findings) != TOROKU_OK ||
      findings_count(findings, &count) != TOROKU_OK || count != 1) {
    return 3;
  }
  checked = microseconds();
  took[0] = checked - began;
  if (municipalities_search(TOROKU_ENCODING_UTF8, 0, "sapporo chuo", 12, 20, &municipalities) != TOROKU_OK ||
      municipalities_count(municipalities, &count) != TOROKU_OK || count != 1) {
    return 4;
  }
  took[1] = microseconds() - checked;
  return 0;
}

static void print(const char *what, double *took) {
  qsort(took, PROCESSES, sizeof took[0], by_size);
  printf("%-34s %7.0f us at the least, %7.0f us in the middle\n", what, took[0], took[PROCESSES / 2]);
}

int main(int argc, char **argv) {
  static double checks[PROCESSES], searches[PROCESSES];
  int run;
  if (argc != 2) {
    return 1;
  }
  for (run = 0; run < PROCESSES; run++) {
    double took[2];
    int ends[2], status;
    pid_t child;
    if (pipe(ends) != 0 || (child = fork()) < 0) {
      return 1;
    }
    if (child == 0) {
      int failed = first_use(argv[1], took);
      if (failed == 0 && write(ends[1], took, sizeof took) != (ssize_t)sizeof took) {
        failed = 5;
      }
      _exit(failed);
    }
    close(ends[1]);
    if (read(ends[0], took, sizeof took) != (ssize_t)sizeof took || waitpid(child, &status, 0) != child || status != 0) {
      fprintf(stderr, "a first use failed\n");
      return 1;
    }
    close(ends[0]);
    checks[run] = took[0];
    searches[run] = took[1];
  }
  print("load to the first answered check", checks);
  print("the first search after it", searches);
  return 0;
}
