(* ========================================================================= *)
(* regex_theory.ml: general theorems about regular languages: derivatives,   *)
(* normal forms, emptiness by a closed set of states.                        *)
(* ========================================================================= *)

let deriv = new_definition `deriv (c:uchar) (A:lang):lang = {w | CONS c w IN A}`;;

(* One range of characters. *)
let re_class = new_definition
 `re_class (l:num) (h:num):lang = {w | ?c. w = [c] /\ l <= code c /\ code c <= h}`;;

(* No word of A is shorter than n. *)
let none_below = new_definition
 `none_below n (A:lang) <=> !w. LENGTH w < n ==> ~(w IN A)`;;

let IN_RE = prove
 (`(!w. w IN re_none <=> F) /\ (!w. w IN re_all <=> T) /\
   (!w s. w IN str_to_re s <=> w = s) /\
   (!w A B. w IN re_union A B <=> w IN A \/ w IN B) /\
   (!w A B. w IN re_inter A B <=> w IN A /\ w IN B) /\
   (!w A B. w IN re_diff A B <=> w IN A /\ ~(w IN B)) /\
   (!w A. w IN re_comp A <=> ~(w IN A)) /\
   (!w A. w IN re_opt A <=> w = [] \/ w IN A) /\
   (!w. w IN re_allchar <=> LENGTH w = 1) /\
   (!w l h. w IN re_class l h <=> ?c. w = [c] /\ l <= code c /\ code c <= h) /\
   (!w A B. w IN re_concat A B <=> ?u v. w = APPEND u v /\ u IN A /\ v IN B) /\
   (!w A. w IN re_star A <=> ?n. w IN re_power n A) /\
   (!w n m A. w IN re_loop n m A <=> ?k. n <= k /\ k <= m /\ w IN re_power k A) /\
   (!w c A. w IN deriv c A <=> CONS c w IN A)`,
  REWRITE_TAC[re_none; re_all; str_to_re; re_union; re_inter; re_diff; re_comp; re_opt;
    re_allchar; re_class; re_concat; re_star; re_loop; deriv; IN_ELIM_THM;
    NOT_IN_EMPTY; IN_UNIV; IN_SING] THEN
  REPEAT STRIP_TAC THEN MESON_TAC[]);;

let RE_TAC = REWRITE_TAC[EXTENSION; SUBSET; IN_RE] THEN MESON_TAC[];;
let re_prove tm = SPEC_ALL (prove(tm, RE_TAC));;

(* ---- characters ------------------------------------------------------------- *)

let CODE_CHR = prove(`n < 196608 ==> code (chr n) = n`, MESON_TAC[uchar_tybij]);;
let CODE_LT = prove(`!c. code c < 196608`, MESON_TAC[uchar_tybij]);;
let CODE_INJ = prove(`!a b. code a = code b <=> a = b`, MESON_TAC[uchar_tybij]);;
let CHR_CODE = prove(`!c. chr (code c) = c`, MESON_TAC[uchar_tybij]);;
let CHR_EQ = prove
 (`m < 196608 ==> n < 196608 ==> (chr m = chr n <=> m = n)`, MESON_TAC[uchar_tybij]);;

(* ---- unions and intersections as lists ---------------------------------------- *)

let U_NIL = re_prove `A = re_union A re_none`;;
let U_NONE_L = re_prove `re_union re_none A = A`;;
let U_NONE_R = re_prove `re_union A re_none = A`;;
let U_SAME = re_prove `re_union (re_union X A) (re_union X B) = re_union X (re_union A B)`;;
let U_LEFT = re_prove `re_union (re_union X A) B = re_union X (re_union A B)`;;
let U_RIGHT = re_prove `re_union A (re_union Y B) = re_union Y (re_union A B)`;;
let U_BOTH = re_prove
  `re_union (re_union X A) (re_union Y B) = re_union (re_union X Y) (re_union A B)`;;
