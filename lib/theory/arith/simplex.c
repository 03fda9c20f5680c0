/* simplex.c: see simplex.h. The basic column of least number that violates a bound leaves the basis. What enters is the
 * column with the fewest entries, since each of its rows changes; after many steps the one of least number (Bland's
 * rule), with which the procedure ends. */
#include "theory/arith/simplex.h"

static const num one = {1, NULL, 0, 0};

void culprits_clear(mem *m, culprits *c)
{
  for (size_t i = 0; i < c->size; i++)
    num_free(m, &c->data[i].coefficient);
  stack_clear(c);
}

bool simplex_add_culprit(mem *m, culprits *out, const bound *b, bool lower, const num *coefficient)
{
  culprit c = {.reason = b->reason, .lower = lower, .coefficient = NUM_ZERO};
  assert(b->reason && num_sign(coefficient));
  bool ok =
      num_sign(coefficient) < 0 ? num_neg(m, &c.coefficient, coefficient) : num_set(m, &c.coefficient, coefficient);
  if (ok && stack_push(m, out, c))
    return true;
  num_free(m, &c.coefficient);
  return false;
}

/* ---- bounds ------------------------------------------------------------------------------------------------------- */

bool simplex_bound(tableau *t, uint32_t j, bool lower, const num *value, uint32_t reason, bool *clash)
{
  assert(reason);
  column *c = tableau_column(t, j);
  bound *b = lower ? &c->lower : &c->upper, *other = lower ? &c->upper : &c->lower;
  *clash = false;
  if (b->reason) {
    int order = num_cmp(value, &b->value);
    if (lower ? order <= 0 : order >= 0)
      return true;
  }
  if (!num_set(t->m, &b->value, value))
    return false;
  b->reason = reason;
  *clash = other->reason && num_cmp(&c->lower.value, &c->upper.value) > 0;
  return c->row == NO_ROW || tableau_enqueue(t, j);
}

void simplex_unbound(tableau *t, uint32_t j)
{
  assert(j < t->columns.size);
  column *c = tableau_column(t, j);
  num_free(t->m, &c->lower.value);
  num_free(t->m, &c->upper.value);
  c->lower.reason = c->upper.reason = 0;
}

/* Less than 0: below the lower bound; more: above the upper one. */
static int violation(const tableau *t, const column *c)
{
  if (c->lower.reason && rational_cmp_num(t->m, &c->value, &c->lower.value) < 0)
    return -1;
  return c->upper.reason && rational_cmp_num(t->m, &c->value, &c->upper.value) > 0;
}

/* target - value */
static bool distance(mem *m, rational *delta, const num *target, const rational *value)
{
  const num minus_one = {-1, NULL, 0, 0};
  return rational_set_num(m, delta, target) && rational_add_scaled(m, delta, &minus_one, &one, value);
}

/* Brings the columns that are not basic within their bounds. */
static bool repair(tableau *t)
{
  rational delta = RATIONAL_ZERO;
  bool ok = true;
  for (uint32_t j = 0; j < t->columns.size && ok; j++) {
    column *c = tableau_column(t, j);
    int v = c->row == NO_ROW && (c->lower.reason || c->upper.reason) ? violation(t, c) : 0;
    if (v)
      ok = distance(t->m, &delta, v < 0 ? &c->lower.value : &c->upper.value, &c->value) && tableau_move(t, j, &delta) &&
           !limits_poll(t->limits);
  }
  rational_free(t->m, &delta);
  return ok;
}

/* ---- one step ----------------------------------------------------------------------------------------------------- */

/* Does a change of the entry's column into its free direction move the basic one up (down)? A column at its bound in
 * that direction does not. */
static bool may_move(const tableau *t, const row_entry *basic, const row_entry *e, bool up)
{
  const column *c = tableau_column(t, e->column);
  bool same = num_sign(&basic->coefficient) != num_sign(&e->coefficient); /* both grow together */
  if (same == up)
    return !c->upper.reason || rational_cmp_num(t->m, &c->value, &c->upper.value) < 0;
  return !c->lower.reason || rational_cmp_num(t->m, &c->value, &c->lower.value) > 0;
}

