/* convert.c: from closed terms of sort RegLan to normal forms and back. Both ways are memoised. Nested concatenations,
 * unions and intersections are taken as one, so that deep nests cost no more than long lists; nothing recurses on the
 * depth of a term. */
#include "regex/node.h"

static rx known(const regex *g, term t)
{
  return t < g->of_term.size ? g->of_term.data[t] : 0;
}

static bool remember(regex *g, term t, rx r)
{
  size_t old = g->of_term.size;
  if (t >= old) {
    if (!stack_reserve(g->m, &g->of_term, (size_t)t + 1))
      return false;
    memset(g->of_term.data + old, 0, (t + 1 - old) * sizeof(rx));
    g->of_term.size = (size_t)t + 1;
  }
  g->of_term.data[t] = r;
  return true;
}

/* Pushes the arguments of t, and those of arguments of the same kind in their place, if they are not known yet; in
 * order. */
static bool push_flat(regex *g, term t)
{
  size_t base = g->scratch.size;
  strsmt_kind k = term_kind(g->t, t);
  STACK(term) open = {0};
  bool ok = stack_push(g->m, &open, t);
  while (ok && open.size) {
    term x = stack_pop(&open);
    if (limits_poll(g->l)) {
      ok = false;
    } else if (x == t || (term_kind(g->t, x) == k && !known(g, x))) {
      for (size_t i = term_arity(g->t, x); ok && i-- > 0;)
        ok = stack_push(g->m, &open, term_arg(g->t, x, i));
    } else
      ok = stack_push(g->m, &g->scratch, x);
  }
  stack_free(g->m, &open);
  if (!ok)
    g->scratch.size = base;
  return ok;
}

static bool is_list_kind(strsmt_kind k)
{
  return k == STRSMT_RE_CONCAT || k == STRSMT_RE_UNION || k == STRSMT_RE_INTER;
}

/* The normal form of a list whose parts are known. */
static rx of_list(regex *g, term t)
{
  size_t base = g->scratch.size, count;
  strsmt_kind k = term_kind(g->t, t);
  rx r = 0, *items;
  if (!push_flat(g, t))
    return 0;
  count = g->scratch.size - base;
  items = mem_alloc(g->m, count * sizeof *items);
  for (size_t i = 0; items && i < count; i++)
    items[i] = known(g, g->scratch.data[base + i]);
  g->scratch.size = base;
  if (!items)
    return 0;
  if (k == STRSMT_RE_UNION)
    r = union_of(g, items, count);
  else if (k == STRSMT_RE_INTER)
    r = inter_of(g, items, count);
  else {
    r = EPSILON;
    for (size_t i = count; r && i-- > 0;)
      r = concat_of(g, items[i], r);
  }
  mem_free(g->m, items, count * sizeof *items);
  return r;
}

static bool is_string(const regex *g, term s)
{
  return term_kind(g->t, s) == STRSMT_STRING_LITERAL;
}

static rx of_string(regex *g, term s)
{
  size_t length;
  const uint32_t *word = term_codes(g->t, s, &length);
  return length < UINT32_MAX ? node_string(g, word, (uint32_t)length) : 0;
}

static rx of_range(regex *g, term low, term high)
{
  size_t n, m;
  const uint32_t *a = term_codes(g->t, low, &n), *b = term_codes(g->t, high, &m);
  return n == 1 && m == 1 ? class_range(g, *a, *b) : NONE;
}

/* The normal form of t, whose parts are known; 0 also for what is no closed regular expression. */
static rx of_application(regex *g, term t)
{
  strsmt_kind k = term_kind(g->t, t);
  size_t arity = term_arity(g->t, t);
  term a = arity > 0 ? term_arg(g->t, t, 0) : 0, b = arity > 1 ? term_arg(g->t, t, 1) : 0;
  rx x = a ? known(g, a) : 0, y = b ? known(g, b) : 0;
  switch (k) {
  case STRSMT_STR_TO_RE:
    return is_string(g, a) ? of_string(g, a) : 0;
  case STRSMT_RE_RANGE:
    return is_string(g, a) && is_string(g, b) ? of_range(g, a, b) : 0;
  case STRSMT_RE_NONE:
    return NONE;
  case STRSMT_RE_ALL:
    return ALL;
  case STRSMT_RE_ALLCHAR:
    return ALLCHAR;
  case STRSMT_RE_CONCAT:
  case STRSMT_RE_UNION:
  case STRSMT_RE_INTER:
    return of_list(g, t);
  case STRSMT_RE_STAR:
    return star_of(g, x);
  case STRSMT_RE_PLUS:
    return concat_of(g, x, star_of(g, x));
  case STRSMT_RE_OPT:
    return union2(g, EPSILON, x);
  case STRSMT_RE_COMP:
    return comp_of(g, x);
  case STRSMT_RE_DIFF:
    return inter2(g, x, comp_of(g, y));
  case STRSMT_RE_POWER:
    return loop_of(g, x, term_index(g->t, t, 0), term_index(g->t, t, 0));
  case STRSMT_RE_LOOP:
    return loop_of(g, x, term_index(g->t, t, 0), term_index(g->t, t, 1));
  default:
    return 0;
  }
}

/* Pushes the parts of sort RegLan that are not known yet. */
static bool push_unknown(regex *g, term t)
{
  size_t base = g->scratch.size, kept = base;
  if (is_list_kind(term_kind(g->t, t))) {
    if (!push_flat(g, t))
      return false;
  } else {
    for (size_t i = 0; i < term_arity(g->t, t); i++)
      if (term_sort(g->t, term_arg(g->t, t, i)) == STRSMT_SORT_REGLAN &&
          !stack_push(g->m, &g->scratch, term_arg(g->t, t, i)))
        return false;
  }
  for (size_t i = base; i < g->scratch.size; i++)
    if (!known(g, g->scratch.data[i]))
      g->scratch.data[kept++] = g->scratch.data[i];
  g->scratch.size = kept;
  return true;
}

