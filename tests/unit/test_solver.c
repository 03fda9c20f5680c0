/* test_solver.c: checks through the public API: answers, models, assertion levels, assumptions, definitions, limits,
 * proofs that do not change the search, and lack of memory at each allocation. Proofs themselves are checked by the
 * runners in tests/regress and tests/proofs. */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strsmt.h>
#include <time.h>

static strsmt *s;

static void setup(void)
{
  ck_assert_ptr_nonnull(s = strsmt_new(NULL));
}

static void teardown(void)
{
  ck_assert_msg(strsmt_error(s) == STRSMT_OK, "%s", strsmt_error_message(s));
  strsmt_delete(s);
}

static strsmt_term str(const char *text)
{
  return strsmt_make_string(s, text);
}
static strsmt_term var(const char *name)
{
  return strsmt_make_constant(s, name, STRSMT_SORT_STRING);
}
static strsmt_term word(const char *text)
{
  return strsmt_make_1(s, STRSMT_STR_TO_RE, str(text));
}
static strsmt_term range(const char *a, const char *b)
{
  return strsmt_make_2(s, STRSMT_RE_RANGE, str(a), str(b));
}
static strsmt_term in(strsmt_term x, strsmt_term r)
{
  return strsmt_make_2(s, STRSMT_STR_IN_RE, x, r);
}
static strsmt_term no(strsmt_term f)
{
  return strsmt_make_1(s, STRSMT_NOT, f);
}
static strsmt_term same(strsmt_term a, strsmt_term b)
{
  return strsmt_make_2(s, STRSMT_EQ, a, b);
}
static void require(strsmt_term f)
{
  ck_assert_int_eq(strsmt_assert(s, f), STRSMT_OK);
}

static void is_value(strsmt_term x, const char *expected)
{
  char text[256];
  strsmt_print_term(s, strsmt_value(s, x), text, sizeof text);
  ck_assert_str_eq(text, expected);
}

START_TEST(empty)
{
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  is_value(var("x"), "\"\"");
}
END_TEST

START_TEST(memberships)
{
  strsmt_term x = var("x");
  require(in(x, strsmt_make_1(s, STRSMT_RE_PLUS, range("0", "9"))));
  require(no(in(x, strsmt_make_1(s, STRSMT_RE_STAR, range("0", "8")))));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  is_value(x, "\"9\"");
  require(no(in(x, strsmt_make_2(s, STRSMT_RE_CONCAT, strsmt_make_0(s, STRSMT_RE_ALL),
                                 strsmt_make_2(s, STRSMT_RE_CONCAT, word("9"), strsmt_make_0(s, STRSMT_RE_ALL))))));
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
}
END_TEST

START_TEST(levels)
{
  strsmt_term x = var("x");
  require(strsmt_make_2(s, STRSMT_OR, same(x, str("a")), same(x, str("b"))));
  ck_assert_int_eq(strsmt_push(s, 2), STRSMT_OK);
  require(no(same(x, str("a"))));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  is_value(x, "\"b\"");
  ck_assert_int_eq(strsmt_push(s, 1), STRSMT_OK);
  require(no(same(x, str("b"))));
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
  ck_assert_int_eq(strsmt_pop(s, 3), STRSMT_OK);
  require(no(same(x, str("b"))));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  is_value(x, "\"a\"");
  ck_assert_int_ne(strsmt_pop(s, 1), STRSMT_OK);
  strsmt_clear_error(s);
  ck_assert_int_eq(strsmt_reset_assertions(s), STRSMT_OK);
  require(same(x, str("c")));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  is_value(x, "\"c\"");
}
END_TEST

static void count_fresh_starts(void *user, unsigned level, const char *line)
{
  (void)level;
  *(unsigned *)user += strstr(line, "starts afresh") != NULL;
}

/* What closed frames leave behind is dropped from time to time; what is asserted below stays. */
START_TEST(closed_frames)
{
  unsigned starts = 0;
  strsmt_set_log(s, count_fresh_starts, &starts, 1);
  strsmt_term x = var("x"), y = var("y"), b = strsmt_make_constant(s, "b", STRSMT_SORT_BOOL);
  require(strsmt_make_2(s, STRSMT_IMPLIES, b, strsmt_make_2(s, STRSMT_STR_PREFIXOF, str("1"), x)));
  for (int i = 0; i < 200; i++) {
    char text[16];
    snprintf(text, sizeof text, "%d", i);
    strsmt_push(s, 1);
    strsmt_term n = str(text), both = strsmt_make_2(s, STRSMT_AND, same(x, n), same(y, n));
    require(strsmt_make_2(s, STRSMT_OR, both, strsmt_make_2(s, STRSMT_AND, same(x, y), same(y, n))));
    ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
    ck_assert(strsmt_value(s, x) == n && strsmt_value(s, y) == n);
    ck_assert_int_eq(strsmt_check_assuming(s, 1, &b), text[0] == '1' ? STRSMT_SAT : STRSMT_UNSAT);
    strsmt_pop(s, 1);
  }
  ck_assert_uint_ge(starts, 2);
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  strsmt_statistics now;
  strsmt_get_statistics(s, &now);
  ck_assert_uint_ge(now.decisions, 200); /* of all searches */
}
END_TEST

