/* test_text.c: SMT-LIB text through the public interface: terms, scripts that are read or run, what stays known from one
 * text to the next and to calls in between, mistakes with their places, and the script commands that only a program that
 * embeds the library sees. */
#include "../api/script.h"
#include "allocator.h"
#include "runner.h"

static strsmt *s;
static test_allocator blocks;
static bytes said;

static void begin(void)
{
  blocks = (test_allocator){0};
  strsmt_allocator face = test_allocator_face(&blocks);
  ck_assert_ptr_nonnull(s = strsmt_new(&face));
}

static void end(void)
{
  ck_assert_msg(strsmt_error(s) == STRSMT_OK, "%s", strsmt_error_message(s));
  strsmt_delete(s);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
  bytes_free(&said);
}

static strsmt_term term(const char *text)
{
  return strsmt_parse_term(s, text, strlen(text));
}

static void prints(strsmt_term t, const char *expected)
{
  char text[300];
  ck_assert_msg(t, "%s", strsmt_error_message(s));
  strsmt_print_term(s, t, text, sizeof text);
  ck_assert_str_eq(text, expected);
}

/* Runs the script; what it says. */
static void says(const char *text, const char *expected)
{
  bytes_free(&said);
  strsmt_error_code code = strsmt_run_script(s, text, strlen(text), bytes_sink_text, &said);
  ck_assert_msg(code == STRSMT_OK, "%s", strsmt_error_message(s));
  ck_assert_str_eq(said.data ? said.data : "", expected);
}

static void reads(const char *text)
{
  ck_assert_msg(strsmt_parse_script(s, text, strlen(text)) == STRSMT_OK, "%s", strsmt_error_message(s));
}

/* The last call failed with this message, at this place and token. */
static void mistake(const char *message, unsigned line, unsigned column, const char *token)
{
  unsigned at_line, at_column;
  const char *found;
  ck_assert_str_eq(strsmt_error_message(s), message);
  ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_SYNTAX);
  ck_assert(strsmt_error_place(s, &at_line, &at_column, &found));
  ck_assert_uint_eq(at_line, line);
  ck_assert_uint_eq(at_column, column);
  ck_assert_str_eq(found, token);
  ck_assert(strsmt_usable(s));
  strsmt_clear_error(s);
  ck_assert(!strsmt_error_place(s, NULL, NULL, NULL));
}

START_TEST(terms_of_text)
{
  begin();
  prints(term("(str.++ \"a\" \"\\u{e9}\")"), "(str.++ \"a\" \"\\u{e9}\")");
  prints(term(" ; a comment\n 42 ; and another"), "42");
  /* constants of the interface count as declared, those that come later too */
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
  ck_assert_uint_eq(term("x"), x);
  strsmt_term y = strsmt_make_constant(s, "y z", STRSMT_SORT_STRING);
  ck_assert_uint_eq(term("(= x |y z|)"), strsmt_make_2(s, STRSMT_EQ, x, y));
  ck_assert_uint_eq(term("(let ((x \"a\")) x)"), strsmt_make_string(s, "a"));
  ck_assert_uint_eq(term("x"), x);
  /* only `length` bytes are read */
  ck_assert_uint_eq(strsmt_parse_term(s, "xyz", 1), x);
  /* a script may give a name another sort, in a level */
  ck_assert_uint_eq(strsmt_make_constant(s, "x", STRSMT_SORT_INT), STRSMT_NO_TERM);
  strsmt_clear_error(s);
  reads("(push 1) (declare-const x Int) (assert (= x 1)) (pop 1)");
  ck_assert_uint_eq(term("x"), x);
  reads("(declare-const x String)");
  ck_assert_uint_eq(term("x"), x);
  end();
}
END_TEST

