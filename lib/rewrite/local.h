/* local.h: local rewriting. Each rewriting is one application of a rule `R :args (t) :conclusion (= t t')` of the
 * signature; the program in the signature and the function here compute the same t'. Bottom-up application with
 * congruence is rewrite.h's business. */
#ifndef STRSMT_REWRITE_LOCAL_H
#define STRSMT_REWRITE_LOCAL_H

#include "proof/rules.h"
#include "regex/regex.h"
#include "term/term.h"

/* evaluate.c: exact SMT-LIB semantics of all operators on literals. */
/* The value (a literal) of an application whose arguments are literals, or closed regular expressions where RegLan is
 * wanted; 0 if it has none (sort RegLan, div or mod by zero, a constant, stopped by a limit, out of memory). */
term evaluate_application(terms *t, regex *g, limits *l, term a);
/* The same for `like` with other arguments (as many, and of the same sorts), without making that application. */
term evaluate_like(terms *t, regex *g, limits *l, term like, const term *args);

/* One local step at t, whose arguments are in normal form already: returns t' and the rule, or t itself if none
 * applies; 0 on lack of memory or limits. */
term rewrite_local(terms *t, regex *g, limits *l, term a, rule *used);

#endif
