(* ========================================================================= *)
(* run.ml: what tools/hol-check calls: replays proofs and prints what came   *)
(* out, in lines that begin with "hol: ".                                    *)
(* ========================================================================= *)

let theorems_made = ref 0 and proofs_refused = ref 0;;
let say s = Printf.printf "hol: %s\n%!" s;;

let rec lines_of text =
  match (try Some (String.index text '\n') with Not_found -> None) with
    None -> [text]
  | Some i -> String.sub text 0 i ::
              lines_of (String.sub text (i + 1) (String.length text - i - 1));;

(* A literal is printed as SMT-LIB writes it: "ab", not [chr 97; chr 98]. *)
let print_literal fmt tm =
  let code t = match t with
      Comb (Const ("chr", _), n) when is_numeral n -> Num.int_of_num (dest_numeral n)
    | _ -> failwith "print_literal" in
  let codes = List.map code (dest_list tm) in
  if codes = [] && type_of tm <> str_type then failwith "print_literal" else
  let text c = if c = 34 then "\"\"" else if 32 <= c && c < 127 && c <> 92
    then String.make 1 (Char.chr c) else Printf.sprintf "\\u{%x}" c in
  Format.pp_print_string fmt ("\"" ^ String.concat "" (List.map text codes) ^ "\"");;
install_user_printer ("print_literal", print_literal);;

exception Too_slow;;

(* Unix.ITIMER_VIRTUAL: HOL Light's parser takes a word of capitals for a value. *)
let virtual_timer : Unix.interval_timer = Obj.magic 1;;

(* f x, but no longer than so many seconds of processor time. *)
let within seconds f x =
  let old = Sys.signal Sys.sigvtalrm (Sys.Signal_handle (fun _ -> raise Too_slow)) in
  let set s = ignore (Unix.setitimer virtual_timer
                        { Unix.it_interval = 0.; it_value = s }) in
  let stop () = set 0.; Sys.set_signal Sys.sigvtalrm old in
  set seconds;
  match (try Ok (f x) with e -> Error e) with
    Ok y -> stop (); y
  | Error e -> stop (); raise e;;

let describe = function
    Refused m -> m
  | Too_slow -> "out of time"
  | Too_large -> "too many states"
  | Stack_overflow -> "out of stack"
  | Out_of_memory -> "out of memory"
  | Sys_error m -> m
  | e -> Printexc.to_string e;;

(* One proof of one problem; show: the theorems are printed, too. *)
let check_proof show seconds problem proof =
  let start = Sys.time () in
  let time () = Printf.sprintf "%.2f s" (Sys.time () -. start) in
  match (try Ok (within seconds (fun () -> replay problem proof) ()) with e -> Error e) with
    Ok theorems ->
      List.iter (fun (q, th) ->
        incr theorems_made;
        say (Printf.sprintf "%s: query %d: theorem, %s" proof q (time ()));
        if show then List.iter (fun l -> say ("  " ^ l)) (lines_of (string_of_thm th)))
        theorems
  | Error e ->
      incr proofs_refused;
      say (Printf.sprintf "%s: refused, %s: %s" proof (time ()) (describe e));;

(* A proof that strsmt-check does not accept. *)
let not_accepted proof reason =
  incr proofs_refused; say (Printf.sprintf "%s: refused, strsmt-check: %s" proof reason);;

(* The rules that were used: how often, and the seconds it took. *)
let print_rule_uses () =
  let all = Hashtbl.fold (fun r (n, t) l -> (t, r, n) :: l) rule_uses [] in
  List.iter (fun (t, r, n) -> say (Printf.sprintf "rule %s: %d steps, %.2f s" r n t))
    (List.rev (List.sort compare all));;

(* The rules of the signature and the theorems behind each, or "missing". *)
let print_coverage () =
  let names = List.sort compare (Hashtbl.fold (fun r _ l -> r :: l) eo_rules []) in
  List.iter (fun r ->
    say ("coverage " ^ r ^ ": " ^
         (try fst (Hashtbl.find rule_table r) with Not_found -> "missing"))) names;;

let print_end () =
  say (Printf.sprintf "%d axioms; no theorem has a hypothesis" (List.length (axioms ())));
  say (Printf.sprintf "%d theorems, %d refused" !theorems_made !proofs_refused);;
