/* test_answers.c: what can be asked around a check through the interface: states, values as numbers and text, models as
 * text, assertions and constants, limits of one check, kept proofs, the log, cores with their proofs, and calls that come
 * while another runs. */
#include "../api/script.h"
#include "allocator.h"
#include "runner.h"

#include <pthread.h>

static strsmt *s;
static test_allocator blocks;
static strsmt_term x, y, n, p;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  ck_assert_ptr_nonnull(s = strsmt_new(&face));
  x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
  y = strsmt_make_constant(s, "y", STRSMT_SORT_STRING);
  n = strsmt_make_constant(s, "n", STRSMT_SORT_INT);
  p = strsmt_make_constant(s, "p", STRSMT_SORT_BOOL);
}

static void end(void)
{
  ck_assert_msg(strsmt_error(s) == STRSMT_OK, "%s", strsmt_error_message(s));
  strsmt_delete(s);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

static void failed(strsmt_error_code code, const char *message)
{
  ck_assert_str_eq(strsmt_error_message(s), message);
  ck_assert_int_eq(strsmt_error(s), code);
  strsmt_clear_error(s);
}

static strsmt_term parse(const char *text)
{
  strsmt_term t = strsmt_parse_term(s, text, strlen(text));
  ck_assert_msg(t, "%s", strsmt_error_message(s));
  return t;
}

static void require(const char *text)
{
  ck_assert_int_eq(strsmt_assert(s, parse(text)), STRSMT_OK);
}

START_TEST(states)
{
  begin();
  ck_assert_int_eq(strsmt_current_state(NULL), STRSMT_STATE_BROKEN);
  ck_assert_int_eq(strsmt_current_state(s), STRSMT_STATE_INPUT);
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_int_eq(strsmt_current_state(s), STRSMT_STATE_SAT);
  require("false");
  ck_assert_int_eq(strsmt_current_state(s), STRSMT_STATE_INPUT);
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
  ck_assert_int_eq(strsmt_current_state(s), STRSMT_STATE_UNSAT);
  strsmt_interrupt(s);
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNKNOWN);
  ck_assert_int_eq(strsmt_current_state(s), STRSMT_STATE_UNKNOWN);
  strsmt_push(s, 1);
  ck_assert_int_eq(strsmt_current_state(s), STRSMT_STATE_INPUT);
  end();
}
END_TEST

