/* theory.h: the table of functions that a theory fills in.
 *
 * A theory owns some atoms. When the SAT solver has a complete assignment, the core picks the literals that justify the
 * assertions (the relevant ones) and calls `check` of each theory with those that it owns. `check` either finds them
 * consistent and, in `model`, gives values to the constants it knows; or it adds lemmas through the host, at least one
 * of which the present assignment falsifies or leaves open. A lemma is a clause over atoms, valid in the theory by
 * itself, and whoever adds it hands over the function that derives it. That function runs at once, and only if a proof
 * is written; it must not influence what the theory does later.
 *
 * During the search a theory may say which literals follow from what is assigned, and give the lemma only when a conflict
 * depends on it (`imply`, `explain`). Lemmas added in `propagate` and `explain` count as clauses only: they make nothing
 * relevant.
 *
 * When each may run: `owns` at any time; `check` between assignments, never inside another function of a theory;
 * `model` after each theory's `check` has found its literals consistent, on the same literals. None may call the SAT
 * solver. Each long loop polls env->limits. */
#ifndef STRSMT_THEORY_THEORY_H
#define STRSMT_THEORY_THEORY_H

#include "proof/derivation.h"
#include "regex/regex.h"

/* An atom or its negation. */
typedef struct tlit {
  term atom;
  bool positive;
} tlit;

typedef enum verdict {
  VERDICT_STOPPED,   /* a limit, or out of memory */
  VERDICT_LEMMA,     /* lemmas were added */
  VERDICT_CONSISTENT /* nothing against these literals */
} verdict;

/* A lemma, as its derivation sees it: step i + 1 proves the negation of literal i. */
typedef struct lemma_view {
  size_t count;
  const tlit *literals;
} lemma_view;

/* Derives the lemma. */
typedef void (*derive_lemma)(void *self, const void *data, derivation *d, const lemma_view *lemma);

typedef struct theory_host {
  void *user;
  /* Adds a lemma. Its literals are Boolean terms of any form but negations, distinct from each other; the host makes
   * clauses of what it has not seen. Those that are false in the present assignment and stand for relevant atoms are its
   * premises, the others its conclusions: whenever all premises are relevant and false and no conclusion that is
   * true is relevant, the last conclusion that is true becomes relevant. False on lack of memory or if its
   * derivation broke. */
  bool (*lemma)(void *user, size_t count, const tlit *literals, derive_lemma derive, void *self, const void *data);
  /* Adds the lemma of one literal `meaning` (no negation) that says what the term `about` means. It is relevant while
   * `about` occurs below a relevant atom (egraph_descends), or always if `about` is 0. *fresh: it was not there
   * before (and the check must answer VERDICT_LEMMA); otherwise `derive` is not called. */
  bool (*define)(void *user, term about, term meaning, derive_lemma derive, void *self, const void *data, bool *fresh);
  /* Makes an atom known to the search and, once it is true, relevant. */
  bool (*watch)(void *user, term atom);
  /* Prefers a value for an atom when the SAT solver decides on it. */
  bool (*phase)(void *user, term atom, bool value);
  /* Gives a constant its value, a literal term. */
  bool (*value)(void *user, term constant, term value);
  /* A model would need a word of more than `most` characters: it will not be built. */
  void (*too_long)(void *user, uint64_t most);
  /* Only in `propagate`: a literal of an atom that was noticed follows from literals that were told by `assign`. */
  bool (*imply)(void *user, tlit l);
} theory_host;

typedef struct theory_env {
  mem *m;
  limits *limits;
  terms *terms;
  regex *regex;
  theory_host host;
  struct egraph *egraph; /* the state of theory_euf, for those that come after it (euf/egraph.h); read only */
  struct arith *arith;   /* that of theory_arith (arith/arith.h); read only */
} theory_env;

typedef struct theory {
  const char *name;
  void *(*create)(const theory_env *env); /* NULL on lack of memory; env outlives the theory */
  void (*destroy)(void *self);
  /* The caller asks a new question: what was used up of budgets of life CHECK is given back (base/budgets.def). NULL:
   * there are none. */
  void (*begin)(void *self);
  bool (*owns)(const void *self, term atom);
  verdict (*check)(void *self, size_t count, const tlit *literals);
  bool (*model)(void *self);
  /* The model was rejected: lemmas that may have no end. As `check`, on the same literals. NULL: there are none. */
  verdict (*last_resort)(void *self);
  /* During the search, if `propagate` is not NULL (then none of these is). Nothing is told before `eager` says that it is
   * wanted. `notice` tells an atom that the search may assign and the theory owns, once; `assign` a literal that the SAT
   * solver has assigned, relevant or not; `new_level` and `backtrack` (back to that many levels) follow the decisions.
   * `propagate` may add lemmas: conflicts with what is assigned, or what follows from it; and imply literals. It must be
   * cheap. `explain` adds the lemma of a literal that was implied and is still assigned, or about to be: the literal
   * itself, and others that are the negations of literals told before it was implied. It polls no limits and fails only
   * for lack of memory. `restart` forgets all that was noticed and assigned: other clauses follow. False: lack of memory. */
  bool (*eager)(const void *self);
  bool (*notice)(void *self, term atom);
  bool (*assign)(void *self, tlit l);
  bool (*new_level)(void *self);
  void (*backtrack)(void *self, size_t level);
  verdict (*propagate)(void *self);
  bool (*explain)(void *self, tlit l);
  void (*restart)(void *self);
} theory;

/* In the order in which they check. The second and the last one own no atoms: they look at the e-graph only. */
extern const theory theory_euf, theory_simplification, theory_relations, theory_arith, theory_strings, theory_definer;

#endif
