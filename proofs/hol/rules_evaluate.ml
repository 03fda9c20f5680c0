(* ========================================================================= *)
(* rules_evaluate.ml: values of ground terms (evaluate.eo): the definitions  *)
(* of strings.ml as equations that compute, and their application from the   *)
(* inside to the outside.                                                    *)
(* ========================================================================= *)

(* ---- recursion equations --------------------------------------------------- *)

let APPEND_EQ_LEMMA = prove(`!s:str. APPEND s [] = s`, REWRITE_TAC[APPEND_NIL]);;

let PREFIX_EQ = prove
 (`(!t. str_prefixof [] t <=> T) /\ (!a s. str_prefixof (CONS a s) [] <=> F) /\
   (!a s b t. str_prefixof (CONS a s) (CONS b t) <=> a = b /\ str_prefixof s t)`,
  REWRITE_TAC[str_prefixof; APPEND; NOT_CONS_NIL; CONS_11] THEN MESON_TAC[]);;
let SUFFIX_REVERSE = prove
 (`!s t. str_suffixof s t <=> str_prefixof (REVERSE s) (REVERSE t)`,
  REWRITE_TAC[str_suffixof; str_prefixof] THEN REPEAT GEN_TAC THEN EQ_TAC THENL
   [STRIP_TAC THEN ASM_REWRITE_TAC[REVERSE_APPEND] THEN MESON_TAC[];
    DISCH_THEN(X_CHOOSE_THEN `u:str` (MP_TAC o AP_TERM `REVERSE:str->str`)) THEN
    REWRITE_TAC[REVERSE_REVERSE; REVERSE_APPEND] THEN MESON_TAC[]]);;
let CONTAINS_EQ = prove
 (`(!t. str_contains [] t <=> t = []) /\
   (!c s t. str_contains (CONS c s) t <=> str_prefixof t (CONS c s) \/ str_contains s t)`,
  REWRITE_TAC[str_contains; str_prefixof; APPEND_EQ_NIL] THEN CONJ_TAC THENL
   [MESON_TAC[APPEND_EQ_NIL]; ALL_TAC] THEN
  REPEAT GEN_TAC THEN EQ_TAC THENL
   [DISCH_THEN(X_CHOOSE_THEN `u:str` MP_TAC) THEN
    STRUCT_CASES_TAC(ISPEC `u:str` list_CASES) THEN
    REWRITE_TAC[APPEND; CONS_11] THEN MESON_TAC[];
    MESON_TAC[APPEND]]);;

(* The first position of t in s, if there is one. *)
let first_at = define
 `(!t. first_at [] t = 0) /\
  (!c s t. first_at (CONS c s) t =
     if str_prefixof t (CONS c s) then 0 else SUC (first_at s t))`;;

let OCCURS_EQ = prove
 (`(!t s. occurs_at 0 t s <=> str_prefixof t s) /\
   (!n t. ~occurs_at (SUC n) t []) /\
   (!n t c s. occurs_at (SUC n) t (CONS c s) <=> occurs_at n t s)`,
  REWRITE_TAC[occurs_at; str_prefixof; LENGTH_EQ_NIL] THEN REPEAT CONJ_TAC THENL
   [MESON_TAC[APPEND];
    REPEAT GEN_TAC THEN DISCH_THEN(X_CHOOSE_THEN `u:str` (X_CHOOSE_THEN `v:str`
      (CONJUNCTS_THEN2 (ASSUME_TAC o SYM) MP_TAC))) THEN
    RULE_ASSUM_TAC(REWRITE_RULE[APPEND_EQ_NIL]) THEN
    ASM_REWRITE_TAC[LENGTH; NOT_SUC; GSYM NOT_SUC];
    REPEAT GEN_TAC THEN EQ_TAC THENL
     [DISCH_THEN(X_CHOOSE_THEN `u:str` MP_TAC) THEN
      STRUCT_CASES_TAC(ISPEC `u:str` list_CASES) THEN
      REWRITE_TAC[APPEND; CONS_11; LENGTH; NOT_SUC; SUC_INJ; GSYM NOT_SUC] THEN MESON_TAC[NOT_SUC];
      DISCH_THEN(X_CHOOSE_THEN `u:str` (X_CHOOSE_THEN `v:str` STRIP_ASSUME_TAC)) THEN
      MAP_EVERY EXISTS_TAC [`CONS c u:str`; `v:str`] THEN
      ASM_REWRITE_TAC[APPEND; LENGTH]]]);;
