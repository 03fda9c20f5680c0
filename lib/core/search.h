/* search.h: one check: the theories in the search, when it has to stop, and what is counted.
 *
 * Invariants: either there is a state of each theory, or of none; `assumed` are the guards of open frames, then the
 * assumptions. `stopped` and `fault` make the answer `unknown`, whatever the SAT solver says.
 *
 * It must not be changed by whether a proof is written. */
#ifndef STRSMT_CORE_SEARCH_H
#define STRSMT_CORE_SEARCH_H

#include "core/solver.h"
#include "theory/lemma.h"

enum { THEORY_COUNT = 6 };

typedef struct search {
  theory_env env;
  void *theories[THEORY_COUNT]; /* their states */
  tlit_list owned;              /* literals of one theory */
  literal_list assumed;         /* literals given to the SAT solver */
  term_list failed;
  unsigned undefined; /* checks in a row that did not come to definitions */
  bool renew;         /* theories start afresh at the next check */
  bool fault;         /* a lemma had no derivation though no limit was reached */
  bool stopped;       /* ... since a limit was reached */
  char reason[256];
  strsmt_progress progress;
  void *progress_user;
  double next_progress, started, seconds;
  uint64_t checks, queries;
  sat_statistics past; /* of searches that have ended */
} search;

void search_free(mem *m, search *x); /* the theories have been destroyed */
const char *search_check(const solver *s);

extern const theory *const solver_theories[THEORY_COUNT];
bool solver_create_theories(solver *s);
void solver_destroy_theories(solver *s);
/* Theories note which lemmas they have given. When one was stopped in between, or the clauses are gone, those notes are
 * wrong: all start afresh. */
bool solver_renew_theories(solver *s);
void solver_begin_theories(solver *s); /* a new question */
/* Encodes all again if something was encoded in part, as it was cut short. */
bool solver_encode_rest(solver *s);
bool solver_model_found(void *user);
bool solver_terminate(void *user);
void solver_report_progress(void *user);

/* renew.c: the end of a search, and of what the solver knows about it. */
void solver_end_search(solver *s);
bool solver_is_worn(const solver *s);
bool solver_start_afresh(solver *s); /* between checks; false: out of memory */
sat_statistics solver_search_counts(const solver *s);

/* portfolio.c: the engines by turns. */
strsmt_answer solver_take_turns(solver *s);

#endif
