(* ========================================================================= *)
(* replay.ml: reads an LRAT(T) proof (../FORMAT.md, text form) and replays it *)
(* as a theorem of HOL Light: ~(?constants. all assertions hold).            *)
(*                                                                           *)
(* Not trusted: a theorem is made by HOL Light's kernel alone. What it says  *)
(* is the conjunction of the assertions as reader.ml reads them.             *)
(*                                                                           *)
(* A clause l1 or .. or ln is the theorem  -l1, .., -ln |- F. Lemmas are     *)
(* replayed step by step (steps.ml), where such theorems come out as they    *)
(* are. For resolution each SAT variable is a Boolean variable of HOL Light, *)
(* the clauses that are used are one hypothesis, and the terms are put in    *)
(* at the end.                                                               *)
(* ========================================================================= *)

(* ---- proofs ---------------------------------------------------------------- *)

type variable = { uid : int; meaning : meaning_of_variable }
and meaning_of_variable = Formula of eo | Guard of int | Nothing;;

type literal = { variable : variable; positive : bool };;

type lemma_step = { name : string; terms : eo list; from : int list };;

type clause = { literals : literal list; source : source; tautology : bool;
                uid_of_clause : int; mutable theorem : thm option }
and source = Input of eo
           | Lemma of literal list * (int * lemma_step) list * int
             (* the literals as written, the steps, the last one *)
           | Derived of clause list;;

type conclusion = { clause : clause; query_number : int; epoch_number : int };;

let same_literal a b = a.variable == b.variable && a.positive = b.positive;;
let opposite a b = a.variable == b.variable && a.positive <> b.positive;;
let rec has_opposites = function
    [] -> false
  | l :: more -> List.exists (opposite l) more || has_opposites more;;
let rec distinct_literals = function
    [] -> []
  | l :: more -> l :: distinct_literals
                        (List.filter (fun k -> not (same_literal l k)) more);;

(* The term of a literal, and of its negation, as in lemmas. *)
let formula_of v = match v.meaning with
    Formula t -> t | _ -> refuse "a variable without a term in a lemma";;
let eo_not t = ap (sym "not") t;;
let term_of_literal l =
  let t = formula_of l.variable in if l.positive then t else eo_not t;;
let negated_term l =
  let t = formula_of l.variable in if l.positive then eo_not t else t;;

(* ---- the reader of proofs -------------------------------------------------- *)

let natural s =
  if s <> "" && String.length s < 19 && (s = "0" || s.[0] <> '0') &&
     (let ok = ref true in String.iter (fun c -> if not (digit_char c) then ok := false) s; !ok)
  then int_of_string s else refuse ("the number " ^ s);;

let positive_id s = let n = natural s in
  if n > 0 then n else refuse "the id 0";;

(* Clause ids may be as large as 2^63 - 1, too large for an int. *)
let clause_id s =
  let n = String.length s in
  let digits = ref (n > 0 && s.[0] <> '0') in
  String.iter (fun c -> if not (digit_char c) then digits := false) s;
  if !digits && (n < 19 || (n = 19 && s <= "9223372036854775807")) then s
  else refuse ("the id " ^ s);;

(* Fields of a record: words, and names in bars or literals in quotes, which may
   have spaces. *)
let fields line =
  let n = String.length line in
  let rec quoted q i =
    if i >= n then refuse "a quote does not end"
    else if line.[i] = q then
      if q = '"' && i + 1 < n && line.[i + 1] = '"' then quoted q (i + 2) else i + 1
    else quoted q (i + 1) in
  let rec word i = if i < n && line.[i] <> ' ' then word (i + 1) else i in
  let rec go i acc =
    if i >= n then refuse "a field is missing" else
    let j = if line.[i] = '|' || line.[i] = '"' then quoted line.[i] (i + 1)
            else word i in
    let acc = String.sub line i (j - i) :: acc in
    if j = i then refuse "an empty field"
    else if j = n then List.rev acc
    else if line.[j] = ' ' then go (j + 1) acc
    else refuse "fields are not separated" in
  go 0 [];;

let unbar s =
  let n = String.length s in
  if n >= 2 && s.[0] = '|' then String.sub s 1 (n - 2) else s;;

let rec split_at_zero what = function
    [] -> refuse ("no 0 ends the " ^ what)
  | "0" :: more -> ([], more)
  | x :: more -> let a, b = split_at_zero what more in (x :: a, b);;

let literal_value s =
  match (try read_sexps s with Unreadable m -> refuse m) with
    [Text cs] -> eo_str (try unescape cs with Unreadable m -> refuse m)
  | [Number d] -> ignore (natural (if String.length d > 1 && d.[0] = '0' then "x" else "0"));
                  eo_num (num_of_string d)
  | [Symbol d] when numeral_text d && d <> "-0" && d.[1] <> '0' ->
      eo_num (minus_num (num_of_string (String.sub d 1 (String.length d - 1))))
  | _ -> refuse ("the literal " ^ s);;

(* The conclusions of a proof, in order. *)
let read_proof script signature_hash text =
  let terms = Hashtbl.create 1009 and locals = ref [] in
  let variables = Hashtbl.create 1009 and of_term = Hashtbl.create 1009 in
  let clauses = Hashtbl.create 1009 in
  let uid = ref 0 and epoch = ref 0 and last_query = ref 0 in
  let conclusions = ref [] in
  (* the lemma that is open: clause id, literals, steps, newest first, terms made *)
  let lemma = ref None in
  let fresh () = incr uid; !uid in
  let term s = try Hashtbl.find terms (positive_id s)
    with Not_found -> refuse ("term " ^ s ^ " is not alive") in
  let new_term s t =
    let id = positive_id s in
    if Hashtbl.mem terms id then refuse ("term " ^ s ^ " is made twice");
    Hashtbl.add terms id t;
    if !lemma <> None then locals := id :: !locals in
  let variable n =
    try Hashtbl.find variables n with Not_found ->
      let v = { uid = fresh (); meaning = Nothing } in
      Hashtbl.add variables n v; v in
  let literal s =
    let neg = s <> "" && s.[0] = '-' in
    let n = positive_id (if neg then String.sub s 1 (String.length s - 1) else s) in
    { variable = variable n; positive = not neg } in
  let new_variable s meaning =
    let n = positive_id s in
    (match (try (Hashtbl.find variables n).meaning with Not_found -> Nothing) with
       Nothing -> () | _ -> refuse ("variable " ^ s ^ " is made twice"));
    if Hashtbl.mem variables n then refuse ("variable " ^ s ^ " was used before");
    let v = { uid = fresh (); meaning = meaning } in
    Hashtbl.replace variables n v; v in
  let literal_of_term t =
    try { variable = Hashtbl.find of_term t.id; positive = true }
    with Not_found ->
      match t.node with
        Ap ({ node = Sym "not" }, a) when Hashtbl.mem of_term a.id ->
          { variable = Hashtbl.find of_term a.id; positive = false }
      | _ -> refuse "no variable stands for an input" in
  let clause s = try Hashtbl.find clauses (clause_id s)
    with Not_found -> refuse ("clause " ^ s ^ " is not alive") in
  let new_clause s literals source =
    let id = clause_id s in
    if Hashtbl.mem clauses id then refuse ("clause " ^ s ^ " is made twice");
    Hashtbl.add clauses id
      { literals = distinct_literals literals; source = source;
        tautology = has_opposites literals; uid_of_clause = fresh (); theorem = None } in
  let constant name sort =
    match (try List.assoc sort sort_types with Not_found -> refuse ("sort " ^ sort)) with
      ty -> if List.mem (name, ty) script.declared then eo_share (Constant (name, sort))
            else refuse ("the problem does not declare " ^ name) in
  let application f args =
    let t = try eo_apply (sym f) (List.map term args)
      with Stuck m -> refuse m in t in
  let rec inner fs = match fs with
      ["k"; t; name; sort] -> new_term t (constant (unbar name) sort)
    | ["n"; t; l] -> new_term t (literal_value l)
    | "t" :: t :: f :: args ->
        if not (Hashtbl.mem symbols f) then refuse ("symbol " ^ f);
        new_term t (application f args)
    | "s" :: s :: rule :: more -> lemma_record s rule more
    | f :: _ -> refuse ("record " ^ f) | [] -> ()
  and lemma_record s rule more =
    match !lemma with
      None -> refuse "a step outside of a lemma"
    | Some (id, literals, steps, next) ->
        if natural s <> next then refuse "steps are not numbered in order";
        let rec arguments acc = function
            w :: more ->
              let n = String.length w in
              if w.[n - 1] = ')'
              then (List.rev (if n > 1 then String.sub w 0 (n - 1) :: acc else acc), more)
              else arguments (w :: acc) more
          | [] -> refuse "arguments do not end" in
        let args, from = match more with
            w :: rest when w.[0] = '(' ->
              let w' = String.sub w 1 (String.length w - 1) in
              if w' = "" then refuse "arguments" else arguments [] (w' :: rest)
          | _ -> refuse "a step has no arguments" in
        let from = List.map (fun p -> let n = positive_id p in
          if n >= next then refuse "a step that is not made yet" else n) from in
        let step = { name = rule; terms = List.map term args; from = from } in
        lemma := Some (id, literals, (next, step) :: steps, next + 1) in
  let end_lemma s =
    match !lemma with
      None -> refuse "no lemma is open"
    | Some (id, literals, steps, next) ->
        let n = positive_id s in
        if n >= next then refuse "a step that is not made";
        lemma := None;
        List.iter (Hashtbl.remove terms) !locals; locals := [];
        new_clause id literals (Lemma (literals, List.rev steps, n)) in
  let lrat id more =
    let lits, more = split_at_zero "clause" more in
    let hints, more = split_at_zero "hints" more in
    if more <> [] then refuse "more after the hints";
    new_clause id (List.map literal lits) (Derived (List.map clause hints)) in
  let restart () =
    Hashtbl.reset terms; Hashtbl.reset variables; Hashtbl.reset of_term;
    Hashtbl.reset clauses; incr epoch in
  let outer fs = match fs with
      "v" :: [v; t] ->
        let t' = term t in
        if type_of (hol_of_eo t') <> bool_ty then refuse "a variable of another sort";
        if Hashtbl.mem of_term t'.id then refuse "a term has two variables";
        Hashtbl.add of_term t'.id (new_variable v (Formula t'))
    | ["g"; v; frame] -> ignore (new_variable v (Guard (natural frame)))
    | ["i"; c; t] ->
        let t' = term t in new_clause c [literal_of_term t'] (Input t')
    | ["i"; c; t; g] ->
        let t' = term t and g' = variable (positive_id g) in
        (match g'.meaning with Guard _ -> () | _ -> refuse "no guard");
        new_clause c [{ variable = g'; positive = false }; literal_of_term t'] (Input t')
    | "l" :: c :: more ->
        let lits, more = split_at_zero "lemma" more in
        if more <> [] then refuse "more after the lemma";
        let lits = List.map literal lits in
        List.iter (fun l -> ignore (formula_of l.variable)) lits;
        if Hashtbl.mem clauses (clause_id c) then refuse "a clause is made twice";
        lemma := Some (c, lits, [], List.length lits + 1)
    | "z" :: ts when ts <> [] ->
        List.iter (fun t -> ignore (term t); Hashtbl.remove terms (positive_id t)) ts
    | ["u"; c; q] ->
        let q' = positive_id q in
        if q' <= !last_query then refuse "queries out of order";
        last_query := q';
        conclusions := { clause = clause c; query_number = q';
                         epoch_number = !epoch } :: !conclusions
    | ["r"] -> restart ()
    | id :: "d" :: more when digit_char id.[0] ->
        let ids, more = split_at_zero "deletion" more in
        if more <> [] then refuse "more after a deletion";
        List.iter (fun c -> ignore (clause c); Hashtbl.remove clauses (clause_id c)) ids
    | id :: more when digit_char id.[0] -> lrat id more
    | _ -> inner fs in
  let record line =
    let fs = fields line in
    if !lemma = None then outer fs else
    match fs with
      ["e"; s] -> end_lemma s
    | ("k" | "n" | "t" | "s") :: _ -> inner fs
    | _ -> refuse "a record in a lemma" in
  let header line =
    match fields line with
      ["lratt"; "1"; "strings"; hash] ->
        if hash <> "-" && signature_hash <> "" && hash <> signature_hash
        then refuse "the proof is for another signature"
    | _ -> refuse "no header of version 1 for the signature strings" in
  let n = String.length text in
  if n > 0 && text.[n - 1] <> '\n' then refuse "the last line does not end";
  let seen_header = ref false in
  let odd_bars s = let k = ref 0 in
    String.iter (fun c -> if c = '|' then incr k) s; !k land 1 = 1 in
  (* a name in bars may contain line ends *)
  let rec lines i =
    if i < n then begin
      let rec line_end from =
        let j = try String.index_from text from '\n'
          with Not_found -> refuse "a record does not end" in
        let line = String.sub text i (j - i) in
        if line <> "" && line.[0] = 'k' && odd_bars line then line_end (j + 1) else (line, j) in
      let line, j = line_end i in
      let comment = String.length line > 1 && line.[0] = 'c' && line.[1] = ' ' in
      if line <> "" && not comment then
        if !seen_header then record line else (header line; seen_header := true);
      lines (j + 1)
    end in
  lines 0;
  if not !seen_header then refuse "no header";
  if !lemma <> None then refuse "a lemma does not end";
  List.rev !conclusions;;

(* ---- lemmas ---------------------------------------------------------------- *)

let refute_literal l th =
  (* th: the term of l; its negation is a hypothesis *)
  let neg = hol_of_eo (negated_term l) in
  if l.positive then MP (NOT_ELIM (ASSUME neg)) th else MP (NOT_ELIM th) (ASSUME neg);;

let rec refute_clause literals th =
  match literals with
    [] -> th
  | [l] -> refute_literal l th
  | l :: more ->
      let a, b = dest_disj (concl th) in
      DISJ_CASES th (refute_literal l (ASSUME a)) (refute_clause more (ASSUME b));;

(* -l1, .., -ln |- F *)
let replay_lemma literals steps final =
  let made = Hashtbl.create 16 in
  List.iteri (fun i l ->
    let t = negated_term l in
    Hashtbl.add made (i + 1) (t, ASSUME (hol_of_eo t))) literals;
  List.iter (fun (n, s) ->
    if n <= final then
    Hashtbl.add made n (step_theorem s.name s.terms
      (List.map (Hashtbl.find made) s.from))) steps;
  let t, th = Hashtbl.find made final in
  if t == eo_false then th else
  let expected = match literals with
      [l] -> term_of_literal l
    | _ -> of_list (sym "or") (List.map term_of_literal literals) in
  if literals <> [] && t == expected then refute_clause literals th
  else refuse "a lemma ends in another formula";;

(* ---- resolution ------------------------------------------------------------ *)

let truth_term = `T` and falsity = `F`;;
let bool_variable v = mk_var("p" ^ string_of_int v.uid, bool_ty);;
let hypothesis l =
  let p = bool_variable l.variable in if l.positive then mk_neg p else p;;

(* From  .., p |- F  and  .., ~p |- F  by p's literal l, which the second clause
   has. *)
let resolve l th_without th_with =
  let p = bool_variable l.variable in
  if l.positive
  then PROVE_HYP (NOT_INTRO (DISCH p th_without)) th_with
  else PROVE_HYP (NOT_INTRO (DISCH p th_with)) th_without;;

(* Unit propagation along the hints: the hints that are used, each with the
   literal that it makes true, last one first; and the one that is false. *)
let propagate literals hints =
  let value = Hashtbl.create 16 in
  let is_false l = try Hashtbl.find value l.variable.uid <> l.positive
                   with Not_found -> false in
  let set l = Hashtbl.replace value l.variable.uid l.positive in
  List.iter (fun l -> set { l with positive = not l.positive }) literals;
  let rec go used = function
      [] -> refuse "the hints of a clause make no conflict"
    | c :: more ->
        if c.tautology then go used more else
        match List.filter (fun l -> not (is_false l)) c.literals with
          [] -> if more <> [] then refuse "hints after a conflict" else (used, c)
        | [l] ->
            if Hashtbl.mem value l.variable.uid then go used more
            else (set l; go ((l, c) :: used) more)
        | _ -> refuse "a hint is not unit" in
  go [] hints;;

(* The theorem of a derived clause, with the literals that it has really. *)
let derive theorem_of literals hints =
  let used, conflict = propagate literals hints in
  List.fold_left (fun (lits, th) (l, c) ->
    if List.exists (opposite l) lits then
      let lits', th' = theorem_of c in
      let rest = List.filter (fun k -> not (opposite l k)) lits
      and rest' = List.filter (fun k -> not (same_literal l k)) lits' in
      if List.length rest' = List.length lits' then (lits', th')
      else (distinct_literals (rest @ rest'), resolve l th th')
    else (lits, th)) (theorem_of conflict) used;;

(* ---- one query -------------------------------------------------------------- *)

(* The clauses that a clause rests on, each after those that it rests on itself. *)
let cone clause =
  let seen = Hashtbl.create 1009 and order = ref [] in
  let rec visit c =
    if not (Hashtbl.mem seen c.uid_of_clause) then begin
      Hashtbl.add seen c.uid_of_clause ();
      (match c.source with Derived hints -> List.iter visit hints | _ -> ());
      order := c :: !order
    end in
  visit clause; List.rev !order;;

let lemma_theorem c =
  match c.theorem, c.source with
    Some th, _ -> th
  | None, Lemma (literals, steps, final) ->
      let th = replay_lemma literals steps final in c.theorem <- Some th; th
  | _ -> failwith "lemma_theorem";;

(* An input: the assertion, -l |- F; the guard is true. *)
let input_theorem open_frames c t =
  let is_open l = match l.variable.meaning with
      Guard f -> if List.mem f open_frames then true
                 else refuse "an input of a frame that is not open"
    | _ -> false in
  let l = List.find (fun l -> not (is_open l)) c.literals in
  let a = hol_of_eo t and neg = hol_of_eo (negated_term l) in
  if l.positive then MP (NOT_ELIM (ASSUME neg)) (ASSUME a)
  else MP (NOT_ELIM (ASSUME a)) (ASSUME neg);;

let implication hyps th = List.fold_right DISCH hyps th;;

(* assertions |- F, from the clauses that a conclusion rests on. *)
let refutation open_frames clause =
  let order = cone clause in
  if clause.tautology then refuse "the conclusion is a tautology";
  let leaves = List.filter (fun c -> not c.tautology &&
    match c.source with Derived _ -> false | _ -> true) order in
  (* T for a guard, which is a literal of inputs alone, always negative *)
  let term_of_variable v = match v.meaning with
      Formula t -> hol_of_eo t
    | Guard f -> if List.mem f open_frames then truth_term
                 else refuse "a guard of a frame that is not open"
    | Nothing -> bool_variable v in
  let hypothesis_term l =
    let t = term_of_variable l.variable in if l.positive then mk_neg t else t in
  let leaf_theorem c =
    let th = match c.source with
        Input t -> input_theorem open_frames c t | _ -> lemma_theorem c in
    implication (List.map hypothesis_term c.literals) th in
  let leaf_formula c =
    List.fold_right (fun l t -> mk_imp(hypothesis l, t)) c.literals falsity in
  let proved = List.map leaf_theorem leaves in
  let all = end_itlist (curry mk_conj) (List.map leaf_formula leaves) in
  let theorems = Hashtbl.create 1009 in
  let rec split cs th = match cs with
      [] -> ()
    | [c] -> leaf c th
    | c :: more -> let a, b = CONJ_PAIR th in leaf c a; split more b
  and leaf c th =
    Hashtbl.add theorems c.uid_of_clause (c.literals, funpow (List.length c.literals) UNDISCH th) in
  split leaves (ASSUME all);
  let theorem_of c = Hashtbl.find theorems c.uid_of_clause in
  List.iter (fun c -> match c.source with
      Derived hints when not c.tautology ->
        Hashtbl.add theorems c.uid_of_clause (derive theorem_of c.literals hints)
    | _ -> ()) order;
  let lits, th = theorem_of clause in
  let variables = Hashtbl.create 1009 in
  List.iter (fun c -> List.iter (fun l ->
    Hashtbl.replace variables l.variable.uid l.variable) c.literals) order;
  let inst = Hashtbl.fold (fun _ v l -> match v.meaning with
      Nothing -> l | _ -> (term_of_variable v, bool_variable v) :: l) variables [] in
  let th = INST inst (implication (all :: List.map hypothesis lits) th) in
  let th = MP th (end_itlist CONJ proved) in
  (* what is left of the clause: guards are true, the others are assertions *)
  List.fold_left (fun th l ->
    let h, _ = dest_imp (concl th) in
    if h = truth_term then MP th TRUTH else UNDISCH th) th lits;;

(* ---- theorems ---------------------------------------------------------------- *)

(* |- ~(?constants. assertions) *)
let close_theorem formulas th =
  let all = list_mk_conj formulas in
  let rec conjuncts th = function
      [] -> [] | [_] -> [th]
    | _ :: more -> let a, b = CONJ_PAIR th in a :: conjuncts b more in
  let parts = conjuncts (ASSUME all) formulas in
  let needed = List.fold_left (fun th part ->
    PROVE_HYP part th) th parts in
  let no_model = NOT_INTRO (DISCH all needed) in
  List.fold_right (fun v th ->
    GEN_REWRITE_RULE I [GSYM NOT_EXISTS_THM] (GEN v th)) (frees all) no_model;;

let kernel_axioms = List.length (axioms ());;

let query_theorem script conclusion =
  let query = try List.find (fun (q:query) -> q.number = conclusion.query_number) script.queries
    with Not_found -> refuse "the problem has no such query" in
  if query.epoch <> conclusion.epoch_number then refuse "the query lies in another epoch";
  let formulas = List.map snd query.assertions @ query.assumptions in
  let th = refutation query.frames conclusion.clause in
  List.iter (fun h -> if not (List.exists (aconv h) formulas)
    then refuse ("an input is no assertion of the query")) (hyp th);
  let formulas = if formulas = [] then [truth_term] else formulas in
  let th = close_theorem formulas th in
  if hyp th <> [] then refuse "the theorem has hypotheses";
  if List.length (axioms ()) <> 3 then refuse "there are other axioms than HOL Light's three";
  th;;

(* The theorems of a proof: the number of each query and the theorem. *)
let replay problem proof =
  let script = try read_script (read_file problem)
    with Unreadable m -> refuse ("the problem: " ^ m) in
  let text = read_file proof in
  if String.length text >= 3 && String.sub text 0 3 = "LRT"
  then refuse "the proof is in the binary form; only the text form is read";
  let hash = try Sys.getenv "STRSMT_HOL_HASH" with Not_found -> "" in
  let conclusions = read_proof script hash text in
  if conclusions = [] then refuse "the proof concludes nothing";
  List.map (fun c -> (c.query_number, query_theorem script c)) conclusions;;
