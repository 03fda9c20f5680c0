/* reduction.c: definitions of functions on strings. One function for each case of $str_define, and one for each helper
 * of reduction.eo; what is true of them is said there. */
#include "rewrite/reduction.h"

#include "rewrite/build.h"

#define NODE(t, kind, ...) node((t), (kind), sizeof((term[]){__VA_ARGS__}) / sizeof(term), (term[]){__VA_ARGS__})

static term node(terms *t, strsmt_kind k, size_t n, const term *args)
{
  for (size_t i = 0; i < n; i++)
    if (!args[i])
      return 0;
  return terms_apply(t, k, n, args);
}

static term number(terms *t, int64_t n)
{
  return terms_int(t, n);
}
static term empty(terms *t)
{
  return terms_string(t, NULL, 0);
}
static term equal(terms *t, term a, term b)
{
  return NODE(t, STRSMT_EQ, a, b);
}
static term plus(terms *t, term a, term b)
{
  return NODE(t, STRSMT_ADD, a, b);
}
static term length(terms *t, term s)
{
  return NODE(t, STRSMT_STR_LEN, s);
}
static term at_least(terms *t, term a, term b)
{
  return NODE(t, STRSMT_GE, a, b);
}
static term below(terms *t, term a, term b)
{
  return build_not(t, at_least(t, a, b));
}
static term contains(terms *t, term s, term u)
{
  return NODE(t, STRSMT_STR_CONTAINS, s, u);
}
static term is_empty(terms *t, term s)
{
  return equal(t, s, empty(t));
}

static term choice(terms *t, term condition, term yes, term no)
{
  return NODE(t, STRSMT_ITE, condition, yes, no);
}

static term join(terms *t, term a, term b)
{
  return NODE(t, STRSMT_STR_CONCAT, a, b);
}

static term substring(terms *t, term s, term i, term n)
{
  return NODE(t, STRSMT_STR_SUBSTR, s, i, n);
}

static term purify(terms *t, term a)
{
  return NODE(t, TERM_PURIFY, a);
}

/* ---- helpers of reduction.eo ---------------------------------------------------------------------------------- */

static term sk_behind(terms *t, term s, term n)
{
  return purify(t, substring(t, s, n, length(t, s)));
}
static term sk_first(terms *t, term s, term n)
{
  return purify(t, substring(t, s, number(t, 0), n));
}

static term match(terms *t, term s, term u)
{
  return NODE(t, STRSMT_STR_INDEXOF, s, u, number(t, 0));
}
static term sk_before_match(terms *t, term s, term u)
{
  return sk_first(t, s, match(t, s, u));
}

static term sk_behind_match(terms *t, term s, term u)
{
  return sk_behind(t, s, plus(t, match(t, s, u), length(t, u)));
}

static term no_match_before(terms *t, term before, term u)
{
  term most = substring(t, u, number(t, 0), plus(t, length(t, u), number(t, -1)));
  return build_not(t, contains(t, join(t, before, most), u));
}

/* s = before ++ u ++ behind */
static term around_match(terms *t, term s, term u)
{
  return equal(t, s, NODE(t, STRSMT_STR_CONCAT, sk_before_match(t, s, u), u, sk_behind_match(t, s, u)));
}

static term split_at(terms *t, term s, term n)
{
  return equal(t, s, join(t, sk_first(t, s, n), sk_behind(t, s, n)));
}

static term split_first(terms *t, term s)
{
  term one = number(t, 1);
  return NODE(t, STRSMT_AND, split_at(t, s, one), equal(t, length(t, sk_first(t, s, one)), one));
}

static term define_match(terms *t, term s, term u, term i, term r)
{
  term before = sk_before_match(t, s, u);
  return choice(t, contains(t, s, u),
                NODE(t, STRSMT_AND, around_match(t, s, u), no_match_before(t, before, u),
                     equal(t, r, plus(t, i, length(t, before)))),
                equal(t, r, number(t, -1)));
}

static term in_re(terms *t, term s, term r)
{
  return NODE(t, STRSMT_STR_IN_RE, s, r);
}
static term all(terms *t)
{
  return terms_apply(t, STRSMT_RE_ALL, 0, NULL);
}
static term then(terms *t, term r, term q)
{
  return NODE(t, STRSMT_RE_CONCAT, r, q);
}

static term without_word(terms *t, term s, term r)
{
  return NODE(t, STRSMT_STR_REPLACE_RE, s, r, empty(t));
}
static term sk_behind_word(terms *t, term s, term r)
{
  return purify(t, without_word(t, s, r));
}

