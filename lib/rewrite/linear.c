/* linear.c: integer terms as linear polynomials; see linear.h. The checker compares both sides of a rewriting as
 * polynomials of its own (proofs/signature/arith.eo), so nothing here has to be done in the same order there. */
#include "rewrite/linear.h"

#include "rewrite/build.h"

/* Terms with more variables are not brought into normal form, unless they stand in an atom. Products of sums that have
 * more summands are variables. */
static const num one = {1, NULL, 0, 0}, minus_one = {-1, NULL, 0, 0};

void linear_free(mem *m, linear *p)
{
  for (size_t i = 0; i < p->sum.size; i++)
    num_free(m, &p->sum.data[i].coefficient);
  stack_free(m, &p->sum);
  num_free(m, &p->constant);
}

bool linear_add_variable(mem *m, linear *p, term variable, const num *coefficient)
{
  monomial x = {variable, NUM_ZERO};
  if (num_set(m, &x.coefficient, coefficient) && stack_push(m, &p->sum, x))
    return true;
  num_free(m, &x.coefficient);
  return false;
}

/* ---- from terms --------------------------------------------------------------------------------------------------- */

/* A summand that waits: scale * a. */
typedef struct summand {
  term a;
  num scale;
} summand;

typedef struct reader {
  terms *t;
  mem *m;
  limits *l;
  linear *p;
  STACK(summand) todo;
  term_list factors;
} reader;

static bool push(reader *r, term a, const num *scale, const num *by)
{
  summand s = {a, NUM_ZERO};
  if (num_mul_polled(r->m, r->l, &s.scale, scale, by) && stack_push(r->m, &r->todo, s))
    return true;
  num_free(r->m, &s.scale);
  return false;
}

/* The factors of a product, nested ones too: numbers go into `scale`, the others into `factors`. */
static bool read_factors(reader *r, term a, num *scale)
{
  stack_clear(&r->factors);
  size_t next = 0;
  if (!stack_push(r->m, &r->factors, a))
    return false;
  while (next < r->factors.size) {
    term b = r->factors.data[next];
    strsmt_kind k = term_kind(r->t, b);
    if (limits_poll(r->l))
      return false;
    if (k != STRSMT_MUL && k != STRSMT_INT_LITERAL && k != STRSMT_NEG) {
      next++;
      continue;
    }
    r->factors.data[next] = stack_top(&r->factors);
    r->factors.size--;
    if (k == STRSMT_INT_LITERAL ? !num_mul_polled(r->m, r->l, scale, scale, term_num(r->t, b))
                                : k == STRSMT_NEG && !num_neg(r->m, scale, scale))
      return false;
    for (size_t i = 0; k != STRSMT_INT_LITERAL && i < term_arity(r->t, b); i++)
      if (!stack_push(r->m, &r->factors, term_arg(r->t, b, i)))
        return false;
  }
  return true;
}

/* The product of the factors, in order: a variable. */
static term product(reader *r)
{
  for (size_t i = 1; i < r->factors.size; i++)
    for (size_t j = i; j > 0 && r->factors.data[j - 1] > r->factors.data[j]; j--) {
      term swap = r->factors.data[j];
      r->factors.data[j] = r->factors.data[j - 1];
      r->factors.data[j - 1] = swap;
    }
  return terms_apply(r->t, STRSMT_MUL, r->factors.size, r->factors.data);
}

static bool add_constant(reader *r, const num *scale, const num *value)
{
  num c = NUM_ZERO;
  bool ok = num_mul_polled(r->m, r->l, &c, scale, value) && num_add(r->m, &r->p->constant, &r->p->constant, &c);
  num_free(r->m, &c);
  return ok;
}

/* A factor that is a sum, if there are not too many summands when all is multiplied out; else as many as factors. */
static size_t find_sum(const reader *r)
{
  size_t found = r->factors.size, summands = 1;
  for (size_t i = 0; i < r->factors.size && summands <= r->l->budget.rewrite_product_summands; i++) {
    strsmt_kind k = term_kind(r->t, r->factors.data[i]);
    if (k != STRSMT_ADD && k != STRSMT_SUB)
      continue;
    found = i;
    summands *= term_arity(r->t, r->factors.data[i]);
  }
  return summands <= r->l->budget.rewrite_product_summands ? found : r->factors.size;
}

/* The products of the summands of factor k with the other factors. */
static bool multiply_out(reader *r, size_t k, const num *scale)
{
  term sum = r->factors.data[k];
  for (size_t i = term_arity(r->t, sum); i-- > 0;) {
    bool minus = term_kind(r->t, sum) == STRSMT_SUB && i == 1;
    r->factors.data[k] = term_arg(r->t, sum, i);
    term part = terms_apply(r->t, STRSMT_MUL, r->factors.size, r->factors.data);
    if (!part || !push(r, part, scale, minus ? &minus_one : &one))
      return false;
  }
  return true;
}

