; exit 1
(set-option :produce-models )
