/* test_lrat.c: the clause store and unit propagation along hints. */
#include "../unit/runner.h"
#include "lrat.h"

#include <string.h>

static report r;
static budget b;
static heap h;
static lrat s;

static void start(void)
{
  memset(&r, 0, sizeof r);
  b = (budget){0};
  heap_init(&h, &b, &r);
  lrat_init(&s, &h);
}

static void finish(void)
{
  lrat_free(&s);
  ck_assert_uint_eq(b.bytes, 0);
}

#define COUNT(...) (sizeof((int32_t[]){__VA_ARGS__}) / sizeof(int32_t))
#define ADD(id, ...) lrat_add(&s, id, (int32_t[]){__VA_ARGS__}, COUNT(__VA_ARGS__))

static bool derive(uint64_t id, size_t count, const int32_t *literals, size_t hint_count, const uint64_t *hints)
{
  r.code = VERDICT_HOLDS;
  return lrat_derive(&s, id, literals, count, hints, hint_count);
}

START_TEST(hints_in_order)
{
  start();
  ck_assert(ADD(1, 1, 2) && ADD(2, -1, 3) && ADD(3, -2, 3) && ADD(4, -3));
  ck_assert(!derive(9, 0, NULL, 4, (uint64_t[]){1, 2, 3, 4})); /* 1 is not unit in its turn */
  ck_assert_int_eq(r.code, VERDICT_WRONG);
  ck_assert(!derive(9, 0, NULL, 3, (uint64_t[]){4, 2, 3}));       /* no conflict */
  ck_assert(!derive(9, 0, NULL, 5, (uint64_t[]){4, 2, 3, 1, 4})); /* a hint after the conflict */
  ck_assert(!derive(9, 0, NULL, 1, (uint64_t[]){77}));
  ck_assert(!lrat_alive(&s, 9));
  ck_assert(derive(9, 0, NULL, 4, (uint64_t[]){4, 2, 3, 1}));
  ck_assert(lrat_alive(&s, 9));
  ck_assert(!derive(9, 0, NULL, 4, (uint64_t[]){4, 2, 3, 1})); /* alive */
  ck_assert(derive(10, 1, (int32_t[]){3}, 3, (uint64_t[]){2, 3, 1}));
  finish();
}
END_TEST

START_TEST(propagated_literals)
{
  start();
  ck_assert(ADD(1, 5) && ADD(2, -5, 6) && ADD(3, -6) && ADD(4, 5, -5));
  ck_assert(derive(9, 0, NULL, 5, (uint64_t[]){1, 1, 4, 2, 3}));
  ck_assert_uint_eq(s.propagated.size, 5);
  ck_assert_int_eq(s.propagated.data[0], 5);
  ck_assert_int_eq(s.propagated.data[1], 0);
  ck_assert_int_eq(s.propagated.data[2], 0);
  ck_assert_int_eq(s.propagated.data[3], 6);
  ck_assert_int_eq(s.propagated.data[4], 0);
  finish();
}
END_TEST

START_TEST(tautologies_and_duplicates)
{
  vec_i32 clause = {NULL, 0, 0};
  start();
  ck_assert(ADD(1, 1, -1) && ADD(2, 3, 3, -4, 3, -4) && ADD(3, -3) && ADD(4, 4));
  ck_assert(lrat_get(&s, 2, &clause));
  ck_assert_uint_eq(clause.size, 2);
  ck_assert_int_eq(clause.data[0], 3);
  ck_assert_int_eq(clause.data[1], -4);
  VEC_FREE(&h, clause);
  ck_assert(derive(5, 2, (int32_t[]){7, -7}, 0, NULL));
  ck_assert(!derive(6, 2, (int32_t[]){7, -7}, 1, (uint64_t[]){1}));
  ck_assert(!derive(6, 0, NULL, 1, (uint64_t[]){1}));
  ck_assert(derive(6, 0, NULL, 4, (uint64_t[]){1, 3, 2, 4}));
  finish();
}
END_TEST