static bool read_product(reader *r, term a, num *scale)
{
  if (!read_factors(r, a, scale))
    return false;
  if (!num_sign(scale))
    return true;
  if (!r->factors.size)
    return add_constant(r, scale, &one);
  if (r->factors.size == 1)
    return push(r, r->factors.data[0], scale, &one);
  size_t sum = find_sum(r);
  if (sum < r->factors.size)
    return multiply_out(r, sum, scale);
  term x = product(r);
  return x && linear_add_variable(r->m, r->p, x, scale);
}

static bool read_summand(reader *r, term a, num *scale)
{
  switch (term_kind(r->t, a)) {
  case STRSMT_INT_LITERAL:
    return add_constant(r, scale, term_num(r->t, a));
  case STRSMT_ADD:
    for (size_t i = term_arity(r->t, a); i-- > 0;)
      if (!push(r, term_arg(r->t, a, i), scale, &one))
        return false;
    return true;
  case STRSMT_SUB:
    return push(r, term_arg(r->t, a, 1), scale, &minus_one) && push(r, term_arg(r->t, a, 0), scale, &one);
  case STRSMT_NEG:
    return push(r, term_arg(r->t, a, 0), scale, &minus_one);
  case STRSMT_MUL:
    return read_product(r, a, scale);
  default:
    return linear_add_variable(r->m, r->p, a, scale);
  }
}

bool linear_add_term(terms *t, limits *l, linear *p, term a, const num *scale)
{
  reader r = {.t = t, .m = terms_mem(t), .l = l, .p = p};
  bool ok = push(&r, a, scale, &one);
  while (ok && r.todo.size) {
    summand s = stack_pop(&r.todo);
    ok = !limits_poll(l) && read_summand(&r, s.a, &s.scale);
    num_free(r.m, &s.scale);
  }
  while (r.todo.size) {
    num_free(r.m, &stack_top(&r.todo).scale);
    r.todo.size--;
  }
  stack_free(r.m, &r.todo);
  stack_free(r.m, &r.factors);
  return ok;
}

/* ---- order -------------------------------------------------------------------------------------------------------- */

/* Heap sort: in place and never slow. */
static void sift(monomial *a, size_t root, size_t n)
{
  for (size_t child; (child = 2 * root + 1) < n; root = child) {
    if (child + 1 < n && a[child + 1].variable > a[child].variable)
      child++;
    if (a[child].variable <= a[root].variable)
      return;
    monomial swap = a[root];
    a[root] = a[child];
    a[child] = swap;
  }
}

static void sort_monomials(monomial *a, size_t n)
{
  for (size_t i = n / 2; i-- > 0;)
    sift(a, i, n);
  for (size_t i = n; i-- > 1;) {
    monomial swap = a[0];
    a[0] = a[i];
    a[i] = swap;
    sift(a, 0, i);
  }
}

bool linear_sort(mem *m, linear *p)
{
  size_t n = 0, i = 0, size = p->sum.size;
  bool ok = true;
  monomial *a = p->sum.data;
  if (size > 1)
    sort_monomials(a, size);
  while (i < size) {
    monomial x = a[i++];
    for (; i < size && a[i].variable == x.variable; i++) {
      ok = num_add(m, &x.coefficient, &x.coefficient, &a[i].coefficient) && ok;
      num_free(m, &a[i].coefficient);
    }
    if (num_sign(&x.coefficient))
      a[n++] = x;
    else
      num_free(m, &x.coefficient);
  }
  p->sum.size = n;
  return ok;
}

bool linear_negate(mem *m, linear *p)
{
  bool ok = num_neg(m, &p->constant, &p->constant);
  for (size_t i = 0; i < p->sum.size; i++)
    ok = num_neg(m, &p->sum.data[i].coefficient, &p->sum.data[i].coefficient) && ok;
  return ok;
}

static bool content(mem *m, const linear *p, num *g)
{
  num_set_int(m, g, 0);
  for (size_t i = 0; i < p->sum.size && num_cmp(g, &one); i++)
    if (!num_gcd(m, g, g, &p->sum.data[i].coefficient))
      return false;
  return true;
}

bool linear_reduce(mem *m, linear *p, num *divisor, bool *exact)
{
  num g = NUM_ZERO, rest = NUM_ZERO;
  bool ok = content(m, p, &g);
  *exact = true;
  if (ok && num_sign(&g) && num_cmp(&g, &one)) {
    for (size_t i = 0; i < p->sum.size && ok; i++)
      ok = num_divmod(m, &p->sum.data[i].coefficient, NULL, &p->sum.data[i].coefficient, &g);
    ok = ok && num_divmod(m, &p->constant, &rest, &p->constant, &g);
    *exact = !num_sign(&rest);
  }
  if (divisor)
    ok = ok && num_set(m, divisor, num_sign(&g) ? &g : &one);
  num_free(m, &g);
  num_free(m, &rest);
  return ok;
}