let U_ALL_L = re_prove `re_union re_all A = re_all`;;
let U_ALL_R = re_prove `re_union A re_all = re_all`;;
let U_ID = re_prove `re_union A A = A`;;
let I_NIL = re_prove `A = re_inter A re_all`;;
let I_ALL_L = re_prove `re_inter re_all A = A`;;
let I_ALL_R = re_prove `re_inter A re_all = A`;;
let I_SAME = re_prove `re_inter (re_inter X A) (re_inter X B) = re_inter X (re_inter A B)`;;
let I_LEFT = re_prove `re_inter (re_inter X A) B = re_inter X (re_inter A B)`;;
let I_RIGHT = re_prove `re_inter A (re_inter Y B) = re_inter Y (re_inter A B)`;;
let I_BOTH = re_prove
  `re_inter (re_inter X A) (re_inter Y B) = re_inter (re_inter X Y) (re_inter A B)`;;
let I_NONE_L = re_prove `re_inter re_none A = re_none`;;
let I_NONE_R = re_prove `re_inter A re_none = re_none`;;
let I_ID = re_prove `re_inter A A = A`;;
let I_UNION = re_prove
  `re_inter (re_union X A) B = re_union (re_inter X B) (re_inter A B)`;;
let COMP_NONE = re_prove `re_comp re_none = re_all`;;
let COMP_ALL = re_prove `re_comp re_all = re_none`;;
let COMP_COMP = re_prove `re_comp (re_comp A) = A`;;
let COMP_UNION = re_prove `re_comp (re_union X A) = re_inter (re_comp X) (re_comp A)`;;
let DIFF_ELIM = re_prove `re_diff A B = re_inter A (re_comp B)`;;
let OPT_ELIM = prove(`re_opt A = re_union (str_to_re []) A`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[]);;

(* subsets, for covers and contradictions *)
let SUB_REFL = re_prove `A:lang SUBSET A`;;
let SUB_ALL = re_prove `A SUBSET re_all`;;
let SUB_HEAD = re_prove `re_inter X A SUBSET X`;;
let SUB_TAIL = re_prove `A SUBSET B ==> re_inter X A SUBSET B`;;
let SUB_INTER = re_prove `A SUBSET X ==> A SUBSET B ==> A SUBSET re_inter X B`;;
let SUB_CLASH = re_prove `A SUBSET X ==> A SUBSET re_comp X ==> A = re_none`;;
let SUB_EPS = re_prove `A SUBSET str_to_re [] ==> ~([] IN A) ==> A = re_none`;;
let SUB_IS_EPS = re_prove `A SUBSET str_to_re [] ==> [] IN A ==> A = str_to_re []`;;
let SUB_EMPTY = re_prove `A SUBSET re_none ==> A = re_none`;;

(* ---- concatenation -------------------------------------------------------------- *)

let C_NONE_L = re_prove `re_concat re_none A = re_none`;;
let C_NONE_R = re_prove `re_concat A re_none = re_none`;;
let C_EPS_L = prove(`re_concat (str_to_re []) A = A`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[APPEND]);;
let C_EPS_R = prove(`re_concat A (str_to_re []) = A`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[APPEND_NIL]);;
let C_ASSOC = prove(`re_concat (re_concat A B) D = re_concat A (re_concat B D)`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[APPEND_ASSOC]);;
let C_UNION = re_prove
  `re_concat (re_union X A) B = re_union (re_concat X B) (re_concat A B)`;;
let C_ALL_NULL = prove
 (`[] IN A ==> re_concat re_all (re_concat A B) = re_concat re_all B`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[APPEND; APPEND_ASSOC]);;
let C_ALL_NULL_END = prove(`[] IN A ==> re_concat re_all A = re_all`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[APPEND_NIL]);;
let C_NULL_ALL = prove
 (`[] IN A ==> re_concat A (re_concat re_all B) = re_concat re_all B`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[APPEND; APPEND_ASSOC]);;
let C_NULL_ALL_END = prove(`[] IN A ==> re_concat A re_all = re_all`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[APPEND]);;

(* ---- iteration -------------------------------------------------------------------- *)

