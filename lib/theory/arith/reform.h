/* reform.h: the variables that a fractional one depends on, exchanged for others that bounds hold closer (lattice.h). */
#ifndef STRSMT_THEORY_ARITH_REFORM_H
#define STRSMT_THEORY_ARITH_REFORM_H

#include "rewrite/linear.h"
#include "theory/arith/lattice.h"

struct arith;

typedef struct reform {
  term_list key;       /* of the constraints that it was made for: their sums, times 2, plus 1 for an equation */
  term_list variables; /* x */
  number_list place;   /* by term: its place among them plus 1 */
  STACK(bool) split;   /* by term: a sum that splits have made up, which says nothing of the problem */
  lattice basis;
  uint32_t uses; /* since it was made */
  bool made;
} reform;

/* Finds what column j depends on. *usable: there is a basis for it, in a->reform; else it would be too large. False on
 * lack of memory or limits. */
bool reform_find(struct arith *a, uint32_t j, bool *usable);
/* The place of a variable plus 1, or 0. */
static inline uint32_t reform_place(const reform *r, term x)
{
  return x < r->place.size ? r->place.data[x] : 0;
}
/* A term that is no constraint of the problem. */
bool reform_mark_split(struct arith *a, term p);
void reform_free(struct arith *a);

#endif
