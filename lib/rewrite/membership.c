/* membership.c: atoms with a constant side as memberships. One function for each program of membership.eo, in the same
 * order; the cases and the terms built are the same there.
 *
 * Refused, as their terms would be too large for what follows: counters above COUNTER_MAX, and words of more than
 * so many characters (budget rewrite_word) where the regular expression nests once for each character. */
#include "rewrite/membership.h"

#include "rewrite/build.h"
#include "rewrite/words.h"

enum { LONGEST = 2000 /* that the budget for words allows */ };
#define COUNTER_MAX INT64_C(0x7fffffff)
#define NUMBER_MAX INT64_C(1000000000000000000) /* 18 digits */

typedef struct context {
  terms *t;
  limits *l;
  term atom; /* given back where nothing applies */
} context;

static bool is_int(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_INT_LITERAL;
}

static bool is_string(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_STRING_LITERAL;
}

/* The value of an integer literal, brought into the range -2^62 .. 2^62 where all large numbers behave alike. */
static int64_t clamped(const terms *t, term a)
{
  const int64_t bound = INT64_C(1) << 62;
  int64_t v;
  if (!num_is_int64(term_num(t, a), &v))
    v = num_sign(term_num(t, a)) * bound;
  return v > bound ? bound : v < -bound ? -bound : v;
}

static size_t length_of(const terms *t, term string)
{
  size_t length;
  (void)term_codes(t, string, &length);
  return length;
}

static term in_re(terms *t, term x, term r)
{
  return build2(t, STRSMT_STR_IN_RE, x, r);
}

static term to_re(terms *t, term c)
{
  return build1(t, STRSMT_STR_TO_RE, c);
}

static term all(terms *t)
{
  return build_leaf(t, STRSMT_RE_ALL);
}

/* ---- counting characters -------------------------------------------------------------------------------------- */

static term re_length(terms *t, int64_t n)
{
  uint32_t index = (uint32_t)n;
  term c = build_leaf(t, STRSMT_RE_ALLCHAR);
  return c ? terms_apply_indexed(t, STRSMT_RE_POWER, 1, &index, 1, &c) : 0;
}

static term re_at_most(terms *t, int64_t n)
{
  uint32_t index[2] = {0, (uint32_t)n};
  term c = build_leaf(t, STRSMT_RE_ALLCHAR);
  return c ? terms_apply_indexed(t, STRSMT_RE_LOOP, 2, index, 1, &c) : 0;
}

static term re_at_least(terms *t, int64_t n)
{
  return build2(t, STRSMT_RE_CONCAT, re_length(t, n), all(t));
}

/* ---- equalities ----------------------------------------------------------------------------------------------- */

/* (str.substr x m n) = c */
static term substr_equals(const context *o, term x, int64_t m, int64_t n, term c)
{
  terms *t = o->t;
  int64_t length = (int64_t)length_of(t, c);
  if (m < 0 || n < 1)
    return build_bool(t, length == 0);
  if (length > n)
    return terms_false(t);
  if (m > COUNTER_MAX)
    return o->atom;
  if (!length)
    return in_re(t, x, re_at_most(t, m));
  if (length == n)
    return in_re(t, x, build3(t, STRSMT_RE_CONCAT, re_length(t, m), to_re(t, c), all(t)));
  return in_re(t, x, build2(t, STRSMT_RE_CONCAT, re_length(t, m), to_re(t, c)));
}

/* (str.from_code a) = c */
static term from_code_equals(terms *t, term a, term c)
{
  size_t length;
  const uint32_t *codes = term_codes(t, c, &length);
  if (length == 1)
    return build2(t, STRSMT_EQ, a, terms_int(t, codes[0]));
  if (length)
    return terms_false(t);
  term below = build_not(t, build2(t, STRSMT_GE, a, terms_int(t, 0)));
  return build2(t, STRSMT_OR, below, build2(t, STRSMT_GE, a, terms_int(t, CODE_MAX + 1)));
}

