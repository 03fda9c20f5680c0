/* solver.h: the core. It keeps the assertion stack, turns assertions into clauses, runs the SAT solver with the
 * theories attached, and turns what it says into an answer that is backed by a model that was evaluated, or by a proof.
 *
 * Assertions live in frames (proofs/FORMAT.md); a frame other than the base frame has a guard variable that is assumed
 * while the frame is open. Clause form is made when a check needs it, not when an assertion comes, since definitions of
 * regular-expression constants may come later. */
#ifndef STRSMT_CORE_SOLVER_H
#define STRSMT_CORE_SOLVER_H

#include "base/report.h"
#include "proof/proof.h"
#include "rewrite/rewrite.h"
#include "sat/sat.h"
#include "theory/theory.h"

typedef struct solver solver;

solver *solver_new(mem *m, limits *l, terms *t, regex *g);
void solver_delete(solver *s);
void solver_seed(solver *s, uint32_t seed);
uint32_t solver_seeded(const solver *s);
/* Before the first check. */
bool solver_prove(solver *s, strsmt_proof_sink sink, void *user, strsmt_proof_format format);
bool solver_proof_failed(const solver *s);
void solver_progress(solver *s, strsmt_progress progress, void *user);
void solver_report(solver *s, reporter log);
const reporter *solver_reporter(const solver *s);

bool solver_assert(solver *s, term t);
bool solver_push(solver *s, unsigned levels);
unsigned solver_levels(const solver *s);
void solver_pop(solver *s, unsigned levels); /* levels <= solver_levels */
bool solver_reset(solver *s);
size_t solver_assertion_count(const solver *s);
term solver_assertion(const solver *s, size_t i);

strsmt_answer solver_check(solver *s, size_t count, const term *assumptions, const strsmt_limits *limits);
const char *solver_unknown_reason(const solver *s);
/* True if the library found a fault in its own work (a lemma without derivation): the last answer is then unknown. */
bool solver_faulty(const solver *s);
term solver_value(solver *s, term t); /* after sat; 0: no value, stopped or out of memory */
const term *solver_failed_assumptions(solver *s, size_t *count);
void solver_statistics(solver *s, strsmt_statistics *out);

#endif
