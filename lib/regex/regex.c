/* regex.c: the engine's life and the small questions. */
#include "regex/node.h"

regex *regex_new(mem *m, limits *l, terms *t)
{
  regex *g = mem_calloc(m, 1, sizeof *g);
  if (!g)
    return NULL;
  g->m = m, g->l = l, g->t = t;
  if (!nodes_init(g)) {
    regex_delete(g);
    return NULL;
  }
  return g;
}

void regex_delete(regex *g)
{
  if (!g)
    return;
  mem *m = g->m;
  measure_free(g);
  stack_free(m, &g->nodes);
  stack_free(m, &g->pool);
  stack_free(m, &g->pieces);
  stack_free(m, &g->words);
  stack_free(m, &g->scratch);
  stack_free(m, &g->range_scratch);
  stack_free(m, &g->piece_scratch);
  stack_free(m, &g->of_term);
  for (int i = 0; i < SEARCHES; i++)
    stack_free(m, &g->visits[i]);
  key_map_free(m, &g->known_within);
  table_free(m, &g->interned);
  mem_free(m, g, sizeof *g);
}

rx regex_none(regex *g)
{
  (void)g;
  return NONE;
}

rx regex_all(regex *g)
{
  (void)g;
  return ALL;
}

rx regex_string(regex *g, const uint32_t *word, size_t length)
{
  return length < UINT32_MAX ? node_string(g, word, (uint32_t)length) : 0;
}

rx regex_inter(regex *g, size_t n, const rx *rs)
{
  return inter_of(g, rs, n);
}
rx regex_union(regex *g, size_t n, const rx *rs)
{
  return union_of(g, rs, n);
}
rx regex_comp(regex *g, rx r)
{
  return comp_of(g, r);
}
rx regex_concat(regex *g, size_t n, const rx *rs)
{
  rx all = EPSILON;
  for (size_t i = n; i-- > 0;)
    all = concat_of(g, rs[i], all);
  return all;
}
bool regex_nullable(const regex *g, rx r)
{
  return nullable(g, r);
}
rx regex_derivative(regex *g, rx r, uint32_t code)
{
  return derive(g, r) ? map_at(g, r, code) : 0;
}
uint64_t regex_state_count(const regex *g)
{
  return g->states;
}

/* Takes the word at the head of r, if there is one, from the front of word[*at .. length): in one go, as each of its
 * suffixes would be a state otherwise. NONE if it is not there; a part of it may be left. */
static rx skip_string(regex *g, rx r, const uint32_t *word, size_t length, size_t *at)
{
  rx head = head_of(g, r), tail = tail_of(g, r);
  const node *n = node_at(g, head);
  size_t size = n->b, rest = length - *at, common = size < rest ? size : rest;
  if (common && memcmp(pool_at(g, n->a), word + *at, common * sizeof *word))
    return NONE;
  *at += common;
  if (common == size)
    return tail;
  codes left = {0};
  rx result = 0;
  if (stack_reserve(g->m, &left, size - common)) {
    memcpy(left.data, pool_at(g, n->a) + common, (size - common) * sizeof *word);
    result = concat_of(g, node_string(g, left.data, (uint32_t)(size - common)), tail);
  }
  stack_free(g->m, &left);
  return result;
}

enum { WALK_WORK = 256 }; /* known derivatives in a step of work */

rx regex_after(regex *g, rx r, const uint32_t *word, size_t length)
{
  uint64_t turns = 0;
  for (size_t i = 0; i < length && r && r != NONE && r != ALL; turns++) {
    if (turns % WALK_WORK == 0 && limits_poll(g->l))
      return 0;
    if (kind_of(g, head_of(g, r)) == RX_STRING)
      r = skip_string(g, r, word, length, &i);
    else
      r = regex_derivative(g, r, word[i++]);
  }
  return r;
}

bool regex_accepts(regex *g, rx r, const uint32_t *word, size_t length, bool *accepts)
{
  bool negated = r && kind_of(g, r) == RX_COMP;
  if (negated)
    r = node_at(g, r)->a;
  r = r ? regex_after(g, r, word, length) : 0;
  if (r)
    *accepts = nullable(g, r) != negated;
  return r;
}

bool regex_word(regex *g, rx r, codes *word)
{
  node n = *node_at(g, r);
  stack_clear(word);
  if (n.kind == RX_EPSILON)
    return true;
  if (n.kind != RX_STRING || !stack_reserve(g->m, word, n.b))
    return false;
  memcpy(word->data, pool_at(g, n.a), n.b * sizeof(uint32_t));
  word->size = n.b;
  return true;
}

bool regex_split(regex *g, rx r, rx_list *parts)
{
  size_t base = g->scratch.size;
  bool ok = split(g, r, false) && stack_reserve(g->m, parts, parts->size + g->scratch.size - base);
  for (size_t i = base; i < g->scratch.size && ok; i++)
    parts->data[parts->size++] = g->scratch.data[i];
  g->scratch.size = base;
  return ok;
}

void regex_lengths(const regex *g, rx r, uint32_t *least, uint32_t *most)
{
  *least = node_at(g, r)->min;
  *most = node_at(g, r)->max;
}

bool regex_letter_gap(regex *g, rx r, uint32_t code, uint32_t *low, uint32_t *high)
{
  if (!derive(g, r))
    return false;
  const piece *p = map_of(g, r);
  *low = *high = 0;
  for (uint32_t i = 0; i < node_at(g, r)->map_size; i++) {
    if (!nullable(g, p[i].value)) {
      *high = p[i].upper;
      continue;
    }
    if (p[i].upper >= code && (!i || p[i - 1].upper < code)) { /* it is a word */
      *low = 1, *high = 0;
      return true;
    }
    if (p[i].upper > code)
      return true;
    *low = p[i].upper + 1;
  }
  return true;
}
