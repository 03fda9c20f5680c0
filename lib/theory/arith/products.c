/* products.c: products of variables. Where the value of one differs from the product of the factors' values, a factor
 * that is fixed by its bounds is replaced by its value, which makes the product one of fewer factors (the lemma's proof is
 * a congruence); otherwise the factor with the smallest range is split on, half by half, until it is fixed. If no factor
 * has bounds on both sides nothing is done, and the answer may become unknown. */
#include "theory/arith/state.h"
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

/* The factor with the smallest range, if one has bounds on both sides; otherwise their number. */
static size_t best_factor(arith *a, term product, num *range)
{
  size_t n = term_arity(a->terms, product), best = n;
  num size = NUM_ZERO;
  for (size_t i = 0; i < n; i++) {
    uint32_t j = tableau_find(&a->tableau, term_arg(a->terms, product, i));
    const column *c = j == NO_ROW ? NULL : tableau_column(&a->tableau, j);
    if (!c || !c->lower.reason || !c->upper.reason || !num_sub(a->m, &size, &c->upper.value, &c->lower.value))
      continue;
    if ((best == n || num_cmp(&size, range) < 0) && num_set(a->m, range, &size))
      best = i;
  }
  num_free(a->m, &size);
  return best;
}

/* ---- a fixed factor ----------------------------------------------------------------------------------------------- */

typedef struct replacement {
  term product, fixed; /* fixed: (= factor value) */
  size_t factor;
} replacement;

/* {not lower, not upper, (= product product')}, or one premise that is the equality itself. */
static void derive_replacement(void *self, const void *data, derivation *d, size_t count, const tlit *literals)
{
  arith *a = self;
  const replacement *r = data;
  STACK(step) parts = {0};
  step sides[2] = {1, 2};
  step same = count == 2 ? 1 : derivation_step(d, RULE_ARITH_ANTISYMM, 1, &r->fixed, 2, sides);
  (void)literals;
  if (count == 2 && literals[0].atom != r->fixed) /* the equality the other way round */
    same = derivation_infer(d, RULE_SYMM, 1);
  for (size_t i = 0; i < term_arity(a->terms, r->product); i++) {
    step s = i == r->factor ? same : derivation_axiom(d, RULE_REFL, term_arg(a->terms, r->product, i));
    if (!stack_push(a->m, &parts, s))
      d->broken = true;
  }
  step equal = derivation_step(d, RULE_NARY_CONG, 1, &r->product, parts.size, parts.data);
  derivation_infer2(d, RULE_CONTRA, equal, (step)count);
  stack_free(a->m, &parts);
}

static bool replace(arith *a, term product, size_t factor)
{
  const theory_host *host = &a->env->host;
  term x = term_arg(a->terms, product, factor);
  const column *c = tableau_column(&a->tableau, tableau_find(&a->tableau, x));
  tlit low = a->literals.data[c->lower.reason - 1], high = a->literals.data[c->upper.reason - 1];
  term value = terms_num(a->terms, &c->lower.value);
  STACK(term) args = {0};
  bool ok = value;
  for (size_t i = 0; i < term_arity(a->terms, product) && ok; i++)
    ok = stack_push(a->m, &args, i == factor ? value : term_arg(a->terms, product, i));
  term other = ok ? terms_apply(a->terms, STRSMT_MUL, args.size, args.data) : 0;
  replacement r = {product, other ? terms_apply2(a->terms, STRSMT_EQ, x, value) : 0, factor};
  term equal = r.fixed ? terms_apply2(a->terms, STRSMT_EQ, product, other) : 0;
  stack_free(a->m, &args);
  if (!equal)
    return false;
  tlit clause[3] = {{low.atom, !low.positive}, {high.atom, !high.positive}, {equal, true}};
  bool one = low.atom == high.atom;
  return host->lemma(host->user, one ? 2 : 3, one ? (tlit[2]){clause[0], clause[2]} : clause, derive_replacement, a, &r);
}

/* ---- all products ------------------------------------------------------------------------------------------------- */

static bool split(arith *a, term x)
{
  const column *c = tableau_column(&a->tableau, tableau_find(&a->tableau, x));
  const num two = {2, NULL, 0, 0};
  num k = NUM_ZERO;
  bool ok = num_add(a->m, &k, &c->lower.value, &c->upper.value) && num_divmod(a->m, &k, NULL, &k, &two) &&
            arith_split(a, x, &k);
  num_free(a->m, &k);
  return ok;
}

verdict arith_check_products(arith *a)
{
  verdict result = VERDICT_CONSISTENT;
  num range = NUM_ZERO;
  for (uint32_t j = 0; j < a->tableau.columns.size && result != VERDICT_STOPPED; j++) {
    bool off = false;
    if (!is_product(a, j))
      continue;
    term product = tableau_column(&a->tableau, j)->t;
    if (limits_poll(a->limits) || !is_off(a, product, &off)) {
      result = VERDICT_STOPPED;
      break;
    }
    size_t i = off ? best_factor(a, product, &range) : term_arity(a->terms, product);
    if (i == term_arity(a->terms, product))
      continue;
    bool ok = num_sign(&range) ? split(a, term_arg(a->terms, product, i)) : replace(a, product, i);
    result = ok ? VERDICT_LEMMA : VERDICT_STOPPED;
  }
  num_free(a->m, &range);
  return result;
}
