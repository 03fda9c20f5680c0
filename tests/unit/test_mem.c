/* Tests of base/mem: counting, failing. */
#include "runner.h"
#include "allocator.h"

#include "base/mem.h"

START_TEST(counts_bytes)
{
  test_allocator a = {0};
  strsmt_allocator face = test_allocator_face(&a);
  mem m;
  mem_init(&m, &face);
  char *p = mem_alloc(&m, 100);
  ck_assert_ptr_nonnull(p);
  ck_assert_uint_eq(m.bytes, 100);
  p = mem_resize(&m, p, 100, 1000);
  ck_assert_uint_eq(m.bytes, 1000);
  p = mem_resize(&m, p, 1000, 10);
  ck_assert_uint_eq(m.bytes, 10);
  ck_assert_uint_eq(m.peak, 1000);
  mem_free(&m, p, 10);
  mem_free(&m, NULL, 0);
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert_uint_eq(a.blocks, 0);
  ck_assert(!a.wrong_size && !mem_failed(&m));
}
END_TEST

START_TEST(uses_the_c_library)
{
  mem m;
  mem_init(&m, NULL);
  int *p = mem_calloc(&m, 10, sizeof *p);
  ck_assert_ptr_nonnull(p);
  for (int i = 0; i < 10; i++)
    ck_assert_int_eq(p[i], 0);
  mem_free(&m, p, 10 * sizeof *p);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

START_TEST(failure_is_sticky)
{
  test_allocator a = {.fail_at = 2, .fail_once = true};
  strsmt_allocator face = test_allocator_face(&a);
  mem m;
  mem_init(&m, &face);
  char *p = mem_alloc(&m, 10);
  ck_assert_ptr_null(mem_resize(&m, p, 10, 20));
  ck_assert(mem_failed(&m));
  ck_assert_uint_eq(m.bytes, 10);
  p = mem_resize(&m, p, 10, 30);
  ck_assert_ptr_nonnull(p);
  ck_assert(mem_failed(&m));
  mem_free(&m, p, 30);
  ck_assert_uint_eq(a.blocks, 0);
}
END_TEST

START_TEST(refuses_senseless_sizes)
{
  mem m;
  mem_init(&m, NULL);
  ck_assert_ptr_null(mem_alloc(&m, SIZE_MAX));
  ck_assert(m.oom);
  m.oom = false;
  ck_assert_ptr_null(mem_calloc(&m, SIZE_MAX / 2, 4));
  ck_assert(m.oom);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

RUN_TESTS("mem", counts_bytes, uses_the_c_library, failure_is_sticky, refuses_senseless_sizes)
