/* relations.c: strings in a total order (str.<, str.<=), and strings as parts of others (str.contains, str.prefixof,
 * str.suffixof), as two graphs on the classes of the e-graph. A theory of its own, before strings are taken apart.
 *
 * The links are the literals of these kinds, and what rewriting finds of pairs of the terms that occur in them: of
 * literals, of concatenations and their parts, of substrings. A cycle with a strict link is a conflict, and one without
 * makes its classes equal; so is a path from x to y a conflict if x is said not to be in y. Nothing is unfolded: what
 * has no cycle is left to definitions (reduce_define.c). */
#include "theory/relations/relations.h"

enum { TERMS_MAX = 40, LEMMAS_MAX = 8 };

static void graph_free(mem *m, relation_graph *g)
{
  stack_free(m, &g->links);
  stack_free(m, &g->denied);
  stack_free(m, &g->terms);
  stack_free(m, &g->places);
  stack_free(m, &g->path);
  stack_free(m, &g->queue);
  stack_free(m, &g->back);
  stack_free(m, &g->place_of);
}

static void relations_destroy(void *self)
{
  relations *r = self;
  if (!r)
    return;
  rewriter_delete(r->rewriter);
  graph_free(r->env->m, &r->order);
  graph_free(r->env->m, &r->parts);
  mem_free(r->env->m, r, sizeof *r);
}

static void *relations_create(const theory_env *env)
{
  relations *r = mem_calloc(env->m, 1, sizeof *r);
  if (!r)
    return NULL;
  r->env = env;
  r->rewriter = rewriter_new(env->m, env->limits, env->terms, env->regex);
  if (!r->rewriter) {
    relations_destroy(r);
    return NULL;
  }
  return r;
}

static bool relations_owns(const void *self, term atom)
{
  (void)self;
  (void)atom;
  return false;
}

/* ---- links ------------------------------------------------------------------------------------------------------- */

static bool place(relations *r, relation_graph *g, term t, uint32_t *number)
{
  term rep = egraph_find(r->env->egraph, t);
  uint32_t *at = by_key_at(r->env->m, &g->place_of, rep);
  if (!at)
    return false;
  if (!*at) {
    if (!stack_push(r->env->m, &g->places, rep))
      return false;
    *at = (uint32_t)g->places.size;
  }
  *number = *at - 1;
  return true;
}

static bool add_link(relations *r, relation_graph *g, relation l)
{
  return place(r, g, l.x, &l.from) && place(r, g, l.y, &l.to) && stack_push(r->env->m, &g->links, l);
}

/* A literal of the kinds at hand. */
static bool take_literal(relations *r, term atom, bool positive)
{
  const terms *t = r->env->terms;
  term a = term_arg(t, atom, 0), b = term_arg(t, atom, 1);
  relation l = {.x = positive ? a : b, .y = positive ? b : a, .atom = atom, .positive = positive};
  switch ((int)term_kind(t, atom)) {
  case STRSMT_STR_LT:
    l.kind = positive ? LINK_BELOW : LINK_AT_MOST;
    return add_link(r, &r->order, l);
  case STRSMT_STR_LE:
    l.kind = positive ? LINK_AT_MOST : LINK_BELOW;
    return add_link(r, &r->order, l);
  case STRSMT_STR_CONTAINS:
    l = (relation){.x = b, .y = a, .kind = LINK_INSIDE, .atom = atom, .positive = true};
    break;
  case STRSMT_STR_PREFIXOF:
    l.kind = LINK_PREFIX;
    break;
  case STRSMT_STR_SUFFIXOF:
    l.kind = LINK_SUFFIX;
    break;
  }
  return positive ? add_link(r, &r->parts, l) : stack_push(r->env->m, &r->parts.denied, ((tlit){atom, false}));
}

static bool is_relation(const terms *t, term a)
{
  switch ((int)term_kind(t, a)) {
  case STRSMT_STR_LT:
  case STRSMT_STR_LE:
  case STRSMT_STR_CONTAINS:
  case STRSMT_STR_PREFIXOF:
  case STRSMT_STR_SUFFIXOF:
    return term_arity(t, a) == 2;
  }
  return false;
}

static bool take_literals(relations *r)
{
  const egraph *g = r->env->egraph;
  const terms *t = r->env->terms;
  size_t count = egraph_count(g);
  for (size_t i = 0; i < count; i++) {
    term a = egraph_node(g, i), value = is_relation(t, a) ? egraph_literal(g, a) : 0;
    if (limits_poll(r->env->limits) || (value && !take_literal(r, a, term_kind(t, value) == STRSMT_TRUE)))
      return false;
  }
  return true;
}

/* In the order, a beginning is below the whole. */
static bool add_prefixes(relations *r)
{
  for (size_t i = 0; i < r->parts.links.size; i++) {
    relation l = r->parts.links.data[i];
    if (l.kind == LINK_PREFIX) {
      l.kind = LINK_AT_MOST;
      if (!add_link(r, &r->order, l))
        return false;
    }
  }
  return true;
}

/* ---- computed links ---------------------------------------------------------------------------------------------- */

