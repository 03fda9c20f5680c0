/* Tests of lib/front/: tokens, literals, symbols, terms, and scripts. */
#include "runner.h"

#include "api/context.h"
#include "lexer.h"
#include "literal.h"
#include "reader.h"
#include "script.h"

#include <stdio.h>
#include <string.h>

static mem memory;

__attribute__((constructor)) static void make_memory(void)
{
  mem_init(&memory, NULL);
}

static bool append(void *text, const char *bytes, size_t size)
{
  fr_text_append(text, bytes, size);
  return true;
}

/* Input from a string, `chunk` bytes at a time. */
typedef struct source {
  const char *text;
  size_t length, position, chunk;
} source;

static ptrdiff_t read_source(void *user, char *buffer, size_t size)
{
  source *s = user;
  size_t count = s->length - s->position;
  if (count > s->chunk)
    count = s->chunk;
  if (count > size)
    count = size;
  memcpy(buffer, s->text + s->position, count);
  s->position += count;
  return (ptrdiff_t)count;
}

static source source_of(const char *text)
{
  return (source){text, strlen(text), 0, SIZE_MAX};
}

/* ---- the lexer ---- */

static const char *kinds[] = {"END",     "(",       ")",   "symbol", "quoted", "keyword",
                              "numeral", "decimal", "hex", "binary", "string", "BAD"};

/* The tokens as text: kind line:column [text]. */
static void lex_all(const char *text, size_t length, size_t chunk, fr_text *out)
{
  source s = {text, length, 0, chunk};
  fr_lexer lexer;
  fr_lex_init(&lexer, &memory, read_source, &s);
  fr_token_kind kind;
  do {
    kind = fr_lex_next(&lexer);
    const fr_token *t = &lexer.token;
    fr_text_format(out, "%s %u:%u [", kinds[kind], (unsigned)t->place.line, (unsigned)t->place.column);
    fr_text_append(out, t->text, t->length);
    fr_text_string(out, "]\n");
  } while (kind != FR_TOKEN_END && kind != FR_TOKEN_BAD);
  fr_lex_free(&lexer);
}

static void check_tokens(const char *text, size_t length, const char *expected)
{
  static const size_t chunks[] = {1, 2, 3, 7, 1000};
  for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
    fr_text out = {.m = &memory};
    lex_all(text, length, chunks[i], &out);
    ck_assert_str_eq(fr_text_c(&out), expected);
    fr_text_free(&out);
  }
}

#define CHECK_TOKENS(text, expected) check_tokens(text, sizeof(text) - 1, expected)

START_TEST(tokens_have_kinds_and_places)
{
  CHECK_TOKENS(
      "(ab |c d\n| :e-f\n 12 0.5 ; comment )\n#xAf #b01 \"a\"\"b\\u{41}\")",
      "( 1:1 [(]\nsymbol 1:2 [ab]\nquoted 1:5 [c d\n]\nkeyword 2:3 [:e-f]\nnumeral 3:2 [12]\ndecimal 3:5 [0.5]\n"
      "hex 4:1 [#xAf]\nbinary 4:6 [#b01]\nstring 4:11 [a\"\"b\\u{41}]\n) 4:23 [)]\nEND 4:24 []\n");
  CHECK_TOKENS("", "END 1:1 []\n");
  CHECK_TOKENS("||\r\n\"\"", "quoted 1:1 []\nstring 2:1 []\nEND 2:3 []\n");
}
END_TEST

START_TEST(columns_count_characters)
{
  CHECK_TOKENS("\"\xc3\xa9\xf0\x9f\x98\x80\" x", "string 1:1 [\xc3\xa9\xf0\x9f\x98\x80]\nsymbol 1:6 [x]\nEND 1:7 []\n");
  CHECK_TOKENS("; caf\xe9\nx", "symbol 2:1 [x]\nEND 2:2 []\n");
}
END_TEST

