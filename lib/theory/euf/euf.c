/* euf.c: congruence closure as a theory. It takes all relevant literals. What a check shares with the last one stays
 * asserted: the literals up to the first one that does not hold any more. A literal that clashes with those before it
 * is left out, so that one check finds several conflicts. An application of ite is defined by a lemma (rule ite_eq) when
 * it first matters. */
#include "theory/euf/graph.h"

static void euf_destroy(void *self)
{
  egraph *g = self;
  if (!g)
    return;
  mem *m = g->env->m;
  stack_free(m, &g->nodes);
  stack_free(m, &g->node_of);
  stack_free(m, &g->uses);
  stack_free(m, &g->buckets);
  stack_free(m, &g->edges);
  stack_free(m, &g->pending);
  stack_free(m, &g->log);
  stack_free(m, &g->asserted);
  stack_free(m, &g->ites);
  stack_free(m, &g->missing);
  stack_free(m, &g->todo);
  stack_free(m, &g->moved);
  stack_free(m, &g->path);
  stack_free(m, &g->marks);
  stack_free(m, &g->named);
  stack_free(m, &g->chosen);
  stack_free(m, &g->step_of);
  stack_free(m, &g->steps);
  stack_free(m, &g->premises);
  stack_free(m, &g->wanted);
  mem_free(m, g, sizeof *g);
}

static void *euf_create(const theory_env *env)
{
  egraph *g = mem_calloc(env->m, 1, sizeof *g);
  if (!g)
    return NULL;
  g->env = env;
  term yes = terms_true(env->terms), no = terms_false(env->terms);
  if (!yes || !no || !stack_reserve(env->m, &g->buckets, 32)) {
    euf_destroy(g);
    return NULL;
  }
  g->buckets.size = 32;
  memset(g->buckets.data, 0xff, 32 * sizeof(uint32_t));
  if (!egraph_add(g, yes) || !egraph_add(g, no)) {
    euf_destroy(g);
    return NULL;
  }
  g->base = g->checked = g->log.size;
  return g;
}

static bool euf_owns(const void *self, term atom)
{
  return term_kind(((const egraph *)self)->env->terms, atom) != STRSMT_CONSTANT;
}

/* ---- lemmas ------------------------------------------------------------------------------------------------------ */

/* Equal sides of an equality that is false, or equal literals that are none. */
static void derive_clash(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  egraph *g = self;
  (void)data;
  step equal = egraph_prove(g, d, g->clash_a, g->clash_b, lemma);
  if (!g->clash_atom) {
    term same = terms_apply2(g->env->terms, STRSMT_EQ, g->clash_a, g->clash_b);
    derivation_infer2(d, RULE_EQ_RESOLVE, equal, derivation_axiom(d, RULE_EVALUATE, same));
    return;
  }
  step different = lemma_hypothesis(lemma, g->clash_atom, false);
  if (different)
    derivation_infer2(d, RULE_CONTRA, equal, different);
  else
    d->broken = true;
}

static bool clash_lemma(egraph *g)
{
  tlit_list why = {0};
  bool ok = !g->clash_atom || stack_push(g->env->m, &why, ((tlit){g->clash_atom, false}));
  ok = ok && egraph_explain(g, g->clash_a, g->clash_b, &why) && lemma_add(g->env, &why, 0, NULL, derive_clash, g, NULL);
  stack_free(g->env->m, &why);
  return ok;
}

/* ---- ite --------------------------------------------------------------------------------------------------------- */

static void derive_ite(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  (void)self;
  (void)lemma;
  derivation_axiom(d, RULE_ITE_EQ, *(const term *)data);
}

/* t = (ite c a b): (ite c (= t a) (= t b)) */
static bool define_ite(egraph *g, term t, bool *fresh)
{
  terms *q = g->env->terms;
  term c = term_arg(q, t, 0), a = term_arg(q, t, 1), b = term_arg(q, t, 2);
  term args[3] = {c, terms_apply2(q, STRSMT_EQ, t, a), terms_apply2(q, STRSMT_EQ, t, b)};
  term meaning = args[1] && args[2] ? terms_apply(q, STRSMT_ITE, 3, args) : 0;
  return meaning && g->env->host.define(g->env->host.user, t, meaning, derive_ite, g, &t, fresh);
}