let POWER_0 = prove(`re_power 0 A = str_to_re []`, REWRITE_TAC[re_power; str_to_re]);;
let POWER_1 = prove(`re_power 1 A = A`,
  REWRITE_TAC[num_CONV `1`; re_power; GSYM str_to_re; C_EPS_R]);;
let POWER_ADD = prove
 (`!m n A. re_power (m + n) A = re_concat (re_power m A) (re_power n A)`,
  INDUCT_TAC THEN REWRITE_TAC[ADD_CLAUSES; re_power; GSYM str_to_re; C_EPS_L] THEN
  ASM_REWRITE_TAC[C_ASSOC]);;
let NIL_POWER = prove(`!n A. [] IN A ==> [] IN re_power n A`,
  INDUCT_TAC THEN REWRITE_TAC[re_power; IN_SING; IN_RE] THEN ASM_MESON_TAC[APPEND]);;
let NIL_POWER_EQ = prove(`!n A. [] IN re_power n A <=> n = 0 \/ [] IN A`,
  INDUCT_TAC THEN ASM_REWRITE_TAC[re_power; IN_SING; IN_RE; NOT_SUC; APPEND_EQ_NIL] THEN
  GEN_TAC THEN EQ_TAC THENL [MESON_TAC[APPEND_EQ_NIL]; ALL_TAC] THEN
  STRIP_TAC THEN REPEAT(EXISTS_TAC `[]:str`) THEN
  ASM_SIMP_TAC[APPEND; NIL_POWER]);;
let LOOP_SAME = prove(`re_power n A = re_loop n n A`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[LE_ANTISYM; LE_REFL]);;
let LOOP_EMPTY = prove(`m < n ==> re_loop n m A = re_none`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[LE_TRANS; NOT_LT]);;
let LOOP_0_0 = prove(`re_loop 0 0 A = str_to_re []`, REWRITE_TAC[GSYM LOOP_SAME; POWER_0]);;
let LOOP_1_1 = prove(`re_loop 1 1 A = A`, REWRITE_TAC[GSYM LOOP_SAME; POWER_1]);;
let LOOP_0_1 = prove(`re_loop 0 1 A = re_union (str_to_re []) A`,
  REWRITE_TAC[EXTENSION; IN_RE; LE_0] THEN
  X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [STRIP_TAC THEN UNDISCH_TAC `k <= 1` THEN
    REWRITE_TAC[ARITH_RULE `k <= 1 <=> k = 0 \/ k = 1`] THEN STRIP_TAC THEN
    UNDISCH_TAC `w IN re_power k A` THEN ASM_SIMP_TAC[POWER_0; POWER_1; IN_RE];
    STRIP_TAC THENL [EXISTS_TAC `0`; EXISTS_TAC `1`] THEN
    ASM_REWRITE_TAC[POWER_0; POWER_1; IN_RE] THEN ARITH_TAC]);;
let POWER_EPS = prove(`!n. re_power n (str_to_re []) = str_to_re []`,
  INDUCT_TAC THEN ASM_REWRITE_TAC[re_power; C_EPS_L] THEN REWRITE_TAC[str_to_re]);;
let POWER_ALL = prove(`!n. re_power (SUC n) re_all = re_all`,
  INDUCT_TAC THEN ONCE_REWRITE_TAC[re_power] THENL
   [REWRITE_TAC[POWER_0; C_EPS_R];
    ASM_REWRITE_TAC[] THEN MATCH_MP_TAC C_ALL_NULL_END THEN REWRITE_TAC[IN_RE]]);;
let LOOP_ALL = prove(`1 <= m /\ n <= m ==> re_loop n m re_all = re_all`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN REPEAT STRIP_TAC THEN
  EXISTS_TAC `m:num` THEN ASM_REWRITE_TAC[LE_REFL] THEN
  SUBGOAL_THEN `m = SUC(m - 1)` SUBST1_TAC THENL
   [ASM_ARITH_TAC; REWRITE_TAC[POWER_ALL; IN_RE]]);;
