#!/usr/bin/env python3
"""Inputs that are made to hurt: each must end within its limits, with answers or `unknown`.

    tests/fuzz/hostile.py [--strsmt PROGRAM] [--limit S] [--only TEXT] [--write FOLDER]

A run is trouble if it crashes, shows an error, takes a tenth and a second and a half more than --limit (of processor
time; reading the input comes on top), or answers what is known to be wrong. Prints what each takes, in wall time and in
processor time, and `N passed, N failed`."""
import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time

CASES = {}


def case(answer, read=0.0):
    """answer: what is known, or None; read: seconds that reading the input may take."""
    def add(make):
        CASES[make.__name__] = (make, answer, read)
        return make
    return add


def script(*asserts, declare=('x',), integers=()):
    lines = ['(set-logic QF_SLIA)'] + [f'(declare-const {x} String)' for x in declare]
    lines += [f'(declare-const {i} Int)' for i in integers]
    return '\n'.join(lines + [f'(assert {a})' for a in asserts] + ['(check-sat)']) + '\n'


def word(w):
    return f'(str.to_re "{w}")'


# ---- regular expressions

@case('unsat')
def same_alternatives():
    """(a|a)*b against its complement."""
    r = f'(re.++ (re.* (re.union {word("a")} {word("a")})) {word("b")})'
    return script(f'(str.in_re x {r})', f'(not (str.in_re x (re.++ (re.* {word("a")}) {word("b")})))')


@case('sat')
def same_alternatives_long():
    r = f'(re.++ (re.* (re.union {word("a")} (re.++ {word("a")} {word("a")}))) {word("b")})'
    return script(f'(str.in_re x {r})', '(> (str.len x) 5000)')


@case(None)
def globs():
    """ab*b*b*b against a*b*b*b."""
    a, b = word('a'), f'(re.* {word("b")})'
    return script(f'(str.in_re x (re.++ {a} {b} {b} {b} {word("b")}))',
                  f'(not (str.in_re x (re.++ (re.* {a}) {b} {b} {word("b")})))')


@case('unsat')
def many_stars():
    stars = ' '.join(f'(re.* {word("ab"[i % 2])})' for i in range(60))
    return script(f'(str.in_re x (re.++ {stars}))', f'(not (str.in_re x (re.++ {stars} (re.* {word("a")}))))')


@case(None)
def far_from_the_end():
    """.*a.{20} in three: states double with each position."""
    r = f'(re.++ re.all {word("a")} ((_ re.^ 20) re.allchar))'
    s = f'(re.++ re.all {word("b")} ((_ re.^ 19) re.allchar))'
    return script(f'(str.in_re x {r})', f'(not (str.in_re x {s}))', '(str.in_re x (re.+ (re.range "a" "b")))')


@case('unsat')
def far_from_the_end_twice():
    r = f'(re.++ re.all {word("a")} ((_ re.^ 20) re.allchar))'
    return script(f'(str.in_re x {r})', f'(str.in_re x (re.++ re.all {word("b")} ((_ re.^ 20) re.allchar)))')


@case('sat')
def far_from_both_ends():
    r = f'(re.++ re.all {word("a")} ((_ re.^ 20) re.allchar) {word("a")} re.all)'
    return script(f'(not (str.in_re x {r}))',
                  f'(str.in_re x (re.++ ((_ re.^ 40) (re.union {word("a")} {word("b")})) {word("aa")} re.all))')


@case('sat')
def nested_loops():
    """((a{1,50}){1,50}){1,50}"""
    r = f'((_ re.loop 1 50) ((_ re.loop 1 50) ((_ re.loop 1 50) {word("a")})))'
    return script(f'(str.in_re x {r})', '(> (str.len x) 1000)')


@case('unsat')
def nested_loops_empty():
    r = f'((_ re.loop 1 50) ((_ re.loop 1 50) ((_ re.loop 1 50) {word("a")})))'
    return script(f'(str.in_re x {r})', f'(str.in_re x (re.++ re.all {word("b")} re.all))')


