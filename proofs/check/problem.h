/* problem.h: what an SMT-LIB 2.6 script asks, as FORMAT.md section 1 defines it: epochs, frames, queries, assertions,
 * constants.
 *
 * The script is read whole. Its terms are made in the `eo` that is given, desugared by the signature; definitions, let
 * and names are expanded, sharing what the script shares. Nesting, length and number of definitions are bounded by
 * memory only. */
#ifndef CHECK_PROBLEM_H
#define CHECK_PROBLEM_H

#include "base.h"
#include "eo.h"

#define NEVER UINT32_MAX

typedef struct problem_frame {
  uint32_t epoch;
  uint32_t opened, closed; /* queries before it was opened, and before it was closed (NEVER: it stays open) */
} problem_frame;

typedef struct problem_assertion {
  eo_term term;
  uint32_t frame;
  uint32_t before; /* queries before it */
  uint32_t next;   /* another assertion of the same term in another frame: its index + 1, or 0 */
} problem_assertion;

typedef struct problem_query {
  uint32_t epoch;
  uint32_t first_assumption, assumption_count; /* in `assumptions` */
} problem_query;

typedef struct problem {
  heap *heap;
  VEC(problem_frame) frames;
  VEC(problem_assertion) assertions; /* the first of each term in each frame */
  VEC(problem_query) queries;        /* query q is queries.data[q - 1] */
  vec_u32 assumptions;
  vec_u32 base_frames;   /* of the epochs, in order */
  map by_frame;          /* term and frame to assertion + 1 */
  map by_term;           /* term to its latest assertion + 1 */
  map constants;         /* the terms of declared constants */
  struct reader *reader; /* while more may come */
  bool ended;            /* by `exit` */
} problem;

/* Reads `length` bytes of script. False after a failure, which is in the heap's report (unreadable input, with its line
 * and column as place after `name`). `e` holds the signature. */
bool problem_read(problem *p, heap *h, eo *e, const char *name, const char *text, size_t length);
/* The same piece by piece: whole commands, between problem_open and problem_close. The text need not outlive the call. */
bool problem_open(problem *p, heap *h, eo *e);
bool problem_more(problem *p, const char *name, const char *text, size_t length);
void problem_close(problem *p);
void problem_release(problem *p);

/* The assertion of `term` in `frame` made first, or NULL. */
const problem_assertion *problem_find(const problem *p, eo_term term, uint32_t frame);
/* `query` must exist in all of these. */
bool problem_frame_open(const problem *p, uint32_t frame, uint32_t query);
/* Is `term` an assertion active at `query`? */
bool problem_is_active(const problem *p, eo_term term, uint32_t query);

#endif