START_TEST(values_as_text)
{
  char text[64];
  int64_t small = 7;
  bool yes = false;
  begin();
  strsmt_term mixed = strsmt_make_string(s, "a\"\\\xc3\xa9\xf0\x9f\x98\x80\n");
  ck_assert_uint_eq(strsmt_term_utf8(s, mixed, text, sizeof text), 10);
  ck_assert_str_eq(text, "a\"\\\xc3\xa9\xf0\x9f\x98\x80\n");
  ck_assert_uint_eq(strsmt_term_escaped(s, mixed, text, sizeof text), strlen("a\"\\u{5c}\\u{e9}\\u{1f600}\\u{a}"));
  ck_assert_str_eq(text, "a\"\\u{5c}\\u{e9}\\u{1f600}\\u{a}");
  ck_assert_uint_eq(strsmt_term_utf8(s, mixed, text, 4), 10);
  ck_assert_str_eq(text, "a\"\\");
  ck_assert_uint_eq(strsmt_term_utf8(s, mixed, NULL, 0), 10);
  strsmt_term strange = strsmt_make_string_codes(s, (uint32_t[]){0x2ffff, 0xd800, 0}, 3);
  ck_assert_uint_eq(strsmt_term_utf8(s, strange, text, sizeof text), 0);
  failed(STRSMT_ERROR_ARGUMENT, "strsmt_term_utf8: character 1 is the surrogate 0xd800, which UTF-8 does not have");
  ck_assert_uint_eq(strsmt_term_escaped(s, strange, text, sizeof text), 22);
  ck_assert_str_eq(text, "\\u{2ffff}\\u{d800}\\u{0}");
  ck_assert_uint_eq(strsmt_term_decimal(s, strsmt_make_int(s, INT64_MIN), text, sizeof text), 20);
  ck_assert_str_eq(text, "-9223372036854775808");
  strsmt_term huge = strsmt_make_int_text(s, "-123456789012345678901234567890");
  ck_assert_uint_eq(strsmt_term_decimal(s, huge, text, sizeof text), 31);
  ck_assert_str_eq(text, "-123456789012345678901234567890");
  ck_assert(!strsmt_term_int64(s, huge, &small));
  ck_assert_int_eq(small, 7);
  ck_assert(strsmt_term_int64(s, strsmt_make_int(s, -3), NULL));
  ck_assert(strsmt_term_bool(s, strsmt_make_bool(s, true), &yes) && yes);
  ck_assert(strsmt_term_bool(s, strsmt_make_bool(s, false), &yes) && !yes);
  ck_assert(!strsmt_term_bool(s, p, &yes));
  ck_assert(strsmt_term_bool(s, strsmt_make_bool(s, true), NULL));
  ck_assert_uint_eq(strsmt_term_decimal(s, mixed, text, sizeof text), 0);
  failed(STRSMT_ERROR_ARGUMENT, "strsmt_term_decimal: the term is no integer literal");
  ck_assert_uint_eq(strsmt_term_escaped(s, n, text, sizeof text), 0);
  ck_assert_str_eq(text, "");
  failed(STRSMT_ERROR_ARGUMENT, "strsmt_term_escaped: the term is no string literal");
  ck_assert_str_eq(strsmt_sort_name(STRSMT_SORT_REGLAN), "RegLan");
  ck_assert_ptr_null(strsmt_sort_name(STRSMT_SORT_NONE));
  ck_assert_ptr_null(strsmt_sort_name((strsmt_sort)99));
  ck_assert_int_eq(STRSMT_VERSION_NUMBER,
                   STRSMT_VERSION_MAJOR * 10000 + STRSMT_VERSION_MINOR * 100 + STRSMT_VERSION_PATCH);
  ck_assert_str_eq(STRSMT_VERSION, strsmt_version());
  end();
}
END_TEST

START_TEST(models_as_text)
{
  static const char expected[] = "(\n  (define-fun x () String \"b\")\n  (define-fun y () String \"\")\n"
                                 "  (define-fun n () Int (- 4))\n  (define-fun p () Bool true)\n)";
  char text[200];
  begin();
  require("(str.in_re x (re.range \"b\" \"c\"))");
  require("(= n (- 4))");
  require("p");
  ck_assert_uint_eq(strsmt_print_model(s, text, sizeof text), 0);
  failed(STRSMT_ERROR_STATE,
         "strsmt_print_model: there is no model: the last answer was not sat, or assertions have changed since");
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_uint_eq(strsmt_print_model(s, NULL, 0), strlen(expected));
  ck_assert_uint_eq(strsmt_print_model(s, text, sizeof text), strlen(expected));
  ck_assert_str_eq(text, expected);
  ck_assert_uint_eq(strsmt_constant_count(s), 4);
  ck_assert_uint_eq(strsmt_constant(s, 2), n);
  ck_assert_uint_eq(strsmt_constant(s, 4), STRSMT_NO_TERM);
  failed(STRSMT_ERROR_ARGUMENT, "strsmt_constant: there is no constant 4: there are 4, counted from 0");
  strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
  ck_assert_uint_eq(strsmt_constant_count(s), 4);
  end();
}
END_TEST

