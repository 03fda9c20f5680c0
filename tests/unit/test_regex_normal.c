/* Tests of lib/regex: normal forms, conversion, reversal. */
#include "regex_fixture.h"

#define A "(str.to_re \"a\")"
#define B "(str.to_re \"b\")"
#define AB "(str.to_re \"ab\")"
#define EPS "(str.to_re \"\")"
#define ALL_A "(re.++ re.all " A ")"
#define DIGIT "(re.range \"0\" \"9\")"

/* Each line: expressions with the same normal form. */
static const char *const same[][2] = {
    {"(re.union " A " " B ")", "(re.union " B " (re.union " A " " B "))"},
    {"(re.union " A " " B ")", "(re.range \"a\" \"b\")"},
    {"(re.union re.none " AB " re.none)", AB},
    {"(re.union " AB " re.all)", "re.all"},
    {"(re.inter " AB " re.all)", AB},
    {"(re.inter " AB " re.none)", "re.none"},
    {"(re.inter (re.* " AB ") " EPS ")", EPS},
    {"(re.inter (re.+ " AB ") " EPS ")", "re.none"},
    {"(re.inter " DIGIT " (re.range \"5\" \"z\"))", "(re.range \"5\" \"9\")"},
    {"(re.diff re.allchar " DIGIT ")", "(re.union (re.range \"\\u{0}\" \"/\") (re.range \":\" \"\\u{2ffff}\"))"},
    {"(re.diff " DIGIT " (re.union (str.to_re \"12\") " DIGIT "))", "re.none"},
    {"(re.++ " A " (re.++ " B " " AB "))", "(re.++ (re.++ " A " " B ") " AB ")"},
    {"(re.++ " A " " EPS " " B ")", "(re.++ " A " " B ")"},
    {"(re.++ " A " re.none)", "re.none"},
    {"(re.++ re.all re.all " A ")", ALL_A},
    {"(re.++ re.all (re.opt " B ") (re.* " AB ") " A ")", ALL_A},
    {"(re.++ (re.opt " B ") re.all " A ")", ALL_A},
    {"(re.++ re.all (re.opt " B "))", "re.all"},
    {"(re.++ (re.* " AB ") (re.* " AB ") " A ")", "(re.++ (re.* " AB ") " A ")"},
    {"(re.++ ((_ re.loop 2 3) " AB ") ((_ re.loop 1 5) " AB "))", "((_ re.loop 3 8) " AB ")"},
    {"(re.comp (re.comp " AB "))", AB},
    {"(re.comp re.none)", "re.all"},
    {"(re.comp re.all)", "re.none"},
    {"(re.comp (re.union (re.comp " AB ") " DIGIT "))", "(re.diff " AB " " DIGIT ")"},
    {"(re.* re.none)", EPS},
    {"(re.* " EPS ")", EPS},
    {"(re.* re.allchar)", "re.all"},
    {"(re.* (re.union " A " (re.range \"\\u{0}\" \"`\") (re.range \"b\" \"\\u{2ffff}\")))", "re.all"},
    {"(re.* (re.* " AB "))", "(re.* " AB ")"},
    {"(re.* (re.opt " AB "))", "(re.* " AB ")"},
    {"(re.* (re.+ " AB "))", "(re.* " AB ")"},
    {"(re.* (re.+ (re.++ " DIGIT " " AB ")))", "(re.* (re.++ " DIGIT " " AB "))"},
    {"(re.+ " AB ")", "(re.++ " AB " (re.* " AB "))"},
    {"(re.opt (re.* " AB "))", "(re.* " AB ")"},
    {"(re.range \"b\" \"a\")", "re.none"},
    {"(re.range \"ab\" \"b\")", "re.none"},
    {"(re.range \"\" \"b\")", "re.none"},
    {"(re.range \"a\" \"a\")", A},
    {"(re.range \"\\u{0}\" \"\\u{2ffff}\")", "re.allchar"},
    {"((_ re.loop 3 2) " AB ")", "re.none"},
    {"((_ re.loop 0 0) " AB ")", EPS},
    {"((_ re.loop 0 0) re.none)", EPS},
    {"((_ re.^ 0) re.none)", EPS},
    {"((_ re.loop 0 4) re.none)", EPS},
    {"((_ re.^ 3) re.none)", "re.none"},
    {"((_ re.^ 1) " AB ")", AB},
    {"((_ re.loop 0 1) " AB ")", "(re.opt " AB ")"},
    {"((_ re.^ 3) " EPS ")", EPS},
    {"((_ re.^ 3) (re.* " AB "))", "(re.* " AB ")"},
    {"((_ re.^ 5) (re.opt " AB "))", "((_ re.loop 0 5) " AB ")"},
    {"((_ re.loop 2 5) ((_ re.loop 1 3) " AB "))", "((_ re.loop 2 15) " AB ")"},
    {"((_ re.loop 2 3) ((_ re.^ 4) " AB "))", "((_ re.loop 2 3) ((_ re.loop 4 4) " AB "))"},
    {"(re.union ((_ re.loop 2 3) " AB ") ((_ re.loop 4 6) " AB "))", "((_ re.loop 2 6) " AB ")"},
    {"(re.union ((_ re.loop 2 3) " AB ") (re.* " AB "))", "(re.* " AB ")"},
    {"(re.union (re.++ " B " " A ") " ALL_A ")", ALL_A},
    {"(re.union (re.++ re.all " B " " A ") " ALL_A ")", ALL_A},
    {"(re.diff (re.union " AB " (re.+ " DIGIT ")) (re.union " AB " (re.++ " A " " A ")))",
     "(re.diff (re.+ " DIGIT ") (re.union " AB " (re.++ " A " " A ")))"},
    {"(re.diff (re.++ " B " " A ") " ALL_A ")", "re.none"},
    {"(re.diff ((_ re.loop 3 7) " AB ") ((_ re.loop 2 8) " AB "))", "re.none"},
    {"(re.diff ((_ re.loop 3 7) " AB ") (re.* " AB "))", "re.none"},
    {"(re.inter ((_ re.loop 3 7) re.allchar) ((_ re.^ 8) re.allchar))", "re.none"},
    {"(re.diff re.all re.none)", "re.all"},
    {"(re.inter (re.comp " AB ") (re.comp " DIGIT "))", "(re.comp (re.union " DIGIT " " AB "))"},
};

