/* inside.h: the checker within this process, in a thread of its own: it checks the proof while the search goes on.
 *
 * It is libstrsmt-check, which shares nothing with the solver but the address space; the problem it reads from the script's
 * own text. All functions belong to the thread of the search. */
#ifndef CLI_INSIDE_H
#define CLI_INSIDE_H

#include "verdict.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <strsmt_check.h>

typedef struct inside {
  pthread_t thread;
  pthread_mutex_t lock; /* of all that follows but `checker` and `script`, which are the thread's */
  pthread_cond_t given, taken;
  char *queue; /* bytes that the thread has not taken yet */
  size_t length, capacity;
  bool running, ending, giving_up, ended;
  strsmt_check_verdict verdict; /* of what was taken */
  unsigned long confirmed;      /* the last query that was concluded */
  char problem[600];            /* what went wrong; "" if nothing */
  strsmt_checker *checker;
  char *script;
  size_t script_length;
} inside;

/* Reads the problem from its file and starts the thread. False, with `problem` set, if that fails. */
bool inside_start(inside *c, const char *problem_path);
/* Hands over the next piece of the proof. Waits only if the checker is far behind. False, with `problem` set, without memory. What the
 * checker found wrong matters only when a query is to be confirmed: a mistake in a script must not stop what comes before it. */
bool inside_write(inside *c, const void *data, size_t size);
/* Waits for the checker's word on the query; STOPPED after a signal. */
checker_verdict inside_confirm(inside *c, unsigned long query);
/* Ends it. With `wanted`, the proof must hold to its end; false, with `problem` set, otherwise. */
bool inside_finish(inside *c, bool wanted);

#endif
