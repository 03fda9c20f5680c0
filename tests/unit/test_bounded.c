/* Tests of bounded/. Each operator's circuit is compared with the evaluator, on all small values of its arguments: the
 * right result must be found, and no other one. The values are given in a way that does not fold the circuit away: as
 * disjuncts, with all else left to the SAT solver. */
#include "term_fixture.h"

#include <stdio.h>

#include "bounded/bounded.h"

static bounded *begin_search(const char *const *formulas, size_t count)
{
  term read[16];
  ck_assert_uint_le(count, 16);
  for (size_t i = 0; i < count; i++)
    read[i] = read_term(t, formulas[i]);
  return bounded_new(&m, &l, t, g, 0, count, read, no_value, NULL);
}

static bounded_answer search(const char *const *formulas, size_t count)
{
  bounded *b = begin_search(formulas, count);
  bounded_answer answer = bounded_find(b);
  bounded_delete(b);
  return answer;
}

/* ---- operators ---- */

static const char *const strings[] = {"\"\"", "\"a\"", "\"b\"", "\"ab\"", "\"ba\"", "\"aba\""};
static const char *const digits[] = {"\"\"", "\"0\"", "\"1\"", "\"07\"", "\"-1\"", "\"120\""};
static const char *const integers[] = {"(- 2)", "(- 1)", "0", "1", "2", "3", "7"};
static const char *const points[] = {"(- 1)", "0", "47", "48", "57", "97", "196607", "196608"};

#define COUNT(a) (sizeof(a) / sizeof *(a))

typedef struct arguments {
  const char *const *strings;
  size_t string_count;
  const char *const *integers;
  size_t integer_count;
} arguments;

static const arguments plain = {strings, COUNT(strings), integers, COUNT(integers)};
static const arguments decimal = {digits, COUNT(digits), integers, COUNT(integers)};
static const arguments coded = {digits, COUNT(digits), points, COUNT(points)};

/* The values of x, y, z, i and j at present. */
static const char *values[5];
static const char names[5] = {'x', 'y', 'z', 'i', 'j'};

static term value_of(void *user, term constant)
{
  (void)user;
  for (size_t n = 0; n < 5 && term_kind(t, constant) == STRSMT_CONSTANT; n++)
    if (term_name(t, constant)[0] == names[n])
      return read_term(t, values[n]);
  return 0;
}

static bool uses(const char *text, char name)
{
  for (const char *at = text; (at = strchr(at, name)); at++)
    if (at > text && at[-1] == ' ' && (at[1] == ' ' || at[1] == ')'))
      return true;
  return false;
}

/* Arguments have their values, and the term is equal to its value, or not. */
static bounded_answer search_result(const char *text, const char *value, bool equal)
{
  char lines[12][256];
  const char *formulas[12];
  size_t count = 0;
  snprintf(lines[count++], sizeof *lines, "(not p)");
  for (size_t n = 0; n < 5; n++) {
    if (!uses(text, names[n]))
      continue;
    snprintf(lines[count++], sizeof *lines, "(or p (= %c %s))", names[n], values[n]);
    if (n < 3)
      snprintf(lines[count++], sizeof *lines, "(<= (str.len %c) 4)", names[n]);
    else
      snprintf(lines[count++], sizeof *lines, "(and (<= (- 10) %c) (<= %c 200000))", names[n], names[n]);
  }
  snprintf(lines[count++], sizeof *lines, "(or p (%s %s %s))", equal ? "=" : "distinct", text, value);
  for (size_t i = 0; i < count; i++)
    formulas[i] = lines[i];
  return search(formulas, count);
}

static void ck_value(const char *text)
{
  term a = read_term(t, text), value = model_evaluate(t, g, &l, a, value_of, NULL);
  if (!value)
    return;
  char *expected = term_text(t, value);
  ck_assert_msg(search_result(text, expected, true) == BOUNDED_FOUND, "%s is not %s for x=%s y=%s z=%s i=%s j=%s", text,
                expected, values[0], values[1], values[2], values[3], values[4]);
  ck_assert_msg(search_result(text, expected, false) == BOUNDED_HOPELESS,
                "%s may be other than %s for x=%s y=%s z=%s i=%s j=%s", text, expected, values[0], values[1], values[2],
                values[3], values[4]);
  free(expected);
}

/* All values of the arguments that the term has, from number n on. */
static void ck_all(const char *text, const arguments *a, size_t n)
{
  if (n == 5) {
    ck_value(text);
    return;
  }
  const char *const *list = n < 3 ? a->strings : a->integers;
  size_t count = n < 3 ? a->string_count : a->integer_count;
  for (size_t i = 0; i < (uses(text, names[n]) ? count : 1); i++) {
    values[n] = list[i];
    ck_all(text, a, n + 1);
  }
}

