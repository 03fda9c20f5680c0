/* simplify.c: context-dependent simplification (Reynolds, Woo, Barrett, Brumley, Liang and Tinelli, CAV'17). In an
 * application of a function on strings, each argument is replaced by what the e-graph knows of it: a literal of its
 * class, or else a concatenation, or else a constant. If rewriting then makes something simpler of it, the application
 * equals that, because of the literals that make the arguments equal. */
#include "rewrite/reduction.h"
#include "rewrite/rewrite.h"
#include "theory/euf/egraph.h"

typedef struct simplification {
  const theory_env *env;
  rewriter *rewriter;
  STACK(bool) told; /* by equality (= t t'): the lemma has been added */
  /* of the lemma that is being made */
  term t, replaced, result;
} simplification;

static void simplification_destroy(void *self)
{
  simplification *s = self;
  if (!s)
    return;
  rewriter_delete(s->rewriter);
  stack_free(s->env->m, &s->told);
  mem_free(s->env->m, s, sizeof *s);
}

static void *simplification_create(const theory_env *env)
{
  simplification *s = mem_calloc(env->m, 1, sizeof *s);
  if (!s)
    return NULL;
  s->env = env;
  s->rewriter = rewriter_new(env->m, env->limits, env->terms, env->regex);
  if (!s->rewriter) {
    simplification_destroy(s);
    return NULL;
  }
  return s;
}

static bool simplification_owns(const void *self, term atom)
{
  (void)self;
  (void)atom;
  return false;
}

/* ---- what is known ---------------------------------------------------------------------------------------------- */

/* A literal equal to a, or else a concatenation, a constant or a fresh variable, in this order. */
static term known_as(const simplification *s, term a)
{
  const terms *t = s->env->terms;
  const egraph *g = s->env->egraph;
  if (!egraph_has(g, a))
    return a;
  term value = egraph_literal(g, a), concat = 0, constant = 0, first = egraph_find(g, a), b = first;
  if (value)
    return value;
  do {
    strsmt_kind k = term_kind(t, b);
    if (k == STRSMT_STR_CONCAT && !concat)
      concat = b;
    else if ((k == STRSMT_CONSTANT || k == TERM_PURIFY) && !constant)
      constant = b;
    b = egraph_next(g, b);
  } while (b != first);
  return concat ? concat : constant ? constant : a;
}

/* t with its arguments replaced. */
static term replace(const simplification *s, term t)
{
  terms *table = s->env->terms;
  term args[3];
  size_t n = term_arity(table, t);
  if (n > 3)
    return t;
  bool same = true;
  for (size_t i = 0; i < n; i++) {
    term a = term_arg(table, t, i);
    args[i] = term_sort(table, a) == STRSMT_SORT_REGLAN ? a : known_as(s, a);
    same = same && args[i] == a;
  }
  return same ? t : terms_like(table, t, args);
}

/* ---- lemmas ----------------------------------------------------------------------------------------------------- */

static step no_hypothesis(void *user, term atom)
{
  (void)user;
  (void)atom;
  return 0;
}

/* (= t result), from equal arguments and by rewriting. */
static step prove_result(simplification *s, derivation *d, const lemma_view *lemma)
{
  terms *table = s->env->terms;
  step args[3];
  size_t n = term_arity(table, s->t);
  for (size_t i = 0; i < n; i++)
    args[i] = egraph_prove(s->env->egraph, d, term_arg(table, s->t, i), term_arg(table, s->replaced, i), lemma);
  step chain[2] = {derivation_step(d, RULE_CONG, 1, &s->t, n, args), 0};
  if (s->result == s->replaced)
    return chain[0];
  chain[1] = rewriter_prove(s->rewriter, d, s->replaced, no_hypothesis, NULL);
  return derivation_step(d, RULE_TRANS, 0, NULL, 2, chain);
}

/* The last literal is (= t result); or t itself, or its negation, if the result is true or false. */
static void derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  simplification *s = self;
  (void)data;
  step same = prove_result(s, d, lemma);
  strsmt_kind k = term_kind(s->env->terms, s->result);
  if (k == STRSMT_FALSE)
    derivation_infer2(d, RULE_CONTRA, lemma_last(lemma), derivation_infer(d, RULE_FALSE_ELIM, same));
  else
    derivation_infer2(d, RULE_CONTRA, k == STRSMT_TRUE ? derivation_infer(d, RULE_TRUE_ELIM, same) : same,
                      lemma_last(lemma));
}

/* Has the lemma for t = replaced been added? Notes that it has. */
static bool tell(simplification *s, bool *told)
{
  term equality = terms_apply2(s->env->terms, STRSMT_EQ, s->t, s->replaced);
  if (!equality)
    return false;
  if (equality >= s->told.size && !by_key_reach(s->env->m, &s->told, terms_count(s->env->terms) + 1))
    return false;
  *told = s->told.data[equality];
  s->told.data[equality] = true;
  return true;
}

static bool add_lemma(simplification *s)
{
  terms *table = s->env->terms;
  tlit_list why = {0};
  bool ok = true;
  for (size_t i = 0; i < term_arity(table, s->t) && ok; i++)
    ok = egraph_explain(s->env->egraph, term_arg(table, s->t, i), term_arg(table, s->replaced, i), &why);
  strsmt_kind k = term_kind(table, s->result);
  tlit conclusion = {s->t, k == STRSMT_TRUE};
  if (k != STRSMT_TRUE && k != STRSMT_FALSE)
    conclusion = (tlit){terms_apply2(table, STRSMT_EQ, s->t, s->result), true};
  ok = ok && conclusion.atom && lemma_add(s->env, &why, 1, &conclusion, derive, s, NULL);
  stack_free(s->env->m, &why);
  return ok;
}

/* ---- the check -------------------------------------------------------------------------------------------------- */

/* Is `result`, what t is rewritten to, worth a lemma? */
static bool is_simpler(const simplification *s, term t, term result)
{
  if (egraph_equal(s->env->egraph, t, result))
    return false;
  return !reduction_rank(s->env->terms, result) || egraph_has(s->env->egraph, result);
}

static bool simplify_node(simplification *s, term t, bool *any)
{
  if (!reduction_rank(s->env->terms, t) ||
      (term_sort(s->env->terms, t) == STRSMT_SORT_BOOL && !egraph_literal(s->env->egraph, t)))
    return true;
  s->t = t;
  s->replaced = replace(s, t);
  if (s->replaced == t)
    return true;
  s->result = s->replaced ? rewriter_normal(s->rewriter, s->replaced) : 0;
  if (!s->result)
    return false;
  bool told = false;
  if (!is_simpler(s, t, s->result))
    return true;
  if (!tell(s, &told))
    return false;
  *any = *any || !told;
  return told || add_lemma(s);
}

static verdict simplification_check(void *self, size_t count, const tlit *literals)
{
  simplification *s = self;
  const egraph *g = s->env->egraph;
  (void)count;
  (void)literals;
  bool any = false;
  size_t nodes = egraph_count(g);
  for (size_t i = 0; i < nodes; i++)
    if (limits_poll(s->env->limits) || !simplify_node(s, egraph_node(g, i), &any))
      return VERDICT_STOPPED;
  return any ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}

static bool simplification_model(void *self)
{
  (void)self;
  return true;
}

const theory theory_simplification = {.name = "string simplification",
                                      .create = simplification_create,
                                      .destroy = simplification_destroy,
                                      .owns = simplification_owns,
                                      .check = simplification_check,
                                      .model = simplification_model};
