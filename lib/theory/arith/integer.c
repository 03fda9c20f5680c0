/* integer.c: from values of the relaxation to integers. If a variable has a fraction as its value, in this order:
 *
 * 1. The equalities among the bounds alone have no integer solution: a conflict (diophantine.h).
 * 2. Rounding or a split in other variables (branch.h), if those that it depends on are not too many.
 * 3. The bounds that the values attain, taken as equalities, have no integer solution: then a sum q of them, with integer
 *    coefficients, has a value between k and k + 1 here, and the split is on q <= k or q >= k + 1 (Dillig, Dillig and
 *    Aiken, Cuts from Proofs, CAV 2009). Where there are no bounds on variables, splitting on these alone need not end.
 * 4. A split on the first variable with a fraction. */
#include "theory/arith/integer.h"

#include "theory/arith/branch.h"
#include "theory/arith/diophantine.h"

typedef struct system {
  diophantine d;
  number_list columns; /* by equation */
  linear sum;          /* the combination that refutes it: 0, and cannot be */
} system;

static const num one = {1, NULL, 0, 0};

/* A variable to split on. */
static bool is_fractional(const arith *a, uint32_t j)
{
  const column *c = tableau_column(&a->tableau, j);
  return !c->defined && !rational_is_integer(&c->value);
}

/* ---- equations ---------------------------------------------------------------------------------------------------- */

/* Which bounds count as equations: those of a column whose two bounds are the same; or the bounds that are attained, of
 * sums alone or of variables, too. Splits on variables add bounds that hide what the sums alone exclude. */
typedef enum choice { FIXED, ATTAINED_BY_SUMS, ATTAINED } choice;

/* The bound of a column that counts, or NULL. */
static const num *equation_of(const arith *a, const column *c, choice which)
{
  if (c->lower.reason && c->upper.reason && !num_cmp(&c->lower.value, &c->upper.value))
    return &c->lower.value;
  if (which == FIXED || (which == ATTAINED_BY_SUMS && !c->defined))
    return NULL;
  if (c->lower.reason && !rational_cmp_num(a->m, &c->value, &c->lower.value))
    return &c->lower.value;
  return c->upper.reason && !rational_cmp_num(a->m, &c->value, &c->upper.value) ? &c->upper.value : NULL;
}

static bool add_equation(arith *a, system *s, uint32_t j, const num *value)
{
  linear p = {0};
  bool ok = linear_add_term(a->terms, a->limits, &p, tableau_column(&a->tableau, j)->t, &one) &&
            linear_sort(a->m, &p) && num_sub(a->m, &p.constant, &p.constant, value) && diophantine_add(&s->d, &p) &&
            stack_push(a->m, &s->columns, j);
  linear_free(a->m, &p);
  return ok;
}

/* The sum of the equations times their coefficients; the first coefficient is made positive. */
static bool add_up(arith *a, system *s)
{
  num product = NUM_ZERO;
  bool ok = true;
  for (size_t i = 0; i < s->columns.size && ok; i++) {
    const num *c = &s->d.coefficients.data[i];
    const linear *p = &s->d.equations.data[i];
    ok = num_mul(a->m, &product, c, &p->constant) && num_add(a->m, &s->sum.constant, &s->sum.constant, &product);
    for (size_t k = 0; k < p->sum.size && num_sign(c) && ok; k++)
      ok = num_mul(a->m, &product, c, &p->sum.data[k].coefficient) &&
           linear_add_variable(a->m, &s->sum, p->sum.data[k].variable, &product);
  }
  num_free(a->m, &product);
  ok = ok && linear_sort(a->m, &s->sum);
  if (!ok || !s->sum.sum.size || num_sign(&s->sum.sum.data[0].coefficient) > 0)
    return ok;
  for (size_t i = 0; i < s->columns.size && ok; i++)
    ok = num_neg(a->m, &s->d.coefficients.data[i], &s->d.coefficients.data[i]);
  return ok && linear_negate(a->m, &s->sum);
}

static bool find_refutation(arith *a, system *s, choice which, bool *found)
{
  *found = false;
  for (uint32_t j = 0; j < a->tableau.columns.size && s->columns.size < a->limits->budget.arith_equations; j++) {
    const num *value = equation_of(a, tableau_column(&a->tableau, j), which);
    if (limits_poll(a->limits) || (value && !add_equation(a, s, j, value)))
      return false;
  }
  return diophantine_refute(&s->d, found) && (!*found || add_up(a, s));
}

static void free_system(arith *a, system *s)
{
  diophantine_free(&s->d);
  stack_free(a->m, &s->columns);
  linear_free(a->m, &s->sum);
}

