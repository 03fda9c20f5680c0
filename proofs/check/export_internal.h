/* export_internal.h: what planning (export.c) and writing (export_write.c) of an export share. */
#ifndef CHECK_EXPORT_INTERNAL_H
#define CHECK_EXPORT_INTERNAL_H

#include "export.h"

/* Where the script looks for the signature, if --signature does not say. */
#ifndef STRSMT_SIGNATURE_DIRECTORY
#define STRSMT_SIGNATURE_DIRECTORY "proofs/signature"
#endif

/* Which clauses the conclusion needs. Clauses are numbered 1, 2, … as they are made (inputs, lemmas, derived ones). */
typedef struct export_plan {
  heap *heap;
  uint32_t wanted; /* the query asked for, or 0 */
  uint32_t query;  /* the one found, or 0 */
  uint32_t final, epoch;
  uint64_t count;
  map alive;          /* clause id to number */
  vec_u64 first_hint; /* of clause n: its hints are hints[first_hint[n - 1] .. first_hint[n]) */
  vec_u32 hints;
  VEC(bool) needed; /* of clause n: needed[n] */
} export_plan;

/* A clause that was written: the name of its proof, and its literals. Literals of guards are gone; other literals may
 * be, too. */
typedef struct export_clause {
  uint64_t proof;
  size_t first;
  uint32_t count;
  bool dead; /* true whatever happens: not written */
} export_clause;

typedef struct export_writer {
  const export_job *job;
  const export_plan *plan;
  heap *heap;
  FILE *out;
  uint64_t last_name;  /* terms and proofs are numbered together */
  uint64_t last_proof; /* the last step written */
  uint64_t clause;     /* number of the latest clause */
  map terms;           /* term id to name */
  map constants;       /* term of a constant to name */
  map constant_names;  /* hash of a name that is taken */
  map variables;       /* variable to the name of its term */
  map fresh;           /* variables that were declared as constants */
  map doubles;         /* variable to its proof of (or (not (not (not t))) t) */
  map alive;           /* clause id to number */
  map written;         /* number to index of `clauses` + 1 */
  VEC(export_clause) clauses;
  vec_i32 literals; /* of all clauses */
  /* the block of a lemma */
  char *block;
  size_t block_size;
  bool block_open, uses_assumptions;
  uint64_t block_start;
  vec_u64 steps; /* names */
  vec_u64 local_terms;
  vec_i32 lemma; /* its literals */
  uint32_t assumptions;
  /* a chain */
  map assigned; /* variable to 2 * generation + sign */
  map present;  /* literal (biased) to generation */
  uint64_t generation;
  vec_i32 result;
  vec_i32 pivots;
  vec_u64 premises;
  vec_u64 reasons; /* indices of clauses */
  vec_i32 units;
  bool finished;
} export_writer;

bool export_write(void *writer, const checker *c, const record *r);
void export_writer_free(export_writer *w);

#endif
