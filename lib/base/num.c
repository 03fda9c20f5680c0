/* num.c: exact integers, 64 bits first, then sign and magnitude.
 *
 * Invariants: a value that fits into 64 bits is small (`size` 0), so equal values look alike; otherwise the top limb is
 * not 0. Only those mpn functions of GMP are used that never allocate: GMP's allocator aborts when there is no memory,
 * and its hooks are global. Hence multiplication and division are the schoolbook's, and the greatest common divisor is
 * Lehmer's (Knuth, The Art of Computer Programming, volume 2, 4.3.1 and 4.5.2). */
#include "base/num_limbs.h"

_Static_assert(GMP_NAIL_BITS == 0 && sizeof(mp_limb_t) == sizeof(uint64_t) &&
                   _Generic((mp_limb_t)0, uint64_t : 1, default : 0),
               "limbs are 64-bit words");

__extension__ typedef unsigned __int128 wide;

bool num_check(const num *a)
{
  uint32_t size = (uint32_t)(a->size < 0 ? -(int64_t)a->size : a->size);
  if (!a->size)
    return true;
  return a->limbs && size <= a->capacity && a->limbs[size - 1] &&
         (size > 1 || a->limbs[0] > (uint64_t)INT64_MAX + (a->size < 0));
}

void num_view_of(num_view *v, const num *a)
{
  assert(num_check(a));
  v->negative = a->size ? a->size < 0 : a->small < 0;
  if (a->size) {
    v->limbs = a->limbs;
    v->size = a->size < 0 ? -a->size : a->size;
    return;
  }
  v->word = a->small < 0 ? 0 - (uint64_t)a->small : (uint64_t)a->small;
  v->limbs = &v->word;
  v->size = a->small != 0;
}

uint64_t *num_new_limbs(mem *m, int64_t count)
{
  if (count > LIMBS_MAX) {
    m->oom = true;
    return NULL;
  }
  return mem_alloc(m, (size_t)count * sizeof(uint64_t));
}

void num_free_limbs(mem *m, uint64_t *limbs, int64_t count)
{
  mem_free(m, limbs, (size_t)count * sizeof *limbs);
}

void num_free(mem *m, num *a)
{
  num_free_limbs(m, a->limbs, a->capacity);
  *a = NUM_ZERO;
}

void num_set_int(mem *m, num *r, int64_t v)
{
  num_free(m, r);
  r->small = v;
}

void num_adopt(mem *m, num *r, uint64_t *limbs, int32_t size, int32_t capacity, bool negative)
{
  assert(size <= capacity && r->limbs != limbs);
  while (size && !limbs[size - 1])
    size--;
  num_free(m, r);
  uint64_t word = size ? limbs[0] : 0, most = (uint64_t)INT64_MAX + negative;
  if (size <= 1 && word <= most) {
    r->small = negative ? (int64_t)(0 - word) : (int64_t)word;
    num_free_limbs(m, limbs, capacity);
    return;
  }
  *r = (num){0, limbs, negative ? -size : size, (uint32_t)capacity};
  assert(num_check(r));
}

bool num_stopped(limits *l, int32_t limbs)
{
  return l && limits_poll_many(l, (uint64_t)limbs / 32 + 1);
}

bool num_fail(mem *m, num *r)
{
  num_free(m, r);
  return false;
}

bool num_set(mem *m, num *r, const num *a)
{
  if (r == a)
    return true;
  if (!a->size) {
    num_set_int(m, r, a->small);
    return true;
  }
  int32_t size = a->size < 0 ? -a->size : a->size;
  uint64_t *limbs = num_new_limbs(m, size);
  if (!limbs)
    return num_fail(m, r);
  memcpy(limbs, a->limbs, (size_t)size * sizeof *limbs);
  num_adopt(m, r, limbs, size, size, a->size < 0);
  return true;
}

/* ---- order ---- */

static int compare_magnitudes(const num_view *a, const num_view *b)
{
  if (a->size != b->size)
    return a->size < b->size ? -1 : 1;
  return a->size ? mpn_cmp(a->limbs, b->limbs, a->size) : 0;
}

