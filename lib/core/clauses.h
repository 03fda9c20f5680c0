/* clauses.h: clauses on their way to the SAT solver, and its reports for the proof.
 *
 * Invariants: `pending` from `pending_head` on are clauses whose ids are not known yet, in the order in which they were
 * handed over; `queue` from `queue_head` on are clauses found in the search, each as its length and its literals. `marks` is
 * all zero between uses. A derivation belongs to who holds it: the clause that waits, or the reason.
 *
 * It must not decide what is a clause: whoever adds one hands over its derivation. */
#ifndef STRSMT_CORE_CLAUSES_H
#define STRSMT_CORE_CLAUSES_H

#include "core/solver.h"

/* A clause on its way to the SAT solver; its proof record is written when the solver tells the clause's id. */
typedef struct pending {
  size_t first, count; /* literals, in `pending_literals` */
  uint64_t signature;  /* of the set of literals */
  term input;          /* an input clause of this assertion; 0: a lemma */
  int guard;
  derivation derivation;
} pending;

typedef struct clauses {
  term_list term_of;        /* by variable; 0: a guard or none */
  STACK(signed char) marks; /* by variable */
  STACK(pending) pending;
  size_t pending_head;
  literal_list pending_literals;
  literal_list queue;
  size_t queue_head;
  literal_list reason;            /* the clause of an implied literal that is on its way to the SAT solver */
  bool reason_made, reason_waits; /* ... and its record for the proof, until its id is told */
  derivation reason_derivation;
  literal_list scratch;
  derivation idle; /* its memory is for the next one */
  bool searching;  /* inside sat_solve: clauses go through the queue */
  uint64_t added, lemmas;
} clauses;

void clauses_clear(clauses *c); /* another search begins; what was pending has been dropped */
void clauses_free(mem *m, clauses *c);
const char *clauses_check(const solver *s);

int solver_variable(solver *s, term t); /* a new SAT variable for t (0: a guard); 0 on lack of memory */
derivation solver_derivation(solver *s, size_t assumptions); /* an empty one, for solver_add_lemma */
/* Each takes over the derivation (NULL if no proof is written). Tautologies are dropped. */
bool solver_add_lemma(solver *s, const int *literals, size_t count, derivation *d);
bool solver_add_reason(solver *s, const int *literals, size_t count, derivation *d);
bool solver_add_input(solver *s, term formula, int literal, int guard);
const int *solver_next_clause(void *user, size_t *count, bool *forgettable);
/* Clauses that are waiting go to the SAT solver at once. False: out of memory. */
bool solver_hand_over_leftovers(solver *s);
void solver_original(void *user, uint64_t id, const int *literals, size_t count);
void solver_derived(void *user, uint64_t id, const int *literals, size_t count, const uint64_t *hints,
                    size_t hint_count);
void solver_deleted(void *user, uint64_t id);
void solver_concluded(void *user, uint64_t id);
void solver_drop_pending(solver *s);
void solver_drop_reason(solver *s);

#endif