START_TEST(mistakes)
{
  begin();
  ck_assert_uint_eq(term("(str.len\n  é 1)"), STRSMT_NO_TERM);
  mistake("strsmt_parse_term: line 2 column 3: expected a term, found 'é': a character that may only stand in strings, "
          "quoted symbols and comments",
          2, 3, "é");
  ck_assert_uint_eq(term("(str.len 7)"), STRSMT_NO_TERM);
  mistake("strsmt_parse_term: line 1 column 10: argument 1 of str.len is of sort Int, expected String", 1, 10, "");
  ck_assert_uint_eq(term("(str.++ \"a\" yy)"), STRSMT_NO_TERM);
  mistake("strsmt_parse_term: line 1 column 13: expected a term, found 'yy', which is not declared", 1, 13, "yy");
  ck_assert_uint_eq(term("(and true"), STRSMT_NO_TERM);
  mistake("strsmt_parse_term: line 1 column 10: expected a term, found the end of the input", 1, 10, "");
  ck_assert_uint_eq(term(""), STRSMT_NO_TERM);
  mistake("strsmt_parse_term: line 1 column 1: expected a term, found the end of the input", 1, 1, "");
  ck_assert_uint_eq(term("true false"), STRSMT_NO_TERM);
  mistake("strsmt_parse_term: line 1 column 6: expected the end of the text, found 'false'", 1, 6, "false");
  /* let-bound and parameter names are forgotten after a mistake in the middle */
  ck_assert_uint_eq(term("(let ((v 1)) (let ((w 2)) (+ v w u)))"), STRSMT_NO_TERM);
  strsmt_clear_error(s);
  ck_assert_uint_eq(term("v"), STRSMT_NO_TERM);
  strsmt_clear_error(s);
  ck_assert_uint_eq(term("w"), STRSMT_NO_TERM);
  strsmt_clear_error(s);
  ck_assert_int_eq(strsmt_parse_script(s, "(define-fun f ((v Int)) Int (+ v u))", 36), STRSMT_ERROR_SYNTAX);
  mistake("strsmt_parse_script: line 1 column 34: expected a term, found 'u', which is not declared", 1, 34, "u");
  ck_assert_uint_eq(term("v"), STRSMT_NO_TERM);
  strsmt_clear_error(s);
  /* what stands before a mistake has been done */
  ck_assert_int_eq(strsmt_parse_script(s, "(declare-const a Bool)(assert a)(assert b)", 42), STRSMT_ERROR_SYNTAX);
  mistake("strsmt_parse_script: line 1 column 41: expected a term, found 'b', which is not declared", 1, 41, "b");
  ck_assert_uint_eq(strsmt_assertion_count(s), 1);
  /* the earlier error stays */
  strsmt_make_string(s, "\xff");
  ck_assert_uint_eq(term("nothing"), STRSMT_NO_TERM);
  ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_ARGUMENT);
  ck_assert(!strsmt_error_place(s, NULL, NULL, NULL));
  prints(term("(not a)"), "(not a)");
  ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_ARGUMENT);
  strsmt_clear_error(s);
  /* no text */
  ck_assert_uint_eq(strsmt_parse_term(s, NULL, 3), STRSMT_NO_TERM);
  ck_assert_str_eq(strsmt_error_message(s), "strsmt_parse_term: the text is NULL");
  strsmt_clear_error(s);
  ck_assert_int_eq(strsmt_run_script(s, NULL, 1, NULL, NULL), STRSMT_ERROR_ARGUMENT);
  strsmt_clear_error(s);
  ck_assert_int_eq(strsmt_run_script(s, NULL, 0, NULL, NULL), STRSMT_OK);
  ck_assert_int_eq(strsmt_run_script(NULL, "", 0, NULL, NULL), STRSMT_ERROR_ARGUMENT);
  ck_assert_int_eq(strsmt_parse_script(NULL, "", 0), STRSMT_ERROR_ARGUMENT);
  ck_assert_uint_eq(strsmt_parse_term(NULL, "", 0), STRSMT_NO_TERM);
  end();
}
END_TEST

/* A script that is only read asks nothing, and leaves its assertions. */
START_TEST(read_only)
{
  begin();
  reads("(set-logic QF_S)(declare-const x String)(push)(assert (= x \"a\"))(check-sat)(get-value (x (str.len x)))"
        "(echo \"no\")(get-model)(get-info :name)");
  strsmt_statistics now;
  strsmt_get_statistics(s, &now);
  ck_assert_uint_eq(now.checks, 0);
  ck_assert_uint_eq(strsmt_assertion_count(s), 1);
  ck_assert_uint_eq(strsmt_level_count(s), 1);
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  prints(strsmt_value(s, term("x")), "\"a\"");
  reads("(exit) this is not read");
  end();
}
END_TEST

