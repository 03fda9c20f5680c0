/* branch.h: integers by rounding and splitting in the variables of reform.h. */
#ifndef STRSMT_THEORY_ARITH_BRANCH_H
#define STRSMT_THEORY_ARITH_BRANCH_H

#include "theory/arith/state.h"

/* Column j, a variable, has a fraction as its value. *done: it has an integer as its target now, within all bounds, as have
 * those that it depends on; or there is a split (VERDICT_LEMMA); otherwise nothing was done, as the problem is too large. */
verdict arith_branch(arith *a, uint32_t j, bool *done);
/* No variable has a target; all go where theirs are. These must be integers for those that have fractions. */
bool arith_begin_targets(arith *a);
bool arith_reach_targets(arith *a);

#endif
