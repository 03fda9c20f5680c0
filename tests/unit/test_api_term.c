/* Tests of api/api_term: what is built, how mistakes are reported, and that none of them crashes. */
#include "runner.h"
#include "allocator.h"

#include <math.h>
#include <string.h>

static test_allocator blocks;
static strsmt *s;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  s = strsmt_new(&face);
  ck_assert_ptr_nonnull(s);
}

static void end(void)
{
  strsmt_delete(s);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

static void ck_prints(strsmt_term t, const char *expected)
{
  char text[512];
  ck_assert_uint_ne(t, STRSMT_NO_TERM);
  ck_assert_uint_eq(strsmt_print_term(s, t, text, sizeof text), strlen(expected));
  ck_assert_str_eq(text, expected);
}

/* The call before has failed, with this code and message. */
static void ck_error(strsmt_error_code code, const char *message)
{
  ck_assert_str_eq(strsmt_error_message(s), message);
  ck_assert_int_eq(strsmt_error(s), code);
  strsmt_clear_error(s);
  ck_assert_int_eq(strsmt_error(s), STRSMT_OK);
  ck_assert_str_eq(strsmt_error_message(s), "");
}

START_TEST(leaves)
{
  begin();
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
  ck_assert_uint_eq(x, strsmt_make_constant(s, "x", STRSMT_SORT_STRING));
  ck_assert_uint_ne(x, strsmt_make_constant(s, "y", STRSMT_SORT_INT));
  ck_prints(x, "x");
  ck_prints(strsmt_make_constant(s, "gr\xc3\xbc\xc3\x9f", STRSMT_SORT_REGLAN), "|gr\xc3\xbc\xc3\x9f|");
  ck_prints(strsmt_make_bool(s, true), "true");
  ck_prints(strsmt_make_bool(s, false), "false");
  ck_assert_uint_eq(strsmt_make_0(s, STRSMT_TRUE), strsmt_make_bool(s, true));
  ck_prints(strsmt_make_int(s, INT64_MIN), "(- 9223372036854775808)");
  ck_assert_uint_eq(strsmt_make_int_text(s, "-00017"), strsmt_make_int(s, -17));
  ck_prints(strsmt_make_int_text(s, "123456789012345678901234567890"), "123456789012345678901234567890");
  ck_prints(strsmt_make_string(s, "a\\u{41}\"\xf0\xa0\x80\x80"), "\"a\\u{5c}u{41}\"\"\\u{20000}\"");
  ck_prints(strsmt_make_string_length(s, "a\0b", 3), "\"a\\u{0}b\"");
  ck_prints(strsmt_make_string_length(s, NULL, 0), "\"\"");
  ck_prints(strsmt_make_string_codes(s, (uint32_t[]){0xd800, 0x2ffff}, 2), "\"\\u{d800}\\u{2ffff}\"");
  ck_prints(strsmt_make_string_codes(s, NULL, 0), "\"\"");
  char text[1001];
  memset(text, 'z', 1000);
  text[1000] = 0;
  size_t length;
  const uint32_t *codes = strsmt_term_codes(s, strsmt_make_string(s, text), &length);
  ck_assert(length == 1000 && codes[0] == 'z' && codes[999] == 'z');
  ck_assert_int_eq(strsmt_error(s), STRSMT_OK);
  end();
}
END_TEST

START_TEST(wrong_leaves)
{
  begin();
  ck_assert_uint_eq(strsmt_make_constant(s, NULL, STRSMT_SORT_INT), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_constant: the name is NULL");
  ck_assert_uint_eq(strsmt_make_constant(s, "a|b", STRSMT_SORT_INT), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_constant: the name contains '|', which no symbol of SMT-LIB can");
  ck_assert_uint_eq(strsmt_make_constant(s, "a\\b", STRSMT_SORT_INT), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_constant: the name contains '\\', which no symbol of SMT-LIB can");
  ck_assert_uint_eq(strsmt_make_constant(s, "x", STRSMT_SORT_NONE), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_constant: there is no sort number 0");
  ck_assert_uint_eq(strsmt_make_constant(s, "x", (strsmt_sort)77), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_constant: there is no sort number 77");
  ck_assert_uint_eq(strsmt_make_int_text(s, NULL), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_int_text: the text is NULL");
  ck_assert_uint_eq(strsmt_make_int_text(s, "12x"), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_int_text: the text is no integer: an optional '-' and decimal digits");
  ck_assert_uint_eq(strsmt_make_string(s, NULL), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_string: the text is NULL");
  ck_assert_uint_eq(strsmt_make_string_length(s, NULL, 2), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_string_length: the text is NULL");
  ck_assert_uint_eq(strsmt_make_string(s, "a\xf0\xb0\x80\x80"), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_string: code point 0x30000 at byte 1 is above 0x2FFFF");
  ck_assert_uint_eq(strsmt_make_string_codes(s, NULL, 2), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_string_codes: the array is NULL");
  ck_assert_uint_eq(strsmt_make_string_codes(s, (uint32_t[]){65, 0x30000}, 2), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_string_codes: code point 0x30000 at position 1 is above 0x2FFFF");
  ck_assert(strsmt_usable(s));
  end();
}
END_TEST

START_TEST(broken_utf8)
{
  static const char *const bad[] = {
      "\x80",         "\xc0\x80",         "\xc1\xbf",         "\xc3",         "\xc3(",
      "\xe0\x9f\xbf", "\xe2\x82",         "\xe2(\xa1",        "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
      "\xf0\x90\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"};
  static const char *const good[] = {"\x7f",         "\xc2\x80",     "\xdf\xbf",     "\xe0\xa0\x80",
                                     "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80"};
  static const uint32_t codes[] = {0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000};
  begin();
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char text[16] = "ab";
    strcat(text, bad[i]);
    ck_assert_uint_eq(strsmt_make_string(s, text), 0);
    ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_string: the text is no UTF-8 at byte 2");
    ck_assert_uint_eq(strsmt_make_constant(s, text, STRSMT_SORT_INT), 0);
    ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_constant: the name is no UTF-8 at byte 2");
  }
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    size_t length;
    const uint32_t *found = strsmt_term_codes(s, strsmt_make_string(s, good[i]), &length);
    ck_assert(length == 1 && *found == codes[i]);
  }
  end();
}
END_TEST

START_TEST(applications)
{
  begin();
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING), i = strsmt_make_constant(s, "i", STRSMT_SORT_INT);
  strsmt_term digit = strsmt_make_2(s, STRSMT_RE_RANGE, strsmt_make_string(s, "0"), strsmt_make_string(s, "9"));
  strsmt_term power = strsmt_make_indexed(s, STRSMT_RE_POWER, 1, (uint32_t[]){3}, 1, &digit);
  strsmt_term member = strsmt_make_2(s, STRSMT_STR_IN_RE, x, power);
  ck_prints(member, "(str.in_re x ((_ re.^ 3) (re.range \"0\" \"9\")))");
  ck_prints(strsmt_make_3(s, STRSMT_STR_SUBSTR, x, i, strsmt_make_1(s, STRSMT_STR_LEN, x)),
            "(str.substr x i (str.len x))");
  ck_prints(strsmt_make(s, STRSMT_DISTINCT, 3, (strsmt_term[]){x, strsmt_make_string(s, ""), x}),
            "(and (distinct x \"\") (distinct x x) (distinct \"\" x))");
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_NEG, strsmt_make_int(s, 5)), strsmt_make_int(s, -5));
  ck_prints(strsmt_make_0(s, STRSMT_RE_ALLCHAR), "re.allchar");
  ck_assert_int_eq(strsmt_term_kind(s, member), STRSMT_STR_IN_RE);
  ck_assert_int_eq(strsmt_term_sort(s, member), STRSMT_SORT_BOOL);
  ck_assert_uint_eq(strsmt_term_arity(s, member), 2);
  ck_assert_uint_eq(strsmt_term_child(s, member, 1), power);
  ck_assert_uint_eq(strsmt_term_index_count(s, power), 1);
  ck_assert_uint_eq(strsmt_term_index(s, power, 0), 3);
  ck_assert_str_eq(strsmt_term_name(s, x), "x");
  int64_t v = 0;
  ck_assert(strsmt_term_int64(s, strsmt_make_int(s, -9), &v) && v == -9);
  ck_assert(!strsmt_term_int64(s, strsmt_make_int_text(s, "9223372036854775808"), &v) && !strsmt_term_int64(s, x, &v) &&
            v == -9);
  ck_assert_str_eq(strsmt_kind_symbol(STRSMT_RE_LOOP), "re.loop");
  ck_assert_ptr_null(strsmt_kind_symbol(STRSMT_STRING_LITERAL));
  ck_assert_ptr_null(strsmt_kind_symbol(STRSMT_KIND_COUNT));
  ck_assert_int_eq(strsmt_error(s), STRSMT_OK);
  end();
}
END_TEST

START_TEST(wrong_applications)
{
  begin();
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING), i = strsmt_make_constant(s, "i", STRSMT_SORT_INT);
  strsmt_term r = strsmt_make_0(s, STRSMT_RE_ALL);
  ck_assert_uint_eq(strsmt_make_2(s, STRSMT_STR_IN_RE, x, i), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_2: argument 2 of str.in_re must be of sort RegLan, but is of sort Int");
  ck_assert_uint_eq(strsmt_make_2(s, STRSMT_EQ, x, i), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_2: argument 2 of = must be of sort String, but is of sort Int");
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_STR_IN_RE, x), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_1: str.in_re takes 2 arguments, but 1 was given");
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_STR_CONCAT, i), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_1: argument 1 of str.++ must be of sort String, but is of sort Int");
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_STR_LT, x), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_1: str.< takes at least 2 arguments, but 1 was given");
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_STR_CONCAT, x), x);
  ck_assert_uint_eq(strsmt_make_0(s, STRSMT_NOT), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_0: not takes 1 argument, but 0 were given");
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_RE_LOOP, r), 0);
  ck_error(STRSMT_ERROR_SORT,
           "strsmt_make_1: re.loop takes 2 indices, but 0 were given (strsmt_make_indexed takes them)");
  ck_assert_uint_eq(strsmt_make_indexed(s, STRSMT_RE_STAR, 1, (uint32_t[]){1}, 1, &r), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_indexed: re.* takes 0 indices, but 1 was given");
  ck_assert_uint_eq(strsmt_make_indexed(s, STRSMT_DIVISIBLE, 1, (uint32_t[]){0}, 1, &i), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_indexed: the index of divisible must be positive");
  ck_assert_uint_eq(strsmt_make(s, STRSMT_AND, 2, NULL), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make: the array of arguments is NULL");
  ck_assert_uint_eq(strsmt_make_indexed(s, STRSMT_RE_POWER, 1, NULL, 1, &r), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_indexed: the array of indices is NULL");
  ck_assert_uint_eq(strsmt_make_0(s, STRSMT_CONSTANT), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_0: kind number 1 is no operator");
  ck_assert_uint_eq(strsmt_make_0(s, (strsmt_kind)-3), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_0: kind number -3 is no operator");
  ck_assert_uint_eq(strsmt_make_2(s, STRSMT_STR_IN_RE, x, STRSMT_NO_TERM), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_2: argument 2 of str.in_re is no term of this context");
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_RE_STAR, 1000000), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_make_1: argument 1 of re.* is no term of this context");
  /* the first error stays */
  ck_assert_uint_eq(strsmt_make_1(s, STRSMT_NOT, strsmt_make_2(s, STRSMT_STR_IN_RE, x, i)), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_2: argument 2 of str.in_re must be of sort RegLan, but is of sort Int");
  end();
}
END_TEST

START_TEST(wrong_looks)
{
  begin();
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING), word = strsmt_make_string(s, "a");
  size_t length = 7;
  ck_assert_int_eq(strsmt_term_kind(s, 0), STRSMT_KIND_NONE);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_term_kind: the term is no term of this context (0)");
  ck_assert_int_eq(strsmt_term_sort(s, 4000000000u), STRSMT_SORT_NONE);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_term_sort: the term is no term of this context (4000000000)");
  ck_assert_uint_eq(strsmt_term_child(s, x, 0), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_term_child: there is no child 0: the term has 0, counted from 0");
  ck_assert_uint_eq(strsmt_term_child(s, word, 0), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_term_child: there is no child 0: the term has 0, counted from 0");
  ck_assert_uint_eq(strsmt_term_index(s, x, 0), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_term_index: there is no index 0: the term has 0, counted from 0");
  ck_assert_ptr_null(strsmt_term_name(s, word));
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_term_name: the term is no constant");
  ck_assert_ptr_null(strsmt_term_codes(s, x, &length));
  ck_assert_uint_eq(length, 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_term_codes: the term is no string literal");
  ck_assert_ptr_nonnull(strsmt_term_codes(s, word, NULL));
  ck_assert(strsmt_term_int64(s, strsmt_make_int(s, 1), NULL));
  ck_assert(!strsmt_term_int64(s, 0, NULL));
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_term_int64: the term is no term of this context (0)");
  end();
}
END_TEST

START_TEST(printing)
{
  begin();
  strsmt_term word = strsmt_make_string(s, "abcdef");
  for (size_t size = 1; size < 12; size++) {
    char text[16];
    memset(text, '#', sizeof text);
    ck_assert_uint_eq(strsmt_print_term(s, word, text, size), 8);
    ck_assert_uint_eq(strlen(text), size - 1 < 8 ? size - 1 : 8);
    ck_assert(!strncmp(text, "\"abcdef\"", strlen(text)));
    ck_assert_int_eq(text[size], '#');
  }
  ck_assert_uint_eq(strsmt_print_term(s, word, NULL, 0), 8);
  ck_assert_uint_eq(strsmt_print_term(s, word, NULL, 100), 8);
  char text[4] = "##";
  ck_assert_uint_eq(strsmt_print_term(s, word, text, 0), 8);
  ck_assert_int_eq(text[0], '#');
  ck_assert_uint_eq(strsmt_print_term(s, 0, text, sizeof text), 0);
  ck_assert_str_eq(text, "");
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_print_term: the term is no term of this context (0)");
  end();
}
END_TEST

START_TEST(names_of_two_sorts)
{
  begin();
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_INT);
  ck_assert_uint_eq(strsmt_make_constant(s, "x", STRSMT_SORT_INT), x);
  ck_assert_uint_eq(strsmt_make_constant(s, "x", STRSMT_SORT_STRING), 0);
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_constant: the constant x is of sort Int: a name has one sort in a context");
  ck_assert_uint_eq(strsmt_make_constant(s, "x", STRSMT_SORT_STRING), 0); /* still */
  ck_error(STRSMT_ERROR_SORT, "strsmt_make_constant: the constant x is of sort Int: a name has one sort in a context");
  ck_assert_uint_eq(strsmt_constant_count(s), 1);
  end();
}
END_TEST

static void simplifies_to(strsmt_term t, const char *expected)
{
  char text[200];
  strsmt_print_term(s, strsmt_simplify(s, t), text, sizeof text);
  ck_assert_str_eq(text, expected);
}

START_TEST(simplifying)
{
  begin();
  strsmt_term p = strsmt_make_constant(s, "p", STRSMT_SORT_BOOL), q = strsmt_make_constant(s, "q", STRSMT_SORT_BOOL);
  strsmt_term n = strsmt_make_constant(s, "n", STRSMT_SORT_INT), yes = strsmt_make_bool(s, true);
  strsmt_term no = strsmt_make_bool(s, false), zero = strsmt_make_int(s, 0);
  strsmt_term three[3] = {p, yes, p}, nothing[3] = {p, no, q};
  simplifies_to(strsmt_make(s, STRSMT_AND, 3, three), "p");
  simplifies_to(strsmt_make(s, STRSMT_AND, 3, nothing), "false");
  simplifies_to(strsmt_make(s, STRSMT_OR, 3, nothing), "(or p q)");
  simplifies_to(strsmt_make(s, STRSMT_OR, 3, three), "true");
  simplifies_to(strsmt_make_1(s, STRSMT_NOT, strsmt_make_1(s, STRSMT_NOT, p)), "p");
  simplifies_to(strsmt_make_2(s, STRSMT_IMPLIES, p, no), "(not p)");
  simplifies_to(strsmt_make_2(s, STRSMT_IMPLIES, no, p), "true");
  simplifies_to(strsmt_make_2(s, STRSMT_XOR, p, yes), "(not p)");
  simplifies_to(strsmt_make_2(s, STRSMT_EQ, no, p), "(not p)");
  simplifies_to(strsmt_make_2(s, STRSMT_DISTINCT, p, p), "false");
  simplifies_to(strsmt_make_3(s, STRSMT_ITE, p, yes, no), "p");
  simplifies_to(strsmt_make_3(s, STRSMT_ITE, p, n, n), "n");
  simplifies_to(strsmt_make_2(s, STRSMT_ADD, n, zero), "n");
  simplifies_to(strsmt_make_2(s, STRSMT_DIV, n, zero), "(div n 0)");
  simplifies_to(strsmt_make_2(s, STRSMT_MOD, n, strsmt_make_int(s, 3)), "(mod n 3)");
  simplifies_to(strsmt_make_1(s, STRSMT_STR_LEN, strsmt_make_string(s, "abc")), "3");
  ck_assert_uint_eq(strsmt_simplify(s, 0), 0);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_simplify: the term is no term of this context (0)");
  ck_assert_uint_eq(strsmt_simplify(NULL, 1), 0);
  end();
}
END_TEST

START_TEST(limits_that_are_none)
{
  begin();
  strsmt_core core;
  strsmt_set_limits(s, &(strsmt_limits){.seconds = -1});
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_set_limits: the seconds are negative");
  strsmt_set_limits(s, &(strsmt_limits){.seconds = NAN});
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_set_limits: the seconds are no number");
  ck_assert_int_eq(strsmt_check_limited(s, 0, NULL, &(strsmt_limits){.seconds = NAN}), STRSMT_UNKNOWN);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_check_limited: the seconds are no number");
  ck_assert_int_eq(strsmt_get_core(s, &(strsmt_limits){.seconds = -0.5}, &core), STRSMT_ERROR_ARGUMENT);
  ck_error(STRSMT_ERROR_ARGUMENT, "strsmt_get_core: the seconds are negative");
  ck_assert_int_eq(strsmt_check_limited(s, 0, NULL, &(strsmt_limits){.seconds = INFINITY}), STRSMT_SAT);
  end();
}
END_TEST

START_TEST(null_context)
{
  size_t length = 3;
  char text[4] = "##";
  ck_assert_uint_eq(strsmt_make_constant(NULL, "x", STRSMT_SORT_INT), 0);
  ck_assert_uint_eq(strsmt_make_bool(NULL, true), 0);
  ck_assert_uint_eq(strsmt_make_int(NULL, 1), 0);
  ck_assert_uint_eq(strsmt_make_int_text(NULL, "1"), 0);
  ck_assert_uint_eq(strsmt_make_string(NULL, "1"), 0);
  ck_assert_uint_eq(strsmt_make_string_length(NULL, "1", 1), 0);
  ck_assert_uint_eq(strsmt_make_string_codes(NULL, NULL, 0), 0);
  ck_assert_uint_eq(strsmt_make(NULL, STRSMT_AND, 0, NULL), 0);
  ck_assert_uint_eq(strsmt_make_indexed(NULL, STRSMT_AND, 0, NULL, 0, NULL), 0);
  ck_assert_uint_eq(strsmt_make_0(NULL, STRSMT_RE_ALL), 0);
  ck_assert_uint_eq(strsmt_make_1(NULL, STRSMT_NOT, 1), 0);
  ck_assert_uint_eq(strsmt_make_2(NULL, STRSMT_AND, 1, 1), 0);
  ck_assert_uint_eq(strsmt_make_3(NULL, STRSMT_AND, 1, 1, 1), 0);
  ck_assert_int_eq(strsmt_term_kind(NULL, 1), STRSMT_KIND_NONE);
  ck_assert_int_eq(strsmt_term_sort(NULL, 1), STRSMT_SORT_NONE);
  ck_assert_uint_eq(strsmt_term_arity(NULL, 1), 0);
  ck_assert_uint_eq(strsmt_term_child(NULL, 1, 0), 0);
  ck_assert_uint_eq(strsmt_term_index_count(NULL, 1), 0);
  ck_assert_uint_eq(strsmt_term_index(NULL, 1, 0), 0);
  ck_assert_ptr_null(strsmt_term_name(NULL, 1));
  ck_assert_ptr_null(strsmt_term_codes(NULL, 1, &length));
  ck_assert_uint_eq(length, 0);
  ck_assert(!strsmt_term_int64(NULL, 1, NULL));
  ck_assert_uint_eq(strsmt_print_term(NULL, 1, text, sizeof text), 0);
  ck_assert_str_eq(text, "");
}
END_TEST

/* A caller that builds something of everything and looks at the error once. */
static bool build(void)
{
  char text[200];
  memset(text, 'q', sizeof text);
  strsmt_term b[10];
  for (int i = 0; i < 10; i++) {
    char name[3] = {'n', (char)('0' + i), 0};
    strsmt_term x = strsmt_make_constant(s, name, STRSMT_SORT_STRING);
    strsmt_term c = strsmt_make_2(s, STRSMT_STR_CONCAT, x, strsmt_make_string_length(s, text, (size_t)(20 * i)));
    strsmt_term n = strsmt_make_2(s, STRSMT_ADD, strsmt_make_1(s, STRSMT_STR_LEN, c),
                                  strsmt_make_int_text(s, "-99999999999999999999999"));
    b[i] = strsmt_make_2(s, STRSMT_EQ, n, strsmt_make_int(s, i));
  }
  strsmt_term all = strsmt_make(s, STRSMT_DISTINCT, 10, b);
  return strsmt_print_term(s, all, text, sizeof text) > 1000;
}

START_TEST(out_of_memory)
{
  begin();
  size_t before = blocks.calls;
  ck_assert(build());
  size_t calls = blocks.calls;
  end();
  for (size_t fail = 1; fail <= calls; fail++) {
    blocks = (test_allocator){.fail_at = fail};
    strsmt_allocator face = test_allocator_face(&blocks);
    s = strsmt_new(&face);
    ck_assert_int_eq(s != NULL, fail > before);
    if (s) {
      ck_assert(!build());
      ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_MEMORY);
      ck_assert(!strsmt_usable(s));
      strsmt_clear_error(s);
      blocks.fail_at = 0;
      ck_assert_uint_eq(strsmt_make_bool(s, true), 0);
      ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_STATE);
    }
    end();
  }
}
END_TEST

RUN_TESTS("api_term", leaves, wrong_leaves, broken_utf8, applications, wrong_applications, wrong_looks, printing,
          names_of_two_sorts, simplifying, limits_that_are_none, null_context, out_of_memory)
