/* base.h: counted memory, growing arrays, a hash map of numbers, and the record of the first failure.
 *
 * Everything that the checker allocates (apart from its terms, which eo.h counts) goes through a `heap`, so that a
 * limit (of the budget, which the terms share) holds and an exhausted memory is reported like any other failure. Sizes follow what was read, never what an
 * input claims. */
#ifndef CHECK_BASE_H
#define CHECK_BASE_H

#include "budget.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The exit codes of FORMAT.md, section 7. */
typedef enum verdict {
  VERDICT_HOLDS = 0,
  VERDICT_WRONG = 1,
  VERDICT_MISMATCH = 2,
  VERDICT_UNREADABLE = 3,
  VERDICT_LIMIT = 4
} verdict;

/* The first failure: what, and where. */
typedef struct report {
  verdict code;
  char place[512];
  char message[1536];
} report;

#if defined(__GNUC__)
#define CHECK_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define CHECK_PRINTF(f, a)
#endif

/* What the verdict says of an input, for messages. */
const char *verdict_name(verdict v);
/* Keeps the first failure. Always false, so that a caller can return it. */
bool report_fail(report *r, verdict code, const char *format, ...) CHECK_PRINTF(3, 4);
/* Says where the failure was, unless that is known already. */
void report_place(report *r, const char *format, ...) CHECK_PRINTF(2, 3);
/* Copies `text` into `out` for a message: no control characters, shortened to fit, ended by NUL. Returns `out`. */
const char *report_quote(char *out, size_t size, const char *text, size_t length);

typedef struct heap {
  budget *budget;
  report *report;
} heap;

void heap_init(heap *h, budget *b, report *r);
/* Counts steps; false, with a failure reported, when there are no more, or the check was stopped. */
bool heap_spend(heap *h, uint64_t steps);
/* As realloc, counted. NULL, with a failure reported, when there is none (the old block stays); new 0 frees. */
void *heap_resize(heap *h, void *block, size_t old_size, size_t new_size);
void heap_free(heap *h, void *block, size_t size);
/* Makes room for `needed` items in the array whose address is stored at `field`. */
bool heap_extend(heap *h, void *field, size_t *capacity, size_t needed, size_t item);

#define VEC(T)                                                                                                         \
  struct {                                                                                                             \
    T *data;                                                                                                           \
    size_t size, capacity;                                                                                             \
  }
#define VEC_RESERVE(h, v, n) ((n) <= (v).capacity || heap_extend((h), &(v).data, &(v).capacity, (n), sizeof *(v).data))
#define VEC_PUSH(h, v, x) (VEC_RESERVE(h, v, (v).size + 1) ? ((v).data[(v).size++] = (x), true) : false)
#define VEC_FREE(h, v)                                                                                                 \
  (heap_free((h), (v).data, (v).capacity * sizeof *(v).data), (v).data = NULL, (v).size = (v).capacity = 0)

typedef VEC(uint32_t) vec_u32;
typedef VEC(uint64_t) vec_u64;
typedef VEC(int32_t) vec_i32;
typedef VEC(char) vec_char;

/* A hash map from nonzero numbers to numbers. */
typedef struct map {
  uint64_t *slots; /* key, value, key, value, … */
  size_t capacity, size;
} map;

void map_free(heap *h, map *m);
/* The address of the key's value, or NULL. Valid until the map is next changed. */
uint64_t *map_find(const map *m, uint64_t key);
/* The value, or 0 if the key is absent. */
uint64_t map_get(const map *m, uint64_t key);
/* Sets the key's value; false without memory. */
bool map_put(heap *h, map *m, uint64_t key, uint64_t value);
bool map_remove(map *m, uint64_t key);
void map_clear(map *m);
uint64_t hash_number(uint64_t x);
uint64_t hash_bytes(const void *bytes, size_t length);

#endif
