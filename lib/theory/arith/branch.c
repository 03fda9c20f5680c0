/* branch.c: see branch.h. The values of the y = U x are tried first, rounded; then, now and then, those of a point that
 * is so far from all bounds that rounding cannot leave them (the test of Bromberger and Weidenbach, IJCAR 2016, for the
 * unit cube of the y); then there is a split on the last y with a fraction: few integers fit there. All y of a bounded
 * problem are bounded, so that there is an end to splits. */
#include "theory/arith/branch.h"

enum { CUBE_EVERY = 16 };

static const num one = {1, NULL, 0, 0}, two = {2, NULL, 0, 0};

/* ---- rounding ----------------------------------------------------------------------------------------------------- */

/* The value of y_i. */
static bool value_of(const arith *a, size_t i, rational *out)
{
  const reform *r = &a->reform;
  const num *form = lattice_form(&r->basis, i);
  bool ok = rational_set_num(a->m, out, &NUM_ZERO);
  for (size_t k = 0; k < r->variables.size && ok; k++) {
    uint32_t j = tableau_find(&a->tableau, r->variables.data[k]);
    ok = !num_sign(&form[k]) || rational_add_scaled(a->m, out, &form[k], &one, &tableau_column(&a->tableau, j)->value);
  }
  return ok;
}

static arith_target *target_of(const arith *a, term x)
{
  return &a->targets.data[tableau_find(&a->tableau, x)];
}

/* The nearest integers of the y, as values of the x, become their targets. */
static bool round_values(const arith *a)
{
  const reform *r = &a->reform;
  size_t n = r->variables.size;
  rational y = RATIONAL_ZERO, half = {{1, NULL, 0, 0}, {2, NULL, 0, 0}};
  num k = NUM_ZERO, product = NUM_ZERO;
  bool ok = true;
  for (size_t i = 0; i < n; i++)
    num_set_int(a->m, &target_of(a, r->variables.data[i])->value, 0);
  for (size_t j = 0; j < n && ok; j++) {
    ok = !limits_poll(a->limits) && value_of(a, j, &y) && rational_add_scaled(a->m, &y, &one, &one, &half) &&
         rational_floor(a->m, &k, &y);
    for (size_t i = 0; i < n && ok; i++) {
      num *x = &target_of(a, r->variables.data[i])->value;
      ok = num_mul(a->m, &product, lattice_entry(&r->basis, i, j), &k) && num_add(a->m, x, x, &product);
    }
  }
  rational_free(a->m, &y);
  num_free(a->m, &k);
  num_free(a->m, &product);
  return ok;
}

static void set_targets(const arith *a, bool set)
{
  for (size_t i = 0; i < a->reform.variables.size; i++)
    target_of(a, a->reform.variables.data[i])->set = set;
}

/* What column c is when all variables have reached their targets; *touched: it has one of those of the basis. */
static bool value_for(arith *a, const column *c, rational *out, bool *touched)
{
  linear p = {0};
  rational part = RATIONAL_ZERO;
  *touched = false;
  bool ok = linear_add_term(a->terms, a->limits, &p, c->t, &one) && linear_sort(a->m, &p) &&
            rational_set_num(a->m, out, &p.constant);
  for (size_t i = 0; i < p.sum.size && ok; i++) {
    uint32_t j = tableau_find(&a->tableau, p.sum.data[i].variable);
    const arith_target *x = &a->targets.data[j];
    *touched = *touched || reform_place(&a->reform, p.sum.data[i].variable);
    ok = (x->set ? rational_set_num(a->m, &part, &x->value)
                 : rational_set(a->m, &part, &tableau_column(&a->tableau, j)->value)) &&
         rational_add_scaled(a->m, out, &p.sum.data[i].coefficient, &one, &part);
  }
  linear_free(a->m, &p);
  rational_free(a->m, &part);
  return ok;
}

static bool is_within(const arith *a, const column *c, const rational *value)
{
  return !(c->lower.reason && rational_cmp_num(a->m, value, &c->lower.value) < 0) &&
         !(c->upper.reason && rational_cmp_num(a->m, value, &c->upper.value) > 0);
}