/* ---- answers ------------------------------------------------------------------------------------------------------ */

/* The equations that count, as bounds from below (p >= 0, up to the factor's sign) and from above. */
static bool name_culprits(arith *a, const system *s, culprits *above, culprits *below)
{
  for (size_t i = 0; i < s->columns.size; i++) {
    const num *c = &s->d.coefficients.data[i];
    const column *at = tableau_column(&a->tableau, s->columns.data[i]);
    if (num_sign(c) &&
        (!simplex_add_culprit(a->m, above, num_sign(c) > 0 ? &at->lower : &at->upper, num_sign(c) > 0, c) ||
         !simplex_add_culprit(a->m, below, num_sign(c) > 0 ? &at->upper : &at->lower, num_sign(c) < 0, c)))
      return false;
  }
  return true;
}

/* One way or the other: the sum q has no integer value; its value lies between k and k + 1. */
static verdict answer(arith *a, system *s, bool conflict)
{
  num k = NUM_ZERO;
  culprits above = {0}, below = {0};
  bool exact, ok = linear_reduce(a->m, &s->sum, NULL, &exact) && num_add(a->m, &k, &s->sum.constant, &one) &&
                   num_neg(a->m, &k, &k);
  term q = ok ? linear_term(a->terms, &s->sum) : 0;
  if (q && conflict)
    ok = name_culprits(a, s, &above, &below) && arith_no_integer(a, q, &k, &above, &below);
  else
    ok = q && arith_split(a, q, &k);
  culprits_clear(a->m, &above);
  culprits_clear(a->m, &below);
  stack_free(a->m, &above);
  stack_free(a->m, &below);
  num_free(a->m, &k);
  return ok ? VERDICT_LEMMA : VERDICT_STOPPED;
}

static verdict check_equations(arith *a, choice which)
{
  system s = {.d = {.m = a->m, .limits = a->limits}};
  bool found;
  verdict result = VERDICT_STOPPED;
  if (find_refutation(a, &s, which, &found))
    result = !found ? VERDICT_CONSISTENT : answer(a, &s, which == FIXED);
  free_system(a, &s);
  return result;
}

static verdict split_on(arith *a, uint32_t j)
{
  num k = NUM_ZERO;
  const column *c = tableau_column(&a->tableau, j);
  bool ok = rational_floor(a->m, &k, &c->value) && arith_split(a, c->t, &k);
  num_free(a->m, &k);
  return ok ? VERDICT_LEMMA : VERDICT_STOPPED;
}

/* Lengths are not negative. The search may not know yet, and would split on and on. */
static verdict bound_lengths(arith *a)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t j = 0; j < a->tableau.columns.size; j++) {
    const column *c = tableau_column(&a->tableau, (uint32_t)j);
    bool fresh = false;
    if (term_kind(a->terms, c->t) != STRSMT_STR_LEN || c->lower.reason)
      continue;
    if (limits_poll(a->limits) || !arith_define_length(a, c->t, &fresh))
      return VERDICT_STOPPED;
    if (fresh)
      result = VERDICT_LEMMA;
  }
  return result;
}

/* The first variable with a fraction that has no integer as its target. */
static uint32_t first_fraction(const arith *a)
{
  uint32_t j = 0;
  while (j < a->tableau.columns.size && (!is_fractional(a, j) || a->targets.data[j].set))
    j++;
  return j < a->tableau.columns.size ? j : NO_ROW;
}

/* A lemma against the present values. */
static verdict cut_off(arith *a, uint32_t j)
{
  verdict v = VERDICT_CONSISTENT;
  for (choice which = ATTAINED_BY_SUMS; which <= ATTAINED && v == VERDICT_CONSISTENT; which++)
    v = check_equations(a, which);
  return v == VERDICT_CONSISTENT ? split_on(a, j) : v;
}

verdict arith_integer(arith *a)
{
  if (!arith_begin_targets(a))
    return VERDICT_STOPPED;
  uint32_t j = first_fraction(a);
  if (j == NO_ROW)
    return VERDICT_CONSISTENT;
  verdict v = bound_lengths(a);
  if (v == VERDICT_CONSISTENT)
    v = check_equations(a, FIXED);
  while (v == VERDICT_CONSISTENT && j != NO_ROW) {
    bool done;
    v = arith_branch(a, j, &done);
    if (v == VERDICT_CONSISTENT && !done)
      return cut_off(a, j);
    j = first_fraction(a);
  }
  return v != VERDICT_CONSISTENT || arith_reach_targets(a) ? v : VERDICT_STOPPED;
}
