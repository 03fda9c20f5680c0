/* problem.h: the problem as an SMT-LIB script, for the checker, for an archive, or for another solver. */
#ifndef POLICY_PROBLEM_H
#define POLICY_PROBLEM_H

#include "encode.h"

/* Writes the assertions as they stand, with a declaration of each constant. False if the file cannot be written. */
bool problem_write(struct encoding *e, const char *file);

#endif
