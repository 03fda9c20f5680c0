(* ========================================================================= *)
(* rules_regex.ml: emptiness, equality and words of closed regular           *)
(* expressions; memberships of one string (regex.eo).                        *)
(* ========================================================================= *)

(* ---- emptiness ---------------------------------------------------------------- *)

let mk_below r = mk_comb(mk_comb(`none_below`, n_var), r.tm);;
let below_union a b = INST [a, tA; b, tB] BELOW_UNION;;
let BELOW_UNION_DISTRIB = prove
 (`none_below n (re_inter X B) ==> none_below n (re_inter A B) ==>
   none_below n (re_inter (re_union X A) B)`,
  REWRITE_TAC[none_below; IN_RE] THEN MESON_TAC[]);;
let BELOW_NONE_DISTRIB = prove(`none_below n (re_inter re_none B)`,
  REWRITE_TAC[none_below; IN_RE]);;

exception Not_empty;;

type search = { states : (int, re) Hashtbl.t; queue : re Queue.t;
                mutable hints : re list; mutable limit : int };;

let literals_of r = match r.shape with Inter rs -> rs | _ -> [r];;
let subset_of xs ys = List.for_all (fun x -> List.memq x ys) xs;;

(* |- t SUBSET s, where the members of s are among those of t *)
let inter_subset t s =
  let ts = literals_of t in
  let member x = match t.shape with
      Inter rs -> list_subset rs x | _ -> inst1 SUB_REFL t.tm in
  match s.shape with
    Inter rs ->
      let rec go rs = match rs with
          [] -> inst1 SUB_ALL t.tm
        | x :: more ->
            MP (MP (INST [t.tm, tA; x.tm, tX; inter_list more, tB] SUB_INTER) (member x)) (go more) in
      ignore ts; go rs
  | _ -> member s;;

(* none_below n t, from what is assumed of the states *)
let rec cover search t =
  if t == re_NONE then BELOW_NONE else
  if Hashtbl.mem search.states t.rid then ASSUME (mk_below t) else
  match t.shape with
    Union rs -> cover_union search rs
  | _ ->
      let ts = literals_of t in
      match (try Some (List.find (fun s -> subset_of (literals_of s) ts) search.hints)
             with Not_found -> None) with
        Some s ->
          let th = INST [t.tm, tA; s.tm, tB] BELOW_SUBSET in
          MP (MP th (inter_subset t s)) (ASSUME (mk_below s))
      | None ->
          match t.shape with
            Inter rs when List.exists is_union rs -> cover_product search t rs
          | _ -> add_state search t; ASSUME (mk_below t)

and is_union r = match r.shape with Union _ -> true | _ -> false

and cover_union search rs =
  match rs with
    [] -> BELOW_NONE
  | x :: more ->
      let hx = cover search x in
      let hm = cover_union search more in
      MP (MP (below_union x.tm (union_list more)) hx) hm

(* (x1 u .. u xn) n others, distributed *)
and cover_product search t rs =
  let u = List.find is_union rs in
  let others = List.filter (fun r -> r != u) rs in
  let oth, th_o = inter_finish others in
  let members = match u.shape with Union ms -> ms | _ -> [] in
  let rec go ms = match ms with
      [] -> INST [oth.tm, tB] BELOW_NONE_DISTRIB
    | x :: more ->
        let y, th = re_inter2 x oth in
        let hy = EQ_MP (AP_TERM (rator (mk_below y)) (SYM th)) (cover search y) in
        let th = INST [x.tm, tX; union_list more, tA; oth.tm, tB] BELOW_UNION_DISTRIB in
        MP (MP th hy) (go more) in
  let all = go members in
  (* t is a subset of u n o *)
  let sub_u = list_subset rs u in
  let rec sub_others os = match os with
      [] -> inst1 SUB_ALL t.tm
    | x :: more ->
        MP (MP (INST [t.tm, tA; x.tm, tX; inter_list more, tB] SUB_INTER) (list_subset rs x))
           (sub_others more) in
  let sub_o = EQ_MP (AP_TERM (mk_comb(`(SUBSET):lang->lang->bool`, t.tm)) th_o) (sub_others others) in
  let sub = MP (MP (INST [t.tm, tA; u.tm, tX; oth.tm, tB] SUB_INTER) sub_u) sub_o in
  MP (MP (INST [t.tm, tA; bin op_inter u.tm oth.tm, tB] BELOW_SUBSET) sub) all

and add_state search t =
  if nullable t then raise Not_empty;
  if Hashtbl.length search.states >= search.limit then raise Too_large;
  Hashtbl.add search.states t.rid t;
  search.hints <- t :: search.hints;
  Queue.add t search.queue;;

