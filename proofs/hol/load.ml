(* ========================================================================= *)
(* load.ml: loads everything, in order; the folder of this file is in the    *)
(* variable STRSMT_HOL of the environment.                                   *)
(* ========================================================================= *)

let hol_folder = Sys.getenv "STRSMT_HOL";;
let hol_load file = loadt (Filename.concat hol_folder file);;

hol_load "strings.ml";;         (* trusted: what the symbols mean *)
hol_load "reader.ml";;          (* trusted: which formulas a script asserts *)
hol_load "eunoia.ml";;          (* what a rule of the signature concludes *)
load_signature (Filename.concat hol_folder "../signature") "strings.eo";;
hol_load "steps.ml";;           (* the table of rules *)
hol_load "replay.ml";;          (* proofs; lemmas; resolution; the theorem *)
hol_load "rules_core.ml";;
hol_load "rules_arith.ml";;
hol_load "regex_theory.ml";;
hol_load "regex_conv.ml";;
hol_load "rules_regex.ml";;
hol_load "rules_evaluate.ml";;
hol_load "list_theory.ml";;
hol_load "rules_membership.ml";;
hol_load "rules_words.ml";;
hol_load "rules_simplify.ml";;
hol_load "rules_reduction.ml";;
hol_load "rules_relations.ml";;
hol_load "run.ml";;             (* what tools/hol-check calls *)
