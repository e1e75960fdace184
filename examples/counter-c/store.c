/* A store of files: one a user ID. Reserving creates it, which the file system does for one caller only;
   committing puts record and mail into it, all at once, by renaming a whole file over it. */
#include "counter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void path_of(char *path, const counter *c, const char *name) {
  sprintf(path, "%.900s/%.80s", c->store, name);
}

void keep_snapshot(const counter *c) {
  static uint8_t bytes[131072];
  char path[1024], fresh[1024];
  size_t length = 0;
  FILE *file;

  must(toroku_registration_save(c->registration, NULL, NULL, 0, 0, bytes, sizeof bytes, &length), "saving");
  path_of(path, c, "registration.snapshot");
  path_of(fresh, c, "registration.fresh");
  file = fopen(fresh, "wb");
  if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0 || rename(fresh, path) != 0) {
    fprintf(stderr, "the store cannot be written: %s\n", path);
    exit(2);
  }
}

int take_snapshot(counter *c) {
  static uint8_t bytes[131072];
  char path[1024];
  size_t length;
  FILE *file;

  path_of(path, c, "registration.snapshot");
  file = fopen(path, "rb");
  if (file == NULL) {
    return 0;
  }
  length = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  return toroku_registration_restore(c->encoding, bytes, length, NULL, NULL, 0, 0, &c->registration) == TOROKU_OK;
}

void drop_snapshot(const counter *c) {
  char path[1024];
  path_of(path, c, "registration.snapshot");
  remove(path);
}

/* Whether the file of a user ID holds this key. */
static int holds(const char *path, const char *key) {
  char first[64];
  FILE *file = fopen(path, "rb");
  int same;
  if (file == NULL) {
    return 0;
  }
  same = fgets(first, sizeof first, file) != NULL && strncmp(first, key, TOROKU_KEY_SIZE) == 0;
  fclose(file);
  return same;
}

static int reserve(const char *path, const char *key) {
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  int written;
  if (file < 0) {
    return errno == EEXIST && holds(path, key);
  }
  written = write(file, key, TOROKU_KEY_SIZE) == TOROKU_KEY_SIZE && write(file, "\n", 1) == 1 && fsync(file) == 0;
  return close(file) == 0 && written;
}

static int commit(const counter *c, const char *path, const char *key, const toroku_effect *effect) {
  char fresh[1024];
  static char text[65536];
  size_t length = 0;
  uint32_t field;
  toroku_mail *mail = NULL;
  FILE *file;
  int good;

  path_of(fresh, c, "record.fresh");
  file = fopen(fresh, "wb");
  if (file == NULL) {
    return 0;
  }
  fprintf(file, "%s\n", key);
  for (field = TOROKU_FIELD_USER_NAME; field <= TOROKU_FIELD_TERMS; field++) {
    toroku_status status = toroku_effect_text(effect, field, text, sizeof text, &length);
    if (status != TOROKU_ABSENT) {
      must(status, "reading the record");
      fprintf(file, "%.*s\n", (int)length, text);
    }
  }
  must(toroku_effect_mail(effect, &mail), "taking the mail");
  must(toroku_mail_text(mail, TOROKU_MAIL_TO, text, sizeof text, &length), "reading the mail");
  fprintf(file, "\nTo: %.*s\n", (int)length, text);
  must(toroku_mail_text(mail, TOROKU_MAIL_SUBJECT, text, sizeof text, &length), "reading the mail");
  fprintf(file, "Subject: %.*s\n\n", (int)length, text);
  must(toroku_mail_text(mail, TOROKU_MAIL_TEXT, text, sizeof text, &length), "reading the mail");
  fprintf(file, "%.*s", (int)length, text);
  must(toroku_mail_free(mail), "freeing the mail");
  good = fflush(file) == 0 && fsync(fileno(file)) == 0;
  return fclose(file) == 0 && good && rename(fresh, path) == 0;
}

void act(counter *c) {
  toroku_effect *effect = NULL;

  while (toroku_registration_effect(c->registration, c->policy, &effect) == TOROKU_OK) {
    char id[TOROKU_USER_ID_SIZE + 1], key[TOROKU_KEY_SIZE + 1], path[1024];
    uint32_t kind = 0, answer = 0;
    size_t length = 0;

    must(toroku_effect_kind(effect, &kind), "reading the effect");
    must(toroku_effect_key(effect, key, TOROKU_KEY_SIZE, &length), "reading the key");
    key[length] = '\0';
    must(toroku_effect_user_id(effect, id, TOROKU_USER_ID_SIZE, &length), "reading the user ID");
    id[length] = '\0';
    path_of(path, c, id);
    if (kind == TOROKU_EFFECT_COMMIT) {
      if (commit(c, path, key, effect)) {
        must(toroku_input_committed(c->registration, c->policy, now(), key, strlen(key), &answer), "reporting");
      } else {
        must(toroku_input_storage_failed(c->registration, c->policy, now(), &answer), "reporting");
      }
    } else if (reserve(path, key)) {
      must(toroku_input_id_reserved(c->registration, c->policy, now(), id, length, &answer), "reporting");
    } else if (access(path, F_OK) == 0) {
      must(toroku_input_id_taken(c->registration, c->policy, now(), id, length, &answer), "reporting");
    } else {
      must(toroku_input_storage_failed(c->registration, c->policy, now(), &answer), "reporting");
    }
    must(toroku_effect_free(effect), "freeing the effect");
    keep_snapshot(c);
    if (answer == TOROKU_ANSWER_STORAGE_FAILED) {
      show_code(c, TOROKU_CODE_FLOW_STORAGE_FAILED);
    }
  }
}
