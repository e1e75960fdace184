/* The store from C: store FOLDER CASES, where CASES is tests/cobol/cases.dat. */
#include "store.h"

int main(int count, char **arguments) {
  FILE *file;
  if (count < 3 || (file = fopen(arguments[2], "rb")) == NULL) {
    return 2;
  }
  strcpy(folder, arguments[1]);
  fseek(file, 79, SEEK_SET);
  if (fread(good, 1, sizeof good, file) != sizeof good) {
    return 2;
  }
  fclose(file);
  digests();
  keys_and_numbers();
  every_truncation();
  forms();
  once();
  user_chars();
  screens();
  mails();
  outputs();
  days();
  lines();
  slip();
  at_once();
  in_turn();
  printf("%d checks, %d failures\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
