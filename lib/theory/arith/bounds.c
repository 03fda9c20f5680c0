/* bounds.c: the theory of integer bounds. Its atoms are (>= t k), t an integer term that is taken as a variable and k a
 * literal; other comparisons with literals have been rewritten to these (rule int_bound).
 *
 * The literals on t give a largest lower and a smallest upper bound; they clash if the lower bound is above the upper
 * one, and then those two literals alone do. Without a clash the value nearest to zero is taken. */
#include "theory/theory.h"

typedef struct bound {
  term variable;
  term lower, upper; /* atoms (>= t k): t >= k from `lower`; t < k from `upper`; 0: none */
} bound;

typedef struct bounds {
  const theory_env *env;
  STACK(bound) list;
  STACK(uint32_t) index_of; /* by term: its place in the list, plus 1 */
} bounds;

static void *bounds_create(const theory_env *env)
{
  bounds *b = mem_calloc(env->m, 1, sizeof *b);
  if (b)
    b->env = env;
  return b;
}

static void bounds_destroy(void *self)
{
  bounds *b = self;
  if (!b)
    return;
  stack_free(b->env->m, &b->list);
  stack_free(b->env->m, &b->index_of);
  mem_free(b->env->m, b, sizeof *b);
}

static bool bounds_owns(const void *self, term atom)
{
  const terms *t = ((const bounds *)self)->env->terms;
  return term_kind(t, atom) == STRSMT_GE && term_kind(t, term_arg(t, atom, 1)) == STRSMT_INT_LITERAL &&
         term_kind(t, term_arg(t, atom, 0)) != STRSMT_INT_LITERAL;
}

static const num *limit_of(const bounds *b, term atom)
{
  return term_num(b->env->terms, term_arg(b->env->terms, atom, 1));
}

static void forget_last(bounds *b)
{
  for (size_t i = 0; i < b->list.size; i++)
    b->index_of.data[b->list.data[i].variable] = 0;
  stack_clear(&b->list);
}

static bound *bound_of(bounds *b, term variable)
{
  mem *m = b->env->m;
  if (variable >= b->index_of.size) {
    size_t size = terms_count(b->env->terms) + 1;
    if (!stack_reserve(m, &b->index_of, size))
      return NULL;
    memset(b->index_of.data + b->index_of.size, 0, (size - b->index_of.size) * sizeof(uint32_t));
    b->index_of.size = size;
  }
  uint32_t *place = &b->index_of.data[variable];
  if (!*place) {
    if (!stack_push(m, &b->list, ((bound){.variable = variable})))
      return NULL;
    *place = (uint32_t)b->list.size;
  }
  return &b->list.data[*place - 1];
}

static bool take_literal(bounds *b, tlit l)
{
  bound *at = bound_of(b, term_arg(b->env->terms, l.atom, 0));
  if (!at)
    return false;
  if (l.positive && (!at->lower || num_cmp(limit_of(b, l.atom), limit_of(b, at->lower)) > 0))
    at->lower = l.atom;
  if (!l.positive && (!at->upper || num_cmp(limit_of(b, l.atom), limit_of(b, at->upper)) < 0))
    at->upper = l.atom;
  return true;
}

/* Lemma {not (>= t a), (>= t b)}, a >= b. */
static void derive_clash(void *self, const void *data, derivation *d, size_t count, const tlit *literals)
{
  const bounds *b = self;
  (void)data;
  (void)count;
  term limit = term_arg(b->env->terms, literals[1].atom, 1);
  step premise = 1;
  derivation_infer2(d, RULE_CONTRA, derivation_step(d, RULE_INT_BOUND_WEAKEN, 1, &limit, 1, &premise), 2);
}

static verdict bounds_check(void *self, size_t count, const tlit *literals)
{
  bounds *b = self;
  const theory_env *env = b->env;
  verdict result = VERDICT_CONSISTENT;
  forget_last(b);
  for (size_t i = 0; i < count; i++)
    if (limits_poll(env->limits) || !take_literal(b, literals[i]))
      return VERDICT_STOPPED;
  for (size_t i = 0; i < b->list.size; i++) {
    const bound *at = &b->list.data[i];
    if (!at->lower || !at->upper || num_cmp(limit_of(b, at->lower), limit_of(b, at->upper)) < 0)
      continue;
    tlit clause[2] = {{at->lower, false}, {at->upper, true}};
    if (!env->host.lemma(env->host.user, 2, clause, derive_clash, b, NULL))
      return VERDICT_STOPPED;
    result = VERDICT_LEMMA;
  }
  return result;
}

/* The value between the bounds that is nearest to zero. */
static term nearest_to_zero(const bounds *b, const bound *at)
{
  const num zero = NUM_ZERO, one = {1, NULL, 0, 0};
  mem *m = b->env->m;
  num value = NUM_ZERO;
  bool ok = true;
  if (at->lower && num_cmp(limit_of(b, at->lower), &zero) > 0)
    ok = num_set(m, &value, limit_of(b, at->lower));
  else if (at->upper && num_cmp(limit_of(b, at->upper), &zero) <= 0)
    ok = num_sub(m, &value, limit_of(b, at->upper), &one);
  term result = ok ? terms_num(b->env->terms, &value) : 0;
  num_free(m, &value);
  return result;
}

static bool bounds_model(void *self)
{
  bounds *b = self;
  const theory_env *env = b->env;
  for (size_t i = 0; i < b->list.size; i++) {
    const bound *at = &b->list.data[i];
    if (term_kind(env->terms, at->variable) != STRSMT_CONSTANT)
      continue;
    term value = nearest_to_zero(b, at);
    if (!value || !env->host.value(env->host.user, at->variable, value))
      return false;
  }
  return true;
}

const theory theory_arith = {
    .name = "arith", .create = bounds_create, .destroy = bounds_destroy, .owns = bounds_owns, .check = bounds_check, .model = bounds_model};
