/* simplify.c: concatenations, lengths, equalities, parts of strings, numbers and choices, by the programs of the same
 * names in simplify.eo; and the choice of the rule. Each function gives back `a` if nothing applies. */
#include "rewrite/simplify.h"

#include "rewrite/local.h"
#include "rewrite/simplify_rules.h"

bool simplify_pair(simplifier *s, term x, term y, parts *xs, parts *ys)
{
  *ys = (parts){0};
  return parts_init(s, xs, x) && parts_init(s, ys, y);
}

bool simplify_too_long(const simplifier *s, const parts *xs, const parts *ys)
{
  return parts_count(xs) > s->l->budget.rewrite_compared_parts / (parts_count(ys) + 1);
}

/* ---- lengths -------------------------------------------------------------------------------------------------- */

static term length_of_parts(simplifier *s, term concat)
{
  term_list sum = {0};
  bool ok = true;
  for (size_t i = 0; i < term_arity(s->t, concat) && ok; i++) {
    term x = term_arg(s->t, concat, i);
    term length = is_string_literal(s->t, x) ? terms_int(s->t, (int64_t)literal_length(s->t, x))
                                             : build1(s->t, STRSMT_STR_LEN, x);
    ok = length && stack_push(s->m, &sum, length);
  }
  term r = !ok ? 0 : sum.size == 1 ? sum.data[0] : terms_apply(s->t, STRSMT_ADD, sum.size, sum.data);
  stack_free(s->m, &sum);
  return r;
}

static term simplify_length(simplifier *s, term a)
{
  term x = term_arg(s->t, a, 0);
  strsmt_kind k = term_kind(s->t, x);
  if (k == STRSMT_STR_CONCAT)
    return length_of_parts(s, x);
  if (k != STRSMT_STR_REPLACE && k != STRSMT_STR_REPLACE_ALL)
    return a;
  term y = term_arg(s->t, x, 1), z = term_arg(s->t, x, 2);
  if (!is_string_literal(s->t, y) || !is_string_literal(s->t, z) || literal_length(s->t, y) != literal_length(s->t, z))
    return a;
  return build1(s->t, STRSMT_STR_LEN, term_arg(s->t, x, 0));
}

/* ---- equalities ----------------------------------------------------------------------------------------------- */

/* The conjunction of a = b, if that says something, and of p = "" for each part. */
static term all_empty(simplifier *s, term a, term b, const parts *p)
{
  term_list all = {0};
  bool ok = a && b;
  if (ok && a != b)
    ok = stack_push(s->m, &all, build2(s->t, STRSMT_EQ, a, b));
  term none = terms_string(s->t, NULL, 0);
  for (size_t i = 0; i < parts_count(p) && ok; i++)
    ok = none && stack_push(s->m, &all, build2(s->t, STRSMT_EQ, parts_at(p, i), none)) && stack_top(&all);
  term r = 0;
  if (ok)
    r = all.size == 0   ? terms_true(s->t)
        : all.size == 1 ? all.data[0]
                        : terms_apply(s->t, STRSMT_AND, all.size, all.data);
  stack_free(s->m, &all);
  return r;
}

term simplify_is_empty(simplifier *s, const parts *p)
{
  term none = terms_string(s->t, NULL, 0);
  return parts_shortest(s->t, p) > 0 ? terms_false(s->t) : all_empty(s, none, none, p);
}

/* xs = ys, where all parts of ys are among those of xs, and `more` are the others. */
static term with_empty_rest(simplifier *s, const parts *xs, const parts *ys, const parts *more, bool swapped)
{
  parts rest;
  term r = 0;
  if (parts_diff(s, xs, more, &rest)) {
    term x = parts_term(s, &rest), y = parts_term(s, ys);
    r = swapped ? all_empty(s, y, x, more) : all_empty(s, x, y, more);
  }
  parts_free(s, &rest);
  return r;
}

static bool same_parts(const parts *xs, const parts *ys)
{
  size_t n = parts_count(xs);
  return n == parts_count(ys) &&
         (!n || !memcmp(xs->list.data + xs->first, ys->list.data + ys->first, n * sizeof(term)));
}

static term equal_differences(simplifier *s, const parts *xs, const parts *ys, const parts *more, const parts *others)
{
  int64_t longest = parts_longest(s->t, more), longer = parts_longest(s->t, others);
  if ((longest >= 0 && parts_shortest(s->t, others) > longest) || (longer >= 0 && parts_shortest(s->t, more) > longer))
    return terms_false(s->t);
  if (!parts_count(others) && parts_count(more))
    return with_empty_rest(s, xs, ys, more, false);
  if (!parts_count(more) && parts_count(others))
    return with_empty_rest(s, ys, xs, others, true);
  term x = parts_term(s, xs), y = x ? parts_term(s, ys) : 0;
  return build2(s->t, STRSMT_EQ, x, y);
}

