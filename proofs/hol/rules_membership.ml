(* ========================================================================= *)
(* rules_membership.ml: atoms about one string as memberships                *)
(* (membership.eo).                                                          *)
(* ========================================================================= *)

let MEM_LIT = prove(`(s = c) <=> str_in_re s (str_to_re c)`, REWRITE_TAC[str_in_re; IN_RE]);;
let MEM_LIT' = prove(`(c = s) <=> str_in_re s (str_to_re c)`,
  REWRITE_TAC[str_in_re; IN_RE] THEN MESON_TAC[]);;

(* ---- lengths -------------------------------------------------------------------- *)

let POWER_ALLCHAR = prove
 (`!n w. w IN re_power n re_allchar <=> LENGTH w = n`,
  INDUCT_TAC THENL [REWRITE_TAC[POWER_0; IN_RE; LENGTH_EQ_NIL]; ALL_TAC] THEN
  REWRITE_TAC[re_power; IN_RE] THEN
  ASM_REWRITE_TAC[] THEN GEN_TAC THEN EQ_TAC THENL
   [STRIP_TAC THEN ASM_REWRITE_TAC[LENGTH_APPEND] THEN ARITH_TAC;
    STRUCT_CASES_TAC(ISPEC `w:str` list_CASES) THEN
    REWRITE_TAC[LENGTH; NOT_SUC; GSYM NOT_SUC; SUC_INJ] THEN DISCH_TAC THEN
    MAP_EVERY EXISTS_TAC [`[h:uchar]`; `t:str`] THEN
    ASM_REWRITE_TAC[APPEND; LENGTH] THEN ARITH_TAC]);;
let LOOP_ALLCHAR = prove
 (`w IN re_loop n m re_allchar <=> n <= LENGTH w /\ LENGTH w <= m`,
  REWRITE_TAC[IN_RE; POWER_ALLCHAR] THEN MESON_TAC[]);;
let POWER_ALL_TAIL = prove
 (`w IN re_concat (re_power n re_allchar) A <=> n <= LENGTH w /\ drop n w IN A`,
  REWRITE_TAC[IN_RE; POWER_ALLCHAR] THEN EQ_TAC THENL
   [STRIP_TAC THEN SUBGOAL_THEN `n = LENGTH(u:str)` SUBST_ALL_TAC THENL
     [ASM_REWRITE_TAC[]; ASM_REWRITE_TAC[DROP_APPEND; LENGTH_APPEND] THEN ARITH_TAC];
    STRIP_TAC THEN MAP_EVERY EXISTS_TAC [`take n w:str`; `drop n w:str`] THEN
    ASM_REWRITE_TAC[TAKE_DROP; LENGTH_TAKE; MIN]]);;
let LEN_EQ_MEM = prove(`(str_len x = &n) <=> str_in_re x (re_power n re_allchar)`,
  REWRITE_TAC[str_in_re; POWER_ALLCHAR; str_len; INT_OF_NUM_EQ]);;
let LEN_GE_MEM = prove(`(str_len x >= &n) <=> str_in_re x (re_concat (re_power n re_allchar) re_all)`,
  REWRITE_TAC[str_in_re; POWER_ALL_TAIL; str_len; INT_OF_NUM_GE; GE] THEN REWRITE_TAC[IN_RE]);;
let LEN_LE_MEM = prove(`(str_len x <= &n) <=> str_in_re x (re_loop 0 n re_allchar)`,
  REWRITE_TAC[str_in_re; LOOP_ALLCHAR; str_len; INT_OF_NUM_LE; LE_0]);;

(* ---- codes ------------------------------------------------------------------------ *)

let LENGTH_1 = prove(`!s:str. LENGTH s = 1 <=> ?c. s = [c]`,
  REWRITE_TAC[num_CONV `1`; LENGTH_EQ_CONS; LENGTH_EQ_NIL] THEN MESON_TAC[]);;
let SINGLE_CONCAT = prove
 (`(!w. w IN A ==> LENGTH w = 1) ==>
   !B h t. CONS h t IN re_concat A B <=> [h] IN A /\ t IN B`,
  REWRITE_TAC[LENGTH_1; IN_RE] THEN REPEAT STRIP_TAC THEN EQ_TAC THENL
   [STRIP_TAC THEN SUBGOAL_THEN `?c:uchar. u = [c]` STRIP_ASSUME_TAC THENL
     [ASM_MESON_TAC[]; ALL_TAC] THEN
    UNDISCH_TAC `CONS h t = APPEND u v:str` THEN
    ASM_REWRITE_TAC[APPEND; CONS_11] THEN ASM_MESON_TAC[];
    STRIP_TAC THEN MAP_EVERY EXISTS_TAC [`[h:uchar]`; `t:str`] THEN ASM_REWRITE_TAC[APPEND]]);;
let LIT_SINGLE = prove(`!c w. w IN str_to_re [c] ==> LENGTH w = 1`,
  REWRITE_TAC[IN_RE; LENGTH_1] THEN MESON_TAC[]);;
let RANGE_SINGLE = prove(`!s t w. w IN re_range s t ==> LENGTH w = 1`,
  REWRITE_TAC[re_range; IN_ELIM_THM; LENGTH_1] THEN MESON_TAC[]);;
let LIT_CONCAT = MATCH_MP SINGLE_CONCAT (SPEC `c:uchar` LIT_SINGLE);;
let RANGE_CONCAT = MATCH_MP SINGLE_CONCAT (SPECL [`p:str`; `q:str`] RANGE_SINGLE);;
let LIT_ONE = prove(`[h] IN str_to_re [c] <=> h = c`, REWRITE_TAC[IN_RE; CONS_11]);;
let RANGE_ONE = prove
 (`m < 196608 ==> n < 196608 ==>
   ([h] IN re_range [chr m] [chr n] <=> m <= code h /\ code h <= n)`,
  REPEAT DISCH_TAC THEN REWRITE_TAC[re_range; IN_ELIM_THM; CONS_11] THEN EQ_TAC THENL
   [ASM_MESON_TAC[CODE_CHR];
    STRIP_TAC THEN MAP_EVERY EXISTS_TAC [`chr m`; `chr n`; `h:uchar`] THEN
    ASM_SIMP_TAC[CODE_CHR]]);;
