#!/usr/bin/env python3
"""Small inputs that could cost strsmt-check minutes or gigabytes: run.py [CHECKER]

Each is given with the exit codes that are right for it. The checker must come to one of them within 20 seconds of processor time and 1 GB,
whatever the shape of the input; where it gives up (4), its message names the option that allows more. Ends with `N passed, N failed`."""
import os
import random
import resource
import subprocess
import sys
import tempfile

SECONDS, BYTES = 20, 1 << 30
LOGIC = "(set-logic QF_SLIA)"
ANY = LOGIC + "(declare-fun x () Int)(assert (= x 1))(check-sat)\n"
HEADER = "lratt 1 strings -\n"
EVALUATE = "l 1 0\ns 1 evaluate (%d)\n"


def proof(text):
    return (ANY, HEADER + text)


def script(text):
    return (LOGIC + text + "(check-sat)\n", HEADER)


def declare(names, sort="Int"):
    return "".join("(declare-fun %s () %s)" % (n, sort) for n in names)


def doubled(symbol, leaf, times, last=""):
    """A term that is small as a graph and has 2^times leaves."""
    lines = ["n 1 %s\n" % leaf]
    lines += ["t %d %s %d %d\n" % (i + 1, symbol, i, i) for i in range(1, times + 1)]
    return "".join(lines) + last + EVALUATE % (times + 1 + last.count("\n"))


def shapes():
    """Name, problem and proof, exit codes that are right. 3: what follows the last step is missing."""
    a, b = "a" * 50000, "b" * 2000
    yield "concatenations doubled", proof(doubled("str.++", '"ab"', 28)), (4,)
    yield "sums doubled", proof(doubled("+", "1", 200)), (3,)
    yield "products doubled", proof(doubled("*", "3", 200)), (4,)
    yield "much to replace", proof('n 1 "%s"\nn 2 "a"\nn 3 "%s"\nt 4 str.replace_all 1 2 3\n' % (a, b) + EVALUATE % 4), (4,)
    yield "many to replace", proof('n 1 "%s"\nn 2 "a"\nn 3 "bb"\nt 4 str.replace_all 1 2 3\n' % (a * 4) + EVALUATE % 4), (3,)
    yield "nothing to replace", proof('n 1 "%s"\nn 2 "%sb"\nn 3 ""\nt 4 str.replace_all 1 2 3\n' % (a * 20, a) + EVALUATE % 4), (3,)
    yield "a search with many beginnings", proof('n 1 "%s"\nn 2 "%sb"\nt 3 str.contains 1 2\n' % (a * 20, a * 4) + EVALUATE % 3), (3,)
    yield "words to replace", proof('n 1 "%s"\nn 2 "a"\nn 3 "b"\nt 4 str.to_re 2\nt 5 str.replace_re_all 1 4 3\n' % (a * 2) + EVALUATE % 5), (3,)
    yield "no word to replace", proof('n 1 "%s"\nn 2 "a"\nn 3 "b"\nt 4 str.to_re 2\nt 5 re.* 4\nt 6 str.to_re 3\nt 7 re.++ 5 6\n'
                                      't 8 str.replace_re 1 7 3\n' % a + EVALUATE % 8), (3, 4)
    yield "a number of many digits", proof('n 1 "1%s"\nt 2 str.to_int 1\n' % ("0" * 100000) + EVALUATE % 2), (3,)
    yield "digits of a number", proof("n 1 1%s\nt 2 str.from_int 1\n" % ("0" * 20000) + EVALUATE % 2), (3,)
    yield "a longer number", proof("n 1 1%s\nt 2 str.from_int 1\n" % ("0" * 1000000) + EVALUATE % 2), (3, 4)
    yield "long division", proof("n 1 1%s\nn 2 -3%s\nt 3 div 1 2\nt 4 mod 1 2\nt 5 = 3 4\n" % ("7" * 200000, "1" * 100000) + EVALUATE % 5), (3,)
    yield "a greatest common divisor", proof("n 1 1%s\nn 2 -3%s\nk 3 x Int\nt 4 * 1 3\nt 5 + 4 2\nt 6 = 5 1\nt 7 = 6 6\nl 1 0\n"
                                             "s 1 arith_atom_norm (7)\n" % ("7" * 20000, "1" * 19990)), (3, 4)
    yield "arithmetic", numbers(), (3,)
    yield "a name with line breaks", proof("k 1 |" + "x\n" * 500000 + "|\n"), (3,)
    yield "a name without end", proof("k 1 |" + "x\n" * 500000), (3,)
    yield "lines with bars", proof("n 1 \"|\"\nz 1\n" * 100000), (1,)
    yield "a tautology as hint, often", proof("2 1 -1 %s 0 0\n3 2 0 %s 0\n" % (
        " ".join(map(str, range(3, 100000))), " ".join(["2"] * 100000))), (1,)
    nested = "".join("(define-fun f%d ((a Int)) Int (f%d (f%d a)))" % (i + 1, i, i) for i in range(40))
    yield "nested definitions", script(declare(["x"]) + "(define-fun f0 ((a Int)) Int (+ a a))" + nested + "(assert (= (f40 x) 1))"), (4,)
    yield "nested definitions of doubles", script(declare(["x"]) + "(define-fun f0 ((a Int)) Int a)" + nested + "(assert (= (f40 x) 1))"), (1, 4)
    body = "".join("(+ a %d " % i for i in range(5000)) + "a" + ")" * 5000
    yield "a long definition, often", script(declare(["x"]) + "(define-fun f ((a Int)) Int %s)" % body + "".join(
        "(assert (= (f x) %d))" % i for i in range(5000))), (1, 4)
    many = ["x%d" % i for i in range(6000)]
    yield "all distinct", script(declare(many) + "(assert (distinct %s))" % " ".join(many)), (1, 4)
    named = "".join("(let ((q%d p)) (! " % i for i in range(20000)) + "p" + "".join(" :named n%d))" % i for i in range(20000))
    yield "names within lets", script(declare(["p"], "Bool") + "(assert %s)" % named), (1,)
    bound = ["y%d" % i for i in range(3000)]
    yield "many variables", script(declare(["z"]) + "(assert (exists (%s) (= z (+ %s))))" % (
        " ".join("(%s Int)" % y for y in bound), " ".join("(* 2 %s)" % y for y in bound))), (1,)
    yield "variables within each other", script(declare(["z"]) + "(assert (exists (%s) (= z %s)))" % (
        " ".join("(%s Int)" % y for y in bound), "".join("(+ %s (* 2 " % y for y in bound[:50]) + "0" + "))" * 50)), (1,)
    yield "quantifiers within each other", script(declare(["z"]) + "(assert %s)" % (
        "".join("(exists ((y%d Int)) " % i for i in range(20000)) + "(= z 1)" + ")" * 20000)), (1,)
    yield "one assertion in many frames", (LOGIC + declare(["p"], "Bool") + "(push)(assert p)" * 3000 + "(check-sat)" * 3000 + "\n",
                                           HEADER + "k 1 p Bool\nv 1 1\ni 1 1\n"), (2,)
    yield "frames", script("(push 1000000)" * 20), (1, 4)
    yield "deep terms", script(declare(["p"], "Bool") + "(assert %sp%s)" % ("(not " * 300000, ")" * 300000)), (1,)
    yield "a long comment", (";" * 3000000 + "\n" + ANY, HEADER), (1,)
    yield "sorts of sorts", script("(define-sort S0 () Int)" + "".join(
        "(define-sort S%d () S%d)" % (i + 1, i) for i in range(20000)) + "(declare-const x S20000)(assert (= x 1))"), (1,)