START_TEST(assumptions)
{
  strsmt_term x = var("x"), y = var("y"), p = strsmt_make_constant(s, "p", STRSMT_SORT_BOOL);
  strsmt_term list[3] = {p, same(x, str("a")), in(x, range("b", "c"))};
  require(same(x, y));
  ck_assert_int_eq(strsmt_check_assuming(s, 3, list), STRSMT_UNSAT);
  size_t count;
  const strsmt_term *failed = strsmt_failed_assumptions(s, &count);
  ck_assert_uint_eq(count, 2);
  ck_assert_uint_eq(failed[0], list[1]);
  ck_assert_uint_eq(failed[1], list[2]);
  ck_assert_int_eq(strsmt_check_assuming(s, 2, list), STRSMT_SAT);
  is_value(y, "\"a\"");
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
}
END_TEST

/* Three different strings out of two words cannot be. */
START_TEST(different)
{
  strsmt_term x = var("x"), y = var("y"), z = var("z"), two = range("a", "b"), all[3] = {x, y, z};
  for (int i = 0; i < 3; i++)
    require(in(all[i], two));
  require(strsmt_make_2(s, STRSMT_DISTINCT, x, y));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  require(strsmt_make(s, STRSMT_DISTINCT, 3, all));
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
}
END_TEST

START_TEST(bounds)
{
  strsmt_term n = strsmt_make_constant(s, "n", STRSMT_SORT_INT);
  strsmt_term huge = strsmt_make_int_text(s, "123456789012345678901234567890");
  require(strsmt_make_2(s, STRSMT_GT, n, huge));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  is_value(n, "123456789012345678901234567891");
  require(strsmt_make_2(s, STRSMT_LE, n, strsmt_make_int_text(s, "123456789012345678901234567891")));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  require(no(same(n, strsmt_make_int_text(s, "123456789012345678901234567891"))));
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
}
END_TEST

START_TEST(definitions)
{
  strsmt_term r = strsmt_make_constant(s, "r", STRSMT_SORT_REGLAN),
              q = strsmt_make_constant(s, "q", STRSMT_SORT_REGLAN);
  strsmt_term x = var("x");
  require(in(x, q));
  require(same(strsmt_make_1(s, STRSMT_RE_STAR, r), q));
  strsmt_push(s, 1);
  require(same(r, word("ab")));
  require(strsmt_make_2(s, STRSMT_GE, strsmt_make_1(s, STRSMT_STR_LEN, x), strsmt_make_int(s, 3)));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  is_value(x, "\"abab\"");
  require(no(same(q, strsmt_make_1(s, STRSMT_RE_STAR, q))));
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
  strsmt_pop(s, 1);
  require(same(r, word("c")));
  require(strsmt_make_2(s, STRSMT_GE, strsmt_make_1(s, STRSMT_STR_LEN, x), strsmt_make_int(s, 3)));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  is_value(x, "\"ccc\"");
}
END_TEST

/* What is not decided yet is named. */
START_TEST(undecided)
{
  strsmt_term x = var("x"), y = var("y"), both[2] = {x, y};
  require(strsmt_make_2(s, STRSMT_EQ, strsmt_make(s, STRSMT_STR_CONCAT, 2, both), str("ab")));
  require(strsmt_make_2(s, STRSMT_EQ, strsmt_make_1(s, STRSMT_STR_LEN, x), strsmt_make_1(s, STRSMT_STR_LEN, y)));
  require(no(same(x, y)));
  strsmt_answer answer = strsmt_check(s);
  ck_assert_int_ne(answer, STRSMT_UNSAT);
  if (answer == STRSMT_UNKNOWN)
    ck_assert_msg(strstr(strsmt_unknown_reason(s), "str."), "%s", strsmt_unknown_reason(s));
}
END_TEST

/* ---- limits ------------------------------------------------------------------------------------------------------ */

