/* equations.h (internal): what the files about equations between the components of two terms of a class share. */
#ifndef STRSMT_THEORY_STRINGS_EQUATIONS_H
#define STRSMT_THEORY_STRINGS_EQUATIONS_H

#include "theory/strings/strings.h"

/* One side of an equation: components, of which those from `at` to `end` are left. */
typedef struct side {
  term_stack items;
  size_t at, end;
} side;

/* ---- equations.c ---- */
/* Takes away what both sides begin (end, with rev) with. False: no memory. */
bool side_strip(strings *s, side *x, side *y, bool rev);
/* After that: can they not be equal, by their first (last) components? */
bool side_clash(const strings *s, const side *x, const side *y, bool rev);
/* (= components of a, components of b) for a and b of one class, as forms_expand gives them. */
step equation_prove(strings *s, derivation *d, term a, term b, const lemma_view *lemma);
bool equation_explain(strings *s, term a, term b, tlit_list *why);

/* ---- nielsen.c ---- */
/* Has the equation no solution, as far as few transformations show it? False: stopped. */
bool nielsen_refutes(strings *s, const side *x, const side *y, bool *refuted);
/* (= (= x y) false) for what is left of two sides that it has refuted. */
step nielsen_prove(strings *s, derivation *d, const side *x, const side *y);

/* ---- align.c ---- */
/* Compares the parts of two terms of a class that have the same length. */
bool align_check(strings *s, term a, term b, verdict *result);

#endif
