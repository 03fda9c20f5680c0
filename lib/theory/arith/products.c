/* products.c: products of variables. A product is off if its value is not the product of its factors' values. Then, in
 * this order, what the literals say of the values in question is
 *
 * 1. a factor that equals something else, a number at best: the product of that is the same (substitute.c);
 * 2. that a factor can have no other value, or none beyond that (imply.c);
 * 3. bounds of two factors, whose product is one of the product (multiply.c);
 * 4. nothing: the factor with the smallest range is split on, half by half, until it is fixed. A factor that does not have
 *    both bounds is split on at its value, which makes others of 3 (as in the incremental linearization of Cimatti, Griggio,
 *    Irfan, Roveri and Sebastiani, ACM TOCL 2018). There is no end to that by itself, so it is done a few times only; then
 *    the answer may become unknown. */
#include "theory/arith/products.h"
#include "theory/euf/egraph.h"

/* Is this a product that is taken as a variable, and that matters now? */
static bool is_product(const arith *a, uint32_t j)
{
  const column *c = tableau_column(&a->tableau, j);
  return !c->defined && term_kind(a->terms, c->t) == STRSMT_MUL && egraph_has(a->env->egraph, c->t);
}

static bool is_off(arith *a, term product, bool *off)
{
  num value = NUM_ZERO, factor = NUM_ZERO, all = {1, NULL, 0, 0};
  bool ok = arith_value(a, product, &value), known = ok;
  for (size_t i = 0; i < term_arity(a->terms, product) && ok && known; i++) {
    ok = arith_watch(a, term_arg(a->terms, product, i));
    known = ok && arith_value(a, term_arg(a->terms, product, i), &factor);
    ok = ok && (!known || num_mul_polled(a->m, a->limits, &all, &all, &factor));
  }
  *off = ok && known && num_cmp(&value, &all);
  num_free(a->m, &value);
  num_free(a->m, &factor);
  num_free(a->m, &all);
  return !mem_failed(a->m) && !a->limits->stop;
}

static bool collect(arith *a, term_list *off)
{
  for (uint32_t j = 0; j < a->tableau.columns.size; j++) {
    bool wrong;
    term product = tableau_column(&a->tableau, j)->t;
    if (is_product(a, j) &&
        (limits_poll(a->limits) || !is_off(a, product, &wrong) || (wrong && !stack_push(a->m, off, product))))
      return false;
  }
  return true;
}

/* What the literals imply of the factors' values. */
static bool tell_factors(arith *a, term product, bool *any)
{
  bool ok = true;
  for (size_t i = 0; i < term_arity(a->terms, product) && ok && !*any; i++)
    ok = arith_tell_value(a, term_arg(a->terms, product, i), any);
  return ok;
}

/* ---- splits ------------------------------------------------------------------------------------------------------- */

static const column *column_of(const arith *a, term x)
{
  uint32_t j = tableau_find(&a->tableau, x);
  return j == NO_ROW ? NULL : tableau_column(&a->tableau, j);
}

/* The factor with the smallest range, if one has bounds on both sides; otherwise their number. */
static size_t best_factor(arith *a, term product, num *range)
{
  size_t n = term_arity(a->terms, product), best = n;
  num size = NUM_ZERO;
  for (size_t i = 0; i < n; i++) {
    const column *c = column_of(a, term_arg(a->terms, product, i));
    if (!c || !c->lower.reason || !c->upper.reason || !num_sub(a->m, &size, &c->upper.value, &c->lower.value))
      continue;
    if (num_sign(&size) && (best == n || num_cmp(&size, range) < 0) && num_set(a->m, range, &size))
      best = i;
  }
  num_free(a->m, &size);
  return best;
}

static bool halve(arith *a, term x)
{
  const column *c = column_of(a, x);
  const num two = {2, NULL, 0, 0};
  num k = NUM_ZERO;
  bool ok = num_add(a->m, &k, &c->lower.value, &c->upper.value) && num_divmod(a->m, &k, NULL, &k, &two) &&
            arith_split(a, x, &k);
  num_free(a->m, &k);
  return ok;
}

/* How often has a factor of this product been split on without bounds? *ok: it is counted. */
static unsigned count_split(arith *a, term product, bool *ok)
{
  *ok = by_key_reach(a->m, &a->splits, (size_t)product + 1);
  return *ok ? a->splits.data[product]++ : 0;
}

/* x <= k or x > k: k is such that the value becomes a bound, or shows the sign. */
static bool split_at_value(arith *a, term x)
{
  const num one = {1, NULL, 0, 0};
  const column *c = column_of(a, x);
  num k = NUM_ZERO;
  bool ok = true;
  if (c->lower.reason)
    ok = num_set(a->m, &k, &c->value.n);
  else if (c->upper.reason)
    ok = num_sub(a->m, &k, &c->value.n, &one);
  else
    num_set_int(a->m, &k, num_sign(&c->value.n) < 0 ? -1 : 0);
  ok = ok && arith_split(a, x, &k);
  num_free(a->m, &k);
  return ok;
}

static bool split(arith *a, term product, bool *any)
{
  num range = NUM_ZERO;
  size_t n = term_arity(a->terms, product), best = best_factor(a, product, &range);
  num_free(a->m, &range);
  if (best < n)
    return *any = true, halve(a, term_arg(a->terms, product, best));
  bool ok;
  unsigned count = count_split(a, product, &ok);
  if (!ok || count >= a->limits->budget.arith_product_splits) {
    if (ok)
      a->splits.data[product]--;
    return ok;
  }
  for (size_t i = 0; i < n && !*any; i++) {
    term x = term_arg(a->terms, product, (i + count) % n);
    const column *c = column_of(a, x);
    if (c && !(c->lower.reason && c->upper.reason))
      return *any = true, split_at_value(a, x);
  }
  return true;
}

/* ---- all products ------------------------------------------------------------------------------------------------- */

typedef bool (*way)(arith *a, term product, bool *any);

static verdict try_way(arith *a, const term_list *off, way go, size_t most)
{
  size_t lemmas = 0;
  for (size_t i = 0; i < off->size && lemmas < most; i++) {
    bool any = false;
    if (limits_poll(a->limits) || !go(a, off->data[i], &any))
      return VERDICT_STOPPED;
    lemmas += any;
  }
  return lemmas ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}

verdict arith_check_products(arith *a)
{
  static const way ways[] = {products_substitute, tell_factors, products_multiply, split};
  term_list off = {0};
  verdict v = collect(a, &off) ? VERDICT_CONSISTENT : VERDICT_STOPPED;
  for (size_t i = 0; i < sizeof ways / sizeof *ways && off.size && v == VERDICT_CONSISTENT; i++)
    v = try_way(a, &off, ways[i], ways[i] == split ? 1 : a->limits->budget.arith_product_lemmas);
  stack_free(a->m, &off);
  return v;
}
