"""Tables of a benchmark run, in Markdown. Rows are those of measure.FIELDS, numbers already read."""
import statistics


def rows_by(rows, key):
    found = {}
    for r in rows:
        found.setdefault(r[key], []).append(r)
    return found


def par2(rows):
    """Seconds: the time of a file that is solved, else twice the limit."""
    return sum(r['cpu'] if r['status'] == 'solved' else 2 * r['limit'] for r in rows)


def table(head, lines):
    yield '| ' + ' | '.join(head) + ' |'
    yield '|' + '|'.join(['---'] + ['---:'] * (len(head) - 1)) + '|'
    for line in lines:
        yield '| ' + ' | '.join(map(str, line)) + ' |'
    yield ''


def families(rows):
    """(label, rows) for each family, and for all."""
    grouped = sorted(rows_by(rows, 'family').items())
    return grouped + [('**all**', rows)]


def solved_table(rows, solvers):
    head = ['family', 'files'] + [f'{s}: {what}' for s in solvers for what in ('solved', 'PAR-2')]
    lines = []
    for label, mine in families(rows):
        by = rows_by(mine, 'solver')
        cells = [label, max(len(by.get(s, [])) for s in solvers)]
        for s in solvers:
            own = by.get(s, [])
            cells += [sum(r['status'] == 'solved' for r in own), f'{par2(own):.1f}']
        lines.append(cells)
    return table(head, lines)


def status_table(rows, solvers):
    names = ['solved', 'unknown', 'timeout', 'error', 'WRONG']
    by = rows_by(rows, 'solver')
    lines = []
    for s in solvers:
        own = by.get(s, [])
        done = [r['cpu'] for r in own if r['status'] == 'solved']
        lines.append([s] + [sum(r['status'] == n for r in own) for n in names] +
                     [f'{par2(own):.1f}', f'{sum(done):.1f}', f'{statistics.median(done) if done else 0:.4f}',
                      f'{max((r["peak"] for r in own), default=0) / 1e6:.0f}'])
    return table(['solver'] + names + ['PAR-2, s', 'time of solved, s', 'median of solved, s', 'peak, MB'], lines)


def pairs(rows, a, b, both_solved=True):
    """Rows of the solvers a and b on the same file."""
    second = {r['file']: r for r in rows if r['solver'] == b}
    found = [(r, second[r['file']]) for r in rows if r['solver'] == a and r['file'] in second]
    return [p for p in found if not both_solved or p[0]['status'] == p[1]['status'] == 'solved']


def ratio(values):
    return f'{statistics.median(values):.2f}' if values else ''


def proof_table(rows, name):
    """What proofs cost the solver `name`; `NAME-noproof` is the same one without."""
    head = ['family', 'unsat', 'accepted', 'bytes: median', 'bytes: max', 'check, s: median', 'check/search: median',
            'check/search: max', 'with/without: median', 'with/without: sum']
    lines = []
    for label, mine in families(rows):
        unsat = [r for r in mine if r['solver'] == name and r['proof']]
        both = pairs(mine, name, name + '-noproof')
        if not unsat and not both:
            continue
        sizes = [r['proof_bytes'] for r in unsat] or [0]
        checks = [r['check_cpu'] for r in unsat]
        relative = [r['check_cpu'] / max(r['cpu'], 1e-3) for r in unsat]
        without = sum(q['cpu'] for _, q in both)
        lines.append([label, len(unsat), sum(r['proof'] == 'accepted' for r in unsat), int(statistics.median(sizes)),
                      max(sizes), f'{statistics.median(checks):.4f}' if checks else '', ratio(relative),
                      f'{max(relative):.1f}' if relative else '',
                      ratio([p['cpu'] / max(q['cpu'], 1e-3) for p, q in both]),
                      f'{sum(p["cpu"] for p, _ in both) / without:.2f}' if without else ''])
    return table(head, lines)