let NIL_SINGLE = prove(`~([] IN re_concat (str_to_re [c]) B) /\ ~([] IN re_concat (re_range p q) B)`,
  CONJ_TAC THEN MATCH_MP_TAC NULL_CAT_L THENL
   [MESON_TAC[LIT_SINGLE; LENGTH; ARITH_RULE `~(0 = 1)`];
    MESON_TAC[RANGE_SINGLE; LENGTH; ARITH_RULE `~(0 = 1)`]]);;
let CODE_MEM = prove
 (`n < 196608 ==> ((str_to_code x = &n) <=> str_in_re x (str_to_re [chr n]))`,
  DISCH_TAC THEN REWRITE_TAC[str_to_code; str_in_re; IN_RE; LENGTH_1] THEN
  COND_CASES_TAC THENL
   [POP_ASSUM STRIP_ASSUME_TAC THEN ASM_REWRITE_TAC[HD; INT_OF_NUM_EQ; CONS_11] THEN
    ASM_MESON_TAC[CODE_CHR; CHR_CODE];
    REWRITE_TAC[INT_ARITH `~(-- &1:int = &n)`] THEN ASM_MESON_TAC[]]);;
let CODE_NONE_MEM = prove(`(str_to_code x = -- &1) <=> ~(str_in_re x re_allchar)`,
  REWRITE_TAC[str_to_code; str_in_re; IN_RE] THEN COND_CASES_TAC THEN ASM_REWRITE_TAC[] THEN
  INT_ARITH_TAC);;
let CODE_GE_MEM = prove
 (`n < 196608 ==> ((str_to_code x >= &n) <=> str_in_re x (re_range [chr n] [chr 196607]))`,
  DISCH_TAC THEN REWRITE_TAC[str_to_code; str_in_re; re_range; IN_ELIM_THM; LENGTH_1; CONS_11] THEN
  COND_CASES_TAC THENL
   [POP_ASSUM STRIP_ASSUME_TAC THEN
    ASM_REWRITE_TAC[HD; INT_OF_NUM_GE; GE; CONS_11] THEN
    ASM_SIMP_TAC[CODE_CHR; ARITH_RULE `196607 < 196608`] THEN
    MP_TAC(SPEC `c:uchar` CODE_LT) THEN ASM_MESON_TAC[CODE_CHR; ARITH_RULE `196607 < 196608`; ARITH_RULE `a < 196608 ==> a <= 196607`];
    REWRITE_TAC[INT_ARITH `~(-- &1:int >= &n)`] THEN ASM_MESON_TAC[]]);;
let CODE_RANGE = prove(`&0 <= str_to_code x + &1 /\ &0 <= &196607 - str_to_code x`,
  REWRITE_TAC[str_to_code] THEN COND_CASES_TAC THENL
   [MP_TAC(SPEC `HD x:uchar` CODE_LT) THEN REWRITE_TAC[GSYM INT_OF_NUM_LT] THEN INT_ARITH_TAC;
    INT_ARITH_TAC]);;

(* ---- parts -------------------------------------------------------------------------- *)

let MEM_PREFIX = prove(`str_prefixof x y <=> str_in_re y (re_concat (str_to_re x) re_all)`,
  REWRITE_TAC[str_prefixof; str_in_re; IN_RE] THEN MESON_TAC[]);;
let MEM_SUFFIX = prove(`str_suffixof x y <=> str_in_re y (re_concat re_all (str_to_re x))`,
  REWRITE_TAC[str_suffixof; str_in_re; IN_RE] THEN MESON_TAC[]);;
let MEM_CONTAINS = prove
 (`str_contains x y <=> str_in_re x (re_concat re_all (re_concat (str_to_re y) re_all))`,
  REWRITE_TAC[str_contains; str_in_re; IN_RE] THEN MESON_TAC[]);;

let prefixes = new_definition `prefixes y:lang = {x | str_prefixof x y}`;;
let suffixes = new_definition `suffixes y:lang = {x | str_suffixof x y}`;;
let substrings = new_definition `substrings y:lang = {x | str_contains y x}`;;
let PREFIXES_NIL = prove(`prefixes [] = str_to_re []`,
  REWRITE_TAC[prefixes; EXTENSION; IN_ELIM_THM; IN_RE; str_prefixof] THEN
  MESON_TAC[APPEND_EQ_NIL]);;
let PREFIXES_CONS = prove
 (`prefixes (CONS c y) = re_opt (re_concat (str_to_re [c]) (prefixes y))`,
  REWRITE_TAC[prefixes; EXTENSION; IN_ELIM_THM; IN_RE; str_prefixof] THEN
  X_GEN_TAC `w:str` THEN STRUCT_CASES_TAC(ISPEC `w:str` list_CASES) THEN
  REWRITE_TAC[APPEND; NOT_CONS_NIL; CONS_11] THENL [MESON_TAC[]; ALL_TAC] THEN
  EQ_TAC THENL
   [STRIP_TAC THEN MAP_EVERY EXISTS_TAC [`[c:uchar]`; `t:str`] THEN
    ASM_REWRITE_TAC[APPEND] THEN ASM_MESON_TAC[];
    STRIP_TAC THEN UNDISCH_TAC `CONS h t = APPEND u v:str` THEN ASM_REWRITE_TAC[APPEND; CONS_11] THEN
    ASM_MESON_TAC[]]);;
