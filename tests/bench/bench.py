#!/usr/bin/env python3
"""Runs solvers side by side on SMT-LIB files, and reports by family what they solve, how fast, and what proofs cost.

    bench.py run --out RESULTS.csv [--build [NAME=]FOLDER ...] [--peer NAME=COMMAND ...] [--limit S] [--jobs N] PATH...
    bench.py report RESULTS.csv ... [--plots FOLDER] [--short]
    bench.py diff OLD.csv NEW.csv [--solver NAME]

A run takes the files in turn, all solvers on one file right after each other, so that all see the same state of the
machine; who begins changes from file to file. A build of ours runs twice: with a proof, which strsmt-check then
checks, and as NAME-noproof without. Each model is evaluated once more, outside the library. Rows are written as they
come: the same command again goes on where it was stopped, and measures again what was measured with another program or
another limit. `run` ends with status 1 if an answer, a proof or a model of ours is wrong.

README.md says what the columns are."""
import argparse
import concurrent.futures
import csv
import os
import shlex
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import measure  # noqa: E402
import plots  # noqa: E402
import processes  # noqa: E402
import report  # noqa: E402

NUMBERS = {'limit': float, 'cpu': float, 'wall': float, 'check_cpu': float, 'peak': int, 'instructions': int,
           'proof_bytes': int}


def read(path):
    if not os.path.exists(path):
        return []
    with open(path, newline='') as text:
        rows = [r for r in csv.DictReader(text) if r['note'] is not None]  # the last line may have been cut off
    for r in rows:
        for field, kind in NUMBERS.items():
            r[field] = kind(r[field]) if r[field] else ''
    return rows


def write(path, rows):
    with open(path + '.new', 'w', newline='') as out:
        writer = csv.DictWriter(out, fieldnames=measure.FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    os.replace(path + '.new', path)


def key(row):
    return row['file'], row['solver'], row['build'], row['limit']


def named(text, default):
    name, _, rest = text.partition('=')
    return (name, rest) if rest else (default, text)


def run(options):
    builds = [named(b, 'strsmt') for b in options.build or ['build']]
    peers = [(name, shlex.split(command)) for name, command in (named(p, 'peer') for p in options.peer)]
    many = {name: shlex.split(words) for name, words in (named(m, 'peer') for m in options.many)}
    solvers = [s for s in measure.solvers_of(builds, peers, many) if s.name not in options.without]
    judge = next((s for s in solvers if not s.ours), None)
    instructions = options.instructions and processes.counts_instructions()
    kept = {key(r): r for r in read(options.out)}
    files = measure.files_of(options.paths)
    wanted = [[(f, s) for s in solvers[i % len(solvers):] + solvers[:i % len(solvers)]] for i, f in enumerate(files)]
    wanted = [[(f, s) for f, s in group if (f, s.name, s.build, options.limit) not in kept] for group in wanted]
    live = {(f, s.name, s.build, options.limit) for f in files for s in solvers}
    write(options.out, [r for k, r in kept.items() if k in live])

    def measured(group):
        return [measure.measure_in_own_folder(f, s, options.limit, judge, instructions=instructions) for f, s in group]

    with open(options.out, 'a', newline='') as out, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        writer = csv.DictWriter(out, fieldnames=measure.FIELDS)
        for rows in pool.map(measured, wanted):
            writer.writerows(rows)
            out.flush()
    order = {name: i for i, name in enumerate(s.name for s in solvers)}
    rows = sorted(read(options.out), key=lambda r: (r['file'], order[r['solver']]))
    write(options.out, rows)
    print('\n'.join(report.report(rows, only_families=True)))
    ours = {s.name for s in solvers if s.ours}
    return int(any(report.troubles([r for r in rows if r['solver'] in ours])))


def tell(options):
    rows = [r for path in options.results for r in read(path)]
    print('\n'.join(report.report(rows, only_families=options.short)))
    if options.plots:
        os.makedirs(options.plots, exist_ok=True)
        solvers, limit = list(report.rows_by(rows, 'solver')), max(r['limit'] for r in rows)
        pictures = {'cactus': plots.cactus(rows, solvers, limit)}
        for name in report.ours_in(rows):
            for other in solvers:
                if other != name:
                    pictures[f'scatter-{name}-{other}'] = plots.scatter(rows, name, other, limit)
        for name, picture in pictures.items():
            with open(os.path.join(options.plots, name + '.svg'), 'w') as out:
                out.write(picture)
    return 0


def diff(options):
    print('\n'.join(report.difference(read(options.old), read(options.new), options.solver)))
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser('run', help='run solvers, write a table')
    one.add_argument('--out', required=True, help='the table (CSV)')
    one.add_argument('--build', action='append', help='[NAME=]FOLDER with strsmt and strsmt-check (build)')
    one.add_argument('--peer', action='append', default=[], help='NAME=COMMAND, to which the name of the file is added')
    one.add_argument('--many', action='append', default=[],
                     help='NAME=WORDS: what a peer wants to be told for a file with several queries')
    one.add_argument('--without', action='append', default=[], help='leave out a solver, for instance strsmt-noproof')
    one.add_argument('--limit', type=float, default=10, help='seconds of processor time for one run (10)')
    one.add_argument('--jobs', type=int, default=1, help='files at the same time (1)')
    one.add_argument('--instructions', action='store_true', help='count instructions, where perf can')
    one.add_argument('paths', nargs='+', help='files, and folders of them')
    one.set_defaults(command=run)
    two = commands.add_parser('report', help='tables and plots of runs')
    two.add_argument('results', nargs='+')
    two.add_argument('--plots', help='folder for cactus and scatter plots (SVG)')
    two.add_argument('--short', action='store_true', help='only the tables')
    two.set_defaults(command=tell)
    three = commands.add_parser('diff', help='what changed for one solver')
    three.add_argument('old')
    three.add_argument('new')
    three.add_argument('--solver', default='strsmt')
    three.set_defaults(command=diff)
    options = parser.parse_args()
    return options.command(options)


if __name__ == '__main__':
    sys.exit(main())
