/* evidence.h: where the proof goes: to a file, to the checker, or both. */
#ifndef CLI_EVIDENCE_H
#define CLI_EVIDENCE_H

#include "checker.h"
#include "inside.h"
#include "script.h"

#include <stdio.h>
#include <sys/stat.h>

typedef struct evidence {
  const char *name; /* of the file */
  FILE *file;       /* NULL: none */
  enum { UNCHECKED, CHECKED_INSIDE, CHECKED_BY_CHILD } checking;
  inside inside;
  checker checker;
  unsigned long confirmed; /* queries */
  char problem[700];
} evidence;

/* Opens what is asked for. False, with a message on stderr, if that fails. `name` may be NULL. */
bool evidence_open(evidence *e, const char *name, bool check, const char *problem_path, const struct stat *problem);
/* Will it check each query of a dialogue when it has come? (Another program cannot.) */
bool evidence_follows(void);
/* The functions of fr_config. */
bool evidence_take(void *evidence, const void *data, size_t size);
fr_verdict evidence_confirm(void *evidence, unsigned long query, size_t size, const char **problem);
void evidence_passed(void *evidence, size_t from, size_t to);
/* For input_open: the next piece of a script that comes in a dialogue. */
bool evidence_text(void *evidence, const void *data, size_t size);
const char *evidence_problem(void *evidence);
/* Closes all. False, with a message on stderr, if something was lost. `good`: the script ran to its end. */
bool evidence_close(evidence *e, bool good);

#endif