(* .. |- none_below (SUC n) t, where .. says the same of states for n *)
let state_step search t =
  let lift b =
    let h = cover search b.target in
    { b with target = re_NONE;
      th = EQ_MP (AP_TERM (mk_comb(`none_below`, n_var)) (SYM b.th)) h } in
  let blocks = join_blocks (List.map lift (deriv_map t)) in
  let th = match blocks with [b] -> b.th | _ -> failwith "state_step" in
  let step = MP (inst1 BELOW_STEP t.tm) (null_thm t) in
  MP step (GEN c_var th);;

(* |- r = re_none *)
let prove_empty limit hints r =
  if r == re_NONE then REFL tm_none else
  let search = { states = Hashtbl.create 100; queue = Queue.create (); hints = []; limit = limit } in
  List.iter (fun s -> if not (nullable s) && s != re_NONE && not (Hashtbl.mem search.states s.rid)
                      then add_state search s) hints;
  let start = cover search r in
  let steps = ref [] in
  while not (Queue.is_empty search.queue) do
    let t = Queue.pop search.queue in
    steps := (t, state_step search t) :: !steps
  done;
  let states = List.rev_map fst !steps in
  let finish th = MP (inst1 BELOW_EMPTY r.tm) (GEN n_var th) in
  let all n = end_itlist (curry mk_conj)
    (List.map (fun t -> mk_comb(mk_comb(`none_below`, n), t.tm)) states) in
  if states = [] then finish start else
  let parts = Hashtbl.create 100 in
  let rec split ts th = match ts with
      [] -> () | [t] -> Hashtbl.add parts (mk_below t) th
    | t :: more -> let a, b = CONJ_PAIR th in
        Hashtbl.add parts (mk_below t) a; split more b in
  let here = all n_var in
  split states (ASSUME here);
  let from_all th = List.fold_left (fun th h ->
    if h = here then th else PROVE_HYP (Hashtbl.find parts h) th) th (hyp th) in
  let next = end_itlist CONJ (List.map (fun (_, th) -> from_all th) (List.rev !steps)) in
  let base = end_itlist CONJ (List.map (fun t -> inst1 BELOW_0 t.tm) states) in
  let p = mk_abs(n_var, here) in
  let ind = ISPEC p num_INDUCTION in
  let beta t = BETA_CONV t in
  let ind = CONV_RULE (LAND_CONV (LAND_CONV beta THENC
     RAND_CONV (BINDER_CONV (LAND_CONV beta THENC RAND_CONV beta))) THENC
     RAND_CONV (BINDER_CONV beta)) ind in
  let forall = MP ind (CONJ base (GEN n_var (DISCH here next))) in
  finish (PROVE_HYP (SPEC n_var forall) (from_all start));;

(* ---- the reversal: R is empty if it is empty backwards ----------------------------- *)

let rev_lang = new_definition `rev_lang (A:lang):lang = {w | REVERSE w IN A}`;;
let IN_REV = prove(`!w A. w IN rev_lang A <=> REVERSE w IN A`, REWRITE_TAC[rev_lang; IN_ELIM_THM]);;
let REV_EMPTY = prove(`rev_lang A = re_none ==> A = re_none`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE] THEN MESON_TAC[REVERSE_REVERSE]);;
let REV_NONE = prove(`rev_lang re_none = re_none`, REWRITE_TAC[EXTENSION; IN_REV; IN_RE]);;
let REV_ALL = prove(`rev_lang re_all = re_all`, REWRITE_TAC[EXTENSION; IN_REV; IN_RE]);;
let REV_LIT = prove(`rev_lang (str_to_re s) = str_to_re (REVERSE s)`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE] THEN MESON_TAC[REVERSE_REVERSE]);;
let REVERSE_SING = prove(`!w c. REVERSE w = [c:A] <=> w = [c]`,
  REPEAT GEN_TAC THEN EQ_TAC THENL
   [DISCH_THEN(MP_TAC o AP_TERM `REVERSE:A list->A list`) THEN
    REWRITE_TAC[REVERSE_REVERSE; REVERSE; APPEND];
    SIMP_TAC[REVERSE; APPEND]]);;
