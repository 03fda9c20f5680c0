(* ========================================================================= *)
(* strings.ml: what SMT-LIB 2.6 means by its theory of Unicode strings       *)
(* (http://smtlib.cs.uiowa.edu/theories-UnicodeStrings.shtml) and by div and *)
(* mod of integers, as definitions of HOL Light.                             *)
(*                                                                           *)
(* This file is to be read by whoever relies on a theorem: nothing else says *)
(* what the symbols in it mean. It proves only what a definition needs.      *)
(*                                                                           *)
(* - A character is a number below 196608 (0x30000): the type uchar, with    *)
(*   code : uchar -> num and chr : num -> uchar.                             *)
(* - A string is a list of characters, a regular language a set of strings.  *)
(* - Int is HOL Light's type int, Bool its type bool.                        *)
(* - str.++ is APPEND; =, and, or, not, =>, ite, +, -, *, <= ... are those   *)
(*   of HOL Light.                                                           *)
(* Positions and lengths are integers; inside of definitions they are        *)
(* natural numbers where they are known not to be negative.                  *)
(* ========================================================================= *)

let uchar_tybij =
  let exists = prove(`?n. n < 196608`, EXISTS_TAC `0` THEN ARITH_TAC) in
  new_type_definition "uchar" ("chr","code") exists;;

new_type_abbrev("str",`:uchar list`);;
new_type_abbrev("lang",`:uchar list->bool`);;

(* ---- parts of lists ----------------------------------------------------- *)

(* The first n elements, and what follows them. *)
let take = define
 `(!n. take n [] = ([]:A list)) /\
  (!n c s. take n (CONS c s) = if n = 0 then [] else CONS c (take (n - 1) s))`;;

let drop = define
 `(!n. drop n [] = ([]:A list)) /\
  (!n c s. drop n (CONS c s) = if n = 0 then CONS c s else drop (n - 1) s)`;;

(* t stands in s at position n. *)
let occurs_at = new_definition
 `occurs_at (n:num) (t:str) (s:str) <=>
  ?u v. s = APPEND u (APPEND t v) /\ LENGTH u = n`;;

(* ---- functions on strings ----------------------------------------------- *)

let str_len = new_definition `str_len (s:str) = &(LENGTH s):int`;;

(* At most n characters from position i on; empty if i is no position. *)
let str_substr = new_definition
 `str_substr (s:str) (i:int) (n:int) =
  if &0 <= i /\ i < str_len s /\ &0 < n
  then take (num_of_int n) (drop (num_of_int i) s) else []`;;

let str_at = new_definition `str_at (s:str) (i:int) = str_substr s i (&1)`;;

let str_prefixof = new_definition
 `str_prefixof (s:str) (t:str) <=> ?u. t = APPEND s u`;;

let str_suffixof = new_definition
 `str_suffixof (s:str) (t:str) <=> ?u. t = APPEND u s`;;

let str_contains = new_definition
 `str_contains (s:str) (t:str) <=> ?u v. s = APPEND u (APPEND t v)`;;

(* The first position of t in s at i or later; -1 if there is none, or i is
   negative or behind the end of s. *)
let str_indexof = new_definition
 `str_indexof (s:str) (t:str) (i:int) =
  if &0 <= i /\ i <= str_len s /\ (?n. i <= &n /\ occurs_at n t s)
  then &(minimal n. i <= &n /\ occurs_at n t s) else -- &1:int`;;

(* The first occurrence of t in s is replaced by u. *)
let str_replace = new_definition
 `str_replace (s:str) (t:str) (u:str) =
  if str_contains s t
  then let n = minimal n. occurs_at n t s in
       APPEND (take n s) (APPEND u (drop (n + LENGTH t) s))
  else s`;;

(* All occurrences, from left to right, do not overlap; none if t is empty. *)
let LENGTH_DROP = prove
 (`!n s:A list. LENGTH(drop n s) = LENGTH s - n`,
  GEN_TAC THEN SPEC_TAC(`n:num`,`n:num`) THEN
  GEN_REWRITE_TAC I [SWAP_FORALL_THM] THEN LIST_INDUCT_TAC THEN
  REWRITE_TAC[drop; LENGTH; SUB_0; ARITH_RULE `0 - n = 0`] THEN
  GEN_TAC THEN COND_CASES_TAC THEN ASM_REWRITE_TAC[LENGTH] THEN ASM_ARITH_TAC);;

let str_replace_all =
  let exists = prove
   (`!t u. ?f. !s. f s =
      if ~(t = []) /\ str_contains s t
      then let n = minimal n. occurs_at n t s in
           APPEND (take n s) (APPEND u (f (drop (n + LENGTH t) s)))
      else s:str`,
    REPEAT GEN_TAC THEN ASM_CASES_TAC `t:str = []` THEN ASM_REWRITE_TAC[] THENL
     [EXISTS_TAC `\s:str. s` THEN REWRITE_TAC[]; ALL_TAC] THEN
    MATCH_MP_TAC(MATCH_MP WF_REC (ISPEC `LENGTH:str->num` WF_MEASURE)) THEN
    REPEAT STRIP_TAC THEN
    COND_CASES_TAC THEN REWRITE_TAC[LET_DEF; LET_END_DEF] THEN
    AP_TERM_TAC THEN AP_TERM_TAC THEN FIRST_X_ASSUM MATCH_MP_TAC THEN
    REWRITE_TAC[MEASURE; LENGTH_DROP] THEN
    FIRST_X_ASSUM(STRIP_ASSUME_TAC o REWRITE_RULE[str_contains]) THEN
    UNDISCH_TAC `~(t:str = [])` THEN
    ASM_REWRITE_TAC[LENGTH_APPEND; GSYM LENGTH_EQ_NIL] THEN ARITH_TAC) in
  new_specification ["str_replace_all"]
   (prove(`?f. !t u s. f s t u =
       if ~(t = []) /\ str_contains s t
       then let n = minimal n. occurs_at n t s in
            APPEND (take n s) (APPEND u (f (drop (n + LENGTH t) s) t u))
       else s:str`,
      MP_TAC exists THEN REWRITE_TAC[SKOLEM_THM] THEN
      DISCH_THEN(X_CHOOSE_TAC `f:str->str->str->str`) THEN
      EXISTS_TAC `\s t u. (f:str->str->str->str) t u s` THEN
      BETA_TAC THEN POP_ASSUM MATCH_ACCEPT_TAC));;

(* The word of length m that stands in s at position n is in L. *)
let matches_at = new_definition
 `matches_at (L:lang) (s:str) (n:num) (m:num) <=>
  n + m <= LENGTH s /\ take m (drop n s) IN L`;;

(* The shortest leftmost match of L in s is replaced by u. *)
let str_replace_re = new_definition
 `str_replace_re (s:str) (L:lang) (u:str) =
  if ?n m. matches_at L s n m
  then let n = minimal n. ?m. matches_at L s n m in
       let m = minimal m. matches_at L s n m in
       APPEND (take n s) (APPEND u (drop (n + m) s))
  else s`;;

(* The same for all shortest leftmost matches that are not empty. *)
let str_replace_re_all =
  let exists = prove
   (`!L u. ?f. !s. f s =
      if ?n m. matches_at (L DELETE []) s n m
      then let n = minimal n. ?m. matches_at (L DELETE []) s n m in
           let m = minimal m. matches_at (L DELETE []) s n m in
           APPEND (take n s) (APPEND u (f (drop (n + m) s)))
      else s:str`,
    REPEAT GEN_TAC THEN
    MATCH_MP_TAC(MATCH_MP WF_REC (ISPEC `LENGTH:str->num` WF_MEASURE)) THEN
    REPEAT STRIP_TAC THEN
    COND_CASES_TAC THEN REWRITE_TAC[LET_DEF; LET_END_DEF] THEN
    AP_TERM_TAC THEN AP_TERM_TAC THEN FIRST_X_ASSUM MATCH_MP_TAC THEN
    REWRITE_TAC[MEASURE; LENGTH_DROP] THEN
    ABBREV_TAC `n = minimal n. ?m. matches_at (L DELETE []) s n m` THEN
    ABBREV_TAC `m = minimal m. matches_at (L DELETE []) s n m` THEN
    SUBGOAL_THEN `?m. matches_at (L DELETE []) s n m` MP_TAC THENL
     [EXPAND_TAC "n" THEN
      FIRST_X_ASSUM(MP_TAC o GEN_REWRITE_RULE I [MINIMAL]) THEN SIMP_TAC[];
      ALL_TAC] THEN
    GEN_REWRITE_TAC LAND_CONV [MINIMAL] THEN ASM_REWRITE_TAC[] THEN
    REWRITE_TAC[matches_at; IN_DELETE] THEN ASM_CASES_TAC `m = 0` THENL
     [ALL_TAC; ASM_ARITH_TAC] THEN
    SUBGOAL_THEN `!l:str. take 0 l = []` (fun th -> ASM_REWRITE_TAC[th]) THEN
    LIST_INDUCT_TAC THEN REWRITE_TAC[take]) in
  new_specification ["str_replace_re_all"]
   (prove(`?f. !L u s. f s L u =
       if ?n m. matches_at (L DELETE []) s n m
       then let n = minimal n. ?m. matches_at (L DELETE []) s n m in
            let m = minimal m. matches_at (L DELETE []) s n m in
            APPEND (take n s) (APPEND u (f (drop (n + m) s) L u))
       else s:str`,
      MP_TAC exists THEN REWRITE_TAC[SKOLEM_THM] THEN
      DISCH_THEN(X_CHOOSE_TAC `f:lang->str->str->str`) THEN
      EXISTS_TAC `\s L u. (f:lang->str->str->str) L u s` THEN
      BETA_TAC THEN POP_ASSUM MATCH_ACCEPT_TAC));;

(* Lexicographic order by codes. *)
let str_lt = define
 `(!t. str_lt [] t <=> ~(t = [])) /\
  (!a s t. str_lt (CONS a s) t <=>
     ?b r. t = CONS b r /\ (code a < code b \/ a = b /\ str_lt s r))`;;

let str_le = new_definition
 `str_le (s:str) (t:str) <=> s = t \/ str_lt s t`;;

let is_digit = new_definition
 `is_digit (c:uchar) <=> 48 <= code c /\ code c <= 57`;;

let str_is_digit = new_definition
 `str_is_digit (s:str) <=> ?c. s = [c] /\ is_digit c`;;

let str_to_code = new_definition
 `str_to_code (s:str) = if LENGTH s = 1 then &(code (HD s)) else -- &1:int`;;

let str_from_code = new_definition
 `str_from_code (n:int) =
  if &0 <= n /\ n < &196608 then [chr (num_of_int n)] else []`;;

(* The number that the digits of s make behind those of n. *)
let digits_value = define
 `(!n. digits_value n [] = n) /\
  (!n c s. digits_value n (CONS c s) =
           digits_value (10 * n + (code c - 48)) s)`;;

(* Leading zeros are digits like others; -1 for what is no numeral. *)
let str_to_int = new_definition
 `str_to_int (s:str) =
  if ~(s = []) /\ ALL is_digit s then &(digits_value 0 s) else -- &1:int`;;

let decimal =
  let exists = prove
   (`?f. !n. f n = if n < 10 then [chr (48 + n)]
                   else APPEND (f (n DIV 10)) [chr (48 + n MOD 10)]`,
    MATCH_MP_TAC(MATCH_MP WF_REC WF_num) THEN REPEAT STRIP_TAC THEN
    COND_CASES_TAC THEN REWRITE_TAC[] THEN
    AP_THM_TAC THEN AP_TERM_TAC THEN FIRST_X_ASSUM MATCH_MP_TAC THEN
    ASM_ARITH_TAC) in
  new_specification ["decimal"] exists;;

(* Without leading zeros; empty for a negative number. *)
let str_from_int = new_definition
 `str_from_int (n:int) = if n < &0 then [] else decimal (num_of_int n)`;;

(* ---- regular languages -------------------------------------------------- *)

let re_none = new_definition `re_none:lang = {}`;;
let re_all = new_definition `re_all:lang = UNIV`;;
let re_allchar = new_definition `re_allchar:lang = {w | LENGTH w = 1}`;;
let str_to_re = new_definition `str_to_re (s:str):lang = {s}`;;

let re_concat = new_definition
 `re_concat (A:lang) (B:lang):lang = {APPEND u v | u IN A /\ v IN B}`;;

let re_union = new_definition
 `re_union (A:lang) (B:lang):lang = {w | w IN A \/ w IN B}`;;
let re_inter = new_definition
 `re_inter (A:lang) (B:lang):lang = {w | w IN A /\ w IN B}`;;
let re_comp = new_definition `re_comp (A:lang):lang = {w | ~(w IN A)}`;;
let re_diff = new_definition
 `re_diff (A:lang) (B:lang):lang = {w | w IN A /\ ~(w IN B)}`;;

(* (_ re.^ n): n words, one after the other. *)
let re_power = define
 `(!A. re_power 0 A = {[]}:lang) /\
  (!n A. re_power (SUC n) A = re_concat A (re_power n A))`;;

let re_star = new_definition
 `re_star (A:lang):lang = {w | ?n. w IN re_power n A}`;;
let re_plus = new_definition
 `re_plus (A:lang):lang = re_concat A (re_star A)`;;
let re_opt = new_definition `re_opt (A:lang):lang = re_union {[]} A`;;

(* (_ re.loop n m): empty if n > m. *)
let re_loop = new_definition
 `re_loop (n:num) (m:num) (A:lang):lang =
  {w | ?k. n <= k /\ k <= m /\ w IN re_power k A}`;;

(* Empty if one of the two strings is not a single character. *)
let re_range = new_definition
 `re_range (s:str) (t:str):lang =
  {w | ?a b c. s = [a] /\ t = [b] /\ w = [c] /\
               code a <= code c /\ code c <= code b}`;;

let str_in_re = new_definition `str_in_re (s:str) (A:lang) <=> s IN A`;;

(* ---- integers ----------------------------------------------------------- *)

(* SMT-LIB's div and mod of Ints are HOL Light's, but by 0 they may be any
   functions: z, which is one of the things a model chooses. *)
let smt_div = new_definition
 `smt_div (z:int->int) x y = if y = &0 then z x else x div y`;;
let smt_mod = new_definition
 `smt_mod (z:int->int) x y = if y = &0 then z x else x rem y`;;

(* (_ divisible n) *)
let smt_divisible = new_definition
 `smt_divisible (n:int) (x:int) <=> ?k. x = n * k`;;