static void ck_terms(const char *const *texts, size_t count, const arguments *a)
{
  begin_failing(0);
  for (size_t i = 0; i < count; i++)
    ck_all(texts[i], a, 0);
  end();
}

START_TEST(concatenations)
{
  static const char *const texts[] = {"(str.++ x y)",
                                      "(str.++ x \"ab\" y x)",
                                      "(str.len x)",
                                      "(str.at x i)",
                                      "(str.substr x i j)",
                                      "(str.substr x 1 i)",
                                      "(= x y)",
                                      "(ite (= x \"a\") x y)",
                                      "(str.prefixof x y)",
                                      "(str.suffixof x y)",
                                      "(str.contains x y)",
                                      "(str.< x y)",
                                      "(str.<= x y)",
                                      "(= (str.++ x y) (str.++ y x))",
                                      "(= (str.++ \"a\" x y) (str.++ x \"a\" y))",
                                      "(str.substr x i (- (str.len x) i))"};
  ck_terms(texts, COUNT(texts), &plain);
}
END_TEST

START_TEST(searches)
{
  static const char *const texts[] = {
      "(str.indexof x y i)",          "(str.indexof x \"ab\" i)",    "(str.indexof x \"\" i)",
      "(str.replace x y \"ba\")",     "(str.replace x \"a\" y)",     "(str.replace x \"b\" \"c\")",
      "(str.replace_all x y \"ba\")", "(str.replace_all x \"a\" y)", "(str.replace_all x \"aa\" \"bb\")"};
  ck_terms(texts, COUNT(texts), &plain);
}
END_TEST

START_TEST(three_texts)
{
  static const char *const few[] = {"\"\"", "\"a\"", "\"ab\"", "\"aa\"", "\"aaba\""};
  static const arguments a = {few, COUNT(few), integers, 1};
  static const char *const texts[] = {"(str.replace x y z)", "(str.replace_all x y z)"};
  ck_terms(texts, COUNT(texts), &a);
}
END_TEST

START_TEST(regular_expressions)
{
  static const char *const texts[] = {
      "(str.in_re x (re.* (str.to_re \"ab\")))",
      "(str.in_re x (re.comp (re.++ re.all (str.to_re \"b\"))))",
      "(str.in_re x (re.inter (re.+ re.allchar) (re.comp (str.to_re \"a\"))))",
      "(str.in_re (str.++ x y) ((_ re.loop 1 3) (re.range \"a\" \"c\")))",
      "(str.in_re x (re.diff re.all (re.++ (re.opt (str.to_re \"b\")) (re.* (str.to_re \"a\")))))",
      "(str.in_re x re.none)",
      "(str.replace_re x (re.+ (str.to_re \"a\")) y)",
      "(str.replace_re x (re.* (str.to_re \"a\")) y)",
      "(str.replace_re x (re.++ (str.to_re \"b\") re.all) y)",
      "(str.replace_re_all x (re.union (str.to_re \"a\") (str.to_re \"ab\")) y)",
      "(str.replace_re_all x (re.* (str.to_re \"a\")) y)",
      "(str.replace_re_all x (re.++ re.allchar (str.to_re \"a\")) y)",
      "(str.replace_re_all x re.none y)"};
  ck_terms(texts, COUNT(texts), &plain);
}
END_TEST

/* Regular expressions that hold terms: all operators, on parts that may be empty and on others. */
START_TEST(open_regular_expressions)
{
  static const char *const texts[] = {
      "(str.in_re x (str.to_re y))",
      "(str.in_re x (re.++ (re.* (str.to_re \"a\")) (str.to_re y) re.all))",
      "(str.in_re x (re.++ (str.to_re y) (re.++ (re.opt (str.to_re \"b\")) (str.to_re y))))",
      "(str.in_re x (re.union (str.to_re y) (re.++ (str.to_re \"b\") (str.to_re y)) (str.to_re \"aba\")))",
      "(str.in_re x (re.* (str.to_re y)))",
      "(str.in_re x (re.+ (re.union (str.to_re y) (str.to_re \"b\"))))",
      "(str.in_re x (re.* (re.++ (re.opt (str.to_re y)) (re.* (str.to_re \"b\")))))",
      "(str.in_re x (re.++ (re.opt (str.to_re y)) (str.to_re \"a\")))",
      "(str.in_re x ((_ re.^ 2) (str.to_re y)))",
      "(str.in_re x ((_ re.^ 1000000) (re.opt (str.to_re y))))",
      "(str.in_re x ((_ re.^ 1000000) (str.to_re y)))",
      "(str.in_re x ((_ re.loop 1 2) (re.union (str.to_re y) (str.to_re \"b\"))))",
      "(str.in_re x ((_ re.loop 2 1000000) (str.to_re y)))",
      "(str.in_re x ((_ re.loop 2 1) (str.to_re y)))",
      "(str.in_re x (re.comp (str.to_re y)))",
      "(str.in_re x (re.++ re.all (re.comp (re.++ (str.to_re y) re.all))))",
      "(str.in_re x (re.++ re.all (re.inter (re.++ re.allchar re.allchar) (re.++ (str.to_re y) re.all))))",
      "(str.in_re x (re.* (re.diff (re.++ re.allchar re.all) (str.to_re y))))",
      "(str.in_re x (re.++ (re.range y \"b\") re.all))",
      "(str.in_re x (re.* (re.range \"a\" y)))",
      "(str.in_re x (ite (= y \"a\") (re.* (str.to_re y)) (re.++ (str.to_re y) (str.to_re \"a\"))))",
      "(str.in_re (str.++ x \"a\" y) (re.* (str.to_re (str.++ y \"a\"))))"};
  ck_terms(texts, COUNT(texts), &plain);
}
END_TEST