/* ---- to terms ----------------------------------------------------------------------------------------------------- */

static term monomial_term(terms *t, const monomial *x)
{
  return num_cmp(&x->coefficient, &one) ? build2(t, STRSMT_MUL, terms_num(t, &x->coefficient), x->variable)
                                        : x->variable;
}

static term sum_term(terms *t, const linear *p, bool with_constant)
{
  mem *m = terms_mem(t);
  term_list parts = {0};
  term result = 0;
  bool ok = true;
  for (size_t i = 0; i < p->sum.size && ok; i++) {
    term x = monomial_term(t, &p->sum.data[i]);
    ok = x && stack_push(m, &parts, x);
  }
  if (ok && (!p->sum.size || (with_constant && num_sign(&p->constant)))) {
    term c = with_constant ? terms_num(t, &p->constant) : terms_int(t, 0);
    ok = c && stack_push(m, &parts, c);
  }
  if (ok)
    result = parts.size == 1 ? parts.data[0] : terms_apply(t, STRSMT_ADD, parts.size, parts.data);
  stack_free(m, &parts);
  return result;
}

term linear_term(terms *t, const linear *p)
{
  return sum_term(t, p, false);
}

static bool is_negative(const linear *p)
{
  return num_sign(&p->sum.data[0].coefficient) < 0;
}

/* p' + c >= 0 is (>= p' -c); with a negative first coefficient it is (not (>= -p' c + 1)). */
term linear_at_least_zero(terms *t, linear *p)
{
  mem *m = terms_mem(t);
  num k = NUM_ZERO;
  bool exact, negative;
  if (!p->sum.size)
    return build_bool(t, num_sign(&p->constant) >= 0);
  if (!linear_reduce(m, p, NULL, &exact))
    return 0;
  negative = is_negative(p);
  bool ok = negative ? num_add(m, &k, &p->constant, &one) && linear_negate(m, p) : num_neg(m, &k, &p->constant);
  term atom = ok ? build2(t, STRSMT_GE, linear_term(t, p), terms_num(t, &k)) : 0;
  num_free(m, &k);
  return negative ? build_not(t, atom) : atom;
}

/* p = 0 */
static term equal_to_zero(terms *t, linear *p)
{
  mem *m = terms_mem(t);
  bool exact;
  if (!p->sum.size)
    return build_bool(t, !num_sign(&p->constant));
  if (!linear_reduce(m, p, NULL, &exact))
    return 0;
  if (!exact)
    return terms_false(t);
  if (is_negative(p) && !linear_negate(m, p))
    return 0;
  monomial *x = p->sum.data;
  if (p->sum.size == 2 && !num_sign(&p->constant) && !num_cmp(&x[0].coefficient, &one) &&
      !num_cmp(&x[1].coefficient, &minus_one))
    return build2(t, STRSMT_EQ, x[0].variable, x[1].variable);
  num k = NUM_ZERO;
  term result = num_neg(m, &k, &p->constant) ? build2(t, STRSMT_EQ, linear_term(t, p), terms_num(t, &k)) : 0;
  num_free(m, &k);
  return result;
}

/* ---- normal forms ------------------------------------------------------------------------------------------------- */

term linear_normal_term(terms *t, limits *l, term a)
{
  linear p = {0};
  term result = 0;
  if (linear_add_term(t, l, &p, a, &one) && linear_sort(terms_mem(t), &p))
    result = p.sum.size <= l->budget.rewrite_sum_variables ? sum_term(t, &p, true) : a;
  linear_free(terms_mem(t), &p);
  return result;
}

/* upper - lower - (strict ? 1 : 0) */
static bool difference(terms *t, limits *l, linear *p, term upper, term lower, bool strict)
{
  mem *m = terms_mem(t);
  return linear_add_term(t, l, p, upper, &one) && linear_add_term(t, l, p, lower, &minus_one) &&
         (!strict || num_sub(m, &p->constant, &p->constant, &one)) && linear_sort(m, p);
}

term linear_normal_atom(terms *t, limits *l, term a)
{
  linear p = {0};
  strsmt_kind k = term_kind(t, a);
  bool up = k == STRSMT_GE || k == STRSMT_GT || k == STRSMT_EQ, strict = k == STRSMT_GT || k == STRSMT_LT;
  term result = 0;
  if (difference(t, l, &p, term_arg(t, a, !up), term_arg(t, a, up), strict))
    result = k == STRSMT_EQ ? equal_to_zero(t, &p) : linear_at_least_zero(t, &p);
  linear_free(terms_mem(t), &p);
  return result;
}
