/* simplify_replace.c: searching and replacing (rules str_indexof_norm, str_replace_norm). */
#include "rewrite/simplify_rules.h"

static bool is_empty_literal(const terms *t, term a)
{
  return is_string_literal(t, a) && !literal_length(t, a);
}

static term choice(simplifier *s, term condition, term yes, term no)
{
  return build3(s->t, STRSMT_ITE, condition, yes, no);
}

static term equal(simplifier *s, term x, term y)
{
  return build2(s->t, STRSMT_EQ, x, y);
}

/* ---- positions ------------------------------------------------------------------------------------------------ */

/* How many characters at the beginning of the literal w matter for the first occurrence of t: those that it has, or may
 * have. */
static size_t kept_end(simplifier *s, term w, term t, bool *ok)
{
  size_t length = literal_length(s->t, w), size = literal_length(s->t, t);
  int64_t found = literal_find(s, w, t, 0);
  *ok = found >= -1;
  if (found >= 0)
    return (size_t)found + size;
  for (size_t n = length < size - 1 ? length : size - 1; n && *ok; n--) {
    *ok = !limits_poll(s->l);
    if (literal_same(s->t, w, 0, t, size - n, n))
      return n;
  }
  return 0;
}

/* Mirrors $str_until: drops what lies behind the first occurrence of y. False: out of memory, or a limit. */
static bool drop_behind(simplifier *s, parts *xs, const parts *ys, term y)
{
  while (parts_count(xs) > 1) {
    term last = parts_at(xs, parts_count(xs) - 1);
    bool ok = true;
    xs->end--;
    if (parts_occur(s, ys, xs))
      continue;
    xs->end++;
    if (!is_string_literal(s->t, last) || !is_string_literal(s->t, y))
      break;
    size_t kept = kept_end(s, last, y, &ok);
    if (!ok)
      return false;
    if (kept) {
      xs->list.data[xs->end - 1] = literal_part(s, last, 0, kept);
      break;
    }
    xs->end--;
  }
  return s->l->stop == STOP_NONE && !mem_failed(s->m);
}

static term position_by_parts(simplifier *s, term a, parts *xs, const parts *ys, int64_t k)
{
  terms *t = s->t;
  int64_t surplus;
  if (!parts_surplus(s, ys, xs, &surplus))
    return 0;
  if (surplus > 0)
    return terms_int(t, -1);
  if (k > 0)
    return surplus < 0 ? a : terms_int(t, -1);
  if (parts_begin(t, ys, 0, xs, 0))
    return terms_int(t, 0);
  if (surplus < 0)
    return drop_behind(s, xs, ys, term_arg(t, a, 1))
               ? build3(t, STRSMT_STR_INDEXOF, parts_term(s, xs), term_arg(t, a, 1), term_arg(t, a, 2))
               : 0;
  return choice(s, equal(s, term_arg(t, a, 0), term_arg(t, a, 1)), terms_int(t, 0), terms_int(t, -1));
}

static term position_from(simplifier *s, term a, int64_t k)
{
  terms *t = s->t;
  term x = term_arg(t, a, 0), y = term_arg(t, a, 1);
  parts xs, ys;
  term r = 0;
  if (simplify_pair(s, x, y, &xs, &ys)) {
    bool literal = is_string_literal(t, y) && parts_count(&xs) && is_string_literal(t, parts_at(&xs, 0));
    int64_t found = literal ? literal_find(s, parts_at(&xs, 0), y, (size_t)k) : -1;
    if (found >= 0)
      r = terms_int(t, found);
    else if (found == -1)
      r = simplify_too_long(s, &xs, &ys) ? a : position_by_parts(s, a, &xs, &ys, k);
  }
  parts_free(s, &xs);
  parts_free(s, &ys);
  return r;
}

