(* ========================================================================= *)
(* rules_words.ml: concatenations: their parts, equations between them,      *)
(* their lengths, memberships of them (words.eo; concat_norm, str_len_norm). *)
(*                                                                           *)
(* The normal form of a concatenation (CAT_CONV) is a list of items: a       *)
(* character c is CONS c .., any other part x is APPEND x .., the end is []. *)
(* ========================================================================= *)

type item = Char of term | Part of term;;
let append_op = `APPEND:str->str->str` and cons_op = `CONS:uchar->str->str`;;
let is_append t = match t with
    Comb (Comb (Const ("APPEND", _), _), _) -> true | _ -> false;;
let is_cons t = match t with
    Comb (Comb (Const ("CONS", _), _), _) -> true | _ -> false;;

let APPEND_ASSOC' = prove(`APPEND (APPEND a b) c = APPEND a (APPEND b c):str`,
  REWRITE_TAC[APPEND_ASSOC]);;
let APPEND_CONS = prove(`APPEND (CONS h a) b = CONS h (APPEND a b):str`, REWRITE_TAC[APPEND]);;
let APPEND_NIL_L = prove(`APPEND [] b = b:str`, REWRITE_TAC[APPEND]);;
let APPEND_END = prove(`x:str = APPEND x []`, REWRITE_TAC[APPEND_NIL]);;
let av = `a:str` and bv = `b:str` and cv = `c:str` and hv = `h:uchar`;;

(* |- APPEND a b = normal form, for b in normal form *)
let rec put_before a b =
  if is_append a then
    let x = lhand a and y = rand a in
    let th1 = INST [x, av; y, bv; b, cv] APPEND_ASSOC' in
    let th2 = put_before y b in
    let th3 = put_before x (rand (concl th2)) in
    TRANS th1 (TRANS (AP_TERM (mk_comb(append_op, x)) th2) th3)
  else if is_cons a then
    let h = lhand a and t = rand a in
    let th = put_before t b in
    TRANS (INST [h, hv; t, av; b, bv] APPEND_CONS) (AP_TERM (mk_comb(cons_op, h)) th)
  else if a = nil_str then INST [b, bv] APPEND_NIL_L
  else REFL (bin append_op a b);;
let CAT_CONV tm =
  let th = INST [tm, x_str] APPEND_END in
  TRANS th (put_before tm nil_str);;

(* The items of a normal form *)
let rec items_of t =
  if is_append t then Part (lhand t) :: items_of (rand t)
  else if is_cons t then Char (lhand t) :: items_of (rand t)
  else [];;
let items tm = items_of (rand (concl (CAT_CONV tm)));;
let of_items its = List.fold_right (fun i t -> match i with
    Char c -> bin cons_op c t | Part x -> bin append_op x t) its nil_str;;
let CAT_JOIN l r = JOIN_CONV CAT_CONV l r;;

register "concat_norm" "APPEND_ASSOC, APPEND" (fun s ->
  let l, r = dest_eq s.goal in CAT_JOIN l r);;

(* ---- lengths ---------------------------------------------------------------------- *)

let LEN_CONS = prove(`str_len (CONS h t) = &1 + str_len t`,
  REWRITE_TAC[str_len; LENGTH; INT_OF_NUM_ADD; ADD1] THEN REWRITE_TAC[ADD_SYM]);;
