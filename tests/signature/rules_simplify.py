"""Instances for the rules of simplify.eo, as in rules.py. Many more are made at random by the mirror (mirror.c)."""
from checkers import parse

# rule: (what must be concluded), (what must not, though a guard that is missing would let it pass).
# Each line is a term and what it is rewritten to.
PAIRS = {
    "concat_norm": ("""
        (str.++ x (str.++ y "a") "b")        (str.++ x y "ab")
        (str.++ "" x "")                     x
        (str.++ "" (str.++ "" ""))           ""
        (str.++ (str.++ "a" "b") "" "c" x)   (str.++ "abc" x)
        (str.++ x x)                         (str.++ x x)
        (str.++ (str.++ x "a") (str.++ "b" x))  (str.++ x "ab" x)
    """, """
        (str.++ x "a" y "b")    (str.++ x y "ab")
        (str.++ x y)            (str.++ y x)
        (str.++ x "a")          x
    """),
    "str_len_norm": ("""
        (str.len (str.++ x "ab" y "c"))      (+ (str.len x) 2 (str.len y) 1)
        (str.len (str.++ "ab" "c"))          (+ 2 1)
        (str.len (str.++ x ""))              (+ (str.len x) 0)
        (str.len (str.++ x (str.++ y "a")))  (+ (str.len x) (str.len (str.++ y "a")))
        (str.len x)                          (str.len x)
        (str.len (str.replace x "a" "b"))    (str.len x)
        (str.len (str.replace_all x "ab" "ba"))  (str.len x)
        (str.len (str.replace x "" ""))      (str.len x)
    """, """
        (str.len (str.replace x "a" "bb"))   (str.len x)
        (str.len (str.replace x "a" y))      (str.len x)
        (str.len (str.replace x y "a"))      (str.len x)
        (str.len (str.replace_all x "a" ""))  (str.len x)
        (str.len (str.++ x "a"))             (str.len x)
        (str.len (str.++ x "a"))             (+ (str.len x) 2)
        (str.len (str.++ x y))               (+ (str.len x) (str.len x))
    """),
    "str_eq_norm": ("""
        (= x x)                              true
        (= (str.++ x "a") (str.++ x "b"))    false
        (= (str.++ x "ab") (str.++ x "ac"))  false
        (= (str.++ "ab" x) (str.++ "a" y))   (= (str.++ "b" x) y)
        (= (str.++ x "ab") (str.++ y "b"))   (= (str.++ x "a") y)
        (= x (str.++ x "a"))                 false
        (= x (str.++ x y))                   (= y "")
        (= (str.++ x y) "")                  (and (= x "") (= y ""))
        (= x (str.++ y x z))                 (and (= y "") (= z ""))
        (= (str.++ x y) (str.++ y x z))      (and (= (str.++ x y) (str.++ y x)) (= z ""))
        (= (str.++ "a" x "a") x)             false
        (= (str.++ "a" x) (str.++ x "a"))    (= (str.++ "a" x) (str.++ x "a"))
        (= (str.from_code i) (str.++ x "ab"))  false
        (= (str.from_int i) "12")            (= i 12)
        (= (str.from_int i) "01")            false
        (= (str.from_int i) "a")             false
        (= (str.from_int i) "")              (not (>= i 0))
        (= "0" (str.from_int i))             (= i 0)
        (= (ite p "a" "b") (str.++ x "ab"))  false
        (= (str.replace "a" x "b") (str.++ y "abc"))  false
    """, """
        (= (str.++ x "a") (str.++ y "a" x))  false
        (= (str.++ x "a") (str.++ y "b"))    true
        (= (str.++ x "ab") (str.++ y "b"))   false
        (= (str.++ x y) (str.++ y x))        true
        (= x (str.++ x y))                   false
        (= (ite p "a" "b") (str.++ x "a"))   false
        (= (str.replace "b" x "a") (str.++ y "ab"))  false
        (= (str.replace "a" x y) "aab")      false
        (= (str.substr x i 2) "ab")          false
        (= (str.from_code i) "\\u{1}")       false
        (= i j)                              true
    """),
    "str_part_norm": ("""
        (str.contains x x)                   true
        (str.contains x "")                  true
        (str.contains (str.++ x "abc" y) "b")  true
        (str.contains (str.++ "xa" y "bx") (str.++ "a" y "b"))  true
        (str.contains (str.++ x y z) (str.++ x y))  true
        (str.contains "" x)                  (= "" x)
        (str.contains x (str.++ x "a"))      (= x (str.++ x "a"))
        (str.contains (str.++ x y) (str.++ y x))  (= (str.++ x y) (str.++ y x))
        (str.contains (str.++ x "a" y) "b")  (or (str.contains x "b") (str.contains y "b"))
        (str.contains (str.++ x "a") "b")    (str.contains x "b")
        (str.contains (str.++ x "a") "ab")   (str.contains (str.++ x "a") "ab")
        (str.contains x y)                   (str.contains x y)
        (str.prefixof x (str.++ x y))        true
        (str.prefixof (str.++ x "a") (str.++ x "ab" y))  true
        (str.prefixof (str.++ x "a") (str.++ x "b"))  false
        (str.prefixof (str.++ x y) x)        (= y "")
        (str.prefixof (str.++ x y) (str.++ x z "a"))  (str.prefixof y (str.++ z "a"))
        (str.suffixof x (str.++ y x))        true
        (str.suffixof "b" (str.++ x "ab"))   true
        (str.suffixof "a" (str.++ x "ab"))   false
        (str.suffixof (str.++ "ab" x) (str.++ y "b" x))  (str.suffixof "a" y)
        (str.prefixof (str.++ y "") (str.++ y y))  true
        (str.suffixof (str.++ "" y) (str.++ y y))  true
        (str.prefixof x (str.substr x i j))  (= x (str.substr x i j))
        (str.suffixof (str.++ x "a") (str.++ (str.substr x 0 i) y))  (str.suffixof (str.++ x "a") (str.++ (str.substr x 0 i) y))
        (str.contains (str.substr (str.++ x y) i j) (str.++ y x))  (= (str.substr (str.++ x y) i j) (str.++ y x))
        (str.contains (str.++ "a" (str.substr x i j)) (str.++ x "bb"))  (= (str.++ "a" (str.substr x i j)) (str.++ x "bb"))
        (str.prefixof (str.replace x y x) x)  (= (str.replace x y x) x)
        (str.contains x (str.++ (str.replace x y x) "a"))  (= x (str.++ (str.replace x y x) "a"))
        (str.contains (str.substr x 0 (str.indexof x y 0)) y)  (= y "")
        (str.contains (str.replace_all x "a" "b") "ba")  false
        (str.contains (str.replace_all x "a" y) "a")  (str.contains (str.replace_all x "a" y) "a")
        (str.contains (str.replace_all x "a" "ba") "a")  (str.contains (str.replace_all x "a" "ba") "a")
        (str.contains (str.replace_all x "ab" "") "ab")  (str.contains (str.replace_all x "ab" "") "ab")
        (str.< x x)                          false
        (str.<= x x)                         true
        (str.< x "")                         false
        (str.<= "" x)                        true
        (str.< "" x)                         (not (= x ""))
        (str.<= x "")                        (= x "")
        (str.< x (str.++ x y))               (not (= y ""))
        (str.< x (str.++ x "a"))             true
        (str.< (str.++ x y) x)               false
        (str.<= (str.++ x y z) x)            (and (= y "") (= z ""))
        (str.<= (str.++ x "a") x)            false
        (str.<= x (str.++ x y))              true
        (str.< (str.++ x "ab" y) (str.++ x "ac"))  true
        (str.<= (str.++ x "b" y) (str.++ x "ac" z))  false
        (str.< (str.++ "ab" x) (str.++ "a" y))  (str.< (str.++ "b" x) y)
        (str.<= (str.++ x y) (str.++ x z))   (str.<= y z)
        (str.< "\\u{2ffff}" (str.++ "\\u{ffff}" x))  false
        (str.<= (str.substr x 0 i) x)        true
        (str.< x (str.substr x 0 i))         false
        (str.<= "" (str.++ x y))             true
    """, """
        (str.contains (str.++ (str.substr x i j) "a") x)  (= (str.++ (str.substr x i j) "a") x)
        (str.prefixof (str.substr x i j) x)  (= (str.substr x i j) x)
        (str.prefixof (str.replace x y z) x)  (= (str.replace x y z) x)
        (str.prefixof x (str.replace x y x))  (= x (str.replace x y x))
        (str.prefixof (str.replace_all x y "") x)  (= (str.replace_all x y "") x)
        (str.contains (str.++ x "a") "ab")   false
        (str.contains (str.substr x 0 (str.indexof x y 1)) y)  (= y "")
        (str.contains (str.substr x 0 (str.indexof y x 0)) x)  (= x "")
        (str.contains (str.substr x 1 (str.indexof x y 0)) y)  (= y "")
        (str.contains (str.replace_all x "ab" "") "ab")  false
        (str.contains (str.replace_all x "a" "ba") "a")  false
        (str.contains (str.replace_all x "a" y) "a")  false
        (str.contains (str.replace_all x "a" "b") "b")  false
        (str.contains (str.replace_all x y "b") "a")  false
        (str.contains (str.++ x y) "ab")     (or (str.contains x "ab") (str.contains y "ab"))
        (str.contains (str.++ x "a" y) (str.++ x y))  true
        (str.contains (str.++ "ax" y) (str.++ "a" y))  true
        (str.contains (str.++ x "a") (str.++ "a" x))  true
        (str.contains x (str.++ "a" y))      (= x (str.++ "a" y))
        (str.contains "ab" x)                (= "ab" x)
        (str.prefixof y (str.++ x y))        true
        (str.prefixof (str.++ x "a") (str.++ y "b"))  false
        (str.prefixof x (str.++ y "a"))      (= x (str.++ y "a"))
        (str.suffixof x (str.++ x y))        true
        (str.suffixof (str.++ "a" x) (str.++ "b" y))  false
        (str.< x y)                          false
        (str.<= x "")                        true
        (str.< x (str.++ x y))               true
        (str.<= (str.++ x y) x)              false
        (str.<= (str.++ y x) (str.++ z x))   (str.<= y z)
        (str.< (str.++ y x) (str.++ z x))    (str.< y z)
        (str.< (str.++ x "a") (str.++ y "b"))  true
        (str.<= (str.substr x 1 i) x)        true
        (str.< x (str.substr x i j))         false
        (str.<= x (str.substr x 0 i))        true
        (str.< "b" (str.++ "ab" x))          true
    """),
    "str_substr_norm": ("""
        (str.at x i)                         (str.substr x i 1)
        (str.substr x i 0)                   ""
        (str.substr x i -1)                  ""
        (str.substr x -1 i)                  ""
        (str.substr "" i j)                  ""
        (str.substr (str.++ "abc" x) 1 j)    (str.substr (str.++ "bc" x) 0 j)
        (str.substr (str.++ "abc" x) 3 j)    (str.substr x 0 j)
        (str.substr (str.++ "abc" x) 4 j)    (str.substr x 1 j)
        (str.substr (str.++ "abc" x) 1 2)    "bc"
        (str.substr (str.++ "abc" x) 1 3)    (str.++ "bc" (str.substr x 0 1))
        (str.substr (str.++ x y) 0 (str.len x))  x
        (str.substr x 0 (str.len x))         x
        (str.substr (str.++ x y "a") (str.len x) i)  (str.substr (str.++ y "a") 0 i)
        (str.substr (str.from_code i) 1 j)   ""
        (str.substr (str.from_code i) 0 1)   (str.from_code i)
        (str.substr (str.substr x i j) 0 2)  (str.substr x i (ite (>= j 2) 2 j))
        (str.substr (str.substr x i 1) 0 j)  (str.substr x i (ite (>= j 1) 1 j))
        (str.substr (str.substr x 1 3) 1 3)  (str.substr x 2 2)
        (str.substr (str.substr x -1 3) 1 3)  ""
        (str.substr (str.substr x i j) 0 k)  (str.substr (str.substr x i j) 0 k)
        (str.substr (str.++ x "a") 1 i)      (str.substr (str.++ x "a") 1 i)
    """, """
        (str.substr (str.++ x "abc") 1 2)    "bc"
        (str.substr x 1 (str.len x))         x
        (str.substr (str.++ x y) 0 (str.len y))  y
        (str.substr (str.++ y x) (str.len x) i)  (str.substr x 0 i)
        (str.substr (str.substr x i 3) 1 1)  (str.substr x (+ i 1) 1)
        (str.substr (str.substr x i j) 0 k)  (str.substr x i k)
        (str.substr "ab" i j)                ""
        (str.substr (str.from_int (+ i 10)) 1 j)  ""
        (str.substr (str.replace "a" x y) 2 i)  ""
        (str.substr x 0 i)                   x
        (str.at x i)                         x
    """),
    "str_indexof_norm": ("""
        (str.indexof x y -1)                 -1
        (str.indexof x "" 0)                 0
        (str.indexof x "" 2)                 (ite (>= (str.len x) 2) 2 -1)
        (str.indexof (str.++ "abc" x) "bc" 0)  1
        (str.indexof (str.++ "abab" x) "b" 2)  3
        (str.indexof (str.++ x y) x 0)       0
        (str.indexof x x 0)                  0
        (str.indexof x x 1)                  -1
        (str.indexof x (str.++ y "a" x) 0)   -1
        (str.indexof (str.++ x y) (str.++ y x) 0)  (ite (= (str.++ x y) (str.++ y x)) 0 -1)
        (str.indexof (str.++ "a" x) "b" 0)   (str.indexof (str.++ "a" x) "b" 0)
        (str.indexof (str.++ x y x) y 0)     (str.indexof (str.++ x y) y 0)
        (str.indexof (str.++ x "abcd") "c" 0)  (str.indexof (str.++ x "abc") "c" 0)
        (str.indexof (str.++ x "ab") "c" 0)  (str.indexof x "c" 0)
        (str.indexof (str.++ x "abc") "ca" 0)  (str.indexof (str.++ x "a") "ca" 0)
        (str.indexof (str.++ x "a" y) "b" 0)  (str.indexof (str.++ x "a" y) "b" 0)
        (str.indexof (str.++ x "ab") "c" 1)  (str.indexof (str.++ x "ab") "c" 1)
        (str.indexof x y i)                  (str.indexof x y i)
    """, """
        (str.indexof x "" 1)                 1
        (str.indexof (str.++ x "ab") "b" 0)  1
        (str.indexof (str.++ x "ab") "b" 0)  (str.indexof x "b" 0)
        (str.indexof (str.++ x "ab") "" 2)   (str.indexof x "" 2)
        (str.indexof (str.++ x y x) x 1)     (str.indexof (str.++ x y) x 1)
        (str.indexof (str.++ x "ba") "ab" 0)  (str.indexof x "ab" 0)
        (str.indexof x y 0)                  0
        (str.indexof (str.++ x y) y 0)       0
        (str.indexof x (str.++ x y) 0)       0
        (str.indexof x (str.++ x y) 0)       -1
        (str.indexof x y i)                  -1
    """),
    "str_replace_norm": ("""
        (str.replace "" x y)                 (ite (= x "") y "")
        (str.replace x "" y)                 (str.++ y x)
        (str.replace x y y)                  x
        (str.replace x x y)                  y
        (str.replace (str.++ x y) x z)       (str.++ z y)
        (str.replace (str.++ "ab" x) "a" y)  (str.++ y "b" x)
        (str.replace (str.++ "cab" x) "ab" y)  (str.++ "c" y x)
        (str.replace (str.++ "caa" x) "ab" y)  (str.++ "ca" (str.replace (str.++ "a" x) "ab" y))
        (str.replace (str.++ x "a") (str.++ x "a" y) z)  (ite (= (str.++ x "a") (str.++ x "a" y)) z (str.++ x "a"))
        (str.replace x (str.++ x "a") y)     x
        (str.replace "a" x y)                (ite (= x "") (str.++ y "a") (ite (= "a" x) y "a"))
        (str.replace x y z)                  (str.replace x y z)
        (str.replace (str.++ x "b") "a" y)   (str.++ (str.replace x "a" y) "b")
        (str.replace (str.++ x "bab") "ab" y)  (str.replace (str.++ x "bab") "ab" y)
        (str.replace (str.++ x "babb") "ab" y)  (str.++ (str.replace (str.++ x "bab") "ab" y) "b")
        (str.replace (str.++ x "ba") "ab" y)  (str.++ (str.replace (str.++ x "b") "ab" y) "a")
        (str.replace (str.++ x "bb") "cab" y)  (str.++ (str.replace (str.++ x "b") "cab" y) "b")
        (str.replace (str.++ x y x) "a" z)   (str.++ (str.replace (str.++ x y) "a" z) x)
        (str.replace (str.++ x y) "a" z)     (str.replace (str.++ x y) "a" z)
        (str.replace (str.++ x x) "ab" y)    (str.replace (str.++ x x) "ab" y)
        (str.replace (str.++ x "ab") y z)    (str.replace (str.++ x "ab") y z)
        (str.replace_all "" x y)             ""
        (str.replace_all x "" y)             x
        (str.replace_all x y y)              x
        (str.replace_all x x y)              (ite (= x "") "" y)
        (str.replace_all (str.++ x "ab" y) "b" z)  (str.++ (str.replace_all x "b" z) (str.replace_all "ab" "b" z) (str.replace_all y "b" z))
        (str.replace_all (str.++ x "a") "ab" z)  (str.replace_all (str.++ x "a") "ab" z)
        (str.replace_re x (str.to_re y) z)   (str.replace x y z)
        (str.replace_re_all x (str.to_re y) z)  (str.replace_all x y z)
        (str.replace_re x (re.* (str.to_re y)) z)  (str.replace_re x (re.* (str.to_re y)) z)
    """, """
        (str.replace "" x y)                 ""
        (str.replace (str.++ x y) y z)       (str.++ x z)
        (str.replace (str.++ "ca" x) "ab" y)  (str.++ "ca" (str.replace x "ab" y))
        (str.replace (str.++ "ab" x) "b" y)  (str.++ y "b" x)
        (str.replace x (str.++ x y) z)       x
        (str.replace "ab" x y)               (ite (= x "") (str.++ y "ab") (ite (= "ab" x) y "ab"))
        (str.replace (str.++ x "a") "a" y)   (str.++ (str.replace x "a" y) "a")
        (str.replace (str.++ x "b") "ab" y)  (str.++ (str.replace x "ab" y) "b")
        (str.replace (str.++ x "ab") "ab" y)  (str.++ (str.replace (str.++ x "a") "ab" y) "b")
        (str.replace (str.++ x x) "ab" y)    (str.++ (str.replace x "ab" y) x)
        (str.replace (str.++ y x) "a" z)     (str.++ (str.replace y "a" z) x)
        (str.replace_all x x y)              y
        (str.replace_all (str.++ x y) "ab" z)  (str.++ (str.replace_all x "ab" z) (str.replace_all y "ab" z))
        (str.replace_all (str.++ x y) x z)   (str.++ z (str.replace_all y x z))
        (str.replace_re x (re.* (str.to_re y)) z)  (str.replace x y z)
        (str.replace_re x (str.to_re y) z)   (str.replace_all x y z)
    """),
    "str_number_norm": ("""
        (str.to_int (str.from_int i))        (ite (>= i 0) i -1)
        (str.to_code (str.from_code i))      (ite (and (>= i 0) (not (>= i 196608))) i -1)
        (str.to_int (str.++ x "a1"))         -1
        (str.to_int (str.++ x "01"))         (str.to_int (str.++ x "01"))
        (str.to_code (str.++ x "ab"))        -1
        (str.to_code (str.++ x "a"))         (str.to_code (str.++ x "a"))
    """, """
        (str.to_int (str.from_int i))        i
        (str.to_code (str.from_code i))      i
        (str.to_int (str.++ x "1"))          -1
        (str.to_code (str.++ x "a"))         -1
        (str.to_int x)                       -1
    """),
    "ite_norm": ("""
        (ite true x y)                       x
        (ite false x y)                      y
        (ite p x x)                          x
        (ite (not p) x y)                    (ite p y x)
        (ite p (ite p x z) y)                (ite p x y)
        (ite p x (ite p z y))                (ite p x y)
    """, """
        (ite p x y)                          x
        (ite p (ite q x z) y)                (ite p x y)
        (ite (not p) x y)                    (ite p x y)
        (ite p (ite p x z) y)                (ite p z y)
    """),
    "ite_lift": ("""
        (= (ite p x y) z)                    (ite p (= x z) (= y z))
        (>= i (ite p j k))                   (ite p (>= i j) (>= i k))
        (str.in_re (ite p x y) re.allchar)   (ite p (str.in_re x re.allchar) (str.in_re y re.allchar))
        (str.contains x (ite p y z))         (ite p (str.contains x y) (str.contains x z))
    """, """
        (= (ite p x y) z)                    (ite p (= y z) (= x z))
        (= (ite p x y) z)                    (= x z)
        (= x y)                              (ite p (= x y) false)
    """),
}


