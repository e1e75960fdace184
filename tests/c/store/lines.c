/* Lines for a screen, and slips. This file is in UTF-8. */
#include "store.h"

/* The lines of a text of so many columns, each followed by a bar. */
static const char *lines_of(uint32_t encoding, const char *text, uint64_t columns) {
  static char all[1024];
  char line[256];
  uint64_t at = 0, used = 0, length, taken, width;
  while (at < strlen(text)) {
    OK(toroku_line_next(encoding, text + at, strlen(text) - at, columns, line, sizeof line, &length, &taken, &width));
    CHECK(taken > 0 && width <= columns);
    memcpy(all + used, line, length);
    used += length;
    all[used++] = '|';
    at += taken;
  }
  all[used] = '\0';
  return all;
}

/* Days in Japan, on machines of 32 bits too, where a time of C's has ended in January 2038. */
void days(void) {
  char day[16];
  CHECK(put_time(2147483647, "%Y-%m-%d", day, sizeof day) && strcmp(day, "2038-01-19") == 0);
  CHECK(put_time((int64_t)4102412400, "%Y-%m-%d", day, sizeof day) && strcmp(day, "2100-01-01") == 0);
  CHECK(put_time((int64_t)253402268399, "%Y-%m-%d", day, sizeof day) && strcmp(day, "9999-12-31") == 0);
  CHECK(!put_time(INT64_MAX, "%Y-%m-%d", day, sizeof day));
  CHECK(!put_time(INT64_MAX - 9 * 3600, "%Y-%m-%d", day, sizeof day));
}

void lines(void) {
  char line[16];
  uint64_t length = 0, taken = 0, width = 0;
#define LINES_ARE(encoding, text, columns, expected) CHECK(strcmp(lines_of(encoding, text, columns), expected) == 0)
  LINES_ARE(TOROKU_ENCODING_UTF8, "Enter your name, please.", 12, "Enter your|name,|please.|");
  LINES_ARE(TOROKU_ENCODING_UTF8, "aVeryLongWordIndeed it is", 10, "aVeryLongW|ordIndeed|it is|");
  /* Wide characters are two columns, half-width katakana one. */
  LINES_ARE(TOROKU_ENCODING_UTF8, "氏名を入力", 9, "氏名を入|力|");
  LINES_ARE(TOROKU_ENCODING_UTF8, "ｱｲｳｴｵｱｲｳｴｵ", 8, "ｱｲｳｴｵｱｲｳ|ｴｵ|");
  LINES_ARE(TOROKU_ENCODING_CP932, "\x95\\\x95\\\x95\\\x95\\\xB1\xB2", 9, "\x95\\\x95\\\x95\\\x95\\|\xB1\xB2|");
  LINES_ARE(TOROKU_ENCODING_UTF8, "入力を（確認）。", 8, "入力を|（確|認）。|");
  LINES_ARE(TOROKU_ENCODING_UTF8, "入力確認。", 8, "入力確|認。|");
  LINES_ARE(TOROKU_ENCODING_CP932, "\x93\xFC\x97\xCD\x93\xFC\x97\xCD\x81\x42", 8, "\x93\xFC\x97\xCD\x93\xFC|\x97\xCD\x81\x42|");
  /* What a terminal obeys, what is not seen, and what is no character. */
  LINES_ARE(TOROKU_ENCODING_UTF8, "a\x1B[2Jb\tc", 20, "a<ESC>[2Jb<TAB>c|");
  LINES_ARE(TOROKU_ENCODING_UTF8, "a\xC2\x9B" "2J", 20, "a<U+009B>2J|");
  LINES_ARE(TOROKU_ENCODING_UTF8, "a\xE2\x80\xAE" "b", 20, "a<U+202E>b|");
  LINES_ARE(TOROKU_ENCODING_UTF8, "a\xE3\x81", 20, "a〓〓|");
  LINES_ARE(TOROKU_ENCODING_CP932, "a\x82", 20, "a\x81\xAC|");
  CHECK(toroku_line_next(TOROKU_ENCODING_UTF8, "abcdefgh", 8, 80, line, 4, &length, &taken, &width) ==
            TOROKU_BUFFER_TOO_SMALL && length == 8);
  CHECK(toroku_line_next(TOROKU_ENCODING_UTF8, "a", 1, 7, line, 4, &length, &taken, &width) == TOROKU_OUT_OF_RANGE);
  OK(toroku_line_next(TOROKU_ENCODING_UTF8 + TOROKU_PADDED, "ab  ", 4, 8, line, 6, &length, &taken, &width));
  CHECK(memcmp(line, "ab    ", 6) == 0 && length == 2 && taken == 2 && width == 2);
  CHECK(toroku_line_next(TOROKU_ENCODING_CP930, "\xC1", 1, 8, line, 4, &length, &taken, &width) ==
        TOROKU_INVALID_VALUE);
  CHECK(toroku_line_next(TOROKU_ENCODING_CP939 + TOROKU_PADDED, "\xC1", 1, 8, line, 4, &length, &taken, &width) ==
        TOROKU_INVALID_VALUE);
}

/* A slip has 80 columns, in any encoding, and its day at the right. */
void slip(void) {
  static const char title[] = "在留申請", word[] = "A word or two that are more than a line of eighty columns has, so that there are two.";
  const char *path = in("slip");
  toroku_list *list = NULL;
  char text[256];
  FILE *file;

  OK(toroku_slip_open(path, strlen(path), TOROKU_ENCODING_UTF8, NOW, title, strlen(title), &list));
  OK(toroku_list_line(list, 2, word, strlen(word)));
  OK(toroku_list_publish(list));
  file = fopen(path, "rb");
  CHECK(fgets(text, sizeof text, file) != NULL && strlen(text) == 80 - 8 + 12 + 1);
  CHECK(fgets(text, sizeof text, file) != NULL && strcmp(text, "\n") == 0);
  CHECK(fgets(text, sizeof text, file) != NULL && strcmp(text, "  A word or two that are more than a line of eighty columns has, so that there\n") == 0);
  CHECK(fgets(text, sizeof text, file) != NULL && strcmp(text, "      are two.\n") == 0);
  CHECK(fgets(text, sizeof text, file) == NULL);
  fclose(file);
}
