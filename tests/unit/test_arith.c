/* Parts of the theory of integers by themselves: fractions, the graph of differences, systems of equations. */
#include "runner.h"
#include "allocator.h"

#include "theory/arith/difference.h"
#include "theory/arith/diophantine.h"

static mem m;
static limits l;
static test_allocator blocks;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  mem_init(&m, &face);
  limits_init(&l, &m);
  limits_begin(&l, &(strsmt_limits){0});
}

static void end(void)
{
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert(!blocks.wrong_size);
}

static num small(int64_t v)
{
  return (num){v, NULL, 0, 0};
}

START_TEST(greatest_common_divisor)
{
  static const int64_t values[] = {0, 1, -1, 2, 6, -4, 12, INT64_MAX, INT64_MIN, INT64_MIN + 1};
  begin();
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    for (size_t j = 0; j < sizeof values / sizeof *values; j++) {
      num a = small(values[i]), b = small(values[j]), g = NUM_ZERO, rest = NUM_ZERO;
      ck_assert(num_gcd(&m, &g, &a, &b));
      ck_assert_int_ge(num_sign(&g), 0);
      if (num_sign(&g)) {
        ck_assert(num_divmod(&m, NULL, &rest, &a, &g) && !num_sign(&rest));
        ck_assert(num_divmod(&m, NULL, &rest, &b, &g) && !num_sign(&rest));
      }
      num_free(&m, &g);
      num_free(&m, &rest);
    }
  end();
}
END_TEST

/* 1/3 is added and taken away again in other steps, beyond 64 bits on the way. */
START_TEST(fractions)
{
  begin();
  rational r = RATIONAL_ZERO, x = RATIONAL_ZERO;
  num one = small(1), three = small(3), large = small(INT64_MAX), minus = small(-1), k = NUM_ZERO;
  ck_assert(rational_set_num(&m, &x, &large));
  ck_assert(rational_add_scaled(&m, &r, &one, &three, &x) && rational_add_scaled(&m, &r, &large, &one, &x));
  ck_assert_int_gt(rational_cmp_num(&m, &r, &large), 0);
  ck_assert(rational_add_scaled(&m, &r, &large, &minus, &x));
  ck_assert(rational_floor(&m, &k, &r));
  ck_assert_int_eq(k.small, INT64_MAX / 3);
  ck_assert(!rational_is_integer(&r));
  ck_assert(rational_add_scaled(&m, &r, &minus, &three, &x));
  ck_assert(rational_is_integer(&r));
  ck_assert_int_eq(num_sign(&r.n), 0);
  rational_free(&m, &r);
  rational_free(&m, &x);
  num_free(&m, &k);
  end();
}
END_TEST

/* Random edges that an assignment satisfies are consistent, and the potential satisfies them; a cycle of weight -1 is
 * found, and its weight is negative. */
START_TEST(differences)
{
  enum { NODES = 40, EDGES = 200 };
  static const int64_t at[4] = {0, 7, -3, 11};
  begin();
  difference d = {.m = &m, .limits = &l};
  culprits out = {0};
  bool consistent;
  int64_t weights[EDGES + 1];
  uint64_t state = 7;
  ck_assert(difference_begin(&d, NODES));
  for (uint32_t i = 0; i < EDGES; i++) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint32_t u = (uint32_t)(state >> 33) % NODES, v = (uint32_t)(state >> 45) % NODES;
    weights[i] = at[v % 4] - at[u % 4] + (int64_t)((state >> 60) % 3);
    ck_assert(difference_add(&d, (difference_edge){.from = u, .to = v, .reason = i + 1, .weight = weights[i]},
                             &consistent, &out));
    ck_assert(consistent || u == v);
  }
  for (size_t i = 0; i < d.edges.size; i++) {
    const difference_edge *e = &d.edges.data[i];
    ck_assert_int_le(difference_value(&d, e->to), difference_value(&d, e->from) + e->weight);
  }
  const difference_edge some = d.edges.data[17];
  difference_edge back = {.from = some.to, .to = some.from, .reason = EDGES + 1, .weight = -some.weight - 1};
  weights[EDGES] = back.weight;
  ck_assert(difference_add(&d, back, &consistent, &out));
  ck_assert(!consistent);
  int64_t sum = 0;
  for (size_t i = 0; i < out.size; i++)
    sum += weights[out.data[i].reason - 1];
  ck_assert_int_lt(sum, 0);
  culprits_clear(&m, &out);
  stack_free(&m, &out);
  difference_free(&d);
  end();
}
END_TEST

static void add_equation(diophantine *d, int64_t constant, size_t n, const int64_t *coefficients)
{
  linear p = {0};
  for (size_t i = 0; i < n; i++) {
    num c = small(coefficients[i]);
    if (coefficients[i])
      ck_assert(linear_add_variable(&m, &p, (term)i + 1, &c));
  }
  num_set_int(&m, &p.constant, constant);
  ck_assert(diophantine_add(d, &p));
}

/* x + y = 2 z and x - y = 2 z + 1: their sum is 2 x = 4 z + 1. Without the 1 there is a solution. */
START_TEST(equations)
{
  begin();
  for (int64_t odd = 0; odd < 2; odd++) {
    diophantine d = {.m = &m, .limits = &l};
    bool found;
    add_equation(&d, 0, 3, (int64_t[]){1, 1, -2});
    add_equation(&d, -odd, 3, (int64_t[]){1, -1, -2});
    ck_assert(diophantine_refute(&d, &found));
    ck_assert_int_eq(found, odd);
    if (found) {
      ck_assert_int_eq(d.coefficients.data[0].small * d.coefficients.data[0].small, 1);
      ck_assert_int_eq(d.coefficients.data[1].small * d.coefficients.data[1].small, 1);
    }
    diophantine_free(&d);
  }
  end();
}
END_TEST

RUN_TESTS("arith", greatest_common_divisor, fractions, differences, equations)
