/* node.c: interning of regular expressions. Hashes are computed from the content, so the numbering
 * is the same in each run.
 *
 * The derivative of a string is its rest, so strings come as chains of suffixes: they share their codes in the pool,
 * and the hash is polynomial from the right, h(c w) = c + B h(w), so that the hash of a suffix is found by one division
 * by B modulo 2^32. */
#include "regex/node.h"

#define LIST_WORK 64 /* members in a step of work */

#define STRING_BASE 0x9E3779B1u /* odd */

static uint32_t inverse_of_base(void)
{
  uint32_t x = STRING_BASE; /* Newton: doubles the number of correct bits, 3 at the start */
  for (int i = 0; i < 4; i++)
    x *= 2 - STRING_BASE * x;
  return x;
}

static uint32_t mix(uint32_t h, uint32_t v)
{
  h ^= v;
  h *= 0x85EBCA6Bu;
  h ^= h >> 15;
  h *= 0xC2B2AE35u;
  return h ^ (h >> 13);
}

static uint32_t hash_of(rx_kind k, uint32_t a, uint32_t b, uint32_t c)
{
  return mix(mix(mix(mix(17, (uint32_t)k), a), b), c);
}

static uint32_t hash_of_node(const void *user, uint32_t r)
{
  return node_at(user, r)->hash;
}

static uint32_t add_lengths(uint32_t a, uint32_t b)
{
  return a > LENGTH_INF - b ? LENGTH_INF : a + b;
}
static uint32_t times_length(uint32_t n, uint32_t a)
{
  uint64_t p = (uint64_t)n * a;
  if (!n || !a)
    return 0;
  return a == LENGTH_INF || p >= LENGTH_INF ? LENGTH_INF : (uint32_t)p;
}

/* UNION: the least or any of its members. */
static void describe_union(const regex *g, node *n, const uint32_t *items)
{
  n->min = n->effort = LENGTH_INF;
  for (uint32_t i = 0; i < n->b; i++) {
    const node *x = node_at(g, items[i]);
    n->nullable |= x->nullable;
    n->inhabited |= x->inhabited;
    n->min = x->min < n->min ? x->min : n->min;
    n->max = x->max > n->max ? x->max : n->max;
    n->effort = x->effort < n->effort ? x->effort : n->effort;
  }
}

static void describe_inter(const regex *g, node *n, const uint32_t *items)
{
  n->nullable = true;
  n->max = LENGTH_INF;
  for (uint32_t i = 0; i < n->b; i++) {
    const node *x = node_at(g, items[i]);
    n->nullable &= x->nullable;
    n->min = x->min > n->min ? x->min : n->min;
    n->max = x->max < n->max ? x->max : n->max;
    n->effort = add_lengths(n->effort, x->effort);
  }
  n->inhabited = n->nullable;
}

static void describe_pair(node *n, const node *x, const node *y)
{
  n->min = add_lengths(x->min, y->min);
  n->max = add_lengths(x->max, y->max);
  n->effort = add_lengths(x->effort, y->effort);
  n->nullable = x->nullable && y->nullable;
  n->inhabited = x->inhabited && y->inhabited;
}

/* What the structure tells. The flags of *n are unset and the numbers 0 before. */
static void describe(const regex *g, node *n, const uint32_t *items)
{
  bool list = n->kind == RX_STRING || n->kind == RX_CLASS || n->kind == RX_UNION || n->kind == RX_INTER;
  const node *x = node_at(g, list ? 0 : n->a);
  switch ((rx_kind)n->kind) {
  case RX_NONE:
    n->min = n->effort = LENGTH_INF;
    break;
  case RX_EPSILON:
    n->nullable = true;
    break;
  case RX_ALL:
  case RX_STAR:
    n->max = LENGTH_INF, n->nullable = true;
    break;
  case RX_STRING:
    n->min = n->max = n->effort = n->b, n->inhabited = true;
    break;
  case RX_CLASS:
    n->min = n->max = n->effort = 1, n->inhabited = true;
    break;
  case RX_CONCAT:
    describe_pair(n, x, node_at(g, n->b));
    break;
  case RX_UNION:
    describe_union(g, n, items);
    break;
  case RX_INTER:
    describe_inter(g, n, items);
    break;
  case RX_COMP:
    n->nullable = !x->nullable, n->min = n->effort = x->nullable, n->max = LENGTH_INF;
    break;
  case RX_LOOP:
    n->min = times_length(n->b, x->min);
    n->max = times_length(n->c, x->max);
    n->effort = times_length(n->b, x->effort);
    n->nullable = n->b == 0 || x->nullable;
    n->inhabited = x->inhabited;
    break;
  }
  n->inhabited |= n->nullable;
}

/* The node with this hash and content, or a new one. `items`: the content of a list that is not in the pool yet,
 * `words` of them; NULL: the content, if any, is in the pool at a. */
