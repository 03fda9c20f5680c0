/* derivation.h: the derivation of one lemma, as a list of rule applications. Steps 1 to `assumptions` are the negated
 * literals of the lemma, in order; further steps are numbered on from there. The last step that was added must be
 * `false` or the clause itself, unless derivation_end names another one. It is built only while a proof is written. */
#ifndef STRSMT_PROOF_DERIVATION_H
#define STRSMT_PROOF_DERIVATION_H

#include "proof/rules.h"
#include "term/term.h"

typedef uint32_t step; /* 0: none */

/* Marks a rule in `data` whose arguments are one term and a list of the others. */
#define DERIVATION_LIST 0x80000000u
/* Marks the rule re_empty on one term, whose certificate is made when the step is written, if it ever is. */
#define DERIVATION_EMPTY 0x40000000u

typedef struct derivation {
  mem *m;
  STACK(uint32_t)
  data; /* for each step: rule (or DERIVATION_LIST | rule), number of arguments, arguments, number of premises, premises
         */
  uint32_t assumptions, steps, last;
  bool broken; /* a step could not be built (out of memory, a limit): no lemma */
} derivation;

void derivation_init(derivation *d, mem *m, size_t assumptions);
void derivation_free(derivation *d);
/* Adds a step and returns its number; 0, and `broken`, on lack of memory, or if one of the arguments or premises is 0. */
step derivation_step(derivation *d, rule r, size_t arg_count, const term *args, size_t premise_count,
                     const step *premises);
/* As above for a rule with two arguments, a term and a list of terms: (rule arg (@list items...)). No premises. */
step derivation_step_list(derivation *d, rule r, term arg, size_t count, const term *items);
/* (= r re.none), r being a closed regular expression that a search has found to be empty. */
step derivation_empty(derivation *d, term r);
/* The common shapes. */
step derivation_axiom(derivation *d, rule r, term arg);
step derivation_infer(derivation *d, rule r, step premise);
step derivation_infer2(derivation *d, rule r, step first, step second);
/* The derivation ends in step s (an assumption, say), not in the last one added. */
void derivation_end(derivation *d, step s);

#endif
