/* partial.h: difference constraints while the SAT solver still decides: a graph that follows its trail. */
#ifndef STRSMT_THEORY_ARITH_PARTIAL_H
#define STRSMT_THEORY_ARITH_PARTIAL_H

#include "theory/arith/difference.h"
#include "theory/euf/egraph.h"

struct arith;

/* An atom x - y >= k or x - y = k that the search may assign. */
typedef struct partial_atom {
  term atom;
  uint32_t x, y;    /* nodes */
  uint32_t next[2]; /* atoms of the same x, of the same y: place plus 1 */
  int64_t k;
  bool equality;
  signed char value; /* assigned or implied: 1, -1; else 0 */
  bool implied;      /* ... by a path over edges below number `edges`, and not assigned before */
  bool lower;        /* ... which says x - y >= some number */
  uint32_t edges;
} partial_atom;

/* What there was when a level began. */
typedef struct partial_level {
  uint32_t literals, valued;
} partial_level;

typedef struct partial {
  difference graph;
  tlit_list literals; /* assigned differences, in the order of the trail; reason r is literal r - 1 */
  number_list edges;  /* by literal: how many there were before its own */
  STACK(partial_level) levels;
  number_list nodes; /* by term: its node; 0: none yet */
  size_t taken;      /* literals whose edges are in the graph */
  STACK(partial_atom) atoms;
  number_list places;     /* by term: its place in `atoms` plus 1 */
  number_list valued;     /* atoms with a value, in order */
  number_list first[2];   /* by node: atoms of which it is x, or y: place plus 1 */
  number_list degrees;    /* by node: how many of both */
  unsigned conflicts;     /* of complete assignments */
  uint64_t work, reasons; /* spent on implications; asked for */
} partial;

/* Have complete assignments failed often enough for it to pay? */
bool partial_pays(const struct arith *a);
/* May so much work go on after so many lemmas that it led to? What has cost much and was never asked for is given up. */
bool partial_affords(const struct arith *a, uint64_t work, uint64_t lemmas);
bool partial_notice(struct arith *a, term atom);
bool partial_assign(struct arith *a, tlit l);
bool partial_new_level(struct arith *a);
void partial_backtrack(struct arith *a, size_t level);
verdict partial_propagate(struct arith *a);
bool partial_has_implied(const struct arith *a, tlit l);
bool partial_explain(struct arith *a, tlit l);
void partial_restart(struct arith *a);
void partial_free(struct arith *a);

/* implied.c: atoms that follow from edge `edge`, the last one, and those before it. */
bool partial_imply(struct arith *a, uint32_t edge);

#endif
