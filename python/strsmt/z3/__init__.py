"""For programs that were written for z3's Python package: `from strsmt.z3 import *` in place of `from z3 import *`.

What lies in our logics (strings, regular expressions, integers, Booleans) behaves as z3's: terms have z3's methods and
print as z3's do, models hold terms, timeouts are in milliseconds. What does not says so when it is called.

>>> from strsmt.z3 import *
>>> x, n = String("x"), Int("n")
>>> s = Solver()
>>> s.set("timeout", 5000)
>>> s.add(InRe(x, Plus(Range("0", "9"))), StrToInt(x) == n, n > 41, Length(x) == 2, n % 2 == 0, n < 44)
>>> s.check()
sat
>>> m = s.model()
>>> m[n].as_long(), m[x].as_string(), m.eval(x + "!"), m.decls()
(42, '42', "42!", [x, n])
>>> BitVec("b", 8)                                       # doctest: +ELLIPSIS
Traceback (most recent call last):
strsmt.errors.StrsmtError: BitVec: strsmt has no bit vectors; ...

What differs: `x[i]` is the character at i as a string (z3 has a sort of characters), `proof()` is text for
strsmt-check, a model says something of every constant that was asserted, `AtMost`, `PbEq` and the like are sums, and
terms have no life after their `Context`. Each term, solver and model has what it is made of, to go on with strsmt
itself: `e.term`, `s.inner`.
"""

from typing import Any as _Any

from .. import __version__ as _version
from ..context import Context
from . import kinds as _kinds
from . import refused as _refused
from .kinds import Z3_BOOL_SORT, Z3_INT_SORT, Z3_OP_INTERNAL, Z3_OP_UNINTERPRETED, Z3_RE_SORT, Z3_SEQ_SORT
from .make import (Abs, AllChar, And, AtLeast, AtMost, Bool, Bools, BoolVal, BoolVector, Complement, Concat, Const,
                   Consts, Contains, Diff, Distinct, Empty, Extract, FreshBool, FreshConst, FreshInt, Full, If, Implies,
                   IndexOf, InRe, Int, Intersect, Ints, IntToStr, IntVal, IntVector, LastIndexOf, Length, Loop, Not,
                   Option, Or, PbEq, PbGe, PbLe, Plus, Power, PrefixOf, Product, Range, Re, Replace, ReplaceAll, Star,
                   StrFromCode, String, Strings, StringVal, StrToCode, StrToInt, SubSeq, SubString, SuffixOf, Sum,
                   Union, Xor, eq, get_sort, is_add, is_and, is_app, is_app_of, is_arith, is_arith_sort, is_ast,
                   is_bool, is_const, is_distinct, is_eq, is_expr, is_false, is_func_decl, is_ge, is_gt, is_idiv,
                   is_implies, is_int, is_int_value, is_le, is_lt, is_mod, is_mul, is_not, is_or, is_re, is_seq,
                   is_sort, is_string, is_string_value, is_sub, is_true, mk_not, simplify, substitute)
from .params import ParamsRef, get_param, reset_params, set_option, set_param
from .solver import (AstVector, CheckSatResult, Model, ModelRef, SimpleSolver, Solver, SolverFor, Statistics,
                     args2params, parse_smt2_file, parse_smt2_string, prove, sat, solve, solve_using, unknown, unsat)
from .terms import (ArithRef, ArithSortRef, AstRef, BoolRef, BoolSort, BoolSortRef, ExprRef, FuncDeclRef, IntNumRef,
                    IntSort, ReRef, ReSort, ReSortRef, SeqRef, SeqSortRef, SortRef, StringSort, Z3Exception, get_ctx,
                    main_ctx)


def get_version_string() -> str:
    """The version of strsmt."""
    return _version


def get_version() -> _Any:
    """The version of strsmt, as four numbers."""
    return (*map(int, _version.split(".")), 0)


def get_full_version() -> str:
    """The version of strsmt."""
    return f"strsmt {_version}"


globals().update({name: number for name, number in _kinds.BY_NAME.items() if name != "Z3_OP_INTERNAL"})
globals().update(_refused.names())

__all__ = [_name for _name in dir() if not _name.startswith("_") and
           _name not in ("kinds", "refused", "make", "params", "solver", "terms", "show")]
