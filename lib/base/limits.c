/* limits.c: clock, memory, steps and interrupt of a check, looked at every 256 steps.
 *
 * The step limit is exact, and it is looked at before the clock, so that a check with a step limit only stops at the
 * same step everywhere. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */
#include "base/limits.h"

#include <assert.h>
#include <time.h>

_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2, "an interrupt from a signal handler needs a lock-free flag");

enum { STEPS_BETWEEN_LOOKS = 256 };

double limits_clock(void)
{
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now))
    return 0;
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

#ifdef STRSMT_POLL_GAPS
/* Not the library's: a test build, which may print. Says where a check went on for long without a poll, by the addresses of the
 * functions that were under way when it polled again (tests/limits/run.py looks up their names). */
#include <execinfo.h>
#include <stdio.h>

enum { GAP_NANOSECONDS = 10000000, GAP_FRAMES = 24 };

void limits_gap_(limits *l)
{
  struct timespec now;
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now))
    return;
  uint64_t time = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec, before = l->polled;
  l->polled = l->running ? time : 0;
  if (!before || !l->running || time - before < GAP_NANOSECONDS)
    return;
  void *frames[GAP_FRAMES];
  int count = backtrace(frames, GAP_FRAMES);
  fprintf(stderr, "poll gap %.1f ms\n", (double)(time - before) * 1e-6);
  backtrace_symbols_fd(frames + 1, count - 1, 2);
}
#endif

static void no_limits(limits *l)
{
  l->step_limit = UINT64_MAX;
  l->deadline = 0;
  l->m->limit = 0;
}

void limits_init(limits *l, mem *m)
{
#ifdef STRSMT_POLL_GAPS
  l->polled = 0;
#endif
  l->m = m;
  l->steps = 0;
  l->next_look = STEPS_BETWEEN_LOOKS;
  l->stop = STOP_NONE;
  l->running = false;
  l->looked = NULL;
  budgets_init(&l->budget);
  atomic_init(&l->interrupt, false);
  no_limits(l);
}

void limits_begin(limits *l, const strsmt_limits *user)
{
  no_limits(l);
  l->running = true;
  assert(l->m && budgets_check(&l->budget));
  l->stop = STOP_NONE;
  l->next_look = l->steps; /* the first poll looks: an interrupt may be waiting */
#ifdef STRSMT_POLL_GAPS
  l->polled = 0;
  limits_gap_(l);
#endif
  if (!user)
    return;
  if (user->steps && user->steps < UINT64_MAX - l->steps)
    l->step_limit = l->steps + user->steps;
  if (user->seconds > 0)
    l->deadline = limits_clock() + user->seconds;
  l->m->limit = user->bytes > SIZE_MAX ? 0 : (size_t)user->bytes;
}

void limits_end(limits *l)
{
  assert(l->running && budgets_check(&l->budget));
  limits_gap_(l);
  atomic_store_explicit(&l->interrupt, false, memory_order_relaxed);
  l->running = false;
  no_limits(l);
}

static stop_reason look(const limits *l)
{
  if (mem_failed(l->m))
    return STOP_OOM;
  if (l->running && atomic_load_explicit(&l->interrupt, memory_order_relaxed))
    return STOP_INTERRUPTED;
  if (l->steps > l->step_limit)
    return STOP_STEPS;
  if (l->m->limit && mem_held(l->m) >= l->m->limit)
    return STOP_MEMORY;
  if (l->deadline > 0 && limits_clock() >= l->deadline)
    return STOP_TIMEOUT;
  return STOP_NONE;
}

bool limits_look_(limits *l)
{
  if (mem_held(l->m) > l->m->peak)
    l->m->peak = mem_held(l->m);
  if (l->stop == STOP_NONE)
    l->stop = look(l);
  l->next_look = l->steps + STEPS_BETWEEN_LOOKS;
  if (l->step_limit < l->next_look && l->steps <= l->step_limit)
    l->next_look = l->step_limit + 1;
  if (l->running && l->looked)
    l->looked(l->looked_user);
  return l->stop != STOP_NONE;
}

limits_turn limits_turn_begin(limits *l, uint64_t steps)
{
  limits_turn before = {l->step_limit};
  if (steps < l->step_limit && l->steps < l->step_limit - steps)
    l->step_limit = l->steps + steps;
  l->next_look = l->steps; /* for the new limit */
  return before;
}

void limits_turn_end(limits *l, limits_turn before)
{
  l->step_limit = before.step_limit;
  if (l->stop == STOP_STEPS && l->steps <= l->step_limit)
    l->stop = STOP_NONE;
}

void limits_interrupt(limits *l)
{
  atomic_store_explicit(&l->interrupt, true, memory_order_relaxed);
}