static term string_equals(const context *o, term s, term c)
{
  terms *t = o->t;
  term arg[3] = {0};
  for (size_t i = 0; i < 3 && i < term_arity(t, s); i++)
    arg[i] = term_arg(t, s, i);
  switch ((int)term_kind(t, s)) {
  case STRSMT_STR_AT:
    if (is_int(t, arg[1]))
      return substr_equals(o, arg[0], clamped(t, arg[1]), 1, c);
    break;
  case STRSMT_STR_SUBSTR:
    if (is_int(t, arg[1]) && is_int(t, arg[2]))
      return substr_equals(o, arg[0], clamped(t, arg[1]), clamped(t, arg[2]), c);
    break;
  case STRSMT_STR_FROM_CODE:
    return from_code_equals(t, arg[0], c);
  }
  return in_re(t, s, to_re(t, c));
}

/* (str.to_int x) = n, n >= 0: zeros and the digits of n */
static term to_int_equals(terms *t, term x, term n)
{
  mem *m = terms_mem(t);
  size_t size = num_text_bound(term_num(t, n)) + 1;
  char *text = mem_alloc(m, size);
  uint32_t *codes = text ? mem_alloc(m, size * sizeof *codes) : NULL;
  size_t length = codes ? num_text(m, term_num(t, n), text) : 0;
  term digits = 0;
  if (length) {
    for (size_t i = 0; i < length; i++)
      codes[i] = (uint32_t)text[i];
    digits = to_re(t, terms_string(t, codes, length));
  }
  mem_free(m, codes, size * sizeof *codes);
  mem_free(m, text, size);
  term zeros = build1(t, STRSMT_RE_STAR, build_character(t, '0'));
  return in_re(t, x, build2(t, STRSMT_RE_CONCAT, zeros, digits));
}

static term int_equals(const context *o, term s, term n)
{
  terms *t = o->t;
  int64_t v = clamped(t, n);
  switch ((int)term_kind(t, s)) {
  case STRSMT_STR_LEN: {
    term x = term_arg(t, s, 0);
    return v < 0 ? terms_false(t) : v > COUNTER_MAX ? o->atom : in_re(t, x, re_length(t, v));
  }
  case STRSMT_STR_TO_CODE: {
    term x = term_arg(t, s, 0);
    if (v == -1)
      return build_not(t, in_re(t, x, build_leaf(t, STRSMT_RE_ALLCHAR)));
    return v < 0 || v > CODE_MAX ? terms_false(t) : in_re(t, x, build_character(t, (uint32_t)v));
  }
  case STRSMT_STR_TO_INT: {
    term x = term_arg(t, s, 0);
    if (v == -1)
      return build_not(t, in_re(t, x, build1(t, STRSMT_RE_PLUS, build_range(t, '0', '9'))));
    return v < 0 ? terms_false(t) : to_int_equals(t, x, n);
  }
  }
  return o->atom;
}

static term digit(terms *t)
{
  return build_range(t, '0', '9');
}

static term digits(terms *t, uint32_t count)
{
  term d = digit(t);
  return d ? terms_apply_indexed(t, STRSMT_RE_POWER, 1, &count, 1, &d) : 0;
}

/* $re_digits_to: numerals of `length` digits that are not less than this one. */
static term digits_at_least(terms *t, const char *text, uint32_t length)
{
  term rest = build_empty_word(t);
  for (uint32_t i = length; i-- > 0 && rest;) {
    term above = build2(t, STRSMT_RE_CONCAT, build_range(t, (uint32_t)text[i] + 1, '9'), digits(t, length - 1 - i));
    rest = build2(t, STRSMT_RE_UNION, above, build2(t, STRSMT_RE_CONCAT, build_character(t, (uint32_t)text[i]), rest));
  }
  return rest;
}

/* (str.to_int x) >= n */
static term to_int_at_least(const context *o, term x, int64_t n)
{
  terms *t = o->t;
  if (n < 0)
    return terms_true(t);
  if (n == 0)
    return in_re(t, x, build1(t, STRSMT_RE_PLUS, digit(t)));
  if (n >= NUMBER_MAX)
    return o->atom;
  char text[32];
  uint32_t length = 0;
  for (int64_t power = NUMBER_MAX / 10; power; power /= 10)
    if (n >= power)
      text[length++] = (char)('0' + n / power % 10);
  term longer =
      build3(t, STRSMT_RE_CONCAT, build_range(t, '1', '9'), digits(t, length), build1(t, STRSMT_RE_STAR, digit(t)));
  term either = build2(t, STRSMT_RE_UNION, longer, digits_at_least(t, text, length));
  return in_re(t, x, build2(t, STRSMT_RE_CONCAT, build1(t, STRSMT_RE_STAR, build_character(t, '0')), either));
}

