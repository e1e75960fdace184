/* What is printed: a list of many pages, or a slip. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define LIST_COLUMNS 132
#define SLIP_COLUMNS 80
#define LINES 60
#define FURTHER 4 /* columns that the further lines of a text are moved */

struct toroku_list {
  toroku_output *output;
  uint32_t encoding;
  uint64_t columns;
  unsigned page, line;
  char day[16], title[CUT_SIZE], heading[CUT_SIZE];
  uint64_t title_length, heading_length;
};

static toroku_status whole_line(toroku_list *list, const char *text, uint64_t length) {
  list->line++;
  return toroku_output_line(list->output, text, length);
}

/* Title and day, and on a list the page's number. */
static toroku_status new_page(toroku_list *list) {
  char line[CUT_SIZE + 64], right[64];
  uint64_t room, used;
  cut title;

  if (list->page > 0) {
    TRY(toroku_output_write(list->output, "\f", 1));
  }
  list->page++;
  list->line = 0;
  room = list->columns - (uint64_t)sprintf(right, list->columns == SLIP_COLUMNS ? "%s" : "%s  PAGE %6u     ", list->day, list->page);
  title = cut_line(list->encoding, list->title, list->title_length, room - FURTHER, line);
  used = title.length + room - title.columns;
  memset(line + title.length, ' ', room - title.columns);
  TRY(whole_line(list, line, used + (uint64_t)sprintf(line + used, "%s", right)));
  if (list->heading_length > 0) {
    TRY(whole_line(list, list->heading, list->heading_length));
  }
  return whole_line(list, "", 0);
}

static toroku_status put_line(toroku_list *list, const char *text, uint64_t length) {
  if (list->page == 0 || list->line >= LINES) {
    TRY(new_page(list));
  }
  return whole_line(list, text, length);
}

static toroku_status open_list(const char *path, uint64_t length, uint32_t encoding, int64_t now, uint64_t columns,
                               const char *title, uint64_t title_length, const char *heading, uint64_t heading_length,
                               toroku_list **list) {
  toroku_list *made;
  toroku_status status;

  if (list == NULL || title == NULL || (heading == NULL && heading_length > 0)) {
    return TOROKU_NULL;
  }
  if (has_shift_codes(encoding)) {
    return TOROKU_INVALID_VALUE;
  }
  made = calloc(1, sizeof *made);
  if (made == NULL) {
    return TOROKU_OUT_OF_MEMORY;
  }
  made->encoding = encoding;
  made->columns = columns;
  made->title_length = without_padding(title, title_length < LIST_COLUMNS ? title_length : LIST_COLUMNS);
  memcpy(made->title, title, made->title_length);
  made->heading_length = without_padding(heading, heading_length < LIST_COLUMNS ? heading_length : LIST_COLUMNS);
  if (made->heading_length > 0) {
    memcpy(made->heading, heading, made->heading_length);
  }
  if (!put_time(now, "%Y-%m-%d", made->day, sizeof made->day)) {
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

toroku_status toroku_list_open(const char *path, uint64_t length, uint32_t encoding, int64_t now, const char *title,
                               uint64_t title_length, const char *heading, uint64_t heading_length, toroku_list **list) {
  return open_list(path, length, encoding, now, LIST_COLUMNS, title, title_length, heading, heading_length, list);
}

toroku_status toroku_slip_open(const char *path, uint64_t length, uint32_t encoding, int64_t now, const char *title,
                               uint64_t title_length, toroku_list **slip) {
  return open_list(path, length, encoding, now, SLIP_COLUMNS, title, title_length, NULL, 0, slip);
}

toroku_status toroku_list_line(toroku_list *list, uint32_t indent, const char *text, uint64_t length) {
  char line[CUT_SIZE + LIST_COLUMNS];
  const char *first = text;

  if (list == NULL || (text == NULL && length > 0)) {
    return TOROKU_NULL;
  }
  if (indent > list->columns / 2) {
    return TOROKU_OUT_OF_RANGE;
  }
  length = without_padding(text, length);
  do {
    cut found;
    memset(line, ' ', indent);
    found = cut_line(list->encoding, text, length, list->columns - indent, line + indent);
    TRY(put_line(list, line, indent + found.length));
    if (text == first) {
      indent += FURTHER;
    }
    text += found.taken;
    length -= found.taken;
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
