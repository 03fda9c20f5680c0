/* test_problem.c: the checker's reader of SMT-LIB scripts: terms, scopes, frames, queries, and what it refuses. */
#include "../unit/runner.h"
#include "problem.h"
#include "signature.h"

#include <stdio.h>
#include <string.h>

static report r;
static budget b;
static heap h;
static eo *e;
static signature s;
static problem p;
static char printed[4096];

static bool read_limited(const char *text, size_t length, size_t limit)
{
  memset(&r, 0, sizeof r);
  memset(&p, 0, sizeof p);
  b = (budget){0};
  heap_init(&h, &b, &r);
  ck_assert_msg(signature_load(&s, &h, &e, NULL), "%s", r.message);
  b.most_bytes = limit == 0 ? 0 : b.bytes + limit;
  return problem_read(&p, &h, e, "script", text, length);
}

static bool read_script(const char *text)
{
  return read_limited(text, strlen(text), 0);
}

static void finish(void)
{
  problem_release(&p);
  signature_free(&s);
  eo_delete(e);
  ck_assert_uint_eq(b.bytes, 0);
}

static bool collect(void *user, const char *text, size_t length)
{
  (void)user;
  ck_assert_uint_lt(strlen(printed) + length, sizeof printed);
  strncat(printed, text, length);
  return true;
}

static const char *print(eo_term t)
{
  printed[0] = '\0';
  ck_assert(eo_print(e, t, collect, NULL));
  return printed;
}

/* The last assertion of the script is printed as `expected`. */
static void reads(const char *text, const char *expected)
{
  ck_assert_msg(read_script(text), "%s: %s", r.place, r.message);
  ck_assert_uint_gt(p.assertions.size, 0);
  ck_assert_str_eq(print(p.assertions.data[p.assertions.size - 1].term), expected);
  finish();
}

#define DECLARATIONS                                                                                                   \
  "(declare-const x String)(declare-const y String)(declare-const i Int)(declare-const a Bool)(declare-const r "       \
  "RegLan)"

START_TEST(terms)
{
  reads(DECLARATIONS "(assert a)", "a");
  reads(DECLARATIONS "(assert (and a true a))", "(and a true a)");
  reads(DECLARATIONS "(assert (= x y \"a\"))", "(and (= x y) (= y \"a\"))");
  reads(DECLARATIONS "(assert (distinct x y \"a\"))", "(and (distinct x y) (distinct x \"a\") (distinct y \"a\"))");
  reads(DECLARATIONS "(assert (= (- 5) (- i) (- i 1 2)))", "(and (= -5 (- i)) (= (- i) (- (- i 1) 2)))");
  reads(DECLARATIONS "(assert (let ((n 5)) (= i (- n) (- 0) (- (- n)))))", "(and (= i -5) (= -5 0) (= 0 (- -5)))");
  reads(DECLARATIONS "(assert (str.in_re x ((_ re.loop 1 3) ((_ re.^ 2) r))))",
        "(str.in_re x (re.loop 1 3 (re.^ 2 r)))");
  reads(DECLARATIONS "(assert (str.in.re x (re.loop r 1 3)))", "(str.in_re x (re.loop 1 3 r))");
  reads(DECLARATIONS "(assert (str.in.re x (re.loop r 7)))", "(str.in_re x (re.++ (re.^ 7 r) (re.* r)))");
  reads(DECLARATIONS "(assert (= x (_ char #x41)))", "(= x \"A\")");
  reads(DECLARATIONS "(assert (ite (as a Bool) a (not a)))", "(ite a a (not a))");
  reads(DECLARATIONS "(assert ((_ divisible 3) i))", "(divisible 3 i)");
}
END_TEST

START_TEST(scopes)
{
  reads(DECLARATIONS "(assert (let ((a (not a)) (b a)) (let ((a b)) (and a b))))", "(and a a)");
  reads(DECLARATIONS "(assert (let ((x 1)) (and (= x 1) (let ((x \"s\")) (= x y)) (= x i))))",
        "(and (= 1 1) (= \"s\" y) (= 1 i))");
  reads("(define-fun f ((p Bool) (q Bool)) Bool (let ((p q) (q p)) (and p q)))(declare-const a Bool)(assert (f a (not "
        "a)))",
        "(and (not a) a)");
  reads("(define-fun f ((n Int)) Int (- n))(declare-const i Int)(assert (= (f 5) (f i)))", "(= -5 (- i))");
  reads("(define-fun f ((n Int)) Int (+ n 1))(define-fun g ((n Int)) Int (f (f n)))(assert (= (g 5) 1))",
        "(= (+ (+ 5 1) 1) 1)");
  reads("(define-sort S (A B) B)(define-sort T () (S Int Bool))(declare-const a T)(assert (! a :named b :pattern (x "
        "(y)) :weight 3))(assert (not b))",
        "(not a)");
  reads("(declare-const a Bool)(assert (and (let ((c a)) (! (not c) :named b)) b))", "(and (not a) (not a))");
  reads("(push)(declare-const a Int)(pop)(declare-const a Bool)(assert a)", "a");
  reads("(declare-fun str.in.re () Bool)(assert str.in.re)", "str.in.re");
}
END_TEST