static rx intern(regex *g, rx_kind k, uint32_t hash, uint32_t a, uint32_t b, uint32_t c, const uint32_t *items,
                 uint32_t words)
{
  bool list = k == RX_STRING || k == RX_CLASS || k == RX_UNION || k == RX_INTER;
  if (!table_reserve(g->m, &g->interned, hash_of_node, g))
    return 0;
  rx *at = table_first(&g->interned, hash);
  for (; *at; at = table_next(&g->interned, at)) {
    rx r = *at;
    const node *n = node_at(g, r);
    if (n->hash != hash || n->kind != k || n->b != b)
      continue;
    if (list) {
      const uint32_t *mine = items ? items : pool_at(g, a);
      if (mine == pool_at(g, n->a) || !memcmp(mine, pool_at(g, n->a), words * sizeof *mine))
        return r;
    } else if (n->a == a && n->c == c)
      return r;
  }
  if (g->nodes.size >= UINT32_MAX || (items && g->pool.size + words >= UINT32_MAX)) {
    g->m->oom = true;
    return 0;
  }
  if (items) {
    if (!stack_reserve(g->m, &g->pool, g->pool.size + words))
      return 0;
    a = (uint32_t)g->pool.size;
    memcpy(g->pool.data + a, items, words * sizeof *items);
  }
  node n = {.kind = (uint8_t)k, .a = a, .b = b, .c = c, .hash = hash};
  describe(g, &n, items);
  n.status = n.inhabited ? RX_LIVE : k == RX_NONE ? RX_DEAD : RX_UNKNOWN;
  rx r = (rx)g->nodes.size;
  if (!stack_push(g->m, &g->nodes, n))
    return 0;
  if (items)
    g->pool.size += words;
  table_put(&g->interned, at, r);
  return r;
}

bool nodes_init(regex *g)
{
  const uint32_t full[2] = {0, CODE_MAX};
  node zero = {0};
  return stack_push(g->m, &g->nodes, zero) && intern(g, RX_NONE, hash_of(RX_NONE, 0, 0, 0), 0, 0, 0, NULL, 0) == NONE &&
         intern(g, RX_EPSILON, hash_of(RX_EPSILON, 0, 0, 0), 0, 0, 0, NULL, 0) == EPSILON &&
         intern(g, RX_ALL, hash_of(RX_ALL, 0, 0, 0), 0, 0, 0, NULL, 0) == ALL &&
         node_list(g, RX_CLASS, full, 1) == ALLCHAR;
}

rx node_string(regex *g, const uint32_t *word, uint32_t length)
{
  uint32_t h = 0;
  if (!length)
    return EPSILON;
  for (uint32_t i = length; i-- > 0;)
    h = word[i] + STRING_BASE * h;
  return intern(g, RX_STRING, hash_of(RX_STRING, h, length, 0), 0, length, h, word, length);
}

rx node_string_rest(regex *g, rx s)
{
  const node *n = node_at(g, s);
  if (n->b == 1)
    return EPSILON;
  uint32_t h = (n->c - *pool_at(g, n->a)) * inverse_of_base(), length = n->b - 1;
  return intern(g, RX_STRING, hash_of(RX_STRING, h, length, 0), n->a + 1, length, h, NULL, length);
}

/* Where lists are long, each is work, of which searches have to know. */
rx node_list(regex *g, rx_kind k, const uint32_t *items, uint32_t count)
{
  uint32_t words = k == RX_CLASS ? 2 * count : count, h = mix(17, (uint32_t)k);
  for (uint32_t i = 0; i < words; i++)
    h = mix(h, items[i]);
  if (words >= LIST_WORK && limits_poll_many(g->l, words / LIST_WORK))
    return 0;
  return intern(g, k, h, 0, count, 0, items, words);
}

rx node_fixed(regex *g, rx_kind k, uint32_t a, uint32_t b, uint32_t c)
{
  return intern(g, k, hash_of(k, a, b, c), a, b, c, NULL, 0);
}

uint32_t new_stamp(regex *g)
{
  if (++g->stamp == 0) {
    for (size_t i = 0; i < g->nodes.size; i++)
      g->nodes.data[i].stamp = 0;
    g->stamp = 1;
  }
  return g->stamp;
}

bool map_store(regex *g, rx r, const piece *pieces, uint32_t count)
{
  size_t at = g->pieces.size;
  if (at + count >= UINT32_MAX)
    g->m->oom = true;
  if (mem_failed(g->m) || !stack_reserve(g->m, &g->pieces, at + count))
    return false;
  memcpy(g->pieces.data + at, pieces, count * sizeof *pieces);
  g->pieces.size += count;
  g->nodes.data[r].map = (uint32_t)at;
  g->nodes.data[r].map_size = count;
  g->states++;
  return true;
}
