/* proof.h: the proof of a context: takes in clauses as the SAT solver makes them, and writes (proofs/FORMAT.md) those
 * that a conclusion needs.
 *
 * A `proof *` is NULL when no proof is written; callers test that, so that no derivation is built for nothing. */
#ifndef STRSMT_PROOF_PROOF_H
#define STRSMT_PROOF_PROOF_H

#include "proof/derivation.h"
#include "regex/regex.h"

typedef struct proof proof;

/* Variables and clauses have the SAT solver's numbers, which begin anew with each solver. */
proof *proof_new(mem *m, limits *l, terms *t, regex *g, strsmt_proof_sink sink, void *user, strsmt_proof_format format);
void proof_delete(proof *p);

void proof_variable(proof *p, int variable, term t);
void proof_guard(proof *p, int variable, uint32_t frame);
/* The clause of an assertion: the literal of t, and -guard unless that is 0. */
void proof_input(proof *p, uint64_t id, term t, int literal, int guard);
void proof_lemma(proof *p, uint64_t id, const int *literals, size_t count, const derivation *d);
void proof_derived(proof *p, uint64_t id, const int *literals, size_t count, const uint64_t *hints, size_t hint_count);
void proof_deleted(proof *p, uint64_t id);
/* False: a limit was reached before all that it rests on was written. There is no conclusion then. */
bool proof_concluded(proof *p, uint64_t id, uint64_t query);
void proof_renew(proof *p); /* another SAT solver from now on: deletes all clauses that are left; terms stay */
void proof_epoch(proof *p); /* forget everything: the assertions were reset */

/* Hands the rest to the sink; false if the sink has failed, now or before. */
bool proof_flush(proof *p);
uint64_t proof_bytes(const proof *p);

#endif