let SUFFIXES_NIL = prove(`suffixes [] = str_to_re []`,
  REWRITE_TAC[suffixes; EXTENSION; IN_ELIM_THM; IN_RE; str_suffixof] THEN
  MESON_TAC[APPEND_EQ_NIL]);;
let SUFFIXES_SNOC = prove
 (`suffixes (APPEND y [c]) = re_opt (re_concat (suffixes y) (str_to_re [c]))`,
  REWRITE_TAC[suffixes; EXTENSION; IN_ELIM_THM; IN_RE; SUFFIX_REVERSE; REVERSE_APPEND; REVERSE; APPEND] THEN
  X_GEN_TAC `w:str` THEN
  STRUCT_CASES_TAC(ISPEC `w:str` (prove(`!s:A list. s = [] \/ ?u a. s = APPEND u [a]`,
    LIST_INDUCT_TAC THEN REWRITE_TAC[] THEN DISJ2_TAC THEN
    FIRST_X_ASSUM STRIP_ASSUME_TAC THENL
     [MAP_EVERY EXISTS_TAC [`[]:A list`; `h:A`] THEN ASM_REWRITE_TAC[APPEND];
      MAP_EVERY EXISTS_TAC [`CONS h u:A list`; `a:A`] THEN ASM_REWRITE_TAC[APPEND]]))) THEN
  REWRITE_TAC[REVERSE; PREFIX_EQ; REVERSE_APPEND; APPEND] THEN
  EQ_TAC THENL
   [STRIP_TAC THEN DISJ2_TAC THEN MAP_EVERY EXISTS_TAC [`u:str`; `[c:uchar]`] THEN ASM_REWRITE_TAC[];
    STRIP_TAC THENL [POP_ASSUM MP_TAC THEN REWRITE_TAC[APPEND_EQ_NIL; NOT_CONS_NIL]; ALL_TAC] THEN
    UNDISCH_TAC `APPEND u [a] = APPEND u' v:str` THEN ASM_REWRITE_TAC[] THEN
    SIMP_TAC[APPEND_LENGTH_INJ_R; LENGTH; CONS_11] THEN ASM_MESON_TAC[]]);;
let SUBSTRINGS_NIL = prove(`substrings [] = str_to_re []`,
  REWRITE_TAC[substrings; EXTENSION; IN_ELIM_THM; IN_RE; CONTAINS_EQ]);;
let SUBSTRINGS_CONS = prove
 (`substrings (CONS c y) = re_union (prefixes (CONS c y)) (substrings y)`,
  REWRITE_TAC[substrings; prefixes; EXTENSION; IN_ELIM_THM; IN_RE; CONTAINS_EQ]);;
let MEM_PREFIXES = prove(`str_prefixof x y <=> str_in_re x (prefixes y)`,
  REWRITE_TAC[str_in_re; prefixes; IN_ELIM_THM]);;
let MEM_SUFFIXES = prove(`str_suffixof x y <=> str_in_re x (suffixes y)`,
  REWRITE_TAC[str_in_re; suffixes; IN_ELIM_THM]);;
let MEM_SUBSTRINGS = prove(`str_contains y x <=> str_in_re x (substrings y)`,
  REWRITE_TAC[str_in_re; substrings; IN_ELIM_THM]);;

let PREFIXES_CONV = PURE_REWRITE_CONV[PREFIXES_CONS; PREFIXES_NIL];;
let SUBSTRINGS_CONV = PURE_REWRITE_CONV[SUBSTRINGS_CONS; SUBSTRINGS_NIL; PREFIXES_CONS; PREFIXES_NIL];;
(* |- s = APPEND (all but the last) [the last] *)
let snoc_thm cs =
  let last_one = last cs and front = butlast cs in
  SYM (APPEND_CONV' (list_mk_comb(`APPEND:str->str->str`, [str_term front; str_term [last_one]])));;
let rec SUFFIXES_CONV tm =
  match literal_codes (rand tm) with
    [] -> SUFFIXES_NIL
  | cs -> (RAND_CONV (K (snoc_thm cs)) THENC REWR_CONV SUFFIXES_SNOC THENC
           RAND_CONV (LAND_CONV SUFFIXES_CONV)) tm;;

(* ---- order ------------------------------------------------------------------------------ *)

let less = new_definition `less y:lang = {x | str_lt x y}`;;
let less_eq = new_definition `less_eq y:lang = {x | str_le x y}`;;
let LT_TOTAL = prove(`!s t. str_lt s t \/ s = t \/ str_lt t s`,
  LIST_INDUCT_TAC THEN X_GEN_TAC `r:str` THEN
  DISJ_CASES_THEN2 SUBST_ALL_TAC (X_CHOOSE_THEN `b:uchar` (X_CHOOSE_THEN `u:str` SUBST_ALL_TAC))
    (ISPEC `r:str` list_CASES) THEN
  REWRITE_TAC[LT_EQ; NOT_CONS_NIL; CONS_11; GSYM NOT_CONS_NIL] THEN
  FIRST_X_ASSUM(MP_TAC o SPEC `u:str`) THEN
  MP_TAC(SPECL [`code h`; `code b`] LT_CASES) THEN REWRITE_TAC[CODE_INJ] THEN
  ASM_CASES_TAC `h:uchar = b` THEN ASM_REWRITE_TAC[] THEN
  ASM_MESON_TAC[]);;
let LT_IRREFL = prove(`!s. ~str_lt s s`,
  LIST_INDUCT_TAC THEN ASM_REWRITE_TAC[LT_EQ; LT_REFL]);;
let LT_ANTI = prove(`!s t. str_lt s t ==> ~str_lt t s`,
  LIST_INDUCT_TAC THEN X_GEN_TAC `r:str` THEN
  DISJ_CASES_THEN2 SUBST_ALL_TAC (X_CHOOSE_THEN `b:uchar` (X_CHOOSE_THEN `u:str` SUBST_ALL_TAC))
    (ISPEC `r:str` list_CASES) THEN
  REWRITE_TAC[LT_EQ; DE_MORGAN_THM; NOT_LT] THEN
  FIRST_X_ASSUM(MP_TAC o SPEC `u:str`) THEN STRIP_TAC THEN STRIP_TAC THENL
   [ASM_SIMP_TAC[LT_IMP_LE] THEN DISJ1_TAC THEN DISCH_THEN SUBST_ALL_TAC THEN
    ASM_MESON_TAC[LT_REFL];
    ASM_REWRITE_TAC[LE_REFL] THEN ASM_SIMP_TAC[]]);;
let LE_NOT_LT = prove(`!s t. str_le s t <=> ~str_lt t s`,
  REWRITE_TAC[str_le] THEN MESON_TAC[LT_TOTAL; LT_IRREFL; LT_ANTI]);;
let MEM_LESS = prove(`str_lt x y <=> str_in_re x (less y)`,
  REWRITE_TAC[str_in_re; less; IN_ELIM_THM]);;
let MEM_LESS_EQ = prove(`str_le x y <=> str_in_re x (less_eq y)`,
  REWRITE_TAC[str_in_re; less_eq; IN_ELIM_THM]);;
let MEM_LESS' = prove(`str_le x y <=> ~str_in_re y (less x)`,
  REWRITE_TAC[str_in_re; less; IN_ELIM_THM; LE_NOT_LT]);;
