#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

/* Whether this is EBCDIC, whose spaces are others and whose texts cannot be cut anywhere. */
int has_shift_codes(uint32_t encoding) {
  uint32_t of_texts = encoding & ~(uint32_t)TOROKU_PADDED;

  return of_texts == TOROKU_ENCODING_CP930 || of_texts == TOROKU_ENCODING_CP939;
}

int put_time(int64_t moment, const char *format, char *text, uint64_t size) {
  static const int japan = 9 * 3600;
  time_t there;
  struct tm parts;

  if (moment > INT64_MAX - japan) {
    return 0;
  }
  there = (time_t)(moment + japan);
  /* Where times have 32 bits all the same (glibc before 2.34), none rather than a wrong one. */
  return (int64_t)there == moment + japan && gmtime_r(&there, &parts) != NULL && strftime(text, size, format, &parts) > 0;
}

uint64_t without_padding(const char *text, uint64_t length) {
  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\0')) {
    length--;
  }
  return length;
}

/* A file's name from the host. Room is left for what is put behind it. */
toroku_status path_of(const char *text, uint64_t length, char path[PATH_SIZE]) {
  if (text == NULL) {
    return TOROKU_NULL;
  }
  length = without_padding(text, length);
  if (length == 0 || length > PATH_SIZE - 64 || memchr(text, '\0', length) != NULL) {
    return TOROKU_MALFORMED;
  }
  memcpy(path, text, length);
  path[length] = '\0';
  return TOROKU_OK;
}

toroku_status file_status(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return TOROKU_STORE_NO_FILE;
    case EEXIST: return TOROKU_STORE_FILE_EXISTS;
    case ENOSPC:
    case EDQUOT: return TOROKU_STORE_DISK_FULL;
    case EWOULDBLOCK: return TOROKU_STORE_IN_USE;
    default: return TOROKU_STORE_DISK_FAILED;
  }
}

/* A name is on the disk when its folder is. */
toroku_status sync_folder(const char *path) {
  char folder[PATH_SIZE];
  const char *slash = strrchr(path, '/');
  int file, good;

  if (slash == NULL) {
    strcpy(folder, ".");
  } else {
    uint64_t length = slash == path ? 1 : (uint64_t)(slash - path);
    memcpy(folder, path, length);
    folder[length] = '\0';
  }
  file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) {
    return file_status(errno);
  }
  good = fsync(file) == 0;
  close(file);
  return good ? TOROKU_OK : TOROKU_STORE_DISK_FAILED;
}

/* Locks a file, and makes sure that it still has its name, which whoever had the lock may have taken away, and has
   no other: a power cut may leave a published file with both of its names. */
toroku_status lock_file(const char *path, int *file) {
  struct stat here, there;

  for (;;) {
    *file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*file < 0) {
      return file_status(errno);
    }
    if (flock(*file, LOCK_EX | LOCK_NB) != 0) {
      int error = errno;
      close(*file);
      return file_status(error);
    }
    if (fstat(*file, &here) == 0 && stat(path, &there) == 0 && here.st_ino == there.st_ino &&
        here.st_dev == there.st_dev) {
      if (here.st_nlink == 1) {
        return TOROKU_OK;
      }
      unlink(path);
    }
    close(*file);
  }
}

/* One that no compiler leaves out before memory that is not read again. */
void wipe(void *bytes, uint64_t size) { explicit_bzero(bytes, size); }
