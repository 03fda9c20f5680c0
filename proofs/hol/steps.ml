(* ========================================================================= *)
(* steps.ml: what a rule of the signature is here, and the terms of proofs   *)
(* as terms of HOL Light.                                                    *)
(*                                                                           *)
(* HOW TO ADD A RULE. In one of the files rules_*.ml (loaded by load.ml):    *)
(*                                                                           *)
(*   register "name" "theorems behind it, for COVERAGE.md" (fun s -> thm);;  *)
(*                                                                           *)
(* s is the step: s.args (terms of the proof), s.premises (each with its     *)
(* theorem), s.conclusion (as the signature computes it) and s.goal, the     *)
(* same as a term of HOL Light. The function returns a theorem whose         *)
(* conclusion is s.goal and whose hypotheses are at most those of the        *)
(* premises; step_theorem checks that. It fails in any way if it cannot.     *)
(* Nothing here is trusted: what a function returns is a theorem.            *)
(* ========================================================================= *)

exception Refused of string;;
let refuse s = raise (Refused s);;

(* ---- terms ---------------------------------------------------------------- *)

(* Lists lose their nil: (and a (and b true)) is a /\ b. *)
let hol_of_eo =
  let cache : (int, term) Hashtbl.t = Hashtbl.create 10007 in
  let rec tr t =
    try Hashtbl.find cache t.id with Not_found ->
    let u = tr_new t in Hashtbl.add cache t.id u; u
  and tr_new t =
    match t.node with
      Num n -> int_term n
    | Str s -> str_term s
    | Constant (c, sort) -> mk_var(c, List.assoc sort sort_types)
    | Sym s -> (try List.assoc s nullary
                with Not_found -> raise (Stuck ("symbol " ^ s)))
    | Ap _ ->
        let f, args = spine t in
        let s = match f.node with Sym s -> s | _ -> raise (Stuck "application") in
        (match s, args with
           "@purify", [a] -> tr a
         | "re.^", [{ node = Num n }; r] -> smt_apply s [n] [tr r]
         | "re.loop", [{ node = Num n }; { node = Num m }; r] ->
             smt_apply s [n; m] [tr r]
         | "divisible", [{ node = Num n }; x] -> smt_apply s [n] [tr x]
         | _ ->
             (match fst (try Hashtbl.find symbols s
                         with Not_found -> raise (Stuck ("symbol " ^ s))), args with
                Right_nil nil, [a; b] ->
                  if b == nil then tr a else smt_apply s [] [tr a; tr b]
              | Right_nil _, _ -> raise (Stuck ("list of " ^ s))
              | _ -> smt_apply s [] (List.map tr args))) in
  fun t -> try tr t with Unreadable m -> raise (Stuck m);;

(* ---- rules ----------------------------------------------------------------- *)

type step = { rule : string; args : eo list; premises : (eo * thm) list;
              conclusion : eo; goal : term };;

let rule_table : (string, string * (step -> thm)) Hashtbl.t = Hashtbl.create 100;;
let register name theorems f = Hashtbl.replace rule_table name (theorems, f);;

(* How often each rule was used, and the seconds it took. *)
let rule_uses : (string, int * float) Hashtbl.t = Hashtbl.create 100;;
let count_use name seconds =
  let n, t = try Hashtbl.find rule_uses name with Not_found -> (0, 0.) in
  Hashtbl.replace rule_uses name (n + 1, t +. seconds);;

let subset_hyps th premises =
  let allowed = itlist (fun (_, p) hs -> union (hyp p) hs) premises [] in
  List.for_all (fun h -> List.exists (aconv h) allowed) (hyp th);;

(* For development: called with each step that cannot be proved. *)
let on_failure : (step -> exn -> unit) ref = ref (fun _ _ -> ());;

let step_theorem rule args premises =
  let conclusion = try eo_conclude rule args (List.map fst premises)
    with Stuck m -> refuse ("rule " ^ rule ^ ": no conclusion (" ^ m ^ ")") in
  let goal = try hol_of_eo conclusion
    with Stuck m -> refuse ("rule " ^ rule ^ ": conclusion is no formula (" ^ m ^ ")") in
  let f = try snd (Hashtbl.find rule_table rule)
    with Not_found -> refuse ("rule " ^ rule ^ ": not supported") in
  let step = { rule = rule; args = args; premises = premises;
               conclusion = conclusion; goal = goal } in
  let start = Sys.time () in
  let th = try f step with
      Refused m -> !on_failure step (Refused m); refuse ("rule " ^ rule ^ ": " ^ m)
    | (Sys.Break | Out_of_memory) as e -> raise e
    | e -> !on_failure step e;
           refuse ("rule " ^ rule ^ ": the step is not proved") in
  count_use rule (Sys.time () -. start);
  let th = if concl th = goal then th else
    try EQ_MP (ALPHA (concl th) goal) th
    with Failure _ -> !on_failure step (Failure (string_of_term (concl th)));
      refuse ("rule " ^ rule ^ ": another conclusion was proved") in
  if subset_hyps th premises then (conclusion, th)
  else (!on_failure step (Failure "hyps"); refuse ("rule " ^ rule ^ ": a hypothesis is left"));;

let hol_arg s i = hol_of_eo (List.nth s.args i);;
let premise s i = snd (List.nth s.premises i);;
let is_true_arg s i = List.nth s.args i == eo_true;;
