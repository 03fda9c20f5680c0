/* bounds.h: bounds of integer terms while the SAT solver still decides. What the literals on its trail say of one sum
 * bounds that sum; the row of a sum, s = a1 x1 + ... + an xn, carries bounds from some of its terms to the others, rounded
 * to integers. Atoms that the bounds decide are implied.
 *
 * Bounds are a stack of events, each stronger than the one it replaces. An event that comes from a row notes the row only:
 * what it follows from are the bounds that its other terms had before. */
#ifndef STRSMT_THEORY_ARITH_BOUNDS_H
#define STRSMT_THEORY_ARITH_BOUNDS_H

#include "theory/arith/simplex.h"
#include "theory/euf/egraph.h"

struct arith;

typedef struct bounds_event {
  num value;
  uint32_t column;
  uint32_t previous; /* the event that it replaces: place plus 1; 0: none */
  uint32_t source;   /* a literal, from 1, or a row */
  uint16_t depth;    /* of rows that it comes through */
  bool lower, derived;
} bounds_event;

typedef struct bounds_entry {
  num coefficient;
  uint32_t column, row;
  uint32_t next; /* with the same column: place plus 1 */
} bounds_entry;

/* The entries first .. first + count - 1 add up to 0. */
typedef struct bounds_row {
  uint32_t first, count;
  bool queued;
} bounds_row;

typedef struct bounds_column {
  term t;
  uint32_t bound[2]; /* upper, lower: the last event, place plus 1; 0: none */
  uint32_t entries;  /* the first one: place plus 1 */
  bool natural;      /* it is never less than `least` */
  num least;
  number_list atoms; /* about this term, by their numbers k */
} bounds_column;

typedef struct bounds_atom {
  term atom;
  uint32_t column;
  num k;
  bool equality;
  bool implied;      /* by events[0], and for an equality that is true events[1] as well */
  signed char value; /* assigned or implied: 1, -1; else 0 */
  uint32_t events[2];
} bounds_atom;

typedef struct bounds_level {
  uint32_t literals, valued;
} bounds_level;

typedef STACK(uint32_t) event_heap;

typedef struct bounds_state {
  STACK(bounds_event) events;
  STACK(bounds_row) rows;
  STACK(bounds_entry) entries;
  STACK(bounds_column) columns;
  number_list column_of; /* by term: place plus 1 */
  STACK(bounds_atom) atoms;
  number_list places; /* by term: its place in `atoms` plus 1 */
  tlit_list literals; /* assigned, in the order of the trail, but disequalities */
  number_list before; /* by literal: how many events there were before its own */
  STACK(bounds_level) levels;
  number_list valued; /* atoms with a value, in order */
  number_list queue;  /* rows of which a bound has changed */
  size_t queue_head;
  size_t taken;          /* literals whose events are there */
  bool useful;           /* there are sums that the graph of partial.h does not know */
  uint64_t work, lemmas; /* spent on rows; that bounds have led to */
  uint32_t clash;        /* the column whose bounds exclude each other: place plus 1; 0: none */
  num sum[2], rest;      /* of the row at hand */
  event_heap needed;     /* of the lemma at hand: events, a heap, greatest first */
  number_list chain;     /* ... those that were needed, greatest first */
  number_list steps;     /* by event: its step in the derivation, or whether it is needed; all 0 between uses */
} bounds_state;

enum { NO_EVENT = UINT32_MAX, NATURAL_BOUND = UINT32_MAX - 1 };

bool bounds_notice(struct arith *a, term atom);
bool bounds_assign(struct arith *a, tlit l);
bool bounds_new_level(struct arith *a);
void bounds_backtrack(struct arith *a, size_t level);
verdict bounds_propagate(struct arith *a);
void bounds_restart(struct arith *a);
void bounds_free(struct arith *a);
/* The event before number `limit` that bounds a column, or NATURAL_BOUND or NO_EVENT; its value. */
uint32_t bounds_at(const bounds_state *b, uint32_t column, bool lower, uint32_t limit, const num **value);
/* A bound if it is stronger than the one there is. Takes the value over. Atoms are implied, rows queued. */
bool bounds_push(struct arith *a, bounds_event e);
bounds_atom *bounds_find(const struct arith *a, term atom); /* NULL: it was not noticed */

/* bound_rows.c */
/* The row of a sum, and the columns of its variables. */
bool bounds_add_row(struct arith *a, uint32_t column, const linear *sum);
/* What follows from the rows in the queue, up to a limit, or until a column clashes. */
bool bounds_follow_rows(struct arith *a);

/* bound_reasons.c: lemmas. */
bool bounds_conflict(struct arith *a, uint32_t column);
bool bounds_explain(struct arith *a, tlit l);

#endif
