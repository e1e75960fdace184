/* A file that is there whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

#define ROOM 65536

struct toroku_output {
  int file; /* NAME.new, locked */
  uint32_t may_replace;
  uint64_t waiting;
  char path[PATH_SIZE], fresh[PATH_SIZE + 8], bytes[ROOM];
};

toroku_status toroku_output_open(const char *path, uint64_t length, uint32_t may_replace, toroku_output **output) {
  toroku_output *made;
  toroku_status status;

  if (output == NULL) {
    return TOROKU_NULL;
  }
  if (may_replace > TOROKU_OUTPUT_SAME) {
    return TOROKU_INVALID_VALUE;
  }
  made = calloc(1, sizeof *made);
  if (made == NULL) {
    return TOROKU_OUT_OF_MEMORY;
  }
  made->may_replace = may_replace;
  status = path_of(path, length, made->path);
  if (status == TOROKU_OK) {
    sprintf(made->fresh, "%s.new", made->path);
    status = lock_file(made->fresh, &made->file);
  }
  if (status != TOROKU_OK) {
    free(made);
    return status;
  }
  if (made->may_replace == TOROKU_OUTPUT_NEW && access(made->path, F_OK) == 0) {
    status = TOROKU_STORE_FILE_EXISTS;
  } else if (fchmod(made->file, 0600) != 0 || ftruncate(made->file, 0) != 0) {
    status = file_status(errno);
  }
  if (status != TOROKU_OK) {
    toroku_output_drop(made);
    return status;
  }
  *output = made;
  return TOROKU_OK;
}

static toroku_status flush(toroku_output *output) {
  uint64_t done = 0;
  while (done < output->waiting) {
    ssize_t written = write(output->file, output->bytes + done, output->waiting - done);
    if (written < 0 && errno != EINTR) {
      return file_status(errno);
    }
    done += written < 0 ? 0 : (uint64_t)written;
  }
  output->waiting = 0;
  return TOROKU_OK;
}

toroku_status toroku_output_write(toroku_output *output, const char *bytes, uint64_t length) {
  if (output == NULL || (bytes == NULL && length > 0)) {
    return TOROKU_NULL;
  }
  while (length > 0) {
    uint64_t room = ROOM - output->waiting, part = length < room ? length : room;
    memcpy(output->bytes + output->waiting, bytes, part);
    output->waiting += part;
    bytes += part;
    length -= part;
    if (output->waiting == ROOM) {
      TRY(flush(output));
    }
  }
  return TOROKU_OK;
}

toroku_status toroku_output_line(toroku_output *output, const char *text, uint64_t length) {
  if (text == NULL) {
    return TOROKU_NULL;
  }
  TRY(toroku_output_write(output, text, without_padding(text, length)));
  return toroku_output_write(output, "\n", 1);
}

static void let_go(toroku_output *output) {
  close(output->file);
  wipe(output->bytes, sizeof output->bytes);
  free(output);
}

/* Whether the file that has the name has the bytes that were written. */
static int is_the_same(const toroku_output *output) {
  char one[4096], other[4096];
  int file = open(output->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), is_same = file >= 0;
  off_t at = 0;

  while (is_same) {
    ssize_t length = pread(output->file, one, sizeof one, at);
    is_same = length >= 0 && pread(file, other, sizeof other, at) == length && memcmp(one, other, (uint64_t)length) == 0;
    if (length == 0) {
      break;
    }
    at += length;
  }
  if (file >= 0) {
    close(file);
  }
  return is_same;
}

/* A link is refused where the name is there, which a rename is not. */
static toroku_status name_it(const toroku_output *output) {
  if (output->may_replace == TOROKU_OUTPUT_REPLACE ||
      (output->may_replace == TOROKU_OUTPUT_SAME && is_the_same(output))) {
    return rename(output->fresh, output->path) == 0 ? TOROKU_OK : file_status(errno);
  }
  if (link(output->fresh, output->path) != 0) {
    return file_status(errno);
  }
  unlink(output->fresh);
  return TOROKU_OK;
}

toroku_status toroku_output_publish(toroku_output *output) {
  toroku_status status;

  if (output == NULL) {
    return TOROKU_NULL;
  }
  status = flush(output);
  if (status == TOROKU_OK && fsync(output->file) != 0) {
    status = file_status(errno);
  }
  if (status == TOROKU_OK) {
    status = name_it(output);
  }
  if (status != TOROKU_OK) {
    toroku_output_drop(output);
    return status;
  }
  status = sync_folder(output->path);
  let_go(output);
  return status;
}

toroku_status toroku_output_drop(toroku_output *output) {
  if (output != NULL) {
    unlink(output->fresh);
    let_go(output);
  }
  return TOROKU_OK;
}
