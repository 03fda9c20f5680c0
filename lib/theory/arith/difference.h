/* difference.h: bounds x - y <= k, x <= k and x >= k alone, where the simplex procedure would be slow: a potential of
 * the graph of constraints (Cotton and Maler, SAT 2006). An edge from u to v of weight w says v - u <= w. Node 0 is the
 * number 0, node j + 1 column j. The potential of the last check is where the next one starts. */
#ifndef STRSMT_THEORY_ARITH_DIFFERENCE_H
#define STRSMT_THEORY_ARITH_DIFFERENCE_H

#include "base/heap.h"
#include "theory/arith/simplex.h"

/* Weights are below this; sums along paths then fit into 64 bits. */
#define DIFFERENCE_LIMIT (INT64_C(1) << 38)

typedef struct difference_edge {
  uint32_t from, to;
  uint32_t next;    /* of those with the same source: place plus 1 */
  uint32_t next_in; /* ... with the same end */
  uint32_t reason;
  bool lower; /* as which bound of its literal it counts */
  int64_t weight;
} difference_edge;

typedef struct difference_change {
  int64_t gain; /* negative: by how much the potential has to go down */
  uint32_t node;
} difference_change;

/* What a search for shortest paths knows of a node. */
typedef struct difference_label {
  int64_t length; /* reduced by potentials, so that none is negative */
  uint32_t edge;  /* the last one of the path: place plus 1; 0: none, or not reached */
  bool reached, done;
  bool fresh; /* each shortest path begins with the first edge */
} difference_label;

typedef struct difference_node {
  int64_t potential, gain, before;
  uint32_t first, first_in;  /* edges: place plus 1 */
  uint32_t parent;           /* the edge that asks for `gain` */
  bool done;                 /* has moved for the edge at hand */
  difference_label label[2]; /* of paths from here, and of paths to here */
} difference_node;

typedef STACK(difference_change) difference_heap;
static inline bool difference_before(const difference_change *a, const difference_change *b)
{
  return a->gain < b->gain || (a->gain == b->gain && a->node < b->node);
}
HEAP(difference_heap, difference_change, difference_before)

typedef struct difference {
  mem *m;
  limits *limits;
  STACK(difference_edge) edges;
  STACK(difference_node) nodes;
  difference_heap heap;   /* least gain first */
  number_list moved;      /* nodes that have moved for the edge at hand */
  number_list touched;    /* nodes whose gain is to be reset */
  number_list reached[2]; /* nodes with a label */
} difference;

void difference_free(difference *d);
/* No edges, and so many nodes at least; their potentials stay. */
bool difference_begin(difference *d, size_t nodes);
/* Adds an edge. *consistent: false if it closes a cycle of negative weight, which then is in `out`, and the edge is left
 * out. The result is false on lack of memory or limits. */
bool difference_add(difference *d, difference_edge e, bool *consistent, culprits *out);
/* Takes away the edge that was added last. */
void difference_remove(difference *d);

/* paths.c: shortest paths, over edges before number `count`. Labels stay until difference_forget. */
/* The nodes whose shortest path from the source of an edge (to its end, if `to`) became shorter by that edge. At most so
 * many edges are looked at, and *budget goes down by that; what is found by then is good. */
bool difference_reach(difference *d, uint32_t edge, bool to, size_t *budget);
void difference_forget(difference *d, bool to);
/* Is that node one of them? Then the length of the path. */
bool difference_is_fresh(const difference *d, uint32_t edge, bool to, uint32_t node, int64_t *length);
/* The edges of a shortest path between two nodes, over the first `count` edges. There must be one. */
bool difference_path(difference *d, uint32_t from, uint32_t to, size_t count, culprits *out);

/* The value of a node. */
static inline int64_t difference_value(const difference *d, uint32_t node)
{
  return d->nodes.data[node].potential - d->nodes.data[0].potential;
}

#endif