START_TEST(assertions)
{
  begin();
  require("p");
  strsmt_push(s, 2);
  require("(= n 1)");
  ck_assert_uint_eq(strsmt_level_count(s), 2);
  ck_assert_uint_eq(strsmt_assertion_count(s), 2);
  ck_assert_uint_eq(strsmt_assertion(s, 0), p);
  ck_assert_uint_eq(strsmt_assertion(s, 1), parse("(= n 1)"));
  strsmt_pop(s, 1);
  ck_assert_uint_eq(strsmt_assertion_count(s), 1);
  ck_assert_uint_eq(strsmt_assertion(s, 1), STRSMT_NO_TERM);
  failed(STRSMT_ERROR_ARGUMENT, "strsmt_assertion: there is no assertion 1: 1 hold, counted from 0");
  end();
}
END_TEST

START_TEST(limits_of_one_check)
{
  strsmt_term assumptions[1];
  begin();
  require("(str.in_re x (re.++ re.all (str.to_re \"a\") ((_ re.^ 12) re.allchar)))");
  require("(str.in_re x (re.++ ((_ re.^ 12) re.allchar) (str.to_re \"b\") re.all))");
  assumptions[0] = parse("(<= (str.len x) 13)");
  ck_assert_int_eq(strsmt_check_limited(s, 1, assumptions, &(strsmt_limits){.steps = 3}), STRSMT_UNKNOWN);
  ck_assert_str_eq(strsmt_unknown_reason(s), "step limit");
  ck_assert_int_eq(strsmt_check_limited(s, 1, assumptions, &(strsmt_limits){.bytes = 1}), STRSMT_UNKNOWN);
  ck_assert_str_eq(strsmt_unknown_reason(s), "memory limit");
  ck_assert_int_eq(strsmt_check_limited(s, 1, assumptions, &(strsmt_limits){.seconds = 1e-9}), STRSMT_UNKNOWN);
  ck_assert_str_eq(strsmt_unknown_reason(s), "timeout");
  strsmt_set_limits(s, &(strsmt_limits){.steps = 3});
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNKNOWN);
  ck_assert_int_eq(strsmt_check_limited(s, 1, assumptions, NULL), STRSMT_UNKNOWN);
  ck_assert_int_ne(strsmt_check_limited(s, 1, assumptions, &(strsmt_limits){0}), STRSMT_UNKNOWN);
  ck_assert_int_eq(strsmt_check_limited(s, 1, NULL, NULL), STRSMT_UNKNOWN);
  failed(STRSMT_ERROR_ARGUMENT, "strsmt_check_limited: the assumptions are NULL");
  end();
}
END_TEST

static bool swallow(void *user, const void *data, size_t size)
{
  bytes_put(user, data, size);
  return true;
}

START_TEST(kept_proof)
{
  size_t size = 1;
  for (int form = STRSMT_PROOF_TEXT; form <= STRSMT_PROOF_BINARY_LOG; form++) {
    bytes proof = {0};
    begin();
    ck_assert_ptr_null(strsmt_kept_proof(s, &size));
    ck_assert_uint_eq(size, 0);
    failed(STRSMT_ERROR_STATE, "strsmt_kept_proof: no proof is kept: strsmt_keep_proof was not called");
    ck_assert_int_eq(strsmt_keep_proof(s, (strsmt_proof_format)form), STRSMT_OK);
    ck_assert_ptr_nonnull(strsmt_kept_proof(s, NULL));
    strsmt *t = strsmt_new(NULL);
    strsmt_set_proof(t, swallow, &proof, (strsmt_proof_format)form);
    strsmt_term q = strsmt_make_constant(t, "p", STRSMT_SORT_BOOL);
    strsmt_assert(t, q);
    strsmt_assert(t, strsmt_make_1(t, STRSMT_NOT, q));
    require("p");
    require("(not p)");
    ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
    ck_assert_int_eq(strsmt_check(t), STRSMT_UNSAT);
    const void *kept = strsmt_kept_proof(s, &size);
    ck_assert(size == proof.size && !memcmp(kept, proof.data, size));
    strsmt_delete(t);
    bytes_free(&proof);
    ck_assert_int_eq(strsmt_keep_proof(s, STRSMT_PROOF_TEXT), STRSMT_ERROR_STATE);
    failed(STRSMT_ERROR_STATE, "strsmt_keep_proof: a proof can only be asked for once, before the first check");
    end();
  }
  begin();
  ck_assert_int_eq(strsmt_keep_proof(s, (strsmt_proof_format)7), STRSMT_ERROR_ARGUMENT);
  failed(STRSMT_ERROR_ARGUMENT, "strsmt_keep_proof: there is no format number 7");
  end();
}
END_TEST

