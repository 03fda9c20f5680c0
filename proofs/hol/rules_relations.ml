(* ========================================================================= *)
(* rules_relations.ml: chains of comparisons and of parts (relations.eo).    *)
(* ========================================================================= *)

let LT_CHAIN = prove(`!a b c. str_lt a b ==> str_lt b c ==> str_lt a c`,
  LIST_INDUCT_TAC THEN X_GEN_TAC `r:str` THEN X_GEN_TAC `s:str` THEN
  DISJ_CASES_THEN2 SUBST_ALL_TAC (X_CHOOSE_THEN `b:uchar` (X_CHOOSE_THEN `u:str` SUBST_ALL_TAC))
    (ISPEC `r:str` list_CASES) THEN
  DISJ_CASES_THEN2 SUBST_ALL_TAC (X_CHOOSE_THEN `d:uchar` (X_CHOOSE_THEN `v:str` SUBST_ALL_TAC))
    (ISPEC `s:str` list_CASES) THEN
  REWRITE_TAC[LT_EQ] THEN
  FIRST_X_ASSUM(MP_TAC o SPECL [`u:str`; `v:str`]) THEN
  MP_TAC(SPECL [`code h`; `code b`; `code d`] LT_TRANS) THEN
  ASM_CASES_TAC `h:uchar = b` THENL [FIRST_X_ASSUM SUBST_ALL_TAC; ALL_TAC] THEN
  ASM_CASES_TAC `b:uchar = d` THENL [FIRST_X_ASSUM SUBST_ALL_TAC; ALL_TAC; FIRST_X_ASSUM SUBST_ALL_TAC; ALL_TAC] THEN
  ASM_REWRITE_TAC[LT_REFL] THEN CONV_TAC TAUT);;
let LT_LE_CHAIN = prove(`str_lt a b ==> str_le b c ==> str_lt a c`,
  REWRITE_TAC[str_le] THEN MESON_TAC[LT_CHAIN]);;
let LT_LE_CHAIN = GEN_ALL LT_LE_CHAIN;;
let LE_LT_CHAIN = prove(`str_le a b ==> str_lt b c ==> str_lt a c`,
  REWRITE_TAC[str_le] THEN MESON_TAC[LT_CHAIN]);;
let LE_LT_CHAIN = GEN_ALL LE_LT_CHAIN;;
let LE_LE_CHAIN = prove(`str_le a b ==> str_le b c ==> str_le a c`,
  REWRITE_TAC[str_le] THEN MESON_TAC[LT_CHAIN]);;
let LE_LE_CHAIN = GEN_ALL LE_LE_CHAIN;;
let NOT_LT_LE = prove(`~str_lt b a ==> str_le a b`, REWRITE_TAC[LE_NOT_LT]);;
let NOT_LE_LT = prove(`~str_le b a ==> str_lt a b`, REWRITE_TAC[LE_NOT_LT]);;
let EQ_LE = prove(`a = b ==> str_le a b`, SIMP_TAC[str_le]);;
let PREFIX_LE = prove(`!a b. str_prefixof a b ==> str_le a b`,
  REWRITE_TAC[str_le] THEN LIST_INDUCT_TAC THEN X_GEN_TAC `r:str` THEN
  STRUCT_CASES_TAC(ISPEC `r:str` list_CASES) THEN
  REWRITE_TAC[LT_EQ; PREFIX_EQ; CONS_11; NOT_CONS_NIL; GSYM NOT_CONS_NIL] THEN
  STRIP_TAC THEN ASM_REWRITE_TAC[LT_REFL] THEN
  FIRST_X_ASSUM MATCH_MP_TAC THEN ASM_REWRITE_TAC[]);;
let order_link th =
  if is_eq (concl th) then MATCH_MP EQ_LE th
  else if not (is_neg (concl th)) && can (MATCH_MP PREFIX_LE) th then MATCH_MP PREFIX_LE th
  else if is_neg (concl th) then tryfind (fun t -> MATCH_MP t th) [NOT_LT_LE; NOT_LE_LT] else th;;
