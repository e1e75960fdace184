/* STEP3: the user ID, on the screen and on the slip that the applicant takes home. */
#include <stdio.h>
#include <string.h>

#include "counter.h"

#define PATH_SIZE 700

/* What STEP3 shows of the registration. */
typedef struct completed {
  char id[TOROKU_USER_ID_SIZE + 1], hours[16]; /* with NUL */
  text name, email;
  char path[PATH_SIZE]; /* the slip's */
  int is_printed;
} completed;

static void read_it(const counter *c, completed *it) {
  toroku_password *password = NULL;
  uint32_t seconds = 0;
  uint64_t length = 0;

  must(toroku_registration_user_id(c->registration, it->id, TOROKU_USER_ID_SIZE, &length), "reading the user ID");
  shown(c, toroku_registration_email(c->registration, it->email.bytes, sizeof it->email.bytes, &it->email.length), &it->email);
  /* The registration has given its name away; the account has it. */
  must(toroku_store_password(c->store, it->id, TOROKU_USER_ID_SIZE, &password), "reading the account");
  shown(c, toroku_password_text(password, TOROKU_ACCOUNT_NAME, it->name.bytes, sizeof it->name.bytes, &it->name.length), &it->name);
  must(toroku_password_free(password), "freeing the account");
  must(toroku_policy_number(c->policy, TOROKU_SETTING_LINK_LIFETIME, &seconds), "reading the policy");
  sprintf(it->hours, "%u", (unsigned)(seconds / 3600));
  sprintf(it->path, "%.600s%sslip-%s.txt", c->slips, c->slips[0] == '\0' ? "" : "/", it->id);
}

/* ---- The slip ------------------------------------------------------------ */

static toroku_status slip_word(const counter *c, toroku_list *slip, const char *language, uint32_t indent, const char *key,
                               const char *value) {
  text it;
  word_with(c, language, key, value, &it);
  return toroku_list_line(slip, indent, it.bytes, it.length);
}

static toroku_status slip_in(const counter *c, toroku_list *slip, const char *language, const completed *it) {
  static const struct {
    uint32_t indent;
    const char *key;
  } rows[] = {{0, ""}, {0, "next.title"}, {2, "next.mail"}, {2, "notification.warning.text"}, {2, "next.link"}, {2, "notification.hours"},
              {2, "notification.renewal"}, {2, "slip.keep"}};
  toroku_status status = TOROKU_OK;
  uint64_t i;

  if ((status = slip_word(c, slip, language, 0, "notification.complete.lead", NULL)) != TOROKU_OK ||
      (status = slip_word(c, slip, language, 0, "label.user_name", NULL)) != TOROKU_OK ||
      (status = toroku_list_line(slip, 4, it->name.bytes, it->name.length)) != TOROKU_OK ||
      (status = slip_word(c, slip, language, 0, "notification.user_id", it->id)) != TOROKU_OK ||
      (status = slip_word(c, slip, language, 0, "mail.sent", NULL)) != TOROKU_OK ||
      (status = toroku_list_line(slip, 4, it->email.bytes, it->email.length)) != TOROKU_OK) {
    return status;
  }
  for (i = 0; i < sizeof rows / sizeof rows[0] && status == TOROKU_OK; i++) {
    status = rows[i].key[0] == '\0' ? toroku_list_line(slip, 0, "", 0)
                                    : slip_word(c, slip, language, rows[i].indent, rows[i].key, it->hours);
  }
  return status;
}

/* In both languages: the applicant reads one, and whoever helps with it the other. */
static toroku_status print_slip(const counter *c, const completed *it) {
  toroku_list *slip = NULL;
  toroku_status status;
  text title;

  word_in(c, "ja", "notification.system", &title);
  status = toroku_slip_open(it->path, strlen(it->path), c->encoding, now(), title.bytes, title.length, &slip);
  if (status != TOROKU_OK) {
    return status;
  }
  if ((status = slip_in(c, slip, "ja", it)) != TOROKU_OK || (status = toroku_list_line(slip, 0, "", 0)) != TOROKU_OK ||
      (status = slip_word(c, slip, "en", 0, "notification.system", NULL)) != TOROKU_OK ||
      (status = slip_in(c, slip, "en", it)) != TOROKU_OK) {
    toroku_list_drop(slip);
    return status;
  }
  return toroku_list_publish(slip);
}

/* ---- The screen ---------------------------------------------------------- */

static void row(const counter *c, const char *label_key, const text *value) {
  text label;
  word(c, label_key, &label);
  page_row(c, &label, value);
}

static void show_step3(const counter *c, const completed *it) {
  text id, path;

  page_new(c, "state.completion");
  page_word(c, "", "notification.complete.lead");
  page_space();
  word_with(c, c->language, "notification.user_id", it->id, &id);
  page_text(c, "", &id);
  row(c, "label.user_name", &it->name);
  row(c, "mail.sent", &it->email);
  if (it->is_printed) {
    path.length = strlen(it->path);
    memcpy(path.bytes, it->path, path.length);
    row(c, "slip.file", &path);
  } else {
    page_word(c, "! ", "slip.failed");
  }
  page_space();
  page_word(c, "", "next.title");
  page_word(c, "1 ", "next.mail");
  page_word(c, "2 ", "notification.warning.text");
  page_word(c, "3 ", "next.link");
  page_key("Enter", "key.top");
}

/* Forgotten is the applicant once STEP3 was seen: a program that is ended before shows it again. */
went complete(counter *c) {
  completed it;
  uint32_t answer = 0;
  went how = WENT_ON;

  memset(&it, 0, sizeof it);
  read_it(c, &it);
  it.is_printed = print_slip(c, &it) == TOROKU_OK;
  do {
    show_step3(c, &it);
  } while (page_ask(c, 1, &how) == NULL && how == WENT_ON);
  must(toroku_input_back_to_top(c->registration, c->policy, now(), &answer), "going back to the top page");
  must(toroku_store_drop(c->store), "forgetting the entry");
  wipe(&it, sizeof it);
  return how == WENT_SILENT ? WENT_SILENT : WENT_ON;
}