START_TEST(deletion)
{
  start();
  ck_assert(ADD(1, 1) && ADD(2, -1));
  ck_assert(lrat_delete(&s, 1));
  ck_assert(!lrat_delete(&s, 1));
  r.code = VERDICT_HOLDS;
  ck_assert(!derive(3, 0, NULL, 2, (uint64_t[]){1, 2}));
  ck_assert(ADD(1, 1));
  ck_assert(derive(3, 0, NULL, 2, (uint64_t[]){1, 2}));
  ck_assert_uint_eq(lrat_count(&s), 3);
  finish();
}
END_TEST

/* What is deleted gives its memory back, and what stays is not mixed up by it. */
START_TEST(memory_follows_what_is_alive)
{
  vec_i32 clause = {NULL, 0, 0};
  static int32_t literals[1000];
  start();
  for (uint64_t id = 1; id <= 3000; id++) {
    size_t size = 1 + (size_t)(id * 7919 % 1000);
    for (size_t i = 0; i < size; i++)
      literals[i] = (int32_t)(1 + (id + i) % 2000) * (i % 2 ? -1 : 1);
    ck_assert(lrat_add(&s, id, literals, size));
    if (id > 10)
      ck_assert(lrat_delete(&s, id - 10));
  }
  ck_assert_uint_lt(b.bytes, 400000);
  ck_assert_uint_eq(lrat_count(&s), 10);
  for (uint64_t id = 2991; id <= 3000; id++) {
    ck_assert(lrat_get(&s, id, &clause));
    ck_assert_uint_eq(clause.size, 1 + (size_t)(id * 7919 % 1000));
    ck_assert_int_eq(clause.data[0], (int32_t)(1 + id % 2000));
  }
  VEC_FREE(&h, clause);
  lrat_clear(&s);
  ck_assert_uint_eq(lrat_count(&s), 0);
  finish();
}
END_TEST

START_TEST(huge_ids_and_variables)
{
  start();
  uint64_t top = UINT64_MAX >> 1;
  ck_assert(ADD(top, INT32_MAX) && ADD(top - 1, -INT32_MAX));
  ck_assert(derive(top - 2, 0, NULL, 2, (uint64_t[]){top, top - 1}));
  ck_assert_uint_lt(b.bytes, 10000);
  finish();
}
END_TEST

START_TEST(long_clause)
{
  enum { SIZE = 1000000 };
  start();
  int32_t *literals = malloc(SIZE * sizeof *literals);
  ck_assert_ptr_nonnull(literals);
  for (int32_t i = 0; i < SIZE; i++)
    literals[i] = i + 1;
  ck_assert(lrat_add(&s, 1, literals, SIZE));
  ck_assert(derive(2, SIZE, literals, 1, (uint64_t[]){1}));
  ck_assert(!derive(3, SIZE - 2, literals, 1, (uint64_t[]){1}));
  free(literals);
  finish();
}
END_TEST

/* Running out of memory is a failure like any other, wherever it happens. */
START_TEST(memory_limits)
{
  for (size_t limit = 1; limit < 6000; limit += 13) {
    start();
    b.most_bytes = limit;
    bool done =
        ADD(1, 1, 2) && ADD(2, -1, 3) && ADD(3, -2, 3) && ADD(4, -3) && derive(9, 0, NULL, 4, (uint64_t[]){4, 2, 3, 1});
    for (int32_t i = 1; done && i < 40; i++)
      done = ADD((uint64_t)i + 100, i, i + 1, i + 2);
    ck_assert_int_eq(r.code, done ? VERDICT_HOLDS : VERDICT_LIMIT);
    finish();
  }
}
END_TEST

RUN_TESTS("lrat", hints_in_order, propagated_literals, tautologies_and_duplicates, deletion,
          memory_follows_what_is_alive, huge_ids_and_variables, long_clause, memory_limits)
