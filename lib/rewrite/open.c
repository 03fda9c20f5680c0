/* open.c: memberships in regular expressions that hold terms, by the outermost operator, as the program $str_in_re_open
 * of open.eo has it: equations, Boolean combinations, and memberships of what is left of the string before or behind a
 * part whose length is known. Closed regular expressions are left to the engine. */
#include "rewrite/simplify_rules.h"

/* A concatenation as a list of its parts, read from the front or from the back. */
typedef struct open_list {
  simplifier *s;
  term subject, atom;
  bool back;
  term part;      /* the first one, or the last one */
  term_list rest; /* the others, from left to right */
} open_list;

static term in_re(simplifier *s, term x, term r)
{
  return build2(s->t, STRSMT_STR_IN_RE, x, r);
}
static term empty(simplifier *s)
{
  return terms_string(s->t, NULL, 0);
}
static term length(simplifier *s, term x)
{
  return build1(s->t, STRSMT_STR_LEN, x);
}
static term number(simplifier *s, int64_t n)
{
  return terms_int(s->t, n);
}

static term substring(simplifier *s, term x, term from, term count)
{
  return build3(s->t, STRSMT_STR_SUBSTR, x, from, count);
}

static term concat(simplifier *s, const term_list *members)
{
  return members->size == 1 ? members->data[0] : terms_apply(s->t, STRSMT_RE_CONCAT, members->size, members->data);
}

/* (k (str.in_re x r1) ...) for the arguments of r. */
static term each_of(simplifier *s, strsmt_kind k, term x, term r)
{
  term_list all = {0};
  bool ok = true;
  for (size_t i = 0; i < term_arity(s->t, r) && ok; i++)
    ok = stack_push(s->m, &all, in_re(s, x, term_arg(s->t, r, i))) && stack_top(&all);
  term result = ok ? terms_apply(s->t, k, all.size, all.data) : 0;
  stack_free(s->m, &all);
  return result;
}

static term in_range(simplifier *s, term x, term r)
{
  terms *t = s->t;
  term a = term_arg(t, r, 0), b = term_arg(t, r, 1), one = number(s, 1);
  term all[5] = {build2(t, STRSMT_EQ, length(s, a), one), build2(t, STRSMT_EQ, length(s, b), one),
                 build2(t, STRSMT_EQ, length(s, x), one), build2(t, STRSMT_STR_LE, a, x),
                 build2(t, STRSMT_STR_LE, x, b)};
  for (size_t i = 0; i < 5; i++)
    if (!all[i])
      return 0;
  return terms_apply(t, STRSMT_AND, 5, all);
}

/* ---- concatenations ---------------------------------------------------------------------------------------------- */

/* Mirrors $open_join: the parts `more` in the place of the one that was taken. */
static term join(const open_list *l, size_t count, const term *more)
{
  simplifier *s = l->s;
  term_list all = {0};
  bool ok = (l->back || stack_append(s->m, &all, more, count)) &&
            stack_append(s->m, &all, l->rest.data, l->rest.size) && (!l->back || stack_append(s->m, &all, more, count));
  term r = ok ? concat(s, &all) : 0;
  stack_free(s->m, &all);
  return r;
}

/* Mirrors $in_re_but. */
static term without_word(const open_list *l, term begin)
{
  simplifier *s = l->s;
  terms *t = s->t;
  parts us, vs;
  bool clash = false;
  term r = 0, q = concat(s, &l->rest);
  if (simplify_pair(s, begin, l->subject, &us, &vs) && parts_strip(s, &us, &vs, l->back, &clash)) {
    term u = clash ? 0 : parts_term(s, &us), v = clash ? 0 : parts_term(s, &vs);
    if (clash)
      r = terms_false(t);
    else if (!parts_count(&us))
      r = in_re(s, v, q);
    else if (l->back)
      r = build2(t, STRSMT_AND, build2(t, STRSMT_STR_SUFFIXOF, u, v),
                 in_re(s, substring(s, v, number(s, 0), build2(t, STRSMT_SUB, length(s, v), length(s, u))), q));
    else
      r = build2(t, STRSMT_AND, build2(t, STRSMT_STR_PREFIXOF, u, v),
                 in_re(s, substring(s, v, length(s, u), length(s, v)), q));
  }
  parts_free(s, &us);
  parts_free(s, &vs);
  return r;
}

/* Mirrors $in_re_shorter. */
static term shorter(const open_list *l)
{
  simplifier *s = l->s;
  term x = l->subject, q = concat(s, &l->rest);
  if (l->back)
    return in_re(s, substring(s, x, number(s, 0), build2(s->t, STRSMT_ADD, length(s, x), number(s, -1))), q);
  return in_re(s, substring(s, x, number(s, 1), length(s, x)), q);
}

static term behind_range(const open_list *l)
{
  simplifier *s = l->s;
  term from = l->back ? build2(s->t, STRSMT_ADD, length(s, l->subject), number(s, -1)) : number(s, 0);
  term first = in_re(s, substring(s, l->subject, from, number(s, 1)), l->part);
  return build2(s->t, STRSMT_AND, first, shorter(l));
}

