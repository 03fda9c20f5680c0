"""Makes a script smaller as long as something stays true of it (delta debugging, Zeller and Hildebrandt 2002): commands
are taken away in groups of falling size, then terms are replaced by what stands below them or by constants, then
literals get shorter. Terms are nested lists of tokens; nothing here knows sorts, as a script that is broken does not
keep the property."""
import re
import time

TOKEN = re.compile(r'\s+|;[^\n]*|(\(|\)|"(?:[^"]|"")*"|\|[^|]*\||[^\s()";|]+)')
SIMPLE = ['""', '0', 'true', 'false', 're.none', 're.allchar']


def parse(text):
    stack = [[]]
    for match in TOKEN.finditer(text):
        token = match.group(1)
        if token == '(':
            stack.append([])
        elif token == ')':
            done = stack.pop()
            stack[-1].append(done)
        elif token is not None:
            stack[-1].append(token)
    return stack[0]


def show(t):
    """Not recursive: terms may be deep."""
    out, todo = [], [t]
    while todo:
        u = todo.pop()
        if isinstance(u, str):
            out.append(u)
        else:
            out.append('(')
            todo.append(')')
            todo += reversed(u)
    return ' '.join(out).replace('( ', '(').replace(' )', ')')


def size(t):
    count, todo = 0, [t]
    while todo:
        u = todo.pop()
        count += 1
        if not isinstance(u, str):
            todo += u
    return count


class Shrinker:
    def __init__(self, holds, seconds):
        """holds(text): does the script still have the property?"""
        self.holds, self.deadline = holds, time.monotonic() + seconds
        self.tried = set()

    def late(self):
        return time.monotonic() > self.deadline

    def keeps(self, commands):
        text = ''.join(show(c) + '\n' for c in commands)
        if text in self.tried or self.late() or '(check-sat' not in text:
            return False
        self.tried.add(text)
        return self.holds(text)

    def run(self, text):
        commands = parse(text)
        before = None
        while before != commands and not self.late():
            before = commands
            commands = self.fewer(commands)
            for i in range(len(commands) - 1, -1, -1):
                if i < len(commands) and commands[i][0] not in ('declare-const', 'set-logic', 'push', 'pop'):
                    commands = self.smaller(commands, i)
            commands = self.literals(commands)
        return ''.join(show(c) + '\n' for c in commands)

    def fewer(self, commands):
        step = max(1, len(commands) // 2)
        while step:
            at = 0
            while at < len(commands) and not self.late():
                rest = commands[:at] + commands[at + step:]
                if self.keeps(rest):
                    commands = rest
                else:
                    at += step
            step //= 2
        return commands

    def smaller(self, commands, i):
        """Replaces subterms of one command, the largest first."""
        changed = True
        while changed and not self.late():
            changed = False
            for candidate in candidates(commands[i]):
                if self.keeps(commands[:i] + [candidate] + commands[i + 1:]):
                    commands = commands[:i] + [candidate] + commands[i + 1:]
                    changed = True
                    break
        return commands

    def literals(self, commands):
        """Shorter strings and smaller numbers, everywhere they occur at once."""
        tokens = {m.group(1) for c in commands for m in TOKEN.finditer(show(c)) if m.group(1)}
        for token in sorted((t for t in tokens if t[0] == '"' or t.isdigit()), key=len, reverse=True):
            for shorter in shorter_literals(token):
                other = [replace_all(c, token, shorter) for c in commands]
                if self.keeps(other):
                    commands = other
                    break
        return commands


def shorter_literals(token):
    if token[0] == '"':
        inside = token[1:-1]
        if '\\' in inside or '"' in inside:
            return ['""', '"a"']
        return ['"' + inside[:i] + inside[i + 1:] + '"' for i in range(len(inside))]
    return [str(n) for n in dict.fromkeys([0, 1, int(token) // 2, int(token) - 1]) if 0 <= n < int(token)]


def replace_all(t, old, new):
    return (new if t == old else t) if isinstance(t, str) else [replace_all(u, old, new) for u in t]


def candidates(command):
    """The command with one subterm replaced: by one of its own subterms, by something simple, or with an argument less."""
    for path, t in sorted(subterms(command), key=lambda p: -size(p[1])):
        if not path or path == [0]:
            continue
        if not isinstance(t, str):
            for u in t[1:]:
                yield put(command, path, u)
            for i in range(1, len(t)) if len(t) > 2 else ():
                yield put(command, path, t[:i] + t[i + 1:])
        if t not in SIMPLE and not (isinstance(t, str) and path[-1] == 0):
            for simple in SIMPLE:
                yield put(command, path, simple)


def subterms(command):
    todo = [([], command)]
    while todo:
        path, t = todo.pop()
        yield path, t
        if not isinstance(t, str):
            todo += [(path + [i], u) for i, u in enumerate(t)]


def put(t, path, u):
    if not path:
        return u
    return t[:path[0]] + [put(t[path[0]], path[1:], u)] + t[path[0] + 1:]
