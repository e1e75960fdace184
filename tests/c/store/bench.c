/* What a record costs, and the memory it takes: bench FOLDER COUNT. The people are made up, of the names, streets and
   mistakes that a counter sees: a third of the records is good only once it is converted, and every eighth is not good at all.
   Times are the processor's own: the disk's and other programs' are not in them. */
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store.h"

#define GROUP 5000
#define AT_ONCE 500

/* CP932, as a counter writes it. */
static const char *const family[] = {"SATO",   "SUZUKI", "TAKAHASHI", "NGUYEN",       "TRAN VAN", "WANG", "LI", "KIM",
                                     "GURUNG", "SANTOS", "SHRESTHA",  "GARCIA LOPEZ"};
static const char *const given[] = {"TARO",   "HANAKO",     "VAN DUC", "THI LAN", "XIAOMING",
                                    "MIN JI", "JOSE MARIA", "ANITA",   "Ichiro",  "MARY ANN"};
static const char *const municipalities[] = {"011011", "131016", "131024", "131032", "131041", "131059",
                                             "131067", "131113", "131121", "131130", "132063", "472018"};
static const char *const towns[] = {
    "\x97\xCE\x83\x96\x8A\xD6", "\x90\x9B\x90\x56\x8F\x68", "\x96\x6B\x8E\x52\x92\xAC", "\x92\x86\x89\x9B",
    "\x8D\xF7\x8B\x75", "\x8E\xAF\x93\x87\x92\xAC"};
static const char *const houses[] = {"\x83\x6E\x83\x43\x83\x63", "\x83\x52\x81\x5B\x83\x7C",
                                     "\x83\x7D\x83\x93\x83\x56\x83\x87\x83\x93", ""};

static void put(char *column, uint64_t size, const char *text) {
  uint64_t length = strlen(text);
  memset(column, ' ', size);
  memcpy(column, text, length < size ? length : size);
}

#define OF(list, by) list[(by) % (sizeof list / sizeof list[0])]
#define PUT(name, text) put(one->name, sizeof one->name, text)

/* Two-byte digits, as most counters have them, or ASCII ones, which are converted. */
static void digits(char *to, unsigned number, int is_wide) {
  char text[16];
  const char *digit;
  sprintf(text, "%u", number);
  for (digit = text; *digit != '\0'; digit++) {
    if (is_wide) {
      *to++ = '\x82';
      *to++ = (char)(0x4F + (*digit - '0'));
    } else {
      *to++ = *digit;
    }
  }
  *to = '\0';
}

