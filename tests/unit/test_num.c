/* Tests of base/num against GMP's own integers, over random and extreme values. */
#include "runner.h"
#include "allocator.h"

#include <gmp.h>

#include "base/num.h"

typedef struct pair {
  num n;
  mpz_t z;
} pair;

static mem m;
static test_allocator blocks;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  mem_init(&m, &face);
}

static void end(void)
{
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

/* The text of a num is the mpz's, and a value that fits is small. */
static void ck_same(const num *n, const mpz_t z)
{
  char *expected = mpz_get_str(NULL, 10, z), *found = malloc(num_text_bound(n) + 1);
  size_t length = num_text(&m, n, found);
  found[length] = 0;
  ck_assert_uint_le(length, num_text_bound(n));
  ck_assert_str_eq(found, expected);
  ck_assert_int_eq(num_sign(n), mpz_sgn(z));
  int64_t v;
  ck_assert_int_eq(num_is_int64(n, &v), mpz_fits_slong_p(z));
  if (mpz_fits_slong_p(z))
    ck_assert_int_eq(v, mpz_get_si(z));
  free(expected);
  free(found);
}

static void set_text(pair *p, const char *text)
{
  ck_assert(num_set_text(&m, &p->n, text, strlen(text)));
  ck_assert_int_eq(mpz_init_set_str(p->z, text, 10), 0);
  ck_same(&p->n, p->z);
}

static void release(pair *p)
{
  num_free(&m, &p->n);
  mpz_clear(p->z);
}

static void check_pair(const pair *a, const pair *b)
{
  num r = NUM_ZERO, q = NUM_ZERO;
  mpz_t z, y;
  mpz_inits(z, y, NULL);
  int c = num_cmp(&a->n, &b->n), d = mpz_cmp(a->z, b->z);
  ck_assert_int_eq((c > 0) - (c < 0), (d > 0) - (d < 0));
  if (!d)
    ck_assert_uint_eq(num_hash(&a->n), num_hash(&b->n));
  ck_assert(num_add(&m, &r, &a->n, &b->n));
  mpz_add(z, a->z, b->z);
  ck_same(&r, z);
  ck_assert(num_sub(&m, &r, &a->n, &b->n));
  mpz_sub(z, a->z, b->z);
  ck_same(&r, z);
  ck_assert(num_mul(&m, &r, &a->n, &b->n));
  mpz_mul(z, a->z, b->z);
  ck_same(&r, z);
  ck_assert(num_neg(&m, &r, &a->n));
  mpz_neg(z, a->z);
  ck_same(&r, z);
  ck_assert(num_gcd(&m, &r, &a->n, &b->n));
  mpz_gcd(z, a->z, b->z);
  ck_same(&r, z);
  if (mpz_sgn(b->z)) {
    ck_assert(num_divmod(&m, &q, &r, &a->n, &b->n));
    mpz_mod(y, a->z, b->z); /* never negative */
    mpz_sub(z, a->z, y);
    mpz_divexact(z, z, b->z);
    ck_same(&q, z);
    ck_same(&r, y);
    ck_assert(num_divmod(&m, NULL, &r, &a->n, &b->n) && num_divmod(&m, &q, NULL, &a->n, &b->n));
    ck_same(&q, z);
    ck_same(&r, y);
  }
  num_free(&m, &r);
  num_free(&m, &q);
  mpz_clears(z, y, NULL);
}

/* Results that overwrite an operand, or both. */
static void check_aliases(const pair *a, const pair *b)
{
  num x = NUM_ZERO, y = NUM_ZERO;
  mpz_t z, w;
  mpz_inits(z, w, NULL);
  ck_assert(num_set(&m, &x, &a->n) && num_set(&m, &x, &x) && num_mul(&m, &x, &x, &b->n));
  mpz_mul(z, a->z, b->z);
  ck_same(&x, z);
  ck_assert(num_mul(&m, &x, &x, &x));
  mpz_mul(z, z, z);
  ck_same(&x, z);
  ck_assert(num_sub(&m, &x, &b->n, &x) && num_neg(&m, &x, &x));
  mpz_sub(z, z, b->z);
  ck_same(&x, z);
  ck_assert(num_set(&m, &y, &b->n));
  if (mpz_sgn(b->z)) {
    ck_assert(num_divmod(&m, &x, &y, &x, &y));
    mpz_mod(w, z, b->z);
    mpz_sub(z, z, w);
    mpz_divexact(z, z, b->z);
    ck_same(&x, z);
    ck_same(&y, w);
  }
  num_free(&m, &x);
  num_free(&m, &y);
  mpz_clears(z, w, NULL);
}

static const char *const extremes[] = {
    "0",
    "1",
    "-1",
    "2",
    "-2",
    "3",
    "10",
    "-10",
    "4294967295",
    "4294967296",
    "-4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "-9223372036854775809",
    "9223372036854775806",
    "-9223372036854775807",
    "18446744073709551615",
    "-18446744073709551615",
    "18446744073709551616",
    "-18446744073709551616",
    "18446744073709551617",
    "9999999999999999999",
    "10000000000000000000",
    "100000000000000000000000000000000000000",
    "340282366920938463463374607431768211455",
    "340282366920938463463374607431768211456",
    "-340282366920938463463374607431768211456",
    "340282366920938463444927863358058659840",
    "6277101735386680763835789423207666416102355444464034512895",
    "6277101735386680763835789423207666416102355444464034512896",
    "115792089237316195423570985008687907853269984665640564039457584007913129639935"};
enum { EXTREMES = sizeof extremes / sizeof *extremes };

START_TEST(extreme_values)
{
  begin();
  pair p[EXTREMES] = {0};
  for (int i = 0; i < EXTREMES; i++)
    set_text(&p[i], extremes[i]);
  for (int i = 0; i < EXTREMES; i++)
    for (int j = 0; j < EXTREMES; j++) {
      check_pair(&p[i], &p[j]);
      check_aliases(&p[i], &p[j]);
    }
  for (int i = 0; i < EXTREMES; i++)
    release(&p[i]);
  end();
}
END_TEST

/* Random numbers with long runs of equal bits, which is where carries and quotient guesses go wrong. */
static void random_pair(pair *p, gmp_randstate_t random)
{
  mpz_init(p->z);
  unsigned long bits =
      gmp_urandomm_ui(random, 8) ? 1 + gmp_urandomm_ui(random, 200) : 1 + gmp_urandomm_ui(random, 3000);
  if (gmp_urandomm_ui(random, 3))
    mpz_rrandomb(p->z, random, bits);
  else
    mpz_urandomb(p->z, random, bits);
  if (gmp_urandomm_ui(random, 2))
    mpz_neg(p->z, p->z);
  char *text = mpz_get_str(NULL, 10, p->z);
  ck_assert(num_set_text(&m, &p->n, text, strlen(text)));
  free(text);
}

START_TEST(random_values)
{
  begin();
  gmp_randstate_t random;
  gmp_randinit_default(random);
  gmp_randseed_ui(random, 1);
  for (int i = 0; i < 20000; i++) {
    pair a = {0}, b = {0};
    random_pair(&a, random);
    random_pair(&b, random);
    check_pair(&a, &b);
    if (i % 8 == 0)
      check_aliases(&a, &b);
    release(&a);
    release(&b);
  }
  gmp_randclear(random);
  end();
}
END_TEST

/* Common divisors of all lengths; neighbours in Fibonacci's sequence, whose quotients are all 1; powers of 2, whose quotients are
 * long. */
START_TEST(common_divisors)
{
  begin();
  gmp_randstate_t random;
  gmp_randinit_default(random);
  gmp_randseed_ui(random, 2);
  for (int i = 0; i < 3000; i++) {
    pair a = {0}, b = {0}, c = {0}, d = {0};
    random_pair(&a, random);
    random_pair(&b, random);
    random_pair(&c, random);
    if (i % 10 == 0) {
      mpz_fib2_ui(a.z, b.z, 1 + gmp_urandomm_ui(random, 3000));
    } else if (i % 10 == 1) {
      mpz_set_ui(a.z, 1);
      mpz_mul_2exp(a.z, a.z, gmp_urandomm_ui(random, 3000));
      mpz_add_ui(b.z, a.z, i % 3);
    }
    mpz_mul(a.z, a.z, c.z);
    mpz_mul(b.z, b.z, c.z);
    mpz_init(d.z);
    mpz_gcd(d.z, a.z, b.z);
    char *x = mpz_get_str(NULL, 10, a.z), *y = mpz_get_str(NULL, 10, b.z);
    ck_assert(num_set_text(&m, &a.n, x, strlen(x)) && num_set_text(&m, &b.n, y, strlen(y)));
    ck_assert(num_gcd(&m, &d.n, &a.n, &b.n));
    ck_same(&d.n, d.z);
    ck_assert(num_gcd(&m, &a.n, &a.n, &b.n) && num_gcd(&m, &b.n, &a.n, &b.n)); /* over an operand */
    ck_same(&b.n, d.z);
    free(x);
    free(y);
    release(&a);
    release(&b);
    release(&c);
    release(&d);
  }
  gmp_randclear(random);
  end();
}
END_TEST

START_TEST(text)
{
  begin();
  num n = NUM_ZERO;
  static const char *const bad[] = {"", "-", "+1", " 1", "1 ", "1a", "--1", "1-", "0x1", "12345678901234567890123x"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    num_set_int(&m, &n, 7);
    ck_assert(!num_set_text(&m, &n, bad[i], strlen(bad[i])));
    ck_assert_int_eq(num_sign(&n), 0);
  }
  int64_t v;
  ck_assert(num_set_text(&m, &n, "-0", 2) && num_is_int64(&n, &v) && v == 0);
  ck_assert(num_set_text(&m, &n, "000000000000000000000000000000000000000000042", 45) && num_is_int64(&n, &v) &&
            v == 42);
  ck_assert(!mem_failed(&m));
  size_t length = 20000;
  char *digits = malloc(length), *back = malloc(2 * length);
  for (size_t i = 0; i < length; i++)
    digits[i] = (char)('1' + i % 9);
  ck_assert(num_set_text(&m, &n, digits, length));
  ck_assert_uint_eq(num_text(&m, &n, back), length);
  ck_assert(!memcmp(digits, back, length));
  limits l;
  limits_init(&l, &m);
  limits_begin(&l, &(strsmt_limits){.steps = 10});
  ck_assert_uint_eq(num_text_polled(&m, &l, &n, back), 0);
  ck_assert(!num_set_text_polled(&m, &l, &n, digits, length));
  ck_assert_int_eq(num_sign(&n), 0);
  num three = {3, NULL, 0, 0};
  ck_assert(num_set_text(&m, &n, digits, length));
  ck_assert(!num_mul_polled(&m, &l, &n, &n, &n) && !num_sign(&n));
  ck_assert(num_set_text(&m, &n, digits, length) && num_mul(&m, &n, &n, &n));
  num d = NUM_ZERO;
  ck_assert(num_set_text(&m, &d, digits, length) && num_add(&m, &d, &d, &three));
  ck_assert(!num_divmod_polled(&m, &l, &n, &d, &n, &d) && !num_sign(&n) && !num_sign(&d));
  free(digits);
  free(back);
  num_free(&m, &n);
  end();
}
END_TEST

/* Every allocation fails in turn: false, the result is 0, nothing is lost. */
START_TEST(out_of_memory)
{
  for (size_t fail = 1; fail < 50; fail++) {
    begin();
    blocks.fail_at = fail;
    num a = NUM_ZERO, b = NUM_ZERO, r = NUM_ZERO, q = NUM_ZERO;
    char out[200];
    const char *x = "340282366920938463463374607431768211456340282366920938463463374607431768211456",
               *y = "-18446744073709551617";
    bool ok = num_set_text(&m, &a, x, strlen(x)) && num_set_text(&m, &b, y, strlen(y)) && num_add(&m, &r, &a, &b) &&
              num_sub(&m, &r, &a, &b) && num_mul(&m, &r, &a, &b) && num_neg(&m, &r, &r) &&
              num_divmod(&m, &q, &r, &a, &b) && num_text(&m, &q, out) && num_set(&m, &r, &a) && num_gcd(&m, &q, &a, &b);
    ck_assert_int_eq(ok, !mem_failed(&m));
    num_free(&m, &a);
    num_free(&m, &b);
    num_free(&m, &r);
    num_free(&m, &q);
    end();
  }
  ck_assert_uint_lt(blocks.calls, 49);
}
END_TEST

RUN_TESTS("num", extreme_values, random_values, common_divisors, text, out_of_memory)