static term equal_lists(simplifier *s, const parts *xs, const parts *ys)
{
  if (same_parts(xs, ys))
    return terms_true(s->t);
  if (!parts_count(xs) || !parts_count(ys))
    return simplify_is_empty(s, parts_count(xs) ? xs : ys);
  parts more = {0}, others = {0};
  term r = 0;
  if (parts_diff(s, xs, ys, &more) && parts_diff(s, ys, xs, &others))
    r = equal_differences(s, xs, ys, &more, &others);
  parts_free(s, &more);
  parts_free(s, &others);
  return r;
}

/* The value of k applied to a literal. */
static term evaluate_on(simplifier *s, strsmt_kind k, term literal)
{
  term a = build1(s->t, k, literal);
  return a ? evaluate_application(s->t, s->g, s->l, a) : 0;
}

static term from_int_equals(simplifier *s, term i, term c)
{
  term zero = terms_int(s->t, 0);
  if (!literal_length(s->t, c))
    return build_not(s->t, build2(s->t, STRSMT_GE, i, zero));
  term n = evaluate_on(s, STRSMT_STR_TO_INT, c);
  if (!n)
    return 0;
  if (num_sign(term_num(s->t, n)) < 0)
    return terms_false(s->t);
  term back = evaluate_on(s, STRSMT_STR_FROM_INT, n);
  if (!back)
    return 0;
  return back == c ? build2(s->t, STRSMT_EQ, i, n) : terms_false(s->t);
}

static term equal_strings(simplifier *s, term a, term x, term y)
{
  parts xs, ys;
  bool clash = false;
  term r = 0;
  if (simplify_pair(s, x, y, &xs, &ys) && parts_strip(s, &xs, &ys, false, &clash) &&
      (clash || parts_strip(s, &xs, &ys, true, &clash)))
    r = clash ? terms_false(s->t) : simplify_too_long(s, &xs, &ys) ? a : equal_lists(s, &xs, &ys);
  parts_free(s, &xs);
  parts_free(s, &ys);
  return r;
}

static term simplify_equality(simplifier *s, term a)
{
  term x = term_arg(s->t, a, 0), y = term_arg(s->t, a, 1);
  if (term_sort(s->t, x) != STRSMT_SORT_STRING)
    return a;
  if (term_kind(s->t, x) == STRSMT_STR_FROM_INT && is_string_literal(s->t, y))
    return from_int_equals(s, term_arg(s->t, x, 0), y);
  if (term_kind(s->t, y) == STRSMT_STR_FROM_INT && is_string_literal(s->t, x))
    return from_int_equals(s, term_arg(s->t, y, 0), x);
  return equal_strings(s, a, x, y);
}

/* ---- parts of strings ----------------------------------------------------------------------------------------- */

/* The parts of the list, but for literals, that contain c. */
static term each_contains(simplifier *s, const parts *xs, term c)
{
  term_list any = {0};
  bool ok = true;
  for (size_t i = 0; i < parts_count(xs) && ok; i++)
    if (!is_string_literal(s->t, parts_at(xs, i)))
      ok = stack_push(s->m, &any, build2(s->t, STRSMT_STR_CONTAINS, parts_at(xs, i), c)) && stack_top(&any);
  term r = 0;
  if (ok)
    r = any.size == 0   ? terms_false(s->t)
        : any.size == 1 ? any.data[0]
                        : terms_apply(s->t, STRSMT_OR, any.size, any.data);
  stack_free(s->m, &any);
  return r;
}

static term contains_parts(simplifier *s, term a, const parts *xs, const parts *ys)
{
  term x = term_arg(s->t, a, 0), y = term_arg(s->t, a, 1);
  int64_t surplus;
  if (simplify_too_long(s, xs, ys))
    return a;
  if (parts_occur(s, ys, xs))
    return terms_true(s->t);
  if (!parts_surplus(s, ys, xs, &surplus))
    return 0;
  if (surplus >= 0)
    return build2(s->t, STRSMT_EQ, x, y);
  if (term_kind(s->t, x) == STRSMT_STR_CONCAT && is_string_literal(s->t, y) && literal_length(s->t, y) == 1)
    return each_contains(s, xs, y);
  return a;
}

