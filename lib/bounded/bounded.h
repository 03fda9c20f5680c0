/* bounded.h: bounded search, a second engine for `sat`. Strings of bounded length and integers of bounded width are laid
 * out as circuits, a SAT solver of its own looks for a model, and the bounds that its failed assumptions name are raised
 * (after Lotz et al., Solving String Constraints Using SAT, CAV 2023, and Day et al., On Solving Word Equations Using
 * SAT, RP 2019). It never says that there is no model.
 *
 * The search is deterministic, and can be interrupted by limits and continued. */
#ifndef STRSMT_BOUNDED_BOUNDED_H
#define STRSMT_BOUNDED_BOUNDED_H

#include "model/evaluate_term.h"

typedef struct bounded bounded;

typedef enum bounded_answer {
  BOUNDED_STOPPED,     /* a limit, or out of memory: may be called again */
  BOUNDED_FOUND,       /* there are values */
  BOUNDED_EXHAUSTED,   /* larger bounds would make circuits that are too large */
  BOUNDED_HOPELESS,    /* no raise of a bound would help */
  BOUNDED_UNSUPPORTED, /* an operator that circuits do not have in this position */
} bounded_answer;

/* `reglan` gives closed values to constants of sort RegLan, and stays. NULL on lack of memory. */
bounded *bounded_new(mem *m, limits *l, terms *t, regex *g, uint32_t seed, size_t count, const term *formulas,
                     model_value reglan, void *user);
void bounded_delete(bounded *b);

/* Goes on with the search for values that make all formulas true. */
bounded_answer bounded_find(bounded *b);
/* After BOUNDED_FOUND: the value of a constant of sort String, Int or Bool of the formulas; 0: it has none (its value does
 * not matter). */
term bounded_value(const bounded *b, term constant);

#endif