let REV_CLASS = prove(`rev_lang (re_class l h) = re_class l h`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE; REVERSE_SING]);;
let REV_UNION = prove(`rev_lang (re_union A B) = re_union (rev_lang A) (rev_lang B)`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE]);;
let REV_INTER = prove(`rev_lang (re_inter A B) = re_inter (rev_lang A) (rev_lang B)`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE]);;
let REV_COMP = prove(`rev_lang (re_comp A) = re_comp (rev_lang A)`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE]);;
let REV_CAT = prove(`rev_lang (re_concat A B) = re_concat (rev_lang B) (rev_lang A)`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE] THEN X_GEN_TAC `w:str` THEN EQ_TAC THEN STRIP_TAC THENL
   [MAP_EVERY EXISTS_TAC [`REVERSE v:str`; `REVERSE u:str`] THEN
    ASM_REWRITE_TAC[REVERSE_REVERSE; IN_REV] THEN
    ASM_MESON_TAC[REVERSE_REVERSE; REVERSE_APPEND];
    MAP_EVERY EXISTS_TAC [`REVERSE v:str`; `REVERSE u:str`] THEN
    ASM_REWRITE_TAC[REVERSE_APPEND] THEN ASM_MESON_TAC[IN_REV]]);;
let POWER_COMM = prove(`!n A. re_concat (re_power n A) A = re_concat A (re_power n A)`,
  INDUCT_TAC THENL [REWRITE_TAC[POWER_0; C_EPS_L; C_EPS_R]; ALL_TAC] THEN
  ASM_REWRITE_TAC[re_power; C_ASSOC]);;
let REV_POWER = prove(`!n A. rev_lang (re_power n A) = re_power n (rev_lang A)`,
  INDUCT_TAC THENL
   [REWRITE_TAC[POWER_0; REV_LIT; REVERSE];
    ASM_REWRITE_TAC[re_power; REV_CAT; POWER_COMM]]);;
let REV_STAR = prove(`rev_lang (re_star A) = re_star (rev_lang A)`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE; GSYM REV_POWER]);;
let REV_LOOP = prove(`rev_lang (re_loop n m A) = re_loop n m (rev_lang A)`,
  REWRITE_TAC[EXTENSION; IN_REV; IN_RE; GSYM REV_POWER]);;

let rec re_reverse r =
  (* |- rev_lang r = its normal form *)
  match r.shape with
    None_ -> re_NONE, REV_NONE
  | All_ -> re_ALL, REV_ALL
  | Eps -> re_EPS, TRANS (INST [nil_str, `s:str`] REV_LIT) (REWRITE_CONV[REVERSE] `str_to_re (REVERSE [])`)
  | Lit cs ->
      let th = INST [rand r.tm, `s:str`] REV_LIT in
      let th = CONV_RULE (RAND_CONV (REWRITE_CONV[REVERSE; APPEND])) th in
      let x, th2 = re_literal_thm (List.rev cs) in x, TRANS th th2
  | Class _ -> r, (REWRITE_CONV[REV_UNION; REV_NONE; REV_CLASS] (mk_comb(`rev_lang`, r.tm)))
  | Cat (a, b) ->
      let ra, tha = re_reverse a and rb, thb = re_reverse b in
      let x, th = re_cat rb ra in
      x, TRANS (inst2 REV_CAT a.tm b.tm) (TRANS (MK_COMB (AP_TERM op_cat thb, tha)) th)
  | Union rs -> reverse_list REV_UNION REV_NONE op_union re_union2 re_NONE r.tm rs
  | Inter rs -> reverse_list REV_INTER REV_ALL op_inter re_inter2 re_ALL r.tm rs
  | Comp a ->
      let ra, tha = re_reverse a in let x, th = re_comp1 ra in
      x, TRANS (inst1 REV_COMP a.tm) (TRANS (AP_TERM op_comp tha) th)
  | Star a ->
      let ra, tha = re_reverse a in let x, th = re_star1 ra in
      x, TRANS (inst1 REV_STAR a.tm) (TRANS (AP_TERM op_star tha) th)
  | Loop (n, m, a) ->
      let ra, tha = re_reverse a in let x, th = re_loop1 n m ra in
      let nt = mk_numeral n and mt = mk_numeral m in
      x, TRANS (INST [nt, n_var; mt, tm_; a.tm, tA] REV_LOOP)
           (TRANS (AP_TERM (bin op_loop nt mt) tha) th)
and reverse_list split empty op op2 nil tm rs =
  match rs with
    [] -> nil, empty
  | x :: more ->
      let rx, thx = re_reverse x in
      let rm, thm = reverse_list split empty op op2 nil (rand tm) more in
      let u, th = op2 rx rm in
      u, TRANS (inst2 split x.tm (rand tm)) (TRANS (MK_COMB (AP_TERM op thx, thm)) th);;

