(* ========================================================================= *)
(* regex_conv.ml: computing with closed regular expressions, each step a     *)
(* theorem: normal forms, derivatives (class by class, over symbolic ranges  *)
(* of characters), emptiness.                                                *)
(*                                                                           *)
(* A regular expression is shared: equal ones are the same object. Unions    *)
(* and intersections are sorted lists without repetition that end in re_none *)
(* and re_all; the classes in them are one.                                  *)
(* ========================================================================= *)

type re = { rid : int; shape : shape; tm : term;
            mutable null : thm option; mutable map : block list option }
and shape = None_ | All_ | Eps | Lit of int list | Class of (int * int) list
          | Cat of re * re | Union of re list | Inter of re list
          | Star of re | Loop of num * num * re | Comp of re
(* for lo <= code c <= hi:  lo <= code c, code c <= hi |- deriv c r = target *)
and block = { lo : int; hi : int; target : re; th : thm };;

exception Too_large;;

let max_code = 196607;;
let c_var = `c:uchar` and code_c = `code c` and n_var = `n:num`;;
let tA = `A:lang` and tB = `B:lang` and tX = `X:lang` and tY = `Y:lang` and tD = `D:lang`;;
let op_union = `re_union` and op_inter = `re_inter` and op_cat = `re_concat`
and op_comp = `re_comp` and op_star = `re_star` and op_loop = `re_loop`
and op_deriv = `deriv` and op_class = `re_class` and op_lit = `str_to_re`;;
let tm_none = `re_none` and tm_all = `re_all` and tm_eps = `str_to_re []`
and nil_str = `[]:str`;;
let bin f a b = mk_comb(mk_comb(f, a), b);;
let inst1 th a = INST [a, tA] th;;
let inst2 th a b = INST [a, tA; b, tB] th;;

let numeral = let cache = Hashtbl.create 1009 in fun n ->
  try Hashtbl.find cache n with Not_found ->
    let t = mk_small_numeral n in Hashtbl.add cache n t; t;;

(* |- m < n and |- m <= n for literals *)
let lt_thm = let cache = Hashtbl.create 1009 and lt = `(<):num->num->bool` in
  fun m n -> try Hashtbl.find cache (m, n) with Not_found ->
    let th = EQT_ELIM (NUM_LT_CONV (bin lt (numeral m) (numeral n))) in
    Hashtbl.add cache (m, n) th; th;;
let le_thm = let cache = Hashtbl.create 1009 and le = `(<=):num->num->bool` in
  fun m n -> try Hashtbl.find cache (m, n) with Not_found ->
    let th = EQT_ELIM (NUM_LE_CONV (bin le (numeral m) (numeral n))) in
    Hashtbl.add cache (m, n) th; th;;
let is_code_thm n = lt_thm n 196608;;

(* ---- shared objects ------------------------------------------------------- *)

let re_term_of shape =
  let list op nil rs = List.fold_right (fun r t -> bin op r.tm t) rs nil in
  match shape with
    None_ -> tm_none | All_ -> tm_all | Eps -> tm_eps
  | Lit cs -> mk_comb(op_lit, str_term cs)
  | Class ranges -> List.fold_right (fun (l, h) t ->
      bin op_union (bin op_class (numeral l) (numeral h)) t) ranges tm_none
  | Cat (a, b) -> bin op_cat a.tm b.tm
  | Union rs -> list op_union tm_none rs
  | Inter rs -> list op_inter tm_all rs
  | Star r -> mk_comb(op_star, r.tm)
  | Loop (n, m, r) -> mk_comb(bin op_loop (mk_numeral n) (mk_numeral m), r.tm)
  | Comp r -> mk_comb(op_comp, r.tm);;

type re_key = Key of string * int list;;
let re_table : (re_key, re) Hashtbl.t = Hashtbl.create 10007;;
let re_count = ref 0;;
let re_budget = ref 200000;;
let re_make shape =
  let ids rs = List.map (fun r -> r.rid) rs in
  let key = match shape with
      None_ -> Key ("none", []) | All_ -> Key ("all", []) | Eps -> Key ("eps", [])
    | Lit cs -> Key ("lit", cs)
    | Class ranges -> Key ("class", List.concat (List.map (fun (l, h) -> [l; h]) ranges))
    | Cat (a, b) -> Key ("cat", [a.rid; b.rid])
    | Union rs -> Key ("union", ids rs) | Inter rs -> Key ("inter", ids rs)
    | Star r -> Key ("star", [r.rid])
    | Loop (n, m, r) -> Key ("loop " ^ string_of_num n ^ " " ^ string_of_num m, [r.rid])
    | Comp r -> Key ("comp", [r.rid]) in
  try Hashtbl.find re_table key with Not_found ->
    incr re_count;
    let r = { rid = !re_count; shape = shape; tm = re_term_of shape;
              null = None; map = None } in
    Hashtbl.add re_table key r; r;;

