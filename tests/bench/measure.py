"""One file, all solvers: what each answers, at what cost, and whether its evidence holds."""
import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections import namedtuple

import processes

HERE = os.path.dirname(os.path.abspath(__file__))
FIELDS = ['file', 'family', 'expected', 'solver', 'build', 'limit', 'status', 'answers', 'cpu', 'wall', 'peak',
          'instructions', 'proof_bytes', 'check_cpu', 'proof', 'model', 'note']
ANSWERS = ('sat', 'unsat', 'unknown')
# command: the words before the file's name; many: further ones for a file with several queries; checker: strsmt-check,
# for a solver of ours that writes a proof; ours: does it print models as `strsmt --model` does?
Solver = namedtuple('Solver', 'name command many build checker ours')


def version_of(program):
    """Tells one program from another: the beginning of its hash."""
    with open(shutil.which(program) or program, 'rb') as data:
        return hashlib.sha256(data.read()).hexdigest()[:12]


def solvers_of(builds, peers, many):
    """builds: (name, folder) of ours, each with and without proofs; peers: (name, command); many: by a peer's name."""
    found = []
    for name, folder in builds:
        program, checker = os.path.join(folder, 'strsmt'), os.path.join(folder, 'strsmt-check')
        build = version_of(program)
        proof = ['--proof', 'PROOF', '--proof-format', 'binary']
        found.append(Solver(name, [program, '--model', *proof], [], build, checker, True))
        found.append(Solver(name + '-noproof', [program, '--model'], [], build, None, True))
    for name, command in peers:
        found.append(Solver(name, command, many.get(name, []), version_of(command[0]), None, False))
    return found


# ---- files

def files_of(paths):
    found = []
    for path in paths:
        if os.path.isdir(path):
            found += sorted(os.path.join(d, f) for d, _, names in os.walk(path) for f in names if f.endswith('.smt2'))
        else:
            found.append(path)
    return found


def family_of(path):
    """The folder, and the name's stem before the number where that says more; folders named after an answer do not
    count."""
    parts = [p for p in os.path.dirname(os.path.abspath(path)).split(os.sep) if p not in ('sat', 'unsat')]
    folder = parts[-1] if parts else '.'
    stem = re.sub(r'[-_.]?\d+$', '', os.path.splitext(os.path.basename(path))[0])
    name = stem[len(folder):] if stem.startswith(folder) else stem
    name = name.strip('-_.')
    return f'{folder}/{name}' if re.search('[A-Za-z]', name) else folder


def table_above(path, tables={}):
    """The answers of the nearest expected.tsv above a file, by the file's name; None if there is none."""
    folder = os.path.dirname(os.path.abspath(path))
    while True:
        table = os.path.join(folder, 'expected.tsv')
        if table not in tables:
            tables[table] = None
            if os.path.exists(table):
                with open(table) as lines:
                    tables[table] = {os.path.basename(line.split()[0]): line.split()[1] for line in lines}
        if tables[table] is not None:
            return tables[table]
        if folder == os.path.dirname(folder):
            return None
        folder = os.path.dirname(folder)


def expected_of(path, text):
    """What is known about the answers: `sat`, `unsat`, several of them by query, or `open`."""
    table = table_above(path)
    if table is not None and os.path.basename(path) in table:
        return table[os.path.basename(path)]
    for answer in ('sat', 'unsat'):
        if answer in path.split(os.sep):
            return answer
    found = re.findall(r'^\(set-info\s+:status\s+(sat|unsat)', text, re.M)
    return ' '.join(found) if found else 'open'


def query_count(text):
    plain = re.sub(r'"[^"]*"|\|[^|]*\||;[^\n]*', ' ', text)
    return len(re.findall(r'\(\s*check-sat', plain))


# ---- runs

def status_of(done, answers, queries, expected):
    """solved, WRONG, unknown, timeout, error (crash, mistake in the input as the solver sees it, out of memory)."""
    known = expected.split() if expected != 'open' else []
    known = known * len(answers) if len(known) == 1 else known
    if any({a, b} == {'sat', 'unsat'} for a, b in zip(answers, known)):
        return 'WRONG'
    if done.code is None or done.code < 0 and 'interrupted by timeout' in done.out + done.err:
        return 'timeout'
    if len(answers) < queries or '(error' in done.out:
        return 'error'
    return 'unknown' if 'unknown' in answers[:queries] else 'solved'


