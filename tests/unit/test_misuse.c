/* test_misuse.c: what a caller can do wrong, function by function: each wrong call fails with the right code and a
 * message that names the function, the argument and the reason; it changes nothing else; and nothing crashes. Terms of
 * another context are numbers like others: out of range they are found, within range they mean this context's term of
 * that number. */
#include "allocator.h"
#include "runner.h"

#include <stdio.h>
#include <string.h>
#include <strsmt.h>
#include <unistd.h>

static strsmt *s;
static test_allocator blocks;
static strsmt_term x, p, n, r;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  ck_assert_ptr_nonnull(s = strsmt_new(&face));
  x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
  p = strsmt_make_constant(s, "p", STRSMT_SORT_BOOL);
  n = strsmt_make_constant(s, "n", STRSMT_SORT_INT);
  r = strsmt_make_0(s, STRSMT_RE_ALL);
}

static void end(void)
{
  ck_assert_msg(strsmt_error(s) == STRSMT_OK, "%s", strsmt_error_message(s));
  strsmt_delete(s);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

/* The last call failed so; the context goes on. */
static void failed(strsmt_error_code code, const char *message)
{
  ck_assert_str_eq(strsmt_error_message(s), message);
  ck_assert_int_eq(strsmt_error(s), code);
  ck_assert(strsmt_usable(s));
  strsmt_clear_error(s);
  ck_assert_str_eq(strsmt_error_message(s), "");
}

#define ARGUMENT STRSMT_ERROR_ARGUMENT
#define STATE STRSMT_ERROR_STATE
#define NO_MODEL "there is no model: the last answer was not sat, or assertions have changed since"
#define NOT_UNSAT "the last answer was not unsat, or assertions have changed since"

START_TEST(states)
{
  strsmt_term no;
  size_t count = 9;
  begin();
  no = strsmt_make_bool(s, false);
  ck_assert_uint_eq(strsmt_value(s, x), 0);
  failed(STATE, "strsmt_value: " NO_MODEL);
  ck_assert_ptr_null(strsmt_failed_assumptions(s, &count));
  ck_assert_uint_eq(count, 0);
  failed(STATE, "strsmt_failed_assumptions: " NOT_UNSAT);
  ck_assert_ptr_null(strsmt_failed_assumptions(s, NULL));
  failed(STATE, "strsmt_failed_assumptions: " NOT_UNSAT);
  ck_assert_str_eq(strsmt_unknown_reason(s), "");
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_ptr_null(strsmt_failed_assumptions(s, &count));
  failed(STATE, "strsmt_failed_assumptions: " NOT_UNSAT);
  ck_assert_uint_ne(strsmt_value(s, x), 0);
  ck_assert_int_eq(strsmt_push(s, 0), STRSMT_OK); /* a change of the assertions, though of nothing */
  ck_assert_uint_eq(strsmt_value(s, x), 0);
  failed(STATE, "strsmt_value: " NO_MODEL);
  ck_assert_int_eq(strsmt_check_assuming(s, 1, &no), STRSMT_UNSAT);
  ck_assert_uint_eq(strsmt_value(s, x), 0);
  failed(STATE, "strsmt_value: " NO_MODEL);
  ck_assert_uint_eq(strsmt_failed_assumptions(s, &count)[0], no);
  ck_assert_uint_eq(count, 1);
  ck_assert_int_eq(strsmt_reset_assertions(s), STRSMT_OK);
  ck_assert_ptr_null(strsmt_failed_assumptions(s, &count));
  failed(STATE, "strsmt_failed_assumptions: " NOT_UNSAT);
  end();
}
END_TEST

/* A wrong call does not touch the state: the model and the assertions are still there. */
START_TEST(nothing_else_changes)
{
  strsmt_term wrong[2];
  begin();
  wrong[0] = p;
  wrong[1] = x;
  strsmt_assert(s, strsmt_make_2(s, STRSMT_EQ, x, strsmt_make_string(s, "a")));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_int_eq(strsmt_assert(s, x), STRSMT_ERROR_SORT);
  failed(STRSMT_ERROR_SORT, "strsmt_assert: the assertion must be of sort Bool");
  ck_assert_int_eq(strsmt_assert(s, 0), ARGUMENT);
  failed(ARGUMENT, "strsmt_assert: the assertion is no term of this context (0)");
  ck_assert_int_eq(strsmt_assert(s, UINT32_MAX), ARGUMENT);
  failed(ARGUMENT, "strsmt_assert: the assertion is no term of this context (4294967295)");
  ck_assert_int_eq(strsmt_pop(s, 1), ARGUMENT);
  failed(ARGUMENT, "strsmt_pop: there are 0 levels, and 1 were to go");
  ck_assert_int_eq(strsmt_pop(s, ~0u), ARGUMENT);
  failed(ARGUMENT, "strsmt_pop: there are 0 levels, and 4294967295 were to go");
  ck_assert_int_eq(strsmt_push(s, ~0u), ARGUMENT);
  failed(ARGUMENT, "strsmt_push: more than 1000000 levels");
  ck_assert_int_eq(strsmt_check_assuming(s, 2, wrong), STRSMT_UNKNOWN);
  failed(STRSMT_ERROR_SORT, "strsmt_check_assuming: an assumption must be of sort Bool");
  wrong[1] = 1u << 31;
  ck_assert_int_eq(strsmt_check_assuming(s, 2, wrong), STRSMT_UNKNOWN);
  failed(ARGUMENT, "strsmt_check_assuming: an assumption is no term of this context (2147483648)");
  ck_assert_int_eq(strsmt_check_assuming(s, 1, NULL), STRSMT_UNKNOWN);
  failed(ARGUMENT, "strsmt_check_assuming: the assumptions are NULL");
  ck_assert_int_eq(strsmt_set_proof(s, NULL, NULL, STRSMT_PROOF_TEXT), ARGUMENT);
  failed(ARGUMENT, "strsmt_set_proof: the sink is NULL");
  ck_assert_uint_eq(strsmt_value(s, UINT32_MAX), 0);
  failed(ARGUMENT, "strsmt_value: the term is no term of this context (4294967295)");
  ck_assert_uint_eq(strsmt_value(s, x), strsmt_make_string(s, "a"));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  end();
}
END_TEST

static bool sink(void *user, const void *data, size_t size)
{
  (void)user;
  (void)data;
  return size > 0;
}

START_TEST(proofs)
{
  begin();
  ck_assert_int_eq(strsmt_set_proof(s, sink, NULL, (strsmt_proof_format)7), ARGUMENT);
  failed(ARGUMENT, "strsmt_set_proof: there is no format number 7");
  ck_assert_int_eq(strsmt_set_proof(s, sink, NULL, STRSMT_PROOF_TEXT), STRSMT_OK);
  ck_assert_int_eq(strsmt_set_proof(s, sink, NULL, STRSMT_PROOF_BINARY), STATE);
  failed(STATE, "strsmt_set_proof: a proof can only be asked for once, before the first check");
  end();
  begin();
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_int_eq(strsmt_set_proof(s, sink, NULL, STRSMT_PROOF_BINARY), STATE);
  failed(STATE, "strsmt_set_proof: a proof can only be asked for once, before the first check");
  end();
}
END_TEST

/* A value that SMT-LIB leaves open, and one that an interrupt or a limit kept from being found. */
START_TEST(values)
{
  begin();
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  strsmt_term open = strsmt_make_2(s, STRSMT_DIV, n, strsmt_make_int(s, 0));
  ck_assert_uint_eq(strsmt_value(s, open), 0);
  failed(ARGUMENT, "strsmt_value: the term has no value: it divides by zero");
  ck_assert_uint_eq(strsmt_value(s, n), strsmt_make_int(s, 0));
  strsmt_interrupt(s); /* waits for the next check: a value does not take it */
  ck_assert_uint_eq(strsmt_value(s, strsmt_make_1(s, STRSMT_STR_LEN, x)), strsmt_make_int(s, 0));
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNKNOWN);
  ck_assert_str_eq(strsmt_unknown_reason(s), "interrupted");
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  end();
}
END_TEST

