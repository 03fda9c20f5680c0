#!/usr/bin/env python3
"""Runs solvers side by side on SMT-LIB files and reports, by family, what they solve and how fast.

    tests/bench/compare.py --build build [--solver NAME=COMMAND ...] [--timeout S] [--jobs N] [--csv FILE] [--svg FILE] PATH...

Our own solver runs twice as `strsmt` (no proof) and `strsmt+proof`; each of its proofs is then checked by strsmt-check, whose time and verdict are
columns of their own. A peer is added by --solver, for instance --solver 'cvc5=cvc5 --strings-exp' (the file's name is appended). Files are taken
in turn, all solvers on one file right after each other, so that all see the same state of the machine. Times are seconds of CPU (user and
system) of the whole process; a run is ended at the time limit. PAR-2 counts a file that was not solved as twice the limit.

The expected answer is that of expected.tsv beside or above the file, or a folder named sat or unsat, or the file's (set-info :status ...).
The exit code is 1 if an answer is wrong or a proof is not accepted."""
import argparse
import concurrent.futures
import csv
import os
import re
import resource
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time


def limited(seconds, memory):
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        os.setpgid(0, 0)
    return limit


def run(command, seconds, memory=8 << 30):
    """CPU seconds, exit status (None: ended at the limit), output."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL,
                                 preexec_fn=limited(seconds, memory))
        deadline = time.monotonic() + 2 * seconds + 2
        timer = None
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > deadline and timer is None:
                timer = os.killpg(child.pid, signal.SIGKILL)
                deadline += 1e9
            time.sleep(0.0005)
        child.returncode = 0
        out.seek(0)
        text = out.read().decode('utf-8', 'replace')
    used = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    return used, (None if code < 0 or used > seconds else code), text


def answer_of(text):
    for line in text.splitlines():
        if line.strip() in ('sat', 'unsat', 'unknown'):
            return line.strip()
    return 'none'


def load_expected(path, cache={}):
    folder = os.path.dirname(path)
    while folder not in ('', '/'):
        table = os.path.join(folder, 'expected.tsv')
        if table not in cache:
            cache[table] = {}
            if os.path.exists(table):
                with open(table) as lines:
                    for line in lines:
                        name, answer = line.split()[:2]
                        cache[table][os.path.basename(name)] = answer
        if cache[table]:
            return cache[table].get(os.path.basename(path), 'open')
        folder = os.path.dirname(folder)
    parts = path.split(os.sep)
    for answer in ('sat', 'unsat'):
        if answer in parts:
            return answer
    with open(path, errors='replace') as text:
        found = re.search(r'\(set-info\s+:status\s+(sat|unsat)', text.read())
    return found.group(1) if found else 'open'


def family_of(path):
    parts = [p for p in os.path.dirname(path).split(os.sep) if p not in ('sat', 'unsat')]
    return parts[-1] if parts else '.'


def measure(path, solvers, tools, limit):
    rows = []
    expected = load_expected(path)
    for name, command in solvers:
        row = dict(file=path, family=family_of(path), expected=expected, solver=name, proof_bytes='', check_seconds='', verdict='')
        with tempfile.TemporaryDirectory() as folder:
            proof = os.path.join(folder, 'proof.lrattb')
            full = [part.replace('PROOF', proof) for part in command] + [path]
            used, code, text = run(full, limit)
            row.update(seconds=round(used, 4), answer=answer_of(text) if code is not None else 'timeout')
            if 'PROOF' in command and row['answer'] == 'unsat':
                row['proof_bytes'] = os.path.getsize(proof)
                seconds, verdict, _ = run([tools['check'], path, proof], 10 * limit)
                row.update(check_seconds=round(seconds, 4), verdict='accepted' if verdict == 0 else 'REJECTED')
        wrong = {row['answer'], expected} == {'sat', 'unsat'}
        row['wrong'] = 'WRONG' if wrong else ''
        rows.append(row)
    return rows


def table(rows, solvers, limit, out=sys.stdout):
    families = sorted({r['family'] for r in rows})
    print(f"{'family':32}{'files':>6}", *(f'{name + ": solved, PAR-2, median":>44}' for name, _ in solvers), file=out)
    for family in families + ['ALL']:
        mine = [r for r in rows if family in ('ALL', r['family'])]
        cells = []
        for name, _ in solvers:
            own = [r for r in mine if r['solver'] == name]
            solved = [r for r in own if r['answer'] in ('sat', 'unsat') and not r['wrong']]
            par2 = sum(r['seconds'] for r in solved) + 2 * limit * (len(own) - len(solved))
            median = statistics.median(r['seconds'] for r in own) if own else 0
            cells.append(f'{len(solved):>24} {par2:>10.2f} {median:>8.4f}')
        print(f'{family:32}{len(mine) // max(1, len(solvers)):>6}', *cells, file=out)
    proofs = [r for r in rows if r['proof_bytes'] != '']
    if proofs:
        plain = {r['file']: r['seconds'] for r in rows if r['solver'] == 'strsmt'}
        print('\nproofs:', len(proofs), ' accepted:', sum(r['verdict'] == 'accepted' for r in proofs),
              ' median bytes:', int(statistics.median(r['proof_bytes'] for r in proofs)),
              ' median check/solve:', round(statistics.median(r['check_seconds'] / max(r['seconds'], 1e-4) for r in proofs), 2),
              ' median with/without proof:',
              round(statistics.median(r['seconds'] / max(plain.get(r['file'], r['seconds']), 1e-4) for r in proofs), 2), file=out)


def cactus(rows, solvers, limit, path):
    """Solved files, by time, one line for each solver."""
    colours = ['#1b6', '#063', '#c33', '#36c', '#a3a', '#777']
    width, height, margin = 720, 420, 50
    most = max(1, max(sum(r['solver'] == n for r in rows) for n, _ in solvers))
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
             f'<rect width="{width}" height="{height}" fill="white"/>',
             f'<text x="{width / 2}" y="{height - 10}" text-anchor="middle">files solved</text>',
             f'<text x="12" y="20">seconds of CPU, logarithmic, 0.001 to {limit:g}</text>']
    import math
    def y(seconds):
        low, high = math.log(0.001), math.log(limit)
        at = (math.log(max(seconds, 0.001)) - low) / (high - low)
        return height - margin - at * (height - 2 * margin)
    for i, (name, _) in enumerate(solvers):
        times = sorted(r['seconds'] for r in rows if r['solver'] == name and r['answer'] in ('sat', 'unsat') and not r['wrong'])
        points = ' '.join(f'{margin + (width - 2 * margin) * (k + 1) / most:.1f},{y(t):.1f}' for k, t in enumerate(times))
        colour = colours[i % len(colours)]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(f'<text x="{margin + 10}" y="{margin + 16 * i}" fill="{colour}">{name} ({len(times)})</text>')
    with open(path, 'w') as out:
        out.write('\n'.join(parts) + '\n</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--build', default='build')
    parser.add_argument('--solver', action='append', default=[], help='NAME=COMMAND')
    parser.add_argument('--timeout', type=float, default=10)
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--csv')
    parser.add_argument('--svg', help='cactus plot')
    parser.add_argument('paths', nargs='+')
    options = parser.parse_args()
    tools = {'strsmt': os.path.join(options.build, 'strsmt'), 'check': os.path.join(options.build, 'strsmt-check')}
    solvers = [('strsmt', [tools['strsmt']]), ('strsmt+proof', [tools['strsmt'], '--proof-format=binary', '--proof', 'PROOF'])]
    for text in options.solver:
        name, command = text.split('=', 1)
        solvers.append((name, shlex.split(command)))
    files = []
    for path in options.paths:
        if os.path.isdir(path):
            files += sorted(os.path.join(d, f) for d, _, names in os.walk(path) for f in names if f.endswith('.smt2'))
        else:
            files.append(path)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        rows = [row for part in pool.map(lambda f: measure(f, solvers, tools, options.timeout), files) for row in part]
    if options.csv:
        with open(options.csv, 'w', newline='') as out:
            writer = csv.DictWriter(out, fieldnames=['file', 'family', 'expected', 'solver', 'answer', 'wrong', 'seconds', 'proof_bytes', 'check_seconds', 'verdict'])
            writer.writeheader()
            writer.writerows(rows)
    if options.svg:
        cactus(rows, solvers, options.timeout, options.svg)
    table(rows, solvers, options.timeout)
    bad = [r for r in rows if (r['wrong'] and r['solver'].startswith('strsmt')) or r['verdict'] == 'REJECTED']
    for r in bad:
        print('BAD', r['file'], r['solver'], r['answer'], 'expected', r['expected'], r['verdict'])
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
