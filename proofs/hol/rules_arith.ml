(* ========================================================================= *)
(* rules_arith.ml: linear integer arithmetic (arith.eo).                     *)
(*                                                                           *)
(* A comparison is brought into the form  &0 <= p  for a polynomial p in     *)
(* HOL Light's normal form (INT_POLY_CONV), divided by the greatest common   *)
(* divisor of its coefficients; premises are added up (Farkas) there.        *)
(* ========================================================================= *)

let zero_int = `&0:int` and int_times = `int_mul` and int_plus = `int_add`;;
let NONNEG_FORMS = map INT_ARITH
 [`a:int >= b <=> &0 <= a - b`; `a:int <= b <=> &0 <= b - a`;
  `a:int < b <=> &0 <= b - a - &1`; `a:int > b <=> &0 <= a - b - &1`];;
let NEGATED_FORMS = map INT_ARITH
 [`~(a:int >= b) <=> a < b`; `~(a:int <= b) <=> a > b`;
  `~(a:int < b) <=> a >= b`; `~(a:int > b) <=> a <= b`];;
let NOT_NOT = TAUT `~ ~p <=> p`;;

(* F <=> &0 <= p, for a comparison or the negation of one *)
let NONNEG_CONV =
  let form = GEN_REWRITE_CONV I NONNEG_FORMS
  and negated = GEN_REWRITE_CONV I NEGATED_FORMS in
  TRY_CONV negated THENC form THENC RAND_CONV INT_POLY_CONV;;

(* The monomials of a normal form: coefficient and monomial (&1 for the constant). *)
let monomials tm =
  let dest = dest_binop int_plus and times = dest_binop int_times in
  let monomial t =
    if is_intconst t then (dest_intconst t, None) else
    match (try Some (times t) with Failure _ -> None) with
      Some (c, m) when is_intconst c -> (dest_intconst c, Some m)
    | _ -> (Int 1, Some t) in
  let rec go t acc = match (try Some (dest t) with Failure _ -> None) with
      Some (a, b) -> go a (go b acc)
    | None -> monomial t :: acc in
  List.filter (fun (c, _) -> c <>/ Int 0) (go tm []);;

let rec gcd_of a b = if b =/ Int 0 then abs_num a else gcd_of b (mod_num a b);;
let content ms = List.fold_left (fun g (c, m) ->
  if m = None then g else gcd_of c g) (Int 0) ms;;
let constant_of ms = List.fold_left (fun s (c, m) ->
  if m = None then s +/ c else s) (Int 0) ms;;

let poly_term ms =
  let one (c, m) = match m with None -> mk_intconst c
    | Some m -> mk_binop int_times (mk_intconst c) m in
  if ms = [] then zero_int else end_itlist (mk_binop int_plus) (map one ms);;

(* p = g * q + c, where q has no constant *)
let divide_poly p g =
  let ms = monomials p in
  let q = poly_term (List.map (fun (c, m) -> (quo_num c g, m))
                       (List.filter (fun (_, m) -> m <> None) ms)) in
  let t = mk_binop int_plus (mk_binop int_times (mk_intconst g) q)
            (mk_intconst (constant_of ms)) in
  TRANS (INT_POLY_CONV p) (SYM (INT_POLY_CONV t));;

let TIGHT = prove
 (`!g q c. &0 < g ==> (&0 <= g * q + c <=> &0:int <= q + c div g)`,
  REPEAT STRIP_TAC THEN MP_TAC(SPECL [`c:int`; `g:int`] INT_DIVISION) THEN
  ASM_SIMP_TAC[INT_ARITH `&0:int < g ==> ~(g = &0) /\ abs g = g`] THEN
  ABBREV_TAC `d = c div g` THEN ABBREV_TAC `r = c rem g` THEN STRIP_TAC THEN
  SUBGOAL_THEN `g * q + c = g * (q + d) + r:int` SUBST1_TAC THENL
   [UNDISCH_TAC `c:int = d * g + r` THEN CONV_TAC INT_RING; ALL_TAC] THEN
  EQ_TAC THEN DISCH_TAC THENL
   [REWRITE_TAC[GSYM INT_NOT_LT] THEN DISCH_TAC THEN
    SUBGOAL_THEN `g * (q + d):int <= g * -- &1` MP_TAC THENL
     [MATCH_MP_TAC INT_LE_LMUL THEN CONJ_TAC THENL
       [UNDISCH_TAC `&0:int < g` THEN INT_ARITH_TAC;
        UNDISCH_TAC `q + d:int < &0` THEN INT_ARITH_TAC];
      MAP_EVERY UNDISCH_TAC [`r:int < g`; `&0:int <= g * (q + d) + r`] THEN
      INT_ARITH_TAC];
    SUBGOAL_THEN `&0:int <= g * (q + d)` MP_TAC THENL
     [MATCH_MP_TAC INT_LE_MUL THEN ASM_REWRITE_TAC[] THEN
      UNDISCH_TAC `&0:int < g` THEN INT_ARITH_TAC;
      UNDISCH_TAC `&0:int <= r` THEN INT_ARITH_TAC]]);;

(* &0 <= p, divided by the divisor of the coefficients *)
let TIGHT_CONV tm =
  let p = rand tm in
  let g = content (monomials p) in
  if g <=/ Int 1 then REFL tm else
  let eq = AP_TERM (rator tm) (divide_poly p g) in
  let gq, c = dest_binop int_plus (rand (rand (concl eq))) in
  let th = SPECL [mk_intconst g; rand gq; c] TIGHT in
  let th = MP th (EQT_ELIM (INT_LT_CONV (fst (dest_imp (concl th))))) in
  CONV_RULE (RAND_CONV (RAND_CONV (RAND_CONV INT_DIV_CONV THENC INT_POLY_CONV)))
    (TRANS eq th);;

let FLIP = INT_ARITH `&0:int <= p <=> ~(&0 <= -- &1 * p - &1)`;;
let ZERO_FLIP = INT_ARITH `(a:int = b) <=> (-- &1 * (a - b) = &0)`;;
let ZERO_FORM = INT_ARITH `(a:int = b) <=> (a - b = &0)`;;

let leads_negative p =
  match List.filter (fun (_, m) -> m <> None) (monomials p) with
    (c, _) :: _ -> c </ Int 0 | [] -> false;;

(* Normal form of &0 <= p *)
let SIGNED_CONV tm =
  let p = rand tm in
  if is_intconst p then INT_LE_CONV tm
  else if leads_negative p then
    (GEN_REWRITE_CONV I [FLIP] THENC RAND_CONV (RAND_CONV INT_POLY_CONV)) tm
  else REFL tm;;

let DIVIDE_ZERO = prove
 (`!g q c. ~(g = &0) ==> (g * q + g * c = &0 <=> q + c = &0:int)`,
  REWRITE_TAC[GSYM INT_ADD_LDISTRIB; INT_ENTIRE] THEN MESON_TAC[]);;
let NOT_DIVIDED = prove
 (`!g q c. ~(c rem g = &0) ==> (g * q + c = &0 <=> F)`,
  REPEAT GEN_TAC THEN REWRITE_TAC[] THEN DISCH_TAC THEN DISCH_TAC THEN
  UNDISCH_TAC `~(c rem g = &0)` THEN REWRITE_TAC[INT_REM_EQ_0; int_divides] THEN
  EXISTS_TAC `-- q:int` THEN UNDISCH_TAC `g * q + c:int = &0` THEN
  CONV_TAC INT_RING);;

(* Normal form of an equality of integers: p = &0 *)
let ZERO_CONV tm =
  let a, b = dest_eq tm in
  let p0 = rand (concl (INT_POLY_CONV (mk_binop `int_sub` a b))) in
  let form = if leads_negative p0 then ZERO_FLIP else ZERO_FORM in
  let th = (GEN_REWRITE_CONV I [form] THENC LAND_CONV INT_POLY_CONV) tm in
  let p = lhs (rand (concl th)) in
  if is_intconst p then TRANS th (INT_EQ_CONV (rand (concl th))) else
  let g = content (monomials p) in
  if g =/ Int 1 then th else
  let c = constant_of (monomials p) in
  let eq = AP_THM (AP_TERM `(=):int->int->bool` (divide_poly p g)) zero_int in
  let gq, ct = dest_binop int_plus (lhs (rand (concl eq))) in
  let gt = mk_intconst g in
  if mod_num c g =/ Int 0 then
    let ct' = mk_intconst (quo_num c g) in
    let split = INT_MUL_CONV (mk_binop int_times gt ct') in
    let eq = CONV_RULE (RAND_CONV (LAND_CONV (RAND_CONV (K (SYM split))))) eq in
    let d = SPECL [gt; rand gq; ct'] DIVIDE_ZERO in
    let d = MP d (EQT_ELIM ((RAND_CONV INT_EQ_CONV THENC REWRITE_CONV[]) (fst (dest_imp (concl d))))) in
    TRANS th (CONV_RULE (RAND_CONV (LAND_CONV INT_POLY_CONV)) (TRANS eq d))
  else
    let d = SPECL [gt; rand gq; ct] NOT_DIVIDED in
    let d = MP d (EQT_ELIM ((RAND_CONV (LAND_CONV INT_REM_CONV THENC INT_EQ_CONV) THENC
                             REWRITE_CONV[]) (fst (dest_imp (concl d))))) in
    TRANS th (TRANS eq d);;

(* The normal form of comparisons, equalities and their negations *)
let NEG_CLEAN = GEN_REWRITE_CONV TRY_CONV
  [NOT_NOT; TAUT `~T <=> F`; TAUT `~F <=> T`];;
let rec ATOM_CONV tm =
  if tm = truth_term || tm = falsity then REFL tm
  else if is_neg tm then (RAND_CONV ATOM_CONV THENC NEG_CLEAN) tm
  else if is_eq tm then ZERO_CONV tm
  else (NONNEG_CONV THENC TIGHT_CONV THENC SIGNED_CONV) tm;;

let JOIN_CONV conv l r = TRANS (conv l) (SYM (conv r));;

register "arith_poly_norm" "INT_POLY_CONV" (fun s ->
  let l, r = dest_eq s.goal in JOIN_CONV INT_POLY_CONV l r);;
register "arith_atom_norm" "INT_POLY_CONV, TIGHT, DIVIDE_ZERO, NOT_DIVIDED" (fun s ->
  let l, r = dest_eq s.goal in JOIN_CONV ATOM_CONV l r);;

(* ---- sums ------------------------------------------------------------------- *)

let NONNEG_SCALE = prove(`&0 <= c ==> &0 <= p ==> &0:int <= c * p`, MESON_TAC[INT_LE_MUL]);;
let NONNEG_ZERO = prove(`a:int = b ==> &0 <= c * (a - b)`,
  SIMP_TAC[INT_SUB_REFL; INT_MUL_RZERO; INT_LE_REFL]);;
let NONNEG_ADD = INT_ARITH `&0 <= p ==> &0:int <= q ==> &0 <= p + q`;;

(* &0 <= c * p, from a premise *)
let scaled c th =
  let c' = mk_intconst c in
  if is_eq (concl th) then
    INST [c', `c:int`] (MATCH_MP NONNEG_ZERO th)
  else
    let th = CONV_RULE NONNEG_CONV th in
    let th1 = INST [c',`c:int`; rand (concl th),`p:int`] NONNEG_SCALE in
    MP (MP th1 (EQT_ELIM (INT_LE_CONV (fst (dest_imp (concl th1)))))) th;;

let add_up ths = end_itlist (fun a b ->
  MP (MP (INST [rand (concl a),`p:int`; rand (concl b),`q:int`] NONNEG_ADD) a) b) ths;;

(* The coefficients, one a premise. *)
let coefficients t n =
  let numeral t = match t.node with Num c -> c | _ -> failwith "coefficient" in
  match t.node with
    Num c -> Array.to_list (Array.make n c)
  | _ -> map numeral (eo_list (sym "+") t);;

let sum_of_premises s =
  let cs = coefficients (hd s.args) (length s.premises) in
  CONV_RULE (RAND_CONV INT_POLY_CONV)
    (add_up (List.map2 scaled cs (map snd s.premises)));;

register "arith_farkas" "NONNEG_SCALE, NONNEG_ZERO, NONNEG_ADD" (fun s ->
  let th = sum_of_premises s in EQ_MP (INT_LE_CONV (concl th)) th);;

(* g, which is weaker than  |- &0 <= p *)
let WEAKEN = INT_ARITH `&0:int <= p ==> &0 <= q - p ==> &0 <= q`;;
let weaker g th =
  let th = CONV_RULE TIGHT_CONV th in
  let eq = (NONNEG_CONV THENC TIGHT_CONV) g in
  let q = rand (rand (concl eq)) and p = rand (concl th) in
  let w = MP (INST [p,`p:int`; q,`q:int`] WEAKEN) th in
  let side = (RAND_CONV INT_POLY_CONV THENC INT_LE_CONV) (fst (dest_imp (concl w))) in
  EQ_MP (SYM eq) (MP w (EQT_ELIM side));;

register "arith_round" "TIGHT, NONNEG_ADD" (fun s -> weaker s.goal (sum_of_premises s));;

register "arith_mult" "INT_LE_MUL" (fun s ->
  let number t = match t.node with Num c -> c | _ -> failwith "coefficient" in
  let a = scaled (number (el 0 s.args)) (premise s 0)
  and b = scaled (number (el 1 s.args)) (premise s 1) in
  weaker s.goal (CONV_RULE (RAND_CONV INT_POLY_CONV) (MATCH_MP INT_LE_MUL (CONJ a b))));;

let ANTISYMM = INT_ARITH `&0:int <= p ==> &0 <= q ==> (p + q = &0) ==> (p = &0)`;;
let ANTISYMM = GEN_ALL ANTISYMM;;
register "arith_antisymm" "INT_LE_ANTISYM" (fun s ->
  let tight th = CONV_RULE (NONNEG_CONV THENC TIGHT_CONV) th in
  let a = tight (premise s 0) and b = tight (premise s 1) in
  let th = MATCH_MP (MATCH_MP ANTISYMM a) b in
  let sum = (LAND_CONV INT_POLY_CONV THENC INT_EQ_CONV) (fst (dest_imp (concl th))) in
  let zero = MP th (EQT_ELIM sum) in
  EQ_MP (JOIN_CONV ATOM_CONV (concl zero) s.goal) zero);;

(* ---- div, mod, abs ------------------------------------------------------------ *)

let SMT_DIV_LOWER = prove
 (`!z x c. c = &0 \/ x >= c * smt_div z x c`,
  REPEAT GEN_TAC THEN ASM_CASES_TAC `c:int = &0` THEN ASM_REWRITE_TAC[smt_div] THEN
  MP_TAC(SPECL [`x:int`; `c:int`] INT_DIVISION) THEN ASM_REWRITE_TAC[] THEN
  INT_ARITH_TAC);;
let SMT_DIV_UPPER = prove
 (`!z x c. c = &0 \/ x < c * smt_div z x c + abs c`,
  REPEAT GEN_TAC THEN ASM_CASES_TAC `c:int = &0` THEN ASM_REWRITE_TAC[smt_div] THEN
  MP_TAC(SPECL [`x:int`; `c:int`] INT_DIVISION) THEN ASM_REWRITE_TAC[] THEN
  INT_ARITH_TAC);;
let SMT_MOD = prove
 (`!z w x c. ~(c = &0) ==> smt_mod w x c = x + -- &1 * c * smt_div z x c`,
  REPEAT STRIP_TAC THEN ASM_REWRITE_TAC[smt_div; smt_mod] THEN
  MP_TAC(SPECL [`x:int`; `c:int`] INT_DIVISION) THEN ASM_REWRITE_TAC[] THEN
  INT_ARITH_TAC);;
let SMT_DIVISIBLE = prove
 (`!z x c. ~(c = &0) ==> (smt_divisible c x <=> x = c * smt_div z x c)`,
  REPEAT STRIP_TAC THEN ASM_REWRITE_TAC[smt_div; smt_divisible] THEN
  EQ_TAC THENL [ALL_TAC; MESON_TAC[]] THEN
  REWRITE_TAC[GSYM int_divides; GSYM INT_REM_EQ_0] THEN
  MP_TAC(SPECL [`x:int`; `c:int`] INT_DIVISION) THEN ASM_REWRITE_TAC[] THEN
  INT_ARITH_TAC);;

let INT_CONST_CONV = DEPTH_CONV
  (INT_EQ_CONV ORELSEC INT_ABS_CONV ORELSEC INT_NEG_CONV ORELSEC
   INT_LE_CONV ORELSEC INT_LT_CONV) THENC REWRITE_CONV[];;

let division_rule name th =
  register name "INT_DIVISION" (fun s ->
    let c = hol_arg s 1 and x = hol_arg s 0 in
    let th = SPECL [div_by_0; x; c] th in
    if is_intconst c then
      let zero, rest = dest_disj (concl th) in
      let no = INT_EQ_CONV zero in
      let th = EQ_MP (CONV_RULE (RAND_CONV (REWRITE_CONV[]))
        (AP_THM (AP_TERM `(\/)` no) rest)) th in
      CONV_RULE (ONCE_DEPTH_CONV INT_ABS_CONV) th
    else th);;
division_rule "int_div_lower" SMT_DIV_LOWER;;
division_rule "int_div_upper" SMT_DIV_UPPER;;

let ABS_CHOICE = prove
 (`abs x:int = if x >= &0 then x else -- x`, INT_ARITH_TAC);;
let MOD_CHOICE = prove
 (`smt_mod w x c = if c = &0 then smt_mod w x (&0)
                   else x + -- &1 * c * smt_div z x c`,
  COND_CASES_TAC THEN ASM_REWRITE_TAC[] THEN ASM_MESON_TAC[SMT_MOD]);;

register "int_op_elim" "SMT_MOD, SMT_DIVISIBLE, ABS_CHOICE" (fun s ->
  let l = lhs s.goal in
  let f, args = strip_comb l in
  let nonzero th = MP th (EQT_ELIM ((RAND_CONV INT_EQ_CONV THENC REWRITE_CONV[])
                                      (fst (dest_imp (concl th))))) in
  match fst (dest_const f), args with
    "int_abs", [x] -> PART_MATCH I ABS_CHOICE s.goal
  | "smt_divisible", [c; x] -> nonzero (SPECL [div_by_0; x; c] SMT_DIVISIBLE)
  | "smt_mod", [w; x; c] when is_intconst c ->
      let th = nonzero (SPECL [div_by_0; w; x; c] SMT_MOD) in
      TRANS th (JOIN_CONV INT_POLY_CONV (rhs (concl th)) (rhs s.goal))
  | _ -> PART_MATCH I MOD_CHOICE s.goal);;

(* ---- pigeonholes ---------------------------------------------------------- *)

let CARD_LIST = prove
 (`!l:int list. PAIRWISE (\x y. ~(x = y)) l ==> CARD (set_of_list l) = LENGTH l`,
  LIST_INDUCT_TAC THEN REWRITE_TAC[PAIRWISE; set_of_list; CARD_CLAUSES; LENGTH] THEN
  STRIP_TAC THEN SIMP_TAC[CARD_CLAUSES; FINITE_SET_OF_LIST] THEN
  SUBGOAL_THEN `~(h:int IN set_of_list t)` (fun th -> ASM_SIMP_TAC[th]) THEN
  UNDISCH_TAC `ALL (\y:int. ~(h = y)) t` THEN
  REWRITE_TAC[GSYM ALL_MEM; IN_SET_OF_LIST] THEN DISCH_TAC THEN DISCH_TAC THEN
  FIRST_X_ASSUM(MP_TAC o SPEC `h:int`) THEN ASM_REWRITE_TAC[]);;
let INTERVAL_IMAGE = prove
 (`!a m. {x:int | a <= x /\ x < a + &m} SUBSET IMAGE (\n. a + &n) {n | n < m}`,
  REWRITE_TAC[SUBSET; IN_IMAGE; IN_ELIM_THM] THEN REPEAT STRIP_TAC THEN
  SUBGOAL_THEN `?n. x - a = &n:int` STRIP_ASSUME_TAC THENL
   [EXISTS_TAC `num_of_int(x - a)` THEN CONV_TAC SYM_CONV THEN
    MATCH_MP_TAC INT_OF_NUM_OF_INT THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  EXISTS_TAC `n:num` THEN CONJ_TAC THENL [ASM_INT_ARITH_TAC; ALL_TAC] THEN
  REWRITE_TAC[GSYM INT_OF_NUM_LT] THEN ASM_INT_ARITH_TAC);;
let CARD_INTERVAL = prove
 (`!a m. FINITE {x:int | a <= x /\ x < a + &m} /\ CARD {x:int | a <= x /\ x < a + &m} <= m`,
  REPEAT GEN_TAC THEN MP_TAC(SPECL [`a:int`; `m:num`] INTERVAL_IMAGE) THEN
  SUBGOAL_THEN `FINITE (IMAGE (\n. a + &n:int) {n | n < m}) /\
                CARD (IMAGE (\n. a + &n:int) {n | n < m}) <= m` STRIP_ASSUME_TAC THENL
   [CONJ_TAC THENL [SIMP_TAC[FINITE_IMAGE; FINITE_NUMSEG_LT]; ALL_TAC] THEN
    MP_TAC(ISPECL [`\n. a + &n:int`; `{n:num | n < m}`] CARD_IMAGE_LE) THEN
    REWRITE_TAC[FINITE_NUMSEG_LT; CARD_NUMSEG_LT]; ALL_TAC] THEN
  DISCH_TAC THEN CONJ_TAC THENL
   [MATCH_MP_TAC FINITE_SUBSET THEN
    EXISTS_TAC `IMAGE (\n. a + &n:int) {n | n < m}` THEN ASM_REWRITE_TAC[];
    MATCH_MP_TAC LE_TRANS THEN
    EXISTS_TAC `CARD (IMAGE (\n. a + &n:int) {n | n < m})` THEN ASM_REWRITE_TAC[] THEN
    MATCH_MP_TAC CARD_SUBSET THEN ASM_REWRITE_TAC[]]);;
(* Of more than m different integers one is not among the m from a to b. *)
let PIGEONHOLE = prove
 (`!l a b m. b + &1 = a + &m /\ m < LENGTH l ==>
     EX (\x. ~(x >= a) \/ ~(x <= b)) l \/ ~PAIRWISE (\x y:int. ~(x = y)) l`,
  REPEAT GEN_TAC THEN STRIP_TAC THEN
  ASM_CASES_TAC `EX (\x:int. ~(x >= a) \/ ~(x <= b)) l` THEN ASM_REWRITE_TAC[] THEN
  RULE_ASSUM_TAC(REWRITE_RULE[NOT_EX; GSYM ALL_MEM]) THEN DISCH_TAC THEN
  MP_TAC(SPECL [`a:int`; `m:num`] CARD_INTERVAL) THEN STRIP_TAC THEN
  SUBGOAL_THEN `CARD (set_of_list (l:int list)) <= CARD {x:int | a <= x /\ x < a + &m}` MP_TAC THENL
   [MATCH_MP_TAC CARD_SUBSET THEN ASM_REWRITE_TAC[SUBSET; IN_SET_OF_LIST; IN_ELIM_THM] THEN
    X_GEN_TAC `x:int` THEN DISCH_TAC THEN
    FIRST_X_ASSUM(MP_TAC o SPEC `x:int`) THEN ASM_REWRITE_TAC[] THEN
    UNDISCH_TAC `b + &1 = a + &m:int` THEN INT_ARITH_TAC;
    ASM_SIMP_TAC[CARD_LIST] THEN
    UNDISCH_TAC `CARD {x:int | a <= x /\ x < a + &m} <= m` THEN
    UNDISCH_TAC `m < LENGTH(l:int list)` THEN ARITH_TAC]);;

register "arith_pigeonhole" "PIGEONHOLE" (fun s ->
  let a = hol_arg s 0 in
  let xs = map hol_of_eo (eo_list (sym "@list") (el 1 s.args)) in
  let n = length xs in
  let b = mk_intconst (dest_intconst a +/ Int (n - 2)) in
  let th = SPECL [mk_list (xs, int_type); a; b; mk_small_numeral (n - 1)] PIGEONHOLE in
  let side = (REWRITE_CONV[LENGTH] THENC NUM_REDUCE_CONV THENC INT_REDUCE_CONV)
               (fst (dest_imp (concl th))) in
  let th = MP th (EQT_ELIM side) in
  let shape = REWRITE_CONV[EX; PAIRWISE; ALL; DE_MORGAN_THM] THENC PURE_REWRITE_CONV[GSYM DISJ_ASSOC; OR_CLAUSES] in
  EQ_MP (JOIN_CONV shape (concl th) s.goal) th);;
