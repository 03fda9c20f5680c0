#!/usr/bin/env python3
"""A bounded run of the fuzzer for the test suite (less than 100 seconds): fixed seeds, proofs checked, models
evaluated, answers compared with a plain decision procedure, and with peers where they are found ($STRSMT_PEERS, a
folder with the programs cvc5 and z3)."""
import os
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
command = [sys.executable, os.path.join(here, 'fuzz.py'), '--seed', '1', '--count', '300', '--seconds', '55']
command += ['--limit', '1.5', '--shrink', '15', '--keep', os.path.join(os.environ.get('STRSMT_BUILD', '/tmp'), 'fuzz')]
peers = os.environ.get('STRSMT_PEERS', os.path.expanduser('~/.cache/strsmt-peers'))
for name, flags in (('cvc5', ' --strings-exp --incremental'), ('z3', '')):
    program = os.path.join(peers, name)
    if os.access(program, os.X_OK):
        command += ['--peer', f'{name}={program}{flags}']
sys.exit(subprocess.run(command).returncode)