let LOOP_EPS = prove(`n <= m ==> re_loop n m (str_to_re []) = str_to_re []`,
  REWRITE_TAC[EXTENSION; IN_RE; POWER_EPS] THEN MESON_TAC[LE_REFL]);;
let LOOP_NONE_0 = prove(`re_loop 0 m re_none = str_to_re []`,
  REWRITE_TAC[EXTENSION; IN_RE; LE_0] THEN X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [DISCH_THEN(X_CHOOSE_THEN `k:num` MP_TAC) THEN
    STRUCT_CASES_TAC(SPEC `k:num` num_CASES) THEN
    REWRITE_TAC[re_power; C_NONE_L; IN_RE; IN_SING] THEN MESON_TAC[];
    DISCH_TAC THEN EXISTS_TAC `0` THEN ASM_REWRITE_TAC[POWER_0; IN_RE; LE_0]]);;
let LOOP_NONE = prove(`1 <= n ==> re_loop n m re_none = re_none`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN REPEAT STRIP_TAC THEN
  FIRST_X_ASSUM MP_TAC THEN SUBGOAL_THEN `k = SUC(k - 1)` SUBST1_TAC THENL
   [ASM_ARITH_TAC; REWRITE_TAC[re_power; C_NONE_L; IN_RE]]);;
let STAR_NONE = prove(`re_star re_none = str_to_re []`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [DISCH_THEN(X_CHOOSE_THEN `k:num` MP_TAC) THEN
    STRUCT_CASES_TAC(SPEC `k:num` num_CASES) THEN
    REWRITE_TAC[re_power; C_NONE_L; IN_RE; IN_SING];
    DISCH_TAC THEN EXISTS_TAC `0` THEN ASM_REWRITE_TAC[POWER_0; IN_RE]]);;
let STAR_EPS = prove(`re_star (str_to_re []) = str_to_re []`,
  REWRITE_TAC[EXTENSION; IN_RE; POWER_EPS]);;
let STAR_ALL = prove(`re_star re_all = re_all`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN GEN_TAC THEN EXISTS_TAC `SUC 0` THEN
  REWRITE_TAC[POWER_ALL; IN_RE]);;
let POWER_STAR = prove
 (`!n A w. w IN re_power n (re_star A) ==> w IN re_star A`,
  INDUCT_TAC THENL
   [REWRITE_TAC[POWER_0; IN_RE] THEN MESON_TAC[POWER_0; IN_RE]; ALL_TAC] THEN
  REWRITE_TAC[re_power; IN_RE] THEN REPEAT STRIP_TAC THEN
  FIRST_X_ASSUM(MP_TAC o SPECL [`A:lang`; `v:str`]) THEN ASM_REWRITE_TAC[] THEN
  REWRITE_TAC[IN_RE] THEN DISCH_THEN(X_CHOOSE_TAC `k:num`) THEN
  EXISTS_TAC `n' + k:num` THEN REWRITE_TAC[POWER_ADD; IN_RE] THEN ASM_MESON_TAC[]);;
let STAR_STAR = prove(`re_star (re_star A) = re_star A`,
  REWRITE_TAC[EXTENSION] THEN X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [GEN_REWRITE_TAC LAND_CONV [IN_RE] THEN MESON_TAC[POWER_STAR];
    DISCH_TAC THEN GEN_REWRITE_TAC I [IN_RE] THEN EXISTS_TAC `1` THEN
    ASM_REWRITE_TAC[POWER_1]]);;
let PLUS_ELIM = SPEC_ALL re_plus;;

(* ---- the empty word ------------------------------------------------------------------ *)

let NULL_NONE = re_prove `~([] IN re_none)`;;
let NULL_ALL = re_prove `[] IN re_all`;;
let NULL_EPS = re_prove `[] IN str_to_re []`;;
let NULL_LIT = prove(`~([] IN str_to_re (CONS c s))`, REWRITE_TAC[IN_RE; NOT_CONS_NIL]);;
let NULL_CLASS = prove(`~([] IN re_class l h)`, REWRITE_TAC[IN_RE; NOT_CONS_NIL]);;
let NULL_CAT = prove(`[] IN A ==> [] IN B ==> [] IN re_concat A B`,
  REWRITE_TAC[IN_RE] THEN MESON_TAC[APPEND]);;
