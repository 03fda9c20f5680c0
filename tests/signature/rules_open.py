"""Instances for the rule of open.eo, as in rules.py. Many more are made at random by the mirror (mirror.c)."""
from rules_simplify import instances_of

RIGHT = """
    (str.in_re x (str.to_re y))                          (= x y)
    (str.in_re x (re.range y "b"))                       (and (= (str.len y) 1) (= (str.len "b") 1) (= (str.len x) 1) (str.<= y x) (str.<= x "b"))
    (str.in_re x (re.union (str.to_re y) re.allchar))    (or (str.in_re x (str.to_re y)) (str.in_re x re.allchar))
    (str.in_re x (re.inter (str.to_re y) re.allchar (str.to_re z)))  (and (str.in_re x (str.to_re y)) (str.in_re x re.allchar) (str.in_re x (str.to_re z)))
    (str.in_re x (re.comp (str.to_re y)))                (not (str.in_re x (str.to_re y)))
    (str.in_re x (re.diff re.all (str.to_re y)))         (and (str.in_re x re.all) (not (str.in_re x (str.to_re y))))
    (str.in_re x (re.opt (str.to_re y)))                 (or (= x "") (str.in_re x (str.to_re y)))
    (str.in_re x (re.+ (str.to_re y)))                   (str.in_re x (re.++ (str.to_re y) (re.* (str.to_re y))))
    (str.in_re "" (re.* (str.to_re y)))                  true
    (str.in_re "" (re.++ (str.to_re y) re.all))          (and (str.in_re "" (str.to_re y)) (str.in_re "" re.all))
    (str.in_re x (re.++ re.all (str.to_re y) re.all))    (str.contains x y)
    (str.in_re x (re.++ (re.* re.allchar) (str.to_re y) (re.* re.allchar)))  (str.contains x y)
    (str.in_re x (re.++ (str.to_re y) re.allchar))       (and (str.prefixof y x) (str.in_re (str.substr x (str.len y) (str.len x)) re.allchar))
    (str.in_re x (re.++ (re.* re.allchar) (str.to_re y)))  (and (str.suffixof y x) (str.in_re (str.substr x 0 (- (str.len x) (str.len y))) (re.* re.allchar)))
    (str.in_re (str.++ "abc" x y) (re.++ (str.to_re (str.++ "abc" x)) (re.* re.allchar)))  (str.in_re y (re.* re.allchar))
    (str.in_re (str.++ "ab" x) (re.++ (str.to_re (str.++ "a" y)) re.all))  (and (str.prefixof y (str.++ "b" x)) (str.in_re (str.substr (str.++ "b" x) (str.len y) (str.len (str.++ "b" x))) re.all))
    (str.in_re (str.++ "ab" x) (re.++ (str.to_re (str.++ "b" y)) re.all))  false
    (str.in_re (str.++ x "ab") (re.++ re.all (str.to_re "b")))  (str.in_re (str.++ x "a") re.all)
    (str.in_re (str.++ x "ab") (re.++ re.all (str.to_re (str.++ y "c"))))  false
    (str.in_re x (re.++ re.allchar (str.to_re y) re.all))  (and (>= (str.len x) 1) (str.in_re (str.substr x 1 (str.len x)) (re.++ (str.to_re y) re.all)))
    (str.in_re x (re.++ (str.to_re y) re.all re.allchar))  (and (str.prefixof y x) (str.in_re (str.substr x (str.len y) (str.len x)) (re.++ re.all re.allchar)))
    (str.in_re x (re.++ (re.* (str.to_re y)) re.allchar))  (and (>= (str.len x) 1) (str.in_re (str.substr x 0 (+ (str.len x) -1)) (re.* (str.to_re y))))
    (str.in_re x (re.++ (re.range "a" y) re.all))        (and (str.in_re (str.substr x 0 1) (re.range "a" y)) (str.in_re (str.substr x 1 (str.len x)) re.all))
    (str.in_re x (re.++ re.all (re.range "a" y)))        (and (str.in_re (str.substr x (+ (str.len x) -1) 1) (re.range "a" y)) (str.in_re (str.substr x 0 (+ (str.len x) -1)) re.all))
    (str.in_re x (re.++ (re.union (str.to_re y) re.allchar) re.all))  (or (str.in_re x (re.++ (str.to_re y) re.all)) (str.in_re x (re.++ re.allchar re.all)))
    (str.in_re x (re.++ re.all (re.union (str.to_re y) re.allchar)))  (or (str.in_re x (re.++ re.all (str.to_re y))) (str.in_re x (re.++ re.all re.allchar)))
    (str.in_re x (re.++ (re.opt (str.to_re y)) re.all))  (or (str.in_re x re.all) (str.in_re x (re.++ (str.to_re y) re.all)))
    (str.in_re x (re.++ re.all (re.opt (str.to_re y))))  (or (str.in_re x re.all) (str.in_re x (re.++ re.all (str.to_re y))))
    (str.in_re x (re.++ (re.++ (str.to_re y) re.all) (str.to_re z)))  (str.in_re x (re.++ (str.to_re y) re.all (str.to_re z)))
    (str.in_re x (re.++ re.all (re.++ (str.to_re y) re.allchar)))  (str.in_re x (re.++ re.all (str.to_re y) re.allchar))
    (str.in_re x (re.++ re.all (re.* (str.to_re y))))    (str.in_re x (re.++ re.all (re.* (str.to_re y))))
"""

WRONG = """
    (str.in_re x (re.range y "b"))                       (and (str.<= y x) (str.<= x "b"))
    (str.in_re x (re.range "a" y))                       (and (= (str.len x) 1) (str.<= "a" x) (str.<= x y))
    (str.in_re x (re.++ re.all (str.to_re y)))           (str.contains x y)
    (str.in_re x (re.++ (str.to_re y) re.all))           (str.contains x y)
    (str.in_re x (re.++ (re.* (str.to_re "a")) (str.to_re y) (re.* (str.to_re "a"))))  (str.contains x y)
    (str.in_re x (re.++ (str.to_re y) re.allchar))       (str.prefixof y x)
    (str.in_re x (re.++ (str.to_re y) (str.to_re "a")))  (str.in_re (str.substr x (str.len y) (str.len x)) (str.to_re "a"))
    (str.in_re x (re.++ re.allchar (str.to_re y)))       (str.in_re (str.substr x 1 (str.len x)) (str.to_re y))
    (str.in_re x (re.++ (re.opt (str.to_re y)) re.all))  (str.in_re x (re.++ (str.to_re y) re.all))
    (str.in_re x (re.opt (str.to_re y)))                 (str.in_re x (str.to_re y))
    (str.in_re x (re.* (str.to_re y)))                   (or (= x "") (str.in_re x (str.to_re y)))
    (str.in_re x (re.* (str.to_re y)))                   true
    (str.in_re "" (re.++ (str.to_re y) re.all))          true
    (str.in_re (str.++ "ab" x) (re.++ (str.to_re y) re.all))  false
    (str.in_re x (re.++ (re.* (str.to_re y)) re.all))    (str.prefixof y x)
"""

TRY = {"str_in_re_open": (instances_of("str_in_re_open", RIGHT), instances_of("str_in_re_open", WRONG))}
