/* system.h: linear equations over languages, X_i = B_i + A_i0 X_0 + A_i1 X_1 + ..., and their least solution. */
#ifndef STRSMT_PATTERN_SYSTEM_H
#define STRSMT_PATTERN_SYSTEM_H

#include "pattern/lang.h"

typedef struct lang_system {
  size_t count;
  term *factors;   /* count * count, row after row; 0: none */
  term *constants; /* count; 0: none */
} lang_system;

/* All 0. False: no memory. */
bool system_new(pattern *p, lang_system *s, size_t count);
void system_add(pattern *p, lang_system *s, size_t row, size_t column, term factor);
void system_add_constant(pattern *p, lang_system *s, size_t row, term constant);
/* Puts the values of the first `wanted` unknowns into `values`. The system is used up. */
bool system_solve(pattern *p, lang_system *s, size_t wanted, term *values);

#endif