let NULL_CAT_L = prove(`~([] IN A) ==> ~([] IN re_concat A B)`,
  REWRITE_TAC[IN_RE] THEN MESON_TAC[APPEND_EQ_NIL]);;
let NULL_CAT_R = prove(`~([] IN B) ==> ~([] IN re_concat A B)`,
  REWRITE_TAC[IN_RE] THEN MESON_TAC[APPEND_EQ_NIL]);;
let NULL_UNION_L = re_prove `[] IN A ==> [] IN re_union A B`;;
let NULL_UNION_R = re_prove `[] IN B ==> [] IN re_union A B`;;
let NULL_UNION_N = re_prove `~([] IN A) ==> ~([] IN B) ==> ~([] IN re_union A B)`;;
let NULL_INTER = re_prove `[] IN A ==> [] IN B ==> [] IN re_inter A B`;;
let NULL_INTER_L = re_prove `~([] IN A) ==> ~([] IN re_inter A B)`;;
let NULL_INTER_R = re_prove `~([] IN B) ==> ~([] IN re_inter A B)`;;
let NULL_COMP = re_prove `~([] IN A) ==> [] IN re_comp A`;;
let NULL_COMP_N = re_prove `[] IN A ==> ~([] IN re_comp A)`;;
let NULL_STAR = prove(`[] IN re_star A`,
  REWRITE_TAC[IN_RE] THEN EXISTS_TAC `0` THEN REWRITE_TAC[POWER_0; IN_RE]);;
let NULL_LOOP_0 = prove(`[] IN re_loop 0 m A`,
  REWRITE_TAC[IN_RE] THEN EXISTS_TAC `0` THEN REWRITE_TAC[POWER_0; IN_RE; LE_0]);;
let NULL_LOOP = prove(`[] IN A ==> n <= m ==> [] IN re_loop n m A`,
  REWRITE_TAC[IN_RE] THEN MESON_TAC[NIL_POWER; LE_REFL]);;
let NULL_LOOP_N = prove(`~([] IN A) ==> 1 <= n ==> ~([] IN re_loop n m A)`,
  REWRITE_TAC[IN_RE; NIL_POWER_EQ] THEN REPEAT STRIP_TAC THEN ASM_MESON_TAC[ARITH_RULE `~(1 <= 0)`; LE]);;

(* ---- derivatives ----------------------------------------------------------------------- *)

let D_NONE = re_prove `deriv c re_none = re_none`;;
let D_ALL = re_prove `deriv c re_all = re_all`;;
let D_EPS = prove(`deriv c (str_to_re []) = re_none`,
  REWRITE_TAC[EXTENSION; IN_RE; NOT_CONS_NIL]);;
let D_LIT = prove
 (`n < 196608 ==> n <= code c ==> code c <= n ==>
   deriv c (str_to_re (CONS (chr n) s)) = str_to_re s`,
  REPEAT DISCH_TAC THEN SUBGOAL_THEN `c = chr n` SUBST1_TAC THENL
   [ASM_MESON_TAC[LE_ANTISYM; CHR_CODE]; REWRITE_TAC[EXTENSION; IN_RE; CONS_11]]);;
let D_LIT_BELOW = prove
 (`n < 196608 ==> m < n ==> code c <= m ==> deriv c (str_to_re (CONS (chr n) s)) = re_none`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE; CONS_11] THEN
  REPEAT STRIP_TAC THEN UNDISCH_TAC `code c <= m` THEN
  ASM_SIMP_TAC[CODE_CHR] THEN ASM_ARITH_TAC);;
let D_LIT_ABOVE = prove
 (`n < 196608 ==> n < m ==> m <= code c ==> deriv c (str_to_re (CONS (chr n) s)) = re_none`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE; CONS_11] THEN
  REPEAT STRIP_TAC THEN UNDISCH_TAC `m <= code c` THEN
  ASM_SIMP_TAC[CODE_CHR] THEN ASM_ARITH_TAC);;
