#!/usr/bin/env python3
"""Questions a second of strsmt.batch, in each way of asking: batch.py [--count N] [--svg FILE] SCRIPT...

The scripts are asked again and again until there were N questions: in this process, in 1 and 2 processes, on a Dask cluster of 2 workers (where
distributed is installed); every proof is checked. All ways must give the same answers. The package strsmt must be importable. With --svg, a picture
of the table."""
import argparse
import itertools
import sys
import time
from pathlib import Path

from strsmt import batch

WAYS = [("this process", {}), ("1 process", {"jobs": 1}), ("2 processes", {"jobs": 2}), ("2 Dask workers", {"jobs": 2, "scheduler": "local"})]
WIDTH, BAR, LEFT = 640, 26, 130


def measure(texts, count, options):
    began = time.monotonic()
    questions = itertools.islice(itertools.cycle(texts), count)
    answers = [(a.answer, a.checked) for a in batch.run(questions, total=count, **options)]
    return time.monotonic() - began, answers


def picture(rows):
    most = max(rate for _, rate in rows)
    bars = []
    for i, (name, rate) in enumerate(rows):
        y, length = 10 + i * (BAR + 8), (WIDTH - LEFT - 90) * rate / most
        bars.append(f'<text x="{LEFT - 8}" y="{y + 18}" text-anchor="end">{name}</text>'
                    f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" fill="#4a7fb5"/>'
                    f'<text x="{LEFT + length + 6:.1f}" y="{y + 18}">{rate:.0f}/s</text>')
    height = 16 + len(rows) * (BAR + 8)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="14">'
            f'<title>Questions a second</title><rect width="100%" height="100%" fill="#fff"/>{"".join(bars)}</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scripts", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--svg", type=Path)
    options = parser.parse_args()
    texts, rows, first = [p.read_text(encoding="utf-8") for p in options.scripts], [], None
    print(f"{'way':16} {'questions':>9} {'seconds':>8} {'a second':>9} {'us a question':>14}")
    for name, way in WAYS:
        try:
            seconds, answers = measure(texts, options.count, way)
        except ImportError:
            print(f"{name:16} (distributed is not installed)")
            continue
        first = first or answers
        if answers != first:
            sys.exit(f"{name}: other answers than {WAYS[0][0]}")
        rows.append((name, options.count / seconds))
        print(f"{name:16} {options.count:9} {seconds:8.2f} {options.count / seconds:9.0f} {seconds / options.count * 1e6:14.0f}", flush=True)
    if options.svg:
        options.svg.write_text(picture(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
