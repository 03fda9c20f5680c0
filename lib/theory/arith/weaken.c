/* weaken.c: makes a contradiction of bounds say more. What it is out by is spent on its lower bounds of terms that are
 * never less than some number (lengths, say): where the sum is negative even so, that number takes the literal's place,
 * the cheapest first, and the lemma has one literal less. */
#include "theory/arith/state.h"

bool arith_natural_least(const terms *t, term p, int64_t *least)
{
  switch ((int)term_kind(t, p)) {
  case STRSMT_STR_LEN:
    *least = 0;
    return true;
  case STRSMT_STR_INDEXOF:
  case STRSMT_STR_TO_INT:
  case STRSMT_STR_TO_CODE:
    *least = -1;
    return true;
  }
  return false;
}

/* The bound that the literal of a culprit sets. */
static bool bound_value(arith *a, const culprit *c, num *out)
{
  tlit l = a->literals.data[c->reason - 1];
  const arith_atom *atom = arith_atom_of(a, l.atom);
  const num one = {1, NULL, 0, 0};
  if (!atom)
    return false;
  return c->lower || atom->equality ? num_set(a->m, out, &atom->k) : num_sub(a->m, out, &atom->k, &one);
}

/* By how much the sum could be larger and still be negative. */
static bool slack_of(arith *a, const culprits *c, num *slack)
{
  num value = NUM_ZERO;
  num_set_int(a->m, slack, -1);
  bool ok = true;
  for (size_t i = 0; i < c->size && ok; i++) {
    ok = bound_value(a, &c->data[i], &value) && num_mul(a->m, &value, &value, &c->data[i].coefficient) &&
         (c->data[i].lower ? num_add(a->m, slack, slack, &value) : num_sub(a->m, slack, slack, &value));
  }
  num_free(a->m, &value);
  return ok;
}

/* What it costs to do without the literal of this culprit; *can: it can be done. */
static bool cost_of(arith *a, const culprit *c, num *cost, bool *can)
{
  int64_t least;
  const arith_atom *atom = arith_atom_of(a, a->literals.data[c->reason - 1].atom);
  *can = atom && c->lower && !c->natural && c->reason != a->kept && arith_natural_least(a->terms, atom->p, &least);
  if (!*can)
    return atom;
  num natural = {least, NULL, 0, 0};
  return num_sub(a->m, cost, &atom->k, &natural) && num_mul(a->m, cost, cost, &c->coefficient);
}

/* The culprit that can be done without at least cost; or NULL. */
static culprit *cheapest(arith *a, culprits *c, num *least, bool *ok)
{
  culprit *best = NULL;
  num cost = NUM_ZERO;
  for (size_t i = 0; i < c->size && *ok; i++) {
    bool can;
    *ok = !limits_poll(a->limits) && cost_of(a, &c->data[i], &cost, &can);
    if (!*ok || !can || (best && num_cmp(&cost, least) >= 0))
      continue;
    best = &c->data[i];
    *ok = num_set(a->m, least, &cost);
  }
  num_free(a->m, &cost);
  return *ok ? best : NULL;
}

bool arith_weaken(arith *a, culprits *c)
{
  num slack = NUM_ZERO, cost = NUM_ZERO;
  bool ok = slack_of(a, c, &slack);
  for (culprit *best; ok && (best = cheapest(a, c, &cost, &ok)) && num_cmp(&cost, &slack) <= 0;) {
    best->natural = true;
    ok = num_sub(a->m, &slack, &slack, &cost);
  }
  num_free(a->m, &slack);
  num_free(a->m, &cost);
  return ok;
}