START_TEST(test_same)
{
  begin();
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    ck_assert_msg(read_rx(same[i][0]) == read_rx(same[i][1]), "%s and %s differ", same[i][0], same[i][1]);
  end();
}
END_TEST

/* Different languages. */
static const char *const different[][2] = {
    {AB, "(re.++ " B " " A ")"},
    {"((_ re.loop 2 3) ((_ re.^ 4) " AB "))", "((_ re.loop 8 12) " AB ")"},
    {"(re.union ((_ re.loop 2 3) " AB ") ((_ re.loop 5 6) " AB "))", "((_ re.loop 2 6) " AB ")"},
    {"(re.++ re.all " A ")", "(re.++ " A " re.all)"},
    {"(re.comp " A ")", "(re.diff re.allchar " A ")"},
    {"(re.union ((_ re.loop 2 3) " AB ") (re.++ ((_ re.loop 3 4) " AB ") " A "))", "((_ re.loop 2 4) " AB ")"},
    {"(re.diff ((_ re.loop 3 9) " AB ") ((_ re.loop 2 8) " AB "))", "re.none"},
};

START_TEST(test_different)
{
  begin();
  for (size_t i = 0; i < sizeof different / sizeof *different; i++)
    ck_assert_msg(read_rx(different[i][0]) != read_rx(different[i][1]), "%s and %s", different[i][0], different[i][1]);
  end();
}
END_TEST

static void ck_same(rx a, rx b, const char *what, uint64_t at)
{
  if (a == b)
    return;
  char *x = term_text(t, regex_term(g, a)), *y = term_text(t, regex_term(g, b));
  ck_abort_msg("%s, seed %llu: %s and %s", what, (unsigned long long)at, x, y);
}

