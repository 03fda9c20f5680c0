/* work.h: what the translation of one pattern works on. All that it makes lives in an arena and is freed at its end; terms
 * live in the context, as all terms do.
 *
 * Failing is sticky: `pattern_refuse` records the first reason, lack of memory and limits set `failed` as well. Functions
 * that make something return NULL (or 0) from then on, and loops look at `failed`. */
#ifndef STRSMT_PATTERN_WORK_H
#define STRSMT_PATTERN_WORK_H

#include "api/context.h"
#include "base/array.h"

#define CODE_TOP 0x10FFFFu /* the last code point of Unicode; SMT-LIB has those up to CODE_MAX */
#define NO_END UINT32_MAX  /* a count or length without an end; sums stay there */

typedef struct code_range {
  uint32_t low, high;
} code_range;

/* Sorted ranges, neither touching nor overlapping. */
typedef struct charset {
  size_t count;
  const code_range *ranges;
} charset;

typedef STACK(code_range) code_ranges;

typedef struct arena_block arena_block;
struct pattern_store;
struct ast;

typedef struct pattern {
  mem *m;
  limits *l;
  terms *t;
  regex *g;
  struct pattern_store *store; /* what the context keeps of what PCRE2 said */
  arena_block *blocks;
  const uint32_t *text; /* the pattern */
  size_t length;
  strsmt_dialect dialect;
  unsigned flags;
  bool failed;
  size_t place; /* of what is wrong, in code points */
  char problem[200];
  const char *hint; /* static */
  bool noted;       /* a character above CODE_MAX is written: where */
  size_t noted_at;
} pattern;

void *arena_alloc(pattern *p, size_t size); /* NULL: out of memory */
/* Gives back the end of what was allocated last. */
void arena_shrink(pattern *p, void *last, size_t size);
void arena_free(pattern *p);
/* Refuses the pattern. Returns false. */
bool pattern_refuse(pattern *p, size_t place, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* True if the work must end: refused, out of memory, or a limit. Counts a step. */
bool pattern_stopped(pattern *p);

/* charset.c. Those that take a builder leave it as it is. */
charset set_of(pattern *p, const code_range *ranges, size_t count); /* in any order, overlapping or not */
charset set_range(pattern *p, uint32_t low, uint32_t high);
charset set_union(pattern *p, charset a, charset b);
charset set_inter(pattern *p, charset a, charset b);
charset set_minus(pattern *p, charset a, charset b);
charset set_complement(pattern *p, charset a);
bool set_has(charset a, uint32_t code);
bool set_equal(charset a, charset b);
bool set_within(charset a, charset b); /* is a part of b? */
bool set_overlaps(charset a, charset b);
bool set_push(pattern *p, code_ranges *to, charset a);

#endif