let MEM_LESS_EQ' = prove(`str_lt x y <=> ~str_in_re y (less_eq x)`,
  REWRITE_TAC[str_in_re; less_eq; IN_ELIM_THM; LE_NOT_LT]);;
let LESS_NIL = prove(`less [] = re_none`,
  REWRITE_TAC[less; EXTENSION; IN_ELIM_THM; IN_RE] THEN GEN_TAC THEN
  STRUCT_CASES_TAC(ISPEC `x:str` list_CASES) THEN REWRITE_TAC[LT_EQ]);;
let LESS_EQ_NIL = prove(`less_eq [] = str_to_re []`,
  REWRITE_TAC[less_eq; EXTENSION; IN_ELIM_THM; IN_RE; str_le] THEN GEN_TAC THEN
  STRUCT_CASES_TAC(ISPEC `x:str` list_CASES) THEN REWRITE_TAC[LT_EQ]);;
let LESS_CONS = prove
 (`n + 1 < 196608 ==>
   less (CONS (chr (n + 1)) y) =
   re_opt (re_union (re_concat (re_range [chr 0] [chr n]) re_all)
                    (re_concat (str_to_re [chr (n + 1)]) (less y)))`,
  DISCH_TAC THEN REWRITE_TAC[EXTENSION] THEN
  X_GEN_TAC `w:str` THEN STRUCT_CASES_TAC(ISPEC `w:str` list_CASES) THEN
  REWRITE_TAC[re_opt; re_union; IN_ELIM_THM; IN_SING; NOT_CONS_NIL; LIT_CONCAT; RANGE_CONCAT; LIT_ONE] THEN
  REWRITE_TAC[less; IN_ELIM_THM; LT_EQ] THEN
  ASM_SIMP_TAC[CODE_CHR; RANGE_ONE; ARITH_RULE `n + 1 < 196608 ==> n < 196608`;
    ARITH_RULE `0 < 196608`; LE_0; IN_RE] THEN
  REWRITE_TAC[ARITH_RULE `a < n + 1 <=> a <= n`]);;
let LESS_EQ_CONS = prove
 (`n + 1 < 196608 ==>
   less_eq (CONS (chr (n + 1)) y) =
   re_opt (re_union (re_concat (re_range [chr 0] [chr n]) re_all)
                    (re_concat (str_to_re [chr (n + 1)]) (less_eq y)))`,
  DISCH_TAC THEN
  SUBGOAL_THEN `!c y. less_eq (CONS c y) = re_union (less (CONS c y)) (str_to_re (CONS c y)) /\
                      less_eq y = re_union (less y) (str_to_re y)` (fun th -> REWRITE_TAC[th]) THENL
   [REWRITE_TAC[less; less_eq; str_le; EXTENSION; IN_ELIM_THM; IN_RE] THEN MESON_TAC[]; ALL_TAC] THEN
  ASM_SIMP_TAC[LESS_CONS] THEN
  REWRITE_TAC[EXTENSION; IN_RE; IN_ELIM_THM] THEN
  MESON_TAC[APPEND]);;
let LESS_ZERO = prove
 (`less (CONS (chr 0) y) = re_opt (re_union re_none (re_concat (str_to_re [chr 0]) (less y)))`,
  REWRITE_TAC[less; EXTENSION; IN_ELIM_THM; IN_RE] THEN
  X_GEN_TAC `w:str` THEN STRUCT_CASES_TAC(ISPEC `w:str` list_CASES) THEN
  REWRITE_TAC[LT_EQ; NOT_CONS_NIL] THEN
  SIMP_TAC[CODE_CHR; ARITH_RULE `0 < 196608`; LT] THEN EQ_TAC THENL
   [STRIP_TAC THEN MAP_EVERY EXISTS_TAC [`[h:uchar]`; `t:str`] THEN
    ASM_REWRITE_TAC[APPEND; CONS_11];
    STRIP_TAC THEN UNDISCH_TAC `CONS h t = APPEND u v:str` THEN
    ASM_REWRITE_TAC[APPEND; CONS_11] THEN ASM_MESON_TAC[]]);;
let LESS_EQ_ZERO = prove
 (`less_eq (CONS (chr 0) y) = re_opt (re_union re_none (re_concat (str_to_re [chr 0]) (less_eq y)))`,
  SUBGOAL_THEN `!c y. less_eq (CONS c y) = re_union (less (CONS c y)) (str_to_re (CONS c y)) /\
                      less_eq y = re_union (less y) (str_to_re y)` (fun th -> REWRITE_TAC[th]) THENL
   [REWRITE_TAC[less; less_eq; str_le; EXTENSION; IN_ELIM_THM; IN_RE] THEN MESON_TAC[]; ALL_TAC] THEN
  REWRITE_TAC[LESS_ZERO] THEN REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[APPEND]);;
