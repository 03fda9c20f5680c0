/* regex_fixture.h: what the tests of lib/regex share: an engine on a counting allocator, random regular expressions
 * over a small alphabet, and a matcher that follows the definition of the languages, straight from the term. */
#ifndef STRSMT_TESTS_REGEX_FIXTURE_H
#define STRSMT_TESTS_REGEX_FIXTURE_H

#include "allocator.h"
#include "runner.h"
#include "term_reader.h"

#include "regex/node.h"

static mem m;
static limits l;
static test_allocator blocks;
static terms *t;
static regex *g;
static uint64_t seed;
static term recent[8]; /* random terms, to be used again: many rules need equal parts */

static inline void begin(void)
{
  blocks = (test_allocator){0};
  memset(recent, 0, sizeof recent);
  seed = 1;
  strsmt_allocator face = test_allocator_face(&blocks);
  strsmt_limits none = {0, 0, 0};
  mem_init(&m, &face);
  limits_init(&l, &m);
  limits_begin(&l, &none);
  t = terms_new(&m);
  g = regex_new(&m, &l, t);
}

static inline void end(void)
{
  regex_delete(g);
  terms_delete(t);
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

static inline rx read_rx(const char *text)
{
  rx r = regex_of_term(g, read_term(t, text));
  ck_assert_msg(r, "no normal form: %s", text);
  return r;
}

/* ---- random terms over a, b, c ---- */

static inline uint32_t below(uint32_t n)
{
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(seed >> 33) % n;
}

static inline term random_string(void)
{
  static const char *const words[] = {"a", "b", "ab", "ba", "c", "", "abc", "aa"};
  const char *word = words[below(8)];
  uint32_t points[3];
  size_t n = strlen(word);
  for (size_t i = 0; i < n; i++)
    points[i] = (unsigned char)word[i];
  return terms_apply1(t, STRSMT_STR_TO_RE, terms_string(t, points, n));
}

static inline term random_leaf(void)
{
  switch (below(9)) {
  case 0:
    return terms_apply(t, STRSMT_RE_ALL, 0, NULL);
  case 1:
    return terms_apply(t, STRSMT_RE_ALLCHAR, 0, NULL);
  case 2: {
    uint32_t low = 'a' + below(3), high = 'a' + below(3);
    return terms_apply2(t, STRSMT_RE_RANGE, terms_string(t, &low, 1), terms_string(t, &high, 1));
  }
  case 3:
    return below(3) ? random_string() : terms_apply(t, STRSMT_RE_NONE, 0, NULL);
  default:
    return random_string();
  }
}

static inline term random_term(unsigned depth);

static inline term random_part(unsigned depth)
{
  term *slot = &recent[below(8)];
  if (!*slot || below(3)) {
    term r = random_term(depth);
    if (*slot && below(6))
      return r;
    *slot = r;
  }
  return *slot;
}

static inline term random_application(strsmt_kind k, unsigned depth, size_t count)
{
  term args[4];
  for (size_t i = 0; i < count; i++)
    args[i] = random_part(depth);
  if (k == STRSMT_RE_CONCAT && !below(3))
    args[0] = terms_apply(t, STRSMT_RE_ALL, 0, NULL);
  return terms_apply(t, k, count, args);
}

static inline term random_term(unsigned depth)
{
  if (!depth || !below(6))
    return random_leaf();
  uint32_t counters[2];
  term body;
  switch (below(14)) {
  case 0:
  case 1:
  case 2:
  case 3:
    return random_application(STRSMT_RE_CONCAT, depth - 1, 2 + below(2));
  case 4:
  case 5:
  case 6:
    return random_application(STRSMT_RE_UNION, depth - 1, 2 + below(3));
  case 7:
  case 8:
    return random_application(STRSMT_RE_INTER, depth - 1, 2 + below(2));
  case 9:
    return random_application(STRSMT_RE_STAR, depth - 1, 1);
  case 10:
    return random_application(below(2) ? STRSMT_RE_PLUS : STRSMT_RE_OPT, depth - 1, 1);
  case 11:
    return random_application(STRSMT_RE_COMP, depth - 1, 1);
  case 12:
    return random_application(STRSMT_RE_DIFF, depth - 1, 2);
  default:
    counters[0] = below(4);
    counters[1] = below(12) ? counters[0] + below(3) : below(3);
    body = random_part(depth - 1);
    return terms_apply_indexed(t, STRSMT_RE_LOOP, 2, counters, 1, &body);
  }
}

/* A term that is likely to be larger than r. */
static inline term wider(term r, unsigned depth)
{
  term args[4];
  uint32_t counters[2] = {below(2), 2 + below(4)};
  size_t arity = term_arity(t, r);
  if (!depth || !below(5))
    switch (below(5)) {
    case 0:
      return terms_apply(t, STRSMT_RE_ALL, 0, NULL);
    case 1:
      return terms_apply1(t, STRSMT_RE_STAR, r);
    case 2:
      return terms_apply_indexed(t, STRSMT_RE_LOOP, 2, counters, 1, &r);
    case 3:
      args[0] = random_part(2), args[1] = r;
      return terms_apply(t, STRSMT_RE_UNION, 2, args);
    default:
      return r;
    }
  switch (term_kind(t, r)) {
  case STRSMT_RE_CONCAT:
  case STRSMT_RE_UNION:
  case STRSMT_RE_INTER:
  case STRSMT_RE_STAR:
  case STRSMT_RE_PLUS:
  case STRSMT_RE_OPT:
    for (size_t i = 0; i < arity && i < 4; i++)
      args[i] = wider(term_arg(t, r, i), depth - 1);
    return arity <= 4 ? terms_apply(t, term_kind(t, r), arity, args) : r;
  case STRSMT_RE_LOOP:
    counters[0] = term_index(t, r, 0) ? term_index(t, r, 0) - below(2) : 0;
    counters[1] = term_index(t, r, 1) + below(2);
    args[0] = wider(term_arg(t, r, 0), depth - 1);
    return terms_apply_indexed(t, STRSMT_RE_LOOP, 2, counters, 1, args);
  default:
    return r;
  }
}

/* ---- the definition of the languages ---- */

static inline bool in_language(term r, const uint32_t *w, size_t n);

static inline bool in_concat(term r, size_t i, const uint32_t *w, size_t n)
{
  if (i + 1 == term_arity(t, r))
    return in_language(term_arg(t, r, i), w, n);
  for (size_t j = 0; j <= n; j++)
    if (in_language(term_arg(t, r, i), w, j) && in_concat(r, i + 1, w + j, n - j))
      return true;
  return false;
}

/* Between `from` and `to` words of r. A part that is the empty word helps only to reach `from`. */
static inline bool in_power(term r, uint32_t from, uint32_t to, const uint32_t *w, size_t n)
{
  if (from > to || (!to && n))
    return false;
  if (!n && (!from || in_language(r, w, 0)))
    return true;
  if (from && in_language(r, w, 0) && in_power(r, from - 1, to - 1, w, n))
    return true;
  for (size_t j = 1; j <= n; j++)
    if (in_language(r, w, j) && in_power(r, from ? from - 1 : 0, to - 1, w + j, n - j))
      return true;
  return false;
}

static inline bool in_language(term r, const uint32_t *w, size_t n)
{
  size_t arity = term_arity(t, r), length;
  strsmt_kind k = term_kind(t, r);
  switch (k) {
  case STRSMT_STR_TO_RE: {
    const uint32_t *points = term_codes(t, term_arg(t, r, 0), &length);
    return length == n && !memcmp(points, w, n * sizeof *w);
  }
  case STRSMT_RE_NONE:
    return false;
  case STRSMT_RE_ALL:
    return true;
  case STRSMT_RE_ALLCHAR:
    return n == 1;
  case STRSMT_RE_RANGE:
    return n == 1 && *term_codes(t, term_arg(t, r, 0), &length) <= *w &&
           *w <= *term_codes(t, term_arg(t, r, 1), &length);
  case STRSMT_RE_CONCAT:
    return in_concat(r, 0, w, n);
  case STRSMT_RE_UNION:
  case STRSMT_RE_INTER:
    for (size_t i = 0; i < arity; i++)
      if (in_language(term_arg(t, r, i), w, n) == (k == STRSMT_RE_UNION))
        return k == STRSMT_RE_UNION;
    return k == STRSMT_RE_INTER;
  case STRSMT_RE_STAR:
    return in_power(term_arg(t, r, 0), 0, (uint32_t)n, w, n);
  case STRSMT_RE_PLUS:
    return in_power(term_arg(t, r, 0), 1, (uint32_t)n + 1, w, n);
  case STRSMT_RE_OPT:
    return !n || in_language(term_arg(t, r, 0), w, n);
  case STRSMT_RE_COMP:
    return !in_language(term_arg(t, r, 0), w, n);
  case STRSMT_RE_DIFF:
    return in_language(term_arg(t, r, 0), w, n) && !in_language(term_arg(t, r, 1), w, n);
  case STRSMT_RE_POWER:
    return in_power(term_arg(t, r, 0), term_index(t, r, 0), term_index(t, r, 0), w, n);
  case STRSMT_RE_LOOP:
    return in_power(term_arg(t, r, 0), term_index(t, r, 0), term_index(t, r, 1), w, n);
  default:
    ck_abort_msg("kind %d", k);
  }
  return false;
}

/* The words over a, b, c, d (d stands for all other characters) up to a length, shortest first, in order: the first is
 * the empty one; false after the last. */
static inline bool next_word(uint32_t *w, size_t *n, size_t most)
{
  for (size_t i = *n; i-- > 0;) {
    if (w[i] < 'd') {
      w[i]++;
      return true;
    }
    w[i] = 'a';
  }
  if (*n == most)
    return false;
  w[(*n)++] = 'a';
  return true;
}

static inline bool accepts(rx r, const uint32_t *w, size_t n)
{
  bool yes = false;
  ck_assert(regex_accepts(g, r, w, n, &yes));
  return yes;
}

#endif
