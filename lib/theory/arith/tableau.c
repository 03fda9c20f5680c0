/* tableau.c: rows, columns and pivots; see tableau.h. */
#include "theory/arith/tableau.h"

#include "base/heap.h"

static const num one = {1, NULL, 0, 0};

void tableau_free(tableau *t)
{
  for (size_t i = 0; i < t->rows.size; i++) {
    row *r = &t->rows.data[i];
    for (size_t k = 0; k < r->entries.size; k++)
      num_free(t->m, &r->entries.data[k].coefficient);
    stack_free(t->m, &r->entries);
  }
  for (size_t j = 0; j < t->columns.size; j++) {
    column *c = &t->columns.data[j];
    rational_free(t->m, &c->value);
    num_free(t->m, &c->lower.value);
    num_free(t->m, &c->upper.value);
    stack_free(t->m, &c->entries);
  }
  stack_free(t->m, &t->rows);
  stack_free(t->m, &t->columns);
  stack_free(t->m, &t->column_of);
  stack_free(t->m, &t->where);
  stack_free(t->m, &t->queue);
  t->broken = false;
}

uint32_t tableau_find(const tableau *t, term a)
{
  uint32_t j = a < t->column_of.size ? t->column_of.data[a] : 0;
  return j ? j - 1 : NO_ROW;
}

uint32_t tableau_add_column(tableau *t, term a)
{
  assert(a && tableau_find(t, a) == NO_ROW);
  if (!by_key_reach(t->m, &t->column_of, (size_t)a + 1))
    return NO_ROW;
  column c = {.t = a, .value = RATIONAL_ZERO, .row = NO_ROW};
  if (!stack_push(t->m, &t->where, 0) || !stack_push(t->m, &t->columns, c))
    return NO_ROW;
  t->column_of.data[a] = (uint32_t)t->columns.size;
  return (uint32_t)t->columns.size - 1;
}

/* ---- entries ------------------------------------------------------------------------------------------------------ */

static bool add_entry(tableau *t, uint32_t r, uint32_t j, const num *coefficient)
{
  assert(r < t->rows.size && j < t->columns.size && num_sign(coefficient));
  row *at = &t->rows.data[r];
  column *c = &t->columns.data[j];
  row_entry e = {j, (uint32_t)c->entries.size, NUM_ZERO};
  if (!num_set(t->m, &e.coefficient, coefficient) || !stack_reserve(t->m, &c->entries, c->entries.size + 1) ||
      !stack_push(t->m, &at->entries, e)) {
    num_free(t->m, &e.coefficient);
    return false;
  }
  return stack_push(t->m, &c->entries, ((column_entry){r, (uint32_t)at->entries.size - 1}));
}

static void remove_entry(tableau *t, uint32_t r, uint32_t place)
{
  row *at = &t->rows.data[r];
  assert(place < at->entries.size);
  row_entry gone = at->entries.data[place];
  column *c = &t->columns.data[gone.column];
  assert(gone.place < c->entries.size && c->entries.data[gone.place].row == r);
  column_entry moved = stack_pop(&c->entries);
  if (gone.place < c->entries.size) {
    c->entries.data[gone.place] = moved;
    t->rows.data[moved.row].entries.data[moved.place].place = gone.place;
  }
  num_free(t->m, &gone.coefficient);
  row_entry last = stack_pop(&at->entries);
  if (place < at->entries.size) {
    at->entries.data[place] = last;
    t->columns.data[last.column].entries.data[last.place].place = place;
    t->where.data[last.column] = t->where.data[last.column] ? place + 1 : 0;
  }
}

static void swap_entries(tableau *t, uint32_t r, uint32_t a, uint32_t b)
{
  assert(a < t->rows.data[r].entries.size && b < t->rows.data[r].entries.size);
  row_entry *e = t->rows.data[r].entries.data, swap = e[a];
  e[a] = e[b];
  e[b] = swap;
  t->columns.data[e[a].column].entries.data[e[a].place].place = a;
  t->columns.data[e[b].column].entries.data[e[b].place].place = b;
}

/* Divides a row by the common divisor of its coefficients. */
static bool reduce_row(tableau *t, uint32_t r)
{
  assert(t->rows.data[r].entries.size);
  row *at = &t->rows.data[r];
  num g = NUM_ZERO;
  bool ok = true;
  for (size_t i = 0; i < at->entries.size && ok && num_cmp(&g, &one); i++)
    ok = num_gcd(t->m, &g, &g, &at->entries.data[i].coefficient);
  for (size_t i = 0; i < at->entries.size && ok && num_cmp(&g, &one); i++)
    ok = num_divmod(t->m, &at->entries.data[i].coefficient, NULL, &at->entries.data[i].coefficient, &g);
  num_free(t->m, &g);
  return ok;
}