static term int_at_least(const context *o, term s, int64_t n)
{
  terms *t = o->t;
  if (term_kind(t, s) == STRSMT_STR_TO_INT)
    return to_int_at_least(o, term_arg(t, s, 0), n);
  if (term_kind(t, s) == STRSMT_STR_LEN) {
    term x = term_arg(t, s, 0);
    return n <= 0 ? terms_true(t) : n > COUNTER_MAX ? o->atom : in_re(t, x, re_at_least(t, n));
  }
  if (term_kind(t, s) == STRSMT_STR_TO_CODE) {
    term x = term_arg(t, s, 0);
    if (n < 0 || n > CODE_MAX)
      return build_bool(t, n < 0);
    return in_re(t, x, build_range(t, (uint32_t)n, CODE_MAX));
  }
  return o->atom;
}

static term int_at_most(const context *o, term s, int64_t n)
{
  terms *t = o->t;
  if (term_kind(t, s) == STRSMT_STR_TO_INT) {
    term above = n < -1 ? terms_false(t) : to_int_at_least(o, term_arg(t, s, 0), n + 1);
    return n < -1 || above == o->atom ? above : build_not(t, above);
  }
  if (term_kind(t, s) == STRSMT_STR_LEN) {
    term x = term_arg(t, s, 0);
    return n < 0 ? terms_false(t) : n > COUNTER_MAX ? o->atom : in_re(t, x, re_at_most(t, n));
  }
  if (term_kind(t, s) == STRSMT_STR_TO_CODE) {
    term x = term_arg(t, s, 0);
    if (n < -1 || n >= CODE_MAX)
      return build_bool(t, n >= 0);
    return build_not(t, in_re(t, x, build_range(t, (uint32_t)(n + 1), CODE_MAX)));
  }
  return o->atom;
}

/* ---- the rule ------------------------------------------------------------------------------------------------- */

static term equality(const context *o, term s, term u)
{
  terms *t = o->t;
  if (is_string(t, u))
    return string_equals(o, s, u);
  if (is_string(t, s))
    return string_equals(o, u, s);
  if (is_int(t, u))
    return int_equals(o, s, u);
  return is_int(t, s) ? int_equals(o, u, s) : o->atom;
}

/* s >= u + delta, for delta 0 or 1 */
static term comparison(const context *o, term s, term u, int delta)
{
  terms *t = o->t;
  if (is_int(t, u))
    return int_at_least(o, s, clamped(t, u) + delta);
  return is_int(t, s) ? int_at_most(o, u, clamped(t, s) - delta) : o->atom;
}

/* (re.union whole cut off): see $re_around_substr */
static term around_substr(terms *t, int64_t m, int64_t n, term r)
{
  term whole = build3(t, STRSMT_RE_CONCAT, re_length(t, m), build2(t, STRSMT_RE_INTER, r, re_length(t, n)), all(t));
  term cut = build2(t, STRSMT_RE_CONCAT, re_length(t, m), build2(t, STRSMT_RE_INTER, r, re_at_most(t, n - 1)));
  term off = build2(t, STRSMT_RE_CONCAT, re_at_most(t, m), build2(t, STRSMT_RE_INTER, r, build_empty_word(t)));
  return build3(t, STRSMT_RE_UNION, whole, cut, off);
}

/* (str.in_re (str.at x m) r), (str.in_re (str.substr x m n) r) */
static term substr_in_re(const context *o, term s, term r)
{
  terms *t = o->t;
  bool at = term_kind(t, s) == STRSMT_STR_AT;
  if (!at && term_kind(t, s) != STRSMT_STR_SUBSTR)
    return o->atom;
  if (!is_int(t, term_arg(t, s, 1)) || (!at && !is_int(t, term_arg(t, s, 2))))
    return o->atom;
  term x = term_arg(t, s, 0);
  int64_t m = clamped(t, term_arg(t, s, 1)), n = at ? 1 : clamped(t, term_arg(t, s, 2));
  if (m < 0 || n < 1)
    return in_re(t, terms_string(t, NULL, 0), r);
  return m > COUNTER_MAX || n > COUNTER_MAX ? o->atom : in_re(t, x, around_substr(t, m, n, r));
}

