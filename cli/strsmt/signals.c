/* signals.c: the handler does nothing but set flags, call strsmt_interrupt (which is async-signal-safe), or fall
 * back to the default. */
#include "signals.h"

#include <signal.h>
#include <stddef.h>

volatile int signals_seen;
static volatile sig_atomic_t is_waiting;
static strsmt *volatile target;

static void handle(int number)
{
  if (signals_seen || is_waiting) {
    signal(number, SIG_DFL);
    raise(number);
    return;
  }
  signals_seen = 1;
  if (target)
    strsmt_interrupt(target);
}

void signals_start(strsmt *s)
{
  struct sigaction action = {.sa_handler = handle};
  target = s;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
}

void signals_stop(void)
{
  target = NULL;
}

void signals_waiting(bool waiting)
{
  is_waiting = waiting;
}
