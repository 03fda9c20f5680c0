"""The table of tools/coverage: coverage_table.py SUMMARY.json, the summary being gcovr's.

A row a folder: lines and branches that were executed, of all. Below it, the files of which less than 90 % of the lines were."""
import collections
import json
import os
import sys

AIM_OF_A_FILE = 90.0


def percent(covered, total):
    return 100.0 * covered / total if total else 100.0


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        files = json.load(f)["files"]
    folders = collections.defaultdict(lambda: [0, 0, 0, 0])
    for entry in files:
        for key in (os.path.dirname(entry["filename"]), "all"):
            for i, name in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
                folders[key][i] += entry[name]
    print(f"{'folder':32} {'lines':>7} {'%':>6} {'branches':>9} {'%':>6}")
    for name in sorted(folders, key=lambda n: (n == "all", n)):
        line, lines, branch, branches = folders[name]
        print(f"{name:32} {lines:7} {percent(line, lines):6.1f} {branches:9} {percent(branch, branches):6.1f}")
    low = sorted((percent(e["line_covered"], e["line_total"]), e["filename"]) for e in files)
    for share, name in low:
        if share < AIM_OF_A_FILE:
            print(f"  {name}: {share:.1f} % of its lines")


main()