/* Union and intersection: associative, commutative, idempotent; and the term of a node has the node as normal form. */
START_TEST(test_laws)
{
  begin();
  for (unsigned round = 0; round < 12000; round++) {
    uint64_t at = seed;
    rx r[3];
    for (int i = 0; i < 3; i++) {
      r[i] = regex_of_term(g, random_part(1 + round % 4));
      if (round % 2 && derive(g, r[i]) && map_at(g, r[i], 'a' + below(3)) != NONE)
        r[i] = map_at(g, r[i], 'a' + below(3));
      ck_same(regex_of_term(g, regex_term(g, r[i])), r[i], "there and back", at);
      ck_same(union2(g, r[i], r[i]), r[i], "idempotence", at);
    }
    rx (*const two[2])(regex *, rx, rx) = {union2, inter2};
    rx (*const many[2])(regex *, const rx *, size_t) = {union_of, inter_of};
    for (int k = 0; k < 2; k++) {
      rx a = two[k](g, two[k](g, r[0], r[1]), r[2]);
      ck_same(a, two[k](g, r[0], two[k](g, r[1], r[2])), k ? "(a b) c, inter" : "(a b) c, union", at);
      ck_same(a, two[k](g, two[k](g, r[0], r[2]), r[1]), k ? "(a c) b, inter" : "(a c) b, union", at);
      ck_same(a, many[k](g, r, 3), k ? "a b c, inter" : "a b c, union", at);
    }
  }
  ck_assert(!mem_failed(&m));
  end();
}
END_TEST

/* A normal form and its reversal have the languages that they should. */
START_TEST(test_languages)
{
  begin();
  for (unsigned round = 0; round < 1500; round++) {
    uint64_t at = seed;
    term r = random_term(1 + round % 4);
    rx x = regex_of_term(g, r), y = reverse_of(g, x);
    uint32_t w[4], back[4];
    size_t n = 0;
    do {
      for (size_t i = 0; i < n; i++)
        back[i] = w[n - 1 - i];
      bool yes = in_language(r, w, n);
      ck_assert_msg(accepts(x, w, n) == yes && accepts(y, back, n) == yes, "seed %llu", (unsigned long long)at);
      ck_assert_msg(!yes || (node_at(g, x)->min <= n && n <= node_at(g, x)->max), "seed %llu", (unsigned long long)at);
    } while (next_word(w, &n, 4));
  }
  end();
}
END_TEST

START_TEST(test_not_closed)
{
  begin();
  const char *const open[] = {"r",
                              "(re.union r re.all)",
                              "(str.to_re x)",
                              "(re.range x \"b\")",
                              "(re.* (re.++ r re.all))",
                              "(str.to_re (str.++ x \"b\"))"};
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    ck_assert_msg(!regex_of_term(g, read_term(t, open[i])), "%s", open[i]);
  ck_assert(!mem_failed(&m));
  end();
}
END_TEST

static term nest(strsmt_kind k, unsigned depth, bool left)
{
  uint32_t a = 'a', b = 'b';
  term r = terms_apply1(t, STRSMT_STR_TO_RE, terms_string(t, &a, 1));
  term s = terms_apply1(t, STRSMT_STR_TO_RE, terms_string(t, &b, 1));
  for (unsigned i = 0; i < depth; i++)
    r = k == STRSMT_RE_CONCAT || k == STRSMT_RE_UNION || k == STRSMT_RE_INTER || k == STRSMT_RE_DIFF
            ? (left ? terms_apply2(t, k, r, s) : terms_apply2(t, k, s, r))
            : terms_apply1(t, k, i % 2 ? r : terms_apply2(t, STRSMT_RE_CONCAT, r, s));
  return r;
}

START_TEST(test_deep)
{
  begin();
  const strsmt_kind kinds[] = {STRSMT_RE_CONCAT, STRSMT_RE_UNION, STRSMT_RE_INTER, STRSMT_RE_COMP, STRSMT_RE_STAR};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    for (int left = 0; left < 2; left++) {
      bool list = kinds[i] != STRSMT_RE_COMP && kinds[i] != STRSMT_RE_STAR;
      rx r = regex_of_term(g, nest(kinds[i], list ? 100000 : 1000, left));
      ck_assert(r);
      ck_assert(regex_empty(g, r) == (kinds[i] == STRSMT_RE_INTER ? REGEX_EMPTY : REGEX_NONEMPTY));
      ck_assert(reverse_of(g, r));
      ck_assert(regex_term(g, r));
    }
  end();
}
END_TEST

RUN_TESTS("regex_normal", test_same, test_different, test_laws, test_languages, test_not_closed, test_deep)
