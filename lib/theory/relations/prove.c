/* prove.c: lemmas from paths and cycles of relations.c, with their derivations: chains of links (rules
 * str_order_chain, str_part_chain), where equal terms meet between two of them. */
#include "theory/relations/relations.h"

/* What a lemma is about: links first .. end - 1 of the path, and from which term to which. */
typedef struct stretch {
  size_t first, end;
  term x, y;
  link_kind want;
} stretch;

typedef struct claim {
  relation_graph *g;
  term denied; /* 0: the lemma says (= x y), or is a contradiction */
  stretch there, back;
} claim;

static const relation *link_at(const relation_graph *g, size_t i)
{
  return &g->links.data[g->path.data[i]];
}

/* ---- derivations ------------------------------------------------------------------------------------------------- */

static step no_hypothesis(void *user, term atom)
{
  (void)user;
  (void)atom;
  return 0;
}

static step prove_link(relations *r, derivation *d, const relation *l, const lemma_view *lemma)
{
  terms *t = r->env->terms;
  step same = l->computed
                  ? rewriter_prove(r->rewriter, d, l->atom, no_hypothesis, NULL)
                  : egraph_prove(r->env->egraph, d, l->atom, l->positive ? terms_true(t) : terms_false(t), lemma);
  return derivation_infer(d, l->positive ? RULE_TRUE_ELIM : RULE_FALSE_ELIM, same);
}

static bool add_equal(relations *r, derivation *d, term a, term b, const lemma_view *lemma, step_list *steps)
{
  return a == b || stack_push(r->env->m, steps, egraph_prove(r->env->egraph, d, a, b, lemma));
}

/* x is in y, or at most y, or below it. */
static step prove_stretch(relations *r, derivation *d, const relation_graph *g, const stretch *s,
                          const lemma_view *lemma)
{
  step_list steps = {0};
  term at = s->x;
  bool ok = true;
  for (size_t i = s->first; i < s->end && ok; i++) {
    const relation *l = link_at(g, i);
    ok = add_equal(r, d, at, l->x, lemma, &steps) && stack_push(r->env->m, &steps, prove_link(r, d, l, lemma));
    at = l->y;
  }
  ok = ok && add_equal(r, d, at, s->y, lemma, &steps);
  bool order = s->want >= LINK_AT_MOST;
  term want = terms_int(r->env->terms, (int64_t)s->want);
  step end = derivation_step(d, order ? RULE_STR_ORDER_CHAIN : RULE_STR_PART_CHAIN, order ? 0 : 1, &want,
                             ok ? steps.size : 0, steps.data);
  d->broken |= !ok;
  stack_free(r->env->m, &steps);
  return end;
}

static void derive_equal(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  relations *r = self;
  const claim *c = data;
  step there = prove_stretch(r, d, c->g, &c->there, lemma);
  step back = prove_stretch(r, d, c->g, &c->back, lemma);
  step end = c->there.want == LINK_AT_MOST ? derivation_infer2(d, RULE_STR_ORDER_ANTISYMM, there, back)
                                           : derivation_infer2(d, RULE_STR_PART_ANTISYMM, back, there);
  derivation_infer2(d, RULE_CONTRA, end, lemma_last(lemma));
}

static void derive_chain(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  relations *r = self;
  const claim *c = data;
  terms *t = r->env->terms;
  step chain = prove_stretch(r, d, c->g, &c->there, lemma), refuted;
  if (c->denied)
    refuted = egraph_prove(r->env->egraph, d, c->denied, terms_false(t), lemma);
  else
    refuted = derivation_axiom(d, RULE_STR_PART_NORM, terms_apply2(t, STRSMT_STR_LT, c->there.x, c->there.x));
  derivation_infer2(d, RULE_CONTRA, chain, derivation_infer(d, RULE_FALSE_ELIM, refuted));
}

/* ---- lemmas ------------------------------------------------------------------------------------------------------ */

static bool explain(relations *r, const relation_graph *g, const stretch *s, tlit_list *why)
{
  egraph *e = r->env->egraph;
  terms *t = r->env->terms;
  term at = s->x;
  bool ok = true;
  for (size_t i = s->first; i < s->end && ok; i++) {
    const relation *l = link_at(g, i);
    ok = egraph_explain(e, at, l->x, why) &&
         (l->computed || egraph_explain(e, l->atom, l->positive ? terms_true(t) : terms_false(t), why));
    at = l->y;
  }
  return ok && egraph_explain(e, at, s->y, why);
}

bool relations_tell_chain(relations *r, relation_graph *g, term denied, term x, term y, link_kind want)
{
  claim c = {.g = g, .denied = denied, .there = {0, g->path.size, x, y, want}};
  tlit_list why = {0};
  bool ok = explain(r, g, &c.there, &why) &&
            (!denied || egraph_explain(r->env->egraph, denied, terms_false(r->env->terms), &why)) &&
            lemma_add(r->env, &why, 0, NULL, derive_chain, r, &c);
  stack_free(r->env->m, &why);
  return ok;
}

bool relations_tell_equal(relations *r, relation_graph *g)
{
  const relation *l = link_at(g, 0);
  link_kind want = l->kind >= LINK_AT_MOST ? LINK_AT_MOST : LINK_INSIDE;
  claim c = {.g = g, .there = {0, 1, l->x, l->y, want}, .back = {1, g->path.size, l->y, l->x, want}};
  tlit conclusion = {terms_apply2(r->env->terms, STRSMT_EQ, l->x, l->y), true};
  tlit_list why = {0};
  bool ok = conclusion.atom && explain(r, g, &c.there, &why) && explain(r, g, &c.back, &why) &&
            lemma_add(r->env, &why, 1, &conclusion, derive_equal, r, &c);
  stack_free(r->env->m, &why);
  return ok;
}
