; exit 1
(set-option :produce-models 7)
