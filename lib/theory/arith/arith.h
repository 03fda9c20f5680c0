/* arith.h: what other theories may ask of linear integer arithmetic after its check has found its literals consistent:
 * the integer model that it stands at, and bounds. Terms that arithmetic does not know have no value. */
#ifndef STRSMT_THEORY_ARITH_ARITH_H
#define STRSMT_THEORY_ARITH_ARITH_H

#include "theory/theory.h"

typedef struct arith arith;

/* Makes t (sort Int) known, so that later checks give it a value. False on lack of memory. */
bool arith_watch(arith *a, term t);
/* The value of t in the present integer model. False: t has none. */
bool arith_value(const arith *a, term t, num *value);
/* Lemmas about t, if the literals fix its value in the present model, or bound it by that. *any: there are some. */
bool arith_tell_value(arith *a, term t, bool *any);
/* Literals that say how x and y, which have the same value now, may differ: one is less, or greater. Both atoms 0: they
 * are the same polynomial. False on lack of memory or limits. */
bool arith_sides(arith *a, term x, term y, tlit sides[2]);
/* The bounds that the asserted literals alone give to t now. False: none. */
bool arith_lower(const arith *a, term t, num *value);
bool arith_upper(const arith *a, term t, num *value);

#endif
