(* ========================================================================= *)
(* rules_simplify.ml: equalities of concatenations, substrings, replacements *)
(* and parts (simplify.eo), as far as general theorems here say them.        *)
(* ========================================================================= *)

(* ---- lengths as facts ------------------------------------------------------- *)

let LEN_SUBSTR = prove(`&0 <= n ==> str_len (str_substr s i n) <= n`,
  REWRITE_TAC[str_substr] THEN DISCH_TAC THEN COND_CASES_TAC THENL
   [REWRITE_TAC[str_len; LENGTH_TAKE] THEN
    MP_TAC(ARITH_RULE `MIN (num_of_int n) (LENGTH(drop (num_of_int i) s:str)) <= num_of_int n`) THEN
    REWRITE_TAC[GSYM INT_OF_NUM_LE] THEN ASM_SIMP_TAC[INT_OF_NUM_OF_INT];
    ASM_REWRITE_TAC[LEN_NIL]]);;
let LEN_FROM_CODE = prove(`str_len (str_from_code i) <= &1`,
  REWRITE_TAC[str_from_code] THEN COND_CASES_TAC THEN REWRITE_TAC[str_len; LENGTH] THEN
  REWRITE_TAC[INT_OF_NUM_LE] THEN ARITH_TAC);;

(* What is known of the lengths of the parts in a term. *)
let length_facts tm =
  let parts = find_terms (fun t -> try fst (dest_const (rator t)) = "str_len" with Failure _ -> false) tm in
  List.concat (List.map (fun t ->
    let x = rand t in
    let low = SPEC x LEN_NONNEG in
    match strip_comb x with
      Const ("str_substr", _), [y; i; n] when is_intconst n && dest_intconst n >=/ Int 0 ->
        [low; side_true INT_LE_CONV (INST [n, `n:int`; y, `s:str`; i, `i:int`] LEN_SUBSTR)]
    | Const ("str_from_code", _), [i] -> [low; INST [i, `i:int`] LEN_FROM_CODE]
    | _ -> [low]) parts);;
(* A comparison of lengths, by what is known of the parts *)
let LEN_PARTS_CONV = ONCE_DEPTH_CONV (fun t ->
  if fst (dest_const (rator t)) = "str_len" && (is_append (rand t) || is_literal_term (rand t))
  then LEN_CONV t else failwith "");;
let prove_length tm =
  let eq = LEN_PARTS_CONV tm in
  let claim = rand (concl eq) in
  let facts = length_facts claim in
  let th = itlist (fun f th -> MP th f) (List.rev facts)
    (INT_ARITH (List.fold_right (fun f t -> mk_imp(concl f, t)) facts claim)) in
  EQ_MP (SYM eq) th;;

(* ---- equalities ---------------------------------------------------------------- *)

let LCANCEL_EQ = prove(`APPEND w a = APPEND w b <=> a = b:str`, REWRITE_TAC[APPEND_LCANCEL]);;
let RCANCEL_EQ = prove(`APPEND a w = APPEND b w <=> a = b:str`, REWRITE_TAC[APPEND_RCANCEL]);;
let eq_str = `(=):str->str->bool`;;
let EMPTY_CONV = REWRITE_CONV[APPEND_EQ_NIL; NOT_CONS_NIL; GSYM NOT_CONS_NIL; APPEND_NIL] ;;
let EQ_COMM_STR = prove(`(a = b:str) <=> (b = a)`, MATCH_ACCEPT_TAC EQ_SYM_EQ);;
let NIL_EQ = prove(`([] = APPEND a b:str <=> a = [] /\ b = []) /\
  (APPEND a b = [] <=> a = [] /\ b = []:str)`,
  CONJ_TAC THENL [GEN_REWRITE_TAC LAND_CONV [EQ_SYM_EQ]; ALL_TAC] THEN REWRITE_TAC[APPEND_EQ_NIL]);;

let rec common a b = match a, b with
    x :: a', y :: b' when x = y -> x :: common a' b' | _ -> [];;
let rec without_first n l = if n = 0 then l else without_first (n - 1) (tl l);;

(* |- (s = t) <=> (s' = t'), without common beginnings and ends *)
let STRIP_BOTH_CONV tm =
  let s, t = dest_eq tm in
  let si = items s and ti = items t in
  let front = common si ti in
  let n = List.length front in
  let si' = without_first n si and ti' = without_first n ti in
  let back = List.rev (common (List.rev si') (List.rev ti')) in
  let m = List.length back in
  let cut l = List.rev (without_first m (List.rev l)) in
  let s' = of_items (cut si') and t' = of_items (cut ti') in
  let f = of_items front and b = of_items back in
  let whole x = bin append_op f (bin append_op x b) in
  let th = MK_COMB (AP_TERM eq_str (CAT_JOIN s (whole s')), CAT_JOIN t (whole t')) in
  TRANS th (TRANS (PART_MATCH lhs LCANCEL_EQ (rand (concl th)))
                  (INST [s', av; b, `w:str`; t', bv] RCANCEL_EQ));;

(* s = t, of different lengths or with different ends *)
let never_equal tm =
  let th = ASSUME tm in
  let by_length () =
    let len = AP_TERM `str_len` th in
    let l, r = dest_eq (concl len) in
    let gap = try prove_length (mk_comb(mk_comb(`int_lt`, l), r))
              with Failure _ -> prove_length (mk_comb(mk_comb(`int_gt`, l), r)) in
    MP (MP (INST [l, `x:int`; r, `y:int`] (INT_ARITH `(x:int < y \/ x > y) ==> x = y ==> F`))
      (try DISJ1 gap (mk_comb(mk_comb(`int_gt`, l), r)) |> fun d ->
         if fst (dest_const (fst (strip_comb (concl gap)))) = "int_lt" then d else failwith ""
       with Failure _ -> DISJ2 (mk_comb(mk_comb(`int_lt`, l), r)) gap)) len in
  let f = try clash false th with _ -> try clash true th with _ -> by_length () in
  EQF_INTRO (NOT_INTRO (DISCH tm f));;

let LEN_0' = prove(`str_len e <= &0 ==> e = []`,
  MP_TAC(SPEC `e:str` LEN_NONNEG) THEN REWRITE_TAC[GSYM LEN_0] THEN INT_ARITH_TAC);;

