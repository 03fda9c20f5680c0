/* Tests of the Eunoia engine of strsmt-check: every built-in against the examples of the language's manual,
 * declarations, rules, marks, long numerals, deep terms, errors with their places, memory limits, and broken text. */
/* By path: the folder of the checker has a check.h, which must not hide that of libcheck. */
#include "../../proofs/check/eo.h"
#include "runner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files given inline: pairs of name and text. */
typedef struct files {
  const char *const *list;
} files;

static const char *find_file(void *user, const char *from, const char *name, size_t *length)
{
  (void)from;
  for (const char *const *f = ((files *)user)->list; *f; f += 2)
    if (!strcmp(*f, name)) {
      *length = strlen(f[1]);
      return f[1];
    }
  return NULL;
}

static bool load_text(eo *e, const char *text)
{
  const char *const list[] = {"test.eo", text, NULL};
  files f = {list};
  return eo_load(e, "test.eo", find_file, &f);
}

static eo *open_text(const char *text)
{
  eo *e = eo_new(0);
  ck_assert(e);
  if (!load_text(e, text)) ck_abort_msg("%s", eo_error(e));
  return e;
}

static eo_term symbol(eo *e, const char *name)
{
  return eo_symbol(e, name, strlen(name));
}

static eo_term apply(eo *e, const char *name, size_t count, const eo_term *args)
{
  return eo_apply(e, name, strlen(name), count, args);
}

static eo_term numeral(eo *e, const char *digits)
{
  return eo_numeral(e, digits, strlen(digits));
}

typedef struct buffer {
  char *text;
  size_t n, cap;
} buffer;

static bool append(void *user, const char *text, size_t length)
{
  buffer *b = user;
  if (b->n + length + 1 > b->cap) {
    b->cap = 2 * (b->n + length + 1);
    b->text = realloc(b->text, b->cap);
  }
  memcpy(b->text + b->n, text, length);
  b->n += length;
  b->text[b->n] = 0;
  return true;
}

static void assert_prints(eo *e, eo_term t, const char *expected)
{
  buffer b = {0};
  ck_assert(eo_print(e, t, append, &b));
  ck_assert_str_eq(b.text, expected);
  free(b.text);
}

static const char base[] =
    "(declare-const Int Type) (declare-consts <numeral> Int) (declare-const String Type) (declare-consts <string> "
    "String)\n"
    "(declare-const or (-> Bool Bool Bool) :right-assoc-nil false) (declare-const and (-> Bool Bool Bool) "
    ":right-assoc-nil true)\n"
    "(declare-const lor (-> Bool Bool Bool) :left-assoc-nil false) (declare-const not (-> Bool Bool))\n"
    "(declare-parameterized-const = ((A Type :implicit)) (-> A A Bool) :chainable and)\n"
    "(declare-const a Bool) (declare-const b Bool) (declare-const c Bool) (declare-const d Bool)\n"
    "(declare-const x Int) (declare-const y Int)\n";

