/* combine.c: equalities of integer terms between congruence closure and arithmetic, both ways.
 *
 * To arithmetic: terms of one class must have one value in arithmetic's model. For a term that differs from the
 * representative of its class, the literal if there is one, or that arithmetic does not know, a lemma says that what made
 * them equal makes them equal: its conclusion is an atom that arithmetic owns. There are finitely many pairs of terms, and
 * each lemma settles one for good.
 *
 * From arithmetic, as in model-based theory combination (de Moura and Bjorner, SMT 2007), and only once a model was found
 * that is none: two applications of one function whose arguments are equal, or have the same value in arithmetic's model.
 * The lemma says that either two of these differ, one way or the other, or the applications are equal. */
#include "theory/combine/combine.h"

#include "theory/arith/arith.h"
#include "theory/euf/egraph.h"

typedef struct combination {
  const theory_env *env;
  egraph *g;
  num left, right; /* scratch */
  unsigned lemmas;
} combination;

static bool value_of(combination *c, term t, num *value)
{
  if (term_kind(c->env->terms, t) == STRSMT_INT_LITERAL)
    return num_set(c->env->m, value, term_num(c->env->terms, t));
  return arith_value(c->env->arith, t, value);
}

static void derive_equality(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  const combination *c = self;
  const term *sides = data;
  derivation_infer2(d, RULE_CONTRA, egraph_prove(c->g, d, sides[0], sides[1], lemma), lemma_last(lemma));
}

/* The lemma that a = b, unless it is asserted as it stands. */
static bool tell_equality(combination *c, term a, term b)
{
  term sides[2] = {a, b}, same = terms_apply(c->env->terms, STRSMT_EQ, 2, sides);
  tlit_list why = {0};
  bool ok = same && egraph_explain(c->g, a, b, &why), known = false;
  for (size_t i = 0; i < why.size; i++)
    known = known || why.data[i].atom == same;
  if (ok && !known) {
    ok = lemma_add(c->env, &why, 1, &(tlit){same, true}, derive_equality, c, sides);
    c->lemmas++;
  }
  stack_free(c->env->m, &why);
  return ok;
}

/* t against the representative of its class. */
static bool compare(combination *c, term t)
{
  term other = egraph_literal(c->g, t);
  if (!other)
    other = egraph_find(c->g, t);
  if (other == t)
    return true;
  if (value_of(c, t, &c->left) && value_of(c, other, &c->right) && num_cmp(&c->left, &c->right) == 0)
    return true;
  return !mem_failed(c->env->m) && tell_equality(c, t, other);
}

/* ---- from arithmetic ---------------------------------------------------------------------------------------------- */

/* Does arithmetic know nothing of how the value comes from the arguments? */
static bool is_opaque(const terms *t, term a)
{
  strsmt_kind k = term_kind(t, a);
  if (k == STRSMT_DIV || k == STRSMT_MOD) {
    term by = term_arg(t, a, 1);
    return term_kind(t, by) != STRSMT_INT_LITERAL || !num_sign(term_num(t, by));
  }
  return k > STRSMT_STR_CONCAT && egraph_descends(t, a) && term_sort(t, a) != STRSMT_SORT_REGLAN;
}

static bool same_function(const terms *t, term a, term b)
{
  bool same = term_kind(t, a) == term_kind(t, b) && term_arity(t, a) == term_arity(t, b) &&
              term_index_count(t, a) == term_index_count(t, b);
  for (size_t i = 0; same && i < term_index_count(t, a); i++)
    same = term_index(t, a, i) == term_index(t, b, i);
  return same;
}

/* Have both the same value? Those that arithmetic has not heard of get one. */
static bool same_value(combination *c, term a, term b, bool *same)
{
  bool ok = (value_of(c, a, &c->left) || (arith_watch(c->env->arith, a) && value_of(c, a, &c->left))) &&
            (value_of(c, b, &c->right) || (arith_watch(c->env->arith, b) && value_of(c, b, &c->right)));
  *same = ok && num_cmp(&c->left, &c->right) == 0;
  return !mem_failed(c->env->m) && !c->env->limits->stop;
}

/* Two applications, and what the lemma about them says. */
typedef struct congruence {
  combination *c;
  term a, b;
  tlit_list clause;
  bool possible, open; /* their arguments are equal so far; some only by their values */
} congruence;

/* One argument of each. */
static bool compare_arguments(congruence *p, term x, term y)
{
  combination *c = p->c;
  tlit sides[2];
  if (egraph_equal(c->g, x, y))
    return true;
  p->possible = term_sort(c->env->terms, x) == STRSMT_SORT_INT;
  if (!p->possible || !same_value(c, x, y, &p->possible) || !p->possible)
    return !mem_failed(c->env->m) && !c->env->limits->stop;
  p->open = true;
  if (!arith_sides(c->env->arith, x, y, sides))
    return false;
  return !sides[0].atom || (stack_push(c->env->m, &p->clause, sides[0]) && stack_push(c->env->m, &p->clause, sides[1]));
}

static bool compare_all(congruence *p)
{
  const terms *t = p->c->env->terms;
  bool ok = true;
  p->possible = true;
  for (size_t i = 0; i < term_arity(t, p->a) && ok && p->possible; i++)
    ok = !limits_poll(p->c->env->limits) && compare_arguments(p, term_arg(t, p->a, i), term_arg(t, p->b, i));
  return ok;
}

