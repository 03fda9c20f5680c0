/* Tests of lib/regex: emptiness, certificates, witnesses, counting. */
#include "regex_fixture.h"

#include "base/sort.h"
#include "regex/search.h"
#include "regex/within.h"

static bool listed(const regex_certificate *c, rx r)
{
  for (size_t i = 0; i < c->states.size; i++)
    if (regex_of_term(g, c->states.data[i]) == r)
      return true;
  return false;
}

/* Is r covered by the states: one of them, all its parts, or weaker ones? */
static bool covered(const regex_certificate *c, rx r)
{
  if (r == NONE || listed(c, r))
    return true;
  for (uint32_t i = 0; i < weaker_count(g, r); i++)
    if (listed(c, weaker_state(g, r, i)))
      return true;
  size_t base = g->scratch.size;
  ck_assert(split(g, r, true));
  bool yes = g->scratch.size > base + 1 || g->scratch.data[base] != r;
  for (size_t i = base; yes && i < g->scratch.size; i++)
    yes = covered(c, g->scratch.data[i]);
  g->scratch.size = base;
  return yes;
}

static bool is_contained(rx r)
{
  bool yes = false;
  return within_itself(g, r, 100000, &yes) && yes;
}

/* The certificate again, slowly: covers r, no state accepts a short word, all derivatives are covered. */
static void ck_certificate(term r, uint64_t at)
{
  regex_certificate c;
  ck_assert_msg(regex_certify(g, r, &c), "seed %llu", (unsigned long long)at);
  rx root = regex_of_term(g, r);
  root = c.reversed ? reverse_of(g, root) : root;
  ck_assert(c.states.size ? covered(&c, root) : is_contained(root));
  for (size_t i = 0; i < c.states.size; i++) {
    rx x = regex_of_term(g, c.states.data[i]);
    uint32_t w[2];
    size_t n = 0;
    do
      ck_assert_msg(!in_language(c.states.data[i], w, n), "seed %llu", (unsigned long long)at);
    while (next_word(w, &n, 2));
    if (term_kind(t, c.states.data[i]) == STRSMT_RE_DIFF) {
      ck_assert(is_contained(x));
      continue;
    }
    ck_assert(derive(g, x));
    for (uint32_t k = 0; k < node_at(g, x)->map_size; k++)
      ck_assert_msg(covered(&c, map_of(g, x)[k].value), "seed %llu", (unsigned long long)at);
  }
  regex_certificate_free(g, &c);
}

/* The witness is the first word there is, if there is a short one. */
static void ck_witness(term r, rx x, uint64_t at)
{
  codes word = {0};
  ck_assert_msg(regex_witness(g, x, &word), "seed %llu", (unsigned long long)at);
  ck_assert(accepts(x, word.data, word.size));
  uint32_t w[4];
  size_t n = 0;
  bool found;
  while (!(found = in_language(r, w, n)) && next_word(w, &n, 4))
    continue;
  if (found)
    ck_assert_msg(word.size == n && (!n || !memcmp(word.data, w, n * sizeof *w)), "seed %llu", (unsigned long long)at);
  stack_free(&m, &word);
}

/* Once as it is; once with all searches side by side from the start. */
static void ck_random(uint64_t head_start)
{
  begin();
  g->l->budget.regex_head_start = (uint32_t)head_start;
  unsigned empty = 0;
  for (unsigned round = 0; round < 4000; round++) {
    uint64_t at = seed;
    term r = random_term(1 + round % 4);
    rx x = regex_of_term(g, r);
    regex_answer a = regex_empty(g, x);
    ck_assert_int_ne(a, REGEX_STOPPED);
    ck_assert_int_eq(a, regex_empty(g, reverse_of(g, x)));
    empty += a == REGEX_EMPTY;
    if (a == REGEX_EMPTY)
      ck_certificate(r, at);
    else
      ck_witness(r, x, at);
  }
  ck_assert_uint_gt(empty, 300);
  end();
}

