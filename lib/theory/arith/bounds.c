/* bounds.c: see bounds.h. Atoms, columns, and what the trail says; events go with the literals that they come after. */
#include "theory/arith/state.h"

static const num one = {1, NULL, 0, 0};

void bounds_free(arith *a)
{
  bounds_state *b = &a->bounds;
  bounds_restart(a);
  stack_free(a->m, &b->events);
  stack_free(a->m, &b->rows);
  stack_free(a->m, &b->entries);
  stack_free(a->m, &b->columns);
  stack_free(a->m, &b->column_of);
  stack_free(a->m, &b->atoms);
  stack_free(a->m, &b->places);
  stack_free(a->m, &b->literals);
  stack_free(a->m, &b->before);
  stack_free(a->m, &b->levels);
  stack_free(a->m, &b->valued);
  stack_free(a->m, &b->queue);
  stack_free(a->m, &b->needed);
  stack_free(a->m, &b->chain);
  stack_free(a->m, &b->steps);
  num_free(a->m, &b->sum[0]);
  num_free(a->m, &b->sum[1]);
  num_free(a->m, &b->rest);
}

/* ---- columns and atoms -------------------------------------------------------------------------------------------- */

static uint32_t add_column(arith *a, term t)
{
  bounds_state *b = &a->bounds;
  bounds_column c = {.t = t};
  int64_t least;
  if (arith_natural_least(a->terms, t, &least)) {
    c.natural = true;
    num_set_int(a->m, &c.least, least);
  }
  if (!by_key_reach(a->m, &b->column_of, (size_t)t + 1))
    return NO_ROW;
  if (!stack_push(a->m, &b->columns, c))
    return NO_ROW;
  b->column_of.data[t] = (uint32_t)b->columns.size;
  return (uint32_t)b->columns.size - 1;
}

/* The column of a term, with its row if it is a sum. */
static uint32_t column_of(arith *a, term t)
{
  bounds_state *b = &a->bounds;
  if (t < b->column_of.size && b->column_of.data[t])
    return b->column_of.data[t] - 1;
  linear sum = {0};
  uint32_t j = NO_ROW;
  bool ok = linear_add_term(a->terms, a->limits, &sum, t, &one) && linear_sort(a->m, &sum);
  bool variable = sum.sum.size == 1 && sum.sum.data[0].variable == t;
  ok = ok && (j = add_column(a, t)) != NO_ROW;
  for (size_t i = 0; i < sum.sum.size && ok && !variable; i++) {
    term x = sum.sum.data[i].variable;
    ok = (x < b->column_of.size && b->column_of.data[x]) || add_column(a, x) != NO_ROW;
  }
  ok = ok && (variable || bounds_add_row(a, j, &sum));
  linear_free(a->m, &sum);
  return ok ? j : NO_ROW;
}

