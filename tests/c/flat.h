/* Reads the flat vectors (tests/vectors/flat): lines of path, tab and value. */
#ifndef FLAT_H
#define FLAT_H

#include <stddef.h>

typedef struct flat_pair {
  const char *path;
  char *value; /* followed by NUL, and may hold some */
  size_t length;
} flat_pair;

typedef struct flat_case {
  const char *id;
  const char *list; /* the list of the file that the case is in */
  flat_pair *pairs;
  size_t count;
} flat_case;

typedef struct flat_file {
  char *bytes;
  flat_pair *pairs;
  flat_case head; /* what belongs to the file */
  flat_case *cases;
  size_t count;
} flat_file;

/* Ends the program where the file cannot be read. */
void flat_read(flat_file *file, const char *folder, const char *name);
void flat_free(flat_file *file);

/* The value at a path, which is printed from a format; NULL where there is none. */
const flat_pair *flat_at(const flat_case *one, const char *format, ...);
/* The same as text, NULL where there is none. */
const char *flat_text(const flat_case *one, const char *format, ...);
/* How many members a list or object has; 0 where there is none. */
size_t flat_size(const flat_case *one, const char *format, ...);

#endif
