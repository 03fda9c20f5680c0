#!/usr/bin/env python3
"""Differential fuzzing: random scripts through `strsmt --check`, which has the proof of each `unsat` checked before it
prints it, against the reference semantics, a plain decision procedure (../mutation/decide.py), and peers.

    tests/fuzz/fuzz.py --strsmt PROGRAM [--generator NAME ...] [--peer 'cvc5=cvc5 --strings-exp --incremental'] ...
                       [--seed N] [--count N] [--seconds S] [--keep DIR] [--replay FILE ...]

Generators: memberships (generate.py), lengths, whole, integers, products, choices, inclusions. The same seed gives the same script. A script is trouble
if it shows a crash, an error, a proof that is rejected or missing, a wrong model, an `unknown` (for the generators of
which everything is to be decided), a limit that is not kept, other answers or another proof under other circumstances
(trial.py), or an answer that a peer contradicts: where we say `sat`, our model has shown the peer to be wrong, which is
only counted; where we say `unsat`, the peer's model decides if it gives one. Trouble is shrunk (shrink.py) and kept in
DIR. Ends with `N passed, N failed`.

20,000 formulas of integers and lengths, and 20,000 whole scripts, as the project is measured:

    tests/fuzz/fuzz.py --strsmt build/strsmt --generator lengths --count 20000 --seconds 1e6 --ask-all \
        --peer 'cvc5=cvc5 --strings-exp --incremental' --peer z3=z3"""
import argparse
import os
import re
import sys
import threading
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import choices  # noqa: E402
import generate  # noqa: E402
import inclusions  # noqa: E402
import integers  # noqa: E402
import lengths  # noqa: E402
import shrink  # noqa: E402
import trial  # noqa: E402
import whole  # noqa: E402

GENERATORS = {'memberships': generate.Script, 'lengths': lengths.Script, 'whole': whole.Script,
              'integers': integers.Script, 'products': integers.Products, 'choices': choices.Script,
              'inclusions': inclusions.Script}


def shrunk(tests, text, reason, seconds):
    kind = trial.kind_of(reason)
    variants = range(5) if kind[0] == 'variant' else [1]

    def still(candidate):
        try:
            return any(found is not None and trial.kind_of(found) == kind
                       for found in (tests.trouble(candidate, v, count=False) for v in variants))
        except Exception:  # not a script any more
            return False
    return shrink.Shrinker(still, seconds).run(text)


class Loop:
    def __init__(self, options):
        self.options, self.start = options, time.monotonic()
        peers = [(p.split('=', 1)[0], p.split('=', 1)[1].split()) for p in options.peer]
        self.names = options.generator or list(GENERATORS)
        self.tests = {n: trial.Trial(options.strsmt, peers, options.limit,
                                     GENERATORS[n].unknown_is_trouble and not options.lenient
                                     or options.strict, options.ask_all, options.patience) for n in self.names}
        self.passed = self.failed = 0
        self.kinds, self.told = {}, self.start

    def left(self):
        return self.start + self.options.seconds - time.monotonic()

    def one(self, name, label, text):
        tests = self.tests[name]
        try:
            reason = tests.trouble(text)
        except (RecursionError, MemoryError) as why:
            reason = f'harness: {type(why).__name__}'
        if reason is None:
            self.passed += 1
            return
        self.failed += 1
        print(f'{label}: {reason}', flush=True)
        kind = trial.kind_of(reason)
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] > self.options.each:
            return  # known by now
        os.makedirs(self.options.keep, exist_ok=True)
        kept = os.path.join(self.options.keep, re.sub(r'\W+', '-', label) + '.smt2')
        with open(kept, 'w') as out:
            out.write(text)
        small = shrunk(tests, text, reason, min(self.options.shrink, max(0, self.left())))
        with open(kept, 'w') as out:
            out.write(f'; {label}: {" ".join(reason.split())[:200]}\n' + small)

    def tell(self, seed):
        """Progress of long runs, each minute."""
        if time.monotonic() - self.told >= 60:
            self.told = time.monotonic()
            print(f'seed {seed}: {self.passed} passed, {self.failed} failed, {self.told - self.start:.0f} s',
                  file=sys.stderr, flush=True)

    def run(self):
        for path in self.options.replay:
            with open(path) as text:
                self.one(self.names[0], path, text.read())
        seed = self.options.seed
        while not self.options.replay and seed < self.options.seed + self.options.count and self.left() > 0:
            for name in self.names:
                self.one(name, f'{name} {seed}', GENERATORS[name](seed).text())
            seed += 1
            self.tell(seed)
        for name, tests in self.tests.items():
            print(f'{name}: ' + ', '.join(f'{n} {a}' for a, n in tests.counts.items()))
            for what, count in sorted(tests.events.items(), key=lambda e: -e[1]):
                print(f'    {count} {what}')
        print(f'{self.passed} passed, {self.failed} failed')
        return self.failed > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--strsmt', default=os.environ.get('STRSMT', 'build/strsmt'))
    parser.add_argument('--generator', action='append', choices=list(GENERATORS), help='all, if none is given')
    parser.add_argument('--peer', action='append', default=[], help='NAME=COMMAND')
    parser.add_argument('--ask-all', action='store_true', help='ask peers also where our model proves the answer')
    parser.add_argument('--strict', action='store_true', help='each unknown is trouble')
    parser.add_argument('--lenient', action='store_true', help='no unknown is trouble')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=10 ** 9, help='seeds for each generator')
    parser.add_argument('--seconds', type=float, default=60)
    parser.add_argument('--limit', type=float, default=3,
                        help='seconds for a query of ours, and for a peer on a script')
    parser.add_argument('--patience', type=float, default=0.5, help='seconds for the reference on one query')
    parser.add_argument('--shrink', type=float, default=60, help='seconds for shrinking one script')
    parser.add_argument('--each', type=int, default=3, help='scripts to shrink and keep of each kind of trouble')
    parser.add_argument('--keep', default='.')
    parser.add_argument('--replay', nargs='*', default=[], help='try these scripts instead')
    return Loop(parser.parse_args()).run()


if __name__ == '__main__':
    sys.setrecursionlimit(100000)
    threading.stack_size(1 << 28)
    result = []
    thread = threading.Thread(target=lambda: result.append(main()))
    thread.start()
    thread.join()
    sys.exit(result[0] if result else 2)
