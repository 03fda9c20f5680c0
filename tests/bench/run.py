#!/usr/bin/env python3
"""Tests of the benchmark harness: a few small files and peers that are known to be right, wrong, slow or silent."""
import json
import os
import subprocess
import sys
import tempfile
import xml.dom.minidom

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import bench  # noqa: E402
import measure  # noqa: E402

BUILD = os.environ.get('STRSMT_BUILD', 'build')
FILES = {
    'small/yes-1.smt2': '(declare-const x String)\n(assert (str.in_re x (re.+ (re.range "a" "b"))))\n(check-sat)\n',
    'small/no-2.smt2': '(declare-const x String)\n(assert (= x "a"))\n(assert (= x "b"))\n(check-sat)\n',
    'small/both-3.smt2': '(declare-const x String)\n(assert (= x "a"))\n(check-sat)\n(assert (= x "b"))\n(check-sat)\n',
    'other/bad-4.smt2': '(assert (= x "a"))\n(check-sat)\n',
}
EXPECTED = 'small/yes-1.smt2 sat\nsmall/no-2.smt2 unsat\n'
passed, failed = 0, 0


def demand(condition, message):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print('FAILED:', message)


def run(*words):
    done = subprocess.run([sys.executable, os.path.join(HERE, 'bench.py'), *words], stdout=subprocess.PIPE, text=True)
    return done.returncode, done.stdout


def whole_run(folder):
    table = os.path.join(folder, 'table.csv')
    command = ['run', '--out', table, '--build', BUILD, '--limit', '1', '--peer', 'yes=sh -c "echo sat"', '--peer',
               'busy=sh -c "while true; do :; done"', os.path.join(folder, 'files')]
    code, out = run(*command)
    rows = {(os.path.basename(r['file']), r['solver']): r for r in bench.read(table)}
    demand(code == 0, f'exit status {code}: {out}')
    demand(len(rows) == 16, f'{len(rows)} rows')
    wanted = {('yes-1.smt2', 'strsmt'): 'solved', ('no-2.smt2', 'strsmt-noproof'): 'solved',
              ('no-2.smt2', 'yes'): 'WRONG', ('yes-1.smt2', 'busy'): 'timeout', ('both-3.smt2', 'yes'): 'error',
              ('both-3.smt2', 'strsmt'): 'solved', ('bad-4.smt2', 'strsmt'): 'error'}
    for where, status in wanted.items():
        demand(rows[where]['status'] == status, f'{where}: {rows[where]}')
    demand(rows['no-2.smt2', 'strsmt']['proof'] == 'accepted', 'the proof of no-2')
    demand(rows['both-3.smt2', 'strsmt']['proof'] == 'accepted', 'the proof of both-3')
    demand(rows['both-3.smt2', 'strsmt']['model'] == 'right', 'the model of both-3')
    demand('| small/yes | 1 | 1 |' in out, f'no family small/yes in {out}')
    return table, command


def resumed(table, command):
    with open(table) as text:
        lines = text.readlines()
    with open(table, 'w') as text:  # the end is missing, and a line is cut in two
        text.writelines(lines[:-3] + [lines[-3][:20]])
    code, _ = run(*command)
    with open(table) as text:
        again = text.readlines()
    demand(code == 0 and len(again) == len(lines) and again[:-3] == lines[:-3], 'a run that goes on')


def reported(table, folder):
    code, out = run('report', table, '--plots', folder)
    demand(code == 0 and 'Only strsmt: ' in out, out)
    pictures = [f for f in os.listdir(folder) if f.endswith('.svg')]
    demand(len(pictures) == 4, f'{pictures}')
    for picture in pictures:
        xml.dom.minidom.parse(os.path.join(folder, picture))
    code, out = run('diff', table, table)
    demand(code == 0 and '0 more solved, 0 no longer' in out, out)


def judged(folder):
    """Models that are wrong, by hand."""
    path = os.path.join(folder, 'files', 'small', 'yes-1.smt2')
    for value, start in (('"ab"', 'right'), ('"c"', 'wrong'), ('""', 'wrong')):
        out = f'sat\n(\n(define-fun x () String {value})\n)\n'
        found = measure.recheck(path, out, 10, folder, None)
        demand(found.startswith(start), f'{value}: {found}')


def sanitized():
    with open(os.path.join(BUILD, 'meson-info', 'intro-buildoptions.json')) as text:
        return any(o['name'] == 'b_sanitize' and o['value'] != 'none' for o in json.load(text))


def throughput():
    """The throughput program answers all its queries, the same with and without a proof, and says what a context costs."""
    done = subprocess.run([sys.executable, os.path.join(HERE, 'throughput.py'), '--build', BUILD, '--no-peers', '--count',
                           '100'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    rows = [line for line in done.stdout.splitlines() if line.startswith(('policy', 'regex'))]
    demand(done.returncode == 0 and len(rows) == 12, f'throughput.py: status {done.returncode}: {done.stdout}')
    demand(all(row.split()[-4] == '100' and row.split()[-1] == '0' for row in rows), done.stdout)
    demand('an empty context: ' in done.stdout and 'the stripped library: ' in done.stdout, done.stdout)


with tempfile.TemporaryDirectory() as top:
    for name, content in FILES.items():
        os.makedirs(os.path.join(top, 'files', os.path.dirname(name)), exist_ok=True)
        with open(os.path.join(top, 'files', name), 'w') as out:
            out.write(content)
    with open(os.path.join(top, 'files', 'expected.tsv'), 'w') as out:
        out.write(EXPECTED)
    results, words = whole_run(top)
    resumed(results, words)
    reported(results, os.path.join(top, 'plots'))
    judged(top)
if not sanitized():
    throughput()
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
