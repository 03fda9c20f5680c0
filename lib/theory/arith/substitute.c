/* substitute.c: a factor of a product is replaced by what equals it: the literal of its class in the e-graph; the number
 * at which its bounds fix it; a product, or else the representative, of its class; or what an equation of variables makes
 * of it. Only the last of an equation's variables is replaced, and degrees are bounded, so that there is an end to it. The
 * lemma's proof is a congruence. */
#include "theory/arith/products.h"

#include "theory/euf/egraph.h"

static const num one = {1, NULL, 0, 0}, minus_one = {-1, NULL, 0, 0};

typedef struct substitution {
  term product, factor, to;
  term fixed;         /* (= factor to), if it follows from bounds; else 0: from the e-graph */
  bound lower, upper; /* then: of the column that says so */
} substitution;

/* ---- the lemma ---------------------------------------------------------------------------------------------------- */

/* (= factor to), from one literal that is an equality, or from two bounds. */
static step prove_fixed(const substitution *s, derivation *d, const terms *t, const lemma_view *lemma, terms *table)
{
  for (size_t i = 0; i + 1 < lemma->count; i++) {
    if (term_kind(t, lemma->literals[i].atom) != STRSMT_EQ)
      continue;
    if (lemma->literals[i].atom == s->fixed)
      return (step)i + 1;
    term same = terms_apply2(table, STRSMT_EQ, lemma->literals[i].atom, s->fixed);
    return derivation_infer2(d, RULE_EQ_RESOLVE, (step)i + 1, derivation_axiom(d, RULE_ARITH_ATOM_NORM, same));
  }
  step sides[2] = {1, 2};
  return derivation_step(d, RULE_ARITH_ANTISYMM, 1, &s->fixed, 2, sides);
}

/* The last literal is (= product product'). */
static void derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  arith *a = self;
  const substitution *s = data;
  STACK(step) parts = {0};
  step same = s->fixed ? prove_fixed(s, d, a->terms, lemma, a->terms)
                       : egraph_prove(a->env->egraph, d, s->factor, s->to, lemma);
  for (size_t i = 0; i < term_arity(a->terms, s->product); i++) {
    term x = term_arg(a->terms, s->product, i);
    if (!stack_push(a->m, &parts, x == s->factor ? same : derivation_axiom(d, RULE_REFL, x)))
      d->broken = true;
  }
  step equal = derivation_step(d, RULE_NARY_CONG, 1, &s->product, parts.size, parts.data);
  derivation_infer2(d, RULE_CONTRA, equal, lemma_last(lemma));
  stack_free(a->m, &parts);
}

static bool add_premise(arith *a, const bound *b, tlit_list *why)
{
  tlit l = a->literals.data[b->reason - 1];
  for (size_t i = 0; i < why->size; i++)
    if (why->data[i].atom == l.atom)
      return true;
  return stack_push(a->m, why, l);
}

static bool tell(arith *a, substitution *s, term equal)
{
  tlit_list why = {0};
  bool ok = s->fixed ? add_premise(a, &s->lower, &why) && add_premise(a, &s->upper, &why)
                     : egraph_explain(a->env->egraph, s->factor, s->to, &why);
  ok = ok && lemma_add(a->env, &why, 1, &(tlit){equal, true}, derive, a, s);
  stack_free(a->m, &why);
  return ok;
}

/* ---- what is worth it --------------------------------------------------------------------------------------------- */

/* Is the product as it would be then something else, without too many factors, and not known to have the same value? */
static bool is_news(arith *a, const substitution *s, term other, bool *news)
{
  linear p = {0};
  num value = NUM_ZERO, wanted = NUM_ZERO;
  bool ok = linear_add_term(a->terms, a->limits, &p, other, &one) &&
            linear_add_term(a->terms, a->limits, &p, s->product, &minus_one) && linear_sort(a->m, &p);
  *news = ok && p.sum.size;
  for (size_t i = 0; i < p.sum.size && ok; i++)
    if (term_kind(a->terms, p.sum.data[i].variable) == STRSMT_MUL)
      *news = *news && term_arity(a->terms, p.sum.data[i].variable) <= a->limits->budget.arith_substitute_factors;
  if (*news && arith_value(a, other, &value) && arith_value(a, s->product, &wanted))
    *news = num_cmp(&value, &wanted);
  linear_free(a->m, &p);
  num_free(a->m, &value);
  num_free(a->m, &wanted);
  return !mem_failed(a->m) && !a->limits->stop;
}