START_TEST(test_random)
{
  ck_random(30000);
  ck_random(1);
  ck_random(50);
}
END_TEST

/* Where the best word is not looked for long, some word is found. */
START_TEST(test_hasty_witness)
{
  begin();
  g->l->budget.regex_head_start = 1;
  g->l->budget.regex_witness_work = 1;
  for (unsigned round = 0; round < 3000; round++) {
    uint64_t at = seed;
    rx x = regex_of_term(g, random_term(1 + round % 5));
    if (regex_empty(g, x) == REGEX_EMPTY)
      continue;
    codes word = {0};
    ck_assert_msg(regex_witness(g, x, &word) && accepts(x, word.data, word.size), "seed %llu", (unsigned long long)at);
    stack_free(&m, &word);
  }
  end();
}
END_TEST

typedef struct question {
  const char *text;
  bool empty;
  uint64_t states; /* at most so many are explored */
} question;

#define ANY "re.allchar"
#define A "(str.to_re \"a\")"
#define B "(str.to_re \"b\")"

static const question questions[] = {
    {"(re.inter (re.++ re.all " A " ((_ re.^ 100) " ANY ")) (re.++ re.all " B " ((_ re.^ 100) " ANY ")))", true, 50},
    {"(re.diff (re.++ re.all " A " ((_ re.^ 1000) " ANY ")) (re.++ re.all ((_ re.^ 1000) " ANY ")))", true, 20000},
    {"(re.diff (re.++ re.all " A " ((_ re.^ 100) " ANY ")) (re.++ re.all " B " ((_ re.^ 99) " ANY ")))", false, 10000},
    {"(re.diff (re.++ re.all " A " ((_ re.loop 0 200) " ANY ") " B ") "
     "(re.++ re.all " A " ((_ re.loop 0 201) " ANY ") " B "))",
     true, 10000},
    {"((_ re.loop 1 50) ((_ re.loop 1 50) ((_ re.loop 1 50) " A ")))", false, 10},
    {"(re.diff ((_ re.loop 1 50) ((_ re.loop 1 50) ((_ re.loop 1 50) " A "))) (re.* " A "))", true, 10},
    {"(re.diff (re.++ (re.* (re.union " A " " A ")) " B ") (re.++ (re.* " A ") " B "))", true, 10},
    {"(re.diff (re.++ " A " (re.* " B ") (re.* " B ") (re.* " B ")) (re.++ (re.* " A ") (re.* " B ")))", true, 20},
    {"(re.diff (re.++ (re.* " A ") (re.* " B ")) (re.++ " A " (re.* " B ") (re.* " B ") (re.* " B ")))", false, 20},
    {"(re.inter ((_ re.loop 100000 100000) " ANY ") ((_ re.loop 0 99999) (re.range \"a\" \"z\")))", true, 10},
    {"(re.inter ((_ re.loop 3 4000000000) " A ") ((_ re.loop 2 4000000000) " B "))", true, 10},
    {"(re.diff ((_ re.loop 4000000 4000000) (re.range \"a\" \"c\")) (re.* (re.range \"a\" \"c\")))", true, 10},
    {"((_ re.loop 4000000000 4000000000) (str.to_re \"ab\"))", false, 10},
    {"(re.inter (re.++ re.all (re.range \"a\" \"z\") re.all) (re.++ re.all (re.range \"0\" \"9\") re.all) "
     "(re.++ re.all (re.range \"A\" \"Z\") re.all) ((_ re.loop 3 20) " ANY "))",
     false, 1000},
    {"(re.inter (re.++ re.all (re.range \"a\" \"z\") re.all) (re.++ re.all (re.range \"0\" \"9\") re.all) "
     "(re.++ re.all (re.range \"A\" \"Z\") re.all) ((_ re.loop 0 2) " ANY "))",
     true, 1000},
    {"(re.inter (re.* (str.to_re \"ab\")) (re.++ " A " (re.* (str.to_re \"ba\"))))", true, 20},
    {"(re.inter (re.* ((_ re.^ 7) " ANY ")) (re.* ((_ re.^ 11) " ANY ")) ((_ re.loop 1 76) " ANY "))", true, 2000},
    {"(re.inter (re.* ((_ re.^ 7) " ANY ")) (re.* ((_ re.^ 11) " ANY ")) ((_ re.loop 1 77) " ANY "))", false, 2000},
};

