/* Tests of lib/term: hash-consing, desugaring, sorts, printing. */
#include "runner.h"
#include "allocator.h"

#include <stdio.h>

#include "term/term.h"

static mem m;
static test_allocator blocks;
static terms *t;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  mem_init(&m, &face);
  t = terms_new(&m);
}

static void end(void)
{
  terms_delete(t);
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

typedef struct text {
  char data[4096];
  size_t size, most; /* most: refuse more than that */
} text;

static bool append(void *user, const char *piece, size_t length)
{
  text *out = user;
  if (out->size + length > out->most)
    return false;
  memcpy(out->data + out->size, piece, length);
  out->size += length;
  out->data[out->size] = 0;
  return true;
}

static void ck_prints(term a, const char *expected)
{
  text out = {.most = sizeof out.data - 1};
  ck_assert_uint_ne(a, 0);
  ck_assert(terms_print(t, a, append, &out));
  ck_assert_str_eq(out.data, expected);
}

static term constant(const char *name, sort s)
{
  return terms_constant(t, name, strlen(name), s);
}

static term string(const char *ascii)
{
  uint32_t codes[100];
  size_t n = strlen(ascii);
  for (size_t i = 0; i < n; i++)
    codes[i] = (unsigned char)ascii[i];
  return terms_string(t, codes, n);
}

START_TEST(equal_terms_are_equal_numbers)
{
  begin();
  term x = constant("x", STRSMT_SORT_STRING), y = constant("y", STRSMT_SORT_STRING), n = constant("x", STRSMT_SORT_INT);
  ck_assert(x == constant("x", STRSMT_SORT_STRING) && x != y && x != n);
  ck_assert(terms_true(t) == terms_true(t) && terms_true(t) != terms_false(t));
  ck_assert(terms_int(t, 5) == terms_int(t, 5) && terms_int(t, 5) != terms_int(t, -5));
  ck_assert(string("ab") == string("ab") && string("ab") != string("abc") && string("") == terms_string(t, NULL, 0));
  ck_assert(string("x") != x);
  term a = terms_apply2(t, STRSMT_STR_CONCAT, x, y), b = terms_apply2(t, STRSMT_STR_CONCAT, x, y);
  ck_assert(a == b && a > x && a > y && a != terms_apply2(t, STRSMT_STR_CONCAT, y, x));
  term args[2] = {x, string("z")};
  ck_assert(terms_like(t, a, args) == terms_apply(t, STRSMT_STR_CONCAT, 2, args));
  ck_assert(terms_like(t, a, term_args(t, a)) == a);
  ck_assert(terms_like(t, x, NULL) == x);
  uint32_t one_two[2] = {1, 2}, one_three[2] = {1, 3};
  term all = terms_apply(t, STRSMT_RE_ALL, 0, NULL);
  term l = terms_apply_indexed(t, STRSMT_RE_LOOP, 2, one_two, 1, &all);
  ck_assert(l == terms_apply_indexed(t, STRSMT_RE_LOOP, 2, one_two, 1, &all));
  ck_assert(l != terms_apply_indexed(t, STRSMT_RE_LOOP, 2, one_three, 1, &all));
  term none = terms_apply(t, STRSMT_RE_NONE, 0, NULL);
  ck_prints(terms_like(t, l, &none), "((_ re.loop 1 2) re.none)");
  end();
}
END_TEST

START_TEST(looking)
{
  begin();
  term x = constant("x", STRSMT_SORT_STRING), s = string("ab"), i = terms_int(t, -7);
  term a = terms_apply2(t, STRSMT_STR_CONCAT, x, s);
  size_t length;
  ck_assert_uint_eq(terms_count(t), 4);
  ck_assert_int_eq(term_kind(t, a), STRSMT_STR_CONCAT);
  ck_assert_int_eq(term_sort(t, a), STRSMT_SORT_STRING);
  ck_assert(term_arity(t, a) == 2 && term_arg(t, a, 0) == x && term_arg(t, a, 1) == s);
  ck_assert(term_arity(t, s) == 0 && term_arity(t, i) == 0 && term_arity(t, x) == 0);
  ck_assert(term_index_count(t, a) == 0 && term_index_count(t, s) == 0);
  ck_assert(!term_is_ground(t, a) && term_is_ground(t, s) && !term_is_ground(t, x));
  ck_assert(term_is_literal(t, s) && term_is_literal(t, i) && !term_is_literal(t, x) &&
            term_is_literal(t, terms_true(t)));
  term re = terms_apply1(t, STRSMT_STR_TO_RE, s), all = terms_apply(t, STRSMT_RE_ALL, 0, NULL);
  term both = terms_apply2(t, STRSMT_RE_CONCAT, re, all);
  ck_assert(term_is_value(t, s) && term_is_value(t, both) && term_is_value(t, all) && !term_is_value(t, a));
  ck_assert(!term_is_value(t, terms_apply1(t, STRSMT_STR_TO_RE, x)) &&
            !term_is_value(t, terms_apply2(t, STRSMT_STR_IN_RE, s, re)));
  ck_assert(!term_is_value(t, terms_apply1(t, STRSMT_STR_TO_RE, terms_apply2(t, STRSMT_STR_CONCAT, s, s))));
  ck_assert(!term_is_value(t, terms_apply(t, STRSMT_ITE, 3, (term[]){terms_true(t), re, re})));
  ck_assert_str_eq(term_name(t, x), "x");
  const uint32_t *codes = term_codes(t, s, &length);
  ck_assert(length == 2 && codes[0] == 'a' && codes[1] == 'b');
  ck_assert_ptr_nonnull(term_codes(t, string(""), &length));
  ck_assert_uint_eq(length, 0);
  int64_t v;
  ck_assert(num_is_int64(term_num(t, i), &v) && v == -7);
  term ite = terms_apply(t, STRSMT_ITE, 3, (term[]){terms_true(t), s, s});
  ck_assert(term_sort(t, ite) == STRSMT_SORT_STRING && term_is_ground(t, ite) && !term_is_literal(t, ite));
  ck_assert_str_eq(kind_symbol(STRSMT_STR_IN_RE), "str.in_re");
  ck_assert_ptr_null(kind_symbol(STRSMT_TRUE));
  ck_assert_ptr_null(kind_symbol(STRSMT_CONSTANT));
  ck_assert_ptr_null(kind_symbol((strsmt_kind)1000));
  for (int k = STRSMT_NOT; k < STRSMT_KIND_COUNT; k++)
    ck_assert_ptr_nonnull(kind_symbol((strsmt_kind)k));
  end();
}
END_TEST

START_TEST(desugaring)
{
  begin();
  term p[4] = {constant("a", STRSMT_SORT_BOOL), constant("b", STRSMT_SORT_BOOL), constant("c", STRSMT_SORT_BOOL),
               constant("d", STRSMT_SORT_BOOL)};
  term n[3] = {constant("i", STRSMT_SORT_INT), constant("j", STRSMT_SORT_INT), constant("k", STRSMT_SORT_INT)};
  ck_prints(terms_apply(t, STRSMT_EQ, 3, p), "(and (= a b) (= b c))");
  ck_prints(terms_apply(t, STRSMT_EQ, 2, p), "(= a b)");
  ck_prints(terms_apply(t, STRSMT_DISTINCT, 3, p), "(and (distinct a b) (distinct a c) (distinct b c))");
  ck_prints(terms_apply(t, STRSMT_XOR, 4, p), "(xor (xor (xor a b) c) d)");
  ck_prints(terms_apply(t, STRSMT_IMPLIES, 4, p), "(=> a (=> b (=> c d)))");
  ck_prints(terms_apply(t, STRSMT_AND, 4, p), "(and a b c d)");
  ck_prints(terms_apply(t, STRSMT_OR, 3, p), "(or a b c)");
  ck_prints(terms_apply(t, STRSMT_LT, 3, n), "(and (< i j) (< j k))");
  ck_prints(terms_apply(t, STRSMT_SUB, 3, n), "(- (- i j) k)");
  ck_prints(terms_apply(t, STRSMT_DIV, 3, n), "(div (div i j) k)");
  ck_prints(terms_apply(t, STRSMT_ADD, 3, n), "(+ i j k)");
  ck_prints(terms_apply1(t, STRSMT_NEG, n[0]), "(- i)");
  term minus = terms_apply1(t, STRSMT_NEG, terms_int(t, 5));
  ck_assert_uint_eq(minus, terms_int(t, -5));
  ck_prints(minus, "(- 5)");
  ck_prints(terms_apply1(t, STRSMT_NEG, minus), "(- (- 5))");
  ck_assert_uint_eq(terms_apply1(t, STRSMT_NEG, terms_int(t, 0)), terms_int(t, 0));
  ck_prints(terms_apply1(t, STRSMT_NEG, terms_int(t, INT64_MIN)), "(- (- 9223372036854775808))");
  /* arguments that lie in the table itself */
  term wide = terms_apply(t, STRSMT_AND, 4, p);
  for (int i = 0; i < 200; i++) {
    ck_assert_uint_ne(terms_apply(t, STRSMT_OR, 4, term_args(t, wide)), 0);
    ck_assert_uint_ne(terms_apply(t, STRSMT_DISTINCT, 4, term_args(t, wide)), 0);
    p[i % 4] = terms_not(t, p[i % 4]);
    wide = terms_apply(t, STRSMT_AND, 4, p);
  }
  end();
}
END_TEST

START_TEST(substrings_of_the_table)
{
  begin();
  uint32_t codes[1000];
  for (uint32_t i = 0; i < 1000; i++)
    codes[i] = i;
  term s = terms_string(t, codes, 1000);
  size_t length;
  for (size_t i = 0; i < 999; i++) {
    term part = terms_string(t, term_codes(t, s, &length) + i, 1000 - i);
    const uint32_t *found = term_codes(t, part, &length);
    ck_assert_uint_eq(length, 1000 - i);
    ck_assert(!memcmp(found, codes + i, length * sizeof *codes));
  }
  end();
}
END_TEST

static void ck_sort(strsmt_kind k, size_t n, const term *args, sort expected, const char *why)
{
  const char *found;
  ck_assert_int_eq(terms_sort_of_application(t, k, 0, NULL, n, args, &found), expected);
  ck_assert_pstr_eq(found, why);
}

START_TEST(sorts)
{
  begin();
  term s = string("a"), i = terms_int(t, 1), b = terms_true(t), r = terms_apply(t, STRSMT_RE_ALL, 0, NULL);
  ck_sort(STRSMT_STR_IN_RE, 2, (term[]){s, r}, STRSMT_SORT_BOOL, NULL);
  ck_sort(STRSMT_STR_IN_RE, 2, (term[]){s, i}, STRSMT_SORT_NONE, "argument 2 must be of sort RegLan");
  ck_sort(STRSMT_STR_IN_RE, 1, (term[]){s}, STRSMT_SORT_NONE, "takes two arguments");
  ck_sort(STRSMT_STR_IN_RE, 2, (term[]){s, 0}, STRSMT_SORT_NONE, "an argument is no term");
  ck_sort(STRSMT_STR_IN_RE, 2, (term[]){s, 1000}, STRSMT_SORT_NONE, "an argument is no term");
  ck_sort(STRSMT_AND, 1, (term[]){b}, STRSMT_SORT_BOOL, NULL);
  ck_sort(STRSMT_AND, 0, NULL, STRSMT_SORT_NONE, "takes one argument or more");
  ck_sort(STRSMT_EQ, 1, (term[]){b}, STRSMT_SORT_NONE, "takes two arguments or more");
  ck_sort(STRSMT_AND, 5, (term[]){b, b, b, b, s}, STRSMT_SORT_NONE, "an argument must be of sort Bool");
  ck_sort(STRSMT_EQ, 3, (term[]){r, r, r}, STRSMT_SORT_BOOL, NULL);
  ck_sort(STRSMT_EQ, 3, (term[]){s, s, r}, STRSMT_SORT_NONE, "argument 3 must be of sort String");
  ck_sort(STRSMT_ITE, 3, (term[]){b, r, r}, STRSMT_SORT_REGLAN, NULL);
  ck_sort(STRSMT_ITE, 3, (term[]){b, b, b}, STRSMT_SORT_BOOL, NULL);
  ck_sort(STRSMT_ITE, 3, (term[]){b, i, s}, STRSMT_SORT_NONE, "argument 3 must be of sort Int");
  ck_sort(STRSMT_ITE, 3, (term[]){s, s, s}, STRSMT_SORT_NONE, "argument 1 must be of sort Bool");
  ck_sort(STRSMT_RE_NONE, 0, NULL, STRSMT_SORT_REGLAN, NULL);
  ck_sort(STRSMT_TRUE, 0, NULL, STRSMT_SORT_BOOL, NULL);
  ck_sort(STRSMT_RE_NONE, 1, (term[]){r}, STRSMT_SORT_NONE, "takes no arguments");
  ck_sort(STRSMT_CONSTANT, 0, NULL, STRSMT_SORT_NONE, "not an operator");
  ck_sort((strsmt_kind)-1, 0, NULL, STRSMT_SORT_NONE, "not an operator");
  ck_sort(STRSMT_RE_LOOP, 1, (term[]){r}, STRSMT_SORT_NONE, "takes two indices");
  ck_sort(STRSMT_STR_SUBSTR, 3, (term[]){s, i, i}, STRSMT_SORT_STRING, NULL);
  const char *why;
  ck_assert_int_eq(terms_sort_of_application(t, STRSMT_DIVISIBLE, 1, (uint32_t[]){0}, 1, &i, &why), STRSMT_SORT_NONE);
  ck_assert_int_eq(terms_sort_of_application(t, STRSMT_DIVISIBLE, 1, (uint32_t[]){3}, 1, &i, &why), STRSMT_SORT_BOOL);
  ck_assert_int_eq(terms_sort_of_application(t, STRSMT_RE_LOOP, 2, (uint32_t[]){3, 1}, 1, &r, &why),
                   STRSMT_SORT_REGLAN);
  end();
}
END_TEST

START_TEST(printing)
{
  begin();
  const uint32_t codes[] = {'a', '"', '\\', 'u', 0, 0x7f, 0xe9, 0x2ffff, '~', ' '};
  ck_prints(terms_string(t, codes, 10), "\"a\"\"\\u{5c}u\\u{0}\\u{7f}\\u{e9}\\u{2ffff}~ \"");
  ck_prints(string(""), "\"\"");
  ck_prints(terms_int(t, INT64_MIN), "(- 9223372036854775808)");
  ck_prints(constant("a-b@2", STRSMT_SORT_INT), "a-b@2");
  ck_prints(constant("2a", STRSMT_SORT_INT), "|2a|");
  ck_prints(constant("a b", STRSMT_SORT_INT), "|a b|");
  ck_prints(constant("", STRSMT_SORT_INT), "||");
  ck_prints(constant("let", STRSMT_SORT_INT), "|let|");
  ck_prints(constant("\xc3\xa9", STRSMT_SORT_INT), "|\xc3\xa9|");
  ck_prints(constant("a:", STRSMT_SORT_INT), "|a:|");
  term x = constant("x", STRSMT_SORT_STRING), i = constant("i", STRSMT_SORT_INT),
       none = terms_apply(t, STRSMT_RE_NONE, 0, NULL);
  term power = terms_apply_indexed(t, STRSMT_RE_POWER, 1, (uint32_t[]){4000000000u}, 1, &none);
  ck_prints(terms_apply2(t, STRSMT_STR_IN_RE, x, power), "(str.in_re x ((_ re.^ 4000000000) re.none))");
  ck_prints(terms_apply_indexed(t, STRSMT_DIVISIBLE, 1, (uint32_t[]){3}, 1, &i), "((_ divisible 3) i)");
  ck_prints(terms_not(t, terms_true(t)), "(not true)");
  text out = {.most = 3};
  ck_assert(!terms_print(t, terms_apply2(t, STRSMT_STR_IN_RE, x, power), append, &out));
  end();
}
END_TEST

static bool count_bytes(void *user, const char *piece, size_t length)
{
  (void)piece;
  *(size_t *)user += length;
  return true;
}

START_TEST(deep_and_long)
{
  begin();
  term a = constant("x", STRSMT_SORT_BOOL);
  for (int i = 0; i < 300000; i++)
    a = terms_apply1(t, STRSMT_NOT, a);
  size_t size = 0;
  ck_assert(terms_print(t, a, count_bytes, &size));
  ck_assert_uint_eq(size, 300000 * 6 + 1);
  size_t length = 10000000;
  uint32_t *codes = malloc(length * sizeof *codes);
  for (size_t i = 0; i < length; i++)
    codes[i] = 'a' + (uint32_t)(i % 26);
  term s = terms_string(t, codes, length);
  ck_assert(s && s == terms_string(t, codes, length));
  size = 0;
  ck_assert(terms_print(t, s, count_bytes, &size));
  ck_assert_uint_eq(size, length + 2);
  free(codes);
  end();
}
END_TEST

START_TEST(out_of_memory)
{
  size_t fail = 1;
  for (bool done = false; !done; fail++) {
    begin();
    terms_delete(t);
    blocks.calls = 0;
    blocks.fail_at = fail;
    t = terms_new(&m);
    bool ok = t;
    for (uint32_t i = 0; ok && i < 100; i++) {
      char name[20];
      snprintf(name, sizeof name, "x%u", (unsigned)i);
      num big = NUM_ZERO;
      ok = num_set_text(&m, &big, "123456789012345678901234567890", 30);
      term x = ok ? constant(name, STRSMT_SORT_INT) : 0, n = x ? terms_num(t, &big) : 0, k = n ? terms_int(t, i) : 0;
      term s = k ? terms_string(t, &i, 1) : 0;
      num_free(&m, &big);
      ok = s && terms_apply(t, STRSMT_DISTINCT, 3, (term[]){x, n, k});
      size_t size = 0;
      ok = ok && terms_print(t, (term)terms_count(t), count_bytes, &size);
    }
    ck_assert_int_eq(ok, !mem_failed(&m));
    done = ok;
    end();
  }
  ck_assert_uint_gt(fail, 100);
}
END_TEST

RUN_TESTS("term", equal_terms_are_equal_numbers, looking, desugaring, substrings_of_the_table, sorts, printing,
          deep_and_long, out_of_memory)
