/* automaton.c: breadth-first exploration by derivatives; then the edges are sorted by target, and a search backwards
 * finds what is too far from accepting. */
#include "bounded/automaton.h"

#include "base/sort.h"

typedef struct builder {
  automaton *a;
  mem *m;
  limits *l;
  regex *g;
  const alphabet *letters;
  size_t state_limit;
  number_list number;    /* by rx: its state + 1; 0: none */
  STACK(rx) derivatives; /* of one state, by character */
  rx_list parts;
  STACK(uint8_t) set;
} builder;

void automaton_free(automaton *a, mem *m)
{
  stack_free(m, &a->states);
  stack_free(m, &a->initial);
  stack_free(m, &a->accepting);
  stack_free(m, &a->distance);
  stack_free(m, &a->edges);
  stack_free(m, &a->first);
  stack_free(m, &a->sets);
}

static bool state_of(builder *b, rx r, uint32_t *state)
{
  automaton *a = b->a;
  if (!by_key_reach(b->m, &b->number, (size_t)r + 1))
    return false;
  if (!b->number.data[r]) {
    if (a->states.size >= b->state_limit) {
      a->too_large = true;
      return false;
    }
    if (!stack_push(b->m, &a->states, r) || !stack_push(b->m, &a->initial, false) ||
        !stack_push(b->m, &a->accepting, regex_nullable(b->g, r)) || !stack_push(b->m, &a->distance, UINT32_MAX))
      return false;
    b->number.data[r] = (uint32_t)a->states.size;
  }
  *state = b->number.data[r] - 1;
  return true;
}

static bool intern_set(builder *b, uint32_t *number)
{
  automaton *a = b->a;
  for (uint32_t i = 0; i < a->set_count; i++)
    if (!memcmp(a->sets.data + (size_t)i * a->set_size, b->set.data, a->set_size)) {
      *number = i;
      return true;
    }
  if (!stack_reserve(b->m, &a->sets, a->sets.size + a->set_size))
    return false;
  memcpy(a->sets.data + a->sets.size, b->set.data, a->set_size);
  a->sets.size += a->set_size;
  *number = a->set_count++;
  return true;
}

/* Edges to the parts of the derivative by character i, for all characters with the same one. */
static bool add_edges(builder *b, uint32_t from, uint32_t i)
{
  rx d = b->derivatives.data[i];
  uint32_t set, to;
  memset(b->set.data, 0, b->a->set_size);
  for (uint32_t j = i; j < b->a->set_size; j++)
    if (b->derivatives.data[j] == d) {
      b->set.data[j] = 1;
      b->derivatives.data[j] = regex_none(b->g);
    }
  stack_clear(&b->parts);
  if (!intern_set(b, &set) || !regex_split(b->g, d, &b->parts))
    return false;
  for (size_t k = 0; k < b->parts.size; k++)
    if (!state_of(b, b->parts.data[k], &to) || !stack_push(b->m, &b->a->edges, ((automaton_edge){from, to, set})))
      return false;
  return true;
}

static bool expand(builder *b, uint32_t from)
{
  rx none = regex_none(b->g);
  for (uint32_t i = 0; i < b->a->set_size; i++) {
    b->derivatives.data[i] = regex_derivative(b->g, b->a->states.data[from], b->letters->codes.data[i]);
    if (limits_poll(b->l) || !b->derivatives.data[i])
      return false;
  }
  for (uint32_t i = 0; i < b->a->set_size; i++)
    if (b->derivatives.data[i] != none && !add_edges(b, from, i))
      return false;
  return true;
}

static bool explore(builder *b, rx r, uint32_t depth)
{
  automaton *a = b->a;
  uint32_t state;
  if (!regex_split(b->g, r, &b->parts))
    return false;
  for (size_t i = 0; i < b->parts.size; i++) {
    if (!state_of(b, b->parts.data[i], &state))
      return false;
    a->initial.data[state] = true;
  }
  for (size_t next = 0, end; depth--;)
    for (end = a->states.size; next < end; next++)
      if (!expand(b, (uint32_t)next))
        return false;
  return true;
}

static int compare_edges(const void *x, const void *y)
{
  const automaton_edge *a = x, *b = y;
  if (a->to != b->to)
    return a->to < b->to ? -1 : 1;
  if (a->from != b->from)
    return a->from < b->from ? -1 : 1;
  return a->set < b->set ? -1 : a->set > b->set;
}

static bool measure(builder *b)
{
  automaton *a = b->a;
  number_list queue = {0};
  bool ok = true;
  sort_items(a->edges.data, a->edges.size, sizeof *a->edges.data, compare_edges);
  for (uint32_t s = 0, e = 0; s <= a->states.size && ok; s++) {
    while (e < a->edges.size && a->edges.data[e].to < s)
      e++;
    ok = stack_push(b->m, &a->first, e);
  }
  for (uint32_t s = 0; s < a->states.size && ok; s++)
    if (a->accepting.data[s]) {
      a->distance.data[s] = 0;
      ok = stack_push(b->m, &queue, s);
    }
  for (size_t i = 0; i < queue.size && ok; i++) {
    uint32_t s = queue.data[i];
    for (uint32_t e = a->first.data[s]; e < a->first.data[s + 1] && ok; e++) {
      uint32_t from = a->edges.data[e].from;
      if (a->distance.data[from] != UINT32_MAX)
        continue;
      a->distance.data[from] = a->distance.data[s] + 1;
      ok = !limits_poll(b->l) && stack_push(b->m, &queue, from);
    }
  }
  stack_free(b->m, &queue);
  return ok;
}

bool automaton_make(automaton *a, mem *m, limits *l, regex *g, const alphabet *letters, rx r, uint32_t depth,
                    size_t state_limit)
{
  *a = (automaton){.set_size = (uint32_t)letters->codes.size};
  builder b = {.a = a, .m = m, .l = l, .g = g, .letters = letters, .state_limit = state_limit};
  bool ok = stack_reserve(m, &b.set, a->set_size) && stack_reserve(m, &b.derivatives, a->set_size) &&
            explore(&b, r, depth) && measure(&b);
  stack_free(m, &b.number);
  stack_free(m, &b.derivatives);
  stack_free(m, &b.parts);
  stack_free(m, &b.set);
  return ok;
}
