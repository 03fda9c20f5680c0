/* multiply.c: bounds of two factors say something of their product: if x >= a and y >= b, (x - a) (y - b) >= 0, and
 * likewise for the other pairs of bounds. That is all that they say if x and y have no other bounds (McCormick,
 * Mathematical Programming 1976); where a is the value of x, it is a tangent. Bounds of sums that have the factors in them
 * count as well, so that monotonicity needs no lemmas of its own. */
#include "theory/arith/products.h"

enum { SIDES = 12 }; /* the most that the budget for them allows */

static const num one = {1, NULL, 0, 0};

/* A bound as a sum that is not negative. */
typedef struct side {
  uint32_t column;
  bool lower;
} side;

typedef struct sides {
  side data[SIDES];
  size_t size;
} sides;

typedef struct multiplication {
  const side *x, *y;
  term conclusion;
} multiplication;

static const bound *bound_of(const arith *a, const side *s)
{
  const column *c = tableau_column(&a->tableau, s->column);
  return s->lower ? &c->lower : &c->upper;
}

/* ---- sides -------------------------------------------------------------------------------------------------------- */

static void add_sides(const arith *a, uint32_t j, sides *out)
{
  const column *c = tableau_column(&a->tableau, j);
  if (c->lower.reason && out->size < a->limits->budget.arith_multiply_sides)
    out->data[out->size++] = (side){j, true};
  if (c->upper.reason && out->size < a->limits->budget.arith_multiply_sides)
    out->data[out->size++] = (side){j, false};
}

/* Is this a sum of few variables, x among them, none of which is a product? */
static bool is_about(arith *a, const column *c, term x, bool *about)
{
  linear p = {0};
  bool ok = linear_add_term(a->terms, a->limits, &p, c->t, &one) && linear_sort(a->m, &p),
       few = p.sum.size <= a->limits->budget.arith_multiply_parts;
  *about = false;
  for (size_t i = 0; i < p.sum.size && few && ok; i++) {
    *about = *about || p.sum.data[i].variable == x;
    few = term_kind(a->terms, p.sum.data[i].variable) != STRSMT_MUL;
  }
  *about = *about && few;
  linear_free(a->m, &p);
  return ok;
}

/* The bounds of x, then those of sums. */
static bool collect(arith *a, term x, sides *out)
{
  uint32_t own = tableau_find(&a->tableau, x);
  out->size = 0;
  if (own == NO_ROW)
    return true;
  add_sides(a, own, out);
  for (uint32_t j = 0; j < a->tableau.columns.size && out->size < a->limits->budget.arith_multiply_sides; j++) {
    const column *c = tableau_column(&a->tableau, j);
    bool about;
    if (!c->defined || (!c->lower.reason && !c->upper.reason))
      continue;
    if (limits_poll(a->limits) || !is_about(a, c, x, &about))
      return false;
    if (about)
      add_sides(a, j, out);
  }
  return true;
}

/* ---- products of two ---------------------------------------------------------------------------------------------- */

static bool read_side(arith *a, const side *s, linear *out)
{
  return linear_add_term(a->terms, a->limits, out, tableau_column(&a->tableau, s->column)->t, &one) &&
         linear_sort(a->m, out) && num_sub(a->m, &out->constant, &out->constant, &bound_of(a, s)->value) &&
         (s->lower || linear_negate(a->m, out));
}

/* out += scale * p */
static bool add_scaled(arith *a, linear *out, const linear *p, const num *scale)
{
  num c = NUM_ZERO;
  bool ok = num_mul(a->m, &c, &p->constant, scale) && num_add(a->m, &out->constant, &out->constant, &c);
  for (size_t i = 0; i < p->sum.size && ok; i++)
    ok = num_mul(a->m, &c, &p->sum.data[i].coefficient, scale) &&
         linear_add_variable(a->m, out, p->sum.data[i].variable, &c);
  num_free(a->m, &c);
  return ok;
}

static bool multiply(arith *a, const linear *p, const linear *q, linear *out)
{
  num c = NUM_ZERO;
  linear without = *q;
  without.constant = NUM_ZERO;
  bool ok = add_scaled(a, out, p, &q->constant) && add_scaled(a, out, &without, &p->constant);
  for (size_t i = 0; i < p->sum.size && ok; i++)
    for (size_t k = 0; k < q->sum.size && ok; k++) {
      term x = terms_apply2(a->terms, STRSMT_MUL, p->sum.data[i].variable, q->sum.data[k].variable);
      ok = x && num_mul(a->m, &c, &p->sum.data[i].coefficient, &q->sum.data[k].coefficient) &&
           linear_add_term(a->terms, a->limits, out, x, &c);
    }
  num_free(a->m, &c);
  return ok && linear_sort(a->m, out);
}

/* The value of a variable; of an unknown product, that of its factors. */
static bool value_of(arith *a, term x, num *value, bool *known)
{
  num factor = NUM_ZERO;
  *known = arith_value(a, x, value);
  bool ok = *known || term_kind(a->terms, x) != STRSMT_MUL;
  if (!ok) {
    ok = *known = true;
    num_set_int(a->m, value, 1);
    for (size_t i = 0; i < term_arity(a->terms, x) && ok && *known; i++) {
      *known = arith_value(a, term_arg(a->terms, x, i), &factor);
      ok = !*known || num_mul_polled(a->m, a->limits, value, value, &factor);
    }
  }
  num_free(a->m, &factor);
  return ok && !mem_failed(a->m);
}

