/* simplify_rules.h: what the files of the simplifier share. Private to rewrite/; others include simplify.h. */
#ifndef STRSMT_REWRITE_SIMPLIFY_RULES_H
#define STRSMT_REWRITE_SIMPLIFY_RULES_H

#include "rewrite/parts.h"

/* Each rewrites an application of its kinds by one step; `a` itself if nothing applies, 0 on lack of memory or limits. */
term simplify_substring(simplifier *s, term a); /* str.at, str.substr */
term simplify_indexof(simplifier *s, term a);
term simplify_replace(simplifier *s, term a); /* str.replace, str.replace_all, and the same with regular expressions */
term simplify_open(simplifier *s, term a);    /* str.in_re, unless the regular expression is closed */

/* The parts of x and y. Both are to be freed, in any case. */
bool simplify_pair(simplifier *s, term x, term y, parts *xs, parts *ys);
/* Are they too many to be compared with each other? */
bool simplify_too_long(const simplifier *s, const parts *xs, const parts *ys);

/* Is x below y, or, unless `less`, the same? */
term simplify_order(simplifier *s, term x, term y, bool less);
/* All of these parts are "". */
term simplify_is_empty(simplifier *s, const parts *p);

#endif
