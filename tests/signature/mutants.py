#!/usr/bin/env python3
"""Planted faults: mutants.py [--every N] [--first N] [--seconds S] [--file NAME.eo] [--list]

Makes mutated signatures, one change each: a guard of a rule or of a program goes, a comparison is turned around or its result negated, a
number is one more or less, branches change places, a case of a program goes, true becomes false, a relation strict or not. The tests of rules must notice:
an instance that must be accepted (rules.py) is not, or concludes something else; one that must be rejected is accepted; or a term of
another shape (shapes.py) leads to a conclusion that does not hold. Prints the mutants that nobody noticed (the survivors), each with its line, and ends
with `N noticed, N survive`. Status 1 if there is a survivor that mutants.txt does not explain, or an explanation without one."""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules  # noqa: E402
import shapes  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get("STRSMT_SOURCE", os.path.join(HERE, "..", ".."))
TOKEN = re.compile(r';[^\n]*|"(?:[^"]|"")*"|\(|\)|[^\s()";]+')
OTHER_RELATION = {">=": ">", "<=": "<", "<": "<=", ">": ">=", "true": "false", "false": "true", "eo::and": "eo::or", "eo::or": "eo::and",
                  "eo::add": "eo::mul", "eo::zdiv": "eo::zmod"}


class Node(list):
    """A list with its place in the text: [start, end)."""


class Atom(str):
    pass


def parse(text):
    root = Node()
    stack = [root]
    for m in TOKEN.finditer(text):
        t = m.group()
        if t.startswith(";"):
            continue
        if t == "(":
            node = Node()
            node.start = m.start()
            stack[-1].append(node)
            stack.append(node)
        elif t == ")":
            stack.pop().end = m.end()
        else:
            atom = Atom(t)
            atom.start, atom.end = m.start(), m.end()
            stack[-1].append(atom)
    return root


def source(text, node):
    return text[node.start:node.end]


def expressions(text, node):
    """Changes of what a rule or program computes: (start, end, new text, what)."""
    if isinstance(node, Atom):
        if re.fullmatch("-?[0-9]+", node):
            n = int(node)
            yield node.start, node.end, str(n + 1), "%d becomes %d" % (n, n + 1)
            yield node.start, node.end, str(n - 1), "%d becomes %d" % (n, n - 1)
        elif node in OTHER_RELATION and node[:2] != "eo":
            yield node.start, node.end, OTHER_RELATION[node], "%s becomes %s" % (node, OTHER_RELATION[node])
        return
    if node and isinstance(node[0], Atom):
        head = node[0]
        if head == "eo::requires":
            yield node.start, node.end, source(text, node[3]), "a guard goes: " + source(text, node)[:60]
        if head in ("eo::gt", "eo::cmp"):
            yield (node.start, node.end, "(%s %s %s)" % (head, source(text, node[2]), source(text, node[1])), "turned around: " + source(text, node)[:60])
        if head in ("eo::gt", "eo::eq", "eo::is_neg", "eo::is_str", "eo::is_z"):
            yield node.start, node.end, "(eo::not %s)" % source(text, node), "negated: " + source(text, node)[:60]
        if head == "eo::gt":
            yield (node.start, node.end, "(eo::gt (eo::add 1 %s) %s)" % (source(text, node[1]), source(text, node[2])), "also if equal: " + source(text, node)[:60])
        if head == "eo::ite" and len(node) == 4:
            yield node.start, node.end, source(text, node[2]), "always: " + " ".join(source(text, node[2])[:60].split())
            yield node.start, node.end, source(text, node[3]), "never: " + " ".join(source(text, node[2])[:60].split())
        if head in OTHER_RELATION:
            yield head.start, head.end, OTHER_RELATION[head], "%s becomes %s" % (head, OTHER_RELATION[head])
    for child in node[1:] if node and isinstance(node[0], Atom) else node:
        yield from expressions(text, child)


def changes(text):
    """All changes of a file: (name of the rule or program, start, end, new text, what)."""
    for command in parse(text):
        if not isinstance(command, Node) or not isinstance(command[0], Atom):
            continue
        kind, name = command[0], str(command[1])
        if kind == "declare-rule":
            for i, word in enumerate(command):
                if word == ":requires":
                    for pair in command[i + 1]:
                        yield name, pair.start, pair.end, "", "a guard goes: " + source(text, pair)[:60]
                        for c in expressions(text, pair[0]):
                            yield (name, *c)
                elif word == ":conclusion":
                    for c in expressions(text, command[i + 1]):
                        yield (name, *c)
        elif kind == "define":
            for c in expressions(text, command[3]):
                yield (name, *c)
        elif kind == "program" and len(command) > 6:
            cases = command[6]
            for case in cases:
                if len(cases) > 1:
                    yield name, case.start, case.end, "", "a case goes: " + source(text, case)[:60]
                for c in expressions(text, case[1]):
                    yield (name, *c)


def users(texts):
    """Which rules depend on each name, nearest first."""
    uses, declared = {}, []
    for text in texts.values():
        for command in parse(text):
            if isinstance(command, Node) and command and command[0] in ("declare-rule", "program", "define"):
                name = str(command[1])
                uses.setdefault(name, set()).update(re.findall(r"\$[^\s()]+", source(text, command)))
                uses[name].discard(name)
                if command[0] == "declare-rule":
                    declared.append(name)
    found = {}
    for rule in declared:
        distance, level = {rule: 0}, [rule]
        while level:
            level = [u for n in level for u in uses.get(n, ()) if u not in distance and not distance.update({u: distance[n] + 1})]
        for name, d in distance.items():
            found.setdefault(name, []).append((d, rule))
    return {name: [rule for _, rule in sorted(rs)] for name, rs in found.items()}


