/* A program as Visual C builds it, without its library: the DLL by its import library alone. */
#include <stddef.h>
#include <toroku.h>

#define IMPORTED __declspec(dllimport)
IMPORTED void *__stdcall GetStdHandle(unsigned long which);
IMPORTED int __stdcall WriteFile(void *file, const void *bytes, unsigned long size, unsigned long *written, void *none);
IMPORTED void __stdcall ExitProcess(unsigned int status);

void start(void) {
  char text[] = "toroku                 \n";
  uint64_t length = 0;
  unsigned long written = 0;
  toroku_policy *policy = NULL;
  int good = toroku_abi_version() == TOROKU_ABI_VERSION &&
             toroku_version_text(text + 7, 16, &length) == TOROKU_OK && length < 16 &&
             toroku_policy_new(TOROKU_ENCODING_CP932, "2023-03", 7, "https://a.example/password", 26, &policy) == TOROKU_OK &&
             toroku_policy_free(policy) == TOROKU_OK && toroku_policy_free(policy) == TOROKU_FREED_HANDLE;

  text[7 + length] = '\n';
  WriteFile(GetStdHandle((unsigned long)-11), text, (unsigned long)(7 + length + 1), &written, NULL);
  ExitProcess(good ? 0 : 1);
}
