/* combine.c: equalities of integer terms that congruence closure has found, for arithmetic.
 *
 * Terms of one class must have one value in arithmetic's model. For a term that differs from the representative of its
 * class, the literal if there is one, or that arithmetic does not know, a lemma says that what made them equal makes
 * them equal: its conclusion is an atom that arithmetic owns. There are finitely many pairs of terms, and each lemma
 * settles one for good. */
#include "core/state.h"
#include "theory/arith/arith.h"
#include "theory/euf/egraph.h"

enum { MOST_LEMMAS = 64 }; /* of one check */

typedef struct combination {
  solver *s;
  egraph *g;
  num left, right; /* scratch */
  unsigned lemmas;
} combination;

static bool value_of(combination *c, term t, num *value)
{
  if (term_kind(c->s->terms, t) == STRSMT_INT_LITERAL)
    return num_set(c->s->m, value, term_num(c->s->terms, t));
  return arith_value(c->s->env.arith, t, value);
}

static void derive_equality(void *self, const void *data, derivation *d, size_t count, const tlit *literals)
{
  const combination *c = self;
  const term *sides = data;
  derivation_infer2(d, RULE_CONTRA, egraph_prove(c->g, d, sides[0], sides[1], count, literals), (step)count);
}

/* The lemma that a = b, unless it is asserted as it stands. */
static bool tell_equality(combination *c, term a, term b)
{
  term sides[2] = {a, b}, same = terms_apply(c->s->terms, STRSMT_EQ, 2, sides);
  tlit_list why = {0};
  bool ok = same && egraph_explain(c->g, a, b, &why), known = false;
  for (size_t i = 0; i < why.size; i++)
    known = known || why.data[i].atom == same;
  if (ok && !known) {
    ok = egraph_lemma(c->g, &why, 1, &(tlit){same, true}, derive_equality, c, sides);
    c->lemmas++;
  }
  stack_free(c->s->m, &why);
  return ok;
}

/* t against the representative of its class. */
static bool compare(combination *c, term t)
{
  term other = egraph_literal(c->g, t);
  if (!other)
    other = egraph_find(c->g, t);
  if (other == t)
    return true;
  if (value_of(c, t, &c->left) && value_of(c, other, &c->right) && num_cmp(&c->left, &c->right) == 0)
    return true;
  return !mem_failed(c->s->m) && tell_equality(c, t, other);
}

verdict solver_combine(solver *s)
{
  combination c = {.s = s, .g = s->env.egraph};
  bool ok = true;
  for (size_t i = 0; i < egraph_count(c.g) && ok && c.lemmas < MOST_LEMMAS; i++) {
    term t = egraph_node(c.g, i);
    if (term_sort(s->terms, t) == STRSMT_SORT_INT && egraph_class_size(c.g, t) > 1)
      ok = !limits_poll(s->limits) && compare(&c, t);
  }
  num_free(s->m, &c.left);
  num_free(s->m, &c.right);
  return !ok ? VERDICT_STOPPED : c.lemmas ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}
