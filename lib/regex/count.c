/* count.c: how many words a language has, up to a bound: a depth-first walk through the states that have words, which
 * adds up what their derivatives give. A state that comes again on its own path repeats for ever; and if the choices
 * along a path multiply to more than the bound, so many words begin like that. */
#include "regex/node.h"

typedef struct place {
  rx state;
  uint32_t next;  /* the next piece */
  uint64_t ways;  /* prefixes that lead here, at most bound + 1 */
  uint64_t total; /* words so far */
} place;

typedef struct counter {
  regex *g;
  uint64_t bound;
  STACK(place) path;
  STACK(uint64_t) known; /* by state: 0 unknown, 1 on the path, 2 + its count */
} counter;

static uint64_t capped(uint64_t a, uint64_t b, uint64_t bound) /* a * b, at most bound + 1 */
{
  return a && b > bound / a ? bound + 1 : a * b;
}

static bool count_known(counter *c, rx r, uint64_t value)
{
  size_t old = c->known.size;
  if (r >= old) {
    size_t need = c->g->nodes.size > (size_t)r + 1 ? c->g->nodes.size : (size_t)r + 1;
    if (!stack_reserve(c->g->m, &c->known, need))
      return false;
    memset(c->known.data + old, 0, (need - old) * sizeof *c->known.data);
    c->known.size = need;
  }
  c->known.data[r] = value;
  return true;
}

static bool count_enter(counter *c, rx r, uint64_t ways)
{
  return derive(c->g, r) && count_known(c, r, 1) &&
         stack_push(c->g->m, &c->path, ((place){r, 0, ways, nullable(c->g, r)}));
}

/* One piece of the topmost state, or its end. *over: more than the bound. */
static bool count_step(counter *c, bool *over)
{
  regex *g = c->g;
  place *p = &stack_top(&c->path);
  const node *n = node_at(g, p->state);
  if (p->next == n->map_size) {
    uint64_t total = p->total;
    *over = total > c->bound;
    if (!count_known(c, p->state, 2 + total))
      return false;
    c->path.size--;
    return true; /* its parent looks at the same piece again */
  }
  piece x = map_of(g, p->state)[p->next];
  uint32_t low = p->next ? map_of(g, p->state)[p->next - 1].upper + 1 : 0;
  regex_answer empty = x.value == NONE ? REGEX_EMPTY : regex_empty(g, x.value);
  if (empty == REGEX_STOPPED)
    return false;
  uint64_t width = x.upper - low + 1, value = x.value < c->known.size ? c->known.data[x.value] : 0;
  uint64_t ways = capped(p->ways, width, c->bound);
  if (empty == REGEX_EMPTY) {
    p->next++;
  } else if (value >= 2) {
    uint64_t more = capped(value - 2, width, c->bound);
    p->total = p->total > c->bound || more > c->bound - p->total ? c->bound + 1 : p->total + more;
    p->next++;
  } else {
    *over = value == 1 || ways > c->bound;
    return *over || count_enter(c, x.value, ways);
  }
  *over = p->total > c->bound;
  return true;
}

bool regex_count(regex *g, rx r, uint64_t bound, uint64_t *count)
{
  counter c = {.g = g, .bound = bound < UINT64_MAX - 2 ? bound : UINT64_MAX - 3};
  regex_answer empty = regex_empty(g, r);
  if (empty != REGEX_NONEMPTY) {
    *count = 0;
    return empty == REGEX_EMPTY;
  }
  bool over = false, ok = count_enter(&c, r, 1);
  while (ok && !over && c.path.size)
    ok = !limits_poll(g->l) && count_step(&c, &over);
  if (ok)
    *count = over ? c.bound + 1 : c.known.data[r] - 2;
  stack_free(g->m, &c.path);
  stack_free(g->m, &c.known);
  return ok;
}
