/* Tests of term/concat and of those that use it: nested concatenations take time and memory linear in their depth. */
#include "runner.h"
#include "allocator.h"
#include "term_reader.h"

#include "term/concat.h"

#include <time.h>

/* ---- concat.h ---- */

static mem m;
static limits l;
static test_allocator blocks;
static terms *t;

static void begin_failing(size_t fail_at)
{
  blocks = (test_allocator){.fail_at = fail_at};
  strsmt_allocator face = test_allocator_face(&blocks);
  mem_init(&m, &face);
  limits_init(&l, &m);
  t = terms_new(&m);
}

static void end(void)
{
  terms_delete(t);
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

/* Literals have values; a constant u is known to have none; nothing is known about others. */
static bool literals(void *user, term a, term *value)
{
  (void)user;
  *value = term_is_literal(t, a) ? a : 0;
  return *value || (term_kind(t, a) == STRSMT_CONSTANT && *term_name(t, a) == 'u');
}

static const struct nest {
  const char *term, *value, *parts, *without; /* value "none": then how many levels are without */
} nests[] = {
    {"(str.++ \"a\" \"b\")", "\"ab\"", "", ""},
    {"(str.++ \"a\" (str.++ \"b\" \"c\") \"d\")", "\"abcd\"", "", ""},
    {"(str.++ (str.++ (str.++ \"a\" \"b\") \"c\") \"d\")", "\"abcd\"", "", ""},
    {"(str.++ (str.++ \"a\" \"b\") \"c\" (str.++ \"a\" \"b\") (str.++ (str.++ \"a\" \"b\") \"\"))", "\"abcabab\"", "",
     ""},
    {"(str.++ (str.++ \"\" \"\") (str.++ \"\" \"\"))", "\"\"", "", ""},
    {"(str.++ \"a\" (str.++ x \"b\") y x)", "none", "xyx", "2"},
    {"(str.++ (str.++ \"a\" (str.++ \"b\" u)) (str.++ x y))", "none", "xy", "3"},
    {"(str.++ (str.++ \"a\" \"b\") u)", "none", "", "1"},
    {"(str.++ (str.++ x \"b\") (str.++ (str.++ x \"b\") \"c\"))", "none", "x", "2"},
};

static void ck_nest(const struct nest *n)
{
  term_list parts = {0}, without = {0};
  term a = read_term(t, n->term);
  ck_assert(concat_parts(t, &l, a, literals, NULL, &parts));
  ck_assert_uint_eq(parts.size, strlen(n->parts));
  for (size_t i = 0; i < parts.size; i++)
    ck_assert_int_eq(*term_name(t, parts.data[i]), n->parts[i]);
  term value = concat_value(t, &l, a, literals, NULL, &without);
  char *found = term_text(t, value);
  ck_assert_msg(!strcmp(found, n->value), "%s is %s, not %s", n->term, found, n->value);
  free(found);
  ck_assert_uint_eq(without.size, *n->without ? (size_t)(*n->without - '0') : 0);
  if (without.size)
    ck_assert_uint_eq(without.data[0], a);
  for (size_t i = 1; i < without.size; i++) /* each is an argument of the one before */
    ck_assert_uint_lt(without.data[i], without.data[i - 1]);
  stack_free(&m, &parts);
  stack_free(&m, &without);
}

START_TEST(values)
{
  begin_failing(0);
  for (size_t i = 0; i < sizeof nests / sizeof *nests; i++)
    ck_nest(&nests[i]);
  ck_assert(!concat_is_nest(t, read_term(t, "(str.++ \"a\" \"b\")"), literals, NULL));
  ck_assert(!concat_is_nest(t, read_term(t, "(str.++ \"a\" (str.at x i))"), literals, NULL));
  ck_assert(!concat_is_nest(t, read_term(t, "(str.at (str.++ \"a\" \"b\") 0)"), literals, NULL));
  ck_assert(concat_is_nest(t, read_term(t, "(str.++ x (str.++ \"a\" \"b\"))"), literals, NULL));
  end();
}
END_TEST

/* Each level is twice the one below. */
static term doubled(term a, size_t times)
{
  for (size_t i = 0; i < times; i++)
    a = terms_apply2(t, STRSMT_STR_CONCAT, a, a);
  return a;
}

START_TEST(shared)
{
  begin_failing(0);
  term_list without = {0};
  term value = concat_value(t, &l, doubled(read_term(t, "\"\""), 5000), literals, NULL, &without);
  ck_assert_uint_eq(value, read_term(t, "\"\""));
  size_t length;
  value = concat_value(t, &l, doubled(read_term(t, "\"ab\""), 15), literals, NULL, &without);
  const uint32_t *codes = term_codes(t, value, &length);
  ck_assert_uint_eq(length, 65536);
  for (size_t i = 0; i < length; i++)
    ck_assert_uint_eq(codes[i], i % 2 ? 'b' : 'a');
  ck_assert_uint_eq(without.size, 0);
  /* more than there is memory for: the limit says so */
  m.limit = m.bytes + 50000000;
  limits_begin(&l, &(strsmt_limits){.bytes = m.limit});
  ck_assert_uint_eq(concat_value(t, &l, doubled(read_term(t, "\"ab\""), 70), literals, NULL, &without), 0);
  ck_assert_uint_eq(without.size, 0);
  ck_assert_int_ne(l.stop, STOP_NONE);
  limits_end(&l);
  end();
}
END_TEST

START_TEST(out_of_memory)
{
  bool done = false;
  for (size_t fail = 1; !done; fail++) {
    begin_failing(0);
    term a[sizeof nests / sizeof *nests], big = doubled(read_term(t, "\"a\""), 12);
    term_list parts = {0}, without = {0};
    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++)
      a[i] = read_term(t, nests[i].term);
    blocks.calls = 0;
    blocks.fail_at = fail;
    for (size_t i = 0; i < sizeof nests / sizeof *nests && !mem_failed(&m); i++)
      if (concat_parts(t, &l, a[i], literals, NULL, &parts))
        concat_value(t, &l, a[i], literals, NULL, &without);
    concat_value(t, &l, big, literals, NULL, &without);
    done = !mem_failed(&m);
    stack_free(&m, &parts);
    stack_free(&m, &without);
    end();
  }
}
END_TEST

