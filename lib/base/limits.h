/* limits.h: why and when the work of a check must stop. Every loop that can run long calls `limits_poll` once a round
 * (it is cheap: a counter, and every 256 steps a look at the clock, the memory and the interrupt flag). Once it has
 * said stop it keeps saying so until the next check. */
#ifndef STRSMT_BASE_LIMITS_H
#define STRSMT_BASE_LIMITS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/budgets.h"
#include "base/mem.h"

typedef enum stop_reason {
  STOP_NONE = 0,
  STOP_INTERRUPTED,
  STOP_TIMEOUT,
  STOP_STEPS,
  STOP_MEMORY,
  STOP_OOM
} stop_reason;

typedef struct limits {
  mem *m;
  uint64_t steps;      /* done since the context was made */
  uint64_t step_limit; /* absolute; UINT64_MAX: none */
  uint64_t next_look;
  double deadline; /* of the monotonic clock; 0: none */
  atomic_bool interrupt;
  bool running; /* between limits_begin and limits_end; an interrupt that comes outside waits for the next check */
  stop_reason stop;
  void (*looked)(void *user); /* NULL, or called at each look while a check runs */
  void *looked_user;
#ifdef STRSMT_POLL_GAPS
  uint64_t polled; /* processor time of this thread at the last poll, in nanoseconds; 0: none yet in this check */
#endif
  budgets budget; /* what the library's own search may spend; a caller changes them between checks, if at all */
} limits;

void limits_init(limits *l, mem *m);
/* Begins a check with these limits (seconds, steps, bytes; 0: none). */
void limits_begin(limits *l, const strsmt_limits *user);
void limits_end(limits *l); /* clears a pending interrupt and `stop` stays to be read */
bool limits_look_(limits *l);
/* In a build that looks for loops which poll too rarely (-Dpoll_gaps=true): each poll measures the work since the last one. */
#ifdef STRSMT_POLL_GAPS
void limits_gap_(limits *l);
#else
static inline void limits_gap_(limits *l)
{
  (void)l;
}
#endif
/* One step of work. True: stop, and return to the caller with nothing decided. */
static inline bool limits_poll(limits *l)
{
  limits_gap_(l);
  return ++l->steps >= l->next_look ? limits_look_(l) : l->stop != STOP_NONE;
}
static inline bool limits_poll_many(limits *l, uint64_t n)
{
  limits_gap_(l);
  l->steps += n;
  return l->steps >= l->next_look ? limits_look_(l) : l->stop != STOP_NONE;
}
/* Work that only a proof needs does not count against the limit on steps, so that the search is the same without it: what it did is taken back. */
typedef struct limits_aside {
  uint64_t steps, step_limit, next_look;
} limits_aside;
static inline limits_aside limits_set_aside(limits *l)
{
  limits_aside before = {l->steps, l->step_limit, l->next_look};
  l->step_limit = UINT64_MAX;
  return before;
}
static inline void limits_take_back(limits *l, limits_aside before)
{
  l->steps = before.steps;
  l->step_limit = before.step_limit;
  l->next_look = before.next_look;
}
/* Small work that must be done even if a limit has been reached: nothing says stop, and steps count as ever. */
static inline limits_aside limits_suspend(limits *l, stop_reason *stop)
{
  limits_aside before = {l->steps, l->step_limit, l->next_look};
  *stop = l->stop;
  l->stop = STOP_NONE;
  l->next_look = UINT64_MAX;
  return before;
}
static inline void limits_resume(limits *l, limits_aside before, stop_reason stop)
{
  l->next_look = before.next_look;
  l->stop = stop;
}
/* A turn of at most so many steps. When it is over and no limit of the check was reached, `stop` is taken back. */
typedef struct limits_turn {
  uint64_t step_limit;
} limits_turn;
limits_turn limits_turn_begin(limits *l, uint64_t steps);
void limits_turn_end(limits *l, limits_turn before);
/* From another thread or a signal handler: stops the check that runs, or the next one. */
void limits_interrupt(limits *l);
double limits_clock(void); /* monotonic seconds */

#endif
