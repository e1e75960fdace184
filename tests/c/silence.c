/* Nothing that a person typed, and no secret, comes out where nobody asked for it: not on standard output or
 * error through every state, input and refusal; not in a status's text; not when memory runs out and the
 * process is aborted. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "world.h"

#define KANARIA "\xE3\x82\xAB\xE3\x83\x8A\xE3\x83\xAA\xE3\x82\xA2"
#define KANARIA_CP932 "\x83\x4A\x83\x69\x83\x8A\x83\x41"
#define PASSWORD "canary in a coal mine"

/* What is looked for. The user ID and the token, which the entropy gives, are added once they are known. */
static char user_id[TOROKU_USER_ID_SIZE + 1] = "CANARY";
static char token[TOROKU_TOKEN_SIZE + 1] = "CANARY";
static const char *const canaries[] = {"CANARY", "anary",     KANARIA, KANARIA_CP932, "7777",  "1987",
                                       "011011", "\xE6\x9C\xAD", "gmial", user_id,       token};

static const struct {
  uint32_t item;
  const char *text;
} typed[] = {{TOROKU_ITEM_USER_NAME, "Canaryname Surcanary"},
             {TOROKU_ITEM_SEX, "female"},
             {TOROKU_ITEM_BIRTH_YEAR, "1987"},
             {TOROKU_ITEM_BIRTH_MONTH, "11"},
             {TOROKU_ITEM_BIRTH_DAY, "23"},
             {TOROKU_ITEM_MUNICIPALITY, "011011"},
             {TOROKU_ITEM_STREET_ADDRESS, KANARIA "7-7"},
             {TOROKU_ITEM_PHONE, "03-7777-8888"},
             {TOROKU_ITEM_EMAIL, "canary..mail@gmial.com"},
             {TOROKU_ITEM_EMAIL_CONFIRMATION, "canary..mail@gmial.com"},
             {TOROKU_ITEM_USER_TYPE, "applicant_at_counter"}};

/* ---- Memory that runs out ------------------------------------------------------------------------ */

extern void *__libc_malloc(uint64_t);
extern void *__libc_calloc(uint64_t, uint64_t);
extern void *__libc_realloc(void *, uint64_t);

/* How many allocations are still granted; below 0 there is no limit. */
static long granted = -1;

static int is_refused(void) {
  if (granted == 0) {
    errno = ENOMEM;
    return 1;
  }
  granted -= granted > 0;
  return 0;
}

void *malloc(uint64_t size) { return is_refused() ? NULL : __libc_malloc(size); }
void *calloc(uint64_t count, uint64_t size) { return is_refused() ? NULL : __libc_calloc(count, size); }
void *realloc(void *block, uint64_t size) { return is_refused() ? NULL : __libc_realloc(block, size); }

/* ---- A registration that touches everything ------------------------------------------------------------- */

static uint8_t entropy[TOROKU_ENTROPY_SIZE];
static const uint8_t salt[TOROKU_SALT_SIZE] = "salt of a canary";
static toroku_registration *registration;
static toroku_policy *policy;

/* Every list's every text is made, as for a screen. */
static void wording(toroku_findings *findings) {
  uint64_t count = 0, i;
  toroku_findings_count(findings, &count);
  for (i = 0; i < count; i++) {
    toroku_findings_wording(findings, i, "ja", 2, TEXT);
    toroku_findings_suggestion(findings, i, 0, TEXT);
  }
  toroku_findings_free(findings);
}

/* Every input in the state as it is: with canaries in it, and each refused where the state does not take it. In
 * a copy, so that the registration goes on. */