/* Mirrors $in_re_spread. */
static term spread(const open_list *l)
{
  simplifier *s = l->s;
  term_list any = {0};
  bool ok = true;
  for (size_t i = 0; i < term_arity(s->t, l->part) && ok; i++) {
    term member = term_arg(s->t, l->part, i);
    ok = stack_push(s->m, &any, in_re(s, l->subject, join(l, 1, &member))) && stack_top(&any);
  }
  term r = ok ? terms_apply(s->t, STRSMT_OR, any.size, any.data) : 0;
  stack_free(s->m, &any);
  return r;
}

/* Mirrors $in_re_part. */
static term by_part(const open_list *l)
{
  simplifier *s = l->s;
  terms *t = s->t;
  term r = l->part;
  switch ((int)term_kind(t, r)) {
  case STRSMT_STR_TO_RE:
    return without_word(l, term_arg(t, r, 0));
  case STRSMT_RE_ALLCHAR:
    return build2(t, STRSMT_AND, build2(t, STRSMT_GE, length(s, l->subject), number(s, 1)), shorter(l));
  case STRSMT_RE_RANGE:
    return behind_range(l);
  case STRSMT_RE_UNION:
    return spread(l);
  case STRSMT_RE_OPT: {
    term inner = term_arg(t, r, 0);
    return build2(t, STRSMT_OR, in_re(s, l->subject, concat(s, &l->rest)), in_re(s, l->subject, join(l, 1, &inner)));
  }
  case STRSMT_RE_CONCAT: {
    term_list inner = {0};
    bool ok = stack_append(s->m, &inner, term_args(t, r), term_arity(t, r));
    term all = ok ? in_re(s, l->subject, join(l, inner.size, inner.data)) : 0;
    stack_free(s->m, &inner);
    return all;
  }
  }
  return l->atom;
}

static term read_from(open_list *l, term r, bool back)
{
  const terms *t = l->s->t;
  size_t n = term_arity(t, r);
  l->back = back;
  l->part = term_arg(t, r, back ? n - 1 : 0);
  stack_clear(&l->rest);
  for (size_t i = back ? 0 : 1; i < (back ? n - 1 : n); i++)
    if (!stack_push(l->s->m, &l->rest, term_arg(t, r, i)))
      return 0;
  return by_part(l);
}

static bool is_any(const terms *t, term r, bool starred)
{
  return starred ? term_kind(t, r) == STRSMT_RE_STAR && term_kind(t, term_arg(t, r, 0)) == STRSMT_RE_ALLCHAR
                 : term_kind(t, r) == STRSMT_RE_ALL;
}

/* Anything, a word, and anything: the word; 0: r is not of this kind. */
static term word_anywhere(const terms *t, term r)
{
  if (term_arity(t, r) != 3 || term_kind(t, term_arg(t, r, 1)) != STRSMT_STR_TO_RE)
    return 0;
  for (int starred = 0; starred < 2; starred++)
    if (is_any(t, term_arg(t, r, 0), starred) && is_any(t, term_arg(t, r, 2), starred))
      return term_arg(t, term_arg(t, r, 1), 0);
  return 0;
}

static term in_concat(simplifier *s, term a, term x, term r)
{
  if (is_string_literal(s->t, x) && !literal_length(s->t, x))
    return each_of(s, STRSMT_AND, x, r);
  term inside = word_anywhere(s->t, r);
  if (inside)
    return build2(s->t, STRSMT_STR_CONTAINS, x, inside);
  open_list l = {.s = s, .subject = x, .atom = a};
  term result = read_from(&l, r, false);
  if (result == a)
    result = read_from(&l, r, true);
  stack_free(s->m, &l.rest);
  return result;
}

/* ---- dispatch ------------------------------------------------------------------------------------------------- */

term simplify_open(simplifier *s, term a)
{
  terms *t = s->t;
  term x = term_arg(t, a, 0), r = term_arg(t, a, 1);
  if (term_is_ground(t, r))
    return a;
  switch ((int)term_kind(t, r)) {
  case STRSMT_STR_TO_RE:
    return build2(t, STRSMT_EQ, x, term_arg(t, r, 0));
  case STRSMT_RE_RANGE:
    return in_range(s, x, r);
  case STRSMT_RE_UNION:
    return each_of(s, STRSMT_OR, x, r);
  case STRSMT_RE_INTER:
    return each_of(s, STRSMT_AND, x, r);
  case STRSMT_RE_COMP:
    return build_not(t, in_re(s, x, term_arg(t, r, 0)));
  case STRSMT_RE_DIFF:
    return build2(t, STRSMT_AND, in_re(s, x, term_arg(t, r, 0)), build_not(t, in_re(s, x, term_arg(t, r, 1))));
  case STRSMT_RE_OPT:
    return build2(t, STRSMT_OR, build2(t, STRSMT_EQ, x, empty(s)), in_re(s, x, term_arg(t, r, 0)));
  case STRSMT_RE_PLUS: {
    term inner = term_arg(t, r, 0);
    return in_re(s, x, build2(t, STRSMT_RE_CONCAT, inner, build1(t, STRSMT_RE_STAR, inner)));
  }
  case STRSMT_RE_STAR:
    return is_string_literal(t, x) && !literal_length(t, x) ? terms_true(t) : a;
  case STRSMT_RE_CONCAT:
    return in_concat(s, a, x, r);
  }
  return a;
}
