/* The file that says what a shop's user-defined characters are. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

/* All 1,880 codes have room with a remark each. */
#define FILE_SIZE 262144

toroku_status toroku_store_user_chars(toroku_policy *policy, const char *path, uint64_t length, uint64_t *line) {
  char name[PATH_SIZE];
  uint8_t *bytes;
  uint64_t size;
  FILE *file;
  toroku_status status;

  if (line == NULL) {
    return TOROKU_NULL;
  }
  TRY(path_of(path, length, name));
  file = fopen(name, "rb");
  if (file == NULL) {
    return file_status(errno);
  }
  bytes = malloc(FILE_SIZE);
  if (bytes == NULL) {
    fclose(file);
    return TOROKU_OUT_OF_MEMORY;
  }
  size = fread(bytes, 1, FILE_SIZE, file);
  if (ferror(file)) {
    status = TOROKU_STORE_DISK_FAILED;
  } else {
    status = size == FILE_SIZE ? TOROKU_OUT_OF_RANGE : toroku_policy_set_user_chars(policy, bytes, size, line);
  }
  fclose(file);
  free(bytes);
  return status;
}