class Judge:
    """The instances of each rule, and what they conclude without a fault."""

    def __init__(self, program, count, signature):
        self.program, self.count, self.known = program, count, {}
        self.original = shapes.Engine(program, signature)

    def instances(self, rule):
        if rule in self.known:
            return self.known[rule]
        maker = shapes.Maker("mutants " + rule)
        seeds, source = shapes.seeds_of(rule), random.Random(rule)
        accept = [(rule, i[0], i[1]) for i in rules.TRY[rule][0]()] if rule in rules.TRY else [(rule, *s) for s in shapes.plain_seeds(rule)]
        reject = list(rules.TRY[rule][1]()) if rule in rules.TRY else []
        if len(accept) > 1200:
            accept = source.sample(accept, 1200)
        regexes = [(rule, *s) for s in shapes.of_regexes(rule)]
        accept += source.sample(regexes, min(len(regexes), 600))
        given = [(rule, i[0], i[1]) for i in reject]
        more = [(rule, *maker.instance(source.choice(seeds))) for _ in range(self.count if seeds else 0)]
        if not seeds:
            accept, more = [], []
        elif not seeds[0][1]:
            few = [(rule, *s) for s in shapes.small(maker, rule, len(seeds[0][0]))]
            more += source.sample(few, min(len(few), 300))
        every = accept + given + more
        self.known[rule] = (every, len(accept), len(accept) + len(given), self.original.ask(every))
        return self.known[rule]

    def notices(self, rule, signature):
        """Why the tests of the rule notice this signature; None if they do not."""
        every, accepted, rejected, before = self.instances(rule)
        try:
            after = shapes.Engine(self.program, signature).ask(every, 30)
        except (RuntimeError, subprocess.TimeoutExpired):
            return "it cannot be read, or goes on for ever"
        source = random.Random(1)
        different = [i for i in range(len(every)) if before[i] != after[i]]
        for i in different:
            if i < accepted:
                return "%s: must conclude something else" % rule
        for i in different:
            if after[i] is None:
                continue
            conclusion = shapes.read_back(after[i])
            found = shapes.counterexample([shapes.raw_value_terms(p) for p in every[i][2]], conclusion, source, 100)
            if found is not None:
                return "%s: unsound" % rule
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conclude", default=os.path.join(os.environ.get("STRSMT_BUILD", os.path.join(SOURCE, "build")), "tests", "signature_conclude"))
    parser.add_argument("--every", type=int, default=1, help="only each N-th mutant")
    parser.add_argument("--first", type=int, default=0, help="from this one on")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so long")
    parser.add_argument("--file", help="only of this file")
    parser.add_argument("--name", help="only of this rule or program")
    parser.add_argument("--count", type=int, default=300, help="instances of other shapes for each rule")
    parser.add_argument("--rules", type=int, default=4, help="rules whose tests are asked for each mutant")
    parser.add_argument("--list", action="store_true", help="print all mutants, and how each was noticed")
    options = parser.parse_args()
    folder = os.path.join(SOURCE, "proofs", "signature")
    texts = {f: open(os.path.join(folder, f), encoding="utf-8").read() for f in sorted(os.listdir(folder)) if f.endswith(".eo")}
    # The signature, and rules that show what its programs for regular expressions compute.
    with open(os.path.join(HERE, "programs", "strings.eo"), encoding="utf-8") as f:
        top = f.read().replace("../../../proofs/signature/strings.eo", "strings.eo")
    depends = users({**texts, "top.eo": top})
    mutants = [(f, *c) for f in texts for c in changes(texts[f]) if f != "export.eo" and options.file in (None, f) and options.name in (None, c[0])]
    chosen = list(enumerate(mutants))[options.first::options.every]
    print("%d mutants, %d tried" % (len(mutants), len(chosen)), flush=True)
    noticed, survivors, start = 0, [], time.time()
    with tempfile.TemporaryDirectory() as work:
        for f in texts:
            shutil.copy(os.path.join(folder, f), work)
        with open(os.path.join(work, "top.eo"), "w", encoding="utf-8") as out:
            out.write(top)
        judge = Judge(options.conclude, options.count, os.path.join(work, "top.eo"))
        for rule in {rule for found in depends.values() for rule in found[:options.rules]}:
            judge.instances(rule)
        for number, (f, name, begin, end, new, what) in chosen:
            if options.seconds and time.time() - start > options.seconds:
                break
            with open(os.path.join(work, f), "w", encoding="utf-8") as out:
                out.write(texts[f][:begin] + new + texts[f][end:])
            reason = None
            for rule in depends.get(name, [])[:options.rules]:
                reason = reason or judge.notices(rule, os.path.join(work, "top.eo"))
            line = texts[f].count("\n", 0, begin) + 1
            if reason is None:
                survivors.append((f, name, what))
                print("survives: %d %s:%d %s: %s" % (number, f, line, name, " ".join(what.split())), flush=True)
            else:
                noticed += 1
                if options.list:
                    print("noticed: %d %s:%d %s: %s (%s)" % (number, f, line, name, " ".join(what.split()), reason), flush=True)
            shutil.copy(os.path.join(folder, f), work)
    print("%d noticed, %d survive" % (noticed, len(survivors)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
