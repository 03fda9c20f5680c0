/* lengths.c: what the alphabet and the lengths of the words of a language tell. Sums of counters ([a-z]{1,64}-){1,64} have
 * as many states as pairs of positions, but are inside [a-z-]{2,4160} for no other reason than their characters and their
 * shortest and longest words. Programs $re_alphabet, $re_all_of and $re_bounded of the signature find the same. */
#include "regex/within.h"

enum {
  LONG_WORD = 1000
}; /* the characters of longer words are not looked at, by the signature neither: they may be all */

/* ---- alphabets ---- */

static rx united_alphabet(regex *g, const rx *parts, size_t count)
{
  size_t base = g->range_scratch.size;
  for (size_t i = 0; i < count; i++) {
    rx c = node_at(g, parts[i])->alphabet;
    if (c != NONE && !class_push(g, c))
      return 0;
  }
  return class_union(g, base);
}

static rx alphabet_of_string(regex *g, node n)
{
  size_t base = g->range_scratch.size;
  if (n.b > LONG_WORD)
    return ALLCHAR;
  for (uint32_t i = 0; i < n.b; i++) {
    uint32_t code = *pool_at(g, n.a + i);
    if (!stack_push(g->m, &g->range_scratch, ((range){code, code})))
      return 0;
  }
  return class_union(g, base);
}

static rx alphabet_of_inter(regex *g, node n)
{
  rx c = ALLCHAR;
  for (uint32_t i = 0; c && c != NONE && i < n.b; i++) {
    rx own = node_at(g, *pool_at(g, n.a + i))->alphabet;
    c = own == NONE ? NONE : own == ALLCHAR ? c : class_inter(g, c, own);
  }
  return c;
}

/* Those of the parts are known. */
static rx alphabet_of_node(regex *g, rx r)
{
  node n = *node_at(g, r);
  rx parts[2] = {n.a, n.b};
  switch ((rx_kind)n.kind) {
  case RX_NONE:
  case RX_EPSILON:
    return NONE;
  case RX_ALL:
  case RX_COMP:
    return ALLCHAR;
  case RX_STRING:
    return alphabet_of_string(g, n);
  case RX_CLASS:
    return r;
  case RX_CONCAT:
    return united_alphabet(g, parts, 2);
  case RX_UNION:
    return united_alphabet(g, pool_at(g, n.a), n.b);
  case RX_INTER:
    return alphabet_of_inter(g, n);
  case RX_STAR:
  case RX_LOOP:
    return node_at(g, n.a)->alphabet;
  }
  return 0;
}

static bool push_without_alphabet(regex *g, rx r)
{
  node n = *node_at(g, r);
  bool list = n.kind == RX_UNION || n.kind == RX_INTER;
  uint32_t count = list ? n.b : n.kind == RX_CONCAT ? 2 : n.kind == RX_STAR || n.kind == RX_LOOP ? 1 : 0;
  for (uint32_t i = 0; i < count; i++) {
    rx x = list ? *pool_at(g, n.a + i) : i ? n.b : n.a;
    if (!node_at(g, x)->alphabet && !stack_push(g->m, &g->scratch, x))
      return false;
  }
  return true;
}

rx alphabet_of(regex *g, rx r)
{
  size_t base = g->scratch.size;
  bool ok = r && stack_push(g->m, &g->scratch, r);
  while (ok && g->scratch.size > base) {
    rx x = stack_top(&g->scratch);
    size_t size = g->scratch.size;
    ok = !limits_poll(g->l);
    if (ok && !node_at(g, x)->alphabet) {
      ok = push_without_alphabet(g, x);
      if (!ok || g->scratch.size > size)
        continue;
      rx c = alphabet_of_node(g, x);
      g->nodes.data[x].alphabet = c;
      ok = c != 0;
    }
    g->scratch.size--;
  }
  g->scratch.size = base;
  return ok ? node_at(g, r)->alphabet : 0;
}

/* ---- all words over an alphabet ---- */

/* All words over some alphabet whose lengths are `least` to `most`. */
#define NO_END UINT64_MAX
typedef struct interval {
  bool known;
  uint64_t least, most; /* NO_END: no bound. A large bound may be cut to less, never to more */
} interval;

static const interval unknown = {false, 0, 0};

static uint64_t cut_most(uint64_t most)
{
  return most >= LENGTH_INF ? LENGTH_INF - 1 : most;
}
static uint64_t cap_least(uint64_t least)
{
  return least > LENGTH_INF ? (uint64_t)LENGTH_INF + 1 : least;
}

static interval interval_sum(interval a, interval b)
{
  if (!a.known || !b.known)
    return unknown;
  bool end = a.most != NO_END && b.most != NO_END;
  return (interval){true, cap_least(a.least + b.least), end ? cut_most(a.most + b.most) : NO_END};
}

/* From n to m turns (m: NO_END if without end), each with any length of a: without gaps if there is none for n and n + 1
 * turns. */
