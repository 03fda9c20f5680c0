"""Terms: what the functions and operators build, and what they refuse."""

import copy
import pickle

import pytest

from strsmt import *
from strsmt import terms


def eval_in_package(text, **names):
    import strsmt

    return eval(text, {**vars(strsmt), **names})


x, y, n, m, p, q, r = "x y n m p q r".split()

# what to build, in Python's words, and as SMT-LIB
BUILT = [
    ('x + "a"', '(str.++ x "a")'),
    ('"a" + x', '(str.++ "a" x)'),
    ('Concat(x, "/", y)', '(str.++ x "/" y)'),
    ('Concat([x, y])', "(str.++ x y)"),
    ("x[0]", "(str.at x 0)"),
    ("x[n]", "(str.at x n)"),
    ("x[-1]", "(str.at x (+ (str.len x) (- 1)))"),
    ("x[1:3]", "(str.substr x 1 2)"),
    ("x[3:1]", "(str.substr x 3 0)"),
    ("x[:n]", "(str.substr x 0 n)"),
    ("x[n:m]", "(str.substr x n (- m n))"),
    ("x[2:]", "(str.substr x 2 (- (str.len x) 2))"),
    ("x[:]", "(str.substr x 0 (str.len x))"),
    ("x < y", "(str.< x y)"),
    ('x >= "a"', '(str.<= "a" x)'),
    ('"a" > x', '(str.< x "a")'),
    ("n + 1", "(+ n 1)"),
    ("1 - n", "(- 1 n)"),
    ("-n * 2", "(* (- n) 2)"),
    ("n // m", "(div n m)"),
    ("7 % n", "(mod 7 n)"),
    ("abs(n)", "(abs n)"),
    ("3 < n", "(> n 3)"),
    ("Divisible(n, 3)", "((_ divisible 3) n)"),
    ("Sum([n, m, 1])", "(+ n m 1)"),
    ("Sum(n)", "n"),
    ("p & ~q", "(and p (not q))"),
    ("True | p", "(or true p)"),
    ("p ^ q", "(xor p q)"),
    ("And(p)", "p"),
    ("Or([])", "false"),
    ("Implies(p, q)", "(=> p q)"),
    ('If(p, x, "a")', '(ite p x "a")'),
    ('Distinct(x, y, "a")', '(and (distinct x y) (distinct x "a") (distinct y "a"))'),
    ("x != y", "(distinct x y)"),
    ('"a" == x', '(= x "a")'),
    ("x.length()", "(str.len x)"),
    ('x.contains("a")', '(str.contains x "a")'),
    ('x.startswith(y)', "(str.prefixof y x)"),
    ('x.endswith("a")', '(str.suffixof "a" x)'),
    ('x.find("a")', '(str.indexof x "a" 0)'),
    ('x.find(y, n)', "(str.indexof x y n)"),
    ('x.matches(Star("a"))', '(str.in_re x (re.* (str.to_re "a")))'),
    ('x.matches("a")', '(str.in_re x (str.to_re "a"))'),
    ("substitute(x + y, (x, y), (y, 'b'))", '(str.++ y "b")'),
    ("substitute(InRe(x, Loop('a', 1, 2)), {x: x + 'c'})",
     '(str.in_re (str.++ x "c") ((_ re.loop 1 2) (str.to_re "a")))'),
    ("substitute(n + 10**30, (n + 10**30, m))", "m"),
    ("substitute(If(p, n, -5), (p, True), (n, 10**30))", "(ite true 1000000000000000000000000000000 (- 5))"),
    ("Length(x)", "(str.len x)"),
    ('PrefixOf("a", x)', '(str.prefixof "a" x)'),
    ('SuffixOf("a", x)', '(str.suffixof "a" x)'),
    ('Contains(x, "a")', '(str.contains x "a")'),
    ('IndexOf(x, "a")', '(str.indexof x "a" 0)'),
    ('Replace(x, "a", y)', '(str.replace x "a" y)'),
    ('Replace(x, Plus("a"), y)', '(str.replace_re x (re.+ (str.to_re "a")) y)'),
    ('ReplaceAll(x, "a", y)', '(str.replace_all x "a" y)'),
    ('ReplaceAll(x, Star("a"), y)', '(str.replace_re_all x (re.* (str.to_re "a")) y)'),
    ("StrToInt(x)", "(str.to_int x)"),
    ("IntToStr(n)", "(str.from_int n)"),
    ("StrToCode(x)", "(str.to_code x)"),
    ("StrFromCode(n)", "(str.from_code n)"),
    ("IsDigit(x)", "(str.is_digit x)"),
    ('InRe(x, Plus(Range("0", "9")))', '(str.in_re x (re.+ (re.range "0" "9")))'),
    ('InRe(x, "abc")', '(str.in_re x (str.to_re "abc"))'),
    ('Union("a", Re("b"), AllChar())', '(re.union (str.to_re "a") (str.to_re "b") re.allchar)'),
    ("Union()", "re.none"),
    ("Inter()", "re.all"),
    ('Union("a")', '(str.to_re "a")'),
    ('Re("a") | "b"', '(re.union (str.to_re "a") (str.to_re "b"))'),
    ('"a" & ~Full()', '(re.inter (str.to_re "a") (re.comp re.all))'),
    ('Full() - "a"', '(re.diff re.all (str.to_re "a"))'),
    ('Re("a") + "b"', '(re.++ (str.to_re "a") (str.to_re "b"))'),
    ('Loop("a", 2, 5)', '((_ re.loop 2 5) (str.to_re "a"))'),
    ('Loop("a", 2)', '(re.++ ((_ re.^ 2) (str.to_re "a")) (re.* (str.to_re "a")))'),
    ('Power("a", 3)', '((_ re.^ 3) (str.to_re "a"))'),
    ('Option(Empty())', "(re.opt re.none)"),
    ('Complement(Diff("a", Inter("b", "c")))',
     '(re.comp (re.diff (str.to_re "a") (re.inter (str.to_re "b") (str.to_re "c"))))'),
]


