; nothing
;; at all