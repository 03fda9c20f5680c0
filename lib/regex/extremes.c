/* extremes.c: words at the ends of what the structure of a language allows. A pattern that is inside another one but for a
 * counter that is too small by one shows that by its longest word, or by one with as many turns as there may be, each as
 * short as it can be: those are tried before thousands of states are explored to get there. */
#include "regex/search.h"
#include "regex/within.h"

/* What is left to be written: words of `of`, one after the other. */
typedef struct piece_left {
  rx of;
  uint32_t times;
  bool inner; /* inside of an iteration */
} piece_left;

typedef struct writer {
  regex *g;
  bool longest; /* else only the iterations that are inside of no other one have as many turns as they may */
  STACK(piece_left) left;
  codes *word;
} writer;

static bool add(writer *w, rx of, uint32_t times, bool inner)
{
  return !times || stack_push(w->g->m, &w->left, ((piece_left){of, times, inner}));
}

/* How long the words of a member are that is written. */
static uint32_t length_of(const regex *g, rx x, bool longest)
{
  const node *n = node_at(g, x);
  return longest && n->max != LENGTH_INF ? n->max : n->min;
}

static rx extreme_member(const regex *g, const node *u, bool longest)
{
  rx best = 0;
  for (uint32_t i = 0; i < u->b; i++) {
    rx x = *pool_at(g, u->a + i);
    if (!node_at(g, x)->inhabited)
      continue;
    uint32_t length = length_of(g, x, longest), other = best ? length_of(g, best, longest) : 0;
    if (!best || (longest ? length > other : length < other))
      best = x;
  }
  return best;
}

static bool write_codes(writer *w, const node *n)
{
  regex *g = w->g;
  if (n->kind == RX_CLASS)
    return stack_push(g->m, w->word, preferred_code(*pool_at(g, n->a), *pool_at(g, n->a + 1)));
  for (uint32_t i = 0; i < n->b; i++)
    if (!stack_push(g->m, w->word, *pool_at(g, n->a + i)))
      return false;
  return true;
}

static bool write_piece(writer *w, piece_left p)
{
  regex *g = w->g;
  node n = *node_at(g, p.of);
  bool most = w->longest || !p.inner;
  if (!add(w, p.of, p.times - 1, p.inner))
    return false;
  switch ((rx_kind)n.kind) {
  case RX_STRING:
  case RX_CLASS:
    return write_codes(w, &n);
  case RX_CONCAT:
    return add(w, n.b, 1, p.inner) && add(w, n.a, 1, p.inner);
  case RX_LOOP:
    return add(w, n.a, most ? n.c : n.b, true);
  case RX_UNION: {
    rx member = !w->longest && n.nullable ? EPSILON : extreme_member(g, &n, w->longest);
    return !member || add(w, member, 1, p.inner);
  }
  default:
    return true; /* nothing, or what is not known: then the word will not be accepted */
  }
}

bool extreme_word(regex *g, rx r, bool longest, size_t most, codes *word)
{
  writer w = {.g = g, .longest = longest, .word = word};
  bool ok = add(&w, r, 1, false);
  size_t rounds = 8 * most + 1000; /* there are turns that write nothing */
  while (ok && w.left.size && word->size <= most && rounds--)
    ok = !limits_poll(g->l) && write_piece(&w, stack_pop(&w.left));
  stack_free(g->m, &w.left);
  return ok;
}