START_TEST(test_questions)
{
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
    begin();
    term r = read_term(t, questions[i].text);
    ck_assert_msg(regex_empty(g, regex_of_term(g, r)) == (questions[i].empty ? REGEX_EMPTY : REGEX_NONEMPTY), "%s",
                  questions[i].text);
    ck_assert_msg(regex_state_count(g) <= questions[i].states, "%s: %llu states", questions[i].text,
                  (unsigned long long)regex_state_count(g));
    regex_certificate c;
    ck_assert_int_eq(regex_certify(g, r, &c), questions[i].empty);
    if (questions[i].empty)
      regex_certificate_free(g, &c);
    end();
  }
}
END_TEST

/* p_i is inside of q_i: found one by one, where all q together have too many states. */
START_TEST(test_one_by_one)
{
  begin();
  enum { PAIRS = 60 };
  g->l->budget.regex_head_start = 500;
  g->l->budget.regex_within_first = g->l->budget.regex_within_later = g->l->budget.regex_within_state = 0;
  rx p[PAIRS], q[PAIRS];
  for (uint32_t i = 0; i < PAIRS; i++) {
    uint32_t w[6] = {'a' + i % 2, 'a' + below(6), 'a' + below(6), 'a' + below(6), 'a' + below(6), 'a' + below(6)};
    rx x[5] = {regex_string(g, w, 2), ALL, regex_string(g, w + 1, 4), ALL, regex_string(g, w + 2, 3)};
    rx y[5] = {regex_string(g, w, 1), ALL, regex_string(g, w + 2, 3), ALL, regex_string(g, w + 3, 2)};
    p[i] = q[i] = EPSILON;
    for (int k = 5; k-- > 0;)
      p[i] = concat_of(g, x[k], p[i]), q[i] = concat_of(g, y[k], q[i]);
  }
  rx r = inter2(g, regex_union(g, PAIRS, p), regex_comp(g, regex_union(g, PAIRS, q)));
  ck_assert_int_eq(regex_empty(g, r), REGEX_EMPTY);
  ck_assert_uint_lt(regex_state_count(g), 30000);
  ck_certificate(regex_term(g, r), 0);
  for (int i = 0; i < PAIRS; i++) /* what the search has found out on its way can be asked for, too */
    ck_certificate(regex_term(g, inter2(g, p[i], regex_comp(g, regex_union(g, PAIRS, q)))), 0);
  unsigned weaker = 0;
  for (size_t x = 1; x < g->nodes.size; x++)
    if (node_at(g, (rx)x)->weaker) {
      weaker++;
      ck_certificate(regex_term(g, (rx)x), 0);
    }
  ck_assert_uint_gt(weaker, 10);
  end();
}
END_TEST

