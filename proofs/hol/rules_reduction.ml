(* ========================================================================= *)
(* rules_reduction.ml: what an application of a function on strings means    *)
(* (reduction.eo): one theorem a function, of the shape that the signature   *)
(* gives it.                                                                 *)
(* ========================================================================= *)

let DROP_DROP = prove(`!a b l:str. drop b (drop a l) = drop (a + b) l`,
  INDUCT_TAC THEN REWRITE_TAC[DROP_0; ADD_CLAUSES] THEN GEN_TAC THEN LIST_INDUCT_TAC THEN
  ASM_REWRITE_TAC[drop; NOT_SUC; SUC_SUB1]);;
let DROP_REST = prove(`!k s. str_substr s (&k) (str_len s) = drop k s`,
  REPEAT GEN_TAC THEN REWRITE_TAC[str_len; SUBSTR_TAKE] THEN
  MATCH_MP_TAC TAKE_ALL THEN REWRITE_TAC[LENGTH_DROP] THEN ARITH_TAC);;
let TAKE_FIRST = prove(`!k s. str_substr s (&0) (&k) = take k s`,
  REWRITE_TAC[SUBSTR_TAKE; DROP_0]);;
let SPLIT_3 = prove
 (`!a b s:str. s = APPEND (take a s) (APPEND (take b (drop a s)) (drop (a + b) s))`,
  REWRITE_TAC[GSYM DROP_DROP; TAKE_DROP]);;
