/* simplify.c: context-dependent simplification (Reynolds, Woo, Barrett, Brumley, Liang and Tinelli, CAV'17). In an
 * application of a function on strings, each argument is replaced by what the e-graph knows of it: a literal of its
 * class, or else a concatenation, or else a constant. If rewriting then makes something simpler of it, the application
 * equals that, because of the literals that make the arguments equal. In regular expressions that hold terms, each term
 * that equals a literal is replaced by it, at any depth. */
#include "base/hash.h"
#include "rewrite/reduction.h"
#include "rewrite/rewrite.h"
#include "theory/euf/egraph.h"

typedef struct simplification {
  const theory_env *env;
  rewriter *rewriter, *closer; /* the latter replaces terms in regular expressions, as defined by what equals them */
  STACK(uint64_t) told;        /* by conclusion: the hash of the last lemma that had it */
  STACK(definition) values;
  term_list todo;
  /* of the lemma that is being made */
  term t, replaced, result;
  rewriter *by;
  term_list used; /* the equalities of a term and a literal that it depends on */
} simplification;

static void simplification_destroy(void *self)
{
  simplification *s = self;
  if (!s)
    return;
  rewriter_delete(s->rewriter);
  rewriter_delete(s->closer);
  stack_free(s->env->m, &s->told);
  stack_free(s->env->m, &s->values);
  stack_free(s->env->m, &s->todo);
  stack_free(s->env->m, &s->used);
  mem_free(s->env->m, s, sizeof *s);
}

static void *simplification_create(const theory_env *env)
{
  simplification *s = mem_calloc(env->m, 1, sizeof *s);
  if (!s)
    return NULL;
  s->env = env;
  s->rewriter = rewriter_new(env->m, env->limits, env->terms, env->regex);
  s->closer = rewriter_new(env->m, env->limits, env->terms, env->regex);
  if (!s->rewriter || !s->closer) {
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

/* Has the concatenation a part of its own class? In its place it would be written out again and again. */
static bool holds_itself(const simplification *s, term concat)
{
  for (size_t i = 0; i < term_arity(s->env->terms, concat); i++)
    if (egraph_equal(s->env->egraph, term_arg(s->env->terms, concat, i), concat))
      return true;
  return false;
}

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
    if (k == STRSMT_STR_CONCAT && !concat && !holds_itself(s, b))
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

/* The terms below the regular expression r that equal literals, as definitions. */
static bool find_values(simplification *s, term r)
{
  terms *t = s->env->terms;
  mem *m = s->env->m;
  const egraph *g = s->env->egraph;
  stack_clear(&s->values);
  stack_clear(&s->todo);
  bool ok = stack_push(m, &s->todo, r);
  while (ok && s->todo.size && !limits_poll(s->env->limits)) {
    term a = stack_pop(&s->todo), value = egraph_has(g, a) && !term_is_literal(t, a) ? egraph_literal(g, a) : 0;
    bool known = term_is_ground(t, a);
    for (size_t i = 0; i < s->values.size; i++)
      known = known || s->values.data[i].constant == a;
    if (known)
      continue;
    if (value) {
      definition d = {a, value, terms_apply2(t, STRSMT_EQ, a, value)};
      ok = d.atom && stack_push(m, &s->values, d);
    }
    for (size_t i = 0; i < term_arity(t, a) && ok && !value; i++)
      ok = stack_push(m, &s->todo, term_arg(t, a, i));
  }
  return ok && s->env->limits->stop == STOP_NONE;
}

/* The argument of t that is a regular expression that holds terms; 0: none. */
static term open_argument(const terms *t, term a)
{
  strsmt_kind k = term_kind(t, a);
  if (k != STRSMT_STR_IN_RE && k != STRSMT_STR_REPLACE_RE && k != STRSMT_STR_REPLACE_RE_ALL)
    return 0;
  term r = term_arg(t, a, 1);
  return term_is_ground(t, r) ? 0 : r;
}

/* ---- lemmas ----------------------------------------------------------------------------------------------------- */

typedef struct hypotheses {
  simplification *s;
  derivation *d;
  const lemma_view *lemma;
} hypotheses;

/* Of the equality of a term and a literal of its class. */
static step prove_value(void *user, term atom)
{
  const hypotheses *h = user;
  const terms *t = h->s->env->terms;
  return egraph_prove(h->s->env->egraph, h->d, term_arg(t, atom, 0), term_arg(t, atom, 1), h->lemma);
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
  chain[1] = rewriter_prove(s->by, d, s->replaced, prove_value, &(hypotheses){s, d, lemma});
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

/* Is this another lemma than the last one with its conclusion? Notes it. */
static bool is_fresh(simplification *s, const tlit_list *why, tlit conclusion, bool *fresh)
{
  uint64_t hash = hash_scatter(2 * (uint64_t)conclusion.atom + conclusion.positive);
  for (size_t i = 0; i < why->size; i++)
    hash += hash_scatter(2 * (uint64_t)why->data[i].atom + !why->data[i].positive);
  uint64_t *last = by_key_at(s->env->m, &s->told, conclusion.atom);
  if (!last)
    return false;
  *fresh = *last != hash + !hash;
  *last = hash + !hash;
  return true;
}

static bool add_lemma(simplification *s, bool *any)
{
  terms *table = s->env->terms;
  egraph *g = s->env->egraph;
  tlit_list why = {0};
  bool ok = true, fresh = false;
  for (size_t i = 0; i < term_arity(table, s->t) && ok; i++)
    ok = egraph_explain(g, term_arg(table, s->t, i), term_arg(table, s->replaced, i), &why);
  for (size_t i = 0; i < s->used.size && ok; i++)
    ok = egraph_explain(g, term_arg(table, s->used.data[i], 0), term_arg(table, s->used.data[i], 1), &why);
  strsmt_kind k = term_kind(table, s->result);
  tlit conclusion = {s->t, k == STRSMT_TRUE};
  if (k != STRSMT_TRUE && k != STRSMT_FALSE)
    conclusion = (tlit){terms_apply2(table, STRSMT_EQ, s->t, s->result), true};
  ok = ok && conclusion.atom && is_fresh(s, &why, conclusion, &fresh) &&
       (!fresh || lemma_add(s->env, &why, 1, &conclusion, derive, s, NULL));
  *any = *any || fresh;
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
  term open = open_argument(s->env->terms, t);
  s->t = t;
  s->replaced = replace(s, t);
  s->by = s->rewriter;
  stack_clear(&s->used);
  if (!s->replaced || (open && !find_values(s, open)))
    return false;
  if (open && s->values.size) {
    s->by = s->closer;
    if (!rewriter_define(s->by, s->values.size, s->values.data))
      return false;
  } else if (s->replaced == t) {
    return true;
  }
  s->result = rewriter_normal(s->by, s->replaced);
  if (!s->result)
    return false;
  if (!is_simpler(s, t, s->result))
    return true;
  return rewriter_dependencies(s->by, s->replaced, &s->used) && add_lemma(s, any);
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