/* *good: all bounds permit the targets that were set for the variables of the basis. Otherwise there are none. */
static bool try_rounding(arith *a, bool *good)
{
  rational value = RATIONAL_ZERO;
  bool ok = round_values(a);
  *good = true;
  set_targets(a, true);
  for (uint32_t j = 0; j < a->tableau.columns.size && ok && *good; j++) {
    const column *c = tableau_column(&a->tableau, j);
    bool touched = false;
    if (!c->lower.reason && !c->upper.reason)
      continue;
    ok = !limits_poll(a->limits) && value_for(a, c, &value, &touched);
    *good = !touched || is_within(a, c, &value);
  }
  if (!*good)
    set_targets(a, false);
  rational_free(a->m, &value);
  return ok;
}

bool arith_begin_targets(arith *a)
{
  for (size_t j = 0; j < a->targets.size; j++)
    a->targets.data[j].set = false;
  while (a->targets.size < a->tableau.columns.size)
    if (!stack_push(a->m, &a->targets, (arith_target){0}))
      return false;
  return true;
}

/* Columns that are not basic are moved, the others follow. */
bool arith_reach_targets(arith *a)
{
  rational value = RATIONAL_ZERO;
  const num minus_one = {-1, NULL, 0, 0};
  bool ok = true, touched;
  for (uint32_t j = 0; j < a->tableau.columns.size && ok; j++) {
    const column *c = tableau_column(&a->tableau, j);
    if (c->row == NO_ROW)
      ok = !limits_poll(a->limits) && value_for(a, c, &value, &touched) &&
           rational_add_scaled(a->m, &value, &minus_one, &one, &c->value) &&
           (!num_sign(&value.n) || tableau_move(&a->tableau, j, &value));
  }
  rational_free(a->m, &value);
  return ok;
}

/* ---- the cube ----------------------------------------------------------------------------------------------------- */

typedef struct kept_bounds {
  uint32_t column;
  num lower, upper;
} kept_bounds;

typedef struct cube {
  STACK(kept_bounds) kept;
  bool thin; /* there is no room for it */
} cube;

/* How much rounding may change the column's value: half of the sum of what each y counts. */
static bool reach(arith *a, const column *c, num *out)
{
  const reform *r = &a->reform;
  linear p = {0};
  num product = NUM_ZERO, part = NUM_ZERO;
  bool ok = linear_add_term(a->terms, a->limits, &p, c->t, &one) && linear_sort(a->m, &p);
  num_set_int(a->m, out, 0);
  for (size_t j = 0; j < r->variables.size && ok; j++) {
    if (r->fixed.data[j])
      continue;
    num_set_int(a->m, &part, 0);
    for (size_t i = 0; i < p.sum.size && ok; i++) {
      uint32_t place = reform_place(r, p.sum.data[i].variable);
      ok = !place || (num_mul(a->m, &product, &p.sum.data[i].coefficient, lattice_entry(&r->basis, place - 1, j)) &&
                      num_add(a->m, &part, &part, &product));
    }
    ok = ok && (num_sign(&part) < 0 ? num_sub(a->m, out, out, &part) : num_add(a->m, out, out, &part));
  }
  ok = ok && num_add(a->m, out, out, &one) && num_divmod(a->m, out, NULL, out, &two) && !limits_poll(a->limits);
  linear_free(a->m, &p);
  num_free(a->m, &product);
  num_free(a->m, &part);
  return ok;
}

static bool narrow(arith *a, uint32_t j, cube *q)
{
  column *c = tableau_column(&a->tableau, j);
  num by = NUM_ZERO;
  kept_bounds kept = {.column = j};
  bool ok = reach(a, c, &by);
  if (ok && num_sign(&by)) {
    ok = num_set(a->m, &kept.lower, &c->lower.value) && num_set(a->m, &kept.upper, &c->upper.value) &&
         stack_push(a->m, &q->kept, kept);
    ok = ok && num_add(a->m, &c->lower.value, &c->lower.value, &by) && num_sub(a->m, &c->upper.value, &c->upper.value, &by) &&
         (c->row == NO_ROW || tableau_enqueue(&a->tableau, j));
    q->thin = q->thin || (c->lower.reason && c->upper.reason && num_cmp(&c->lower.value, &c->upper.value) > 0);
  }
  num_free(a->m, &by);
  return ok;
}

