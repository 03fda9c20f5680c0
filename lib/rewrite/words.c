/* words.c: regular expressions for prefixes, suffixes, substrings and lexicographic order. Each nests optional parts,
 * so that a word of n characters needs n nestings and no enumeration: the prefixes of "abc" are (a (b (c)?)?)?. */
#include "rewrite/words.h"

#include "rewrite/build.h"

/* (re.opt (re.++ a b)) */
static term optional_pair(terms *t, term a, term b)
{
  return build1(t, STRSMT_RE_OPT, build2(t, STRSMT_RE_CONCAT, a, b));
}

term words_prefixes(terms *t, limits *l, const uint32_t *codes, size_t length)
{
  term r = build_empty_word(t);
  for (size_t i = length; r && i-- > 0;)
    r = limits_poll(l) ? 0 : optional_pair(t, build_character(t, codes[i]), r);
  return r;
}

term words_suffixes(terms *t, limits *l, const uint32_t *codes, size_t length)
{
  term r = build_empty_word(t);
  for (size_t i = 0; r && i < length; i++)
    r = limits_poll(l) ? 0 : optional_pair(t, r, build_character(t, codes[i]));
  return r;
}

term words_substrings(terms *t, limits *l, const uint32_t *codes, size_t length)
{
  mem *m = terms_mem(t);
  size_t count = length + 1; /* one alternative for each position,
  the end included: the prefixes of what stands there */
  term *from = mem_alloc(m, count * sizeof *from), r = from ? build_empty_word(t) : 0;
  for (size_t i = length; r; i--) {
    from[i] = r;
    if (!i)
      break;
    r = limits_poll(l) ? 0 : optional_pair(t, build_character(t, codes[i - 1]), r);
  }
  if (r && length)
    r = terms_apply(t, STRSMT_RE_UNION, count, from);
  mem_free(m, from, count * sizeof *from);
  return r;
}

/* (re.++ (re.range "\u{0}" "c-1") re.all): the words whose first character is less than c. */
static term starts_below(terms *t, uint32_t code)
{
  if (!code)
    return build_leaf(t, STRSMT_RE_NONE);
  return build2(t, STRSMT_RE_CONCAT, build_range(t, 0, code - 1), build_leaf(t, STRSMT_RE_ALL));
}

term words_below(terms *t, limits *l, const uint32_t *codes, size_t length, bool or_equal)
{
  term r = or_equal ? build_empty_word(t) : build_leaf(t, STRSMT_RE_NONE);
  for (size_t i = length; r && i-- > 0;) {
    term same = build2(t, STRSMT_RE_CONCAT, build_character(t, codes[i]), r);
    r = limits_poll(l) ? 0 : build1(t, STRSMT_RE_OPT, build2(t, STRSMT_RE_UNION, starts_below(t, codes[i]), same));
  }
  return r;
}
