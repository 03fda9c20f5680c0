/* integer.h: from values of the relaxation to integers. */
#ifndef STRSMT_THEORY_ARITH_INTEGER_H
#define STRSMT_THEORY_ARITH_INTEGER_H

#include "theory/arith/state.h"

/* The values are within all bounds. Consistent if they are integers; else lemmas that the values violate. */
verdict arith_integer(arith *a);

#endif