/* Left: what is written; right: what it is; NULL: it does not evaluate. */
static const struct {
  const char *left, *right;
} examples[] = {{"(eo::and true false)", "false"},
                {"(eo::or true false)", "true"},
                {"(eo::xor true true)", "false"},
                {"(eo::not true)", "false"},
                {"(eo::and true true true false)", "false"},
                {"(eo::and true 1)", NULL},
                {"(eo::and a false)", NULL},
                {"(eo::add 1 1)", "2"},
                {"(eo::add 1 1 1 0)", "3"},
                {"(eo::mul 2 7)", "14"},
                {"(eo::mul 2 2 7)", "28"},
                {"(eo::neg -15)", "15"},
                {"(eo::zdiv 12 3)", "4"},
                {"(eo::zdiv 7 2)", "3"},
                {"(eo::zdiv -7 2)", "-4"},
                {"(eo::zmod -7 2)", "1"},
                {"(eo::zdiv 7 0)", NULL},
                {"(eo::zmod 7 0)", NULL},
                {"(eo::zdiv 7 -2)", "-3"},
                {"(eo::zmod 7 -2)", "1"},
                {"(eo::zdiv -7 -2)", "4"},
                {"(eo::zmod -7 -2)", "1"},
                {"(eo::is_neg 0)", "false"},
                {"(eo::is_neg -3)", "true"},
                {"(eo::is_neg \"a\")", NULL},
                {"(eo::gt 3 2)", "true"},
                {"(eo::gt 2 2)", "false"},
                {"(eo::gt \"b\" \"a\")", NULL},
                {"(eo::len \"abc\")", "3"},
                {"(eo::len \"\"\"hi\"\"\")", "4"},
                {"(eo::len \"\\u{AB0E}\")", "1"},
                {"(eo::len \"\\uA\")", "3"},
                {"(eo::len \"\")", "0"},
                {"(eo::len 3)", NULL},
                {"(eo::concat \"abc\" \"def\")", "\"abcdef\""},
                {"(eo::concat \"a\" \"\" \"b\" \"c\")", "\"abc\""},
                {"(eo::extract \"abcdef\" 0 1)", "\"ab\""},
                {"(eo::extract \"abcdef\" -1 3)", "\"\""},
                {"(eo::extract \"abcdef\" 1 10)", "\"bcdef\""},
                {"(eo::extract \"abc\" 2 1)", "\"\""},
                {"(eo::extract \"abc\" 3 5)", "\"\""},
                {"(eo::extract \"abc\" 1 -1)", "\"\""},
                {"(eo::extract \"\" 0 0)", "\"\""},
                {"(eo::extract \"abc\" 99999999999999999999 5)", "\"\""},
                {"(eo::extract \"abc\" 1 99999999999999999999)", "\"bc\""},
                {"(eo::find \"abc\" \"bc\")", "1"},
                {"(eo::find \"abc\" \"\")", "0"},
                {"(eo::find \"abcdef\" \"g\")", "-1"},
                {"(eo::find \"\" \"\")", "0"},
                {"(eo::to_z 45)", "45"},
                {"(eo::to_z \"A\")", "65"},
                {"(eo::to_z \"1\")", "49"},
                {"(eo::to_z \"451\")", NULL},
                {"(eo::to_z \"\")", NULL},
                {"(eo::to_z \"\\u{9876}\")", "39030"},
                {"(eo::to_str 65)", "\"A\""},
                {"(eo::to_str 123)", "\"{\""},
                {"(eo::to_str -1)", NULL},
                {"(eo::to_str 200000)", NULL},
                {"(eo::to_str 196607)", "\"\\u{2ffff}\""},
                {"(eo::to_str 196608)", NULL},
                {"(eo::to_str \"ab\")", "\"ab\""},
                {"(eo::is_ok 0)", "true"},
                {"(eo::is_ok (eo::neg \"abc\"))", "false"},
                {"(eo::eq x x)", "true"},
                {"(eo::eq 0 1)", "false"},
                {"(eo::eq x y)", "false"},
                {"(eo::eq (eo::neg \"a\") x)", NULL},
                {"(eo::eq (eo::neg \"a\") (eo::neg \"a\"))", NULL},
                {"(eo::eq 2 (eo::add 1 1))", "true"},
                {"(eo::is_eq x x)", "true"},
                {"(eo::is_eq 0 1)", "false"},
                {"(eo::is_eq (eo::neg \"a\") x)", "false"},
                {"(eo::is_eq (eo::neg \"a\") (eo::neg \"a\"))", "false"},
                {"(eo::is_eq 2 (eo::add 1 1))", "true"},
                {"(eo::ite false x y)", "y"},
                {"(eo::ite true Bool Int)", "Bool"},
                {"(eo::ite a x x)", NULL},
                {"(eo::ite (eo::eq x 1) x y)", "y"},
                {"(eo::ite true x (eo::neg \"a\"))", "x"},
                {"(eo::requires x 0 true)", NULL},
                {"(eo::requires x x y)", "y"},
                {"(eo::requires x x Int)", "Int"},
                {"(eo::requires (eo::neg \"a\") (eo::neg \"a\") x)", NULL},
                {"(eo::is_z 3)", "true"},
                {"(eo::is_z x)", "false"},
                {"(eo::is_z (eo::neg \"a\"))", "false"},
                {"(eo::is_str \"ab\")", "true"},
                {"(eo::is_str 3)", "false"},
                {"(eo::is_bool true)", "true"},
                {"(eo::is_bool a)", "false"},
                {"(eo::typeof 3)", "Int"},
                {"(eo::typeof (= x y))", "Bool"},
                {"(eo::typeof or)", "(-> Bool Bool Bool)"},
                {"(eo::typeof (not 3))", NULL},
                {"(eo::eq (eo::hash x) (eo::hash x))", "true"},
                {"(eo::eq (eo::hash x) (eo::hash y))", "false"},
                {"(eo::cmp x x)", "false"},
                {"(eo::xor (eo::cmp x y) (eo::cmp y x))", "true"},

                {"(eo::nil or Bool)", "false"},
                {"(eo::nil a Bool)", NULL},
                {"(eo::cons or a (or a b))", "(or a a b)"},
                {"(eo::cons or false (or a b))", "(or false a b)"},
                {"(eo::cons or (or a b) (or b))", "(or (or a b) b)"},
                {"(eo::cons or false false)", "(or false)"},
                {"(eo::cons or a b)", NULL},
                {"(eo::cons or a (or b))", "(or a b)"},
                {"(eo::cons and (or a b) (and b))", "(and (or a b) b)"},
                {"(eo::cons and true (and a))", "(and true a)"},
                {"(eo::cons and (and a) true)", "(and (and a))"},
                {"(eo::list_len or (or a b))", "2"},
                {"(eo::list_len or (or (or a a) b))", "2"},
                {"(eo::list_len or false)", "0"},
                {"(eo::list_len or (and a b))", NULL},
                {"(eo::list_len not (not a))", NULL},
                {"(eo::list_concat or false false)", "false"},
                {"(eo::list_concat or (or a b) (or b))", "(or a b b)"},
                {"(eo::list_concat or (or (or a a)) (or b))", "(or (or a a) b)"},
                {"(eo::list_concat or false (or b))", "(or b)"},
                {"(eo::list_concat or (or a b b) false)", "(or a b b)"},
                {"(eo::list_concat or a (or b))", NULL},
                {"(eo::list_concat or (or a) b)", NULL},
                {"(eo::list_concat or (or a) (or b))", "(or a b)"},
                {"(eo::list_concat or (and a b) false)", NULL},
                {"(eo::list_nth or (or a b a) 1)", "b"},
                {"(eo::list_nth or (or a) 0)", "a"},
                {"(eo::list_nth or false 0)", NULL},
                {"(eo::list_nth or (or a b a) 3)", NULL},
                {"(eo::list_nth or (and a b b) 0)", NULL},
                {"(eo::list_nth or (or a b a) -1)", NULL},
                {"(eo::list_find or (or a b a) b)", "1"},
                {"(eo::list_find or (or a b a) true)", "-1"},
                {"(eo::list_find or (and a b b) a)", NULL},
                {"(eo::list_rev or (or a b c))", "(or c b a)"},
                {"(eo::list_rev or false)", "false"},
                {"(eo::list_erase or (or a b c) a)", "(or b c)"},
                {"(eo::list_erase or (or c a a b a) a)", "(or c a b a)"},
                {"(eo::list_erase or (or a b c) d)", "(or a b c)"},
                {"(eo::list_erase or false d)", "false"},
                {"(eo::list_erase_all or (or a b c) a)", "(or b c)"},
                {"(eo::list_erase_all or (or a a b a) a)", "(or b)"},
                {"(eo::list_erase_all or (or a b c) d)", "(or a b c)"},
                {"(eo::list_setof or (or a b c))", "(or a b c)"},
                {"(eo::list_setof or (or a b a c a b c))", "(or a b c)"},
                {"(eo::list_setof or (or a a a))", "(or a)"},
                {"(eo::list_setof or false)", "false"},
                {"(eo::list_minclude or (or a a b) (or a b))", "true"},
                {"(eo::list_minclude or (or b a) (or a b))", "true"},
                {"(eo::list_minclude or (or a b) (or a b b))", "false"},
                {"(eo::list_minclude or (or a b) false)", "true"},
                {"(eo::list_meq or (or a b) (or a a b))", "false"},
                {"(eo::list_meq or (or a b c b) (or b a c b))", "true"},
                {"(eo::list_meq or (or a b b) (or a a b))", "false"},
                {"(eo::list_meq or false false)", "true"},
                {"(eo::list_diff or (or a b) (or a a b))", "false"},
                {"(eo::list_diff or (or a a b) (or a b))", "(or a)"},
                {"(eo::list_diff or (or a b c b a) (or c b))", "(or a b a)"},
                {"(eo::list_diff or (or a b a c a) (or a a))", "(or b c a)"},
                {"(eo::list_inter or (or a b) (or a a b))", "(or a b)"},
                {"(eo::list_inter or (or a a b) (or a b))", "(or a b)"},
                {"(eo::list_inter or (or a b c b a) (or c b))", "(or b c)"},
                {"(eo::list_inter or (or a b a c a) (or a a))", "(or a a)"},
                {"(eo::list_singleton_elim or (or a b c))", "(or a b c)"},
                {"(eo::list_singleton_elim or (or a))", "a"},
                {"(eo::list_singleton_elim or a)", NULL},
                {"(eo::list_singleton_intro or a)", "(or a)"},
                {"(eo::list_singleton_intro or (or a b))", "(or a b)"},
                {"(eo::list_singleton_intro or false)", "false"},
                {"(eo::list_repeat or a 0)", "false"},
                {"(eo::list_repeat or a 3)", "(or a a a)"},
                {"(eo::list_repeat or a 4294967296)", NULL},
                {"(eo::list_len lor (lor a b c))", "3"},
                {"(eo::list_rev lor (lor a b c))", "(lor c b a)"},
                {"(eo::list_concat lor (lor a b) (lor c))", "(lor a b c)"},
                {"(eo::cons lor a (lor b))", "(lor b a)"},
                {"(eo::list_setof lor (lor a b a))", "(lor b a)"},
                {"(eo::define ((p (or a b)) (q c)) (and p q p))", "(and (or a b) c (or a b))"},
                {"(eo::define ((p a)) (eo::define ((p b) (q p)) (and p q)))", "(and b a)"},
                {"(_ or a b)", "((_ or a) b)"},
                {"(= x y x)", "(and (= x y) (= y x))"},
                {"(= x)", "true"},
                {"(or (_ or a false))", "(or (or a))"},
                {"(lor a b)", "(_ lor (_ lor false a) b)"}};

