"""Cactus and scatter plots as SVG, drawn by hand. Both axes of time are logarithmic."""
import math

COLOURS = ['#0a7d4b', '#8fd3b4', '#c0392b', '#2f6fbf', '#8e44ad', '#777777', '#d68910']
WIDTH, HEIGHT, MARGIN = 720, 480, 60
LOWEST = 0.001


def frame(title, parts, width=WIDTH, height=HEIGHT):
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
            f'font-size="12">\n<rect width="{width}" height="{height}" fill="white"/>\n'
            f'<text x="{width / 2}" y="24" text-anchor="middle" font-size="15">{title}</text>\n')
    return head + '\n'.join(parts) + '\n</svg>\n'


def scale(limit, length):
    """From seconds to a distance from the axis."""
    low, high = math.log(LOWEST), math.log(limit)
    return lambda seconds: (math.log(min(max(seconds, LOWEST), limit)) - low) / (high - low) * length


def ticks(limit):
    """Powers of ten, and the limit."""
    found = [10.0 ** k for k in range(-3, 6) if 10.0 ** k < limit]
    return found + [limit]


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;')


def horizontal_grid(limit, y):
    for t in ticks(limit):
        yield f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{y(t):.1f}" y2="{y(t):.1f}" stroke="#ddd"/>'
        yield f'<text x="{MARGIN - 6}" y="{y(t) + 4:.1f}" text-anchor="end">{t:g}</text>'


def cactus(rows, solvers, limit):
    """Each solver's files by time: the point (k, t) says that k files take at most t seconds each."""
    along = scale(limit, HEIGHT - 2 * MARGIN)

    def y(seconds):
        return HEIGHT - MARGIN - along(seconds)

    times = {s: sorted(r['cpu'] for r in rows if r['solver'] == s and r['status'] == 'solved') for s in solvers}
    most = max([1] + [len(t) for t in times.values()])
    parts = list(horizontal_grid(limit, y))
    for i in range(6):
        x = MARGIN + (WIDTH - 2 * MARGIN) * i / 5
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - MARGIN + 18}" text-anchor="middle">{most * i // 5}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">files solved</text>')
    parts.append(f'<text x="{MARGIN - 50}" y="{MARGIN - 14}">seconds of processor time</text>')
    for i, s in enumerate(solvers):
        points = ' '.join(f'{MARGIN + (WIDTH - 2 * MARGIN) * (k + 1) / most:.1f},{y(t):.1f}'
                          for k, t in enumerate(times[s]))
        colour = COLOURS[i % len(COLOURS)]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.8"/>')
        parts.append(f'<text x="{MARGIN + 12}" y="{MARGIN + 16 * i + 12}" fill="{colour}">{escape(s)} '
                     f'({len(times[s])})</text>')
    return frame('files solved by time', parts)


def scatter(rows, first, second, limit):
    """A point for each file: to the right the first solver's time, upwards the second's; not solved is at the edge."""
    side = HEIGHT - 2 * MARGIN
    along = scale(limit, side)
    left, bottom = (WIDTH - side) / 2, HEIGHT - MARGIN
    second_of = {r['file']: r for r in rows if r['solver'] == second}
    parts = [f'<rect x="{left}" y="{bottom - side}" width="{side}" height="{side}" fill="none" stroke="#999"/>']
    for low, high in ((0, 0), (math.log(10), 0), (0, math.log(10))):  # equal, ten times slower, ten times faster
        x1, y1 = along(LOWEST * math.exp(low)), along(LOWEST * math.exp(high))
        x2, y2 = along(limit / math.exp(high)), along(limit / math.exp(low))
        dash = ' stroke-dasharray="4 4"' if low or high else ''
        parts.append(f'<line x1="{left + x1:.1f}" y1="{bottom - y1:.1f}" x2="{left + x2:.1f}" y2="{bottom - y2:.1f}" '
                     f'stroke="#bbb"{dash}/>')
    for t in ticks(limit):
        parts.append(f'<text x="{left + along(t):.1f}" y="{bottom + 16}" text-anchor="middle">{t:g}</text>')
        parts.append(f'<text x="{left - 6}" y="{bottom - along(t) + 4:.1f}" text-anchor="end">{t:g}</text>')
    for r in rows:
        other = second_of.get(r['file']) if r['solver'] == first else None
        if other is None:
            continue
        x, y = (along(q['cpu'] if q['status'] == 'solved' else limit) for q in (r, other))
        colour = COLOURS[2] if 'sat' in r['answers'].split() or 'sat' in other['answers'].split() else COLOURS[3]
        parts.append(f'<circle cx="{left + x:.1f}" cy="{bottom - y:.1f}" r="2.5" fill="{colour}" fill-opacity="0.5"/>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">{escape(first)}, seconds</text>')
    parts.append(f'<text x="{left - 44}" y="{bottom - side / 2}" text-anchor="middle" '
                 f'transform="rotate(-90 {left - 44} {bottom - side / 2})">{escape(second)}, seconds</text>')
    parts.append(f'<text x="{left + side + 8}" y="{MARGIN + 12}" fill="{COLOURS[2]}">sat</text>')
    parts.append(f'<text x="{left + side + 8}" y="{MARGIN + 28}" fill="{COLOURS[3]}">not sat</text>')
    return frame(f'{escape(first)} and {escape(second)}', parts)
