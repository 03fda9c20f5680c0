/* build.c: patterns as regular expressions. Runs of plain characters become one str.to_re; equal terms are one term in
 * the solver, so what two policies have in common is shared without further ado. */
#include "build.h"

#include <string.h>

strsmt_term build_and(strsmt *s, size_t count, const strsmt_term *terms)
{
  return count == 0 ? strsmt_make_bool(s, true) : count == 1 ? terms[0] : strsmt_make(s, STRSMT_AND, count, terms);
}

strsmt_term build_or(strsmt *s, size_t count, const strsmt_term *terms)
{
  return count == 0 ? strsmt_make_bool(s, false) : count == 1 ? terms[0] : strsmt_make(s, STRSMT_OR, count, terms);
}

strsmt_term build_not(strsmt *s, strsmt_term t)
{
  return strsmt_make_1(s, STRSMT_NOT, t);
}

strsmt_term build_text(strsmt *s, const char *text)
{
  return strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string(s, text));
}

strsmt_term build_literal(strsmt *s, const struct pattern *p)
{
  return strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string_codes(s, p->items, p->count));
}

strsmt_term build_union(strsmt *s, size_t count, const strsmt_term *languages)
{
  if (count == 0)
    return strsmt_make_0(s, STRSMT_RE_NONE);
  return count == 1 ? languages[0] : strsmt_make(s, STRSMT_RE_UNION, count, languages);
}

static strsmt_term range(strsmt *s, uint32_t first, uint32_t last)
{
  const strsmt_term from = strsmt_make_string_codes(s, &first, 1), to = strsmt_make_string_codes(s, &last, 1);
  return strsmt_make_2(s, STRSMT_RE_RANGE, from, to);
}

strsmt_term build_class(strsmt *s, const char *ranges)
{
  strsmt_term parts[8];
  size_t count = 0;
  for (; *ranges && count < 8; ranges += 2)
    parts[count++] = range(s, (unsigned char)ranges[0], (unsigned char)ranges[1]);
  return build_union(s, count, parts);
}

strsmt_term build_no_colon(strsmt *s)
{
  const strsmt_term parts[] = {range(s, 0, ':' - 1), range(s, ':' + 1, 0x2FFFF)};
  return build_union(s, 2, parts);
}

static bool is_letter(uint32_t code)
{
  return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static strsmt_term both_cases(strsmt *s, uint32_t letter)
{
  const uint32_t capital = letter & ~0x20u, small = letter | 0x20u;
  const strsmt_term parts[] = {strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string_codes(s, &capital, 1)),
                               strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string_codes(s, &small, 1))};
  return build_union(s, 2, parts);
}

/* How many items from `i` on are plain characters that stand for themselves. */
static size_t plain_run(const struct pattern *p, size_t i, enum build_mode mode)
{
  size_t end = i;
  while (end < p->count && p->items[end] < PATTERN_ONE && !(mode == BUILD_FOLD && is_letter(p->items[end])))
    end++;
  return end - i;
}

static strsmt_term wildcard(strsmt *s, uint32_t item, bool within_part)
{
  const strsmt_term one = within_part ? build_no_colon(s) : strsmt_make_0(s, STRSMT_RE_ALLCHAR);
  if (item == PATTERN_ONE)
    return one;
  return within_part ? strsmt_make_1(s, STRSMT_RE_STAR, one) : strsmt_make_0(s, STRSMT_RE_ALL);
}

/* The language of a pattern. The parts of an ARN are those between its first five colons; a wildcard stays within its
 * part, but for those of the last one. */
strsmt_term build_language(strsmt *s, struct pool *pool, const struct pattern *p, enum build_mode mode)
{
  strsmt_term *parts = pool_take(pool, p->count + 1, sizeof *parts);
  size_t count = 0, colons = 0;
  if (mode == BUILD_RESOURCE)
    mode = pattern_count(p, ':') < 5 ? BUILD_PLAIN : BUILD_ARN;
  for (size_t i = 0; i < p->count;) {
    const size_t run = plain_run(p, i, mode);
    if (run) {
      parts[count++] = strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string_codes(s, p->items + i, run));
      for (size_t k = i; k < i + run; k++)
        colons += p->items[k] == ':';
      i += run;
    } else if (p->items[i] >= PATTERN_ONE) {
      parts[count++] = wildcard(s, p->items[i++], mode == BUILD_ARN && colons < 5);
    } else {
      parts[count++] = both_cases(s, p->items[i++]);
    }
  }
  if (count == 0)
    return build_text(s, "");
  return count == 1 ? parts[0] : strsmt_make(s, STRSMT_RE_CONCAT, count, parts);
}

/* Long lists are not searched: there, the library finds equal terms. */
static bool seen_before(const struct patterns *patterns, size_t i)
{
  for (size_t k = i > 50 ? i - 50 : 0; k < i; k++)
    if (pattern_equal(&patterns->items[k], &patterns->items[i]))
      return true;
  return false;
}

strsmt_term build_languages(strsmt *s, struct pool *pool, const struct patterns *patterns, enum build_mode mode)
{
  strsmt_term *languages = pool_take(pool, patterns->count, sizeof *languages);
  size_t count = 0;
  for (size_t i = 0; i < patterns->count; i++)
    if (mode == BUILD_DISTINCT || !seen_before(patterns, i))
      languages[count++] = build_language(s, pool, &patterns->items[i], mode);
  return build_union(s, count, languages);
}

strsmt_term build_fits(strsmt *s, struct pool *pool, strsmt_term x, const struct patterns *patterns,
                       enum build_mode mode)
{
  const struct pattern *first = &patterns->items[0];
  if (patterns->count == 0)
    return strsmt_make_bool(s, false);
  if (patterns->count == 1 && pattern_is_literal(first) && mode != BUILD_FOLD)
    return strsmt_make_2(s, STRSMT_EQ, x, strsmt_make_string_codes(s, first->items, first->count));
  for (size_t i = 0; i < patterns->count; i++) {
    const struct pattern *p = &patterns->items[i];
    if (p->count == 1 && p->items[0] == PATTERN_ANY && mode != BUILD_ARN)
      return strsmt_make_bool(s, true);
  }
  return strsmt_make_2(s, STRSMT_STR_IN_RE, x, build_languages(s, pool, patterns, mode));
}