START_TEST(quantifiers)
{
  reads(DECLARATIONS "(assert (exists ((z Int)) a))", "a");
  reads(DECLARATIONS "(assert (exists ((z Int)) (= (* 2 z) i)))", "(= (mod (- i (* 2 0)) 2) 0)");
  reads(DECLARATIONS "(assert (not (forall ((z Int)) (not (= (* 3 z) (+ 1 z 2))))))",
        "(not (not (= (mod (- (+ 1 0 2) (* 3 0)) 2) 0)))");
  reads(DECLARATIONS "(assert (forall ((z Int)) (distinct (- z) (- z))))", "(not (= 0 0))");
  reads(DECLARATIONS "(assert (exists ((i Int) (z Int)) (= (+ (* 6 i) (* (- 4) z)) (let ((z 7)) z))))",
        "(= (mod (- 7 (+ (* 6 0) (* -4 0))) 2) 0)");
  reads("(define-fun even ((n Int)) Bool (exists ((v Int)) (= n (* 2 v))))(declare-const v Int)(assert (even (+ v 1)))",
        "(= (mod (- (* 2 0) (+ v 1)) 2) 0)");
  reads("(declare-const v Int)(assert (exists ((v Int)) (exists ((v Int)) (= v 1))))", "true");
  reads("(declare-const v Int)(assert (and (forall ((v Int)) (= v 1)) (= v 2)))", "(and false (= v 2))");
  reads(DECLARATIONS "(assert (exists ((z Int) (w Int)) (= (- (* 2 (+ z w)) (* 4 w)) i)))",
        "(= (mod (- i (- (* 2 (+ 0 0)) (* 4 0))) 2) 0)");
}
END_TEST

START_TEST(frames_and_queries)
{
  ck_assert(read_script("(declare-const a Bool)(assert a)(check-sat)(push 2)(assert (not a))(check-sat)(pop)(assert "
                        "(and a a))(check-sat)(pop)(check-sat)"
                        "(reset-assertions)(push)(check-sat-assuming (true false))(exit)(check-sat)"));
  ck_assert_uint_eq(p.frames.size, 5);
  ck_assert_uint_eq(p.queries.size, 5);
  ck_assert_uint_eq(p.base_frames.size, 2);
  ck_assert_uint_eq(p.base_frames.data[1], 3);
  ck_assert_uint_eq(p.queries.data[3].epoch, 0);
  ck_assert_uint_eq(p.queries.data[4].epoch, 1);
  ck_assert_uint_eq(p.queries.data[4].assumption_count, 2);
  static const bool open[5][5] = {{1, 0, 0, 0, 0}, {1, 1, 1, 0, 0}, {1, 1, 0, 0, 0}, {1, 0, 0, 0, 0}, {0, 0, 0, 1, 1}};
  for (uint32_t query = 1; query <= 5; query++) {
    for (uint32_t frame = 0; frame < 5; frame++)
      ck_assert_int_eq(problem_frame_open(&p, frame, query), open[query - 1][frame]);
  }
  eo_term a = p.assertions.data[0].term, not_a = p.assertions.data[1].term, both = p.assertions.data[2].term;
  ck_assert(problem_is_active(&p, a, 1) && problem_is_active(&p, a, 4) && !problem_is_active(&p, a, 5));
  ck_assert(!problem_is_active(&p, not_a, 1) && problem_is_active(&p, not_a, 2) && !problem_is_active(&p, not_a, 3));
  ck_assert(!problem_is_active(&p, both, 2) && problem_is_active(&p, both, 3) && !problem_is_active(&p, both, 4));
  ck_assert(problem_find(&p, not_a, 2) != NULL && problem_find(&p, not_a, 1) == NULL);
  ck_assert_uint_eq(problem_find(&p, both, 1)->before, 2);
  finish();
}
END_TEST