static bool widen(arith *a, cube *q)
{
  bool ok = true;
  for (size_t i = 0; i < q->kept.size; i++) {
    kept_bounds *k = &q->kept.data[i];
    column *c = tableau_column(&a->tableau, k->column);
    num_free(a->m, &c->lower.value);
    num_free(a->m, &c->upper.value);
    c->lower.value = k->lower;
    c->upper.value = k->upper;
    ok = ok && (c->row == NO_ROW || tableau_enqueue(&a->tableau, k->column));
  }
  stack_free(a->m, &q->kept);
  return ok;
}

/* Moves to a point around which there is a cube, if there is one, whose integers are *good; else to any point. */
static bool try_cube(arith *a, bool *good)
{
  cube q = {0};
  uint32_t j = 0;
  bool lower, ok = true;
  simplex_answer answer = SIMPLEX_CONFLICT;
  *good = false;
  for (; j < a->tableau.columns.size && ok && !q.thin; j++) {
    const column *c = tableau_column(&a->tableau, j);
    if (c->lower.reason || c->upper.reason)
      ok = narrow(a, j, &q);
  }
  if (ok && !q.thin)
    answer = simplex_solve(&a->tableau, &j, &lower);
  ok = widen(a, &q) && ok && answer != SIMPLEX_STOPPED;
  if (ok && answer == SIMPLEX_FEASIBLE)
    ok = try_rounding(a, good);
  return ok && (*good || simplex_solve(&a->tableau, &j, &lower) == SIMPLEX_FEASIBLE);
}

/* ---- splits ------------------------------------------------------------------------------------------------------- */

/* y_i as a sum whose first coefficient is positive; *value is negated with it. */
static term sum_of(arith *a, size_t i, rational *value)
{
  const reform *r = &a->reform;
  linear p = {0};
  const num *form = lattice_form(&r->basis, i);
  bool ok = true;
  for (size_t k = 0; k < r->variables.size && ok; k++)
    ok = !num_sign(&form[k]) || linear_add_variable(a->m, &p, r->variables.data[k], &form[k]);
  ok = ok && linear_sort(a->m, &p);
  if (ok && num_sign(&p.sum.data[0].coefficient) < 0)
    ok = linear_negate(a->m, &p) && num_neg(a->m, &value->n, &value->n);
  term result = ok ? linear_term(a->terms, &p) : 0;
  linear_free(a->m, &p);
  return result;
}

static verdict split_last(arith *a)
{
  const reform *r = &a->reform;
  rational y = RATIONAL_ZERO;
  num k = NUM_ZERO;
  size_t i = r->variables.size;
  bool ok = true, found = false;
  while (i > 0 && ok && !found) {
    ok = value_of(a, --i, &y);
    found = ok && !rational_is_integer(&y);
  }
  if (ok && !found) { /* the way back from the cube has led to integers */
    rational_free(a->m, &y);
    return try_rounding(a, &found) ? VERDICT_CONSISTENT : VERDICT_STOPPED;
  }
  term p = ok ? sum_of(a, i, &y) : 0;
  uint32_t j = p ? tableau_find(&a->tableau, p) : NO_ROW;
  ok = p && (j != NO_ROW || reform_mark_split(a, p)) && rational_floor(a->m, &k, &y) && arith_split(a, p, &k);
  rational_free(a->m, &y);
  num_free(a->m, &k);
  return ok ? VERDICT_LEMMA : VERDICT_STOPPED;
}

verdict arith_branch(arith *a, uint32_t j, bool *done)
{
  bool good = false;
  *done = false;
  if (!reform_find(a, j, done))
    return VERDICT_STOPPED;
  if (!*done)
    return VERDICT_CONSISTENT;
  if (!try_rounding(a, &good) || (!good && a->reform.uses++ % CUBE_EVERY == 0 && !try_cube(a, &good)))
    return VERDICT_STOPPED;
  if (good)
    return VERDICT_CONSISTENT;
  return split_last(a);
}