/* Inclusions that fail by one counter: a word at the end of what there is shows it. */
START_TEST(test_extremes)
{
  static const char *const near[][2] = {
      {"((_ re.loop 1 64) (re.++ ((_ re.loop 1 64) (re.range \"a\" \"z\")) (str.to_re \"-\")))",
       "((_ re.loop 2 4159) (re.union (str.to_re \"-\") (re.range \"a\" \"z\")))"},
      {"(re.inter ((_ re.loop 1 253) re.allchar) (re.++ (str.to_re \"a\") (re.* (re.++ (str.to_re \".\") ((_ re.loop 1 63)"
       " (re.range \"a\" \"z\"))))))",
       "(re.++ ((_ re.loop 0 125) (re.++ ((_ re.loop 1 63) (re.range \"a\" \"z\")) (str.to_re \".\")))"
       " ((_ re.loop 1 63) (re.range \"a\" \"z\")))"},
      {"((_ re.loop 0 4000000000) (re.opt (str.to_re \"a\")))", "((_ re.loop 0 3000000000) (str.to_re \"a\"))"},
  };
  for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
    begin();
    if (i == 2)
      l.step_limit = l.steps + 1000000; /* no word is short enough: it has to give up, not to write one */
    rx r = inter2(g, read_rx(near[i][0]), comp_of(g, read_rx(near[i][1])));
    regex_answer a = regex_empty(g, r);
    ck_assert(a == (i == 2 ? REGEX_STOPPED : REGEX_NONEMPTY));
    ck_assert_uint_lt(regex_state_count(g), i == 2 ? 1000000 : 20000);
    codes word = {0};
    if (i != 2)
      ck_assert(follow_live(g, r, &word) && accepts(r, word.data, word.size));
    stack_free(&m, &word);
    end();
  }
}
END_TEST

/* What is known is not searched again. */
START_TEST(test_incremental)
{
  begin();
  rx r = read_rx("(re.inter (re.* (str.to_re \"ab\")) (re.++ " A " (re.* (str.to_re \"ba\"))))");
  ck_assert_int_eq(regex_empty(g, r), REGEX_EMPTY);
  uint64_t states = regex_state_count(g), steps = l.steps;
  ck_assert_int_eq(regex_empty(g, r), REGEX_EMPTY);
  ck_assert_uint_eq(l.steps, steps);
  ck_assert_int_eq(regex_empty(g, regex_derivative(g, r, 'a')), REGEX_EMPTY);
  ck_assert_uint_eq(regex_state_count(g), states);
  end();
}
END_TEST

static void ck_word(const char *text, const char *expected)
{
  codes word = {0};
  ck_assert_msg(regex_witness(g, read_rx(text), &word), "%s", text);
  ck_assert_msg(word.size == strlen(expected), "%s: length %zu", text, word.size);
  for (size_t i = 0; i < word.size; i++)
    ck_assert_msg(word.data[i] == (unsigned char)expected[i], "%s: character %u at %zu", text, word.data[i], i);
  stack_free(&m, &word);
}

START_TEST(test_witness)
{
  begin();
  ck_word("re.all", "");
  ck_word("re.allchar", "a");
  ck_word("(re.diff re.allchar (re.range \"a\" \"z\"))", "0");
  ck_word("(re.diff re.allchar (re.union (re.range \"a\" \"z\") (re.range \"0\" \"9\")))", "A");
  ck_word("(re.range \" \" \"/\")", " ");
  ck_word("(re.union (str.to_re \"zz\") (str.to_re \"abc\") (str.to_re \"b0\"))", "b0");
  ck_word("(re.inter (re.++ re.all (str.to_re \"x\") re.all) ((_ re.^ 3) re.allchar))", "aax");
  ck_word("(re.inter (re.++ re.all (str.to_re \"x\") re.all) (re.++ re.all (str.to_re \"7\") re.all))", "x7");
  ck_word("(re.diff (re.* (str.to_re \"ab\")) (re.opt (str.to_re \"ab\")))", "abab");
  ck_word("((_ re.^ 6) (re.union (str.to_re \"ba\") (str.to_re \"b\") (str.to_re \"abc\")))", "bbbbbb");
  codes word = {0};
  ck_assert(!regex_witness(g, NONE, &word));
  ck_assert(regex_witness(g, read_rx("((_ re.^ 100000) (str.to_re \"ab\"))"), &word));
  ck_assert_uint_eq(word.size, 200000);
  stack_free(&m, &word);
  end();
}
END_TEST