@pytest.fixture
def names():
    strings, ints, bools = Strings("x y"), Ints("n m"), Bools("p q")
    return {str(t.name): t for t in strings + ints + bools}


@pytest.mark.parametrize("python, smt", BUILT)
def test_built(python, smt, names):
    term = eval_in_package(python, **names)
    assert term.sexpr() == smt
    printed = eval_in_package(repr(term), **names)
    assert (BoolVal(printed) if isinstance(printed, bool) else printed).eq(term)
    assert term._repr_latex_().startswith("$")


# a term without constants, and its value
VALUES = [
    ('StringVal("abcd")[1:3]', "bc"), ('StringVal("abcd")[-2:]', "cd"), ('StringVal("abcd")[-9:2]', "ab"),
    ('StringVal("abcd")[:-1]', "abc"), ('StringVal("abcd")[3:1]', ""), ('StringVal("abcd")[2:99]', "cd"),
    ('StringVal("abcd")[7:]', ""), ('StringVal("abcd")[:-9]', ""), ('StringVal("abcd")[-1]', "d"),
    ('StringVal("abcd")[9]', ""), ('StringVal("abcd")[-9]', ""), ('StringVal("abcd")[-3:-1]', "bc"),
    ("IntVal(-7) // 2", -4), ("IntVal(-7) % 2", 1), ("IntVal(7) // -2", -3), ("IntVal(7) % -2", 1),
    ("IntVal(2) - 5", -3), ("-IntVal(5)", -5), ("IntVal(10**30) + 1", 10**30 + 1), ("IntVal(-10**30)", -(10**30)),
    ('StrToInt("12")', 12), ('StrToInt("1x")', -1), ("IntToStr(12)", "12"), ('StrToCode("a")', 97),
    ('Length(StringVal("\\U0001f600\\0"))', 2), ("StrFromCode(0x2FFFF)", chr(0x2FFFF)),
    ('InRe("aab", Plus("a"))', False), ('ReplaceAll("abab", "b", "c")', "acac"),
    ('StringVal("\\\\u{61}")', "\\u{61}"), ('Replace("abab", "b", "c")', "acab"),
    ('StringVal("b") > "a"', True), ('IndexOf("abc", "c")', 2), ("Distinct(1, 2, 1)", False), ("Not(True)", False),
    ('Concat("a")', "a"),
]


@pytest.mark.parametrize("python, value", VALUES)
def test_values(python, value):
    found = evaluate(eval_in_package(python))
    assert found == value and type(found) is type(value)


