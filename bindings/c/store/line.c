/* The lines of a text, for a screen or a printer: whole characters, whole words, and nothing that a terminal obeys.
   Columns are counted as in Japan: one for ASCII and half-width katakana, two for the rest. This file is in UTF-8. */
#include <stdio.h>
#include <string.h>

#include "internal.h"

static int is_utf8(uint32_t encoding) { return encoding == TOROKU_ENCODING_UTF8; }

/* How many bytes the character at the beginning has; 0 where there is none. */
static uint64_t character(uint32_t encoding, const char *text, uint64_t length) {
  uint64_t readable = 0, size, most = is_utf8(encoding) ? 4 : 2;
  for (size = 1; size <= most && size <= length; size++) {
    if (toroku_text_check(encoding, text, size, &readable) == TOROKU_OK) {
      return size;
    }
  }
  return 0;
}

/* The code point of a character of UTF-8 that has two or three bytes. */
static unsigned code_point(const char *text, uint64_t size) {
  const uint8_t *byte = (const uint8_t *)text;
  return size == 2 ? ((byte[0] & 0x1Fu) << 6) | (byte[1] & 0x3Fu)
                   : ((byte[0] & 0x0Fu) << 12) | ((byte[1] & 0x3Fu) << 6) | (byte[2] & 0x3Fu);
}

/* Controls of a second kind, and characters that are not seen or turn the direction of what follows. */
static int is_unseen(unsigned point) {
  return (point >= 0x80 && point < 0xA0) || (point >= 0x200B && point <= 0x200F) ||
         (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
}

static const char *name_of(uint8_t control, char name[16]) {
  switch (control) {
    case 0x00: return "<NUL>";
    case 0x09: return "<TAB>";
    case 0x0A: return "<LF>";
    case 0x0D: return "<CR>";
    case 0x1A: return "<EOF>";
    case 0x1B: return "<ESC>";
    case 0x7F: return "<DEL>";
    default: sprintf(name, "<%02X>", (unsigned)control); return name;
  }
}

/* A character of a text: how many bytes it has there, and what is shown for it. */
typedef struct shown {
  uint64_t taken;
  const char *bytes;
  uint64_t length;
  uint64_t columns;
} shown;

static shown shown_as(uint64_t taken, const char *bytes, uint64_t columns) {
  shown it;
  it.taken = taken;
  it.bytes = bytes;
  it.length = strlen(bytes);
  it.columns = columns;
  return it;
}

static shown next(uint32_t encoding, const char *text, uint64_t length, char name[16]) {
  static const char mark_cp932[] = "\x81\xAC", mark_utf8[] = "\xE3\x80\x93"; /* printers' mark for what is missing */
  shown it = {1, text, 1, 1};
  uint8_t byte = (uint8_t)text[0];

  if (byte < 0x20 || byte == 0x7F) {
    const char *control = name_of(byte, name);
    return shown_as(1, control, strlen(control));
  }
  it.taken = it.length = character(encoding, text, length);
  if (it.taken == 0) {
    return shown_as(1, is_utf8(encoding) ? mark_utf8 : mark_cp932, 2);
  }
  if (it.taken > 1) {
    it.columns = 2;
  }
  if (is_utf8(encoding) && (it.taken == 2 || it.taken == 3)) {
    unsigned point = code_point(text, it.taken);
    if (is_unseen(point)) {
      sprintf(name, "<U+%04X>", point);
      return shown_as(it.taken, name, strlen(name));
    }
    if (point >= 0xFF61 && point <= 0xFF9F) {
      it.columns = 1;
    }
  }
  return it;
}

/* Whether a wide character is one of these. */
static int is_one_of(const char *all, const char *character, uint64_t size) {
  for (; *all != '\0'; all += size) {
    if (memcmp(all, character, size) == 0) {
      return 1;
    }
  }
  return 0;
}

/* What no line begins with, and none ends with. */
static int is_closing(uint32_t encoding, const shown *it) {
  static const char utf8[] = "、。，．：；？！）」』】";
  static const char cp932[] = "\x81\x41\x81\x42\x81\x43\x81\x44\x81\x46\x81\x47\x81\x48\x81\x49\x81\x6A\x81\x76\x81\x78\x81\x7A";
  return it->length == (is_utf8(encoding) ? 3 : 2) && is_one_of(is_utf8(encoding) ? utf8 : cp932, it->bytes, it->length);
}

static int is_opening(uint32_t encoding, const shown *it) {
  static const char utf8[] = "（「『【";
  static const char cp932[] = "\x81\x69\x81\x75\x81\x77\x81\x79";
  return it->length == (is_utf8(encoding) ? 3 : 2) && is_one_of(is_utf8(encoding) ? utf8 : cp932, it->bytes, it->length);
}

/* A line is broken behind a space, and before and behind wide characters: never in a word. */
static int may_break(uint32_t encoding, const shown *last, const shown *it) {
  if (last->bytes[0] == ' ') {
    return 1;
  }
  return (last->columns == 2 || it->columns == 2) && !is_closing(encoding, it) && !is_opening(encoding, last);
}

cut cut_line(uint32_t encoding, const char *text, uint64_t length, uint64_t columns, char *line) {
  cut here = {0, 0, 0}, broken = {0, 0, 0};
  shown last = {0, "", 0, 0};
  char name[16];

  encoding &= ~(uint32_t)TOROKU_PADDED;
  while (here.taken < length) {
    shown it = next(encoding, text + here.taken, length - here.taken, name);
    if (here.taken > 0 && text[here.taken] != ' ' && may_break(encoding, &last, &it)) {
      broken = here;
    }
    if (here.columns + it.columns > columns) {
      /* A word that is longer than two thirds of the line is broken where the line ends. */
      here = broken.columns * 3 > columns ? broken : here;
      break;
    }
    memcpy(line + here.length, it.bytes, it.length);
    here.length += it.length;
    here.columns += it.columns;
    here.taken += it.taken;
    last = it;
  }
  if (here.taken < length) {
    while (here.taken < length && text[here.taken] == ' ') {
      here.taken++;
    }
    while (here.length > 0 && line[here.length - 1] == ' ') {
      here.length--;
      here.columns--;
    }
  }
  return here;
}

toroku_status toroku_line_next(uint32_t encoding, const char *text, uint64_t text_length, uint64_t columns, char *buffer,
                               uint64_t capacity, uint64_t *length, uint64_t *taken, uint64_t *width) {
  char line[CUT_SIZE];
  cut found;

  if (text == NULL || buffer == NULL || length == NULL || taken == NULL || width == NULL) {
    return TOROKU_NULL;
  }
  if (has_shift_codes(encoding)) {
    return TOROKU_INVALID_VALUE;
  }
  if (columns < 8 || columns > CUT_SIZE / 4) {
    return TOROKU_OUT_OF_RANGE;
  }
  if (encoding & TOROKU_PADDED) {
    text_length = without_padding(text, text_length);
  }
  found = cut_line(encoding, text, text_length, columns, line);
  if (found.length > capacity) {
    *length = found.length;
    return TOROKU_BUFFER_TOO_SMALL;
  }
  memcpy(buffer, line, found.length);
  if (encoding & TOROKU_PADDED) {
    memset(buffer + found.length, ' ', capacity - found.length);
  }
  wipe(line, sizeof line);
  *length = found.length;
  *taken = found.taken;
  *width = found.columns;
  return TOROKU_OK;
}