/* Terms of a larger context in a smaller one: each function either finds out or takes its own term of that number. */
START_TEST(another_context)
{
  begin();
  strsmt *other = strsmt_new(NULL);
  strsmt_term far = 0;
  for (int i = 0; i < 2000; i++)
    far = strsmt_make_string_codes(other, (const uint32_t[]){(uint32_t)i}, 1);
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_STR_LEN, far), 0);
  failed(ARGUMENT, "strsmt_make_1: argument 1 of str.len is no term of this context");
  char text[40];
  for (strsmt_term t = 0; t <= far; t++) {
    strsmt_term two[2] = {t, x};
    strsmt_make_1(s, STRSMT_NOT, t);
    strsmt_make(s, STRSMT_EQ, 2, two);
    strsmt_make(s, STRSMT_STR_CONCAT, 2, two);
    strsmt_print_term(s, t, text, sizeof text);
    strsmt_term_name(s, t);
    strsmt_term_codes(s, t, NULL);
    strsmt_term_child(s, t, 1);
    strsmt_term_index(s, t, 0);
    strsmt_term_int64(s, t, NULL);
    if (strsmt_assert(s, t) == STRSMT_OK)
      strsmt_check_assuming(s, 1, &t);
    if (strsmt_error(s) != STRSMT_OK) {
      ck_assert(strsmt_error(s) == ARGUMENT || strsmt_error(s) == STRSMT_ERROR_SORT);
      ck_assert_msg(!strncmp(strsmt_error_message(s), "strsmt_", 7), "%s", strsmt_error_message(s));
    }
    strsmt_clear_error(s);
    ck_assert(strsmt_usable(s));
  }
  strsmt_delete(other);
  end();
}
END_TEST

