"""z3's parameters: those that mean something here, those that change no answer, and the others, which are refused."""

from __future__ import annotations

from typing import Any, Dict, Iterator, Tuple

from .terms import Z3Exception

SEEDS = {"random_seed", "smt.random_seed", "sat.random_seed", "seed"}
MEANT = {"timeout": "milliseconds of each check", "rlimit": "steps of each check", "max_memory": "megabytes of each check",
         "random_seed": "changes the order of the search", "proof": "keeps a proof of each unsat",
         "core.minimize": "unsat_core() has nothing that can be left out"}
# how z3 works, or what it prints to whom; none of it changes what an answer means
IDLE = {"auto_config", "model", "unsat_core", "verbose", "model_validate", "smt.string_solver", "string_solver",
        "smt.arith.solver", "arith.solver", "smt.auto_config", "smt.mbqi", "mbqi", "smt.relevancy", "relevancy",
        "parallel.enable", "threads", "smt.threads", "sat.threads", "smt.phase_selection", "type_check", "well_sorted_check",
        "trace", "trace_file_name", "debug_ref_count", "dump_models", "model.completion", "model.compact", "encoding",
        "unicode", "html_mode", "fpa_pretty", "rational_to_decimal", "precision", "max_depth", "max_lines", "max_width",
        "max_args", "max_visited", "max_indent", "bounded", "single_line", "pp.decimal", "pp.bv_literals", "ctrl_c",
        "smt.seq.split_w_len", "logic"}
SAME = {"smt.timeout": "timeout", "solver.timeout": "timeout", "smt.rlimit": "rlimit", "memory_max_size": "max_memory",
        "smt.core.minimize": "core.minimize", "sat.core.minimize": "core.minimize", "produce_proofs": "proof",
        "produce_models": "model", "produce_unsat_cores": "unsat_core", "verbosity": "verbose"}


def canonical(name: str) -> str:
    """The parameter's own name."""
    name = name.lstrip(":").lower().replace("-", "_")
    name = SAME.get(name, name)
    return "random_seed" if name in SEEDS else name


def pairs(args: Tuple[Any, ...], keywords: Dict[str, Any]) -> Iterator[Tuple[str, Any]]:
    """What set("timeout", 5), set(timeout=5) and set(ParamsRef) ask for, under canonical names."""
    if len(args) == 1 and isinstance(args[0], dict):
        keywords, args = {**args[0], **keywords}, ()
    if len(args) % 2:
        raise Z3Exception("Argument count is not even: names and values alternate")
    for name, value in [*zip(args[::2], args[1::2]), *keywords.items()]:
        wanted = canonical(str(name))
        if wanted in MEANT:
            yield wanted, value
        elif wanted not in IDLE:
            known = ", ".join(sorted(MEANT))
            raise Z3Exception(f"unknown parameter '{name}'; those that mean something here: {known}")


def _truth(value: Any) -> bool:
    return str(value).lower() == "true" if isinstance(value, str) else bool(value)


def _number(name: str, value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    if number < 0:
        raise Z3Exception(f"the parameter {name} is a number ({MEANT[name]}), not {value!r}")
    return number


class ParamsRef(Dict[str, Any]):
    """Parameters and their values."""

    def set(self, name: str, value: Any) -> None:
        """Remembers a value."""
        self[name] = value


class Parameters:
    """The values that hold; the defaults are those of z3's: no limits."""

    def __init__(self) -> None:
        self.values: Dict[str, Any] = {}

    def update(self, args: Tuple[Any, ...], keywords: Dict[str, Any]) -> None:
        """Takes what `set` was given."""
        for name, value in pairs(args, keywords):
            self.values[name] = _truth(value) if name in ("proof", "core.minimize") else _number(name, value)

    def get(self, name: str, otherwise: Any) -> Any:
        """The value of a parameter."""
        return self.values.get(name, otherwise)

    def limits(self) -> Dict[str, Any]:
        """The limits of a check, as strsmt has them. z3's 4294967295 means none, and so does 0."""
        found: Dict[str, Any] = {}
        milliseconds, steps, megabytes = (self.get(n, 0) for n in ("timeout", "rlimit", "max_memory"))
        if 0 < milliseconds < 2**32 - 1:
            found["timeout"] = milliseconds / 1000
        if steps:
            found["steps"] = steps
        if 0 < megabytes < 2**32 - 1:
            found["memory"] = megabytes * 2**20
        return found


everywhere = Parameters()


def set_param(*args: Any, **keywords: Any) -> None:
    """Sets parameters for solvers that are made from now on: set_param("timeout", 500), set_param(timeout=500)."""
    everywhere.update(args, keywords)


set_option = set_param


def get_param(name: str) -> str:
    """The value of a parameter."""
    value = everywhere.get(canonical(name), None)
    return "0" if value is None else str(value).lower()


def reset_params() -> None:
    """Back to the defaults."""
    everywhere.values.clear()