register "str_order_chain" "LT_CHAIN" (fun s ->
  let join a b = tryfind (fun t -> MATCH_MP (MATCH_MP t a) b)
    [LT_CHAIN; LT_LE_CHAIN; LE_LT_CHAIN; LE_LE_CHAIN] in
  match List.map (fun (_, th) -> order_link th) s.premises with
    th :: more -> List.fold_left join th more | [] -> failwith "str_order_chain");;
let LE_ANTI = prove(`str_le a b ==> str_le b a ==> a = b`,
  REWRITE_TAC[str_le] THEN MESON_TAC[LT_ANTI]);;
register "str_order_antisymm" "LE_ANTI" (fun s ->
  MATCH_MP (MATCH_MP LE_ANTI (premise s 0)) (premise s 1));;

(* ---- parts ------------------------------------------------------------------- *)

let PREFIX_CHAIN = prove(`str_prefixof a b ==> str_prefixof b c ==> str_prefixof a c`,
  REWRITE_TAC[str_prefixof] THEN REPEAT STRIP_TAC THEN EXISTS_TAC `APPEND u u':str` THEN
  ASM_REWRITE_TAC[APPEND_ASSOC]);;
let PREFIX_CHAIN = GEN_ALL PREFIX_CHAIN;;
let SUFFIX_CHAIN = prove(`str_suffixof a b ==> str_suffixof b c ==> str_suffixof a c`,
  REWRITE_TAC[str_suffixof] THEN REPEAT STRIP_TAC THEN EXISTS_TAC `APPEND u' u:str` THEN
  ASM_REWRITE_TAC[APPEND_ASSOC]);;
let SUFFIX_CHAIN = GEN_ALL SUFFIX_CHAIN;;
let PART_CHAIN = prove(`str_contains b a ==> str_contains c b ==> str_contains c a`,
  REWRITE_TAC[str_contains] THEN REPEAT STRIP_TAC THEN
  MAP_EVERY EXISTS_TAC [`APPEND u' u:str`; `APPEND v v':str`] THEN
  ASM_REWRITE_TAC[APPEND_ASSOC]);;
let PART_CHAIN = GEN_ALL PART_CHAIN;;
let PREFIX_PART = prove(`str_prefixof a b ==> str_contains b a`,
  REWRITE_TAC[str_prefixof; str_contains] THEN STRIP_TAC THEN
  MAP_EVERY EXISTS_TAC [`[]:str`; `u:str`] THEN ASM_REWRITE_TAC[APPEND]);;
let SUFFIX_PART = prove(`str_suffixof a b ==> str_contains b a`,
  REWRITE_TAC[str_suffixof; str_contains] THEN STRIP_TAC THEN
  MAP_EVERY EXISTS_TAC [`u:str`; `[]:str`] THEN ASM_REWRITE_TAC[APPEND_NIL]);;
let as_part th = try MATCH_MP PREFIX_PART th with Failure _ ->
  try MATCH_MP SUFFIX_PART th with Failure _ -> th;;
register "str_part_chain" "PREFIX_CHAIN, SUFFIX_CHAIN, PART_CHAIN" (fun s ->
  let ths = List.map snd s.premises in
  let fold ths = match ths with
      th :: more -> List.fold_left (fun a b -> tryfind (fun t -> MATCH_MP (MATCH_MP t a) b)
        [PREFIX_CHAIN; SUFFIX_CHAIN; PART_CHAIN]) th more
    | [] -> failwith "str_part_chain" in
  match (try Some (fold ths) with Failure _ -> None) with
    Some th when concl th = s.goal -> th
  | _ -> fold (List.map as_part ths));;
let PART_ANTI = prove(`str_contains a b ==> str_contains b a ==> a = b`,
  DISCH_TAC THEN FIRST_ASSUM(MP_TAC o MATCH_MP CONTAINS_LENGTH) THEN
  REPEAT DISCH_TAC THEN
  FIRST_ASSUM(MP_TAC o MATCH_MP CONTAINS_LENGTH) THEN DISCH_TAC THEN
  MP_TAC(INST [`a:str`,`x:str`; `b:str`,`y:str`] CONTAINS_SAME) THEN ASM_REWRITE_TAC[]);;
register "str_part_antisymm" "PART_ANTI" (fun s ->
  MATCH_MP (MATCH_MP PART_ANTI (premise s 0)) (premise s 1));;