START_TEST(builtins)
{
  size_t count = sizeof examples / sizeof *examples;
  for (size_t i = 0; i < count; i++) {
    char text[2000];
    snprintf(text, sizeof text, "%s(define left () %s)\n(define right () %s)", base, examples[i].left,
             examples[i].right ? examples[i].right : "x");
    eo *e = open_text(text);
    eo_term left = symbol(e, "left"), right = symbol(e, "right");
    if (examples[i].right ? left != right || !left : left != 0)
      ck_abort_msg("%s is not %s", examples[i].left, examples[i].right ? examples[i].right : "stuck");
    eo_delete(e);
  }
}
END_TEST

/* The same inside of programs, where the machine evaluates. */
START_TEST(builtins_in_programs)
{
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
    char text[3000];
    snprintf(text, sizeof text,
             "%s(program $left ((u Int)) :signature (Int) Int ((($left u) (eo::ite (eo::eq u 0) %s u))))\n"
             "(program $same ((T Type) (u T) (v T) (k Int)) :signature (T T) Bool ((($same u u) true) (($same u v) "
             "false)))\n"
             "(declare-rule test ((k Int)) :args (k) :conclusion (= 0 (eo::ite (eo::is_ok ($left k)) (eo::ite ($same "
             "($left k) %s) 0 1) 2)))",
             base, examples[i].left, examples[i].right ? examples[i].right : "x");
    eo *e = open_text(text);
    eo_term zero = numeral(e, "0"), expected[2] = {zero, examples[i].right ? zero : numeral(e, "2")};
    eo_term t = eo_conclude(e, eo_find_rule(e, "test", 4), 1, &zero, 0, NULL);
    if (t != apply(e, "=", 2, expected))
      ck_abort_msg("%s is not %s: %s", examples[i].left, examples[i].right ? examples[i].right : "stuck", eo_error(e));
    eo_delete(e);
  }
}
END_TEST

