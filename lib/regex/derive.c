/* derive.c: symbolic derivatives (Stanford, Veanes and Bjørner, PLDI 2021) as sorted piecewise maps: a list of (upper
 * code point, regular expression) that covers 0..CODE_MAX, neighbouring pieces having different values. The derivative
 * by a code point is the language of the rests of the words that begin with it. It is computed once for each node, from
 * those of its parts:
 *   (h T)      each value of h is put before T, united with the map of T if h is nullable
 *   r*         each value is put before r*;  r{n,m}: before r{n-1,m-1} (with 0 for -1), which holds whether r is
 *   nullable or not union, intersection, complement: value by value
 * Maps of many members are united in one sweep over their pieces, whose cost is the size of what goes into the values. */
#include "regex/node.h"
#include "base/sort.h"

/* Appends a piece to the map that grows on g->piece_scratch from `base` on. */
static bool emit(regex *g, size_t base, uint32_t upper, rx value)
{
  if (!value)
    return false;
  if (g->piece_scratch.size > base && stack_top(&g->piece_scratch).value == value) {
    stack_top(&g->piece_scratch).upper = upper;
    return true;
  }
  return stack_push(g->m, &g->piece_scratch, ((piece){upper, value}));
}

static bool derive_class(regex *g, const node *n, size_t base)
{
  for (uint32_t i = 0; i < n->b; i++) {
    uint32_t low = *pool_at(g, n->a + 2 * i), high = *pool_at(g, n->a + 2 * i + 1);
    if ((low && !emit(g, base, low - 1, NONE)) || !emit(g, base, high, EPSILON))
      return false;
  }
  return stack_top(&g->piece_scratch).upper == CODE_MAX || emit(g, base, CODE_MAX, NONE);
}

static bool derive_string(regex *g, rx r, size_t base)
{
  uint32_t code = *pool_at(g, node_at(g, r)->a);
  return (!code || emit(g, base, code - 1, NONE)) && emit(g, base, code, node_string_rest(g, r)) &&
         (code == CODE_MAX || emit(g, base, CODE_MAX, NONE));
}

/* Value by value. The maps `a` and `b` end at CODE_MAX both. */
static bool merge(regex *g, rx_kind k, const piece *a, const piece *b, size_t base)
{
  for (;;) {
    uint32_t upper = a->upper < b->upper ? a->upper : b->upper;
    rx v = k == RX_UNION ? union2(g, a->value, b->value) : inter2(g, a->value, b->value);
    if (limits_poll(g->l) || !emit(g, base, upper, v))
      return false;
    if (upper == CODE_MAX)
      return true;
    a += a->upper == upper;
    b += b->upper == upper;
  }
}

typedef struct segment {
  uint32_t low, high;
  rx value;
} segment;

static int by_place(const void *a, const void *b)
{
  const segment *x = a, *y = b;
  if (x->low != y->low)
    return x->low < y->low ? -1 : 1;
  if (x->high != y->high)
    return x->high < y->high ? -1 : 1;
  return (x->value > y->value) - (x->value < y->value);
}

typedef struct sweep {
  segment *segments, *active;
  rx *values;
  size_t count, capacity;
} sweep;

/* The pieces of the members' maps that are not the unit of the operation. */
static void sweep_fill(const regex *g, const node *n, sweep *s, rx unit)
{
  for (uint32_t i = 0; i < n->b; i++) {
    rx x = *pool_at(g, n->a + i);
    const piece *p = map_of(g, x);
    uint32_t low = 0;
    for (uint32_t j = 0; j < node_at(g, x)->map_size; low = p[j++].upper + 1)
      if (p[j].value != unit)
        s->segments[s->count++] = (segment){low, p[j].upper, p[j].value};
  }
  sort_items(s->segments, s->count, sizeof *s->segments, by_place);
}

static bool sweep_run(regex *g, rx_kind k, sweep *s, size_t base)
{
  size_t next = 0, active = 0;
  for (uint32_t low = 0; low <= CODE_MAX;) {
    uint32_t high = CODE_MAX;
    size_t kept = 0;
    while (next < s->count && s->segments[next].low == low)
      s->active[active++] = s->segments[next++];
    for (size_t i = 0; i < active; i++)
      if (s->active[i].high >= low) {
        s->values[kept] = s->active[i].value;
        if (s->active[i].high < high)
          high = s->active[i].high;
        s->active[kept++] = s->active[i];
      }
    active = kept;
    if (next < s->count && s->segments[next].low <= high)
      high = s->segments[next].low - 1;
    rx v = k == RX_UNION ? union_of(g, s->values, active) : inter_of(g, s->values, active);
    if (limits_poll_many(g->l, active + 1) || !emit(g, base, high, v))
      return false;
    low = high + 1;
  }
  return true;
}

static bool derive_list(regex *g, const node *n, size_t base)
{
  const uint32_t *x = pool_at(g, n->a);
  rx_kind k = (rx_kind)n->kind;
  if (n->b == 2)
    return merge(g, k, map_of(g, x[0]), map_of(g, x[1]), base);
  sweep s = {0};
  for (uint32_t i = 0; i < n->b; i++)
    s.capacity += node_at(g, x[i])->map_size;
  s.segments = mem_alloc(g->m, s.capacity * sizeof *s.segments);
  s.active = mem_alloc(g->m, s.capacity * sizeof *s.active);
  s.values = mem_alloc(g->m, s.capacity * sizeof *s.values);
  bool ok = s.segments && s.active && s.values;
  if (ok) {
    sweep_fill(g, n, &s, k == RX_UNION ? NONE : ALL);
    ok = sweep_run(g, k, &s, base);
  }
  mem_free(g->m, s.segments, s.capacity * sizeof *s.segments);
  mem_free(g->m, s.active, s.capacity * sizeof *s.active);
  mem_free(g->m, s.values, s.capacity * sizeof *s.values);
  return ok;
}