static term sk_first_word(terms *t, term s, term r)
{
  term size = NODE(t, STRSMT_SUB, length(t, s), length(t, without_word(t, s, r)));
  return sk_first(t, s, size);
}

static term split_word(terms *t, term s, term r)
{
  term word = sk_first_word(t, s, r), any = terms_apply(t, STRSMT_RE_ALLCHAR, 0, NULL);
  term longer = NODE(t, STRSMT_RE_CONCAT, r, any, all(t));
  return NODE(t, STRSMT_AND, equal(t, s, join(t, word, sk_behind_word(t, s, r))), in_re(t, word, r),
              build_not(t, in_re(t, word, longer)));
}

static term not_empty(terms *t, term r)
{
  return NODE(t, STRSMT_RE_INTER, r, then(t, terms_apply(t, STRSMT_RE_ALLCHAR, 0, NULL), all(t)));
}

static term cut_in_two(terms *t, term s, term r, term q)
{
  term n = NODE(t, TERM_RE_CUT, s, r, q), first = sk_first(t, s, n), behind = sk_behind(t, s, n);
  return NODE(t, STRSMT_AND, equal(t, s, join(t, first, behind)), in_re(t, first, r), in_re(t, behind, q));
}

/* ---- definitions ---------------------------------------------------------------------------------------------- */

static term define_substr(terms *t, term a, const term *arg)
{
  term s = arg[0], i = arg[1], n = arg[2], one = number(t, 1), end = plus(t, i, n);
  term first = sk_first(t, s, i), behind = sk_behind(t, s, end);
  term inside = NODE(t, STRSMT_AND, at_least(t, i, number(t, 0)), at_least(t, length(t, s), plus(t, i, one)),
                     at_least(t, n, one));
  term whole = choice(t, at_least(t, length(t, s), end), equal(t, length(t, a), n), is_empty(t, behind));
  return choice(t, inside,
                NODE(t, STRSMT_AND, equal(t, s, NODE(t, STRSMT_STR_CONCAT, first, a, behind)),
                     equal(t, length(t, first), i), whole),
                is_empty(t, a));
}

static term define_prefixof(terms *t, term a, const term *arg)
{
  term s = arg[0], u = arg[1], n = length(t, s), first = sk_first(t, u, n);
  term differs =
      NODE(t, STRSMT_AND, split_at(t, u, n), equal(t, length(t, first), n), build_not(t, equal(t, first, s)));
  return choice(t, a, equal(t, u, join(t, s, sk_behind(t, u, n))),
                NODE(t, STRSMT_OR, below(t, length(t, u), n), differs));
}

static term define_suffixof(terms *t, term a, const term *arg)
{
  term s = arg[0], u = arg[1], n = NODE(t, STRSMT_SUB, length(t, u), length(t, s));
  term before = sk_first(t, u, n), end = sk_behind(t, u, n);
  term differs = NODE(t, STRSMT_AND, equal(t, u, join(t, before, end)), equal(t, length(t, end), length(t, s)),
                      build_not(t, equal(t, end, s)));
  return choice(t, a, equal(t, u, join(t, before, s)),
                NODE(t, STRSMT_OR, below(t, length(t, u), length(t, s)), differs));
}

static term define_contains(terms *t, term a, const term *arg)
{
  term s = arg[0], u = arg[1], n = length(t, u), first = sk_first(t, s, n);
  term later = contains(t, sk_behind(t, s, number(t, 1)), u);
  term nowhere = NODE(t, STRSMT_AND, split_at(t, s, n), equal(t, length(t, first), n), build_not(t, equal(t, first, u)),
                      split_first(t, s), build_not(t, later));
  return choice(t, a, around_match(t, s, u), NODE(t, STRSMT_OR, below(t, length(t, s), n), nowhere));
}

static term define_indexof(terms *t, term a, const term *arg)
{
  term s = arg[0], u = arg[1], i = arg[2], zero = number(t, 0);
  if (i == zero)
    return choice(t, is_empty(t, u), equal(t, a, zero), define_match(t, s, u, zero, a));
  term outside = NODE(t, STRSMT_OR, below(t, i, zero), below(t, length(t, s), i));
  term found = choice(t, is_empty(t, u), equal(t, a, i), define_match(t, sk_behind(t, s, i), u, i, a));
  return choice(t, outside, equal(t, a, number(t, -1)),
                NODE(t, STRSMT_AND, split_at(t, s, i), equal(t, length(t, sk_first(t, s, i)), i), found));
}

