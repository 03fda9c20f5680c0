/* simplify_substr.c: substrings (rule str_substr_norm). Positions and counts that are huge literals are left alone. */
#include "rewrite/simplify_rules.h"

static term substring(simplifier *s, term x, term k, term n)
{
  return build3(s->t, STRSMT_STR_SUBSTR, x, k, n);
}

static term empty_string(simplifier *s)
{
  return terms_string(s->t, NULL, 0);
}

static bool is_sum_of(const terms *t, term n, term x)
{
  return term_kind(t, n) == STRSMT_STR_LEN && term_arg(t, n, 0) == x;
}

/* At most n characters from the list. */
static term take(simplifier *s, parts *p, term n)
{
  int64_t count;
  if (!parts_count(p))
    return empty_string(s);
  term x = parts_at(p, 0);
  if (is_sum_of(s->t, n, x))
    return x;
  bool number = int_value(s->t, n, &count);
  if (number && is_string_literal(s->t, x)) {
    int64_t length = (int64_t)literal_length(s->t, x);
    if (count <= length)
      return literal_part(s, x, 0, (size_t)count);
    p->first++;
    if (!parts_count(p))
      return x;
    term rest = parts_term(s, p);
    return build2(s->t, STRSMT_STR_CONCAT, x, substring(s, rest, terms_int(s->t, 0), terms_int(s->t, count - length)));
  }
  int64_t longest = parts_longest(s->t, p);
  term whole = parts_term(s, p);
  return number && longest >= 0 && longest <= count ? whole : substring(s, whole, terms_int(s->t, 0), n);
}

/* At most n characters from position k >= 0 of the list on: literals before it are dropped. */
static term drop(simplifier *s, parts *p, int64_t k, term n)
{
  while (parts_count(p) && k > 0) {
    term x = parts_at(p, 0);
    if (!is_string_literal(s->t, x)) {
      term whole = parts_term(s, p);
      return substring(s, whole, terms_int(s->t, k), n);
    }
    int64_t length = (int64_t)literal_length(s->t, x);
    if (length > k) {
      p->list.data[p->first] = literal_part(s, x, (size_t)k, (size_t)(length - k));
      return p->list.data[p->first] ? take(s, p, n) : 0;
    }
    p->first++;
    k -= length;
  }
  return take(s, p, n);
}

/* The least of m and n, one of them a literal. */
static term least(simplifier *s, term m, term n)
{
  terms *t = s->t;
  if (is_int_literal(t, m) && is_int_literal(t, n))
    return num_cmp(term_num(t, m), term_num(t, n)) > 0 ? n : m;
  term literal = is_int_literal(t, m) ? m : n, other = literal == m ? n : m;
  return build3(t, STRSMT_ITE, build2(t, STRSMT_GE, other, literal), literal, other);
}

/* A substring, from k >= 0 on, of (str.substr y i m). */
static term nested(simplifier *s, term a, int64_t k, term n)
{
  terms *t = s->t;
  term inner = term_arg(t, a, 0), y = term_arg(t, inner, 0), i = term_arg(t, inner, 1), m = term_arg(t, inner, 2);
  int64_t first, most, count;
  if (k == 0)
    return is_int_literal(t, m) || is_int_literal(t, n) ? substring(s, y, i, least(s, m, n)) : a;
  if (!int_value(t, i, &first) || !int_value(t, m, &most) || !int_value(t, n, &count))
    return a;
  if (first < 0)
    return empty_string(s);
  return substring(s, y, terms_int(t, first + k), terms_int(t, most - k > count ? count : most - k));
}

static term from_literal(simplifier *s, term a, term x, int64_t k, term n)
{
  parts p;
  term r = 0;
  if (parts_init(s, &p, x)) {
    int64_t longest = parts_longest(s->t, &p);
    if (longest >= 0 && longest <= k)
      r = empty_string(s);
    else if (term_kind(s->t, x) == STRSMT_STR_SUBSTR)
      r = nested(s, a, k, n);
    else
      r = drop(s, &p, k, n);
  }
  parts_free(s, &p);
  return r;
}

/* Behind the first part, if k is its length. */
static term behind(simplifier *s, term a, term x, term k, term n)
{
  if (is_string_literal(s->t, x) && !literal_length(s->t, x))
    return x;
  if (term_kind(s->t, x) != STRSMT_STR_CONCAT || !is_sum_of(s->t, k, term_arg(s->t, x, 0)))
    return a;
  parts p;
  term rest = 0;
  if (parts_init(s, &p, x)) {
    p.first++;
    rest = parts_term(s, &p);
  }
  parts_free(s, &p);
  return substring(s, rest, terms_int(s->t, 0), n);
}

term simplify_substring(simplifier *s, term a)
{
  terms *t = s->t;
  term x = term_arg(t, a, 0), k = term_arg(t, a, 1);
  if (term_kind(t, a) == STRSMT_STR_AT)
    return substring(s, x, k, terms_int(t, 1));
  term n = term_arg(t, a, 2);
  int64_t from, count;
  if (is_int_literal(t, n) && num_sign(term_num(t, n)) <= 0)
    return empty_string(s);
  if (!is_int_literal(t, k))
    return behind(s, a, x, k, n);
  if (num_sign(term_num(t, k)) < 0)
    return empty_string(s);
  if (!int_value(t, k, &from) || (is_int_literal(t, n) && !int_value(t, n, &count)))
    return a;
  return from_literal(s, a, x, from, n);
}
