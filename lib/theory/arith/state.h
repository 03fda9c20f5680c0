/* state.h (internal to arith): what the parts of the theory of integers share. */
#ifndef STRSMT_THEORY_ARITH_STATE_H
#define STRSMT_THEORY_ARITH_STATE_H

#include "theory/arith/arith.h"
#include "theory/arith/bounds.h"
#include "theory/arith/difference.h"
#include "theory/arith/partial.h"
#include "theory/arith/reform.h"
#include "theory/arith/simplex.h"

/* What an atom in normal form says: p >= k, or p = k, where p is a variable or a sum without constant, and the two sides
 * of the atom differ by exactly p - k. */
typedef struct arith_atom {
  term atom, p;
  bool equality;
  bool flipped;    /* ... and they differ by k - p */
  bool difference; /* p is x - y or x, and k small */
  term x, y;       /* then; y may be 0 */
  num k;
} arith_atom;

/* The integer that a variable will be. */
typedef struct arith_target {
  num value;
  bool set;
} arith_target;

struct arith {
  const theory_env *env;
  mem *m;
  limits *limits;
  terms *terms;
  tableau tableau;
  difference graph; /* in place of rows, if there are only differences */
  bool differences; /* so it was in the present check */
  STACK(arith_atom) atoms;
  number_list atom_of;  /* by term: its place in `atoms` plus 1; NOT_OURS; 0: not looked at yet */
  tlit_list literals;   /* of the present check; reason r is literal r - 1 */
  number_list bounded;  /* columns that have bounds from it */
  number_list disequal; /* places of literals that are disequalities */
  partial partial;
  bounds_state bounds;
  reform reform;
  unsigned room_wait, room_patience; /* of hall.c: checks since it looked, and how many it lets pass */
  STACK(arith_target) targets;       /* by column, of the present check */
  culprits culprits;
  uint32_t kept; /* the reason of a literal that a lemma must have; 0: none */
  tlit_list clause;
  STACK(uint8_t) questions; /* by term: how often imply.c had something to tell */
  STACK(uint8_t) splits;    /* by product: how often products.c has split on factors without bounds */
};

enum { NOT_OURS = UINT32_MAX };

/* atoms.c: what atoms say, and their columns. */
/* NULL if the atom is no comparison in normal form, or on lack of memory. Valid until the next call. */
const arith_atom *arith_atom_of(arith *a, term atom);
/* The column of an integer term, made if it is not there. NO_ROW on lack of memory or limits. */
uint32_t arith_column(arith *a, term p);
void arith_free_atoms(arith *a);

/* products.c: products of variables. */
verdict arith_check_products(arith *a);

/* graph.c: checks of nothing but differences. */
/* Are all of these literals differences? */
bool arith_only_differences(arith *a, size_t count, const tlit *literals);
/* Bounds and values for the literals. Columns get values, and no rows. */
verdict arith_check_differences(arith *a, size_t count, const tlit *literals);

/* hall.c: more variables than numbers for them. It looks now and then. */
verdict arith_check_room(arith *a, size_t count, const tlit *literals);

/* weaken.c: fewer literals for a contradiction, `natural` culprits instead. */
/* Is t never less than some number? Mirrors $str_int_least of reduction.eo. */
bool arith_natural_least(const terms *t, term p, int64_t *least);
bool arith_weaken(arith *a, culprits *c);

/* lemmas.c: clauses and their derivations. */
/* The coefficients as an argument of a rule; 0 on lack of memory. */
term arith_coefficients(arith *a, const culprits *c);
/* (p k), k a number and an offset; 0 on lack of memory. */
term arith_comparison(arith *a, strsmt_kind kind, term p, const num *k, int64_t offset);
/* The culprits exclude each other. */
bool arith_conflict(arith *a);
/* `above` adds up to q > k and `below` to q < k + 1, both rounded: no integer is between. */
bool arith_no_integer(arith *a, term q, const num *k, culprits *above, culprits *below);
/* p <= k or p >= k + 1, for the term p of a column. */
bool arith_split(arith *a, term p, const num *k);
/* An equality that is false though its sides have the same value: they differ one way or the other. */
bool arith_trichotomy(arith *a, const arith_atom *atom);
/* The bounds of (div x c), c a number, between which x lies; *fresh: they were not known to the search. */
bool arith_define_div(arith *a, term quotient, bool *fresh);
/* A length is 0, and then the string is empty, or positive. */
bool arith_define_length(arith *a, term length, bool *fresh);

#endif