def random_number(source):
    """Numbers with limbs that are 0 or all ones, or one beside them, as division finds hard."""
    limbs = [source.choice((0, 1, 2**64 - 1, 2**64 - 2, 2**63, 2**63 - 1, source.getrandbits(64))) for _ in range(source.randrange(1, 9))]
    n = sum(limb << (64 * i) for i, limb in enumerate(limbs)) + source.choice((-1, 0, 0, 0, 1))
    return -n if source.random() < 0.5 else n


def numbers():
    """A proof that evaluates equations which hold, each to true. 3: there is no error before its end."""
    source = random.Random(7)
    lines, terms, steps = ["l 1 0"], 0, 0
    for _ in range(3000):
        a, b = random_number(source), random_number(source) or 1
        remainder = a % abs(b)
        for symbol, result in (("div", (a - remainder) // b), ("mod", remainder), ("*", a * b), ("+", a + b), ("-", a - b),
                               ("str.to_int", abs(a)), ("str.from_int", str(abs(a)))):
            if symbol.startswith("str"):
                given = ['"%d"' % abs(a) if symbol == "str.to_int" else str(abs(a))]
            else:
                given = [str(a), str(b)]
            literals = given + ['"%s"' % result if isinstance(result, str) else str(result)]
            lines += ["n %d %s" % (terms + 1 + i, text) for i, text in enumerate(literals)]
            at = terms + len(literals)
            lines.append("t %d %s %s" % (at + 1, symbol, " ".join(str(terms + 1 + i) for i in range(len(given)))))
            lines.append("t %d = %d %d" % (at + 2, at + 1, at))
            lines.append("s %d evaluate (%d)\ns %d true_elim () %d" % (steps + 1, at + 2, steps + 2, steps + 1))
            terms, steps = at + 2, steps + 2
    return proof("\n".join(lines) + "\n")


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES * 2, BYTES * 2))


def problem_of(checker, folder, texts, right):
    paths = [os.path.join(folder, name) for name in ("problem.smt2", "proof.lratt")]
    for path, text in zip(paths, texts):
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    run = subprocess.run([checker, "--quiet"] + paths, preexec_fn=limit, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    message = run.stderr.decode(errors="replace").strip()[-200:]
    if run.returncode not in right:
        return "exit code %d instead of %s: %s" % (run.returncode, " or ".join(map(str, right)), message)
    if run.returncode == 4 and "--memory" not in message and "--steps" not in message and "too long" not in message:
        return "the message names no option: " + message
    return None


def main():
    checker = sys.argv[1] if len(sys.argv) > 1 else os.environ["STRSMT_CHECK"]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, texts, right in shapes():
            problem = problem_of(checker, folder, texts, right)
            passed += problem is None
            failed += problem is not None
            if problem is not None:
                print("FAIL %s: %s" % (name, problem))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