/* Every kind with every number of arguments from 0 to 4, of every sort, with up to 3 indices: made or refused, never a
 * crash; what is made can be made again from its parts. */
START_TEST(every_application)
{
  begin();
  const strsmt_term some[] = {x, p, n, r, strsmt_make_int(s, -3), strsmt_make_string(s, "ab"), 0, 1u << 31};
  static const uint32_t indices[] = {2147483648u, 0, 4294967295u};
  enum { SOME = sizeof some / sizeof *some };
  char text[8];
  for (int k = -2; k <= STRSMT_KIND_COUNT + 2; k++)
    for (size_t count = 0; count <= 4; count++)
      for (size_t pattern = 0; pattern < SOME * SOME; pattern++)
        for (size_t index_count = 0; index_count <= 3; index_count++) {
          strsmt_term args[4];
          for (size_t i = 0; i < 4; i++)
            args[i] = i % 2 ? some[pattern / SOME] : some[pattern % SOME];
          strsmt_term t = strsmt_make_indexed(s, (strsmt_kind)k, index_count, indices, count, args);
          ck_assert_msg(!t == (strsmt_error(s) != STRSMT_OK), "kind %d: %s", k, strsmt_error_message(s));
          if (t)
            strsmt_print_term(s, t, text, sizeof text);
          else
            ck_assert_msg(!strncmp(strsmt_error_message(s), "strsmt_make_indexed: ", 21), "%s",
                          strsmt_error_message(s));
          strsmt_clear_error(s);
        }
  end();
}
END_TEST

