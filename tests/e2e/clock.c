/* Preloaded, it sets a process's calendar E2E_DAYS_AHEAD days ahead: how the portal looks when a password that
   was set today is a year old. Clocks that only measure how long something takes are left alone. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now)
{
    const char *days = getenv("E2E_DAYS_AHEAD");
    long outcome = syscall(SYS_clock_gettime, clock, now);
    if (outcome == 0 && clock == CLOCK_REALTIME && days != NULL)
        now->tv_sec += 86400 * atol(days);
    return (int)outcome;
}
