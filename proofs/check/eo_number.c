/* eo_number.c: integers. 31 bits are written in the term itself, 64 bits in its node; beyond, limbs of 64 bits, on which
 * GMP's functions for them (mpn) work, those that allocate nothing: products and conversions are those of the schoolbook,
 * division is Knuth's algorithm D. Their time is counted as steps. Division is Euclid's: the remainder is never negative.
 *
 * Results are written above the limbs in use, where eo_make_limbs finds them in place. Room is made before operands are
 * looked at, since they may lie in the same array. */
#include "eo_internal.h"

#include <gmp.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;
_Static_assert(sizeof(mp_limb_t) == 8 && GMP_NUMB_BITS == 64, "64-bit words");

#define CHUNK UINT64_C(1000000000000000000) /* the largest power of 10 below 2^60 */
enum { CHUNK_DIGITS = 18, WORK = 16 };      /* products of limbs in a step */

bool eo_number_small(const eo *e, eo_term a, int64_t *value)
{
  if (a & EO_NUMERAL_BIT) {
    *value = (int64_t)(a & ~EO_NUMERAL_BIT) - EO_SMALL_BIAS;
    return true;
  }
  const eo_node *n = eo_at(e, a);
  if (n->flags & FLAG_BIG)
    return false;
  *value = (int64_t)((uint64_t)n->arg[1] << 32 | n->arg[0]);
  return true;
}

/* A number as sign and limbs, without leading zeros; `one` holds a small one. */
typedef struct view {
  const mp_limb_t *limbs;
  size_t size;
  bool negative;
  mp_limb_t one;
} view;

static size_t size_of(const eo *e, eo_term a)
{
  int64_t small;
  return eo_number_small(e, a, &small) ? small != 0 : eo_at(e, a)->arg[1] & 0x7fffffffu;
}

static void look(const eo *e, eo_term a, view *v)
{
  int64_t small;
  if (eo_number_small(e, a, &small)) {
    v->one = small < 0 ? 0 - (uint64_t)small : (uint64_t)small;
    v->limbs = &v->one;
    v->size = small != 0;
    v->negative = small < 0;
    return;
  }
  const uint64_t *limbs;
  v->negative = eo_big_negative(e, a, &limbs, &v->size);
  v->limbs = (const mp_limb_t *)limbs;
}

static mp_limb_t *scratch(eo *e)
{
  return (mp_limb_t *)(e->limbs.v + e->limbs.n);
}

/* The number with these limbs, which may have leading zeros. */
static eo_term take(eo *e, bool negative, const mp_limb_t *limbs, size_t size)
{
  while (size && !limbs[size - 1])
    size--;
  if (!size)
    return eo_make_int(e, 0);
  if (size == 1 && limbs[0] < UINT64_C(1) << 63)
    return eo_make_int(e, negative ? -(int64_t)limbs[0] : (int64_t)limbs[0]);
  if (size == 1 && negative && limbs[0] == UINT64_C(1) << 63)
    return eo_make_int(e, INT64_MIN);
  return eo_make_limbs(e, negative, (const uint64_t *)limbs, size);
}

static int compare_sizes(const view *a, const view *b)
{
  if (a->size != b->size)
    return a->size < b->size ? -1 : 1;
  return a->size ? mpn_cmp(a->limbs, b->limbs, (mp_size_t)a->size) : 0;
}

static eo_term add(eo *e, eo_term a, eo_term b)
{
  size_t most = size_of(e, a) > size_of(e, b) ? size_of(e, a) : size_of(e, b);
  view x, y;
  if (!EO_ROOM(e, &e->limbs, most + 1))
    return 0;
  look(e, a, &x);
  look(e, b, &y);
  if (compare_sizes(&x, &y) < 0) {
    look(e, b, &x);
    look(e, a, &y);
  }
  mp_limb_t *out = scratch(e);
  if (!y.size)
    return take(e, x.negative, x.limbs, x.size);
  mp_size_t n = (mp_size_t)x.size, m = (mp_size_t)y.size;
  if (x.negative == y.negative)
    out[n] = mpn_add(out, x.limbs, n, y.limbs, m);
  else
    out[n] = 0, mpn_sub(out, x.limbs, n, y.limbs, m);
  return take(e, x.negative, out, x.size + 1);
}

static eo_term multiply(eo *e, eo_term a, eo_term b)
{
  size_t n = size_of(e, a), m = size_of(e, b);
  view x, y;
  if (!n || !m)
    return eo_make_int(e, 0);
  if (!EO_ROOM(e, &e->limbs, n + m) || !eo_spend(e, (uint64_t)n * m / WORK))
    return 0;
  look(e, a, &x);
  look(e, b, &y);
  mp_limb_t *out = scratch(e);
  out[n] = mpn_mul_1(out, x.limbs, (mp_size_t)n, y.limbs[0]);
  for (size_t i = 1; i < m; i++)
    out[n + i] = mpn_addmul_1(out + i, x.limbs, (mp_size_t)n, y.limbs[i]);
  return take(e, x.negative != y.negative, out, n + m);
}

