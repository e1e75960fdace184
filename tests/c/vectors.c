/* Runs every vector through the C ABI: vectors FOLDER [--without-patterns | --without-passwords]
   The folder is that of the flat vectors. Of a library without patterns only their refusal can be asked. Passwords are left out
   where a hash takes seconds. */
#include <stdio.h>
#include <string.h>

#include "world.h"

int main(int count, char **arguments) {
  const char *folder = count > 1 ? arguments[1] : "tests/vectors/flat";
  uint64_t live = 1;
  int all = 0, cases, passwords = !(count > 2 && strcmp(arguments[2], "--without-passwords") == 0);

  without_patterns = count > 2 && strcmp(arguments[2], "--without-patterns") == 0;

  CHECK(toroku_abi_version() == TOROKU_ABI_VERSION);
  all += cases = run_registrations(folder);
  printf("%d registrations\n", cases);
  all += cases = run_fields(folder);
  printf("%d field cases\n", cases);
  all += cases = passwords ? run_password(folder) : 0;
  printf("%d password cases\n", cases);
  all += cases = run_searches(folder);
  printf("%d searches\n", cases);
  all += cases = run_user_ids(folder);
  printf("%d user IDs\n", cases);
  all += cases = run_snapshots(folder);
  printf("%d snapshots\n", cases);
  all += cases = run_notifications(folder);
  printf("%d notifications\n", cases);
  current = "at the end";
  OK(toroku_handle_count(&live));
  CHECK(live == 0);
  printf("%d cases, %d failed checks\n", all, failures);
  return failures == 0 ? 0 : 1;
}