/* a = before ++ z ++ rest, at the first occurrence of u in s */
static term replaced(terms *t, term a, term s, term u, term z, term rest)
{
  term before = sk_before_match(t, s, u);
  return NODE(t, STRSMT_AND, around_match(t, s, u), no_match_before(t, before, u),
              equal(t, a, NODE(t, STRSMT_STR_CONCAT, before, z, rest)));
}

static term define_replace(terms *t, term a, const term *arg)
{
  term s = arg[0], u = arg[1], z = arg[2];
  term once = choice(t, contains(t, s, u), replaced(t, a, s, u, z, sk_behind_match(t, s, u)), equal(t, a, s));
  return choice(t, is_empty(t, u), equal(t, a, join(t, z, s)), once);
}

static size_t literal_size(const terms *t, term s)
{
  size_t length;
  (void)term_codes(t, s, &length);
  return length;
}

/* a is s with `t`s (0: words) replaced by u. */
static term with_length(terms *t, term meaning, term a, term s, term u, term by)
{
  term none = empty(t);
  if (!none)
    return 0;
  if (by == none)
    return NODE(t, STRSMT_AND, meaning, at_least(t, length(t, s), length(t, a)));
  if (!u || term_kind(t, u) != STRSMT_STRING_LITERAL || term_kind(t, by) != STRSMT_STRING_LITERAL)
    return meaning;
  bool longer = literal_size(t, by) > literal_size(t, u);
  return NODE(t, STRSMT_AND, meaning, at_least(t, length(t, longer ? a : s), length(t, longer ? s : a)));
}

static term define_replace_all(terms *t, term a, const term *arg)
{
  term s = arg[0], u = arg[1], z = arg[2];
  term rest = NODE(t, STRSMT_STR_REPLACE_ALL, sk_behind_match(t, s, u), u, z);
  term some = NODE(t, STRSMT_AND, build_not(t, is_empty(t, u)), contains(t, s, u));
  return with_length(t, choice(t, some, replaced(t, a, s, u, z, rest), equal(t, a, s)), a, s, u, z);
}

/* a is what is left of s, its first character and the same of the others. */
static term behind_first(terms *t, term a, const term *arg)
{
  term one = number(t, 1), rest[3] = {sk_behind(t, arg[0], one), arg[1], arg[2]};
  return NODE(t, STRSMT_AND, split_first(t, arg[0]),
              equal(t, a, join(t, sk_first(t, arg[0], one), node(t, term_kind(t, a), 3, rest))));
}

static term define_replace_re(terms *t, term a, const term *arg)
{
  term s = arg[0], r = arg[1], u = arg[2];
  term now = NODE(t, STRSMT_AND, split_word(t, s, r), equal(t, a, join(t, u, sk_behind_word(t, s, r))));
  term later =
      choice(t, in_re(t, s, NODE(t, STRSMT_RE_CONCAT, all(t), r, all(t))), behind_first(t, a, arg), equal(t, a, s));
  term found = choice(t, in_re(t, s, then(t, r, all(t))), now, later);
  return with_length(t, choice(t, in_re(t, empty(t), r), equal(t, a, join(t, u, s)), found), a, s, 0, u);
}

static term define_replace_re_all(terms *t, term a, const term *arg)
{
  term s = arg[0], r = arg[1], u = arg[2], words = not_empty(t, r);
  term rest = NODE(t, STRSMT_STR_REPLACE_RE_ALL, sk_behind_word(t, s, words), r, u);
  term now = NODE(t, STRSMT_AND, split_word(t, s, words), equal(t, a, join(t, u, rest)));
  term later =
      choice(t, in_re(t, s, NODE(t, STRSMT_RE_CONCAT, all(t), words, all(t))), behind_first(t, a, arg), equal(t, a, s));
  return with_length(t, choice(t, in_re(t, s, then(t, words, all(t))), now, later), a, s, 0, u);
}

enum { SHORT_MAX = 64 };

static bool is_short(const terms *t, term s)
{
  size_t length = SHORT_MAX + 1;
  if (term_kind(t, s) == STRSMT_STRING_LITERAL)
    (void)term_codes(t, s, &length);
  return length <= SHORT_MAX;
}