# what is wrong, the exception, and words of its message
WRONG = [
    ("Length(n)", SortError, "str.len must be of sort String, but is of sort Int"),
    ('n + "a"', SortError, "of sort Int"),
    ("x == 5", SortError, "="),
    ("And(p, 5)", SortError, "argument 2 of and"),
    ("And(5)", SortError, "of sort Bool"),
    ("Union(5)", SortError, "RegLan"),
    ("InRe(x, 5)", SortError, "RegLan"),
    ("Length(3.5)", SortError, "float"),
    ("Length(None)", SortError, "NoneType"),
    ("Concat()", SortError, "needs an argument"),
    ('String("a|b")', ArgumentError, "'|'"),
    ('String("a\\0b")', ArgumentError, "NUL"),
    ('String("\\udc80")', ArgumentError, "surrogate"),
    ('x == "ab\\ud800"', ArgumentError, "surrogate, U+D800, at position 2"),
    ('StringVal("a\\U00030000")', ArgumentError, "code point 0x30000 at position 1 is above 0x2FFFF"),
    ("StringVal([0x30000])", ArgumentError, "above 0x2FFFF"),
    ("StringVal([-1])", ArgumentError, "code point"),
    ('Loop("a", -1, 2)', ArgumentError, "indices"),
    ('Loop("a", 1, 2**40)', ArgumentError, "indices"),
    ("Divisible(n, 0)", ArgumentError, "positive"),
    ("x[1:5:2]", ArgumentError, "step"),
    ('x["a"]', SortError, "str.at"),
    ("x.value", ArgumentError, "literal"),
    ("Length(x).name", ArgumentError, "constant"),
    ('Const("a", 9)', ArgumentError, "sort number 9"),
    ('x + String("y", ctx=Context())', ArgumentError, "another context"),
    ("apply(9999)", ArgumentError, "kind number 9999"),
    ("bool(x)", TypeError, "use And"),
    ("len(x)", TypeError, "Length(x)"),
    ("substitute(x, (x, 5))", SortError, "another sort"),
    ("substitute(x, (x, String('x', ctx=Context())))", ArgumentError, "another context"),
    ("Length(x).arg(1)", ArgumentError, "strsmt_term_child"),
    ("not p", TypeError, "use And"),
    ('"a" in x', TypeError, ""),
    ("list(x)", TypeError, ""),
    ("x < 5", SortError, "str.<"),
    ("n < None", SortError, "NoneType"),
    ("evaluate(n // 0 == n // 0)", ArgumentError, "divides by zero"),
    ("evaluate(Length(x), {x: 5})", SortError, "no value"),
]


@pytest.mark.parametrize("python, exception, words", WRONG)
def test_wrong(python, exception, words, names):
    with pytest.raises(exception) as raised:
        eval_in_package(python, apply=terms.apply, **names)
    assert words in str(raised.value)
    assert Length("the context works on").sexpr() == '(str.len "the context works on")'


def test_identity(names):
    a, b = names["x"], names["y"]
    assert String("x").eq(a) and not a.eq(b) and not a.eq("x")
    assert {a: 1, b: 2}[String("x")] == 1 and len({a, b, String("x")}) == 2 and a in [a, b] and b in [a, b]
    assert (a == None) is False and (a != None) is True  # noqa: E711
    assert copy.copy(a) is a and copy.deepcopy([a])[0] is a
    assert bool(a == a) and not bool(a == b) and bool(a != b) and bool(BoolVal(True)) and not bool(Or())
    with pytest.raises(TypeError):
        pickle.dumps(a)
    with pytest.raises(TypeError):
        terms.Term()


def test_inspection(names):
    term = Loop(Concat("a", Range("0", "9")), 2, 5)
    assert term.kind == Kind.RE_LOOP and term.sort == Sort.REGLAN and term.indices() == [2, 5]
    assert [c.kind for c in term.children()] == [Kind.RE_CONCAT]
    assert term.num_args() == 1 and term.arg(0).arg(1).eq(Range("0", "9"))
    assert is_true(True) and is_true(BoolVal(True)) and not is_true(names["p"]) and not is_true(1)
    assert is_false(False) and is_false(Or()) and not is_false(names["p"]) and not is_false("")
    assert names["x"].name == "x" and names["n"].sort == Sort.INT and Bool("p q").sexpr() == "|p q|"
    assert StringVal("a\u00fc").codes() == [0x61, 0xFC] and BoolVal(False).value is False
    assert StringVal([0xD800]).codes() == [0xD800]


@pytest.mark.parametrize("value", [0, -1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**5000 + 7, -(10**9000)],
                         ids=int.bit_length)
def test_integers_of_any_size(value):
    assert IntVal(value).value == value and evaluate(IntVal(value) + 1) == value + 1
    assert str(IntVal(value)).strip("-").isdigit()


def test_large_terms():
    x, deep, wide = String("x"), String("x"), [Bool(f"p{i}") for i in range(20000)]
    for i in range(100000):
        deep = Replace(deep, "b", "a")
    assert len(repr(deep)) < 1000 and "..." in repr(deep)
    assert len(deep.sexpr()) > 100000 and evaluate(deep, {x: "c"}) == "c"
    assert len(Solver().add(deep == x).to_smt2()) > 100000
    assert evaluate(Or(wide), {p: False for p in wide}) is False
    shared = String("x")
    for i in range(60):
        shared = shared + shared
    assert len(repr(shared)) < 20000 and len(Solver().add(shared == "").to_smt2()) < 10000


def test_printing_for_notebooks():
    x = String("x_1")
    assert InRe(x, Star("$")) ._repr_latex_() == r"$\mathit{x\_1} \in {{\text{``\$''}}}^{*}$"
    s = Solver().add(x == "<b>")
    assert "&lt;b&gt;" in s._repr_html_()
    assert s.check() == sat and "<table>" in s.model()._repr_html_() and "<b>" not in s.model()._repr_html_()
