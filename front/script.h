/* script.h: runs an SMT-LIB 2.6 script, command by command, with a context of the library. What the program `strsmt`
 * is made of.
 *
 * Responses go to `out` as the standard writes them. A mistake is answered with (error "line L column C: ...") and
 * ends the run (the standard's error behaviour `immediate-exit`); what was answered before has been written. `err`
 * gets the same with the file's name, and warnings. */
#ifndef FRONT_SCRIPT_H
#define FRONT_SCRIPT_H

#include "lexer.h"

#include <strsmt.h>

#include <stdio.h>

typedef enum fr_verdict {
  FR_CONFIRMED,  /* print `unsat` */
  FR_STOPPED,    /* interrupted: print `unknown`, with the problem as reason */
  FR_REFUSED     /* an error */
} fr_verdict;

typedef struct fr_config {
  const char *name; /* of the input, for messages */
  fr_read read;
  void *read_user;
  FILE *out, *err;
  bool quiet;     /* no warnings */
  bool model;     /* print the model after each `sat` */
  bool progress;  /* say on `err` how each check is getting on */
  uint32_t seed;
  strsmt_limits limits;             /* of each check; options of the script can only lower them */
  const volatile int *interrupted;  /* not zero: checks answer `unknown` at once. May be NULL */
  strsmt_proof_sink sink;           /* takes the proof; may be NULL */
  void *proof_user;                 /* of the three functions */
  strsmt_proof_format format;
  /* Is the proof of query `query` (the first is 1), which was answered `unsat`, in a safe place, and confirmed if it
   * is to be? If not, *problem says why. May be NULL. */
  fr_verdict (*confirm)(void *user, unsigned long query, const char **problem);
  /* Why `sink` returned false. May be NULL. */
  const char *(*sink_problem)(void *user);
} fr_config;

/* Runs the script. Returns the exit status: 0, or 1 if there was a mistake, an answer that contradicts (set-info
 * :status), an output that could not be written, or a failure of the library. The context must be new, and is the
 * caller's. */
int fr_run(strsmt *s, const fr_config *config);

/* Prints the counters, one a line, for a human reader. */
void fr_print_statistics(strsmt *s, FILE *file);

#endif