static void note(void *user, unsigned level, const char *line)
{
  bytes *said = user;
  char number[4] = {(char)('0' + level), ' ', 0};
  bytes_text(said, number);
  bytes_text(said, line);
  bytes_text(said, "\n");
}

START_TEST(log_lines)
{
  bytes said = {0};
  begin();
  strsmt_set_log(s, note, &said, 1);
  require("(str.in_re x (re.range \"a\" \"b\"))");
  strsmt_check(s);
  ck_assert_ptr_nonnull(strstr(said.data, "1 check 1: 1 assertions in 0 levels, 0 assumptions\n1 check 1: sat after "));
  ck_assert_ptr_null(strstr(said.data, "\n2 "));
  strsmt_set_log(s, note, &said, 2);
  require("(str.in_re x (re.range \"c\" \"d\"))");
  strsmt_check(s);
  ck_assert_ptr_nonnull(strstr(said.data, "\n2 lemma 1: "));
  size_t size = said.size;
  strsmt_set_log(s, note, &said, 0);
  strsmt_check(s);
  strsmt_set_log(s, NULL, NULL, 2);
  strsmt_check(s);
  ck_assert_uint_eq(said.size, size);
  bytes_free(&said);
  end();
}
END_TEST

/* ---- cores ---- */

/* The core is unsatisfiable, by itself, and its proof is accepted for it alone. */
static void proved(const strsmt_core *core)
{
  script text = {0};
  if (!getenv("STRSMT_CHECK"))
    return;
  for (size_t i = 0; i < strsmt_constant_count(s); i++) {
    strsmt_term c = strsmt_constant(s, i);
    script_declare(&text, strsmt_term_name(s, c), strsmt_sort_name(strsmt_term_sort(s, c)));
  }
  for (size_t i = 0; i < core->count; i++)
    script_assert(&text, s, core->terms[i]);
  script_check(&text, s, 0, NULL);
  bytes_put(&text.proof, core->proof, core->proof_size);
  ck_assert_int_eq(script_proved(&text), 1);
  script_free(&text);
}

/* No term can be left out. */
static void minimal(const strsmt_core *core)
{
  strsmt *t = strsmt_new(NULL);
  for (size_t i = 0; i < core->count; i++) {
    char text[400];
    strsmt_push(t, 1);
    for (size_t j = 0; j < strsmt_constant_count(s); j++)
      strsmt_make_constant(t, strsmt_term_name(s, strsmt_constant(s, j)), strsmt_term_sort(s, strsmt_constant(s, j)));
    for (size_t j = 0; j < core->count; j++)
      if (j != i) {
        size_t length = strsmt_print_term(s, core->terms[j], text, sizeof text);
        strsmt_assert(t, strsmt_parse_term(t, text, length));
      }
    ck_assert_int_eq(strsmt_check(t), STRSMT_SAT);
    strsmt_pop(t, 1);
  }
  ck_assert_int_eq(strsmt_error(t), STRSMT_OK);
  strsmt_delete(t);
}