let rec LESS_CONV tm =
  match literal_codes (rand tm) with
    [] -> GEN_REWRITE_CONV I [LESS_NIL; LESS_EQ_NIL] tm
  | 0 :: _ -> (GEN_REWRITE_CONV I [LESS_ZERO; LESS_EQ_ZERO] THENC
               RAND_CONV (RAND_CONV (RAND_CONV LESS_CONV))) tm
  | n :: rest ->
      let strict = fst (dest_const (rator tm)) = "less" in
      let th = INST [numeral (n - 1), n_var; str_term rest, `y:str`]
                 (if strict then LESS_CONS else LESS_EQ_CONS) in
      let th = CONV_RULE (DEPTH_CONV NUM_ADD_CONV) th in
      let th = MP th (is_code_thm n) in
      CONV_RULE (RAND_CONV (RAND_CONV (RAND_CONV (RAND_CONV LESS_CONV)))) th;;

(* ---- substrings at literal positions --------------------------------------------------------- *)

let SUBSTR_WHOLE = prove
 (`LENGTH c = n /\ 1 <= n ==>
   ((str_substr x (&m) (&n) = c) <=>
    str_in_re x (re_concat (re_power m re_allchar) (re_concat (str_to_re c) re_all)))`,
  STRIP_TAC THEN REWRITE_TAC[SUBSTR_TAKE; str_in_re; POWER_ALL_TAIL] THEN REWRITE_TAC[IN_RE] THEN
  EQ_TAC THENL
   [DISCH_TAC THEN CONJ_TAC THENL
     [REWRITE_TAC[GSYM NOT_LT] THEN DISCH_TAC THEN
      SUBGOAL_THEN `drop m x:str = []` ASSUME_TAC THENL
       [ASM_SIMP_TAC[DROP_ALL; LT_IMP_LE]; ALL_TAC] THEN
      UNDISCH_TAC `take n (drop m x):str = c` THEN ASM_REWRITE_TAC[take] THEN
      DISCH_TAC THEN UNDISCH_TAC `LENGTH(c:str) = n` THEN
      FIRST_X_ASSUM(SUBST1_TAC o SYM) THEN REWRITE_TAC[LENGTH] THEN ASM_ARITH_TAC;
      MAP_EVERY EXISTS_TAC [`c:str`; `drop n (drop m x):str`] THEN
      ASM_MESON_TAC[TAKE_DROP]];
    STRIP_TAC THEN ASM_REWRITE_TAC[] THEN ASM_MESON_TAC[TAKE_APPEND]]);;
let SUBSTR_SHORT = prove
 (`LENGTH c < n /\ 1 <= LENGTH c ==>
   ((str_substr x (&m) (&n) = c) <=>
    str_in_re x (re_concat (re_power m re_allchar) (str_to_re c)))`,
  STRIP_TAC THEN REWRITE_TAC[SUBSTR_TAKE; str_in_re; POWER_ALL_TAIL] THEN REWRITE_TAC[IN_RE] THEN
  EQ_TAC THENL
   [DISCH_TAC THEN
    SUBGOAL_THEN `LENGTH (drop m x:str) <= n` ASSUME_TAC THENL
     [FIRST_X_ASSUM(MP_TAC o AP_TERM `LENGTH:str->num`) THEN REWRITE_TAC[LENGTH_TAKE; MIN] THEN
      COND_CASES_TAC THEN ASM_ARITH_TAC; ALL_TAC] THEN
    SUBGOAL_THEN `drop m x:str = c` ASSUME_TAC THENL [ASM_MESON_TAC[TAKE_ALL]; ALL_TAC] THEN
    ASM_REWRITE_TAC[] THEN
    FIRST_X_ASSUM(MP_TAC o AP_TERM `LENGTH:str->num`) THEN REWRITE_TAC[LENGTH_DROP] THEN ASM_ARITH_TAC;
    STRIP_TAC THEN ASM_REWRITE_TAC[] THEN MATCH_MP_TAC TAKE_ALL THEN ASM_ARITH_TAC]);;
let SUBSTR_NIL_MEM = prove
 (`1 <= n ==> ((str_substr x (&m) (&n) = []) <=> str_in_re x (re_loop 0 m re_allchar))`,
  DISCH_TAC THEN REWRITE_TAC[SUBSTR_TAKE; str_in_re; LOOP_ALLCHAR; LE_0] THEN
  REWRITE_TAC[GSYM LENGTH_EQ_NIL; LENGTH_TAKE; LENGTH_DROP; MIN] THEN COND_CASES_TAC THEN ASM_ARITH_TAC);;
let SUBSTR_LONG = prove
 (`n < LENGTH c ==> ((str_substr x (&m) (&n) = c) <=> F)`,
  DISCH_TAC THEN REWRITE_TAC[SUBSTR_TAKE] THEN
  DISCH_THEN(MP_TAC o AP_TERM `LENGTH:str->num`) THEN REWRITE_TAC[LENGTH_TAKE; MIN] THEN
  COND_CASES_TAC THEN ASM_ARITH_TAC);;
