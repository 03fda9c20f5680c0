/* problem.h: the problem as an SMT-LIB script, for the checker, for an archive, or for another solver. */
#ifndef POLICY_PROBLEM_H
#define POLICY_PROBLEM_H

#include "encode.h"

#include <stdio.h>

void problem_print(struct encoding *e, FILE *to);

#endif
