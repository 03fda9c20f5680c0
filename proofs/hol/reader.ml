(* ========================================================================= *)
(* reader.ml: reads an SMT-LIB 2.6 script as terms of HOL Light.             *)
(*                                                                           *)
(* This file is trusted: it says which formulas of HOL Light the assertions  *)
(* of a script are. A constant x of sort Int is the variable x of type int,  *)
(* and so on; an operator is the constant of strings.ml that has its name,   *)
(* or HOL Light's (smt_apply, below). let, define-fun and :named terms are   *)
(* expanded. Whatever is not known is an error: nothing is skipped but the   *)
(* commands that cannot change what is asserted.                             *)
(* ========================================================================= *)

exception Unreadable of string;;
let unreadable s = raise (Unreadable s);;

(* ---- text to S-expressions ---------------------------------------------- *)

type sexp =
    Symbol of string                  (* without bars *)
  | Keyword of string
  | Number of string                  (* digits *)
  | Text of int list                  (* code points, escapes not yet read *)
  | Row of sexp list;;

let simple_char c =
  ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
  String.contains "~!@$%^&*_-+=<>.?/" c;;

let digit_char c = '0' <= c && c <= '9';;

(* One code point of UTF-8 at position i: the code point and its length. *)
let utf8_at s i =
  let byte k = if i + k < String.length s then Char.code s.[i + k]
               else unreadable "UTF-8 ends too early" in
  let tail k = let b = byte k in
    if b land 192 = 128 then b land 63 else unreadable "broken UTF-8" in
  let least l (v, n) =
    if v < l || (0xD800 <= v && v <= 0xDFFF) || v > 0x10FFFF
    then unreadable "broken UTF-8" else (v, n) in
  let b = byte 0 in
  if b < 128 then (b, 1)
  else if b land 224 = 192 then least 128 ((b land 31) lsl 6 + tail 1, 2)
  else if b land 240 = 224
  then least 2048 ((b land 15) lsl 12 + tail 1 lsl 6 + tail 2, 3)
  else if b land 248 = 240
  then least 65536
         ((b land 7) lsl 18 + tail 1 lsl 12 + tail 2 lsl 6 + tail 3, 4)
  else unreadable "broken UTF-8";;

(* All S-expressions of a text, whose symbols are made of such characters. *)
let read_sexps_of symbol_char s =
  let n = String.length s in
  let rec scan_while p i = if i < n && p s.[i] then scan_while p (i + 1) else i in
  let rec text i acc =
    if i >= n then unreadable "a string literal does not end"
    else if s.[i] = '"'
    then if i + 1 < n && s.[i + 1] = '"' then text (i + 2) (34 :: acc)
         else (Text (List.rev acc), i + 1)
    else let c, k = utf8_at s i in text (i + k) (c :: acc) in
  let quoted i =
    let j = try String.index_from s i '|'
            with Not_found -> unreadable "a quoted symbol does not end" in
    (Symbol (String.sub s i (j - i)), j + 1) in
  let rec loop i stack row =
    if i >= n then
      if stack = [] then List.rev row else unreadable "a parenthesis is open"
    else match s.[i] with
      ' ' | '\t' | '\n' | '\r' -> loop (i + 1) stack row
    | ';' -> loop (scan_while (fun c -> c <> '\n') i) stack row
    | '(' -> loop (i + 1) (row :: stack) []
    | ')' -> (match stack with
                [] -> unreadable "a parenthesis too many"
              | up :: more -> loop (i + 1) more (Row (List.rev row) :: up))
    | '"' -> let x, j = text (i + 1) [] in loop j stack (x :: row)
    | '|' -> let x, j = quoted (i + 1) in loop j stack (x :: row)
    | ':' -> let j = scan_while symbol_char (i + 1) in
             loop j stack (Keyword (String.sub s i (j - i)) :: row)
    | '#' -> let j = scan_while symbol_char (i + 1) in
             loop j stack (Symbol (String.sub s i (j - i)) :: row)
    | c when symbol_char c ->
        let j = scan_while symbol_char i in
        let word = String.sub s i (j - i) in
        let all_digits = scan_while digit_char i = j in
        if digit_char c && not all_digits then unreadable ("token " ^ word);
        loop j stack ((if all_digits then Number word else Symbol word) :: row)
    | c -> unreadable ("character " ^ String.make 1 c) in
  loop 0 [] [];;


let read_sexps = read_sexps_of simple_char;;

(* ---- literals ------------------------------------------------------------ *)

let hex_value c =
  if 48 <= c && c <= 57 then c - 48
  else if 97 <= c && c <= 102 then c - 87
  else if 65 <= c && c <= 70 then c - 55 else -1;;

(* \ud...d with one to five digits in braces, at most 2FFFF, or four without:
   everything else stands for itself. *)
let rec unescape cs =
  let value = List.fold_left (fun v d -> 16 * v + hex_value d) 0 in
  let rec braced digits = function
      125 :: more when digits <> [] && List.length digits <= 5 &&
                       value (List.rev digits) < 0x30000 ->
        Some (value (List.rev digits), more)
    | d :: more when hex_value d >= 0 -> braced (d :: digits) more
    | _ -> None in
  match cs with
    92 :: 117 :: 123 :: more ->
      (match braced [] more with
         Some (c, rest) -> c :: unescape rest
       | None -> 92 :: unescape (List.tl cs))
  | 92 :: 117 :: a :: b :: c :: d :: more
      when List.for_all (fun x -> hex_value x >= 0) [a; b; c; d] ->
      value [a; b; c; d] :: unescape more
  | c :: more ->
      if c >= 0x30000 then unreadable "a character above 2FFFF"
      else c :: unescape more
  | [] -> [];;

let str_type = `:str` and lang_type = `:lang` and int_type = `:int`;;

let char_term =
  let cache = Hashtbl.create 256 and chr = `chr` in
  fun c -> try Hashtbl.find cache c with Not_found ->
    let t = mk_comb(chr, mk_small_numeral c) in Hashtbl.add cache c t; t;;

(* A literal is the list of its characters: [chr 97; chr 98]. *)
let str_term =
  let nil = `[]:str` and cons = `CONS:uchar->str->str` in
  fun cs -> List.fold_right
    (fun c t -> mk_comb(mk_comb(cons, char_term c), t)) cs nil;;

let int_term n = mk_intconst n;;

(* ---- operators ----------------------------------------------------------- *)

(* What div and mod by 0 are: variables of every script. *)
let div_by_0 = `div_by_0:int->int` and mod_by_0 = `mod_by_0:int->int`;;

let app1 f = fun [a] -> mk_comb(f, a);;
let app2 f = fun [a; b] -> mk_comb(mk_comb(f, a), b);;
let app3 f = fun [a; b; c] -> mk_comb(mk_comb(mk_comb(f, a), b), c);;

let rec right_assoc f = function
    [a] -> a | a :: more -> f a (right_assoc f more) | [] -> failwith "";;
let left_assoc f = fun (a :: more) -> List.fold_left f a more;;

let rec neighbours = function
    a :: (b :: _ as more) -> (a, b) :: neighbours more | _ -> [];;
let rec pairs = function
    a :: more -> List.map (fun b -> (a, b)) more @ pairs more | [] -> [];;
let conj_of f ps = list_mk_conj (List.map (fun (a, b) -> f a b) ps);;

let two f = fun a b -> mk_comb(mk_comb(f, a), b);;
let assoc f = right_assoc (two f);;
let chain f = fun ts -> conj_of (two f) (neighbours ts);;

(* (- 0) is the literal 0, as there is only one. *)
let negate t =
  if is_intconst t then int_term (minus_num (dest_intconst t))
  else mk_comb(`int_neg`, t);;

(* name, least and greatest number of arguments (-1: any), their sorts ("" if
   they must only be the same), the term *)
let operators =
  let b = "Bool" and i = "Int" and s = "String" and r = "RegLan" in
  let any x = (-1, [x]) and fixed xs = (List.length xs, xs) in
  [ "not", fixed [b], app1 `(~)`;
    "and", any b, assoc `(/\)`; "or", any b, assoc `(\/)`;
    "=>", any b, assoc `(==>)`;
    "xor", any b, left_assoc (fun p q -> mk_neg(mk_eq(p, q)));
    "+", any i, assoc `int_add`; "*", any i, assoc `int_mul`;
    "-", any i, (function [t] -> negate t | ts -> left_assoc (two `int_sub`) ts);
    "div", any i, left_assoc (two (mk_comb(`smt_div`, div_by_0)));
    "mod", fixed [i; i], app2 (mk_comb(`smt_mod`, mod_by_0));
    "abs", fixed [i], app1 `int_abs`;
    "<=", any i, chain `int_le`; "<", any i, chain `int_lt`;
    ">=", any i, chain `int_ge`; ">", any i, chain `int_gt`;
    "divisible", fixed [i; i], app2 `smt_divisible`;
    "str.++", any s, assoc `APPEND:str->str->str`;
    "str.len", fixed [s], app1 `str_len`;
    "str.<", any s, chain `str_lt`; "str.<=", any s, chain `str_le`;
    "str.at", fixed [s; i], app2 `str_at`;
    "str.substr", fixed [s; i; i], app3 `str_substr`;
    "str.prefixof", fixed [s; s], app2 `str_prefixof`;
    "str.suffixof", fixed [s; s], app2 `str_suffixof`;
    "str.contains", fixed [s; s], app2 `str_contains`;
    "str.indexof", fixed [s; s; i], app3 `str_indexof`;
    "str.replace", fixed [s; s; s], app3 `str_replace`;
    "str.replace_all", fixed [s; s; s], app3 `str_replace_all`;
    "str.replace_re", fixed [s; r; s], app3 `str_replace_re`;
    "str.replace_re_all", fixed [s; r; s], app3 `str_replace_re_all`;
    "str.is_digit", fixed [s], app1 `str_is_digit`;
    "str.to_code", fixed [s], app1 `str_to_code`;
    "str.from_code", fixed [i], app1 `str_from_code`;
    "str.to_int", fixed [s], app1 `str_to_int`;
    "str.from_int", fixed [i], app1 `str_from_int`;
    "str.in_re", fixed [s; r], app2 `str_in_re`;
    "str.to_re", fixed [s], app1 `str_to_re`;
    "re.++", any r, assoc `re_concat`; "re.union", any r, assoc `re_union`;
    "re.inter", any r, assoc `re_inter`;
    "re.diff", any r, left_assoc (two `re_diff`);
    "re.*", fixed [r], app1 `re_star`; "re.+", fixed [r], app1 `re_plus`;
    "re.opt", fixed [r], app1 `re_opt`; "re.comp", fixed [r], app1 `re_comp`;
    "re.range", fixed [s; s], app2 `re_range` ];;

let operator_table = Hashtbl.create 64;;
List.iter (fun (n, a, f) -> Hashtbl.replace operator_table n (a, f)) operators;;

let nullary = [ "true", `T`; "false", `F`; "re.none", `re_none`;
                "re.all", `re_all`; "re.allchar", `re_allchar` ];;

let sort_types = [ "Bool", bool_ty; "Int", int_type; "String", str_type;
                   "RegLan", lang_type ];;

(* Of these one argument is enough. *)
let one_is_enough = ["and"; "or"; "+"; "*"; "-"; "str.++"; "re.++"; "re.union";
                     "re.inter"];;

let check_types name expected args =
  let n, sorts = expected in
  let wrong () = unreadable ("arguments of " ^ name) in
  if n >= 0 && List.length args <> n then wrong ();
  if n < 0 && (List.length args < (if List.mem name one_is_enough then 1 else 2))
  then wrong ();
  let types = List.map (fun s -> List.assoc s sort_types) sorts in
  List.iteri (fun i a ->
    let ty = if n < 0 then List.hd types else List.nth types i in
    if type_of a <> ty then wrong ()) args;;

let same_type name args =
  if List.length args < 2 ||
     List.exists (fun a -> type_of a <> type_of (List.hd args)) args
  then unreadable ("arguments of " ^ name);;

(* An operator, applied to its arguments; indices are those of (_ name n ..). *)
let smt_apply name indices args =
  match name, indices with
    "=", [] -> same_type name args;
      conj_of (fun a b -> mk_eq(a, b)) (neighbours args)
  | "distinct", [] -> same_type name args;
      conj_of (fun a b -> mk_neg(mk_eq(a, b))) (pairs args)
  | "ite", [] ->
      (match args with
         [c; a; b] when type_of c = bool_ty && type_of a = type_of b ->
           mk_cond(c, a, b)
       | _ -> unreadable "arguments of ite")
  | "re.^", [n] -> check_types name (1, ["RegLan"]) args;
      mk_comb(mk_comb(`re_power`, mk_numeral n), List.hd args)
  | "re.loop", [n; m] -> check_types name (1, ["RegLan"]) args;
      mk_comb(mk_comb(mk_comb(`re_loop`, mk_numeral n), mk_numeral m),
              List.hd args)
  | "divisible", [n] ->
      if n =/ Int 0 then unreadable "divisible by 0";
      check_types name (1, ["Int"]) args;
      app2 `smt_divisible` [int_term n; List.hd args]
  | _, [] when name <> "divisible" ->
      (match (try Hashtbl.find operator_table name
              with Not_found -> unreadable ("symbol " ^ name)) with
       expected, f -> check_types name expected args; f args)
  | _ -> unreadable ("symbol " ^ name);;

(* ---- terms ---------------------------------------------------------------- *)

let old_spellings = [ "str.in.re", "str.in_re"; "str.to.re", "str.to_re";
  "int.to.str", "str.from_int"; "str.to.int", "str.to_int";
  "str.replaceall", "str.replace_all"; "re.nostr", "re.none";
  "re.complement", "re.comp" ];;
let modern name = try List.assoc name old_spellings with Not_found -> name;;

(* What a name stands for: a term, or a macro: its parameters and its body. *)
type meaning = Term of term | Macro of term list * term;;

(* definitions: the names that the script made, innermost first *)
type script_state = {
  mutable names : (string * meaning) list;
  mutable sorts : (string * hol_type) list;
  mutable named : (string * meaning) list  (* by ! ... :named, in this command *)
};;

let sort_of st = function
    Symbol s -> (try List.assoc s st.sorts with Not_found ->
                 try List.assoc s sort_types with Not_found ->
                 unreadable ("sort " ^ s))
  | _ -> unreadable "sort";;

let rec term_of st env sexp =
  match sexp with
    Number d -> int_term (num_of_string d)
  | Text cs -> str_term (unescape cs)
  | Symbol s -> symbol_of st env s
  | Row [Symbol "let"; Row bindings; body] ->
      let bind = function
          Row [Symbol x; t] -> (x, Term (term_of st env t))
        | _ -> unreadable "let" in
      term_of st (List.map bind bindings @ env) body
  | Row (Symbol "!" :: t :: attributes) ->
      let t' = term_of st env t in
      let rec name = function
          Keyword ":named" :: Symbol n :: more ->
            if List.mem_assoc n (st.named @ st.names)
            then unreadable ("a second meaning of " ^ n);
            st.named <- (n, Term t') :: st.named; name more
        | _ :: more -> name more | [] -> () in
      name attributes; t'
  | Row [Symbol "as"; t; sort] ->
      let t' = term_of st env t in
      if type_of t' = sort_of st sort then t' else unreadable "as"
  | Row [Symbol "_"; Symbol ("char" | "Char"); Symbol h] ->
      let digits = String.sub h 2 (String.length h - 2) in
      str_term [int_of_string ("0x" ^ digits)]
  | Row (Row [Symbol "_"; Symbol f; Number i] :: args) ->
      smt_apply f [num_of_string i] (List.map (term_of st env) args)
  | Row (Row [Symbol "_"; Symbol f; Number i; Number j] :: args) ->
      smt_apply f [num_of_string i; num_of_string j]
        (List.map (term_of st env) args)
  | Row (Symbol ("forall" | "exists") :: _) -> unreadable "a quantifier"
  | Row (Symbol f :: args) ->
      (match (try Some (List.assoc f (env @ st.named @ st.names))
              with Not_found -> None) with
         Some (Macro (vars, body)) ->
           let ts = List.map (term_of st env) args in
           if List.map type_of vars <> List.map type_of ts
           then unreadable ("arguments of " ^ f);
           vsubst (List.combine ts vars) body
       | Some (Term _) -> unreadable (f ^ " takes no arguments")
       | None -> builtin st env f args)
  | _ -> unreadable "term"

and builtin st env f args =
  match f, args with
    "re.loop", [r; Number n; Number m] ->
      smt_apply f [num_of_string n; num_of_string m] [term_of st env r]
  | "re.loop", [r; Number n] ->
      let r' = term_of st env r in
      smt_apply "re.++" []
        [smt_apply "re.^" [num_of_string n] [r']; smt_apply "re.*" [] [r']]
  | ("str.indexof", [s; t]) ->
      smt_apply f [] [term_of st env s; term_of st env t; int_term (Int 0)]
  | _ -> smt_apply (modern f) [] (List.map (term_of st env) args)

and symbol_of st env s =
  match (try Some (List.assoc s (env @ st.named @ st.names))
         with Not_found -> None) with
    Some (Term t) -> t
  | Some (Macro _) -> unreadable (s ^ " needs arguments")
  | None -> try List.assoc (modern s) nullary
            with Not_found -> unreadable ("symbol " ^ s);;

(* ---- scripts --------------------------------------------------------------- *)

(* A query: its number from 1 on, its epoch, its open frames, the assertions
   that are active there (frame, term), outermost and first one first, and its
   assumptions. *)
type query = { number : int; epoch : int; frames : int list;
               assertions : (int * term) list; assumptions : term list };;

type script = { queries : query list; declared : (string * hol_type) list };;

let ignored = ["set-logic"; "set-info"; "get-model"; "get-value"; "echo";
  "get-info"; "get-option"; "get-proof"; "get-assertions"; "get-assignment";
  "get-unsat-core"; "get-unsat-assumptions"];;

let read_script text =
  let st = { names = []; sorts = []; named = [] } in
  let queries = ref [] and declared = ref [] in
  let epoch = ref 0 and next_frame = ref 1 and global = ref false in
  (* each open frame: its number and the names outside of it *)
  let frames = ref [(0, [])] and assertions = ref [] in
  (* a name is made once, and no name of the theory is made *)
  let new_name x =
    if List.mem_assoc x st.names || List.mem_assoc x st.named ||
       List.mem x ["="; "distinct"; "ite"; "re.^"; "re.loop"] ||
       Hashtbl.mem operator_table x || List.mem_assoc x nullary
    then unreadable ("a second meaning of " ^ x) in
  let declare x sort =
    new_name x;
    let v = mk_var(x, sort) in
    declared := (x, sort) :: !declared;
    st.names <- (x, Term v) :: st.names in
  let define f params sort body =
    new_name f;
    let vars = List.map (function
        Row [Symbol x; s] -> (x, mk_var(x, sort_of st s))
      | _ -> unreadable "define-fun") params in
    (* parameters get names that no constant can have *)
    let fresh = List.mapi (fun i (x, v) ->
        mk_var("parameter " ^ string_of_int i ^ " of " ^ f, type_of v)) vars in
    let env = List.map2 (fun (x, _) v -> (x, Term v)) vars fresh in
    let t = term_of st env body in
    if type_of t <> sort_of st sort then unreadable ("sort of " ^ f);
    st.names <- (f, if params = [] then Term t else Macro (fresh, t)) :: st.names in
  let open_frame () =
    frames := (!next_frame, st.names) :: !frames; incr next_frame in
  let close_frame () =
    match !frames with
      (n, outside) :: (_ :: _ as rest) ->
        frames := rest;
        if not !global then st.names <- outside;
        assertions := List.filter (fun (f, _) -> f <> n) !assertions
    | _ -> unreadable "pop without push" in
  let restart keep_names =
    incr epoch; assertions := []; frames := [(!next_frame, [])]; incr next_frame;
    if not keep_names then (st.names <- []; st.sorts <- []; global := false) in
  let rec repeat n f = if n > 0 then (f (); repeat (n - 1) f) in
  let boolean sexp =
    let t = term_of st [] sexp in
    if type_of t = bool_ty then t else unreadable "a formula is not of sort Bool" in
  let query assumptions =
    queries := { number = List.length !queries + 1; epoch = !epoch;
                 frames = List.map fst !frames;
                 assertions = List.rev !assertions;
                 assumptions = assumptions } :: !queries in
  let count = function [] -> 1 | [Number n] -> int_of_string n
    | _ -> unreadable "push or pop" in
  let rec run = function
      [] -> ()
    | Row (Symbol name :: args) :: more ->
        (match name, args with
           "declare-const", [Symbol x; s] -> declare x (sort_of st s)
         | "declare-fun", [Symbol x; Row []; s] -> declare x (sort_of st s)
         | "define-fun", [Symbol f; Row ps; s; body] -> define f ps s body
         | "define-const", [Symbol f; s; body] -> define f [] s body
         | "define-sort", [Symbol n; Row []; s] ->
             st.sorts <- (n, sort_of st s) :: st.sorts
         | "assert", [f] ->
             let t = boolean f in
             assertions := (fst (List.hd !frames), t) :: !assertions
         | "check-sat", [] -> query []
         | "check-sat-assuming", [Row ls] -> query (List.map boolean ls)
         | "push", n -> repeat (count n) open_frame
         | "pop", n -> repeat (count n) close_frame
         | "reset", [] -> restart false
         | "reset-assertions", [] -> restart !global
         | "set-option", [Keyword ":global-declarations"; Symbol v] ->
             global := (v = "true")
         | "set-option", _ -> ()
         | _ when List.mem name ignored -> ()
         | "exit", [] -> ()
         | _ -> unreadable ("command " ^ name));
        st.names <- st.named @ st.names; st.named <- [];
        if name <> "exit" then run more
    | _ -> unreadable "command" in
  run (read_sexps text);
  { queries = List.rev !queries; declared = !declared };;

let read_file name =
  let ch = open_in_bin name in
  let n = in_channel_length ch in
  let s = really_input_string ch n in
  close_in ch; s;;
