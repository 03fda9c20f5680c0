/* tableau.h: the rows and columns of the simplex procedure (Dutertre and de Moura, CAV 2006).
 *
 * A column stands for an integer term. A row says that a sum of columns with integer coefficients is 0; it has one basic
 * column, which occurs in no other row, as its first entry. Rows are kept without fractions: their coefficients are
 * integers without a common divisor. Each column has a value; the values of columns that are not basic are integers
 * within their bounds (once simplex_solve has begun), and those of the basic ones follow from the rows.
 *
 * Entries of a row know their place in the list of their column and the other way round, so that removal is a swap with
 * the last one. */
#ifndef STRSMT_THEORY_ARITH_TABLEAU_H
#define STRSMT_THEORY_ARITH_TABLEAU_H

#include "rewrite/linear.h"
#include "theory/arith/rational.h"

typedef STACK(uint32_t) column_heap;

enum { NO_ROW = UINT32_MAX };

typedef struct row_entry {
  uint32_t column, place; /* in the list of the column */
  num coefficient;
} row_entry;

typedef struct column_entry {
  uint32_t row, place; /* in the row */
} column_entry;

typedef struct bound {
  num value;
  uint32_t reason; /* 0: no bound; else the number of the literal, from 1 */
} bound;

enum { BOUND_ASSUMED = UINT32_MAX }; /* a bound that is tried without a literal */

typedef struct column {
  term t;
  rational value;
  bound lower, upper;
  uint32_t row; /* in which it is basic, or NO_ROW */
  bool defined; /* by a row: it is a sum of other columns */
  bool queued;  /* among those that may violate their bounds */
  STACK(column_entry) entries;
} column;

typedef struct row {
  STACK(row_entry) entries;
} row;

typedef struct tableau {
  mem *m;
  limits *limits;
  STACK(column) columns;
  STACK(row) rows;
  number_list column_of; /* by term: its column plus 1 */
  number_list where;     /* by column: its place in the row at hand plus 1; all 0 between uses */
  column_heap queue;     /* a heap: basic columns that may violate their bounds, least first */
  bool broken;           /* memory or time ran out half-way: to be thrown away */
} tableau;

void tableau_free(tableau *t); /* leaves an empty one */
/* The column of a term, or NO_ROW. */
uint32_t tableau_find(const tableau *t, term a);
/* A new column for a term that has none. NO_ROW on lack of memory. */
uint32_t tableau_add_column(tableau *t, term a);
/* Makes the new column s equal to the sum p, whose constant does not count and whose variables have columns. */
bool tableau_define(tableau *t, uint32_t s, const linear *p);
/* Adds delta to a column that is not basic, and to the basic ones what follows; those are queued. */
bool tableau_move(tableau *t, uint32_t j, const rational *delta);
/* The basic column of row r and column j of that row change roles. Values stay. */
bool tableau_pivot(tableau *t, uint32_t r, uint32_t j);
bool tableau_enqueue(tableau *t, uint32_t j);
uint32_t tableau_dequeue(tableau *t); /* NO_ROW: empty */
/* The invariant that is broken; NULL: all hold, or the tableau is broken anyway. */
const char *tableau_check(const tableau *t);
static inline column *tableau_column(const tableau *t, uint32_t j)
{
  assert(j < t->columns.size);
  return &t->columns.data[j];
}
static inline const row_entry *tableau_basic(const tableau *t, uint32_t r)
{
  assert(r < t->rows.size && t->rows.data[r].entries.size);
  return &t->rows.data[r].entries.data[0];
}

#endif
