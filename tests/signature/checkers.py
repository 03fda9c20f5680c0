"""Checkers of rule applications: ethos on Eunoia text, strsmt-check on LRAT(T) proofs, one lemma for each.

An instance is a rule, its arguments,
its premises and a conclusion; a checker says which of a list of instances it accepts.
"""
import os
import re
import resource
import shutil
import subprocess
import tempfile
from collections import namedtuple

from reference import CODE_MAX, Const, constants_of

# `conclusion` may be None where the rule must not apply at all.
Instance = namedtuple("Instance", "rule args premises conclusion")


def string_literal(s):
    def escaped(c):
        if c == '"':
            return '""'
        return c if 0x20 <= ord(c) <= 0x7E and c != "\\" else "\\u{%x}" % ord(c)

    return '"' + "".join(map(escaped, s)) + '"'


def eunoia(t):
    """t as Eunoia text."""
    if isinstance(t, str):
        return string_literal(t)
    if isinstance(t, int):
        return str(t)
    if isinstance(t, Const):
        return t.name
    if len(t) == 1:
        return t[0]
    return "(" + t[0] + " " + " ".join(map(eunoia, t[1:])) + ")"


def parse(text):
    """A term from SMT-LIB text. Constants are looked up nowhere: their sorts follow from their names (see SORTS)."""
    tokens = re.findall(r'"(?:[^"]|"")*"|\(|\)|[^\s()"]+', text)
    stack = [[]]
    for token in tokens:
        if token == "(":
            stack.append([])
        elif token == ")":
            done = stack.pop()
            stack[-1].append(application(done))
        else:
            stack[-1].append(atom(token))
    return symbol_as_term(stack[0][0])


SORTS = {"x": "String", "y": "String", "z": "String", "i": "Int", "j": "Int", "k": "Int", "p": "Bool", "q": "Bool",
         "r": "RegLan"}


class Symbol(str):
    """A symbol, not a string literal."""


def symbol_as_term(t):
    if not isinstance(t, Symbol):
        return t
    return Const(str(t), SORTS[t]) if t in SORTS else (str(t),)


def atom(token):
    if token[0] == '"':
        body = token[1:-1].replace('""', '"')
        return re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: chr(int(m[1], 16)), body)
    if re.fullmatch(r"-?[0-9]+", token):
        return int(token)
    return Symbol(token)


def application(parts):
    head = parts[0]
    if isinstance(head, Symbol) and head == "_":
        return parts[1:]  # indexed: spliced into the application around it
    if isinstance(head, list):
        return (str(head[0]), *head[1:], *map(symbol_as_term, parts[1:]))
    args = [symbol_as_term(a) for a in parts[1:]]
    if head == "-" and len(args) == 1 and isinstance(args[0], int) and args[0] >= 0:
        return -args[0]
    return (str(head), *args)


def all_constants(instances):
    found = {}
    for i in instances:
        for t in (*i.args, *i.premises, *([] if i.conclusion is None else [i.conclusion])):
            constants_of(t, found)
    return list(found)