/* Sizes beyond all sense. */
START_TEST(sizes)
{
  begin();
  uint32_t huge = UINT32_MAX;
  strsmt_term power = strsmt_make_indexed(s, STRSMT_RE_POWER, 1, &huge, 1, &r);
  strsmt_term a = strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string(s, "a"));
  strsmt_term many = strsmt_make_indexed(s, STRSMT_RE_POWER, 1, &huge, 1, &a);
  strsmt_term loop = strsmt_make_indexed(s, STRSMT_RE_LOOP, 2, (const uint32_t[]){2147483648u, huge}, 1, &many);
  ck_assert(power && many && loop);
  strsmt_set_limits(s, &(strsmt_limits){.steps = 20000, .bytes = 100u << 20});
  strsmt_push(s, 1);
  strsmt_assert(s, strsmt_make_2(s, STRSMT_STR_IN_RE, x, loop));
  strsmt_assert(s, strsmt_make_2(s, STRSMT_STR_IN_RE, x, strsmt_make_1(s, STRSMT_RE_COMP, power)));
  ck_assert_int_ne(strsmt_check(s), STRSMT_SAT);
  strsmt_pop(s, 1);
  strsmt_set_limits(s, NULL);
  /* strings, names and numbers of a million characters */
  enum { MILLION = 1000000 };
  char *text = malloc(MILLION + 1);
  memset(text, '7', MILLION);
  text[MILLION] = 0;
  strsmt_term word = strsmt_make_string(s, text), name = strsmt_make_constant(s, text, STRSMT_SORT_STRING);
  ck_assert_uint_eq(strsmt_print_term(s, word, NULL, 0), MILLION + 2);
  ck_assert_uint_eq(strlen(strsmt_term_name(s, name)), MILLION);
  text[20000] = 0;
  ck_assert_uint_eq(strsmt_print_term(s, strsmt_make_int_text(s, text), NULL, 0), 20000);
  free(text);
  strsmt_assert(s, strsmt_make_2(s, STRSMT_EQ, name, word));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_uint_eq(strsmt_value(s, name), word);
  /* a million arguments, and nesting a hundred thousand deep */
  strsmt_term *args = malloc(MILLION * sizeof *args), deep = p;
  for (size_t i = 0; i < MILLION; i++)
    args[i] = i % 2 ? p : strsmt_make_bool(s, true);
  strsmt_term wide = strsmt_make(s, STRSMT_AND, MILLION, args);
  ck_assert_uint_eq(strsmt_term_arity(s, wide), MILLION);
  for (size_t i = 0; i < MILLION; i++)
    args[i] = i % 3 ? x : word;
  ck_assert_uint_eq(strsmt_make(s, STRSMT_DISTINCT, 1, args), 0);
  strsmt_clear_error(s);
  strsmt_term sum = strsmt_make(s, STRSMT_STR_CONCAT, 1000, args);
  ck_assert_uint_ne(sum, 0);
  free(args);
  for (int i = 0; i < 100000; i++)
    deep = strsmt_make_2(s, i % 2 ? STRSMT_OR : STRSMT_AND, strsmt_make_1(s, STRSMT_NOT, deep), p);
  strsmt_assert(s, wide);
  strsmt_assert(s, strsmt_make_2(s, STRSMT_OR, deep, p));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_uint_eq(strsmt_value(s, wide), strsmt_make_bool(s, true));
  /* a level for each of a million, and not one more */
  ck_assert_int_eq(strsmt_push(s, 1000000), STRSMT_OK);
  ck_assert_int_eq(strsmt_push(s, 1), ARGUMENT);
  failed(ARGUMENT, "strsmt_push: more than 1000000 levels");
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_int_eq(strsmt_pop(s, 1000000), STRSMT_OK);
  end();
}
END_TEST

