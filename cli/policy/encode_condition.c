/* encode_condition.c: a condition as a term.
 *
 * A positive operator without a quantifier holds if the key is there and its value compares with one of the policy's
 * values; a negated one is the opposite, so it holds where the key is missing. ForAnyValue: some value of the request
 * passes (false where the key is missing); ForAllValues: all do (true where it is missing). IfExists makes a condition
 * true where the key is missing. */
#include "build.h"
#include "encode.h"

static strsmt_term compare_number(struct encoding *e, const struct condition *c, const struct number *n, strsmt_term x)
{
  static const strsmt_kind kinds[] = {[COMPARE_NUMBER] = STRSMT_EQ,        [COMPARE_LESS] = STRSMT_LT,
                                      [COMPARE_LESS_EQUAL] = STRSMT_LE,    [COMPARE_GREATER] = STRSMT_GT,
                                      [COMPARE_GREATER_EQUAL] = STRSMT_GE};
  const char *scaled = number_scaled(&e->pool, n, key_digits(c->key));
  return strsmt_make_2(e->solver, kinds[c->operator->comparison], x, strsmt_make_int_text(e->solver, scaled));
}

static strsmt_term within(struct encoding *e, const struct network *network, strsmt_term x)
{
  const strsmt_term bounds[] = {
    strsmt_make_2(e->solver, STRSMT_GE, x, strsmt_make_int_text(e->solver, network->first)),
    strsmt_make_2(e->solver, STRSMT_LE, x, strsmt_make_int_text(e->solver, network->last))};
  return build_and(e->solver, 2, bounds);
}

/* The request's value `x` compares with value `i` of the policy. */
static strsmt_term compare_one(struct encoding *e, const struct condition *c, size_t i, strsmt_term x)
{
  switch (c->operator->comparison) {
  case COMPARE_BOOL: return c->truths[i] ? x : build_not(e->solver, x);
  case COMPARE_NETWORK: return within(e, &c->networks[i], x);
  default: return compare_number(e, c, &c->numbers[i], x);
  }
}

/* The request's value `x` compares with some value of the policy. */
static strsmt_term compares(struct encoding *e, const struct condition *c, strsmt_term x)
{
  const struct patterns patterns = {c->patterns, c->count};
  switch (c->operator->comparison) {
  case COMPARE_EQUAL:
  case COMPARE_LIKE:
  case COMPARE_BINARY: return build_fits(e->solver, &e->pool, x, &patterns, BUILD_PLAIN);
  case COMPARE_EQUAL_FOLD: return build_fits(e->solver, &e->pool, x, &patterns, BUILD_FOLD);
  case COMPARE_ARN: return build_fits(e->solver, &e->pool, x, &patterns, BUILD_ARN);
  default: break;
  }
  strsmt_term *each = pool_take(&e->pool, c->count, sizeof *each);
  for (size_t i = 0; i < c->count; i++) each[i] = compare_one(e, c, i, x);
  return build_or(e->solver, c->count, each);
}

static strsmt_term quantified(struct encoding *e, const struct condition *c, const struct key_terms *key)
{
  strsmt *s = e->solver;
  strsmt_term *each = pool_take(&e->pool, key->count, sizeof *each);
  for (size_t i = 0; i < key->count; i++) {
    each[i] = compares(e, c, key->values[i]);
    if (c->operator->negated) each[i] = build_not(s, each[i]);
  }
  const bool any = c->quantifier == QUANTIFIER_ANY;
  const strsmt_term values = any ? build_or(s, key->count, each) : build_and(s, key->count, each);
  const bool missing = c->if_exists || !any;
  const strsmt_term both[] = {missing ? build_not(s, key->present) : key->present, values};
  return missing ? build_or(s, 2, both) : build_and(s, 2, both);
}

/* {"Null": {key: "true"}}: the key is missing. */
static strsmt_term is_null(struct encoding *e, const struct condition *c, strsmt_term present)
{
  bool either[2] = {false, false};
  for (size_t i = 0; i < c->count; i++) either[c->truths[i]] = true;
  if (either[0] && either[1]) return strsmt_make_bool(e->solver, true);
  return either[1] ? build_not(e->solver, present) : present;
}

strsmt_term encode_condition(struct encoding *e, const struct condition *c)
{
  const struct key_terms *key = &e->keys[c->key->index];
  if (c->operator->comparison == COMPARE_NULL) return is_null(e, c, key->present);
  if (c->quantifier != QUANTIFIER_NONE) return quantified(e, c, key);
  const strsmt_term value = compares(e, c, key->values[0]);
  const strsmt_term here[] = {key->present, value}, missing[] = {build_not(e->solver, key->present), value};
  if (c->operator->negated) return build_not(e->solver, build_and(e->solver, 2, here));
  return c->if_exists ? build_or(e->solver, 2, missing) : build_and(e->solver, 2, here);
}
