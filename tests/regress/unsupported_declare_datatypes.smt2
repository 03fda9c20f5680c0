; exit 1
(declare-datatypes x)