/* Mirrors $cut_at_each, for a literal of at most SHORT_MAX characters. */
static term cut_at_each(terms *t, term s, size_t i, term r, term q)
{
  uint32_t copy[SHORT_MAX];
  term cuts[SHORT_MAX + 1];
  size_t length, n = 0;
  const uint32_t *text = term_codes(t, s, &length); /* moves when a literal is made */
  memcpy(copy, text, length * sizeof *copy);
  for (; i <= length; i++) {
    term first = terms_string(t, copy, i), behind = terms_string(t, copy + i, length - i);
    cuts[n++] = NODE(t, STRSMT_AND, first ? in_re(t, first, r) : 0, behind ? in_re(t, behind, q) : 0);
  }
  return n == 1 ? cuts[0] : n ? node(t, STRSMT_OR, n, cuts) : terms_false(t);
}

static term define_in_star(terms *t, term a, term s, term r)
{
  term inner = term_arg(t, r, 0), none = empty(t);
  if (!none)
    return 0;
  if (s == none)
    return equal(t, a, terms_true(t));
  if (is_short(t, s))
    return equal(t, a, cut_at_each(t, s, 1, inner, r));
  return choice(t, a, NODE(t, STRSMT_OR, is_empty(t, s), cut_in_two(t, s, not_empty(t, inner), r)),
                NODE(t, STRSMT_AND, build_not(t, is_empty(t, s)), build_not(t, in_re(t, s, inner))));
}

/* In a concatenation or a repetition of what holds terms. */
static term define_in_re(terms *t, term a, const term *arg)
{
  term s = arg[0], r = arg[1];
  if (term_kind(t, r) == STRSMT_RE_STAR)
    return define_in_star(t, a, s, r);
  mem *m = terms_mem(t);
  term_list rest = {0};
  bool ok = stack_append(m, &rest, term_args(t, r) + 1, term_arity(t, r) - 1);
  term q = !ok ? 0 : rest.size == 1 ? rest.data[0] : terms_apply(t, STRSMT_RE_CONCAT, rest.size, rest.data);
  stack_free(m, &rest);
  if (!q)
    return 0;
  if (is_short(t, s))
    return equal(t, a, cut_at_each(t, s, 0, term_arg(t, r, 0), q));
  return NODE(t, STRSMT_OR, build_not(t, a), cut_in_two(t, s, term_arg(t, r, 0), q));
}

static term define_to_int(terms *t, term a, const term *arg)
{
  term s = arg[0], one = number(t, 1), last = plus(t, length(t, s), number(t, -1));
  term before = purify(t, substring(t, s, number(t, 0), last)), digit = purify(t, substring(t, s, last, one));
  term code = NODE(t, STRSMT_STR_TO_CODE, digit), zero = number(t, -48);
  term tens = NODE(t, STRSMT_MUL, number(t, 10), NODE(t, STRSMT_STR_TO_INT, before));
  term value = choice(t, is_empty(t, before), equal(t, a, plus(t, code, zero)),
                      equal(t, a, NODE(t, STRSMT_ADD, tens, code, zero)));
  term digits = build1(t, STRSMT_RE_PLUS, build_range(t, '0', '9'));
  return choice(t, NODE(t, STRSMT_STR_IN_RE, s, digits),
                NODE(t, STRSMT_AND, at_least(t, a, number(t, 0)), equal(t, s, join(t, before, digit)),
                     equal(t, length(t, digit), one), value),
                equal(t, a, number(t, -1)));
}

static term define_from_int(terms *t, term a, const term *arg)
{
  term i = arg[0], r = purify(t, a);
  term more = NODE(t, STRSMT_RE_CONCAT, build_range(t, '1', '9'), build1(t, STRSMT_RE_STAR, build_range(t, '0', '9')));
  term numerals = NODE(t, STRSMT_RE_UNION, build_character(t, '0'), more);
  return choice(t, at_least(t, i, number(t, 0)),
                NODE(t, STRSMT_AND, equal(t, a, r), NODE(t, STRSMT_STR_IN_RE, r, numerals),
                     equal(t, NODE(t, STRSMT_STR_TO_INT, r), i)),
                is_empty(t, a));
}

static term define_to_code(terms *t, term a, const term *arg)
{
  term s = arg[0];
  return choice(t, equal(t, length(t, s), number(t, 1)),
                NODE(t, STRSMT_AND, at_least(t, a, number(t, 0)), below(t, a, number(t, 0x30000)),
                     equal(t, s, NODE(t, STRSMT_STR_FROM_CODE, a))),
                equal(t, a, number(t, -1)));
}

static term define_from_code(terms *t, term a, const term *arg)
{
  term i = arg[0], r = purify(t, a);
  term is_code = NODE(t, STRSMT_AND, at_least(t, i, number(t, 0)), below(t, i, number(t, 0x30000)));
  return choice(t, is_code,
                NODE(t, STRSMT_AND, equal(t, a, r), equal(t, length(t, r), number(t, 1)),
                     equal(t, NODE(t, STRSMT_STR_TO_CODE, r), i)),
                is_empty(t, a));
}