/* ---- 100,000 levels, through the API ---- */

enum { LEVELS = 100000 };

/* Of processor time, and of memory. Three theories and the bounded search work on each level of a nest; the value of each
 * 128th level is a literal of its own. */
#ifdef __SANITIZE_ADDRESS__
static const double SECONDS = 60;
#else
static const double SECONDS = 6;
#endif
static const size_t BYTES = 800000000;

static strsmt *s;
static clock_t started;

static void begin_check(void)
{
  ck_assert_ptr_nonnull(s = strsmt_new(NULL));
  started = clock();
}

static void end_check(void)
{
  strsmt_statistics statistics;
  double seconds = (double)(clock() - started) / CLOCKS_PER_SEC;
  strsmt_get_statistics(s, &statistics);
  ck_assert_msg(strsmt_error(s) == STRSMT_OK, "%s", strsmt_error_message(s));
  ck_assert_msg(statistics.peak_bytes < BYTES, "%llu bytes", (unsigned long long)statistics.peak_bytes);
  ck_assert_msg(seconds < SECONDS, "%f s", seconds);
  strsmt_delete(s);
}

static strsmt_term str(const char *text)
{
  return strsmt_make_string(s, text);
}

static strsmt_term concat(strsmt_term a, strsmt_term b)
{
  return strsmt_make_2(s, STRSMT_STR_CONCAT, a, b);
}

typedef strsmt_term (*shape)(strsmt_term end);

static strsmt_term right(strsmt_term last)
{
  for (int i = 0; i < LEVELS; i++)
    last = concat(str("a"), last);
  return last;
}

static strsmt_term left(strsmt_term first)
{
  for (int i = 0; i < LEVELS; i++)
    first = concat(first, str("a"));
  return first;
}

static strsmt_term both(strsmt_term middle)
{
  for (int i = 0; i < LEVELS / 2; i++)
    middle = concat(concat(str("a"), middle), str("a"));
  return middle;
}

static strsmt_term balanced(strsmt_term first)
{
  static strsmt_term row[LEVELS + 1];
  size_t n = LEVELS + 1;
  row[0] = first;
  for (size_t i = 1; i < n; i++) /* different ones, so that not all is shared */
    row[i] = i % 7 ? str("a") : strsmt_make_2(s, STRSMT_STR_AT, str("aa"), strsmt_make_int(s, (int64_t)i % 2));
  for (; n > 1; n = (n + 1) / 2)
    for (size_t i = 0; i < n; i += 2)
      row[i / 2] = i + 1 < n ? concat(row[i], row[i + 1]) : row[i];
  return row[0];
}

static const shape shapes[] = {right, left, both, balanced};