let re_NONE = re_make None_ and re_ALL = re_make All_ and re_EPS = re_make Eps;;
let is_class r = match r.shape with Class _ -> true | _ -> false;;
(* classes first *)
let before_in_list a b =
  if is_class a <> is_class b then is_class a else a.rid < b.rid;;

(* ---- the empty word ---------------------------------------------------------- *)

let is_null_thm th = not (is_neg (concl th));;

(* |- [] IN r  or  |- ~([] IN r) *)
let rec null_thm r =
  match r.null with Some th -> th | None ->
  let th = null_new r in r.null <- Some th; th
and null_new r =
  let list empty rs in_head in_tail out =
    let rec go tm rs = match rs with
        [] -> empty
      | x :: more ->
          let rest = rand tm in
          let hx = null_thm x in
          let decide = INST [x.tm, tA; rest, tB] in
          if is_null_thm hx = is_neg (concl empty) then
            (* in a union: a nullable member decides; in an intersection: one that is not *)
            MP (decide in_head) hx
          else
            let ht = go rest more in
            if is_null_thm ht = is_neg (concl empty) then MP (decide in_tail) ht
            else MP (MP (decide out) hx) ht in
    go r.tm rs in
  match r.shape with
    None_ -> NULL_NONE | All_ -> NULL_ALL | Eps -> NULL_EPS
  | Lit _ -> PART_MATCH I NULL_LIT (mk_neg (bin `(IN):str->lang->bool` nil_str r.tm))
  | Class ranges ->
      let rec go tm = if tm = tm_none then NULL_NONE else
        let h = rand (rator tm) in
        let hc = PART_MATCH (rand o rand) NULL_CLASS h in
        MP (MP (inst2 NULL_UNION_N h (rand tm)) hc) (go (rand tm)) in
      go r.tm
  | Union rs -> list NULL_NONE rs NULL_UNION_L NULL_UNION_R NULL_UNION_N
  | Inter rs -> list NULL_ALL rs NULL_INTER_L NULL_INTER_R NULL_INTER
  | Cat (a, b) ->
      let ha = null_thm a and i = INST [a.tm, tA; b.tm, tB] in
      if not (is_null_thm ha) then MP (i NULL_CAT_L) ha else
      let hb = null_thm b in
      if is_null_thm hb then MP (MP (i NULL_CAT) ha) hb else MP (i NULL_CAT_R) hb
  | Star a -> inst1 NULL_STAR a.tm
  | Loop (n, m, a) ->
      let nt = mk_numeral n and mt = mk_numeral m in
      let i = INST [a.tm, tA; nt, `n:num`; mt, `m:num`] in
      if n =/ Int 0 then i NULL_LOOP_0 else
      let ha = null_thm a in
      let side th = MP th (EQT_ELIM (NUM_LE_CONV (fst (dest_imp (concl th))))) in
      if is_null_thm ha then side (MP (i NULL_LOOP) ha)
      else side (MP (i NULL_LOOP_N) ha)
  | Comp a ->
      let ha = null_thm a in
      if is_null_thm ha then MP (inst1 NULL_COMP_N a.tm) ha
      else MP (inst1 NULL_COMP a.tm) ha;;
let nullable r = is_null_thm (null_thm r);;

(* ---- classes ------------------------------------------------------------------- *)

let tl_ = `l:num` and th_ = `h:num` and tk = `k:num` and ti = `i:num` and tm_ = `m:num`;;
let dest_class_list tm = (* term of the first range, rest *) (rand (rator tm), rand tm);;
let congr_tail f head th = AP_TERM (mk_comb(f, head)) th;;
let class_head l h = bin op_class (numeral l) (numeral h);;
let class_of ranges = if ranges = [] then re_NONE else re_make (Class ranges);;

(* |- [l,h] u R = the ranges joined, where R begins with (k, i) at l or above *)
let class_put (l, h) ranges =
  (* ranges: sorted, disjoint, not touching *)
  let rec put (l, h) ranges =
    let tail = re_term_of (Class ranges) in
    let start = REFL (bin op_union (class_head l h) tail) in
    match ranges with
      (k, i) :: more when k <= h + 1 ->
        let rest = re_term_of (Class more) in
        let common = [numeral l, tl_; numeral h, th_; numeral k, tk; numeral i, ti; rest, tA] in
        let th, joined =
          if i <= h then
            MP (MP (INST common CLASS_INSIDE) (le_thm l k)) (le_thm i h), (l, h)
          else
            let th = MP (INST common CLASS_JOIN) (le_thm l k) in
            let side = fst (dest_imp (concl th)) in
            let ok = EQT_ELIM ((RAND_CONV NUM_ADD_CONV THENC NUM_LE_CONV) side) in
            MP (MP th ok) (le_thm h i), (l, i) in
        let ranges', th' = put joined more in (ranges', TRANS th th')
    | _ -> ((l, h) :: ranges, start) in
  put (l, h) ranges;;

