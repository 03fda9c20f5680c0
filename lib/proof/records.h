/* records.h (internal to proof): writes the records of a proof stream (proofs/FORMAT.md). Gives terms their ids and
 * variables their names in the stream, and writes what a record speaks of before the record. Which records are written,
 * and when, is proof.c's affair.
 *
 * Literals here are those of the stream: names of variables, negated or not. */
#ifndef STRSMT_PROOF_RECORDS_H
#define STRSMT_PROOF_RECORDS_H

#include "proof/derivation.h"
#include "proof/stream.h"

typedef struct records {
  mem *m;
  terms *terms;
  number_list id_of; /* by term; 0: not written */
  term_list local;   /* those that were written inside the present lemma */
  term_list todo;
  uint32_t next;
  bool in_block;
  literal_list variable_of; /* by term: its name; 0: none */
  int last_name;
  stream out;
} records;

void records_init(records *r, mem *m, terms *t, strsmt_proof_sink sink, void *user, strsmt_proof_format format);
void records_free(records *r);

/* The name of the variable that stands for t, written at its first use; a new guard of a frame; a new name that means
 * nothing. */
int records_variable(records *r, term t);
int records_guard(records *r, uint32_t frame);
int records_anonymous(records *r);

void records_input(records *r, uint64_t id, term t, int guard); /* guard 0: none */
/* A lemma whose derivation has the steps that `data` describes (derivation.h), and ends in step `last`. */
void records_lemma(records *r, uint64_t id, size_t count, const int *literals, size_t size, const uint32_t *data,
                   uint32_t last);
/* An LRAT clause: records_derived, its hints, each by records_hint, and records_derived_end. */
void records_derived(records *r, uint64_t id, size_t count, const int *literals);
void records_hint(records *r, uint64_t id);
void records_derived_end(records *r);
void records_deleted(records *r, uint64_t id);
void records_concluded(records *r, uint64_t id, uint64_t query);
void records_epoch(records *r); /* forgets everything */

#endif