let CONTAINS_OCCURS = prove
 (`!s t. str_contains s t <=> ?n. occurs_at n t s`,
  REWRITE_TAC[str_contains; occurs_at] THEN MESON_TAC[]);;

let OCCURS_FIRST = prove
 (`!s t. str_contains s t ==> occurs_at (first_at s t) t s`,
  LIST_INDUCT_TAC THEN REPEAT STRIP_TAC THEN REWRITE_TAC[first_at] THENL
   [POP_ASSUM MP_TAC THEN SIMP_TAC[CONTAINS_EQ; OCCURS_EQ; PREFIX_EQ];
    POP_ASSUM MP_TAC THEN REWRITE_TAC[CONTAINS_EQ] THEN
    COND_CASES_TAC THEN ASM_REWRITE_TAC[OCCURS_EQ] THEN ASM_MESON_TAC[]]);;
let OCCURS_NOT_BEFORE = prove
 (`!s t n. occurs_at n t s ==> first_at s t <= n`,
  LIST_INDUCT_TAC THEN REWRITE_TAC[first_at; LE_0] THEN REPEAT GEN_TAC THEN
  STRUCT_CASES_TAC(SPEC `n:num` num_CASES) THEN REWRITE_TAC[OCCURS_EQ] THENL
   [SIMP_TAC[LE_0]; ALL_TAC] THEN
  DISCH_TAC THEN COND_CASES_TAC THEN REWRITE_TAC[LE_0; LE_SUC] THEN ASM_MESON_TAC[]);;
let MINIMAL_UNIQUE = prove
 (`!P n. P n /\ (!m. P m ==> n <= m) ==> (minimal) P = n`,
  REPEAT STRIP_TAC THEN
  MP_TAC(SPEC `P:num->bool` MINIMAL) THEN
  DISCH_THEN(MP_TAC o fst o EQ_IMP_RULE) THEN ANTS_TAC THENL [ASM_MESON_TAC[]; ALL_TAC] THEN
  STRIP_TAC THEN REWRITE_TAC[GSYM LE_ANTISYM] THEN ASM_MESON_TAC[NOT_LT]);;
let MINIMAL_OCCURS = prove
 (`!s t. str_contains s t ==> (minimal n. occurs_at n t s) = first_at s t`,
  REPEAT STRIP_TAC THEN MATCH_MP_TAC MINIMAL_UNIQUE THEN
  ASM_SIMP_TAC[OCCURS_FIRST] THEN MESON_TAC[OCCURS_NOT_BEFORE]);;

let OCCURS_DROP = prove
 (`!i n t s. i <= LENGTH s ==> (occurs_at (i + n) t s <=> occurs_at n t (drop i s))`,
  INDUCT_TAC THEN REPEAT GEN_TAC THEN STRUCT_CASES_TAC(ISPEC `s:str` list_CASES) THEN
  REWRITE_TAC[ADD_CLAUSES; drop; LENGTH; NOT_SUC; OCCURS_EQ; SUC_SUB1; LE_SUC] THENL
   [ARITH_TAC; ASM_REWRITE_TAC[]]);;
