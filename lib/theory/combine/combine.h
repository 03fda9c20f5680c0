/* combine.h: equalities of integer terms between congruence closure and arithmetic, once both have found their literals
 * consistent. It has no state: each lemma settles a pair of terms for good. It must not run while either of the two is
 * in a function of its own. */
#ifndef STRSMT_THEORY_COMBINE_H
#define STRSMT_THEORY_COMBINE_H

#include "theory/theory.h"

/* To arithmetic: terms of one class have one value. */
verdict combine_classes(const theory_env *env);
/* From arithmetic, after a model was rejected: applications whose arguments have the same values. */
verdict combine_values(const theory_env *env);

#endif