static void every_input(void) {
  uint8_t snapshot[8192], broken[8192];
  uint64_t size = 0, i;
  toroku_registration *r = NULL, *never = NULL;
  uint32_t answer = 0, field;
  toroku_findings *findings;
  const char *wrong[] = {KANARIA "\xE2\x80\x8B \xF0\xA0\xAE\xB7", "CANARY \xC3\x9C", "canary\x01", "\xFF" "CANARY", ""};

  toroku_registration_save(registration, NULL, NULL, 0, 0, snapshot, sizeof snapshot, &size);
  toroku_registration_restore(TOROKU_ENCODING_UTF8, snapshot, size, NULL, NULL, 0, 0, &r);
  toroku_registration_restore(TOROKU_ENCODING_UTF8, snapshot, size, entropy, NULL, 0, 0, &never);
  memcpy(broken, snapshot, sizeof broken);
  broken[size / 2] ^= 1;
  toroku_registration_restore(TOROKU_ENCODING_UTF8, broken, size, NULL, NULL, 0, 0, &never);
  toroku_registration_restore(TOROKU_ENCODING_UTF8, snapshot, size - 1, NULL, NULL, 0, 0, &never);
  toroku_input_search(r, policy, MOMENT, 0, "\xE6\x9C\xAD\xE5\xB9\x8C", 6, 3, &answer);
  toroku_input_search(r, policy, MOMENT, 0, "CANARY", 6, 3, &answer);
  toroku_input_show_terms(r, policy, MOMENT, &answer);
  for (i = 0; i < sizeof typed / sizeof typed[0]; i++) {
    uint64_t w;
    for (w = 0; w < sizeof wrong / sizeof wrong[0]; w++) {
      toroku_input_set(r, policy, MOMENT, typed[i].item, wrong[w], strlen(wrong[w]), &answer);
      toroku_input_confirm(r, policy, MOMENT, &answer);
      if (toroku_answer_problems(r, &findings) == TOROKU_OK) {
        wording(findings);
      }
    }
    toroku_input_set(r, policy, MOMENT, 77, typed[i].text, strlen(typed[i].text), &answer);
    toroku_registration_draft(r, typed[i].item, text, 1, &length);
    toroku_input_clear(r, policy, MOMENT, typed[i].item, &answer);
  }
  for (field = 1; field <= 12; field++) {
    if (toroku_registration_report(r, policy, MOMENT, field, &findings) == TOROKU_OK) {
      wording(findings);
    }
    toroku_confirmation_text(r, field, TEXT);
  }
  for (field = 1; field <= 12; field++) {
    toroku_input_take(r, policy, MOMENT, field, "CANARY-1-2", 10, &answer);
    toroku_input_take(r, policy, MOMENT, field, "\xFF" "CANARY", 7, &answer);
  }
  toroku_input_agree(r, policy, MOMENT, "CANARY terms", 12, &answer);
  toroku_input_disagree(r, policy, MOMENT, &answer);
  toroku_input_register(r, policy, MOMENT, "CANARY", 6, ENGLISH, &answer);
  toroku_input_id_reserved(r, policy, MOMENT, "bcdfg12345", 10, &answer);
  toroku_input_id_taken(r, policy, MOMENT, "CANARY", 6, &answer);
  toroku_input_number_reserved(r, policy, MOMENT, 7777, &answer);
  toroku_input_committed(r, policy, MOMENT, "CANARY", 6, &answer);
  toroku_input_mail_delivered(r, policy, MOMENT, "0123456789abcdef0123456789abcdef", 32, &answer);
  toroku_input_mail_failed(r, policy, MOMENT, "0123456789abcdef0123456789abcdef", 32, &answer);
  toroku_input_storage_failed(r, policy, MOMENT, &answer);
  toroku_input_back_to_top(r, policy, MOMENT, &answer);
  toroku_input_back(r, policy, MOMENT, &answer);
  toroku_input_choose_category(r, policy, MOMENT, 3, (const uint8_t *)"CANARYCANARYCANARYCANARYCANARYCA", &answer);
  toroku_registration_free(r);
}

/* A record of a file with the same canaries, in CP932, good and bad. */
static void records(void) {
  toroku_record record;
  char result[TOROKU_RESULT_SIZE];
  toroku_effect *effect = NULL;
  uint32_t record_status = 0, field;
  int good;

  for (good = 0; good < 2; good++) {
    memset(&record, ' ', sizeof record);
    memcpy(record.user_name, "Canaryname", 10);
    memcpy(record.sex, good ? "F" : "C", 1);
    memcpy(record.birth_date, "19871123", 8);
    memcpy(record.municipality, "011011", 6);
    memcpy(record.street_address, KANARIA_CP932 "\x83", good ? 8 : 9);
    memcpy(record.phone, "0377778888", 10);
    memcpy(record.email, "canary..mail@gmial.com", 22);
    memcpy(record.email_confirmation, "canary..mail@gmial.com", 22);
    memcpy(record.user_type, "applicant_at_counter", 20);
    memcpy(record.terms_agreed, "1", 1);
    memcpy(record.terms_version, TERMS, strlen(TERMS));
    toroku_record_check(policy, (uint8_t *)&record, sizeof record, MOMENT, (uint8_t *)result, sizeof result, &record_status);
    toroku_record_check(policy, (uint8_t *)&record, sizeof record, MOMENT, (uint8_t *)result, 7, &record_status);
    toroku_record_register(policy, (uint8_t *)&record, sizeof record, MOMENT, 0, entropy, ENGLISH, (uint8_t *)result,
                           sizeof result, &record_status, &effect);
    for (field = 1; field <= 12; field++) {
      toroku_record_message(policy, (uint8_t *)&record, sizeof record, MOMENT, field, "ja", 2, TEXT);
    }
  }
  CHECK(record_status == TOROKU_RESULT_GOOD);
  toroku_effect_free(effect);
}