/* Is p negative now? */
static bool is_violated(arith *a, const linear *p, bool *violated)
{
  num sum = NUM_ZERO, value = NUM_ZERO;
  bool known = true, ok = num_set(a->m, &sum, &p->constant);
  for (size_t i = 0; i < p->sum.size && ok && known; i++)
    ok = value_of(a, p->sum.data[i].variable, &value, &known) &&
         (!known || (num_mul_polled(a->m, a->limits, &value, &value, &p->sum.data[i].coefficient) &&
                     num_add(a->m, &sum, &sum, &value)));
  *violated = ok && known && num_sign(&sum) < 0;
  num_free(a->m, &sum);
  num_free(a->m, &value);
  return ok;
}

/* ---- the lemma ---------------------------------------------------------------------------------------------------- */

/* The coefficient with which the literal says what the side does. */
static term coefficient(arith *a, const side *s)
{
  const arith_atom *atom = arith_atom_of(a, a->literals.data[bound_of(a, s)->reason - 1].atom);
  return !atom ? 0 : terms_int(a->terms, atom->equality && s->lower == atom->flipped ? -1 : 1);
}

static void derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  arith *a = self;
  const multiplication *p = data;
  step from[2] = {0, 0};
  for (size_t i = 0; i + 1 < lemma->count; i++) {
    if (lemma->literals[i].atom == a->literals.data[bound_of(a, p->x)->reason - 1].atom)
      from[0] = (step)i + 1;
    if (lemma->literals[i].atom == a->literals.data[bound_of(a, p->y)->reason - 1].atom)
      from[1] = (step)i + 1;
  }
  term args[3] = {coefficient(a, p->x), coefficient(a, p->y), p->conclusion};
  step s = derivation_step(d, RULE_ARITH_MULT, 3, args, 2, from);
  if (lemma->literals[lemma->count - 1].positive)
    derivation_infer2(d, RULE_CONTRA, s, lemma_last(lemma));
  else
    derivation_infer2(d, RULE_CONTRA, lemma_last(lemma), s);
}

static bool tell(arith *a, const side *x, const side *y, linear *product)
{
  tlit first = a->literals.data[bound_of(a, x)->reason - 1], second = a->literals.data[bound_of(a, y)->reason - 1];
  multiplication p = {x, y, linear_at_least_zero(a->terms, product)};
  if (!p.conclusion)
    return false;
  bool negated = term_kind(a->terms, p.conclusion) == STRSMT_NOT, one_premise = first.atom == second.atom;
  tlit last = {negated ? term_arg(a->terms, p.conclusion, 0) : p.conclusion, !negated};
  tlit clause[3] = {{first.atom, !first.positive}, {second.atom, !second.positive}, last};
  if (one_premise)
    clause[1] = last;
  return lemma_add_clause(a->env, one_premise ? 2 : 3, clause, derive, a, &p);
}

static bool try_pair(arith *a, const side *x, const side *y, size_t *lemmas)
{
  linear p = {0}, q = {0}, product = {0};
  bool violated = false;
  bool ok = !limits_poll(a->limits) && read_side(a, x, &p) && read_side(a, y, &q) && multiply(a, &p, &q, &product) &&
            is_violated(a, &product, &violated);
  if (ok && violated && product.sum.size) {
    ok = tell(a, x, y, &product);
    ++*lemmas;
  }
  linear_free(a->m, &p);
  linear_free(a->m, &q);
  linear_free(a->m, &product);
  return ok;
}

static bool try_factors(arith *a, term x, term y, size_t *lemmas)
{
  sides of_x, of_y;
  if (!collect(a, x, &of_x) || !collect(a, y, &of_y))
    return false;
  for (size_t i = 0; i < of_x.size; i++)
    for (size_t k = 0; k < of_y.size && *lemmas < a->limits->budget.arith_multiply_lemmas; k++)
      if (!try_pair(a, &of_x.data[i], &of_y.data[k], lemmas))
        return false;
  return true;
}

/* The product without factor i. */
static term rest_of(arith *a, term product, size_t i)
{
  term_list args = {0};
  bool ok = true;
  for (size_t k = 0; k < term_arity(a->terms, product) && ok; k++)
    ok = k == i || stack_push(a->m, &args, term_arg(a->terms, product, k));
  term rest = !ok ? 0 : args.size == 1 ? args.data[0] : terms_apply(a->terms, STRSMT_MUL, args.size, args.data);
  stack_free(a->m, &args);
  return rest;
}

bool products_multiply(arith *a, term product, bool *any)
{
  size_t n = term_arity(a->terms, product), lemmas = 0;
  for (size_t i = 0; i < (n == 2 ? 1 : n) && lemmas < a->limits->budget.arith_multiply_lemmas; i++) {
    term rest = rest_of(a, product, i);
    if (!rest || !try_factors(a, term_arg(a->terms, product, i), rest, &lemmas))
      return false;
  }
  *any = lemmas;
  return true;
}