/* The first atom of a column whose number is not below k. */
static size_t first_from(const bounds_state *b, const bounds_column *c, const num *k)
{
  size_t low = 0, high = c->atoms.size;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (num_cmp(&b->atoms.data[c->atoms.data[middle]].k, k) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Puts the last atom among those of its column. */
static bool sort_in(arith *a, bounds_column *c)
{
  const bounds_state *b = &a->bounds;
  uint32_t new = (uint32_t)b->atoms.size - 1;
  size_t at = first_from(b, c, &b->atoms.data[new].k);
  if (!stack_push(a->m, &c->atoms, new))
    return false;
  memmove(c->atoms.data + at + 1, c->atoms.data + at, (c->atoms.size - 1 - at) * sizeof new);
  c->atoms.data[at] = new;
  return true;
}

bool bounds_notice(arith *a, term t)
{
  bounds_state *b = &a->bounds;
  const arith_atom *atom = arith_atom_of(a, t);
  if (!atom)
    return !mem_failed(a->m) && !a->limits->stop;
  bounds_atom new = {.atom = t, .equality = atom->equality, .k = NUM_ZERO};
  b->useful = b->useful || !atom->difference;
  new.column = column_of(a, atom->p);
  if (!by_key_reach(a->m, &b->places, (size_t)t + 1))
    return false;
  if (new.column == NO_ROW || !num_set(a->m, &new.k, &arith_atom_of(a, t)->k))
    return false;
  if (!stack_push(a->m, &b->atoms, new)) {
    num_free(a->m, &new.k);
    return false;
  }
  b->places.data[t] = (uint32_t)b->atoms.size;
  return sort_in(a, &b->columns.data[new.column]);
}

bounds_atom *bounds_find(const arith *a, term t)
{
  const bounds_state *b = &a->bounds;
  uint32_t place = t < b->places.size ? b->places.data[t] : 0;
  return place ? &b->atoms.data[place - 1] : NULL;
}

/* ---- the trail ---------------------------------------------------------------------------------------------------- */

bool bounds_assign(arith *a, tlit l)
{
  bounds_state *b = &a->bounds;
  bounds_atom *atom = bounds_find(a, l.atom);
  signed char value = l.positive ? 1 : -1;
  if (!atom || (atom->implied && atom->value == value))
    return true;
  if (!atom->value && !stack_push(a->m, &b->valued, (uint32_t)(atom - b->atoms.data)))
    return false;
  atom->value = value;
  atom->implied = false;
  if (atom->equality && !l.positive)
    return true;
  return stack_push(a->m, &b->literals, l) && stack_push(a->m, &b->before, 0);
}

bool bounds_new_level(arith *a)
{
  bounds_state *b = &a->bounds;
  return stack_push(a->m, &b->levels, ((bounds_level){(uint32_t)b->literals.size, (uint32_t)b->valued.size}));
}

static void keep_events(arith *a, size_t count)
{
  bounds_state *b = &a->bounds;
  while (b->events.size > count) {
    bounds_event *e = &b->events.data[--b->events.size];
    b->columns.data[e->column].bound[e->lower] = e->previous;
    num_free(a->m, &e->value);
  }
  b->clash = 0;
  for (; b->queue_head < b->queue.size; b->queue_head++)
    b->rows.data[b->queue.data[b->queue_head]].queued = false;
  stack_clear(&b->queue);
  b->queue_head = 0;
}

static void keep_literals(arith *a, size_t count)
{
  bounds_state *b = &a->bounds;
  if (b->taken > count) {
    keep_events(a, b->before.data[count]);
    b->taken = count;
  }
  b->literals.size = b->before.size = count;
}

void bounds_backtrack(arith *a, size_t level)
{
  bounds_state *b = &a->bounds;
  if (level >= b->levels.size)
    return;
  keep_literals(a, b->levels.data[level].literals);
  while (b->valued.size > b->levels.data[level].valued) {
    bounds_atom *atom = &b->atoms.data[stack_pop(&b->valued)];
    atom->value = 0;
    atom->implied = false;
  }
  b->levels.size = level;
}

void bounds_restart(arith *a)
{
  bounds_state *b = &a->bounds;
  keep_literals(a, 0);
  keep_events(a, 0); /* and nothing is in the queue */
  for (size_t i = 0; i < b->columns.size; i++) {
    num_free(a->m, &b->columns.data[i].least);
    stack_free(a->m, &b->columns.data[i].atoms);
  }
  for (size_t i = 0; i < b->entries.size; i++)
    num_free(a->m, &b->entries.data[i].coefficient);
  for (size_t i = 0; i < b->atoms.size; i++)
    num_free(a->m, &b->atoms.data[i].k);
  stack_clear(&b->rows);
  stack_clear(&b->entries);
  stack_clear(&b->columns);
  stack_clear(&b->column_of);
  stack_clear(&b->atoms);
  stack_clear(&b->places);
  stack_clear(&b->levels);
  stack_clear(&b->valued);
  b->useful = false;
}

/* ---- bounds ------------------------------------------------------------------------------------------------------- */

uint32_t bounds_at(const bounds_state *b, uint32_t j, bool lower, uint32_t limit, const num **value)
{
  const bounds_column *c = &b->columns.data[j];
  uint32_t e = c->bound[lower];
  while (e && e - 1 >= limit)
    e = b->events.data[e - 1].previous;
  if (e) {
    *value = &b->events.data[e - 1].value;
    return e - 1;
  }
  *value = &c->least;
  return lower && c->natural ? NATURAL_BOUND : NO_EVENT;
}

static bool imply(arith *a, bounds_atom *atom, signed char value, uint32_t first, uint32_t second)
{
  const theory_host *host = &a->env->host;
  atom->value = value;
  atom->implied = true;
  atom->events[0] = first;
  atom->events[1] = second;
  return stack_push(a->m, &a->bounds.valued, (uint32_t)(atom - a->bounds.atoms.data)) &&
         host->imply(host->user, (tlit){atom->atom, value > 0});
}

/* What event `at` says of an atom; for an equality that it leaves open, whether both bounds meet there. */
static bool decide(arith *a, bounds_atom *atom, uint32_t at)
{
  const bounds_state *b = &a->bounds;
  const bounds_event *e = &b->events.data[at];
  int order = num_cmp(&e->value, &atom->k);
  const num *other;
  if (atom->value)
    return true;
  if (e->lower ? order > 0 || (order == 0 && !atom->equality) : order < 0)
    return imply(a, atom, e->lower && !atom->equality ? 1 : -1, at, NO_EVENT);
  if (order || !atom->equality)
    return true;
  uint32_t opposite = bounds_at(b, e->column, !e->lower, at, &other);
  return opposite == NO_EVENT || num_cmp(other, &atom->k) || imply(a, atom, 1, at, opposite);
}

/* The atoms between the old bound and the new one. */
static bool decide_atoms(arith *a, uint32_t at)
{
  const bounds_state *b = &a->bounds;
  const bounds_event *e = &b->events.data[at];
  const bounds_column *c = &b->columns.data[e->column];
  const num *old = e->previous ? &b->events.data[e->previous - 1].value : NULL;
  size_t i = e->lower ? (old ? first_from(b, c, old) : 0) : first_from(b, c, &e->value);
  for (; i < c->atoms.size; i++) {
    bounds_atom *atom = &a->bounds.atoms.data[c->atoms.data[i]];
    if (e->lower ? num_cmp(&atom->k, &e->value) > 0 : old && num_cmp(&atom->k, old) > 0)
      break;
    if (!decide(a, atom, at))
      return false;
  }
  return true;
}

bool bounds_push(arith *a, bounds_event e)
{
  bounds_state *b = &a->bounds;
  bounds_column *c = &b->columns.data[e.column];
  const num *old, *other;
  bool there = bounds_at(b, e.column, e.lower, NO_EVENT, &old) != NO_EVENT;
  int order = there ? num_cmp(&e.value, old) : 0;
  e.previous = c->bound[e.lower];
  if ((there && (e.lower ? order <= 0 : order >= 0)) || !stack_push(a->m, &b->events, e)) {
    num_free(a->m, &e.value);
    return !mem_failed(a->m);
  }
  uint32_t at = (uint32_t)b->events.size - 1;
  c->bound[e.lower] = at + 1;
  if (bounds_at(b, e.column, !e.lower, NO_EVENT, &other) != NO_EVENT) {
    order = num_cmp(&b->events.data[at].value, other);
    if (e.lower ? order > 0 : order < 0) {
      b->clash = e.column + 1;
      return true;
    }
  }
  for (uint32_t i = c->entries; i; i = b->entries.data[i - 1].next) {
    uint32_t r = b->entries.data[i - 1].row;
    if (b->rows.data[r].queued || (e.derived && e.source == r))
      continue;
    b->rows.data[r].queued = true;
    if (!stack_push(a->m, &b->queue, r))
      return false;
  }
  return decide_atoms(a, at);
}

/* ---- propagation -------------------------------------------------------------------------------------------------- */

static bool push_literal(arith *a, uint32_t j, bool lower, const num *k, int64_t offset)
{
  bounds_event e = {.column = j, .lower = lower, .source = (uint32_t)a->bounds.taken + 1};
  const num plus = {offset, NULL, 0, 0};
  return num_add(a->m, &e.value, k, &plus) && bounds_push(a, e);
}

static bool take(arith *a)
{
  bounds_state *b = &a->bounds;
  tlit l = b->literals.data[b->taken];
  const bounds_atom *atom = bounds_find(a, l.atom);
  b->before.data[b->taken] = (uint32_t)b->events.size;
  if (l.positive && !push_literal(a, atom->column, true, &atom->k, 0))
    return false;
  if (b->clash || (l.positive && !atom->equality))
    return true;
  return push_literal(a, atom->column, false, &atom->k, atom->equality ? 0 : -1);
}

verdict bounds_propagate(arith *a)
{
  bounds_state *b = &a->bounds;
  if (!b->useful || !partial_affords(a, b->work, b->lemmas))
    return VERDICT_CONSISTENT;
  for (; b->taken < b->literals.size && !b->clash; b->taken++)
    if (limits_poll(a->limits) || !take(a))
      return VERDICT_STOPPED;
  if (!b->clash && !bounds_follow_rows(a))
    return VERDICT_STOPPED;
  if (!b->clash)
    return VERDICT_CONSISTENT;
  return bounds_conflict(a, b->clash - 1) ? VERDICT_LEMMA : VERDICT_STOPPED;
}