/* row i += factor * row r, where `where` knows row i */
static bool add_row(tableau *t, uint32_t i, uint32_t r, const num *factor)
{
  assert(i != r && num_sign(factor));
  num product = NUM_ZERO;
  bool ok = true;
  for (size_t k = 0; k < t->rows.data[r].entries.size && ok; k++) {
    const row_entry *e = &t->rows.data[r].entries.data[k];
    uint32_t j = e->column, place = t->where.data[j];
    ok = num_mul(t->m, &product, factor, &e->coefficient);
    if (ok && place) {
      num *sum = &t->rows.data[i].entries.data[place - 1].coefficient;
      ok = num_add(t->m, sum, sum, &product);
      if (ok && !num_sign(sum)) {
        t->where.data[j] = 0;
        remove_entry(t, i, place - 1);
      }
    } else if (ok && (ok = add_entry(t, i, j, &product))) {
      t->where.data[j] = (uint32_t)t->rows.data[i].entries.size;
    }
  }
  num_free(t->m, &product);
  return ok;
}

/* Takes column j, which is basic in row r, out of row i, where it has the given place. */
static bool eliminate(tableau *t, uint32_t i, uint32_t place, uint32_t r)
{
  assert(i != r && t->rows.data[i].entries.data[place].column == tableau_basic(t, r)->column);
  num a = NUM_ZERO, b = NUM_ZERO, g = NUM_ZERO;
  row *at = &t->rows.data[i];
  const num *in_r = &tableau_basic(t, r)->coefficient, *in_i = &at->entries.data[place].coefficient;
  bool ok = num_gcd(t->m, &g, in_r, in_i) && num_divmod(t->m, &a, NULL, in_r, &g) &&
            num_divmod(t->m, &b, NULL, in_i, &g) && num_neg(t->m, &b, &b);
  for (uint32_t k = 0; k < at->entries.size; k++)
    t->where.data[at->entries.data[k].column] = k + 1;
  for (size_t k = 0; k < at->entries.size && ok && num_cmp(&a, &one); k++)
    ok = num_mul(t->m, &at->entries.data[k].coefficient, &at->entries.data[k].coefficient, &a);
  ok = ok && add_row(t, i, r, &b);
  at = &t->rows.data[i];
  for (size_t k = 0; k < at->entries.size; k++)
    t->where.data[at->entries.data[k].column] = 0;
  num_free(t->m, &a);
  num_free(t->m, &b);
  num_free(t->m, &g);
  return ok && reduce_row(t, i) && !limits_poll_many(t->limits, at->entries.size / 8 + 1);
}

/* ---- operations --------------------------------------------------------------------------------------------------- */

/* The value of a basic column, from the others of its row. */
static bool compute_value(tableau *t, uint32_t r)
{
  const row *at = &t->rows.data[r];
  const row_entry *basic = &at->entries.data[0];
  rational *v = &t->columns.data[basic->column].value;
  num minus = NUM_ZERO;
  bool ok = num_neg(t->m, &minus, &basic->coefficient);
  rational_free(t->m, v);
  for (size_t k = 1; k < at->entries.size && ok; k++)
    ok = rational_add_scaled(t->m, v, &at->entries.data[k].coefficient, &minus,
                             &t->columns.data[at->entries.data[k].column].value);
  num_free(t->m, &minus);
  return ok;
}

bool tableau_define(tableau *t, uint32_t s, const linear *p)
{
  uint32_t r = (uint32_t)t->rows.size;
  assert(s < t->columns.size && !t->columns.data[s].defined && !t->columns.data[s].entries.size);
  const num minus_one = {-1, NULL, 0, 0};
  t->broken = true;
  if (!stack_push(t->m, &t->rows, (row){0}) || !add_entry(t, r, s, &minus_one))
    return false;
  t->columns.data[s].row = r;
  t->columns.data[s].defined = true;
  for (size_t i = 0; i < p->sum.size; i++)
    if (!add_entry(t, r, tableau_find(t, p->sum.data[i].variable), &p->sum.data[i].coefficient))
      return false;
  for (size_t i = 0; i < p->sum.size; i++) {
    uint32_t j = tableau_find(t, p->sum.data[i].variable), other = t->columns.data[j].row;
    if (other == NO_ROW)
      continue;
    const row *at = &t->rows.data[r];
    uint32_t place = 1;
    while (at->entries.data[place].column != j)
      place++;
    if (!eliminate(t, r, place, other))
      return false;
  }
  t->broken = !compute_value(t, r);
  return !t->broken;
}