static term affix_parts(simplifier *s, term a, parts *xs, parts *ys)
{
  bool back = term_kind(s->t, a) == STRSMT_STR_SUFFIXOF, clash;
  int64_t surplus;
  if (!parts_strip(s, xs, ys, back, &clash))
    return 0;
  if (clash || !parts_count(xs))
    return build_bool(s->t, !clash);
  term x = parts_term(s, xs), y = parts_term(s, ys);
  parts_free(s, xs);
  parts_free(s, ys);
  if (!x || !y || !simplify_pair(s, x, y, xs, ys))
    return 0;
  if (!parts_count(xs)) /* of nothing but "" */
    return terms_true(s->t);
  if (simplify_too_long(s, xs, ys))
    return a;
  if (!parts_surplus(s, xs, ys, &surplus))
    return 0;
  return build2(s->t, surplus < 0 ? term_kind(s->t, a) : STRSMT_EQ, x, y);
}

/* Is y one character that the literal w has, and not the literal z, by which it is replaced everywhere in x? */
static bool is_wiped(simplifier *s, term x, term w)
{
  const terms *t = s->t;
  if (term_kind(t, x) != STRSMT_STR_REPLACE_ALL)
    return false;
  term y = term_arg(t, x, 1), z = term_arg(t, x, 2);
  return is_string_literal(t, y) && is_string_literal(t, z) && is_string_literal(t, w) && literal_length(t, y) == 1 &&
         literal_find(s, z, y, 0) == -1 && literal_find(s, w, y, 0) >= 0;
}

/* Is x what is before the first y in a string? */
static bool is_before(const terms *t, term x, term y)
{
  if (term_kind(t, x) != STRSMT_STR_SUBSTR || term_kind(t, term_arg(t, x, 2)) != STRSMT_STR_INDEXOF)
    return false;
  term from = term_arg(t, x, 1), at = term_arg(t, x, 2), zero = term_arg(t, at, 2);
  return is_int_literal(t, from) && !num_sign(term_num(t, from)) && zero == from &&
         term_arg(t, at, 0) == term_arg(t, x, 0) && term_arg(t, at, 1) == y;
}

static term simplify_part(simplifier *s, term a)
{
  term x = term_arg(s->t, a, 0), y = term_arg(s->t, a, 1);
  strsmt_kind k = term_kind(s->t, a);
  if (k == STRSMT_STR_LT || k == STRSMT_STR_LE)
    return simplify_order(s, x, y, k == STRSMT_STR_LT);
  if (k == STRSMT_STR_CONTAINS && is_before(s->t, x, y))
    return build2(s->t, STRSMT_EQ, y, terms_string(s->t, NULL, 0));
  if (k == STRSMT_STR_CONTAINS && is_wiped(s, x, y))
    return terms_false(s->t);
  parts xs, ys;
  term r = 0;
  if (simplify_pair(s, x, y, &xs, &ys))
    r = k == STRSMT_STR_CONTAINS ? contains_parts(s, a, &xs, &ys) : affix_parts(s, a, &xs, &ys);
  parts_free(s, &xs);
  parts_free(s, &ys);
  return r;
}

/* ---- numbers and codes ---------------------------------------------------------------------------------------- */

static term in_range_or_minus_one(simplifier *s, term condition, term i)
{
  return build3(s->t, STRSMT_ITE, condition, i, terms_int(s->t, -1));
}

/* Does a literal part of the string hold another character than a digit? */
static bool has_no_digit(const terms *t, const parts *p)
{
  for (size_t i = 0; i < parts_count(p); i++) {
    size_t n = 0;
    const uint32_t *text = is_string_literal(t, parts_at(p, i)) ? term_codes(t, parts_at(p, i), &n) : NULL;
    for (size_t j = 0; j < n; j++)
      if (text[j] < '0' || text[j] > '9')
        return true;
  }
  return false;
}

static term simplify_number(simplifier *s, term a)
{
  term x = term_arg(s->t, a, 0);
  bool code = term_kind(s->t, a) == STRSMT_STR_TO_CODE;
  if (term_kind(s->t, x) == (code ? STRSMT_STR_FROM_CODE : STRSMT_STR_FROM_INT)) {
    term i = term_arg(s->t, x, 0), condition = build2(s->t, STRSMT_GE, i, terms_int(s->t, 0));
    if (code)
      condition =
          build2(s->t, STRSMT_AND, condition, build_not(s->t, build2(s->t, STRSMT_GE, i, terms_int(s->t, 0x30000))));
    return in_range_or_minus_one(s, condition, i);
  }
  parts xs;
  term r = 0;
  if (parts_init(s, &xs, x))
    r = (code ? parts_shortest(s->t, &xs) > 1 : has_no_digit(s->t, &xs)) ? terms_int(s->t, -1) : a;
  parts_free(s, &xs);
  return r;
}

/* ---- choices -------------------------------------------------------------------------------------------------- */