term simplify_indexof(simplifier *s, term a)
{
  terms *t = s->t;
  term x = term_arg(t, a, 0), y = term_arg(t, a, 1), from = term_arg(t, a, 2);
  int64_t k;
  if (!is_int_literal(t, from))
    return a;
  if (num_sign(term_num(t, from)) < 0)
    return terms_int(t, -1);
  if (!int_value(t, from, &k))
    return a;
  if (!is_empty_literal(t, y))
    return position_from(s, a, k);
  if (k == 0)
    return from;
  return choice(s, build2(t, STRSMT_GE, build1(t, STRSMT_STR_LEN, x), from), from, terms_int(t, -1));
}

/* ---- one occurrence ------------------------------------------------------------------------------------------- */

/* z, and the list xs behind the list ys with which it begins. */
static term replaced_beginning(simplifier *s, parts *xs, const parts *ys, term z)
{
  for (size_t i = 0; i < parts_count(ys); i++) {
    term x = parts_at(xs, 0), y = parts_at(ys, i);
    if (x != y) { /* the last one: a prefix */
      size_t n = literal_length(s->t, y);
      xs->list.data[xs->first] = literal_part(s, x, n, literal_length(s->t, x) - n);
      if (!xs->list.data[xs->first])
        return 0;
    } else {
      xs->first++;
    }
  }
  term rest = parts_term(s, xs);
  return rest ? parts_append(s, z, rest) : 0;
}

static bool has_before_last(const parts *xs, term x)
{
  for (size_t i = 0; i + 1 < parts_count(xs); i++)
    if (parts_at(xs, i) == x)
      return true;
  return false;
}

/* y is a literal: what is last stays, as far as no occurrence can end there. */
static term replace_tail(simplifier *s, term a, parts *xs)
{
  terms *t = s->t;
  term y = term_arg(t, a, 1), z = term_arg(t, a, 2);
  if (parts_count(xs) < 2)
    return a;
  term last = parts_at(xs, parts_count(xs) - 1), tail = last;
  if (is_string_literal(t, last)) {
    bool ok;
    size_t length = literal_length(t, last), kept = kept_end(s, last, y, &ok);
    if (!ok)
      return 0;
    if (kept == length)
      return a;
    tail = literal_part(s, last, kept, length - kept);
    if (kept)
      xs->list.data[xs->end - 1] = literal_part(s, last, 0, kept);
    else
      xs->end--;
    if (mem_failed(s->m))
      return 0;
  } else if (literal_length(t, y) == 1 && has_before_last(xs, last)) {
    xs->end--;
  } else {
    return a;
  }
  return build2(t, STRSMT_STR_CONCAT, build3(t, STRSMT_STR_REPLACE, parts_term(s, xs), y, z), tail);
}

static term replace_by_parts(simplifier *s, term a, parts *xs, parts *ys)
{
  terms *t = s->t;
  term x = term_arg(t, a, 0), y = term_arg(t, a, 1), z = term_arg(t, a, 2);
  int64_t surplus;
  if (simplify_too_long(s, xs, ys))
    return a;
  if (parts_begin(t, ys, 0, xs, 0))
    return replaced_beginning(s, xs, ys, z);
  if (!parts_surplus(s, ys, xs, &surplus))
    return 0;
  if (surplus > 0)
    return x;
  if (surplus == 0)
    return choice(s, equal(s, x, y), z, x);
  if (!is_string_literal(t, x) || literal_length(t, x) != 1)
    return is_string_literal(t, y) ? replace_tail(s, a, xs) : a;
  term other = choice(s, equal(s, x, y), z, x), none = terms_string(t, NULL, 0);
  return choice(s, equal(s, y, none), parts_append(s, z, x), other);
}

/* How many characters at the end of the literal w may begin an occurrence of t. */
static size_t overlap(simplifier *s, term w, term t)
{
  size_t length = literal_length(s->t, w), most = literal_length(s->t, t) - 1;
  for (size_t n = length < most ? length : most; n; n--)
    if (limits_poll(s->l) || literal_same(s->t, w, length - n, t, 0, n))
      return n;
  return 0;
}

