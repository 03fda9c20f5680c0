/* lattice.h: a change of variables x = T y, y = U x between integers, after which what was long and thin is round.
 *
 * What is measured is a list of vectors, one for each variable x; T makes short and nearly orthogonal ones of them
 * (Lenstra, Lenstra and Lovasz, 1982). If each row of the vectors is a sum of the x that is bounded, each y is bounded by
 * little, and by the less the later it comes: a sum that few integers fit into (Aardal, Hurkens and Lenstra, Mathematics
 * of Operations Research 2000; Krishnamoorthy and Pataki, Discrete Optimization 2009).
 *
 * Equations come first: the first y, `free` of them, count nothing there, and the others are determined by them. That
 * is as if equations were measured, too, with weights beyond all bounds (Havas, Majewski and Matthews, Experimental
 * Mathematics 1998). */
#ifndef STRSMT_THEORY_ARITH_LATTICE_H
#define STRSMT_THEORY_ARITH_LATTICE_H

#include "base/limits.h"
#include "base/num.h"

typedef struct lattice {
  mem *m;
  limits *limits;
  size_t variables, rows, equations, free;
  num *vectors;   /* by variable: `rows` numbers */
  num *heads;     /* by variable: what it counts in each equation */
  num *to, *from; /* T and U, row by row */
  num *inner;     /* lambda of the integral procedure, row by row */
  num *volumes;   /* of the first i vectors, squared */
  size_t entered; /* vectors that have these */
  bool ok;
} lattice;

/* All vectors and equations 0. False on lack of memory; to be freed in any case. */
bool lattice_begin(lattice *l, mem *m, limits *until, size_t variables, size_t rows, size_t equations);
static inline num *lattice_cell(const lattice *l, size_t variable, size_t place)
{
  return &l->vectors[variable * l->rows + place];
}
static inline num *lattice_head(const lattice *l, size_t variable, size_t equation)
{
  return &l->heads[variable * l->equations + equation];
}
/* Fills T and U. The vectors must be independent. False on lack of memory or limits. */
bool lattice_reduce(lattice *l);
/* Row i of U: what y_i is of the x. Entry (i, j) of T: what y_j counts in x_i. */
static inline const num *lattice_form(const lattice *l, size_t i)
{
  return &l->from[i * l->variables];
}
static inline const num *lattice_entry(const lattice *l, size_t i, size_t j)
{
  return &l->to[i * l->variables + j];
}
void lattice_free(lattice *l);

#endif