START_TEST(cores)
{
  strsmt_core core;
  begin();
  ck_assert_int_eq(strsmt_get_core(s, NULL, &core), STRSMT_ERROR_STATE);
  ck_assert_ptr_null(core.terms);
  failed(STRSMT_ERROR_STATE, "strsmt_get_core: the last answer was not unsat, or assertions have changed since");
  ck_assert_int_eq(strsmt_get_core(NULL, NULL, &core), STRSMT_ERROR_ARGUMENT);
  strsmt_make_constant(s, "r", STRSMT_SORT_REGLAN);
  require("(str.in_re y (re.+ (re.range \"0\" \"9\")))");
  require("(str.in_re x (re.* (str.to_re \"ab\")))");
  require("(> n 5)");
  strsmt_push(s, 1);
  require("(=> p (str.in_re x (re.++ re.all (str.to_re \"b\") (re.opt re.allchar))))");
  require("(not (str.in_re y (re.++ re.allchar r)))");
  require("(= r (re.* re.allchar))");
  require("(> n 5)");
  strsmt_term assumptions[] = {parse("(= n 7)"), p, parse("(> n 5)")};
  ck_assert_int_eq(strsmt_check_assuming(s, 3, assumptions), STRSMT_UNSAT);
  ck_assert_int_eq(strsmt_get_core(s, NULL, NULL), STRSMT_ERROR_ARGUMENT);
  failed(STRSMT_ERROR_ARGUMENT, "strsmt_get_core: the core is NULL");
  ck_assert_int_eq(strsmt_get_core(s, NULL, &core), STRSMT_OK);
  ck_assert_uint_eq(core.count, 3);
  ck_assert_uint_eq(core.terms[0], parse("(str.in_re y (re.+ (re.range \"0\" \"9\")))"));
  ck_assert_uint_eq(core.terms[2], parse("(= r (re.* re.allchar))"));
  ck_assert_uint_gt(core.checks, 3);
  ck_assert_int_eq(strsmt_current_state(s), STRSMT_STATE_UNSAT);
  proved(&core);
  /* assumptions come first; the state stays, so it can be asked again */
  strsmt_pop(s, 1);
  strsmt_term contradiction[] = {parse("(> n 9)"), parse("(< n 3)"), p};
  ck_assert_int_eq(strsmt_check_assuming(s, 3, contradiction), STRSMT_UNSAT);
  for (int i = 0; i < 2; i++) {
    ck_assert_int_eq(strsmt_get_core(s, NULL, &core), STRSMT_OK);
    ck_assert_uint_eq(core.count, 2);
    ck_assert(core.minimal);
    ck_assert(core.terms[0] == contradiction[1] || core.terms[1] == contradiction[1]);
    proved(&core);
    minimal(&core);
  }
  end();
}
END_TEST

/* Whatever the budget, the core is one: proved, or everything. */
START_TEST(budgets)
{
  strsmt_core core;
  size_t smallest = 9, unproved = 0;
  begin();
  require("(str.in_re x (re.++ re.all (str.to_re \"a\") ((_ re.^ 6) re.allchar)))");
  require("(not (str.in_re x (re.++ (str.to_re \"a\") re.all)))");
  require("(<= (str.len x) 7)");
  require("(= y \"irrelevant\")");
  require("(or p (= n 4))");
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
  for (uint64_t steps = 1; steps < 20000; steps += 1 + steps / 3) {
    ck_assert_int_eq(strsmt_get_core(s, &(strsmt_limits){.steps = steps}, &core), STRSMT_OK);
    ck_assert(core.count >= 3 && core.count <= 5);
    ck_assert(core.proof || (core.count == 5 && !core.minimal && !core.proof_size));
    smallest = core.count < smallest ? core.count : smallest;
    unproved += !core.proof;
    if (core.proof)
      proved(&core);
  }
  ck_assert_uint_eq(smallest, 3);
  ck_assert(core.minimal);
  minimal(&core);
  ck_assert_uint_gt(unproved, 3);
  strsmt_interrupt(s);
  ck_assert_int_eq(strsmt_get_core(s, NULL, &core), STRSMT_OK);
  ck_assert(core.count == 5 && !core.proof);
  ck_assert_int_eq(strsmt_get_core(s, &(strsmt_limits){.bytes = 1}, &core), STRSMT_OK);
  ck_assert(core.count == 5 && !core.proof);
  ck_assert_int_eq(strsmt_get_core(s, &(strsmt_limits){.seconds = 1e-9}, &core), STRSMT_OK);
  ck_assert(core.count == 5 && !core.proof);
  end();
}
END_TEST

