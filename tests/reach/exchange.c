/* What one machine writes and every other must read, and write again to the byte:

     exchange write FILE CASES    a registration's snapshots at every step, plain and sealed, its password setup and
                                  its mail; each record of CASES (tests/cobol/cases.dat) with its result
     exchange read FILE           all of it read here: the same bytes again

   A line each: what it is, its guard, its bytes in hexadecimal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

#define CASE 720
#define ROOM 20000
#define COUNTER ((uint64_t)0x01020304 << 32 | 0x05060708) /* a byte order would show */

static uint8_t key[32];
static const uint8_t context[] = {'r', 'e', 'a', 'c', 'h'};
static uint8_t bytes[ROOM], again[ROOM];
static FILE *file;

static void write_hex(const uint8_t *from, uint64_t size) {
  uint64_t i;
  for (i = 0; i < size; i++) {
    fprintf(file, "%02x", from[i]);
  }
}

static void write_line(const char *what, const char *guard, uint64_t size) {
  fprintf(file, "%s %s ", what, guard);
  write_hex(bytes, size);
  fputc('\n', file);
}

#define SAVE(kind, value)                                                                                       \
  do {                                                                                                          \
    uint64_t size = 0;                                                                                            \
    OK(toroku_##kind##_save(value, NULL, NULL, 0, 0, bytes, sizeof bytes, &size));                              \
    write_line(#kind, "plain", size);                                                                           \
    OK(toroku_##kind##_save(value, key, context, sizeof context, COUNTER, bytes, sizeof bytes, &size));         \
    write_line(#kind, "sealed", size);                                                                          \
  } while (0)

static void write_registration(const toroku_policy *policy) {
  toroku_registration *r = NULL;
  toroku_effect *effect = NULL;
  toroku_password *password = NULL;
  toroku_mail *mail = NULL;
  uint8_t entropy[32];
  uint32_t answer = 0;
  char digest[80], id[16];
  uint64_t size = 0, i;

  current = "a registration";
  for (i = 0; i < sizeof entropy; i++) {
    entropy[i] = (uint8_t)i;
  }
  OK(toroku_registration_new(TOROKU_ENCODING_UTF8, &r));
  SAVE(registration, r);
  OK(toroku_input_choose_category(r, policy, MOMENT, TOROKU_CATEGORY_APPLICANT_AT_COUNTER, entropy, &answer));
  SAVE(registration, r);
  fill_sample(r, policy, MOMENT);
  SAVE(registration, r);
  OK(toroku_input_agree(r, policy, MOMENT, TERMS, strlen(TERMS), &answer));
  OK(toroku_input_confirm(r, policy, MOMENT, &answer));
  SAVE(registration, r);
  OK(toroku_confirmation_digest(r, digest, sizeof digest, &size));
  OK(toroku_input_register(r, policy, MOMENT, digest, size, ENGLISH, &answer));
  SAVE(registration, r);
  OK(toroku_registration_effect(r, policy, &effect));
  OK(toroku_effect_user_id(effect, id, sizeof id, &size));
  OK(toroku_effect_free(effect));
  OK(toroku_input_id_reserved(r, policy, MOMENT, id, size, &answer));
  SAVE(registration, r);
  OK(toroku_registration_effect(r, policy, &effect));
  OK(toroku_effect_password(effect, &password));
  OK(toroku_effect_mail(effect, &mail));
  SAVE(password, password);
  SAVE(mail, mail);
  OK(toroku_mail_free(mail));
  OK(toroku_password_free(password));
  OK(toroku_effect_free(effect));
  OK(toroku_registration_free(r));
}

/* The result of a record, from bytes of another value than it will have. */
static void check_record(const toroku_policy *policy, const uint8_t *record, uint64_t size) {
  uint32_t status = 77;
  memset(bytes, '#', TOROKU_RESULT_SIZE);
  OK(toroku_record_check(policy, record, size, MOMENT, bytes, TOROKU_RESULT_SIZE, &status));
}

static void write_records(const toroku_policy *policy, const char *path) {
  static char cases[200 * CASE];
  FILE *from = fopen(path, "rb");
  uint64_t size, i, length_given;
  char digits[5];

  if (from == NULL) {
    exit(2);
  }
  size = fread(cases, 1, sizeof cases, from);
  fclose(from);
  CHECK(size > 0 && size % CASE == 0);
  for (i = 0; i < size; i += CASE) {
    const uint8_t *record = (const uint8_t *)cases + i + 79;
    memcpy(digits, cases + i + 32, 4);
    digits[4] = '\0';
    length_given = (uint64_t)atol(digits);
    current = "a record";
    check_record(policy, record, length_given);
    fputs("record ", file);
    write_hex(record, length_given);
    write_line("", "", TOROKU_RESULT_SIZE);
  }
}

static uint64_t read_hex(char *hex, uint8_t *to) {
  uint64_t size = strlen(hex) / 2;
  CHECK(size <= ROOM);
  bytes_of(hex, to, size);
  return size;
}

#define AGAIN(kind)                                                                                             \
  do {                                                                                                          \
    toroku_##kind *value = NULL;                                                                                \
    OK(toroku_##kind##_restore(TOROKU_ENCODING_UTF8, bytes, size, sealed ? key : NULL, context,                 \
                               sealed ? sizeof context : 0, sealed ? COUNTER : 0, &value));                     \
    OK(toroku_##kind##_save(value, sealed ? key : NULL, context, sealed ? sizeof context : 0,                   \
                            sealed ? COUNTER : 0, again, sizeof again, &back));                                 \
    OK(toroku_##kind##_free(value));                                                                            \
  } while (0)

static int read_all(const toroku_policy *policy) {
  static char line[4 * ROOM];
  int lines = 0;

  while (fgets(line, sizeof line, file) != NULL) {
    char *what = strtok(line, " \r\n"), *second = strtok(NULL, " \r\n"), *hex = strtok(NULL, " \r\n");
    int sealed = second != NULL && strcmp(second, "sealed") == 0;
    uint64_t size, back = 0;

    lines++;
    current = what;
    if (strcmp(what, "record") == 0 && hex == NULL) { /* a record of no bytes */
      hex = second;
      size = 0;
      check_record(policy, again, size);
    } else if (strcmp(what, "record") == 0) {
      size = read_hex(second, again);
      check_record(policy, again, size);
    } else {
      size = read_hex(hex, bytes);
    }
    if (strcmp(what, "record") == 0) {
      CHECK(read_hex(hex, again) == TOROKU_RESULT_SIZE && memcmp(bytes, again, TOROKU_RESULT_SIZE) == 0);
      continue;
    }
    if (strcmp(what, "registration") == 0) {
      AGAIN(registration);
    } else if (strcmp(what, "password") == 0) {
      AGAIN(password);
    } else {
      AGAIN(mail);
    }
    CHECK(back == size && memcmp(bytes, again, size) == 0);
  }
  return lines;
}

int main(int count, char **arguments) {
  toroku_policy *policy = NULL;
  int writes = count == 4 && strcmp(arguments[1], "write") == 0, lines = 0;
  uint64_t i, live = 1;

  if (!writes && count != 3) {
    return 2;
  }
  file = fopen(arguments[2], writes ? "wb" : "rb");
  if (file == NULL) {
    return 2;
  }
  for (i = 0; i < sizeof key; i++) {
    key[i] = (uint8_t)(i * 7 + 1);
  }
  OK(toroku_policy_new(TOROKU_ENCODING_UTF8, TERMS, strlen(TERMS), PASSWORD_URL, strlen(PASSWORD_URL), &policy));
  if (writes) {
    write_registration(policy);
    write_records(policy, arguments[3]);
  } else {
    lines = read_all(policy);
    CHECK(lines > 40);
    printf("%d read, ", lines);
  }
  OK(toroku_policy_free(policy));
  OK(toroku_handle_count(&live));
  CHECK(live == 0 && fclose(file) == 0);
  printf("%d failed checks\n", failures);
  return failures == 0 ? 0 : 1;
}