let D_CLASS = prove
 (`l <= code c ==> code c <= h ==> deriv c (re_class l h) = str_to_re []`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE; CONS_11] THEN
  ASM_MESON_TAC[]);;
let D_CLASS_BELOW = prove
 (`m < l ==> code c <= m ==> deriv c (re_class l h) = re_none`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE; CONS_11] THEN
  REPEAT STRIP_TAC THEN ASM_MESON_TAC[LET_TRANS; LE_TRANS; NOT_LE]);;
let D_CLASS_ABOVE = prove
 (`h < m ==> m <= code c ==> deriv c (re_class l h) = re_none`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE; CONS_11] THEN
  REPEAT STRIP_TAC THEN ASM_MESON_TAC[LET_TRANS; LE_TRANS; NOT_LE]);;
let D_UNION = re_prove `deriv c (re_union A B) = re_union (deriv c A) (deriv c B)`;;
let D_INTER = re_prove `deriv c (re_inter A B) = re_inter (deriv c A) (deriv c B)`;;
let D_COMP = re_prove `deriv c (re_comp A) = re_comp (deriv c A)`;;
let D_CAT = prove
 (`~([] IN A) ==> deriv c (re_concat A B) = re_concat (deriv c A) B`,
  DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE] THEN X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [DISCH_THEN(X_CHOOSE_THEN `u:str` MP_TAC) THEN
    STRUCT_CASES_TAC(ISPEC `u:str` list_CASES) THENL
     [ASM_REWRITE_TAC[]; REWRITE_TAC[APPEND; CONS_11] THEN MESON_TAC[]];
    MESON_TAC[APPEND]]);;
let D_CAT_NULL = prove
 (`[] IN A ==>
   deriv c (re_concat A B) = re_union (re_concat (deriv c A) B) (deriv c B)`,
  DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE] THEN X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [DISCH_THEN(X_CHOOSE_THEN `u:str` MP_TAC) THEN
    STRUCT_CASES_TAC(ISPEC `u:str` list_CASES) THENL
     [REWRITE_TAC[APPEND] THEN MESON_TAC[]; REWRITE_TAC[APPEND; CONS_11] THEN MESON_TAC[]];
    ASM_MESON_TAC[APPEND]]);;
let POWER_NULL_MONO = prove
 (`[] IN A ==> w IN re_power n A ==> w IN re_power (SUC n) A`,
  REWRITE_TAC[re_power; IN_RE] THEN MESON_TAC[APPEND]);;
(* A word of A^n that begins with c begins with a word of A that does. *)
let D_POWER = prove
 (`!n c w A. CONS c w IN re_power n A <=>
     ~(n = 0) /\ w IN re_concat (deriv c A) (re_power (n - 1) A)`,
  INDUCT_TAC THEN REPEAT GEN_TAC THENL
   [REWRITE_TAC[POWER_0; IN_RE; NOT_CONS_NIL]; ALL_TAC] THEN
  REWRITE_TAC[NOT_SUC; SUC_SUB1] THEN
  SUBGOAL_THEN `CONS c w IN re_power (SUC n) A <=>
                w IN deriv c (re_concat A (re_power n A))` SUBST1_TAC THENL
   [REWRITE_TAC[deriv; IN_ELIM_THM; re_power]; ALL_TAC] THEN
  ASM_CASES_TAC `([]:str) IN A` THENL
   [ALL_TAC; ASM_SIMP_TAC[D_CAT]] THEN
  ASM_SIMP_TAC[D_CAT_NULL] THEN
  REWRITE_TAC[REWRITE_RULE[EXTENSION; IN_ELIM_THM] re_union; IN_RE] THEN
  REWRITE_TAC[TAUT `(p \/ q <=> p) <=> (q ==> p)`] THEN ASM_REWRITE_TAC[] THEN
  REWRITE_TAC[IN_RE] THEN STRIP_TAC THEN
  MAP_EVERY EXISTS_TAC [`u:str`; `v:str`] THEN ASM_REWRITE_TAC[] THEN
  SUBGOAL_THEN `n = SUC(n - 1)` SUBST1_TAC THENL
   [UNDISCH_TAC `~(n = 0)` THEN ARITH_TAC; ALL_TAC] THEN
  ASM_MESON_TAC[POWER_NULL_MONO; ARITH_RULE `~(n = 0) ==> SUC(n - 1) - 1 = n - 1`]);;