static term define_less(terms *t, term a, const term *arg)
{
  term s = arg[0], u = arg[1], one = number(t, 1), x = sk_first(t, s, one), y = sk_first(t, u, one);
  term rest = NODE(t, STRSMT_STR_LT, sk_behind(t, s, one), sk_behind(t, u, one));
  term codes_less = below(t, NODE(t, STRSMT_STR_TO_CODE, x), NODE(t, STRSMT_STR_TO_CODE, y));
  term heads = choice(t, equal(t, x, y), equal(t, a, rest), equal(t, a, codes_less));
  return choice(t, is_empty(t, u), build_not(t, a),
                choice(t, is_empty(t, s), a, NODE(t, STRSMT_AND, split_first(t, s), split_first(t, u), heads)));
}

static term define_less_or_equal(terms *t, term a, const term *arg)
{
  return equal(t, a, build_not(t, NODE(t, STRSMT_STR_LT, arg[1], arg[0])));
}

/* ---- dispatch ------------------------------------------------------------------------------------------------- */

typedef struct reduction {
  strsmt_kind kind;
  unsigned rank;
  term (*define)(terms *t, term a, const term *arg);
} reduction;

static const reduction reductions[] = {
    {STRSMT_STR_TO_CODE, 1, define_to_code},       {STRSMT_STR_FROM_CODE, 1, define_from_code},
    {STRSMT_STR_LE, 1, define_less_or_equal},      {STRSMT_STR_SUBSTR, 2, define_substr},
    {STRSMT_STR_PREFIXOF, 2, define_prefixof},     {STRSMT_STR_SUFFIXOF, 2, define_suffixof},
    {STRSMT_STR_FROM_INT, 3, define_from_int},     {STRSMT_STR_INDEXOF, 3, define_indexof},
    {STRSMT_STR_REPLACE, 3, define_replace},       {STRSMT_STR_REPLACE_ALL, 4, define_replace_all},
    {STRSMT_STR_REPLACE_RE, 4, define_replace_re}, {STRSMT_STR_REPLACE_RE_ALL, 4, define_replace_re_all},
    {STRSMT_STR_IN_RE, 4, define_in_re},           {STRSMT_STR_LT, 4, define_less},
    {STRSMT_STR_CONTAINS, 5, define_contains},     {STRSMT_STR_TO_INT, 6, define_to_int},
};

static const reduction *find(strsmt_kind k)
{
  for (size_t i = 0; i < sizeof reductions / sizeof *reductions; i++)
    if (reductions[i].kind == k)
      return &reductions[i];
  return NULL;
}

/* How many definitions led to this string, if each took something off the one before? */
static unsigned depth_of(const terms *t, term s)
{
  unsigned depth = 0;
  while (term_kind(t, s) == TERM_PURIFY) {
    s = term_arg(t, term_arg(t, s, 0), 0);
    depth++;
  }
  return depth;
}

/* Definitions with regular expressions that hold terms do not bring their strings to an end: only a few, one after the
 * other. Of memberships, those in closed ones are left to the theory of strings. */
static unsigned open_rank(const terms *t, const reduction *r, term a)
{
  enum { DEPTH_MAX = 4 };
  term language = term_arg(t, a, 1);
  if (term_is_ground(t, language))
    return r->kind == STRSMT_STR_IN_RE ? 0 : r->rank;
  strsmt_kind k = term_kind(t, language);
  if (r->kind == STRSMT_STR_IN_RE)
    return k == STRSMT_RE_CONCAT || k == STRSMT_RE_STAR ? r->rank : 0;
  return depth_of(t, term_arg(t, a, 0)) < DEPTH_MAX ? REDUCTION_LAST : 0;
}

unsigned reduction_rank(const terms *t, term a)
{
  const reduction *r = find(term_kind(t, a));
  if (r && (r->kind == STRSMT_STR_IN_RE || r->kind == STRSMT_STR_REPLACE_RE || r->kind == STRSMT_STR_REPLACE_RE_ALL))
    return open_rank(t, r, a);
  return r ? r->rank : 0;
}

term reduction_of(terms *t, term a)
{
  const reduction *r = find(term_kind(t, a));
  if (!r || term_arity(t, a) > 3)
    return 0;
  term args[3];
  memcpy(args, term_args(t, a), term_arity(t, a) * sizeof *args);
  return r->define(t, a, args);
}
