/* test_pattern.c: strsmt_make_pattern and its companions: terms, mistakes and their places, notes, limits, memory. What the terms
 * mean is compared with PCRE2 and others by tests/pattern/run.py. */
#include "allocator.h"
#include "runner.h"

#include <strsmt.h>

static strsmt *s;
static test_allocator blocks;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  ck_assert_ptr_nonnull(s = strsmt_new(&face));
}

static void end(void)
{
  strsmt_delete(s);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

static strsmt_term make(const char *text, strsmt_dialect dialect, unsigned flags, strsmt_match_mode mode)
{
  strsmt_pattern p = {text, strlen(text), dialect, flags, mode};
  return strsmt_make_pattern(s, &p);
}

static void is(const char *text, strsmt_match_mode mode, const char *expected)
{
  char printed[600];
  strsmt_term t = make(text, STRSMT_DIALECT_PCRE2, 0, mode);
  ck_assert_msg(t, "%s: %s", text, strsmt_error_message(s));
  strsmt_print_term(s, t, printed, sizeof printed);
  ck_assert_str_eq(printed, expected);
}

START_TEST(terms)
{
  begin();
  is("abc", STRSMT_MATCH_FULL, "(str.to_re \"abc\")");
  is("abc", STRSMT_MATCH_SEARCH, "(re.++ re.all (str.to_re \"abc\") re.all)");
  is("abc", STRSMT_MATCH_PREFIX, "(re.++ (str.to_re \"abc\") re.all)");
  is("^a$|^b$", STRSMT_MATCH_SEARCH,
     "(re.union (re.++ (str.to_re \"a\") (re.opt (str.to_re \"\\u{a}\"))) (re.++ (str.to_re \"b\") (re.opt (str.to_re \"\\u{a}\"))))");
  is("^a\\z", STRSMT_MATCH_SEARCH, "(str.to_re \"a\")");
  is("[^a]{2,3}", STRSMT_MATCH_FULL, "((_ re.loop 2 3) (re.diff re.allchar (str.to_re \"a\")))");
  is("(?<!foo)bar", STRSMT_MATCH_SEARCH,
     "(re.++ (re.comp (re.++ re.all (str.to_re \"foo\"))) (str.to_re \"bar\") re.all)");
  is("(?>a|ab)c", STRSMT_MATCH_FULL, "(str.to_re \"ac\")");
  is("a$b", STRSMT_MATCH_FULL, "re.none");
  is("", STRSMT_MATCH_SEARCH, "re.all");
  ck_assert_int_eq(strsmt_error(s), STRSMT_OK);
  end();
}
END_TEST

static void refuses(const char *text, strsmt_dialect dialect, size_t offset, const char *problem)
{
  unsigned line, column;
  const char *token;
  ck_assert_uint_eq(make(text, dialect, 0, STRSMT_MATCH_SEARCH), STRSMT_NO_TERM);
  const strsmt_pattern_report *r = strsmt_get_pattern_report(s);
  ck_assert_msg(strstr(r->problem, problem) != NULL, "%s: %s", text, r->problem);
  ck_assert_msg(r->offset == offset, "%s: %zu", text, r->offset);
  ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_SYNTAX);
  ck_assert(strsmt_error_place(s, &line, &column, &token));
  ck_assert_uint_eq(line, 1);
  strsmt_clear_error(s);
  ck_assert(strsmt_usable(s));
}

START_TEST(mistakes)
{
  begin();
  refuses("a(b", STRSMT_DIALECT_PCRE2, 3, "missing closing parenthesis");
  refuses("(a)\\1", STRSMT_DIALECT_PCRE2, 3, "backreference");
  refuses("(a)(?1)", STRSMT_DIALECT_PCRE2, 3, "recursion");
  refuses("(a)?(?(1)b|c)", STRSMT_DIALECT_PCRE2, 4, "conditional");
  refuses("a(?C1)b", STRSMT_DIALECT_PCRE2, 1, "callout");
  refuses("a(*SKIP)b", STRSMT_DIALECT_PCRE2, 1, "control verb");
  refuses("\xc3\xa4(?>a*ab|d)e", STRSMT_DIALECT_PCRE2, 2, "first choice");
  refuses("\xc3\xa4(?=a)", STRSMT_DIALECT_RE2, 2, "look around");
  refuses("(?<=a+)b", STRSMT_DIALECT_PYTHON, 0, "fixed-width");
  refuses("[b-a]", STRSMT_DIALECT_ECMA, 1, "a range whose end");
  end();
}
END_TEST