START_TEST(bad_tokens)
{
  CHECK_TOKENS("x \"ab", "symbol 1:1 [x]\nBAD 1:3 [\"ab]\n");
  CHECK_TOKENS("|ab", "BAD 1:1 [|ab]\n");
  CHECK_TOKENS("|a\\b|", "BAD 1:1 [|a\\]\n");
  CHECK_TOKENS("12ab", "BAD 1:1 [12ab]\n");
  CHECK_TOKENS("007", "BAD 1:1 [007]\n");
  CHECK_TOKENS("1.", "BAD 1:1 [1.]\n");
  CHECK_TOKENS("#", "BAD 1:1 [#]\n");
  CHECK_TOKENS("#b012", "BAD 1:1 [#b012]\n");
  CHECK_TOKENS(":", "BAD 1:1 [:]\n");
  CHECK_TOKENS("x [", "symbol 1:1 [x]\nBAD 1:3 [[]\n");
  CHECK_TOKENS("\xc3\xa9", "BAD 1:1 [\xc3\xa9]\n");
  CHECK_TOKENS("\"a\n\xff\"", "BAD 2:1 [\xff]\n");
  CHECK_TOKENS("\"\x01\"", "BAD 1:2 [\x01]\n");
  check_tokens("a\0b", 3, "symbol 1:1 [a]\nBAD 1:2 [\0");
  check_tokens(";\0", 2, "BAD 1:2 [\0");
}
END_TEST

START_TEST(a_record_holds_the_tokens)
{
  source s = source_of("(assert ; note\n  (=   |a b| \"c  d\"\n ( - 5) ) )");
  fr_lexer lexer;
  fr_lex_init(&lexer, &memory, read_source, &s);
  for (int i = 0; i < 3; i++)
    fr_lex_next(&lexer);
  fr_lex_record(&lexer);
  for (int i = 0; i < 8; i++)
    fr_lex_next(&lexer);
  ck_assert_str_eq(fr_text_c(fr_lex_recorded(&lexer)), "(= |a b| \"c  d\" (- 5))");
  fr_lex_free(&lexer);
}
END_TEST

/* ---- literals ---- */

static void check_codes(const char *text, size_t count, const uint32_t *expected)
{
  fr_codes points = {0};
  ck_assert_ptr_null(fr_decode_string(&memory, text, strlen(text), &points));
  ck_assert_uint_eq(points.length, count);
  for (size_t i = 0; i < count; i++)
    ck_assert_uint_eq(points.data[i], expected[i]);
  FR_FREE(&memory, points);
}

#define CHECK_CODES(text, ...)                                                                                         \
  check_codes(text, sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t), (uint32_t[]){__VA_ARGS__})

START_TEST(escapes)
{
  CHECK_CODES("a\"\"b", 'a', '"', 'b');
  CHECK_CODES("\\u{41}", 0x41);
  CHECK_CODES("\\u{00041}", 0x41);
  CHECK_CODES("\\u{2fFFf}", 0x2ffff);
  CHECK_CODES("\\uD800", 0xd800);
  CHECK_CODES("\\u00412", 0x41, '2');
  CHECK_CODES("\xf0\x9f\x98\x80", 0x1f600);
  /* no escapes: every character stands for itself */
  CHECK_CODES("\\u{}", '\\', 'u', '{', '}');
  CHECK_CODES("\\u{30000}", '\\', 'u', '{', '3', '0', '0', '0', '0', '}');
  CHECK_CODES("\\u{000041}", '\\', 'u', '{', '0', '0', '0', '0', '4', '1', '}');
  CHECK_CODES("\\u{4g}", '\\', 'u', '{', '4', 'g', '}');
  CHECK_CODES("\\u004", '\\', 'u', '0', '0', '4');
  CHECK_CODES("\\u{41", '\\', 'u', '{', '4', '1');
  CHECK_CODES("\\x41\\n\\", '\\', 'x', '4', '1', '\\', 'n', '\\');
  CHECK_CODES("\\\\u{41}", '\\', 0x41);
}
END_TEST

