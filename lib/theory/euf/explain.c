/* explain.c: why two terms are equal, as literals and as a derivation.
 *
 * The path between two nodes in the proof forest is the chain of merges that made them equal; an edge that came from
 * congruence rests on the paths between the arguments. Each edge counts once. Since those paths consist of edges with
 * smaller numbers, the steps of a derivation are made in ascending order of the edges, without recursion. */
#include "term/kinds.h"
#include "base/sort.h"
#include "theory/euf/graph.h"

tlit egraph_edge_literal(const egraph *g, const edge *e)
{
  bool atom = g->nodes.data[e->a].t == e->reason;
  return (tlit){e->reason, !atom || e->b == NODE_TRUE};
}

static uint32_t depth(const egraph *g, uint32_t n)
{
  uint32_t d = 0;
  for (; g->nodes.data[n].up != NO_NODE; n = g->nodes.data[n].up)
    d++;
  return d;
}

/* The path from a to b in `path`, as nodes whose edge to the one above belongs to it: first those on a's side, in order,
 * then those on b's side, from b on. Returns the number of the former; false in *ok: no memory, or not connected. */
static size_t find_path(egraph *g, uint32_t a, uint32_t b, bool *ok)
{
  uint32_t da = depth(g, a), db = depth(g, b), x = a, y = b;
  size_t on_a = 0;
  stack_clear(&g->path);
  *ok = true;
  while (*ok && x != y && (x != NO_NODE && y != NO_NODE)) {
    if (da >= db) {
      *ok = stack_push(g->env->m, &g->path, x);
      x = g->nodes.data[x].up;
      da--;
      on_a++;
    } else {
      y = g->nodes.data[y].up;
      db--;
    }
  }
  uint32_t meet = x;
  *ok = *ok && x == y;
  for (y = b; *ok && y != meet; y = g->nodes.data[y].up)
    *ok = stack_push(g->env->m, &g->path, y);
  return on_a;
}

/* The paths between the arguments of two congruent applications. */
static bool push_arguments(egraph *g, const edge *e)
{
  const terms *q = g->env->terms;
  term s = g->nodes.data[e->a].t, t = g->nodes.data[e->b].t;
  for (size_t i = 0; i < term_arity(q, s); i++) {
    term a = term_arg(q, s, i), b = term_arg(q, t, i);
    if (a != b && (!stack_push(g->env->m, &g->todo, node_of(g, a)) || !stack_push(g->env->m, &g->todo, node_of(g, b))))
      return false;
  }
  return true;
}

static bool choose_path(egraph *g, uint32_t a, uint32_t b)
{
  assert(a < g->nodes.size && b < g->nodes.size);
  bool ok;
  find_path(g, a, b, &ok);
  for (size_t i = 0; i < g->path.size && ok; i++) {
    uint32_t number = g->nodes.data[g->path.data[i]].up_edge;
    assert(number < g->edges.size && number < g->marks.size);
    if (g->marks.data[number] == g->mark)
      continue;
    g->marks.data[number] = g->mark;
    const edge *e = &g->edges.data[number];
    ok = stack_push(g->env->m, &g->chosen, number) && (e->reason || push_arguments(g, e));
  }
  return ok;
}

