#include "counter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const languages[] = {"ja", "en"};
static char text[8192];
static size_t length;

/* Shows the text that came, on a line of its own. A character that the terminal's encoding does not have is
   reported; the rest of the registration is not stopped by it. */
static void line(const char *before, toroku_status status) {
  if (status == TOROKU_UNWRITABLE) {
    printf("%s(this text has characters that this terminal cannot show)\n", before);
  } else if (status == TOROKU_OK) {
    printf("%s%.*s\n", before, (int)length, text);
  } else if (status != TOROKU_ABSENT) {
    must(status, "showing a text");
  }
}

void show_key(const counter *c, const char *key) {
  int i;
  for (i = 0; i < 2; i++) {
    line(i == 0 ? "" : "  ", toroku_language_text(c->encoding, languages[i], 2, key, strlen(key), text, sizeof text,
                                                   &length));
  }
}

void show_label(const counter *c, uint32_t field) {
  int i;
  printf("\n");
  for (i = 0; i < 2; i++) {
    line(i == 0 ? "* " : "  ",
         toroku_language_label(c->encoding, languages[i], 2, field, text, sizeof text, &length));
  }
}

void show_hint(const counter *c, uint32_t field) {
  int i;
  for (i = 0; i < 2; i++) {
    line("    ", toroku_language_hint(c->encoding, languages[i], 2, field, text, sizeof text, &length));
  }
}

void show_code(const counter *c, uint32_t code) {
  int i;
  for (i = 0; i < 2; i++) {
    line("! ", toroku_language_code(c->encoding, languages[i], 2, code, text, sizeof text, &length));
  }
}

static const char *sign_of(uint32_t kind) {
  switch (kind) {
    case TOROKU_KIND_PROBLEM: return "! ";
    case TOROKU_KIND_NOTICE: return "i ";
    default: return "~ ";
  }
}

/* A field's suggestions are numbered through, for the clerk to take one. */
static void show_finding(const counter *c, const toroku_findings *findings, size_t index, uint32_t *of, size_t *number) {
  char before[32];
  uint32_t kind = 0, code = 0, field = 0;
  size_t count = 0, i;

  must(toroku_findings_at(findings, index, &kind, &code, &field), "reading a finding");
  line(sign_of(kind), toroku_language_label(c->encoding, "ja", 2, field, text, sizeof text, &length));
  for (i = 0; i < 2; i++) {
    line("    ", toroku_findings_wording(findings, index, languages[i], 2, text, sizeof text, &length));
  }
  must(toroku_findings_suggestions(findings, index, &count), "counting suggestions");
  *number = field == *of ? *number : 0;
  *of = field;
  for (i = 0; i < count; i++) {
    sprintf(before, "    =%u -> ", (unsigned)++*number);
    line(before, toroku_findings_suggestion(findings, index, i, text, sizeof text, &length));
  }
  if (kind == TOROKU_KIND_CONVERSION) {
    line("    - ", toroku_findings_text(findings, index, TOROKU_TEXT_BEFORE, text, sizeof text, &length));
    line("    + ", toroku_findings_text(findings, index, TOROKU_TEXT_AFTER, text, sizeof text, &length));
  }
}

int show_file(const char *path) {
  static char row[1024];
  FILE *file = fopen(path, "rb");
  int rows = 0, is_asked = isatty(STDIN_FILENO);

  if (file == NULL) {
    return 0;
  }
  while (fgets(row, sizeof row, file) != NULL) {
    printf("  %s", row);
    if (is_asked && ++rows % 20 == 0 && ask("-- Enter --") == NULL) {
      break;
    }
  }
  fclose(file);
  printf("\n");
  return 1;
}

void show_findings(const counter *c, toroku_findings *findings) {
  size_t count = 0, i, number = 0;
  uint32_t of = 0;
  must(toroku_findings_count(findings, &count), "counting findings");
  for (i = 0; i < count; i++) {
    show_finding(c, findings, i, &of, &number);
  }
  must(toroku_findings_free(findings), "freeing findings");
}

const char *ask(const char *prompt) {
  static char typed[8192];
  printf("%s", prompt);
  fflush(stdout);
  if (fgets(typed, sizeof typed, stdin) == NULL) {
    printf("\n");
    return NULL;
  }
  typed[strcspn(typed, "\r\n")] = '\0';
  return typed;
}