/* The column of row r that enters the basis, or NO_ROW. */
static uint32_t entering(const tableau *t, uint32_t r, bool up, bool bland)
{
  const row *at = &t->rows.data[r];
  const row_entry *basic = &at->entries.data[0];
  uint32_t best = NO_ROW;
  size_t best_size = 0;
  for (size_t k = 1; k < at->entries.size; k++) {
    const row_entry *e = &at->entries.data[k];
    size_t size = bland ? 0 : tableau_column(t, e->column)->entries.size;
    if ((best == NO_ROW || size < best_size || (size == best_size && e->column < best)) && may_move(t, basic, e, up)) {
      best = e->column;
      best_size = size;
    }
  }
  return best;
}

/* The basic column of row r goes to its bound, column j makes up for it and becomes basic. */
static bool exchange(tableau *t, uint32_t r, uint32_t j, const num *target)
{
  assert(tableau_column(t, j)->row == NO_ROW);
  const row_entry *basic = tableau_basic(t, r);
  uint32_t leaving = basic->column;
  const row *at = &t->rows.data[r];
  size_t k = 1;
  while (at->entries.data[k].column != j)
    k++;
  assert(k < at->entries.size && leaving != j);
  rational delta = RATIONAL_ZERO, step = RATIONAL_ZERO;
  num minus = NUM_ZERO;
  bool ok = distance(t->m, &delta, target, &tableau_column(t, leaving)->value) &&
            num_neg(t->m, &minus, &basic->coefficient) &&
            rational_add_scaled(t->m, &step, &minus, &at->entries.data[k].coefficient, &delta) &&
            tableau_move(t, j, &step) && tableau_pivot(t, r, j) && tableau_enqueue(t, j);
  rational_free(t->m, &delta);
  rational_free(t->m, &step);
  num_free(t->m, &minus);
  return ok;
}

simplex_answer simplex_solve(tableau *t, uint32_t *culprit_column, bool *lower)
{
  if (!repair(t))
    return SIMPLEX_STOPPED;
  for (uint32_t steps = 0, j; (j = tableau_dequeue(t)) != NO_ROW; steps++) {
    const column *c = tableau_column(t, j);
    int v = c->row == NO_ROW ? 0 : violation(t, c);
    if (limits_poll(t->limits) || mem_failed(t->m))
      return SIMPLEX_STOPPED;
    if (!v)
      continue;
    uint32_t other = entering(t, c->row, v<0, steps> t->limits->budget.arith_bland_after);
    if (other == NO_ROW) {
      *culprit_column = j;
      *lower = v < 0;
      return tableau_enqueue(t, j) ? SIMPLEX_CONFLICT : SIMPLEX_STOPPED;
    }
    if (!exchange(t, c->row, other, v < 0 ? &c->lower.value : &c->upper.value))
      return SIMPLEX_STOPPED;
  }
  assert(!tableau_check(t));
  return mem_failed(t->m) ? SIMPLEX_STOPPED : SIMPLEX_FEASIBLE;
}

/* ---- explanations ------------------------------------------------------------------------------------------------- */

bool simplex_explain(const tableau *t, uint32_t j, bool lower, culprits *out)
{
  assert(tableau_column(t, j)->row != NO_ROW);
  const row *at = &t->rows.data[tableau_column(t, j)->row];
  const row_entry *basic = &at->entries.data[0];
  for (size_t k = 0; k < at->entries.size; k++) {
    const row_entry *e = &at->entries.data[k];
    const column *c = tableau_column(t, e->column);
    bool same = num_sign(&basic->coefficient) != num_sign(&e->coefficient);
    bool at_lower = k == 0 ? lower : same != lower;
    if (!simplex_add_culprit(t->m, out, at_lower ? &c->lower : &c->upper, at_lower, &e->coefficient))
      return false;
  }
  return true;
}

bool simplex_explain_clash(const tableau *t, uint32_t j, culprits *out)
{
  const column *c = tableau_column(t, j);
  return simplex_add_culprit(t->m, out, &c->lower, true, &one) &&
         simplex_add_culprit(t->m, out, &c->upper, false, &one);
}
