/* numbers.h: values of integers between arithmetic and functions on strings, before these are defined. */
#ifndef STRSMT_THEORY_REDUCE_NUMBERS_H
#define STRSMT_THEORY_REDUCE_NUMBERS_H

#include "theory/euf/egraph.h"

typedef struct numbers {
  const theory_env *env;
  STACK(bool) told; /* by equality (= t n): the lemma has been added */
} numbers;

void numbers_free(numbers *n);
/* Lemmas about integers that are arguments or values of functions on strings. *any: there are new ones. False: stopped. */
bool numbers_tell(numbers *n, bool *any);

#endif
