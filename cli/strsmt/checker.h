/* checker.h: strsmt-check, or another program that is used like it, as a child process that checks the proof while it is
 * being written.
 *
 * The child reads the problem from its file and the proof from a pipe. For each conclusion that holds it prints, at
 * once, the line `query N: unsat (checked)`. What it has to say about mistakes goes to the standard error, which it
 * shares. */
#ifndef CLI_CHECKER_H
#define CLI_CHECKER_H

#include "verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct checker {
  bool running;
  pid_t child;
  int to, from;
  char *queue; /* bytes [begin, end) are still to be written */
  size_t begin, end, capacity;
  char line[128]; /* of its output, as far as it has come */
  size_t line_length;
  unsigned long confirmed; /* the last query that it said holds */
  bool ended;              /* it closed a pipe: it has ended, or is about to */
  char problem[160];       /* what went wrong; "" if nothing */
} checker;

/* Starts the program. False, with `problem` set, if there is none. */
bool checker_start(checker *c, const char *program, const char *problem_path);
/* Hands over the next piece of the proof. Waits only if the checker is far behind. False, with `problem` set, if it
 * has ended. */
bool checker_write(checker *c, const void *data, size_t size);
/* Hands over what is queued and waits for the checker's word on the query; STOPPED after a signal. */
checker_verdict checker_confirm(checker *c, unsigned long query);
/* Ends it. With `wanted`, waits for it to read to the end, and demands exit status 0; false, with `problem` set,
 * otherwise. */
bool checker_finish(checker *c, bool wanted);

#endif