let SUBSTR_IN = prove
 (`1 <= n ==>
   (str_in_re (str_substr x (&m) (&n)) r <=>
    str_in_re x
      (re_union (re_concat (re_power m re_allchar) (re_concat (re_inter r (re_power n re_allchar)) re_all))
      (re_union (re_concat (re_power m re_allchar) (re_inter r (re_loop 0 (n - 1) re_allchar)))
                (re_concat (re_loop 0 m re_allchar) (re_inter r (str_to_re []))))))`,
  DISCH_TAC THEN REWRITE_TAC[SUBSTR_TAKE; str_in_re] THEN
  ONCE_REWRITE_TAC[IN_RE] THEN REWRITE_TAC[POWER_ALL_TAIL] THEN
  ONCE_REWRITE_TAC[IN_RE] THEN REWRITE_TAC[POWER_ALL_TAIL] THEN
  REWRITE_TAC[IN_RE; POWER_ALLCHAR; LE_0] THEN
  EQ_TAC THENL
   [DISCH_TAC THEN ASM_CASES_TAC `LENGTH(x:str) < m` THENL
     [REPEAT DISJ2_TAC THEN MAP_EVERY EXISTS_TAC [`x:str`; `[]:str`] THEN
      REWRITE_TAC[APPEND_NIL] THEN CONJ_TAC THENL
       [EXISTS_TAC `LENGTH(x:str)` THEN ASM_ARITH_TAC; ALL_TAC] THEN
      ASM_MESON_TAC[DROP_ALL; LT_IMP_LE; take];
      ALL_TAC] THEN
    RULE_ASSUM_TAC(REWRITE_RULE[NOT_LT]) THEN ASM_REWRITE_TAC[] THEN
    ASM_CASES_TAC `n <= LENGTH(drop m x:str)` THENL
     [DISJ1_TAC THEN MAP_EVERY EXISTS_TAC [`take n (drop m x):str`; `drop n (drop m x):str`] THEN
      ASM_REWRITE_TAC[TAKE_DROP; LENGTH_TAKE; MIN];
      DISJ2_TAC THEN DISJ1_TAC THEN
      SUBGOAL_THEN `take n (drop m x) = drop m x:str` SUBST_ALL_TAC THENL
       [MATCH_MP_TAC TAKE_ALL THEN ASM_ARITH_TAC; ALL_TAC] THEN
      ASM_REWRITE_TAC[] THEN EXISTS_TAC `LENGTH(drop m x:str)` THEN ASM_ARITH_TAC];
    STRIP_TAC THENL
     [ASM_REWRITE_TAC[] THEN ASM_MESON_TAC[TAKE_APPEND];
      SUBGOAL_THEN `take n (drop m x) = drop m x:str` SUBST1_TAC THENL
       [MATCH_MP_TAC TAKE_ALL THEN ASM_ARITH_TAC; ASM_REWRITE_TAC[]];
      SUBGOAL_THEN `drop m x:str = []` SUBST1_TAC THENL
       [MATCH_MP_TAC DROP_ALL THEN ASM_REWRITE_TAC[APPEND_NIL] THEN ASM_ARITH_TAC;
        REWRITE_TAC[take] THEN ASM_MESON_TAC[]]]]);;

(* ---- digits -------------------------------------------------------------------------------------- *)

let DIGIT_MEM = prove
 (`str_is_digit x <=> str_in_re x (re_range [chr 48] [chr 57])`,
  REWRITE_TAC[str_is_digit; is_digit; str_in_re; re_range; IN_ELIM_THM; CONS_11] THEN
  MESON_TAC[CODE_CHR; ARITH_RULE `48 < 196608 /\ 57 < 196608`]);;
let DIGITS_MEM = prove
 (`!x. x IN re_star (re_range [chr 48] [chr 57]) <=> ALL is_digit x`,
  LIST_INDUCT_TAC THENL [REWRITE_TAC[ALL; NULL_STAR]; ALL_TAC] THEN
  REWRITE_TAC[in_deriv; D_STAR; ALL] THEN
  ASM_CASES_TAC `is_digit h` THEN ASM_REWRITE_TAC[] THENL
   [SUBGOAL_THEN `deriv h (re_range [chr 48] [chr 57]) = str_to_re []` (fun th -> ASM_REWRITE_TAC[th; C_EPS_L]);
    SUBGOAL_THEN `deriv h (re_range [chr 48] [chr 57]) = re_none` (fun th -> REWRITE_TAC[th; C_NONE_L; IN_RE])] THEN
  POP_ASSUM MP_TAC THEN
  REWRITE_TAC[EXTENSION; IN_RE; re_range; IN_ELIM_THM; CONS_11; is_digit] THEN
  MESON_TAC[CODE_CHR; ARITH_RULE `48 < 196608 /\ 57 < 196608`]);;
let PLUS_DIGITS_MEM = prove
 (`!x. x IN re_plus (re_range [chr 48] [chr 57]) <=> ~(x = []) /\ ALL is_digit x`,
  LIST_INDUCT_TAC THENL [REWRITE_TAC[re_plus; NIL_SINGLE]; ALL_TAC] THEN
  REWRITE_TAC[re_plus; RANGE_CONCAT; NOT_CONS_NIL; ALL; DIGITS_MEM] THEN
  SIMP_TAC[RANGE_ONE; ARITH_RULE `48 < 196608 /\ 57 < 196608`; is_digit]);;
let TO_INT_NONE_MEM = prove
 (`(str_to_int x = -- &1) <=> ~(str_in_re x (re_plus (re_range [chr 48] [chr 57])))`,
  REWRITE_TAC[str_to_int; str_in_re; PLUS_DIGITS_MEM] THEN
  COND_CASES_TAC THEN ASM_REWRITE_TAC[] THEN INT_ARITH_TAC);;
let TO_INT_GE_0_MEM = prove
 (`(str_to_int x >= &0) <=> str_in_re x (re_plus (re_range [chr 48] [chr 57]))`,
  REWRITE_TAC[str_to_int; str_in_re; PLUS_DIGITS_MEM] THEN
  COND_CASES_TAC THEN ASM_REWRITE_TAC[] THEN INT_ARITH_TAC);;
let TO_INT_LEAST = prove(`&0 <= str_to_int x + &1`,
  REWRITE_TAC[str_to_int] THEN COND_CASES_TAC THEN INT_ARITH_TAC);;

