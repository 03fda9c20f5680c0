/* imply.c: what the literals say of one term: is its value in the present model the least (or the greatest) that they
 * permit? The bound that denies it is tried; a contradiction with it is the lemma that gives the bound. Once both bounds
 * meet, a lemma says that the term equals that number. What was tried leaves no trace but in the basis. */
#include "theory/arith/state.h"

typedef STACK(rational) rationals;

static void free_values(arith *a, rationals *values)
{
  for (size_t j = 0; j < values->size; j++)
    rational_free(a->m, &values->data[j]);
  stack_free(a->m, values);
}

static bool save_values(arith *a, rationals *values)
{
  bool ok = true;
  for (size_t j = 0; j < a->tableau.columns.size && ok; j++) {
    rational copy = RATIONAL_ZERO;
    ok = rational_set(a->m, &copy, &a->tableau.columns.data[j].value) && stack_push(a->m, values, copy);
  }
  return ok;
}

static bool restore_values(arith *a, const rationals *values)
{
  bool ok = true;
  for (size_t j = 0; j < values->size && ok; j++)
    ok = rational_set(a->m, &a->tableau.columns.data[j].value, &values->data[j]);
  a->tableau.broken = a->tableau.broken || !ok;
  return ok;
}

/* Column j with one more bound, from the last literal. Culprits are named if that is a contradiction. */
static bool try_bound(arith *a, uint32_t j, bool lower, const num *value, bool *contradiction)
{
  tableau *t = &a->tableau;
  column *c = tableau_column(t, j);
  bound *b = lower ? &c->lower : &c->upper, saved = *b;
  rationals values = {0};
  bool clash = false, at_lower, ok = save_values(a, &values);
  uint32_t at = j;
  simplex_answer answer = SIMPLEX_STOPPED;
  *b = (bound){NUM_ZERO, 0};
  ok = ok && simplex_bound(t, j, lower, value, (uint32_t)a->literals.size, &clash);
  if (ok && clash)
    answer = simplex_explain_clash(t, j, &a->culprits) ? SIMPLEX_CONFLICT : SIMPLEX_STOPPED;
  else if (ok && (answer = simplex_solve(t, &at, &at_lower)) == SIMPLEX_CONFLICT)
    ok = simplex_explain(t, at, at_lower, &a->culprits);
  c = tableau_column(t, j);
  b = lower ? &c->lower : &c->upper;
  num_free(a->m, &b->value);
  *b = saved;
  ok = restore_values(a, &values) && ok && answer != SIMPLEX_STOPPED;
  free_values(a, &values);
  *contradiction = answer == SIMPLEX_CONFLICT;
  return ok;
}

static bool try_edge(arith *a, uint32_t j, bool lower, const num *value, bool *contradiction)
{
  int64_t k;
  bool consistent = true;
  *contradiction = false;
  if (!num_is_int64(value, &k) || k >= DIFFERENCE_LIMIT || k <= -DIFFERENCE_LIMIT)
    return true;
  difference_edge e = {.from = lower ? j + 1 : 0,
                       .to = lower ? 0 : j + 1,
                       .reason = (uint32_t)a->literals.size,
                       .lower = lower,
                       .weight = lower ? -k : k};
  if (!difference_add(&a->graph, e, &consistent, &a->culprits))
    return false;
  if (consistent)
    difference_remove(&a->graph);
  *contradiction = !consistent;
  return true;
}

/* Is t at least (at most) k? Then, if the literals do not say so themselves, a lemma. */
static bool imply(arith *a, term t, uint32_t j, bool at_least, const num *k, bool *holds, bool *any)
{
  const num one = {1, NULL, 0, 0};
  num limit = NUM_ZERO;
  bool ok = at_least ? num_sub(a->m, &limit, k, &one) : num_add(a->m, &limit, k, &one);
  term atom = ok ? terms_apply2(a->terms, STRSMT_GE, t, terms_num(a->terms, at_least ? k : &limit)) : 0;
  tlit denied = {atom, !at_least};
  *holds = false;
  for (size_t i = 0; i < a->literals.size && atom && !*holds; i++)
    *holds = a->literals.data[i].atom == atom && a->literals.data[i].positive == at_least;
  ok = atom && (*holds || stack_push(a->m, &a->literals, denied));
  if (ok && !*holds) {
    culprits_clear(a->m, &a->culprits);
    ok = a->differences ? try_edge(a, j, !at_least, &limit, holds) : try_bound(a, j, !at_least, &limit, holds);
    if (ok && *holds) {
      ok = arith_conflict(a);
      *any = true;
    }
    (void)stack_pop(&a->literals);
  }
  num_free(a->m, &limit);
  return ok;
}

/* Has this been asked about too often? Where an atom's normal form is another one, what was told does not come back as a
 * literal, and nothing but this makes an end. */
static bool is_exhausted(arith *a, term t, bool *ok)
{
  *ok = by_key_reach(a->m, &a->questions, (size_t)t + 1);
  return !*ok || a->questions.data[t] >= a->limits->budget.arith_value_questions;
}

/* A literal of the present check says that t = k. */
static bool is_asserted(arith *a, term equality)
{
  for (size_t i = 0; i < a->literals.size; i++)
    if (a->literals.data[i].atom == equality && a->literals.data[i].positive)
      return true;
  return false;
}

bool arith_tell_value(arith *a, term t, bool *any)
{
  uint32_t j = tableau_find(&a->tableau, t);
  const column *c = j == NO_ROW ? NULL : tableau_column(&a->tableau, j);
  num k = NUM_ZERO;
  bool least = false, most = false;
  bool ok = true;
  if (!c || c->defined || term_kind(a->terms, t) == STRSMT_ITE || is_exhausted(a, t, &ok) || !arith_value(a, t, &k))
    return !mem_failed(a->m);
  ok = imply(a, t, j, true, &k, &least, any) && imply(a, t, j, false, &k, &most, any);
  if (ok && least && most && !*any) {
    arith_atom atom = {.atom = terms_apply2(a->terms, STRSMT_EQ, t, terms_num(a->terms, &k)), .p = t, .equality = true};
    if (!is_asserted(a, atom.atom)) {
      ok = atom.atom && num_set(a->m, &atom.k, &k) && arith_trichotomy(a, &atom);
      *any = true;
      num_free(a->m, &atom.k);
    }
  }
  a->questions.data[t] += *any;
  num_free(a->m, &k);
  return ok;
}
