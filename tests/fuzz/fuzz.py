#!/usr/bin/env python3
"""Differential fuzzing: random scripts (generate.py) through `strsmt --check`, which checks the proof of each `unsat`
before it prints it, against a plain decision procedure (../mutation/decide.py) and against peers.

    tests/fuzz/fuzz.py --strsmt PROGRAM [--peer 'cvc5=cvc5 --strings-exp --incremental'] ... [--seed N] [--count N]
                       [--seconds S] [--keep DIR]

Every model is evaluated by the reference semantics (../signature/reference.py). A script is trouble if it shows a
crash, an error, a rejected proof, a wrong model, an `unknown`, more than two seconds of work, other answers with
another seed or short of steps or memory, or an answer that a peer contradicts: where we say `sat`, our model has shown
the peer to be wrong, which is only counted; where we say `unsat`, the peer's model decides if it gives one. Trouble is
shrunk (commands and subterms taken away as long as it stays) and kept in DIR. Ends with `N passed, N failed`."""
import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'mutation'), os.path.join(HERE, '..', 'signature')]
import decide  # noqa: E402
import generate  # noqa: E402
import language  # noqa: E402
import problem  # noqa: E402
from reference import TRUE, Const  # noqa: E402

ANSWERS = ('sat', 'unsat', 'unknown')
SLOW = 2  # seconds of processor time


