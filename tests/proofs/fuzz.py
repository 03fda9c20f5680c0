#!/usr/bin/env python3
"""Breaks proofs and problems at random and looks whether the checker survives: fuzz.py [CHECKER] [--runs N] [--seed N]

Bytes are flipped, removed, repeated, exchanged for interesting ones, and files are cut; the checker (best built with sanitizers) must end with
one of its exit codes. A proof that holds after a change of its bytes is counted, not refused: some changes change nothing."""
import argparse
import collections
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import binary  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
INTERESTING = [b"0", b"-", b" ", b"\n", b"(", b")", b'"', b"|", b"\0", b"\xff", b"9223372036854775807", b"2147483648", b"18446744073709551616", b"\\u{", b"d",
               b"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", b"\xff" * 9 + b"\x7f", b"r\n", b"l 1 0\n", b"(push 1)", b"(reset)", b"(let ((", b"; "]


def change(data, rng):
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        if not data:
            break
        at = rng.randrange(len(data))
        kind = rng.randrange(7)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.randrange(256)
        elif kind == 2:
            del data[at : at + rng.choice((1, 1, 4, 20))]
        elif kind == 3:
            data[at:at] = rng.choice(INTERESTING)
        elif kind == 4:
            other = rng.randrange(len(data))
            data[at:at] = data[other : other + rng.randrange(1, 40)]
        elif kind == 5:
            lines = bytes(data).split(b"\n")
            first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
            data = bytearray(b"\n".join(lines))
        else:
            del data[at:]
    return bytes(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checker", nargs="?", default=os.environ.get("STRSMT_CHECK"))
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not arguments.checker:
        parser.error("no checker: give its path, or set STRSMT_CHECK")
    rng = random.Random(arguments.seed)
    folder = os.path.join(HERE, "accept")
    names = sorted(f[: -len(".smt2")] for f in os.listdir(folder) if f.endswith(".smt2"))
    codes = collections.Counter()
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for run in range(arguments.runs):
            name = rng.choice(names)
            with open(os.path.join(folder, name + ".smt2"), "rb") as f:
                problem = f.read()
            with open(os.path.join(folder, name + ".lratt"), "rb") as f:
                proof = f.read()
            if rng.random() < 0.4:
                proof = binary.convert(proof)
            if rng.random() < 0.3:
                problem = change(problem, rng)
            else:
                proof = change(proof, rng)
            path = os.path.join(scratch, "problem.smt2")
            with open(path, "wb") as f:
                f.write(problem)
            options = ["--export-eunoia"] if run % 4 == 0 else []
            ended = subprocess.run([arguments.checker, *options, path, "-"], input=proof, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
            codes[ended.returncode] += 1
            if ended.returncode not in range(5) or b"Sanitizer" in ended.stderr or b"runtime error" in ended.stderr:
                failed += 1
                kept = "fuzz-%d-%d" % (arguments.seed, run)
                with open(kept + ".smt2", "wb") as f:
                    f.write(problem)
                with open(kept + ".lratt", "wb") as f:
                    f.write(proof)
                print("FAIL %s: exit code %d: %s" % (kept, ended.returncode, ended.stderr.decode(errors="replace")[-1500:]))
    print("exit codes: " + ", ".join("%d: %d" % item for item in sorted(codes.items())))
    print("%d passed, %d failed" % (arguments.runs - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