START_TEST(conversions)
{
  static const char *const texts[] = {"(str.to_int x)", "(str.from_int i)", "(str.is_digit x)",
                                      "(str.to_int (str.++ x y))", "(str.from_int (* 11 i))"};
  static const char *const more[] = {"(str.to_code x)", "(str.from_code i)"};
  ck_terms(texts, COUNT(texts), &decimal);
  ck_terms(more, COUNT(more), &coded);
}
END_TEST

START_TEST(arithmetic)
{
  static const char *const texts[] = {"(+ i j 3)",
                                      "(- i j)",
                                      "(- i)",
                                      "(* i j)",
                                      "(div i j)",
                                      "(mod i j)",
                                      "(div i 3)",
                                      "(mod i (- 3))",
                                      "(abs i)",
                                      "(< i j)",
                                      "(<= i j)",
                                      "(> i j)",
                                      "(>= i j)",
                                      "(= i j)",
                                      "((_ divisible 2) i)",
                                      "(ite (< i 1) i j)",
                                      "(* i i i)",
                                      "(- (str.len x) i)",
                                      "(= (str.len x) i)",
                                      "(< i (str.len x))",
                                      "(<= (str.len x) (str.len y))",
                                      "(= (str.len x) (+ 1 (str.len y)))",
                                      "(+ i 99999999999999999999)",
                                      "(- (- 18446744073709551616) i)"};
  ck_terms(texts, COUNT(texts), &plain);
}
END_TEST

START_TEST(connectives)
{
  static const char *const texts[] = {"(and (= x \"a\") (= y \"b\"))",
                                      "(or (= x \"a\") (= y \"b\"))",
                                      "(xor (= x \"a\") (= y \"b\"))",
                                      "(=> (= x \"a\") (= y \"b\"))",
                                      "(= (= x \"a\") (= y \"b\"))",
                                      "(not (= x \"a\"))",
                                      "(ite (= x \"a\") (= y \"b\") (= y \"\"))",
                                      "(distinct (= x \"a\") (= y \"b\"))"};
  ck_terms(texts, COUNT(texts), &plain);
}
END_TEST

/* ---- searches ---- */

typedef struct search_case {
  const char *formulas[4];
  bounded_answer answer;
} search_case;

static const search_case cases[] = {
    {{"(= (str.++ x \"ab\" y) (str.++ y \"ba\" x))", "(> (str.len x) 20)"}, BOUNDED_FOUND},
    {{"(> (str.len x) 1000)", "(str.in_re x (re.* (str.to_re \"abc\")))", "(= y (str.replace_all x \"b\" \"\"))"},
     BOUNDED_FOUND},
    {{"(= (* i i) 1522756)", "(> i 0)"}, BOUNDED_FOUND},
    {{"(distinct x y)", "(= (str.len x) (str.len y) 1)", "(not (str.is_digit x))"}, BOUNDED_FOUND},
    {{"(= x (str.++ y \"a\"))", "(= y (str.++ z \"b\"))", "(= z \"c\")"}, BOUNDED_FOUND},
    {{"(= x (str.++ x y))", "(= y (str.++ x z))", "(not (= x \"\"))"}, BOUNDED_HOPELESS},
    {{"(< (str.len x) 2)", "(str.contains x \"ab\")"}, BOUNDED_HOPELESS},
    {{"(str.in_re x (re.++ (str.to_re \"a\") re.allchar))", "(str.in_re x (re.comp (re.++ re.allchar re.allchar)))"},
     BOUNDED_HOPELESS},
    {{"(str.in_re x (re.range \"a\" y))"}, BOUNDED_FOUND},
    {{"(str.in_re x (re.++ (re.* re.allchar) (str.to_re \"'\") (str.to_re y) (re.+ (str.to_re (str.++ z \"b\")))))",
      "(= (str.len y) 5)", "(= y (str.++ z \"cd\"))"},
     BOUNDED_FOUND},
    {{"(str.in_re x (re.++ (str.to_re y) (str.to_re \"a\")))", "(<= (str.len x) (str.len y))", "(< (str.len y) 4)"},
     BOUNDED_HOPELESS},
    {{"(str.in_re \"aabb\" (re.++ (re.+ (str.to_re y)) (re.* (str.to_re z)) (str.to_re \"b\") "
      "(str.to_re (str.++ y z y))))"},
     BOUNDED_HOPELESS},
    {{"(= x (str.replace_re \"ab\" (str.to_re y) \"c\"))"}, BOUNDED_UNSUPPORTED},
};

