/* simplify.h: normal forms of terms and atoms with functions on strings: what literals, the parts of concatenations and
 * bounds of lengths determine. Mirrors proofs/signature/simplify.eo, term by term. */
#ifndef STRSMT_REWRITE_SIMPLIFY_H
#define STRSMT_REWRITE_SIMPLIFY_H

#include "proof/rules.h"
#include "regex/regex.h"
#include "term/term.h"

/* One step at `a`, not all of whose arguments are literals: what it is rewritten to and the rule; `a` itself if none
 * applies; 0 on lack of memory or limits. */
term rewrite_simplify(terms *t, regex *g, limits *l, term a, rule *used);

#endif
