/* sat.h: the SAT core. A thin C face of CaDiCaL's IPASIR-UP (ExternalPropagator) and of its proof Tracer; cadical.cc
 * behind it is the only file that knows CaDiCaL, and no C++ exception leaves it (std::bad_alloc makes sat_solve
 * answer SAT_OOM and every later call fail).
 *
 * Variables are positive integers made by sat_new_variable; a literal is a variable or its negation. All variables
 * are observed and frozen.
 *
 * Clauses and their ids. The solver numbers clauses; the tracer calls of the client tell the id of each clause in the
 * order in which it comes to life: `original` for clauses that the client gave (sat_add_clause, or `next_clause` in
 * the search), exactly once for each and with exactly its literals (as a set), `derived` for what follows, with the
 * ids of the clauses from which it follows by unit propagation, in LRAT order. */
#ifndef STRSMT_SAT_SAT_H
#define STRSMT_SAT_SAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sat sat;

typedef enum sat_answer { SAT_OOM = -1, SAT_UNKNOWN = 0, SAT_SAT = 10, SAT_UNSAT = 20 } sat_answer;

/* A client without `assigned` has a plain problem: clauses, assumptions and nothing to add in the search. Then only
 * `terminate` is called, and the solver works with all that it has.
 *
 * What the solver tells and asks the client. `user` is given back. All calls come from within sat_add_clause
 * (`original`, `derived`, `deleted`, `backtrack`) and sat_solve, in the caller's thread. Calls must return in the
 * usual way (no longjmp). During solving the client must not call sat_* functions, except sat_new_variable (the new
 * variable is observed from the next callback on) and sat_phase. */
typedef struct sat_client {
  void *user;
  size_t *
      held; /* the bytes that the solver holds are added here, as far as they can be counted; it outlives the solver. May be NULL */
  /* the trail: literals newly assigned (in batches), a new decision level, back to `level` (assignments above it are
   * undone) */
  void (*assigned)(void *user, const int *literals, size_t count);
  void (*new_level)(void *user);
  void (*backtrack)(void *user, size_t level);
  /* A complete assignment of the observed variables (all have been told by `assigned`). True: accepted. False: the
   * client has clauses. */
  bool (*model)(void *user);
  /* After propagation to a fixed point: gives clauses to add (through next_clause) and literals that follow (through
   * next_implied), if it has any. Cheap effort. May be NULL. */
  void (*propagated)(void *user);
  /* The next literal that follows from what is assigned, 0 if there is none; NULL if there never are any. Its variable
   * was there when the search began, or before the last call of next_clause. It may be assigned already. What is left is
   * not asked for after `backtrack`. Never at a level that an assumption made, or below: there it has to be a clause. */
  int (*next_implied)(void *user);
  /* Why that literal, when a conflict depends on it: a clause of it and of literals that were false before it was
   * implied. Asked at most once as long as the literal stays assigned. Its `original` call is the next one, before any of
   * clauses from next_clause. Valid until the next call. NULL if there is no memory for it: sat_solve then answers
   * SAT_OOM. */
  const int *(*reason)(void *user, int literal, size_t *count);
  /* The next clause that the client wants to add, NULL if there is none; valid until the next call. Each one must be
   * new information or the search may not end. Its `original` call comes later, in the same order. `*forgettable`:
   * the solver may delete it again. */
  const int *(*next_clause)(void *user, size_t *count, bool *forgettable);
  /* stop the search? */
  bool (*terminate)(void *user);
  /* proof; NULL pointers if no proof is written (then no tracer is connected and they cost nothing) */
  void (*original)(void *user, uint64_t id, const int *literals, size_t count);
  void (*derived)(void *user, uint64_t id, const int *literals, size_t count, const uint64_t *hints, size_t hint_count);
  void (*deleted)(void *user, uint64_t id);
  /* The clause that concludes an unsatisfiable answer: the empty clause, or one over negated assumptions. It is
   * `derived` before. */
  void (*concluded)(void *user, uint64_t id);
} sat_client;

/* New levels (assumptions included), conflicts analysed, literals told by `assigned`. */
typedef struct sat_statistics {
  uint64_t decisions, conflicts, propagations;
} sat_statistics;

sat *sat_new(const sat_client *client, uint32_t seed); /* the client is copied; NULL on lack of memory */
void sat_delete(sat *s);
int sat_new_variable(sat *s); /* 0 on lack of memory */
bool sat_add_clause(sat *s, const int *literals, size_t count);
/* Prefers this value in decisions. During a search, what is asked for in one callback holds until more is asked for in a
 * later one; from then on a variable keeps the value that it had. */
void sat_phase(sat *s, int literal);
/* The assumptions hold for this call only; no literal may occur in both signs. After an answer the trail stays as it
 * is until the next clause or call. A conclusion over assumptions is `deleted` when the next call begins. A model
 * that the client rejects without a clause against it gives SAT_UNKNOWN. */
sat_answer sat_solve(sat *s, const int *assumptions, size_t count);
int sat_value(const sat *s, int variable);     /* after SAT_SAT: 1 or -1 */
bool sat_failed(const sat *s, int assumption); /* after SAT_UNSAT: is it in the conclusion? */
void sat_get_statistics(const sat *s, sat_statistics *out);
const char *sat_version(void);

#ifdef __cplusplus
}
#endif

#endif