@case('unsat')
def nested_loops_long():
    r = f'((_ re.loop 1 50) ((_ re.loop 1 50) ((_ re.loop 1 50) {word("a")})))'
    return script(f'(str.in_re x {r})', '(> (str.len x) 125000)')


@case(None)
def huge_counter():
    return script(f'(str.in_re x ((_ re.loop 1000000 2000000) {word("ab")}))',
                  f'(str.in_re x ((_ re.^ 1999999) re.allchar))')


@case(None)
def counters_of_primes():
    parts = [f'(str.in_re x (re.* ((_ re.^ {p}) re.allchar)))' for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)]
    return script(*parts, '(not (= x ""))')


@case(None)
def thousand_memberships():
    parts = [f'(str.in_re x (re.++ re.all {word(chr(97 + i % 26) + str(i))} re.all))' for i in range(1000)]
    return script(*parts)


@case('sat')
def thousand_exclusions():
    parts = [f'(not (str.in_re x (re.++ {word(f"p{i}")} re.all)))' for i in range(1000, 3000, 2)]
    return script(*parts, '(str.in_re x (re.++ (str.to_re "p") (re.+ (re.range "0" "9"))))', '(> (str.len x) 4)')


@case(None)
def comp_tower():
    r = word('a')
    for i in range(40):
        r = f'(re.comp (re.++ {r} (re.* {word("ab"[i % 2])})))'
    return script(f'(str.in_re x {r})', '(> (str.len x) 3)')


@case(None)
def star_tower():
    r = word('ab')
    for i in range(12):
        r = f'(re.* (re.union (re.++ {r} {word("ab"[i % 2])}) (re.comp (re.* {r}))))'
    return script(f'(not (str.in_re x {r}))')


@case(None)
def wide_union():
    parts = ' '.join(word(f'w{i * 7919 % 10007}') for i in range(5000))
    return script(f'(str.in_re x (re.++ (re.union {parts}) (re.union {parts})))',
                  '(str.in_re x (re.++ re.all (str.to_re "w1") re.all))')


# ---- size

@case('unsat', read=2)
def long_constant():
    """10 MB"""
    big = 'a' * 10_000_000
    return script(f'(= x "{big}")', '(str.in_re x (re.* (re.range "b" "c")))')


@case('sat', read=2)
def long_constant_parts():
    big = 'ab' * 5_000_000
    return script(f'(= (str.++ x y) "{big}")', '(str.contains x "ba")', declare=('x', 'y'))


@case('unsat', read=2)
def long_constant_replaced():
    big = 'ab' * 5_000_000
    return script(f'(= x (str.replace_all "{big}" "a" "bb"))', '(str.contains x "a")')


@case('sat', read=2)
def long_constant_index():
    big = 'ab' * 5_000_000
    return script(f'(= i (str.indexof "{big}c" x 0))', '(= (str.len x) 1)', '(> i 3)', integers=('i',))


@case(None)
def long_model():
    return script('(= (str.len x) 1000000000)', '(not (= x y))', declare=('x', 'y'))


@case(None)
def doubling():
    """x0 = "ab", each the one before twice, 60 times."""
    names = [f'x{i}' for i in range(61)]
    parts = [f'(= {b} (str.++ {a} {a}))' for a, b in zip(names, names[1:])]
    return script('(= x0 "ab")', *parts, f'(str.contains {names[-1]} "bb")', declare=names)


@case(None)
def doubling_terms():
    """One term that is a word of 2^60 characters."""
    text = '"ab"'
    for i in range(60):
        text = f'(let ((v {text})) (str.++ v v))'
    return script(f'(= x {text})')


@case(None)
def power_of_replacing():
    text = '"a"'
    for i in range(60):
        text = f'(str.replace_all {text} "a" "aa")'
    return script(f'(= x {text})')


