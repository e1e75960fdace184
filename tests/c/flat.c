#include "flat.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *whole_file(const char *folder, const char *name, size_t *size) {
  char path[1024];
  char *bytes;
  FILE *file;
  long end;

  sprintf(path, "%.900s/%.100s", folder, name);
  file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(2);
  }
  rewind(file);
  bytes = malloc((size_t)end + 1);
  if (bytes == NULL || fread(bytes, 1, (size_t)end, file) != (size_t)end) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(2);
  }
  fclose(file);
  bytes[end] = '\0';
  *size = (size_t)end;
  return bytes;
}

static int hex_digit(char digit) {
  return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

/* Undoes the escapes, in place. */
static size_t unescape(char *text) {
  char *to = text;
  const char *from = text;

  while (*from != '\0') {
    if (*from != '\\') {
      *to++ = *from++;
      continue;
    }
    switch (from[1]) {
      case 't': *to++ = '\t'; from += 2; break;
      case 'n': *to++ = '\n'; from += 2; break;
      case 'r': *to++ = '\r'; from += 2; break;
      case 'x':
        *to++ = (char)(hex_digit(from[2]) * 16 + hex_digit(from[3]));
        from += 4;
        break;
      default: *to++ = from[1]; from += 2; break;
    }
  }
  *to = '\0';
  return (size_t)(to - text);
}

void flat_read(flat_file *file, const char *folder, const char *name) {
  size_t size, lines = 0, i;
  char *line, *end, *tab;
  flat_case *now;
  flat_pair *pair;

  file->bytes = whole_file(folder, name, &size);
  for (i = 0; i < size; i++) {
    lines += file->bytes[i] == '\n';
  }
  file->pairs = malloc((lines + 1) * sizeof *file->pairs);
  file->cases = malloc((lines + 1) * sizeof *file->cases);
  if (file->pairs == NULL || file->cases == NULL) {
    exit(2);
  }
  file->count = 0;
  now = &file->head;
  now->id = name;
  now->list = "";
  now->pairs = pair = file->pairs;
  now->count = 0;
  for (line = file->bytes; *line != '\0'; line = end + 1) {
    end = strchr(line, '\n');
    tab = strchr(line, '\t');
    if (end == NULL || tab == NULL || tab > end) {
      fprintf(stderr, "%s: a line without tab\n", name);
      exit(2);
    }
    *tab = *end = '\0';
    if (strcmp(line, "case") == 0) {
      now = &file->cases[file->count++];
      now->id = tab + 1;
      now->list = "";
      now->pairs = pair;
      now->count = 0;
    } else if (strcmp(line, "list") == 0) {
      now->list = tab + 1;
    } else {
      pair->path = line;
      pair->value = tab + 1;
      pair->length = unescape(pair->value);
      pair++;
      now->count++;
    }
  }
}

void flat_free(flat_file *file) {
  free(file->bytes);
  free(file->pairs);
  free(file->cases);
}

static const flat_pair *find(const flat_case *one, const char *path) {
  size_t i;

  for (i = 0; i < one->count; i++) {
    if (strcmp(one->pairs[i].path, path) == 0) {
      return &one->pairs[i];
    }
  }
  return NULL;
}

const flat_pair *flat_at(const flat_case *one, const char *format, ...) {
  char path[256];
  va_list arguments;

  va_start(arguments, format);
  vsprintf(path, format, arguments);
  va_end(arguments);
  return find(one, path);
}

const char *flat_text(const flat_case *one, const char *format, ...) {
  char path[256];
  const flat_pair *found;
  va_list arguments;

  va_start(arguments, format);
  vsprintf(path, format, arguments);
  va_end(arguments);
  found = find(one, path);
  return found == NULL ? NULL : found->value;
}

size_t flat_size(const flat_case *one, const char *format, ...) {
  char path[256];
  const flat_pair *found;
  va_list arguments;

  va_start(arguments, format);
  vsprintf(path, format, arguments);
  va_end(arguments);
  strcat(path, ".#");
  found = find(one, path);
  return found == NULL ? 0 : (size_t)atoi(found->value);
}