static step prove_argument(const congruence *p, derivation *d, term x, term y, const lemma_view *lemma)
{
  combination *c = p->c;
  tlit sides[2];
  if (egraph_equal(c->g, x, y))
    return egraph_prove(c->g, d, x, y, lemma);
  term equal = terms_apply2(c->env->terms, STRSMT_EQ, x, y);
  if (!arith_sides(c->env->arith, x, y, sides))
    return 0;
  if (!sides[0].atom)
    return derivation_axiom(d, RULE_ARITH_POLY_NORM, equal);
  step both[2] = {lemma_place(lemma, sides[0].atom), lemma_place(lemma, sides[1].atom)};
  return derivation_step(d, RULE_ARITH_ANTISYMM, 1, &equal, 2, both);
}

static void derive_congruence(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  const combination *c = self;
  const congruence *p = data;
  STACK(step) parts = {0};
  for (size_t i = 0; i < term_arity(c->env->terms, p->a); i++) {
    step s = prove_argument(p, d, term_arg(c->env->terms, p->a, i), term_arg(c->env->terms, p->b, i), lemma);
    if (!stack_push(c->env->m, &parts, s))
      d->broken = true;
  }
  step equal = derivation_step(d, RULE_CONG, 1, &p->a, parts.size, parts.data);
  derivation_infer2(d, RULE_CONTRA, equal, lemma_last(lemma));
  stack_free(c->env->m, &parts);
}

/* The literals that make arguments equal already come first; each atom once. */
static bool tell_congruence(congruence *p)
{
  combination *c = p->c;
  const terms *t = c->env->terms;
  tlit_list why = {0}, conclusions = {0};
  bool ok = true;
  for (size_t i = 0; i < term_arity(t, p->a) && ok; i++) {
    term x = term_arg(t, p->a, i), y = term_arg(t, p->b, i);
    ok = x == y || !egraph_equal(c->g, x, y) || egraph_explain(c->g, x, y, &why);
  }
  for (size_t i = 0; i < p->clause.size && ok; i++) {
    term atom = p->clause.data[i].atom;
    if (!lemma_place(&(lemma_view){why.size, why.data}, atom) &&
        !lemma_place(&(lemma_view){conclusions.size, conclusions.data}, atom))
      ok = stack_push(c->env->m, &conclusions, p->clause.data[i]);
  }
  term equal = ok ? terms_apply2(c->env->terms, STRSMT_EQ, p->a, p->b) : 0;
  ok = equal && stack_push(c->env->m, &conclusions, ((tlit){equal, true})) &&
       lemma_add(c->env, &why, conclusions.size, conclusions.data, derive_congruence, c, p);
  for (size_t i = 0; i + 1 < conclusions.size && ok; i++) /* equal first */
    ok = c->env->host.phase(c->env->host.user, conclusions.data[i].atom, !conclusions.data[i].positive);
  stack_free(c->env->m, &why);
  stack_free(c->env->m, &conclusions);
  return ok;
}

static bool match(combination *c, term a, term b)
{
  if (!same_function(c->env->terms, a, b) || egraph_equal(c->g, a, b))
    return true;
  congruence p = {.c = c, .a = a, .b = b};
  bool ok = compare_all(&p);
  if (ok && p.possible && p.open) {
    c->lemmas++;
    ok = tell_congruence(&p);
  }
  stack_free(c->env->m, &p.clause);
  return ok;
}

verdict combine_values(const theory_env *env)
{
  combination c = {.env = env, .g = env->egraph};
  term_list found = {0};
  bool ok = true;
  for (size_t i = 0; i < egraph_count(c.g) && ok && found.size < env->limits->budget.combine_applications; i++)
    ok = !limits_poll(env->limits) &&
         (!is_opaque(env->terms, egraph_node(c.g, i)) || stack_push(env->m, &found, egraph_node(c.g, i)));
  for (size_t i = 0; i < found.size && ok; i++)
    for (size_t k = i + 1; k < found.size && ok && c.lemmas < env->limits->budget.combine_splits; k++)
      ok = !limits_poll(env->limits) && match(&c, found.data[i], found.data[k]);
  stack_free(env->m, &found);
  num_free(env->m, &c.left);
  num_free(env->m, &c.right);
  return !ok ? VERDICT_STOPPED : c.lemmas ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}

/* ---- to arithmetic ------------------------------------------------------------------------------------------------ */

verdict combine_classes(const theory_env *env)
{
  combination c = {.env = env, .g = env->egraph};
  bool ok = true;
  for (size_t i = 0; i < egraph_count(c.g) && ok && c.lemmas < env->limits->budget.combine_lemmas; i++) {
    term t = egraph_node(c.g, i);
    if (term_sort(env->terms, t) == STRSMT_SORT_INT && egraph_class_size(c.g, t) > 1)
      ok = !limits_poll(env->limits) && compare(&c, t);
  }
  num_free(env->m, &c.left);
  num_free(env->m, &c.right);
  return !ok ? VERDICT_STOPPED : c.lemmas ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}
