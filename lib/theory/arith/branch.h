/* branch.h: integers by rounding and splitting in the variables of reform.h. */
#ifndef STRSMT_THEORY_ARITH_BRANCH_H
#define STRSMT_THEORY_ARITH_BRANCH_H

#include "theory/arith/state.h"

/* Column j, a variable, has a fraction as its value. *done: it has an integer now, or (VERDICT_LEMMA) there is a split;
 * otherwise nothing was done, as the problem is too large. */
verdict arith_branch(arith *a, uint32_t j, bool *done);

#endif