/* The proof of the context is the same with and without cores in between. */
START_TEST(cores_leave_no_trace)
{
  bytes proofs[2] = {{0}, {0}};
  for (int i = 0; i < 2; i++) {
    strsmt_core core;
    begin();
    strsmt_set_proof(s, swallow, &proofs[i], STRSMT_PROOF_TEXT);
    for (int round = 0; round < 3; round++) {
      require("(str.in_re x (re.range \"a\" \"c\"))");
      strsmt_push(s, 1);
      require(round == 1 ? "(= x \"b\")" : "(= x \"d\")");
      if (strsmt_check(s) == STRSMT_UNSAT && i)
        ck_assert_int_eq(strsmt_get_core(s, NULL, &core), STRSMT_OK);
      strsmt_pop(s, 1);
    }
    end();
  }
  ck_assert(proofs[0].size == proofs[1].size && !memcmp(proofs[0].data, proofs[1].data, proofs[0].size));
  bytes_free(&proofs[0]);
  bytes_free(&proofs[1]);
}
END_TEST

/* ---- calls at the wrong time ---- */

static void call_from_log(void *user, unsigned level, const char *line)
{
  (void)level;
  (void)line;
  unsigned *count = user;
  ck_assert_uint_eq(strsmt_make_int(s, 1), STRSMT_NO_TERM);
  ck_assert_int_eq(strsmt_assert(s, p), STRSMT_ERROR_BUSY);
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNKNOWN);
  ck_assert_int_eq(strsmt_push(s, 1), STRSMT_ERROR_BUSY);
  ck_assert_str_eq(strsmt_unknown_reason(s), "");
  ++*count;
}

START_TEST(called_from_a_callback)
{
  unsigned count = 0;
  begin();
  strsmt_set_log(s, call_from_log, &count, 2);
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_assert_uint_gt(count, 1);
  failed(STRSMT_ERROR_BUSY, "strsmt_check: while it ran, the context was used from another thread or from a callback, "
                            "which was refused");
  ck_assert_uint_eq(strsmt_level_count(s), 0);
  strsmt_set_log(s, NULL, NULL, 0);
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  end();
}
END_TEST

static pthread_barrier_t meeting;

static void wait_in_log(void *user, unsigned level, const char *line)
{
  (void)line;
  if (level == 1 && !*(bool *)user) {
    *(bool *)user = true;
    pthread_barrier_wait(&meeting); /* the check runs */
    pthread_barrier_wait(&meeting); /* the other thread has tried */
  }
}

static void *intrude(void *user)
{
  (void)user;
  pthread_barrier_wait(&meeting);
  ck_assert_uint_eq(strsmt_make_int(s, 123), STRSMT_NO_TERM);
  ck_assert_int_eq(strsmt_assert(s, p), STRSMT_ERROR_BUSY);
  pthread_barrier_wait(&meeting);
  return NULL;
}

START_TEST(called_from_another_thread)
{
  pthread_t other;
  bool met = false;
  begin();
  pthread_barrier_init(&meeting, NULL, 2);
  strsmt_set_log(s, wait_in_log, &met, 1);
  ck_assert_int_eq(pthread_create(&other, NULL, intrude, NULL), 0);
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  pthread_join(other, NULL);
  ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_BUSY);
  strsmt_clear_error(s);
  ck_assert_uint_eq(strsmt_assertion_count(s), 0);
  pthread_barrier_destroy(&meeting);
  end();
}
END_TEST

RUN_TESTS("answers", states, values_as_text, models_as_text, assertions, limits_of_one_check, kept_proof, log_lines,
          cores, budgets, cores_leave_no_trace, called_from_a_callback, called_from_another_thread)
