"""Tests of strsmt-policy: pairs with known answers, messages for what is not understood, random pairs; each request
that is found is evaluated, each "no" has a proof that is checked, is attacked with random requests, and goes to
other solvers where there are some.

The environment names the programs: STRSMT_POLICY, STRSMT_CHECK (without it, proofs are not checked, and that is a
failure unless POLICY_NO_PROOFS is set), STRSMT_PEERS (a folder with cvc5 and z3; default ~/.cache/strsmt-peers).
Prints `N passed, N failed` last.
"""

import json
import os
import random
import subprocess
import sys
import tempfile

import cases
import commands
import iam_reference
import random_policies

POLICY = os.environ.get("STRSMT_POLICY", "strsmt-policy")
CHECK = os.environ.get("STRSMT_CHECK")
PEERS = os.environ.get("STRSMT_PEERS", os.path.expanduser("~/.cache/strsmt-peers"))
ANSWERS = {0: "no", 2: "yes", 3: "unknown"}


class Failure(Exception):
    pass


def run(*command, seconds=60):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, stdin=subprocess.DEVNULL,
            errors="replace")
    except subprocess.TimeoutExpired:
        return None, "", "timeout"
    return done.returncode, done.stdout, done.stderr


def write(folder, name, policy):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(policy if isinstance(policy, bytes) else policy.encode() if isinstance(policy,
            str) else json.dumps(policy).encode())
    return path


def check_yes(old, new, output):
    request = json.loads(output)["findings"][0]["request"]
    if not iam_reference.allows(new, request):
        raise Failure(f"the new policy does not allow {request}")
    if iam_reference.allows(old, request):
        raise Failure(f"the old policy allows {request}")


def check_no(old, new, problem, proof):
    found = iam_reference.difference(old, new)
    if found:
        raise Failure(f"the answer is no, but here is a request: {found}")
    if CHECK:
        status, output, errors = run(CHECK, problem, proof)
        if status != 0:
            raise Failure(f"the checker says {status}: {output}{errors}")


def check_peers(problem, answer):
    wanted = {"yes": "sat", "no": "unsat"}[answer]
    for name, options in (("cvc5", ["--strings-exp", "--tlimit=2000"]), ("z3", ["-T:2"])):
        program = os.path.join(PEERS, name)
        if os.path.exists(program):
            word = run(program, *options, problem, seconds=10)[1].split("\n")[0].strip()
            if word in ("sat", "unsat") and word != wanted:
                raise Failure(f"{name} says {word}")
            if "error" in word:
                raise Failure(f"{name} says {word}")


def complete(policy, principals):
    """A resource policy names principals in each statement."""
    if not principals:
        return policy
    return dict(policy, Statement=[s if "Principal" in s or "NotPrincipal" in s else dict(s, Principal="*")
                                   for s in iam_reference.as_list(policy["Statement"])])


def check_pair(folder, old, new, expected, peers):
    problem, proof = os.path.join(folder, "problem.smt2"), os.path.join(folder, "proof")
    for path in (problem, proof):
        if os.path.exists(path):
            os.remove(path)
    principals = any(e in s for p in (old, new) for s in iam_reference.as_list(p["Statement"])
                     for e in ("Principal", "NotPrincipal"))
    old, new, kind = complete(old, principals), complete(new, principals), "resource" if principals else "identity"
    status, output, errors = run(POLICY, "check-no-new-access", write(folder, "new.json", new),
        write(folder, "old.json", old), "--json", "--policy-type", kind, "--problem", problem, "--proof", proof)
    answer = ANSWERS.get(status)
    if answer is None:
        raise Failure(f"status {status}: {output}{errors}")
    if expected and answer != expected:
        raise Failure(f"the answer is {answer}, not {expected}")
    if answer == "yes":
        check_yes(old, new, output)
    elif answer == "no":
        check_no(old, new, problem, proof)
    if peers and answer != "unknown":
        check_peers(problem, answer)


def check_error(folder, policy, words):
    for pair in ((policy, cases.policy(cases.GET)), (cases.policy(cases.GET), policy)):
        old, new = write(folder, "old.json", pair[0]), write(folder, "new.json", pair[1])
        status, output, errors = run(POLICY, "check-no-new-access", new, old)
        if status != 1 or output:
            raise Failure(f"status {status} instead of 1: {output}")
        for word in words + [old if pair[0] is policy else new]:
            if word not in errors:
                raise Failure(f"the message lacks '{word}': {errors}")


def random_pair(seed):
    rng = random.Random(seed)
    return random_policies.pair(rng)


def main():
    # The other solvers are slow on some of these: every fourth pair goes to them, or with POLICY_PEERS=all every one.
    step = 1 if os.environ.get("POLICY_PEERS") == "all" else 4
    tests = [(name, check_pair, (old, new, expected, number % step == 0))
             for number, (name, old, new, expected) in enumerate(cases.CASES)]
    tests += [(name, check_error, (policy, words)) for name, policy, words in cases.ERRORS + cases.BROKEN]
    for seed in range(int(os.environ.get("POLICY_RANDOM", "150"))):
        tests.append((f"random pair {seed}", check_pair, (*random_pair(seed), None, seed % 10 == 0)))
    tests += [(name, lambda folder, test: test(tempfile.mkdtemp(dir=folder)), (test,))
              for name, test in vars(commands).items() if name.startswith("test_")]
    passed = failed = 0
    if not CHECK and "POLICY_NO_PROOFS" not in os.environ:
        print("no checker: STRSMT_CHECK is not set")
        failed += 1
    with tempfile.TemporaryDirectory() as folder:
        for name, check, arguments in tests:
            try:
                check(folder, *arguments)
                passed += 1
            except (Failure, commands.Failure, iam_reference.NotUnderstood, ValueError) as error:
                failed += 1
                print(f"FAILED {name}: {error}")
                if check is check_pair:
                    print("   old:", json.dumps(arguments[0]), "\n   new:", json.dumps(arguments[1]))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
