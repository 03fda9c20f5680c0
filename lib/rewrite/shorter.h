/* shorter.h: a term in simpler words, for people: what strsmt_simplify and (simplify t) answer. The search has no use for
 * it, and no proof speaks of it. */
#ifndef STRSMT_REWRITE_SHORTER_H
#define STRSMT_REWRITE_SHORTER_H

#include "regex/regex.h"
#include "term/term.h"

/* A term that means the same in every model, no larger than t written out; 0 if out of memory or stopped. */
term shorter_term(mem *m, limits *l, terms *t, regex *g, term a);

#endif
