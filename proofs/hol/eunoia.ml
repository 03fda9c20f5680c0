(* ========================================================================= *)
(* eunoia.ml: terms of proofs, and what a rule of the signature concludes.   *)
(*                                                                           *)
(* Not trusted. The files proofs/signature/*.eo say for each rule how its    *)
(* conclusion is made of premises and arguments; this evaluates that (and    *)
(* none of the conditions under which a rule may be used), so that replay.ml *)
(* knows what to prove. A mistake here leads to a step that cannot be proved *)
(* or to a theorem that is not the one needed: never to a false theorem.     *)
(*                                                                           *)
(* Terms are applications of one argument, shared: equal terms are the same  *)
(* object (compare with ==).                                                 *)
(* ========================================================================= *)

type eo = { id : int; node : node }
and node = Sym of string                   (* a symbol of the signature *)
         | Constant of string * string     (* of the problem: name, sort *)
         | Num of num | Str of int list
         | Ap of eo * eo;;

(* Conclusions that do not evaluate, and text that is not understood. *)
exception Stuck of string;;

let eo_share =
  let apps = Hashtbl.create 10007 and atoms = Hashtbl.create 1009 in
  let next = ref 0 in
  let make table key node =
    try Hashtbl.find table key with Not_found ->
      incr next;
      let t = { id = !next; node = node } in
      Hashtbl.add table key t; t in
  fun node -> match node with
      Ap (f, a) -> make apps (f.id, a.id) node
    | Num n -> make atoms ("n" ^ string_of_num n) node
    | Str s -> make atoms ("s" ^ String.concat "," (List.map string_of_int s)) node
    | Sym s -> make atoms ("y" ^ s) node
    | Constant (c, s) -> make atoms ("c" ^ s ^ " " ^ c) node;;

let sym s = eo_share (Sym s) and eo_num n = eo_share (Num n)
and eo_str s = eo_share (Str s) and ap f a = eo_share (Ap (f, a));;
let eo_int n = eo_num (Int n);;
let ap2 f a b = ap (ap f a) b;;
let eo_true = sym "true" and eo_false = sym "false";;
let eo_bool b = if b then eo_true else eo_false;;

(* A symbol and its arguments. *)
let spine t =
  let rec go t args = match t.node with
      Ap (f, a) -> go f (a :: args) | _ -> (t, args) in
  go t [];;

let rec eo_show t =
  match t.node with
    Sym s -> s | Constant (c, _) -> c | Num n -> string_of_num n
  | Str s -> "\"" ^ String.concat ""
      (List.map (fun c -> if 32 <= c && c < 127 then String.make 1 (Char.chr c)
                          else Printf.sprintf "\\u{%x}" c) s) ^ "\""
  | Ap _ -> let f, args = spine t in
      "(" ^ String.concat " " (List.map eo_show (f :: args)) ^ ")";;

(* ---- declarations -------------------------------------------------------- *)

type attribute = Plain | Right_nil of eo | Right | Left
               | Chain of string | Pairs of string;;

(* attribute and result type of each symbol *)
let symbols : (string, attribute * string) Hashtbl.t = Hashtbl.create 100;;

List.iter (fun b -> Hashtbl.replace symbols b (Plain, "Bool")) ["true"; "false"];;

(* An application as the symbol's attribute says. *)
let rec eo_apply f args =
  let attribute = match f.node with
      Sym s -> (try fst (Hashtbl.find symbols s)
                with Not_found -> raise (Stuck ("symbol " ^ s)))
    | _ -> Plain in
  match attribute, args with
    Right_nil nil, _ -> List.fold_right (ap2 f) args nil
  | Right, _ :: _ -> right_assoc (ap2 f) args
  | Left, _ :: _ :: _ -> left_assoc (ap2 f) args
  | Chain g, _ :: _ :: _ :: _ ->
      eo_apply (sym g) (List.map (fun (a, b) -> ap2 f a b) (neighbours args))
  | Pairs g, _ :: _ :: _ :: _ ->
      eo_apply (sym g) (List.map (fun (a, b) -> ap2 f a b) (pairs args))
  | _ -> List.fold_left ap f args;;

let nil_of f = match f.node with
    Sym s -> (match Hashtbl.find symbols s with
                Right_nil nil, _ -> nil | _ -> raise (Stuck "list"))
  | _ -> raise (Stuck "list");;

(* ---- programs ------------------------------------------------------------- *)

type expr = Var of string
          | Is of eo
          | App of expr * expr
          | Call of string * expr list           (* a program or definition *)
          | Built of string * expr list
          | Let of string * expr * expr;;

type program = (expr list * expr) list;;
let programs : (string, program) Hashtbl.t = Hashtbl.create 300;;

type rule = { premises : expr list; premise_list : (expr * eo) option;
              args : expr list; conclusion : expr };;
let eo_rules : (string, rule) Hashtbl.t = Hashtbl.create 100;;

let numeral_text s = s <> "" && (digit_char s.[0] ||
  (s.[0] = '-' && String.length s > 1 && digit_char s.[1]));;

(* vars: the names that are bound, each with whether it stands for a list *)
let rec elaborate vars s =
  match s with
    Number d -> Is (eo_num (num_of_string d))
  | Text cs -> Is (eo_str (unescape cs))
  | Symbol x when List.mem_assoc x vars -> Var x
  | Symbol x when numeral_text x ->
      Is (eo_num (minus_num (num_of_string (String.sub x 1 (String.length x - 1)))))
  | Symbol x when Hashtbl.mem programs x -> Call (x, [])
  | Symbol x -> Is (sym x)
  | Row (Symbol "eo::define" :: Row bs :: [body]) ->
      let rec go vars = function
          Row [Symbol x; e] :: more ->
            let e' = elaborate vars e in Let (x, e', go ((x, false) :: vars) more)
        | [] -> elaborate vars body
        | _ -> raise (Stuck "eo::define") in
      go vars bs
  | Row (Symbol "_" :: f :: args) ->
      List.fold_left (fun f a -> App (f, elaborate vars a)) (elaborate vars f) args
  | Row (Symbol f :: args) when not (List.mem_assoc f vars) ->
      let es = List.map (elaborate vars) args in
      if String.length f > 4 && String.sub f 0 4 = "eo::" then Built (f, es)
      else if Hashtbl.mem programs f then Call (f, es)
      else elaborate_application vars f es
  | Row (f :: args) ->
      List.fold_left (fun f a -> App (f, elaborate vars a)) (elaborate vars f) args
  | _ -> raise (Stuck "expression")

and elaborate_application vars f es =
  let is_list = function Var x -> List.assoc x vars | _ -> false in
  let two a b = App (App (Is (sym f), a), b) in
  match fst (try Hashtbl.find symbols f
             with Not_found -> raise (Stuck ("symbol " ^ f))), es with
    Right_nil nil, _ ->
      let put e rest =
        if is_list e then Built ("eo::list_concat", [Is (sym f); e; rest])
        else two e rest in
      (match List.rev es with
         last :: before when is_list last -> List.fold_right put (List.rev before) last
       | _ -> List.fold_right put es (Is nil))
  | Right, _ -> right_assoc two es
  | Left, _ :: _ :: _ -> left_assoc two es
  | _ -> List.fold_left (fun g e -> App (g, e)) (Is (sym f)) es;;

let parameters ps = List.map (function
    Row (Symbol x :: _ :: more) -> (x, List.mem (Keyword ":list") more)
  | _ -> raise (Stuck "parameter")) ps;;

let rec result_type = function
    Symbol s -> s
  | Row (Symbol "->" :: ts) -> result_type (last ts)
  | _ -> "";;

let rec keyed key = function
    Keyword k :: v :: more -> if k = key then Some v else keyed key more
  | Symbol _ :: more | Row _ :: more | Number _ :: more | Text _ :: more
  | Keyword _ :: more -> keyed key more
  | [] -> None;;

let declare_symbol name ty rest =
  let attribute = match rest with
      Keyword ":right-assoc-nil" :: nil :: _ ->
        let rec ground = function
            Is t -> t | App (f, a) -> ap (ground f) (ground a)
          | _ -> raise (Stuck "nil") in
        Right_nil (ground (elaborate [] nil))
    | Keyword ":right-assoc" :: _ -> Right
    | Keyword ":left-assoc" :: _ -> Left
    | Keyword ":chainable" :: Symbol g :: _ -> Chain g
    | Keyword ":pairwise" :: Symbol g :: _ -> Pairs g
    | _ -> Plain in
  (* of two declarations of one name (-) the first has the attribute *)
  if not (Hashtbl.mem symbols name) then
    Hashtbl.add symbols name (attribute, result_type ty);;

let declare_rule name params rest =
  let vars = parameters params in
  let many key = match keyed key rest with
      Some (Row es) -> List.map (elaborate vars) es | _ -> [] in
  let rec list_of = function
      Keyword ":premise-list" :: pattern :: Symbol f :: _ ->
        Some (elaborate vars pattern, sym f)
    | _ :: more -> list_of more | [] -> None in
  match keyed ":conclusion" rest with
    Some c -> Hashtbl.replace eo_rules name
      { premises = many ":premises"; premise_list = list_of rest;
        args = many ":args"; conclusion = elaborate vars c }
  | None -> raise (Stuck ("rule " ^ name));;

let rec load_signature folder file =
  List.iter (function
      Row [Symbol "include"; Text name] ->
        load_signature folder (String.concat ""
          (List.map (fun c -> String.make 1 (Char.chr c)) name))
    | Row (Symbol "declare-const" :: Symbol x :: ty :: more) ->
        declare_symbol x ty more
    | Row (Symbol "declare-parameterized-const" :: Symbol x :: _ :: ty :: more) ->
        declare_symbol x ty more
    | Row [Symbol "define"; Symbol f; Row ps; body] ->
        let vars = parameters ps in
        Hashtbl.replace programs f
          [List.map (fun (x, _) -> Var x) vars, elaborate vars body]
    | Row (Symbol "program" :: Symbol f :: Row ps :: Keyword ":signature" :: _ ::
           _ :: cases) ->
        let vars = parameters ps in
        Hashtbl.replace programs f [];
        (match cases with
           [Row cs] -> Hashtbl.replace programs f (List.map (function
               Row [Row (_ :: pats); body] ->
                 List.map (elaborate vars) pats, elaborate vars body
             | _ -> raise (Stuck f)) cs)
         | _ -> ())
    | Row (Symbol "declare-rule" :: Symbol r :: Row ps :: more) ->
        declare_rule r ps more
    | _ -> ()) (read_sexps_of (fun c -> simple_char c || c = ':')
                  (read_file (Filename.concat folder file)));;

(* ---- evaluation ------------------------------------------------------------ *)

let rec matches pattern t env =
  match pattern with
    Var x -> (match (try Some (List.assoc x env) with Not_found -> None) with
                Some u -> if Lazy.force u == t then Some env else None
              | None -> Some ((x, lazy t) :: env))
  | Is u -> if u == t then Some env else None
  | App (p, q) ->
      (match t.node with
         Ap (f, a) -> (match matches p f env with
                         Some env' -> matches q a env' | None -> None)
       | _ -> None)
  | Built ("eo::list_concat", _) -> raise (Stuck "pattern")
  | Call (f, []) ->
      (match Hashtbl.find programs f with
         [[], body] -> matches body t env | _ -> raise (Stuck "pattern"))
  | _ -> raise (Stuck "pattern");;

let rec matches_all patterns ts env =
  match patterns, ts with
    [], [] -> Some env
  | p :: ps, t :: more ->
      (match matches p t env with
         Some env' -> matches_all ps more env' | None -> None)
  | _ -> None;;

let rec eo_list f t =
  match t.node with
    Ap ({ node = Ap (g, a) }, rest) when g == f -> a :: eo_list f rest
  | _ -> if t == nil_of f then [] else raise (Stuck "a list that does not end in nil");;
let of_list f ts = List.fold_right (ap2 f) ts (nil_of f);;

let rec sort_of_eo t =
  match t.node with
    Num _ -> "Int" | Str _ -> "String" | Constant (_, s) -> s
  | _ -> let f, args = spine t in
      (match f.node, args with
         Sym "ite", [_; a; _] -> sort_of_eo a
       | Sym "@purify", [a] -> sort_of_eo a
       | Sym ("true" | "false"), [] -> "Bool"
       | Sym s, _ -> snd (Hashtbl.find symbols s)
       | _ -> raise (Stuck "sort"));;

let rec sublist i n l =
  if n <= 0 then [] else
  match l with [] -> [] | x :: more ->
    if i > 0 then sublist (i - 1) n more else x :: sublist 0 (n - 1) more;;

let rec starts xs ys = match xs, ys with
    [], _ -> true | x :: xs, y :: ys -> x = y && starts xs ys | _ -> false;;
let find_in s t =
  let rec go i s = if starts t s then i else
    match s with [] -> -1 | _ :: more -> go (i + 1) more in
  go 0 s;;

let floor_div a b = quo_num a b and floor_mod a b = mod_num a b;;

(* l without the first x; None if it is not there *)
let rec without x = function
    [] -> None | y :: more -> if x == y then Some more else
      (match without x more with Some l -> Some (y :: l) | None -> None);;

let list_diff a b =
  let rec go a b = match a with
      [] -> [] | x :: more -> (match without x b with
        Some b' -> go more b' | None -> x :: go more b) in go a b;;

let is_value t = match t.node with Num _ | Str _ -> true
  | _ -> t == eo_true || t == eo_false;;

let truth t = if t == eo_true then true else if t == eo_false then false
              else raise (Stuck "not a Boolean");;

let built name args =
  let nums () = List.map (fun t -> match t.node with Num n -> n
                          | _ -> raise (Stuck name)) args in
  let small t = match t.node with Num n -> Num.int_of_num n | _ -> raise (Stuck name) in
  let code t = match t.node with Str s -> s | _ -> raise (Stuck name) in
  match name, args with
    "eo::eq", [a; b] -> eo_bool (a == b)
  | "eo::is_eq", [a; b] -> eo_bool (a == b)
  | "eo::not", [a] -> eo_bool (not (truth a))
  | "eo::and", _ -> eo_bool (List.for_all truth args)
  | "eo::or", _ -> eo_bool (List.exists truth args)
  | "eo::xor", [a; b] -> eo_bool (truth a <> truth b)
  | "eo::add", _ -> eo_num (List.fold_left ( +/ ) (Int 0) (nums ()))
  | "eo::mul", _ -> eo_num (List.fold_left ( */ ) (Int 1) (nums ()))
  | "eo::neg", [_] -> eo_num (minus_num (List.hd (nums ())))
  | "eo::zdiv", [_; b] when small b > 0 ->
      let [x; y] = nums () in eo_num (floor_div x y)
  | "eo::zmod", [_; b] when small b > 0 ->
      let [x; y] = nums () in eo_num (floor_mod x y)
  | "eo::is_neg", [_] -> eo_bool (List.hd (nums ()) </ Int 0)
  | "eo::gt", [_; _] -> let [x; y] = nums () in eo_bool (x >/ y)
  | "eo::len", [s] -> eo_int (List.length (code s))
  | "eo::concat", _ -> eo_str (List.concat (List.map code args))
  | "eo::extract", [s; i; j] ->
      let i = small i and j = small j in
      eo_str (if i < 0 then [] else sublist i (j - i + 1) (code s))
  | "eo::find", [s; t] -> eo_int (find_in (code s) (code t))
  | "eo::to_z", [t] -> (match t.node with Num _ -> t | Str [c] -> eo_int c
                        | _ -> raise (Stuck name))
  | "eo::to_str", [t] -> (match t.node with Str _ -> t | Num n when n >=/ Int 0 &&
                            n </ Int 196608 -> eo_str [Num.int_of_num n]
                          | _ -> raise (Stuck name))
  | "eo::is_z", [t] -> eo_bool (match t.node with Num _ -> true | _ -> false)
  | "eo::is_str", [t] -> eo_bool (match t.node with Str _ -> true | _ -> false)
  | "eo::is_bool", [t] -> eo_bool (t == eo_true || t == eo_false)
  | "eo::cmp", [a; b] -> eo_bool (a.id > b.id)
  | "eo::typeof", [t] -> sym (sort_of_eo t)
  | "eo::nil", f :: _ -> nil_of f
  | "eo::cons", [f; a; l] -> ap2 f a l
  | "eo::list_len", [f; l] -> eo_int (List.length (eo_list f l))
  | "eo::list_concat", [f; a; b] ->
      ignore (eo_list f b); List.fold_right (ap2 f) (eo_list f a) b
  | "eo::list_nth", [f; l; i] -> (try List.nth (eo_list f l) (small i)
                                  with _ -> raise (Stuck name))
  | "eo::list_find", [f; l; x] ->
      let rec go i = function [] -> -1 | y :: m -> if x == y then i else go (i + 1) m in
      eo_int (go 0 (eo_list f l))
  | "eo::list_rev", [f; l] -> of_list f (List.rev (eo_list f l))
  | "eo::list_erase", [f; l; x] ->
      (match without x (eo_list f l) with Some m -> of_list f m | None -> l)
  | "eo::list_setof", [f; l] ->
      of_list f (List.rev (List.fold_left
        (fun m x -> if List.memq x m then m else x :: m) [] (eo_list f l)))
  | "eo::list_diff", [f; a; b] -> of_list f (list_diff (eo_list f a) (eo_list f b))
  | "eo::list_singleton_elim", [f; l] ->
      (match eo_list f l with [x] -> x | _ -> l)
  | _ -> raise (Stuck name);;

