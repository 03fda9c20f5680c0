/* Tests of lib/regex/derive.c and class.c: the shape of maps, and what they say. */
#include "regex_fixture.h"

static void ck_shape(rx r)
{
  const node *n = node_at(g, r);
  const piece *p = map_of(g, r);
  ck_assert_uint_gt(n->map_size, 0);
  ck_assert_uint_eq(p[n->map_size - 1].upper, CODE_MAX);
  for (uint32_t i = 1; i < n->map_size; i++) {
    ck_assert_uint_lt(p[i - 1].upper, p[i].upper);
    ck_assert_uint_ne(p[i - 1].value, p[i].value);
  }
}

/* The derivative by c accepts w if and only if the term has c w in its language. */
START_TEST(test_random)
{
  begin();
  for (unsigned round = 0; round < 1200; round++) {
    uint64_t at = seed;
    term r = random_term(1 + round % 4);
    rx x = regex_of_term(g, r);
    ck_assert(derive(g, x));
    ck_shape(x);
    uint32_t w[4] = {'a'};
    size_t n = 1;
    while (next_word(w, &n, 4))
      ck_assert_msg(accepts(regex_derivative(g, x, w[0]), w + 1, n - 1) == in_language(r, w, n), "seed %llu",
                    (unsigned long long)at);
  }
  end();
}
END_TEST

static void ck_value(const char *text, uint32_t code, const char *expected)
{
  rx v = regex_derivative(g, read_rx(text), code);
  ck_assert_msg(v == read_rx(expected), "%s by %u", text, code);
}

START_TEST(test_values)
{
  begin();
  ck_value("(str.to_re \"abc\")", 'a', "(str.to_re \"bc\")");
  ck_value("(str.to_re \"abc\")", 'b', "re.none");
  ck_value("(str.to_re \"\\u{0}\")", 0, "(str.to_re \"\")");
  ck_value("(str.to_re \"\\u{2ffff}x\")", CODE_MAX, "(str.to_re \"x\")");
  ck_value("(re.range \"b\" \"d\")", 'a', "re.none");
  ck_value("(re.range \"b\" \"d\")", 'd', "(str.to_re \"\")");
  ck_value("(re.range \"b\" \"d\")", 'e', "re.none");
  ck_value("((_ re.loop 1000000 4000000000) (str.to_re \"ab\"))", 'a',
           "(re.++ (str.to_re \"b\") ((_ re.loop 999999 3999999999) (str.to_re \"ab\")))");
  ck_value("((_ re.loop 0 5) re.allchar)", 0x1F600, "((_ re.loop 0 4) re.allchar)");
  ck_value("(re.comp (str.to_re \"a\"))", 'a', "(re.comp (str.to_re \"\"))");
  ck_value("(re.comp (str.to_re \"a\"))", 'b', "re.all");
  /* a union at the front is distributed */
  ck_value("(re.++ (str.to_re \"a\") (re.union (str.to_re \"bb\") (str.to_re \"cc\")) re.all)", 'a',
           "(re.union (re.++ (str.to_re \"bb\") re.all) (re.++ (str.to_re \"cc\") re.all))");
  end();
}
END_TEST

/* Many members: in one sweep, no more pieces than there are end points. */
START_TEST(test_wide)
{
  begin();
  enum { WORDS = 3000 };
  rx *words = malloc(WORDS * sizeof *words);
  uint32_t w[3];
  for (uint32_t i = 0; i < WORDS; i++) {
    w[0] = 100 + i % 50, w[1] = 200 + i, w[2] = 7;
    words[i] = regex_string(g, w, 3);
  }
  rx u = regex_union(g, WORDS, words);
  uint64_t before = l.steps;
  ck_assert(derive(g, u));
  ck_shape(u);
  ck_assert_uint_eq(node_at(g, u)->map_size, 52);
  ck_assert_uint_lt(l.steps - before, 100 * WORDS);
  for (uint32_t i = 0; i < WORDS; i++)
    ck_assert(accepts(u, (uint32_t[]){100 + i % 50, 200 + i, 7}, 3));
  ck_assert(!accepts(u, (uint32_t[]){100, 201, 7}, 3));
  free(words);
  end();
}
END_TEST

/* A string's rests share its characters. */
START_TEST(test_long_string)
{
  begin();
  enum { LENGTH = 100000 };
  uint32_t *w = malloc(LENGTH * sizeof *w);
  for (uint32_t i = 0; i < LENGTH; i++)
    w[i] = 'a' + (i * i >> 3) % 26;
  rx r = regex_string(g, w, LENGTH);
  ck_assert(accepts(r, w, LENGTH));
  ck_assert(!accepts(r, w + 1, LENGTH - 1));
  ck_assert_uint_lt(m.bytes, 400 * (size_t)LENGTH);
  rx rest = regex_string(g, w + 10, LENGTH - 10);
  for (uint32_t i = 0; i < 10; i++)
    r = regex_derivative(g, r, w[i]);
  ck_assert_uint_eq(r, rest);
  free(w);
  end();
}
END_TEST

/* Sets of code points against bits. */
START_TEST(test_classes)
{
  begin();
  for (unsigned round = 0; round < 3000; round++) {
    rx c[2];
    uint64_t bits[2] = {0, 0};
    for (int k = 0; k < 2; k++) {
      size_t base = g->range_scratch.size;
      for (uint32_t i = 1 + below(4); i-- > 0;) {
        uint32_t low = below(60), high = low + below(4);
        ck_assert(stack_push(&m, &g->range_scratch, ((range){low, high})));
        for (uint32_t code = low; code <= high; code++)
          bits[k] |= UINT64_C(1) << code;
      }
      c[k] = class_union(g, base);
    }
    rx results[3] = {union2(g, c[0], c[1]), class_inter(g, c[0], c[1]), class_minus(g, c[0], c[1])};
    uint64_t expected[3] = {bits[0] | bits[1], bits[0] & bits[1], bits[0] & ~bits[1]};
    for (int k = 0; k < 3; k++) {
      uint64_t found = 0;
      for (uint32_t code = 0; code < 64; code++)
        found |= (uint64_t)accepts(results[k], &code, 1) << code;
      ck_assert(found == expected[k]);
    }
    ck_assert_uint_eq(g->range_scratch.size, 0);
  }
  end();
}
END_TEST

RUN_TESTS("regex_derive", test_random, test_values, test_wide, test_long_string, test_classes)