static void applicant(toroku_record *one, unsigned number) {
  unsigned by = number * 2654435761u >> 4;
  char text[200], block[32], room[32];

  memset(one, ' ', sizeof *one);
  sprintf(text, "%s %s", OF(family, by), OF(given, by / 12));
  PUT(user_name, text);
  PUT(sex, by & 64 ? "1" : "2");
  sprintf(text, "%04u%02u%02u", 1950 + by / 7 % 55, 1 + by / 3 % 12, 1 + by / 5 % 28);
  PUT(birth_date, text);
  PUT(municipality, OF(municipalities, by / 11));
  digits(block, 1 + by / 13 % 40, by / 17 % 4 != 0);
  digits(room, 101 + by / 19 % 900, by / 17 % 4 != 0);
  sprintf(text, "%s%s\x81\x7C%s\x81\x40%s%s", OF(towns, by / 23), block, block, OF(houses, by / 29), room);
  PUT(street_address, text);
  sprintf(text, "0%u0%08u", 7 + by % 3, 10000000 + by % 80000000);
  PUT(phone, text);
  sprintf(text, "%s.%u@%s", by & 8 ? "taro" : "lan", number, by & 16 ? "docomo.ne.jp" : "gmail.com");
  PUT(email, text);
  PUT(email_confirmation, by / 37 % 8 == 0 ? "other@docomo.ne.jp" : text);
  PUT(user_type, "applicant_at_counter");
  PUT(terms_agreed, "1");
  PUT(terms_version, "2023-03");
  sprintf(text, "K%09u", number);
  PUT(host_key, text);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* The least and the middle of what was measured: what disturbs a part only ever adds to it. */
static int by_size(const void *one, const void *other) {
  double a = *(const double *)one, b = *(const double *)other;
  return (a > b) - (a < b);
}

static void show(double *took, uint64_t count, const char *what) {
  qsort(took, count, sizeof *took, by_size);
  printf("%6.2f us a record at least, %6.2f in the middle: %s\n", took[0] / AT_ONCE * 1e6, took[count / 2] / AT_ONCE * 1e6, what);
}

#define PARTS 100
static uint8_t records[AT_ONCE * TOROKU_RECORD_SIZE], results[AT_ONCE * TOROKU_RESULT_SIZE];
static uint8_t entropies[AT_ONCE * TOROKU_ENTROPY_SIZE];
static toroku_effect *effects[AT_ONCE];

/* Registers each by itself, with its effect. */
static void order(toroku_policy *policy) {
  uint32_t status = 0;
  unsigned at;
  for (at = 0; at < AT_ONCE; at++) {
    effects[at] = NULL;
    toroku_record_register(policy, records + at * TOROKU_RECORD_SIZE, TOROKU_RECORD_SIZE, NOW, at,
                           entropies + at * TOROKU_ENTROPY_SIZE, "ja", 2, results, sizeof results, &status, &effects[at]);
  }
}

/* Saves each one's mail and setup, or writes the mail's text too. */
static void keep(int is_text) {
  static char text[8192];
  uint64_t length = 0;
  unsigned at;
  for (at = 0; at < AT_ONCE; at++) {
    toroku_mail *mail = NULL;
    toroku_password *setup = NULL;
    if (effects[at] == NULL) {
      continue;
    }
    OK(toroku_effect_mail(effects[at], &mail));
    if (is_text) {
      OK(toroku_mail_text(mail, TOROKU_MAIL_TEXT, text, sizeof text, &length));
    } else {
      OK(toroku_mail_save(mail, NULL, NULL, 0, 0, (uint8_t *)text, sizeof text, &length));
      OK(toroku_effect_password(effects[at], &setup));
      OK(toroku_password_save(setup, NULL, NULL, 0, 0, (uint8_t *)text, sizeof text, &length));
      toroku_password_free(setup);
    }
    toroku_mail_free(mail);
  }
}

/* The engine alone. */
static void engine(toroku_policy *policy) {
  static double took[5][PARTS];
  static const char *const what[] = {"checked", "registered: check, number, user ID, key, result", "the same with its effect",
                                     "the effect's mail and password setup saved", "the mail's text written"};
  uint64_t done = 0, well = 0;
  uint64_t next = 0;
  unsigned part, at;

  for (part = 0; part < PARTS; part++) {
    double times[6];
    for (at = 0; at < AT_ONCE; at++) {
      applicant((toroku_record *)(records + at * TOROKU_RECORD_SIZE), part * AT_ONCE + at);
    }
    OK(toroku_system_entropy(entropies, sizeof entropies));
    times[0] = seconds();
    OK(toroku_records_check(policy, records, sizeof records, NOW, results, sizeof results, &done, &well));
    times[1] = seconds();
    OK(toroku_records_register(policy, records, sizeof records, NOW, next, entropies, sizeof entropies, "ja", 2, results,
                               sizeof results, &done, &next));
    times[2] = seconds();
    order(policy);
    times[3] = seconds();
    keep(0);
    times[4] = seconds();
    keep(1);
    times[5] = seconds();
    for (at = 0; at < AT_ONCE; at++) {
      toroku_effect_free(effects[at]);
    }
    for (at = 0; at < 5; at++) {
      took[at][part] = times[at + 1] - times[at];
    }
  }
  for (at = 0; at < 5; at++) {
    show(took[at], PARTS, what[at]);
  }
}

/* The same through the store; whether each came the first time. */
static void through(toroku_store *store, unsigned count, uint32_t is_first) {
  double start = seconds();
  toroku_record one;
  toroku_result result;
  uint32_t status = 0, is_new = 0;
  unsigned i, registered = 0;
  long before = 0;

  for (i = 0; i < count; i++) {
    if (i % GROUP == 0) {
      OK(toroku_store_begin(store));
    }
    applicant(&one, i);
    if (record(store, (uint8_t *)&one, sizeof one, &result, &status, &is_new) != TOROKU_OK) {
      CHECK(!"stored");
      return;
    }
    registered += status == TOROKU_RESULT_GOOD && is_new == is_first;
    if (i % GROUP == GROUP - 1 || i == count - 1) {
      OK(toroku_store_commit(store));
    }
    if (i + 1 == 1000 || i + 1 == 10000 || i + 1 == 100000 || i + 1 == 1000000) {
      printf("  after %7u: %.1f us each, %ld KiB\n", i + 1, (seconds() - start) / (i + 1) * 1e6, memory());
    }
    if (i == count / 2) {
      before = memory();
    }
  }
  printf("%u records, %u of them registered %s: %.1f us each, %ld KiB in the middle, %ld at the end\n", count, registered,
         is_first ? "now" : "before", (seconds() - start) / count * 1e6, before, memory());
  CHECK(registered > count / 2);
  CHECK(memory() < before + before / 10);
}

int main(int count, char **arguments) {
  toroku_policy *policy;
  toroku_store *store;
  struct stat about;
  unsigned many;
  const char *key;

  if (count < 3) {
    return 2;
  }
  strcpy(folder, arguments[1]);
  many = (unsigned)atol(arguments[2]);
  key = in("key");
  OK(toroku_store_make_key(key, strlen(key)));
  policy = new_policy();
  store = fresh_store("bench", policy);
  engine(policy);
  through(store, many, 1);
  through(store, many, 0);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
  if (stat(in("bench"), &about) == 0) {
    printf("%.2f KB a record on the disk\n", (double)about.st_size / many / 1000);
  }
  printf("%d checks, %d failures\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