(* |- R u S = T for two lists of ranges *)
let rec class_union a b =
  match a, b with
    [], _ -> b, inst1 U_NONE_L (re_term_of (Class b))
  | _, [] -> a, inst1 U_NONE_R (re_term_of (Class a))
  | (l, h) :: a', (k, i) :: b' ->
      let ta = re_term_of (Class a) and tb = re_term_of (Class b) in
      if l <= k then
        let rest, th = class_union a' b in
        let head = class_head l h in
        let th1 = INST [head, tX; rand ta, tA; tb, tB] U_LEFT in
        let th2 = TRANS th1 (congr_tail op_union head th) in
        let r, th3 = class_put (l, h) rest in (r, TRANS th2 th3)
      else
        let rest, th = class_union a b' in
        let head = class_head k i in
        let th1 = INST [head, tY; ta, tA; rand tb, tB] U_RIGHT in
        let th2 = TRANS th1 (congr_tail op_union head th) in
        let r, th3 = class_put (k, i) rest in (r, TRANS th2 th3);;

(* |- [l,h] n [k,i] = a range or re_none *)
let range_inter (l, h) (k, i) =
  let common = [numeral l, tl_; numeral h, th_; numeral k, tk; numeral i, ti] in
  let flip = INST [class_head l h, tA; class_head k i, tB] I_COMM in
  let flipped = [numeral k, tl_; numeral i, th_; numeral l, tk; numeral h, ti] in
  let th, (lo, hi) =
    if l <= k then
      if h <= i then MP (MP (INST common CLASS_BOTH) (le_thm l k)) (le_thm h i), (k, h)
      else MP (MP (INST common CLASS_WITHIN) (le_thm l k)) (le_thm i h), (k, i)
    else
      if i <= h then TRANS flip (MP (MP (INST flipped CLASS_BOTH) (le_thm k l)) (le_thm i h)), (l, i)
      else TRANS flip (MP (MP (INST flipped CLASS_WITHIN) (le_thm k l)) (le_thm h i)), (l, h) in
  if lo <= hi then Some (lo, hi), th
  else None, TRANS th (MP (INST [numeral lo, tl_; numeral hi, th_] CLASS_EMPTY) (lt_thm hi lo));;

(* |- [l,h] n S = T *)
let rec range_class_inter r b =
  let head = class_head (fst r) (snd r) in
  match b with
    [] -> [], inst1 I_NONE_R head
  | (k, i) :: b' ->
      let tb = re_term_of (Class b) in
      let flip = INST [head, tA; tb, tB] I_COMM in
      let th1 = INST [class_head k i, tX; rand tb, tA; head, tB] I_UNION in
      let one, th_one = range_inter (k, i) r in
      let rest, th_rest = range_class_inter r b' in
      let th_rest = TRANS (INST [rand tb, tA; head, tB] I_COMM) th_rest in
      let both = MK_COMB (AP_TERM op_union th_one, th_rest) in
      let th2 = TRANS (TRANS flip th1) both in
      (match one with
         Some x -> x :: rest, th2
       | None -> rest, TRANS th2 (inst1 U_NONE_L (re_term_of (Class rest))));;
let rec class_inter a b =
  let ta = re_term_of (Class a) and tb = re_term_of (Class b) in
  match a with
    [] -> [], inst1 I_NONE_L tb
  | r :: a' ->
      let th1 = INST [class_head (fst r) (snd r), tX; rand ta, tA; tb, tB] I_UNION in
      let one, th_one = range_class_inter r b and rest, th_rest = class_inter a' b in
      let both = MK_COMB (AP_TERM op_union th_one, th_rest) in
      let u, th_u = class_union one rest in
      u, TRANS (TRANS th1 both) th_u;;

(* ---- unions ------------------------------------------------------------------------ *)

let union_list rs = List.fold_right (fun r t -> bin op_union r.tm t) rs tm_none;;
let inter_list rs = List.fold_right (fun r t -> bin op_inter r.tm t) rs tm_all;;

(* |- r = the list of its members *)
let members_of_union r = match r.shape with
    None_ -> [], REFL tm_none
  | Union rs -> rs, REFL r.tm
  | _ -> [r], inst1 U_NIL r.tm;;