(* s = t <=> s' = t' and e1 = "" and ..: what one side has more is empty *)
let by_empty_parts tm goal =
  let parts = conjuncts goal in
  let is_empty t = is_eq t && rand t = nil_str in
  let th = ASSUME tm in
  let len = CONV_RULE (LAND_CONV LEN_CONV THENC RAND_CONV LEN_CONV) (AP_TERM `str_len` th) in
  let empty t =
    let e = lhand t in
    let claim = mk_imp(concl len, mk_comb(mk_comb(`int_le`, mk_comb(`str_len`, e)), zero_int)) in
    let facts = length_facts claim in
    let arith = INT_ARITH (List.fold_right (fun f t -> mk_imp(concl f, t)) facts claim) in
    MATCH_MP LEN_0' (MP (List.fold_left MP arith facts) len) in
  let empties = List.map (fun t -> if is_empty t then Some (empty t) else None) parts in
  let eqs = List.concat (List.map (function Some th -> [th] | None -> []) empties) in
  let simplify = PURE_REWRITE_CONV (eqs @ [APPEND; APPEND_NIL]) in
  let one t = function
      Some th -> th
    | None ->
        let both = CONV_RULE simplify th in
        EQ_MP (TRANS (STRIP_BOTH_CONV (concl both)) (SYM (STRIP_BOTH_CONV t))) both in
  let forward = end_itlist CONJ (List.map2 one parts empties) in
  let assumed = CONJUNCTS (ASSUME goal) in
  let back_eqs = List.filter (fun th -> is_empty (concl th)) assumed in
  let back_conv = PURE_REWRITE_CONV (back_eqs @ [APPEND; APPEND_NIL]) in
  let start = back_conv tm in
  let equation = List.filter (fun th -> not (is_empty (concl th))) assumed in
  let backward = match equation with
      [] -> EQ_MP (SYM start) (let l, _ = dest_eq (rand (concl start)) in REFL l)
    | e :: _ ->
        let e = CONV_RULE back_conv e in
        EQ_MP (SYM (TRANS start (STRIP_BOTH_CONV (rand (concl start)))))
              (EQ_MP (STRIP_BOTH_CONV (concl e)) e) in
  DEDUCT_ANTISYM_RULE forward backward |> SYM;;
let EQ_FROM a b = let th = DEDUCT_ANTISYM_RULE a b in th;;

register "str_eq_norm" "APPEND_LCANCEL, APPEND_RCANCEL, APPEND_EQ_NIL, LEN_APPEND" (fun s ->
  let f, goal = dest_eq s.goal in
  let l, r = dest_eq f in
  if f = goal then REFL f
  else if goal = truth_term then
    if l = r then EQT_INTRO (REFL l) else EQT_INTRO (CAT_JOIN l r)
  else if goal = falsity then never_equal f
  else
  let stripped = STRIP_BOTH_CONV f in
  let l', r' = dest_eq (rand (concl stripped)) in
  let nil_parts () =
    let conv = PURE_REWRITE_CONV[NIL_EQ; AND_CLAUSES; EQT_INTRO (REFL nil_str)] THENC
               PURE_REWRITE_CONV[GSYM CONJ_ASSOC; AND_CLAUSES] in
    TRANS stripped (TRANS (conv (rand (concl stripped))) (SYM (conv goal))) in
  let same () = TRANS stripped (SYM (STRIP_BOTH_CONV goal)) in
  if l' = nil_str || r' = nil_str then
    (try nil_parts () with Failure _ -> try same () with Failure _ -> by_empty_parts f goal)
  else try same () with Failure _ -> by_empty_parts f goal);;

(* ---- substrings ------------------------------------------------------------------- *)

let SUBSTR_EMPTY = prove(`str_substr [] i n = []`,
  REWRITE_TAC[str_substr; take; drop; COND_ID]);;
let SUBSTR_ALL = prove(`str_len x <= n ==> str_substr x (&0) n = x`,
  REWRITE_TAC[str_len] THEN DISCH_TAC THEN
  SUBGOAL_THEN `?k. n = &k:int` (CHOOSE_THEN SUBST_ALL_TAC) THENL
   [MATCH_MP_TAC INT_NUM THEN MATCH_MP_TAC INT_LE_TRANS THEN
    EXISTS_TAC `&(LENGTH(x:str)):int` THEN ASM_REWRITE_TAC[INT_POS];
    RULE_ASSUM_TAC(REWRITE_RULE[INT_OF_NUM_LE]) THEN
    ASM_SIMP_TAC[SUBSTR_TAKE; DROP_0; TAKE_ALL]]);;
