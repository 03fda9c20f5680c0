(* ========================================================================= *)
(* list_theory.ml: general theorems about parts of lists and lengths.        *)
(* ========================================================================= *)

let TAKE_0 = prove(`!s:A list. take 0 s = []`,
  LIST_INDUCT_TAC THEN REWRITE_TAC[take]);;
let DROP_0 = prove(`!s:A list. drop 0 s = s`,
  LIST_INDUCT_TAC THEN REWRITE_TAC[drop]);;
let TAKE_SUC = prove(`!n c s:A list. take (SUC n) (CONS c s) = CONS c (take n s)`,
  REWRITE_TAC[take; NOT_SUC; SUC_SUB1]);;
let DROP_SUC = prove(`!n c s:A list. drop (SUC n) (CONS c s) = drop n s`,
  REWRITE_TAC[drop; NOT_SUC; SUC_SUB1]);;
let TAKE_DROP = prove(`!n s:A list. APPEND (take n s) (drop n s) = s`,
  GEN_TAC THEN SPEC_TAC(`n:num`,`n:num`) THEN
  GEN_REWRITE_TAC I [SWAP_FORALL_THM] THEN LIST_INDUCT_TAC THEN
  REWRITE_TAC[take; drop; APPEND] THEN GEN_TAC THEN COND_CASES_TAC THEN
  ASM_REWRITE_TAC[APPEND]);;
let LENGTH_TAKE = prove(`!n s:A list. LENGTH (take n s) = MIN n (LENGTH s)`,
  INDUCT_TAC THEN REWRITE_TAC[TAKE_0; LENGTH; MIN; LE_0] THEN
  LIST_INDUCT_TAC THEN REWRITE_TAC[take; NOT_SUC; SUC_SUB1; LENGTH] THENL
   [ARITH_TAC; ASM_REWRITE_TAC[LE_SUC] THEN REWRITE_TAC[MIN] THEN
    COND_CASES_TAC THEN REWRITE_TAC[]]);;
let DROP_ALL = prove(`!n s:A list. LENGTH s <= n ==> drop n s = []`,
  REWRITE_TAC[GSYM LENGTH_EQ_NIL; LENGTH_DROP] THEN ARITH_TAC);;
let TAKE_ALL = prove(`!n s:A list. LENGTH s <= n ==> take n s = s`,
  REPEAT STRIP_TAC THEN MP_TAC(ISPECL [`n:num`; `s:A list`] TAKE_DROP) THEN
  ASM_SIMP_TAC[DROP_ALL; APPEND_NIL]);;
let TAKE_APPEND = prove(`!u v:A list. take (LENGTH u) (APPEND u v) = u`,
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[LENGTH; TAKE_0; APPEND; TAKE_SUC]);;
let DROP_APPEND = prove(`!u v:A list. drop (LENGTH u) (APPEND u v) = v`,
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[LENGTH; DROP_0; APPEND; DROP_SUC]);;
let TAKE_MORE = prove
 (`!u v n:num. take (LENGTH u + n) (APPEND u v) = APPEND u (take n v):A list`,
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[LENGTH; ADD_CLAUSES; APPEND; TAKE_SUC]);;
let DROP_MORE = prove
 (`!u v n:num. drop (LENGTH u + n) (APPEND u v) = drop n v:A list`,
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[LENGTH; ADD_CLAUSES; APPEND; DROP_SUC]);;
let TAKE_LESS = prove
 (`!u v n. n <= LENGTH u ==> take n (APPEND u v) = take n u:A list`,
  LIST_INDUCT_TAC THEN REWRITE_TAC[LENGTH; LE; APPEND; TAKE_0] THENL
   [SIMP_TAC[TAKE_0; take]; ALL_TAC] THEN
  REPEAT GEN_TAC THEN STRUCT_CASES_TAC(SPEC `n:num` num_CASES) THEN
  ASM_SIMP_TAC[TAKE_0; TAKE_SUC; GSYM LE; LE_SUC; ARITH_RULE `SUC n = SUC m \/ SUC n <= m <=> n <= m`]);;
