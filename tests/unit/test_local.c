/* Tests of rewrite/local, rewrite/membership and rewrite/words: the forms that atoms are given, and that these mean the
 * same. (tests/signature has the checkers compute the forms from the signature.) */
#include "term_fixture.h"

#include <stdio.h>

#include "model/evaluate_term.h"
#include "rewrite/local.h"

typedef struct form {
  const char *atom;
  rule used; /* RULE_NONE: stays as it is */
  const char *result;
} form;

#define S RULE_STR_TO_MEMBERSHIP
#define B RULE_ARITH_ATOM_NORM
#define Q RULE_ARITH_POLY_NORM
#define O RULE_INT_OP_ELIM

static const form forms[] = {
    {"(str.len \"abc\")", RULE_EVALUATE, "3"},
    {"(str.in_re \"ab\" (re.+ re.allchar))", RULE_EVALUATE, "true"},
    {"(div 1 0)", RULE_NONE, NULL},
    {"(distinct x y)", RULE_DISTINCT_ELIM, "(not (= x y))"},
    {"(distinct \"a\" x)", RULE_DISTINCT_ELIM, "(not (= \"a\" x))"},
    /* bounds */
    {"(>= i 3)", RULE_NONE, NULL},
    {"(> i 3)", B, "(>= i 4)"},
    {"(<= i 3)", B, "(not (>= i 4))"},
    {"(< i 3)", B, "(not (>= i 3))"},
    {"(>= 3 i)", B, "(not (>= i 4))"},
    {"(> 3 i)", B, "(not (>= i 3))"},
    {"(<= 3 i)", B, "(>= i 3)"},
    {"(< 3 i)", B, "(>= i 4)"},
    {"(= i (- 1))", RULE_NONE, NULL},
    {"(= 7 i)", B, "(= i 7)"},
    {"(<= (+ i j) 9223372036854775807)", B, "(not (>= (+ i j) 9223372036854775808))"},
    {"(< i j)", B, "(not (>= (+ i (* (- 1) j)) 0))"},
    {"(> i j)", B, "(>= (+ i (* (- 1) j)) 1)"},
    {"(= i j)", RULE_NONE, NULL},
    {"(= j i)", B, "(= i j)"},
    {"(= (* 2 i) (* 2 j))", B, "(= i j)"},
    {"(= (* 2 i) (+ (* 4 j) 1))", B, "false"},
    {"(= (* 2 i) (+ (* 4 j) 2))", B, "(= (+ i (* (- 2) j)) 1)"},
    {"(>= (* 2 i) 3)", B, "(>= i 2)"},
    {"(<= (* 2 i) 3)", B, "(not (>= i 2))"},
    {"(>= (* (- 3) i) 7)", B, "(not (>= i (- 2)))"},
    {"(< i i)", B, "false"},
    {"(>= (* 10000000000 i) (* 100000000000000000000 j))", B, "(>= (+ i (* (- 10000000000) j)) 0)"},
    /* polynomials */
    {"(+ i 1 i)", Q, "(+ (* 2 i) 1)"},
    {"(- i i)", Q, "0"},
    {"(- i)", Q, "(* (- 1) i)"},
    {"(* j i)", Q, "(* i j)"},
    {"(* j 2 i 3)", Q, "(* 6 (* i j))"},
    {"(* 2 i)", RULE_NONE, NULL},
    {"(+ i j 1)", RULE_NONE, NULL},
    {"(* 9223372036854775807 (+ i i))", Q, "(* 18446744073709551614 i)"},
    {"(mod i 3)", O, "(+ i (* (- 3) (div i 3)))"},
    {"(mod i (- 3))", O, "(+ i (* 3 (div i (- 3))))"},
    {"(mod i 0)", RULE_NONE, NULL},
    {"(mod i j)", O, "(ite (= j 0) (mod i 0) (+ i (* (- 1) j (div i j))))"},
    {"(abs i)", O, "(ite (>= i 0) i (- i))"},
    {"((_ divisible 3) i)", O, "(= i (* 3 (div i 3)))"},
    {"(= p true)", RULE_NONE, NULL},
    /* equalities */
    {"(= x \"ab\")", S, "(str.in_re x (str.to_re \"ab\"))"},
    {"(= \"ab\" x)", S, "(str.in_re x (str.to_re \"ab\"))"},
    {"(= x y)", RULE_NONE, NULL},
    {"(= (str.at x 0) \"a\")", S, "(str.in_re x (re.++ ((_ re.^ 0) re.allchar) (str.to_re \"a\") re.all))"},
    {"(= \"a\" (str.at x 3))", S, "(str.in_re x (re.++ ((_ re.^ 3) re.allchar) (str.to_re \"a\") re.all))"},
    {"(= (str.at x 3) \"\")", S, "(str.in_re x ((_ re.loop 0 3) re.allchar))"},
    {"(= (str.at x 3) \"ab\")", S, "false"},
    {"(= (str.at x (- 1)) \"a\")", S, "false"},
    {"(= (str.at x (- 1)) \"\")", S, "true"},
    {"(= (str.at x 2147483648) \"a\")", RULE_NONE, NULL},
    {"(= (str.at x 2147483648) \"ab\")", S, "false"},
    {"(= (str.at x i) \"a\")", S, "(str.in_re (str.at x i) (str.to_re \"a\"))"},
    {"(= (str.substr x 0 2) \"ab\")", S, "(str.in_re x (re.++ ((_ re.^ 0) re.allchar) (str.to_re \"ab\") re.all))"},
    {"(= (str.substr x 1 5) \"ab\")", S, "(str.in_re x (re.++ ((_ re.^ 1) re.allchar) (str.to_re \"ab\")))"},
    {"(= (str.substr x 1 0) \"ab\")", RULE_STR_EQ_NORM, "false"},
    {"(= (str.from_code i) \"a\")", S, "(= i 97)"},
    {"(= (str.from_code i) \"\")", S, "(or (not (>= i 0)) (>= i 196608))"},
    {"(= (str.from_code i) \"ab\")", RULE_STR_EQ_NORM, "false"},
    {"(= (str.to_int x) 12)", RULE_NONE, NULL},
    {"(= (str.to_int x) (- 1))", RULE_NONE, NULL},
    {"(= (str.to_int x) (- 2))", S, "false"},
    {"(= (str.to_int x) 123456789012345678901234567890)", RULE_NONE, NULL},
    /* parts */
    {"(str.prefixof \"ab\" x)", S, "(str.in_re x (re.++ (str.to_re \"ab\") re.all))"},
    {"(str.suffixof \"ab\" x)", S, "(str.in_re x (re.++ re.all (str.to_re \"ab\")))"},
    {"(str.contains x \"ab\")", S, "(str.in_re x (re.++ re.all (str.to_re \"ab\") re.all))"},
    {"(str.prefixof x \"ab\")", S,
     "(str.in_re x (re.opt (re.++ (str.to_re \"a\") (re.opt (re.++ (str.to_re \"b\") (str.to_re \"\"))))))"},
    {"(str.suffixof x \"ab\")", S,
     "(str.in_re x (re.opt (re.++ (re.opt (re.++ (str.to_re \"\") (str.to_re \"a\"))) (str.to_re \"b\"))))"},
    {"(str.contains \"ab\" x)", S,
     "(str.in_re x (re.union (re.opt (re.++ (str.to_re \"a\") (re.opt (re.++ (str.to_re \"b\") (str.to_re \"\"))))) "
     "(re.opt (re.++ (str.to_re \"b\") (str.to_re \"\"))) (str.to_re \"\")))"},
    {"(str.contains \"\" x)", RULE_STR_PART_NORM, "(= \"\" x)"},
    {"(str.prefixof x y)", RULE_NONE, NULL},
    {"(str.contains x y)", RULE_NONE, NULL},
    /* order */
    {"(str.< x \"b\")", S,
     "(str.in_re x (re.opt (re.union (re.++ (re.range \"\\u{0}\" \"a\") re.all) (re.++ (str.to_re \"b\") re.none))))"},
    {"(str.<= x \"\\u{0}\")", S,
     "(str.in_re x (re.opt (re.union re.none (re.++ (str.to_re \"\\u{0}\") (str.to_re \"\")))))"},
    {"(str.< \"\" x)", RULE_STR_PART_NORM, "(not (= x \"\"))"},
    {"(str.<= \"\" x)", RULE_STR_PART_NORM, "true"},
    {"(str.<= x y)", RULE_NONE, NULL},
    {"(str.is_digit x)", S, "(str.in_re x (re.range \"0\" \"9\"))"},
    /* lengths and codes */
    {"(= (str.len x) 4)", RULE_NONE, NULL},
    {"(= (- 4) (str.len x))", S, "false"},
    {"(>= (str.len x) 4)", RULE_NONE, NULL},
    {"(< 4 (str.len x))", B, "(>= (str.len x) 5)"},
    {"(<= (str.len x) 4)", B, "(not (>= (str.len x) 5))"},
    {"(< (str.len x) 4)", B, "(not (>= (str.len x) 4))"},
    {"(< (str.len x) 0)", S, "false"},
    {"(>= (str.len x) 0)", S, "true"},
    {"(<= (str.len x) 2147483647)", B, "(not (>= (str.len x) 2147483648))"},
    {"(<= (str.len x) 2147483648)", B, "(not (>= (str.len x) 2147483649))"},
    {"(< (str.len x) 2147483648)", B, "(not (>= (str.len x) 2147483648))"},
    {"(>= (str.len x) 123456789012345678901)", RULE_NONE, NULL},
    {"(>= (str.len x) (- 123456789012345678901))", S, "true"},
    {"(= (str.to_code x) 97)", RULE_NONE, NULL},
    {"(= (str.to_code x) (- 1))", RULE_NONE, NULL},
    {"(= (str.to_code x) 196608)", S, "false"},
    {"(>= (str.to_code x) 97)", RULE_NONE, NULL},
    {"(<= (str.to_code x) 97)", B, "(not (>= (str.to_code x) 98))"},
    {"(<= (str.to_code x) 196607)", S, "true"},
    {"(< (str.to_code x) (- 1))", S, "false"},
    /* memberships of parts */
    {"(str.in_re x re.all)", RULE_NONE, NULL},
    {"(str.in_re (str.at x i) re.all)", RULE_NONE, NULL},
    {"(str.in_re (str.at x (- 1)) re.all)", S, "(str.in_re \"\" re.all)"},
    {"(str.in_re (str.at x 2) (re.* (str.to_re \"a\")))", S,
     "(str.in_re x (re.union "
     "(re.++ ((_ re.^ 2) re.allchar) (re.inter (re.* (str.to_re \"a\")) ((_ re.^ 1) re.allchar)) re.all) "
     "(re.++ ((_ re.^ 2) re.allchar) (re.inter (re.* (str.to_re \"a\")) ((_ re.loop 0 0) re.allchar))) "
     "(re.++ ((_ re.loop 0 2) re.allchar) (re.inter (re.* (str.to_re \"a\")) (str.to_re \"\")))))"},
};

