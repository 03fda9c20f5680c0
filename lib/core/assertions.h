/* assertions.h: the assertion stack, in frames (proofs/FORMAT.md), the assumptions of the present check, and which of all
 * these define constants of sort RegLan.
 *
 * Invariants: there is a base frame, without a guard; frames begin one after another in the list of assertions, and an
 * assertion knows the frame that it is in. A guard is a variable that is assumed while its frame is open; it is made when a
 * clause needs it. `version` is that of the definitions and never 0.
 *
 * It must not make clauses: that is for a check to ask. */
#ifndef STRSMT_CORE_ASSERTIONS_H
#define STRSMT_CORE_ASSERTIONS_H

#include "core/solver.h"

typedef struct assertion {
  term given;       /* as it was asserted */
  term formula;     /* the same, every `distinct` written out (term/pairwise.h); until the first check, `given` */
  int guard;        /* of its frame; 0: base frame */
  uint32_t frame;   /* its number */
  uint64_t encoded; /* the version of the definitions for which its clauses were made; 0: not yet */
  bool input;       /* its input clause has been added */
} assertion;

typedef struct frame {
  uint32_t number;
  int guard; /* 0: the base frame, or not needed yet */
  size_t first_assertion;
  size_t variables, dead; /* those of the solver when the guard was made */
} frame;

typedef struct assertions {
  STACK(frame) frames;
  STACK(assertion) list;
  term_list given;       /* the assumptions of check-sat-assuming */
  term_list assumptions; /* the same, every `distinct` written out */
  uint32_t next_frame;
  uint64_t resets;
  STACK(definition) definitions; /* of the present check */
  STACK(definition) adopted;     /* those that the encodings of this version rest on */
  uint64_t version;              /* changes with them; from 1 */
  term_list visited, todo;       /* of the search for definitions */
} assertions;

bool assertions_init(mem *m, assertions *a); /* opens the base frame */
void assertions_free(mem *m, assertions *a);
const char *assertions_check(const assertions *a); /* what is wrong; NULL: nothing */

/* Brings `formula` and `assumptions` up to date. False: out of memory or stopped; what was written out stays. */
bool solver_write_out(solver *s);
/* definitions.c: finds the definitions. Encodings made under others are then out of date. */
bool solver_find_definitions(solver *s);

#endif