START_TEST(refused)
{
  static const struct {
    const char *text, *place;
  } cases[] = {
      {"(", "script:1:2"},
      {"\n  (assert", "script:2:10"},
      {"(frob)", "script:1:2"},
      {"(assert x)", "script:1:9"},
      {"(assert (f 1))", "script:1:10"},
      {"(assert 1)", "script:1:9"},
      {"(assert (and))", "script:1:9"},
      {"(assert ())", "script:1:10"},
      {"(assert (= 1 \"a\"))", "script:1:9"},
      {"(assert (not true false))", "script:1:9"},
      {"(assert (let ((a true) (a false)) a))", "script:1:9"},
      {"(assert (let () true))", "script:1:15"},
      {"(assert (let ((a true)) b))", "script:1:25"},
      {"(assert (= 1.5 1))", "script:1:12"},
      {"(assert (= \"\xff\" \"\"))", "script:1:13"},
      {"(assert (= \"\xc3\xa4\" \xc3\xa4))", "script:1:16"},
      {"(assert (= \"abc", "script:1:12"},
      {"(assert |abc", "script:1:9"},
      {"(assert (= 1a 1))", "script:1:12"},
      {"(assert (forall ((x Int)) (< x 0)))", "script:1:9"},
      {"(assert (exists ((x Int)) (= (* x x) 4)))", "script:1:9"},
      {"(assert (exists ((x Int)) (= (mod x 2) 0)))", "script:1:9"},
      {"(assert (exists ((x String)) (= (str.len x) 2)))", "script:1:9"},
      {"(assert (exists ((x Int)) (= x 0 x)))", "script:1:9"},
      {"(assert (exists ((x Int)) (let ((a x)) true)))", "script:1:9"},
      {"(assert (exists ((x Int)) (= (* 4611686018427387904 x) 1)))", "script:1:9"},
      {"(assert (exists ((x Int)) (= (* 99999999999999999999 x) 1)))", "script:1:9"},
      {"(assert (exists ((x Int)) 1))", "script:1:9"},
      {"(assert (exists () true))", "script:1:18"},
      {"(assert (exists ((x Int) (x Int)) true))", "script:1:27"},
      {"(assert (exists ((x Int)) (! (= x 1) :named n)))", "script:1:27"},
      {"(assert (exists ((x Int)) true) x)", "script:1:33"},
      {"(assert (_ re.loop 1 2))", "script:1:9"},
      {"(assert (re.loop true 1))", "script:1:9"},
      {"(assert ((_ re.loop 1) true))", "script:1:22"},
      {"(assert (str.< \"a\"))", "script:1:9"},
      {"(assert (@nil))", "script:1:10"},
      {"(declare-const x Real)", "script:1:18"},
      {"(declare-const x (Array Int Int))", "script:1:19"},
      {"(declare-fun f (Int) Int)", "script:1:17"},
      {"(define-fun f ((x Int)) Bool x)", "script:1:30"},
      {"(define-fun f ((x Int)) Int x)(assert (= (f true) 1))", "script:1:42"},
      {"(define-fun f ((x Int)) Int x)(assert (= (f 1 2) 1))", "script:1:42"},
      {"(define-fun f ((x Int)) Int x)(assert (= f 1))", "script:1:42"},
      {"(define-fun f ((x Int) (x Int)) Int x)", "script:1:25"},
      {"(define-fun f ((x Int)) Int y)", "script:1:29"},
      {"(define-fun f ((x Bool)) Bool (! x :named n))", "script:1:31"},
      {"(declare-const a Bool)(assert (not (- a)))", "script:1:36"},
      {"(declare-const s String)(assert (= (- s) s))", "script:1:36"},
      {"(declare-const r RegLan)(assert (= (- r) r))", "script:1:36"},
      {"(declare-const i Int)(assert ((_ divisible 0) i))", "script:1:44"},
      {"(declare-const i Int)(assert (= i 007))", "script:1:35"},
      {"(push 01)", "script:1:7"},
      {"(assert ((_ divisible 03) 1))", "script:1:23"},
      {"(declare-const a Bool)(assert (exists ((z Int)) (and a (! (not a) :named n))))", "script:1:56"},
      {"(define-fun f () Bool (! true :named f))", "script:1:23"},
      {"(assert (- true))", "script:1:9"},
      {"(assert (exists ((z Int) (w Int)) (= (* z w) 1)))", "script:1:9"},
      {"(assert (exists ((z Int) (w Int)) (= (+ z (mod w 2)) 1)))", "script:1:9"},
      {"(declare-const and Bool)", "script:1:16"},
      {"(define-sort Int () Bool)", "script:1:14"},
      {"(pop)", "script:1:5"},
      {"(push)(pop 2)", "script:1:12"},
      {"(check-sat-assuming (1))", "script:1:22"},
      {"(set-option :global-declarations maybe)", "script:1:34"},
      {"(declare-datatypes () ())", "script:1:2"},
      {"(declare-const let Bool)", "script:1:16"},
      {"(set-option :global-declarations true)(declare-const a Bool)(reset-assertions)(reset)(assert a)",
       "script:1:94"},
      {"(set-option :global-declarations true)(define-sort S () Bool)(reset-assertions)(reset)(declare-const a S)",
       "script:1:104"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ck_assert_msg(!read_script(cases[i].text), "read: %s", cases[i].text);
    ck_assert_int_eq(r.code, VERDICT_UNREADABLE);
    ck_assert_msg(strcmp(r.place, cases[i].place) == 0, "%s: %s: %s", cases[i].text, r.place, r.message);
    finish();
  }
}
END_TEST

/* `before`, then `count` times `piece`, then `middle`, then `count` times `after`, then `last`. */
static char *nested(const char *before, const char *piece, const char *middle, const char *after, const char *last,
                    size_t count)
{
  char *text = malloc(strlen(before) + strlen(middle) + strlen(last) + count * (strlen(piece) + strlen(after)) + 1);
  ck_assert_ptr_nonnull(text);
  char *at = text + sprintf(text, "%s", before);
  for (size_t i = 0; i < count; i++)
    at += sprintf(at, "%s", piece);
  at += sprintf(at, "%s", middle);
  for (size_t i = 0; i < count; i++)
    at += sprintf(at, "%s", after);
  sprintf(at, "%s", last);
  return text;
}

START_TEST(deep_nesting)
{
  static const char *const shapes[][5] = {
      {"(declare-const a Bool)(assert ", "(not ", "a", ")", ")"},
      {"(declare-const a Bool)(assert ", "(let ((a (and a a))) ", "a", ")", ")"},
      {"(declare-const a Bool)(assert ", "(let ((a ", "a", ")) a)", ")"},
      {"(declare-const a Bool)(assert ", "(! ", "a", " :weight 1)", ")"},
      {"(declare-const a Bool)(assert ", "(exists ((v Int)) ", "a", ")", ")"},
      {"(declare-const i Int)(assert ", "(exists ((v Int)) (= (* 2 v) (ite ", "true", " i 1)))", ")"},
      {"(declare-const i Int)(assert (exists ((v Int)) (= i ", "(+ 1 ", "(* 3 v)", ")", ")))"},
      {"(declare-const a Bool)(assert (! a :weight ", "(", "", ")", "))"},
      {"(declare-const a Bool)(define-fun f ((b Bool)) Bool ", "(and b ", "b", ")", ")(assert (f a))"},
      {"(declare-const a Bool)(define-fun f ((b Bool)) Bool (and b b))(assert ", "(f ", "a", ")", ")"},
  };
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    char *text = nested(shapes[i][0], shapes[i][1], shapes[i][2], shapes[i][3], shapes[i][4], 100000);
    ck_assert_msg(read_script(text), "shape %zu: %s: %s", i, r.place, r.message);
    ck_assert_uint_eq(p.assertions.size, 1);
    finish();
    free(text);
  }
}
END_TEST