START_TEST(broken_literals)
{
  fr_codes points = {0};
  static const char *const broken[] = {
      "\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\xb0\x80\x80", "\x80"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
    ck_assert_ptr_nonnull(fr_decode_string(&memory, broken[i], strlen(broken[i]), &points));
  FR_FREE(&memory, points);
}
END_TEST

START_TEST(symbols_are_written_with_bars_where_needed)
{
  static const char *const pairs[][2] = {
      {"x", "x"},       {"a.b-c", "a.b-c"}, {"1x", "|1x|"},         {"", "||"},
      {"a b", "|a b|"}, {"let", "|let|"},   {"assert", "|assert|"}, {"\xc3\xa9", "|\xc3\xa9|"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    fr_text text = {.m = &memory};
    fr_text_symbol(&text, pairs[i][0]);
    ck_assert_str_eq(fr_text_c(&text), pairs[i][1]);
    fr_text_free(&text);
  }
}
END_TEST

/* ---- symbols ---- */

START_TEST(many_symbols_and_scopes)
{
  enum { COUNT = 100000 };
  fr_symbols y;
  fr_symbols_init(&y, &memory);
  char name[32];
  for (int level = 0; level < 10; level++) {
    fr_symbols_push(&y);
    for (int i = level * COUNT / 10; i < (level + 1) * COUNT / 10; i++) {
      int length = snprintf(name, sizeof name, "s%d", i);
      fr_symbol symbol = fr_intern(&y, name, (size_t)length);
      ck_assert_uint_eq(symbol, (uint32_t)i);
      fr_declare(&y, symbol, FR_TERMS, (fr_binding){.kind = FR_CONSTANT, .term = (strsmt_term)i + 1}, i % 10 == 0);
    }
  }
  ck_assert_uint_eq(fr_lookup(&y, 99999, FR_TERMS)->term, 100000);
  ck_assert_ptr_null(fr_lookup(&y, 99999, FR_SORTS));
  fr_bind(&y, 7, FR_TERMS, (fr_binding){.kind = FR_LOCAL, .term = 1});
  ck_assert_int_eq(fr_lookup(&y, 7, FR_TERMS)->kind, FR_LOCAL);
  fr_unbind(&y, 7, FR_TERMS);
  ck_assert_uint_eq(fr_lookup(&y, 7, FR_TERMS)->term, 8);
  fr_symbols_pop(&y);
  ck_assert_ptr_null(fr_lookup(&y, 99999, FR_TERMS));
  ck_assert_ptr_nonnull(fr_lookup(&y, 99990, FR_TERMS));
  ck_assert_ptr_nonnull(fr_lookup(&y, 89999, FR_TERMS));
  fr_symbols_reset(&y, false);
  ck_assert_ptr_null(fr_lookup(&y, 7, FR_TERMS));
  ck_assert_ptr_nonnull(fr_lookup(&y, 10, FR_TERMS));
  fr_symbols_reset(&y, true);
  ck_assert_ptr_null(fr_lookup(&y, 10, FR_TERMS));
  ck_assert_uint_eq(fr_intern(&y, "s5", 2), 5);
  fr_symbols_free(&y);
}
END_TEST

/* ---- terms ---- */

/* Runs a script; its output (and errors), and the exit status in *status. */
static void run_script(const char *text, size_t length, fr_text *out, int *status)
{
  source s = {text, length, 0, 5};
  fr_text errors = {.m = &memory};
  strsmt *context = strsmt_new(NULL);
  fr_config config = {.name = "t", .read = read_source, .read_user = &s};
  config.out = (fr_channel){.write = append, .user = out};
  config.err = (fr_channel){.write = append, .user = &errors};
  *status = fr_run(context, &config);
  fr_text_append(out, errors.data, errors.length);
  fr_text_free(&errors);
  strsmt_delete(context);
}

/* What the library has been given for the term `text`, printed; or the mistake in it. */
static void check_term(const char *text, const char *expected)
{
  static const char *const names[] = {"x", "y", "i", "p", "q", "r"};
  static const strsmt_sort sorts[] = {STRSMT_SORT_STRING, STRSMT_SORT_STRING, STRSMT_SORT_INT,
                                      STRSMT_SORT_BOOL,   STRSMT_SORT_BOOL,   STRSMT_SORT_REGLAN};
  source s = source_of(text);
  strsmt *context = strsmt_new(NULL);
  fr_reader r;
  fr_reader_init(&r, context, &context->m, read_source, &s);
  for (size_t i = 0; i < 6; i++)
    fr_declare(
        &r.symbols, fr_intern(&r.symbols, names[i], 1), FR_TERMS,
        (fr_binding){.kind = FR_CONSTANT, .sort = sorts[i], .term = strsmt_make_constant(context, names[i], sorts[i])},
        false);
  fr_value value;
  fr_next(&r);
  bool good = fr_read_term(&r, &value);
  fr_text printed = {.m = &memory};
  if (good) {
    ck_assert_int_eq(strsmt_term_sort(context, value.term), value.sort);
    (void)FR_RESERVE(&memory, printed, strsmt_print_term(context, value.term, NULL, 0) + 1);
    strsmt_print_term(context, value.term, printed.data, printed.capacity);
    ck_assert_str_eq(printed.data, expected);
  } else {
    fr_text_format(&printed, "%u:%u: %s", (unsigned)r.error_place.line, (unsigned)r.error_place.column,
                   fr_text_c(&r.error));
    ck_assert_str_eq(fr_text_c(&printed), expected);
  }
  fr_text_free(&printed);
  fr_reader_free(&r);
  strsmt_delete(context);
}

START_TEST(terms_are_read)
{
  check_term("x", "x");
  check_term("|x|", "x");
  check_term("(- 5)", "(- 5)");
  check_term("(- i)", "(- i)");
  check_term("(- i 1 2)", "(- (- i 1) 2)");
  check_term("(= x y \"\")", "(and (= x y) (= y \"\"))");
  check_term("(=> p q p)", "(=> p (=> q p))");
  check_term("(< 1 i 3)", "(and (< 1 i) (< i 3))");
  check_term("(distinct x y \"a\")", "(and (distinct x y) (distinct x \"a\") (distinct y \"a\"))");
  check_term("(and p q p)", "(and p q p)");
  check_term("(_ char #x1F600)", "\"\\u{1f600}\"");
  check_term("((_ re.^ 3) r)", "((_ re.^ 3) r)");
  check_term("((_ re.loop 1 4294967295) r)", "((_ re.loop 1 4294967295) r)");
  check_term("((_ divisible 3) i)", "((_ divisible 3) i)");
  check_term("(as x String)", "x");
  check_term("((as str.++ String) x y)", "(str.++ x y)");
  check_term("(re.loop r 2 3)", "((_ re.loop 2 3) r)");
  check_term("(re.loop r 2)", "(re.++ ((_ re.^ 2) r) (re.* r))");
  check_term("(str.in.re x (re.complement re.nostr))", "(str.in_re x (re.comp re.none))");
  check_term("(let ((x y) (y x)) (str.++ x y))", "(str.++ y x)");
  check_term("(let ((a 1)) (let ((a (+ a i))) (- a)))", "(- (+ 1 i))");
  check_term("(let ((a 1)) (- a))", "(- 1)");
  check_term("(let ((abs i)) abs)", "i");
  check_term("(! (and p (! q :named n :foo (a b (c)) :bar)) :weight 3 :named m)", "(and p q)");
  check_term("(and (! p :named n) n)", "(and p p)");
  check_term("(and (let ((z p)) (! z :named n)) n)", "(and p p)");
  check_term("(ite p 1 2)", "(ite p 1 2)");
  check_term("(and (or p) (= (str.++ x) x) (= (+ i) (* i)))", "(and p (= x x) (= i i))");
  check_term("123456789012345678901234567890", "123456789012345678901234567890");
}
END_TEST

START_TEST(mistakes_in_terms)
{
  check_term("", "1:1: expected a term, found the end of the input");
  check_term("z", "1:1: expected a term, found 'z', which is not declared");
  check_term("(= x\n  1)", "2:3: argument 2 of = is of sort Int, expected String");
  check_term("(str.< x)", "1:2: str.< takes at least 2 arguments, 1 given");
  check_term("(or x)", "1:5: argument 1 of or is of sort String, expected Bool");
  check_term("(str.len x y)", "1:2: str.len takes 1 argument, 2 given");
  check_term("(true)", "1:6: expected an argument, found ')'");
  check_term("(true p)", "1:2: true is no function, it takes no arguments");
  check_term("(x p)", "1:2: 'x' is no function, it takes no arguments");
  check_term("(not p", "1:7: expected a term, found the end of the input");
  check_term("(foo p)", "1:2: expected a function (this symbol is not declared), found 'foo'");
  check_term("(let ((a 1) (a 2)) a)", "1:16: 'a' is bound twice by the same binder");
  check_term("(let () p)", "1:7: expected '(' before a binding, found ')'");
#define LIMITED                                                                                                        \
  " is not supported here: a quantifier may bind integers of one equation that is linear in them, as in (exists ((v "  \
  "Int)) (= (* 2 v) t))"
  check_term("(forall ((z Int)) (<= z 0))", "1:2: 'forall'" LIMITED);
  check_term("(exists ((z Int)) (= (* z z) 4))", "1:2: 'exists'" LIMITED);
  check_term("(exists ((z Int)) (= (mod z 2) 0))", "1:2: 'exists'" LIMITED);
  check_term("(exists ((z String)) (= (str.len z) 2))", "1:2: 'exists'" LIMITED);
  check_term("(exists ((z Int)) (= z 0 z))", "1:2: 'exists'" LIMITED);
  check_term("(exists ((z Int)) (let ((a z)) p))", "1:2: 'exists'" LIMITED);
  check_term("(exists ((z Int)) (= (ite p z 0) 1))", "1:2: 'exists'" LIMITED);
  check_term("(exists ((z Int)) (= (* 4611686018427387904 z) 1))", "1:2: 'exists'" LIMITED);
  check_term("(exists ((z Int)) p)", "p");
  check_term("(exists ((z Int)) (= z 1))", "true");
  check_term("(exists ((z Int)) (not (= z 1)))", "true");
  check_term("(forall ((z Int)) (= z 1))", "false");
  check_term("(not (forall ((z Int)) (not (= (* 3 z) (+ 1 z 2)))))", "(not (not (= (mod (- (+ 1 0 2) (* 3 0)) 2) 0)))");
  check_term("(forall ((z Int)) (distinct (- z) (- z)))", "(not (= 0 0))");
  check_term("(exists ((z Int) (z Int)) p)", "1:19: 'z' is bound twice by the same binder");
  check_term("(exists () p)", "1:10: expected '(' before a variable, found ')'");
  check_term("(exists ((z Int)) 1)", "1:19: the body of the quantifier is of sort Int, expected Bool");
  check_term("(exists ((z Int)) (! p :named q))", "1:31: a term in the scope of a quantifier cannot be named");
  check_term("(lambda ((z Int)) p)", "1:2: expected a function (this symbol is not declared), found 'lambda'");
  check_term("(match p)", "1:2: 'match' is not supported: formulas must be free of datatypes");
  check_term("let", "1:1: expected a term (this word is reserved), found 'let'");
  check_term("1.5", "1:1: expected a term of sort Bool, Int, String or RegLan (there are no reals), found '1.5'");
  check_term("#x41",
             "1:1: expected a term of sort Bool, Int, String or RegLan (there are no bit-vectors), found '#x41'");
  check_term("(_ char #x30000)",
             "1:9: expected a character code of at most five digits, up to #x2FFFF, found '#x30000'");
  check_term("((_ re.loop 1) r)", "1:14: expected another index, a numeral, found ')'");
  check_term("((_ re.^ 1 2) r)", "1:12: expected ')' after the indices, found '2'");
  check_term("((_ re.^ 4294967296) r)", "1:10: expected a numeral below 2^32, found '4294967296'");
  check_term("(_ re.^ 3)", "1:1: this function must be applied, as in ((_ f i) t)");
  check_term("(re.^ r)", "1:2: re.^ takes 1 index, as in ((_ re.^ ...) ...)");
  check_term("(as x Int)", "1:5: the term given to 'as' is of sort String, expected Int");
  check_term("(! p)", "1:5: expected an attribute such as :named, found ')'");
  check_term("(and (! p :named n) (! q :named n))", "1:33: 'n' is already declared, in line 1");
  check_term("(! p :named and)", "1:13: 'and' is a symbol of the theory and cannot be declared");
  check_term("((re.* r) r)", "1:3: expected '_' or 'as' (a function must be a symbol), found 're.*'");
  check_term("(str.len \"\\u{41}\xff\")", "1:17: expected a term, found '\\xff': this is not UTF-8");
}
END_TEST

/* ---- scripts ---- */

static void check_script(const char *text, int status, const char *expected)
{
  fr_text out = {.m = &memory};
  int given = -1;
  run_script(text, strlen(text), &out, &given);
  ck_assert_str_eq(fr_text_c(&out), expected);
  ck_assert_int_eq(given, status);
  fr_text_free(&out);
}

static const char declarations[] =
    "(declare-const x String)(declare-const y String)(declare-const i Int)(declare-const p Bool)(declare-const q Bool)"
    "(declare-const r RegLan)(define-fun f ((a Int) (b String)) Bool (and (> a i) (= b (str.++ x b))))"
    "(define-fun neg ((n Int)) Int (- n))(define-fun same ((n Int)) Int n)(define-const one Int 1)"
    "(define-fun loop ((s RegLan)) RegLan ((_ re.loop 1 2) s))";

START_TEST(definitions_with_parameters)
{
  char script[2000];
  snprintf(script, sizeof script, "%s(assert (! (f 3 y) :named a))(echo \"a\")(get-assertions)", declarations);
  check_script(script, 0, "\"a\"\n((! (f 3 y) :named a))\n");
  snprintf(script, sizeof script,
           "%s(assert (= (neg 5) (- 5) (neg (same (- 5)))))(assert (f (same one) (ite p x y)))(check-sat)",
           declarations);
  fr_text out = {.m = &memory};
  int status = 0;
  run_script(script, strlen(script), &out, &status);
  ck_assert_int_eq(status, 0);
  fr_text_free(&out);
  check_script(
      "(define-fun f ((a Int)) Int (+ a 1))(assert (f 1 2))", 1,
      "(error \"line 1 column 46: f takes 1 argument, 2 given\")\nt:1:46: error: f takes 1 argument, 2 given\n");
  check_script(
      "(define-fun f ((a Int) (a Int)) Int 1)", 1,
      "(error \"line 1 column 25: two parameters are called 'a'\")\nt:1:25: error: two parameters are called 'a'\n");
  check_script("(define-fun f ((a Bool)) Bool (! a :named b))", 1,
               "(error \"line 1 column 43: a term with parameters cannot be named\")\n"
               "t:1:43: error: a term with parameters cannot be named\n");
  check_script("(define-fun f () Int true)", 1,
               "(error \"line 1 column 22: the body of the definition is of sort Bool, expected Int\")\n"
               "t:1:22: error: the body of the definition is of sort Bool, expected Int\n");
}
END_TEST

/* Each definition uses the one before twice: 2^60 if they were copied. */
START_TEST(nested_definitions_are_shared)
{
  fr_text script = {.m = &memory}, out = {.m = &memory};
  int status = 0;
  fr_text_string(&script, "(define-fun f0 ((x String)) String (str.++ x x))");
  for (int i = 1; i < 60; i++)
    fr_text_format(&script, "(define-fun f%d ((x String)) String (str.++ (f%d x) (f%d x)))", i, i - 1, i - 1);
  fr_text_string(&script, "(declare-const s String)(define-const t String (f59 (f59 s)))(echo \"done\")");
  run_script(fr_text_c(&script), script.length, &out, &status);
  ck_assert_str_eq(fr_text_c(&out), "\"done\"\n");
  fr_text_free(&script);
  fr_text_free(&out);
}
END_TEST

START_TEST(definitions_of_sorts)
{
  check_script("(define-sort S () String)(define-sort Second (A B) B)(define-sort T (A) (Second A (Second S A)))"
               "(declare-const x (T Int))(assert (= x 1))(echo \"good\")",
               0, "\"good\"\n");
  check_script("(declare-const x Real)", 1,
               "(error \"line 1 column 18: expected a sort: Bool, Int, String, RegLan, or one made by define-sort, "
               "found 'Real'\")\n"
               "t:1:18: error: expected a sort: Bool, Int, String, RegLan, or one made by define-sort, found 'Real'\n");
  check_script("(define-sort A (X) X)(declare-const x A)", 1,
               "(error \"line 1 column 39: this sort takes 1 argument\")\nt:1:39: error: this sort takes 1 argument\n");
}
END_TEST

START_TEST(scopes_of_declarations)
{
  check_script(
      "(push)(declare-const x Int)(push 2)(define-fun y () Int x)(pop 3)(declare-const x String)(declare-const y Bool)"
      "(echo \"good\")",
      0, "\"good\"\n");
  check_script(
      "(set-option :global-declarations true)(push)(declare-const x Int)(pop)(assert (= x x))(declare-const x Int)", 1,
      "(error \"line 1 column 102: 'x' is already declared, in line 1\")\nt:1:102: error: 'x' is already declared, in "
      "line 1\n");
  check_script("(push)(declare-const x Int)(pop)(assert (= x x))", 1,
               "(error \"line 1 column 44: expected a term, found 'x', which is not declared\")\n"
               "t:1:44: error: expected a term, found 'x', which is not declared\n");
}
END_TEST

START_TEST(old_spellings_warn_once)
{
  check_script(
      "(declare-const x String)(assert (str.in.re x (str.to.re \"a\")))\n(assert (str.in.re x (str.to.re \"b\")))", 0,
      "t:1:47: warning: str.to.re is a spelling of SMT-LIB 2.5; it is now str.to_re\n"
      "t:1:34: warning: str.in.re is a spelling of SMT-LIB 2.5; it is now str.in_re\n");
}
END_TEST

/* Every prefix of a script must end in order: no crash, no endless loop. */
START_TEST(truncated_scripts)
{
  static const char text[] = "(set-option :produce-unsat-cores true)(declare-const |x y| String)(define-fun f ((a Int) "
                             "(b (Seq 1))) Bool (= a 1))"
                             "(define-sort S (X) X)(assert (! (let ((a (_ char #x41)) (b (as |x y| String))) (= a b "
                             "((_ re.loop 1 2) \"q\"\"\"))) :named n))"
                             "(get-info :name)(set-info :source |a b|)(push 1)(check-sat-assuming (true (not true)))";
  for (size_t length = 0; length < sizeof text; length++) {
    fr_text out = {.m = &memory};
    int status = 0;
    run_script(text, length, &out, &status);
    fr_text_free(&out);
  }
}
END_TEST

RUN_TESTS("front", tokens_have_kinds_and_places, columns_count_characters, bad_tokens, a_record_holds_the_tokens,
          escapes, broken_literals, symbols_are_written_with_bars_where_needed, many_symbols_and_scopes, terms_are_read,
          mistakes_in_terms, definitions_with_parameters, nested_definitions_are_shared, definitions_of_sorts,
          scopes_of_declarations, old_spellings_warn_once, truncated_scripts)
