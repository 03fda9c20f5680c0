/* Tests of lib/regex/within.c and lengths.c: what they find must hold for all short words, and they must find what they
 * are for. */
#include "regex_fixture.h"

#include "regex/within.h"

enum { ROUNDS = 6000, WORK = 10000 };

static bool found_within(rx a, rx b)
{
  bool yes = false;
  ck_assert(within(g, a, b, WORK, &yes));
  return yes;
}

static bool is_inside(rx a, rx b, size_t most)
{
  uint32_t w[6];
  size_t n = 0;
  do
    if (accepts(a, w, n) && !accepts(b, w, n))
      return false;
  while (next_word(w, &n, most));
  return true;
}

START_TEST(test_random)
{
  size_t found = 0, inside = 0;
  for (unsigned i = 0; i < ROUNDS; i++) {
    if (i % 500 == 0) {
      if (i)
        end();
      begin();
      seed = 1000 + i;
    }
    uint64_t at = seed;
    term r = random_term(4), s = below(4) ? wider(r, 3) : random_term(3);
    rx a = regex_of_term(g, r), b = regex_of_term(g, s);
    ck_assert(a && b);
    bool holds = is_inside(a, b, 4), yes = found_within(a, b);
    ck_assert_msg(holds || !yes, "seed %llu", (unsigned long long)at);
    inside += holds;
    found += yes;
  }
  ck_assert_msg(found > ROUNDS / 2 && 10 * found > 8 * inside, "%zu of %zu", found, inside);
  end();
}
END_TEST

START_TEST(test_alphabets_and_bounds)
{
  begin();
  for (unsigned i = 0; i < 2000; i++) {
    term r = random_term(4);
    rx x = regex_of_term(g, r), c = alphabet_of(g, x);
    uint32_t w[4];
    size_t n = 0;
    uint32_t most = below(5);
    rx few = bounded(g, x, most);
    ck_assert(x && c && few);
    do {
      if (!accepts(x, w, n))
        continue;
      ck_assert(n > most || accepts(few, w, n));
      for (size_t k = 0; k < n; k++)
        ck_assert(class_inside(g, node_string(g, &w[k], 1), c));
    } while (next_word(w, &n, 4));
  }
  end();
}
END_TEST

