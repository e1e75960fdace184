/* Programs at once on one store. */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store.h"

/* Many programs at once on one store: each has user IDs of its own. */
void at_once(void) {
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("many", policy);
  int child, code = 0;
  uint64_t next = 0;

  OK(toroku_store_close(store));
  for (child = 0; child < 6; child++) {
    if (fork() == 0) {
      uint8_t bytes[TOROKU_RECORD_SIZE];
      toroku_result result;
      uint32_t status = 0, is_new = 0;
      unsigned i;
      toroku_store *mine = NULL;
      if (open_with("many", "key", policy, &mine) != TOROKU_OK) {
        _exit(1);
      }
      for (i = 0; i < 30; i++) { /* ten of them are another program's too */
        person(bytes, (unsigned)(child * 20) + i);
        if (record(mine, bytes, sizeof bytes, &result, &status, &is_new) != TOROKU_OK || status != TOROKU_RESULT_GOOD) {
          _exit(2);
        }
      }
      toroku_policy_free(policy);
      _exit(toroku_store_close(mine) == TOROKU_OK ? 0 : 3);
    }
  }
  for (child = 0; child < 6; child++) {
    int how = 0;
    wait(&how);
    code |= how;
  }
  CHECK(code == 0);
  OK(open_with("many", "key", policy, &store));
  OK(next_number(store, &next));
  CHECK(next == 130);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}

/* Whoever waits for the store comes before the one that has it and begins again at once: a clerk before a batch. */
void in_turn(void) {
  static const struct timespec pause = {0, 5000000};
  toroku_policy *policy = new_policy();
  toroku_store *store = fresh_store("turns", policy);
  uint64_t next = 0;
  int turn = open(in("turns-turn.lock"), O_RDWR), begun[2], tries, how = 0, is_waited_for = 0, is_good;
  pid_t clerk;

  CHECK(turn >= 0 && pipe(begun) == 0);
  /* SQLite's locks are a process's: the clerk's has none of this one's. */
  OK(toroku_store_close(store));
  clerk = fork();
  if (clerk == 0) {
    uint8_t bytes[TOROKU_RECORD_SIZE];
    toroku_result result;
    uint32_t status = 0, is_new = 0;
    toroku_store *mine = NULL;
    person(bytes, 1);
    is_good = read(begun[0], &how, 1) == 1 && open_with("turns", "key", policy, &mine) == TOROKU_OK &&
              record(mine, bytes, sizeof bytes, &result, &status, &is_new) == TOROKU_OK && is_new == 1;
    /* Closed and freed as at the end of a program: valgrind looks at this one too. */
    is_good = toroku_store_close(mine) == TOROKU_OK && is_good;
    _exit(toroku_policy_free(policy) == TOROKU_OK && is_good ? 0 : 1);
  }
  OK(open_with("turns", "key", policy, &store));
  OK(toroku_store_begin(store));
  CHECK(write(begun[1], "", 1) == 1);
  /* The other one has come as far as waiting when the turn is its own. */
  for (tries = 0; tries < 6000 && !is_waited_for; tries++) {
    is_waited_for = flock(turn, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    flock(turn, LOCK_UN);
    nanosleep(&pause, NULL);
  }
  CHECK(is_waited_for);
  OK(toroku_store_commit(store));
  OK(toroku_store_begin(store));
  OK(next_number(store, &next));
  CHECK(next == 1);
  OK(toroku_store_undo(store));
  CHECK(waitpid(clerk, &how, 0) == clerk && how == 0);
  close(turn);
  close(begun[0]);
  close(begun[1]);
  OK(toroku_store_close(store));
  OK(toroku_policy_free(policy));
}