static term simplify_choice(simplifier *s, term a)
{
  terms *t = s->t;
  term p = term_arg(t, a, 0), x = term_arg(t, a, 1), y = term_arg(t, a, 2);
  if (term_kind(t, p) == STRSMT_TRUE || x == y)
    return x;
  if (term_kind(t, p) == STRSMT_FALSE)
    return y;
  if (term_kind(t, p) == STRSMT_NOT)
    return build3(t, STRSMT_ITE, term_arg(t, p, 0), y, x);
  if (term_kind(t, x) == STRSMT_ITE && term_arg(t, x, 0) == p)
    return build3(t, STRSMT_ITE, p, term_arg(t, x, 1), y);
  if (term_kind(t, y) == STRSMT_ITE && term_arg(t, y, 0) == p)
    return build3(t, STRSMT_ITE, p, x, term_arg(t, y, 2));
  return a;
}

static bool is_relation(const terms *t, term a)
{
  switch ((int)term_kind(t, a)) {
  case STRSMT_EQ:
    return term_sort(t, term_arg(t, a, 0)) != STRSMT_SORT_BOOL;
  case STRSMT_STR_IN_RE:
  case STRSMT_STR_PREFIXOF:
  case STRSMT_STR_SUFFIXOF:
  case STRSMT_STR_CONTAINS:
  case STRSMT_STR_LT:
  case STRSMT_STR_LE:
  case STRSMT_LT:
  case STRSMT_LE:
  case STRSMT_GT:
  case STRSMT_GE:
    return term_arity(t, a) == 2;
  }
  return false;
}

/* Only where one side alone is a choice, so that nested choices on both sides are not multiplied. */
static term lift_choice(simplifier *s, term a)
{
  terms *t = s->t;
  term x = term_arg(t, a, 0), y = term_arg(t, a, 1);
  bool left = term_kind(t, x) == STRSMT_ITE, right = term_kind(t, y) == STRSMT_ITE;
  if (left == right)
    return a;
  term choice = left ? x : y, p = term_arg(t, choice, 0), u = term_arg(t, choice, 1), v = term_arg(t, choice, 2);
  strsmt_kind k = term_kind(t, a);
  term yes = left ? build2(t, k, u, y) : build2(t, k, x, u), no = left ? build2(t, k, v, y) : build2(t, k, x, v);
  return build3(t, STRSMT_ITE, p, yes, no);
}

/* ---- dispatch ------------------------------------------------------------------------------------------------- */

typedef term (*simplification)(simplifier *s, term a);

static simplification simplification_of(const terms *t, term a, rule *r)
{
  switch ((int)term_kind(t, a)) {
  case STRSMT_STR_LEN:
    *r = RULE_STR_LEN_NORM;
    return simplify_length;
  case STRSMT_EQ:
    *r = RULE_STR_EQ_NORM;
    return simplify_equality;
  case STRSMT_STR_CONTAINS:
  case STRSMT_STR_PREFIXOF:
  case STRSMT_STR_SUFFIXOF:
  case STRSMT_STR_LT:
  case STRSMT_STR_LE:
    *r = RULE_STR_PART_NORM;
    return simplify_part;
  case STRSMT_STR_AT:
  case STRSMT_STR_SUBSTR:
    *r = RULE_STR_SUBSTR_NORM;
    return simplify_substring;
  case STRSMT_STR_INDEXOF:
    *r = RULE_STR_INDEXOF_NORM;
    return simplify_indexof;
  case STRSMT_STR_IN_RE:
    *r = RULE_STR_IN_RE_OPEN;
    return simplify_open;
  case STRSMT_STR_REPLACE:
  case STRSMT_STR_REPLACE_ALL:
  case STRSMT_STR_REPLACE_RE:
  case STRSMT_STR_REPLACE_RE_ALL:
    *r = RULE_STR_REPLACE_NORM;
    return simplify_replace;
  case STRSMT_STR_TO_INT:
  case STRSMT_STR_TO_CODE:
    *r = RULE_STR_NUMBER_NORM;
    return simplify_number;
  case STRSMT_ITE:
    *r = RULE_ITE_NORM;
    return simplify_choice;
  }
  return NULL;
}

term rewrite_simplify(terms *t, regex *g, limits *l, term a, rule *used)
{
  simplifier s = {t, terms_mem(t), l, g};
  term r = a;
  if (term_kind(t, a) == STRSMT_STR_CONCAT) {
    *used = RULE_CONCAT_NORM;
    return parts_append(&s, a, 0);
  }
  simplification apply = simplification_of(t, a, used);
  if (apply)
    r = apply(&s, a);
  if (r == a && is_relation(t, a)) {
    *used = RULE_ITE_LIFT;
    r = lift_choice(&s, a);
  }
  return r;
}