/* The map of `part` with each value put before `tail`. */
static bool before_tail(regex *g, rx part, rx tail, size_t base)
{
  for (uint32_t i = 0; i < node_at(g, part)->map_size; i++) {
    piece p = map_of(g, part)[i];
    if (limits_poll(g->l) || !emit(g, base, p.upper, exposed_concat(g, p.value, tail)))
      return false;
  }
  return true;
}

static bool derive_concat(regex *g, const node *n, size_t base)
{
  if (!nullable(g, n->a))
    return before_tail(g, n->a, n->b, base);
  size_t start = g->piece_scratch.size;
  if (!before_tail(g, n->a, n->b, start))
    return false;
  size_t count = g->piece_scratch.size - start;
  piece *left = mem_alloc(g->m, count * sizeof *left); /* merging grows the scratch */
  if (!left)
    return false;
  memcpy(left, g->piece_scratch.data + start, count * sizeof *left);
  g->piece_scratch.size = start;
  bool ok = merge(g, RX_UNION, left, map_of(g, n->b), base);
  mem_free(g->m, left, count * sizeof *left);
  return ok;
}

static bool derive_comp(regex *g, const node *n, size_t base)
{
  for (uint32_t i = 0; i < node_at(g, n->a)->map_size; i++) {
    piece p = map_of(g, n->a)[i];
    if (!emit(g, base, p.upper, comp_of(g, p.value)))
      return false;
  }
  return true;
}

/* The maps of the parts are there. */
static bool derive_node(regex *g, rx r)
{
  size_t base = g->piece_scratch.size;
  node n = *node_at(g, r);
  bool ok = false;
  switch ((rx_kind)n.kind) {
  case RX_NONE:
  case RX_EPSILON:
    ok = emit(g, base, CODE_MAX, NONE);
    break;
  case RX_ALL:
    ok = emit(g, base, CODE_MAX, ALL);
    break;
  case RX_STRING:
    ok = derive_string(g, r, base);
    break;
  case RX_CLASS:
    ok = derive_class(g, &n, base);
    break;
  case RX_CONCAT:
    ok = derive_concat(g, &n, base);
    break;
  case RX_UNION:
  case RX_INTER:
    ok = derive_list(g, &n, base);
    break;
  case RX_STAR:
    ok = before_tail(g, n.a, r, base);
    break;
  case RX_COMP:
    ok = derive_comp(g, &n, base);
    break;
  case RX_LOOP: {
    rx rest = loop_of(g, n.a, n.b ? n.b - 1 : 0, n.c - 1);
    ok = rest && before_tail(g, n.a, rest, base);
    break;
  }
  }
  ok = ok && map_store(g, r, g->piece_scratch.data + base, (uint32_t)(g->piece_scratch.size - base));
  g->piece_scratch.size = base;
  return ok;
}

/* Pushes the parts of r whose maps are missing. */
static bool push_missing(regex *g, rx r)
{
  node n = *node_at(g, r);
  rx parts[2] = {0, 0};
  switch ((rx_kind)n.kind) {
  case RX_UNION:
  case RX_INTER:
    for (uint32_t i = 0; i < n.b; i++) {
      rx x = *pool_at(g, n.a + i);
      if (!node_at(g, x)->map_size && !stack_push(g->m, &g->scratch, x))
        return false;
    }
    return true;
  case RX_CONCAT:
    parts[0] = n.a;
    parts[1] = nullable(g, n.a) ? n.b : 0;
    break;
  case RX_STAR:
  case RX_COMP:
  case RX_LOOP:
    parts[0] = n.a;
    break;
  default:
    return true;
  }
  for (int i = 0; i < 2; i++)
    if (parts[i] && !node_at(g, parts[i])->map_size && !stack_push(g->m, &g->scratch, parts[i]))
      return false;
  return true;
}

bool derive(regex *g, rx r)
{
  size_t base = g->scratch.size;
  bool ok = r != 0;
  if (ok && node_at(g, r)->map_size)
    return true;
  ok = ok && stack_push(g->m, &g->scratch, r);
  while (ok && g->scratch.size > base) {
    rx x = stack_top(&g->scratch);
    size_t size = g->scratch.size;
    if (limits_poll(g->l)) {
      ok = false;
    } else if (node_at(g, x)->map_size) {
      g->scratch.size--;
    } else if (!push_missing(g, x)) {
      ok = false;
    } else if (g->scratch.size == size) {
      ok = derive_node(g, x);
      g->scratch.size--;
    }
  }
  g->scratch.size = base;
  return ok;
}

rx map_at(const regex *g, rx r, uint32_t code)
{
  const piece *p = map_of(g, r);
  uint32_t low = 0, high = node_at(g, r)->map_size - 1;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (p[middle].upper < code)
      low = middle + 1;
    else
      high = middle;
  }
  return p[low].value;
}