(* ---- the rule -------------------------------------------------------------------------------------- *)

let x_str = `x:str` and c_str = `c:str` and m_num = `m:num`;;
let same_goal s th = if concl th = s.goal then th else
  if aconv (concl th) s.goal then EQ_MP (ALPHA (concl th) s.goal) th else failwith "same_goal";;
let side_true conv th = MP th (EQT_ELIM (conv (fst (dest_imp (concl th)))));;
let SIDE_CONV = REWRITE_CONV[LENGTH] THENC NUM_REDUCE_CONV;;

(* F <=> P for two comparisons, from there to  P <=> G *)
let via th f = TRANS (JOIN_CONV ATOM_CONV f (lhs (concl th))) th;;

let is_str_literal t = type_of t = str_type && is_literal_term t;;
let small_int t = dest_intconst t;;

let FROM_CODE_NIL = prove
 (`(str_from_code a = []) <=> ~(a >= &0) \/ a >= &196608`,
  REWRITE_TAC[str_from_code] THEN COND_CASES_TAC THEN REWRITE_TAC[NOT_CONS_NIL] THEN ASM_INT_ARITH_TAC);;
let FROM_CODE_ONE = prove
 (`n < 196608 ==> ((str_from_code a = [chr n]) <=> (a = &n))`,
  DISCH_TAC THEN REWRITE_TAC[str_from_code] THEN COND_CASES_TAC THENL
   [POP_ASSUM STRIP_ASSUME_TAC THEN FIRST_X_ASSUM(X_CHOOSE_THEN `k:num` SUBST_ALL_TAC o MATCH_MP INT_NUM) THEN
    RULE_ASSUM_TAC(REWRITE_RULE[INT_OF_NUM_LT]) THEN
    REWRITE_TAC[NUM_OF_INT_OF_NUM; CONS_11; INT_OF_NUM_EQ] THEN ASM_MESON_TAC[CHR_EQ];
    REWRITE_TAC[NOT_CONS_NIL; GSYM NOT_CONS_NIL] THEN DISCH_THEN SUBST_ALL_TAC THEN
    POP_ASSUM MP_TAC THEN ASM_REWRITE_TAC[INT_POS; INT_OF_NUM_LT]]);;
let FROM_CODE_LONG = prove
 (`(str_from_code a = CONS b (CONS c s)) <=> F`,
  REWRITE_TAC[str_from_code] THEN COND_CASES_TAC THEN REWRITE_TAC[CONS_11; NOT_CONS_NIL; GSYM NOT_CONS_NIL]);;
let FROM_CODE_CONV tm =
  match literal_codes (rand tm) with
    [n] -> MP (PART_MATCH (lhs o snd o dest_imp) FROM_CODE_ONE tm) (is_code_thm n)
  | _ -> GEN_REWRITE_CONV I [FROM_CODE_NIL; FROM_CODE_LONG] tm;;

let string_membership s x c =
  let name, args = match strip_comb x with
      Const (n, _), a -> n, a | _ -> "", [] in
  let cs = literal_codes c in
  let generic () = INST [x, `s:str`; c, c_str] MEM_LIT in
  let substr y m n =
    let mi = dest_intconst m and ni = dest_intconst n in
    if mi </ Int 0 || ni </ Int 1 then
      let th = SPECL [y; m; n] SUBSTR_NEG in
      let side = EQT_ELIM ((DEPTH_CONV (INT_LT_CONV ORELSEC INT_LE_CONV) THENC BOOL_CONV) (fst (dest_imp (concl th)))) in
      let th = AP_THM (AP_TERM `(=):str->str->bool` (MP th side)) c in
      TRANS th (STR_EQ_CONV (rand (concl th)))
    else
      let inst = INST [y, x_str; c, c_str; mk_numeral mi, m_num; mk_numeral ni, n_var] in
      let len = Int (List.length cs) in
      side_true SIDE_CONV (inst (
        if ni </ len then SUBSTR_LONG else if cs = [] then SUBSTR_NIL_MEM
        else if len =/ ni then SUBSTR_WHOLE else SUBSTR_SHORT)) in
  match name, args with
    "str_at", [y; m] when is_intconst m ->
      let eq = AP_THM (AP_TERM `(=):str->str->bool` (SPECL [y; m] str_at)) c in
      TRANS eq (substr y m `&1:int`)
  | "str_substr", [y; m; n] when is_intconst m && is_intconst n -> substr y m n
  | "str_from_code", [a] -> FROM_CODE_CONV (mk_eq(x, c))
  | _ -> generic ();;

(* F <=> T or F <=> F for a comparison with what a term is at least or at most:
   facts are theorems &0 <= .. that decide it. *)
let decide_by facts f goal =
  let truth = goal = truth_term in
  let claim = if truth then f else mk_neg f in
  let try_one th = weaker claim (CONV_RULE (RAND_CONV INT_POLY_CONV) th) in
  let th = if is_eq f then
      (* an equality is false as one of its directions is *)
      NOT_INTRO (DISCH f (tryfind (fun th ->
        let a, b = dest_eq f in
        let sum = add_up [th; scaled (Int 1) (ASSUME f)] in
        let sum2 = add_up [th; scaled (Int (-1)) (ASSUME f)] in
        ignore a; ignore b;
        tryfind (fun t -> let t = CONV_RULE (RAND_CONV INT_POLY_CONV) t in
          EQ_MP (INT_LE_CONV (concl t)) t) [sum; sum2]) facts))
    else tryfind try_one facts in
  if truth then EQT_INTRO th else EQF_INTRO th;;

let rec dest_membership t =
  if is_neg t then dest_membership (dest_neg t) else
  match strip_comb t with
    Const ("str_in_re", _), [x; r] -> Some (x, r) | _ -> None;;