let INDEXOF_EQ = prove
 (`!s t i. str_indexof s t i =
     if &0 <= i /\ i <= str_len s
     then let r = drop (num_of_int i) s in
          if str_contains r t then i + &(first_at r t) else -- &1
     else -- &1`,
  REPEAT GEN_TAC THEN REWRITE_TAC[str_indexof; LET_DEF; LET_END_DEF] THEN
  ASM_CASES_TAC `&0:int <= i` THEN ASM_REWRITE_TAC[] THEN
  ASM_CASES_TAC `i <= str_len s` THEN ASM_REWRITE_TAC[] THEN
  SUBGOAL_THEN `?k. i = &k:int` (CHOOSE_THEN SUBST_ALL_TAC) THENL
   [ASM_MESON_TAC[INT_OF_NUM_OF_INT]; ALL_TAC] THEN
  REWRITE_TAC[NUM_OF_INT_OF_NUM; INT_OF_NUM_LE] THEN
  UNDISCH_TAC `&k <= str_len s` THEN REWRITE_TAC[str_len; INT_OF_NUM_LE] THEN DISCH_TAC THEN
  SUBGOAL_THEN `!n. k <= n /\ occurs_at n t s <=> k <= n /\ occurs_at (n - k) t (drop k s)`
    (fun th -> REWRITE_TAC[th]) THENL
   [GEN_TAC THEN ASM_CASES_TAC `k <= n:num` THEN ASM_REWRITE_TAC[] THEN
    ASM_SIMP_TAC[GSYM OCCURS_DROP; ARITH_RULE `k <= n ==> k + n - k = n:num`]; ALL_TAC] THEN
  SUBGOAL_THEN `(?n. k <= n /\ occurs_at (n - k) t (drop k s)) <=> str_contains (drop k s) t`
    SUBST1_TAC THENL
   [REWRITE_TAC[CONTAINS_OCCURS] THEN EQ_TAC THENL [MESON_TAC[]; ALL_TAC] THEN
    DISCH_THEN(X_CHOOSE_TAC `m:num`) THEN EXISTS_TAC `k + m:num` THEN
    ASM_REWRITE_TAC[ADD_SUB2; LE_ADD]; ALL_TAC] THEN
  COND_CASES_TAC THEN ASM_REWRITE_TAC[INT_OF_NUM_ADD; INT_OF_NUM_EQ] THEN
  MATCH_MP_TAC MINIMAL_UNIQUE THEN REWRITE_TAC[LE_ADD; ADD_SUB2] THEN
  ASM_SIMP_TAC[OCCURS_FIRST] THEN REPEAT STRIP_TAC THEN
  FIRST_X_ASSUM(MP_TAC o MATCH_MP OCCURS_NOT_BEFORE) THEN
  UNDISCH_TAC `k <= m:num` THEN ARITH_TAC);;
let REPLACE_EQ = prove
 (`!s t u. str_replace s t u =
     if str_contains s t
     then APPEND (take (first_at s t) s) (APPEND u (drop (first_at s t + LENGTH t) s))
     else s`,
  REPEAT GEN_TAC THEN REWRITE_TAC[str_replace; LET_DEF; LET_END_DEF] THEN
  COND_CASES_TAC THEN ASM_SIMP_TAC[MINIMAL_OCCURS]);;
let REPLACE_ALL_EQ = prove
 (`!s t u. str_replace_all s t u =
     if ~(t = []) /\ str_contains s t
     then APPEND (take (first_at s t) s)
            (APPEND u (str_replace_all (drop (first_at s t + LENGTH t) s) t u))
     else s`,
  REPEAT GEN_TAC THEN GEN_REWRITE_TAC LAND_CONV [str_replace_all] THEN
  REWRITE_TAC[LET_DEF; LET_END_DEF] THEN
  COND_CASES_TAC THEN ASM_SIMP_TAC[MINIMAL_OCCURS]);;
let LT_EQ = prove
 (`(!t. str_lt [] [] <=> F) /\ (!b t. str_lt [] (CONS b t) <=> T) /\
   (!a s. str_lt (CONS a s) [] <=> F) /\
   (!a s b t. str_lt (CONS a s) (CONS b t) <=> code a < code b \/ a = b /\ str_lt s t)`,
  REWRITE_TAC[str_lt; NOT_CONS_NIL; CONS_11] THEN MESON_TAC[]);;
let TO_CODE_EQ = prove
 (`str_to_code [] = -- &1 /\ (!c. str_to_code [c] = &(code c)) /\
   (!a b s. str_to_code (CONS a (CONS b s)) = -- &1)`,
  REWRITE_TAC[str_to_code; LENGTH; HD; ARITH_RULE `SUC 0 = 1`; ARITH_RULE `~(0 = 1)`;
              ARITH_RULE `~(SUC(SUC n) = 1)`]);;
let IS_DIGIT_EQ = prove
 (`(str_is_digit [] <=> F) /\ (!c. str_is_digit [c] <=> is_digit c) /\
   (!a b s. str_is_digit (CONS a (CONS b s)) <=> F)`,
  REWRITE_TAC[str_is_digit; NOT_CONS_NIL; CONS_11] THEN MESON_TAC[NOT_CONS_NIL]);;

(* ---- conversions ------------------------------------------------------------- *)

let CHR_EQ_CONV tm =
  let l, r = dest_eq tm in
  let m = rand l and n = rand r in
  let code t = is_code_thm (Num.int_of_num (dest_numeral t)) in
  let th = MP (MP (INST [m, `m:num`; n, `n:num`] CHR_EQ) (code m)) (code n) in
  TRANS th (NUM_EQ_CONV (rand (concl th)));;