@case(None, read=2)
def deep_not():
    n = 100_000
    return script('(not ' * n + '(= x "a")' + ')' * n)


@case(None, read=2)
def deep_concat():
    n = 100_000
    return script('(= x ' + '(str.++ "a" ' * n + 'y' + ')' * n + ')', declare=('x', 'y'))


@case(None, read=2)
def deep_ite():
    n = 100_000
    return script('(= x ' + '(ite (= x "b") "a" ' * n + 'y' + ')' * n + ')', declare=('x', 'y'))


@case(None, read=2)
def deep_regex():
    n = 100_000
    return script('(str.in_re x ' + '(re.* (re.++ (str.to_re "a") ' * n + 're.all' + '))' * n + ')')


@case(None, read=2)
def deep_replace():
    n = 100_000
    return script('(= "b" ' + '(str.replace ' * n + 'x' + ' "a" "b")' * n + ')')


@case(None, read=2)
def deep_sum():
    n = 100_000
    return script('(= i ' + '(+ 1 ' * n + '(str.len x)' + ')' * n + ')', integers=('i',))


@case(None, read=2)
def deep_let():
    n = 100_000
    return script(''.join(f'(let ((v{i} {"x" if i == 0 else f"(str.++ v{i - 1} y)"})) ' for i in range(n)) +
                  f'(= v{n - 1} "a")' + ')' * n,
                  declare=('x', 'y'))


@case(None, read=4)
def deep_brackets():
    """Not a script: 10 million brackets."""
    return '(' * 10_000_000


@case('sat', read=10)
def many_assertions():
    """50 MB"""
    lines = ''.join(f'(assert (or (= x "v{i}") (not (= x "w{i}"))))\n' for i in range(1_150_000))
    return '(set-logic QF_S)\n(declare-const x String)\n' + lines + '(check-sat)\n'


@case('sat', read=10)
def long_comment():
    return '; ' + 'x' * 50_000_000 + '\n' + script('(= x "a")')


@case(None, read=10)
def many_constants():
    names = [f'x{i}' for i in range(300_000)]
    return script(*(f'(= {a} {b})' for a, b in zip(names, names[1:])), declare=names)


# ---- equations and numbers

@case(None)
def equations_200():
    """Equations between neighbours in a ring of 200 variables, which do not commute."""
    names = [f'x{i}' for i in range(200)]
    parts = [f'(= (str.++ {a} "a" {b}) (str.++ {b} {"ab"[i % 2]!r} {a}))'.replace("'", '"') for i,
             (a, b) in enumerate(zip(names, names[1:]))]
    return script(*parts, declare=names)


@case('sat')
def equations_long():
    names = [f'x{i}' for i in range(200)]
    both = ' '.join(names)
    return script(f'(= (str.++ {both}) (str.++ {" ".join(reversed(names))}))', '(> (str.len x7) 3)', '(not (= x7 x8))',
                  declare=names)


@case(None)
def quadratic():
    return script('(= (str.++ x "ab" y) (str.++ y "ba" x))', '(= (str.++ x y z) (str.++ z y "a"))',
                  declare=('x', 'y', 'z'))


@case(None)
def commuting_words():
    names = [f'x{i}' for i in range(12)]
    parts = [f'(= (str.++ {a} {b}) (str.++ {b} {a}))' for i, a in enumerate(names) for b in names[i + 1:]]
    return script(*parts, '(str.contains x0 "ab")', '(str.contains x11 "ba")', '(> (str.len x5) 20)', declare=names)


@case(None)
def all_different():
    names = [f'x{i}' for i in range(300)]
    return script(f'(distinct {" ".join(names)})', *(f'(str.in_re {x} ((_ re.^ 8) (re.range "a" "b")))' for x in names),
                  declare=names)