START_TEST(table)
{
  begin();
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const form *f = &forms[i];
    rule used = RULE_CONTRA;
    char *found = term_text(t, rewrite_local(t, g, &l, read_term(t, f->atom), &used));
    ck_assert_msg(!strcmp(found, f->result ? f->result : f->atom), "%s becomes %s", f->atom, found);
    ck_assert_msg(used == f->used, "%s by %s", f->atom, used ? rule_name(used) : "none");
    free(found);
  }
  end();
}
END_TEST

/* ---- meaning ----------------------------------------------------------------------------------------------------- */

/* %s stands for a literal of the sort named. */
static const char *const string_atoms[] = {
    "(= x %s)",
    "(= %s x)",
    "(str.prefixof x %s)",
    "(str.prefixof %s x)",
    "(str.suffixof x %s)",
    "(str.suffixof %s x)",
    "(str.contains x %s)",
    "(str.contains %s x)",
    "(str.< x %s)",
    "(str.< %s x)",
    "(str.<= x %s)",
    "(str.<= %s x)",
    "(= (str.at x 0) %s)",
    "(= (str.at x 1) %s)",
    "(= %s (str.at x (- 1)))",
    "(= (str.substr x 0 2) %s)",
    "(= (str.substr x 1 2) %s)",
    "(= (str.substr x 2 1) %s)",
    "(= (str.substr x (- 1) 2) %s)",
    "(= (str.substr x 1 (- 1)) %s)",
    "(= (str.from_code i) %s)",
    "(str.is_digit x)",
    "(str.in_re (str.at x 1) (re.+ (str.to_re %s)))",
    "(str.in_re (str.substr x 1 2) (re.comp (str.to_re %s)))",
    "(str.in_re (str.substr x 0 3) (re.++ re.allchar (str.to_re %s)))",
};
static const char *const string_literals[] = {"\"\"",           "\"a\"",   "\"b\"",    "\"ab\"",     "\"ba\"",
                                              "\"aa\"",         "\"aab\"", "\"abab\"", "\"\\u{0}\"", "\"a\\u{0}\"",
                                              "\"\\u{2ffff}\"", "\"0\"",   "\"09\""};
