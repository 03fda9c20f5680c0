/* test_eo.c: the Eunoia engine of strsmt-check: every built-in against the examples of the language's manual, rules, terms. */
#include "eo_fixture.h"

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
      if (i % 10)
        continue;
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
    if (round == 2)
      bytes = unlimited.bytes;
    eo_mark mark = eo_set_mark(e);
    for (int i = 0; i < 50; i++) {
      eo_term k = eo_constant(e, (char[]){'n', (char)('0' + i)}, 2, integer), eq = apply(e, "=", 2, (eo_term[]){v, k});
      ck_assert(conclude(e, "cong", 1, &eq, 2, (eo_term[]){old, conclude(e, "refl", 1, &k, 0, NULL)}));
    }
    eo_release(e, mark);
  }
  ck_assert_uint_eq(unlimited.bytes, bytes);
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

RUN_TESTS("eo", builtins, builtins_in_programs, rules_apply, rules_reject, terms, numerals, marks, overloading)
