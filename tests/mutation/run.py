#!/usr/bin/env python3
"""Proofs with one thing changed: each must be rejected by the checker, or be shown to be still valid.

    run.py [--strsmt PROGRAM] [--check PROGRAM] [--each N] [--seconds S] [--seed N] [--generated N] [--bytes N]
           [PROBLEM.smt2 ...]

The corpus: logs (which use more rules than proofs) that strsmt writes for the scripts of ../regress, for generated ones
and for those given, and the
proofs of ../proofs/accept. ../proofs/mutate.py changes them, in their text form and, by flipping bits, in the binary
one; or it changes the problem, or both in the same way. What the checker then accepts is read by meaning.py, which
knows nothing of rules: it must find that each input is an assertion, each lemma a valid clause, each derived clause
propagated, and each conclusion allowed. A proof that is accepted for a query of which a model is known is a failure in
any case. The default is a bounded run with fixed seeds; --each and --seconds make it longer. $STRSMT_PEERS may name a
folder with cvc5 and z3, which are asked where the decision procedure gives up. Ends with `N passed, N failed`."""
import argparse
import collections
import glob
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.path[:0] = [HERE] + [os.path.join(TESTS, d) for d in ('signature', 'proofs', 'fuzz')]
import binary  # noqa: E402
import decide  # noqa: E402
import generate  # noqa: E402
import meaning  # noqa: E402
import mutate  # noqa: E402
import problem  # noqa: E402
import unbinary  # noqa: E402

LARGEST = 40000  # bytes of a proof in the corpus
REVERSED = '''(set-logic QF_S)
(declare-const x String)
(assert (str.in_re x (re.++ re.all (str.to_re "a") ((_ re.^ 10) re.allchar))))
(assert (not (str.in_re x (re.++ re.all (re.range "a" "b") ((_ re.^ 10) re.allchar)))))
(check-sat)
'''


def read(path):
    with open(path, encoding='utf-8', errors='replace') as f:
        return f.read()


class Item:
    """A problem and its proof; terms and what is known of lemmas are shared by all its mutants."""

    def __init__(self, name, text, proof, peers):
        self.name, self.text, self.lines = name, text, meaning.records(proof)
        self.lemmas = meaning.Lemmas(problem.Terms(), peers, 2)
        self.problem = problem.Problem(text, self.lemmas.terms)
        self.data = binary.convert(('\n'.join(self.lines) + '\n').encode())