/* Defines what is below the arguments of t, so that a nest of ite needs one check only. */
static bool define_inside(egraph *g, term t)
{
  const terms *q = g->env->terms;
  bool ok = egraph_by_term(g, &g->named), fresh;
  stack_clear(&g->todo);
  g->name++;
  for (ok = ok && stack_push(g->env->m, &g->todo, t); ok && g->todo.size;) {
    term u = stack_pop(&g->todo);
    if (u != t && term_kind(q, u) == STRSMT_ITE && term_sort(q, u) != STRSMT_SORT_BOOL)
      ok = define_ite(g, u, &fresh);
    for (size_t i = term_arity(q, u); i-- > 0 && ok;) {
      term a = term_arg(q, u, i);
      if (term_is_ground(q, a) || g->named.data[a] == g->name)
        continue;
      g->named.data[a] = g->name;
      ok = !limits_poll(g->env->limits) && stack_push(g->env->m, &g->todo, a);
    }
  }
  return ok;
}

/* Defines the applications of ite that are nodes and not defined yet. */
static verdict define_ites(egraph *g)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t i = 0; i < g->ites.size; i++) {
    term t = g->nodes.data[g->ites.data[i]].t;
    bool fresh = false;
    if (limits_poll(g->env->limits) || !define_ite(g, t, &fresh) || (fresh && !define_inside(g, t)))
      return VERDICT_STOPPED;
    if (fresh)
      result = VERDICT_LEMMA;
  }
  return result;
}

/* ---- a check ----------------------------------------------------------------------------------------------------- */

/* Marks the literals; takes back what is not among them, and what came after it. */
static bool keep_common(egraph *g, size_t count, const tlit *literals)
{
  if (!egraph_by_term(g, &g->wanted))
    return false;
  if (++g->check >= UINT32_MAX / 2) {
    memset(g->wanted.data, 0, g->wanted.size * sizeof(uint32_t));
    g->check = 1;
  }
  for (size_t i = 0; i < count; i++)
    g->wanted.data[literals[i].atom] = 2 * g->check + literals[i].positive;
  size_t kept = 0, at;
  while (kept < g->asserted.size &&
         g->wanted.data[g->asserted.data[kept].atom] == 2 * g->check + g->asserted.data[kept].positive)
    g->wanted.data[g->asserted.data[kept++].atom] = 0; /* not to be asserted again */
  size_t size = g->asserted.size;
  if (kept == size) {
    egraph_undo(g, g->checked);
    return true;
  }
  for (at = g->log.size; size > kept; at--)
    size -= g->log.data[at - 1].kind == LOG_ASSERT;
  egraph_undo(g, at);
  return true;
}

static verdict assert_new(egraph *g, size_t count, const tlit *literals)
{
  unsigned conflicts = 0;
  for (size_t i = 0; i < count && conflicts < g->env->limits->budget.euf_conflicts; i++) {
    if (g->wanted.data[literals[i].atom] != 2 * g->check + literals[i].positive)
      continue;
    g->wanted.data[literals[i].atom] = 0;
    size_t before = g->log.size;
    if (!egraph_assert(g, literals[i]))
      return VERDICT_STOPPED;
    if (!g->conflict)
      continue;
    if (!clash_lemma(g))
      return VERDICT_STOPPED;
    egraph_undo(g, before);
    conflicts++;
  }
  return conflicts ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}

static verdict euf_check(void *self, size_t count, const tlit *literals)
{
  egraph *g = self;
  verdict result = keep_common(g, count, literals) ? assert_new(g, count, literals) : VERDICT_STOPPED;
  if (result == VERDICT_CONSISTENT)
    result = define_ites(g);
  if (result == VERDICT_STOPPED) {
    stack_clear(&g->pending);
    egraph_undo(g, g->base);
  }
  g->checked = g->log.size;
  assert(!egraph_check(g));
  return result;
}

static bool euf_model(void *self)
{
  (void)self;
  return true;
}

const theory theory_euf = {.name = "euf",
                           .create = euf_create,
                           .destroy = euf_destroy,
                           .owns = euf_owns,
                           .check = euf_check,
                           .model = euf_model};
