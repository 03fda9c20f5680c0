/* Tests of lib/regex/cut.c and cover.c. */
#include "regex/cut.h"
#include "regex_fixture.h"

enum { PART_MAX = 2 };

/* Words as numbers in base five: digits 1 to 4 are a to d. */
static size_t word_of(unsigned number, uint32_t *w)
{
  size_t n = 0;
  for (; number; number /= 5)
    w[n++] = 'a' - 1 + number % 5;
  for (size_t i = 0; i < n; i++)
    if (w[i] < 'a')
      return SIZE_MAX;
  return n;
}

/* u v is a word of r if and only if some pair has u and v. */
START_TEST(test_cuts)
{
  unsigned fitting = 0;
  begin();
  for (unsigned round = 0; round < 400; round++) {
    uint64_t at = seed;
    rx r = regex_of_term(g, random_term(1 + round % 4));
    cut_list cuts = {0};
    bool fits;
    ck_assert(cuts_of(g, r, NULL, &cuts, &fits));
    fitting += fits;
    for (unsigned i = 0; i < 625 && fits; i++) {
      uint32_t w[4];
      size_t n = word_of(i, w);
      for (size_t k = 0; n != SIZE_MAX && k <= n; k++) {
        bool found = false;
        for (size_t j = 0; j < cuts.size && !found; j++)
          found = accepts(cuts.data[j].left, w, k) && accepts(cuts.data[j].right, w + k, n - k);
        ck_assert_msg(found == accepts(r, w, n), "seed %llu, word %u", (unsigned long long)at, i);
      }
    }
    stack_free(&m, &cuts);
  }
  ck_assert_uint_gt(fitting, 150);
  end();
}
END_TEST

static bool in_both(rx r, const codes *u, const codes *v)
{
  for (size_t i = 0; i < u->size; i++)
    r = regex_derivative(g, r, u->data[i]);
  return accepts(r, v->data, v->size);
}

static void ck_cover(rx r, rx a, rx b, rx x, rx y, uint64_t at)
{
  uint32_t u[PART_MAX], v[PART_MAX];
  size_t n = 0;
  do {
    size_t k = 0;
    codes first = {u, n, n};
    if (accepts(a, u, n) && !accepts(x, u, n))
      do {
        codes second = {v, k, k};
        if (accepts(b, v, k) && in_both(r, &first, &second))
          ck_assert_msg(accepts(y, v, k), "seed %llu", (unsigned long long)at);
      } while (next_word(v, &k, PART_MAX));
  } while (next_word(u, &n, PART_MAX));
}

START_TEST(test_cover)
{
  begin();
  for (unsigned round = 0; round < 600; round++) {
    uint64_t at = seed;
    rx r = regex_of_term(g, random_term(1 + round % 5));
    rx a = round % 2 ? ALL : regex_of_term(g, random_term(1)), b = round % 3 ? ALL : regex_of_term(g, random_term(1));
    uint32_t words[2][PART_MAX];
    codes u = {words[0], 0, PART_MAX}, v = {words[1], 0, PART_MAX};
    for (unsigned i = below(8); i > 0; i--)
      if (!next_word(u.data, &u.size, PART_MAX))
        break;
    for (unsigned i = below(8); i > 0; i--)
      if (!next_word(v.data, &v.size, PART_MAX))
        break;
    if (in_both(r, &u, &v) || !accepts(a, u.data, u.size) || !accepts(b, v.data, v.size))
      continue;
    rx x = 0, y = 0;
    ck_assert(regex_cover(g, r, a, b, &u, &v, &x, &y));
    ck_assert_msg(!accepts(x, u.data, u.size) && !accepts(y, v.data, v.size), "seed %llu", (unsigned long long)at);
    ck_cover(r, a, b, x, y, at);
  }
  end();
}
END_TEST

/* v is in the image if and only if some u v with u in a is in r: as far as short words show it. */
START_TEST(test_image)
{
  unsigned found = 0;
  begin();
  for (unsigned round = 0; round < 300; round++) {
    uint64_t at = seed;
    rx r = regex_of_term(g, random_term(1 + round % 4)), y;
    uint32_t word[2] = {'a', 'b'};
    rx a = round % 2 ? ALL : node_string(g, word, 1 + round % 4 / 2);
    ck_assert(regex_image(g, r, a, &y));
    found += y != 0;
    uint32_t v[PART_MAX];
    size_t n = 0;
    do {
      rx all[2] = {a, node_string(g, v, (uint32_t)n)}, both[2] = {r, regex_concat(g, 2, all)};
      if (y)
        ck_assert_msg(accepts(y, v, n) == (regex_empty(g, regex_inter(g, 2, both)) == REGEX_NONEMPTY), "seed %llu",
                      (unsigned long long)at);
    } while (next_word(v, &n, PART_MAX));
  }
  ck_assert_uint_gt(found, 100);
  end();
}
END_TEST

/* Whatever the words are, there are few covers. */
START_TEST(test_few)
{
  begin();
  rx seen[12];
  rx q = read_rx("(re.inter (re.++ (re.* (str.to_re \"ab\")) (str.to_re \"cc\")) (re.comp (str.to_re \"abcc\")))");
  unsigned count = 0;
  uint32_t w[5];
  size_t n = 0;
  codes none = {w, 0, 0};
  do {
    codes u = {w, n, n};
    rx x, y;
    if (in_both(q, &u, &none))
      continue;
    ck_assert(regex_cover(g, q, ALL, ALL, &u, &none, &x, &y));
    unsigned i = 0;
    while (i < count && seen[i] != x)
      i++;
    if (i == count) {
      ck_assert_uint_lt(count, 12);
      seen[count++] = x;
    }
  } while (next_word(w, &n, 5));
  end();
}
END_TEST

/* What cannot be cut into few pairs: the word by itself. A large counter: before and after what the word takes. */
START_TEST(test_too_many)
{
  begin();
  rx r = read_rx("((_ re.^ 100000) (str.to_re \"aa\"))"), x, y;
  uint32_t w[2] = {'a', 'b'};
  codes u = {w, 1, 1}, v = {w + 1, 1, 1};
  ck_assert(regex_cover(g, r, ALL, ALL, &u, &v, &x, &y));
  ck_assert_uint_eq(x, read_rx("(re.comp (str.to_re \"a\"))"));
  r = read_rx("((_ re.loop 5 100000) (str.to_re \"a\"))");
  ck_assert(regex_cover(g, r, ALL, ALL, &u, &v, &x, &y));
  ck_cover(r, ALL, ALL, x, y, 0);
  for (unsigned round = 0; round < 200; round++) {
    uint32_t bounds[2] = {below(40), 24 + below(30)};
    term body = terms_apply(t, STRSMT_RE_ALLCHAR, 0, NULL), parts[2];
    parts[round % 2] = terms_apply_indexed(t, STRSMT_RE_LOOP, 2, bounds, 1, &body);
    parts[1 - round % 2] = random_term(2);
    r = regex_of_term(g, terms_apply(t, STRSMT_RE_CONCAT, 2, parts));
    if (in_both(r, &u, &v))
      continue;
    ck_assert(regex_cover(g, r, ALL, ALL, &u, &v, &x, &y));
    ck_assert(!accepts(x, u.data, u.size) && !accepts(y, v.data, v.size));
    ck_cover(r, ALL, ALL, x, y, round);
  }
  end();
}
END_TEST

RUN_TESTS("regex_cover", test_cuts, test_cover, test_image, test_few, test_too_many)
