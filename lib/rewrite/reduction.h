/* reduction.h: what an application of a function on strings means, in terms of concatenations, lengths and memberships.
 * Mirrors $str_define of proofs/signature/reduction.eo, term by term (rule str_define). */
#ifndef STRSMT_REWRITE_REDUCTION_H
#define STRSMT_REWRITE_REDUCTION_H

#include "term/term.h"

enum { REDUCTION_RANKS = 6, REDUCTION_LAST };

/* How much a definition brings with it: those of a lower rank are made first, and those of the last one only when all
 * else has failed. 0: there is no definition. */
unsigned reduction_rank(const terms *t, term a);
/* A formula that is true for all values. 0 on lack of memory, or if there is no definition. */
term reduction_of(terms *t, term a);

#endif