class Runner:
    def __init__(self, options, scratch):
        self.options, self.scratch = options, scratch
        folder = os.environ.get('STRSMT_PEERS', os.path.expanduser('~/.cache/strsmt-peers'))
        known = ([os.path.join(folder, 'cvc5'), '--strings-exp', '--tlimit=2000'], [os.path.join(folder, 'z3'), '-T:2'])
        self.peers = [p for p in known if os.access(p[0], os.X_OK)]
        self.counts = collections.defaultdict(collections.Counter)
        self.passed = self.failed = 0

    def note(self, name, trouble, text='', proof=b''):
        if trouble is None:
            self.passed += 1
            return
        self.failed += 1
        print(f'FAIL {name}: {trouble}', flush=True)
        kept = os.path.join(os.environ.get('STRSMT_BUILD', '/tmp'), 'mutation')
        os.makedirs(kept, exist_ok=True)
        with open(os.path.join(kept, f'{self.failed}.smt2'), 'w') as out:
            out.write(text)
        with open(os.path.join(kept, f'{self.failed}.lratt'), 'wb') as out:
            out.write(proof)

    # ---- the corpus

    def corpus(self):
        items = [self.solved(f, read(f)) for f in sorted(glob.glob(os.path.join(TESTS, 'regress', '*.smt2')))]
        items += [self.solved(f, read(f), True) for f in self.options.problems]
        seeds = range(1, self.options.generated + 1)
        items += [self.solved(f'generated {seed}', generate.Script(seed).text()) for seed in seeds]
        items.append(self.solved('reversed', REVERSED))
        for path in sorted(glob.glob(os.path.join(TESTS, 'proofs', 'accept', '*.lratt'))):
            items.append(Item(os.path.basename(path), read(path[:-5] + 'smt2'), read(path), self.peers))
        return [item for item in items if item is not None and self.valid(item)]

    def solved(self, name, text, large=False):
        path, proof = os.path.join(self.scratch, 'c.smt2'), os.path.join(self.scratch, 'c.lratt')
        with open(path, 'w') as out:
            out.write(text)
        open(proof, 'w').close()
        command = [self.options.strsmt, '--quiet', '--timeout', '5', '--proof', proof, '--proof-format', 'text-log', path]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        answers = re.findall(r'^(sat|unsat|unknown)$', run.stdout.decode('utf-8', 'replace'), re.M)
        if run.returncode != 0 or 'unsat' not in answers or os.path.getsize(proof) > LARGEST and not large:
            return None
        with open(proof) as f:
            return Item(os.path.basename(name), text, f.read(), self.peers)

    def valid(self, item):
        """The proof as it was written must be accepted, also by its meaning, and survive the way to the binary form and
        back."""
        code, output = self.check(self.write(item.text), item.lines)
        if code != 0:
            self.note(item.name, f'is rejected: {output}')
            return False
        trouble = self.meaning(item, item.problem, item.lines)
        lines = unbinary.convert(item.data)
        if trouble is None and binary.convert(('\n'.join(lines) + '\n').encode()) != item.data:
            trouble = 'another proof after the way to the binary form and back'
        self.note(item.name, trouble, item.text, item.data)
        return trouble is None

    # ---- one mutant

    def write(self, text):
        path = os.path.join(self.scratch, 'problem.smt2')
        with open(path, 'w') as out:
            out.write(text)
        return path

    def check(self, path, proof):
        data = proof if isinstance(proof, bytes) else ('\n'.join(proof) + '\n' * (proof != [])).encode()
        try:
            run = subprocess.run([self.options.check, '--quiet', path, '-'], input=data, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, timeout=60)
        except subprocess.TimeoutExpired:
            return None, 'takes more than 60 seconds'
        return run.returncode, run.stderr.decode('utf-8', 'replace').strip()[:300]

    def meaning(self, item, script, lines):
        """None if the proof is valid, or what is wrong with it."""
        try:
            meaning.Proof(script, item.lines[0], item.lemmas).check(lines)
        except meaning.Refuted as wrong:
            return f'UNSOUND: {wrong}'
        except meaning.Wrong as wrong:
            return f'accepted, but {wrong}'
        except Exception as wrong:  # not understood: somebody must look
            return f'accepted, but not understood: {wrong!r}'
        return None

    def judge(self, item, kind, label, path, text, script, proof, lines):
        """`lines` are those of the proof, or None if it is binary and yet to be read; `script` is the problem, or None
        if it is yet to be read."""
        code, output = self.check(path, proof)
        trouble, verdict = None, 'rejected'
        if code == 0:
            verdict = 'still valid'
            try:
                lines = unbinary.convert(proof) if lines is None else lines
                script = problem.Problem(text, item.lemmas.terms) if script is None else script
                trouble = self.meaning(item, script, lines)
            except Exception as wrong:
                trouble = f'accepted, but not understood: {wrong!r}'
        elif code not in (1, 2, 3):
            trouble = f'exit code {code}: {output}'
        self.counts[kind][verdict] += 1
        data = proof if isinstance(proof, bytes) else '\n'.join(proof + ['']).encode()
        self.note(f'{item.name}, {kind} {label}', trouble, text, data)

    def changed_proof(self, item, function, rng, label):
        lines = function(rng, list(item.lines))
        if lines is None or lines == item.lines:
            return False
        self.judge(item, function.__name__, label, self.write(item.text), item.text, item.problem, lines, lines)
        return True

    def changed_problem(self, item, function, rng, label):
        text = function(rng, item.text)
        if text is None or text == item.text:
            return False
        self.judge(item, function.__name__, label, self.write(text), text, None, item.lines, item.lines)
        return True

    def changed_both(self, item, function, rng, label):
        found = function(rng, list(item.lines), item.text)
        if found is None or found[1] == item.text:
            return False
        self.judge(item, function.__name__, label, self.write(found[1]), found[1], None, found[0], found[0])
        return True

    def satisfiable(self, item, rng, label):
        """The problem is changed until a query that the proof concludes has a model, which the reference evaluates."""
        concluded = [int(line.split(' ')[2]) for line in item.lines if line.startswith('u ')]
        text = item.text
        for _ in range(4):
            text = rng.choice(mutate.PROBLEM_KINDS[:4])(rng, text) or text
            try:
                script = problem.Problem(text, item.lemmas.terms)
            except Exception:  # not a script any more
                return False
            for number in concluded:
                if number > len(script.queries):
                    continue
                query = script.queries[number - 1]
                model = decide.Decider(item.lemmas.terms, seconds=0.5).model(query.active + query.assumptions)
                if model is None or model == decide.UNKNOWN:
                    continue
                code, output = self.check(self.write(text), item.lines)
                wrong = f'exit code {code} though query {number} has the model {model}: {output}'
                wrong = None if code in (1, 2, 3) else wrong
                self.counts['satisfiable']['rejected'] += 1
                self.note(f'{item.name}, satisfiable {label}', wrong, text, '\n'.join(item.lines + ['']).encode())
                return True
        return False

    def changed_bytes(self, item, rng, label):
        data = bytearray(item.data)
        at = rng.randrange(len(data))
        way = rng.randrange(4)
        if way == 0:
            del data[at]
        elif way == 1:
            data.insert(at, rng.choice([0, 1, data[at], rng.randrange(256)]))
        else:
            data[at] ^= 1 << rng.randrange(8)
        if data == item.data:
            return False
        self.judge(item, 'bytes', label, self.write(item.text), item.text, item.problem, bytes(data), None)
        return True

    # ---- all of them

    def plans(self):
        """(name, how often, function of an item, a generator and a label) for each kind."""
        def plan(way, function):
            return function.__name__, self.options.each, lambda item, rng, label: way(item, function, rng, label)

        plans = [plan(self.changed_proof, f) for f in mutate.KINDS]
        plans += [plan(self.changed_problem, f) for f in mutate.PROBLEM_KINDS]
        plans += [plan(self.changed_both, f) for f in mutate.BOTH_KINDS]
        plans.append(('satisfiable', self.options.each, self.satisfiable))
        return plans + [('bytes', self.options.bytes, self.changed_bytes)]

    def run(self):
        items = self.corpus()
        deadline = time.monotonic() + self.options.seconds
        used = {line.split(' ')[2] for item in items for line in item.lines if line.startswith('s ')}
        missing = ' '.join(sorted(set(mutate.RULES) - used))
        print(f'{len(items)} proofs, {len(used)} rules; not among them: {missing or "none"}')
        plans, turn = self.plans(), 0
        while plans and items and time.monotonic() < deadline:
            plans = [p for p in plans if turn < p[1]]
            for name, _, act in plans:
                rng = random.Random(f'{self.options.seed} {name} {turn}')
                for attempt in range(10):  # not every proof has what the kind changes
                    if act(rng.choice(items), rng, f'{turn}.{attempt}'):
                        break
            turn += 1
        for kind, count in self.counts.items():
            print(f'  {kind}: {count["rejected"]} rejected, {count["still valid"]} still valid')
        total = sum(self.counts.values(), collections.Counter())
        by = sum((collections.Counter(item.lemmas.by) for item in items), collections.Counter())
        print(f'{sum(total.values())} mutants: {total["rejected"]} rejected, {total["still valid"]} still valid')
        print(f'{by["decided"]} lemmas decided, {by["peer"]} by a peer, {by["tried"]} tried on short strings only')
        print(f'{self.passed} passed, {self.failed} failed')
        return 1 if self.failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--strsmt', default=os.environ.get('STRSMT', 'build/strsmt'))
    parser.add_argument('--check', default=os.environ.get('STRSMT_CHECK', 'build/strsmt-check'))
    parser.add_argument('--each', type=int, default=40, help='mutants of each kind')
    parser.add_argument('--bytes', type=int, default=60, help='mutants of the binary form')
    parser.add_argument('--seconds', type=float, default=50, help='for the mutants')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--generated', type=int, default=40, help='generated problems')
    parser.add_argument('problems', nargs='*')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return Runner(options, scratch).run()


if __name__ == '__main__':
    sys.setrecursionlimit(100000)
    threading.stack_size(1 << 28)
    result = []
    thread = threading.Thread(target=lambda: result.append(main()))
    thread.start()
    thread.join()
    sys.exit(result[0] if result else 2)
