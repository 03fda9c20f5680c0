/* local.c: one step of rewriting: a value for an application to values (evaluate), distinct as a negated equality
 * (distinct_elim), what the parts of strings determine (simplify.h), an atom about one string as a membership
 * (str_to_membership), a comparison with an integer literal as lower bounds (int_bound). Lengths and codes of strings are memberships where they can be, and
 * bounded integers else.
 *
 * The results are those of the programs in proofs/signature/, term by term: the checker computes them again. */
#include "rewrite/local.h"

#include "rewrite/build.h"
#include "rewrite/membership.h"
#include "rewrite/simplify.h"

/* Are all arguments literals, or closed regular expressions? */
static bool has_values(const terms *t, term a)
{
  size_t n = term_arity(t, a);
  for (size_t i = 0; i < n; i++) {
    term b = term_arg(t, a, i);
    if (term_sort(t, b) == STRSMT_SORT_REGLAN ? !term_is_ground(t, b) : !term_is_literal(t, b))
      return false;
  }
  return n && term_sort(t, a) != STRSMT_SORT_REGLAN;
}

static term distinct_elim(terms *t, term a)
{
  return build_not(t, build2(t, STRSMT_EQ, term_arg(t, a, 0), term_arg(t, a, 1)));
}

/* ---- bounds --------------------------------------------------------------------------------------------------- */

/* The literal n + 1. */
static term successor(terms *t, term n)
{
  mem *m = terms_mem(t);
  num one = NUM_ZERO, sum = NUM_ZERO;
  num_set_int(m, &one, 1);
  term r = num_add(m, &sum, term_num(t, n), &one) ? terms_num(t, &sum) : 0;
  num_free(m, &sum);
  num_free(m, &one);
  return r;
}

static bool is_int(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_INT_LITERAL;
}

/* s >= u, one of them a literal: (>= s u), or (not (>= u s+1)) */
static term at_least(terms *t, term s, term u)
{
  return is_int(t, u) ? build2(t, STRSMT_GE, s, u) : build_not(t, build2(t, STRSMT_GE, u, successor(t, s)));
}

/* s > u, one of them a literal: (>= s u+1), or (not (>= u s)) */
static term above(terms *t, term s, term u)
{
  return is_int(t, u) ? build2(t, STRSMT_GE, s, successor(t, u)) : build_not(t, build2(t, STRSMT_GE, u, s));
}

/* s = n, a literal */
static term between(terms *t, term s, term n)
{
  term low = build2(t, STRSMT_GE, s, n), high = build_not(t, build2(t, STRSMT_GE, s, successor(t, n)));
  return build2(t, STRSMT_AND, low, high);
}

static term int_bound(terms *t, term a)
{
  if (term_arity(t, a) != 2)
    return a;
  term s = term_arg(t, a, 0), u = term_arg(t, a, 1);
  if (!is_int(t, s) && !is_int(t, u))
    return a;
  switch ((int)term_kind(t, a)) {
  case STRSMT_GE:
    return at_least(t, s, u);
  case STRSMT_LE:
    return at_least(t, u, s);
  case STRSMT_GT:
    return above(t, s, u);
  case STRSMT_LT:
    return above(t, u, s);
  case STRSMT_EQ:
    return is_int(t, u) ? between(t, s, u) : between(t, u, s);
  }
  return a;
}

/* ---- dispatch ------------------------------------------------------------------------------------------------- */

static bool stopped(const terms *t, const limits *l)
{
  return mem_failed(terms_mem(t)) || l->stop != STOP_NONE;
}

term rewrite_local(terms *t, regex *g, limits *l, term a, rule *used)
{
  *used = RULE_NONE;
  if (limits_poll(l))
    return 0;
  if (has_values(t, a)) {
    term value = evaluate_application(t, g, l, a);
    if (value)
      *used = RULE_EVALUATE;
    if (value || stopped(t, l))
      return value;
  }
  if (term_kind(t, a) == STRSMT_DISTINCT) {
    *used = RULE_DISTINCT_ELIM;
    return distinct_elim(t, a);
  }
  term b = rewrite_simplify(t, g, l, a, used);
  if (b != a)
    return b;
  *used = RULE_NONE;
  b = rewrite_to_membership(t, l, a);
  if (b != a) {
    *used = RULE_STR_TO_MEMBERSHIP;
    return b;
  }
  b = int_bound(t, a);
  if (b != a)
    *used = RULE_INT_BOUND;
  return b;
}
