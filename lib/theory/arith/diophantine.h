/* diophantine.h: systems of linear equations over the integers, and why they have no solution: a combination of them, with
 * integer coefficients, in which a number divides all coefficients of the variables, but not the constant. */
#ifndef STRSMT_THEORY_ARITH_DIOPHANTINE_H
#define STRSMT_THEORY_ARITH_DIOPHANTINE_H

#include "rewrite/linear.h"

typedef struct diophantine {
  mem *m;
  limits *limits;
  STACK(linear) equations; /* each says that it is 0 */
  STACK(num) coefficients; /* of the combination, by equation */
} diophantine;

void diophantine_free(diophantine *d);
/* The equation p = 0 is added; p is taken over, and emptied. */
bool diophantine_add(diophantine *d, linear *p);
/* Looks for a combination, if the system is not too large. False on lack of memory or limits. */
bool diophantine_refute(diophantine *d, bool *found);

#endif
