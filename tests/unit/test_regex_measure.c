/* Tests of lib/regex: lengths as ultimately periodic sets, long words, gaps between letters. */
#include "regex_fixture.h"

static void ck_measured(rx r)
{
  bool known;
  ck_assert(regex_measure(g, r, &known));
  ck_assert(known);
}

static bool has_length(rx r, uint64_t n)
{
  uint32_t index = (uint32_t)n;
  term c = terms_apply(t, STRSMT_RE_ALLCHAR, 0, NULL);
  rx both[2] = {r, regex_of_term(g, terms_apply_indexed(t, STRSMT_RE_POWER, 1, &index, 1, &c))};
  return regex_empty(g, regex_inter(g, 2, both)) == REGEX_NONEMPTY;
}

START_TEST(test_lengths)
{
  begin();
  static const char *const texts[] = {
      "(re.* (str.to_re \"ab\"))",
      "(re.++ ((_ re.^ 5) re.allchar) (re.* (re.union (str.to_re \"aaaa\") (str.to_re \"bbbbbb\"))))",
      "(re.inter (re.* ((_ re.^ 3) re.allchar)) (re.* ((_ re.^ 4) re.allchar)) (re.comp (re.* (str.to_re \"a\"))))",
      "(re.union (str.to_re \"abc\") (str.to_re \"\"))",
      "(re.comp (re.* ((_ re.^ 2) re.allchar)))",
      "re.none",
      "(re.inter (re.+ (re.range \"a\" \"b\")) (re.comp (re.++ re.all (str.to_re \"aa\") re.all)))"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    rx r = read_rx(texts[i]);
    ck_measured(r);
    for (uint64_t n = 0; n < 40; n++)
      ck_assert_msg(regex_has_length(g, n) == has_length(r, n), "%s %llu", texts[i], (unsigned long long)n);
  }
  end();
}
END_TEST

START_TEST(test_random)
{
  begin();
  codes word = {0}, other = {0};
  for (unsigned i = 0; i < 300; i++) {
    rx r = regex_of_term(g, random_term(3));
    bool known;
    ck_assert(regex_measure(g, r, &known));
    for (uint64_t n = 0; known && n < 12; n++) {
      ck_assert(regex_has_length(g, n) == has_length(r, n));
      bool found = regex_word_of_length(g, n, 0, &word);
      ck_assert(found == regex_has_length(g, n));
      ck_assert(!found || (word.size == n && accepts(r, word.data, n)));
      uint64_t count;
      ck_assert(regex_words_of_length(g, n, 3, &count));
      ck_assert((count == 0) == !found);
      if (regex_word_of_length(g, n, 1, &other)) {
        ck_assert(count > 1 && other.size == n && accepts(r, other.data, n));
        ck_assert(memcmp(word.data, other.data, n * sizeof *word.data));
      }
    }
  }
  stack_free(&m, &word);
  stack_free(&m, &other);
  end();
}
END_TEST

START_TEST(test_long_words)
{
  begin();
  rx r = read_rx("(re.++ (re.* (str.to_re \"abc\")) (re.+ (re.range \"x\" \"z\")))");
  codes word = {0};
  ck_measured(r);
  ck_assert(regex_word_of_length(g, 1000000, 0, &word));
  ck_assert_uint_eq(word.size, 1000000);
  ck_assert(accepts(r, word.data, word.size));
  ck_measured(read_rx("(re.* (str.to_re \"ab\"))"));
  ck_assert_uint_eq(regex_length_period(g), 2);
  ck_assert(!regex_has_length(g, 1000001));
  uint64_t count;
  ck_assert(regex_words_of_length(g, 1000000, 5, &count) && count == 1);
  ck_assert(!regex_word_of_length(g, 1000000, 1, &word));
  stack_free(&m, &word);
  end();
}
END_TEST

START_TEST(test_too_many_states)
{
  begin();
  bool known = true;
  ck_assert(regex_measure(g, read_rx("(re.++ re.all (str.to_re \"a\") ((_ re.^ 30) re.allchar))"), &known));
  ck_assert(!known);
  end();
}
END_TEST

START_TEST(test_letter_gaps)
{
  begin();
  uint32_t low, high;
  rx r = read_rx("(re.union (re.range \"a\" \"f\") (re.range \"p\" \"z\") (str.to_re \"hh\"))");
  ck_assert(regex_letter_gap(g, r, 'h', &low, &high));
  ck_assert(low == 'g' && high == 'o');
  ck_assert(regex_letter_gap(g, r, 0, &low, &high));
  ck_assert(low == 0 && high == 'a' - 1);
  ck_assert(regex_letter_gap(g, r, CODE_MAX, &low, &high));
  ck_assert(low == 'z' + 1 && high == CODE_MAX);
  ck_assert(regex_letter_gap(g, r, 'f', &low, &high));
  ck_assert(low > high);
  ck_assert(regex_letter_gap(g, read_rx("(str.to_re \"\")"), 7, &low, &high));
  ck_assert(low == 0 && high == CODE_MAX);
  end();
}
END_TEST

RUN_TESTS("regex_measure", test_lengths, test_random, test_long_words, test_too_many_states, test_letter_gaps)
