/* Records of a file, with the length that each really has. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* An end of file that old systems write into it. */
#define END_MARK 0x1A

struct toroku_reader {
  FILE *file;
  uint32_t form;
};

/* Lines, where the first record has an end within its size; else one record is behind the other. */
static uint32_t form_of(FILE *file) {
  uint8_t start[TOROKU_RECORD_SIZE + 2];
  uint64_t length = fread(start, 1, sizeof start, file);
  rewind(file);
  return memchr(start, '\n', length) != NULL ? TOROKU_READER_LINES : TOROKU_READER_FIXED;
}

toroku_status toroku_reader_open(const char *path, uint64_t length, uint32_t form, toroku_reader **reader) {
  char name[PATH_SIZE];
  toroku_reader *made;

  if (reader == NULL) {
    return TOROKU_NULL;
  }
  if (form > TOROKU_READER_RDW) {
    return TOROKU_INVALID_VALUE;
  }
  TRY(path_of(path, length, name));
  made = calloc(1, sizeof *made);
  if (made == NULL) {
    return TOROKU_OUT_OF_MEMORY;
  }
  made->file = fopen(name, "rb");
  if (made->file == NULL) {
    free(made);
    return file_status(errno);
  }
  made->form = form == TOROKU_READER_AUTO ? form_of(made->file) : form;
  *reader = made;
  return TOROKU_OK;
}

/* Reads so many bytes, as far as there are any; those that have no room are left out, and counted. */
static uint64_t take(FILE *file, uint64_t wanted, uint8_t *record, uint64_t capacity) {
  uint64_t room = wanted < capacity ? wanted : capacity, length = fread(record, 1, room, file);
  for (; length == room && wanted > room && getc(file) != EOF; wanted--) {
  }
  return length;
}

static int is_last(FILE *file) {
  int next = getc(file);
  if (next == EOF) {
    return 1;
  }
  ungetc(next, file);
  return 0;
}

static toroku_status read_fixed(FILE *file, uint8_t *record, uint64_t capacity, uint64_t *length) {
  *length = take(file, TOROKU_RECORD_SIZE, record, capacity);
  if (memchr(record, '\n', *length) != NULL) {
    return TOROKU_STORE_LINE_END;
  }
  return *length > 0 ? TOROKU_OK : TOROKU_ABSENT;
}

static toroku_status read_line(FILE *file, uint8_t *record, uint64_t capacity, uint64_t *length) {
  int byte, before = EOF;
  uint64_t count = 0;

  while ((byte = getc(file)) != EOF && byte != '\n') {
    if (before == '\r') { /* one in the middle is the record's */
      if (count < capacity) {
        record[count] = '\r';
      }
      count++;
    }
    before = byte;
    if (byte != '\r') {
      if (count < capacity) {
        record[count] = (uint8_t)byte;
      }
      count++;
    }
  }
  if (byte == EOF && before == EOF) {
    return TOROKU_ABSENT;
  }
  *length = count < capacity ? count : capacity;
  return TOROKU_OK;
}

/* A length of what is not there gives the bytes that are: too few. */
static toroku_status read_varying(toroku_reader *reader, uint8_t *record, uint64_t capacity, uint64_t *length) {
  uint8_t head[4];
  uint64_t got = fread(head, 1, sizeof head, reader->file), wanted = (uint64_t)head[0] << 8 | head[1];

  if (got == 0) {
    return TOROKU_ABSENT;
  }
  if (got < sizeof head || (head[2] | head[3]) != 0) {
    return TOROKU_STORE_LINE_END;
  }
  if (reader->form == TOROKU_READER_RDW) {
    if (wanted < sizeof head) {
      return TOROKU_STORE_LINE_END;
    }
    wanted -= sizeof head;
  }
  *length = take(reader->file, wanted, record, capacity);
  return TOROKU_OK;
}

toroku_status toroku_reader_read(toroku_reader *reader, uint8_t *record, uint64_t capacity, uint64_t *length) {
  toroku_status status;

  if (reader == NULL || record == NULL || length == NULL) {
    return TOROKU_NULL;
  }
  if (capacity <= TOROKU_RECORD_SIZE) {
    return TOROKU_BUFFER_TOO_SMALL;
  }
  memset(record, ' ', capacity);
  switch (reader->form) {
    case TOROKU_READER_FIXED: status = read_fixed(reader->file, record, capacity, length); break;
    case TOROKU_READER_LINES: status = read_line(reader->file, record, capacity, length); break;
    default: status = read_varying(reader, record, capacity, length); break;
  }
  if (ferror(reader->file)) {
    return TOROKU_STORE_DISK_FAILED;
  }
  if (status == TOROKU_OK && *length == 1 && record[0] == END_MARK && is_last(reader->file)) {
    return TOROKU_ABSENT;
  }
  return status;
}

toroku_status toroku_reader_close(toroku_reader *reader) {
  if (reader != NULL) {
    fclose(reader->file);
    free(reader);
  }
  return TOROKU_OK;
}
