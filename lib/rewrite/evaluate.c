/* evaluate.c: the value of an application to literals, as SMT-LIB 2.6 defines it: core, integers, and the dispatch for
 * strings (evaluate_string.c).
 *
 * Partial functions: what SMT-LIB leaves to the model (division by zero) has no value here. Literals are hash-consed,
 * so equal values are equal terms. */
#include "rewrite/evaluate.h"

#include "base/sort.h"

/* ---- core - */

static term boolean(evaluation *e, bool value)
{
  return value ? terms_true(e->t) : terms_false(e->t);
}

static bool is_true(evaluation *e, size_t i)
{
  return term_kind(e->t, evaluation_argument(e, i)) == STRSMT_TRUE;
}

/* and, or: is there an argument of this value? */
static bool some(evaluation *e, bool value)
{
  for (size_t i = 0; i < e->arity; i++)
    if (is_true(e, i) == value)
      return true;
  return false;
}

/* Sorted, so that equal ones are neighbours. */
static term all_different(evaluation *e)
{
  if (e->arity == 2)
    return boolean(e, evaluation_argument(e, 0) != evaluation_argument(e, 1));
  term *sorted = mem_alloc(e->m, 2 * e->arity * sizeof *sorted);
  if (!sorted)
    return 0;
  for (size_t i = 0; i < e->arity; i++)
    sorted[i] = evaluation_argument(e, i);
  sort_numbers(sorted, e->arity, sorted + e->arity);
  bool different = true;
  for (size_t i = 1; i < e->arity; i++)
    different = different && sorted[i - 1] != sorted[i];
  mem_free(e->m, sorted, 2 * e->arity * sizeof *sorted);
  return boolean(e, different);
}

static term evaluate_core(evaluation *e)
{
  switch (e->kind) {
  case STRSMT_TRUE:
  case STRSMT_FALSE:
    return e->application;
  case STRSMT_NOT:
    return boolean(e, !is_true(e, 0));
  case STRSMT_AND:
    return boolean(e, !some(e, false));
  case STRSMT_OR:
    return boolean(e, some(e, true));
  case STRSMT_XOR:
    return boolean(e, is_true(e, 0) != is_true(e, 1));
  case STRSMT_IMPLIES:
    return boolean(e, !is_true(e, 0) || is_true(e, 1));
  case STRSMT_EQ:
    return boolean(e, evaluation_argument(e, 0) == evaluation_argument(e, 1));
  case STRSMT_DISTINCT:
    return all_different(e);
  case STRSMT_ITE:
    return evaluation_argument(e, is_true(e, 0) ? 1 : 2);
  default:
    return 0;
  }
}

/* ---- integers - */

/* Sum or product of all arguments. */
static bool accumulate(evaluation *e, num *r)
{
  bool ok = num_set(e->m, r, evaluation_num(e, 0));
  for (size_t i = 1; i < e->arity && ok; i++) {
    if (limits_poll(e->l))
      return false;
    const num *b = evaluation_num(e, i);
    ok = e->kind == STRSMT_ADD ? num_add(e->m, r, r, b) : num_mul_polled(e->m, e->l, r, r, b);
  }
  return ok;
}

static bool compute(evaluation *e, num *r)
{
  const num *a = evaluation_num(e, 0);
  switch (e->kind) {
  case STRSMT_ADD:
  case STRSMT_MUL:
    return accumulate(e, r);
  case STRSMT_SUB:
    return num_sub(e->m, r, a, evaluation_num(e, 1));
  case STRSMT_NEG:
    return num_neg(e->m, r, a);
  case STRSMT_ABS:
    return num_sign(a) < 0 ? num_neg(e->m, r, a) : num_set(e->m, r, a);
  case STRSMT_DIV:
    return num_sign(evaluation_num(e, 1)) && num_divmod_polled(e->m, e->l, r, NULL, a, evaluation_num(e, 1));
  case STRSMT_MOD:
    return num_sign(evaluation_num(e, 1)) && num_divmod_polled(e->m, e->l, NULL, r, a, evaluation_num(e, 1));
  default:
    return false;
  }
}

static term evaluate_integer(evaluation *e)
{
  num r = NUM_ZERO;
  term value = compute(e, &r) ? terms_num(e->t, &r) : 0;
  num_free(e->m, &r);
  return value;
}

static term evaluate_divisible(evaluation *e)
{
  num r = NUM_ZERO;
  const num by = {term_index(e->t, e->application, 0), NULL, 0, 0};
  term value = 0;
  if (num_sign(&by) && num_divmod_polled(e->m, e->l, NULL, &r, evaluation_num(e, 0), &by))
    value = boolean(e, !num_sign(&r));
  num_free(e->m, &r);
  return value;
}

static term evaluate_comparison(evaluation *e)
{
  int c = num_cmp(evaluation_num(e, 0), evaluation_num(e, 1));
  switch (e->kind) {
  case STRSMT_LE:
    return boolean(e, c <= 0);
  case STRSMT_LT:
    return boolean(e, c < 0);
  case STRSMT_GE:
    return boolean(e, c >= 0);
  default:
    return boolean(e, c > 0);
  }
}

/* ---- dispatch - */

/* A literal; or, where RegLan is wanted, anything: what the regular expression engine does not accept has no value.
 * Equality on RegLan is not decided here. */
static bool arguments_are_values(const evaluation *e)
{
  for (size_t i = 0; i < e->arity; i++) {
    term b = evaluation_argument(e, i);
    bool reglan = term_sort(e->t, b) == STRSMT_SORT_REGLAN;
    if (reglan ? e->kind == STRSMT_EQ || e->kind == STRSMT_DISTINCT : !term_is_literal(e->t, b))
      return false;
  }
  return true;
}

term evaluate_like(terms *t, regex *g, limits *l, term a, const term *args)
{
  evaluation e = {t, terms_mem(t), g, l, a, args, term_kind(t, a), term_arity(t, a)};
  if (term_is_literal(t, a))
    return a;
  if (term_sort(t, a) == STRSMT_SORT_REGLAN || e.kind == STRSMT_CONSTANT || !arguments_are_values(&e))
    return 0;
  switch (e.kind) {
  case STRSMT_ADD:
  case STRSMT_SUB:
  case STRSMT_NEG:
  case STRSMT_MUL:
  case STRSMT_DIV:
  case STRSMT_MOD:
  case STRSMT_ABS:
    return evaluate_integer(&e);
  case STRSMT_LE:
  case STRSMT_LT:
  case STRSMT_GE:
  case STRSMT_GT:
    return evaluate_comparison(&e);
  case STRSMT_DIVISIBLE:
    return evaluate_divisible(&e);
  default:
    if (e.kind == TERM_PURIFY)
      return evaluation_argument(&e, 0);
    return e.kind < STRSMT_ADD ? evaluate_core(&e) : evaluate_string(&e);
  }
}

term evaluate_application(terms *t, regex *g, limits *l, term a)
{
  return evaluate_like(t, g, l, a, NULL);
}
