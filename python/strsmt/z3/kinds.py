"""z3's names of operators and sorts, and how its Python package prints them. The numbers behind the names change from
one version of z3 to the next; these are our own."""

from __future__ import annotations

from typing import Dict, Tuple

from ..terms import Kind, Sort

Z3_BOOL_SORT, Z3_INT_SORT, Z3_SEQ_SORT, Z3_RE_SORT = 1, 2, 11, 12

SORT_KINDS = {Sort.BOOL: Z3_BOOL_SORT, Sort.INT: Z3_INT_SORT, Sort.STRING: Z3_SEQ_SORT, Sort.REGLAN: Z3_RE_SORT}
SORT_NAMES = {Sort.BOOL: "Bool", Sort.INT: "Int", Sort.STRING: "String", Sort.REGLAN: "ReSort(String)"}

# z3's name, that of the declaration, and what is printed: a function, or what stands between the arguments
OPERATORS: Dict[int, Tuple[str, str, str]] = {
    Kind.TRUE: ("Z3_OP_TRUE", "true", "True"),
    Kind.FALSE: ("Z3_OP_FALSE", "false", "False"),
    Kind.EQ: ("Z3_OP_EQ", "=", "=="),
    Kind.DISTINCT: ("Z3_OP_DISTINCT", "distinct", "Distinct"),
    Kind.ITE: ("Z3_OP_ITE", "if", "If"),
    Kind.AND: ("Z3_OP_AND", "and", "And"),
    Kind.OR: ("Z3_OP_OR", "or", "Or"),
    Kind.XOR: ("Z3_OP_XOR", "xor", "Xor"),
    Kind.NOT: ("Z3_OP_NOT", "not", "Not"),
    Kind.IMPLIES: ("Z3_OP_IMPLIES", "=>", "Implies"),
    Kind.INT_LITERAL: ("Z3_OP_ANUM", "Int", ""),
    Kind.LE: ("Z3_OP_LE", "<=", "<="),
    Kind.GE: ("Z3_OP_GE", ">=", ">="),
    Kind.LT: ("Z3_OP_LT", "<", "<"),
    Kind.GT: ("Z3_OP_GT", ">", ">"),
    Kind.ADD: ("Z3_OP_ADD", "+", "+"),
    Kind.SUB: ("Z3_OP_SUB", "-", "-"),
    Kind.NEG: ("Z3_OP_UMINUS", "-", "-"),
    Kind.MUL: ("Z3_OP_MUL", "*", "*"),
    Kind.DIV: ("Z3_OP_IDIV", "div", "/"),
    Kind.MOD: ("Z3_OP_MOD", "mod", "%"),
    Kind.ABS: ("Z3_OP_INTERNAL", "abs", "Abs"),
    Kind.DIVISIBLE: ("Z3_OP_INTERNAL", "divisible", "Divisible"),
    Kind.STR_CONCAT: ("Z3_OP_SEQ_CONCAT", "str.++", "Concat"),
    Kind.STR_PREFIXOF: ("Z3_OP_SEQ_PREFIX", "str.prefixof", "PrefixOf"),
    Kind.STR_SUFFIXOF: ("Z3_OP_SEQ_SUFFIX", "str.suffixof", "SuffixOf"),
    Kind.STR_CONTAINS: ("Z3_OP_SEQ_CONTAINS", "str.contains", "Contains"),
    Kind.STR_SUBSTR: ("Z3_OP_SEQ_EXTRACT", "str.substr", "str.substr"),
    Kind.STR_REPLACE: ("Z3_OP_SEQ_REPLACE", "str.replace", "Replace"),
    Kind.STR_REPLACE_RE: ("Z3_OP_SEQ_REPLACE_RE", "str.replace_re", "str.replace_re"),
    Kind.STR_REPLACE_RE_ALL: ("Z3_OP_SEQ_REPLACE_RE_ALL", "str.replace_re_all", "str.replace_re_all"),
    Kind.STR_REPLACE_ALL: ("Z3_OP_SEQ_REPLACE_ALL", "str.replace_all", "str.replace_all"),
    Kind.STR_AT: ("Z3_OP_SEQ_AT", "str.at", "At"),
    Kind.STR_LEN: ("Z3_OP_SEQ_LENGTH", "str.len", "Length"),
    Kind.STR_INDEXOF: ("Z3_OP_SEQ_INDEX", "str.indexof", "IndexOf"),
    Kind.STR_TO_RE: ("Z3_OP_SEQ_TO_RE", "str.to_re", "Re"),
    Kind.STR_IN_RE: ("Z3_OP_SEQ_IN_RE", "str.in_re", "InRe"),
    Kind.STR_TO_INT: ("Z3_OP_STR_TO_INT", "str.to_int", "StrToInt"),
    Kind.STR_FROM_INT: ("Z3_OP_INT_TO_STR", "str.from_int", "IntToStr"),
    Kind.STR_TO_CODE: ("Z3_OP_STR_TO_CODE", "str.to_code", "StrToCode"),
    Kind.STR_FROM_CODE: ("Z3_OP_STR_FROM_CODE", "str.from_code", "StrFromCode"),
    Kind.STR_IS_DIGIT: ("Z3_OP_INTERNAL", "str.is_digit", "IsDigit"),
    Kind.STR_LT: ("Z3_OP_STRING_LT", "str.<", "str.<"),
    Kind.STR_LE: ("Z3_OP_STRING_LE", "str.<=", "str.<="),
    Kind.RE_PLUS: ("Z3_OP_RE_PLUS", "re.+", "Plus"),
    Kind.RE_STAR: ("Z3_OP_RE_STAR", "re.*", "Star"),
    Kind.RE_OPT: ("Z3_OP_RE_OPTION", "re.opt", "Option"),
    Kind.RE_CONCAT: ("Z3_OP_RE_CONCAT", "re.++", "re.++"),
    Kind.RE_UNION: ("Z3_OP_RE_UNION", "re.union", "Union"),
    Kind.RE_RANGE: ("Z3_OP_RE_RANGE", "re.range", "re.range"),
    Kind.RE_DIFF: ("Z3_OP_RE_DIFF", "re.diff", "re.diff"),
    Kind.RE_INTER: ("Z3_OP_RE_INTERSECT", "re.inter", "Intersect"),
    Kind.RE_LOOP: ("Z3_OP_RE_LOOP", "re.loop", "Loop"),
    Kind.RE_POWER: ("Z3_OP_RE_POWER", "re.^", "re.^"),
    Kind.RE_COMP: ("Z3_OP_RE_COMPLEMENT", "re.comp", "re.comp"),
    Kind.RE_NONE: ("Z3_OP_RE_EMPTY_SET", "re.none", "Empty(ReSort(String))"),
    Kind.RE_ALL: ("Z3_OP_RE_FULL_SET", "re.all", "Full(ReSort(String))"),
    Kind.RE_ALLCHAR: ("Z3_OP_RE_FULL_CHAR_SET", "re.allchar", "AllChar(ReSort(String))"),
}

Z3_OP_UNINTERPRETED, Z3_OP_INTERNAL, Z3_OP_FIRST = 1, 2, 256


def number_of(kind: int) -> int:
    """The number behind z3's name of an operator."""
    if kind not in OPERATORS:
        return Z3_OP_UNINTERPRETED
    return Z3_OP_INTERNAL if OPERATORS[kind][0] == "Z3_OP_INTERNAL" else Z3_OP_FIRST + int(kind)


BY_NAME = {names[0]: number_of(kind) for kind, names in OPERATORS.items()}
