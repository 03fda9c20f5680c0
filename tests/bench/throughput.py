#!/usr/bin/env python3
"""Queries a second in one process, beside libcvc5 and libz3 through their own C APIs, where they are there.

    throughput.py [--build FOLDER] [--peers FOLDER] [--fetch] [--no-peers] [--count N] [--seconds S]

Builds tests/bench/api/*.c against the static library of the build folder and against the peers it finds, and runs it on
one core. Peers are Debian's packages, unpacked below FOLDER (default: $STRSMT_PEERS, or ~/.cache/strsmt-peers): the
shared libraries with the C library that they need in FOLDER/root, the headers (libz3-dev, libcvc5-dev) in FOLDER/dev/root.
--fetch gets the headers by `apt-get download`, with the sources that FOLDER/apt/sid.sources names. Without peers only this
library is measured. Also told: the size of the stripped shared library.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
LIBRARIES = 'usr/lib/x86_64-linux-gnu'
PEERS = {'cvc5': ('cvc5/c/cvc5.h', 'libcvc5.so.1', 'libcvc5-dev'), 'z3': ('z3.h', 'libz3.so.4', 'libz3-dev')}


def fetch(peers):
    """The headers. What cannot be had is left out."""
    sources, folder = peers / 'apt' / 'sid.sources', peers / 'dev'
    if not sources.is_file() or not shutil.which('apt-get'):
        return
    folder.mkdir(exist_ok=True)
    options = ['-oDir::Etc::sourcelist=%s' % sources, '-oDir::Etc::sourceparts=/dev/null', '-oAPT::Sandbox::User=root',
               '-oDir::State::Lists=%s' % (peers / 'apt' / 'lists'), '-oDir::Cache=%s' % (peers / 'apt' / 'cache')]
    for _, _, package in PEERS.values():
        subprocess.run(['apt-get', '-q', *options, 'download', package], cwd=folder, stdout=subprocess.DEVNULL)
    for package in folder.glob('*.deb'):
        subprocess.run(['dpkg', '-x', package, folder / 'root'])


def find(peers):
    """The peers that are there: name, include folder, library."""
    include = peers / 'dev' / 'root' / 'usr' / 'include'
    for name, (header, library, _) in PEERS.items():
        path = peers / 'root' / LIBRARIES / library
        if (include / header).is_file() and path.exists():
            yield name, include, path


def build(folder, found, build_folder):
    program = folder / 'throughput'
    sources = ['throughput.c', 'queries.c', 'backend_strsmt.c', *('backend_%s.c' % name for name, *_ in found)]
    command = [os.environ.get('CC', 'cc'), '-std=c17', '-O2', '-Wall', '-Wextra', '-I', SOURCE / 'include']
    for name, include, _ in found:
        command += ['-DWITH_%s' % name.upper(), '-isystem', include]
    command += [HERE / 'api' / source for source in sources]
    command += [build_folder / 'lib' / 'libstrsmt.a', build_folder / 'proofs' / 'libstrsmt-check.a', *(library for *_, library in found)]
    command += ['-Wl,--allow-shlib-undefined', '-lgmp', '-lpcre2-32', '-lstdc++', '-lm', '-o', program]
    subprocess.run([str(word) for word in command], check=True)
    return program


def stripped_size(build_folder, folder):
    library = folder / 'libstrsmt.so'
    subprocess.run(['strip', '-o', library, build_folder / 'lib' / 'libstrsmt.so'], check=True)
    return library.stat().st_size


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', default=os.environ.get('STRSMT_BUILD', SOURCE / 'build'))
    parser.add_argument('--peers', default=os.environ.get('STRSMT_PEERS', Path.home() / '.cache' / 'strsmt-peers'))
    parser.add_argument('--fetch', action='store_true')
    parser.add_argument('--no-peers', action='store_true')
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--seconds', type=float, default=10)
    options = parser.parse_args()
    peers, build_folder = Path(options.peers).resolve(), Path(options.build).resolve()
    if options.fetch:
        fetch(peers)
    found = [] if options.no_peers else list(find(peers))
    for name in PEERS.keys() - {name for name, *_ in found}:
        print('%s is not there, and left out' % name)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        print('the stripped library: %.2f MB' % (stripped_size(build_folder, folder) / 1e6), flush=True)
        command = [build(folder, found, build_folder), '--count', options.count, '--seconds', options.seconds]
        if found:  # with the C library that the peers were linked with
            libraries = peers / 'root' / LIBRARIES
            command = [libraries / 'ld-linux-x86-64.so.2', '--library-path', libraries, *command]
        return subprocess.run([str(word) for word in command]).returncode


if __name__ == '__main__':
    sys.exit(main())