/* The count, by the words up to length 4, where the language has no longer ones. */
START_TEST(test_count)
{
  begin();
  term abc = read_term(t, "((_ re.loop 0 4) (re.range \"a\" \"c\"))");
  for (unsigned round = 0; round < 2000; round++) {
    uint64_t at = seed, expected = 0, found;
    term r = terms_apply2(t, STRSMT_RE_INTER, abc, random_term(1 + round % 4));
    uint32_t w[4];
    size_t n = 0;
    do
      expected += in_language(r, w, n);
    while (next_word(w, &n, 4));
    for (uint64_t bound = 0; bound < 200; bound += 1 + bound) {
      ck_assert(regex_count(g, regex_of_term(g, r), bound, &found));
      ck_assert_msg(found == (expected <= bound ? expected : bound + 1), "seed %llu: %llu, not %llu",
                    (unsigned long long)at, (unsigned long long)found, (unsigned long long)expected);
    }
  }
  end();
}
END_TEST

static uint64_t count_of(const char *text, uint64_t bound)
{
  uint64_t n;
  ck_assert(regex_count(g, read_rx(text), bound, &n));
  return n;
}

START_TEST(test_count_large)
{
  begin();
  ck_assert_uint_eq(count_of("re.none", 5), 0);
  ck_assert_uint_eq(count_of("re.all", 1000000), 1000001);
  ck_assert_uint_eq(count_of("re.allchar", 1000000), CODE_MAX + 1);
  ck_assert_uint_eq(count_of("(re.++ " A " re.allchar re.allchar)", UINT64_C(1) << 40),
                    (uint64_t)(CODE_MAX + 1) * (CODE_MAX + 1));
  ck_assert_uint_eq(count_of("((_ re.loop 0 1000) re.allchar)", 99), 100);
  ck_assert_uint_eq(count_of("((_ re.loop 0 5000) (str.to_re \"ab\"))", UINT64_MAX), 5001);
  ck_assert_uint_eq(count_of("(re.diff (re.* " A ") (re.++ ((_ re.^ 30) " A ") (re.* " A ")))", 100), 30);
  ck_assert_uint_eq(count_of("(re.++ (re.* " A ") re.none)", 3), 0);
  ck_assert_uint_eq(count_of("(re.* " A ")", 0), 1);
  end();
}
END_TEST

/* Stopped after any number of steps; afterwards everything can be asked again. */
START_TEST(test_limits)
{
  const char *text = "(re.diff (re.++ re.all " A " ((_ re.loop 3 9) re.allchar) (str.to_re \"xyz\") re.all) "
                     "(re.++ re.all " A " ((_ re.loop 2 9) re.allchar) (str.to_re \"xy\") re.all))";
  for (uint64_t steps = 1; steps < 40000; steps += 1 + steps / 7) {
    begin();
    term r = read_term(t, text);
    strsmt_limits few = {0, steps, 0}, none = {0, 0, 0};
    limits_begin(&l, &few);
    rx x = regex_of_term(g, r);
    regex_certificate c = {0};
    if (x && regex_empty(g, x) == REGEX_EMPTY && regex_certify(g, r, &c))
      regex_certificate_free(g, &c);
    limits_end(&l);
    limits_begin(&l, &none);
    x = regex_of_term(g, r);
    ck_assert_int_eq(regex_empty(g, x), REGEX_EMPTY);
    ck_assert(regex_certify(g, r, &c));
    regex_certificate_free(g, &c);
    ck_assert_uint_eq(g->scratch.size + g->range_scratch.size + g->piece_scratch.size, 0);
    end();
  }
}
END_TEST

