/* test_eo_text.c: signatures as text: what they may declare and include, and the mistakes that are found in them. */
#include "eo_fixture.h"

START_TEST(declarations)
{
  eo *e = open_text(
      "; a comment\n(declare-const Int Type) (declare-consts <numeral> Int) (declare-const R Type) (declare-const "
      "String Type)\n"
      "(declare-const => (-> Bool Bool Bool) :right-assoc) (declare-const and (-> Bool Bool Bool) :right-assoc-nil "
      "true)\n"
      "(declare-const or1 (-> Bool Bool Bool) :right-assoc-non-singleton-nil false)\n"
      "(declare-parameterized-const differ ((A Type :implicit)) (-> A A Bool) :pairwise and)\n"
      "(declare-const List Type) (declare-const nil List)\n"
      "(declare-parameterized-const cons ((T Type :implicit)) (-> T List List) :right-assoc-nil nil)\n"
      "(declare-const |distinct of| (-> List Bool) :arg-list cons) (declare-parameterized-const of2 ((l List)) Bool "
      ":arg-list cons)\n"
      "(declare-parameterized-const loop ((l Int :opaque) (h Int :opaque)) (-> R R)) (declare-const r R)\n"
      "(declare-const Seq (-> Type Type)) (declare-const e0 (Seq Int)) (declare-const e1 (Seq Bool)) (declare-const s "
      "(Seq Int))\n"
      "(program $empty ((T Type)) :signature (Type) T ((($empty (Seq Int)) e0) (($empty (Seq Bool)) e1)))\n"
      "(declare-parameterized-const app ((T Type :implicit)) (-> (Seq T) (Seq T) (Seq T)) :right-assoc-nil ($empty "
      "(Seq T)))\n"
      "(declare-parameterized-const positive ((n Int)) (eo::requires (eo::is_neg n) false Bool))\n"
      "(declare-parameterized-const vec ((n Int)) Type) (declare-parameterized-const zero ((n Int)) (vec n))\n"
      "(declare-parameterized-const join ((n Int :implicit) (m Int :implicit)) (-> (vec n) (vec m) (vec (eo::add n "
      "m))))\n"
      "(define joined () (join (zero 2) (zero 3)) :type (vec 5)) (define twice ((T Type :implicit) (u T)) (differ u "
      "u))\n"
      "(define tail ((p Bool) (ps Bool :list)) (and p ps)) (define mixed ((p Bool) (ps Bool :list)) (and ps p))\n"
      "(define one ((p Bool :list) (q Bool) (o Bool :list)) (or1 p q o))\n"
      "(define long () (app s s)) (define short () (eo::list_len app (app s s s)))\n"
      "(program $even ((n Int)) :signature (Int) Bool)\n"
      "(program $odd ((n Int)) :signature (Int) Bool ((($odd 0) false) (($odd n) ($even (eo::add n -1)))))\n"
      "(program $even ((n Int)) :signature (Int) Bool ((($even 0) true) (($even n) ($odd (eo::add n -1)))))\n"
      "(define parity () (eo::ite ($even 100001) 0 1))\n"
      "(program $unquote ((n Int)) :signature ((eo::quote n)) (vec n) ((($unquote n) (zero n)))) (define quoted () "
      "($unquote 3) :type (vec 3))\n");
  eo_term t = eo_true(e), f = eo_false(e), two = numeral(e, "2"), r = symbol(e, "r"), minus = numeral(e, "-1");
  assert_prints(e, apply(e, "=>", 3, (eo_term[]){t, f, t}), "(=> true (=> false true))");
  assert_prints(e, apply(e, "differ", 3, (eo_term[]){t, f, t}),
                "(and (differ true false) (differ true true) (differ false true))");
  assert_prints(e, apply(e, "distinct of", 2, (eo_term[]){t, two}), "(_ |distinct of| (cons true 2))");
  assert_prints(e, apply(e, "loop", 3, (eo_term[]){two, two, r}), "(loop 2 2 r)");
  assert_prints(e, symbol(e, "joined"), "(join (zero 2) (zero 3))");
  assert_prints(e, apply(e, "twice", 1, &t), "(differ true true)");
  assert_prints(e, apply(e, "tail", 2, (eo_term[]){f, t}), "(and false)");
  assert_prints(e, apply(e, "mixed", 2, (eo_term[]){f, apply(e, "and", 1, &t)}), "(and true false)");
  ck_assert(!apply(e, "mixed", 2, (eo_term[]){f, f}));
  assert_prints(e, apply(e, "one", 3, (eo_term[]){f, t, f}), "true");
  assert_prints(e,
                apply(e, "one", 3,
                      (eo_term[]){apply(e, "one", 3, (eo_term[]){f, t, apply(e, "or1", 2, (eo_term[]){t, t})}), f, f}),
                "(or1 true true true false)");
  assert_prints(e, symbol(e, "long"), "(_ app s (_ app s e0))");
  assert_prints(e, symbol(e, "short"), "3");
  assert_prints(e, symbol(e, "parity"), "1");
  assert_prints(e, symbol(e, "quoted"), "(zero 3)");
  ck_assert(apply(e, "positive", 1, &two));
  ck_assert(!apply(e, "positive", 1, &minus));
  ck_assert(!apply(e, "positive", 1, &r));
  ck_assert(!apply(e, "loop", 1, &two));
  ck_assert(!apply(e, "loop", 3, (eo_term[]){two, r, r}));
  eo_delete(e);
}
END_TEST

