/* Tests of base/sort and base/heap against each other, on what is random, sorted, reversed and all the same. */
#include "runner.h"
#include "allocator.h"

#include "base/heap.h"
#include "base/sort.h"

enum { MOST = 200 };

typedef struct pair {
  uint32_t key, number;
} pair;
typedef STACK(pair) pairs;

static inline bool pair_before(const pair *a, const pair *b)
{
  return a->key < b->key || (a->key == b->key && a->number < b->number);
}

HEAP(pairs, pair, pair_before)

static int compare_pairs(const void *a, const void *b)
{
  const pair *x = a, *y = b;
  return pair_before(x, y) ? -1 : pair_before(y, x);
}

static uint32_t key_of(int shape, uint32_t i, uint32_t *random)
{
  *random = *random * 1664525 + 1013904223;
  switch (shape) {
  case 0:
    return *random >> 8;
  case 1:
    return *random >> 29; /* many alike */
  case 2:
    return i;
  case 3:
    return MOST - i;
  default:
    return i % 50; /* sorted runs */
  }
}

static void try(mem *m, int shape, uint32_t count)
{
  pair items[MOST], sorted[MOST];
  uint32_t keys[MOST], spare[MOST], random = count;
  pairs heap = {0};
  for (uint32_t i = 0; i < count; i++) {
    items[i] = sorted[i] = (pair){key_of(shape, i, &random), i};
    keys[i] = items[i].key;
    ck_assert(pairs_push(m, &heap, items[i]));
    ck_assert(pairs_check(&heap));
  }
  sort_items(sorted, count, sizeof *sorted, compare_pairs);
  sort_numbers(keys, count, spare);
  bool seen[MOST] = {0};
  for (uint32_t i = 0; i < count; i++) {
    pair first = pairs_pop(&heap);
    ck_assert(pairs_check(&heap));
    ck_assert(first.key == sorted[i].key && first.number == sorted[i].number && first.key == keys[i]);
    ck_assert(first.key == items[first.number].key && !seen[first.number]);
    seen[first.number] = true;
    ck_assert(!i || pair_before(&sorted[i - 1], &sorted[i]));
  }
  stack_free(m, &heap);
}

START_TEST(sorting)
{
  mem m;
  mem_init(&m, NULL);
  for (int shape = 0; shape < 5; shape++)
    for (uint32_t count = 0; count <= MOST; count += count < 20 ? 1 : 60)
      try(&m, shape, count);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

START_TEST(heap_without_memory)
{
  test_allocator allocator = {.fail_at = 2};
  strsmt_allocator face = test_allocator_face(&allocator);
  mem m;
  mem_init(&m, &face);
  pairs heap = {0};
  uint32_t count = 0;
  while (pairs_push(&m, &heap, (pair){1000 - count, count}))
    count++;
  ck_assert(count && heap.size == count && pairs_check(&heap));
  for (; count; count--)
    ck_assert_uint_eq(pairs_pop(&heap).number, count - 1);
  ck_assert(!heap.size);
  stack_free(&m, &heap);
}
END_TEST

START_TEST(wrong_heap)
{
  pair items[2] = {{2, 0}, {1, 0}};
  ck_assert(!pairs_check(&(pairs){items, 2, 2}));
  ck_assert(pairs_check(&(pairs){items, 1, 2}));
  ck_assert(!pairs_check(&(pairs){items, 1, 0}));
}
END_TEST

RUN_TESTS("sort", sorting, heap_without_memory, wrong_heap)
