/* lemma.c: clauses from reasons, and the places of literals in lemmas. */
#include "theory/lemma.h"

bool lemma_add(const theory_env *env, const tlit_list *why, size_t count, const tlit *conclusions, derive_lemma derive,
               void *self, const void *data)
{
  tlit_list clause = {0};
  bool ok = stack_reserve(env->m, &clause, why->size + count);
  for (size_t i = 0; i < why->size && ok; i++)
    clause.data[clause.size++] = (tlit){why->data[i].atom, !why->data[i].positive};
  ok = ok && stack_append(env->m, &clause, conclusions, count) &&
       lemma_add_clause(env, clause.size, clause.data, derive, self, data);
  stack_free(env->m, &clause);
  return ok;
}

step lemma_hypothesis(const lemma_view *lemma, term atom, bool positive)
{
  for (size_t i = 0; i < lemma->count; i++)
    if (lemma->literals[i].atom == atom && lemma->literals[i].positive != positive)
      return (step)i + 1;
  return 0;
}

step lemma_place(const lemma_view *lemma, term atom)
{
  for (size_t i = 0; i < lemma->count; i++)
    if (lemma->literals[i].atom == atom)
      return (step)i + 1;
  return 0;
}
