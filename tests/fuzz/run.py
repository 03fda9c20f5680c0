#!/usr/bin/env python3
"""A bounded run of the fuzzer for the test suite (about 50 seconds): fixed seeds, proofs checked, models evaluated,
answers compared with peers where they are found ($STRSMT_PEERS, a folder with the programs cvc5 and z3), else with a
plain decision procedure. Trouble is kept in the build folder. Before that, programs that are wrong on purpose are tried:
the fuzzer must notice."""
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import shrink  # noqa: E402
import trial  # noqa: E402

SAT = '(declare-const x String)\n(assert (= (str.++ x "b") (str.++ "b" x)))\n(assert (= (str.len x) 1))\n(check-sat)\n'
# What a program prints, and the kind of trouble that it must be.
WRONG = {'unsat': 'differs', 'sat\n(\n(define-fun x () String "a")\n)': 'model', 'sat\n(\n)': 'model',
         '(error "no")': 'error', '': 'error', 'sat\n(\n(define-fun x () String "b")\n)': None}


def notices(folder, output, kind):
    program = os.path.join(folder, 'wrong')
    with open(program, 'w') as out:
        out.write(f"#!/bin/sh\ncat <<'END'\n{output}\nEND\n")
    os.chmod(program, 0o755)
    found = trial.Trial(program, [], 1, False, False, 2).trouble(SAT, variant=1)
    return (found or 'None').split(':')[0] == str(kind)


def shrinks():
    text = '(set-logic ALL)\n(declare-const x Int)\n(assert (or (= x 7) (not (and (< x 5) (= (+ x 1000) 3)))))\n(check-sat)\n'
    small = shrink.Shrinker(lambda t: '(+ ' in t and 'assert' in t, 5).run(text)
    return len(small) < 50


def fuzz():
    command = [sys.executable, os.path.join(HERE, 'fuzz.py'), '--seed', '1', '--count', '300', '--seconds', '45',
               '--limit', '1.5', '--patience', '0.3', '--shrink', '10', '--keep',
               os.path.join(os.environ.get('STRSMT_BUILD', '/tmp'), 'fuzz')]
    peers = os.environ.get('STRSMT_PEERS', os.path.expanduser('~/.cache/strsmt-peers'))
    for name, flags in (('cvc5', ' --strings-exp --incremental'), ('z3', '')):
        program = os.path.join(peers, name)
        if os.access(program, os.X_OK):
            command += ['--peer', f'{name}={program}{flags}']
    return subprocess.run(command).returncode


with tempfile.TemporaryDirectory() as top:
    blind = [output for output, kind in WRONG.items() if not notices(top, output, kind)]
for output in blind:
    print(f'the fuzzer does not notice {output!r}')
if not shrinks():
    blind.append('shrinking')
    print('the shrinker does not shrink')
status = fuzz()
sys.exit(status or len(blind) > 0)
