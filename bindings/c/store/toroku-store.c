/* The operator's hand on a store:

     toroku-store make-key KEY                       a new key
     toroku-store create STORE KEY [FIRST-NUMBER]    an empty store (twelve digits; zeros if left out)
     toroku-store number STORE KEY                   the number that is given next
     toroku-store skip STORE KEY NUMBER              after an older copy was put back
     toroku-store mail STORE KEY                     the mail that has waited longest: its key, receiver and
                                                     subject, a line each, then its text; nothing where none waits
     toroku-store mail-sent STORE KEY MAIL           the mail with this key was handed over
     toroku-store mail-failed STORE KEY MAIL         it was given up
     toroku-store runs STORE KEY                     the journal of runs */
#include <stdio.h>
#include <string.h>

#include "toroku_store.h"

static int failed(toroku_status status, const char *what) {
  char text[512];
  uint64_t length = 0;
  if (status == TOROKU_OK) {
    return 0;
  }
  toroku_store_text(TOROKU_ENCODING_UTF8, "en", 2, status, text, sizeof text, &length);
  fprintf(stderr, "toroku-store: %s: %.*s\n", what, (int)length, text);
  return 12;
}

static int usage(FILE *to, int code) {
  fprintf(to, "usage: toroku-store make-key KEY\n"
              "       toroku-store create STORE KEY [FIRST-NUMBER]\n"
              "       toroku-store number|mail|runs STORE KEY\n"
              "       toroku-store mail-sent|mail-failed STORE KEY MAIL\n"
              "       toroku-store skip STORE KEY NUMBER\n");
  return code;
}

static toroku_status show_number(toroku_store *store) {
  char number[16];
  uint64_t length = 0;
  toroku_status status = toroku_store_number(store, number, sizeof number, &length);
  if (status == TOROKU_OK) {
    printf("%.*s\n", (int)length, number);
  }
  return status;
}

/* The first that waits; the mailer takes one after the other. */
static toroku_status show_mail(toroku_store *store) {
  static const uint32_t parts[] = {TOROKU_MAIL_KEY, TOROKU_MAIL_TO, TOROKU_MAIL_SUBJECT, TOROKU_MAIL_TEXT};
  static char text[65536];
  char key[TOROKU_KEY_SIZE];
  uint64_t length = 0, i;
  toroku_status status = toroku_store_mail(store, key, sizeof key, &length);

  for (i = 0; status == TOROKU_OK && i < sizeof parts / sizeof parts[0]; i++) {
    status = toroku_store_mail_text(store, key, sizeof key, parts[i], text, sizeof text, &length);
    printf("%.*s\n", status == TOROKU_OK ? (int)length : 0, text);
  }
  return status == TOROKU_ABSENT ? TOROKU_OK : status;
}

static toroku_status show_runs(toroku_store *store) {
  char line[2048];
  uint64_t length = 0;
  uint64_t run;
  toroku_status status = TOROKU_OK;

  printf("%6s  %-19s  %-19s  RC %10s %10s %10s %10s %13s  %-8s  FILE\n", "RUN", "BEGUN", "ENDED", "READ", "REGISTERED", "BEFORE",
         "REJECTED", "BYTES", "USER");
  for (run = 1; status == TOROKU_OK; run++) {
    status = toroku_store_run_line(store, run, line, sizeof line, &length);
    if (status == TOROKU_OK) {
      printf("%.*s\n", (int)length, line);
    }
  }
  return status == TOROKU_ABSENT ? TOROKU_OK : status;
}

/* What is done to the store, before anything is shown of it. */
static toroku_status change(toroku_store *store, const char *what, const char *argument) {
  if (strcmp(what, "skip") == 0) {
    return toroku_store_skip(store, argument, strlen(argument));
  }
  return toroku_store_mail_done(store, argument, strlen(argument), strcmp(what, "mail-sent") == 0);
}

static toroku_status show(toroku_store *store, const char *what) {
  if (strcmp(what, "mail") == 0) {
    return show_mail(store);
  }
  return strcmp(what, "runs") == 0 ? show_runs(store) : show_number(store);
}

static int with_store(char **arguments, int count) {
  static const char version[] = "none", address[] = "https://unused.invalid/";
  const char *path = arguments[2], *key = arguments[3];
  toroku_policy *policy = NULL;
  toroku_store *store = NULL;
  toroku_status status = toroku_policy_new(TOROKU_ENCODING_UTF8, version, strlen(version), address, strlen(address), &policy);

  if (status == TOROKU_OK) {
    status = toroku_store_open(path, strlen(path), key, strlen(key), TOROKU_ENCODING_UTF8, policy, &store);
  }
  if (status == TOROKU_OK && count == 5) {
    status = change(store, arguments[1], arguments[4]);
    if (status == TOROKU_ABSENT) {
      path = "no such mail waits";
    }
  }
  if (status == TOROKU_OK && strncmp(arguments[1], "mail-", 5) != 0) {
    status = show(store, arguments[1]);
  }
  toroku_store_close(store);
  toroku_policy_free(policy);
  return failed(status, path);
}

static int is_one_of(const char *what, const char *one, const char *other, const char *third) {
  return strcmp(what, one) == 0 || strcmp(what, other) == 0 || strcmp(what, third) == 0;
}

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  if (strcmp(what, "--help") == 0) {
    return usage(stdout, 0);
  }
  if (strcmp(what, "make-key") == 0 && count == 3) {
    return failed(toroku_store_make_key(arguments[2], strlen(arguments[2])), arguments[2]);
  }
  if (strcmp(what, "create") == 0 && (count == 4 || count == 5)) {
    const char *number = count == 5 ? arguments[4] : "000000000000";
    return failed(toroku_store_create(arguments[2], strlen(arguments[2]), arguments[3], strlen(arguments[3]), number, strlen(number)),
                  arguments[2]);
  }
  if ((count == 4 && is_one_of(what, "number", "mail", "runs")) || (count == 5 && is_one_of(what, "skip", "mail-sent", "mail-failed"))) {
    return with_store(arguments, count);
  }
  return usage(stderr, 12);
}
