"""One script through our program and past all that knows better: the checker, the reference semantics, a decision
procedure or a search for small models, peers, and our program itself under other circumstances."""
import itertools
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'mutation'), os.path.join(HERE, '..', 'signature')]
import decide  # noqa: E402
import language  # noqa: E402
import problem  # noqa: E402
from reference import FALSE, TRUE, Const, NoValue  # noqa: E402

ANSWERS = ('sat', 'unsat', 'unknown')
SLACK = 2  # seconds that a run may take beyond its limits


def run(command, text, seconds):
    """Exit status (None: killed after `seconds` of wall time), output, error output, processor time."""
    files = tempfile.NamedTemporaryFile('w', suffix='.smt2'), tempfile.TemporaryFile(), tempfile.TemporaryFile()
    with files[0] as script, files[1] as out, files[2] as err:
        script.write(text)
        script.flush()
        process = subprocess.Popen(command + [script.name], stdout=out, stderr=err, stdin=subprocess.DEVNULL,
                                   start_new_session=True)
        timer = threading.Timer(seconds, lambda: os.killpg(process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        in_time = timer.is_alive()
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        code = process.returncode if in_time or process.returncode != -signal.SIGKILL else None
        texts = [f.read().decode('utf-8', 'replace') for f in (out, err)]
        return code, *texts, usage.ru_utime + usage.ru_stime


def answers(text):
    """The answers before the first error."""
    return [line for line in text.split('(error')[0].split('\n') if line in ANSWERS]


def query_ends(text):
    """The end of each query in a script that has one command a line."""
    return [m.end() for m in re.finditer(r'^\(check-sat.*\n', text, re.M)]


def kind_of(reason):
    """What must stay the same while a script is shrunk: the reason without what is particular to this script."""
    head, _, rest = reason.partition(': ')
    if head == 'error':
        return head, re.sub(r'(line|column)? ?\d+|\'.*?\'|".*?"|/\S+', '', rest)[:60]
    if head == 'variant':
        return head, rest.split(' ')[0]
    if head == 'unknown':
        return head, re.sub(r'check \d+: ', '', rest)
    return head, None


class Trial:
    """The programs, and counts over all scripts."""

    def __init__(self, strsmt, peers, limit, unknown_is_trouble, ask_all, patience):
        """limit: seconds for each query of ours and for each script of a peer; patience: for the reference."""
        self.plain = [strsmt, '--quiet', '--model', '--timeout', str(limit)]
        # With a log, the derivation of each lemma is checked, also of those that no conclusion rests on.
        self.ours = self.plain + ['--check', '--proof-format', 'text-log']
        self.peers, self.limit, self.ask_all, self.patience = peers, limit, ask_all, patience
        self.unknown_is_trouble = unknown_is_trouble
        self.counts = dict.fromkeys(ANSWERS, 0)
        self.events = {}

    def event(self, what):
        self.events[what] = self.events.get(what, 0) + 1

    def trouble(self, text, variant=None, count=True):
        """None, or what is wrong with our run on this script; the first word says of which kind. variant: the number of
        the other circumstances to be tried, None for one that depends on the text."""
        most = (self.limit + SLACK) * max(1, len(query_ends(text)))
        code, out, err, used = run(self.ours, text, 3 * most + 10)
        if code is None:
            return 'slow: no answer'
        if code != 0 or '(error' in out:
            return f'error: exit status {code}: {(out + err)[-300:]}'
        self.script = problem.Problem(text)
        mine, wrong = self.read(out)
        if wrong:
            return wrong
        if len(mine) != len(self.script.queries):
            return f'error: {len(mine)} answers for {len(self.script.queries)} queries'
        if used > 2 * most:  # the checker may take as long again
            return f'slow: {used:.1f} s'
        if count:
            for a in mine:
                self.counts[a] += 1
        planted = re.search(r'\(set-info :status (sat|unsat)\)', text)
        if planted and len(mine) == 1 and {mine[0], planted.group(1)} == {'sat', 'unsat'}:
            return f'differs: we say {mine[0]}, planted is {planted.group(1)}'
        wrong = self.variant(text, mine, variant) or self.compare(text, mine)
        return wrong or self.unknown(text, mine, count)

    def unknown(self, text, mine, count):
        """What is wrong with an `unknown`, if anything; the reasons are counted."""
        if 'unknown' not in mine:
            return None
        number = mine.index('unknown') + 1
        reason = self.reason(text, number)
        if count:
            self.event('unknown: ' + re.sub(r'\d+', 'N', reason))
        if not self.unknown_is_trouble or self.outside(number, reason, text):
            return None
        return f'unknown: check {number}: {reason}'

    def reason(self, text, number):
        """Why our program does not know the answer of a query, as it says when asked again."""
        begin = text[:query_ends(text)[number - 1]]
        out = run(self.plain, begin + '(get-info :reason-unknown)\n', 20 * self.limit + 10)[1]
        return out.strip().split('\n')[-1][:120]

    def outside(self, number, reason, text):
        """Is the query outside of what has to be decided in time? Time that is up (the machine may be busy), division by
        zero, products, a length that no string in memory has, a constant of sort RegLan without a definition (which
        shrinking may take away)."""
        if 'timeout' in reason:
            return True
        query = self.script.queries[number - 1]
        formulas = decide.Decider(self.script.terms).without_definitions(query.active + query.assumptions)
        if any(c.sort == 'RegLan' for c in decide.constants_of(formulas)):
            return True
        if re.search(r'str\.(len|at)|length|memory', reason) and re.search(r'\d{6}', text):
            return True
        return any(open_value(f) for f in formulas)

    # ---- other circumstances

    def variant(self, text, mine, number):
        """Without a proof; twice, with the proof; with another seed; short of steps or memory: the same answers, or
        `unknown` where a limit is near."""
        number = zlib.crc32(text.encode()) if number is None else number
        way = number % 5
        if way == 0:
            return self.twice(text, mine)
        options = {1: [], 2: ['--seed', str(number % 1000 + 1)], 3: ['--steps', str(number // 3 % 3000)],
                   4: ['--memory', '1']}[way]
        limited = way > 2
        code, out, err, _ = run((self.plain if way == 1 else self.ours) + options, text, 20 * self.limit + 10)
        theirs, wrong = self.read(out) if code == 0 else ([], None)
        label = 'variant: ' + (' '.join(options) or 'no proof')
        if code != 0 and not (way == 4 and code == 1 and 'memory' in err):
            return f'{label}: exit status {code}: {(out + err)[-300:]}'
        if wrong:
            return f'{label}: {wrong}'
        if code != 0:
            return None
        if len(mine) != len(theirs) or any({a, b} == {'sat', 'unsat'} for a, b in zip(mine, theirs)):
            return f'{label}: {" ".join(theirs)}, not {" ".join(mine)}'
        if mine != theirs and not limited and not self.at_limit(text, mine) and not self.at_limit(text, theirs):
            return f'{label}: {" ".join(theirs)}, not {" ".join(mine)}' if way == 1 else self.event('unknown: by another seed')
        return None

    def at_limit(self, text, mine):
        """Is there an `unknown` because time was up? Then another run may answer."""
        return 'unknown' in mine and not re.search('incomplete', self.reason(text, mine.index('unknown') + 1))

    def twice(self, text, mine):
        """The same answers, models and proof, byte for byte."""
        found = []
        with tempfile.TemporaryDirectory() as folder:
            for name in ('first', 'second'):
                proof = os.path.join(folder, name)
                code, out, _, _ = run(self.plain + ['--proof', proof], text, 20 * self.limit + 10)
                if code is None or 'unknown' in answers(out):
                    return None  # perhaps at the limit
                with open(proof, 'rb') as data:
                    found.append((out, data.read()))
        if found[0][0] != found[1][0]:
            return 'variant: twice: other answers or models'
        return None if found[0] == found[1] else 'variant: twice: another proof'

    # ---- models

    def read(self, out):
        """Our answers, and what is wrong with a model."""
        mine, lines = [], out.split('\n')
        at = 0
        while at < len(lines):
            line, at = lines[at], at + 1
            if line not in ANSWERS:
                continue
            mine.append(line)
            if line == 'sat':
                end = lines.index(')', at)
                wrong = self.model_trouble(len(mine), '\n'.join(lines[at:end + 1]))
                if wrong:
                    return mine, wrong
        return mine, None

    def model_trouble(self, number, text):
        values = {}
        for _, name, _, sort, value in problem.expressions(text)[0]:
            values[Const(problem.bare(name), sort)] = self.script.term(value, {})
        return self.violated(number, values, f'model: check {number}: ')

    def violated(self, number, values, label):
        query = self.script.queries[number - 1]
        languages = language.Languages()
        languages.deadline = time.monotonic() + 5
        evaluator = decide.Evaluator(languages, values)
        try:
            for formula in query.active + query.assumptions:
                if evaluator.value(formula) != TRUE:
                    return f'{label}{values} violates {formula}'[:400]
        except (language.Gave_up, NoValue, RecursionError, MemoryError):
            self.event('models that the reference could not evaluate')
        except KeyError as missing:
            return f'{label}no value for {missing}'
        return None

    # ---- other opinions

    def compare(self, text, mine):
        """Peers, and where none of them confirms an `unsat`, the reference. Models have been evaluated: nothing can show a
        `sat` to be wrong."""
        if 'unsat' not in mine and not self.ask_all:
            return None
        confirmed = set()
        for name, command in self.peers:
            _, out, _, _ = run(command, text, self.limit)
            theirs = answers(out)
            if len(theirs) < len(mine) or 'unknown' in theirs:
                self.event(f'scripts that {name} does not answer')
            for i, (a, b) in enumerate(zip(mine, theirs)):
                if a == b:
                    confirmed.add(i)
                elif {a, b} == {'sat', 'unsat'}:
                    if a == 'unsat' and self.has_model(command, text, i + 1):
                        return f'differs: check {i + 1}: we say {a}, {name} {b}'
                    self.event(f'wrong answers of {name}')
        for i, answer in enumerate(mine):
            if answer == 'unsat' and i not in confirmed and self.reference(i) == 'sat':
                return f'differs: check {i + 1}: we say unsat, the reference sat'
        return None

    def reference(self, i):
        """The decision procedure; where it gives up, small models are tried."""
        formulas = self.script.queries[i].active + self.script.queries[i].assumptions
        model = decide.Decider(self.script.terms, language.Languages(), self.patience).model(formulas)
        if model == decide.UNKNOWN:
            model = small_model(self.script.terms, formulas, self.patience) or decide.UNKNOWN
        self.event('unsat that only the reference was asked about: ' +
                   ('it gave up' if model == decide.UNKNOWN else 'it decided'))
        return 'unsat' if model is None else 'unknown' if model == decide.UNKNOWN else 'sat'

    def has_model(self, command, text, number):
        """Does a peer have a model that is right? True also if it cannot be read, so that somebody looks at it."""
        names = [c for c in sorted({Const(*c) for c in self.script.constants}) if c.sort != 'RegLan']
        end = query_ends(text)[number - 1]
        spelled = [c.name if re.fullmatch(r'\w+', c.name) else f'|{c.name}|' for c in names]
        ask = '(set-option :produce-models true)\n' + text[:end] + f'(get-value ({" ".join(spelled)}))\n'
        _, out, _, _ = run(command, ask, 2 * self.limit)
        try:
            pairs = problem.expressions(out[out.index('(('):])[0]
            values = {c: self.script.term(value, {}) for c, (_, value) in zip(names, pairs)}
            decider = decide.Decider(self.script.terms)
            query = self.script.queries[number - 1]
            query.active = decider.without_definitions(query.active)
            return self.violated(number, values, '') is None
        except (ValueError, IndexError, KeyError):
            return True


def open_value(formula):
    """Does a product of unknowns or a division by something else than a literal occur?"""
    seen, todo = set(), [formula]
    while todo:
        t = todo.pop()
        if not isinstance(t, tuple) or isinstance(t, Const) or id(t) in seen:
            continue
        seen.add(id(t))
        if t[0] == '*' and sum(not isinstance(a, int) for a in t[1:]) > 1:
            return True
        if t[0] in ('div', 'mod') and (not isinstance(t[2], int) or t[2] == 0):
            return True
        todo += t[1:]
    return False


def small_model(terms, formulas, seconds):
    """A model with short strings and small integers, or None; enumerated until the time is over."""
    formulas = decide.Decider(terms).without_definitions(list(formulas))
    constants = decide.constants_of(formulas)
    words = sorted({'', 'a', 'b', 'aa', 'ab', 'ba', 'bb', 'aab', 'aba', '0', '1', '7', '10'} | literals(formulas, str),
                   key=lambda w: (len(w), w))
    integers = sorted(set(range(-2, 6)) | literals(formulas, int), key=abs)
    ranges = [{'Bool': [TRUE, FALSE], 'Int': integers, 'String': words, 'RegLan': [('re.none',)]}[c.sort]
              for c in constants]
    languages = language.Languages()
    languages.deadline = deadline = time.monotonic() + seconds
    for values in by_sum(ranges):
        if time.monotonic() > deadline:
            return None
        evaluator = decide.Evaluator(languages, dict(zip(constants, values)))
        try:
            if all(evaluator.value(f) == TRUE for f in formulas):
                return evaluator.values
        except (NoValue, language.Gave_up, RecursionError):
            continue
    return None


def by_sum(ranges):
    """The product of some lists, what stands first in all of them first."""
    most = sum(len(r) - 1 for r in ranges)
    for total in range(most + 1):
        yield from with_sum(ranges, total)


def with_sum(ranges, total):
    if not ranges:
        if total == 0:
            yield ()
        return
    for i, value in enumerate(itertools.islice(ranges[0], total + 1)):
        for rest in with_sum(ranges[1:], total - i):
            yield (value, *rest)


def literals(formulas, kind, most=12):
    found, seen, todo = set(), set(), list(formulas)
    while todo:
        t = todo.pop()
        if isinstance(t, kind):
            found.add(t)
        elif isinstance(t, tuple) and not isinstance(t, Const) and id(t) not in seen:
            seen.add(id(t))
            todo += t[1:]
    return set(sorted(found, key=lambda v: (len(str(v)), str(v)))[:most])
