/* export.h: writes the proof of one query as a Eunoia script: terms as definitions, inputs as assumptions, lemmas as
 * local proofs, derived clauses as chains of resolution. Only rules of the signature and of export.eo occur. */
#ifndef CHECK_EXPORT_H
#define CHECK_EXPORT_H

#include "checker.h"
#include "signature.h"

#include <stdio.h>

typedef struct export_job {
  heap *heap;
  eo *e;
  const problem *problem;
  const signature *signature;
  int file; /* the proof, at its start; it may be a pipe */
  const char *proof_name;
  uint32_t query; /* 0: the last one that the proof concludes */
  FILE *out;
} export_job;

/* Checks the proof, then writes the script. False after a failure, which is in the heap's report; nothing is written
 * for a proof that does not hold. */
bool export_eunoia(const export_job *job);

/* Checks the proof, then writes the refutation of the query as DIMACS and plain LRAT. */
bool export_lrat(const export_job *job, FILE *cnf_out, FILE *lrat_out);

typedef struct export_request {
  const char *signature, *problem, *proof; /* paths; signature NULL: built in; of the proof, its name for messages */
  int file;                                /* the proof */
  uint32_t query;                          /* 0: the last one that the proof concludes */
  size_t bytes;                            /* limits; 0: none */
  uint64_t steps;
  FILE *out;        /* of the Eunoia script; NULL: plain LRAT */
  FILE *cnf, *lrat; /* then */
} export_request;
/* One or the other, from files. False after a failure, which is in the report. */
bool export_proof(const export_request *x, report *r);

#endif
