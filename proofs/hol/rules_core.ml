(* ========================================================================= *)
(* rules_core.ml: equality, congruence, and clauses (core.eo, cnf.eo).       *)
(* ========================================================================= *)

(* ---- equality -------------------------------------------------------------- *)

(* Two terms that differ in places where equations (left, right, theorem) lead
   from one to the other. *)
let rec congruence equations a b =
  if a == b || a = b then REFL a else
  match (try Some (List.find (fun (l, r, _) -> l = a && r = b) equations)
         with Not_found -> None) with
    Some (_, _, th) -> th
  | None ->
      match a, b with
        Comb (f, x), Comb (g, y) ->
          MK_COMB (congruence equations f g, congruence equations x y)
      | _ -> failwith "congruence";;

let CONGRUENCE s =
  let equations = List.map (fun (_, th) ->
    let l, r = dest_eq (concl th) in (l, r, th)) s.premises in
  let l, r = dest_eq s.goal in congruence equations l r;;

register "refl" "REFL" (fun s -> REFL (lhs s.goal));;
register "cong" "MK_COMB" CONGRUENCE;;
register "nary_cong" "MK_COMB" CONGRUENCE;;
register "trans" "TRANS" (fun s ->
  match List.map snd s.premises with
    th :: more -> List.fold_left TRANS th more | [] -> failwith "trans");;
register "symm" "SYM, EQ_SYM_EQ" (fun s ->
  let th = premise s 0 in
  if is_neg (concl th) then GSYM th else SYM th);;
register "eq_symm" "EQ_SYM_EQ" (fun s ->
  let l, r = dest_eq (lhs s.goal) in ISPECL [l; r] EQ_SYM_EQ);;

(* ---- Booleans --------------------------------------------------------------- *)

let contradiction th1 th2 =
  if is_neg (concl th2) && rand (concl th2) = concl th1
  then MP (NOT_ELIM th2) th1 else MP (NOT_ELIM th1) th2;;

register "contra" "NOT_ELIM" (fun s -> contradiction (premise s 0) (premise s 1));;
register "eq_resolve" "EQ_MP" (fun s -> EQ_MP (premise s 1) (premise s 0));;
register "true_intro" "EQT_INTRO" (fun s -> EQT_INTRO (premise s 0));;
register "true_elim" "EQT_ELIM" (fun s -> EQT_ELIM (premise s 0));;
register "false_intro" "EQF_INTRO" (fun s -> EQF_INTRO (premise s 0));;
register "false_elim" "EQF_ELIM" (fun s -> EQF_ELIM (premise s 0));;
register "distinct_elim" "REFL" (fun s -> REFL (lhs s.goal));;

(* A theorem, with terms in place of its (free) variables so that it is s.goal;
   distinct variables are matched with whatever stands there. *)
let instance th goal = PART_MATCH I th goal;;

let tautology_rule name tm =
  let th = TAUT tm in register name (string_of_term tm) (fun s -> instance th s.goal);;
let implied_by tm name =
  let th = TAUT tm in
  register name (string_of_term tm) (fun s ->
    MP (PART_MATCH (fst o dest_imp) th (concl (premise s 0))) (premise s 0));;

implied_by `(p <=> q) ==> ~p \/ q` "equiv_elim1";;
implied_by `(p <=> q) ==> p \/ ~q` "equiv_elim2";;
tautology_rule "split" `p \/ ~p`;;
tautology_rule "cnf_or_pos" `~p \/ p`;;
tautology_rule "cnf_implies_pos" `~(p ==> q) \/ ~p \/ q`;;
tautology_rule "cnf_implies_neg1" `(p ==> q) \/ p`;;
tautology_rule "cnf_implies_neg2" `(p ==> q) \/ ~q`;;
tautology_rule "cnf_equiv_pos1" `~(p <=> q) \/ ~p \/ q`;;
tautology_rule "cnf_equiv_pos2" `~(p <=> q) \/ p \/ ~q`;;
tautology_rule "cnf_equiv_neg1" `(p <=> q) \/ p \/ q`;;
tautology_rule "cnf_equiv_neg2" `(p <=> q) \/ ~p \/ ~q`;;
tautology_rule "cnf_xor_pos1" `~(~(p <=> q)) \/ p \/ q`;;
tautology_rule "cnf_xor_pos2" `~(~(p <=> q)) \/ ~p \/ ~q`;;
tautology_rule "cnf_xor_neg1" `~(p <=> q) \/ ~p \/ q`;;
tautology_rule "cnf_xor_neg2" `~(p <=> q) \/ p \/ ~q`;;
tautology_rule "cnf_ite_pos1" `~(if c then p else q) \/ ~c \/ p`;;
tautology_rule "cnf_ite_pos2" `~(if c then p else q) \/ c \/ q`;;
tautology_rule "cnf_ite_neg1" `(if c then p else q) \/ ~c \/ ~p`;;
tautology_rule "cnf_ite_neg2" `(if c then p else q) \/ c \/ ~q`;;

(* ~p \/ q from p |- q, and p \/ ~q from q |- p *)
let not_or =
  let th = TAUT `(p ==> q) ==> ~p \/ q` in
  fun p thq -> MP (INST [p,`p:bool`; concl thq,`q:bool`] th) (DISCH p thq);;
