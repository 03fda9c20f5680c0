/* local.c: one step of rewriting: a value for an application to values (evaluate), distinct as a negated equality
 * (distinct_elim), what the parts of strings determine (simplify.h), an atom about one string as a membership
 * (str_to_membership), mod, abs and divisible by other operators (int_op_elim), polynomials and comparisons in normal
 * form (arith_poly_norm, arith_atom_norm).
 *
 * The results are those of the programs in proofs/signature/, term by term: the checker computes them again. For the
 * last two the proof names both sides. */
#include "rewrite/local.h"

#include "rewrite/build.h"
#include "rewrite/linear.h"
#include "rewrite/membership.h"
#include "rewrite/simplify.h"

/* Are all arguments literals, or closed regular expressions? */
static bool has_values(const terms *t, term a)
{
  size_t n = term_arity(t, a);
  for (size_t i = 0; i < n; i++) {
    term b = term_arg(t, a, i);
    if (term_sort(t, b) == STRSMT_SORT_REGLAN ? !term_is_ground(t, b) : !term_is_literal(t, b))
      return false;
  }
  return n && term_sort(t, a) != STRSMT_SORT_REGLAN;
}

static term distinct_elim(terms *t, term a)
{
  return build_not(t, build2(t, STRSMT_EQ, term_arg(t, a, 0), term_arg(t, a, 1)));
}

/* ---- integers ------------------------------------------------------------------------------------------------- */

static bool is_number(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_INT_LITERAL && num_sign(term_num(t, a));
}

/* (* c (div x c)) */
static term multiple(terms *t, term x, term c, term factor)
{
  return build2(t, STRSMT_MUL, factor, build2(t, STRSMT_DIV, x, c));
}

/* (mod x c) as x - c (div x c), for a number c other than 0; for what may be one */
static term mod_elim(terms *t, term a)
{
  term x = term_arg(t, a, 0), c = term_arg(t, a, 1), zero = terms_int(t, 0);
  num minus = NUM_ZERO;
  if (term_kind(t, c) != STRSMT_INT_LITERAL) {
    term rest = build3(t, STRSMT_MUL, terms_int(t, -1), c, build2(t, STRSMT_DIV, x, c));
    return build3(t, STRSMT_ITE, build2(t, STRSMT_EQ, c, zero), build2(t, STRSMT_MOD, x, zero),
                  build2(t, STRSMT_ADD, x, rest));
  }
  if (!is_number(t, c))
    return a;
  term factor = num_neg(terms_mem(t), &minus, term_num(t, c)) ? terms_num(t, &minus) : 0;
  num_free(terms_mem(t), &minus);
  return build2(t, STRSMT_ADD, x, multiple(t, x, c, factor));
}

/* Mirrors $int_op_elim. */
static term int_op_elim(terms *t, term a)
{
  term x = term_arity(t, a) ? term_arg(t, a, 0) : 0;
  switch ((int)term_kind(t, a)) {
  case STRSMT_MOD:
    return mod_elim(t, a);
  case STRSMT_ABS:
    return build3(t, STRSMT_ITE, build2(t, STRSMT_GE, x, terms_int(t, 0)), x, build1(t, STRSMT_NEG, x));
  case STRSMT_DIVISIBLE: {
    term c = terms_int(t, term_index(t, a, 0));
    return c && num_sign(term_num(t, c)) ? build2(t, STRSMT_EQ, x, multiple(t, x, c, c)) : a;
  }
  default:
    return a;
  }
}

static bool is_arithmetic(strsmt_kind k)
{
  return k == STRSMT_ADD || k == STRSMT_SUB || k == STRSMT_NEG || k == STRSMT_MUL;
}

static bool is_comparison(const terms *t, term a)
{
  switch ((int)term_kind(t, a)) {
  case STRSMT_GE:
  case STRSMT_LE:
  case STRSMT_GT:
  case STRSMT_LT:
    return true;
  case STRSMT_EQ:
    return term_sort(t, term_arg(t, a, 0)) == STRSMT_SORT_INT;
  default:
    return false;
  }
}

/* Normal forms of polynomials and of comparisons. */
static term linear_normal(terms *t, limits *l, term a, rule *used)
{
  term b = a;
  if (is_comparison(t, a)) {
    *used = RULE_ARITH_ATOM_NORM;
    b = linear_normal_atom(t, l, a);
  } else if (is_arithmetic(term_kind(t, a))) {
    *used = RULE_ARITH_POLY_NORM;
    b = linear_normal_term(t, l, a);
  }
  if (b == a)
    *used = RULE_NONE;
  return b;
}

/* ---- dispatch ------------------------------------------------------------------------------------------------- */

static bool stopped(const terms *t, const limits *l)
{
  return mem_failed(terms_mem(t)) || l->stop != STOP_NONE;
}

/* A membership, or the negation of one, of a part of a string: it becomes one of the string. */
static bool is_about_part(const terms *t, term a)
{
  if (term_kind(t, a) == STRSMT_NOT)
    a = term_arg(t, a, 0);
  term x = term_kind(t, a) == STRSMT_STR_IN_RE ? term_arg(t, a, 0) : 0;
  if (!x || (term_kind(t, x) != STRSMT_STR_SUBSTR && term_kind(t, x) != STRSMT_STR_AT))
    return false;
  for (size_t i = 1; i < term_arity(t, x); i++)
    if (!term_is_literal(t, term_arg(t, x, i)))
      return false;
  return true;
}

/* A comparison of integers. What rewriting makes of one may be a negation, too. */
static bool is_negated_twice(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_NOT && term_kind(t, term_arg(t, a, 0)) == STRSMT_NOT &&
         is_comparison(t, term_arg(t, term_arg(t, a, 0), 0));
}

term rewrite_local(terms *t, regex *g, limits *l, term a, rule *used)
{
  *used = RULE_NONE;
  if (limits_poll(l))
    return 0;
  if (has_values(t, a)) {
    term value = evaluate_application(t, g, l, a);
    if (value)
      *used = RULE_EVALUATE;
    if (value || stopped(t, l))
      return value;
  }
  if (term_kind(t, a) == STRSMT_DISTINCT && term_arity(t, a) == 2) {
    *used = RULE_DISTINCT_ELIM;
    return distinct_elim(t, a);
  }
  if (is_negated_twice(t, a)) {
    *used = RULE_ARITH_ATOM_NORM;
    return term_arg(t, term_arg(t, a, 0), 0);
  }
  term b = rewrite_simplify(t, g, l, a, used);
  if (b != a)
    return b;
  *used = RULE_NONE;
  b = rewrite_to_membership(t, l, a);
  if (b && is_comparison(t, a) && !term_is_literal(t, b) && !is_about_part(t, b))
    b = a; /* of integers: they belong to arithmetic; what they say of a string, the theory of strings knows */
  if (b != a) {
    *used = RULE_STR_TO_MEMBERSHIP;
    return b;
  }
  b = int_op_elim(t, a);
  if (b != a) {
    *used = RULE_INT_OP_ELIM;
    return b;
  }
  return linear_normal(t, l, a, used);
}