def terms_of(lines):
    """Two terms a line, apart by two spaces or more."""
    for line in lines.strip().splitlines():
        left, right = (part for part in line.strip().split("  ") if part)
        yield parse(left.strip()), parse(right.strip())


def arguments(rule):
    """What stands after the term: long concatenations in others are opened, or not."""
    return [[("false",)], [("true",)]] if rule == "concat_norm" else [[]]


def instances_of(rule, lines):
    def instances():
        for a, b in terms_of(lines):
            for more in arguments(rule):
                yield [a, *more], [], ("=", a, b)
    return instances


def accept(rule):
    return instances_of(rule, PAIRS[rule][0])


def reject(rule):
    return instances_of(rule, PAIRS[rule][1])


def concat_norm():
    """A long concatenation in another one is opened only if the rule is told so."""
    yield from accept("concat_norm")()
    x, y = (parse(n) for n in "xy")
    for n in (127, 128, 129):
        inner = ("str.++", *[y] * (n - 2), "aa")
        opened, kept = (("str.++", x, *inner[1:-1], "aab"), ("str.++", x, inner, "b"))
        yield [("str.++", x, inner, "b"), ("true",)], [], ("=", ("str.++", x, inner, "b"), opened)
        yield [("str.++", x, inner, "b"), ("false",)], [], ("=", ("str.++", x, inner, "b"), opened if n < 128 else kept)


def concat_norm_reject():
    yield from reject("concat_norm")()
    yield [parse("x")], [], None
    yield [parse("x"), parse("p")], [], ("=", parse("x"), parse("y"))


def eq_symm():
    for a, b in terms_of("x  y\n(str.++ x y)  \"a\"\ni  3\np  q\nx  x"):
        yield [a, b], [], ("=", ("=", a, b), ("=", b, a))


def eq_symm_reject():
    for a, b in terms_of("x  y\ni  3"):
        yield [a, b], [], ("=", ("=", a, b), ("=", b, ("ite", ("true",), b, a)))
        yield [a, b], [], ("=", a, b)


TRY = {**{rule: (accept(rule), reject(rule)) for rule in PAIRS}, "concat_norm": (concat_norm, concat_norm_reject),
       "eq_symm": (eq_symm, eq_symm_reject)}
