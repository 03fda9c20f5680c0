/* test_large.c: proofs made to be large: many steps, many clauses, terms nested deep or with many arguments, under each
 * rule that walks through them. The checker comes to its verdict, in time that grows with the proof's size, and with
 * no more memory than what is alive. */
#define _POSIX_C_SOURCE 200809L
#include "../unit/runner.h"
#include "checker.h"
#include "signature.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DEEP = 100000, MANY = 300000 };

static const char problem_text[] = "(declare-const b Bool)(declare-const x String)(declare-const y String)"
                                   "(declare-const i Int)(assert b)(assert (not b))(check-sat)";

static FILE *proof;
static report r;

/* A problem whose assertions are b (clause 1) and not b (clause 2). */
static void begin(void)
{
  proof = tmpfile();
  ck_assert_ptr_nonnull(proof);
  fputs("lratt 1 strings -\nk 1 b Bool\nk 2 x String\nk 3 y String\nv 1 1\nt 4 not 1\ni 1 1\ni 2 4\n", proof);
}

static verdict end(void)
{
  static budget b;
  static heap h;
  eo *e;
  signature s;
  problem p = {0};
  stream in;
  checker c;
  fputs("9999999 0 1 2 0\nu 9999999 1\n", proof);
  fflush(proof);
  ck_assert_int_eq(lseek(fileno(proof), 0, SEEK_SET), 0);
  memset(&r, 0, sizeof r);
  b = (budget){0};
  heap_init(&h, &b, &r);
  ck_assert(signature_load(&s, &h, &e, NULL));
  ck_assert(problem_read(&p, &h, e, "problem", problem_text, strlen(problem_text)));
  stream_open(&in, &h, fileno(proof), "proof");
  bool done = check_init(&c, &h, e, &p, &in, "strings", "sha256:") && check_run(&c);
  ck_assert_int_eq(done, r.code == VERDICT_HOLDS);
  check_free(&c);
  stream_close(&in);
  problem_release(&p);
  signature_free(&s);
  eo_delete(e);
  fclose(proof);
  return r.code;
}

static void expect_holds(void)
{
  verdict found = end();
  ck_assert_msg(found == VERDICT_HOLDS, "%d: %s: %s", (int)found, r.place, r.message);
}

/* The lemma's last step is not its clause, and that is what is wrong: the rule applied. */
static void expect_applied(const char *rule)
{
  verdict found = end();
  ck_assert_msg(found == VERDICT_WRONG && strstr(r.message, "ends neither"), "%s: %s: %s", rule, r.place, r.message);
}

START_TEST(steps)
{
  begin();
  fputs("l 3 1 -1 0\n", proof);
  for (int k = 3; k < MANY; k++)
    fprintf(proof, "s %d refl (2)\n", k);
  fprintf(proof, "s %d split (1)\ne %d\n", MANY, MANY);
  expect_holds();
}
END_TEST

START_TEST(lemmas)
{
  begin();
  for (int k = 3; k < MANY / 4; k++)
    fprintf(proof, "l %d 1 -1 0\nt 5 str.++ 2 3\ns 3 refl (5)\ns 4 split (1)\ne 4\n%d d %d 0\n", k, k, k);
  expect_holds();
}
END_TEST

START_TEST(clauses)
{
  begin();
  for (int k = 3; k < MANY; k++)
    fprintf(proof, k == 3 ? "%d 1 0 1 0\n" : "%d 1 0 %d 0\n%d d %d 0\n", k, k - 1, k, k - 1);
  fputs("9000000 1 ", proof);
  for (int k = 2; k < MANY; k++)
    fprintf(proof, "%d ", k);
  fputs("0 1 0\n", proof);
  expect_holds();
}
END_TEST

/* Term DEEP + 9 is a nest of that many applications. */
static void nest(const char *symbol, const char *more, int innermost)
{
  begin();
  for (int k = 10; k < DEEP + 10; k++)
    fprintf(proof, "t %d %s %d%s\n", k, symbol, k == 10 ? innermost : k - 1, more);
}