static eo_term conclude(eo *e, const char *rule, size_t args, const eo_term *arg, size_t premises,
                        const eo_term *premise)
{
  eo_rule r = eo_find_rule(e, rule, strlen(rule));
  ck_assert(r);
  return eo_conclude(e, r, args, arg, premises, premise);
}

static const char rules[] =
    "(declare-rule symm ((T Type) (t T) (s T)) :premises ((= t s)) :conclusion (= s t))\n"
    "(declare-rule refl ((T Type) (t T)) :premises () :args (t) :conclusion (= t t))\n"
    "(program $mk_trans ((U Type) (t1 U) (t2 U) (t3 U) (t4 U) (tail Bool :list)) :signature (U U Bool) Bool\n"
    " ((($mk_trans t1 t2 (and (= t3 t4) tail)) (eo::requires t2 t3 ($mk_trans t1 t4 tail))) (($mk_trans t1 t2 true) (= "
    "t1 t2))))\n"
    "(declare-rule trans ((T Type) (t1 T) (t2 T) (tail Bool :list)) :premise-list (and (= t1 t2) tail) and :conclusion "
    "($mk_trans t1 t2 tail))\n"
    "(program $cong_rhs ((T Type) (U Type) (f (-> T U)) (t1 U) (t2 U) (tail Bool :list)) :signature (U Bool) U\n"
    " ((($cong_rhs (f t1) (and (= t1 t2) tail)) (_ ($cong_rhs f tail) t2)) (($cong_rhs f true) f)))\n"
    "(declare-rule cong ((U Type) (E Bool) (t U)) :premise-list E and :args (t) :conclusion (= t ($cong_rhs t "
    "(eo::list_rev and E))))\n"
    "(declare-rule neg ((k Int)) :args (k) :requires (((eo::is_neg k) true) ((eo::is_z k) true)) :conclusion (not (= k "
    "0)))\n"
    "(declare-rule top () :conclusion (not false))\n"
    "(declare-rule bad ((k Int)) :args (k) :conclusion k)\n"
    "(declare-rule ill ((k Int)) :args (k) :conclusion (= k true))\n"
    "(declare-rule scope ((F Bool) (G Bool)) :assumption F :premises (G) :conclusion (or (not F) G))\n"
    "(declare-const pair (-> Int Int Int)) (declare-parameterized-const pow ((n Int :opaque)) (-> Int Int))\n";

static eo *open_rules(void)
{
  static char text[sizeof base + sizeof rules];
  snprintf(text, sizeof text, "%s%s", base, rules);
  return open_text(text);
}

START_TEST(rules_apply)
{
  eo *e = open_rules();
  eo_term integer = symbol(e, "Int"),
          v[4] = {eo_constant(e, "v", 1, integer), eo_constant(e, "w", 1, integer), symbol(e, "x"), symbol(e, "y")};
  eo_term vw = apply(e, "=", 2, v), wx = apply(e, "=", 2, v + 1), xy = apply(e, "=", 2, v + 2);
  assert_prints(e, conclude(e, "symm", 0, NULL, 1, &vw), "(= w v)");
  assert_prints(e, conclude(e, "refl", 1, v, 0, NULL), "(= v v)");
  assert_prints(e, conclude(e, "trans", 0, NULL, 3, (eo_term[]){vw, wx, xy}), "(= v y)");
  ck_assert(!conclude(e, "trans", 0, NULL, 2, (eo_term[]){vw, xy}));
  ck_assert_int_eq(eo_state(e), EO_WRONG);
  ck_assert(!conclude(e, "trans", 0, NULL, 0, NULL));
  eo_term t = apply(e, "pair", 2, (eo_term[]){v[0], v[2]});
  assert_prints(e, conclude(e, "cong", 1, &t, 2, (eo_term[]){vw, xy}), "(= (pair v x) (pair w y))");
  ck_assert(!conclude(e, "cong", 1, &t, 2, (eo_term[]){xy, vw}));
  /* Congruence does not reach into opaque arguments. */
  eo_term three = numeral(e, "3"), power = apply(e, "pow", 2, (eo_term[]){three, v[0]});
  assert_prints(e, conclude(e, "cong", 1, &power, 1, &vw), "(= (pow 3 v) (pow 3 w))");
  eo_term refl = conclude(e, "refl", 1, &three, 0, NULL);
  ck_assert(!conclude(e, "cong", 1, &power, 2, (eo_term[]){refl, vw}));
  assert_prints(e, conclude(e, "top", 0, NULL, 0, NULL), "(not false)");
  ck_assert_uint_eq(eo_negated(e, conclude(e, "top", 0, NULL, 0, NULL)), eo_false(e));
  eo_delete(e);
}
END_TEST

