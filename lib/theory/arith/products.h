/* products.h (internal to arith): products of variables, which the tableau takes as variables of their own. */
#ifndef STRSMT_THEORY_ARITH_PRODUCTS_H
#define STRSMT_THEORY_ARITH_PRODUCTS_H

#include "theory/arith/state.h"

/* All of these: false on lack of memory or limits; *any: there are lemmas, which the present values violate. */

/* substitute.c: a factor of the product is replaced by what equals it. */
bool products_substitute(arith *a, term product, bool *any);
/* multiply.c: bounds of its factors are multiplied with each other. */
bool products_multiply(arith *a, term product, bool *any);

#endif