/* Each definition uses the one before twice: the term is small, its text would have 2^200 symbols. */
START_TEST(shared_definitions)
{
  static char text[20000];
  char *at = text + sprintf(text, "(declare-const a Bool)(define-fun f0 ((b Bool)) Bool (not b))");
  for (int i = 1; i <= 200; i++)
    at += sprintf(at, "(define-fun f%d ((b Bool)) Bool (and (f%d b) (f%d b)))", i, i - 1, i - 1);
  sprintf(at, "(assert (f200 a))");
  ck_assert_msg(read_script(text), "%s", r.message);
  finish();
}
END_TEST

/* Every cut of a script, and every limit of memory, ends in a report and no leak. */
START_TEST(cuts_and_limits)
{
  static const char text[] = "(define-fun f ((p Bool) (q Int)) Bool (let ((z (< q 3))) (and p (! z :weight "
                             "1))))(declare-const |a b| Bool)(push 2)"
                             "(assert (or (f |a b| 7) (str.in_re \"x\\u{41}\"\"\" ((_ re.loop 1 2) (str.to_re (_ char "
                             "#x41))))))(check-sat-assuming (|a b|))(pop)(reset)";
  for (size_t length = 0; length <= strlen(text); length++) {
    bool done = read_limited(text, length, 0);
    ck_assert(done == (r.code == VERDICT_HOLDS) && (done || r.code == VERDICT_UNREADABLE));
    finish();
  }
  for (size_t limit = 1; limit < 40000; limit += 257) {
    bool done = read_limited(text, strlen(text), limit);
    ck_assert_int_eq(r.code, done ? VERDICT_HOLDS : VERDICT_LIMIT);
    finish();
  }
}
END_TEST

RUN_TESTS("problem", terms, scopes, quantifiers, frames_and_queries, refused, deep_nesting, shared_definitions,
          cuts_and_limits)
