/* graph.h (internal to euf): the state of congruence closure.
 *
 * A class is a ring of nodes, each of which knows its root. The uses of a class, the applications that have one of its
 * members as an argument, are a ring too, so that merging two classes is one exchange of links each, and so is taking it
 * back. The table holds one application for each signature (kind, indices, roots of the arguments), and of equalities
 * those that are asserted to be false: so two classes are known to be different if the table has an equality of them.
 *
 * Each merge adds an edge to the proof forest. Edges are numbered in the order in which they came, and a congruence
 * rests on edges with smaller numbers only. The log says what to take back, last thing first. */
#ifndef STRSMT_THEORY_EUF_GRAPH_H
#define STRSMT_THEORY_EUF_GRAPH_H

#include "theory/euf/egraph.h"

#define NO_NODE UINT32_MAX

typedef struct enode {
  term t;
  uint32_t root;
  uint32_t next;        /* ring of the class */
  uint32_t size;        /* of the class; at a root */
  term literal;         /* of the class, or 0; at a root */
  uint32_t up, up_edge; /* proof forest: the neighbour on the way to its root, NO_NODE at a root */
  uint32_t uses;        /* the start of its uses, in `uses` */
  uint32_t hash, chain; /* of its signature, while it is in the table */
  bool in_table;
} enode;

typedef struct use {
  uint32_t next;
  uint32_t user; /* the application; NO_NODE: the start of the uses of a node */
} use;

typedef struct edge {
  uint32_t a, b;
  term reason; /* an equality of a and b in either order; or a itself, an atom, and b is true or false; 0: congruence */
} edge;

typedef enum log_kind { LOG_NODE, LOG_MERGE, LOG_EDGE, LOG_INSERT, LOG_REMOVE, LOG_ASSERT } log_kind;

typedef struct log_entry {
  log_kind kind;
  uint32_t node;  /* LOG_MERGE: the root that lost */
  uint32_t value; /* LOG_REMOVE: its hash; LOG_MERGE: 1 if the other one took its literal */
} log_entry;

struct egraph {
  const theory_env *env;
  STACK(enode) nodes;  /* 0 is true, 1 is false */
  number_list node_of; /* by term: its node plus 1 */
  STACK(use) uses;
  number_list buckets;
  STACK(edge) edges;
  STACK(edge) pending;
  STACK(log_entry) log;
  tlit_list asserted;
  number_list ites;                  /* nodes that are applications of ite, in order */
  size_t base;                       /* size of the log before the first assertion */
  size_t checked;                    /* ... after the last check: what other theories added since is taken back */
  bool conflict;                     /* `clash` says which terms are equal that must not be */
  term clash_a, clash_b, clash_atom; /* the atom (= ..) that is false; 0: two literals */
  /* scratch */
  term_list missing; /* of terms that are to become nodes */
  number_list todo, moved, path, marks, named, chosen, step_of;
  uint32_t mark, name;
  STACK(step) steps, premises;
  number_list wanted; /* by term: 2 * number of the check + sign */
  uint32_t check;
};

enum { NODE_TRUE = 0, NODE_FALSE = 1 };

static inline uint32_t node_of(const egraph *g, term t)
{
  return t < g->node_of.size && g->node_of.data[t] ? g->node_of.data[t] - 1 : NO_NODE;
}
/* Makes room for terms that were made since, with zeros. */
bool egraph_by_term(egraph *g, number_list *s);

/* Asserts a literal that is not asserted yet; then g->conflict may be set, and the only thing to do is to explain it and
 * to undo. False: lack of memory or a limit. */
bool egraph_assert(egraph *g, tlit l);
void egraph_undo(egraph *g, size_t log_size);

/* explain.c: the numbers of the edges on which a = b rests, in `chosen`, ascending. */
bool egraph_choose_edges(egraph *g, uint32_t a, uint32_t b);
/* The literal that an edge rests on. */
tlit egraph_edge_literal(const egraph *g, const edge *e);

#endif