(* Comparisons of str.len, str.to_code, str.to_int with a literal. *)
let int_membership s f goal =
  let a, b = match f with Comb (Comb (_, a), b) -> a, b | _ -> failwith "int_membership" in
  let t = if is_intconst a then b else a in
  let name, x = match strip_comb t with
      Const (n, _), [x] -> n, x | _ -> failwith "int_membership" in
  match dest_membership goal, name with
    None, "str_len" -> decide_by [SPEC x LEN_NONNEG] f goal
  | None, "str_to_code" -> decide_by (CONJUNCTS (INST [x, x_str] CODE_RANGE)) f goal
  | None, "str_to_int" -> decide_by [INST [x, x_str] TO_INT_LEAST] f goal
  | Some (_, r), "str_len" ->
      let ops, args = strip_comb r in
      let n = match fst (dest_const ops), args with
          "re_power", [n; _] -> n | "re_loop", [_; n; _] -> n
        | "re_concat", [p; _] -> lhand p | _ -> failwith "int_membership" in
      via (INST [x, x_str; n, n_var]
        (match fst (dest_const ops) with
           "re_power" -> LEN_EQ_MEM | "re_loop" -> LEN_LE_MEM | _ -> LEN_GE_MEM)) f
  | Some (_, r), "str_to_code" ->
      let code n th = MP (INST [x, x_str; n, n_var] th) (is_code_thm (Num.int_of_num (dest_numeral n))) in
      (match strip_comb r with
         Const ("re_allchar", _), [] -> via (INST [x, x_str] CODE_NONE_MEM) f
       | Const ("str_to_re", _), [w] -> via (code (rand (lhand w)) CODE_MEM) f
       | Const ("re_range", _), [l; _] ->
           let th = code (rand (lhand l)) CODE_GE_MEM in
           via (if is_neg goal then AP_TERM `(~)` th else th) f
       | _ -> failwith "int_membership")
  | Some (_, r), "str_to_int" ->
      (match strip_comb r with
         Const ("re_plus", _), _ ->
           if is_eq f then via (INST [x, x_str] TO_INT_NONE_MEM) f
           else let th = INST [x, x_str] TO_INT_GE_0_MEM in
             via (if is_neg goal then AP_TERM `(~)` th else th) f
       | _ -> refuse "numerals above 0 are not supported")
  | _ -> failwith "int_membership";;

let TRANS_REGION conv th = CONV_RULE (RAND_CONV (ONCE_DEPTH_CONV conv)) th;;

let member_substr y m n r =
  let mi = dest_intconst m and ni = dest_intconst n in
  if mi </ Int 0 || ni </ Int 1 then
    let th = SPECL [y; m; n] SUBSTR_NEG in
    let side = EQT_ELIM ((DEPTH_CONV (INT_LT_CONV ORELSEC INT_LE_CONV) THENC BOOL_CONV) (fst (dest_imp (concl th)))) in
    AP_THM (AP_TERM `str_in_re` (MP th side)) r
  else
    let th = INST [y, x_str; r, `r:lang`; mk_numeral mi, m_num; mk_numeral ni, n_var] SUBSTR_IN in
    let th = side_true SIDE_CONV th in
    CONV_RULE (RAND_CONV (ONCE_DEPTH_CONV NUM_SUB_CONV)) th;;

let membership s =
  let f, goal = dest_eq s.goal in
  match strip_comb f with
    Const ("=", _), [a; b] ->
      if is_str_literal b then string_membership s a b
      else if is_str_literal a then
        TRANS (ISPECL [a; b] EQ_SYM_EQ) (string_membership s b a)
      else int_membership s f goal
  | Const ("str_prefixof", _), [x; y] ->
      if is_str_literal x then PART_MATCH lhs MEM_PREFIX f
      else CONV_RULE (RAND_CONV (RAND_CONV PREFIXES_CONV)) (PART_MATCH lhs MEM_PREFIXES f)
  | Const ("str_suffixof", _), [x; y] ->
      if is_str_literal x then PART_MATCH lhs MEM_SUFFIX f
      else CONV_RULE (RAND_CONV (RAND_CONV SUFFIXES_CONV)) (PART_MATCH lhs MEM_SUFFIXES f)
  | Const ("str_contains", _), [x; y] ->
      if is_str_literal y then PART_MATCH lhs MEM_CONTAINS f
      else CONV_RULE (RAND_CONV (RAND_CONV SUBSTRINGS_CONV)) (PART_MATCH lhs MEM_SUBSTRINGS f)
  | Const ("str_lt", _), [x; y] ->
      if is_str_literal y then CONV_RULE (RAND_CONV (RAND_CONV LESS_CONV)) (PART_MATCH lhs MEM_LESS f)
      else CONV_RULE (RAND_CONV (RAND_CONV (RAND_CONV LESS_CONV))) (PART_MATCH lhs MEM_LESS_EQ' f)
  | Const ("str_le", _), [x; y] ->
      if is_str_literal y then CONV_RULE (RAND_CONV (RAND_CONV LESS_CONV)) (PART_MATCH lhs MEM_LESS_EQ f)
      else CONV_RULE (RAND_CONV (RAND_CONV (RAND_CONV LESS_CONV))) (PART_MATCH lhs MEM_LESS' f)
  | Const ("str_is_digit", _), _ -> PART_MATCH lhs DIGIT_MEM f
  | Const ("str_in_re", _), [t; r] ->
      (match strip_comb t with
         Const ("str_at", _), [y; m] ->
           TRANS (AP_THM (AP_TERM `str_in_re` (SPECL [y; m] str_at)) r) (member_substr y m `&1:int` r)
       | Const ("str_substr", _), [y; m; n] -> member_substr y m n r
       | _ -> failwith "membership")
  | _ -> int_membership s f goal;;

register "str_to_membership" "MEM_LIT, MEM_PREFIX, LEN_GE_MEM, SUBSTR_WHOLE, SUBSTR_IN, LESS_CONS .." membership;;
