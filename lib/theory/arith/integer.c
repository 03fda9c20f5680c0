/* integer.c: from values of the relaxation to integers: branching. */
#include "theory/arith/integer.h"

/* May the integer x be split on? Not if its comparisons are rewritten to what is not arithmetic. */
static bool is_fractional(const arith *a, uint32_t j)
{
  const column *c = tableau_column(&a->tableau, j);
  return !c->defined && !rational_is_integer(&c->value);
}

verdict arith_integer(arith *a)
{
  num k = NUM_ZERO;
  verdict result = VERDICT_CONSISTENT;
  for (uint32_t j = 0; j < a->tableau.columns.size; j++) {
    if (!is_fractional(a, j))
      continue;
    const column *c = tableau_column(&a->tableau, j);
    result = rational_floor(a->m, &k, &c->value) && arith_split(a, c->t, &k) ? VERDICT_LEMMA : VERDICT_STOPPED;
    break;
  }
  num_free(a->m, &k);
  return result;
}
