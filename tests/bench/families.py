#!/usr/bin/env python3
"""Writes benchmark files of integers without strings (QF_LIA, QF_IDL), in sizes from easy to hard:

    tests/bench/families.py FOLDER

The shapes are those of ../fuzz/integers.py. The same files come out each time."""
import argparse
import os
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fuzz'))
import integers  # noqa: E402

# Name of the family, and for each file what is written into it.
FAMILIES = {
    'differences': [lambda r, n=n, sat=sat: integers.differences(r, n, 4 * n, sat)
                    for n in (20, 100, 500, 2000, 10000) for sat in (True, False)],
    'jobshop': [lambda r, j=j, m=m, e=e: integers.job_shop(r, j, m, e)
                for j, m in ((3, 3), (4, 4), (5, 4), (6, 5), (6, 6), (8, 6)) for e in (0.95, 1.1, 1.3)],
    'knapsack': [lambda r, n=n, s=s, k=k: integers.knapsack(r, n, s, k)
                 for n, s, k in ((4, 50, 1), (6, 100, 1), (8, 1000, 1), (8, 100, 2), (10, 100000, 1), (12, 1000, 3),
                                 (20, 30, 3), (30, 50, 4))],
    'zero_one': [lambda r, n=n, s=s, k=k: integers.zero_one(r, n, s, k)
                 for n, s, k in ((8, 50, 1), (12, 1000, 2), (20, 1000, 1), (25, 100, 3), (30, 10000, 2), (35, 1000000, 1))],
    'choices': [lambda r, n=n, k=k: integers.difference_choices(r, n, k)
                for n, k in ((10, 80), (15, 120), (20, 160), (30, 250), (40, 320), (60, 480))],
    'pigeons': [lambda r, n=n, w=w, d=d: integers.pigeons(r, n, n - d, w)
                for n in (4, 6, 7, 8, 9) for w in (0, 1, 2) for d in (0, 1)],
    'numbers': [lambda r, n=n, d=d: integers.big_numbers(r, n, d)
                for n, d in ((1, 100), (2, 20), (2, 300), (3, 50), (4, 200), (6, 20))],
    'extremes': [lambda r, n=n: integers.extremes(r, n) for n in (1, 2, 2, 3, 3, 4)],
    'unbounded': [lambda r, n=n: integers.unbounded(r, n) for n in (2, 3, 4, 5, 6, 8, 10)],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('folder', help='is made if it is not there')
    folder = parser.parse_args().folder
    os.makedirs(folder, exist_ok=True)
    for family, makers in FAMILIES.items():
        for i, make in enumerate(makers):
            with open(os.path.join(folder, f'{family}-{i:02}.smt2'), 'w') as out:
                out.write(make(random.Random(f'{family} {i}')))


if __name__ == '__main__':
    main()