let D_STAR = prove(`deriv c (re_star A) = re_concat (deriv c A) (re_star A)`,
  REWRITE_TAC[EXTENSION; IN_RE; D_POWER] THEN X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [MESON_TAC[]; ALL_TAC] THEN
  STRIP_TAC THEN EXISTS_TAC `SUC n` THEN REWRITE_TAC[NOT_SUC; SUC_SUB1] THEN
  ASM_MESON_TAC[]);;
let D_LOOP = prove
 (`1 <= m ==>
   deriv c (re_loop n m A) = re_concat (deriv c A) (re_loop (n - 1) (m - 1) A)`,
  DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE; D_POWER] THEN X_GEN_TAC `w:str` THEN
  EQ_TAC THEN STRIP_TAC THENL
   [MAP_EVERY EXISTS_TAC [`u:str`; `v:str`] THEN ASM_REWRITE_TAC[] THEN
    EXISTS_TAC `k - 1` THEN ASM_REWRITE_TAC[] THEN ASM_ARITH_TAC;
    EXISTS_TAC `SUC k` THEN REWRITE_TAC[NOT_SUC; SUC_SUB1] THEN
    CONJ_TAC THENL [ASM_ARITH_TAC; CONJ_TAC THENL [ASM_ARITH_TAC; ALL_TAC]] THEN
    ASM_MESON_TAC[]]);;

(* ---- classes of characters ----------------------------------------------------------------- *)

let LIT_CLASS = prove
 (`n < 196608 ==> str_to_re [chr n] = re_union (re_class n n) re_none`,
  DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE] THEN X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [DISCH_TAC THEN EXISTS_TAC `chr n` THEN ASM_SIMP_TAC[CODE_CHR; LE_REFL];
    ASM_MESON_TAC[LE_ANTISYM; CHR_CODE]]);;
let ALLCHAR_CLASS = prove
 (`re_allchar = re_union (re_class 0 196607) re_none`,
  REWRITE_TAC[EXTENSION; IN_RE; LE_0] THEN X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [REWRITE_TAC[LENGTH_EQ_CONS; num_CONV `1`; LENGTH_EQ_NIL] THEN
    STRIP_TAC THEN EXISTS_TAC `h:uchar` THEN ASM_REWRITE_TAC[] THEN
    MP_TAC(SPEC `h:uchar` CODE_LT) THEN ARITH_TAC;
    STRIP_TAC THEN ASM_REWRITE_TAC[LENGTH; num_CONV `1`]]);;
let RANGE_CLASS = prove
 (`m < 196608 ==> n < 196608 ==>
   re_range [chr m] [chr n] = re_union (re_class m n) re_none`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; re_range; IN_ELIM_THM; IN_RE; CONS_11] THEN
  ASM_MESON_TAC[CODE_CHR]);;
let RANGE_NONE = prove
 (`~(LENGTH s = 1) \/ ~(LENGTH t = 1) ==> re_range s t = re_none`,
  REWRITE_TAC[EXTENSION; re_range; IN_ELIM_THM; IN_RE] THEN
  MESON_TAC[LENGTH; num_CONV `1`]);;
let CLASS_EMPTY = prove(`h < l ==> re_class l h = re_none`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[LE_TRANS; NOT_LE]);;
(* the second range begins in the first one or directly behind it, and ends behind it
   (or in it) *)