/* The same nodes, steps and words each time, wherever memory lies. */
START_TEST(test_deterministic)
{
  size_t nodes[2];
  uint64_t steps[2], sum[2] = {0, 0};
  for (int run = 0; run < 2; run++) {
    void *elsewhere = malloc(12345);
    begin();
    for (unsigned round = 0; round < 500; round++) {
      rx x = regex_of_term(g, random_term(3));
      codes word = {0};
      if (regex_witness(g, x, &word))
        for (size_t i = 0; i < word.size; i++)
          sum[run] = sum[run] * 31 + word.data[i];
      sum[run] = sum[run] * 31 + x;
      stack_free(&m, &word);
    }
    nodes[run] = g->nodes.size, steps[run] = l.steps;
    end();
    free(elsewhere);
  }
  ck_assert_uint_eq(nodes[0], nodes[1]);
  ck_assert_uint_eq(steps[0], steps[1]);
  ck_assert_uint_eq(sum[0], sum[1]);
}
END_TEST

static const char *const everything[] = {
    "(re.diff (re.++ re.all " A " ((_ re.loop 1 3) re.allchar) " B ") (re.++ re.all " A " re.all))",
    "(re.inter (re.++ re.all (str.to_re \"ab\") re.all) (re.comp (re.++ (re.* (re.range \"b\" \"z\")) " A " re.all)) "
    "(re.union (str.to_re \"xab\") (str.to_re \"yyab\") (re.+ (re.range \"0\" \"9\"))))",
    "(re.inter ((_ re.loop 2 4) (re.union " A " (str.to_re \"bc\") (str.to_re \"\"))) (re.comp (str.to_re \"abca\")))",
    "(re.diff (re.union (re.++ (str.to_re \"a\") re.all (str.to_re \"bcd\") re.all) (re.++ " B " re.all)) "
    "(re.union (re.++ " A " re.all (str.to_re \"cd\") re.all) (re.++ (str.to_re \"b\") re.all (re.* " A "))))"};
enum { EVERYTHING = sizeof everything / sizeof *everything };

/* All that the engine does; false if memory ran out. */
static bool use_everything(const term *all)
{
  for (size_t i = 0; i < EVERYTHING; i++) {
    term r = all[i];
    rx x = regex_of_term(g, r), y = x ? reverse_of(g, x) : 0;
    codes word = {0};
    uint64_t count;
    regex_certificate c;
    regex_answer a = y ? regex_empty(g, x) : REGEX_STOPPED;
    bool ok = a == REGEX_NONEMPTY ? regex_witness(g, x, &word) && regex_count(g, x, 50, &count)
                                  : a == REGEX_EMPTY && regex_certify(g, r, &c);
    if (ok && a == REGEX_EMPTY)
      regex_certificate_free(g, &c);
    stack_free(&m, &word);
    if (!ok)
      return false;
  }
  return true;
}

/* The n-th allocation fails, alone or with all that follow. */
static void fail_at_each(bool once, uint64_t head_start)
{
  bool done = false;
  for (size_t n = 1; !done; n++) {
    term all[EVERYTHING];
    begin();
    g->l->budget.regex_head_start = (uint32_t)head_start;
    for (size_t i = 0; i < EVERYTHING; i++)
      all[i] = read_term(t, everything[i]);
    blocks.fail_at = blocks.calls + n;
    blocks.fail_once = once;
    done = use_everything(all) && !mem_failed(&m);
    ck_assert(done || mem_failed(&m));
    end();
  }
}

START_TEST(test_out_of_memory)
{
  fail_at_each(false, 30000);
  fail_at_each(true, 30000);
  fail_at_each(false, 20);
  fail_at_each(true, 20);
}
END_TEST