int num_cmp(const num *a, const num *b)
{
  if (!a->size && !b->size)
    return (a->small > b->small) - (a->small < b->small);
  num_view x, y;
  num_view_of(&x, a);
  num_view_of(&y, b);
  if (x.negative != y.negative)
    return x.negative ? -1 : 1;
  int c = compare_magnitudes(&x, &y);
  return x.negative ? -c : c;
}

int num_sign(const num *a)
{
  return a->size ? (a->size > 0) - (a->size < 0) : (a->small > 0) - (a->small < 0);
}

bool num_is_int64(const num *a, int64_t *v)
{
  if (a->size)
    return false;
  if (v)
    *v = a->small;
  return true;
}

uint32_t num_hash(const num *a)
{
  num_view x;
  num_view_of(&x, a);
  uint64_t h = x.negative ? UINT64_C(0x9e3779b97f4a7c15) : 0;
  for (int32_t i = 0; i < x.size; i++) {
    h = (h ^ x.limbs[i]) * UINT64_C(0xff51afd7ed558ccd);
    h ^= h >> 32;
  }
  return (uint32_t)h;
}

/* ---- sums ---- */

/* a + b, or a - b: of large magnitudes. */
static bool sum(mem *m, num *r, const num *a, const num *b, bool subtract)
{
  num_view x, y;
  num_view_of(&x, a);
  num_view_of(&y, b);
  y.negative ^= subtract;
  const num_view *big = compare_magnitudes(&x, &y) >= 0 ? &x : &y, *little = big == &x ? &y : &x;
  int32_t capacity = big->size + 1, size = capacity;
  uint64_t *limbs = num_new_limbs(m, capacity);
  if (!limbs)
    return num_fail(m, r);
  if (!little->size) {
    memcpy(limbs, big->limbs, (size_t)big->size * sizeof *limbs);
    limbs[big->size] = 0;
  } else if (x.negative == y.negative) {
    limbs[big->size] = mpn_add(limbs, big->limbs, big->size, little->limbs, little->size);
  } else {
    mpn_sub(limbs, big->limbs, big->size, little->limbs, little->size);
    size = big->size;
  }
  num_adopt(m, r, limbs, size, capacity, big->negative);
  return true;
}

bool num_add(mem *m, num *r, const num *a, const num *b)
{
  int64_t v;
  if (!a->size && !b->size && !__builtin_add_overflow(a->small, b->small, &v)) {
    num_set_int(m, r, v);
    return true;
  }
  return sum(m, r, a, b, false);
}

bool num_sub(mem *m, num *r, const num *a, const num *b)
{
  int64_t v;
  if (!a->size && !b->size && !__builtin_sub_overflow(a->small, b->small, &v)) {
    num_set_int(m, r, v);
    return true;
  }
  return sum(m, r, a, b, true);
}

bool num_neg(mem *m, num *r, const num *a)
{
  const num zero = NUM_ZERO;
  return num_sub(m, r, &zero, a);
}

/* ---- products ---- */

/* out[0 .. an+bn) = a * b, for sizes of at least 1; `out` is apart from both. False: stopped. */
static bool multiply(limits *l, uint64_t *out, const uint64_t *a, int32_t an, const uint64_t *b, int32_t bn)
{
  out[an] = mpn_mul_1(out, a, an, b[0]);
  for (int32_t i = 1; i < bn; i++) {
    if (num_stopped(l, an))
      return false;
    out[an + i] = mpn_addmul_1(out + i, a, an, b[i]);
  }
  return true;
}

bool num_mul_polled(mem *m, limits *l, num *r, const num *a, const num *b)
{
  int64_t v;
  if (!a->size && !b->size && !__builtin_mul_overflow(a->small, b->small, &v)) {
    num_set_int(m, r, v);
    return true;
  }
  num_view x, y;
  num_view_of(&x, a);
  num_view_of(&y, b);
  if (!x.size || !y.size) {
    num_set_int(m, r, 0);
    return true;
  }
  int64_t capacity = (int64_t)x.size + y.size;
  uint64_t *limbs = num_new_limbs(m, capacity);
  if (!limbs)
    return num_fail(m, r);
  if (!multiply(l, limbs, x.limbs, x.size, y.limbs, y.size)) {
    num_free_limbs(m, limbs, capacity);
    return num_fail(m, r);
  }
  num_adopt(m, r, limbs, (int32_t)capacity, (int32_t)capacity, x.negative != y.negative);
  return true;
}

