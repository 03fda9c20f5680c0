; exit 1
(frobnicate)
