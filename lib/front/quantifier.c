/* quantifier.c: elimination of quantifiers over one linear equation. With integer coefficients k1 ... kn and terms s, t
 * without the variables, k1*x1 + ... + kn*xn = t - s has a solution if and only if the greatest common divisor of the
 * coefficients divides t - s (Bezout).
 *
 * A term that is linear in x is its factor times x, plus its rest: the term with 0 for x. Both are found together, from
 * the leaves upwards, for each variable in turn. */
#include "quantifier.h"

#include "api/context.h"

#include <stdio.h>
#include <string.h>

/* Numbers stay below this, so that sums of two do not overflow. */
#define LARGE (INT64_C(1) << 62)

typedef struct part {
  bool occurs; /* the variable does */
  bool open;   /* some variable or parameter does */
  int64_t factor;
  strsmt_term rest;
} part;

typedef struct splitting {
  fr_reader *r;
  strsmt_term variable;
  fr_map places; /* of terms, in `parts` */
  struct {
    part *data;
    size_t length, capacity;
  } parts;
} splitting;

strsmt_term fr_bound_variable(fr_reader *r, size_t index, strsmt_sort of)
{
  char name[32];
  snprintf(name, sizeof name, "\x02%zu", index);
  return terms_constant(r->s->terms, name, strlen(name), of);
}

static bool add(int64_t *sum, int64_t n)
{
  int64_t result = *sum + n;
  *sum = result;
  return result > -LARGE && result < LARGE;
}

static bool multiply(int64_t *product, int64_t n)
{
  if (n <= -LARGE || n >= LARGE)
    return false;
  if (n && *product && (*product < 0 ? -*product : *product) >= LARGE / (n < 0 ? -n : n))
    return false;
  *product *= n;
  return true;
}

static bool known(const splitting *x, strsmt_term t)
{
  return fr_map_get(&x->r->ground, t) || fr_map_get(&x->places, t);
}

static part part_of(const splitting *x, strsmt_term t)
{
  const uint32_t *place = fr_map_get(&x->places, t);
  return place ? x->parts.data[*place] : (part){.rest = t};
}

/* Is it a parameter, or a bound variable? */
static bool is_placeholder(fr_reader *r, strsmt_term t)
{
  if (strsmt_term_kind(r->s, t) != STRSMT_CONSTANT)
    return false;
  const char *name = strsmt_term_name(r->s, t);
  return name && (*name == '\x01' || *name == '\x02');
}

/* The factor of a product: one factor has the variable, all others are literals. */
static bool multiply_factors(splitting *x, strsmt_term t, part *p)
{
  bool found = false;
  p->factor = 1;
  for (size_t i = 0; i < strsmt_term_arity(x->r->s, t); i++) {
    strsmt_term a = strsmt_term_child(x->r->s, t, i);
    part of = part_of(x, a);
    int64_t n = 0;
    if (of.occurs && found)
      return false;
    found = found || of.occurs;
    if (of.occurs)
      n = of.factor;
    else if (strsmt_term_kind(x->r->s, a) != STRSMT_INT_LITERAL || !strsmt_term_int64(x->r->s, a, &n))
      return false;
    if (!multiply(&p->factor, n))
      return false;
  }
  return true;
}

static bool add_factors(splitting *x, strsmt_term t, bool subtract, part *p)
{
  for (size_t i = 0; i < strsmt_term_arity(x->r->s, t); i++) {
    int64_t n = part_of(x, strsmt_term_child(x->r->s, t, i)).factor;
    if (!add(&p->factor, subtract && i > 0 ? -n : n))
      return false;
  }
  return true;
}

static bool find_factor(splitting *x, strsmt_term t, part *p)
{
  switch ((int)strsmt_term_kind(x->r->s, t)) {
  case STRSMT_ADD:
    return add_factors(x, t, false, p);
  case STRSMT_SUB:
    return add_factors(x, t, true, p);
  case STRSMT_NEG:
    return p->factor = -part_of(x, strsmt_term_child(x->r->s, t, 0)).factor, true;
  case STRSMT_MUL:
    return multiply_factors(x, t, p);
  default:
    return false;
  }
}

/* The term with the rests of its arguments. */
static strsmt_term rest_of(splitting *x, strsmt_term t)
{
  fr_reader *r = x->r;
  size_t arity = strsmt_term_arity(r->s, t);
  r->arguments.length = 0;
  if (!FR_RESERVE(r->m, r->arguments, arity))
    return 0;
  for (size_t i = 0; i < arity; i++)
    r->arguments.data[i] = part_of(x, strsmt_term_child(r->s, t, i)).rest;
  return strsmt_make(r->s, strsmt_term_kind(r->s, t), arity, r->arguments.data);
}