START_TEST(includes)
{
  static const char *const list[] = {"main.eo",  "(include \"one.eo\") (include \"two.eo\") (declare-const z B)",
                                     "one.eo",   "(include \"two.eo\") (declare-const x B)",
                                     "two.eo",   "(declare-const B Type)\n(include \"main.eo\")",
                                     "lost.eo",  "\n (include \"none.eo\")",
                                     "wrong.eo", "(include \"below.eo\")",
                                     "below.eo", "(declare-const y\n  C)",
                                     NULL};
  files f = {list};
  eo *e = eo_new(&unlimited);
  ck_assert(eo_load(e, "main.eo", find_file, &f));
  ck_assert(symbol(e, "z") && symbol(e, "x"));
  ck_assert(!eo_load(e, "lost.eo", find_file, &f));
  ck_assert_str_eq(eo_error(e), "lost.eo:2:11: the file none.eo cannot be read");
  eo_delete(e);
  e = eo_new(&unlimited);
  ck_assert(!eo_load(e, "wrong.eo", find_file, &f));
  ck_assert_str_eq(eo_error(e), "below.eo:2:3: `C` is not declared");
  eo_delete(e);
  e = eo_new(&unlimited);
  ck_assert(!eo_load(e, "absent.eo", find_file, &f));
  ck_assert_str_eq(eo_error(e), "absent.eo: cannot be read");
  ck_assert_int_eq(eo_state(e), EO_UNREADABLE);
  eo_delete(e);
}
END_TEST

static const struct {
  const char *text, *error;
} broken[] = {
    {"(declare-const a Bool", "test.eo:1:22: expected an attribute or `)`"},
    {"(declare-const a Boool)", "test.eo:1:18: `Boool` is not declared"},
    {"(declare-const a true)", "test.eo:1:18: this is no type"},
    {"(declare-const a Bool :binder b)", "test.eo:1:23: the attribute `:binder` is not supported here"},
    {"(declare-const f (-> Bool Bool))\n(define g ((x Bool)) (f x x) :type Bool)",
     "test.eo:2:30: the definition has not this type"},
    {"(define g ((x Bool)) (x", "test.eo:1:24: the text ends where a term was expected"},
    {"\n  (declare-sort U 0)", "test.eo:2:4: the command `declare-sort` is not supported"},
    {"foo", "test.eo:1:1: expected a command"},
    {"(define g () \"abc)", "test.eo:1:14: a string without an end"},
    {"(define g () |abc)", "test.eo:1:14: a symbol without its closing bar"},
    {"(define g () 1.5)", "test.eo:1:14: a malformed numeral (decimals and rationals are not supported)"},
    {"(define g () #b01)", "test.eo:1:14: a character that cannot begin anything"},
    {"(define g () (eo::add 1))", "test.eo:1:14: a built-in with 1 arguments"},
    {"(define g () eo::add)", "test.eo:1:14: `eo::add` is no term by itself"},
    {"(define g () ())", "test.eo:1:15: expected a symbol after `(`"},
    {"(define g () (as nil Bool))", "test.eo:1:15: `as` is not supported"},
    {"(define g ((x Bool)) x) (define h () (g true false))", "test.eo:1:38: a macro of 1 arguments with 2"},
    {"(define g ((T Type :implicit) (x T)) T)", "test.eo:1:38: `T` is not declared"},
    {"(program $f ((x Bool)) :signature (Bool) Bool ((($f (eo::not x)) x)))",
     "test.eo:1:49: a pattern must not compute"},
    {"(program $f ((x Bool)) :signature (Bool) Bool ((x x)))",
     "test.eo:1:49: the left side of a case must be an application of the program"},
    {"(program $f ((x Bool)) :signature () Bool ((x x)))", "test.eo:1:36: a program without arguments"},
    {"(program $f ((x Bool)) :signature (Bool) Bool ((($f x) ($f x x))))",
     "test.eo:1:56: a program of 1 arguments with 2"},
    {"(program $f ((x Bool)) :signature (Bool) Bool ((($f x) x))) (program $f ((x Bool)) :signature (Bool) Bool)",
     "test.eo:1:70: this program is defined already"},
    {"(declare-rule r ((x Bool)) :args (x))", "test.eo:1:15: a rule without a conclusion"},
    {"(declare-rule r () :conclusion-explicit true)", "test.eo:1:20: `:conclusion-explicit` is not supported in rules"},
    {"(declare-rule r ((x Bool)) :args (x) :conclusion x :sorry)", "test.eo:1:52: `:sorry` is not supported in rules"},
    {"(declare-parameterized-const e ((T Type :implicit)) T)",
     "test.eo:1:30: a parameter occurs in the result only, which is not supported"},
    {"(declare-parameterized-const e ((x Bool) (y Bool :opaque)) Bool)",
     "test.eo:1:30: opaque parameters must come first"},
    {"(declare-consts <decimal> Bool)", "test.eo:1:17: only <numeral> and <string> are supported"},
    {"(define g () \"\t\")", "test.eo:1:14: a string may hold printable ASCII and escape sequences only"},
    {"(define g () (true false))\x01", "test.eo:1:27: a character that cannot begin anything"}};

