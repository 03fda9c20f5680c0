/* difference.h: bounds x - y <= k, x <= k and x >= k alone, where the simplex procedure would be slow: a potential of
 * the graph of constraints (Cotton and Maler, SAT 2006). An edge from u to v of weight w says v - u <= w. Node 0 is the
 * number 0, node j + 1 column j. The potential of the last check is where the next one starts. */
#ifndef STRSMT_THEORY_ARITH_DIFFERENCE_H
#define STRSMT_THEORY_ARITH_DIFFERENCE_H

#include "theory/arith/simplex.h"

/* Weights are below this; sums along paths then fit into 64 bits. */
#define DIFFERENCE_LIMIT (INT64_C(1) << 38)

typedef struct difference_edge {
  uint32_t from, to;
  uint32_t next; /* of those with the same source: place plus 1 */
  uint32_t reason;
  bool lower; /* as which bound of its literal it counts */
  int64_t weight;
} difference_edge;

typedef struct difference_change {
  int64_t gain; /* negative: by how much the potential has to go down */
  uint32_t node;
} difference_change;

typedef struct difference_node {
  int64_t potential, gain, before;
  uint32_t first;  /* edge: place plus 1 */
  uint32_t parent; /* the edge that asks for `gain` */
  bool done;       /* has moved for the edge at hand */
} difference_node;

typedef struct difference {
  mem *m;
  limits *limits;
  STACK(difference_edge) edges;
  STACK(difference_node) nodes;
  STACK(difference_change) heap;
  STACK(uint32_t) moved;   /* nodes that have moved for the edge at hand */
  STACK(uint32_t) touched; /* nodes whose gain is to be reset */
} difference;

void difference_free(difference *d);
/* No edges, and so many nodes at least; their potentials stay. */
bool difference_begin(difference *d, size_t nodes);
/* Adds an edge. *consistent: false if it closes a cycle of negative weight, which then is in `out`, and the edge is left
 * out. The result is false on lack of memory or limits. */
bool difference_add(difference *d, difference_edge e, bool *consistent, culprits *out);
/* Takes away the edge that was added last. */
void difference_remove(difference *d);
/* The value of a node. */
static inline int64_t difference_value(const difference *d, uint32_t node)
{
  return d->nodes.data[node].potential - d->nodes.data[0].potential;
}

#endif