/* Scripts and calls take turns. */
START_TEST(in_between)
{
  begin();
  says("(declare-const x String)(assert (str.in_re x (re.+ (re.range \"a\" \"b\"))))(check-sat)(get-value (x))",
       "sat\n((x \"a\"))\n");
  strsmt_assert(s, term("(= x \"ba\")"));
  says("(check-sat)(get-model)", "sat\n(\n  (define-fun x () String \"ba\")\n)\n");
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  says("(get-value (x))", "((x \"ba\"))\n");
  strsmt_push(s, 2);
  says("(declare-const y String)(assert (! (= x y \"c\") :named never))(check-sat)", "unsat\n");
  says("(get-info :assertion-stack-levels)", "(:assertion-stack-levels 2)\n");
  strsmt_pop(s, 1);
  strsmt_push(s, 1);
  /* y went with its level */
  ck_assert_uint_eq(term("y"), STRSMT_NO_TERM);
  strsmt_clear_error(s);
  says("(check-sat)(get-assertions)", "sat\n((str.in_re x (re.+ (re.range \"a\" \"b\")))\n (= x \"ba\"))\n");
  strsmt_reset_assertions(s);
  says("(get-info :assertion-stack-levels)(get-assertions)(check-sat)", "(:assertion-stack-levels 0)\n()\nsat\n");
  end();
}
END_TEST

START_TEST(questions)
{
  begin();
  says("(set-option :produce-unsat-cores true)(declare-const x String)(declare-const n Int)"
       "(assert (! (= x \"a\") :named first))(assert (! (> n 3) :named second))(assert (! (= x \"b\") :named third))"
       "(check-sat)(get-unsat-core)",
       "unsat\n(first third)\n");
  says("(reset-assertions)(declare-const q Bool)(check-sat-assuming (q (not q)))(get-unsat-assumptions)",
       "unsat\n(q (not q))\n");
  says("(get-info :error-behavior)(get-info :nonsense)(echo \"a \"\" b\")",
       "(:error-behavior immediate-exit)\nunsupported\n\"a \"\" b\"\n");
  says("(set-option :regular-output-channel \"/tmp/never-written\")", "unsupported\n");
  says("(assert (! q :named yes))(check-sat)(get-assignment)(get-value ((and q yes) \"a\"\"b\"))",
       "sat\n((yes true))\n(((and q yes) true)\n (\"a\"\"b\" \"a\"\"b\"))\n");
  /* the answer is checked against what the script claims */
  const char *claim = "(set-info :status unsat)(check-sat)";
  ck_assert_int_eq(strsmt_run_script(s, claim, strlen(claim), NULL, NULL), STRSMT_ERROR_SYNTAX);
  strsmt_clear_error(s);
  end();
}
END_TEST

START_TEST(proof_of_a_script)
{
  begin();
  says("(set-option :produce-proofs true)(declare-const p Bool)(assert p)(assert (not p))(check-sat)", "unsat\n");
  bytes_free(&said);
  ck_assert_int_eq(strsmt_run_script(s, "(get-proof)", 11, bytes_sink_text, &said), STRSMT_OK);
  ck_assert_ptr_nonnull(strstr(said.data, "lratt 1 strings"));
  end();
}
END_TEST

static bool refuse(void *user, const char *text, size_t size)
{
  (void)text;
  (void)size;
  return --*(int *)user > 0;
}

/* The function that takes the answers fails, or calls back. */
START_TEST(output)
{
  int left = 2;
  begin();
  const char *text = "(echo \"a\")(echo \"b\")(declare-const late Bool)";
  ck_assert_int_eq(strsmt_run_script(s, text, strlen(text), refuse, &left), STRSMT_ERROR_SINK);
  ck_assert(strsmt_usable(s));
  strsmt_clear_error(s);
  ck_assert_uint_eq(term("late"), STRSMT_NO_TERM);
  strsmt_clear_error(s);
  end();
}
END_TEST

