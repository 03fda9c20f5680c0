/* quantifier.h: elimination of quantifiers that range over the solutions of one linear equation (proofs/FORMAT.md,
 * section 1). */
#ifndef FRONT_QUANTIFIER_H
#define FRONT_QUANTIFIER_H

#include "reader.h"

/* The constant that stands for a variable while its scope is read: number `index` of those that are bound at once. */
strsmt_term fr_bound_variable(fr_reader *reader, size_t index, strsmt_sort sort);
/* The formula without the quantifier that is equivalent to `body` under one that binds the variables, of which one at
 * least is mentioned there. Another shape than that of an equation is a mistake at `place`. */
bool fr_eliminate(fr_reader *reader, bool universal, size_t count, const strsmt_term *variables, fr_place place,
                  strsmt_term body, strsmt_term *result);

#endif