START_TEST(rules_reject)
{
  eo *e = open_rules();
  eo_term integer = symbol(e, "Int"), v = eo_constant(e, "v", 1, integer), three = numeral(e, "3"),
          minus = numeral(e, "-3");
  assert_prints(e, conclude(e, "neg", 1, &minus, 0, NULL), "(not (= -3 0))");
  ck_assert(!conclude(e, "neg", 1, &three, 0, NULL));
  ck_assert(!conclude(e, "neg", 1, &v, 0, NULL));
  ck_assert(!conclude(e, "neg", 0, NULL, 0, NULL));
  ck_assert(!conclude(e, "neg", 2, (eo_term[]){minus, minus}, 0, NULL));
  ck_assert(!conclude(e, "refl", 1, &v, 1, (eo_term[]){eo_true(e)}));
  ck_assert(!conclude(e, "symm", 0, NULL, 1, (eo_term[]){eo_true(e)}));
  ck_assert(!conclude(e, "bad", 1, &v, 0, NULL));
  ck_assert(conclude(e, "top", 0, NULL, 0, NULL));
  ck_assert_str_eq(eo_error(e), "");
  ck_assert(!conclude(e, "ill", 1, &v, 0, NULL));
  ck_assert_str_eq(eo_error(e), "the conclusion of ill is ill-typed");
  ck_assert(!conclude(e, "scope", 0, NULL, 1, (eo_term[]){eo_true(e)}));
  ck_assert(!eo_find_rule(e, "nothing", 7));
  ck_assert(!eo_find_rule(e, "and", 3));
  ck_assert(!eo_conclude(e, 0, 0, NULL, 0, NULL));
  ck_assert(!eo_conclude(e, 10000, 0, NULL, 0, NULL));
  eo_delete(e);
}
END_TEST

START_TEST(terms)
{
  eo *e = open_rules();
  eo_term integer = symbol(e, "Int"), v = eo_constant(e, "v", 1, integer);
  ck_assert_uint_eq(v, eo_constant(e, "v", 1, integer));
  ck_assert_uint_ne(v, eo_constant(e, "v", 1, symbol(e, "String")));
  ck_assert_uint_ne(eo_constant(e, "x", 1, integer), symbol(e, "x"));
  ck_assert(!eo_constant(e, "z", 1, v));
  ck_assert(!apply(e, "=", 2, (eo_term[]){v, eo_true(e)}));
  ck_assert_int_eq(eo_state(e), EO_WRONG);
  ck_assert_str_eq(eo_error(e), "= cannot be applied to (Int, Bool)");
  ck_assert(apply(e, "=", 2, (eo_term[]){v, v}));
  ck_assert_int_eq(eo_state(e), EO_OK);
  ck_assert(!apply(e, "nothing", 1, &v));
  ck_assert(!apply(e, "eo::add", 2, (eo_term[]){v, v}));
  ck_assert(!apply(e, "$mk_trans", 3, (eo_term[]){v, v, eo_true(e)}));
  ck_assert(!apply(e, "pow", 3, (eo_term[]){v, v, v}));
  ck_assert(!apply(e, "not", 2, (eo_term[]){eo_true(e), eo_true(e)}));
  ck_assert(!apply(e, "v", 1, &v));
  eo_term t[3] = {symbol(e, "a"), symbol(e, "b"), symbol(e, "c")}, disjunction = eo_or(e, 3, t);
  assert_prints(e, disjunction, "(or a b c)");
  ck_assert_uint_eq(eo_or(e, 0, NULL), eo_false(e));
  ck_assert_uint_eq(eo_or(e, 1, t), t[0]);
  ck_assert_uint_eq(eo_arity(e, disjunction), 2);
  ck_assert_uint_eq(eo_head(e, disjunction), symbol(e, "or"));
  ck_assert_uint_eq(eo_argument(e, disjunction, 0), t[0]);
  ck_assert_uint_eq(eo_type(e, disjunction), symbol(e, "Bool"));
  ck_assert_uint_eq(eo_negated(e, eo_not(e, t[1])), t[1]);
  ck_assert_uint_eq(eo_negated(e, disjunction), 0);
  ck_assert_int_eq(eo_shape_of(e, v), EO_CONSTANT);
  ck_assert_int_eq(eo_shape_of(e, t[0]), EO_SYMBOL);
  ck_assert_int_eq(eo_shape_of(e, numeral(e, "-7")), EO_NUMERAL);
  ck_assert_int_eq(eo_shape_of(e, disjunction), EO_APPLICATION);
  uint32_t codes[4] = {'a', '"', '\\', 0x2ffff};
  assert_prints(e, eo_string(e, codes, 4), "\"a\"\"\\u{5c}\\u{2ffff}\"");
  ck_assert(!eo_string(e, (uint32_t[]){0x30000}, 1));
  assert_prints(e, eo_constant(e, "a b", 3, integer), "|a b|");
  assert_prints(e, eo_constant(e, "", 0, integer), "||");
  eo_delete(e);
}
END_TEST

