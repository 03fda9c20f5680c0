"""What z3 has and strsmt has not: each name says so when it is called. Classes are there, so that `isinstance` is False."""

from __future__ import annotations

from typing import Any, Dict

from .terms import Z3Exception

REASONS = {
    "bit vectors": "BitVec BitVecs BitVecVal BitVecSort BV2Int Int2BV LShR RotateLeft RotateRight SignExt ZeroExt UDiv URem "
                   "SRem UGE UGT ULE ULT RepeatBitVec BVRedAnd BVRedOr BVAddNoOverflow BVAddNoUnderflow BVMulNoOverflow "
                   "BVMulNoUnderflow BVSDivNoOverflow BVSNegNoOverflow BVSubNoOverflow BVSubNoUnderflow CharFromBv "
                   "CharToBv",
    "real numbers": "Real Reals RealVal RealSort RealVar RealVector RealVarVector RatVal Q ToReal ToInt IsInt Sqrt Cbrt "
                    "FreshReal",
    "floating-point numbers": "FP FPs FPVal FPSort Float16 Float32 Float64 Float128 FloatHalf FloatSingle FloatDouble "
                              "FloatQuadruple fpAbs fpAdd fpDiv fpEQ fpFMA fpGEQ fpGT fpIsInf fpIsNaN fpLEQ fpLT fpMax "
                              "fpMin fpMul fpNEQ fpNaN fpNeg fpRem fpSqrt fpSub fpToFP fpToIEEEBV fpToReal fpToSBV "
                              "fpToUBV RNA RNE RTN RTP RTZ",
    "arrays": "Array ArraySort Select Store K Map Default Ext Lambda Update ArrayVector",
    "sets": "SetSort EmptySet FullSet SetAdd SetDel SetComplement SetDifference SetHasSize SetIntersect SetUnion "
            "IsMember IsSubset",
    "quantifiers": "ForAll Exists Var MultiPattern",
    "uninterpreted functions and sorts": "Function FreshFunction DeclareSort RecFunction RecAddDefinition PartialOrder "
                                         "LinearOrder TreeOrder PiecewiseLinearOrder TransitiveClosure Repeat",
    "datatypes": "Datatype CreateDatatypes EnumSort TupleSort DisjointSum FiniteDomainSort FiniteDomainVal",
    "sequences of anything but characters": "SeqSort Unit SeqMap SeqMapI SeqFoldLeft SeqFoldLeftI CharVal Char CharSort "
                                            "CharIsDigit CharToInt",
    "optimization": "Optimize",
    "tactics and goals": "Goal Tactic Then AndThen OrElse ParOr ParThen ParAndThen TryFor When With WithParams Cond "
                         "FailIf Probe describe_tactics describe_probes tactics probes",
    "fixed points of rules": "Fixedpoint",
    "programs that take part in the search": "UserPropagateBase PropClosures OnClause",
}

CLASSES = ("QuantifierRef ArrayRef ArraySortRef BitVecRef BitVecNumRef BitVecSortRef RatNumRef AlgebraicNumRef FPRef FPNumRef "
           "FPSortRef FPRMRef DatatypeRef DatatypeSortRef FiniteDomainRef FiniteDomainNumRef PatternRef FuncInterp "
           "FuncEntry ApplyResult CharRef CharSortRef AstMap")

NEVER = ("is_array is_array_sort is_select is_store is_K is_map is_default is_const_array is_as_array is_bv is_bv_sort "
         "is_bv_value is_real is_rational_value is_algebraic_value is_div is_is_int is_to_int is_to_real is_quantifier "
         "is_var is_pattern is_fp is_fp_sort is_fp_value is_fprm is_fprm_sort is_fprm_value is_finite_domain "
         "is_finite_domain_sort is_finite_domain_value is_probe")


def _refuse(name: str, what: str) -> Any:
    def refused(*_: Any, **__: Any) -> Any:
        raise Z3Exception(f"{name}: strsmt has no {what}; it decides strings, regular expressions, integers and "
                          "Booleans")

    refused.__name__, refused.__doc__ = name, f"Raises Z3Exception: strsmt has no {what}."
    return refused


def _never(name: str) -> Any:
    def never(_: Any = None) -> bool:
        return False

    never.__name__, never.__doc__ = name, "Never: there is nothing of the kind here."
    return never


def names() -> Dict[str, Any]:
    """All that is not here, by name."""
    found = {name: _refuse(name, what) for what, group in REASONS.items() for name in group.split()}
    found.update({name: type(name, (), {"__doc__": "Nothing is one of these here."}) for name in CLASSES.split()})
    found.update({name: _never(name) for name in NEVER.split()})
    return found
