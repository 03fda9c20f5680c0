/* inside.h: the checker within this process, in a thread of its own: it checks the proof while the search goes on.
 *
 * A script that cannot be read to its end (for a mistake, or because it is still being typed) is checked query by query.
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
  size_t script_length, script_capacity;
  size_t (*gaps)[2]; /* from..to in the script: what was passed over; the first `blanked` ones are blank */
  size_t gap_count, gap_capacity, blanked;
  bool
      apart; /* the script cannot be read to its end, now or at all: each query is checked by itself, with what was executed
               * so far, and the queue keeps the whole proof */
} inside;

/* Reads the problem from its file and starts the thread. False, with `problem` set, if that fails. */
bool inside_start(inside *c, const char *problem_path);
/* Starts no thread: the script is still being typed. `inside_text` has its next piece. */
void inside_start_dialogue(inside *c);
bool inside_text(inside *c, const void *data, size_t size);
/* The bytes from..to of the script were passed over, for a mistake. */
bool inside_passed(inside *c, size_t from, size_t to);
/* Hands over the next piece of the proof. Waits only if the checker is far behind. False, with `problem` set, without memory. What the
 * checker found wrong matters only when a query is to be confirmed: a mistake in a script must not stop what comes before it. */
bool inside_write(inside *c, const void *data, size_t size);
/* Waits for the checker's word on the query, which ends after so many bytes of the script; STOPPED after a signal. */
checker_verdict inside_confirm(inside *c, unsigned long query, size_t size);
/* Ends it. With `wanted`, the proof must hold to its end; false, with `problem` set, otherwise. */
bool inside_finish(inside *c, bool wanted);

#endif