static bool is_plain(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_CONSTANT || term_kind(t, a) == TERM_PURIFY;
}

static bool add_term(relations *r, relation_graph *g, term a)
{
  for (size_t i = 0; i < g->terms.size; i++)
    if (g->terms.data[i] == a)
      return true;
  return g->terms.size >= TERMS_MAX || stack_push(r->env->m, &g->terms, a);
}

/* The members of a's class that say what it is, and the parts of these. */
static bool add_members(relations *r, relation_graph *g, term a)
{
  const egraph *e = r->env->egraph;
  const terms *t = r->env->terms;
  term b = egraph_find(e, a), first = b;
  bool ok = add_term(r, g, a);
  do {
    ok = ok && (is_plain(t, b) || add_term(r, g, b));
    b = egraph_next(e, b);
  } while (b != first && ok && g->terms.size < TERMS_MAX);
  return ok;
}

static bool add_parts_of(relations *r, relation_graph *g, term a)
{
  const terms *t = r->env->terms;
  strsmt_kind k = term_kind(t, a);
  size_t n = k == STRSMT_STR_CONCAT ? term_arity(t, a) : k == STRSMT_STR_SUBSTR || k == STRSMT_STR_AT ? 1 : 0;
  bool ok = true;
  for (size_t i = 0; i < n && ok; i++)
    ok = !egraph_has(r->env->egraph, term_arg(t, a, i)) || add_members(r, g, term_arg(t, a, i));
  return ok;
}

static bool find_terms(relations *r, relation_graph *g)
{
  bool ok = true;
  for (size_t i = 0; i < g->links.size && ok; i++)
    ok = add_members(r, g, g->links.data[i].x) && add_members(r, g, g->links.data[i].y);
  for (size_t i = 0; i < g->denied.size && ok; i++)
    for (size_t j = 0; j < 2 && ok; j++)
      ok = add_members(r, g, term_arg(r->env->terms, g->denied.data[i].atom, j));
  for (size_t i = 0; i < g->terms.size && ok; i++)
    ok = add_parts_of(r, g, g->terms.data[i]);
  return ok;
}

/* What rewriting makes of (k a b), if it is true or false. */
static bool compute(relations *r, relation_graph *g, strsmt_kind k, term a, term b)
{
  const terms *t = r->env->terms;
  term atom = terms_apply2(r->env->terms, k, a, b), value = atom ? rewriter_normal(r->rewriter, atom) : 0;
  if (!value)
    return false;
  bool yes = term_kind(t, value) == STRSMT_TRUE;
  if (!yes && term_kind(t, value) != STRSMT_FALSE)
    return true;
  relation l = {.x = a, .y = b, .atom = atom, .positive = yes, .computed = true};
  switch ((int)k) {
  case STRSMT_STR_LT: /* (false: the other direction says as much) */
    l.kind = LINK_BELOW;
    break;
  case STRSMT_STR_LE:
    l.kind = LINK_AT_MOST;
    break;
  case STRSMT_STR_CONTAINS:
    l.x = b, l.y = a;
    l.kind = LINK_INSIDE;
    break;
  default:
    l.kind = k == STRSMT_STR_PREFIXOF ? LINK_PREFIX : LINK_SUFFIX;
    break;
  }
  return !yes || add_link(r, g, l);
}

static bool compute_links(relations *r, relation_graph *g, size_t count, const strsmt_kind *kinds)
{
  const terms *t = r->env->terms;
  for (size_t i = 0; i < g->terms.size; i++)
    for (size_t j = 0; j < g->terms.size; j++) {
      term a = g->terms.data[i], b = g->terms.data[j];
      if ((is_plain(t, a) && is_plain(t, b)) || egraph_equal(r->env->egraph, a, b))
        continue;
      for (size_t k = 0; k < count; k++)
        if (limits_poll(r->env->limits) || !compute(r, g, kinds[k], a, b))
          return false;
    }
  return true;
}

/* ---- paths ------------------------------------------------------------------------------------------------------- */

/* Makes `path` the shortest one between two places, of links of the kind `only`, or all (0). */
static bool find_path(relations *r, relation_graph *g, uint32_t from, uint32_t to, link_kind only, bool *found)
{
  mem *m = r->env->m;
  stack_clear(&g->path);
  stack_clear(&g->queue);
  *found = from == to;
  if (*found)
    return true;
  if (!stack_reserve(m, &g->back, g->places.size) || !stack_push(m, &g->queue, from))
    return false;
  memset(g->back.data, 0, g->places.size * sizeof(uint32_t));
  for (size_t head = 0; head < g->queue.size && !*found; head++)
    for (uint32_t i = 0; i < g->links.size && !*found; i++) {
      const relation *l = &g->links.data[i];
      if (l->from != g->queue.data[head] || l->to == from || g->back.data[l->to] || (only && l->kind != only))
        continue;
      if (limits_poll(r->env->limits) || !stack_push(m, &g->queue, l->to))
        return false;
      g->back.data[l->to] = i + 1;
      *found = l->to == to;
    }
  for (uint32_t p = to; *found && p != from; p = g->links.data[g->path.data[g->path.size - 1]].from)
    if (!stack_push(m, &g->path, g->back.data[p] - 1))
      return false;
  for (size_t i = 0; 2 * i + 1 < g->path.size; i++) {
    uint32_t last = g->path.data[g->path.size - 1 - i];
    g->path.data[g->path.size - 1 - i] = g->path.data[i];
    g->path.data[i] = last;
  }
  return true;
}

