/* linear.h: integer terms as linear polynomials, and the normal forms of terms and atoms that rest on them.
 *
 * What is no sum, difference, product with a number or numeral is taken as a variable. Two terms that are equal as
 * polynomials have the same normal form: (+ (* c1 x1) ... (* cn xn) c), variables in the order of their numbers. An atom
 * becomes (>= p k), its negation, or (= p k), where p has no constant, coefficients without a common divisor and a first
 * one that is positive; p is a variable where it can be, and (= (+ x (* -1 y)) 0) is (= x y). Polynomials that differ in
 * sign only thus share one row. */
#ifndef STRSMT_REWRITE_LINEAR_H
#define STRSMT_REWRITE_LINEAR_H

#include "term/term.h"

typedef struct monomial {
  term variable;
  num coefficient;
} monomial;

/* Sorted by variable without repetition or zeros, but while it is being made. */
typedef struct linear {
  STACK(monomial) sum;
  num constant;
} linear;

void linear_free(mem *m, linear *p);
/* p += scale * a; linear_sort has to follow. All of these: false on lack of memory or limits. */
bool linear_add_term(terms *t, limits *l, linear *p, term a, const num *scale);
/* p += coefficient * variable, not looked into. */
bool linear_add_variable(mem *m, linear *p, term variable, const num *coefficient);
/* Brings what was added into order. */
bool linear_sort(mem *m, linear *p);
/* p divided by the greatest common divisor of its coefficients; the constant is rounded down. `divisor` (may be NULL)
 * becomes what it was divided by, `exact` whether nothing was rounded. A p without variables stays as it is. */
bool linear_reduce(mem *m, linear *p, num *divisor, bool *exact);
bool linear_negate(mem *m, linear *p);
/* The sum without its constant as a term: 0 as the literal. 0 on lack of memory. */
term linear_term(terms *t, const linear *p);
/* The atom (>= p' k) or its negation that says p >= 0, true or false if p has no variables. p is changed. */
term linear_at_least_zero(terms *t, linear *p);

/* The normal form of an integer term with an operator of arithmetic at its head, or a itself. */
term linear_normal_term(terms *t, limits *l, term a);
/* The normal form of a comparison or an equality of integers. */
term linear_normal_atom(terms *t, limits *l, term a);

#endif
