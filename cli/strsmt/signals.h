/* signals.h: SIGINT and SIGTERM. The first one interrupts the running check, and every later one of the run, which
 * answer `unknown`; the second one, or one that comes while the program only waits for input, ends the program as
 * usual. */
#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H

#include <stdbool.h>
#include <strsmt.h>

/* From here on, signals go to the context; and a closed pipe is an error of write, not a signal. */
void signals_start(strsmt *s);
/* The context will not exist any more. */
void signals_stop(void);
void signals_waiting(bool waiting);
/* How many signals came; not zero once interrupted. */
extern volatile int signals_seen;

#endif