START_TEST(numerals)
{
  static const char *const same[] = {"0",
                                     "1",
                                     "-1",
                                     "1073741823",
                                     "1073741824",
                                     "-1073741824",
                                     "-1073741825",
                                     "9223372036854775807",
                                     "9223372036854775808",
                                     "-9223372036854775808",
                                     "-9223372036854775809",
                                     "123456789012345678901234567890123456789012345678901234567890"};
  eo *e = open_text("(declare-const Int Type) (declare-consts <numeral> Int) (declare-parameterized-const = ((A Type "
                    ":implicit)) (-> A A Bool))\n"
                    "(program $power ((b Int) (n Int)) :signature (Int Int) Int ((($power b 0) 1) (($power b n) "
                    "(eo::mul b ($power b (eo::add n -1))))))\n"
                    "(declare-rule power ((b Int) (n Int)) :args (b n) :conclusion (= ($power b n) (eo::neg (eo::neg "
                    "($power b n)))))\n"
                    "(declare-rule divide ((a Int) (b Int)) :args (a b) :conclusion (= a (eo::add (eo::mul b (eo::zdiv "
                    "a b)) (eo::zmod a b))))\n"
                    "(declare-rule less ((a Int) (b Int)) :args (a b) :requires (((eo::gt b a) true) ((eo::gt a b) "
                    "false)) :conclusion (= a a))\n");
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    eo_term t = numeral(e, same[i]);
    assert_prints(e, t, same[i]);
    ck_assert_uint_eq(t, numeral(e, same[i]));
  }
  ck_assert_uint_eq(numeral(e, "00017"), numeral(e, "17"));
  ck_assert_uint_eq(numeral(e, "-0"), numeral(e, "0"));
  ck_assert(!numeral(e, ""));
  ck_assert(!numeral(e, "-"));
  ck_assert(!numeral(e, "1x"));
  char digits[1001] = "1";
  memset(digits + 1, '0', 999);
  eo_term t = conclude(e, "power", 2, (eo_term[]){numeral(e, "10"), numeral(e, "999")}, 0, NULL);
  ck_assert_uint_eq(eo_argument(e, t, 0), numeral(e, digits));
  ck_assert_uint_eq(eo_argument(e, t, 1), numeral(e, digits));
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    for (size_t j = 1; j < sizeof same / sizeof *same; j++) {
      eo_term pair[2] = {numeral(e, same[i]), numeral(e, same[j])};
      t = conclude(e, "divide", 2, pair, 0, NULL);
      ck_assert_uint_eq(eo_argument(e, t, 1), pair[0]);
    }
  ck_assert(conclude(e, "less", 2, (eo_term[]){numeral(e, same[10]), numeral(e, same[11])}, 0, NULL));
  ck_assert(!conclude(e, "less", 2, (eo_term[]){numeral(e, same[11]), numeral(e, same[7])}, 0, NULL));
  ck_assert(conclude(e, "less", 2, (eo_term[]){numeral(e, same[6]), numeral(e, same[5])}, 0, NULL));
  eo_delete(e);
}
END_TEST

START_TEST(marks)
{
  eo *e = open_rules();
  eo_term integer = symbol(e, "Int"), v = eo_constant(e, "v", 1, integer), w = eo_constant(e, "w", 1, integer);
  eo_term old = apply(e, "=", 2, (eo_term[]){v, w});
  for (int round = 0; round < 50; round++) {
    eo_mark outer = eo_set_mark(e);
    eo_term last = old;
    char name[20];
    for (int i = 0; i < 200; i++) {
      eo_term k = eo_constant(e, name, (size_t)snprintf(name, sizeof name, "k%d", i + round), integer);
      last = apply(e, "=", 2, (eo_term[]){v, k});
      ck_assert(last && eo_string(e, (uint32_t[]){'a', (uint32_t)i, 'b'}, 3));
      ck_assert(numeral(e, "123456789012345678901234567890123456789"));
      if (i % 10) continue;
      eo_mark inner = eo_set_mark(e);
      ck_assert(conclude(e, "trans", 0, NULL, 2, (eo_term[]){conclude(e, "symm", 0, NULL, 1, &last), old}));
      eo_release(e, inner);
    }
    eo_release(e, outer);
    ck_assert_uint_eq(apply(e, "=", 2, (eo_term[]){v, w}), old);
    ck_assert_uint_eq(apply(e, "=", 2, (eo_term[]){w, v}), conclude(e, "symm", 0, NULL, 1, &old));
  }
  size_t bytes = 0;
  for (int round = 0; round < 200; round++) {
    if (round == 2) bytes = eo_bytes(e);
    eo_mark mark = eo_set_mark(e);
    for (int i = 0; i < 50; i++) {
      eo_term k = eo_constant(e, (char[]){'n', (char)('0' + i)}, 2, integer), eq = apply(e, "=", 2, (eo_term[]){v, k});
      ck_assert(conclude(e, "cong", 1, &eq, 2, (eo_term[]){old, conclude(e, "refl", 1, &k, 0, NULL)}));
    }
    eo_release(e, mark);
  }
  ck_assert_uint_eq(eo_bytes(e), bytes);
  eo_delete(e);
}
END_TEST

START_TEST(overloading)
{
  eo *e =
      open_text("(declare-const Int Type) (declare-consts <numeral> Int) (declare-const - (-> Int Int Int) "
                ":left-assoc) (declare-const - (-> Int Int))\n"
                "(declare-parameterized-const = ((A Type :implicit)) (-> A A Bool))\n"
                "(program $swap ((u Int) (v Int)) :signature (Int) Int ((($swap (- u v)) (- v u)) (($swap (- u)) u)))\n"
                "(declare-rule swap ((u Int)) :args (u) :conclusion (= u ($swap u)))\n");
  eo_term one = numeral(e, "1"), two = numeral(e, "2");
  eo_term unary = apply(e, "-", 1, &one), binary = apply(e, "-", 2, (eo_term[]){one, two});
  assert_prints(e, unary, "(- 1)");
  assert_prints(e, binary, "(- 1 2)");
  assert_prints(e, apply(e, "-", 3, (eo_term[]){one, two, one}), "(- (- 1 2) 1)");
  ck_assert_uint_ne(eo_head(e, unary), eo_head(e, binary));
  assert_prints(e, conclude(e, "swap", 1, &binary, 0, NULL), "(= (- 1 2) (- 2 1))");
  assert_prints(e, conclude(e, "swap", 1, &unary, 0, NULL), "(= (- 1) 1)");
  ck_assert(!apply(e, "-", 2, (eo_term[]){eo_true(e), one}));
  eo_delete(e);
}
END_TEST

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
  eo *e = eo_new(0);
  ck_assert(eo_load(e, "main.eo", find_file, &f));
  ck_assert(symbol(e, "z") && symbol(e, "x"));
  ck_assert(!eo_load(e, "lost.eo", find_file, &f));
  ck_assert_str_eq(eo_error(e), "lost.eo:2:11: the file none.eo cannot be read");
  eo_delete(e);
  e = eo_new(0);
  ck_assert(!eo_load(e, "wrong.eo", find_file, &f));
  ck_assert_str_eq(eo_error(e), "below.eo:2:3: `C` is not declared");
  eo_delete(e);
  e = eo_new(0);
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
    eo *e = eo_new(0);
    if (load_text(e, broken[i].text)) ck_abort_msg("accepted: %s", broken[i].text);
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

