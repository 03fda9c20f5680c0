/* arguments.h: the command line of strsmt. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include <strsmt.h>

typedef struct arguments {
  const char *file;  /* "-" is the standard input */
  const char *proof; /* NULL: none */
  strsmt_proof_format format;
  strsmt_limits limits;
  uint32_t seed;
  bool check, stats, progress, quiet, model;
  bool behavior, continued; /* :error-behavior was given; it is continued-execution */
} arguments;

typedef enum arguments_verdict { ARGUMENTS_RUN, ARGUMENTS_DONE, ARGUMENTS_WRONG } arguments_verdict;

/* Reads the command line. DONE: --help or --version has been answered; WRONG: what is wrong has been said on stderr. */
arguments_verdict read_arguments(int count, char **words, arguments *a);

#endif