bool tableau_move(tableau *t, uint32_t j, const rational *delta)
{
  num minus = NUM_ZERO;
  column *c = &t->columns.data[j];
  assert(c->row == NO_ROW);
  bool ok = rational_add_scaled(t->m, &c->value, &one, &one, delta);
  for (size_t k = 0; k < c->entries.size && ok; k++) {
    column_entry e = c->entries.data[k];
    const row_entry *basic = tableau_basic(t, e.row);
    ok = num_neg(t->m, &minus, &t->rows.data[e.row].entries.data[e.place].coefficient) &&
         rational_add_scaled(t->m, &t->columns.data[basic->column].value, &minus, &basic->coefficient, delta) &&
         tableau_enqueue(t, basic->column);
  }
  num_free(t->m, &minus);
  if (!ok)
    t->broken = true;
  return ok;
}

bool tableau_pivot(tableau *t, uint32_t r, uint32_t j)
{
  column *c = &t->columns.data[j];
  uint32_t leaving = tableau_basic(t, r)->column, place = 0;
  assert(c->row == NO_ROW && t->columns.data[leaving].row == r);
  for (size_t k = 0; k < c->entries.size; k++)
    if (c->entries.data[k].row == r)
      place = c->entries.data[k].place;
  assert(place && t->rows.data[r].entries.data[place].column == j);
  swap_entries(t, r, 0, place);
  t->columns.data[leaving].row = NO_ROW;
  c->row = r;
  for (size_t k = c->entries.size; k-- > 0;) { /* from the back: removal moves the last one */
    column_entry e = c->entries.data[k];
    if (e.row != r && !eliminate(t, e.row, e.place, r)) {
      t->broken = true;
      return false;
    }
    c = &t->columns.data[j];
  }
  return true;
}

/* ---- the queue ---------------------------------------------------------------------------------------------------- */

static inline bool column_before(const uint32_t *a, const uint32_t *b)
{
  return *a < *b;
}
HEAP(column_heap, uint32_t, column_before)

bool tableau_enqueue(tableau *t, uint32_t j)
{
  if (t->columns.data[j].queued)
    return true;
  if (!column_heap_push(t->m, &t->queue, j))
    return false;
  return t->columns.data[j].queued = true;
}

uint32_t tableau_dequeue(tableau *t)
{
  if (!t->queue.size)
    return NO_ROW;
  uint32_t least = column_heap_pop(&t->queue);
  assert(t->columns.data[least].queued);
  t->columns.data[least].queued = false;
  return least;
}

/* ---- invariants --------------------------------------------------------------------------------------------------- */

static const char *check_row(const tableau *t, uint32_t r)
{
  const row *at = &t->rows.data[r];
  rational sum = RATIONAL_ZERO;
  bool ok = true;
  if (at->entries.size < 2 || tableau_column(t, at->entries.data[0].column)->row != r)
    return "tableau: the basic column of a row";
  for (uint32_t k = 0; k < at->entries.size; k++) {
    const row_entry *e = &at->entries.data[k];
    const column *c = tableau_column(t, e->column);
    if (!num_sign(&e->coefficient) || e->place >= c->entries.size || c->entries.data[e->place].row != r ||
        c->entries.data[e->place].place != k)
      return "tableau: an entry of a row";
    if (k && c->row != NO_ROW)
      return "tableau: a basic column in another row";
    ok = ok && rational_add_scaled(t->m, &sum, &e->coefficient, &one, &c->value);
  }
  ok = !ok || !num_sign(&sum.n);
  rational_free(t->m, &sum);
  return ok ? NULL : "tableau: the sum of a row";
}

const char *tableau_check(const tableau *t)
{
  size_t basic = 0;
  const char *found = NULL;
  if (t->broken || mem_failed(t->m))
    return NULL;
  for (uint32_t j = 0; j < t->columns.size; j++) {
    const column *c = tableau_column(t, j);
    if (tableau_find(t, c->t) != j || t->where.data[j])
      return "tableau: a column";
    if (c->row != NO_ROW && (c->row >= t->rows.size || tableau_basic(t, c->row)->column != j))
      return "tableau: the row of a basic column";
    basic += c->row != NO_ROW;
  }
  if (basic != t->rows.size || !column_heap_check(&t->queue))
    return "tableau: rows, or the queue";
  for (uint32_t r = 0; r < t->rows.size && !found; r++)
    found = check_row(t, r);
  return found;
}