let or_not =
  let th = TAUT `(q ==> p) ==> p \/ ~q` in
  fun q thp -> MP (INST [concl thp,`p:bool`; q,`q:bool`] th) (DISCH q thp);;

(* The part of a conjunction that is that term; it may be one itself. *)
let rec conjunct_of th t =
  if concl th = t then th else
  let a, b = CONJ_PAIR th in
  if concl a = t then a else conjunct_of b t;;

register "cnf_and_pos" "CONJUNCT1, CONJUNCT2" (fun s ->
  let all, one = dest_disj s.goal in
  let all = dest_neg all in
  not_or all (if one = truth_term then TRUTH else conjunct_of (ASSUME all) one));;

let rec disjunction_from th goal =
  if goal = concl th then th else
  let a, b = dest_disj goal in
  if a = concl th then DISJ1 th b else DISJ2 a (disjunction_from th b);;

register "cnf_or_neg" "DISJ1, DISJ2" (fun s ->
  let all, one = dest_disj s.goal in
  let one = dest_neg one in
  or_not one (disjunction_from (ASSUME one) all));;

register "cnf_and_neg" "CONJ" (fun s ->
  let either = TAUT `(~r ==> p) ==> p \/ r` in
  if not (is_disj s.goal) then prove(s.goal, REWRITE_TAC[]) else
  let all, negs = dest_disj s.goal in
  let not_negs = mk_neg negs in
  let rec parts th =
    let t = dest_neg (concl th) in
    if is_disj t then
      let both = CONV_RULE (GEN_REWRITE_CONV I [DE_MORGAN_THM]) th in
      let a, b = CONJ_PAIR both in
      CONJ (GEN_REWRITE_RULE I [NOT_CLAUSES] a) (parts b)
    else GEN_REWRITE_RULE I [NOT_CLAUSES] th in
  let th = DISCH not_negs (parts (ASSUME not_negs)) in
  MP (INST [all,`p:bool`; negs,`r:bool`] either) th);;

(* Double negations in front of the members of clauses. *)
let NOT_NOT_CONV = GEN_REWRITE_CONV I [TAUT `~ ~p <=> p`];;
let rec STRIP_CONV tm = (TRY_CONV (NOT_NOT_CONV THENC STRIP_CONV)) tm;;
let rec CLAUSE_CONV tm =
  if is_disj tm then (LAND_CONV STRIP_CONV THENC RAND_CONV CLAUSE_CONV) tm
  else STRIP_CONV tm;;
register "or_not_not_elim" "~ ~p <=> p" (fun s ->
  let same = TRANS (CLAUSE_CONV (concl (premise s 0))) (SYM (CLAUSE_CONV s.goal)) in
  EQ_MP same (premise s 0));;

register "ite_eq" "COND_ELIM" (fun s ->
  let th = prove(`if c then (if c then x else y) = (x:A)
                  else (if c then x else y) = y`,
                 COND_CASES_TAC THEN REWRITE_TAC[]) in
  PART_MATCH I th s.goal);;

(* ---- choices (simplify.eo) -------------------------------------------------- *)

let ITE_NORM = map (fun t -> prove(t, REPEAT COND_CASES_TAC THEN ASM_REWRITE_TAC[] THEN
                                      ASM_MESON_TAC[]))
  [`(if T then s else t:A) = s`; `(if F then s else t:A) = t`;
   `(if p then s else s:A) = s`;
   `(if ~p then s else t:A) = if p then t else s`;
   `(if p then (if p then s else u) else t:A) = if p then s else t`;
   `(if p then s else (if p then u else t):A) = if p then s else t`];;
let first_instance ths goal = tryfind (fun th -> PART_MATCH I th goal) ths;;
register "ite_norm" "COND_CLAUSES" (fun s ->
  if lhs s.goal = rhs s.goal then REFL (lhs s.goal) else first_instance ITE_NORM s.goal);;

(* A choice on one side of a relation, whatever the relation is. *)
register "ite_lift" "COND_RAND" (fun s ->
  let l, r = dest_eq s.goal in
  if l = r then REFL l else
  let rec places t = match t with
      Comb (Comb (f, a), b) ->
        (if is_cond a then [a, fun v -> mk_comb(mk_comb(f, v), b)] else []) @
        (if is_cond b then [b, fun v -> mk_comb(mk_comb(f, a), v)] else [])
    | Comb (f, a) -> map (fun (c, put) -> c, fun v -> mk_comb(f, put v)) (places a)
    | _ -> [] in
  let lift (t, put) =
    let c, (a, b) = dest_cond t in
    let v = genvar (type_of t) in
    let th = ISPECL [c; mk_abs(v, put v); a; b] COND_RAND in
    let th = CONV_RULE (LAND_CONV BETA_CONV THENC
      RAND_CONV (LAND_CONV BETA_CONV THENC RAND_CONV BETA_CONV)) th in
    if concl th = s.goal then th else failwith "ite_lift" in
  tryfind lift (places l));;

(* @purify is the identity; terms of proofs are read so. *)
register "purify_elim" "REFL" (fun s -> REFL (lhs s.goal));;