bool num_mul(mem *m, num *r, const num *a, const num *b)
{
  return num_mul_polled(m, NULL, r, a, b);
}

/* ---- division ---- */

/* Knuth's algorithm D. `rest` holds the dividend, shifted so that the divisor's top bit is set, with one limb more than
 * the dividend; it ends as the shifted remainder in its low dn limbs. q gets rn - dn limbs, where rn counts the extra
 * limb; dn >= 2. False: stopped. */
static bool divide_long(limits *l, uint64_t *q, uint64_t *rest, int32_t rn, const uint64_t *d, int32_t dn)
{
  uint64_t top = d[dn - 1], next = d[dn - 2];
  for (int32_t j = rn - dn - 1; j >= 0; j--) {
    if (num_stopped(l, dn))
      return false;
    uint64_t *u = rest + j;
    wide head = (wide)u[dn] << 64 | u[dn - 1];
    wide guess = u[dn] >= top ? UINT64_MAX : head / top;
    wide left = head - guess * top;
    while (left <= UINT64_MAX && guess * next > (left << 64 | u[dn - 2])) {
      guess--;
      left += top;
    }
    uint64_t borrow = mpn_submul_1(u, d, dn, (uint64_t)guess), had = u[dn];
    u[dn] = had - borrow;
    if (had < borrow) { /* the guess was one too large: add one divisor back */
      guess--;
      u[dn] += mpn_add_n(u, u, d, dn);
    }
    q[j] = (uint64_t)guess;
  }
  return true;
}

/* Quotient and remainder of magnitudes, x >= y > 0, as new limbs: x.size and y.size of them. */
static bool divide_magnitudes(mem *m, limits *l, const num_view *x, const num_view *y, uint64_t **quotient,
                              uint64_t **remainder)
{
  int32_t xn = x->size, yn = y->size;
  uint64_t *q = num_new_limbs(m, xn), *r = num_new_limbs(m, yn);
  uint64_t *u = num_new_limbs(m, (int64_t)xn + 1), *d = num_new_limbs(m, yn);
  bool ok = q && r && u && d;
  if (ok && yn == 1) {
    r[0] = mpn_divrem_1(q, 0, x->limbs, xn, y->limbs[0]);
  } else if (ok) {
    unsigned shift = (unsigned)__builtin_clzll(y->limbs[yn - 1]);
    memcpy(d, y->limbs, (size_t)yn * sizeof *d);
    memcpy(u, x->limbs, (size_t)xn * sizeof *u);
    u[xn] = 0;
    if (shift) {
      mpn_lshift(d, d, yn, shift);
      u[xn] = mpn_lshift(u, u, xn, shift);
    }
    memset(q, 0, (size_t)xn * sizeof *q);
    ok = divide_long(l, q, u, xn + 1, d, yn);
    memcpy(r, u, (size_t)yn * sizeof *r);
    if (shift)
      mpn_rshift(r, r, yn, shift);
  }
  num_free_limbs(m, u, (int64_t)xn + 1);
  num_free_limbs(m, d, yn);
  if (!ok) {
    num_free_limbs(m, q, xn);
    num_free_limbs(m, r, yn);
    return false;
  }
  *quotient = q;
  *remainder = r;
  return true;
}

/* From truncated to Euclidean: a = b*q + r with 0 <= r < |b|. */
static bool make_euclidean(mem *m, num *q, num *r, const num *b)
{
  if (num_sign(r) >= 0)
    return true;
  const num one = {1, NULL, 0, 0};
  if (num_sign(b) > 0)
    return num_sub(m, q, q, &one) && num_add(m, r, r, b);
  return num_add(m, q, q, &one) && num_sub(m, r, r, b);
}

