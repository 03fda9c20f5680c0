/* integer.c: from values of the relaxation to integers: branching. */
#include "theory/arith/integer.h"

/* A variable to split on. Comparisons of lengths and codes with numbers are memberships, and do not come back here. */
static bool is_fractional(const arith *a, uint32_t j)
{
  const column *c = tableau_column(&a->tableau, j);
  strsmt_kind k = term_kind(a->terms, c->t);
  return !c->defined && !rational_is_integer(&c->value) && k != STRSMT_STR_LEN && k != STRSMT_STR_TO_CODE;
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
