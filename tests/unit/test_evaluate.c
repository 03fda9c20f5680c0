/* Tests of rewrite/evaluate and model/evaluate_term. */
#include "term_fixture.h"
#include "evaluate_cases.h"

#include "model/evaluate_term.h"
#include "rewrite/local.h"

static void ck_value(const char *text, term value, const char *expected)
{
  char *found = term_text(t, value);
  ck_assert_msg(!strcmp(found, expected), "%s is %s, not %s", text, found, expected);
  free(found);
}

static void ck_cases(const evaluate_case *cases, size_t count)
{
  begin();
  for (size_t i = 0; i < count; i++) {
    term a = read_term(t, cases[i].term);
    ck_value(cases[i].term, evaluate_application(t, g, &l, a), cases[i].value);
    if (strcmp(cases[i].value, "none")) /* otherwise RegLan terms, which have a value there */
      ck_value(cases[i].term, model_evaluate(t, g, &l, a, no_value, NULL), cases[i].value);
  }
  end();
}

START_TEST(core)
{
  ck_cases(core_cases, sizeof core_cases / sizeof *core_cases);
}
END_TEST

START_TEST(integers)
{
  ck_cases(integer_cases, sizeof integer_cases / sizeof *integer_cases);
}
END_TEST

START_TEST(strings)
{
  ck_cases(string_cases, sizeof string_cases / sizeof *string_cases);
}
END_TEST

START_TEST(regular_expressions)
{
  ck_cases(regex_cases, sizeof regex_cases / sizeof *regex_cases);
}
END_TEST

/* ---- whole terms ---- */

static term assignment(void *user, term constant)
{
  static const char *const values[][2] = {
      {"x", "\"ab\""}, {"y", "\"\""}, {"i", "3"},     {"j", "0"},
      {"k", "(- 7)"},  {"p", "true"}, {"q", "false"}, {"r", "(re.* (str.to_re \"ab\"))"}};
  (void)user;
  for (size_t n = 0; n < sizeof values / sizeof *values && term_kind(t, constant) == STRSMT_CONSTANT; n++)
    if (!strcmp(values[n][0], term_name(t, constant)))
      return read_term(t, values[n][1]);
  return 0;
}

static const evaluate_case whole_cases[] = {
    {"(= (str.++ x \"c\" y) \"abc\")", "true"},
    {"(str.substr (str.++ x x) 1 (+ i j))", "\"bab\""},
    {"(and p q)", "false"},
    {"(and (= j (div 1 j)) q)", "false"},
    {"(and q (= j (div 1 j)))", "false"},
    {"(and p (= j (div 1 j)))", "none"},
    {"(or (= j (mod 1 j)) p)", "true"},
    {"(or (= j (mod 1 j)) q)", "none"},
    {"(=> (= j (mod 1 j)) p)", "true"},
    {"(=> q (= j (mod 1 j)))", "true"},
    {"(=> (= j (mod 1 j)) q)", "none"},
    {"(not (= j (mod 1 j)))", "none"},
    {"(xor p (= j (mod 1 j)))", "none"},
    {"(ite p i (div 1 j))", "3"},
    {"(ite q (div 1 j) i)", "3"},
    {"(ite q i (div 1 j))", "none"},
    {"(ite (= j (div 1 j)) i 3)", "3"},
    {"(ite (= j (div 1 j)) i j)", "none"},
    {"(ite (> i j) (str.at x 0) (str.at x 1))", "\"a\""},
    {"(= m m)", "none"},
    {"(or (= m 3) (= i 3))", "true"},
    {"(str.in_re (str.++ x x) r)", "true"},
    {"(str.in_re (str.++ x \"a\") (re.++ r (str.to_re (str.at x 0))))", "true"},
    {"(str.in_re x (re.range (str.at x 0) (str.at x 1)))", "false"},
    {"(str.in_re x (ite q re.none (re.++ re.allchar (re.range (str.at x 0) (str.at x 1)))))", "true"},
    {"(re.++ r (str.to_re (str.++ x x)))", "(re.++ (re.* (str.to_re \"ab\")) (str.to_re \"abab\"))"},
    {"((_ re.loop 1 2) (str.to_re x))", "((_ re.loop 1 2) (str.to_re \"ab\"))"},
    {"(= r (re.opt (re.+ (str.to_re x))))", "true"},
    {"(= r (re.+ (str.to_re x)))", "false"},
    {"(= (re.+ (str.to_re x)) r)", "false"},
    {"(distinct r (re.+ (str.to_re x)))", "true"},
    {"(distinct r r)", "false"},
    {"(= (re.comp r) (re.diff re.all r))", "true"},
    {"(= re.none (re.range \"b\" \"a\"))", "true"},
    {"(= (str.to_int (str.from_int i)) i)", "true"},
    {"(= (- k) 7)", "true"},
    {"(= (- k i) (- 10))", "true"},
    {"((_ divisible 7) k)", "true"},
};

