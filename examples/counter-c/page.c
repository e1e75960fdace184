/* A screen of 80 columns and 24 lines. The last column stays free, since terminals differ in what they do behind it,
   and so does the last line, for the cursor after Enter. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "counter.h"

#define COLUMNS 79
#define LINES 23
#define LINE_SIZE (4 * COLUMNS)
#define MOST 2000 /* lines of all pages */
#define MOST_PAGES 400
#define LABEL_COLUMNS 26

/* One line of the screen, ready to be written. */
typedef struct line {
  char bytes[LINE_SIZE];
  uint64_t length, width;
} line;

/* A key, and the word for what it does. */
typedef struct key {
  const char *key, *word;
} key;

static line title, head[12], body[MOST];
static key keys[12];
static uint64_t heads, bodies, key_count;

static void append(line *to, const char *bytes, uint64_t length, uint64_t width) {
  if (to->length + length <= LINE_SIZE && to->width + width <= COLUMNS) {
    memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
    to->width += width;
  }
}

static void spaces(line *to, uint64_t width) {
  while (to->width < width) {
    append(to, " ", 1, 1);
  }
}

/* The next line of a text behind what the line has; gives how much of the text that is. */
static uint64_t part(const counter *c, line *to, const char *bytes, uint64_t length, uint64_t columns) {
  char piece[LINE_SIZE];
  uint64_t piece_length = 0, taken = 0, width = 0;
  must(toroku_line_next(c->encoding, bytes, length, columns, piece, sizeof piece, &piece_length, &taken, &width),
       "cutting a text into lines");
  append(to, piece, piece_length, width);
  return taken;
}

void page_new(const counter *c, const char *title_key) {
  text it;
  wipe(&title, sizeof title);
  wipe(head, sizeof head);
  wipe(body, bodies * sizeof body[0]);
  heads = bodies = key_count = 0;
  word(c, title_key, &it);
  part(c, &title, it.bytes, it.length, COLUMNS - 10);
}

/* So much of a text as fits, and two points where it is cut. */
static void short_part(const counter *c, line *to, const text *it, uint64_t columns) {
  if (it->length > 0 && part(c, to, it->bytes, it->length, columns - 2) < it->length) {
    append(to, "..", 2, 2);
  }
}

void page_head(const counter *c, const char *mark, uint32_t number, const text *label, const text *value) {
  line *to = &head[heads++];
  char before[16];
  sprintf(before, "%s%2u ", mark, (unsigned)number);
  append(to, before, strlen(before), strlen(before));
  short_part(c, to, label, 37);
  spaces(to, 42);
  short_part(c, to, value, COLUMNS - 42);
}

/* A text from a column on, in as many lines as it needs. The first stands behind what `first` has. */
static void lines_at(const counter *c, const line *first, uint64_t column, const text *it) {
  uint64_t done = 0;
  do {
    line *to;
    must(bodies < MOST ? TOROKU_OK : TOROKU_OUT_OF_RANGE, "showing a text of so many lines");
    to = &body[bodies++];
    memset(to, 0, sizeof *to);
    if (done == 0) {
      *to = *first;
    }
    spaces(to, column);
    if (it->length > 0) {
      done += part(c, to, it->bytes + done, it->length - done, COLUMNS - column);
    }
  } while (done < it->length);
}

void page_text(const counter *c, const char *mark, const text *it) {
  line first;
  memset(&first, 0, sizeof first);
  append(&first, mark, strlen(mark), strlen(mark));
  if (it->length > 0) {
    lines_at(c, &first, strlen(mark), it);
  }
}

void page_word(const counter *c, const char *mark, const char *key) {
  text it;
  word(c, key, &it);
  page_text(c, mark, &it);
}

void page_row(const counter *c, const text *label, const text *value) {
  line first;
  memset(&first, 0, sizeof first);
  if (part(c, &first, label->bytes, label->length, COLUMNS) < label->length || first.width > LABEL_COLUMNS - 2) {
    page_text(c, "", label);
    memset(&first, 0, sizeof first);
  }
  lines_at(c, &first, LABEL_COLUMNS, value);
  wipe(&first, sizeof first);
}

void page_space(void) {
  if (bodies > 0 && bodies < MOST && body[bodies - 1].length > 0) {
    memset(&body[bodies++], 0, sizeof body[0]);
  }
}

void page_key(const char *key_typed, const char *word_key) {
  keys[key_count].key = key_typed;
  keys[key_count++].word = word_key;
}

static const char *other_language(const counter *c) { return strcmp(c->language, "ja") == 0 ? "en" : "ja"; }

static void put(const line *it) {
  uint64_t length = it->length;
  while (length > 0 && it->bytes[length - 1] == ' ') {
    length--;
  }
  fwrite(it->bytes, 1, length, stdout);
  putchar('\n');
}

/* What was on the screen is cleared, and what has been scrolled out of it. */
void page_clear(void) {
  if (isatty(STDOUT_FILENO)) {
    fputs("\033[H\033[2J\033[3J", stdout);
  } else {
    putchar('\n');
  }
}

/* The keys, on as many lines as they need. */
typedef struct key_lines {
  line lines[3];
  uint64_t count;
} key_lines;

