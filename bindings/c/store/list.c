/* A printed list. Columns are counted as a printer does: one for ASCII and half-width katakana, two for the rest. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"

#define COLUMNS 132
#define LINES 60
#define FURTHER 4 /* columns that the further lines of a text are moved */
#define JAPAN (9 * 3600)
#define LINE_SIZE (4 * COLUMNS)

struct toroku_list {
  toroku_output *output;
  uint32_t encoding;
  unsigned page, line;
  char day[16], title[LINE_SIZE], heading[LINE_SIZE];
  size_t title_length, heading_length;
};

/* A character of a text: its bytes, and what is shown for it. */
typedef struct shown {
  size_t taken;
  const char *bytes;
  size_t length;
  size_t columns;
} shown;

static int is_cp932(const toroku_list *list) { return (list->encoding & ~(uint32_t)TOROKU_PADDED) != TOROKU_ENCODING_UTF8; }

/* How many bytes the character at the beginning has; 0 where there is none. */
static size_t character(const toroku_list *list, const char *text, size_t length) {
  size_t readable = 0, size, most = is_cp932(list) ? 2 : 4;
  for (size = 1; size <= most && size <= length; size++) {
    if (toroku_text_check(list->encoding & ~(uint32_t)TOROKU_PADDED, text, size, &readable) == TOROKU_OK) {
      return size;
    }
  }
  return 0;
}

static size_t columns_of(const toroku_list *list, const char *text, size_t size) {
  if (size == 1) {
    return 1;
  }
  /* EF BD A1 to EF BE 9F: half-width katakana. */
  if (!is_cp932(list) && size == 3 && (uint8_t)text[0] == 0xEF &&
      ((uint8_t)text[1] == 0xBD || ((uint8_t)text[1] == 0xBE && (uint8_t)text[2] <= 0x9F))) {
    return 1;
  }
  return 2;
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

static shown next(const toroku_list *list, const char *text, size_t length, char name[16]) {
  static const char mark_cp932[] = "\x81\xAC", mark_utf8[] = "\xE3\x80\x93"; /* printers' mark for what is missing */
  shown it = {1, text, 1, 1};
  uint8_t byte = (uint8_t)text[0];

  if (byte < 0x20 || byte == 0x7F) {
    it.bytes = name_of(byte, name);
    it.length = it.columns = strlen(it.bytes);
    return it;
  }
  it.taken = it.length = character(list, text, length);
  if (it.taken == 0) {
    it.taken = 1;
    it.bytes = is_cp932(list) ? mark_cp932 : mark_utf8;
    it.length = strlen(it.bytes);
    it.columns = 2;
  } else {
    it.columns = columns_of(list, text, it.taken);
  }
  return it;
}

static toroku_status whole_line(toroku_list *list, const char *text, size_t length) {
  list->line++;
  return toroku_output_line(list->output, text, length);
}

static toroku_status new_page(toroku_list *list) {
  char line[LINE_SIZE + 64];
  size_t used = list->title_length < 96 ? list->title_length : 96;

  if (list->page > 0) {
    TRY(toroku_output_write(list->output, "\f", 1));
  }
  list->page++;
  list->line = 0;
  memset(line, ' ', sizeof line);
  memcpy(line, list->title, used);
  used = (size_t)sprintf(line + 104, "%s  PAGE %6u", list->day, list->page) + 104;
  TRY(whole_line(list, line, used));
  if (list->heading_length > 0) {
    TRY(whole_line(list, list->heading, list->heading_length));
  }
  return whole_line(list, "", 0);
}

static toroku_status put_line(toroku_list *list, const char *text, size_t length) {
  if (list->page == 0 || list->line >= LINES) {
    TRY(new_page(list));
  }
  return whole_line(list, text, length);
}

toroku_status toroku_list_open(const char *path, size_t length, uint32_t encoding, int64_t now, const char *title,
                               size_t title_length, const char *heading, size_t heading_length, toroku_list **list) {
  toroku_list *made;
  toroku_status status;
  time_t moment = (time_t)now + JAPAN;
  struct tm day;

  if (list == NULL || title == NULL || (heading == NULL && heading_length > 0)) {
    return TOROKU_NULL;
  }
  made = calloc(1, sizeof *made);
  if (made == NULL) {
    return TOROKU_OUT_OF_MEMORY;
  }
  made->encoding = encoding;
  made->title_length = without_padding(title, title_length < COLUMNS ? title_length : COLUMNS);
  memcpy(made->title, title, made->title_length);
  made->heading_length = without_padding(heading, heading_length < COLUMNS ? heading_length : COLUMNS);
  if (made->heading_length > 0) {
    memcpy(made->heading, heading, made->heading_length);
  }
  if (gmtime_r(&moment, &day) == NULL || strftime(made->day, sizeof made->day, "%Y-%m-%d", &day) == 0) {
    free(made);
    return TOROKU_OUT_OF_RANGE;
  }
  status = toroku_output_open(path, length, TOROKU_OUTPUT_REPLACE, &made->output);
  if (status != TOROKU_OK) {
    free(made);
    return status;
  }
  *list = made;
  return TOROKU_OK;
}

toroku_status toroku_list_line(toroku_list *list, uint32_t indent, const char *text, size_t length) {
  char line[LINE_SIZE], name[16];
  size_t used, columns;
  int is_first = 1;

  if (list == NULL || (text == NULL && length > 0)) {
    return TOROKU_NULL;
  }
  if (indent > COLUMNS / 2) {
    return TOROKU_OUT_OF_RANGE;
  }
  length = without_padding(text, length);
  do {
    used = columns = indent + (is_first ? 0 : FURTHER);
    memset(line, ' ', used);
    is_first = 0;
    while (length > 0) {
      shown it = next(list, text, length, name);
      if (columns + it.columns > COLUMNS) {
        break;
      }
      memcpy(line + used, it.bytes, it.length);
      used += it.length;
      columns += it.columns;
      text += it.taken;
      length -= it.taken;
    }
    TRY(put_line(list, line, used));
  } while (length > 0);
  return TOROKU_OK;
}

toroku_status toroku_list_publish(toroku_list *list) {
  toroku_status status;

  if (list == NULL) {
    return TOROKU_NULL;
  }
  if (list->page == 0 && (status = new_page(list)) != TOROKU_OK) {
    toroku_list_drop(list);
    return status;
  }
  status = toroku_output_publish(list->output);
  free(list);
  return status;
}

toroku_status toroku_list_drop(toroku_list *list) {
  if (list != NULL) {
    toroku_output_drop(list->output);
    free(list);
  }
  return TOROKU_OK;
}