def recheck(path, out, seconds, folder, peer):
    """Are the models right? By the reference; where that is too slow, by a peer."""
    saved = os.path.join(folder, 'answers')
    with open(saved, 'w') as f:
        f.write(out)
    done = processes.run([sys.executable, os.path.join(HERE, 'recheck.py'), path, saved], seconds)
    if done.code in (0, 1):
        return done.out.strip()
    verdict = peer_recheck(path, out, seconds, folder, peer) if peer else None
    return verdict or 'open'


def peer_recheck(path, out, seconds, folder, peer):
    """Asks a peer whether the file with the model's values asserted is sat; for files with one query."""
    with open(path, errors='surrogateescape') as f:
        text = f.read()
    if query_count(text) != 1:
        return None
    values = re.findall(r'\(define-fun (\|[^|]*\||\S+) \(\) \S+ (.*)\)$', out, re.M)
    where = text.rindex('(check-sat')
    again = os.path.join(folder, 'again.smt2')
    with open(again, 'w', errors='surrogateescape') as f:
        f.write(text[:where] + ''.join(f'(assert (= {n} {v}))\n' for n, v in values) + '(check-sat)\n')
    answer = processes.run(peer.command + [again], seconds).out.split()[:1]
    return {'sat': f'right ({peer.name})', 'unsat': f'wrong by {peer.name}'}.get(answer[0] if answer else '')


def reason_of(path, solver, limit, folder):
    """Why a solver of ours does not know: the script again, with a question at its end."""
    asked = os.path.join(folder, 'asked.smt2')
    with open(path, 'rb') as text, open(asked, 'wb') as out:
        out.write(text.read().replace(b'(exit)', b'') + b'\n(get-info :reason-unknown)\n')
    lines = processes.run([solver.command[0], asked], limit).out.strip().split('\n')
    return re.sub(r'^\(:reason-unknown "?|"?\)$', '', lines[-1])[:200]


def measure(path, solver, limit, folder, peer=None, instructions=False):
    """One row of the table; `peer` looks at models that the reference gives up on."""
    with open(path, errors='surrogateescape') as f:
        text = f.read()
    expected, queries = expected_of(path, text), query_count(text)
    proof = os.path.join(folder, 'proof.lratb')
    if os.path.exists(proof):
        os.unlink(proof)
    command = [proof if word == 'PROOF' else word for word in solver.command] + [path]
    if queries > 1:
        command[1:1] = solver.many
    done = processes.run(command, limit, instructions=instructions)
    answers = [line for line in done.out.split('\n') if line in ANSWERS]
    row = dict.fromkeys(FIELDS, '')
    row.update(file=path, family=family_of(path), expected=expected, solver=solver.name, build=solver.build,
               limit=limit,
               answers=' '.join(answers), status=status_of(done, answers, queries, expected), cpu=round(done.cpu, 4),
               wall=round(done.wall, 4), peak=done.peak, instructions=done.instructions or '')
    if row['status'] == 'timeout' and done.cpu < 0.9 * limit:
        row['note'] = 'ended by wall time: the machine was too busy to tell'
    if row['status'] == 'error':
        row['note'] = f'exit status {done.code}: ' + ' '.join((done.out[-150:] + ' ' + done.err[-150:]).split())
    if solver.ours and row['status'] == 'unknown':
        row['note'] = reason_of(path, solver, limit, folder)
    if row['status'] in ('solved', 'WRONG') and solver.checker:
        evidence(row, path, solver, done, proof, limit, folder, peer)
    return row


def evidence(row, path, solver, done, proof, limit, folder, peer):
    """The proof to the checker, the models to the reference."""
    answers = row['answers'].split()
    if 'unsat' in answers:
        row['proof_bytes'] = os.path.getsize(proof) if os.path.exists(proof) else 0
        check = processes.run([solver.checker, '--quiet', path, proof], 20 * limit)
        row['check_cpu'] = round(check.cpu, 4)
        row['proof'] = 'accepted' if check.code == 0 else 'timeout' if check.code is None else 'REJECTED'
        if row['proof'] == 'REJECTED':
            row['note'] = f'exit status {check.code}: ' + (check.out + check.err).strip()[:200]
    if 'sat' in answers:
        row['model'] = recheck(path, done.out, max(20, 2 * limit), folder, peer)


def measure_in_own_folder(*args, **named):
    with tempfile.TemporaryDirectory() as folder:
        return measure(*args[:3], folder, *args[3:], **named)
