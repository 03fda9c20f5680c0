#!/usr/bin/env python3
"""A bounded run of the fuzzer for the test suite (about 50 seconds): fixed seeds, proofs checked, models evaluated,
answers compared with peers where they are found ($STRSMT_PEERS, a folder with the programs cvc5 and z3), else with a
plain decision procedure. Trouble is kept in the build folder."""
import os
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
command = [sys.executable, os.path.join(here, 'fuzz.py'), '--seed', '1', '--count', '300', '--seconds', '45',
           '--limit', '1.5', '--patience', '0.3', '--shrink', '10', '--keep',
           os.path.join(os.environ.get('STRSMT_BUILD', '/tmp'), 'fuzz')]
peers = os.environ.get('STRSMT_PEERS', os.path.expanduser('~/.cache/strsmt-peers'))
for name, flags in (('cvc5', ' --strings-exp --incremental'), ('z3', '')):
    program = os.path.join(peers, name)
    if os.access(program, os.X_OK):
        command += ['--peer', f'{name}={program}{flags}']
sys.exit(subprocess.run(command).returncode)
