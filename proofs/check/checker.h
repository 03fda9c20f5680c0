/* checker.h: the meaning of a proof's records (FORMAT.md, sections 2 to 6), checked one after the other against the
 * problem.
 *
 * Nothing is believed: a clause is an assertion of the problem, a lemma that was derived in its block by the rules of
 * the signature, or follows from clauses that are alive. A lemma's terms and steps live no longer than its block. */
#ifndef CHECK_CHECKER_H
#define CHECK_CHECKER_H

#include "eo.h"
#include "lrat.h"
#include "problem.h"
#include "stream.h"

typedef struct check_counts {
  uint64_t records, terms, inputs, lemmas, steps, derived, deleted, conclusions;
} check_counts;

typedef struct check_lemma {
  bool open;
  uint64_t clause;
  vec_i32 literals;
  vec_u32 steps; /* conclusions: step k is steps.data[k - 1] */
  vec_u64 terms; /* ids made inside */
  eo_mark mark;
} check_lemma;

typedef struct checker checker;
/* Called after each record that was found right. False ends the check (the caller reports why). */
typedef bool (*check_observer)(void *user, const checker *c, const record *r);

struct checker {
  heap *heap;
  report *report;
  eo *e;
  const problem *problem;
  stream *stream;
  const char *signature_name, *signature_hash;
  check_observer observer;
  void *user;
  bool header;
  eo_term bool_sort;
  map terms;     /* id to term */
  map variables; /* variable to term */
  map literals;  /* term to its variable */
  map guards;    /* variable to frame + 1 */
  lrat clauses;
  check_lemma lemma;
  uint32_t epoch, last_query;
  bool growing;          /* the problem may grow: its terms may be younger than those of the proof */
  uint32_t latest_input; /* the most queries that came before an input of this epoch */
  eo_mark epoch_mark;
  vec_u32 arguments, premises; /* terms, for one application */
  vec_i32 clause;
  map assumptions;
  check_counts counts;
};

/* All pointers must outlive the checker; the problem was read into the same `e`. `hash` is "sha256:" and 64 digits. */
bool check_init(checker *c, heap *h, eo *e, const problem *p, stream *s, const char *signature_name,
                const char *signature_hash);
void check_free(checker *c);
/* Checks the whole stream. False after a failure, which is in the heap's report with its place. */
bool check_run(checker *c);
/* Checks the records that the stream has. True also if there are no whole ones left and the stream has not ended. */
bool check_more(checker *c);

#endif