rx regex_of_term(regex *g, term t)
{
  size_t base = g->scratch.size;
  bool ok = t && stack_push(g->m, &g->scratch, t);
  while (ok && g->scratch.size > base) {
    term x = stack_top(&g->scratch);
    size_t size = g->scratch.size;
    if (limits_poll(g->l)) {
      ok = false;
    } else if (known(g, x)) {
      g->scratch.size--;
    } else if (!push_unknown(g, x)) {
      ok = false;
    } else if (g->scratch.size == size) {
      rx r = of_application(g, x);
      ok = r && remember(g, x, r);
      g->scratch.size--;
    }
  }
  g->scratch.size = base;
  return ok ? known(g, t) : 0;
}

/* ---- back ---- */

static term class_term(regex *g, const node *n)
{
  term *items = mem_alloc(g->m, n->b * sizeof *items), t = 0;
  bool ok = items != NULL;
  for (uint32_t i = 0; ok && i < n->b; i++) {
    const uint32_t *p = pool_at(g, n->a + 2 * i);
    term low = terms_string(g->t, p, 1), high = low ? terms_string(g->t, p + 1, 1) : 0;
    items[i] = !high         ? 0
               : low == high ? terms_apply1(g->t, STRSMT_STR_TO_RE, low)
                             : terms_apply2(g->t, STRSMT_RE_RANGE, low, high);
    ok = items[i] != 0;
  }
  if (ok)
    t = n->b == 1 ? items[0] : terms_apply(g->t, STRSMT_RE_UNION, n->b, items);
  mem_free(g->m, items, n->b * sizeof *items);
  return t;
}

static term list_term(regex *g, const node *n)
{
  term *items = mem_alloc(g->m, n->b * sizeof *items), t;
  if (!items)
    return 0;
  for (uint32_t i = 0; i < n->b; i++)
    items[i] = node_at(g, *pool_at(g, n->a + i))->as_term;
  t = terms_apply(g->t, n->kind == RX_UNION ? STRSMT_RE_UNION : STRSMT_RE_INTER, n->b, items);
  mem_free(g->m, items, n->b * sizeof *items);
  return t;
}

/* The parts have terms already. A concatenation is written as two parts, so that tails are shared. */
static term node_term(regex *g, rx r)
{
  node n = *node_at(g, r);
  switch ((rx_kind)n.kind) {
  case RX_NONE:
    return terms_apply(g->t, STRSMT_RE_NONE, 0, NULL);
  case RX_ALL:
    return terms_apply(g->t, STRSMT_RE_ALL, 0, NULL);
  case RX_EPSILON:
  case RX_STRING: {
    term s = terms_string(g->t, pool_at(g, n.a), n.kind == RX_STRING ? n.b : 0);
    return s ? terms_apply1(g->t, STRSMT_STR_TO_RE, s) : 0;
  }
  case RX_CLASS:
    return r == ALLCHAR ? terms_apply(g->t, STRSMT_RE_ALLCHAR, 0, NULL) : class_term(g, &n);
  case RX_CONCAT:
    return terms_apply2(g->t, STRSMT_RE_CONCAT, node_at(g, n.a)->as_term, node_at(g, n.b)->as_term);
  case RX_UNION:
  case RX_INTER:
    return list_term(g, &n);
  case RX_STAR:
    return terms_apply1(g->t, STRSMT_RE_STAR, node_at(g, n.a)->as_term);
  case RX_COMP:
    return terms_apply1(g->t, STRSMT_RE_COMP, node_at(g, n.a)->as_term);
  case RX_LOOP: {
    uint32_t counters[2] = {n.b, n.c};
    term body = node_at(g, n.a)->as_term;
    return terms_apply_indexed(g->t, STRSMT_RE_LOOP, 2, counters, 1, &body);
  }
  }
  return 0;
}

static bool push_without_term(regex *g, rx r)
{
  node n = *node_at(g, r);
  bool list = n.kind == RX_UNION || n.kind == RX_INTER;
  rx parts[2] = {0, 0};
  if (n.kind >= RX_CONCAT && !list)
    parts[0] = n.a;
  if (n.kind == RX_CONCAT)
    parts[1] = n.b;
  for (uint32_t i = 0; i < (list ? n.b : 2); i++) {
    rx x = list ? *pool_at(g, n.a + i) : parts[i];
    if (x && !node_at(g, x)->as_term && !stack_push(g->m, &g->scratch, x))
      return false;
  }
  return true;
}

term regex_term(regex *g, rx r)
{
  size_t base = g->scratch.size;
  bool ok = r && stack_push(g->m, &g->scratch, r);
  while (ok && g->scratch.size > base) {
    rx x = stack_top(&g->scratch);
    size_t size = g->scratch.size;
    if (limits_poll(g->l)) {
      ok = false;
    } else if (node_at(g, x)->as_term) {
      g->scratch.size--;
    } else if (!push_without_term(g, x)) {
      ok = false;
    } else if (g->scratch.size == size) {
      term t = node_term(g, x);
      g->nodes.data[x].as_term = t;
      ok = t != 0;
      g->scratch.size--;
    }
  }
  g->scratch.size = base;
  return ok ? node_at(g, r)->as_term : 0;
}
