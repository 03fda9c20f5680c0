/* evaluate_term.h: the value of a whole term under an assignment of its constants, by the semantics of SMT-LIB alone.
 * The check that every model passes before it is handed out rests on this; it knows nothing of how the model was
 * found. */
#ifndef STRSMT_MODEL_EVALUATE_TERM_H
#define STRSMT_MODEL_EVALUATE_TERM_H

#include "regex/regex.h"
#include "base/map.h"
#include "term/concat.h"

/* The value of a constant: a literal, or for sort RegLan a closed regular expression; 0: it has none. Also that of div
 * and mod of literals, the second of which is 0. */
typedef term (*model_value)(void *user, term constant);

/* Keeps the values found so far, for one assignment. */
typedef struct model_evaluator {
  terms *t;
  regex *g;
  limits *l;
  model_value value;
  void *user;
  key_map memo; /* from terms to their values */
  term_list arguments;
  term_list parts; /* of the nests of concatenations that are being evaluated, that of the innermost one last */
} model_evaluator;

void model_evaluator_begin(model_evaluator *e, terms *t, regex *g, limits *l, model_value value, void *user);
void model_evaluator_end(model_evaluator *e);
/* The value of `a`: a literal, or a closed regular expression. 0: it has none (a constant or a division by zero without
 * value that it depends on), or the limits stopped it, or memory is lacking; look at l->stop and mem_failed. `and`,
 * `or`, `=>` and `ite` have a value as soon as some of their arguments decide it. */
term model_evaluate_more(model_evaluator *e, term a);

/* The same for one term. */
term model_evaluate(terms *t, regex *g, limits *l, term a, model_value value, void *user);

#endif
