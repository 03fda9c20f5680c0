/* rational.c: exact fractions; see rational.h. */
#include "theory/arith/rational.h"

void rational_free(mem *m, rational *r)
{
  num_free(m, &r->n);
  num_free(m, &r->d);
  *r = RATIONAL_ZERO;
}

bool rational_set_num(mem *m, rational *r, const num *a)
{
  num_set_int(m, &r->d, 1);
  return num_set(m, &r->n, a);
}

bool rational_set(mem *m, rational *r, const rational *a)
{
  return num_set(m, &r->n, &a->n) && num_set(m, &r->d, &a->d);
}

static bool reduce(mem *m, rational *r)
{
  num g = NUM_ZERO;
  bool ok = num_gcd(m, &g, &r->n, &r->d);
  if (ok && num_sign(&r->d) < 0)
    ok = num_neg(m, &g, &g);
  ok = ok && num_divmod(m, &r->n, NULL, &r->n, &g) && num_divmod(m, &r->d, NULL, &r->d, &g);
  num_free(m, &g);
  return ok;
}

/* All small and integers, and so is the result: the short way. False: it is not. */
static bool add_scaled_small(rational *r, const num *p, const num *q, const rational *x)
{
  int64_t v;
  if (p->size || q->size || r->n.size || x->n.size || !rational_is_integer(r) || !rational_is_integer(x) ||
      __builtin_mul_overflow(p->small, x->n.small, &v))
    return false;
  if (q->small == -1) {
    if (__builtin_sub_overflow(0, v, &v))
      return false;
  } else if (q->small != 1) {
    if (v % q->small)
      return false;
    v /= q->small;
  }
  return !__builtin_add_overflow(r->n.small, v, &v) && (r->n.small = v, true);
}

bool rational_add_scaled(mem *m, rational *r, const num *p, const num *q, const rational *x)
{
  if (add_scaled_small(r, p, q, x))
    return true;
  num a = NUM_ZERO, b = NUM_ZERO;
  bool ok = num_mul(m, &a, q, &x->d) && num_mul(m, &b, p, &x->n) && num_mul(m, &b, &b, &r->d) &&
            num_mul(m, &r->n, &r->n, &a) && num_add(m, &r->n, &r->n, &b) && num_mul(m, &r->d, &r->d, &a) &&
            reduce(m, r);
  num_free(m, &a);
  num_free(m, &b);
  return ok;
}

int rational_cmp_num(mem *m, const rational *r, const num *k)
{
  if (rational_is_integer(r))
    return num_cmp(&r->n, k);
  num product = NUM_ZERO;
  int c = num_mul(m, &product, k, &r->d) ? num_cmp(&r->n, &product) : 0;
  num_free(m, &product);
  return c;
}

bool rational_floor(mem *m, num *k, const rational *r)
{
  return num_divmod(m, k, NULL, &r->n, &r->d);
}
