/* A disk that fails, for any program: LD_PRELOAD it. It counts what changes the disk: writes, syncs, names.

     DISK_FULL_AT=N   from the Nth on there is no room
     DISK_CUT_AT=N    at the Nth the power goes off: the program ends, and of what was not synced each write is there
                      or not, by chance (DISK_SEED); of names that were made or taken away in folders that were not
                      synced, those from some moment on are not
     DISK_COUNT=FILE  how many there were

   A disk may keep writes in any order, and keeps names in theirs, as journaling file systems do. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANY 4096

/* One write since the last sync; a size instead of bytes where the file was cut. */
typedef struct change {
  off_t at;
  size_t length;
  char *bytes;
} change;

/* A file that was written to: what it is on the disk, and what was written since. */
typedef struct file {
  dev_t device;
  ino_t inode;
  int handle;
  char *synced;
  size_t size;
  change *changes;
  size_t count;
} file;

/* A name that was made or taken away since its folder was synced. */
typedef struct name {
  enum { MADE, TAKEN, MOVED } what;
  char path[1100], other[1100];
} name;

static file files[64];
static size_t file_count;
static name names[MANY];
static size_t name_count, hidden_count;
static long done;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static long setting(const char *of) {
  const char *value = getenv(of);
  return value == NULL ? -1 : atol(value);
}

static void fail(const char *what) {
  fprintf(stderr, "disk.c: %s\n", what);
  _exit(98);
}

static void load(file *f) {
  struct stat about;
  if (fstat(f->handle, &about) != 0) {
    fail("fstat");
  }
  free(f->synced);
  f->size = (size_t)about.st_size;
  f->synced = malloc(f->size + 1);
  if (pread(f->handle, f->synced, f->size, 0) != (ssize_t)f->size) {
    fail("pread");
  }
  f->count = 0;
}

/* Only regular files; standard output is the witness of what was said before the cut. */
static file *file_of(int handle, int is_new) {
  struct stat about;
  size_t i;
  char path[64];

  if (handle <= 2 || fstat(handle, &about) != 0 || !S_ISREG(about.st_mode)) {
    return NULL;
  }
  for (i = 0; i < file_count; i++) {
    if (files[i].device == about.st_dev && files[i].inode == about.st_ino) {
      return &files[i];
    }
  }
  if (file_count == sizeof files / sizeof files[0]) {
    fail("too many files");
  }
  sprintf(path, "/proc/self/fd/%d", handle);
  files[i].device = about.st_dev;
  files[i].inode = about.st_ino;
  files[i].handle = (int)REAL(open)(path, O_RDWR | O_CLOEXEC);
  files[i].changes = calloc(MANY, sizeof(change));
  file_count++;
  load(&files[i]);
  if (is_new) {
    files[i].size = 0;
  }
  return &files[i];
}

static void restore_file(file *f) {
  size_t i;
  if (REAL(ftruncate)(f->handle, 0) != 0 || REAL(pwrite)(f->handle, f->synced, f->size, 0) != (ssize_t)f->size) {
    fail("restoring");
  }
  for (i = 0; i < f->count; i++) {
    if (rand() % 2 == 0) {
      continue;
    }
    if (f->changes[i].bytes == NULL) {
      (void)!REAL(ftruncate)(f->handle, f->changes[i].at);
    } else {
      (void)!REAL(pwrite)(f->handle, f->changes[i].bytes, f->changes[i].length, f->changes[i].at);
    }
  }
}

static void restore_name(const name *n) {
  switch (n->what) {
    case MADE: REAL(unlink)(n->path); break;
    case TAKEN: REAL(rename)(n->other, n->path); break;
    case MOVED: REAL(rename)(n->path, n->other); break;
  }
}

static void cut(void) {
  size_t i, kept;
  srand((unsigned)setting("DISK_SEED"));
  for (i = 0; i < file_count; i++) {
    restore_file(&files[i]);
  }
  kept = name_count == 0 ? 0 : (size_t)rand() % (name_count + 1);
  for (i = name_count; i > kept; i--) {
    restore_name(&names[i - 1]);
  }
  for (i = 0; i < kept; i++) {
    if (names[i].what == TAKEN) {
      REAL(unlink)(names[i].other);
    }
  }
  _exit(99);
}

/* Before anything that changes the disk: whether there is room for it. */
static int may(int needs_room) {
  long full = setting("DISK_FULL_AT"), off = setting("DISK_CUT_AT");
  done++;
  if (off >= 0 && done >= off) {
    cut();
  }
  if (needs_room && full >= 0 && done >= full) {
    errno = ENOSPC;
    return 0;
  }
  return 1;
}