/* One b, and as many a as there are levels. */
static void ck_long(strsmt_term value)
{
  size_t length, b = 0, a = 0;
  const uint32_t *codes = strsmt_term_codes(s, value, &length);
  ck_assert_uint_eq(length, LEVELS + 1);
  for (size_t i = 0; i < length; i++) {
    a += codes[i] == 'a';
    b += codes[i] == 'b';
  }
  ck_assert_uint_eq(a, LEVELS);
  ck_assert_uint_eq(b, 1);
}

static strsmt_term same(strsmt_term a, strsmt_term b)
{
  return strsmt_make_2(s, STRSMT_EQ, a, b);
}

START_TEST(ground)
{
  begin_check();
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
  strsmt_term nest = shapes[_i](str("b"));
  strsmt_assert(s, same(x, nest));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_long(strsmt_value(s, x));
  ck_long(strsmt_value(s, nest));
  strsmt_assert(s, same(strsmt_make_1(s, STRSMT_STR_LEN, nest), strsmt_make_int(s, LEVELS)));
  ck_assert_int_eq(strsmt_check(s), STRSMT_UNSAT);
  end_check();
}
END_TEST

START_TEST(with_variables)
{
  begin_check();
  strsmt_term y = strsmt_make_constant(s, "y", STRSMT_SORT_STRING);
  strsmt_term nest = shapes[_i](strsmt_make_3(s, STRSMT_ITE, same(y, str("")), str("c"), concat(y, str(""))));
  strsmt_assert(s, same(y, str("b")));
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  ck_long(strsmt_value(s, nest));
  strsmt_assert(s, same(nest, strsmt_make_constant(s, "x", STRSMT_SORT_STRING)));
  ck_assert_int_ne(strsmt_check(s), STRSMT_UNSAT);
  end_check();
}
END_TEST

/* What has no value, deep inside, and an inner one that occurs by itself. */
START_TEST(without_value)
{
  begin_check();
  strsmt_term open = strsmt_make_2(s, STRSMT_DIV, strsmt_make_int(s, 1), strsmt_make_int(s, 0));
  strsmt_term inner = concat(strsmt_make_2(s, STRSMT_STR_AT, str("a"), open), str("c")), nest = shapes[_i](inner);
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING), apart = concat(str("a"), str("a"));
  strsmt_assert(s, strsmt_make_2(s, STRSMT_OR, same(x, nest), same(x, apart)));
  ck_assert_int_ne(strsmt_check(s), STRSMT_UNSAT);
  strsmt_value(s, nest);
  strsmt_clear_error(s);
  end_check();
}
END_TEST

/* Lack of memory at each allocation of a check of small nests. */
START_TEST(faults)
{
  bool done = false;
  for (size_t fail = 1; !done; fail++) {
    test_allocator a = {0};
    strsmt_allocator face = test_allocator_face(&a);
    s = strsmt_new(&face);
    strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
    strsmt_term at = strsmt_make_2(s, STRSMT_STR_AT, str("a"), strsmt_make_int(s, 0));
    strsmt_term inner = concat(concat(str("b"), str("c")), at);
    strsmt_assert(s, same(x, concat(inner, concat(str("a"), inner))));
    strsmt_assert(s, same(strsmt_make_constant(s, "n", STRSMT_SORT_INT), strsmt_make_int(s, 3)));
    strsmt_term nest = concat(concat(concat(x, str("d")), x), x);
    a.calls = 0;
    a.fail_at = fail;
    strsmt_answer answer = strsmt_check(s);
    ck_assert_int_ne(answer, STRSMT_UNSAT);
    strsmt_term value = answer == STRSMT_SAT ? strsmt_value(s, nest) : STRSMT_NO_TERM;
    done = strsmt_error(s) == STRSMT_OK;
    ck_assert(done ? value != STRSMT_NO_TERM : strsmt_error(s) == STRSMT_ERROR_MEMORY);
    strsmt_delete(s);
    ck_assert_uint_eq(a.blocks, 0);
    ck_assert(!a.wrong_size);
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("concat");
  TCase *cases = tcase_create("concat");
  tcase_set_timeout(cases, 60);
  tcase_add_test(cases, values);
  tcase_add_test(cases, shared);
  tcase_add_test(cases, out_of_memory);
  tcase_add_loop_test(cases, ground, 0, sizeof shapes / sizeof *shapes);
  tcase_add_loop_test(cases, with_variables, 0, sizeof shapes / sizeof *shapes);
  tcase_add_loop_test(cases, without_value, 0, sizeof shapes / sizeof *shapes);
  tcase_add_test(cases, faults);
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
