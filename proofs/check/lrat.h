/* lrat.h: the clauses that are alive, and the check of derived ones by unit propagation along hints (RUP), as in LRAT
 * (Cruz-Filipe, Heule, Hunt, Kaufmann and Schneider-Kamp, CADE'17).
 *
 * Clauses lie in one arena that is compacted when half of it is dead, so memory follows what is alive. Variables are
 * numbered anew as they appear: a huge variable costs no more than a small one. */
#ifndef CHECK_LRAT_H
#define CHECK_LRAT_H

#include "base.h"

typedef struct lrat {
  heap *heap;
  vec_u32 arena;     /* clauses: id (two words), flags and size, literals */
  size_t dead;       /* words of deleted clauses */
  map offsets;       /* id to offset in the arena + 1 */
  map indices;       /* variable to index + 1 */
  vec_u32 variables; /* index to variable */
  vec_u32 truth;     /* literal (2 * index + sign) to the generation in which it is true */
  uint32_t generation;
  vec_u32 literals;   /* of the clause being read */
  vec_i32 propagated; /* by the last lrat_derive, one for each hint that was used: see lrat_derive */
} lrat;

void lrat_init(lrat *s, heap *h);
void lrat_free(lrat *s);
/* Forgets all clauses and variables. */
void lrat_clear(lrat *s);
bool lrat_alive(const lrat *s, uint64_t id);
/* Adds a clause. False, with the failure reported, if the id is alive. */
bool lrat_add(lrat *s, uint64_t id, const int32_t *literals, size_t count);
/* Checks that the clause follows along the hints, and adds it. Afterwards `propagated` has for each hint the literal
 * that it made true, or 0: a hint that changed nothing, or the one that is false (the last one, if the clause itself is
 * no tautology). */
bool lrat_derive(lrat *s, uint64_t id, const int32_t *literals, size_t count, const uint64_t *hints, size_t hint_count);
bool lrat_delete(lrat *s, uint64_t id);
/* Copies the clause's literals, without duplicates; false if it is not alive, or without memory. */
bool lrat_get(const lrat *s, uint64_t id, vec_i32 *out);
size_t lrat_count(const lrat *s);

#endif