let rec eo_eval env e =
  match e with
    Var x -> (try Lazy.force (List.assoc x env)
              with Not_found -> raise (Stuck ("variable " ^ x)))
  | Is t -> t
  | App (f, a) -> let f' = eo_eval env f in ap f' (eo_eval env a)
  | Call (f, args) -> eo_call f (List.map (eo_eval env) args)
  | Let (x, e, body) ->
      eo_eval ((x, lazy (eo_eval env e)) :: env) body
  | Built ("eo::ite", [c; a; b]) ->
      eo_eval env (if truth (eo_eval env c) then a else b)
  | Built ("eo::requires", [a; b; c]) ->
      if eo_eval env a == eo_eval env b then eo_eval env c
      else raise (Stuck "eo::requires")
  | Built (f, args) -> built f (List.map (eo_eval env) args)

and eo_call f args =
  let rec first = function
      [] -> raise (Stuck f)
    | (pats, body) :: more ->
        (match matches_all pats args [] with
           Some env -> eo_eval env body | None -> first more) in
  first (Hashtbl.find programs f);;

(* The conclusion of a rule. *)
let eo_conclude name args premises =
  let rule = try Hashtbl.find eo_rules name
             with Not_found -> raise (Stuck ("no rule " ^ name)) in
  let env = match rule.premise_list with
      Some (pattern, f) -> matches pattern (of_list f premises) []
    | None -> matches_all rule.premises premises [] in
  match env with
    None -> raise (Stuck ("premises of " ^ name))
  | Some env ->
      (match matches_all rule.args args env with
         None -> raise (Stuck ("arguments of " ^ name))
       | Some env -> eo_eval env rule.conclusion);;
