#include <stdio.h>
#include <toroku.h>

int main(void) {
  char version[16];
  uint64_t length;

  if (toroku_abi_version() != TOROKU_ABI_VERSION ||
      toroku_version_text(version, sizeof version, &length) != TOROKU_OK) {
    return 1;
  }
  printf("toroku %.*s\n", (int)length, version);
  return 0;
}