__attribute__((destructor)) static void tell(void) {
  const char *to = getenv("DISK_COUNT");
  size_t i;
  if (to != NULL) {
    FILE *out = fopen(to, "w");
    fprintf(out, "%ld\n", done);
    fclose(out);
  }
  for (i = 0; i < name_count; i++) {
    if (names[i].what == TAKEN) {
      REAL(unlink)(names[i].other);
    }
  }
}

static void note(file *f, off_t at, const void *bytes, size_t length) {
  change *one;
  if (f == NULL) {
    return;
  }
  if (f->count == MANY) {
    fail("too many writes");
  }
  one = &f->changes[f->count++];
  one->at = at;
  one->length = length;
  one->bytes = bytes == NULL ? NULL : memcpy(malloc(length + 1), bytes, length);
}

ssize_t pwrite64(int handle, const void *bytes, size_t length, off64_t at) {
  file *f = file_of(handle, 0);
  if (f != NULL && !may(1)) {
    return -1;
  }
  note(f, at, bytes, length);
  return REAL(pwrite64)(handle, bytes, length, at);
}
ssize_t pwrite(int handle, const void *bytes, size_t length, off_t at) { return pwrite64(handle, bytes, length, at); }

ssize_t write(int handle, const void *bytes, size_t length) {
  file *f = file_of(handle, 0);
  if (f != NULL && !may(1)) {
    return -1;
  }
  note(f, lseek(handle, 0, SEEK_CUR), bytes, length);
  return REAL(write)(handle, bytes, length);
}

int ftruncate64(int handle, off64_t size) {
  file *f = file_of(handle, 0);
  if (f != NULL && !may(0)) {
    return -1;
  }
  note(f, size, NULL, 0);
  return REAL(ftruncate64)(handle, size);
}
int ftruncate(int handle, off_t size) { return ftruncate64(handle, size); }

static int sync_it(int handle) {
  struct stat about;
  if (fstat(handle, &about) == 0 && S_ISDIR(about.st_mode)) {
    size_t i;
    may(0);
    /* All names are of one folder here. */
    for (i = 0; i < name_count; i++) {
      if (names[i].what == TAKEN) {
        REAL(unlink)(names[i].other);
      }
    }
    name_count = 0;
  } else {
    file *f = file_of(handle, 0);
    if (f != NULL) {
      may(0);
      load(f);
    }
  }
  return 0;
}
int fsync(int handle) { return sync_it(handle); }
int fdatasync(int handle) { return sync_it(handle); }

static name *new_name(void) {
  if (name_count == MANY) {
    fail("too many names");
  }
  return &names[name_count++];
}

static int open_it(const char *path, int flags, mode_t mode) {
  struct stat about;
  int is_new = (flags & O_CREAT) != 0 && lstat(path, &about) != 0, handle;
  if (is_new && !may(1)) {
    return -1;
  }
  handle = REAL(open)(path, flags, mode);
  if (handle >= 0 && is_new) {
    name *n = new_name();
    n->what = MADE;
    strcpy(n->path, path);
    file_of(handle, 1);
  }
  return handle;
}
int open(const char *path, int flags, ...) {
  va_list rest;
  mode_t mode;
  va_start(rest, flags);
  mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_it(path, flags, mode);
}
int open64(const char *path, int flags, ...) __attribute__((alias("open")));

/* Kept under another name until the folder is synced. */
static int hide(const char *path) {
  name n;
  n.what = TAKEN;
  strcpy(n.path, path);
  sprintf(n.other, "%s.hidden-%zu", path, hidden_count++);
  if (REAL(rename)(path, n.other) != 0) {
    return -1;
  }
  *new_name() = n;
  return 0;
}
int unlink(const char *path) {
  struct stat about;
  if (lstat(path, &about) != 0) {
    return REAL(unlink)(path);
  }
  may(0);
  return hide(path);
}
int link(const char *from, const char *to) {
  int result;
  if (!may(1)) {
    return -1;
  }
  result = REAL(link)(from, to);
  if (result == 0) {
    name *n = new_name();
    n->what = MADE;
    strcpy(n->path, to);
  }
  return result;
}
int rename(const char *from, const char *to) {
  struct stat about;
  name *n;
  if (!may(1)) {
    return -1;
  }
  if (lstat(to, &about) == 0) {
    hide(to);
  }
  if (REAL(rename)(from, to) != 0) {
    return -1;
  }
  n = new_name();
  n->what = MOVED;
  strcpy(n->path, to);
  strcpy(n->other, from);
  return 0;
}
