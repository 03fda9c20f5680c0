; exit 1
(declare-const x Int)
(push 1)
(declare-fun x () String)