START_TEST(negations)
{
  nest("not", "", 1);
  fprintf(proof, "v 2 %d\nl 3 2 -2 0\ns 3 split (%d)\ne 3\n", DEEP + 9, DEEP + 9);
  expect_holds();
}
END_TEST

START_TEST(nested_concatenations)
{
  static const char *const cases[][2] = {{"concat_norm", "t 5 true\ns 3 concat_norm (%d 5)\n"},
                                         {"concat_norm, some", "t 5 false\ns 3 concat_norm (%d 5)\n"},
                                         {"str_len_norm", "t 5 str.len %d\ns 3 str_len_norm (5)\n"},
                                         {"refl", "s 3 refl (%d)\n"},
                                         {"str_in_re_concat", "s 3 str_in_re_concat (%d)\n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nest("str.++", " 3", 2);
    fputs("l 3 1 -1 0\n", proof);
    fprintf(proof, cases[i][1], DEEP + 9);
    fputs("e 3\n", proof);
    expect_applied(cases[i][0]);
  }
}
END_TEST

static void components(int term, const char *pair, int count)
{
  fprintf(proof, "t %d str.++", term);
  for (int k = 0; k < count; k++)
    fputs(pair, proof);
  fputc('\n', proof);
}

/* An equation of two concatenations of many components, and one of their lengths, as premises. */
START_TEST(long_concatenations)
{
  static const char *const cases[] = {"concat_align (12) 1 2", "concat_strip (12) 1",   "concat_count (11) 1",
                                      "str_int_least (21)",    "str_in_re_concat (10)", "str_len_norm (21)",
                                      "arith_poly_norm (25)",  "concat_norm (10 12)"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    begin();
    components(10, " 2 3", DEEP / 4);
    components(20, " 3 2", DEEP / 4);
    fputs("n 11 \"a\"\nt 12 false\nt 21 str.len 10\nt 22 str.len 20\nt 23 = 10 20\nt 24 = 21 22\nt 25 = 21 21\n"
          "v 2 23\nv 3 24\nl 3 -2 -3 1 0\n",
          proof);
    fprintf(proof, "s 4 %s\ne 4\n", cases[i]);
    expect_applied(cases[i]);
  }
}
END_TEST

/* A long literal is taken off a membership, character by character; it is cut off; and an equation of such literals. */
START_TEST(long_literals)
{
  for (int which = 0; which < 3; which++) {
    begin();
    fputs("n 10 \"", proof);
    for (int k = 0; k < DEEP / 2; k++)
      fputs("ab", proof);
    fputs("\"\nt 11 str.++ 10 2\nn 12 \"ab\"\nt 13 str.to_re 12\nt 14 re.* 13\nt 15 str.in_re 11 14\nv 2 15\n"
          "t 16 re.comp 14\nt 17 re.++ 14 16\nt 18 re.inter 14 17\nt 20 = 11 11\n",
          proof);
    if (which == 0)
      fputs("l 3 -2 1 0\ns 3 str_in_re_after (14) 1\ne 3\n", proof);
    else if (which == 1)
      fputs("l 3 -2 1 0\nt 19 str.in_re 10 14\ns 3 evaluate (19)\ne 3\n", proof);
    else
      fputs("l 3 -2 1 0\nt 22 str.++ 10 2 10\nt 23 = 11 22\nt 24 @list 23\ns 3 word_nielsen (23 24)\ne 3\n", proof);
    verdict found = end();
    ck_assert_msg(found == VERDICT_WRONG, "%d: %s: %s", which, r.place, r.message);
    if (which < 2)
      ck_assert_msg(strstr(r.message, "ends neither"), "%d: %s: %s", which, r.place, r.message);
  }
}
END_TEST

RUN_TESTS("large", steps, lemmas, clauses, negations, nested_concatenations, long_concatenations, long_literals)
