/* branch.c: see branch.h. The values of the y = U x are tried first, rounded; then, now and then, those of a point that
 * is so far from all bounds that rounding cannot leave them (the test of Bromberger and Weidenbach, IJCAR 2016, for the
 * unit cube of the y), and a dive: one y after the other is fixed at the nearest integer, from the last one on. Else there
 * is a split on the last y with a fraction: few integers fit there. All y of a bounded problem are bounded, so that there
 * is an end to splits. */
#include "theory/arith/branch.h"

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

static bool extend_targets(arith *a)
{
  if (!by_key_reach(a->m, &a->targets, a->tableau.columns.size))
    return false;
  return true;
}

bool arith_begin_targets(arith *a)
{
  for (size_t j = 0; j < a->targets.size; j++)
    a->targets.data[j].set = false;
  return extend_targets(a);
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

/* ---- bounds for a while ------------------------------------------------------------------------------------------- */

typedef struct kept_bounds {
  uint32_t column;
  bound lower, upper;
} kept_bounds;

typedef STACK(kept_bounds) kept_list;

/* Notes the bounds of a column, once. */
static bool keep(arith *a, uint32_t j, kept_list *kept)
{
  const column *c = tableau_column(&a->tableau, j);
  kept_bounds k = {j, {NUM_ZERO, c->lower.reason}, {NUM_ZERO, c->upper.reason}};
  if (num_set(a->m, &k.lower.value, &c->lower.value) && num_set(a->m, &k.upper.value, &c->upper.value) &&
      stack_push(a->m, kept, k))
    return true;
  num_free(a->m, &k.lower.value);
  num_free(a->m, &k.upper.value);
  return false;
}

static bool restore(arith *a, kept_list *kept)
{
  bool ok = true;
  for (size_t i = 0; i < kept->size; i++) {
    kept_bounds *k = &kept->data[i];
    column *c = tableau_column(&a->tableau, k->column);
    num_free(a->m, &c->lower.value);
    num_free(a->m, &c->upper.value);
    c->lower = k->lower;
    c->upper = k->upper;
    ok = ok && (c->row == NO_ROW || tableau_enqueue(&a->tableau, k->column));
  }
  stack_free(a->m, kept);
  return ok;
}

/* The bounds are as they were. Found: the values are *good if they are within bounds when rounded; else they are made to
 * satisfy the bounds again. */
static bool end_search(arith *a, kept_list *kept, bool found, bool *good)
{
  uint32_t j;
  bool lower;
  *good = false;
  return restore(a, kept) && (!found || try_rounding(a, good)) &&
         (*good || simplex_solve(&a->tableau, &j, &lower) == SIMPLEX_FEASIBLE);
}

/* ---- the cube ----------------------------------------------------------------------------------------------------- */

/* How much rounding may change the column's value: half of the sum of what each y counts. */
static bool reach(arith *a, const column *c, num *out)
{
  const reform *r = &a->reform;
  linear p = {0};
  num product = NUM_ZERO, part = NUM_ZERO;
  bool ok = linear_add_term(a->terms, a->limits, &p, c->t, &one) && linear_sort(a->m, &p);
  num_set_int(a->m, out, 0);
  for (size_t j = 0; j < r->basis.free && ok; j++) {
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

static bool narrow(arith *a, uint32_t j, kept_list *kept, bool *thin)
{
  column *c = tableau_column(&a->tableau, j);
  num by = NUM_ZERO;
  bool ok = reach(a, c, &by);
  if (ok && num_sign(&by)) {
    ok = keep(a, j, kept) && num_add(a->m, &c->lower.value, &c->lower.value, &by) &&
         num_sub(a->m, &c->upper.value, &c->upper.value, &by) && (c->row == NO_ROW || tableau_enqueue(&a->tableau, j));
    *thin = *thin || (c->lower.reason && c->upper.reason && num_cmp(&c->lower.value, &c->upper.value) > 0);
  }
  num_free(a->m, &by);
  return ok;
}

/* Is there a point around which there is a cube? */
static bool try_cube(arith *a, bool *good)
{
  kept_list kept = {0};
  uint32_t j;
  bool lower, thin = false, ok = true;
  simplex_answer answer = SIMPLEX_CONFLICT;
  for (j = 0; j < a->tableau.columns.size && ok && !thin; j++) {
    const column *c = tableau_column(&a->tableau, j);
    if (c->lower.reason || c->upper.reason)
      ok = narrow(a, j, &kept, &thin);
  }
  if (ok && !thin)
    answer = simplex_solve(&a->tableau, &j, &lower);
  return end_search(a, &kept, answer == SIMPLEX_FEASIBLE, good) && ok && answer != SIMPLEX_STOPPED;
}

/* ---- the dive ----------------------------------------------------------------------------------------------------- */

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

/* The column of a sum that is no constraint unless it has one by now. */
static uint32_t column_of(arith *a, term p)
{
  uint32_t j = tableau_find(&a->tableau, p);
  if (j == NO_ROW && reform_mark_split(a, p))
    j = arith_column(a, p);
  return extend_targets(a) ? j : NO_ROW;
}

static bool fix(arith *a, uint32_t j, const num *k)
{
  column *c = tableau_column(&a->tableau, j);
  c->lower.reason = c->upper.reason = BOUND_ASSUMED;
  return num_set(a->m, &c->lower.value, k) && num_set(a->m, &c->upper.value, k) &&
         (c->row == NO_ROW || tableau_enqueue(&a->tableau, j));
}

/* Fixes a column at the integer nearest to its value, or the next one. *open: one of them is possible. */
static bool fix_nearest(arith *a, uint32_t j, const rational *value, kept_list *kept, bool *open)
{
  rational half = {{1, NULL, 0, 0}, {2, NULL, 0, 0}}, shifted = RATIONAL_ZERO;
  num k = NUM_ZERO;
  uint32_t at;
  bool lower, ok = keep(a, j, kept) && rational_set(a->m, &shifted, value) &&
                   rational_add_scaled(a->m, &shifted, &one, &one, &half) && rational_floor(a->m, &k, &shifted);
  simplex_answer answer = SIMPLEX_CONFLICT;
  for (int tries = 0; tries < 2 && ok && answer == SIMPLEX_CONFLICT; tries++) {
    const kept_bounds *own = &stack_top(kept);
    if (!(own->lower.reason && num_cmp(&k, &own->lower.value) < 0) &&
        !(own->upper.reason && num_cmp(&k, &own->upper.value) > 0)) {
      ok = fix(a, j, &k);
      answer = ok ? simplex_solve(&a->tableau, &at, &lower) : answer;
    }
    const num minus_one = {-1, NULL, 0, 0};
    ok = ok && num_add(a->m, &k, &k, rational_cmp_num(a->m, value, &k) < 0 ? &minus_one : &one);
  }
  *open = answer == SIMPLEX_FEASIBLE;
  rational_free(a->m, &shifted);
  num_free(a->m, &k);
  return ok && answer != SIMPLEX_STOPPED;
}

static bool try_dive(arith *a, bool *good)
{
  kept_list kept = {0};
  rational y = RATIONAL_ZERO;
  bool ok = true, open = true;
  for (size_t i = a->reform.basis.free; i-- > 0 && ok && open;) {
    ok = value_of(a, i, &y);
    term p = ok ? sum_of(a, i, &y) : 0;
    uint32_t j = p ? column_of(a, p) : NO_ROW;
    ok = j != NO_ROW && fix_nearest(a, j, &y, &kept, &open);
  }
  rational_free(a->m, &y);
  return end_search(a, &kept, ok && open, good) && ok;
}

/* ---- splits ------------------------------------------------------------------------------------------------------- */

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

static bool search(arith *a, bool *good)
{
  return try_rounding(a, good) && (*good || a->reform.uses++ % a->limits->budget.arith_search_every ||
                                   (try_cube(a, good) && (*good || try_dive(a, good))));
}

verdict arith_branch(arith *a, uint32_t j, bool *done)
{
  bool good = false;
  *done = false;
  if (!reform_find(a, j, done))
    return VERDICT_STOPPED;
  if (!*done)
    return VERDICT_CONSISTENT;
  if (!search(a, &good))
    return VERDICT_STOPPED;
  return good ? VERDICT_CONSISTENT : split_last(a);
}
