/* Tests of theory/arith/lattice: both transforms belong together, and what comes out is short. */
#include "allocator.h"
#include "runner.h"

#include "theory/arith/lattice.h"

static mem m;
static limits no_limits;
static test_allocator blocks;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  mem_init(&m, &face);
  limits_init(&no_limits, &m);
}

static void end(void)
{
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert_uint_eq(blocks.blocks, 0);
}

static int64_t small(const num *a)
{
  int64_t v = 0;
  ck_assert(num_is_int64(a, &v));
  return v;
}

enum { N = 6 };
static const int64_t weights[N] = {12223, -12224, 36674, 61119, 85569, 7};

/* The identity, and the sum of the weights times the variables as an equation. */
static bool knapsack(lattice *l)
{
  bool ok = lattice_begin(l, &m, &no_limits, N, N, 1);
  for (size_t i = 0; i < N && ok; i++) {
    num_set_int(&m, lattice_cell(l, i, i), 1);
    num_set_int(&m, lattice_head(l, i, 0), weights[i]);
  }
  return ok && lattice_reduce(l);
}

START_TEST(transforms)
{
  begin();
  lattice l;
  ck_assert(knapsack(&l));
  for (size_t i = 0; i < N; i++)
    for (size_t j = 0; j < N; j++) {
      int64_t product = 0;
      for (size_t k = 0; k < N; k++)
        product += small(lattice_entry(&l, i, k)) * small(&lattice_form(&l, k)[j]);
      ck_assert_int_eq(product, i == j);
      /* the vectors are those that T makes of the identity */
      ck_assert_int_eq(small(lattice_cell(&l, j, i)), small(lattice_entry(&l, i, j)));
    }
  lattice_free(&l);
  end();
}
END_TEST

/* All but the last vector solve the homogeneous equation, with small numbers. */
START_TEST(kernel)
{
  begin();
  lattice l;
  ck_assert(knapsack(&l));
  ck_assert_uint_eq(l.free, N - 1);
  for (size_t j = 0; j < N; j++) {
    int64_t sum = 0;
    for (size_t i = 0; i < N; i++) {
      sum += weights[i] * small(lattice_entry(&l, i, j));
      if (j + 1 < N)
        ck_assert_int_lt(llabs(small(lattice_entry(&l, i, j))), 3000);
    }
    ck_assert_int_eq(small(lattice_head(&l, j, 0)), sum);
    if (j + 1 < N)
      ck_assert_int_eq(sum, 0);
    else
      ck_assert_int_eq(llabs(sum), 1); /* the greatest common divisor */
  }
  lattice_free(&l);
  end();
}
END_TEST

START_TEST(large_numbers)
{
  begin();
  lattice l;
  const char *text[2] = {"340282366920938463463374607431768211456340282366920938463463374607431768211457",
                         "115792089237316195423570985008687907853269984665640564039457584007913129639935"};
  ck_assert(lattice_begin(&l, &m, &no_limits, 2, 3, 0));
  for (size_t i = 0; i < 2; i++) {
    num_set_int(&m, lattice_cell(&l, i, i), 1);
    ck_assert(num_set_text(&m, lattice_cell(&l, i, 2), text[i], strlen(text[i])));
  }
  ck_assert(lattice_reduce(&l));
  num a = NUM_ZERO, b = NUM_ZERO;
  ck_assert(num_mul(&m, &a, lattice_entry(&l, 0, 0), lattice_entry(&l, 1, 1)));
  ck_assert(num_mul(&m, &b, lattice_entry(&l, 0, 1), lattice_entry(&l, 1, 0)));
  ck_assert(num_sub(&m, &a, &a, &b));
  ck_assert_int_eq(llabs(small(&a)), 1); /* the determinant */
  for (size_t i = 0; i < 2; i++)
    for (size_t j = 0; j < 3; j++)
      ck_assert_int_le(llabs(lattice_cell(&l, i, j)->size), 3); /* of 4 limbs before */
  num_free(&m, &a);
  num_free(&m, &b);
  lattice_free(&l);
  end();
}
END_TEST

START_TEST(out_of_memory)
{
  begin();
  lattice l;
  ck_assert(knapsack(&l));
  size_t calls = blocks.calls;
  lattice_free(&l);
  end();
  for (size_t fail = 1; fail <= calls; fail++) {
    begin();
    blocks.fail_at = fail;
    ck_assert(!knapsack(&l));
    lattice_free(&l);
    end();
  }
}
END_TEST

RUN_TESTS("lattice", transforms, kernel, large_numbers, out_of_memory)