/* The list begins with a literal; y is another one. */
static term replace_literal(simplifier *s, term a, parts *xs, parts *ys)
{
  term x = parts_at(xs, 0), y = term_arg(s->t, a, 1), z = term_arg(s->t, a, 2);
  size_t length = literal_length(s->t, x);
  int64_t found = literal_find(s, x, y, 0);
  if (found < -1)
    return 0;
  size_t kept = found < 0 ? length - overlap(s, x, y) : (size_t)found;
  if (found < 0 && !kept)
    return replace_by_parts(s, a, xs, ys);
  size_t behind = found < 0 ? kept : kept + literal_length(s->t, y);
  term before = literal_part(s, x, 0, kept);
  if (behind < length)
    xs->list.data[xs->first] = literal_part(s, x, behind, length - behind);
  else
    xs->first++;
  term rest = before && (behind >= length || xs->list.data[xs->first]) ? parts_term(s, xs) : 0;
  if (found < 0)
    return build2(s->t, STRSMT_STR_CONCAT, before, build3(s->t, STRSMT_STR_REPLACE, rest, y, z));
  term end = rest ? parts_append(s, z, rest) : 0;
  return end ? parts_append(s, before, end) : 0;
}

static term replace_first(simplifier *s, term a)
{
  terms *t = s->t;
  term x = term_arg(t, a, 0), y = term_arg(t, a, 1);
  parts xs, ys;
  term r = 0;
  if (simplify_pair(s, x, y, &xs, &ys)) {
    bool literal =
        is_string_literal(t, y) && is_string_literal(t, parts_at(&xs, 0)) && literal_length(t, parts_at(&xs, 0));
    r = literal ? replace_literal(s, a, &xs, &ys) : replace_by_parts(s, a, &xs, &ys);
  }
  parts_free(s, &xs);
  parts_free(s, &ys);
  return r;
}

/* ---- all occurrences ------------------------------------------------------------------------------------------ */

/* Part by part: y is one character. */
static term replace_each(simplifier *s, term x, term y, term z)
{
  term_list list = {0};
  bool ok = true;
  for (size_t i = 0; i < term_arity(s->t, x) && ok; i++)
    ok = stack_push(s->m, &list, build3(s->t, STRSMT_STR_REPLACE_ALL, term_arg(s->t, x, i), y, z)) && stack_top(&list);
  term r = ok ? terms_apply(s->t, STRSMT_STR_CONCAT, list.size, list.data) : 0;
  stack_free(s->m, &list);
  return r;
}

static term replace_all(simplifier *s, term a, term x, term y, term z)
{
  if (is_empty_literal(s->t, x) || is_empty_literal(s->t, y) || y == z)
    return x;
  if (x == y) {
    term none = terms_string(s->t, NULL, 0);
    return choice(s, equal(s, x, none), none, z);
  }
  bool each = term_kind(s->t, x) == STRSMT_STR_CONCAT && is_string_literal(s->t, y) && literal_length(s->t, y) == 1;
  return each ? replace_each(s, x, y, z) : a;
}

term simplify_replace(simplifier *s, term a)
{
  terms *t = s->t;
  term x = term_arg(t, a, 0), y = term_arg(t, a, 1), z = term_arg(t, a, 2);
  strsmt_kind k = term_kind(t, a);
  if (k == STRSMT_STR_REPLACE_RE || k == STRSMT_STR_REPLACE_RE_ALL) {
    if (term_kind(t, y) != STRSMT_STR_TO_RE)
      return a;
    return build3(t, k == STRSMT_STR_REPLACE_RE ? STRSMT_STR_REPLACE : STRSMT_STR_REPLACE_ALL, x, term_arg(t, y, 0), z);
  }
  if (k == STRSMT_STR_REPLACE_ALL)
    return replace_all(s, a, x, y, z);
  if (is_empty_literal(t, x))
    return choice(s, equal(s, y, x), z, x);
  if (is_empty_literal(t, y))
    return parts_append(s, z, x);
  if (y == z)
    return x;
  return x == y ? z : replace_first(s, a);
}