/* All arguments are known. False: not linear, or a failure of the library. */
static bool settle(splitting *x, strsmt_term t)
{
  fr_reader *r = x->r;
  part p = {.open = is_placeholder(r, t), .rest = t};
  for (size_t i = 0; i < strsmt_term_arity(r->s, t); i++) {
    part a = part_of(x, strsmt_term_child(r->s, t, i));
    p.occurs = p.occurs || a.occurs;
    p.open = p.open || a.open;
  }
  if (!p.open) {
    fr_map_put(r->m, &r->ground, t, 1);
    return !mem_failed(r->m);
  }
  if (t == x->variable)
    p = (part){.occurs = true, .open = true, .factor = 1, .rest = strsmt_make_int(r->s, 0)};
  else if (p.occurs && (!find_factor(x, t, &p) || !(p.rest = rest_of(x, t))))
    return false;
  fr_map_put(r->m, &x->places, t, (uint32_t)x->parts.length);
  return p.rest && FR_ADD(r->m, x->parts, p) && !mem_failed(r->m);
}

/* Splits all subterms of `root`; the part of root in *out. */
static bool split(fr_reader *r, strsmt_term variable, strsmt_term root, part *out)
{
  splitting x = {.r = r, .variable = variable};
  fr_terms todo = {0};
  bool good = FR_ADD(r->m, todo, root);
  while (good && todo.length) {
    strsmt_term t = todo.data[todo.length - 1];
    size_t before = todo.length, arity = known(&x, t) ? 0 : strsmt_term_arity(r->s, t);
    for (size_t i = 0; i < arity && good; i++) {
      strsmt_term child = strsmt_term_child(r->s, t, i);
      good = known(&x, child) || FR_ADD(r->m, todo, child);
    }
    if (todo.length > before)
      continue;
    todo.length--;
    good = good && (known(&x, t) || settle(&x, t));
  }
  if (good)
    *out = part_of(&x, root);
  FR_FREE(r->m, todo);
  FR_FREE(r->m, x.parts);
  fr_map_free(r->m, &x.places);
  return good;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
  while (b) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

/* Takes the variables out of both sides; *divisor is that of their coefficients in left - right. */
static bool split_equation(fr_reader *r, size_t count, const strsmt_term *variables, strsmt_term *left,
                           strsmt_term *right, int64_t *divisor)
{
  *divisor = 0;
  for (size_t i = 0; i < count; i++) {
    part a, b;
    if (!split(r, variables[i], *left, &a) || !split(r, variables[i], *right, &b) || !add(&a.factor, -b.factor))
      return false;
    *divisor = common_divisor(*divisor, a.factor);
    *left = a.rest;
    *right = b.rest;
  }
  return true;
}

/* The divisor divides right - left (0: they are equal), or not. */
static strsmt_term divides(strsmt *s, int64_t divisor, strsmt_term left, strsmt_term right, bool positive)
{
  strsmt_term f;
  if (divisor) {
    strsmt_term difference = strsmt_make_2(s, STRSMT_SUB, right, left);
    strsmt_term remainder = strsmt_make_2(s, STRSMT_MOD, difference, strsmt_make_int(s, divisor));
    f = strsmt_make_2(s, STRSMT_EQ, remainder, strsmt_make_int(s, 0));
  } else {
    f = strsmt_make_2(s, STRSMT_EQ, left, right);
  }
  return positive ? f : strsmt_make_1(s, STRSMT_NOT, f);
}

static bool unsupported(fr_reader *r, bool universal, fr_place place)
{
  if (mem_failed(r->m))
    return fr_fail_memory(r);
  if (!strsmt_usable(r->s))
    return fr_fail_library(r, place);
  return fr_fail(
      r, place,
      "'%s' is not supported here: a quantifier may bind integers of one equation that is linear in them, as "
      "in (exists ((v Int)) (= (* 2 v) t))",
      universal ? "forall" : "exists");
}

bool fr_eliminate(fr_reader *r, bool universal, size_t count, const strsmt_term *variables, fr_place place,
                  strsmt_term body, strsmt_term *result)
{
  bool positive = true;
  for (; strsmt_term_kind(r->s, body) == STRSMT_NOT; body = strsmt_term_child(r->s, body, 0))
    positive = !positive;
  strsmt_kind kind = strsmt_term_kind(r->s, body);
  if ((kind != STRSMT_EQ && kind != STRSMT_DISTINCT) || strsmt_term_arity(r->s, body) != 2)
    return unsupported(r, universal, place);
  if (kind == STRSMT_DISTINCT)
    positive = !positive;
  strsmt_term left = strsmt_term_child(r->s, body, 0), right = strsmt_term_child(r->s, body, 1);
  int64_t divisor;
  if (strsmt_term_sort(r->s, left) != STRSMT_SORT_INT || !split_equation(r, count, variables, &left, &right, &divisor))
    return unsupported(r, universal, place);
  if (divisor && positive == universal) /* an equation has not all integers for solutions, nor none of them */
    *result = strsmt_make_bool(r->s, !universal);
  else if (divisor == 1)
    *result = strsmt_make_bool(r->s, positive);
  else
    *result = divides(r->s, divisor, left, right, positive);
  return *result || fr_fail_library(r, place);
}
