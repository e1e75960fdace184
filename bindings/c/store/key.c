#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

/* A key is exactly what toroku_store_make_key has made: one with a line end, or a shorter one, is another key, and
   would give user IDs that were given before. */
toroku_status read_key(const char *path, uint8_t key[TOROKU_ENTROPY_SIZE]) {
  uint8_t bytes[TOROKU_ENTROPY_SIZE + 1];
  struct stat about;
  ssize_t length = 0, more;
  int file = open(path, O_RDONLY | O_CLOEXEC), i, is_varied = 0;

  if (file < 0) {
    toroku_status status = file_status(errno);
    return status == TOROKU_STORE_NO_FILE ? TOROKU_STORE_NO_KEY : status;
  }
  if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
    close(file);
    return TOROKU_STORE_BAD_KEY;
  }
  if ((about.st_mode & 077) != 0) {
    close(file);
    return TOROKU_STORE_KEY_NOT_SECRET;
  }
  while (length < (ssize_t)sizeof bytes && (more = read(file, bytes + length, sizeof bytes - (uint64_t)length)) > 0) {
    length += more;
  }
  close(file);
  for (i = 1; i < TOROKU_ENTROPY_SIZE && length == TOROKU_ENTROPY_SIZE; i++) {
    is_varied = is_varied || bytes[i] != bytes[0];
  }
  memcpy(key, bytes, TOROKU_ENTROPY_SIZE);
  wipe(bytes, sizeof bytes);
  return is_varied ? TOROKU_OK : TOROKU_STORE_BAD_KEY;
}

toroku_status identity_of(const uint8_t key[TOROKU_ENTROPY_SIZE], char identity[TOROKU_USER_ID_SIZE]) {
  uint64_t limit = 0;
  uint64_t length = 0;
  TRY(toroku_user_id_limit(&limit));
  return toroku_user_id_sequence(key, limit - 1, identity, TOROKU_USER_ID_SIZE, &length);
}

toroku_status number_of(const char *digits, uint64_t length, uint64_t *number) {
  uint64_t limit = 0, value = 0;
  uint64_t i;

  if (digits == NULL) {
    return TOROKU_NULL;
  }
  if (length != 12) {
    return TOROKU_STORE_BAD_NUMBER;
  }
  for (i = 0; i < length; i++) {
    if (digits[i] < '0' || digits[i] > '9') {
      return TOROKU_STORE_BAD_NUMBER;
    }
    value = value * 10 + (uint64_t)(digits[i] - '0');
  }
  TRY(toroku_user_id_limit(&limit));
  *number = value;
  /* The last one is the key's identity. */
  return value < limit - 1 ? TOROKU_OK : TOROKU_STORE_BAD_NUMBER;
}

toroku_status toroku_store_make_key(const char *key_path, uint64_t key_length) {
  uint8_t key[TOROKU_ENTROPY_SIZE];
  char path[PATH_SIZE];
  int file, good;

  TRY(path_of(key_path, key_length, path));
  TRY(toroku_system_entropy(key, sizeof key));
  file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) {
    wipe(key, sizeof key);
    return file_status(errno);
  }
  good = write(file, key, sizeof key) == (ssize_t)sizeof key && fsync(file) == 0;
  wipe(key, sizeof key);
  if (close(file) != 0 || !good) {
    toroku_status status = file_status(errno);
    unlink(path);
    return status;
  }
  return sync_folder(path);
}