static int compare(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

bool egraph_choose_edges(egraph *g, uint32_t a, uint32_t b)
{
  stack_clear(&g->chosen);
  stack_clear(&g->todo);
  if (!by_key_reach(g->env->m, &g->marks, g->edges.size))
    return false;
  if (!++g->mark) {
    memset(g->marks.data, 0, g->marks.size * sizeof(uint32_t));
    g->mark = 1;
  }
  bool ok = choose_path(g, a, b);
  while (ok && g->todo.size) {
    uint32_t y = stack_pop(&g->todo), x = stack_pop(&g->todo);
    ok = choose_path(g, x, y);
  }
  if (ok)
    sort_items(g->chosen.data, g->chosen.size, sizeof(uint32_t), compare);
  return ok;
}

/* ---- as literals ------------------------------------------------------------------------------------------------- */

bool egraph_explain(egraph *g, term a, term b, tlit_list *why)
{
  if (a == b)
    return true;
  if (!egraph_choose_edges(g, node_of(g, a), node_of(g, b)) || !egraph_by_term(g, &g->named))
    return false;
  if (!++g->name) {
    memset(g->named.data, 0, g->named.size * sizeof(uint32_t));
    g->name = 1;
  }
  for (size_t i = 0; i < why->size; i++)
    g->named.data[why->data[i].atom] = g->name;
  for (size_t i = 0; i < g->chosen.size; i++) {
    const edge *e = &g->edges.data[g->chosen.data[i]];
    if (!e->reason || g->named.data[e->reason] == g->name)
      continue;
    g->named.data[e->reason] = g->name;
    if (!stack_push(g->env->m, why, egraph_edge_literal(g, e)))
      return false;
  }
  return true;
}

/* ---- as a derivation --------------------------------------------------------------------------------------------- */

/* (= a b), from the steps of the edges. */
static step prove_chain(egraph *g, derivation *d, uint32_t a, uint32_t b)
{
  bool ok;
  if (a == b)
    return derivation_axiom(d, RULE_REFL, g->nodes.data[a].t);
  size_t on_a = find_path(g, a, b, &ok), n = g->path.size;
  stack_clear(&g->steps);
  for (size_t i = 0; i < n && ok; i++) {
    uint32_t from = g->path.data[i < on_a ? i : n - 1 - (i - on_a)], number = g->nodes.data[from].up_edge;
    bool forward = (g->edges.data[number].a == from) == (i < on_a);
    step s = g->step_of.data[number];
    ok = stack_push(g->env->m, &g->steps, forward ? s : derivation_infer(d, RULE_SYMM, s));
  }
  if (!ok) {
    d->broken = true;
    return 0;
  }
  return n == 1 ? g->steps.data[0] : derivation_step(d, RULE_TRANS, 0, NULL, n, g->steps.data);
}

static step prove_congruence(egraph *g, derivation *d, const edge *e)
{
  const terms *q = g->env->terms;
  term s = g->nodes.data[e->a].t, t = g->nodes.data[e->b].t;
  bool list = kind_get(term_kind(q, s))->form == FORM_NARY;
  stack_clear(&g->premises);
  for (size_t i = 0; i < term_arity(q, s) && !d->broken; i++) {
    step p = prove_chain(g, d, node_of(g, term_arg(q, s, i)), node_of(g, term_arg(q, t, i)));
    if (!stack_push(g->env->m, &g->premises, p))
      d->broken = true;
  }
  return derivation_step(d, list ? RULE_NARY_CONG : RULE_CONG, 1, &s, g->premises.size, g->premises.data);
}

static step prove_edge(egraph *g, derivation *d, const edge *e, const lemma_view *lemma)
{
  if (!e->reason)
    return prove_congruence(g, d, e);
  tlit l = egraph_edge_literal(g, e);
  step h = lemma_hypothesis(lemma, l.atom, l.positive);
  if (g->nodes.data[e->a].t == e->reason)
    return derivation_infer(d, l.positive ? RULE_TRUE_INTRO : RULE_FALSE_INTRO, h);
  if (term_kind(g->env->terms, e->reason) == STRSMT_STR_IN_RE)
    return derivation_infer(d, RULE_STR_IN_RE_WORD, h);
  bool straight = term_arg(g->env->terms, e->reason, 0) == g->nodes.data[e->a].t;
  return straight || !h ? h : derivation_infer(d, RULE_SYMM, h);
}

step egraph_prove(egraph *g, derivation *d, term a, term b, const lemma_view *lemma)
{
  if (a == b)
    return derivation_axiom(d, RULE_REFL, a);
  uint32_t x = node_of(g, a), y = node_of(g, b);
  if (x == NO_NODE || y == NO_NODE || !egraph_choose_edges(g, x, y) ||
      !stack_reserve(g->env->m, &g->step_of, g->edges.size)) {
    d->broken = true;
    return 0;
  }
  for (size_t i = 0; i < g->chosen.size && !d->broken; i++) {
    uint32_t number = g->chosen.data[i];
    edge e = g->edges.data[number];
    step s = prove_edge(g, d, &e, lemma);
    g->step_of.data[number] = s;
    if (!s)
      d->broken = true;
  }
  return d->broken ? 0 : prove_chain(g, d, x, y);
}
