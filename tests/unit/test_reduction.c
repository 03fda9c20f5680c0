/* Tests of rewrite/reduction: what the definitions of functions on strings say, as terms, and what has none. That they
 * are true, and the same as those of the signature, is for the tests of the signature. */
#include "allocator.h"
#include "rewrite/reduction.h"
#include "runner.h"
#include "term_reader.h"

static mem m;
static terms *t;

static void begin(void)
{
  mem_init(&m, NULL);
  t = terms_new(&m);
  ck_assert(t);
}

static void end(void)
{
  terms_delete(t);
  ck_assert_uint_eq(m.bytes, 0);
}

/* The first n characters of s; all behind them; before and behind the first y in x. */
#define FIRST(s, n) "(@purify (str.substr " s " 0 " n "))"
#define BEHIND(s, n) "(@purify (str.substr " s " " n " (str.len " s ")))"
#define BEFORE_MATCH FIRST("x", "(str.indexof x y 0)")
#define BEHIND_MATCH BEHIND("x", "(+ (str.indexof x y 0) (str.len y))")
#define MATCH                                                                                                          \
  "(= x (str.++ " BEFORE_MATCH " y " BEHIND_MATCH ")) "                                                                \
  "(not (str.contains (str.++ " BEFORE_MATCH " (str.substr y 0 (+ (str.len y) (- 1)))) y))"

static const char *const meanings[][2] = {
    {"(str.<= x y)", "(= (str.<= x y) (not (str.< y x)))"},
    {"(str.to_code x)", "(ite (= (str.len x) 1) (and (>= (str.to_code x) 0) (not (>= (str.to_code x) 196608)) "
                        "(= x (str.from_code (str.to_code x)))) (= (str.to_code x) (- 1)))"},
    {"(str.prefixof x y)",
     "(ite (str.prefixof x y) (= y (str.++ x " BEHIND(
         "y",
         "(str.len x)") ")) (or (not (>= (str.len y) (str.len x))) "
                        "(and (= y (str.++ " FIRST("y", "(str.len x)") " " BEHIND(
                            "y",
                            "(str.len x)") ")) "
                                           "(= (str.len " FIRST("y", "(str.len x)") ") (str.len x)) (not (= " FIRST(
                                               "y", "(str.len x)") " x)))))"},
    {"(str.substr x i j)",
     "(ite (and (>= i 0) (>= (str.len x) (+ i 1)) (>= j 1)) (and (= x (str.++ " FIRST("x", "i") " (str.substr x i j) " BEHIND(
         "x", "(+ i j)") ")) (= (str.len " FIRST("x", "i") ") i) (ite (>= (str.len x) (+ i j)) "
                                                           "(= (str.len (str.substr x i j)) j) (= " BEHIND(
                                                               "x", "(+ i j)") " \"\"))) (= (str.substr x i j) \"\"))"},
    {"(str.indexof x y 0)",
     "(ite (= y \"\") (= (str.indexof x y 0) 0) (ite (str.contains x y) (and " MATCH
     " (= (str.indexof x y 0) (+ 0 (str.len " BEFORE_MATCH ")))) (= (str.indexof x y 0) (- 1))))"},
    {"(str.replace x y z)",
     "(ite (= y \"\") (= (str.replace x y z) (str.++ z x)) (ite (str.contains x y) (and " MATCH
     " (= (str.replace x y z) (str.++ " BEFORE_MATCH " z " BEHIND_MATCH "))) (= (str.replace x y z) x)))"},
    {"(str.replace_all x y z)",
     "(ite (and (not (= y \"\")) (str.contains x y)) (and " MATCH " (= (str.replace_all x y z) (str.++ " BEFORE_MATCH
     " z (str.replace_all " BEHIND_MATCH " y z)))) (= (str.replace_all x y z) x))"},
};

START_TEST(meaning)
{
  begin();
  for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
    term a = read_term(t, meanings[i][0]), found = reduction_of(t, a);
    ck_assert_uint_ne(found, 0);
    char *text = term_text(t, found);
    ck_assert_msg(!strcmp(text, meanings[i][1]), "%s means\n%s", meanings[i][0], text);
    free(text);
    ck_assert_uint_eq(reduction_of(t, a), found);
  }
  end();
}
END_TEST

/* One of each rank, from cheap to dear. */
static const char *const ranked[] = {"(str.to_code x)", "(str.substr x i j)", "(str.replace x y z)",
                                     "(str.< x y)",     "(str.contains x y)", "(str.to_int x)"};

START_TEST(rank)
{
  begin();
  for (size_t i = 0; i < sizeof ranked / sizeof *ranked; i++) {
    unsigned found = reduction_rank(t, read_term(t, ranked[i]));
    ck_assert_msg(found == i + 1, "%s has rank %u", ranked[i], found);
  }
  ck_assert_uint_eq(sizeof ranked / sizeof *ranked, REDUCTION_RANKS);
  end();
}
END_TEST

static const char *const without[] = {"x",        "\"ab\"",  "(str.len x)", "(str.++ x y)", "(str.in_re x r)",
                                      "(>= i j)", "(= x y)", "(ite p x y)", "(str.at x i)"};

START_TEST(none)
{
  begin();
  for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
    term a = read_term(t, without[i]);
    ck_assert_msg(!reduction_rank(t, a) && !reduction_of(t, a), "%s has a definition", without[i]);
  }
  /* memberships: only in concatenations and repetitions that hold terms */
  ck_assert_uint_eq(reduction_rank(t, read_term(t, "(str.in_re x (re.++ re.all re.allchar))")), 0);
  ck_assert_uint_eq(reduction_rank(t, read_term(t, "(str.in_re x (re.comp (str.to_re y)))")), 0);
  ck_assert_uint_ne(reduction_rank(t, read_term(t, "(str.in_re x (re.* (str.to_re y)))")), 0);
  ck_assert_uint_ne(reduction_rank(t, read_term(t, "(str.replace_re_all x (re.* r) y)")), 0);
  ck_assert_uint_ne(reduction_rank(t, read_term(t, "(str.replace_re x (re.* re.allchar) y)")), 0);
  end();
}
END_TEST

/* Whichever allocation fails, there is no definition then. */
START_TEST(memory)
{
  bool done = false;
  for (size_t n = 1; !done; n++) {
    test_allocator a = {0};
    strsmt_allocator face = test_allocator_face(&a);
    mem_init(&m, &face);
    t = terms_new(&m);
    term whole = read_term(t, "(str.replace_all x y z)");
    a.fail_at = a.calls + n;
    term found = reduction_of(t, whole);
    done = !mem_failed(&m);
    ck_assert(done == (found != 0));
    end();
  }
}
END_TEST

RUN_TESTS("reduction", meaning, rank, none, memory)
