/* rational.h: exact fractions, for values of the relaxation: n / d with d > 0, in lowest terms. Nearly all of them are
 * integers, for which there are short ways. All functions that may lack memory return false. */
#ifndef STRSMT_THEORY_ARITH_RATIONAL_H
#define STRSMT_THEORY_ARITH_RATIONAL_H

#include "base/num.h"

typedef struct rational {
  num n, d;
} rational;

#define RATIONAL_ZERO ((rational){NUM_ZERO, {1, NULL, 0, 0}})

void rational_free(mem *m, rational *r);
bool rational_set_num(mem *m, rational *r, const num *a);
bool rational_set(mem *m, rational *r, const rational *a);
/* r += p x / q, q not 0 */
bool rational_add_scaled(mem *m, rational *r, const num *p, const num *q, const rational *x);
/* The sign of r - k. On lack of memory 0 (m->oom says so). */
int rational_cmp_num(mem *m, const rational *r, const num *k);
static inline bool rational_is_integer(const rational *r)
{
  return !r->d.size && r->d.small == 1;
}
/* The greatest integer that is not above r. */
bool rational_floor(mem *m, num *k, const rational *r);

#endif
