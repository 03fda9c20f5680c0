#!/usr/bin/env python3
"""Queries a second through the Python package, beside z3's own one where that is installed.

    throughput_python.py [--build FOLDER] [--count N] [--seconds S]

The package `strsmt` is taken from PYTHONPATH; where it is not there, it is built for this run against the library in the
build folder (which needs cffi and setuptools). Both packages get the same queries, written once for both, since the names
are the same: a new solver each, and one solver with push and pop. Times are processor times, and making the terms
counts. Two different answers are an error (status 1).
"""
import argparse
import importlib
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
ACTIONS = ['s3:Get*', 's3:GetObject', 's3:*', 's3:Put*', 's3:List*', 'ec2:Describe*', 'iam:Pass*']
RESOURCES = ['arn:aws:s3:::reports/*', 'arn:aws:s3:::reports/2024/*', 'arn:aws:s3:::logs', 'arn:*', '*.html']


def load(build, folder):
    """The modules that can be had, by name."""
    try:
        importlib.import_module('strsmt')
    except ImportError:
        environment = dict(os.environ, STRSMT_INCLUDE=str(SOURCE / 'include'), STRSMT_LIB=str(Path(build) / 'lib'))
        subprocess.run([sys.executable, SOURCE / 'python' / 'strsmt' / '_build.py', folder], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        sys.path.insert(0, folder)
    modules = {'strsmt': importlib.import_module('strsmt')}
    try:
        modules['z3'] = importlib.import_module('z3')
    except ImportError:
        pass
    return modules


def matches(m, x, like):
    """A text with one * for any characters."""
    if '*' not in like:
        return x == m.StringVal(like)
    before, after = like.split('*')
    parts = ([m.PrefixOf(m.StringVal(before), x)] if before else []) + ([m.SuffixOf(m.StringVal(after), x)] if after else [])
    return m.And(*parts) if len(parts) > 1 else parts[0] if parts else m.BoolVal(True)


def policy(m, draw):
    """Does a new policy allow a request that the old one does not?"""
    action, resource = m.String('action'), m.String('resource')

    def allows():
        return m.Or(*[m.And(matches(m, action, draw.choice(ACTIONS)), matches(m, resource, draw.choice(RESOURCES)))
                      for _ in range(draw.randrange(2, 5))])
    return [allows(), m.Not(allows())]


def formats(m, draw):
    """Is there a value that has two formats, or one and not the other?"""
    x, digit, letter = m.String('x'), m.Range('0', '9'), m.Range('a', 'z')
    known = [m.Loop(digit, 4, 4), m.Plus(digit), m.Concat(letter, m.Star(m.Union(letter, digit))),
             m.Concat(m.Loop(digit, 1, 3), m.Re(','), m.Loop(digit, 1, 3)), m.Concat(m.Re('0x'), m.Plus(m.Union(digit, m.Range('a', 'f'))))]
    other = m.InRe(x, draw.choice(known))
    return [m.InRe(x, draw.choice(known)), m.Not(other) if draw.randrange(2) else other]


def measure(m, family, shared, count, seconds):
    """Queries asked, their answers, and the processor time."""
    answers, one, start = [], m.Solver(), time.process_time()
    while len(answers) < count and time.process_time() - start < seconds:
        s = one if shared else m.Solver()
        if shared:
            s.push()
        s.add(*family(m, random.Random(len(answers))))
        answers.append(str(s.check()))
        if shared:
            s.pop()
    return answers, time.process_time() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', default=os.environ.get('STRSMT_BUILD', SOURCE / 'build'))
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--seconds', type=float, default=10)
    options = parser.parse_args()
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        modules = load(options.build, folder)
        print('%-8s %-20s %-8s %10s %7s %7s %7s' % ('family', 'solver', 'package', 'queries/s', 'sat', 'unsat', 'unknown'))
        for family in policy, formats:
            for shared in False, True:
                told = []
                for name, m in modules.items():
                    answers, taken = measure(m, family, shared, options.count, options.seconds)
                    told.append(answers)
                    print('%-8s %-20s %-8s %10.0f %7d %7d %7d' % (
                        family.__name__, 'one, push and pop' if shared else 'new each', name, len(answers) / taken,
                        *(answers.count(a) for a in ('sat', 'unsat', 'unknown'))), flush=True)
                if any({'sat', 'unsat'} == set(pair) for pair in zip(*told)):
                    print('two answers differ', file=sys.stderr)
                    status = 1
    return status


if __name__ == '__main__':
    sys.exit(main())