class Checker:
    """Runs a program on a file with many instances, and drops the one that it complains about until it is content."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="strsmt-signature-")

    def close(self):
        shutil.rmtree(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def rejected(self, instances, most=None):
        """The instances that are rejected, with what the checker says; at most so many of them."""
        out, left = [], list(instances)
        while left and len(out) != most:
            at, message = self.first_rejected(left)
            if at is None:
                break
            out.append((left[at], message))
            del left[: at + 1]
        return out


class Ethos(Checker):
    name = "ethos"

    def __init__(self, program, signature):
        super().__init__()
        self.program, self.signature = program, signature

    def first_rejected(self, instances):
        lines = ['(include "%s")' % self.signature]
        lines += ["(declare-const %s %s)" % c for c in all_constants(instances)]
        owner = {}
        for n, i in enumerate(instances):
            for j, premise in enumerate(i.premises):
                lines.append("(assume a%d.%d %s)" % (n, j, eunoia(premise)))
            words = ["(step s%d" % n] + ([] if i.conclusion is None else [eunoia(i.conclusion)]) + [":rule " + i.rule]
            if i.premises:
                words.append(":premises (%s)" % " ".join("a%d.%d" % (n, j) for j in range(len(i.premises))))
            if i.args:
                words.append(":args (%s)" % " ".join(map(eunoia, i.args)))
            owner[len(lines) + 1] = n
            lines.append(" ".join(words) + ")")
        with open(self.path("proof"), "w") as file:
            file.write("\n".join(lines) + "\n")
        run = execute([self.program, self.path("proof")])
        if run.returncode == 0:
            return None, ""
        found = re.search(r"proof:(\d+)\.", run.stdout + run.stderr)
        line = int(found[1]) if found else 0
        at = next((owner[k] for k in sorted(owner) if k >= line), None)
        if at is None:
            raise RuntimeError("ethos: " + run.stdout + run.stderr)
        return at, (run.stdout + run.stderr).strip()


def execute(command):
    """Runs a checker. It gets little memory and time: one that goes on for ever shall not take the machine with it."""
    def limits():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))

    return subprocess.run(command, capture_output=True, text=True, timeout=60, preexec_fn=limits)


class LratT(Checker):
    """Each instance is a lemma {not p1, ..., not pn, c}: steps 1 to n are the premises, step n + 1 is (not c)."""

    name = "strsmt-check"

    def __init__(self, program):
        super().__init__()
        self.program = program

    def first_rejected(self, instances):
        writer = ProofWriter()
        lines = []
        for n, i in enumerate(instances):
            writer.lemma(i)
            lines.append(len(writer.lines))
        with open(self.path("problem.smt2"), "w") as file:
            file.write("".join("(declare-const %s %s)\n" % c for c in all_constants(instances)))
            file.write("(assert false)\n(check-sat)\n")
        with open(self.path("proof"), "w") as file:
            file.write("\n".join(writer.lines + writer.refutation()) + "\n")
        run = execute([self.program, self.path("problem.smt2"), self.path("proof")])
        if run.returncode == 0:
            return None, ""
        said = run.stdout + run.stderr
        found = re.search(r"proof:(\d+)", said)
        if run.returncode != 1 or not found:
            raise RuntimeError("strsmt-check: exit status %d: %s" % (run.returncode, said))
        return next(n for n, last in enumerate(lines) if last >= int(found[1])), said.strip()


class ProofWriter:
    def __init__(self):
        self.lines, self.terms, self.variables, self.clauses = ["lratt 1 strings -"], {}, {}, 0

    def term(self, t):
        key = (type(t) is int, t)
        if key in self.terms:
            return self.terms[key]
        if isinstance(t, (int, str)):
            line = "n %d " + (str(t) if isinstance(t, int) else string_literal(t))
        elif isinstance(t, Const):
            line = "k %%d %s %s" % t
        else:
            line = " ".join(["t %d " + t[0]] + [str(self.term(a)) for a in t[1:]])
        self.terms[key] = len(self.terms) + 1
        self.lines.append(line % self.terms[key])
        return self.terms[key]

    def variable(self, t):
        at = self.term(t)
        if at not in self.variables:
            self.variables[at] = len(self.variables) + 1
            self.lines.append("v %d %d" % (self.variables[at], at))
        return self.variables[at]

    def clause(self):
        self.clauses += 1
        return self.clauses

    def lemma(self, i):
        n = len(i.premises)
        literals = [-self.variable(p) for p in i.premises]
        goal = i.conclusion if i.conclusion is not None else ("true",)
        ends_in_false = goal == ("false",)
        if not ends_in_false:
            literals.append(self.variable(goal))
        args = [self.term(a) for a in i.args]
        self.lines.append(" ".join(["l", str(self.clause()), *map(str, literals), "0"]))
        first = len(literals) + 1
        premises = "".join(" %d" % (k + 1) for k in range(n))
        self.lines.append("s %d %s (%s)%s" % (first, i.rule, " ".join(map(str, args)), premises))
        if ends_in_false:
            self.lines.append("e %d" % first)
        else:
            self.lines.append("s %d contra () %d %d" % (first + 1, first, n + 1))
            self.lines.append("e %d" % (first + 1))

    def refutation(self):
        """The problem's only assertion is false."""
        writer = ProofWriter()
        writer.__dict__.update(self.__dict__)
        writer.lines = []
        v = writer.variable(("false",))
        a, b, c = writer.clause(), writer.clause(), writer.clause()
        t = writer.term(("false",))
        return writer.lines + ["i %d %d" % (a, t), "l %d %d 0" % (b, -v), "e 1", "%d 0 %d %d 0" % (c, a, b),
                               "u %d 1" % c]