__extension__ typedef unsigned __int128 wide;

/* Divides u (n + 1 limbs, the highest below that of d) by d (m >= 2 limbs, the highest bit set): the quotient's n - m + 1
 * limbs into q, the remainder stays in u. (Knuth, The Art of Computer Programming, 4.3.1 D.) */
static void divide_long(mp_limb_t *q, mp_limb_t *u, size_t n, const mp_limb_t *d, size_t m)
{
  for (size_t j = n - m + 1; j-- > 0;) {
    mp_limb_t *w = u + j; /* its m + 1 limbs are below d times 2^64 */
    wide top = (wide)w[m] << 64 | w[m - 1];
    mp_limb_t guess = w[m] >= d[m - 1] ? UINT64_MAX : (mp_limb_t)(top / d[m - 1]);
    mp_limb_t borrow = mpn_submul_1(w, d, (mp_size_t)m, guess), had = w[m];
    w[m] = had - borrow;
    for (bool below = had < borrow; below;) { /* at most twice, or thrice where the guess was cut to a limb */
      guess--;
      mp_limb_t carry = mpn_add_n(w, w, d, (mp_size_t)m), before = w[m];
      w[m] = before + carry;
      below = w[m] >= before;
    }
    q[j] = guess;
  }
}

/* |a| = q |b| + r; b is not 0. q has n - m + 1 limbs (n if m is 1), r has m. */
static void divide(const view *x, const view *y, mp_limb_t *q, mp_limb_t *r, mp_limb_t *d)
{
  size_t n = x->size, m = y->size;
  if (m == 1) {
    r[0] = mpn_divrem_1(q, 0, x->limbs, (mp_size_t)n, y->limbs[0]);
    return;
  }
  unsigned shift = (unsigned)__builtin_clzll(y->limbs[m - 1]);
  memcpy(d, y->limbs, m * sizeof *d);
  memcpy(r, x->limbs, n * sizeof *r);
  r[n] = 0;
  if (shift) {
    mpn_lshift(d, d, (mp_size_t)m, shift);
    r[n] = mpn_lshift(r, r, (mp_size_t)n, shift);
  }
  divide_long(q, r, n, d, m);
  if (shift)
    mpn_rshift(r, r, (mp_size_t)m, shift);
}

/* Euclid's quotient or remainder: if |a| = q |b| + r and a is negative, then a = -q |b| - r, which is (-q - 1) |b| + (|b| - r)
 * if r is not 0. */
static eo_term quotient(eo *e, bool remainder, eo_term a, eo_term b)
{
  size_t n = size_of(e, a), m = size_of(e, b);
  view x, y;
  if (!m)
    return 0;
  size_t qs = n >= m ? n - m + 2 : 1, rs = (n > m ? n : m) + 1;
  if (!EO_ROOM(e, &e->limbs, qs + rs + m) || !eo_spend(e, (uint64_t)qs * m / WORK))
    return 0;
  look(e, a, &x);
  look(e, b, &y);
  mp_limb_t *q = scratch(e), *r = q + qs, *d = r + rs;
  memset(q, 0, (qs + rs) * sizeof *q);
  if (n < m)
    memcpy(r, x.limbs, n * sizeof *r);
  else
    divide(&x, &y, q, r, d);
  if (x.negative && !mpn_zero_p(r, (mp_size_t)m)) {
    mpn_sub_n(r, y.limbs, r, (mp_size_t)m);
    mpn_add_1(q, q, (mp_size_t)qs, 1);
  }
  return remainder ? take(e, false, r, m) : take(e, x.negative != y.negative, q, qs);
}

static eo_term small_op(eo *e, eo_op op, int64_t a, int64_t b, bool *done)
{
  int64_t r;
  *done = true;
  switch (op) {
  case OP_ADD:
    if (!__builtin_add_overflow(a, b, &r))
      return eo_make_int(e, r);
    break;
  case OP_MUL:
    if (!__builtin_mul_overflow(a, b, &r))
      return eo_make_int(e, r);
    break;
  default:
    if (!b)
      return 0;
    if (a == INT64_MIN && b == -1)
      break;
    r = a % b;
    if (op == OP_ZDIV)
      return eo_make_int(e, r >= 0 ? a / b : b > 0 ? a / b - 1 : a / b + 1);
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
    if (done)
      return t;
  }
  size_t size = size_of(e, a) + size_of(e, b);
  if (size > EO_MAX_LIMBS)
    return eo_fail(e, EO_LIMIT, "a numeral is too long");
  if (!eo_spend(e, size / WORK))
    return 0;
  return op == OP_ADD ? add(e, a, b) : op == OP_MUL ? multiply(e, a, b) : quotient(e, op == OP_ZMOD, a, b);
}