static bool divide(mem *m, limits *l, num *q, num *r, const num *a, const num *b)
{
  assert(num_sign(b));
  if (!a->size && !b->size && !(a->small == INT64_MIN && b->small == -1)) {
    num_set_int(m, q, a->small / b->small);
    num_set_int(m, r, a->small % b->small);
    return make_euclidean(m, q, r, b);
  }
  num_view x, y;
  num_view_of(&x, a);
  num_view_of(&y, b);
  if (compare_magnitudes(&x, &y) < 0)
    return num_set(m, r, a) && make_euclidean(m, q, r, b);
  uint64_t *quotient, *remainder;
  if (!divide_magnitudes(m, l, &x, &y, &quotient, &remainder))
    return false;
  num_adopt(m, q, quotient, x.size, x.size, x.negative != y.negative);
  num_adopt(m, r, remainder, y.size, y.size, x.negative);
  return make_euclidean(m, q, r, b);
}

/* Moves `from` (or 0, if not ok) into `to`. */
static void give(mem *m, num *to, num *from, bool ok)
{
  if (!ok || !to)
    num_free(m, from);
  if (!to)
    return;
  num_free(m, to);
  *to = *from;
}

bool num_divmod_polled(mem *m, limits *l, num *q, num *r, const num *a, const num *b)
{
  assert(num_sign(b) != 0);
  num quotient = NUM_ZERO, remainder = NUM_ZERO;
  bool ok = divide(m, l, &quotient, &remainder, a, b);
  give(m, q, &quotient, ok);
  give(m, r, &remainder, ok);
  return ok;
}

bool num_divmod(mem *m, num *q, num *r, const num *a, const num *b)
{
  return num_divmod_polled(m, NULL, q, r, a, b);
}

/* ---- greatest common divisor ---- */

/* Lehmer's algorithm (Knuth, 4.5.2, algorithm L): the leading 62 bits of two long numbers say what some thirty of Euclid's
 * quotients will be, whatever the other bits are; so the long numbers are touched once for all of them. */

/* x becomes x[0] * u + x[1] * v, and y likewise; the factors of a row have opposite signs. */
typedef struct euclid {
  int64_t x[2], y[2];
} euclid;

/* The quotients that hold for all numbers that begin like u and v (u >= v, below 2^62). False: not even one is sure. */
static bool euclid_leading(euclid *e, int64_t u, int64_t v)
{
  *e = (euclid){{1, 0}, {0, 1}};
  bool any = false;
  while (v + e->y[0] > 0 && v + e->y[1] > 0) {
    int64_t q = (u + e->x[0]) / (v + e->y[0]);
    if (q != (u + e->x[1]) / (v + e->y[1]) || q > INT32_MAX)
      break;
    const euclid next = {{e->y[0], e->y[1]}, {e->x[0] - q * e->y[0], e->x[1] - q * e->y[1]}};
    if (next.y[0] > INT32_MAX || next.y[0] < -INT32_MAX || next.y[1] > INT32_MAX || next.y[1] < -INT32_MAX)
      break;
    int64_t rest = u - q * v;
    u = v;
    v = rest;
    *e = next;
    any = true;
  }
  return any && e->x[1] != 0;
}

/* 62 bits of a number of n limbs from the bit `shift` below the top of limb n - 1 on. */
static int64_t leading(const uint64_t *limbs, int32_t n, unsigned shift)
{
  uint64_t high = limbs[n - 1], low = n > 1 ? limbs[n - 2] : 0;
  return (int64_t)((shift ? high << shift | low >> (64 - shift) : high) >> 2);
}

/* out = a * u + b * v, of n limbs, where the result is not negative and fits. */
static void combine(uint64_t *out, const uint64_t *u, const uint64_t *v, int32_t n, const int64_t factors[2])
{
  bool first = factors[0] > 0 || (factors[0] == 0 && factors[1] < 0); /* the positive one comes first */
  int64_t plus = first ? factors[0] : factors[1], minus = first ? factors[1] : factors[0];
  mpn_mul_1(out, first ? u : v, n, (uint64_t)plus);
  mpn_submul_1(out, first ? v : u, n, (uint64_t)-minus);
}

static int32_t length(const uint64_t *limbs, int32_t n)
{
  while (n > 0 && !limbs[n - 1])
    n--;
  return n;
}