static bool call_back(void *user, const char *text, size_t size)
{
  (void)user;
  (void)text;
  (void)size;
  ck_assert_int_eq(strsmt_run_script(s, "", 0, NULL, NULL), STRSMT_ERROR_BUSY);
  strsmt_clear_error(s);
  return true;
}

START_TEST(calls_back)
{
  begin();
  ck_assert_int_eq(strsmt_run_script(s, "(echo \"a\")", 10, call_back, NULL), STRSMT_OK);
  end();
}
END_TEST

/* Deep nesting, and a text of a megabyte. */
START_TEST(sizes)
{
  enum { DEEP = 100000 };
  bytes text = {0};
  begin();
  strsmt_make_constant(s, "p", STRSMT_SORT_BOOL);
  for (int i = 0; i < DEEP; i++)
    bytes_text(&text, "(not ");
  bytes_text(&text, "p");
  for (int i = 0; i < DEEP; i++)
    bytes_text(&text, ")");
  ck_assert_uint_ne(strsmt_parse_term(s, text.data, text.size), STRSMT_NO_TERM);
  text.data[text.size - 1] = ' ';
  ck_assert_uint_eq(strsmt_parse_term(s, text.data, text.size), STRSMT_NO_TERM);
  ck_assert_int_eq(strsmt_error(s), STRSMT_ERROR_SYNTAX);
  strsmt_clear_error(s);
  bytes_free(&text);
  end();
}
END_TEST

/* Every allocation of a script of many commands fails in turn. */
START_TEST(no_memory)
{
  static const char text[] =
      "(set-option :produce-unsat-cores true)(set-option :produce-proofs true)(declare-const x String)"
      "(define-fun twice ((a String) (b Int)) String (ite (> b 2) (str.++ a a) a))(define-sort Word () String)"
      "(define-fun lit () Word \"a long enough string literal to need some memory of its own \\u{1f600}\")"
      "(push 2)(assert (! (= x (let ((u \"v\") (w lit)) (twice u 3))) :named first))"
      "(assert (! (str.in_re x ((_ re.loop 1 3) (re.range \"u\" \"v\"))) :named second))(check-sat)(get-model)"
      "(get-value (x (str.len x) 123456789012345678901234567890))(get-assertions)"
      "(assert (! (= x \"zz\") :named third))(check-sat)(get-unsat-core)(get-proof)(pop 2)(get-info :all-statistics)"
      "(check-sat-assuming ((= x \"a\") (= x \"b\")))(get-unsat-assumptions)(echo \"done\")(get-nothing)";
  for (size_t at = 0, calls = 1; at <= calls; at += at < 2000 ? 1 : 7)
    for (int once = 0; once < 2; once++) {
      blocks = (test_allocator){.fail_at = at, .fail_once = once};
      strsmt_allocator face = test_allocator_face(&blocks);
      s = strsmt_new(&face);
      strsmt_error_code code = STRSMT_ERROR_MEMORY;
      if (s) {
        code = strsmt_run_script(s, text, sizeof text - 1, bytes_sink_text, &said);
        calls = at ? calls : blocks.calls;
        ck_assert_msg(code == (at ? STRSMT_ERROR_MEMORY : STRSMT_ERROR_SYNTAX), "allocation %zu: %s", at,
                      strsmt_error_message(s));
        ck_assert_int_eq(strsmt_usable(s), !at);
        ck_assert_uint_eq(strsmt_parse_term(s, "1", 1) == STRSMT_NO_TERM, at > 0);
        strsmt_delete(s);
      }
      ck_assert_msg(!blocks.blocks && !blocks.wrong_size, "allocation %zu: %zu blocks lost", at, blocks.blocks);
      bytes_free(&said);
    }
}
END_TEST

RUN_TESTS("text", terms_of_text, mistakes, read_only, in_between, questions, proof_of_a_script, output, calls_back,
          sizes, no_memory)
