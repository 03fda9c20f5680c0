/* encode_condition.c: a condition as a term.
 *
 * A positive operator without a quantifier holds if the key is there and its value compares with one of the policy's
 * values; a negated one is the opposite, so it holds where the key is missing. ForAnyValue: some value of the request
 * passes (false where the key is missing); ForAllValues: all do (true where it is missing). IfExists makes a condition
 * true where the key is missing. */
#include "encode.h"

static strsmt_term compare_number(struct encoding *e, const struct condition *c, const struct number *n, strsmt_term x)
{
  static const strsmt_kind kinds[] = {[COMPARE_NUMBER] = STRSMT_EQ,
                                      [COMPARE_LESS] = STRSMT_LT,
                                      [COMPARE_LESS_EQUAL] = STRSMT_LE,
                                      [COMPARE_GREATER] = STRSMT_GT,
                                      [COMPARE_GREATER_EQUAL] = STRSMT_GE};
  const char *scaled = number_scaled(&e->pool, n, key_digits(c->key));
  return strsmt_make_2(e->solver, kinds[c->operator->comparison], x, strsmt_make_int_text(e->solver, scaled));
}

static strsmt_term within(struct encoding *e, const struct network *network, strsmt_term x)
{
  if (network->open)
    return encode_undecided(e, pool_format(&e->pool, "%ld in %s", (long)x, network->open));
  const strsmt_term bounds[] = {strsmt_make_2(e->solver, STRSMT_GE, x, strsmt_make_int_text(e->solver, network->first)),
                                strsmt_make_2(e->solver, STRSMT_LE, x, strsmt_make_int_text(e->solver, network->last))};
  return build_and(e->solver, 2, bounds);
}

/* The request's value `x` compares with value `i` of the policy. */
static strsmt_term compare_one(struct encoding *e, const struct condition *c, size_t i, strsmt_term x)
{
  switch (c->operator->comparison) {
  case COMPARE_BOOL:
    return c->truths[i] ? x : build_not(e->solver, x);
  case COMPARE_NETWORK:
    return within(e, &c->networks[i], x);
  default:
    return compare_number(e, c, &c->numbers[i], x);
  }
}

/* As compare_one, for a key that takes texts since it is tested in more than one way. */
static strsmt_term compare_text(struct encoding *e, const struct condition *c, size_t i, strsmt_term x)
{
  if (c->operator->comparison == COMPARE_BOOL)
    return strsmt_make_2(e->solver, STRSMT_EQ, x, strsmt_make_string(e->solver, c->truths[i] ? "true" : "false"));
  return encode_undecided(e, pool_format(&e->pool, "%s value %zu of %ld", c->test, i, (long)x));
}

/* The account of the principal, or the word `anonymous`, fits. */
static strsmt_term compare_account(struct encoding *e, const struct condition *c)
{
  const struct patterns patterns = {c->patterns, c->count};
  if (!c->count)
    return strsmt_make_bool(e->solver, false);
  const strsmt_term language = build_languages(e->solver, &e->pool, &patterns, BUILD_PLAIN);
  const strsmt_term nobody = strsmt_make_string(e->solver, "Anonymous"),
                    word = strsmt_make_string(e->solver, "anonymous");
  const strsmt_term anonymous[] = {strsmt_make_2(e->solver, STRSMT_EQ, e->principal, nobody),
                                   strsmt_make_2(e->solver, STRSMT_STR_IN_RE, word, language)};
  const strsmt_term either[] = {encode_account(e, language), build_and(e->solver, 2, anonymous)};
  return build_or(e->solver, 2, either);
}

/* The request's value `x` compares with some value of the policy. */
static strsmt_term compares(struct encoding *e, const struct condition *c, strsmt_term x)
{
  const struct patterns patterns = {c->patterns, c->count};
  const bool account = encode_is_principal_account(e, c->key), bytes = c->operator->comparison == COMPARE_BINARY;
  if (account && (c->operator->comparison == COMPARE_EQUAL || c->operator->comparison == COMPARE_LIKE))
    return compare_account(e, c);
  if (account || bytes != (c->key->type == KEY_BINARY))
    return encode_undecided(e, c->test);
  switch (c->operator->comparison) {
  case COMPARE_EQUAL:
  case COMPARE_LIKE:
  case COMPARE_BINARY:
    return encode_fits(e, x, &patterns, BUILD_PLAIN);
  case COMPARE_EQUAL_FOLD:
    return encode_fits(e, x, &patterns, BUILD_FOLD);
  case COMPARE_ARN:
    return encode_fits(e, x, &patterns, BUILD_ARN);
  default:
    break;
  }
  strsmt_term *each = pool_take(&e->pool, c->count, sizeof *each);
  const bool text = c->key->type != c->operator->type && !(c->key->type == KEY_DATE && c->operator->type == KEY_NUMBER);
  for (size_t i = 0; i < c->count; i++)
    each[i] = text ? compare_text(e, c, i, x) : compare_one(e, c, i, x);
  return build_or(e->solver, c->count, each);
}

static strsmt_term quantified(struct encoding *e, const struct condition *c, const struct key_terms *key)
{
  strsmt *s = e->solver;
  strsmt_term *each = pool_take(&e->pool, key->count, sizeof *each);
  for (size_t i = 0; i < key->count; i++) {
    each[i] = compares(e, c, key->values[i]);
    if (c->operator->negated)
      each[i] = build_not(s, each[i]);
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
  for (size_t i = 0; i < c->count; i++)
    either[c->truths[i]] = true;
  if (either[0] == either[1])
    return strsmt_make_bool(e->solver, either[0]);
  return either[1] ? build_not(e->solver, present) : present;
}

static strsmt_term plain(struct encoding *e, const struct condition *c, strsmt_term present, strsmt_term value)
{
  const strsmt_term here[] = {present, value}, missing[] = {build_not(e->solver, present), value};
  if (c->operator->negated)
    return build_not(e->solver, build_and(e->solver, 2, here));
  return c->if_exists ? build_or(e->solver, 2, missing) : build_and(e->solver, 2, here);
}

/* On a key with several values: what it says of one, and undecided for more. */
static strsmt_term plain_on_set(struct encoding *e, const struct condition *c, const struct key_terms *key)
{
  strsmt *s = e->solver;
  const strsmt_term value = plain(e, c, key->present, compares(e, c, key->values[0]));
  strsmt_term *same = pool_take(&e->pool, key->count + 1, sizeof *same);
  size_t count = 0;
  for (size_t i = 1; i < key->count; i++)
    same[count++] = strsmt_make_2(s, STRSMT_EQ, key->values[0], key->values[i]);
  const strsmt_term one[] = {build_not(s, key->present), build_and(s, count, same)};
  const strsmt_term decided = build_or(s, 2, one);
  const char *test = pool_format(&e->pool, "%s on several values", c->test);
  const strsmt_term if_one[] = {decided, value}, if_more[] = {build_not(s, decided), encode_undecided(e, test)};
  const strsmt_term both[] = {build_and(s, 2, if_one), build_and(s, 2, if_more)};
  return build_or(s, 2, both);
}

strsmt_term encode_condition(struct encoding *e, const struct condition *c)
{
  const struct key_terms *key = &e->keys[c->key->index];
  if (c->operator->comparison == COMPARE_NULL)
    return is_null(e, c, key->present);
  if (c->quantifier != QUANTIFIER_NONE)
    return quantified(e, c, key);
  if (key->count > 1)
    return plain_on_set(e, c, key);
  return plain(e, c, key->present, compares(e, c, key->values[0]));
}
