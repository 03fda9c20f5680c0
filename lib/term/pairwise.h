/* pairwise.h: `distinct` of many arguments. Up to PAIRWISE_WIDE of them it is written out at once as the conjunction over all
 * pairs (term.h), which is what it means and what a checker reads; beyond that (n arguments make n (n - 1) / 2 pairs) it stays one
 * application until a check writes it out, which can be stopped. Of regular expressions it is always written out.
 *
 * Whoever works with formulas must write them out first; evaluation and printing take them as they are. */
#ifndef STRSMT_TERM_PAIRWISE_H
#define STRSMT_TERM_PAIRWISE_H

#include "base/limits.h"
#include "term/term.h"

enum { PAIRWISE_WIDE = 64 };

/* Is it one that was not written out? */
static inline bool pairwise_is_wide(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_DISTINCT && term_arity(t, a) > 2;
}
bool terms_have_wide(const terms *t); /* is there one in the table? */
/* The formula with every `distinct` written out; itself, if it has no other. 0: out of memory or stopped. */
term pairwise_written_out(terms *t, limits *l, term formula);

#endif