static size_t formula_count(const search_case *c)
{
  size_t n = 0;
  while (n < COUNT(c->formulas) && c->formulas[n])
    n++;
  return n;
}

START_TEST(whole_problems)
{
  for (size_t i = 0; i < COUNT(cases); i++) {
    begin_failing(0);
    strsmt_limits bound = {.steps = 20000000};
    limits_begin(&l, &bound);
    bounded_answer answer = search(cases[i].formulas, formula_count(&cases[i]));
    ck_assert_msg(answer == cases[i].answer, "%s: %d", cases[i].formulas[0], (int)answer);
    limits_end(&l);
    end();
  }
}
END_TEST

/* A value that is found is one: definitions included. */
static term found_value(void *user, term constant)
{
  return bounded_value(user, constant);
}

START_TEST(models)
{
  for (size_t i = 0; i < COUNT(cases); i++) {
    if (cases[i].answer != BOUNDED_FOUND)
      continue;
    begin_failing(0);
    bounded *b = begin_search(cases[i].formulas, formula_count(&cases[i]));
    ck_assert_int_eq(bounded_find(b), BOUNDED_FOUND);
    for (size_t j = 0; j < formula_count(&cases[i]); j++) {
      term a = read_term(t, cases[i].formulas[j]);
      ck_assert_msg(model_evaluate(t, g, &l, a, found_value, b) == terms_true(t), "%s", cases[i].formulas[j]);
    }
    bounded_delete(b);
    end();
  }
}
END_TEST

/* In turns of any length the end is the same. */
START_TEST(turns)
{
  for (uint64_t steps = 3000; steps < 1000000; steps *= 7) {
    begin_failing(0);
    bounded *b = begin_search(cases[0].formulas, formula_count(&cases[0]));
    bounded_answer answer = BOUNDED_STOPPED;
    uint64_t turn = steps;
    for (int i = 0; i < 100 && answer == BOUNDED_STOPPED; i++, turn += turn / 2) {
      limits_turn before = limits_turn_begin(&l, turn);
      answer = bounded_find(b);
      limits_turn_end(&l, before);
    }
    ck_assert_int_eq(answer, BOUNDED_FOUND);
    bounded_delete(b);
    end();
  }
}
END_TEST

START_TEST(out_of_memory)
{
  static const char *const formulas[] = {"(= (str.++ x \"ab\") (str.++ \"ab\" x))", "(> (str.len x) 3)",
                                         "(str.in_re x (re.* (str.to_re \"ab\")))", "(= i (str.indexof x \"b\" 2))",
                                         "(str.in_re x (re.+ (re.++ (str.to_re y) (str.to_re \"b\"))))"};
  size_t fail = 1;
  for (bool done = false; !done; fail++) {
    term read[COUNT(formulas)];
    begin_failing(0);
    for (size_t i = 0; i < COUNT(formulas); i++)
      read[i] = read_term(t, formulas[i]);
    blocks.calls = 0;
    blocks.fail_at = fail;
    bounded *b = bounded_new(&m, &l, t, g, 0, COUNT(formulas), read, no_value, NULL);
    bounded_answer answer = b ? bounded_find(b) : BOUNDED_STOPPED;
    ck_assert_int_eq(answer, mem_failed(&m) ? BOUNDED_STOPPED : BOUNDED_FOUND);
    done = !mem_failed(&m);
    bounded_delete(b);
    end();
  }
  ck_assert_uint_gt(fail, 50);
}
END_TEST

RUN_TESTS("bounded", concatenations, searches, three_texts, regular_expressions, open_regular_expressions, conversions,
          arithmetic, connectives, whole_problems, models, turns, out_of_memory)