static interval interval_turns(interval a, uint64_t n, uint64_t m)
{
  if (!a.known || a.least > a.most)
    return unknown;
  if (!m || !a.most)
    return (interval){true, 0, 0};
  bool gap = a.most != NO_END && a.least > (a.most - a.least) * n + 1;
  if (a.most == NO_END && !n && a.least > 1)
    gap = true;
  if (gap)
    return unknown;
  bool end = a.most != NO_END && m != NO_END;
  return (interval){true, cap_least(a.least * n), end ? cut_most(a.most * m) : NO_END};
}

typedef struct all_words {
  regex *g;
  rx alphabet;
  uint64_t until; /* as in lengths_within */
  bool deep;      /* nested too deeply, or too much work: nothing is known */
} all_words;

static interval all_of(all_words *w, rx r, int depth);

/* The widest interval of a member, and what is near it: 0 where the union has the empty word. */
static interval all_of_union(all_words *w, rx r, int depth)
{
  const regex *g = w->g;
  interval best = unknown;
  node n = *node_at(g, r);
  for (uint32_t i = 0; i < n.b; i++) {
    interval x = all_of(w, *pool_at(g, n.a + i), depth);
    if (x.known && (!best.known || x.most > best.most || (x.most == best.most && x.least < best.least)))
      best = x;
  }
  if (best.known && best.least == 1 && n.nullable)
    best.least = 0;
  return best;
}

enum { DEPTH_MAX = 50 };

/* An interval such that r has all words over the alphabet with these lengths. */
static interval all_of(all_words *w, rx r, int depth)
{
  regex *g = w->g;
  interval sum = {true, 0, 0};
  w->deep |= depth > DEPTH_MAX || limits_poll(g->l) || g->l->steps > w->until;
  if (w->deep)
    return unknown;
  for (; sum.known && kind_of(g, r) == RX_CONCAT; r = tail_of(g, r))
    sum = interval_sum(sum, all_of(w, head_of(g, r), depth + 1));
  if (!sum.known)
    return unknown;
  interval own = unknown;
  node n = *node_at(g, r);
  if (n.kind == RX_ALL)
    own = (interval){true, 0, NO_END};
  else if (class_like(g, r) && class_inside(g, w->alphabet, r))
    own = (interval){true, 1, 1};
  else if (n.kind == RX_UNION)
    own = all_of_union(w, r, depth + 1);
  else if (n.kind == RX_STAR)
    own = interval_turns(all_of(w, n.a, depth + 1), 0, NO_END);
  else if (n.kind == RX_LOOP)
    own = interval_turns(all_of(w, n.a, depth + 1), n.b, n.c);
  if (!own.known && n.nullable)
    own = (interval){true, 0, 0};
  return interval_sum(sum, own);
}

bool lengths_within(regex *g, rx a, rx b, uint64_t until, bool *cut, bool *yes)
{
  rx alphabet = alphabet_of(g, a);
  *yes = false;
  if (!alphabet)
    return false;
  all_words w = {.g = g, .alphabet = alphabet, .until = until};
  interval all = all_of(&w, b, 0);
  uint32_t least = node_at(g, a)->min, most = node_at(g, a)->max;
  *cut |= w.deep;
  *yes = all.known && !w.deep && all.least <= least && (all.most == NO_END || (most != LENGTH_INF && most <= all.most));
  return !g->l->stop && !mem_failed(g->m);
}

/* ---- ends for iterations ---- */

/* The part h of a concatenation, the others of which have at least so many characters fewer than there may be. */
static rx bounded_part(regex *g, rx h, uint32_t slack)
{
  node n = *node_at(g, h);
  if (n.kind != RX_STAR && n.kind != RX_LOOP)
    return h;
  uint64_t body = node_at(g, n.a)->min, turns;
  if (!body || (turns = ((uint64_t)slack + n.min) / body) > COUNTER_LIMIT)
    return h;
  if (n.kind == RX_STAR)
    return loop_of(g, n.a, 0, (uint32_t)turns);
  return n.c <= turns ? h : loop_of(g, n.a, n.b, turns < n.b ? n.b : (uint32_t)turns);
}

rx bounded(regex *g, rx r, uint32_t most)
{
  size_t base = g->scratch.size;
  uint32_t least = node_at(g, r)->min;
  if (most == LENGTH_INF || least > most)
    return r;
  rx x = r, result = EPSILON;
  bool ok = true;
  for (; ok && kind_of(g, x) == RX_CONCAT; x = tail_of(g, x))
    ok = !limits_poll(g->l) && stack_push(g->m, &g->scratch, head_of(g, x));
  ok = ok && stack_push(g->m, &g->scratch, x);
  while (ok && g->scratch.size > base) {
    rx h = bounded_part(g, stack_pop(&g->scratch), most - least);
    result = h ? concat_of(g, h, result) : 0;
    ok = result && !limits_poll(g->l);
  }
  g->scratch.size = base;
  return ok ? result : 0;
}
