/* bound_rows.c: bounds from rows. The sum of a row is 0; what all terms but one can add up to at least, and at most,
 * bounds that one. Rows are taken in the order in which they came to have something new. An end comes where bounds grow
 * without end, since each row that one comes through counts. */
#include "theory/arith/state.h"

bool bounds_add_row(arith *a, uint32_t j, const linear *sum)
{
  bounds_state *b = &a->bounds;
  bounds_row r = {.first = (uint32_t)b->entries.size, .count = (uint32_t)sum->sum.size + 1, .queued = true};
  uint32_t k = (uint32_t)b->rows.size;
  if (!stack_push(a->m, &b->rows, r) || !stack_push(a->m, &b->queue, k))
    return false;
  for (size_t i = 0; i < r.count; i++) {
    bounds_entry e = {.coefficient = {-1, NULL, 0, 0}, .column = j, .row = k};
    if (i > 0) {
      e.column = b->column_of.data[sum->sum.data[i - 1].variable] - 1;
      if (!num_set(a->m, &e.coefficient, &sum->sum.data[i - 1].coefficient))
        return false;
    }
    bounds_column *c = &b->columns.data[e.column];
    e.next = c->entries;
    if (!stack_push(a->m, &b->entries, e)) {
      num_free(a->m, &e.coefficient);
      return false;
    }
    c->entries = (uint32_t)b->entries.size;
  }
  return true;
}

/* The least (side 0) or greatest (side 1) value of an entry; NO_EVENT if there is none. */
static uint32_t extreme(const bounds_state *b, const bounds_entry *e, int side, const num **value)
{
  return bounds_at(b, e->column, (num_sign(&e->coefficient) > 0) == (side == 0), NO_EVENT, value);
}

/* What all entries that have bounds add up to; *open: how many have none, *which: one of them; *depth: that of the
 * deepest bound. */
static bool add_up(arith *a, const bounds_row *r, int side, uint32_t *open, uint32_t *which, uint16_t *depth)
{
  bounds_state *b = &a->bounds;
  num product = NUM_ZERO;
  const num *value;
  bool ok = true;
  num_set_int(a->m, &b->sum[side], 0);
  *open = *which = *depth = 0;
  for (uint32_t i = r->first; i < r->first + r->count && ok; i++) {
    uint32_t at = extreme(b, &b->entries.data[i], side, &value);
    if (at == NO_EVENT) {
      *which = i;
      if (++*open > 1)
        break;
      continue;
    }
    if (at != NATURAL_BOUND && b->events.data[at].depth > *depth)
      *depth = b->events.data[at].depth;
    ok = num_mul(a->m, &product, &b->entries.data[i].coefficient, value) &&
         num_add(a->m, &b->sum[side], &b->sum[side], &product);
  }
  num_free(a->m, &product);
  return ok;
}

/* c y, for entry i, is at most minus what the others are at least (side 0); at least minus what they are at most. */
static bool bound_entry(arith *a, uint32_t k, uint32_t i, int side, bool own, uint16_t depth)
{
  bounds_state *b = &a->bounds;
  const bounds_entry *e = &b->entries.data[i];
  bool positive = num_sign(&e->coefficient) > 0;
  bounds_event new = {.column = e->column,
                      .source = k,
                      .derived = true,
                      .depth = depth,
                      .lower = positive == (side == 1),
                      .value = NUM_ZERO};
  num size = NUM_ZERO;
  const num *value;
  bool ok = num_set(a->m, &b->rest, &b->sum[side]);
  if (ok && own) { /* without its own part */
    (void)extreme(b, e, side, &value);
    ok = num_mul(a->m, &size, &e->coefficient, value) && num_sub(a->m, &b->rest, &b->rest, &size);
  }
  ok = ok && (positive ? num_set(a->m, &size, &e->coefficient) : num_neg(a->m, &size, &e->coefficient));
  /* y <= -rest / c, or y >= -rest / c: the quotient of the number whose sign makes it round to the inside. */
  if (ok && positive != new.lower)
    ok = num_neg(a->m, &b->rest, &b->rest);
  ok = ok && num_divmod(a->m, &new.value, NULL, &b->rest, &size);
  if (ok && new.lower)
    ok = num_neg(a->m, &new.value, &new.value);
  num_free(a->m, &size);
  if (!ok) {
    num_free(a->m, &new.value);
    return false;
  }
  return bounds_push(a, new);
}

static bool follow(arith *a, uint32_t k)
{
  bounds_state *b = &a->bounds;
  const bounds_row r = b->rows.data[k];
  for (int side = 0; side < 2; side++) {
    uint32_t open, which;
    uint16_t depth;
    if (!add_up(a, &r, side, &open, &which, &depth))
      return false;
    if (open > 1 || depth >= a->limits->budget.arith_row_depth)
      continue;
    for (uint32_t i = open ? which : r.first; i < (open ? which + 1 : r.first + r.count); i++)
      if (!bound_entry(a, k, i, side, !open, (uint16_t)(depth + 1)))
        return false;
      else if (b->clash)
        return true;
  }
  return true;
}

bool bounds_follow_rows(arith *a)
{
  bounds_state *b = &a->bounds;
  for (size_t done = 0; b->queue_head < b->queue.size && done < a->limits->budget.arith_row_entries && !b->clash;) {
    uint32_t k = b->queue.data[b->queue_head++];
    uint32_t count = b->rows.data[k].count;
    b->rows.data[k].queued = false;
    done += count;
    b->work += count;
    if (limits_poll_many(a->limits, count / 8 + 1) || !follow(a, k))
      return false;
  }
  if (b->queue_head == b->queue.size) {
    stack_clear(&b->queue);
    b->queue_head = 0;
  }
  return true;
}