static void add_key(const counter *c, key_lines *to, const char *key_typed, const text *it) {
  line next, *last;
  memset(&next, 0, sizeof next);
  append(&next, key_typed, strlen(key_typed), strlen(key_typed));
  append(&next, "  ", 2, 2);
  part(c, &next, it->bytes, it->length, COLUMNS - next.width);
  last = to->count == 0 ? NULL : &to->lines[to->count - 1];
  if (last == NULL || last->width + 3 + next.width > COLUMNS) {
    last = &to->lines[to->count++];
  } else {
    append(last, "   ", 3, 3);
  }
  append(last, next.bytes, next.length, next.width);
}

/* Before the last page an empty line shows the next one; and where all pages have to be seen, nothing else goes on. */
static void make_keys(const counter *c, int is_last, int is_whole, key_lines *all) {
  text it;
  uint64_t i;

  memset(all, 0, sizeof *all);
  for (i = 0; i < key_count; i++) {
    if (is_last || (strcmp(keys[i].key, "Enter") != 0 && (!is_whole || strchr("<!", keys[i].key[0]) != NULL))) {
      word(c, keys[i].word, &it);
      add_key(c, all, keys[i].key, &it);
    }
  }
  if (!is_last) {
    word(c, "key.page", &it);
    add_key(c, all, "Enter", &it);
  }
  word_in(c, other_language(c), "language.name", &it);
  add_key(c, all, "/", &it);
}

/* Where the pages begin, each of at most so many lines; gives how many there are. What belongs to a line, which is
   indented, is kept on its page if that does not leave half of it empty. */
static uint64_t make_pages(uint64_t room, uint64_t starts[MOST_PAGES + 1]) {
  uint64_t pages = 0, at = 0, end;
  do {
    starts[pages++] = at;
    end = at + room;
    while (end < bodies && end > at + room / 2 && body[end].length > 0 && body[end].bytes[0] == ' ') {
      end--;
    }
    at = end > at + room / 2 ? end : at + room;
    while (at < bodies && body[at].length == 0) {
      at++;
    }
  } while (at < bodies && pages < MOST_PAGES);
  starts[pages] = bodies;
  return pages;
}

static void put_page(uint64_t at, uint64_t end, uint64_t page, uint64_t pages) {
  line above = title;
  char number[32];
  uint64_t i;

  page_clear();
  if (pages > 1) {
    sprintf(number, "%u/%u", (unsigned)page + 1, (unsigned)pages);
    spaces(&above, COLUMNS - strlen(number));
    append(&above, number, strlen(number), strlen(number));
  }
  put(&above);
  for (i = 0; i < heads; i++) {
    put(&head[i]);
  }
  putchar('\n');
  for (i = at; i < end; i++) {
    put(&body[i]);
  }
  putchar('\n');
}

/* A line of the input. What is longer than any text may be is cut, and still longer than that. */
static int read_line(text *typed) {
  int byte = getchar();
  wipe(typed->bytes, sizeof typed->bytes);
  typed->length = 0;
  if (byte == EOF) {
    return 0;
  }
  for (; byte != EOF && byte != '\n'; byte = getchar()) {
    if (typed->length < sizeof typed->bytes) {
      typed->bytes[typed->length++] = (char)byte;
    }
  }
  if (typed->length > 0 && typed->bytes[typed->length - 1] == '\r') {
    typed->length--;
  }
  return 1;
}

int is_typed(const text *typed, const char *key) {
  return typed->length == strlen(key) && memcmp(typed->bytes, key, typed->length) == 0;
}

/* Pages, and the keys under the last one and the others. */
typedef struct layout {
  uint64_t starts[MOST_PAGES + 1], pages, room;
  key_lines last, others;
} layout;

static void lay_out(const counter *c, int is_whole, layout *it) {
  uint64_t under;
  make_keys(c, 1, is_whole, &it->last);
  make_keys(c, 0, is_whole, &it->others);
  under = it->last.count > it->others.count ? it->last.count : it->others.count;
  /* Title, two empty lines, and the prompt. */
  it->room = LINES - 4 - under - heads;
  it->pages = make_pages(it->room, it->starts);
}

static void put_screen(const layout *it, uint64_t page) {
  const key_lines *under = page + 1 == it->pages ? &it->last : &it->others;
  uint64_t i, start = it->starts[page], end = it->starts[page + 1];
  put_page(start, end < start + it->room ? end : start + it->room, page, it->pages);
  for (i = 0; i < under->count; i++) {
    put(&under->lines[i]);
  }
  fputs("> ", stdout);
  fflush(stdout);
}

const text *page_ask(counter *c, int is_whole, went *how) {
  static text typed;
  layout it;
  uint64_t page = 0;

  *how = WENT_ON;
  lay_out(c, is_whole, &it);
  for (;;) {
    put_screen(&it, page);
    if (!read_line(&typed)) {
      putchar('\n');
      *how = WENT_SILENT;
      return NULL;
    }
    if (is_typed(&typed, "/")) {
      c->language = other_language(c);
      return NULL;
    }
    if (is_typed(&typed, "<")) {
      *how = WENT_BACK;
      return NULL;
    }
    if (is_typed(&typed, "!")) {
      *how = WENT_AWAY;
      return NULL;
    }
    if (page + 1 == it.pages || (typed.length > 0 && !is_whole)) {
      return &typed;
    }
    page++;
  }
}
