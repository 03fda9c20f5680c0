/* sort.h: sorting without hidden allocations (the C library's qsort may make some). */
#ifndef STRSMT_BASE_SORT_H
#define STRSMT_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* Ascending. `spare` has room for `count` numbers. Linear on sorted input, and on few sorted runs nearly so. */
void sort_numbers(uint32_t *v, size_t count, uint32_t *spare);
/* In place, any items of at most 64 bytes; not stable, so `compare` should be total on what differs. */
void sort_items(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

#endif
