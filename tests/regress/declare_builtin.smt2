; exit 1
(declare-const str.len Int)