(* The length of a concatenation as the sum of its parts' *)
let rec LEN_CONV tm =
  let x = rand tm in
  if is_append x then
    TRANS (SPECL [lhand x; rand x] LEN_APPEND)
      (MK_COMB (AP_TERM int_plus (LEN_CONV (mk_comb(rator tm, lhand x))),
                LEN_CONV (mk_comb(rator tm, rand x))))
  else if is_cons x || x = nil_str then VALUE_LEN tm
  else REFL tm;;
let LEN_POLY = LEN_CONV THENC INT_POLY_CONV;;

let FIRST_SPLIT = prove
 (`str_contains s t ==>
   s = APPEND (take (first_at s t) s) (APPEND t (drop (first_at s t + LENGTH t) s)) /\
   LENGTH (take (first_at s t) s) = first_at s t`,
  DISCH_THEN(MP_TAC o MATCH_MP OCCURS_FIRST) THEN
  REWRITE_TAC[occurs_at] THEN STRIP_TAC THEN
  POP_ASSUM(SUBST1_TAC o SYM) THEN POP_ASSUM SUBST1_TAC THEN
  REWRITE_TAC[TAKE_APPEND; DROP_MORE; DROP_APPEND]);;
let LEN_REPLACE = prove
 (`LENGTH t = LENGTH u ==> str_len (str_replace s t u) = str_len s`,
  DISCH_TAC THEN REWRITE_TAC[str_len; REPLACE_EQ; INT_OF_NUM_EQ] THEN
  COND_CASES_TAC THEN REWRITE_TAC[] THEN
  FIRST_X_ASSUM(STRIP_ASSUME_TAC o MATCH_MP FIRST_SPLIT) THEN
  FIRST_X_ASSUM(fun th -> GEN_REWRITE_TAC (RAND_CONV o RAND_CONV) [th]) THEN
  ASM_REWRITE_TAC[LENGTH_APPEND]);;
let LEN_REPLACE_ALL = prove
 (`!t u. LENGTH t = LENGTH u ==> !s. str_len (str_replace_all s t u) = str_len s`,
  REPEAT GEN_TAC THEN DISCH_TAC THEN REWRITE_TAC[str_len; INT_OF_NUM_EQ] THEN
  GEN_TAC THEN WF_INDUCT_TAC `LENGTH(s:str)` THEN
  ONCE_REWRITE_TAC[REPLACE_ALL_EQ] THEN
  COND_CASES_TAC THEN REWRITE_TAC[] THEN
  POP_ASSUM STRIP_ASSUME_TAC THEN
  FIRST_ASSUM(STRIP_ASSUME_TAC o MATCH_MP FIRST_SPLIT) THEN
  REWRITE_TAC[LENGTH_APPEND] THEN
  SUBGOAL_THEN `LENGTH(str_replace_all (drop (first_at s t + LENGTH t) s) t u) =
                LENGTH(drop (first_at s t + LENGTH t) s:str)` SUBST1_TAC THENL
   [FIRST_X_ASSUM MATCH_MP_TAC THEN
    FIRST_X_ASSUM(fun th -> GEN_REWRITE_TAC (RAND_CONV o RAND_CONV) [th]) THEN
    REWRITE_TAC[LENGTH_APPEND] THEN
    UNDISCH_TAC `~(t:str = [])` THEN REWRITE_TAC[GSYM LENGTH_EQ_NIL] THEN ARITH_TAC;
    FIRST_X_ASSUM(fun th -> GEN_REWRITE_TAC (RAND_CONV o RAND_CONV) [th]) THEN
    ASM_REWRITE_TAC[LENGTH_APPEND]]);;
let same_literal_length th =
  MP th (EQT_ELIM ((PURE_REWRITE_CONV[LENGTH] THENC NUM_REDUCE_CONV) (fst (dest_imp (concl th)))));;
register "str_len_norm" "LEN_APPEND, LEN_REPLACE" (fun s ->
  let l, r = dest_eq s.goal in
  if l = r then REFL l else
  match strip_comb (rand l) with
    Const ("str_replace", _), [x; y; z] ->
      same_literal_length (INST [x, `s:str`; y, `t:str`; z, `u:str`] LEN_REPLACE)
  | Const ("str_replace_all", _), [x; y; z] ->
      SPEC x (same_literal_length (SPECL [y; z] LEN_REPLACE_ALL))
  | _ -> TRANS (LEN_POLY l) (SYM (INT_POLY_CONV r)));;

let LENGTH_POS = prove(`(str_len t = &0 /\ t = []) \/ str_len t > &0`,
  MP_TAC(SPEC `t:str` LEN_NONNEG) THEN REWRITE_TAC[GSYM LEN_0] THEN INT_ARITH_TAC);;
register "string_length_pos" "LEN_0" (fun s -> PART_MATCH I LENGTH_POS s.goal);;

let INDEXOF_LEAST = prove(`str_indexof s t i >= -- &1`,
  REWRITE_TAC[str_indexof] THEN COND_CASES_TAC THEN REWRITE_TAC[INT_GE; INT_LE_REFL] THEN
  MATCH_MP_TAC(INT_ARITH `&0:int <= x ==> -- &1 <= x`) THEN REWRITE_TAC[INT_POS]);;
let INT_LEASTS = [INDEXOF_LEAST;
  prove(`str_len s >= &0`, REWRITE_TAC[str_len; INT_GE; INT_POS]);
  prove(`str_to_int s >= -- &1`, MP_TAC(INST [`s:str`,`x:str`] TO_INT_LEAST) THEN INT_ARITH_TAC);
  prove(`str_to_code s >= -- &1`, MP_TAC(INST [`s:str`,`x:str`] CODE_RANGE) THEN INT_ARITH_TAC)];;
register "str_int_least" "INDEXOF_LEAST, LEN_NONNEG, TO_INT_LEAST, CODE_RANGE" (fun s ->
  first_instance INT_LEASTS s.goal);;

(* ---- equations ------------------------------------------------------------------------ *)

let rec starts_with its its' = match its, its' with
    _, [] -> Some its
  | a :: more, b :: more' when a = b -> starts_with more more'
  | _ -> None;;

(* |- s = APPEND a rest, or (back) s = APPEND rest a; and rest *)
let split_off back s a =
  let si = items s and ai = items a in
  let rest = if back then (match starts_with (List.rev si) (List.rev ai) with
                             Some r -> List.rev r | None -> failwith "split_off")
             else (match starts_with si ai with Some r -> r | None -> failwith "split_off") in
  let rest = of_items rest in
  let t = if back then bin append_op rest a else bin append_op a rest in
  CAT_JOIN s t, rest;;

let LCANCEL' = prove(`APPEND w a = APPEND w b ==> a = b:str`, SIMP_TAC[APPEND_LCANCEL]);;
let RCANCEL' = prove(`APPEND a w = APPEND b w ==> a = b:str`, SIMP_TAC[APPEND_RCANCEL]);;
(* s = t, where one side is s' and t' with the same before (or behind) them *)
let cancel back th goal =
  let s, t = dest_eq (concl th) and s', t' = dest_eq goal in
  let ths, _ = split_off (not back) s s' and tht, _ = split_off (not back) t t' in
  MATCH_MP (if back then RCANCEL' else LCANCEL') (TRANS (SYM ths) (TRANS th tht));;
register "concat_strip" "APPEND_LCANCEL, APPEND_RCANCEL" (fun s ->
  if concl (premise s 0) = s.goal then premise s 0
  else cancel (is_true_arg s 0) (premise s 0) s.goal);;

(* Two lists of items, without what both begin with *)
let rec strip_common a b = match a, b with
    x :: a', y :: b' when x = y -> strip_common a' b'
  | _ -> a, b;;
let CONS_CLASH = prove(`CONS a s = CONS b t ==> ~(a = b) ==> F`, SIMP_TAC[CONS_11]);;
let SNOC_CLASH = prove(`APPEND s [a] = APPEND t [b] ==> ~(a = b:uchar) ==> F`,
  SIMP_TAC[APPEND_LENGTH_INJ_R; LENGTH; CONS_11]);;
let NIL_CLASH_CONV = REWRITE_CONV[APPEND_EQ_NIL; NOT_CONS_NIL; GSYM NOT_CONS_NIL];;
let characters_differ a b = EQF_ELIM (CHR_EQ_CONV (mk_eq(a, b)));;

(* s = t |- F: they begin (end) with different characters, or one is empty *)
let clash back th =
  let s, t = dest_eq (concl th) in
  let si = items s and ti = items t in
  if si = [] || ti = [] then
    let th = TRANS (SYM (CAT_CONV s)) (TRANS th (CAT_CONV t)) in
    let th = if si = [] then SYM th else th in
    EQ_MP (NIL_CLASH_CONV (concl th)) th
  else
    let a, b = if back then
        let x, y = strip_common (List.rev si) (List.rev ti) in List.rev x, List.rev y
      else strip_common si ti in
    let th = cancel back th (mk_eq(of_items a, of_items b)) in
    if a = [] || b = [] then
      let th = if a = [] then SYM th else th in EQ_MP (NIL_CLASH_CONV (concl th)) th
    else
    let pick l = match (if back then last l else hd l) with
        Char c -> c | _ -> failwith "clash" in
    let differ = characters_differ (pick a) (pick b) in
    if back then
      let snoc l = CAT_JOIN (of_items l) (bin append_op (of_items (butlast l)) (mk_list([pick l], `:uchar`))) in
      MP (MATCH_MP SNOC_CLASH (TRANS (SYM (snoc a)) (TRANS th (snoc b)))) differ
    else MP (MATCH_MP CONS_CLASH th) differ;;
register "concat_conflict" "CONS_CLASH, SNOC_CLASH" (fun s ->
  clash (is_true_arg s 0) (premise s 0));;

let ALIGN = prove
 (`APPEND a b = APPEND c d ==> str_len a = str_len c ==> a = c`,
  REWRITE_TAC[str_len; INT_OF_NUM_EQ] THEN MESON_TAC[APPEND_LENGTH_INJ]);;
let ALIGN_BACK = prove
 (`APPEND b a = APPEND d c ==> str_len a = str_len c ==> a = c`,
  REWRITE_TAC[str_len; INT_OF_NUM_EQ] THEN MESON_TAC[APPEND_LENGTH_INJ_R]);;
let aligned back th same =
  let s, t = dest_eq (concl th) in
  let a = rand (lhs (concl same)) and c = rand (rhs (concl same)) in
  let ths, _ = split_off back s a and tht, _ = split_off back t c in
  MP (MATCH_MP (if back then ALIGN_BACK else ALIGN) (TRANS (SYM ths) (TRANS th tht))) same;;
(* str_len of a literal may stand there as such *)
register "concat_align" "APPEND_LENGTH_INJ" (fun s ->
  aligned (is_true_arg s 0) (premise s 0) (premise s 1));;

let LPROP = prove
 (`APPEND a b = APPEND c d ==> str_len a >= str_len c ==>
   a = APPEND c (str_substr a (str_len c) (str_len a - str_len c))`,
  REWRITE_TAC[str_len; INT_OF_NUM_GE; GE; INT_GE] THEN DISCH_TAC THEN
  REWRITE_TAC[INT_OF_NUM_LE] THEN DISCH_TAC THEN
  ASM_SIMP_TAC[INT_OF_NUM_SUB] THEN REWRITE_TAC[SUBSTR_TAKE] THEN
  SUBGOAL_THEN `take (LENGTH c) a:str = c` ASSUME_TAC THENL
   [MP_TAC(ISPECL [`a:str`; `b:str`; `LENGTH(c:str)`] TAKE_LESS) THEN
    ASM_REWRITE_TAC[TAKE_APPEND] THEN DISCH_THEN(ACCEPT_TAC o SYM); ALL_TAC] THEN
  SUBGOAL_THEN `take (LENGTH(a:str) - LENGTH(c:str)) (drop (LENGTH c) a) = drop (LENGTH c) a` SUBST1_TAC THENL
   [MATCH_MP_TAC TAKE_ALL THEN REWRITE_TAC[LENGTH_DROP; LE_REFL];
    GEN_REWRITE_TAC LAND_CONV [GSYM(ISPECL [`LENGTH(c:str)`; `a:str`] TAKE_DROP)] THEN
    ASM_REWRITE_TAC[]]);;
let SUFFIX_DROP = prove
 (`APPEND b a = APPEND d c:str /\ LENGTH c <= LENGTH a ==>
   a = APPEND (take (LENGTH a - LENGTH c) a) c`,
  STRIP_TAC THEN
  MP_TAC(ISPECL [`LENGTH(a:str) - LENGTH(c:str)`; `a:str`] TAKE_DROP) THEN
  ABBREV_TAC `p = take (LENGTH(a:str) - LENGTH(c:str)) a:str` THEN
  ABBREV_TAC `q = drop (LENGTH(a:str) - LENGTH(c:str)) a:str` THEN
  DISCH_TAC THEN
  SUBGOAL_THEN `q:str = c` (fun th -> REWRITE_TAC[SYM th] THEN ASM_REWRITE_TAC[]) THEN
  SUBGOAL_THEN `LENGTH(q:str) = LENGTH(c:str)` ASSUME_TAC THENL
   [EXPAND_TAC "q" THEN REWRITE_TAC[LENGTH_DROP] THEN
    UNDISCH_TAC `LENGTH(c:str) <= LENGTH(a:str)` THEN ARITH_TAC; ALL_TAC] THEN
  SUBGOAL_THEN `APPEND (APPEND b p) q = APPEND d c:str` MP_TAC THENL
   [ASM_REWRITE_TAC[GSYM APPEND_ASSOC]; ASM_SIMP_TAC[APPEND_LENGTH_INJ_R]]);;
let LPROP_BACK = prove
 (`APPEND b a = APPEND d c ==> str_len a >= str_len c ==>
   a = APPEND (str_substr a (&0) (str_len a - str_len c)) c`,
  REWRITE_TAC[str_len; INT_OF_NUM_GE; GE; INT_GE] THEN DISCH_TAC THEN
  REWRITE_TAC[INT_OF_NUM_LE] THEN DISCH_TAC THEN
  ASM_SIMP_TAC[INT_OF_NUM_SUB] THEN REWRITE_TAC[SUBSTR_TAKE; DROP_0] THEN
  MATCH_MP_TAC SUFFIX_DROP THEN ASM_REWRITE_TAC[]);;
let GT_GE = INT_ARITH `x:int > y ==> x >= y`;;
register "concat_lprop" "LPROP, LPROP_BACK" (fun s ->
  let back = is_true_arg s 0 in
  let s1 = lhs s.goal in
  let longer = MATCH_MP GT_GE (premise s 1) in
  let t1 = rand (rand (concl longer)) in
  let l, r = dest_eq (concl (premise s 0)) in
  let thl, _ = split_off back l s1 and thr, _ = split_off back r t1 in
  MP (MATCH_MP (if back then LPROP_BACK else LPROP)
        (TRANS (SYM thl) (TRANS (premise s 0) thr))) longer);;

(* ---- letters --------------------------------------------------------------------------- *)

let CONTAINS_NIL = prove(`!s. str_contains s []`,
  REWRITE_TAC[str_contains] THEN MESON_TAC[APPEND]);;
let REPLACE_ALL_CHAR = prove
 (`(!c z. str_replace_all [] [c] z = []) /\
   (!a s c z. str_replace_all (CONS a s) [c] z =
      if a = c then APPEND z (str_replace_all s [c] z)
      else CONS a (str_replace_all s [c] z))`,
  CONJ_TAC THEN REPEAT GEN_TAC THEN GEN_REWRITE_TAC LAND_CONV [REPLACE_ALL_EQ] THEN
  REWRITE_TAC[NOT_CONS_NIL; CONTAINS_EQ; PREFIX_EQ; first_at] THEN
  ASM_CASES_TAC `c:uchar = a` THENL
   [ASM_REWRITE_TAC[TAKE_0; LENGTH; ADD_CLAUSES; APPEND; DROP_SUC; DROP_0];
    POP_ASSUM(fun th -> REWRITE_TAC[th; GSYM th]) THEN
    GEN_REWRITE_TAC (RAND_CONV o RAND_CONV) [REPLACE_ALL_EQ] THEN
    REWRITE_TAC[NOT_CONS_NIL] THEN
    COND_CASES_TAC THEN REWRITE_TAC[TAKE_SUC; ADD_CLAUSES; DROP_SUC; APPEND]]);;
let REPLACE_ALL_CHAR_APPEND = prove
 (`!s t c z. str_replace_all (APPEND s t) [c] z =
     APPEND (str_replace_all s [c] z) (str_replace_all t [c] z)`,
  LIST_INDUCT_TAC THEN REWRITE_TAC[APPEND; REPLACE_ALL_CHAR] THEN
  REPEAT GEN_TAC THEN COND_CASES_TAC THEN ASM_REWRITE_TAC[APPEND; APPEND_ASSOC]);;

let letters = new_definition
 `letters c s = str_len s - str_len (str_replace_all s [c] [])`;;
let LETTERS_APPEND = prove(`letters c (APPEND s t) = letters c s + letters c t`,
  REWRITE_TAC[letters; REPLACE_ALL_CHAR_APPEND; LEN_APPEND] THEN INT_ARITH_TAC);;
let rec LETTERS_CONV tm =
  let x = rand tm in
  if is_append x then
    TRANS (PART_MATCH lhs LETTERS_APPEND tm)
      (MK_COMB (AP_TERM int_plus (LETTERS_CONV (mk_comb(rator tm, lhand x))),
                LETTERS_CONV (mk_comb(rator tm, rand x))))
  else
    let th = PART_MATCH lhs letters tm in
    if is_cons x || x = nil_str then TRANS th (EVALUATE_CONV (rand (concl th))) else th;;
register "concat_count" "LETTERS_APPEND" (fun s ->
  let c = lhand (hol_arg s 0) in
  let th = AP_TERM (mk_comb(`letters`, c)) (premise s 0) in
  let th = CONV_RULE (LAND_CONV LETTERS_CONV THENC RAND_CONV LETTERS_CONV) th in
  EQ_MP (JOIN_CONV ATOM_CONV (concl th) s.goal) th);;

(* ---- memberships ------------------------------------------------------------------------ *)

let MEM_WORD = prove(`str_in_re x (str_to_re w) ==> x = w`, REWRITE_TAC[str_in_re; IN_RE]);;
register "str_in_re_word" "MEM_WORD" (fun s -> MATCH_MP MEM_WORD (premise s 0));;

let MEM_SELF = prove(`str_in_re x (str_to_re x)`, REWRITE_TAC[str_in_re; IN_RE]);;
let MEM_ALL = prove(`str_in_re x re_all`, REWRITE_TAC[str_in_re; IN_RE]);;
let MEM_CAT = prove
 (`str_in_re x A ==> str_in_re y B ==> str_in_re (APPEND x y) (re_concat A B)`,
  REWRITE_TAC[str_in_re; IN_RE] THEN MESON_TAC[]);;
let MEM_CAT = GEN_ALL MEM_CAT;;
let components t = match t.node with
    Str [] -> []
  | _ -> (match spine t with
      { node = Sym "str.++" }, [_; _] -> eo_list (sym "str.++") t | _ -> [t]);;
register "str_in_re_concat" "MEM_CAT, MEM_SELF, MEM_ALL" (fun s ->
  let rec go xs ps = match xs with
      [] -> []
    | x :: more ->
        (match ps with
           (e, th) :: ps' when (match spine e with _, [y; _] -> y == x | _ -> false) ->
             th :: go more ps'
         | _ -> let t = hol_of_eo x in
             (match x.node with Str _ -> INST [t, x_str] MEM_SELF | _ -> INST [t, x_str] MEM_ALL)
             :: go more ps) in
  let parts = go (components (hd s.args)) s.premises in
  let all = if parts = [] then INST [nil_str, x_str] MEM_SELF
            else end_itlist (fun a b -> MATCH_MP (MATCH_MP MEM_CAT a) b) parts in
  EQ_MP (AP_THM (AP_TERM `str_in_re` (CAT_JOIN (lhand (concl all)) (lhand s.goal))) (rand s.goal)) all);;

(* Equality of closed regular expressions, by normal forms or by emptiness of differences *)
let SUBSET_BY_EMPTY = prove(`re_inter A (re_comp B) = re_none ==> A SUBSET B`,
  REWRITE_TAC[EXTENSION; SUBSET; IN_RE] THEN MESON_TAC[]);;
let MEM_SUBSET = prove(`str_in_re x A ==> A SUBSET B ==> str_in_re x B`,
  REWRITE_TAC[str_in_re; SUBSET] THEN MESON_TAC[]);;
let re_subset a b =
  if a = b then inst1 SUB_REFL a else
  let ra, tha = re_nf a and rb, thb = re_nf b in
  if ra == rb then
    EQ_MP (AP_TERM (mk_comb(`(SUBSET):lang->lang->bool`, a)) (TRANS tha (SYM thb))) (inst1 SUB_REFL a)
  else MATCH_MP SUBSET_BY_EMPTY (prove_empty_term [] (bin op_inter a (mk_comb(op_comp, b))));;

let MEM_STEP = prove(`deriv c A = B ==> str_in_re (CONS c w) A ==> str_in_re w B`,
  REWRITE_TAC[str_in_re; in_deriv] THEN MESON_TAC[]);;
let MEM_STEP = GEN_ALL MEM_STEP;;
register "str_in_re_after" "MEM_STEP" (fun s ->
  let th = premise s 0 in
  let x = lhand (concl th) and r = rand (concl th) in
  let w = hol_of_eo (hd (components (List.hd (snd (spine (fst (hd s.premises))))))) in
  let cs = literal_codes w in
  let nf, th_nf = re_nf r in
  let canon = CAT_CONV x in
  let th = EQ_MP (MK_COMB (AP_TERM `str_in_re` canon, th_nf)) th in
  let rec go cs r th = match cs with
      [] -> th
    | c :: more -> let d, thd = deriv_at r c in go more d (MATCH_MP (MATCH_MP MEM_STEP thd) th) in
  let th = go cs nf th in
  let th = MP (MATCH_MP MEM_SUBSET th |> INST [rand s.goal, tB])
              (re_subset (rand (concl th)) (rand s.goal)) in
  EQ_MP (AP_THM (AP_TERM `str_in_re` (CAT_JOIN (lhand (concl th)) (lhand s.goal))) (rand s.goal)) th);;

let MEM_CUT = prove
 (`str_in_re (APPEND x y) R ==> str_in_re x A ==>
   re_inter R (re_concat A (re_comp Y)) = re_none ==> str_in_re y Y`,
  REWRITE_TAC[str_in_re] THEN REPEAT DISCH_TAC THEN
  FIRST_X_ASSUM(MP_TAC o SPEC `APPEND x y:str` o REWRITE_RULE[EXTENSION]) THEN
  ASM_REWRITE_TAC[IN_RE; NOT_EXISTS_THM] THEN
  DISCH_THEN(MP_TAC o SPECL [`x:str`; `y:str`]) THEN ASM_REWRITE_TAC[]);;
register "str_in_re_cut" "MEM_CUT" (fun s ->
  let th = premise s 0 and thx = premise s 1 in
  let x = lhand (concl thx) and y = lhand s.goal in
  let eq = CAT_JOIN (lhand (concl th)) (bin append_op x y) in
  let th = EQ_MP (AP_THM (AP_TERM `str_in_re` eq) (rand (concl th))) th in
  MATCH_MP (MATCH_MP (MATCH_MP MEM_CUT th) thx) (premise s 2));;
