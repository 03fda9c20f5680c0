(declare-const x String)
(get-assertions)
(assert (=   x ; comment
  "a"))
(push 1)
(assert (! (let ((y x)) (distinct y "\u{62}")) :named n))
(get-assertions)
(pop 1)
(get-assertions)