/* A question that takes long in every direction: words of a product of many counters. */
static void ask_something_hard(void)
{
  strsmt_term x = var("x"), any = strsmt_make_0(s, STRSMT_RE_ALL), letter = strsmt_make_0(s, STRSMT_RE_ALLCHAR);
  for (uint32_t i = 0; i < 24; i++) {
    uint32_t n = 40 + 7 * i;
    strsmt_term gap = strsmt_make_indexed(s, STRSMT_RE_POWER, 1, &n, 1, &letter);
    strsmt_term parts[5] = {any, i % 2 ? word("a") : word("b"), gap, i % 3 ? word("b") : word("a"), any};
    require(i % 4 == 3 ? in(x, strsmt_make(s, STRSMT_RE_CONCAT, 5, parts))
                       : no(in(x, strsmt_make(s, STRSMT_RE_CONCAT, 5, parts))));
    strsmt_term even[2] = {letter, strsmt_make_indexed(s, STRSMT_RE_POWER, 1, &n, 1, &letter)};
    require(no(in(x, strsmt_make_1(s, STRSMT_RE_STAR, strsmt_make(s, STRSMT_RE_CONCAT, 2, even)))));
  }
}

START_TEST(step_limit)
{
  ask_something_hard();
  for (uint64_t steps = 1; steps < 100000; steps *= 10) {
    strsmt_set_limits(s, &(strsmt_limits){.steps = steps});
    if (strsmt_check(s) == STRSMT_UNKNOWN)
      ck_assert_str_eq(strsmt_unknown_reason(s), "step limit");
  }
}
END_TEST

static void count_call(void *user, const strsmt_statistics *statistics)
{
  ck_assert_uint_ge(statistics->checks, 1);
  ++*(unsigned *)user;
}

/* Progress is told from inside the automata too, not more often than asked for. */
START_TEST(progress)
{
  unsigned calls = 0;
  ask_something_hard();
  strsmt_set_limits(s, &(strsmt_limits){.seconds = 1.2});
  strsmt_set_progress(s, count_call, &calls);
  strsmt_answer answer = strsmt_check(s);
  strsmt_statistics now;
  strsmt_get_statistics(s, &now);
  if (answer == STRSMT_UNKNOWN && now.seconds > 1)
    ck_assert(calls >= 2 && calls <= 8);
}
END_TEST

static void *interrupt_soon(void *user)
{
  nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
  strsmt_interrupt(user);
  return NULL;
}

START_TEST(interrupts)
{
  pthread_t thread;
  ask_something_hard();
  strsmt_set_limits(s, &(strsmt_limits){.seconds = 20});
  pthread_create(&thread, NULL, interrupt_soon, s);
  if (strsmt_check(s) == STRSMT_UNKNOWN)
    ck_assert_str_eq(strsmt_unknown_reason(s), "interrupted");
  pthread_join(thread, NULL);
  strsmt_reset_assertions(s);
  strsmt_set_limits(s, NULL);
  strsmt_check(s); /* takes an interrupt that came too late */
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
}
END_TEST

/* An interrupt that no check has taken waits, whatever is asked of the model in between. */
START_TEST(waiting_interrupt)
{
  strsmt_term x = var("x");
  require(in(x, range("b", "c")));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  strsmt_interrupt(s);
  is_value(x, "\"b\"");
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNKNOWN);
  ck_assert_str_eq(strsmt_unknown_reason(s), "interrupted");
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
}
END_TEST

/* ---- proofs ------------------------------------------------------------------------------------------------------ */

typedef struct buffer {
  char *data;
  size_t size;
  size_t fail_after;
} buffer;

static bool collect(void *user, const void *data, size_t size)
{
  buffer *b = user;
  if (b->fail_after && b->size + size > b->fail_after)
    return false;
  b->data = realloc(b->data, b->size + size);
  memcpy(b->data + b->size, data, size);
  b->size += size;
  return true;
}

/* Queries of all kinds; returns the last answer. */
static strsmt_answer ask(strsmt *context)
{
  strsmt *outer = s;
  s = context;
  strsmt_term x = var("x"), y = var("y"), z = var("z"), all[3] = {x, y, z};
  strsmt_term p = strsmt_make_constant(s, "p", STRSMT_SORT_BOOL), n = strsmt_make_constant(s, "n", STRSMT_SORT_INT);
  strsmt_assert(s, strsmt_make(s, STRSMT_DISTINCT, 3, all));
  for (int i = 0; i < 3; i++)
    strsmt_assert(s, in(all[i], strsmt_make_3(s, STRSMT_RE_UNION, word("a"), word("bc"), word("d"))));
  strsmt_assert(s, strsmt_make_2(s, STRSMT_XOR, p, strsmt_make_2(s, STRSMT_LT, n, strsmt_make_int(s, 5))));
  strsmt_assert(s, strsmt_make_2(s, STRSMT_IMPLIES, p, no(same(x, str("d")))));
  strsmt_check(s);
  strsmt_push(s, 1);
  strsmt_assert(s, no(same(x, str("a"))));
  strsmt_assert(s, strsmt_make_3(s, STRSMT_ITE, p, same(y, str("bc")), in(z, range("a", "d"))));
  strsmt_check(s);
  strsmt_assert(s, strsmt_make_2(s, STRSMT_AND, no(same(y, str("a"))), no(in(z, word("a")))));
  strsmt_check(s);
  strsmt_pop(s, 1);
  strsmt_answer answer = strsmt_check_assuming(s, 1, &p);
  s = outer;
  return answer;
}