START_TEST(arguments)
{
  begin();
  strsmt_pattern p = {"a", 1, (strsmt_dialect)7, 0, STRSMT_MATCH_FULL};
  ck_assert_uint_eq(strsmt_make_pattern(s, &p), STRSMT_NO_TERM);
  ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_ARGUMENT);
  strsmt_clear_error(s);
  ck_assert_uint_eq(strsmt_make_pattern(s, NULL), STRSMT_NO_TERM);
  strsmt_clear_error(s);
  p = (strsmt_pattern){"\xff", 1, STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_FULL};
  ck_assert_uint_eq(strsmt_make_pattern(s, &p), STRSMT_NO_TERM);
  ck_assert_ptr_nonnull(strstr(strsmt_error_message(s), "UTF-8"));
  strsmt_clear_error(s);
  p.flags = 4096;
  ck_assert_uint_eq(strsmt_make_pattern(s, &p), STRSMT_NO_TERM);
  ck_assert_uint_eq(strsmt_make_pattern(NULL, &p), STRSMT_NO_TERM);
  ck_assert(!strsmt_pattern_matches(s, &p, NULL, 0, NULL));
  ck_assert_ptr_null(strsmt_get_pattern_report(NULL));
  end();
}
END_TEST

START_TEST(notes)
{
  begin();
  ck_assert_uint_ne(make("a[\\x{20000}-\\x{10ffff}]", STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_FULL), STRSMT_NO_TERM);
  const strsmt_pattern_report *r = strsmt_get_pattern_report(s);
  ck_assert_ptr_nonnull(strstr(r->note, "U+2FFFF"));
  ck_assert_uint_eq(r->note_offset, 12);
  ck_assert_uint_ne(make("[^a]", STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_FULL), STRSMT_NO_TERM);
  ck_assert_str_eq(strsmt_get_pattern_report(s)->note, "");
  end();
}
END_TEST

START_TEST(matches)
{
  begin();
  strsmt_pattern p = {"^b", 2, STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_SEARCH};
  const uint32_t text[] = {'b', 'a'};
  bool yes = false;
  ck_assert(strsmt_pattern_matches(s, &p, text, 2, &yes) && yes);
  p.mode = STRSMT_MATCH_FULL;
  ck_assert(strsmt_pattern_matches(s, &p, text, 2, &yes) && !yes);
  p = (strsmt_pattern){"(?<=b+)a", 8, STRSMT_DIALECT_ECMA, 0, STRSMT_MATCH_SEARCH};
  ck_assert(strsmt_pattern_matches(s, &p, text, 2, &yes) && yes);
  p = (strsmt_pattern){"(a+)+$", 6, STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_FULL};
  uint32_t many[40];
  for (size_t i = 0; i < 40; i++)
    many[i] = i < 39 ? 'a' : 'b';
  bool known = strsmt_pattern_matches(s, &p, many, 40, &yes);
  ck_assert(known ? !yes : strsmt_error(s) == STRSMT_ERROR_SYNTAX);
  end();
}
END_TEST

START_TEST(limits_hold)
{
  begin();
  strsmt_limits few = {.steps = 50};
  strsmt_set_limits(s, &few);
  ck_assert_uint_eq(make("(?:(?!foo|bar).)*x(?<!aaaaa)\\p{L}+", STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_FULL),
                    STRSMT_NO_TERM);
  ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_LIMIT);
  ck_assert(strsmt_usable(s));
  strsmt_clear_error(s);
  strsmt_set_limits(s, NULL);
  strsmt_interrupt(s);
  strsmt_term t = make("(?:\\b(?:a|b)\\b)*(?<=ab)(?:(?!abc).)*", STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_FULL);
  ck_assert(t || strsmt_error(s) == STRSMT_ERROR_LIMIT);
  strsmt_clear_error(s);
  ck_assert_uint_ne(make("(?:(?!foo|bar).)*x", STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_FULL), STRSMT_NO_TERM);
  end();
}
END_TEST

/* Each allocation fails in turn: an error, a broken context, nothing lost. */
START_TEST(no_memory)
{
  static const char text[] = "(?:\\b[a-c]+\\b\\s*)*(?<=ab)(?:(?!xyz).)*(?i:k[^a])(?>a|bc)d$";
  for (size_t at = 0, calls = 1; at <= calls; at += at < 600 ? 1 : 17) {
    blocks = (test_allocator){.fail_at = at};
    strsmt_allocator face = test_allocator_face(&blocks);
    s = strsmt_new(&face);
    if (s) {
      strsmt_term t = make(text, STRSMT_DIALECT_PCRE2, 0, STRSMT_MATCH_SEARCH);
      calls = at ? calls : blocks.calls;
      ck_assert_msg(at ? !t && strsmt_error(s) == STRSMT_ERROR_MEMORY : t != 0, "allocation %zu: %s", at,
                    strsmt_error_message(s));
      ck_assert_int_eq(strsmt_usable(s), !at);
      strsmt_delete(s);
    }
    ck_assert_msg(!blocks.blocks && !blocks.wrong_size, "allocation %zu: %zu blocks lost", at, blocks.blocks);
  }
}
END_TEST

RUN_TESTS("pattern", terms, mistakes, arguments, notes, matches, limits_hold, no_memory)
