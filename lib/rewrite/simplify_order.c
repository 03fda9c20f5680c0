/* simplify_order.c: str.< and str.<= by the parts of both sides: the program $str_order of simplify.eo. What both begin
 * with says nothing; the first difference of literals decides. */
#include "rewrite/simplify_rules.h"

/* Is x the first characters of y? */
static bool is_beginning(const terms *t, term x, term y)
{
  if (term_kind(t, x) != STRSMT_STR_SUBSTR || term_arg(t, x, 0) != y)
    return false;
  term from = term_arg(t, x, 1);
  return is_int_literal(t, from) && !num_sign(term_num(t, from));
}

/* Literals that differ where both have a character. */
static bool literal_below(const terms *t, term x, term y)
{
  size_t n, m, i = 0;
  const uint32_t *a = term_codes(t, x, &n), *b = term_codes(t, y, &m);
  while (i < n && i < m && a[i] == b[i])
    i++;
  return i < n && i < m && a[i] < b[i];
}

/* Mirrors $str_order. */
static term order_of_parts(simplifier *s, parts *xs, parts *ys, bool less)
{
  bool clash = false;
  if (!parts_strip(s, xs, ys, false, &clash))
    return 0;
  if (clash)
    return build_bool(s->t, literal_below(s->t, parts_at(xs, 0), parts_at(ys, 0)));
  const parts *lower = less ? ys : xs, *upper = less ? xs : ys;
  if (!parts_count(lower))
    return build_bool(s->t, !less);
  if (!parts_count(upper)) {
    term none = simplify_is_empty(s, lower);
    return !none || !less ? none : term_kind(s->t, none) == STRSMT_FALSE ? terms_true(s->t) : build_not(s->t, none);
  }
  term x = parts_term(s, xs), y = parts_term(s, ys);
  return build2(s->t, less ? STRSMT_STR_LT : STRSMT_STR_LE, x, y);
}

term simplify_order(simplifier *s, term x, term y, bool less)
{
  if (less ? is_beginning(s->t, y, x) : is_beginning(s->t, x, y))
    return build_bool(s->t, !less);
  parts xs, ys;
  term r = simplify_pair(s, x, y, &xs, &ys) ? order_of_parts(s, &xs, &ys, less) : 0;
  parts_free(s, &xs);
  parts_free(s, &ys);
  return r;
}