@case(None)
def many_functions():
    parts, term = [], 'x'
    for i in range(40):
        term = f'(str.replace (str.substr {term} {i % 3} (str.len x)) "a" (str.at y {i}))'
        parts.append(f'(= (str.indexof {term} "b" {i}) {i + 1})')
    return script(*parts, declare=('x', 'y'))


@case('unsat')
def huge_numbers():
    a, b = '9' * 5000, '8' * 5000
    return script(f'(= (+ (* {a} i) (* {a} j)) {b}1)', integers=('i', 'j'))


@case(None)
def huge_to_int():
    return script(f'(= (str.to_int x) {"7" * 3000})', '(> (str.len x) 4000)')


@case(None)
def unbounded_parity():
    return script('(< 1 (- (* 6 i) (* 4 j)) 3)', '(< 0 (- (* 3 i) (* 9 k)) 3)', integers=('i', 'j', 'k'))


@case(None)
def pigeons_20():
    names = [f'i{k}' for k in range(20)]
    return script(f'(distinct {" ".join(names)})', *(f'(<= 1 {n} 19)' for n in names), integers=names)


@case(None)
def lengths_market():
    """Dense equalities between lengths, with few solutions."""
    names = [f'x{i}' for i in range(20)]
    parts = []
    for k in range(4):
        sum_of = ' '.join(f'(* {(37 * (i + 1) * (k + 3) * (k + 7)) % 97 + 1} (str.len {x}))' for i,
                          x in enumerate(names))
        parts.append(f'(= (+ {sum_of}) {480 + k})')
    return script(*parts, *(f'(<= (str.len {x}) 1)' for x in names), declare=names)


# ---- runs

def attempt(strsmt, path, limit, options=()):
    """Exit status (None: killed), output, seconds of wall and of processor time."""
    start, before = time.monotonic(), os.times()
    try:
        done = subprocess.run([strsmt, '--quiet', '--timeout', str(limit), *options, path], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=10 * limit + 60,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30)))
        code, out = done.returncode, done.stdout + done.stderr[-200:]
    except subprocess.TimeoutExpired:
        code, out = None, b''
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return code, out.decode('utf-8', 'replace'), time.monotonic() - start, cpu


def judge(name, code, out, wall, cpu, limit):
    """What is wrong, or None."""
    _, known, read = CASES[name]
    answer = out.split('\n')[0]
    if code is None:
        return 'no end'
    if name == 'deep_brackets':
        return None if code == 1 and '(error' in out else f'exit status {code}'
    if code != 0 or answer not in ('sat', 'unsat', 'unknown'):
        return f'exit status {code}: {out[:200]}'
    if known and answer not in (known, 'unknown'):
        return f'wrong: {answer}'
    most = 1.1 * limit + 1.5 + read
    if cpu > most or wall > 4 * most:  # the machine may be busy
        return f'takes {wall:.1f} s, {cpu:.1f} s of processor time'
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--strsmt', default=os.environ.get('STRSMT', 'build/strsmt'))
    parser.add_argument('--limit', type=float, default=5)
    parser.add_argument('--only', default='')
    parser.add_argument('--write', help='only write the scripts into a folder')
    parser.add_argument('--proof', action='store_true', help='write a proof, too')
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, _, _) in CASES.items():
            if options.only not in name:
                continue
            path = os.path.join(options.write or folder, name + '.smt2')
            with open(path, 'w') as out:
                out.write(make())
            if options.write:
                continue
            proof = ['--proof', os.path.join(folder, 'proof.lratb')] if options.proof else []
            code, out, wall, cpu = attempt(options.strsmt, path, options.limit, proof)
            wrong = judge(name, code, out, wall, cpu, options.limit)
            passed, failed = passed + (wrong is None), failed + (wrong is not None)
            print(f'{name:26}{wall:7.2f} s {cpu:7.2f} s  {out.split(chr(10))[0][:40]:10}{"  TROUBLE: " + wrong if wrong else ""}',
                  flush=True)
            os.unlink(path)
    print(f'{passed} passed, {failed} failed')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