/* Pairs that it must see, and pairs that are nearly so. */
static const struct {
  const char *a, *b;
  bool within;
} pairs[] = {
    {"((_ re.loop 1 64) (re.++ ((_ re.loop 1 64) (re.range \"a\" \"z\")) (str.to_re \"-\")))",
     "((_ re.loop 2 4160) (re.union (str.to_re \"-\") (re.range \"a\" \"z\")))", true},
    {"((_ re.loop 1 64) (re.++ ((_ re.loop 1 64) (re.range \"a\" \"z\")) (str.to_re \"-\")))",
     "((_ re.loop 2 4159) (re.union (str.to_re \"-\") (re.range \"a\" \"z\")))", false},
    {"((_ re.loop 1 64) (re.++ ((_ re.loop 1 64) (re.range \"a\" \"z\")) (str.to_re \"-\")))",
     "((_ re.loop 3 4160) (re.union (str.to_re \"-\") (re.range \"a\" \"z\")))", false},
    {"((_ re.loop 0 16) (re.++ ((_ re.loop 0 255) (re.range \"a\" \"z\")) (str.to_re \"/\")))",
     "((_ re.loop 0 32) (re.++ ((_ re.loop 0 254) (re.range \"a\" \"z\")) (re.opt (str.to_re \"/\"))))", true},
    {"((_ re.loop 0 17) (re.++ ((_ re.loop 0 255) (re.range \"a\" \"z\")) (str.to_re \"/\")))",
     "((_ re.loop 0 32) (re.++ ((_ re.loop 0 254) (re.range \"a\" \"z\")) (str.to_re \"/\")))", false},
    {"(re.inter (re.++ (str.to_re \"a\") (re.* (re.++ (str.to_re \".\") (str.to_re \"a\")))) ((_ re.loop 1 253) re.allchar))",
     "(re.++ ((_ re.loop 0 126) (re.++ (str.to_re \"a\") (str.to_re \".\"))) (str.to_re \"a\"))", true},
    {"(re.inter (re.++ (str.to_re \"a\") (re.* (re.++ (str.to_re \".\") (str.to_re \"a\")))) ((_ re.loop 1 255) re.allchar))",
     "(re.++ ((_ re.loop 0 126) (re.++ (str.to_re \"a\") (str.to_re \".\"))) (str.to_re \"a\"))", false},
    {"(re.++ re.all (str.to_re \"ab\") re.all)",
     "(re.union (re.++ (str.to_re \"ab\") re.all) (re.++ re.all (re.range \"a\" \"m\") (str.to_re \"ab\") re.all)"
     " (re.++ re.all (re.comp re.allchar) (str.to_re \"ab\")))",
     false},
    {"(re.++ re.all (str.to_re \"ab\") re.all)",
     "(re.union (re.++ (str.to_re \"ab\") re.all) (re.++ re.all (re.range \"a\" \"m\") (str.to_re \"ab\") re.all)"
     " (re.++ re.all (re.diff re.allchar (re.range \"a\" \"m\")) (re.union (str.to_re \"x\") (str.to_re \"ab\")) re.all))",
     true},
    {"(re.++ (re.+ (re.++ (str.to_re \"a\") (re.* (str.to_re \"b\")))) (str.to_re \"c\"))",
     "(re.++ (str.to_re \"a\") (re.* (re.range \"a\" \"b\")) (str.to_re \"c\"))", true},
    {"((_ re.loop 3 4294967295) (str.to_re \"a\"))", "((_ re.loop 3 4294967294) (str.to_re \"a\"))", false},
    {"(re.* (str.to_re \"a\"))", "((_ re.loop 0 4294967295) (str.to_re \"a\"))", false},
    {"(re.++ ((_ re.loop 0 4294967295) (str.to_re \"a\")) ((_ re.loop 0 4294967295) (str.to_re \"b\")))",
     "((_ re.loop 0 4294967295) (re.range \"a\" \"b\"))", false},
    {"((_ re.loop 0 3) (re.++ (str.to_re \"a\") (str.to_re \"b\")))", "(re.* (str.to_re \"ab\"))", true},
};

START_TEST(test_pairs)
{
  begin();
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    ck_assert_msg(found_within(read_rx(pairs[i].a), read_rx(pairs[i].b)) == pairs[i].within, "%zu", i);
  end();
}
END_TEST

/* Little work, or much of it, and long inputs. */
START_TEST(test_work)
{
  begin();
  uint32_t word[3000];
  for (size_t i = 0; i < 3000; i++)
    word[i] = 'a' + i % 2;
  rx w = node_string(g, word, 3000),
     ab = read_rx("(re.* (re.++ (str.to_re \"a\") (re.union (str.to_re \"b\") (str.to_re \"cc\"))))");
  bool yes = true;
  ck_assert(within(g, w, ab, 0, &yes) && !yes);
  ck_assert(within(g, w, ab, 100000, &yes)); /* too deep, or found: nothing to say of it */
  rx deep = read_rx("(str.to_re \"a\")"), deeper = deep;
  for (int i = 0; i < 3000; i++) {
    deep = concat_of(g, star_of(g, union2(g, deep, read_rx("(str.to_re \"b\")"))), read_rx("(str.to_re \"c\")"));
    deeper = star_of(g, union2(g, deeper, deep));
  }
  ck_assert(within(g, deep, deeper, 100000, &yes));
  ck_assert(alphabet_of(g, deep));
  end();
}
END_TEST

RUN_TESTS("regex_within", test_random, test_alphabets_and_bounds, test_pairs, test_work)
