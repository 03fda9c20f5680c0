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
from .context import Context, current_context
from .core import (Abs, And, Bool, Bools, BoolSort, BoolVal, Const, Distinct, Divisible, If, Implies, Int, Ints,
                   IntSort, IntVal, Not, Or, Product, ReSort, String, Strings, StringSort, StringVal, Sum, Xor)
from .errors import (ArgumentError, InternalError, OutOfMemory, ProofError, SinkError, SortError, StateError,
                     StrsmtError)
from .model import Model, evaluate
from .proof import check_proof
from .regex import AllChar, Complement, Diff, Empty, Full, Inter, Loop, Option, Plus, Power, Range, Re, Star
from .regex import Union_ as Union
from .solver import Answer, Solver, sat, unknown, unsat
from .strings import (At, Concat, Contains, IndexOf, InRe, IntToStr, IsDigit, Length, PrefixOf, Replace, ReplaceAll,
                      StrFromCode, StrToCode, StrToInt, SubString, SuffixOf)
from .terms import BoolTerm, IntTerm, Kind, RegexTerm, Sort, StringTerm, Term

Intersect = Inter  # z3's name

__version__ = _ffi.string(_lib.strsmt_version()).decode()

__all__ = [name for name in dir() if not name.startswith("_") and name not in
           ("context", "core", "errors", "model", "proof", "regex", "script", "show", "solver", "strings", "terms")]
