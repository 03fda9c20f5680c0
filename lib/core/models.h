/* models.h: a model, which gives a literal to each constant, and its check against the assertions.
 *
 * Invariant: a value is a literal, or a closed regular expression, of the sort of what it is the value of.
 *
 * It must not know how a value was found: what does not evaluate to true is no model. */
#ifndef STRSMT_CORE_MODELS_H
#define STRSMT_CORE_MODELS_H

#include "core/solver.h"

typedef struct models {
  term_list values;    /* by term: value of a constant (or of a division by zero), 0 none */
  bool rejected;       /* the assertions did not evaluate to true: the answer is unknown */
  const char *blamed;  /* the operator that is named then; may be NULL */
  uint64_t too_long;   /* if not 0, the last model would have needed a word of more characters than that */
  uint64_t candidates; /* complete assignments so far */
} models;

void models_clear(models *v); /* a check begins */
void models_free(mem *m, models *v);
const char *models_check(const solver *s);

/* Are all assertions true under the values that were set? Constants without one get one. False: stopped. */
bool solver_confirm_model(solver *s, bool *good);
bool solver_check_model(solver *s); /* evaluates the assertions; sets `rejected`; false: stopped */
bool solver_set_value(void *user, term constant, term value);

#endif