static bool try_one(arith *a, substitution *s, bool *any)
{
  term_list args = {0};
  bool ok = true, news = false;
  for (size_t i = 0; i < term_arity(a->terms, s->product) && ok; i++) {
    term x = term_arg(a->terms, s->product, i);
    ok = stack_push(a->m, &args, x == s->factor ? s->to : x);
  }
  term other = ok ? terms_apply(a->terms, STRSMT_MUL, args.size, args.data) : 0;
  term equal = other ? terms_apply2(a->terms, STRSMT_EQ, s->product, other) : 0;
  stack_free(a->m, &args);
  ok = equal && is_news(a, s, other, &news) && (!news || tell(a, s, equal));
  *any = *any || news;
  return ok;
}

/* ---- candidates --------------------------------------------------------------------------------------------------- */

/* A product in the class of x that does not have x as a factor again; or 0. */
static term product_in_class(const arith *a, term x)
{
  const egraph *g = a->env->egraph;
  for (term y = egraph_next(g, x); y != x; y = egraph_next(g, y)) {
    bool good = term_kind(a->terms, y) == STRSMT_MUL;
    for (size_t i = 0; good && i < term_arity(a->terms, y); i++)
      good = !egraph_equal(g, x, term_arg(a->terms, y, i));
    if (good)
      return y;
  }
  return 0;
}

static bool by_class(arith *a, substitution s, bool *any)
{
  const egraph *g = a->env->egraph;
  if (!egraph_has(g, s.factor))
    return true;
  term best[3] = {egraph_literal(g, s.factor), product_in_class(a, s.factor), egraph_find(g, s.factor)};
  size_t i = best[0] ? 0 : best[1] ? 1 : 2;
  s.to = best[i];
  s.fixed = 0;
  return s.to == s.factor || try_one(a, &s, any);
}

static bool is_fixed(const column *c)
{
  return c->lower.reason && c->upper.reason && !num_cmp(&c->lower.value, &c->upper.value);
}

static bool by_bounds(arith *a, substitution s, const column *c, term to, bool *any)
{
  s.lower = c->lower; /* the reasons; the values stay the column's */
  s.upper = c->upper;
  s.to = to;
  s.fixed = to ? terms_apply2(a->terms, STRSMT_EQ, s.factor, to) : 0;
  return s.fixed && try_one(a, &s, any);
}

/* The coefficient of x in p, if it is 1 or -1, x is the last variable there, and none is a product. */
static num *unit_of(const arith *a, const linear *p, term x)
{
  uint32_t j = tableau_find(&a->tableau, x);
  num *unit = NULL;
  for (size_t i = 0; i < p->sum.size; i++) {
    monomial *part = &p->sum.data[i];
    if (term_kind(a->terms, part->variable) == STRSMT_MUL || tableau_find(&a->tableau, part->variable) > j)
      return NULL;
    if (part->variable == x && (!num_cmp(&part->coefficient, &one) || !num_cmp(&part->coefficient, &minus_one)))
      unit = &part->coefficient;
  }
  return unit;
}

/* p = k solved for the variable of that coefficient. */
static term solve_for(arith *a, linear *p, num *unit, const num *k)
{
  bool minus = num_sign(unit) < 0;
  num_set_int(a->m, unit, 0);
  if (!num_sub(a->m, &p->constant, &p->constant, k) || !linear_sort(a->m, p) || !(minus || linear_negate(a->m, p)))
    return 0;
  term rest = linear_term(a->terms, p), constant = terms_num(a->terms, &p->constant);
  return rest && constant ? terms_apply2(a->terms, STRSMT_ADD, rest, constant) : 0;
}

static bool by_equations(arith *a, substitution s, bool *any)
{
  bool ok = true;
  for (uint32_t j = 0; j < a->tableau.columns.size && ok && !*any; j++) {
    const column *c = tableau_column(&a->tableau, j);
    linear p = {0};
    num *unit;
    if (!c->defined || !is_fixed(c))
      continue;
    ok = !limits_poll(a->limits) && linear_add_term(a->terms, a->limits, &p, c->t, &one) && linear_sort(a->m, &p);
    if (ok && (unit = unit_of(a, &p, s.factor)))
      ok = by_bounds(a, s, c, solve_for(a, &p, unit, &c->lower.value), any);
    linear_free(a->m, &p);
  }
  return ok;
}

bool products_substitute(arith *a, term product, bool *any)
{
  for (size_t i = 0; i < term_arity(a->terms, product); i++) {
    substitution s = {.product = product, .factor = term_arg(a->terms, product, i)};
    uint32_t j = tableau_find(&a->tableau, s.factor);
    const column *c = j == NO_ROW ? NULL : tableau_column(&a->tableau, j);
    if (term_kind(a->terms, s.factor) == STRSMT_INT_LITERAL)
      continue;
    if (c && is_fixed(c) && !by_bounds(a, s, c, terms_num(a->terms, &c->lower.value), any))
      return false;
    if (!*any && !by_class(a, s, any))
      return false;
    if (!*any && !by_equations(a, s, any))
      return false;
    if (*any)
      return true;
  }
  return true;
}