enum { LONG = 100000 };

static const char deep_text[] =
    "(declare-const or (-> Bool Bool Bool) :right-assoc-nil false) (declare-const not (-> Bool Bool)) (declare-const p "
    "(-> Int Bool))\n"
    "(program $size ((x Bool) (xs Bool :list)) :signature (Bool) Int ((($size (or x xs)) (eo::add 1 ($size xs))) "
    "(($size (not x)) (eo::add 1 ($size x))) (($size x) 0)))\n"
    "(program $map ((x Bool) (xs Bool :list)) :signature (Bool) Bool ((($map (or x xs)) (or (not x) ($map xs))) (($map "
    "false) false)))\n"
    "(program $all ((x Bool) (xs Bool :list) (l Bool)) :signature (Bool Bool) Bool\n"
    " ((($all (or x xs) l) (eo::ite (eo::is_neg (eo::list_find or l x)) false ($all xs l))) (($all false l) true)))\n"
    "(declare-rule size ((x Bool) (n Int)) :args (x n) :requires ((($size x) n)) :conclusion x)\n"
    "(declare-rule map ((x Bool)) :args (x) :conclusion ($map x))\n"
    "(declare-rule all ((x Bool) (l Bool)) :args (x l) :requires ((($all x l) true)) :conclusion (not l))\n"
    "(declare-rule rest ((x Bool) (l Bool)) :args (x l) :conclusion (eo::list_diff or (eo::list_concat or l x) "
    "(eo::list_rev or l)))\n"
    "(declare-rule same ((x Bool) (l Bool)) :args (x l) :requires (((eo::list_meq or x l) true) ((eo::list_minclude or "
    "x l) true)\n"
    "  ((eo::list_setof or (eo::list_concat or x l)) x)) :conclusion l)\n"
    "(program $loop ((n Int)) :signature (Int) Int ((($loop n) ($loop (eo::add n 1)))))\n"
    "(program $dive ((n Int)) :signature (Int) Int ((($dive n) (eo::add 1 ($dive (eo::add n 1))))))\n"
    "(declare-rule dive ((n Int)) :args (n) :requires ((($dive n) 0)) :conclusion false)\n";

static eo *open_deep(eo_term *list, eo_term *backwards)
{
  static char text[sizeof deep_text + 200];
  snprintf(text, sizeof text, "(declare-const Int Type) (declare-consts <numeral> Int)\n%s", deep_text);
  eo *e = open_text(text);
  eo_term *v = malloc(2 * LONG * sizeof *v), integer = symbol(e, "Int");
  char name[20];
  for (int i = 0; i < LONG; i++) {
    eo_term k = eo_constant(e, name, (size_t)snprintf(name, sizeof name, "k%d", i), integer);
    v[2 * LONG - 1 - i] = v[i] = apply(e, "p", 1, &k);
  }
  *list = apply(e, "or", LONG, v);
  *backwards = apply(e, "or", LONG, v + LONG);
  free(v);
  return e;
}

START_TEST(deep)
{
  eo_term list, backwards;
  eo *e = open_deep(&list, &backwards);
  eo_term n = numeral(e, "100000"), both[2] = {list, backwards};
  ck_assert_uint_eq(conclude(e, "size", 2, (eo_term[]){list, n}, 0, NULL), list);
  ck_assert(!conclude(e, "size", 2, (eo_term[]){list, numeral(e, "99999")}, 0, NULL));
  ck_assert(conclude(e, "map", 1, &list, 0, NULL));
  ck_assert(conclude(e, "all", 2, both, 0, NULL));
  ck_assert_uint_eq(conclude(e, "rest", 2, both, 0, NULL), list);
  ck_assert(conclude(e, "same", 2, both, 0, NULL));
  eo_term t = eo_true(e);
  for (int i = 0; i < LONG; i++) t = eo_not(e, t);
  ck_assert_uint_eq(conclude(e, "size", 2, (eo_term[]){t, n}, 0, NULL), t);
  buffer b = {0};
  ck_assert(eo_print(e, t, append, &b));
  ck_assert_uint_eq(b.n, 6u * LONG + 4);
  free(b.text);
  eo_delete(e);
}
END_TEST

START_TEST(endless)
{
  eo *e = eo_new((size_t)64 << 20);
  char text[sizeof deep_text + 200];
  snprintf(text, sizeof text, "(declare-const Int Type) (declare-consts <numeral> Int)\n%s", deep_text);
  ck_assert(load_text(e, text));
  eo_term zero = numeral(e, "0");
  ck_assert(!conclude(e, "dive", 1, &zero, 0, NULL));
  ck_assert_int_eq(eo_state(e), EO_MEMORY);
  ck_assert_uint_le(eo_bytes(e), (size_t)64 << 20);
  ck_assert(eo_not(e, eo_true(e)));
  eo_delete(e);
}
END_TEST

