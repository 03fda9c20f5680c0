/* numbers.c: what arithmetic knows of an integer that is an argument of a function on strings, or a value of
 * str.to_int or str.to_code. If it has one possible value only, the e-graph should know: then the function may simplify.
 * And a value of str.to_int or str.to_code that the e-graph knows becomes an atom of its own, since that is a membership. */
#include "theory/reduce/numbers.h"

#include "rewrite/reduction.h"
#include "theory/arith/arith.h"

void numbers_free(numbers *n)
{
  stack_free(n->env->m, &n->told);
}

static bool is_measure(strsmt_kind k)
{
  return k == STRSMT_STR_TO_INT || k == STRSMT_STR_TO_CODE;
}

/* Has it been told? Notes that it has. */
static bool note(numbers *n, term equality, bool *told)
{
  if (equality >= n->told.size && !by_key_reach(n->env->m, &n->told, terms_count(n->env->terms) + 1))
    return false;
  *told = n->told.data[equality];
  n->told.data[equality] = true;
  return true;
}

static void derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  const numbers *n = self;
  const term *sides = data;
  derivation_infer2(d, RULE_CONTRA, egraph_prove(n->env->egraph, d, sides[0], sides[1], lemma), lemma_last(lemma));
}

/* Lemma: what made t equal to the literal makes (= t literal) true, which is an atom. */
static bool tell_equality(numbers *n, term t, term literal, bool *any)
{
  term sides[2] = {t, literal}, same = terms_apply(n->env->terms, STRSMT_EQ, 2, sides);
  tlit_list why = {0};
  bool told = true, ok = same && egraph_explain(n->env->egraph, t, literal, &why);
  bool known = why.size == 1 && why.data[0].atom == same;
  if (ok && !known && note(n, same, &told) && !told) {
    ok = lemma_add(n->env, &why, 1, &(tlit){same, true}, derive, n, sides);
    *any = true;
  }
  stack_free(n->env->m, &why);
  return ok && !mem_failed(n->env->m);
}

/* One integer term. */
static bool look(numbers *n, term t, bool *any)
{
  term literal = egraph_literal(n->env->egraph, t);
  if (!literal)
    return arith_tell_value(n->env->arith, t, any);
  return !is_measure(term_kind(n->env->terms, t)) || tell_equality(n, t, literal, any);
}

bool numbers_tell(numbers *n, bool *any)
{
  const terms *table = n->env->terms;
  const egraph *g = n->env->egraph;
  size_t count = egraph_count(g), lemmas = 0;
  for (size_t i = 0; i < count && lemmas < n->env->limits->budget.reduce_lemmas; i++) {
    term t = egraph_node(g, i);
    bool found = false;
    if (limits_poll(n->env->limits) || (is_measure(term_kind(table, t)) && !look(n, t, &found)))
      return false;
    for (size_t k = 0; reduction_rank(table, t) && k < term_arity(table, t) && !found; k++) {
      term a = term_arg(table, t, k);
      if (term_sort(table, a) == STRSMT_SORT_INT && term_kind(table, a) != STRSMT_INT_LITERAL && !look(n, a, &found))
        return false;
    }
    lemmas += found;
    *any = *any || found;
  }
  return true;
}