/* Questions that need the searches from the other side, the finer one and guesses. */
static const char *const hard[] = {
    "(re.diff (re.++ re.all " A " ((_ re.^ 40) re.allchar)) "
    "(re.++ re.all (re.range \"a\" \"b\") ((_ re.^ 40) re.allchar)))",
    "(re.diff (re.++ re.all " A " ((_ re.^ 30) re.allchar)) (re.++ re.all " B " ((_ re.^ 29) re.allchar)))",
    "(re.inter (re.++ re.all (str.to_re \"abcab\") re.all) (re.++ re.all (str.to_re \"bcdab\") re.all) "
    "(re.++ re.all (str.to_re \"cabca\") re.all) (re.++ re.all (str.to_re \"aabb\") re.all) "
    "(re.++ re.all (str.to_re \"ccba\") re.all) (re.++ re.all (str.to_re \"dada\") re.all))",
    "(re.diff (re.union (re.++ " A " re.all (str.to_re \"bcd\") re.all (str.to_re \"xyz\")) "
    "(re.++ " A " re.all (str.to_re \"cbc\") re.all (str.to_re \"yxy\")) "
    "(re.++ " A " re.all (str.to_re \"ddc\") re.all "
    "(str.to_re \"zyx\"))) (re.union (re.++ " A " re.all (str.to_re \"cd\") re.all (str.to_re \"yz\")) "
    "(re.++ " A " re.all (str.to_re \"bc\") re.all (str.to_re \"xy\")) (re.++ re.all (str.to_re \"dc\") re.all "
    "(str.to_re \"yx\"))))"};

START_TEST(test_hard_out_of_memory)
{
  for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
    bool done = false;
    for (size_t n = 1; !done; n += 1 + n / 6) {
      regex_certificate c;
      codes word = {0};
      begin();
      g->l->budget.regex_head_start = 500;
      term r = read_term(t, hard[i]);
      blocks.fail_at = blocks.calls + n;
      rx x = regex_of_term(g, r);
      regex_answer a = regex_empty(g, x);
      bool ok = a == REGEX_EMPTY ? regex_certify(g, r, &c) : a == REGEX_NONEMPTY && regex_witness(g, x, &word);
      if (ok && a == REGEX_EMPTY)
        regex_certificate_free(g, &c);
      stack_free(&m, &word);
      done = ok && !mem_failed(&m);
      ck_assert(done || mem_failed(&m));
      end();
    }
  }
}
END_TEST

/* The same questions, and the answers. */
START_TEST(test_hard)
{
  for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
    begin();
    g->l->budget.regex_head_start = 500;
    term r = read_term(t, hard[i]);
    rx x = regex_of_term(g, r);
    bool empty = i != 1 && i != 2;
    ck_assert_int_eq(regex_empty(g, x), empty ? REGEX_EMPTY : REGEX_NONEMPTY);
    if (empty)
      ck_certificate(r, i);
    else {
      codes word = {0};
      ck_assert(regex_witness(g, x, &word));
      ck_assert(accepts(x, word.data, word.size));
      stack_free(&m, &word);
    }
    end();
  }
}
END_TEST

START_TEST(test_new_out_of_memory)
{
  g = NULL;
  for (size_t n = 1; !g; n++) {
    blocks = (test_allocator){.fail_at = n};
    strsmt_allocator face = test_allocator_face(&blocks);
    mem_init(&m, &face);
    g = regex_new(&m, &l, NULL);
    ck_assert(g || mem_failed(&m));
    regex_delete(g);
    ck_assert_uint_eq(blocks.blocks, 0);
  }
}
END_TEST

START_TEST(test_sort)
{
  uint32_t v[70], spare[70];
  seed = 3;
  for (unsigned round = 0; round < 3000; round++) {
    size_t n = below(70);
    for (size_t i = 0; i < n; i++)
      v[i] = below(2) && i ? v[i - 1] + below(3) : below(40);
    sort_numbers(v, n, spare);
    for (size_t i = 1; i < n; i++)
      ck_assert_uint_le(v[i - 1], v[i]);
  }
}
END_TEST

RUN_TESTS("regex_search", test_random, test_hasty_witness, test_questions, test_one_by_one, test_extremes,
          test_incremental, test_witness, test_count, test_count_large, test_limits, test_deterministic, test_hard,
          test_out_of_memory, test_hard_out_of_memory, test_new_out_of_memory, test_sort)