def run(command, text, seconds):
    """Exit status (None: out of time), output, error output, processor time."""
    files = tempfile.NamedTemporaryFile('w', suffix='.smt2'), tempfile.TemporaryFile(), tempfile.TemporaryFile()
    with files[0] as script, files[1] as out, files[2] as err:
        script.write(text)
        script.flush()
        process = subprocess.Popen(command + [script.name], stdout=out, stderr=err, stdin=subprocess.DEVNULL,
                                   start_new_session=True)
        timer = threading.Timer(seconds, lambda: os.killpg(process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        in_time = timer.is_alive()
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        code = process.returncode if in_time or process.returncode != -signal.SIGKILL else None
        texts = [f.read().decode('utf-8', 'replace') for f in (out, err)]
        return code, *texts, usage.ru_utime + usage.ru_stime


def answers(text):
    """The answers before the first error."""
    return [line for line in text.split('(error')[0].split('\n') if line in ANSWERS]


def checks(text):
    return len(re.findall(r'^\(check-sat', text, re.M))


class Fuzzer:
    def __init__(self, options):
        self.ours = [options.strsmt, '--check', '--quiet', '--model']
        self.peers = [(p.split('=', 1)[0], p.split('=', 1)[1].split()) for p in options.peer]
        self.seconds = options.limit
        self.shrinking = options.shrink
        self.counts = {'sat': 0, 'unsat': 0, 'unknown': 0}
        self.decided = self.undecided = self.refuted_peers = 0

    def trouble(self, text, count=True):
        """None, or what is wrong with our run on this script; the first word says of which kind."""
        code, out, err, used = run(self.ours, text, 10 * self.seconds + 10)
        if code is None:
            return 'slow: no answer'
        if code != 0 or '(error' in out:
            return f'error: exit status {code}: {(out + err)[-300:]}'
        self.script = problem.Problem(text)
        mine, wrong = self.read(out)
        if wrong:
            return wrong
        if len(mine) != len(self.script.queries):
            return f'error: {len(mine)} answers'
        if 'unknown' in mine:
            reason = self.unknown(text, mine.index('unknown') + 1)
            if reason:
                return reason
        if used > SLOW:
            return f'slow: {used:.1f} s'
        if count:
            for a in mine:
                self.counts[a] += 1
        return self.variant(text, mine) or self.compare(text, mine)

    def variant(self, text, mine):
        """The same with another seed, or short of steps or memory: the same answers, or `unknown` where a limit is
        near."""
        number = zlib.crc32(text.encode())
        options = [['--seed', str(number % 1000 + 1)], ['--steps', str(number // 3 % 3000)],
                   ['--memory', '1']][number % 3]
        code, out, err, _ = run(self.ours + options, text, 10 * self.seconds + 10)
        theirs, wrong = self.read(out) if code == 0 else ([], None)
        limited = options[0] != '--seed'
        if code != 0 and not (options[0] == '--memory' and code == 1 and 'memory' in err):
            return f'variant: {" ".join(options)}: exit status {code}: {(out + err)[-300:]}'
        if wrong:
            return f'variant: {" ".join(options)}: {wrong}'
        same = len(mine) == len(theirs) or code != 0
        if not same or any(a != b and not (limited and b == 'unknown') for a, b in zip(mine, theirs)):
            return f'variant: {" ".join(options)}: {" ".join(theirs)}, not {" ".join(mine)}'
        return None

    def unknown(self, text, number):
        """What is wrong with an `unknown`; None if the script is not of the fragment: a length that no string in memory
        has, or a constant of sort RegLan without a definition (which shrinking may take away)."""
        end = [m.end() for m in re.finditer(r'^\(check-sat.*\n', text, re.M)][number - 1]
        _, out, _, _ = run(self.ours, text[:end] + '(get-info :reason-unknown)\n', 10 * self.seconds + 10)
        reason = out.strip().split('\n')[-1]
        formulas = decide.Decider(self.script.terms).without_definitions(self.script.queries[number - 1].active)
        if any(c.sort == 'RegLan' for c in decide.constants_of(formulas)):
            return None
        if re.search('str.(len|at)', reason) and re.search(r'\d{7}', text):
            return None
        return f'unknown: check {number}: {reason}'

    # ---- models

    def read(self, out):
        """Our answers, and what is wrong with a model."""
        mine, lines = [], out.split('\n')
        at = 0
        while at < len(lines):
            line, at = lines[at], at + 1
            if line not in ANSWERS:
                continue
            mine.append(line)
            if line == 'sat':
                end = lines.index(')', at)
                wrong = self.model_trouble(len(mine), '\n'.join(lines[at:end + 1]))
                if wrong:
                    return mine, wrong
        return mine, None

    def model_trouble(self, number, text):
        values = {}
        for _, name, _, sort, value in problem.expressions(text)[0]:
            values[Const(problem.bare(name), sort)] = self.script.term(value, {})
        return self.violated(number, values, f'model: check {number}: ')

    def violated(self, number, values, label):
        query = self.script.queries[number - 1]
        languages = language.Languages()
        languages.deadline = time.monotonic() + 5
        evaluator = decide.Evaluator(languages, values)
        try:
            for formula in query.active + query.assumptions:
                if evaluator.value(formula) != TRUE:
                    return f'{label}{values} violates {formula}'[:400]
        except language.Gave_up:
            pass
        except KeyError as missing:
            return f'{label}no value for {missing}'
        return None

    # ---- other opinions

    def compare(self, text, mine):
        reference = self.reference()
        for i, (a, b) in enumerate(zip(mine, reference)):
            if {a, b} == {'sat', 'unsat'}:
                return f'differs: check {i + 1}: we say {a}, the reference {b}'
        for name, command in self.peers:
            _, out, _, _ = run(command, text, self.seconds)
            for i, (a, b) in enumerate(zip(mine, answers(out))):
                if {a, b} == {'sat', 'unsat'}:
                    if a == 'sat' or reference[i] == 'unsat' or not self.has_model(command, text, i + 1):
                        self.refuted_peers += 1
                    else:
                        return f'differs: check {i + 1}: we say {a}, {name} {b}'
        return None

    def reference(self):
        languages, found = language.Languages(), []
        for query in self.script.queries:
            model = decide.Decider(self.script.terms, languages,
                                   self.seconds / 3).model(query.active + query.assumptions)
            found.append('unsat' if model is None else 'unknown' if model == decide.UNKNOWN else 'sat')
            self.decided += found[-1] != 'unknown'
            self.undecided += found[-1] == 'unknown'
        return found

    def has_model(self, command, text, number):
        """Does a peer have a model that is right? True also if it cannot be read, so that somebody looks at it."""
        names = [c for c in sorted({Const(*c) for c in self.script.constants}) if c.sort != 'RegLan']
        end = [m.end() for m in re.finditer(r'^\(check-sat.*\n', text, re.M)][number - 1]
        spelled = [c.name if re.fullmatch(r'\w+', c.name) else f'|{c.name}|' for c in names]
        ask = '(set-option :produce-models true)\n' + text[:end] + f'(get-value ({" ".join(spelled)}))\n'
        _, out, _, _ = run(command, ask, 2 * self.seconds)
        try:
            pairs = problem.expressions(out[out.index('(('):])[0]
            values = {c: self.script.term(value, {}) for c, (_, value) in zip(names, pairs)}
            decider = decide.Decider(self.script.terms)
            query = self.script.queries[number - 1]
            query.active = decider.without_definitions(query.active)
            return self.violated(number, values, '') is None
        except (ValueError, IndexError, KeyError):
            return True

    # ---- shrinking

    def shrink(self, text, reason):
        kind = reason.split(':')[0]

        def still(candidate):
            try:
                found = self.trouble(candidate, count=False)
            except Exception:  # not a script any more
                return False
            return found is not None and found.split(':')[0] == kind

        lines = text.strip().split('\n')
        changed = True
        deadline = time.monotonic() + self.shrinking
        while changed and time.monotonic() < deadline:
            changed = False
            for i in range(len(lines) - 1, -1, -1):
                smaller = lines[:i] + lines[i + 1:]
                small = '\n'.join(smaller) + '\n'
                if time.monotonic() < deadline and '(check-sat' in small and still(small):
                    lines, changed = smaller, True
            for i, line in enumerate(lines):
                for piece in subterms(line):
                    if time.monotonic() >= deadline:
                        break
                    candidate = lines[:i] + [piece] + lines[i + 1:]
                    if still('\n'.join(candidate) + '\n'):
                        lines, changed = candidate, True
                        break
        return '\n'.join(lines) + '\n'


def subterms(line):
    """The line with one application replaced by one of its arguments, or without one of them."""
    stack, spans = [], []
    for match in problem.TOKEN.finditer(line):
        token = match.group('token')
        if token == '(':
            stack.append((match.start(), []))
        elif token == ')' and stack:
            start, inner = stack.pop()
            spans.append((start, match.end(), inner))
            if stack:
                stack[-1][1].append((start, match.end()))
        elif token and stack:
            stack[-1][1].append(match.span())
    for start, end, inner in sorted(spans, key=lambda s: s[0]):
        for a, b in inner[1:]:
            if start > 0:
                yield line[:start] + line[a:b] + line[end:]
        for a, b in inner[1:] if len(inner) > 3 else []:
            yield line[:a].rstrip() + line[b:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--strsmt', default=os.environ.get('STRSMT', 'build/strsmt'))
    parser.add_argument('--peer', action='append', default=[], help='NAME=COMMAND')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=10 ** 9)
    parser.add_argument('--seconds', type=float, default=60)
    parser.add_argument('--limit', type=float, default=3, help='seconds for a peer on one script')
    parser.add_argument('--shrink', type=float, default=60, help='seconds for shrinking one script')
    parser.add_argument('--keep', default='.')
    options = parser.parse_args()
    fuzzer = Fuzzer(options)
    passed = failed = 0
    start = time.monotonic()
    seed = options.seed
    while passed + failed < options.count and time.monotonic() - start < options.seconds:
        text = generate.Script(seed).text()
        reason = fuzzer.trouble(text)
        if reason is None:
            passed += 1
        else:
            failed += 1
            print(f'seed {seed}: {reason}', flush=True)
            os.makedirs(options.keep, exist_ok=True)
            kept = os.path.join(options.keep, f'fuzz-{seed}.smt2')
            with open(kept, 'w') as out:
                out.write(text)
            fuzzer.shrinking = min(options.shrink, max(0, start + options.seconds - time.monotonic()))
            small = fuzzer.shrink(text, reason)
            with open(kept, 'w') as out:
                out.write(f'; seed {seed}: {" ".join(reason.split())[:200]}\n' + small)
        seed += 1
    print('answers:', ', '.join(f'{n} {a}' for a, n in fuzzer.counts.items()))
    print(f'the reference decided {fuzzer.decided} queries, gave up on {fuzzer.undecided}')
    print(f'{fuzzer.refuted_peers} wrong answers of peers')
    print(f'{passed} passed, {failed} failed')
    return failed > 0


if __name__ == '__main__':
    sys.setrecursionlimit(100000)
    threading.stack_size(1 << 28)
    result = []
    thread = threading.Thread(target=lambda: result.append(main()))
    thread.start()
    thread.join()
    sys.exit(result[0] if result else 2)