let CODE_CHR_CONV tm =
  if fst (dest_const (rator tm)) <> "code" then failwith "CODE_CHR_CONV" else
  CODE_CHR_CACHED (Num.int_of_num (dest_numeral (rand (rand tm))));;

let rec STR_EQ_CONV tm =
  (GEN_REWRITE_CONV I [CONS_11; NOT_CONS_NIL; GSYM NOT_CONS_NIL; EQT_INTRO (REFL nil_str)]
   THENC (fun t -> if is_conj t then
      (LAND_CONV CHR_EQ_CONV THENC
       (fun t -> if lhand t = falsity then GEN_REWRITE_CONV I [AND_CLAUSES] t
                 else (GEN_REWRITE_CONV I [AND_CLAUSES] THENC STR_EQ_CONV) t)) t
      else REFL t)) tm;;

let rec PREFIX_CONV tm =
  (GEN_REWRITE_CONV I [PREFIX_EQ] THENC
   (fun t -> if is_conj t then
      (LAND_CONV CHR_EQ_CONV THENC GEN_REWRITE_CONV I [AND_CLAUSES] THENC
       (fun t -> if t = falsity then REFL t else PREFIX_CONV t)) t
      else REFL t)) tm;;
let rec CONTAINS_CONV tm =
  (GEN_REWRITE_CONV I [CONTAINS_EQ] THENC
   (fun t -> if is_disj t then
      (LAND_CONV PREFIX_CONV THENC GEN_REWRITE_CONV I [OR_CLAUSES] THENC
       (fun t -> if t = truth_term then REFL t else CONTAINS_CONV t)) t
      else STR_EQ_CONV t)) tm;;
let LENGTH_STR_CONV = PURE_REWRITE_CONV[LENGTH] THENC NUM_REDUCE_CONV;;
let COND_CONV = GEN_REWRITE_CONV I [COND_CLAUSES];;
let rec FIRST_AT_CONV tm =
  (GEN_REWRITE_CONV I [first_at] THENC
   (fun t -> if is_cond t then
      (RATOR_CONV (RATOR_CONV (RAND_CONV PREFIX_CONV)) THENC COND_CONV THENC
       (fun t -> if is_comb t && rator t = `SUC` then (RAND_CONV FIRST_AT_CONV THENC NUM_SUC_CONV) t
                 else REFL t)) t
      else REFL t)) tm;;
let rec TAKE_CONV tm =
  (GEN_REWRITE_CONV I [take; drop] THENC
   (fun t -> if is_cond t then
      (RATOR_CONV (RATOR_CONV (RAND_CONV NUM_EQ_CONV)) THENC COND_CONV THENC
       (fun t -> if t = nil_str then REFL t
         else if fst (dest_const (fst (strip_comb t))) = "CONS" then
           if is_comb (rand t) && fst (dest_const (fst (strip_comb (rand t)))) = "take"
           then RAND_CONV (RATOR_CONV (RAND_CONV NUM_SUB_CONV) THENC TAKE_CONV) t else REFL t
         else (RATOR_CONV (RAND_CONV NUM_SUB_CONV) THENC TAKE_CONV) t)) t
      else REFL t)) tm;;
