"""Decides questions about strings, regular expressions, integers and Booleans, with proofs.

>>> from strsmt import *
>>> x = String("x")
>>> s = Solver(proof=True)
>>> s.add(InRe(x, Plus(Range("0", "9"))), Length(x) > 2).check()
sat
>>> s.model()[x]
'000'
>>> s.add(Length(x) < 2).check()
unsat
>>> check_proof(s.to_smt2(), s.proof())
[2]

The names are those of z3's Python API. What differs: models map to Python values, a timeout is in seconds,
`Loop(r, 2)` is unbounded but `Loop(r, 0, 0)` is not, and a solver that reports `unsat` can prove it.
"""

from ._strsmt import ffi as _ffi, lib as _lib
from .ask import prove, solve
from .context import Context, current_context
from .core import (Abs, And, Bool, Bools, BoolSort, BoolVal, Const, Distinct, Divisible, If, Implies, Int, Ints,
                   IntSort, IntVal, Not, Or, Product, ReSort, String, Strings, StringSort, StringVal, Sum, Xor,
                   is_false, is_true, simplify, substitute)
from .errors import (ArgumentError, BusyError, InternalError, LimitError, OutOfMemory, ParseError, ProofError, SinkError, SortError, StateError,
                     StrsmtError)
from .model import Model, evaluate
from .pattern import Pattern, pattern_matches
from .proof import Proof, check_proof
from .progress import Progress
from .regex import AllChar, Complement, Diff, Empty, Full, Inter, Loop, Option, Plus, Power, Range, Re, Star
from .regex import Union_ as Union
from .smtlib import parse_smt2_file, parse_smt2_string, parse_term, run_smt2_string
from .solver import Answer, Core, Solver, sat, unknown, unsat
from .strings import (At, Concat, Contains, IndexOf, InRe, IntToStr, IsDigit, Length, PrefixOf, Replace, ReplaceAll,
                      StrFromCode, StrToCode, StrToInt, SubString, SuffixOf)
from .terms import BoolTerm, IntTerm, Kind, RegexTerm, Sort, StringTerm, Term

Intersect = Inter  # z3's name

__version__ = _ffi.string(_lib.strsmt_version()).decode()
sat_version = _ffi.string(_lib.strsmt_sat_version()).decode()  # the SAT solver underneath, and its version

__all__ = [
    "Abs", "AllChar", "And", "Answer", "ArgumentError", "At", "Bool", "BoolSort", "BoolTerm", "BoolVal", "Bools",
    "BusyError", "Complement", "Concat", "Const", "Contains", "Context", "Core", "Diff", "Distinct", "Divisible",
    "Empty", "Full", "If", "Implies", "InRe", "IndexOf", "Int", "IntSort", "IntTerm", "IntToStr", "IntVal", "Inter",
    "InternalError", "Intersect", "Ints", "IsDigit", "Kind", "Length", "LimitError", "Loop", "Model", "Not", "Option", "Or",
    "OutOfMemory", "ParseError", "Pattern", "Plus", "Power", "PrefixOf", "Product", "Progress", "Proof", "ProofError", "Range", "Re", "ReSort", "RegexTerm",
    "Replace", "ReplaceAll", "SinkError", "Solver", "Sort", "SortError", "Star", "StateError", "StrFromCode",
    "StrToCode", "StrToInt", "String", "StringSort", "StringTerm", "StringVal", "Strings", "StrsmtError",
    "SubString", "SuffixOf", "Sum", "Term", "Union", "Xor", "check_proof", "current_context", "evaluate",
    "is_false", "is_true", "parse_smt2_file", "parse_smt2_string", "parse_term", "pattern_matches", "run_smt2_string", "prove", "sat", "sat_version", "simplify", "solve", "substitute", "unknown", "unsat",
]