let DEFINE_SUBSTR = prove
 (`if i >= &0 /\ str_len s >= i + &1 /\ n >= &1
   then s = APPEND (str_substr s (&0) i) (APPEND (str_substr s i n) (str_substr s (i + n) (str_len s))) /\
        str_len (str_substr s (&0) i) = i /\
        (if str_len s >= i + n then str_len (str_substr s i n) = n
         else str_substr s (i + n) (str_len s) = [])
   else str_substr s i n = []`,
  COND_CASES_TAC THENL
   [POP_ASSUM STRIP_ASSUME_TAC THEN
    SUBGOAL_THEN `(?a. i = &a:int) /\ (?b. n = &b:int)` STRIP_ASSUME_TAC THENL
     [CONJ_TAC THEN MATCH_MP_TAC INT_NUM THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
    UNDISCH_TAC `str_len s >= i + &1` THEN
    ASM_REWRITE_TAC[INT_OF_NUM_ADD; DROP_REST; TAKE_FIRST; SUBSTR_TAKE] THEN
    REWRITE_TAC[str_len; INT_OF_NUM_GE; GE; INT_GE; INT_OF_NUM_LE; INT_OF_NUM_EQ;
                LENGTH_TAKE; LENGTH_DROP; MIN; INT_OF_NUM_ADD] THEN DISCH_TAC THEN
    REWRITE_TAC[GSYM SPLIT_3] THEN
    CONJ_TAC THENL [COND_CASES_TAC THEN ASM_ARITH_TAC; ALL_TAC] THEN
    COND_CASES_TAC THENL
     [COND_CASES_TAC THEN ASM_ARITH_TAC;
      MATCH_MP_TAC DROP_ALL THEN ASM_ARITH_TAC];
    POP_ASSUM MP_TAC THEN REWRITE_TAC[str_substr] THEN
    COND_CASES_TAC THEN REWRITE_TAC[] THEN ASM_INT_ARITH_TAC]);;

(* ---- the first occurrence ------------------------------------------------------ *)

let INDEXOF_0 = prove(`str_contains s t ==> str_indexof s t (&0) = &(first_at s t)`,
  DISCH_TAC THEN REWRITE_TAC[INDEXOF_EQ; INT_LE_REFL; LEN_NONNEG; NUM_OF_INT_OF_NUM; DROP_0;
    LET_DEF; LET_END_DEF] THEN ASM_REWRITE_TAC[INT_ADD_LID]);;
let INDEXOF_0_NOT = prove(`~(str_contains s t) ==> str_indexof s t (&0) = -- &1`,
  DISCH_TAC THEN REWRITE_TAC[INDEXOF_EQ; INT_LE_REFL; LEN_NONNEG; NUM_OF_INT_OF_NUM; DROP_0;
    LET_DEF; LET_END_DEF] THEN ASM_REWRITE_TAC[]);;
let OCCURS_MORE = prove(`occurs_at n t u ==> occurs_at n t (APPEND u v)`,
  REWRITE_TAC[occurs_at] THEN STRIP_TAC THEN
  MAP_EVERY EXISTS_TAC [`u':str`; `APPEND v' v:str`] THEN
  ASM_REWRITE_TAC[GSYM APPEND_ASSOC]);;
let OCCURS_END = prove(`occurs_at n t s ==> n + LENGTH t <= LENGTH s`,
  REWRITE_TAC[occurs_at] THEN STRIP_TAC THEN ASM_REWRITE_TAC[LENGTH_APPEND] THEN ASM_ARITH_TAC);;
let BEFORE = prove(`str_contains s t ==>
    str_substr s (&0) (str_indexof s t (&0)) = take (first_at s t) s`,
  DISCH_TAC THEN ASM_SIMP_TAC[INDEXOF_0; TAKE_FIRST]);;
let BEHIND = prove(`str_contains s t ==>
    str_substr s (str_indexof s t (&0) + str_len t) (str_len s) = drop (first_at s t + LENGTH t) s`,
  DISCH_TAC THEN ASM_SIMP_TAC[INDEXOF_0] THEN
  REWRITE_TAC[SPEC `t:str` (GEN `s:str` (SPEC_ALL str_len)); INT_OF_NUM_ADD] THEN
  REWRITE_TAC[GSYM str_len; DROP_REST]);;
let LENGTH_BEFORE = prove(`str_contains s t ==> LENGTH (take (first_at s t) s) = first_at s t`,
  DISCH_THEN(ACCEPT_TAC o CONJUNCT2 o MATCH_MP FIRST_SPLIT));;
(* No occurrence ends earlier than the first one. *)
let NONE_BEFORE = prove
 (`~(t = []) ==> str_contains s t ==>
   ~str_contains (APPEND (take (first_at s t) s) (str_substr t (&0) (str_len t + -- &1))) t`,
  DISCH_TAC THEN DISCH_TAC THEN
  SUBGOAL_THEN `?k. LENGTH(t:str) = SUC k` STRIP_ASSUME_TAC THENL
   [EXISTS_TAC `LENGTH(t:str) - 1` THEN UNDISCH_TAC `~(t:str = [])` THEN
    REWRITE_TAC[GSYM LENGTH_EQ_NIL] THEN ARITH_TAC; ALL_TAC] THEN
  SUBGOAL_THEN `str_len t + -- &1 = &k` SUBST1_TAC THENL
   [ASM_REWRITE_TAC[str_len; GSYM INT_OF_NUM_SUC] THEN INT_ARITH_TAC; ALL_TAC] THEN
  REWRITE_TAC[TAKE_FIRST; CONTAINS_OCCURS; NOT_EXISTS_THM] THEN
  X_GEN_TAC `n:num` THEN DISCH_TAC THEN
  FIRST_ASSUM(MP_TAC o MATCH_MP OCCURS_END) THEN
  ASM_SIMP_TAC[LENGTH_APPEND; LENGTH_BEFORE; LENGTH_TAKE] THEN DISCH_TAC THEN
  SUBGOAL_THEN `occurs_at n t s` MP_TAC THENL
   [SUBGOAL_THEN `s = APPEND (APPEND (take (first_at s t) s) (take k t))
        (APPEND (drop k t) (drop (first_at s t + LENGTH t) s)):str`
      (fun th -> ONCE_REWRITE_TAC[th]) THENL
     [REWRITE_TAC[GSYM APPEND_ASSOC] THEN
      GEN_REWRITE_TAC (RAND_CONV o RAND_CONV) [APPEND_ASSOC] THEN REWRITE_TAC[TAKE_DROP] THEN
      FIRST_X_ASSUM(ACCEPT_TAC o CONJUNCT1 o MATCH_MP FIRST_SPLIT);
      MATCH_MP_TAC OCCURS_MORE THEN ASM_REWRITE_TAC[]];
    DISCH_THEN(MP_TAC o MATCH_MP OCCURS_NOT_BEFORE) THEN
    POP_ASSUM MP_TAC THEN REWRITE_TAC[MIN] THEN COND_CASES_TAC THEN ASM_ARITH_TAC]);;
let MATCH_TAC =
  ASM_SIMP_TAC[BEFORE; BEHIND; NONE_BEFORE] THEN
  CONJ_TAC THENL [FIRST_ASSUM(ACCEPT_TAC o CONJUNCT1 o MATCH_MP FIRST_SPLIT); ALL_TAC];;
let DEFINE_REPLACE = prove
 (`if t = [] then str_replace s t u = APPEND u s
   else if str_contains s t
   then s = APPEND (str_substr s (&0) (str_indexof s t (&0)))
              (APPEND t (str_substr s (str_indexof s t (&0) + str_len t) (str_len s))) /\
        ~str_contains (APPEND (str_substr s (&0) (str_indexof s t (&0)))
                              (str_substr t (&0) (str_len t + -- &1))) t /\
        str_replace s t u =
          APPEND (str_substr s (&0) (str_indexof s t (&0)))
            (APPEND u (str_substr s (str_indexof s t (&0) + str_len t) (str_len s)))
   else str_replace s t u = s`,
  COND_CASES_TAC THENL [ASM_REWRITE_TAC[REPLACE_NIL]; ALL_TAC] THEN
  COND_CASES_TAC THENL [MATCH_TAC; ALL_TAC] THEN ASM_REWRITE_TAC[REPLACE_EQ]);;
let DEFINE_INDEXOF_0 = prove
 (`if t = [] then str_indexof s t (&0) = &0
   else if str_contains s t
   then s = APPEND (str_substr s (&0) (str_indexof s t (&0)))
              (APPEND t (str_substr s (str_indexof s t (&0) + str_len t) (str_len s))) /\
        ~str_contains (APPEND (str_substr s (&0) (str_indexof s t (&0)))
                              (str_substr t (&0) (str_len t + -- &1))) t /\
        str_indexof s t (&0) = &0 + str_len (str_substr s (&0) (str_indexof s t (&0)))
   else str_indexof s t (&0) = -- &1`,
  COND_CASES_TAC THENL
   [ASM_SIMP_TAC[INDEXOF_0; CONTAINS_NIL; FIRST_NIL]; ALL_TAC] THEN
  COND_CASES_TAC THENL
   [MATCH_TAC THEN ASM_SIMP_TAC[INDEXOF_0; str_len; LENGTH_BEFORE; INT_ADD_LID];
    ASM_SIMP_TAC[INDEXOF_0_NOT]]);;
let INDEXOF_SHIFT = prove
 (`&0 <= i ==> i <= str_len s ==>
   str_indexof s t i = (if str_contains (str_substr s i (str_len s)) t
     then i + str_indexof (str_substr s i (str_len s)) t (&0) else -- &1)`,
  REPEAT DISCH_TAC THEN SUBGOAL_THEN `?k. i = &k:int` STRIP_ASSUME_TAC THENL
   [MATCH_MP_TAC INT_NUM THEN ASM_REWRITE_TAC[]; ALL_TAC] THEN
  GEN_REWRITE_TAC LAND_CONV [INDEXOF_EQ] THEN
  REPEAT(FIRST_X_ASSUM(MP_TAC o check (is_comb o concl))) THEN
  REPEAT DISCH_TAC THEN ASM_REWRITE_TAC[LET_DEF; LET_END_DEF] THEN
  SUBGOAL_THEN `&k <= str_len s` (fun th -> REWRITE_TAC[th; INT_POS]) THENL
   [ASM_MESON_TAC[]; ALL_TAC] THEN
  REWRITE_TAC[NUM_OF_INT_OF_NUM; DROP_REST] THEN
  COND_CASES_TAC THEN ASM_SIMP_TAC[INDEXOF_0]);;
let SPLIT_2 = prove
 (`&0 <= i ==> s = APPEND (str_substr s (&0) i) (str_substr s i (str_len s))`,
  DISCH_TAC THEN SUBGOAL_THEN `?k. i = &k:int` (CHOOSE_THEN SUBST1_TAC) THENL
   [MATCH_MP_TAC INT_NUM THEN ASM_REWRITE_TAC[];
    REWRITE_TAC[DROP_REST; TAKE_FIRST; TAKE_DROP]]);;
let FIRST_LEN = prove
 (`&0 <= i ==> i <= str_len s ==> str_len (str_substr s (&0) i) = i`,
  DISCH_TAC THEN SUBGOAL_THEN `?k. i = &k:int` (CHOOSE_THEN SUBST1_TAC) THENL
   [MATCH_MP_TAC INT_NUM THEN ASM_REWRITE_TAC[];
    REWRITE_TAC[TAKE_FIRST; str_len; LENGTH_TAKE; INT_OF_NUM_EQ; INT_OF_NUM_LE; MIN] THEN SIMP_TAC[]]);;
let DEFINE_INDEXOF = prove
 (`if ~(i >= &0) \/ ~(str_len s >= i) then str_indexof s t i = -- &1
   else s = APPEND (str_substr s (&0) i) (str_substr s i (str_len s)) /\
        str_len (str_substr s (&0) i) = i /\
        (if t = [] then str_indexof s t i = i
         else if str_contains (str_substr s i (str_len s)) t
         then str_substr s i (str_len s) =
                APPEND (str_substr (str_substr s i (str_len s)) (&0) (str_indexof (str_substr s i (str_len s)) t (&0)))
                  (APPEND t (str_substr (str_substr s i (str_len s))
                     (str_indexof (str_substr s i (str_len s)) t (&0) + str_len t)
                     (str_len (str_substr s i (str_len s))))) /\
              ~str_contains
                (APPEND (str_substr (str_substr s i (str_len s)) (&0) (str_indexof (str_substr s i (str_len s)) t (&0)))
                        (str_substr t (&0) (str_len t + -- &1))) t /\
              str_indexof s t i = i +
                str_len (str_substr (str_substr s i (str_len s)) (&0) (str_indexof (str_substr s i (str_len s)) t (&0)))
         else str_indexof s t i = -- &1)`,
  COND_CASES_TAC THENL
   [REWRITE_TAC[str_indexof] THEN COND_CASES_TAC THEN REWRITE_TAC[] THEN ASM_INT_ARITH_TAC; ALL_TAC] THEN
  POP_ASSUM(STRIP_ASSUME_TAC o REWRITE_RULE[DE_MORGAN_THM; INT_GE]) THEN
  ASM_SIMP_TAC[INDEXOF_SHIFT] THEN
  ABBREV_TAC `r = str_substr s i (str_len s)` THEN
  MP_TAC SPLIT_2 THEN ASM_REWRITE_TAC[] THEN
  DISCH_THEN(fun th -> REWRITE_TAC[SYM th]) THEN
  ASM_SIMP_TAC[FIRST_LEN] THEN
  COND_CASES_TAC THENL
   [ASM_REWRITE_TAC[CONTAINS_NIL] THEN
    SIMP_TAC[INDEXOF_0; CONTAINS_NIL; FIRST_NIL; INT_ADD_RID]; ALL_TAC] THEN
  COND_CASES_TAC THEN REWRITE_TAC[] THEN
  MP_TAC(INST [`r:str`,`s:str`] DEFINE_INDEXOF_0) THEN ASM_REWRITE_TAC[] THEN
  STRIP_TAC THEN REPEAT CONJ_TAC THENL
   [FIRST_ASSUM ACCEPT_TAC; ASM_REWRITE_TAC[]; AP_TERM_TAC] THEN
  POP_ASSUM MP_TAC THEN REWRITE_TAC[INT_ADD_LID]);;
let DEFINE_LE = prove(`str_le s t <=> ~str_lt t s`, REWRITE_TAC[LE_NOT_LT]);;
let TO_CODE_FROM = prove
 (`if str_len s = &1
   then str_to_code s >= &0 /\ ~(str_to_code s >= &196608) /\ s = str_from_code (str_to_code s)
   else str_to_code s = -- &1`,
  REWRITE_TAC[str_len; INT_OF_NUM_EQ] THEN COND_CASES_TAC THENL
   [POP_ASSUM(STRIP_ASSUME_TAC o REWRITE_RULE[LENGTH_1]) THEN
    ASM_REWRITE_TAC[TO_CODE_EQ; str_from_code; INT_POS; INT_OF_NUM_LT; CODE_LT; NUM_OF_INT_OF_NUM; CHR_CODE] THEN
    MP_TAC(SPEC `c:uchar` CODE_LT) THEN REWRITE_TAC[GSYM INT_OF_NUM_LT] THEN
    MP_TAC(SPEC `code c` INT_POS) THEN INT_ARITH_TAC;
    ASM_REWRITE_TAC[str_to_code]]);;

let DEFINITIONS = [DEFINE_SUBSTR; DEFINE_REPLACE; DEFINE_INDEXOF_0; DEFINE_INDEXOF; DEFINE_LE;
  TO_CODE_FROM];;
register "str_define" "DEFINE_SUBSTR, DEFINE_REPLACE, DEFINE_INDEXOF, DEFINE_LE, TO_CODE_FROM" (fun s ->
  try first_instance DEFINITIONS s.goal
  with Failure _ -> refuse "this function is not supported");;
