; exit 1
(declare-datatype x)
