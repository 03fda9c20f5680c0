/* trail.h: the SAT solver's trail, and what theories hear of it during the search.
 *
 * Invariants: `values` is what `assigned` says, and 0 elsewhere; theories have been told a beginning of `assigned`, with as
 * many levels as begin in it; `implied` from `implied_head` on are literals that theories have told and the SAT solver has
 * not taken yet.
 *
 * It must not make anything relevant: what is told here counts as clauses only. */
#ifndef STRSMT_CORE_TRAIL_H
#define STRSMT_CORE_TRAIL_H

#include "base/trail.h"
#include "core/solver.h"

typedef struct trail {
  STACK(signed char) values; /* by variable, of the present assignment: 1, -1, 0 */
  TRAIL(int) assigned;
  size_t told, told_levels; /* how much of it the theories have been told */
  STACK(uint8_t) listeners; /* by variable: the theory that is told, plus 1; 0: none */
  literal_list implied;     /* that theories told, not handed over yet */
  size_t implied_head;
  bool partial;    /* inside a theory's `propagate` or `explain` */
  bool explaining; /* the lemma that a theory adds is a reason */
} trail;

void trail_reset(trail *t); /* forgets all but the memory */
void trail_release(mem *m, trail *t);
const char *trail_broken(const solver *s);

void solver_assigned(void *user, const int *literals, size_t count);
void solver_new_level(void *user);
void solver_backtrack(void *user, size_t level);
bool solver_listening(void); /* is there a theory with `propagate`? */
void solver_propagated(void *user);
int solver_next_implied(void *user);
const int *solver_reason(void *user, int literal, size_t *count);
void solver_forget_trail(solver *s); /* theories forget, too */

#endif
