/* problem.h: what is to be satisfied: facts (literals that all must hold), definitions of constants found among them,
 * and the constants that are left, with what is known of their ranges.
 *
 * A definition is an asserted equality of a constant and a term that does not depend on it. The constant then stands for
 * the term, and is no unknown of the search. */
#ifndef STRSMT_BOUNDED_PROBLEM_H
#define STRSMT_BOUNDED_PROBLEM_H

#include "bounded/alphabet.h"
#include "model/evaluate_term.h"

typedef struct fact {
  term formula;
  bool positive;
} fact;

#define RANGE_MAX (INT64_C(1) << 40)

/* A constant without definition. */
typedef struct unknown {
  term constant;
  sort sort;
  int64_t low, high; /* of its length, or value; beyond RANGE_MAX: none is known */
  int64_t capacity;  /* the present bound of its length; bits of an integer */
  uint32_t flag;     /* gate: it may be beyond its bound. 0: it may not */
} unknown;

typedef struct problem {
  mem *m;
  limits *l;
  terms *t;
  regex *g;
  model_value reglan; /* values of constants of sort RegLan */
  void *user;
  STACK(fact) facts;
  term_list definition;   /* by term; 0: none */
  term_list ground;       /* by term: the value of a ground term; 0: not known */
  term_list language;     /* by term of sort RegLan: as a closed term; 0: not known */
  STACK(bool) open;       /* by term of sort RegLan: it has unknowns in it */
  term_list order;        /* terms that matter, arguments first; below ground terms there are none */
  number_list unknown_of; /* by term: number + 1 */
  number_list stamps;     /* by term */
  uint32_t stamp;
  STACK(bool) read; /* by term: a part of a regular expression whose characters are in `needs` */
  STACK(unknown) unknowns;
  alphabet_needs needs;
  bool unsupported;
  bool empty; /* the ranges show that there is no model */
} problem;

/* False: out of memory or stopped; or an operator is not supported, if `unsupported`. */
bool problem_make(problem *p, size_t count, const term *formulas);
void problem_free(problem *p);

/* The literal that a term is or, being ground, has as its value; else the term. */
term problem_value(const problem *p, term a);
term problem_definition(const problem *p, term constant);
/* The numbers of the unknowns that a term depends on, appended. False: out of memory or stopped. */
bool problem_support(problem *p, term a, number_list *out);

#endif
