/* encoding.h: clause form. A Boolean term gets a variable, and clauses that say what it means, once, in the polarities that
 * are needed; an atom is linked to its normal form.
 *
 * Invariants: a variable stands for one term, and that term's entry names it (clauses.term_of is the way back); what is
 * `done` has its clauses, unless `again` says that the last encoding was cut short. Entry 0 belongs to no term: what
 * hangs there counts always.
 *
 * It must not look at the assignment. */
#ifndef STRSMT_CORE_ENCODING_H
#define STRSMT_CORE_ENCODING_H

#include "core/solver.h"

/* What is known of a term in clause form. */
typedef struct encoding {
  int variable;          /* 0: none */
  uint8_t done;          /* polarities whose clauses exist: 1 positive, 2 negative */
  bool watched;          /* an atom that a theory asked to watch */
  bool visited;          /* by the search for definitions */
  bool defined;          /* the meaning of some term (theory_host.define) */
  uint64_t version;      /* of the definitions under which `linked` holds */
  term linked;           /* for an atom: its normal form */
  uint32_t relevant;     /* the model in which it last mattered */
  uint32_t occurs;       /* ... in which it last occurred below a relevant atom */
  uint32_t meanings;     /* what terms that occur mean: the first of a list in relevance.meanings */
  uint32_t implications; /* those that wait for this atom to be relevant first: a list in relevance.implications */
} encoding;

typedef struct encodings {
  STACK(encoding) of;  /* by term */
  term_list todo;      /* terms with polarity in the lowest bit */
  literal_list clause; /* that is being built */
  size_t dead;         /* variables that came with closed frames, or assumptions of earlier checks */
  size_t needed;       /* variables after the first encoding of this search; 0: not encoded yet */
  bool again;          /* clauses of some terms are missing since a check was stopped */
} encodings;

void encodings_clear(encodings *e); /* another search begins */
void encodings_free(mem *m, encodings *e);
const char *encodings_check(const solver *s);

encoding *solver_encoding(solver *s, term t); /* NULL on lack of memory; valid until the next call */
int solver_literal(solver *s, term t); /* the literal that stands for t, negations stripped; 0 on lack of memory */
/* The one that proofs/FORMAT.md calls the literal of t; t has been encoded. */
int solver_root_literal(solver *s, term t);
bool solver_encode(solver *s, term t, bool positive); /* clauses that say what t means where it is true (false) */

/* atoms.c: atoms and their normal forms. */
bool solver_is_connective(const solver *s, term t);
bool solver_link(solver *s, term atom, bool positive); /* the clause from an atom to its normal form, or back */
term solver_linked(solver *s, term atom);              /* the normal form; 0: stopped */

#endif
