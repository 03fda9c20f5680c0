/* lemma.h: the gateway through which theories add lemmas, and what the derivation of one looks at.
 *
 * A theory that has found a reason, as literals that are true now, and what follows from them, says so here; the clause is
 * made of the negated reason and the conclusions. Nothing else makes clauses of reasons. It must not remember anything:
 * whether a lemma was told before is for the theory to know. */
#ifndef STRSMT_THEORY_LEMMA_H
#define STRSMT_THEORY_LEMMA_H

#include "theory/theory.h"

typedef STACK(tlit) tlit_list;

/* Adds the lemma: the literals in `why` (true now; they stand negated in the clause), then `conclusions`. */
bool lemma_add(const theory_env *env, const tlit_list *why, size_t count, const tlit *conclusions, derive_lemma derive,
               void *self, const void *data);
/* The literals alone, as they are. */
static inline bool lemma_add_clause(const theory_env *env, size_t count, const tlit *literals, derive_lemma derive,
                                    void *self, const void *data)
{
  return env->host.lemma(env->host.user, count, literals, derive, self, data);
}

/* The step that proves the atom, or its negation, since the lemma has the opposite of that literal; 0: it has not. */
step lemma_hypothesis(const lemma_view *lemma, term atom, bool positive);
/* Likewise for the atom in either polarity: the step of its first literal. */
step lemma_place(const lemma_view *lemma, term atom);
/* ... and of the last literal of the lemma, which is its conclusion where there is one. */
static inline step lemma_last(const lemma_view *lemma)
{
  assert(lemma->count);
  return (step)lemma->count;
}

#endif