/* The path from where link i ends to where it begins, with it in front. */
static bool find_cycle(relations *r, relation_graph *g, uint32_t i, bool *found)
{
  if (!find_path(r, g, g->links.data[i].to, g->links.data[i].from, 0, found))
    return false;
  if (!*found)
    return true;
  if (!stack_push(r->env->m, &g->path, i))
    return false;
  memmove(g->path.data + 1, g->path.data, (g->path.size - 1) * sizeof *g->path.data);
  g->path.data[0] = i;
  return true;
}

/* ---- conflicts --------------------------------------------------------------------------------------------------- */

static bool check_strict(relations *r, relation_graph *g, size_t *lemmas)
{
  for (uint32_t i = 0; i < g->links.size && *lemmas < LEMMAS_MAX; i++) {
    const relation l = g->links.data[i];
    bool found = false;
    if (l.kind != LINK_BELOW)
      continue;
    if (!find_cycle(r, g, i, &found) || (found && !relations_tell_chain(r, g, 0, l.x, l.x, LINK_BELOW)))
      return false;
    *lemmas += found;
  }
  return true;
}

static bool check_equal(relations *r, relation_graph *g, size_t *lemmas)
{
  for (uint32_t i = 0; i < g->links.size && *lemmas < LEMMAS_MAX; i++) {
    bool found = false;
    if (g->links.data[i].from == g->links.data[i].to || g->links.data[i].computed)
      continue;
    if (!find_cycle(r, g, i, &found) || (found && !relations_tell_equal(r, g)))
      return false;
    *lemmas += found;
  }
  return true;
}

static bool check_denied(relations *r, relation_graph *g, size_t *lemmas)
{
  const terms *t = r->env->terms;
  for (size_t i = 0; i < g->denied.size && *lemmas < LEMMAS_MAX; i++) {
    term atom = g->denied.data[i].atom;
    strsmt_kind k = term_kind(t, atom);
    term a = term_arg(t, atom, 0), b = term_arg(t, atom, 1), x = k == STRSMT_STR_CONTAINS ? b : a,
         y = k == STRSMT_STR_CONTAINS ? a : b;
    link_kind want = k == STRSMT_STR_CONTAINS ? LINK_INSIDE : k == STRSMT_STR_PREFIXOF ? LINK_PREFIX : LINK_SUFFIX;
    uint32_t from, to;
    bool found = false;
    if (!place(r, g, x, &from) || !place(r, g, y, &to) ||
        !find_path(r, g, from, to, want == LINK_INSIDE ? 0 : want, &found))
      return false;
    if (found && g->path.size && !relations_tell_chain(r, g, atom, x, y, want))
      return false;
    *lemmas += found && g->path.size;
  }
  return true;
}

/* ---- the check --------------------------------------------------------------------------------------------------- */

static void forget(relation_graph *g)
{
  for (size_t i = 0; i < g->places.size; i++)
    g->place_of.data[g->places.data[i]] = 0;
  stack_clear(&g->links);
  stack_clear(&g->denied);
  stack_clear(&g->terms);
  stack_clear(&g->places);
}

static bool check_order(relations *r, size_t *lemmas)
{
  static const strsmt_kind kinds[] = {STRSMT_STR_LT, STRSMT_STR_LE};
  relation_graph *g = &r->order;
  return find_terms(r, g) && compute_links(r, g, 2, kinds) && check_strict(r, g, lemmas) &&
         (*lemmas || check_equal(r, g, lemmas));
}

static bool check_parts(relations *r, size_t *lemmas)
{
  static const strsmt_kind kinds[] = {STRSMT_STR_PREFIXOF, STRSMT_STR_SUFFIXOF, STRSMT_STR_CONTAINS};
  relation_graph *g = &r->parts;
  return find_terms(r, g) && compute_links(r, g, 3, kinds) && check_denied(r, g, lemmas) &&
         (*lemmas || check_equal(r, g, lemmas));
}

static verdict relations_check(void *self, size_t count, const tlit *literals)
{
  relations *r = self;
  size_t lemmas = 0;
  (void)count;
  (void)literals;
  bool ok = take_literals(r);
  bool order = r->order.links.size, parts = r->parts.links.size + r->parts.denied.size > 1;
  ok = ok && (!order || add_prefixes(r));
  if (ok && order)
    ok = check_order(r, &lemmas);
  if (ok && parts && !lemmas)
    ok = check_parts(r, &lemmas);
  forget(&r->order);
  forget(&r->parts);
  return !ok ? VERDICT_STOPPED : lemmas ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}

static bool relations_model(void *self)
{
  (void)self;
  return true;
}

const theory theory_relations = {.name = "string relations",
                                 .create = relations_create,
                                 .destroy = relations_destroy,
                                 .owns = relations_owns,
                                 .check = relations_check,
                                 .model = relations_model};
