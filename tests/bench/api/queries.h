/* queries.h: the queries that are asked: numbers 0, 1, 2, ... of two families, the same ones in each run and for each
 * solver. */
#ifndef STRSMT_BENCH_QUERIES_H
#define STRSMT_BENCH_QUERIES_H

#include "backend.h"

typedef enum family { FAMILY_POLICY, FAMILY_REGEX, FAMILY_COUNT } family;

extern const char *const family_names[FAMILY_COUNT];

/* Builds and asserts query `number`. */
void query_require(const backend *b, void *solver, family f, unsigned number);

#endif