/* No context: every function says so by its null value. Building is tested in test_api_term.c. */
START_TEST(null_context)
{
  size_t count = 5;
  strsmt_statistics now = {.checks = 9};
  ck_assert_int_eq(strsmt_error(NULL), ARGUMENT);
  ck_assert_str_eq(strsmt_error_message(NULL), "the context is NULL");
  ck_assert(!strsmt_usable(NULL));
  strsmt_clear_error(NULL);
  strsmt_delete(NULL);
  strsmt_set_limits(NULL, NULL);
  strsmt_set_seed(NULL, 1);
  strsmt_set_progress(NULL, NULL, NULL);
  strsmt_interrupt(NULL);
  ck_assert_int_eq(strsmt_assert(NULL, 1), ARGUMENT);
  ck_assert_int_eq(strsmt_push(NULL, 1), ARGUMENT);
  ck_assert_int_eq(strsmt_pop(NULL, 1), ARGUMENT);
  ck_assert_int_eq(strsmt_reset_assertions(NULL), ARGUMENT);
  ck_assert_int_eq(strsmt_check(NULL), STRSMT_UNKNOWN);
  ck_assert_int_eq(strsmt_check_assuming(NULL, 0, NULL), STRSMT_UNKNOWN);
  ck_assert_str_eq(strsmt_unknown_reason(NULL), "");
  ck_assert_uint_eq(strsmt_value(NULL, 1), 0);
  ck_assert_ptr_null(strsmt_failed_assumptions(NULL, &count));
  ck_assert_uint_eq(count, 0);
  ck_assert_int_eq(strsmt_set_proof(NULL, sink, NULL, STRSMT_PROOF_TEXT), ARGUMENT);
  ck_assert_int_eq(strsmt_check_limited(NULL, 0, NULL, NULL), STRSMT_UNKNOWN);
  ck_assert_int_eq(strsmt_keep_proof(NULL, STRSMT_PROOF_TEXT), ARGUMENT);
  ck_assert_ptr_null(strsmt_kept_proof(NULL, &count));
  ck_assert_uint_eq(strsmt_level_count(NULL) + strsmt_assertion_count(NULL) + strsmt_assertion(NULL, 0), 0);
  ck_assert_uint_eq(strsmt_constant_count(NULL) + strsmt_constant(NULL, 0), 0);
  char text[4] = "abc";
  ck_assert_uint_eq(strsmt_print_model(NULL, text, sizeof text), 0);
  ck_assert_str_eq(text, "");
  ck_assert_uint_eq(strsmt_term_utf8(NULL, 1, NULL, 0) + strsmt_term_escaped(NULL, 1, NULL, 0), 0);
  ck_assert_uint_eq(strsmt_term_decimal(NULL, 1, NULL, 9), 0);
  ck_assert(!strsmt_term_bool(NULL, 1, NULL) && !strsmt_error_place(NULL, NULL, NULL, NULL));
  strsmt_set_log(NULL, NULL, NULL, 1);
  strsmt_get_statistics(NULL, &now);
  ck_assert_uint_eq(now.checks, 0);
  strsmt_get_statistics(NULL, NULL);
  begin();
  strsmt_get_statistics(s, NULL);
  strsmt_set_limits(s, NULL);
  strsmt_set_progress(s, NULL, s);
  end();
}
END_TEST

/* What the environment of the host says to a program cadical is not said to us. */
START_TEST(environment)
{
#ifdef CADICAL_ALONE
  static const char *const names[] = {"CADICAL_API_TRACE", "CADICALAPITRACE", "CADICAL_LIDRUP_TRACE",
                                      "CADICALLIDRUPTRACE"};
  char path[] = "/tmp/strsmt-misuse-XXXXXX";
  int file = mkstemp(path);
  ck_assert_int_ge(file, 0);
  close(file);
  remove(path);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    setenv(names[i], path, 1);
  setenv("CADICAL_VERBOSE", "3", 1);
  strsmt *a = strsmt_new(NULL), *b = strsmt_new(NULL);
  ck_assert_int_eq(strsmt_check(a), STRSMT_SAT);
  ck_assert_int_eq(strsmt_check(b), STRSMT_SAT);
  strsmt_delete(a);
  strsmt_delete(b);
  ck_assert_int_ne(access(path, F_OK), 0);
#endif
}
END_TEST

/* An allocator without a function is none. */
START_TEST(odd_allocator)
{
  strsmt *c = strsmt_new(&(strsmt_allocator){NULL, &blocks});
  ck_assert_ptr_nonnull(c);
  ck_assert_int_eq(strsmt_check(c), STRSMT_SAT);
  strsmt_delete(c);
}
END_TEST

RUN_TESTS("misuse", states, nothing_else_changes, proofs, values, another_context, every_application, sizes,
          null_context, environment, odd_allocator)