let APPEND_LENGTH_INJ = prove
 (`!a b c d:A list. LENGTH a = LENGTH c ==>
     (APPEND a b = APPEND c d <=> a = c /\ b = d)`,
  LIST_INDUCT_TAC THEN REPEAT GEN_TAC THEN
  STRUCT_CASES_TAC(ISPEC `c:A list` list_CASES) THEN
  REWRITE_TAC[LENGTH; APPEND; NOT_SUC; GSYM NOT_SUC; SUC_INJ; CONS_11] THEN
  ASM_MESON_TAC[]);;
let APPEND_LENGTH_INJ_R = prove
 (`!a b c d:A list. LENGTH b = LENGTH d ==>
     (APPEND a b = APPEND c d <=> a = c /\ b = d)`,
  REPEAT STRIP_TAC THEN EQ_TAC THENL [ALL_TAC; SIMP_TAC[]] THEN DISCH_TAC THEN
  SUBGOAL_THEN `LENGTH(a:A list) = LENGTH(c:A list)` MP_TAC THENL
   [FIRST_ASSUM(MP_TAC o AP_TERM `LENGTH:A list->num`) THEN
    ASM_REWRITE_TAC[LENGTH_APPEND] THEN ARITH_TAC;
    ASM_MESON_TAC[APPEND_LENGTH_INJ]]);;
let APPEND_LCANCEL = prove
 (`!x a b:A list. APPEND x a = APPEND x b <=> a = b`,
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[APPEND; CONS_11]);;
let APPEND_RCANCEL = prove
 (`!x a b:A list. APPEND a x = APPEND b x <=> a = b`,
  MESON_TAC[APPEND_LENGTH_INJ_R]);;

(* ---- str_substr --------------------------------------------------------------- *)

let LEN_NONNEG = prove(`!s. &0 <= str_len s`, REWRITE_TAC[str_len; INT_POS]);;
let LEN_APPEND = prove(`!s t. str_len (APPEND s t) = str_len s + str_len t`,
  REWRITE_TAC[str_len; LENGTH_APPEND; INT_OF_NUM_ADD]);;
let LEN_0 = prove(`!s. str_len s = &0 <=> s = []`,
  REWRITE_TAC[str_len; INT_OF_NUM_EQ; LENGTH_EQ_NIL]);;
let LEN_NIL = prove(`str_len [] = &0`, REWRITE_TAC[str_len; LENGTH]);;
let LEN_NUM = prove(`num_of_int (str_len s) = LENGTH s`, REWRITE_TAC[str_len; NUM_OF_INT_OF_NUM]);;
let INT_NUM = prove(`!i. &0 <= i ==> ?n. i = &n:int`, MESON_TAC[INT_OF_NUM_OF_INT]);;

let SUBSTR_TAKE = prove
 (`!s m n. str_substr s (&m) (&n) = take n (drop m s)`,
  REPEAT GEN_TAC THEN REWRITE_TAC[str_substr; str_len; INT_POS; INT_OF_NUM_LT; NUM_OF_INT_OF_NUM] THEN
  COND_CASES_TAC THEN REWRITE_TAC[] THEN
  POP_ASSUM MP_TAC THEN REWRITE_TAC[DE_MORGAN_THM; NOT_LT; LE] THEN STRIP_TAC THENL
   [ASM_SIMP_TAC[DROP_ALL; take]; ASM_REWRITE_TAC[TAKE_0]]);;
let SUBSTR_NEG = prove(`!s i n. i < &0 \/ n <= &0 ==> str_substr s i n = []`,
  REPEAT GEN_TAC THEN REWRITE_TAC[str_substr] THEN STRIP_TAC THEN
  COND_CASES_TAC THEN REWRITE_TAC[] THEN ASM_INT_ARITH_TAC);;
let SUBSTR_BEHIND = prove(`!s i n. str_len s <= i ==> str_substr s i n = []`,
  REPEAT GEN_TAC THEN REWRITE_TAC[str_substr] THEN STRIP_TAC THEN
  COND_CASES_TAC THEN REWRITE_TAC[] THEN ASM_INT_ARITH_TAC);;
