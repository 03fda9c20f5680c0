/* eo_number.c: integers. 31 bits are written in the term itself, 64 bits in its node; GMP takes over where those
 * overflow. Division is Euclid's: the remainder is never negative. */
#include "eo_internal.h"

#include <gmp.h>
#include <string.h>

_Static_assert(sizeof(long) == 8 && GMP_NUMB_BITS == 64, "64-bit words");

bool eo_number_small(const eo *e, eo_term a, int64_t *value)
{
  if (a & EO_NUMERAL_BIT) {
    *value = (int64_t)(a & ~EO_NUMERAL_BIT) - EO_SMALL_BIAS;
    return true;
  }
  const eo_node *n = eo_at(e, a);
  if (n->flags & FLAG_BIG) return false;
  *value = (int64_t)((uint64_t)n->arg[1] << 32 | n->arg[0]);
  return true;
}

/* A number as GMP sees it: `limb` holds a small one. Nothing is to be freed. */
typedef struct view {
  mpz_t z;
  mp_limb_t limb;
} view;

static mpz_srcptr look(const eo *e, eo_term a, view *v)
{
  int64_t small;
  if (eo_number_small(e, a, &small)) {
    v->limb = small < 0 ? 0 - (uint64_t)small : (uint64_t)small;
    return mpz_roinit_n(v->z, &v->limb, small < 0 ? -1 : small > 0);
  }
  const uint64_t *limbs;
  size_t count;
  bool negative = eo_big_negative(e, a, &limbs, &count);
  return mpz_roinit_n(v->z, (const mp_limb_t *)limbs, negative ? -(mp_size_t)count : (mp_size_t)count);
}

static eo_term take(eo *e, mpz_srcptr z)
{
  if (mpz_fits_slong_p(z)) return eo_make_int(e, mpz_get_si(z));
  return eo_make_limbs(e, mpz_sgn(z) < 0, (const uint64_t *)mpz_limbs_read(z), mpz_size(z));
}

static eo_term small_op(eo *e, eo_op op, int64_t a, int64_t b, bool *done)
{
  int64_t r;
  *done = true;
  switch (op) {
  case OP_ADD:
    if (!__builtin_add_overflow(a, b, &r)) return eo_make_int(e, r);
    break;
  case OP_MUL:
    if (!__builtin_mul_overflow(a, b, &r)) return eo_make_int(e, r);
    break;
  default:
    if (!b) return 0;
    if (a == INT64_MIN && b == -1) break;
    r = a % b;
    if (op == OP_ZDIV) return eo_make_int(e, r >= 0 ? a / b : b > 0 ? a / b - 1 : a / b + 1);
    return eo_make_int(e, r >= 0 ? r : b > 0 ? r + b : r - b);
  }
  *done = false;
  return 0;
}

eo_term eo_number_op(eo *e, eo_op op, eo_term a, eo_term b)
{
  int64_t x, y;
  bool done;
  if (eo_number_small(e, a, &x) && eo_number_small(e, b, &y)) {
    eo_term t = small_op(e, op, x, y, &done);
    if (done) return t;
  }
  view va, vb;
  mpz_srcptr za = look(e, a, &va), zb = look(e, b, &vb);
  if (mpz_size(za) + mpz_size(zb) > EO_MAX_LIMBS) return eo_fail(e, EO_LIMIT, "a numeral is too long");
  mpz_t r;
  mpz_init(r);
  if (op == OP_ADD) mpz_add(r, za, zb);
  else if (op == OP_MUL) mpz_mul(r, za, zb);
  else if (op == OP_ZDIV) (mpz_sgn(zb) > 0 ? mpz_fdiv_q : mpz_cdiv_q)(r, za, zb);
  else (mpz_sgn(zb) > 0 ? mpz_fdiv_r : mpz_cdiv_r)(r, za, zb);
  eo_term t = take(e, r);
  mpz_clear(r);
  return t;
}

eo_term eo_number_neg(eo *e, eo_term a)
{
  int64_t x;
  if (eo_number_small(e, a, &x) && x != INT64_MIN) return eo_make_int(e, -x);
  view v;
  mpz_t r;
  mpz_init(r);
  mpz_neg(r, look(e, a, &v));
  eo_term t = take(e, r);
  mpz_clear(r);
  return t;
}

int eo_number_sign(const eo *e, eo_term a)
{
  int64_t x;
  if (eo_number_small(e, a, &x)) return (x > 0) - (x < 0);
  const uint64_t *limbs;
  size_t count;
  return eo_big_negative(e, a, &limbs, &count) ? -1 : 1;
}

int eo_number_compare(const eo *e, eo_term a, eo_term b)
{
  int64_t x, y;
  if (eo_number_small(e, a, &x) && eo_number_small(e, b, &y)) return (x > y) - (x < y);
  view va, vb;
  return mpz_cmp(look(e, a, &va), look(e, b, &vb));
}

eo_term eo_number_read(eo *e, const char *digits, size_t length)
{
  size_t sign = length && digits[0] == '-';
  if (length == sign) return eo_fail(e, EO_WRONG, "a numeral without digits");
  int64_t value = 0;
  for (size_t i = sign; i < length; i++) {
    if (digits[i] < '0' || digits[i] > '9') return eo_fail(e, EO_WRONG, "a numeral with a character that is no digit");
    if (length - sign <= 18) value = value * 10 + (digits[i] - '0');
  }
  if (length - sign <= 18) return eo_make_int(e, sign ? -value : value);
  if (length > (size_t)EO_MAX_LIMBS * 19) return eo_fail(e, EO_LIMIT, "a numeral is too long");
  char *copy = eo_alloc_zero(e, length + 1, 1);
  if (!copy) return 0;
  memcpy(copy, digits, length);
  mpz_t z;
  mpz_init(z);
  mpz_set_str(z, copy, 10);
  eo_free(e, copy, length + 1, 1);
  eo_term t = take(e, z);
  mpz_clear(z);
  return t;
}

char *eo_number_write(eo *e, eo_term a, size_t *size)
{
  view v;
  mpz_srcptr z = look(e, a, &v);
  *size = mpz_sizeinbase(z, 10) + 2;
  char *text = eo_alloc_zero(e, *size, 1);
  if (text) mpz_get_str(text, 10, z);
  return text;
}