START_TEST(errors)
{
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    eo *e = eo_new(&unlimited);
    if (load_text(e, broken[i].text))
      ck_abort_msg("accepted: %s", broken[i].text);
    ck_assert_str_eq(eo_error(e), broken[i].error);
    ck_assert_int_eq(eo_state(e), EO_UNREADABLE);
    eo_delete(e);
  }
}
END_TEST

/* A parameter that the pattern does not bind is found when the program is used. */
START_TEST(unbound)
{
  eo *e = open_text("(program $f ((x Bool) (y Bool)) :signature (Bool) Bool ((($f x) y)))\n"
                    "(declare-rule r ((x Bool)) :args (x) :conclusion ($f x))");
  ck_assert(!conclude(e, "r", 1, (eo_term[]){eo_true(e)}, 0, NULL));
  ck_assert_str_eq(eo_error(e), "$f: the parameter y does not occur in the pattern");
  eo_delete(e);
}
END_TEST

static uint32_t next_random(uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

/* Text with a byte changed, dropped or doubled, or cut: read or refused. */
START_TEST(garbled)
{
  static char text[sizeof base + sizeof rules], copy[sizeof text + 1];
  snprintf(text, sizeof text, "%s%s", base, rules);
  size_t n = strlen(text);
  uint64_t state = 1;
  for (int round = 0; round < 3000; round++) {
    memcpy(copy, text, n + 1);
    size_t m = n;
    for (int k = 0; k < 3; k++) {
      size_t at = next_random(&state) % m;
      static const char bytes[] = "()()|\";: ax01T$:";
      switch (next_random(&state) % 4) {
      case 0:
        copy[at] = bytes[next_random(&state) % (sizeof bytes - 1)];
        break;
      case 1:
        memmove(copy + at, copy + at + 1, m - at);
        m--;
        break;
      case 2:
        copy[at] = copy[next_random(&state) % m];
        break;
      default:
        if (!(next_random(&state) % 8))
          copy[m = at + 1] = 0;
        break;
      }
    }
    eo *e = eo_new(&unlimited);
    if (!load_text(e, copy)) {
      ck_assert_int_eq(eo_state(e), EO_UNREADABLE);
    } else {
      eo_term t = eo_true(e);
      eo_rule rule = eo_find_rule(e, "refl", 4);
      if (rule)
        eo_conclude(e, rule, 1, &t, 0, NULL);
    }
    eo_delete(e);
  }
}
END_TEST

START_TEST(nested_text)
{
  size_t n = 200000;
  char *text = malloc(2 * n + 100);
  strcpy(text, "(declare-const f (-> Bool Bool)) (define g () ");
  size_t at = strlen(text);
  for (size_t i = 0; i < n; i++)
    memcpy(text + at + 3 * i % (2 * n), "(f ", 3);
  memset(text + at, '(', n);
  text[at + n] = 0;
  eo *e = eo_new(&unlimited);
  ck_assert(!load_text(e, text));
  eo_delete(e);
  at = (size_t)sprintf(text, "(declare-const f (-> Bool Bool)) (define g () ");
  for (size_t i = 0; i < 50000; i++)
    at += (size_t)sprintf(text + at, "(f ");
  sprintf(text + at, "true");
  e = eo_new(&unlimited);
  ck_assert(!load_text(e, text));
  ck_assert(strstr(eo_error(e), "nested too deeply"));
  eo_delete(e);
  free(text);
}
END_TEST

RUN_TESTS("eo_text", declarations, includes, errors, unbound, garbled, nested_text)