START_TEST(whole_terms)
{
  begin();
  model_evaluator e;
  model_evaluator_begin(&e, t, g, &l, assignment, NULL);
  for (size_t i = 0; i < sizeof whole_cases / sizeof *whole_cases; i++) {
    term a = read_term(t, whole_cases[i].term);
    ck_value(whole_cases[i].term, model_evaluate_more(&e, a), whole_cases[i].value);
    ck_value(whole_cases[i].term, model_evaluate_more(&e, a), whole_cases[i].value);
    ck_value(whole_cases[i].term, model_evaluate(t, g, &l, a, assignment, NULL), whole_cases[i].value);
  }
  model_evaluator_end(&e);
  end();
}
END_TEST

START_TEST(deep_and_shared)
{
  begin();
  term p = read_term(t, "p"), a = p, i = read_term(t, "i");
  for (int n = 0; n < 200001; n++)
    a = terms_not(t, a);
  ck_value("deep", model_evaluate(t, g, &l, a, assignment, NULL), "false");
  for (int n = 0; n < 100; n++)
    i = terms_apply2(t, STRSMT_ADD, i, i);
  ck_value("shared", model_evaluate(t, g, &l, i, assignment, NULL), "3802951800684688204490109616128");
  end();
}
END_TEST

/* ---- large values, limits, memory ---- */

static term repeat(uint32_t code, size_t length)
{
  uint32_t *points = malloc(length * sizeof *points);
  for (size_t i = 0; i < length; i++)
    points[i] = code;
  term a = terms_string(t, points, length);
  free(points);
  return a;
}

START_TEST(long_strings)
{
  begin();
  term a = repeat('a', 2000000), b = repeat('a', 200000),
       c = terms_apply2(t, STRSMT_STR_CONCAT, b, read_term(t, "\"b\""));
  c = evaluate_application(t, g, &l, c);
  ck_value("contains", evaluate_application(t, g, &l, terms_apply2(t, STRSMT_STR_CONTAINS, a, c)), "false");
  ck_value("contains", evaluate_application(t, g, &l, terms_apply2(t, STRSMT_STR_CONTAINS, a, b)), "true");
  term in = terms_apply2(t, STRSMT_STR_IN_RE, a, read_term(t, "(re.* (str.to_re \"aa\"))"));
  ck_value("in_re", evaluate_application(t, g, &l, in), "true");
  term args[3] = {a, read_term(t, "\"a\""), read_term(t, "\"bc\"")};
  term all = evaluate_application(t, g, &l, terms_apply(t, STRSMT_STR_REPLACE_ALL, 3, args));
  size_t length;
  ck_assert_uint_ne(all, 0);
  term_codes(t, all, &length);
  ck_assert_uint_eq(length, 4000000);
  end();
}
END_TEST

START_TEST(stops)
{
  static const char *const texts[] = {"(str.in_re x (re.* (str.to_re \"aa\")))",
                                      "(str.replace_re x (re.++ (re.* re.allchar) (str.to_re \"b\")) \"c\")",
                                      "(str.replace_re_all x re.allchar \"c\")",
                                      "(str.replace_all x \"a\" \"b\")",
                                      "(str.contains x \"b\")",
                                      "(str.indexof x \"b\" 1)",
                                      "(str.to_int y)",
                                      "(str.from_int i)"};
  begin();
  term x = repeat('a', 1000000), y = repeat('7', 1000000);
  char *digits = malloc(300000);
  num n = NUM_ZERO;
  memset(digits, '9', 300000);
  ck_assert(num_set_text(&m, &n, digits, 300000));
  term i = terms_num(t, &n);
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
    term a = read_term(t, texts[k]);
    term args[3];
    for (size_t j = 0; j < term_arity(t, a); j++) {
      args[j] = term_arg(t, a, j);
      if (term_kind(t, args[j]) == STRSMT_CONSTANT)
        args[j] = *term_name(t, args[j]) == 'x' ? x : *term_name(t, args[j]) == 'y' ? y : i;
    }
    limits_begin(&l, &(strsmt_limits){.steps = 50});
    ck_value(texts[k], evaluate_like(t, g, &l, a, args), "none");
    ck_assert_int_eq(l.stop, STOP_STEPS);
    limits_end(&l);
  }
  num_free(&m, &n);
  free(digits);
  end();
}
END_TEST

START_TEST(out_of_memory)
{
  size_t fail = 1;
  for (bool done = false; !done; fail++) {
    begin();
    term a[sizeof whole_cases / sizeof *whole_cases] = {0};
    size_t count = 0;
    for (size_t i = 0; i < sizeof whole_cases / sizeof *whole_cases; i++)
      a[count++] = read_term(t, whole_cases[i].term);
    for (size_t i = 0; i < sizeof string_cases / sizeof *string_cases; i++)
      read_term(t, string_cases[i].term);
    size_t terms_before = terms_count(t);
    blocks.calls = 0;
    blocks.fail_at = fail;
    for (size_t i = 0; i < count && !mem_failed(&m); i++)
      model_evaluate(t, g, &l, a[i], no_value, NULL);
    for (size_t i = 1; i <= terms_before && !mem_failed(&m); i++)
      evaluate_application(t, g, &l, (term)i);
    done = !mem_failed(&m);
    end();
  }
  ck_assert_uint_gt(fail, 50);
}
END_TEST

RUN_TESTS("evaluate", core, integers, strings, regular_expressions, whole_terms, deep_and_shared, long_strings, stops,
          out_of_memory)