let rec APPEND_CONV' tm =
  (GEN_REWRITE_CONV I [APPEND] THENC
   (fun t -> if lhand tm = nil_str then REFL t else RAND_CONV APPEND_CONV' t)) tm;;
let NUM_OF_INT_CONV tm = REWR_CONV NUM_OF_INT_OF_NUM tm;;
let LET_ELIM = PURE_REWRITE_CONV[LET_DEF; LET_END_DEF] THENC DEPTH_CONV BETA_CONV;;
let COND_FIRST conv = RATOR_CONV (RATOR_CONV (RAND_CONV conv)) THENC COND_CONV;;
let BOOL_CONV = PURE_REWRITE_CONV[AND_CLAUSES; OR_CLAUSES; NOT_CLAUSES; IMP_CLAUSES; EQ_CLAUSES; COND_CLAUSES];;

let INT_VALUE_CONV = FIRST_CONV [INT_LE_CONV; INT_LT_CONV; INT_GE_CONV; INT_GT_CONV;
  INT_EQ_CONV; INT_ADD_CONV; INT_SUB_CONV; INT_MUL_CONV; INT_NEG_CONV; INT_ABS_CONV;
  INT_DIV_CONV; INT_REM_CONV];;

let DIVISIBLE_REM = prove
 (`smt_divisible n x <=> x rem n = &0`,
  REWRITE_TAC[smt_divisible; INT_REM_EQ_0; int_divides]);;

(* One operator, whose arguments are values. *)
let rec VALUE_CONV tm =
  let f, args = strip_comb tm in
  match f, args with
    Const (name, _), _ ->
      (match name, args with
         "str_len", _ -> (REWR_CONV str_len THENC RAND_CONV LENGTH_STR_CONV) tm
       | "APPEND", _ -> APPEND_CONV' tm
       | "str_at", _ -> (REWR_CONV str_at THENC VALUE_CONV) tm
       | "str_substr", _ ->
           (REWR_CONV str_substr THENC COND_FIRST (ONCE_DEPTH_CONV VALUE_LEN THENC
              DEPTH_CONV (INT_LE_CONV ORELSEC INT_LT_CONV) THENC BOOL_CONV) THENC
            (fun t -> if t = nil_str then REFL t else
              (DEPTH_CONV NUM_OF_INT_CONV THENC RAND_CONV TAKE_CONV THENC TAKE_CONV) t)) tm
       | "str_prefixof", _ -> PREFIX_CONV tm
       | "str_suffixof", _ ->
           (REWR_CONV SUFFIX_REVERSE THENC PURE_REWRITE_CONV[REVERSE; APPEND] THENC PREFIX_CONV) tm
       | "str_contains", _ -> CONTAINS_CONV tm
       | "str_indexof", _ ->
           (REWR_CONV INDEXOF_EQ THENC COND_FIRST (ONCE_DEPTH_CONV VALUE_LEN THENC
              DEPTH_CONV (INT_LE_CONV ORELSEC INT_LT_CONV) THENC BOOL_CONV) THENC
            (fun t -> if is_intconst t then REFL t else
              (DEPTH_CONV NUM_OF_INT_CONV THENC LET_ELIM THENC
               ONCE_DEPTH_CONV TAKE_CONV THENC COND_FIRST CONTAINS_CONV THENC
               (fun t -> if is_intconst t then REFL t else
                 (RAND_CONV (RAND_CONV FIRST_AT_CONV) THENC INT_ADD_CONV) t)) t)) tm
       | "str_replace", _ ->
           (REWR_CONV REPLACE_EQ THENC COND_FIRST CONTAINS_CONV THENC
            (fun t -> if t = lhand (rator tm) then REFL t else SPLICE_CONV t)) tm
       | "str_replace_all", [s; t; _] ->
           (REWR_CONV REPLACE_ALL_EQ THENC
            COND_FIRST (LAND_CONV (RAND_CONV STR_EQ_CONV) THENC BOOL_CONV THENC
              TRY_CONV CONTAINS_CONV) THENC
            (fun t -> if t = s then REFL t else SPLICE_CONV t)) tm
       | "str_lt", _ -> LT_CONV tm
       | "str_le", _ ->
           (REWR_CONV str_le THENC LAND_CONV STR_EQ_CONV THENC RAND_CONV LT_CONV THENC BOOL_CONV) tm
       | "str_is_digit", _ ->
           (GEN_REWRITE_CONV I [IS_DIGIT_EQ] THENC TRY_CONV DIGIT_CONV) tm
       | "str_to_code", _ ->
           (GEN_REWRITE_CONV I [TO_CODE_EQ] THENC DEPTH_CONV CODE_CHR_CONV) tm
       | "str_from_code", _ ->
           (REWR_CONV str_from_code THENC
            COND_FIRST (DEPTH_CONV (INT_LE_CONV ORELSEC INT_LT_CONV) THENC BOOL_CONV) THENC
            DEPTH_CONV NUM_OF_INT_CONV) tm
       | "str_to_int", _ ->
           (REWR_CONV str_to_int THENC
            COND_FIRST (LAND_CONV (RAND_CONV STR_EQ_CONV) THENC
              RAND_CONV (PURE_REWRITE_CONV[ALL] THENC DEPTH_CONV DIGIT_CONV) THENC BOOL_CONV) THENC
            (fun t -> if is_intconst t then REFL t else RAND_CONV DIGITS_CONV t)) tm
       | "str_from_int", _ ->
           (REWR_CONV str_from_int THENC COND_FIRST INT_LT_CONV THENC
            (fun t -> if t = nil_str then REFL t else
              (RAND_CONV NUM_OF_INT_CONV THENC DECIMAL_CONV) t)) tm
       | "str_in_re", _ -> STR_IN_RE_CONV tm
       | "smt_div", _ -> (REWR_CONV smt_div THENC COND_FIRST INT_EQ_CONV THENC INT_DIV_CONV) tm
       | "smt_mod", _ -> (REWR_CONV smt_mod THENC COND_FIRST INT_EQ_CONV THENC INT_REM_CONV) tm
       | "smt_divisible", _ -> (REWR_CONV DIVISIBLE_REM THENC LAND_CONV INT_REM_CONV THENC INT_EQ_CONV) tm
       | "=", [a; b] ->
           if type_of a = str_type then STR_EQ_CONV tm
           else if type_of a = int_type then INT_EQ_CONV tm else BOOL_CONV tm
       | ("~" | "/\\" | "\\/" | "==>" | "COND"), _ -> BOOL_CONV tm
       | _ -> INT_VALUE_CONV tm)
  | _ -> failwith "VALUE_CONV"
and VALUE_LEN tm = (REWR_CONV str_len THENC RAND_CONV LENGTH_STR_CONV) tm
and SPLICE_CONV t =
  (* APPEND (take n s) (APPEND u (drop (n + LENGTH t) s)), or with a call around drop *)
  (ONCE_DEPTH_CONV FIRST_AT_CONV THENC ONCE_DEPTH_CONV LENGTH_STR_CONV THENC
   ONCE_DEPTH_CONV TAKE_CONV THENC
   ONCE_DEPTH_CONV (fun t -> match strip_comb t with
       Const ("str_replace_all", _), _ -> VALUE_CONV t | _ -> failwith "") THENC
   RAND_CONV APPEND_CONV' THENC APPEND_CONV') t
and LT_CONV tm =
  (GEN_REWRITE_CONV I [LT_EQ] THENC
   (fun t -> if is_disj t then
      (LAND_CONV (DEPTH_CONV CODE_CHR_CONV THENC NUM_LT_CONV) THENC
       RAND_CONV (LAND_CONV CHR_EQ_CONV) THENC BOOL_CONV THENC
       (fun t -> if is_const t then REFL t else LT_CONV t)) t
      else REFL t)) tm
and DIGIT_CONV tm =
  (REWR_CONV is_digit THENC DEPTH_CONV CODE_CHR_CONV THENC
   LAND_CONV NUM_LE_CONV THENC RAND_CONV NUM_LE_CONV THENC BOOL_CONV) tm
and DIGITS_CONV tm =
  (GEN_REWRITE_CONV I [digits_value] THENC
   (fun t -> if is_numeral t then REFL t else
     (RATOR_CONV (RAND_CONV (DEPTH_CONV CODE_CHR_CONV THENC NUM_REDUCE_CONV)) THENC DIGITS_CONV) t)) tm
and DECIMAL_CONV tm =
  (REWR_CONV decimal THENC COND_FIRST NUM_LT_CONV THENC NUM_REDUCE_CONV THENC
   (fun t -> match strip_comb t with
      Const ("APPEND", _), _ -> (LAND_CONV DECIMAL_CONV THENC APPEND_CONV') t
    | _ -> REFL t)) tm;;

let is_literal_term tm =
  tm = truth_term || tm = falsity || is_intconst tm ||
  (type_of tm = str_type && (match strip_comb tm with
     Const (("NIL" | "CONS"), _), _ -> true | _ -> false));;

(* A ground term; a choice decides which of its branches counts. *)
let rec EVALUATE_CONV tm =
  if is_literal_term tm || type_of tm = lang_type then REFL tm else
  if is_cond tm then
    (RATOR_CONV (RATOR_CONV (RAND_CONV EVALUATE_CONV)) THENC COND_CONV THENC EVALUATE_CONV) tm
  else
    let rec arguments tm = match tm with
        Comb (f, a) ->
          let thf = arguments f in
          if is_literal_term a || type_of a = lang_type || is_var a then AP_THM thf a
          else MK_COMB (thf, EVALUATE_CONV a)
      | _ -> REFL tm in
    let th = arguments tm in
    let t = rand (concl th) in
    if is_literal_term t then th else TRANS th (VALUE_CONV t);;

register "evaluate" "PREFIX_EQ, CONTAINS_EQ, INDEXOF_EQ, REPLACE_EQ, REPLACE_ALL_EQ, LT_EQ, D_CAT .." (fun s ->
  EVALUATE_CONV (lhs s.goal));;