(* |- list a u list b = list c *)
let rec union_merge a b =
  match a, b with
    [], _ -> b, inst1 U_NONE_L (union_list b)
  | _, [] -> a, inst1 U_NONE_R (union_list a)
  | x :: a', y :: b' ->
      if x == y then
        let c, th = union_merge a' b' in
        x :: c, TRANS (INST [x.tm, tX; union_list a', tA; union_list b', tB] U_SAME)
                      (congr_tail op_union x.tm th)
      else if is_class x && is_class y then
        let Class p = x.shape and Class q = y.shape in
        let ranges, th_class = class_union p q in
        let z = class_of ranges in
        let c, th = union_merge a' b' in
        z :: c, TRANS (INST [x.tm, tX; y.tm, tY; union_list a', tA; union_list b', tB] U_BOTH)
                      (MK_COMB (AP_TERM op_union th_class, th))
      else if before_in_list x y then
        let c, th = union_merge a' b in
        x :: c, TRANS (INST [x.tm, tX; union_list a', tA; union_list b, tB] U_LEFT)
                      (congr_tail op_union x.tm th)
      else
        let c, th = union_merge a b' in
        y :: c, TRANS (INST [y.tm, tY; union_list a, tA; union_list b', tB] U_RIGHT)
                      (congr_tail op_union y.tm th);;

(* |- list = normal form *)
let rec union_finish rs =
  match rs with
    [] -> re_NONE, REFL tm_none
  | [r] -> r, SYM (inst1 U_NIL r.tm)
  | _ -> if List.memq re_ALL rs then re_ALL, union_all rs
         else re_make (Union rs), REFL (union_list rs)
and union_all rs = match rs with
    r :: more when r == re_ALL -> inst1 U_ALL_L (union_list more)
  | r :: more -> TRANS (congr_tail op_union r.tm (union_all more)) (inst1 U_ALL_R r.tm)
  | [] -> failwith "union_all";;

(* |- r u s = normal form *)
let re_union2 r s =
  if r == s then r, inst1 U_ID r.tm
  else if r == re_NONE then s, inst1 U_NONE_L s.tm
  else if s == re_NONE then r, inst1 U_NONE_R r.tm
  else if r == re_ALL then re_ALL, inst1 U_ALL_L s.tm
  else if s == re_ALL then re_ALL, inst1 U_ALL_R r.tm
  else if is_class r && is_class s then
    let Class p = r.shape and Class q = s.shape in
    let ranges, th = class_union p q in class_of ranges, th
  else
    let a, tha = members_of_union r and b, thb = members_of_union s in
    let th1 = MK_COMB (AP_TERM op_union tha, thb) in
    let c, th2 = union_merge a b in
    let u, th3 = union_finish c in
    u, TRANS th1 (TRANS th2 th3);;

(* ---- intersections ------------------------------------------------------------------- *)

let members_of_inter r = match r.shape with
    All_ -> [], REFL tm_all
  | Inter rs -> rs, REFL r.tm
  | _ -> [r], inst1 I_NIL r.tm;;

let rec inter_merge a b =
  match a, b with
    [], _ -> b, inst1 I_ALL_L (inter_list b)
  | _, [] -> a, inst1 I_ALL_R (inter_list a)
  | x :: a', y :: b' ->
      if x == y then
        let c, th = inter_merge a' b' in
        x :: c, TRANS (INST [x.tm, tX; inter_list a', tA; inter_list b', tB] I_SAME)
                      (congr_tail op_inter x.tm th)
      else if is_class x && is_class y then
        let Class p = x.shape and Class q = y.shape in
        let ranges, th_class = class_inter p q in
        let z = class_of ranges in
        let c, th = inter_merge a' b' in
        z :: c, TRANS (INST [x.tm, tX; y.tm, tY; inter_list a', tA; inter_list b', tB] I_BOTH)
                      (MK_COMB (AP_TERM op_inter th_class, th))
      else if before_in_list x y then
        let c, th = inter_merge a' b in
        x :: c, TRANS (INST [x.tm, tX; inter_list a', tA; inter_list b, tB] I_LEFT)
                      (congr_tail op_inter x.tm th)
      else
        let c, th = inter_merge a b' in
        y :: c, TRANS (INST [y.tm, tY; inter_list a, tA; inter_list b', tB] I_RIGHT)
                      (congr_tail op_inter y.tm th);;

(* |- list rs SUBSET x, for a member x *)
let rec list_subset rs x =
  match rs with
    r :: more when r == x -> INST [r.tm, tX; inter_list more, tA] SUB_HEAD
  | r :: more ->
      MP (INST [r.tm, tX; inter_list more, tA; x.tm, tB] SUB_TAIL) (list_subset more x)
  | [] -> failwith "list_subset";;

let rec inter_finish rs =
  let tm = inter_list rs in
  match rs with
    [] -> re_ALL, REFL tm_all
  | [r] -> r, SYM (inst1 I_NIL r.tm)
  | _ ->
      if List.memq re_NONE rs then re_NONE, MP (inst1 SUB_EMPTY tm) (list_subset rs re_NONE)
      else match clash rs rs with
        Some (x, nx) ->
          re_NONE, MP (MP (INST [tm, tA; x.tm, tX] SUB_CLASH) (list_subset rs x)) (list_subset rs nx)
      | None ->
          if List.memq re_EPS rs then
            let r = re_make (Inter rs) in
            let h = null_thm r and sub = list_subset rs re_EPS in
            if is_null_thm h then re_EPS, MP (MP (inst1 SUB_IS_EPS tm) sub) h
            else re_NONE, MP (MP (inst1 SUB_EPS tm) sub) h
          else re_make (Inter rs), REFL tm
and clash rs all = match rs with
    [] -> None
  | r :: more -> (match r.shape with
        Comp x when List.memq x all -> Some (x, r) | _ -> clash more all);;

let re_inter2 r s =
  if r == s then r, inst1 I_ID r.tm
  else if r == re_ALL then s, inst1 I_ALL_L s.tm
  else if s == re_ALL then r, inst1 I_ALL_R r.tm
  else if r == re_NONE then re_NONE, inst1 I_NONE_L s.tm
  else if s == re_NONE then re_NONE, inst1 I_NONE_R r.tm
  else
    let a, tha = members_of_inter r and b, thb = members_of_inter s in
    let th1 = MK_COMB (AP_TERM op_inter tha, thb) in
    let c, th2 = inter_merge a b in
    let u, th3 = inter_finish c in
    u, TRANS th1 (TRANS th2 th3);;

(* ---- complement -------------------------------------------------------------------------- *)

let rec re_comp1 r =
  match r.shape with
    None_ -> re_ALL, COMP_NONE
  | All_ -> re_NONE, COMP_ALL
  | Comp x -> x, inst1 COMP_COMP x.tm
  | Union rs ->
      let rec go rs = match rs with
          [] -> re_ALL, COMP_NONE
        | x :: more ->
            let th1 = INST [x.tm, tX; union_list more, tA] COMP_UNION in
            let nx, thx = re_comp1 x and nm, thm = go more in
            let th2 = MK_COMB (AP_TERM op_inter thx, thm) in
            let i, th3 = re_inter2 nx nm in
            i, TRANS th1 (TRANS th2 th3) in
      go rs
  | _ -> let c = re_make (Comp r) in c, REFL c.tm;;

(* ---- concatenation ------------------------------------------------------------------------ *)

let rec re_cat a b =
  if a == re_NONE then re_NONE, INST [b.tm, tB; b.tm, tA] C_NONE_L
  else if b == re_NONE then re_NONE, inst1 C_NONE_R a.tm
  else if a == re_EPS then b, inst1 C_EPS_L b.tm
  else if b == re_EPS then a, inst1 C_EPS_R a.tm
  else match a.shape with
    Cat (x, y) ->
      let th1 = INST [x.tm, tA; y.tm, tB; b.tm, tD] C_ASSOC in
      let yb, th2 = re_cat y b in
      let r, th3 = re_cat x yb in
      r, TRANS th1 (TRANS (congr_tail op_cat x.tm th2) th3)
  | _ ->
      let plain () = let c = re_make (Cat (a, b)) in c, REFL c.tm in
      if a == re_ALL then
        match b.shape with
          Cat (x, y) when nullable x ->
            let th1 = MP (inst2 C_ALL_NULL x.tm y.tm) (null_thm x) in
            let r, th2 = re_cat a y in r, TRANS th1 th2
        | _ -> if nullable b then re_ALL, MP (inst1 C_ALL_NULL_END b.tm) (null_thm b)
               else plain ()
      else if b == re_ALL && nullable a then re_ALL, MP (inst1 C_NULL_ALL_END a.tm) (null_thm a)
      else match b.shape with
          Cat (x, y) when x == re_ALL && nullable a ->
            b, MP (inst2 C_NULL_ALL a.tm y.tm) (null_thm a)
        | _ -> plain ();;

(* a before b, a union distributed *)
let re_before a b =
  match a.shape with
    Union rs ->
      let rec go rs = match rs with
          [] -> re_NONE, INST [b.tm, tA] C_NONE_L
        | x :: more ->
            let th1 = INST [x.tm, tX; union_list more, tA; b.tm, tB] C_UNION in
            let xb, thx = re_cat x b and mb, thm = go more in
            let th2 = MK_COMB (AP_TERM op_union thx, thm) in
            let u, th3 = re_union2 xb mb in
            u, TRANS th1 (TRANS th2 th3) in
      go rs
  | _ -> re_cat a b;;

(* ---- iteration ------------------------------------------------------------------------------ *)

let re_star1 r =
  match r.shape with
    None_ -> re_EPS, STAR_NONE
  | Eps -> re_EPS, STAR_EPS
  | All_ -> re_ALL, STAR_ALL
  | Star _ -> r, inst1 STAR_STAR (rand r.tm)
  | Class [0, 196607] -> re_ALL, CLASS_FULL_STAR
  | _ -> let s = re_make (Star r) in s, REFL s.tm;;

let num_side conv th = MP th (EQT_ELIM (conv (fst (dest_imp (concl th)))));;
let re_loop1 n m r =
  let nt = mk_numeral n and mt = mk_numeral m in
  let i = INST [nt, n_var; mt, tm_; r.tm, tA] in
  if m </ n then re_NONE, num_side NUM_LT_CONV (i LOOP_EMPTY)
  else if m =/ Int 0 then re_EPS, i LOOP_0_0
  else match r.shape with
    None_ -> if n =/ Int 0 then re_EPS, i LOOP_NONE_0
             else re_NONE, num_side NUM_LE_CONV (i LOOP_NONE)
  | Eps -> re_EPS, num_side NUM_LE_CONV (i LOOP_EPS)
  | All_ -> re_ALL, num_side NUM_REDUCE_CONV (i LOOP_ALL)
  | _ ->
      if n =/ Int 1 && m =/ Int 1 then r, i LOOP_1_1
      else if n =/ Int 0 && m =/ Int 1 then
        let u, th = re_union2 re_EPS r in u, TRANS (i LOOP_0_1) th
      else let l = re_make (Loop (n, m, r)) in l, REFL l.tm;;

(* ---- derivatives ------------------------------------------------------------------------------ *)

let at_least n = bin `(<=):num->num->bool` (numeral n) code_c;;
let at_most n = bin `(<=):num->num->bool` code_c (numeral n);;
let memo f = let cache = Hashtbl.create 1009 in fun x ->
  try Hashtbl.find cache x with Not_found ->
    let y = f x in Hashtbl.add cache x y; y;;
let LE_TRANS' = MESON[LE_TRANS] `m <= n ==> n <= p ==> m <= p`;;
let tp = `p:num`;;
(* n <= code c |- m <= code c, for m <= n; code c <= n |- code c <= m, for n <= m *)
let raise_low = memo (fun (n, m) ->
  MP (MP (INST [numeral m, tm_; numeral n, n_var; code_c, tp] LE_TRANS') (le_thm m n))
     (ASSUME (at_least n)));;
let lower_high = memo (fun (n, m) ->
  MP (MP (INST [code_c, tm_; numeral n, n_var; numeral m, tp] LE_TRANS') (ASSUME (at_most n)))
     (le_thm n m));;
(* |- code c <= n \/ n + 1 <= code c *)
let SPLIT_AT = ARITH_RULE `m <= n \/ n + 1 <= m`;;
let split_at = memo (fun n ->
  CONV_RULE (RAND_CONV (LAND_CONV NUM_ADD_CONV)) (INST [code_c, tm_; numeral n, n_var] SPLIT_AT));;

(* A block's theorem for a smaller range *)
let narrow lo hi b =
  let th = if b.lo > 0 && b.lo < lo then PROVE_HYP (raise_low (lo, b.lo)) b.th else b.th in
  if b.hi < max_code && hi < b.hi then PROVE_HYP (lower_high (hi, b.hi)) th else th;;

(* th1 up to m, th2 from m + 1 on, with one conclusion *)
let join_at m th1 th2 =
  if not (List.exists (aconv (at_most m)) (hyp th1)) then th1
  else if not (List.exists (aconv (at_least (m + 1))) (hyp th2)) then th2
  else DISJ_CASES (split_at m) th1 th2;;

let rec join_blocks = function
    a :: b :: more when a.target == b.target ->
      join_blocks ({ a with hi = b.hi; th = join_at a.hi a.th b.th } :: more)
  | a :: more -> a :: join_blocks more
  | [] -> [];;

let whole target th = [{ lo = 0; hi = max_code; target = target; th = th }];;
let map_blocks f bs = join_blocks (List.map (fun b ->
  let t, th = f b in { b with target = t; th = th }) bs);;

(* Two maps: f gets both blocks' targets and theorems on the common range. *)
let combine_blocks f a b =
  let rec go a b = match a, b with
      x :: a', y :: b' ->
        let lo = max x.lo y.lo and hi = min x.hi y.hi in
        let t, th = f (x.target, narrow lo hi x) (y.target, narrow lo hi y) in
        { lo = lo; hi = hi; target = t; th = th } ::
        go (if x.hi = hi then a' else a) (if y.hi = hi then b' else b)
    | _ -> [] in
  join_blocks (go a b);;

let rec deriv_map r =
  match r.map with Some m -> m | None ->
  let m = deriv_new r in r.map <- Some m; m

and deriv_new r =
  match r.shape with
    None_ -> whole re_NONE D_NONE
  | All_ -> whole re_ALL D_ALL
  | Eps -> whole re_NONE D_EPS
  | Lit (ch :: rest) -> deriv_literal ch rest
  | Lit [] -> failwith "deriv"
  | Class ranges -> deriv_ranges ranges
  | Union rs -> deriv_list op_union D_NONE re_NONE D_UNION re_union2 r.tm rs
  | Inter rs -> deriv_list op_inter D_ALL re_ALL D_INTER re_inter2 r.tm rs
  | Comp a ->
      map_blocks (fun b ->
        let c, th = re_comp1 b.target in
        c, TRANS (inst1 D_COMP a.tm) (TRANS (AP_TERM op_comp b.th) th)) (deriv_map a)
  | Star a ->
      map_blocks (fun b ->
        let t, th = re_before b.target r in
        t, TRANS (inst1 D_STAR a.tm) (TRANS (AP_THM (AP_TERM op_cat b.th) r.tm) th)) (deriv_map a)
  | Loop (n, m, a) ->
      let th0 = num_side NUM_LE_CONV
        (INST [mk_numeral n, n_var; mk_numeral m, tm_; a.tm, tA] D_LOOP) in
      let n' = if n =/ Int 0 then n else n -/ Int 1 and m' = m -/ Int 1 in
      let th1 = CONV_RULE (RAND_CONV (RAND_CONV
        (LAND_CONV NUM_SUB_CONV THENC RATOR_CONV (LAND_CONV NUM_SUB_CONV)))) th0 in
      let rest, th_rest = re_loop1 n' m' a in
      map_blocks (fun b ->
        let t, th = re_before b.target rest in
        t, TRANS th1 (TRANS (MK_COMB (AP_TERM op_cat b.th, th_rest)) th)) (deriv_map a)
  | Cat (a, b) -> deriv_cat a b

and deriv_cat a b =
  let ha = null_thm a in
  let first = fun (t, th) ->
    let u, thu = re_before t b in u, TRANS (AP_THM (AP_TERM op_cat th) b.tm) thu in
  if not (is_null_thm ha) then
    let th0 = MP (inst2 D_CAT a.tm b.tm) ha in
    map_blocks (fun x -> let u, th = first (x.target, x.th) in u, TRANS th0 th) (deriv_map a)
  else
    let th0 = MP (inst2 D_CAT_NULL a.tm b.tm) ha in
    combine_blocks (fun x (t2, th2) ->
      let u1, th1 = first x in
      let v, thv = re_union2 u1 t2 in
      v, TRANS th0 (TRANS (MK_COMB (AP_TERM op_union th1, th2)) thv))
      (deriv_map a) (deriv_map b)

and deriv_list op empty_th empty split op2 tm rs =
  match rs with
    [] -> whole empty empty_th
  | x :: more ->
      let th0 = inst2 split x.tm (rand tm) in
      combine_blocks (fun (t1, th1) (t2, th2) ->
        let u, th = op2 t1 t2 in
        u, TRANS th0 (TRANS (MK_COMB (AP_TERM op th1, th2)) th))
        (deriv_map x) (deriv_list op empty_th empty split op2 (rand tm) more)

and deriv_literal ch rest =
  let s = str_term rest in
  let common = [numeral ch, n_var; s, `s:str`] in
  let target = re_literal rest in
  let at th = UNDISCH th in
  let mid = UNDISCH (UNDISCH (MP (INST common D_LIT) (is_code_thm ch))) in
  let mid = TRANS mid (snd (re_literal_thm rest)) in
  let mid = if ch = 0 then PROVE_HYP (le0_c) mid else mid in
  let mid = if ch = max_code then PROVE_HYP (le_max_c) mid else mid in
  let below = if ch = 0 then [] else
    [{ lo = 0; hi = ch - 1; target = re_NONE; th = at (MP (MP
       (INST ((numeral (ch - 1), tm_) :: common) D_LIT_BELOW) (is_code_thm ch)) (lt_thm (ch - 1) ch)) }] in
  let above = if ch = max_code then [] else
    [{ lo = ch + 1; hi = max_code; target = re_NONE; th = at (MP (MP
       (INST ((numeral (ch + 1), tm_) :: common) D_LIT_ABOVE) (is_code_thm ch)) (lt_thm ch (ch + 1))) }] in
  below @ [{ lo = ch; hi = ch; target = target; th = mid }] @ above

and deriv_ranges ranges =
  match ranges with
    [] -> whole re_NONE D_NONE
  | (l, h) :: more ->
      let common = [numeral l, tl_; numeral h, th_] in
      let mid = UNDISCH (UNDISCH (INST common D_CLASS)) in
      let mid = if l = 0 then PROVE_HYP le0_c mid else mid in
      let mid = if h = max_code then PROVE_HYP le_max_c mid else mid in
      let below = if l = 0 then [] else
        [{ lo = 0; hi = l - 1; target = re_NONE; th = UNDISCH (MP
           (INST ((numeral (l - 1), tm_) :: common) D_CLASS_BELOW) (lt_thm (l - 1) l)) }] in
      let above = if h = max_code then [] else
        [{ lo = h + 1; hi = max_code; target = re_NONE; th = UNDISCH (MP
           (INST ((numeral (h + 1), tm_) :: common) D_CLASS_ABOVE) (lt_thm h (h + 1))) }] in
      let one = below @ [{ lo = l; hi = h; target = re_EPS; th = mid }] @ above in
      let th0 = inst2 D_UNION (class_head l h) (re_term_of (Class more)) in
      combine_blocks (fun (t1, th1) (t2, th2) ->
        let u, th = re_union2 t1 t2 in
        u, TRANS th0 (TRANS (MK_COMB (AP_TERM op_union th1, th2)) th))
        one (deriv_ranges more)

(* |- str_to_re s = normal form *)
and re_literal_thm cs = match cs with
    [] -> re_EPS, REFL tm_eps
  | [ch] -> class_of [(ch, ch)], MP (INST [numeral ch, n_var] LIT_CLASS) (is_code_thm ch)
  | _ -> let r = re_make (Lit cs) in r, REFL r.tm
and re_literal cs = fst (re_literal_thm cs)
and le0_c = SPEC code_c LE_0
and le_max_c = MP (INST [code_c, `n:num`] (ARITH_RULE `n < 196608 ==> n <= 196607`)) (SPEC c_var CODE_LT);;

(* ---- normal form of a term --------------------------------------------------------------------- *)

let literal_codes tm =
  let char t = Num.int_of_num (dest_numeral (rand t)) in
  List.map char (dest_list tm);;

let RANGE_CONV tm =
  let s, t = rand (rator tm), rand tm in
  match literal_codes s, literal_codes t with
    [m], [n] ->
      let th = MP (MP (INST [numeral m, tm_; numeral n, n_var] RANGE_CLASS) (is_code_thm m)) (is_code_thm n) in
      if m <= n then class_of [m, n], th
      else re_NONE, TRANS th (TRANS (AP_THM (AP_TERM op_union
             (MP (INST [numeral m, tl_; numeral n, th_] CLASS_EMPTY) (lt_thm n m))) tm_none)
             (inst1 U_NONE_L tm_none))
  | _ ->
      let th = INST [s, `s:str`; t, `t:str`] RANGE_NONE in
      re_NONE, MP th (prove(fst (dest_imp (concl th)), REWRITE_TAC[LENGTH] THEN ARITH_TAC));;

let nf_cache : (term, re * thm) Hashtbl.t = Hashtbl.create 1009;;
(* |- tm = normal form *)
let rec re_nf tm =
  let f, args = strip_comb tm in
  let two op f =
    let [a; b] = args in
    let ra, tha = re_nf a and rb, thb = re_nf b in
    let r, th = f ra rb in
    r, TRANS (MK_COMB (AP_TERM op tha, thb)) th in
  let loop n m a =
    let ra, tha = re_nf a in
    let r, th = re_loop1 n m ra in
    r, TRANS (AP_TERM (bin op_loop (mk_numeral n) (mk_numeral m)) tha) th in
  match fst (dest_const f), args with
    "re_none", [] -> re_NONE, REFL tm
  | "re_all", [] -> re_ALL, REFL tm
  | "re_allchar", [] -> class_of [0, max_code], ALLCHAR_CLASS
  | "re_class", [l; h] ->
      class_of [Num.int_of_num (dest_numeral l), Num.int_of_num (dest_numeral h)], inst1 U_NIL tm
  | "str_to_re", [s] -> re_literal_thm (literal_codes s)
  | "re_range", _ -> RANGE_CONV tm
  | "re_concat", _ -> two op_cat re_cat
  | "re_union", _ -> two op_union re_union2
  | "re_inter", _ -> two op_inter re_inter2
  | "re_diff", [a; b] ->
      let r, th = re_nf (bin op_inter a (mk_comb(op_comp, b))) in
      r, TRANS (inst2 DIFF_ELIM a b) th
  | "re_comp", [a] ->
      let ra, tha = re_nf a in
      let r, th = re_comp1 ra in r, TRANS (AP_TERM op_comp tha) th
  | "re_star", [a] ->
      let ra, tha = re_nf a in
      let r, th = re_star1 ra in r, TRANS (AP_TERM op_star tha) th
  | "re_plus", [a] ->
      let r, th = re_nf (bin op_cat a (mk_comb(op_star, a))) in
      r, TRANS (inst1 PLUS_ELIM a) th
  | "re_opt", [a] ->
      let r, th = re_nf (bin op_union tm_eps a) in
      r, TRANS (inst1 OPT_ELIM a) th
  | "re_power", [n; a] ->
      let r, th = loop (dest_numeral n) (dest_numeral n) a in
      r, TRANS (INST [n, n_var; a, tA] LOOP_SAME) th
  | "re_loop", [n; m; a] -> loop (dest_numeral n) (dest_numeral m) a
  | _ -> failwith "re_nf: no closed regular expression";;

(* ---- words ----------------------------------------------------------------------------------------- *)

let in_op = `(IN):str->lang->bool`;;
let CODE_CHR_CACHED = memo (fun n -> MP (INST [numeral n, n_var] CODE_CHR) (is_code_thm n));;
let LE_REFL' = SPEC_ALL LE_REFL;;
let in_deriv = prove(`CONS c w IN A <=> w IN deriv c A`, REWRITE_TAC[deriv; IN_ELIM_THM]);;

(* |- deriv (chr n) r = its normal form *)
let deriv_at r n =
  let b = List.find (fun b -> b.lo <= n && n <= b.hi) (deriv_map r) in
  let th = INST [char_term n, c_var] b.th in
  let code = CODE_CHR_CACHED n in
  let bound tm th =
    (* hypotheses about code (chr n) *)
    let l, h = rand (rator tm), rand tm in
    let ok = if is_numeral l
      then EQ_MP (SYM (AP_TERM (rator tm) code)) (le_thm (Num.int_of_num (dest_numeral l)) n)
      else EQ_MP (SYM (AP_THM (AP_TERM `(<=):num->num->bool` code) h))
             (le_thm n (Num.int_of_num (dest_numeral h))) in
    PROVE_HYP ok th in
  b.target, List.fold_left (fun th h -> bound h th) th (hyp th);;
