/* membership.h: atoms about one string term with all else literal, as memberships. Mirrors the program
 * $str_to_membership of proofs/signature/membership.eo, term by term. */
#ifndef STRSMT_REWRITE_MEMBERSHIP_H
#define STRSMT_REWRITE_MEMBERSHIP_H

#include "term/term.h"

/* What the atom `a` is rewritten to; `a` itself if it is no atom of this kind, or its counter or word is too large; 0
 * on lack of memory or limits. Not all its arguments may be literals. */
term rewrite_to_membership(terms *t, limits *l, term a);

#endif