let CLASS_JOIN = prove
 (`l <= k ==> k <= h + 1 ==> h <= i ==>
   re_union (re_class l h) (re_union (re_class k i) A) = re_union (re_class l i) A`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE] THEN X_GEN_TAC `w:str` THEN
  EQ_TAC THENL [ASM_MESON_TAC[LE_TRANS]; ALL_TAC] THEN
  STRIP_TAC THEN ASM_REWRITE_TAC[] THEN
  ASM_CASES_TAC `code c <= h` THENL [ASM_MESON_TAC[]; ALL_TAC] THEN
  DISJ2_TAC THEN DISJ1_TAC THEN EXISTS_TAC `c:uchar` THEN
  ASM_REWRITE_TAC[] THEN ASM_ARITH_TAC);;
let CLASS_INSIDE = prove
 (`l <= k ==> i <= h ==>
   re_union (re_class l h) (re_union (re_class k i) A) = re_union (re_class l h) A`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE] THEN ASM_MESON_TAC[LE_TRANS]);;
let CLASS_BOTH = prove
 (`l <= k ==> h <= i ==> re_inter (re_class l h) (re_class k i) = re_class k h`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE; CONS_11] THEN
  X_GEN_TAC `w:str` THEN EQ_TAC THENL
   [STRIP_TAC THEN UNDISCH_TAC `w = [c]:str` THEN ASM_REWRITE_TAC[CONS_11] THEN
    ASM_MESON_TAC[];
    ASM_MESON_TAC[LE_TRANS]]);;
let CLASS_WITHIN = prove
 (`l <= k ==> i <= h ==> re_inter (re_class l h) (re_class k i) = re_class k i`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[EXTENSION; IN_RE] THEN ASM_MESON_TAC[LE_TRANS]);;
let I_COMM = re_prove `re_inter A B = re_inter B A`;;
let CLASS_FULL_STAR = prove
 (`re_star (re_union (re_class 0 196607) re_none) = re_all`,
  REWRITE_TAC[GSYM ALLCHAR_CLASS; EXTENSION] THEN REWRITE_TAC[IN_RE] THEN
  LIST_INDUCT_TAC THENL
   [EXISTS_TAC `0` THEN REWRITE_TAC[POWER_0; IN_RE]; ALL_TAC] THEN
  FIRST_X_ASSUM(X_CHOOSE_TAC `n:num`) THEN EXISTS_TAC `SUC n` THEN
  REWRITE_TAC[re_power; IN_RE] THEN
  MAP_EVERY EXISTS_TAC [`[h:uchar]`; `t:str`] THEN
  ASM_REWRITE_TAC[APPEND; LENGTH; num_CONV `1`]);;

(* ---- emptiness ---------------------------------------------------------------------------------- *)

let BELOW_0 = prove(`none_below 0 A`, REWRITE_TAC[none_below; LT]);;
let BELOW_NONE = prove(`none_below n re_none`, REWRITE_TAC[none_below; IN_RE]);;
let BELOW_UNION = prove
 (`none_below n A ==> none_below n B ==> none_below n (re_union A B)`,
  REWRITE_TAC[none_below; IN_RE] THEN MESON_TAC[]);;
let BELOW_SUBSET = prove
 (`A SUBSET B ==> none_below n B ==> none_below n A`,
  REWRITE_TAC[none_below; SUBSET] THEN MESON_TAC[]);;
(* The heart: what has neither the empty word nor, behind any first character, a word
   shorter than n has no word shorter than n + 1. *)
let BELOW_STEP = prove
 (`~([] IN A) ==> (!c. none_below n (deriv c A)) ==> none_below (SUC n) A`,
  REWRITE_TAC[none_below; IN_RE] THEN REPEAT DISCH_TAC THEN
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[LENGTH; LT_SUC] THEN ASM_MESON_TAC[]);;
let BELOW_EMPTY = prove
 (`(!n. none_below n A) ==> A = re_none`,
  REWRITE_TAC[none_below; EXTENSION; IN_RE] THEN DISCH_TAC THEN X_GEN_TAC `w:str` THEN
  FIRST_X_ASSUM(MP_TAC o SPECL [`SUC(LENGTH(w:str))`; `w:str`]) THEN REWRITE_TAC[LT]);;