eo_term eo_number_neg(eo *e, eo_term a)
{
  int64_t x;
  view v;
  if (eo_number_small(e, a, &x) && x != INT64_MIN)
    return eo_make_int(e, -x);
  look(e, a, &v);
  return take(e, !v.negative, v.limbs, v.size);
}

int eo_number_sign(const eo *e, eo_term a)
{
  view v;
  look(e, a, &v);
  return v.negative ? -1 : v.size > 0;
}

int eo_number_compare(const eo *e, eo_term a, eo_term b)
{
  int64_t x, y;
  if (eo_number_small(e, a, &x) && eo_number_small(e, b, &y))
    return (x > y) - (x < y);
  view va, vb;
  look(e, a, &va);
  look(e, b, &vb);
  if (va.negative != vb.negative)
    return va.negative ? -1 : 1;
  return va.negative ? compare_sizes(&vb, &va) : compare_sizes(&va, &vb);
}

static uint64_t read_chunk(const char *digits, size_t count)
{
  uint64_t value = 0;
  for (size_t i = 0; i < count; i++)
    value = value * 10 + (uint64_t)(digits[i] - '0');
  return value;
}

eo_term eo_number_read(eo *e, const char *digits, size_t length)
{
  bool negative = length && digits[0] == '-';
  if (length == negative)
    return eo_fail(e, EO_WRONG, "a numeral without digits");
  for (size_t i = negative; i < length; i++)
    if (digits[i] < '0' || digits[i] > '9')
      return eo_fail(e, EO_WRONG, "a numeral with a character that is no digit");
  digits += negative;
  length -= negative;
  while (length > 1 && *digits == '0')
    digits++, length--;
  if (length <= CHUNK_DIGITS) {
    int64_t value = (int64_t)read_chunk(digits, length);
    return eo_make_int(e, negative ? -value : value);
  }
  size_t size = length / CHUNK_DIGITS + 1;
  if (size > EO_MAX_LIMBS)
    return eo_fail(e, EO_LIMIT, "a numeral is too long");
  if (!EO_ROOM(e, &e->limbs, size) || !eo_spend(e, (uint64_t)size * size / WORK / 2))
    return 0;
  mp_limb_t *out = scratch(e);
  size_t used = 0, first = length % CHUNK_DIGITS;
  if (first)
    out[used++] = read_chunk(digits, first);
  for (size_t i = first; i < length; i += CHUNK_DIGITS) {
    mp_limb_t chunk = read_chunk(digits + i, CHUNK_DIGITS), carry = chunk;
    if (used) {
      carry = mpn_mul_1(out, out, (mp_size_t)used, CHUNK);
      carry += mpn_add_1(out, out, (mp_size_t)used, chunk);
    }
    if (carry)
      out[used++] = carry;
  }
  return take(e, negative, out, used);
}

char *eo_number_write(eo *e, eo_term a, size_t *size)
{
  size_t n = size_of(e, a), at;
  view v;
  *size = n * 20 + 3; /* 2^64 < 10^20; a sign, a digit, the NUL */
  if (!EO_ROOM(e, &e->limbs, n) || !eo_spend(e, (uint64_t)n * n / WORK * 4))
    return NULL;
  char *text = eo_alloc_zero(e, *size, 1);
  if (!text)
    return NULL;
  look(e, a, &v);
  mp_limb_t *rest = scratch(e);
  if (n)
    memcpy(rest, v.limbs, n * sizeof *rest);
  at = *size - 1;
  do {
    uint64_t chunk = n ? mpn_divrem_1(rest, 0, rest, (mp_size_t)n, CHUNK) : 0;
    while (n && !rest[n - 1])
      n--;
    for (int i = 0; i < CHUNK_DIGITS && (n || chunk || i == 0); i++, chunk /= 10)
      text[--at] = (char)('0' + chunk % 10);
  } while (n);
  if (v.negative)
    text[--at] = '-';
  memmove(text, text + at, *size - at);
  return text;
}

eo_term eo_negative(eo *e, eo_term numeral)
{
  eo_enter(e);
  eo_term t = eo_tag_of(e, numeral) == TAG_NUMERAL ? eo_number_neg(e, numeral) : 0;
  return eo_leave(e, t) ? t : 0;
}

int eo_sign(const eo *e, eo_term numeral)
{
  return eo_number_sign(e, numeral);
}