static void passwords(toroku_password *password) {
  uint8_t snapshot[8192];
  uint64_t size = 0;
  uint32_t answer = 0;
  toroku_mail *mail = NULL;
  toroku_password *never = NULL;

  toroku_password_token(password, TEXT);
  toroku_password_link(password, policy, TEXT);
  if (toroku_password_link_mail(password, policy, ENGLISH, &mail) == TOROKU_OK) {
    toroku_mail_text(mail, TOROKU_MAIL_TEXT, TEXT);
    toroku_mail_free(mail);
  }
  toroku_password_open_link(password, policy, MOMENT, token, strlen(token), TOROKU_PAGES_HOME_OR_LOGIN, &answer);
  toroku_password_open_link(password, policy, MOMENT, "CANARY", 6, TOROKU_PAGES_NONE, &answer);
  toroku_password_set(password, policy, MOMENT, token, strlen(token), "CANARY", 6, "canary", 6, salt,
                      TOROKU_PAGES_NONE, &answer);
  toroku_password_set(password, policy, MOMENT, token, strlen(token), "\xFF", 1, "canary", 6, salt, TOROKU_PAGES_NONE,
                      &answer);
  toroku_password_set(password, policy, MOMENT, token, strlen(token), PASSWORD, strlen(PASSWORD), PASSWORD,
                      strlen(PASSWORD), salt, TOROKU_PAGES_NONE, &answer);
  CHECK(answer == TOROKU_PW_PASSWORD_SET);
  toroku_password_log_in(password, policy, MOMENT, "CANARY", 6, &answer);
  toroku_password_log_in(password, policy, MOMENT, PASSWORD, strlen(PASSWORD), &answer);
  toroku_password_change(password, policy, MOMENT, "CANARY", 6, "CANARY", 6, "CANARY", 6, salt, &answer);
  toroku_password_request_link(password, policy, MOMENT, user_id, strlen(user_id), "canary..mail@gmial.com", 22,
                               entropy, &answer);
  toroku_password_request_link(password, policy, MOMENT, "CANARY", 6, "canary", 6, entropy, &answer);
  toroku_password_reminded(password, policy, MOMENT, 77, &answer);
  toroku_password_hash(password, TEXT);
  toroku_password_save(password, NULL, NULL, 0, 0, snapshot, sizeof snapshot, &size);
  toroku_password_restore(TOROKU_ENCODING_UTF8, snapshot, size, entropy, NULL, 0, 0, &never);
  snapshot[size / 2] ^= 1;
  toroku_password_restore(TOROKU_ENCODING_UTF8, snapshot, size, NULL, NULL, 0, 0, &never);
  toroku_password_free(password);
}

static int states; /* in which all inputs were tried */

static void here(void) {
  every_input();
  states++;
}

static void whole_registration(void) {
  toroku_effect *effect = NULL;
  toroku_mail *mail = NULL;
  toroku_password *password = NULL;
  char digest[TOROKU_DIGEST_SIZE], key[TOROKU_KEY_SIZE];
  uint64_t size = 0, i;
  uint32_t answer = 0, part;

  OK(toroku_registration_new(TOROKU_ENCODING_UTF8, &registration));
  here();
  OK(toroku_input_choose_category(registration, policy, MOMENT, TOROKU_CATEGORY_APPLICANT_AT_COUNTER, entropy, &answer));
  here();
  for (i = 0; i < sizeof typed / sizeof typed[0]; i++) {
    OK(toroku_input_set(registration, policy, MOMENT, typed[i].item, typed[i].text, strlen(typed[i].text), &answer));
  }
  OK(toroku_input_agree(registration, policy, MOMENT, TERMS, strlen(TERMS), &answer));
  here();
  OK(toroku_input_confirm(registration, policy, MOMENT, &answer));
  CHECK(answer == TOROKU_ANSWER_READY_TO_CONFIRM);
  here();
  OK(toroku_confirmation_digest(registration, digest, sizeof digest, &size));
  OK(toroku_input_register(registration, policy, MOMENT, digest, size, ENGLISH, &answer));
  here();
  OK(toroku_registration_effect(registration, policy, &effect));
  OK(toroku_effect_user_id(effect, user_id, TOROKU_USER_ID_SIZE, &size));
  OK(toroku_effect_free(effect));
  OK(toroku_input_id_reserved(registration, policy, MOMENT, user_id, size, &answer));
  here();
  OK(toroku_registration_effect(registration, policy, &effect));
  OK(toroku_effect_mail(effect, &mail));
  for (part = 1; part <= 6; part++) {
    OK(toroku_mail_text(mail, part, TEXT));
    if (part == TOROKU_MAIL_TEXT) {
      const char *link = strstr(text, "token=");
      CHECK(link != NULL);
      memcpy(token, link == NULL ? "" : link + 6, link == NULL ? 1 : TOROKU_TOKEN_SIZE);
    }
  }
  for (part = 1; part <= 12; part++) {
    toroku_effect_text(effect, part, TEXT);
  }
  OK(toroku_mail_free(mail));
  OK(toroku_effect_password(effect, &password));
  OK(toroku_effect_free(effect));
  OK(toroku_registration_key(registration, key, sizeof key, &size));
  OK(toroku_input_committed(registration, policy, MOMENT, key, size, &answer));
  here();
  OK(toroku_registration_free(registration));
  passwords(password);
  records();
}

