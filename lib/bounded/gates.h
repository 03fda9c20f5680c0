/* gates.h: Boolean circuits, hash-consed, and their clauses.
 *
 * A `gate` is a node of the circuit with a sign in its lowest bit. Equal functions of equal inputs are found where they
 * are equal by shape (and-gates of any width, exclusive or, multiplexer, with constants folded), so that what several
 * parts of a formula have in common is laid out once. Clauses come into being when a gate is asserted, after Tseitin,
 * only in the polarities that are needed (Plaisted and Greenbaum).
 *
 * Failure is sticky: when memory is lacking, a limit is reached or the circuit is larger than its budget, `broken` is
 * set, gates come out as constants, and the circuit is good for nothing but deletion. */
#ifndef STRSMT_BOUNDED_GATES_H
#define STRSMT_BOUNDED_GATES_H

#include "base/map.h"
#include "base/limits.h"
#include "sat/sat.h"

typedef uint32_t gate;
enum { GATE_FALSE = 0, GATE_TRUE = 1 };

static inline gate gate_not(gate a)
{
  return a ^ 1;
}
static inline gate gate_constant(bool value)
{
  return value ? GATE_TRUE : GATE_FALSE;
}
static inline bool gate_is_constant(gate a)
{
  return a <= GATE_TRUE;
}

typedef struct gate_node {
  uint8_t kind;
  uint8_t encoded;       /* polarities whose clauses exist: 1 positive, 2 negative */
  uint32_t first, count; /* its inputs, in the pool */
  int variable;          /* of the SAT solver; 0: none yet */
} gate_node;

typedef struct gates {
  mem *m;
  limits *l;
  sat *solver;
  STACK(gate_node) nodes; /* [0] is the constant */
  STACK(gate) pool;
  STACK(gate) scratch;
  STACK(gate) todo;
  literal_list clause;
  number_list spare;
  item_table index; /* of nodes by their inputs */
  size_t budget;    /* of inputs of gates and literals of clauses together */
  size_t literals;
  bool broken;
  bool too_large; /* broken since the budget was reached */
} gates;

/* False on lack of memory. Deletion is right after a failure, too. */
bool gates_begin(gates *g, mem *m, limits *l, sat *solver, size_t budget);
void gates_end(gates *g);
/* What was spent so far of the budget. */
static inline size_t gates_size(const gates *g)
{
  return g->pool.size + g->literals;
}

gate gates_input(gates *g);
gate gates_and(gates *g, size_t count, const gate *inputs);
gate gates_or(gates *g, size_t count, const gate *inputs);
gate gates_xor(gates *g, gate a, gate b);
gate gates_mux(gates *g, gate condition, gate then, gate otherwise);
static inline gate gates_and2(gates *g, gate a, gate b)
{
  return gates_and(g, 2, (gate[2]){a, b});
}
static inline gate gates_or2(gates *g, gate a, gate b)
{
  return gates_or(g, 2, (gate[2]){a, b});
}
static inline gate gates_equal(gates *g, gate a, gate b)
{
  return gate_not(gates_xor(g, a, b));
}

/* Asserts the disjunction of gates. */
void gates_assert(gates *g, size_t count, const gate *inputs);
/* A literal for the gate, with clauses in both polarities; for assumptions. 0 if broken or constant. */
int gates_literal(gates *g, gate a);
/* The value in the model that the solver found; what has no clauses is false. */
bool gates_value(const gates *g, gate a);

#endif
