/* partial.h: difference constraints while the SAT solver still decides: a graph that follows its trail. */
#ifndef STRSMT_THEORY_ARITH_PARTIAL_H
#define STRSMT_THEORY_ARITH_PARTIAL_H

#include "theory/arith/difference.h"
#include "theory/euf/egraph.h"

struct arith;

typedef struct partial {
  difference graph;
  tlit_list literals;       /* assigned differences, in the order of the trail; reason r is literal r - 1 */
  STACK(uint32_t) edges;     /* by literal: how many there were before its own */
  STACK(uint32_t) levels;    /* how many literals there were before each */
  STACK(uint32_t) nodes;     /* by term: its node; 0: none yet */
  size_t taken;              /* literals whose edges are in the graph */
  unsigned conflicts;        /* of complete assignments */
} partial;

/* Have complete assignments failed often enough for it to pay? */
bool partial_pays(const struct arith *a);
bool partial_assign(struct arith *a, tlit l);
bool partial_new_level(struct arith *a);
void partial_backtrack(struct arith *a, size_t level);
verdict partial_propagate(struct arith *a);
void partial_restart(struct arith *a);
void partial_free(struct arith *a);

#endif