/* Each limit that is too small for loading the rules and concluding is reported, and nothing else happens. */
START_TEST(memory)
{
  static char text[sizeof base + sizeof rules];
  snprintf(text, sizeof text, "%s%s", base, rules);
  int loaded = 0;
  for (size_t limit = 1000; loaded < 20 && limit < 10000000; limit += limit / 16) {
    eo *e = eo_new(limit);
    if (!e) continue;
    if (!load_text(e, text)) {
      ck_assert_int_eq(eo_state(e), EO_MEMORY);
    } else {
      eo_term v = eo_constant(e, "v", 1, symbol(e, "Int")), t = v ? conclude(e, "refl", 1, &v, 0, NULL) : 0;
      if (t) loaded++;
      else ck_assert_int_eq(eo_state(e), EO_MEMORY);
    }
    ck_assert_uint_le(eo_bytes(e), limit);
    eo_delete(e);
  }
  ck_assert_int_eq(loaded, 20);
}
END_TEST

static uint32_t next_random(uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

/* The tables of the engine, copied, as a program would have them. */
static eo_image copy_image(eo *e)
{
  eo_image image = {0};
  ck_assert(eo_describe(e, &image));
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++) {
    eo_table *t = &image.tables[i];
    void *copy = calloc(t->room + 1, t->size);
    if (t->n) memcpy(copy, t->v, t->n * t->size);
    t->v = copy;
  }
  return image;
}

static bool same_tables(const eo_image *a, const eo_image *b)
{
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++) {
    const eo_table *s = &a->tables[i], *t = &b->tables[i];
    if (s->n != t->n || (s->n && memcmp(s->v, t->v, s->n * s->size) != 0)) return false;
  }
  return true;
}

/* More terms than an image has room for. */
static void fill(eo *e)
{
  eo_term t = eo_true(e);
  for (int i = 0; i < 5000; i++) t = eo_not(e, t);
  eo_term u = eo_true(e);
  for (int i = 0; i < 5000; i++) u = eo_not(e, u);
  ck_assert(t && t == u);
}

/* A signature that was described and opened behaves like the one that was read. Each image serves one engine. */
START_TEST(images)
{
  eo *e = open_rules();
  eo_image image = copy_image(e), same = copy_image(e), again;
  ck_assert(same_tables(&image, &same));
  ck_assert(!eo_open_image(&image, 1000));
  ck_assert(!image.taken);
  for (int round = 0; round < 2; round++) {
    eo_mark mark = eo_set_mark(e);
    eo_term v = eo_constant(e, "v", 1, symbol(e, "Int")), w = eo_constant(e, "w", 1, symbol(e, "Int"));
    eo_term vw = apply(e, "=", 2, (eo_term[]){v, w}), wv = conclude(e, "symm", 0, NULL, 1, &vw);
    assert_prints(e, conclude(e, "trans", 0, NULL, 2, (eo_term[]){vw, wv}), "(= v v)");
    ck_assert(!conclude(e, "trans", 0, NULL, 2, (eo_term[]){vw, vw}));
    assert_prints(e, symbol(e, "a"), "a");
    fill(e);
    eo_release(e, mark);
    fill(e);
    eo_delete(e);
    if (round) break;
    e = eo_open_image(&image, 0);
    ck_assert(e);
    ck_assert(!eo_open_image(&image, 0));
    again = copy_image(e);
    ck_assert(same_tables(&again, &same));
    for (size_t i = 0; i < EO_IMAGE_TABLES; i++) free(again.tables[i].v);
  }
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++) free(image.tables[i].v), free(same.tables[i].v);
  ck_assert(!eo_open_image(&(eo_image){0}, 0));
  e = open_text("(program $f ((x Bool) (y Bool)) :signature (Bool) Bool ((($f x) y)))");
  ck_assert(!eo_describe(e, &image));
  ck_assert_str_eq(eo_error(e), "$f: the parameter y does not occur in the pattern");
  eo_delete(e);
}
END_TEST

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
      case 0: copy[at] = bytes[next_random(&state) % (sizeof bytes - 1)]; break;
      case 1:
        memmove(copy + at, copy + at + 1, m - at);
        m--;
        break;
      case 2: copy[at] = copy[next_random(&state) % m]; break;
      default:
        if (!(next_random(&state) % 8)) copy[m = at + 1] = 0;
        break;
      }
    }
    eo *e = eo_new(0);
    if (!load_text(e, copy)) {
      ck_assert_int_eq(eo_state(e), EO_UNREADABLE);
    } else {
      eo_term t = eo_true(e);
      eo_rule rule = eo_find_rule(e, "refl", 4);
      if (rule) eo_conclude(e, rule, 1, &t, 0, NULL);
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
  for (size_t i = 0; i < n; i++) memcpy(text + at + 3 * i % (2 * n), "(f ", 3);
  memset(text + at, '(', n);
  text[at + n] = 0;
  eo *e = eo_new(0);
  ck_assert(!load_text(e, text));
  eo_delete(e);
  at = (size_t)sprintf(text, "(declare-const f (-> Bool Bool)) (define g () ");
  for (size_t i = 0; i < 50000; i++) at += (size_t)sprintf(text + at, "(f ");
  sprintf(text + at, "true");
  e = eo_new(0);
  ck_assert(!load_text(e, text));
  ck_assert(strstr(eo_error(e), "nested too deeply"));
  eo_delete(e);
  free(text);
}
END_TEST

RUN_TESTS("eo", builtins, builtins_in_programs, rules_apply, rules_reject, terms, numerals, marks, overloading,
          declarations, includes, errors, unbound, deep, endless, memory, images, garbled, nested_text)