typedef enum words_kind { WORDS_PREFIXES, WORDS_SUFFIXES, WORDS_SUBSTRINGS, WORDS_BELOW, WORDS_UP_TO } words_kind;

/* x among the words of that kind of the literal c */
static term in_words(const context *o, term x, term c, words_kind kind)
{
  terms *t = o->t;
  size_t length = length_of(t, c);
  if (length > o->l->budget.rewrite_word)
    return o->atom;
  uint32_t word[LONGEST];
  if (length)
    memcpy(word, term_codes(t, c, &length), length * sizeof *word);
  switch (kind) {
  case WORDS_PREFIXES:
    return in_re(t, x, words_prefixes(t, o->l, word, length));
  case WORDS_SUFFIXES:
    return in_re(t, x, words_suffixes(t, o->l, word, length));
  case WORDS_SUBSTRINGS:
    return in_re(t, x, words_substrings(t, o->l, word, length));
  case WORDS_BELOW:
  case WORDS_UP_TO:
    break;
  }
  return in_re(t, x, words_below(t, o->l, word, length, kind == WORDS_UP_TO));
}

/* The negation, unless nothing applied. */
static term negated(const context *o, term a)
{
  return a == o->atom ? a : build_not(o->t, a);
}

/* s < u, or s <= u */
static term string_order(const context *o, term s, term u, bool or_equal)
{
  if (is_string(o->t, u))
    return in_words(o, s, u, or_equal ? WORDS_UP_TO : WORDS_BELOW);
  if (is_string(o->t, s))
    return negated(o, in_words(o, u, s, or_equal ? WORDS_BELOW : WORDS_UP_TO));
  return o->atom;
}

/* str.prefixof, str.suffixof and str.contains: `part` of `whole` */
static term part_of(const context *o, strsmt_kind k, term part, term whole)
{
  terms *t = o->t;
  if (is_string(t, part)) {
    term word = to_re(t, part);
    term r = k == STRSMT_STR_PREFIXOF   ? build2(t, STRSMT_RE_CONCAT, word, all(t))
             : k == STRSMT_STR_SUFFIXOF ? build2(t, STRSMT_RE_CONCAT, all(t), word)
                                        : build3(t, STRSMT_RE_CONCAT, all(t), word, all(t));
    return in_re(t, whole, r);
  }
  if (!is_string(t, whole))
    return o->atom;
  return in_words(o, part, whole,
                  k == STRSMT_STR_PREFIXOF   ? WORDS_PREFIXES
                  : k == STRSMT_STR_SUFFIXOF ? WORDS_SUFFIXES
                                             : WORDS_SUBSTRINGS);
}

term rewrite_to_membership(terms *t, limits *l, term a)
{
  context o = {t, l, a};
  size_t arity = term_arity(t, a);
  term s = arity ? term_arg(t, a, 0) : 0, u = arity > 1 ? term_arg(t, a, 1) : 0;
  strsmt_kind k = term_kind(t, a);
  switch ((int)k) {
  case STRSMT_EQ:
    return equality(&o, s, u);
  case STRSMT_STR_IN_RE:
    return substr_in_re(&o, s, u);
  case STRSMT_STR_PREFIXOF:
  case STRSMT_STR_SUFFIXOF:
    return part_of(&o, k, s, u);
  case STRSMT_STR_CONTAINS:
    return part_of(&o, k, u, s);
  case STRSMT_STR_LT:
  case STRSMT_STR_LE:
    return string_order(&o, s, u, k == STRSMT_STR_LE);
  case STRSMT_STR_IS_DIGIT:
    return in_re(t, s, build_range(t, '0', '9'));
  case STRSMT_GE:
  case STRSMT_GT:
    return comparison(&o, s, u, k == STRSMT_GT);
  case STRSMT_LE:
  case STRSMT_LT:
    return comparison(&o, u, s, k == STRSMT_LT);
  }
  return a;
}