static const char *const int_atoms[] = {
    "(= i %s)",
    "(= %s i)",
    "(<= i %s)",
    "(< i %s)",
    "(>= i %s)",
    "(> i %s)",
    "(<= %s i)",
    "(< %s i)",
    "(>= %s i)",
    "(> %s i)",
    "(= (str.len x) %s)",
    "(<= (str.len x) %s)",
    "(< (str.len x) %s)",
    "(>= (str.len x) %s)",
    "(> (str.len x) %s)",
    "(< %s (str.len x))",
    "(>= %s (str.len x))",
    "(= (str.to_code x) %s)",
    "(<= (str.to_code x) %s)",
    "(< (str.to_code x) %s)",
    "(>= (str.to_code x) %s)",
    "(> %s (str.to_code x))",
    "(= (str.to_int x) %s)",
    "(= %s (str.to_int x))",
};
static const char *const int_literals[] = {"(- 2)",
                                           "(- 1)",
                                           "0",
                                           "1",
                                           "2",
                                           "3",
                                           "9",
                                           "97",
                                           "196606",
                                           "196607",
                                           "196608",
                                           "123456789012345678901",
                                           "(- 123456789012345678901)"};

typedef struct values {
  term x, i;
} values;

static term value_of(void *user, term constant)
{
  const values *v = user;
  return term_sort(t, constant) == STRSMT_SORT_INT ? v->i : v->x;
}

