(* semantics.ml: evaluates the table semantics.tsv by the definitions of proofs/hol/strings.ml (tests/hol/run.py loads this). *)

let semantics_agree = ref 0 and semantics_differ = ref 0;;

let semantics_line line =
  let state = { names = []; sorts = []; named = [] } in
  let term text = term_of state [] (List.hd (read_sexps text)) in
  let tab from = String.index_from line from '\t' in
  let piece i j = String.sub line i (j - i) in
  let parts = try let i = tab 0 in let j = tab (i + 1) in
      [piece 0 i; piece (i + 1) j; piece (j + 1) (String.length line)]
    with Not_found -> [] in
  match parts with
    [_; t; v] ->
      let equation = mk_eq(term t, term v) in
      let right = (try rand (concl (EVALUATE_CONV equation)) = truth_term with _ -> false) in
      if right then incr semantics_agree
      else (incr semantics_differ; say ("differs: " ^ line))
  | _ -> ();;

List.iter semantics_line (lines_of (read_file (Sys.getenv "STRSMT_HOL_TABLE")));;
say (Printf.sprintf "semantics: %d agree, %d differ" !semantics_agree !semantics_differ);;