/* ---- What came out ------------------------------------------------------------------------------ */

static char out[1 << 16];
static uint64_t out_size;

/* Whether what came out holds a canary; says which. */
static const char *found(void) {
  uint64_t i, at;
  for (i = 0; i < sizeof canaries / sizeof canaries[0]; i++) {
    uint64_t size = strlen(canaries[i]);
    for (at = 0; at + size <= out_size; at++) {
      if (memcmp(out + at, canaries[i], size) == 0) {
        return canaries[i];
      }
    }
  }
  return NULL;
}

/* Runs in a child of its own and reads what that writes on standard output and error. The child's status. */
static int listen_to(void (*work)(void)) {
  int ends[2], status = 0;
  ssize_t size;
  pid_t child;

  fflush(NULL);
  if (pipe(ends) != 0 || (child = fork()) < 0) {
    exit(2);
  }
  if (child == 0) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    dup2(ends[1], 1);
    dup2(ends[1], 2);
    close(ends[0]);
    close(ends[1]);
    work();
    _exit(failures == 0 ? 0 : 1);
  }
  close(ends[1]);
  out_size = 0;
  while ((size = read(ends[0], out + out_size, sizeof out - out_size)) > 0) {
    out_size += (uint64_t)size;
  }
  close(ends[0]);
  waitpid(child, &status, 0);
  return status;
}

static void leaks(void) { fputs("a name like Canaryname\n", stderr); }

static long allowed;
static void without_memory(void) {
  granted = allowed;
  whole_registration();
}

int main(void) {
  uint32_t i;
  int aborted = 0, status, through = 0;
  uint64_t tried = 0;

  for (i = 0; i < TOROKU_ENTROPY_SIZE; i++) {
    entropy[i] = (uint8_t)(0xA0 + i);
  }
  OK(toroku_policy_new(TOROKU_ENCODING_UTF8, TERMS, strlen(TERMS), PASSWORD_URL, strlen(PASSWORD_URL), &policy));
  OK(toroku_policy_set_hash_cost(policy, 8, 1, 1));

  current = "the ear hears";
  listen_to(leaks);
  CHECK(found() != NULL);

  current = "through every state";
  status = listen_to(whole_registration);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  CHECK(out_size == 0);
  whole_registration(); /* here too, so that the user ID and the token are known */
  CHECK(states == 7);

  current = "status texts";
  for (i = 0; i < 100; i++) {
    if (toroku_status_text((toroku_status)i, out, sizeof out, &out_size) == TOROKU_OK) {
      CHECK(found() == NULL);
      tried++;
    }
  }
  CHECK(tried > 25);

  current = "memory runs out";
  for (allowed = 0; !through && allowed < 100000; allowed += allowed < 400 ? 1 : 97) {
    const char *canary;
    status = listen_to(without_memory);
    canary = found();
    if (canary != NULL) {
      printf("\"%.*s\" after %ld allocations\n", (int)out_size, out, allowed);
      CHECK(canary == NULL);
      break;
    }
    through = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    aborted += WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    CHECK(through || (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT) || WIFEXITED(status));
  }
  CHECK(through && aborted > 200);
  OK(toroku_policy_free(policy));
  printf("%d states with every input, %lu status texts, %d aborts, no word of an applicant: %d failures\n", states,
         (unsigned long)tried, aborted, failures);
  return failures == 0 ? 0 : 1;
}