static void ck_same_meaning(const char *pattern, const char *literal)
{
  char text[200];
  rule used;
  snprintf(text, sizeof text, pattern, literal);
  term a = read_term(t, text), b = rewrite_local(t, g, &l, a, &used);
  ck_assert_uint_ne(b, 0);
  for (size_t i = 0; i < sizeof string_literals / sizeof *string_literals && a != b; i++)
    for (size_t j = 0; j < sizeof int_literals / sizeof *int_literals; j++) {
      values v = {read_term(t, string_literals[i]), read_term(t, int_literals[j])};
      term left = model_evaluate(t, g, &l, a, value_of, &v), right = model_evaluate(t, g, &l, b, value_of, &v);
      ck_assert_uint_ne(left, 0);
      ck_assert_msg(left == right, "%s: differs for x = %s, i = %s", text, string_literals[i], int_literals[j]);
    }
}

START_TEST(meaning)
{
  begin();
  for (size_t i = 0; i < sizeof string_atoms / sizeof *string_atoms; i++)
    for (size_t j = 0; j < sizeof string_literals / sizeof *string_literals; j++)
      ck_same_meaning(string_atoms[i], string_literals[j]);
  for (size_t i = 0; i < sizeof int_atoms / sizeof *int_atoms; i++)
    for (size_t j = 0; j < sizeof int_literals / sizeof *int_literals; j++)
      ck_same_meaning(int_atoms[i], int_literals[j]);
  end();
}
END_TEST

/* ---- limits ------------------------------------------------------------------------------------------------------ */

static term long_word(size_t length)
{
  uint32_t *word = malloc(length * sizeof *word);
  for (size_t i = 0; i < length; i++)
    word[i] = 'a' + (uint32_t)(i % 3);
  term r = terms_string(t, word, length);
  free(word);
  return r;
}

START_TEST(long_words)
{
  static const strsmt_kind kinds[] = {STRSMT_STR_PREFIXOF, STRSMT_STR_SUFFIXOF, STRSMT_STR_LT, STRSMT_STR_LE,
                                      STRSMT_STR_CONTAINS};
  begin();
  term x = read_term(t, "x"), fits = long_word(2000), longer = long_word(2001);
  for (size_t i = 0; i < 5; i++) {
    bool contains = kinds[i] == STRSMT_STR_CONTAINS;
    rule used;
    term a = terms_apply2(t, kinds[i], contains ? fits : x, contains ? x : fits), b = rewrite_local(t, g, &l, a, &used);
    ck_assert(b && b != a && used == RULE_STR_TO_MEMBERSHIP);
    a = terms_apply2(t, kinds[i], contains ? longer : x, contains ? x : longer);
    ck_assert_uint_eq(rewrite_local(t, g, &l, a, &used), a);
    ck_assert_int_eq(used, RULE_NONE);
  }
  end();
}
END_TEST

START_TEST(stops)
{
  begin();
  term a = terms_apply2(t, STRSMT_STR_PREFIXOF, read_term(t, "x"), long_word(1000));
  limits_begin(&l, &(strsmt_limits){.steps = 300});
  rule used;
  ck_assert_uint_eq(rewrite_local(t, g, &l, a, &used), 0);
  ck_assert_int_eq(l.stop, STOP_STEPS);
  end();
}
END_TEST

/* Lack of memory at any allocation gives 0 or the right result. */
START_TEST(out_of_memory)
{
  static const char *const atoms[] = {
      "(str.contains \"abcdefgh\" x)", "(= (str.to_int x) 123456789012345678901234567890)",
      "(= i 123456789012345678901234567890)", "(str.in_re (str.substr x 3 5) re.all)", "(str.< \"abcdefgh\" x)"};
  for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++) {
    begin();
    term atom = read_term(t, atoms[i]);
    size_t before = blocks.calls;
    rule used;
    char *expected = term_text(t, rewrite_local(t, g, &l, atom, &used));
    size_t needed = blocks.calls - before;
    end();
    for (size_t n = 1; n <= needed; n++) {
      begin();
      atom = read_term(t, atoms[i]);
      blocks.fail_at = blocks.calls + n;
      term b = rewrite_local(t, g, &l, atom, &used);
      blocks.fail_at = 0;
      if (b) {
        char *found = term_text(t, b);
        ck_assert_str_eq(found, expected);
        free(found);
      } else {
        ck_assert(mem_failed(&m));
      }
      end();
    }
    free(expected);
  }
}
END_TEST

RUN_TESTS("local", table, meaning, long_words, stops, out_of_memory)