/* Euclid's algorithm on magnitudes of n limbs (the smaller one padded), in place, until the smaller has at most one limb
 * or is 0; `spare` has room for two more. *un and *vn are their lengths then, *un >= *vn. */
static bool lehmer(mem *m, uint64_t **u, uint64_t **v, uint64_t **spare, int32_t n, int32_t *un, int32_t *vn)
{
  bool ok = true;
  for (*un = length(*u, n), *vn = length(*v, n); ok && *vn > 1;) {
    unsigned shift = (unsigned)__builtin_clzll((*u)[*un - 1]);
    euclid e;
    if (*un - *vn <= 1 && euclid_leading(&e, leading(*u, *un, shift), leading(*v, *un, shift))) {
      combine(spare[0], *u, *v, *un, e.x);
      combine(spare[1], *u, *v, *un, e.y);
      uint64_t *old[2] = {*u, *v};
      *u = spare[0];
      *v = spare[1];
      memcpy(spare, old, sizeof old);
    } else {
      const num_view x = {*u, *un, false, 0}, y = {*v, *vn, false, 0};
      uint64_t *q, *r;
      ok = divide_magnitudes(m, NULL, &x, &y, &q, &r);
      if (ok) {
        memset(*u, 0, (size_t)*un * sizeof **u);
        memcpy(*u, r, (size_t)*vn * sizeof **u);
        num_free_limbs(m, q, *un);
        num_free_limbs(m, r, *vn);
        uint64_t *swap = *u;
        *u = *v;
        *v = swap;
      }
    }
    int32_t longer = *un;
    *un = length(*u, longer);
    *vn = length(*v, longer);
  }
  return ok;
}

static uint64_t gcd_words(uint64_t u, uint64_t v)
{
  while (v) {
    uint64_t rest = u % v;
    u = v;
    v = rest;
  }
  return u;
}

static bool set_word(mem *m, num *r, uint64_t word)
{
  if (word <= INT64_MAX) {
    num_set_int(m, r, (int64_t)word);
    return true;
  }
  uint64_t *limb = num_new_limbs(m, 1);
  if (!limb)
    return false;
  *limb = word;
  num_adopt(m, r, limb, 1, 1, false);
  return true;
}

static bool set_absolute(mem *m, num *r, const num *a)
{
  return num_sign(a) < 0 ? num_neg(m, r, a) : num_set(m, r, a);
}

static bool gcd_long(mem *m, num *r, const num_view *x, const num_view *y)
{
  int32_t n = x->size > y->size ? x->size : y->size, un, vn;
  uint64_t *room = num_new_limbs(m, 4 * (int64_t)n);
  if (!room)
    return false;
  memset(room, 0, 4 * (size_t)n * sizeof *room);
  uint64_t *u = room, *v = room + n, *spare[2] = {room + 2 * (size_t)n, room + 3 * (size_t)n};
  bool order = compare_magnitudes(x, y) >= 0;
  memcpy(order ? u : v, x->limbs, (size_t)x->size * sizeof *u);
  memcpy(order ? v : u, y->limbs, (size_t)y->size * sizeof *u);
  bool ok = lehmer(m, &u, &v, spare, n, &un, &vn);
  if (ok && vn) {
    ok = set_word(m, r, gcd_words(v[0], mpn_mod_1(u, un, v[0])));
  } else if (ok) {
    uint64_t *limbs = num_new_limbs(m, un);
    ok = limbs != NULL;
    if (ok) {
      memcpy(limbs, u, (size_t)un * sizeof *limbs);
      num_adopt(m, r, limbs, un, un, false);
    }
  }
  num_free_limbs(m, room, 4 * (int64_t)n);
  return ok;
}

bool num_gcd(mem *m, num *r, const num *a, const num *b)
{
  num_view x, y;
  num_view_of(&x, a);
  num_view_of(&y, b);
  if (x.size > 1 || y.size > 1)
    return (x.size && y.size ? gcd_long(m, r, &x, &y) : set_absolute(m, r, x.size ? a : b)) || num_fail(m, r);
  return set_word(m, r, gcd_words(x.size ? x.limbs[0] : 0, y.size ? y.limbs[0] : 0)) || num_fail(m, r);
}
