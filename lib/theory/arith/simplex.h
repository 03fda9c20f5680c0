/* simplex.h: bounds on the columns of a tableau, and values within them: the simplex procedure of Dutertre and de Moura
 * (CAV 2006) over the rationals. What it finds infeasible it explains by bounds whose sum, with positive integer
 * coefficients, is a contradiction (Farkas): those of one row, so none of them can be left out. */
#ifndef STRSMT_THEORY_ARITH_SIMPLEX_H
#define STRSMT_THEORY_ARITH_SIMPLEX_H

#include "theory/arith/tableau.h"

/* A bound of a contradiction: its literal, times `coefficient` > 0, as a lower or as an upper bound. */
typedef struct culprit {
  uint32_t reason;
  bool lower;
  bool natural; /* the term is never less, the literal is not needed (weaken.c) */
  num coefficient;
} culprit;
typedef STACK(culprit) culprits;

typedef enum simplex_answer { SIMPLEX_STOPPED, SIMPLEX_CONFLICT, SIMPLEX_FEASIBLE } simplex_answer;

/* Strengthens a bound; a weaker one than is there is ignored. *clash: it contradicts the other bound of the column. False
 * on lack of memory. */
bool simplex_bound(tableau *t, uint32_t j, bool lower, const num *value, uint32_t reason, bool *clash);
void simplex_unbound(tableau *t, uint32_t j);
/* Values within all bounds. On a conflict, *column and *lower name the bound that cannot be kept. */
simplex_answer simplex_solve(tableau *t, uint32_t *column, bool *lower);
/* What excludes that bound of the (basic) column, itself included. */
bool simplex_explain(const tableau *t, uint32_t column, bool lower, culprits *out);
/* The two bounds of a column that clash. */
bool simplex_explain_clash(const tableau *t, uint32_t column, culprits *out);
/* A bound with the magnitude of that coefficient. */
bool simplex_add_culprit(mem *m, culprits *out, const bound *b, bool lower, const num *coefficient);
void culprits_clear(mem *m, culprits *c);

#endif