def against(rows, name, peer):
    """How `name` does beside a peer: files that only one solves, times where both do."""
    every = pairs(rows, name, peer, both_solved=False)
    both = pairs(rows, name, peer)
    mine, theirs = sum(p['cpu'] for p, _ in both), sum(q['cpu'] for _, q in both)
    yield f'### {name} beside {peer}'
    yield ''
    yield (f'Both solve {len(both)} files: {name} in {mine:.2f} s, {peer} in {theirs:.2f} s; median of the ratios '
           f'{ratio([p["cpu"] / max(q["cpu"], 1e-3) for p, q in both])}.')
    yield ''
    for who, found in ((name, [(p, q) for p, q in every if p['status'] == 'solved' != q['status']]),
                       (peer, [(p, q) for p, q in every if q['status'] == 'solved' != p['status']])):
        yield f'Only {who}: {len(found)}'
        yield ''
        for p, q in found:
            yield (f'- {p["file"].split("/", 1)[-1]}: {name} {p["status"]} {p["cpu"]:.2f} s'
                   f'{" (" + p["note"] + ")" if p["note"] else ""}, {peer} {q["status"]} {q["cpu"]:.2f} s')
        yield ''


def troubles(rows):
    """What must not be: wrong answers, rejected proofs, wrong models; and answers that contradict each other."""
    for r in rows:
        if r['status'] == 'WRONG' or r['proof'] not in ('', 'accepted', 'timeout') or r['model'].startswith('wrong'):
            yield (f'{r["file"]}: {r["solver"]}: {r["status"]} {r["answers"]} expected {r["expected"]} {r["proof"]} '
                   f'{r["model"]} {r["note"]}')
    for path, mine in rows_by(rows, 'file').items():
        said = {r['answers'] for r in mine if r['status'] == 'solved'}
        if len(said) > 1:
            yield f'{path}: they differ: ' + ', '.join(f'{r["solver"]} {r["answers"]}' for r in mine)


def ours_in(rows):
    """Our solvers that write proofs."""
    names = list(rows_by(rows, 'solver'))
    proved = {r['solver'] for r in rows if r['proof']}
    return [n for n in names if n in proved or n + '-noproof' in names]


def report(rows, only_families=False):
    solvers = list(rows_by(rows, 'solver'))
    mine = ours_in(rows)
    limits = sorted({r['limit'] for r in rows})
    yield f'{len(rows_by(rows, "file"))} files, limit {"/".join(f"{l:g}" for l in limits)} s of processor time.'
    yield ''
    yield from status_table(rows, solvers)
    yield from solved_table(rows, solvers)
    for name in mine:
        yield f'### Proofs of {name}'
        yield ''
        yield from proof_table(rows, name)
    bad = list(troubles(rows))
    yield f'### Trouble: {len(bad)}'
    yield ''
    yield from (f'- {b}' for b in bad)
    yield ''
    open_models = sum(r['model'] == 'open' for r in rows)
    checked = sum(r['model'].startswith('right') for r in rows)
    yield f'Models evaluated once more: {checked} right, {open_models} too large for that.'
    yield ''
    if not only_families:
        for name in mine:
            for peer in solvers:
                if peer not in mine and peer[:-len('-noproof')] not in mine:
                    yield from against(rows, name, peer)


def difference(old, new, solver):
    """What changed for one solver between two runs."""
    before = {r['file']: r for r in old if r['solver'] == solver}
    gained, lost, times = [], [], []
    for r in new:
        b = before.get(r['file']) if r['solver'] == solver else None
        if b is None:
            continue
        if r['status'] == b['status'] == 'solved':
            times.append((b['cpu'], r['cpu']))
        elif r['status'] == 'solved':
            gained.append(r)
        elif b['status'] == 'solved':
            lost.append(r)
    yield f'{solver}: {len(gained)} more solved, {len(lost)} no longer'
    for sign, found in (('+', gained), ('-', lost)):
        for r in found:
            yield f'{sign} {r["file"]} {r["status"]} {r["cpu"]:.2f} s {r["note"]}'
    yield f'time of the {len(times)} solved by both: {sum(t[0] for t in times):.2f} s, then {sum(t[1] for t in times):.2f} s'