let SUBSTR_CONS = prove
 (`&0 < k ==> str_substr (CONS c s) k n = str_substr s (k - &1) n`,
  DISCH_TAC THEN SUBGOAL_THEN `?j. k = &(SUC j):int` (CHOOSE_THEN SUBST_ALL_TAC) THENL
   [SUBGOAL_THEN `?j. k - &1 = &j:int` (X_CHOOSE_TAC `j:num`) THENL
     [MATCH_MP_TAC INT_NUM THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
    EXISTS_TAC `j:num` THEN REWRITE_TAC[GSYM INT_OF_NUM_SUC] THEN ASM_INT_ARITH_TAC;
    ALL_TAC] THEN
  SUBGOAL_THEN `&(SUC j) - &1 = &j:int` SUBST1_TAC THENL
   [REWRITE_TAC[GSYM INT_OF_NUM_SUC] THEN INT_ARITH_TAC; ALL_TAC] THEN
  REWRITE_TAC[str_substr; str_len; LENGTH; INT_POS; INT_OF_NUM_LT; LT_SUC;
              NUM_OF_INT_OF_NUM; DROP_SUC]);;
let SUBSTR_CONS_0 = prove
 (`&0 < n ==> str_substr (CONS c s) (&0) n = CONS c (str_substr s (&0) (n - &1))`,
  DISCH_TAC THEN SUBGOAL_THEN `?j. n = &(SUC j):int` (CHOOSE_THEN SUBST_ALL_TAC) THENL
   [SUBGOAL_THEN `?j. n - &1 = &j:int` (X_CHOOSE_TAC `j:num`) THENL
     [MATCH_MP_TAC INT_NUM THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
    EXISTS_TAC `j:num` THEN REWRITE_TAC[GSYM INT_OF_NUM_SUC] THEN ASM_INT_ARITH_TAC;
    ALL_TAC] THEN
  SUBGOAL_THEN `&(SUC j) - &1 = &j:int` SUBST1_TAC THENL
   [REWRITE_TAC[GSYM INT_OF_NUM_SUC] THEN INT_ARITH_TAC; ALL_TAC] THEN
  REWRITE_TAC[SUBSTR_TAKE; DROP_0; TAKE_SUC]);;
let SUBSTR_FIRST = prove(`str_substr (APPEND x y) (&0) (str_len x) = x`,
  REWRITE_TAC[str_len; SUBSTR_TAKE; DROP_0; TAKE_APPEND]);;
let SUBSTR_REST = prove(`str_substr (APPEND x y) (str_len x) n = str_substr y (&0) n`,
  REWRITE_TAC[str_substr; LEN_APPEND; LEN_NONNEG; INT_LE_REFL;
    INT_ARITH `x:int < x + y <=> &0 < y`; LEN_NUM; DROP_APPEND; NUM_OF_INT_OF_NUM; DROP_0]);;
let SUBSTR_TWICE = prove
 (`str_substr (str_substr y i m) (&0) n = str_substr y i (if n >= m then m else n)`,
  ASM_CASES_TAC `i:int < &0 \/ str_len y <= i` THENL
   [SUBGOAL_THEN `!n. str_substr y i n = []` (fun th -> REWRITE_TAC[th; SUBSTR_EMPTY]) THEN
    POP_ASSUM STRIP_ASSUME_TAC THEN ASM_SIMP_TAC[SUBSTR_NEG; SUBSTR_BEHIND]; ALL_TAC] THEN
  ASM_CASES_TAC `m:int <= &0` THENL
   [ASM_SIMP_TAC[SUBSTR_NEG; SUBSTR_EMPTY] THEN CONV_TAC SYM_CONV THEN
    MATCH_MP_TAC SUBSTR_NEG THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  ASM_CASES_TAC `n:int <= &0` THENL
   [ASM_SIMP_TAC[SUBSTR_NEG] THEN CONV_TAC SYM_CONV THEN
    MATCH_MP_TAC SUBSTR_NEG THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  SUBGOAL_THEN `(?a. i = &a:int) /\ (?b. m = &b:int) /\ (?d. n = &d:int)` STRIP_ASSUME_TAC THENL
   [REPEAT CONJ_TAC THEN MATCH_MP_TAC INT_NUM THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  ASM_REWRITE_TAC[INT_OF_NUM_GE; GE; INT_GE; INT_OF_NUM_LE] THEN
  SUBGOAL_THEN `!l b d. take d (take b l:str) = take (if b <= d then b else d) l` ASSUME_TAC THENL
   [LIST_INDUCT_TAC THEN REWRITE_TAC[take] THEN REPEAT GEN_TAC THEN
    ASM_CASES_TAC `b' = 0` THEN ASM_REWRITE_TAC[LE_0; take] THEN
    ASM_CASES_TAC `d' = 0` THEN ASM_REWRITE_TAC[] THENL
     [COND_CASES_TAC THEN ASM_REWRITE_TAC[] THEN ASM_ARITH_TAC;
      ASM_CASES_TAC `b' <= d':num` THEN ASM_REWRITE_TAC[] THEN
      AP_TERM_TAC THEN AP_THM_TAC THEN AP_TERM_TAC THEN
      COND_CASES_TAC THEN ASM_ARITH_TAC];
    COND_CASES_TAC THEN ASM_REWRITE_TAC[SUBSTR_TAKE; DROP_0]]);;
let SUBSTR_INSIDE = prove
 (`&0 <= i ==> &0 <= k ==>
   str_substr (str_substr y i m) k n = str_substr y (i + k) (if n >= m - k then m - k else n)`,
  REPEAT DISCH_TAC THEN
  ASM_CASES_TAC `m:int <= &0` THENL
   [ASM_SIMP_TAC[SUBSTR_NEG; SUBSTR_EMPTY] THEN CONV_TAC SYM_CONV THEN
    MATCH_MP_TAC SUBSTR_NEG THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  ASM_CASES_TAC `n:int <= &0` THENL
   [ASM_SIMP_TAC[SUBSTR_NEG] THEN CONV_TAC SYM_CONV THEN
    MATCH_MP_TAC SUBSTR_NEG THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  SUBGOAL_THEN `(?a. i = &a:int) /\ (?b. m = &b:int) /\ (?d. n = &d:int) /\ (?e. k = &e:int)` STRIP_ASSUME_TAC THENL
   [REPEAT CONJ_TAC THEN MATCH_MP_TAC INT_NUM THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  ASM_REWRITE_TAC[SUBSTR_TAKE] THEN
  SUBGOAL_THEN `!b e l:str. drop e (take b l) = take (b - e) (drop e l)` (fun th -> REWRITE_TAC[th]) THENL
   [INDUCT_TAC THEN INDUCT_TAC THEN LIST_INDUCT_TAC THEN
    ASM_REWRITE_TAC[take; drop; TAKE_0; DROP_0; SUB_0; NOT_SUC; SUC_SUB1; SUB_SUC; SUB] ; ALL_TAC] THEN
  ASM_CASES_TAC `b <= e:num` THENL
   [ASM_SIMP_TAC[ARITH_RULE `b <= e ==> b - e = 0`; TAKE_0; take] THEN CONV_TAC SYM_CONV THEN
    MATCH_MP_TAC SUBSTR_NEG THEN
    UNDISCH_TAC `b <= e:num` THEN REWRITE_TAC[GSYM INT_OF_NUM_LE] THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  RULE_ASSUM_TAC(REWRITE_RULE[NOT_LE]) THEN
  ASM_SIMP_TAC[INT_OF_NUM_SUB; LT_IMP_LE; INT_OF_NUM_ADD] THEN
  MP_TAC(INST [`y:str`,`y:str`; `&(a + e):int`,`i:int`; `&(b - e):int`,`m:int`; `&d:int`,`n:int`] SUBSTR_TWICE) THEN
  REWRITE_TAC[SUBSTR_TAKE; DROP_0] THEN
  SUBGOAL_THEN `!a e l:str. drop e (drop a l) = drop (a + e) l` (fun th -> SIMP_TAC[th]) THEN
  INDUCT_TAC THEN REWRITE_TAC[DROP_0; ADD_CLAUSES] THEN GEN_TAC THEN LIST_INDUCT_TAC THEN
  ASM_REWRITE_TAC[drop; NOT_SUC; SUC_SUB1]);;

let substr_false = EQF_INTRO (INT_ARITH `~(&0:int < &0)`);;
let int_side conv th = MP th (EQT_ELIM (conv (fst (dest_imp (concl th)))));;
let INT_ZERO = `&0:int`;;
(* A substring of a canonical concatenation at literal positions: characters are
   dropped and taken one by one. *)
let rec SUBSTR_CANON tm =
  let x = lhand (rator tm) and k = rand (rator tm) and n = rand tm in
  let ki = dest_intconst k in
  if is_cons x && ki >/ Int 0 then
    let th = int_side INT_LT_CONV (PART_MATCH (lhs o snd o dest_imp) SUBSTR_CONS tm) in
    let th = CONV_RULE (RAND_CONV (RATOR_CONV (RAND_CONV INT_SUB_CONV))) th in
    TRANS th (SUBSTR_CANON (rand (concl th)))
  else if is_cons x && is_intconst n && dest_intconst n >/ Int 0 then
    let th = int_side INT_LT_CONV (PART_MATCH (lhs o snd o dest_imp) SUBSTR_CONS_0 tm) in
    let th = CONV_RULE (RAND_CONV (RAND_CONV (RAND_CONV INT_SUB_CONV))) th in
    TRANS th (AP_TERM (rator (rand (concl th))) (SUBSTR_CANON (rand (rand (concl th)))))
  else if x = nil_str then PART_MATCH lhs SUBSTR_EMPTY tm
  else if is_intconst n && dest_intconst n <=/ Int 0 then substr_empty tm
  else if ki =/ Int 0 then
    (try substr_whole tm with Failure _ -> REFL tm)
  else REFL tm
and substr_whole tm =
  let x = lhand (rator tm) and n = rand tm in
  let th = INST [x, x_str; n, `n:int`] SUBSTR_ALL in
  MP th (prove_length (fst (dest_imp (concl th))))
and substr_empty tm =
  let x = lhand (rator tm) and k = rand (rator tm) and n = rand tm in
  let negative () =
    let th = SPECL [x; k; n] SUBSTR_NEG in
    let a, b = dest_disj (fst (dest_imp (concl th))) in
    let yes conv t = EQT_ELIM (conv t) in
    MP th (try DISJ1 (yes INT_LT_CONV a) b with Failure _ -> DISJ2 a (yes INT_LE_CONV b)) in
  try negative () with Failure _ ->
  let th = SPECL [x; k; n] SUBSTR_BEHIND in
  MP th (prove_length (fst (dest_imp (concl th))));;

(* Substrings inside a term made canonical, with their concatenations *)
let SUBSTR_NF tm =
  let inner t = match strip_comb t with
      Const ("str_substr", _), [x; k; _] when is_intconst k && dest_intconst k >=/ Int 0 ->
        (RATOR_CONV (RATOR_CONV (RAND_CONV CAT_CONV)) THENC SUBSTR_CANON) t
    | _ -> REFL t in
  let rec walk t = if is_append t then BINOP_CONV walk t else inner t in
  (walk THENC CAT_CONV) tm;;

let choose_min th =
  (* the choice of the lesser of two literals *)
  CONV_RULE (RAND_CONV (RAND_CONV (TRY_CONV (COND_FIRST INT_GE_CONV)))) th;;

register "str_substr_norm" "SUBSTR_TAKE, SUBSTR_TWICE, SUBSTR_INSIDE, SUBSTR_ALL, SUBSTR_REST" (fun s ->
  let l, r = dest_eq s.goal in
  if l = r then REFL l else
  let start = match strip_comb l with
      Const ("str_at", _), [x; k] -> SPECL [x; k] str_at | _ -> REFL l in
  let l' = rand (concl start) in
  if l' = r then start else
  let x = lhand (rator l') and k = rand (rator l') and n = rand l' in
  let goal' = mk_eq(l', r) in
  let attempts =
    [ (fun () -> if r = nil_str then (if x = nil_str then PART_MATCH lhs SUBSTR_EMPTY l' else substr_empty l') else failwith "");
      (fun () -> PART_MATCH I SUBSTR_FIRST goal');
      (fun () -> PART_MATCH I SUBSTR_REST goal');
      (fun () -> if r = x then substr_whole l' else failwith "");
      (fun () -> match strip_comb x with
         Const ("str_substr", _), [y; i; m] when k = INT_ZERO ->
           let th = INST [y, `y:str`; i, `i:int`; m, `m:int`; n, `n:int`] SUBSTR_TWICE in
           let th = choose_min th in
           if rand (concl th) = r then th else
           (* the choice the other way round *)
           let swap = INST [m, `m:int`; n, `n:int`]
             (INT_ARITH `(if n:int >= m then m else n) = (if m >= n then n else m)`) in
           let th = CONV_RULE (RAND_CONV (RAND_CONV (REWR_CONV swap))) th in
           if rand (concl th) = r then th else failwith ""
       | _ -> failwith "");
      (fun () -> match strip_comb x with
         Const ("str_substr", _), [y; i; m] ->
           let th = INST [y, `y:str`; i, `i:int`; m, `m:int`; n, `n:int`; k, `k:int`] SUBSTR_INSIDE in
           let th = int_side INT_LE_CONV (int_side INT_LE_CONV th) in
           let th = CONV_RULE (RAND_CONV (RAND_CONV (DEPTH_CONV INT_SUB_CONV) THENC
              RATOR_CONV (RAND_CONV INT_ADD_CONV))) th in
           let th = choose_min th in
           if rand (concl th) = r then th else failwith ""
       | _ -> failwith "");
      (fun () -> JOIN_CONV SUBSTR_NF l' r) ] in
  TRANS start (tryfind (fun f -> f ()) attempts));;

(* ---- replacing ---------------------------------------------------------------------- *)

let FIRST_NIL = prove(`!s. first_at s [] = 0`,
  LIST_INDUCT_TAC THEN REWRITE_TAC[first_at; PREFIX_EQ]);;
let REPLACE_IN_NIL = prove(`str_replace [] y z = if y = [] then z else []`,
  REWRITE_TAC[REPLACE_EQ; CONTAINS_EQ; first_at] THEN COND_CASES_TAC THEN
  ASM_REWRITE_TAC[take; drop; APPEND; APPEND_NIL]);;
let REPLACE_NIL = prove(`str_replace x [] z = APPEND z x`,
  REWRITE_TAC[REPLACE_EQ; CONTAINS_NIL; FIRST_NIL; LENGTH; ADD_CLAUSES; TAKE_0; DROP_0; APPEND]);;
let REPLACE_SAME = prove(`str_replace x y y = x`,
  REWRITE_TAC[REPLACE_EQ] THEN COND_CASES_TAC THEN REWRITE_TAC[] THEN
  POP_ASSUM(MP_TAC o MATCH_MP FIRST_SPLIT) THEN
  DISCH_THEN(ACCEPT_TAC o SYM o CONJUNCT1));;
let PREFIX_FIRST = prove(`!x y. str_prefixof y x ==> first_at x y = 0 /\ str_contains x y`,
  REPEAT GEN_TAC THEN STRUCT_CASES_TAC(ISPEC `x:str` list_CASES) THEN
  SIMP_TAC[first_at; CONTAINS_EQ] THEN
  STRUCT_CASES_TAC(ISPEC `y:str` list_CASES) THEN REWRITE_TAC[PREFIX_EQ]);;
let REPLACE_BEGIN = prove(`str_replace (APPEND y r) y z = APPEND z r`,
  MP_TAC(SPECL [`APPEND y r:str`; `y:str`] PREFIX_FIRST) THEN ANTS_TAC THENL
   [REWRITE_TAC[str_prefixof] THEN EXISTS_TAC `r:str` THEN REWRITE_TAC[];
    STRIP_TAC THEN ASM_REWRITE_TAC[REPLACE_EQ; TAKE_0; ADD_CLAUSES; DROP_APPEND; APPEND]]);;
let CONTAINS_LENGTH = prove(`str_contains x y ==> str_len y <= str_len x`,
  REWRITE_TAC[str_contains] THEN STRIP_TAC THEN
  ASM_REWRITE_TAC[LEN_APPEND] THEN
  MAP_EVERY (MP_TAC o C SPEC LEN_NONNEG) [`u:str`; `v:str`] THEN INT_ARITH_TAC);;
let REPLACE_LONGER = prove(`str_len x < str_len y ==> str_replace x y z = x`,
  DISCH_TAC THEN REWRITE_TAC[REPLACE_EQ] THEN COND_CASES_TAC THEN REWRITE_TAC[] THEN
  POP_ASSUM(MP_TAC o MATCH_MP CONTAINS_LENGTH) THEN ASM_INT_ARITH_TAC);;
let CONTAINS_SAME = prove
 (`str_len x <= str_len y ==> (str_contains x y <=> x = y)`,
  DISCH_TAC THEN EQ_TAC THENL
   [REWRITE_TAC[str_contains] THEN STRIP_TAC THEN
    UNDISCH_TAC `str_len x <= str_len y` THEN ASM_REWRITE_TAC[LEN_APPEND] THEN
    MAP_EVERY (MP_TAC o C SPEC LEN_NONNEG) [`u:str`; `v:str`] THEN REPEAT DISCH_TAC THEN
    SUBGOAL_THEN `str_len u = &0 /\ str_len v = &0` MP_TAC THENL
     [ASM_INT_ARITH_TAC; SIMP_TAC[LEN_0; APPEND; APPEND_NIL]];
    DISCH_THEN SUBST1_TAC THEN REWRITE_TAC[str_contains] THEN
    REPEAT(EXISTS_TAC `[]:str`) THEN REWRITE_TAC[APPEND; APPEND_NIL]]);;
let REPLACE_WHOLE = prove
 (`str_len x <= str_len y ==> str_replace x y z = if x = y then z else x`,
  DISCH_TAC THEN COND_CASES_TAC THENL
   [MP_TAC(INST [`[]:str`,`r:str`] REPLACE_BEGIN) THEN ASM_REWRITE_TAC[APPEND_NIL];
    REWRITE_TAC[REPLACE_EQ] THEN ASM_SIMP_TAC[CONTAINS_SAME]]);;
let REPLACE_ONE = prove
 (`str_replace [c] y z = if y = [] then APPEND z [c] else if [c] = y then z else [c]`,
  COND_CASES_TAC THEN ASM_REWRITE_TAC[REPLACE_NIL] THEN
  MATCH_MP_TAC REPLACE_WHOLE THEN
  POP_ASSUM MP_TAC THEN REWRITE_TAC[GSYM LEN_0; LEN_CONS; LEN_NIL] THEN
  MP_TAC(SPEC `y:str` LEN_NONNEG) THEN INT_ARITH_TAC);;

let REPLACE_SHIFT = prove
 (`(str_prefixof y (CONS c s) <=> F) ==> str_replace (CONS c s) y z = CONS c (str_replace s y z)`,
  REWRITE_TAC[] THEN DISCH_TAC THEN ASM_REWRITE_TAC[REPLACE_EQ; CONTAINS_EQ; first_at] THEN
  COND_CASES_TAC THEN REWRITE_TAC[TAKE_SUC; ADD_CLAUSES; DROP_SUC; APPEND]);;

(* Characters at which no occurrence begins are put in front; then, if there is one at
   the beginning, it is replaced. *)
let rec REPLACE_NF tm =
  match strip_comb tm with
    Const ("str_replace", _), [x; y; z] when y <> nil_str && x <> nil_str ->
      let f = rator (rator (rator tm)) in
      let start = AP_THM (AP_THM (AP_TERM f (CAT_CONV x)) y) z in
      let x' = rand (concl (CAT_CONV x)) in
      let rec shift x =
        let t = list_mk_comb(f, [x; y; z]) in
        if is_cons x then
          match (try Some (PREFIX_CONV (bin `str_prefixof` y x)) with Failure _ -> None) with
            Some th when rand (concl th) = falsity ->
              let th1 = MATCH_MP (INST [z, `z:str`] REPLACE_SHIFT) th in
              TRANS th1 (AP_TERM (mk_comb(cons_op, lhand x)) (shift (rand x)))
          | _ -> begin_of t
        else begin_of t
      and begin_of t =
        let x = rand (rator (rator t)) in
        try let th, rest = split_off false x y in
            TRANS (AP_THM (AP_THM (AP_TERM f th) y) z)
                  (INST [y, `y:str`; rest, `r:str`; z, `z:str`] REPLACE_BEGIN)
        with Failure _ -> REFL t in
      TRANS start (shift x')
  | _ -> REFL tm;;
let rec REPLACE_CAT_NF tm =
  let rec walk t = if is_append t then BINOP_CONV walk t else REPLACE_NF t in
  (walk THENC CAT_CONV) tm;;

(* z ++ x, or a choice of such, as the signature writes it *)
let rec CAT_DEEP tm =
  if is_cond tm then (RAND_CONV CAT_DEEP THENC RATOR_CONV (RAND_CONV CAT_DEEP)) tm else CAT_CONV tm;;
register "str_replace_norm" "REPLACE_NIL, REPLACE_SAME, REPLACE_BEGIN, REPLACE_WHOLE, REPLACE_ALL_CHAR" (fun s ->
  let l, r = dest_eq s.goal in
  if l = r then REFL l else
  let f, args = strip_comb l in
  let [x; y; z] = args in
  let inst th = INST [x, x_str; y, `y:str`; z, `z:str`] th in
  let finish th = if rand (concl th) = r then th else TRANS th (JOIN_CONV CAT_DEEP (rand (concl th)) r) in
  let by_length th = MP th (prove_length (fst (dest_imp (concl th)))) in
  match fst (dest_const f) with
    "str_replace" ->
      tryfind (fun f -> finish (f ()))
       [(fun () -> PART_MATCH lhs REPLACE_IN_NIL l);
        (fun () -> PART_MATCH lhs REPLACE_NIL l);
        (fun () -> PART_MATCH lhs REPLACE_SAME l);
        (fun () -> let th, rest = split_off false x y in
           TRANS (AP_THM (AP_THM (AP_TERM f th) y) z)
                 (INST [y, `y:str`; rest, `r:str`; z, `z:str`] REPLACE_BEGIN));
        (fun () -> EVALUATE_CONV l);
        (fun () -> by_length (inst REPLACE_LONGER));
        (fun () -> by_length (inst REPLACE_WHOLE));
        (fun () -> PART_MATCH lhs REPLACE_ONE l);
        (fun () -> JOIN_CONV REPLACE_CAT_NF l r)]
  | _ ->
      tryfind (fun f -> finish (f ()))
       [(fun () -> (PURE_REWRITE_CONV[REPLACE_ALL_CHAR_APPEND] THENC
                    DEPTH_CONV (fun t -> if fst (dest_const (fst (strip_comb t))) = "str_replace_all" && is_literal_term (lhand (rator t)) && is_literal_term (rand t) then EVALUATE_CONV t else failwith "")) l)]);;

(* ---- is one string part of another one? ------------------------------------------------ *)

let PREFIX_CANCEL = prove(`str_prefixof (APPEND w a) (APPEND w b) <=> str_prefixof a b`,
  REWRITE_TAC[str_prefixof; GSYM APPEND_ASSOC; APPEND_LCANCEL]);;
let PREFIX_NIL = prove(`str_prefixof [] b <=> T`, REWRITE_TAC[PREFIX_EQ]);;
let CONTAINS_INSIDE = prove(`str_contains (APPEND u (APPEND y v)) y <=> T`,
  REWRITE_TAC[str_contains] THEN MAP_EVERY EXISTS_TAC [`u:str`; `v:str`] THEN REWRITE_TAC[]);;
let PREFIX_SAME = prove(`str_len y <= str_len x ==> (str_prefixof x y <=> x = y)`,
  DISCH_TAC THEN EQ_TAC THENL
   [REWRITE_TAC[str_prefixof] THEN STRIP_TAC THEN
    UNDISCH_TAC `str_len y <= str_len x` THEN ASM_REWRITE_TAC[LEN_APPEND] THEN
    MP_TAC(SPEC `u:str` LEN_NONNEG) THEN REPEAT DISCH_TAC THEN
    SUBGOAL_THEN `str_len u = &0` MP_TAC THENL
     [ASM_INT_ARITH_TAC; SIMP_TAC[LEN_0; APPEND_NIL]];
    DISCH_THEN SUBST1_TAC THEN REWRITE_TAC[str_prefixof] THEN
    EXISTS_TAC `[]:str` THEN REWRITE_TAC[APPEND_NIL]]);;
let SUFFIX_SAME = prove(`str_len y <= str_len x ==> (str_suffixof x y <=> x = y)`,
  DISCH_TAC THEN EQ_TAC THENL
   [REWRITE_TAC[str_suffixof] THEN STRIP_TAC THEN
    UNDISCH_TAC `str_len y <= str_len x` THEN ASM_REWRITE_TAC[LEN_APPEND] THEN
    MP_TAC(SPEC `u:str` LEN_NONNEG) THEN REPEAT DISCH_TAC THEN
    SUBGOAL_THEN `str_len u = &0` MP_TAC THENL
     [ASM_INT_ARITH_TAC; SIMP_TAC[LEN_0; APPEND]];
    DISCH_THEN SUBST1_TAC THEN REWRITE_TAC[str_suffixof] THEN
    EXISTS_TAC `[]:str` THEN REWRITE_TAC[APPEND]]);;
let CONTAINS_LETTER = prove
 (`!x y. str_contains (APPEND x y) [c] <=> str_contains x [c] \/ str_contains y [c]`,
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[APPEND; CONTAINS_EQ; PREFIX_EQ; NOT_CONS_NIL; DISJ_ASSOC]);;
let LT_SELF = prove(`str_lt x x <=> F`, REWRITE_TAC[LT_IRREFL]);;
let LE_SELF = prove(`str_le x x <=> T`, REWRITE_TAC[str_le]);;
let LT_NIL = prove(`str_lt x [] <=> F`,
  STRUCT_CASES_TAC(ISPEC `x:str` list_CASES) THEN REWRITE_TAC[LT_EQ]);;
let NIL_LE = prove(`str_le [] x <=> T`,
  REWRITE_TAC[str_le] THEN STRUCT_CASES_TAC(ISPEC `x:str` list_CASES) THEN REWRITE_TAC[LT_EQ]);;
register "str_part_norm" "CONTAINS_INSIDE, CONTAINS_SAME, PREFIX_CANCEL, LT_IRREFL" (fun s ->
  let l, r = dest_eq s.goal in
  if l = r then REFL l else
  try tryfind (fun th -> PART_MATCH I th s.goal) [LT_SELF; LE_SELF; LT_NIL; NIL_LE; PREFIX_NIL] with Failure _ ->
  let f, [x; y] = strip_comb l in
  match fst (dest_const f) with
    "str_contains" when r = truth_term ->
      let xi = items x and yi = items y in
      let rec at before its = match starts_with its yi with
          Some rest -> List.rev before, rest
        | None -> (match its with i :: more -> at (i :: before) more | [] -> failwith "contains") in
      let u, v = at [] xi in
      let th = CAT_JOIN x (bin append_op (of_items u) (bin append_op y (of_items v))) in
      TRANS (AP_THM (AP_TERM f th) y) (INST [of_items u, `u:str`; y, `y:str`; of_items v, `v:str`] CONTAINS_INSIDE)
  | "str_contains" when is_cons y && rand y = nil_str && not (is_eq r) ->
      let conv = PURE_REWRITE_CONV[CONTAINS_LETTER] THENC
        ONCE_DEPTH_CONV (fun t -> match strip_comb t with
          Const ("str_contains", _), [a; _] when is_literal_term a -> CONTAINS_CONV t
        | _ -> failwith "") THENC PURE_REWRITE_CONV[OR_CLAUSES; GSYM DISJ_ASSOC] in
      JOIN_CONV conv l r
  | ("str_prefixof" | "str_suffixof") when is_eq r ->
      let th = INST [x, x_str; y, `y:str`]
        (if fst (dest_const f) = "str_prefixof" then PREFIX_SAME else SUFFIX_SAME) in
      MP th (prove_length (fst (dest_imp (concl th))))
  | "str_contains" ->
      let th = INST [x, x_str; y, `y:str`] CONTAINS_SAME in
      MP th (prove_length (fst (dest_imp (concl th))))
  | "str_prefixof" ->
      let w = of_items (common (items x) (items y)) in
      let thx, a = split_off false x w and thy, b = split_off false y w in
      let th = TRANS (MK_COMB (AP_TERM f thx, thy)) (INST [w, `w:str`; a, av; b, bv] PREFIX_CANCEL) in
      if r = truth_term then TRANS th (PREFIX_CONV (rand (concl th)))
      else (match strip_comb r with
        Const ("str_prefixof", _), [a'; b'] ->
          TRANS th (MK_COMB (AP_TERM f (CAT_JOIN a a'), CAT_JOIN b b'))
      | _ -> failwith "prefixof")
  | _ -> failwith "str_part_norm");;

(* ---- numbers and codes ------------------------------------------------------ *)

let TO_CODE_FROM_CODE = prove
 (`str_to_code (str_from_code i) = if i >= &0 /\ ~(i >= &196608) then i else -- &1`,
  REWRITE_TAC[str_from_code; INT_GE; INT_NOT_LE] THEN COND_CASES_TAC THENL
   [POP_ASSUM STRIP_ASSUME_TAC THEN
    SUBGOAL_THEN `?k. i = &k:int` (CHOOSE_THEN SUBST_ALL_TAC) THENL
     [MATCH_MP_TAC INT_NUM THEN ASM_REWRITE_TAC[]; ALL_TAC] THEN
    RULE_ASSUM_TAC(REWRITE_RULE[INT_OF_NUM_LT]) THEN
    ASM_SIMP_TAC[TO_CODE_EQ; NUM_OF_INT_OF_NUM; CODE_CHR];
    REWRITE_TAC[TO_CODE_EQ]]);;
let TO_CODE_LONG = prove(`str_len x > &1 ==> str_to_code x = -- &1`,
  REWRITE_TAC[str_len; INT_GT; INT_OF_NUM_LT; str_to_code] THEN DISCH_TAC THEN
  COND_CASES_TAC THEN REWRITE_TAC[] THEN ASM_ARITH_TAC);;
let TO_INT_OTHER = prove(`~ALL is_digit x ==> str_to_int x = -- &1`,
  DISCH_TAC THEN ASM_REWRITE_TAC[str_to_int]);;
let DIGITS_SNOC = prove
 (`!s n c. digits_value n (APPEND s [c]) = 10 * digits_value n s + (code c - 48)`,
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[APPEND; digits_value]);;
let CODE_DIGIT = prove(`d < 10 ==> code (chr (48 + d)) = 48 + d`,
  DISCH_TAC THEN MATCH_MP_TAC(GEN_ALL CODE_CHR) THEN ASM_ARITH_TAC);;
let DECIMAL_VALUE = prove
 (`!n. ~(decimal n = []) /\ ALL is_digit (decimal n) /\ digits_value 0 (decimal n) = n`,
  MATCH_MP_TAC num_WF THEN X_GEN_TAC `n:num` THEN DISCH_TAC THEN
  ONCE_REWRITE_TAC[decimal] THEN COND_CASES_TAC THENL
   [ASM_SIMP_TAC[NOT_CONS_NIL; ALL; is_digit; digits_value; CODE_DIGIT] THEN ASM_ARITH_TAC;
    FIRST_X_ASSUM(MP_TAC o SPEC `n DIV 10`) THEN ANTS_TAC THENL [ASM_ARITH_TAC; ALL_TAC] THEN
    STRIP_TAC THEN
    ASM_SIMP_TAC[APPEND_EQ_NIL; NOT_CONS_NIL; ALL_APPEND; ALL; DIGITS_SNOC; is_digit; CODE_DIGIT;
                 ARITH_RULE `n MOD 10 < 10`] THEN
    ARITH_TAC]);;
let TO_INT_FROM_INT = prove
 (`str_to_int (str_from_int i) = if i >= &0 then i else -- &1`,
  REWRITE_TAC[str_from_int; INT_GE; GSYM INT_NOT_LE] THEN
  ASM_CASES_TAC `&0:int <= i` THEN ASM_REWRITE_TAC[str_to_int; DECIMAL_VALUE] THEN
  ASM_SIMP_TAC[INT_OF_NUM_OF_INT]);;
let not_digits x =
  let eq = CAT_CONV x in
  let claim = mk_comb(`ALL is_digit`, rand (concl eq)) in
  let conv = PURE_REWRITE_CONV[ALL_APPEND; ALL] THENC
    DEPTH_CONV (fun t -> if fst (dest_const (rator t)) = "is_digit" then DIGIT_CONV t else failwith "") THENC
    REWRITE_CONV[] in
  let no = EQF_ELIM (conv claim) in
  MATCH_MP TO_INT_OTHER (EQ_MP (AP_TERM `(~)` (AP_TERM `ALL is_digit` (SYM eq))) no);;
register "str_number_norm" "TO_CODE_FROM_CODE, TO_CODE_LONG, TO_INT_FROM_INT, TO_INT_OTHER" (fun s ->
  let l, r = dest_eq s.goal in
  if l = r then REFL l else
  let x = rand l in
  tryfind (fun f -> let th = f () in if concl th = s.goal then th else failwith "")
   [(fun () -> PART_MATCH lhs TO_CODE_FROM_CODE l);
    (fun () -> PART_MATCH lhs TO_INT_FROM_INT l);
    (fun () -> let th = INST [x, x_str] TO_CODE_LONG in MP th (prove_length (fst (dest_imp (concl th)))));
    (fun () -> not_digits x)]);;