let empty_limit = ref 3000;;

(* |- tm = re_none. hints: states that are known to be useful *)
let prove_empty_term hints tm =
  let r, th = re_nf tm in
  let states = List.map (fun t -> fst (re_nf t)) hints in
  let forwards limit = TRANS th (prove_empty limit states r) in
  let backwards limit =
    let x, th' = re_reverse r in
    let e = prove_empty limit states x in
    TRANS th (MP (inst1 REV_EMPTY r.tm) (TRANS th' e)) in
  let small = max 50 (4 * List.length states) in
  try forwards small with Too_large ->
  try backwards small with (Too_large | Not_empty) ->
  try forwards !empty_limit with Too_large -> backwards !empty_limit;;

register "re_empty" "BELOW_STEP, BELOW_EMPTY, D_CAT, D_LOOP, REV_EMPTY .." (fun s ->
  let states = eo_list (sym "@list") (el 1 s.args) in
  prove_empty_term (List.map hol_of_eo states) (lhs s.goal));;

register "re_contained" "BELOW_STEP, SUB_CLASH .." (fun s -> prove_empty_term [] (lhs s.goal));;

(* ---- words -------------------------------------------------------------------------------- *)

let IN_CONS_STEP = prove(`deriv c A = B ==> (CONS c w IN A <=> w IN B)`,
  DISCH_THEN(SUBST1_TAC o SYM) THEN REWRITE_TAC[in_deriv]);;
let w_var = `w:str`;;

(* |- w IN r <=> T or F *)
let rec word_in_re cs r =
  match cs with
    [] -> let h = null_thm r in if is_null_thm h then EQT_INTRO h else EQF_INTRO h
  | n :: more ->
      let d, th = deriv_at r n in
      let step = MP (INST [char_term n, c_var; r.tm, tA; d.tm, tB; str_term more, w_var] IN_CONS_STEP) th in
      TRANS step (word_in_re more d);;

let STR_IN_RE_CONV tm =
  let s, a = rand (rator tm), rand tm in
  let r, th = re_nf a in
  let th1 = TRANS (REWR_CONV str_in_re tm) (AP_TERM (mk_comb(in_op, s)) th) in
  TRANS th1 (word_in_re (literal_codes s) r);;

let DISTINCT_RE = prove(`(str_in_re w A <=> T) /\ (str_in_re w B <=> F) ==> ~(A = B)`,
  REWRITE_TAC[] THEN MESON_TAC[]);;
let DISTINCT_RE' = prove(`(str_in_re w A <=> F) /\ (str_in_re w B <=> T) ==> ~(A = B)`,
  REWRITE_TAC[] THEN MESON_TAC[]);;
register "re_distinct" "IN_CONS_STEP" (fun s ->
  let a, b, w = hol_arg s 0, hol_arg s 1, hol_arg s 2 in
  let value r = STR_IN_RE_CONV (bin `str_in_re` w r) in
  let both = CONJ (value a) (value b) in
  tryfind (fun th -> MATCH_MP th both) [DISTINCT_RE; DISTINCT_RE']);;

let EQUIV_RE = prove(`re_union (re_diff A B) (re_diff B A) = re_none ==> A = B`,
  REWRITE_TAC[EXTENSION; IN_RE] THEN MESON_TAC[]);;
register "re_equiv" "EQUIV_RE" (fun s -> MATCH_MP EQUIV_RE (premise s 0));;

(* ---- memberships of one string --------------------------------------------------------------- *)

let MEMBER_COMP = prove(`~(str_in_re x A) ==> str_in_re x (re_comp A)`,
  REWRITE_TAC[str_in_re; IN_RE]);;
let MEMBER_INTER = prove
 (`str_in_re x A ==> str_in_re x B ==> str_in_re x (re_inter A B)`,
  REWRITE_TAC[str_in_re; IN_RE] THEN MESON_TAC[]);;
register "str_in_re_inter" "MEMBER_COMP, MEMBER_INTER" (fun s ->
  let positive (_, th) = if is_neg (concl th) then MATCH_MP MEMBER_COMP th else th in
  end_itlist (fun a b -> MATCH_MP (MATCH_MP MEMBER_INTER a) b) (List.map positive s.premises));;

let MEMBER_NONE = prove(`str_in_re x A ==> A = re_none ==> F`,
  REWRITE_TAC[str_in_re] THEN MESON_TAC[IN_RE]);;
register "str_in_re_none" "MEMBER_NONE" (fun s ->
  MATCH_MP (MATCH_MP MEMBER_NONE (premise s 0)) (premise s 1));;