/* The stream does not change the search, and it is the same for the same input. */
START_TEST(same_search)
{
  strsmt_statistics plain, proving;
  buffer first = {0}, second = {0};
  strsmt *a = strsmt_new(NULL);
  strsmt_answer answer = ask(a);
  strsmt_get_statistics(a, &plain);
  for (int i = 0; i < 2; i++) {
    strsmt *b = strsmt_new(NULL);
    strsmt_set_proof(b, collect, i ? &second : &first, STRSMT_PROOF_TEXT);
    ck_assert_int_eq(ask(b), answer);
    strsmt_get_statistics(b, &proving);
    strsmt_delete(b);
    ck_assert_uint_eq(plain.decisions, proving.decisions);
    ck_assert_uint_eq(plain.conflicts, proving.conflicts);
    ck_assert_uint_eq(plain.propagations, proving.propagations);
    ck_assert_uint_eq(plain.lemmas, proving.lemmas);
    ck_assert_uint_eq(plain.models, proving.models);
    ck_assert_uint_eq(plain.clauses, proving.clauses);
  }
  strsmt_delete(a);
  ck_assert_uint_eq(first.size, second.size);
  ck_assert(!memcmp(first.data, second.data, first.size));
  free(first.data);
  free(second.data);
}
END_TEST

START_TEST(failing_sink)
{
  for (size_t fail_after = 1; fail_after < 4000; fail_after += 397) {
    buffer b = {.fail_after = fail_after};
    strsmt *c = strsmt_new(NULL);
    strsmt_set_proof(c, collect, &b, STRSMT_PROOF_BINARY);
    ask(c);
    if (strsmt_error(c) != STRSMT_OK) {
      ck_assert_int_eq(strsmt_error(c), STRSMT_ERROR_SINK);
      ck_assert(!strsmt_usable(c));
      ck_assert_int_eq(strsmt_check(c), STRSMT_UNKNOWN);
    }
    strsmt_delete(c);
    free(b.data);
  }
}
END_TEST

/* ---- lack of memory ---------------------------------------------------------------------------------------------- */

typedef struct faulty {
  size_t left;  /* allocations that still succeed */
  size_t bytes; /* held */
} faulty;

static void *faulty_resize(void *user, void *p, size_t old_size, size_t new_size)
{
  faulty *f = user;
  if (new_size == 0) {
    f->bytes -= old_size;
    free(p);
    return NULL;
  }
  if (f->left == 0)
    return NULL;
  f->left--;
  void *q = realloc(p, new_size);
  f->bytes += new_size - old_size;
  return q;
}

START_TEST(every_allocation_fails)
{
  for (size_t left = 0;; left++) {
    faulty f = {left, 0};
    buffer b = {0};
    strsmt *c = strsmt_new(&(strsmt_allocator){faulty_resize, &f});
    bool failed = !c;
    if (c) {
      strsmt_set_proof(c, collect, &b, STRSMT_PROOF_TEXT);
      strsmt_answer answer = ask(c);
      failed = strsmt_error(c) == STRSMT_ERROR_MEMORY;
      if (!failed)
        ck_assert_int_ne(answer, STRSMT_UNKNOWN);
      ck_assert(!failed || !strsmt_usable(c));
      strsmt_delete(c);
    }
    free(b.data);
    ck_assert_msg(f.bytes == 0, "%zu bytes lost when allocation %zu fails", f.bytes, left);
    if (!failed)
      break;
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("solver");
  TCase *c = tcase_create("answers");
  tcase_add_checked_fixture(c, setup, teardown);
  tcase_add_test(c, empty);
  tcase_add_test(c, memberships);
  tcase_add_test(c, levels);
  tcase_add_test(c, closed_frames);
  tcase_add_test(c, assumptions);
  tcase_add_test(c, different);
  tcase_add_test(c, bounds);
  tcase_add_test(c, definitions);
  tcase_add_test(c, undecided);
  tcase_add_test(c, step_limit);
  tcase_add_test(c, progress);
  tcase_add_test(c, interrupts);
  tcase_add_test(c, waiting_interrupt);
  tcase_set_timeout(c, 60);
  suite_add_tcase(suite, c);
  c = tcase_create("proofs");
  tcase_set_timeout(c, 120);
  tcase_add_test(c, same_search);
  tcase_add_test(c, failing_sink);
  tcase_add_test(c, every_allocation_fails);
  suite_add_tcase(suite, c);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed != 0;
}
