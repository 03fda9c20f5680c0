"""Terms as Python and as LaTeX, for people; deep or large ones are cut off."""

from __future__ import annotations

import html
import json
from typing import Callable, Iterable

from .terms import Kind, Term, decimal

DEPTH, SIZE = 40, 2000

# A name is a function; {0} is the first argument; anything else stands between the arguments.
PYTHON = {
    "NOT": "Not", "AND": "And", "OR": "Or", "XOR": "Xor", "IMPLIES": "Implies", "ITE": "If", "EQ": "==",
    "DISTINCT": "!=", "ADD": "+", "SUB": "-", "NEG": "-{0}", "MUL": "*", "DIV": "//", "MOD": "%", "ABS": "Abs",
    "LE": "<=", "LT": "<", "GE": ">=", "GT": ">", "DIVISIBLE": "Divisible", "STR_CONCAT": "Concat", "STR_LEN": "Length",
    "STR_LT": "<", "STR_LE": "<=", "STR_AT": "At", "STR_SUBSTR": "SubString", "STR_PREFIXOF": "PrefixOf",
    "STR_SUFFIXOF": "SuffixOf", "STR_CONTAINS": "Contains", "STR_INDEXOF": "IndexOf", "STR_REPLACE": "Replace",
    "STR_REPLACE_ALL": "ReplaceAll", "STR_REPLACE_RE": "Replace", "STR_REPLACE_RE_ALL": "ReplaceAll",
    "STR_IS_DIGIT": "IsDigit", "STR_TO_CODE": "StrToCode", "STR_FROM_CODE": "StrFromCode", "STR_TO_INT": "StrToInt",
    "STR_FROM_INT": "IntToStr", "STR_IN_RE": "InRe", "STR_TO_RE": "Re", "RE_NONE": "Empty", "RE_ALL": "Full",
    "RE_ALLCHAR": "AllChar", "RE_CONCAT": "Concat", "RE_UNION": "Union", "RE_INTER": "Inter", "RE_STAR": "Star",
    "RE_COMP": "Complement", "RE_DIFF": "Diff", "RE_PLUS": "Plus", "RE_OPT": "Option", "RE_RANGE": "Range",
    "RE_POWER": "Power", "RE_LOOP": "Loop",
}

LONG = {"+": "Sum", "*": "Product"}  # of more than two arguments

LATEX = {
    "NOT": r"\lnot {0}", "AND": r"\land", "OR": r"\lor", "XOR": r"\oplus", "IMPLIES": r"\Rightarrow", "EQ": "=",
    "DISTINCT": r"\neq", "ADD": "+", "SUB": "-", "NEG": "-{0}", "MUL": r"\cdot", "DIV": r"\mathbin{\mathrm{div}}",
    "MOD": r"\bmod", "LE": r"\leq", "LT": "<", "GE": r"\geq", "GT": ">", "ABS": r"\lvert {0}\rvert",
    "STR_LEN": r"\lvert {0}\rvert", "STR_CONCAT": r"\cdot", "STR_LT": "<", "STR_LE": r"\leq", "STR_IN_RE": r"\in",
    "STR_TO_RE": "{0}", "RE_NONE": r"\emptyset", "RE_ALL": r"\Sigma^{*}", "RE_ALLCHAR": r"\Sigma",
    "RE_CONCAT": r"\cdot", "RE_UNION": r"\cup", "RE_INTER": r"\cap", "RE_DIFF": r"\setminus", "RE_STAR": "{0}^{*}",
    "RE_PLUS": "{0}^{+}", "RE_OPT": "{0}^{?}", "RE_COMP": r"\overline{{0}}", "RE_RANGE": r"[{0}\text{-}{1}]",
    "RE_POWER": "{0}^{{1}}",
    "RE_LOOP": "{0}^{{1}..{2}}",
}

INFIX_LATEX = {k for k, v in LATEX.items() if "{0}" not in v and not k.startswith("RE_") or
               k in ("RE_CONCAT", "RE_UNION", "RE_INTER", "RE_DIFF")}


def _fold(term: Term, show: Callable[[Term, list[str]], str], cut: str) -> str:
    left = SIZE

    def walk(t: Term, depth: int) -> str:
        nonlocal left
        left -= 1
        if left < 0 or depth > DEPTH:
            return cut
        return show(t, [walk(c, depth + 1) for c in t.children()])

    return walk(term, 0)


def _literal(term: Term) -> str:
    """A leaf as Python writes it."""
    if term.kind == Kind.CONSTANT:
        return term.name
    value = term.value
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if value.isprintable() else ascii(value)
    return repr(value) if isinstance(value, bool) else decimal(value)


def _is_leaf(term: Term) -> bool:
    return Kind.CONSTANT <= term.kind <= Kind.STRING_LITERAL


def _python(term: Term, args: list[str]) -> str:
    if _is_leaf(term):
        return _literal(term)
    shape = _shape(term)
    if shape[0].isalpha():
        return f"{shape}({', '.join(args + [str(i) for i in term.indices()])})"
    wrapped = [f"({a})" if _is_infix(c) else a for c, a in zip(term.children(), args)]
    return shape.replace("{0}", wrapped[0]) if "{0}" in shape else f" {shape} ".join(wrapped)


def _shape(term: Term) -> str:
    shape = PYTHON[Kind(term.kind).name]
    return LONG.get(shape, shape) if len(term.children()) > 2 else shape


def _is_infix(term: Term) -> bool:
    return not _is_leaf(term) and not _shape(term)[0].isalpha()


def python_text(term: Term) -> str:
    """As the functions and operators of this package write it."""
    return _fold(term, _python, "...")


def _latex(term: Term, args: list[str]) -> str:
    if term.kind == Kind.CONSTANT:
        return r"\mathit{" + _escape(term.name) + "}"
    if term.kind == Kind.STRING_LITERAL:
        return r"\text{``" + _escape(str(term.value)) + "''}"
    if _is_leaf(term):
        return rf"\mathrm{{{str(term.value).lower()}}}" if isinstance(term.value, bool) else _literal(term)
    name = Kind(term.kind).name
    if name not in LATEX:
        return rf"\mathrm{{{PYTHON[name]}}}({', '.join(args + [str(i) for i in term.indices()])})"
    inner = [rf"({a})" if Kind(c.kind).name in INFIX_LATEX else a for c, a in zip(term.children(), args)]
    if name in INFIX_LATEX:
        return f" {LATEX[name]} ".join(inner)
    text = LATEX[name]
    for i, part in enumerate(inner + [str(i) for i in term.indices()]):
        text = text.replace(f"{{{i}}}", f"{{{part}}}")
    return text


_SPECIAL = {"\\": r"\backslash ", "^": r"\hat{\ }", "~": r"\sim ", **{c: "\\" + c for c in "#$%&_{}"}}


def _escape(text: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in text)


def latex_text(term: Term) -> str:
    return _fold(term, _latex, r"\dots")


def html_table(rows: Iterable[Iterable[str]], head: Iterable[str] = ()) -> str:
    """A table for notebooks, with aligned text; what it holds is escaped."""
    def line(cells: Iterable[str], tag: str, code: str) -> str:
        style = ' style="text-align: left"'
        return "<tr>" + "".join(f"<{tag}{style}>{code.format(html.escape(c))}</{tag}>" for c in cells) + "</tr>"

    names = list(head)
    top = "<thead>" + line(names, "th", "{}") + "</thead>" if names else ""
    return f"<table>{top}<tbody>" + "".join(line(row, "td", "<code>{}</code>") for row in rows) + "</tbody></table>"
