#!/usr/bin/env python3
"""recheck.py FILE.smt2 ANSWERS: evaluates the models that `strsmt --model` printed (ANSWERS) by the reference semantics
(../signature/reference.py) on the assertions of FILE, as another reader reads them (../mutation/problem.py).

Prints `right`, or `wrong: ...`, or `open: ...` where the reference is too slow; exit status 0, 1, 2."""
import os
import resource
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(HERE, '..', 'mutation'), os.path.join(HERE, '..', 'signature')]
import decide  # noqa: E402
import language  # noqa: E402
import problem  # noqa: E402
from reference import TRUE, Const  # noqa: E402

ANSWERS = ('sat', 'unsat', 'unknown')


def models(out):
    """(number of the query, text of the model) for each `sat`."""
    lines, number, at = out.split('\n'), 0, 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if line in ANSWERS:
            number += 1
            if line == 'sat':
                end = lines.index(')', at)
                yield number, '\n'.join(lines[at:end + 1])
                at = end + 1


def values_of(script, text):
    """The values of a model, by constant."""
    found = {}
    for _, name, _, sort, value in problem.expressions(text)[0]:
        found[Const(problem.bare(name), sort)] = script.term(value, {})
    return found


def violated(formulas, values):
    """The first formula that is not true, or None."""
    evaluator = decide.Evaluator(language.Languages(), values)
    for formula in formulas:
        if evaluator.value(formula) != TRUE:
            return formula
    return None


def check(path, answers):
    with open(path, errors='surrogateescape') as text:
        script = problem.Problem(text.read())
    with open(answers) as text:
        for number, model in models(text.read()):
            query = script.queries[number - 1]
            wrong = violated(query.active + query.assumptions, values_of(script, model))
            if wrong is not None:
                return 1, f'wrong: query {number}: {wrong}'[:300]
    return 0, 'right'


def main():
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    try:
        code, text = check(sys.argv[1], sys.argv[2])
    except KeyError as missing:
        code, text = 1, f'wrong: no value for {missing}'[:300]
    except (RecursionError, MemoryError, language.Gave_up) as why:
        code, text = 2, f'open: {type(why).__name__}'
    print(text)
    return code


if __name__ == '__main__':
    sys.setrecursionlimit(200000)
    threading.stack_size(1 << 29)
    result = []
    thread = threading.Thread(target=lambda: result.append(main()))
    thread.start()
    thread.join()
    sys.exit(result[0] if result else 2)
