; exit 1
(assert é)
