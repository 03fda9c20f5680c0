/* layout.h: the whole formula as one circuit, under the present bounds of the unknowns. */
#ifndef STRSMT_BOUNDED_LAYOUT_H
#define STRSMT_BOUNDED_LAYOUT_H

#include "bounded/circuit.h"
#include "bounded/problem.h"

/* The value of a term: which of these, its sort says. */
typedef union value {
  gate truth;
  number integer;
  text string;
} value;

typedef struct layout {
  problem *p;
  circuit c;
  value *values;  /* of the terms in p->order */
  uint32_t *slot; /* by term: its place there + 1 */
  size_t slot_count;
  literal_list flags;  /* assumptions: that unknowns keep to their bounds; */
  number_list flagged; /* which ones */
} layout;

/* Makes the circuit and asserts the facts in it. False: look at circuit_broken, p->l and `too_large`. */
bool layout_begin(layout *y, problem *p, const alphabet *a, sat *solver, size_t budget);
void layout_end(layout *y);
/* The value of an unknown in the model that the solver found. 0: out of memory. */
term layout_model(layout *y, const unknown *u);

#endif
