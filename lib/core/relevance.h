/* relevance.h: which of the assigned literals matter: a set that makes the assertions true by itself, and what lemmas add
 * to it.
 *
 * Invariants: what a list of meanings or implications names is there; the literals of an implication stand together in
 * `implied`, premises first; whoever waits for an atom is in the list that begins at `waiting`, and all atoms with such a
 * list are in `waited`. In encodings, what carries the number of the present `model` was found for it.
 *
 * It must not change the assignment, nor add clauses but those of atoms whose definitions have changed. */
#ifndef STRSMT_CORE_RELEVANCE_H
#define STRSMT_CORE_RELEVANCE_H

#include "core/solver.h"
#include "theory/lemma.h"

/* One of the formulas that say what a term means. */
typedef struct meaning {
  term formula;
  uint32_t next; /* place in the list plus 1; 0: the last one */
} meaning;

/* A lemma that may make a literal relevant: if its premises are. */
typedef struct implication {
  uint32_t first, premises, conclusions; /* terms in `implied`: 2 * atom + sign of the lemma's literal */
  uint32_t at;                           /* the premise that it waits for in the present model, in `implied` */
  uint32_t next;                         /* of those with the same first premise: place plus 1 */
  uint32_t waiting;                      /* of those that wait for the same atom in the present model */
  bool insisted;                         /* made true already when it was added: it counts wherever it stands */
} implication;

typedef struct relevance {
  tlit_list relevant; /* literals that justify the assertions, in the present assignment */
  tlit_list hidden;   /* relevant atoms of parts of strings, whose normal form is about the strings */
  tlit_list stale;    /* relevant atoms that have no normal form under the present definitions yet */
  term_list watched;
  STACK(meaning) meanings;
  STACK(implication) implications;
  term_list implied;
  number_list waiting; /* by atom: implications that wait for it in the present model; place plus 1 */
  term_list waited;    /* atoms that are waited for */
  number_list ready;   /* implications whose premises are all relevant */
  term_list below;     /* terms on the way down from relevant atoms */
  term_list todo;      /* terms to be made true, or false: the lowest bit */
  uint32_t model;      /* number of the present complete assignment, in encodings */
} relevance;

void relevance_clear(relevance *r); /* another search begins */
void relevance_free(mem *m, relevance *r);
const char *relevance_check(const solver *s);

bool solver_justify(solver *s);
int solver_truth(solver *s, term t); /* in the present assignment: 1, -1, 0 */

/* lemmas.c: what theories say to the core (theory_host). */
bool solver_theory_lemma(void *user, size_t count, const tlit *literals, derive_lemma derive, void *self,
                         const void *data);
bool solver_define(void *user, term about, term formula, derive_lemma derive, void *self, const void *data,
                   bool *fresh);
bool solver_watch(void *user, term atom);
bool solver_prefer(void *user, term atom, bool value);
void solver_note_too_long(void *user, uint64_t most);
bool solver_imply(void *user, tlit l);

#endif
