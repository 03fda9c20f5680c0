"""Changes to proofs, one at a time, each of a named kind: a literal, a rule, an argument, a premise, a hint, a line, a
term, a conclusion, a frame, a certificate; and changes to the problem that a proof is checked against.

A proof is a list of lines (text form), the first of which is the header. A kind is a function of a random generator and
the lines; it gives new lines, or None where it finds nothing to change."""
import glob
import os
import re

STRING = re.compile(r'"(?:[^"]|"")*"')
# Symbols that can stand in for each other without another number of arguments.
FAMILIES = [['re.*', 're.+', 're.opt', 're.comp'], ['re.union', 're.inter', 're.++', 're.diff'],
            ['re.none', 're.all', 're.allchar'], ['re.++', 're.union'], ['re.loop', 're.range'],
            ['and', 'or', 'xor', '=>', '='], ['true', 'false'], ['=', 'distinct'], ['>', '>=', '<', '<=', '='],
            ['str.prefixof', 'str.suffixof', 'str.contains', 'str.<', 'str.<=', '=']]


def fields(line):
    return line.split(' ')


def kind_of(line):
    first = line.split(' ', 1)[0]
    return 'a' if first.isdigit() and not line.startswith(first + ' d ') else 'd' if first.isdigit() else first


def lines_of(lines, kinds):
    return [i for i, line in enumerate(lines) if i and kind_of(line) in kinds]


def replace(lines, i, *new):
    return lines[:i] + list(new) + lines[i + 1:]


def some_line(random, lines, kinds, accept=lambda line: True):
    found = [i for i in lines_of(lines, kinds) if accept(lines[i])]
    return random.choice(found) if found else None


def change_list(random, numbers, others):
    """A list with one element dropped, changed, added, repeated or moved; None if that changes nothing."""
    new, way, at = list(numbers), random.randrange(5), random.randrange(len(numbers)) if numbers else None
    if way == 3 or at is None:
        new.insert(random.randint(0, len(new)), random.choice(others))
    elif way == 0:
        del new[at]
    elif way == 1:
        new[at] = random.choice(others)
    elif way == 2:
        new.insert(random.randint(0, len(new)), new[at])
    else:
        other = random.randrange(len(new))
        new[at], new[other] = new[other], new[at]
    return new if new != list(numbers) else None


def ids(lines, kinds):
    return [fields(lines[i])[1 if kind_of(lines[i]) != 'a' else 0] for i in lines_of(lines, kinds)] or ['1']


# ---- literals


def lists(line):
    """The literals of an `l` or LRAT line: (what stands before, literals, what follows)."""
    f = fields(line)
    start = 2 if f[0] == 'l' else 1
    end = f.index('0', start)
    return f[:start], f[start:end], f[end:]


def change_literal(random, lines, kinds):
    i = some_line(random, lines, kinds, lambda line: lists(line)[1])
    if i is None:
        return None
    before, literals, after = lists(lines[i])
    at = random.randrange(len(literals))
    if random.random() < 0.5:
        literals[at] = literals[at][1:] if literals[at][0] == '-' else '-' + literals[at]
    else:
        literals[at] = random.choice(['', '-']) + random.choice(ids(lines, 'vg'))
    return replace(lines, i, ' '.join(before + literals + after))


def lemma_literal(random, lines):
    return change_literal(random, lines, 'l')


def derived_literal(random, lines):
    return change_literal(random, lines, 'a')


def derived_list(random, lines):
    i = some_line(random, lines, 'a')
    if i is None:
        return None
    before, literals, after = lists(lines[i])
    new = change_list(random, literals, ids(lines, 'v'))
    return new and replace(lines, i, ' '.join(before + new + after))


def lemma_shorter(random, lines):
    """A literal of a lemma goes, and its steps get the numbers that they have then."""
    i = some_line(random, lines, 'l', lambda line: lists(line)[1])
    if i is None:
        return None
    before, literals, after = lists(lines[i])
    gone = random.randrange(1, len(literals) + 1)
    new = lines[:i] + [' '.join(before + literals[:gone - 1] + literals[gone:] + after)]

    def renumber(step):
        n = int(step)
        return str(n - 1 if n > gone or n == gone and n > 1 else n)

    for j in range(i + 1, len(lines)):
        f = fields(lines[j])
        if f[0] == 's':
            end = next(k for k, part in enumerate(f) if part.endswith(')'))
            f = ['s', renumber(f[1])] + f[2:end + 1] + [renumber(p) for p in f[end + 1:]]
        elif f[0] == 'e':
            return new + [f'e {renumber(f[1])}'] + lines[j + 1:]
        new.append(' '.join(f))
    return None


def lemma_longer(random, lines):
    i = some_line(random, lines, 'l')
    if i is None:
        return None
    before, literals, after = lists(lines[i])
    literals.insert(random.randint(0, len(literals)), random.choice(['', '-']) + random.choice(ids(lines, 'v')))
    return replace(lines, i, ' '.join(before + literals + after))


def input_term(random, lines):
    i = some_line(random, lines, 'i')
    if i is None:
        return None
    f = fields(lines[i])
    way = random.randrange(4)
    if way == 0 and len(f) > 3:
        f = f[:3]
    elif way == 1:
        f = f[:3] + [random.choice(ids(lines, 'gv'))]
    elif way == 2:
        f[1] = random.choice(ids(lines, 'ila'))
    else:
        f[2] = random.choice(ids(lines, 'knt'))
    return replace(lines, i, ' '.join(f))


# ---- steps


def step_parts(line):
    match = re.fullmatch(r's (\d+) (\S+) \(([^)]*)\)(.*)', line)
    return match.group(1), match.group(2), match.group(3).split(), match.group(4).split()


def step_line(step, rule, args, premises):
    return ' '.join(['s', step, rule, f'({" ".join(args)})'] + premises)


def change_step(random, lines, change, accept=lambda line: True):
    i = some_line(random, lines, 's', accept)
    if i is None:
        return None
    new = step_line(*change(*step_parts(lines[i]), i))
    return replace(lines, i, new) if new != lines[i] else None


def rules():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'proofs', 'signature')
    texts = [open(f, encoding='utf-8').read() for f in sorted(glob.glob(os.path.join(folder, '*.eo')))
             if not f.endswith('export.eo')]
    return [name for text in texts for name in re.findall(r'\(declare-rule (\S+)', text)]


RULES = rules()


def rule_name(random, lines):
    alike = random.random() < 0.7  # a rule of the same family, which takes the same arguments

    def change(step, rule, args, premises, i):
        family = [r for r in RULES if r[:4] == rule[:4] and r != rule] if alike else []
        return step, random.choice(family or RULES), args, premises

    return change_step(random, lines, change)


def argument(random, lines):
    def change(step, rule, args, premises, i):
        near = [fields(lines[j])[1] for j in lines_of(lines[:i], 'knt')][-12:]
        return step, rule, change_list(random, args, near + ids(lines, 'knt')) or args, premises

    return change_step(random, lines, change, lambda line: '()' not in line)


def premise(random, lines):
    def change(step, rule, args, premises, i):
        return step, rule, args, change_list(random, premises, [str(n) for n in range(1, int(step) + 2)]) or premises

    return change_step(random, lines, change, lambda line: not line.endswith(')'))


def step_number(random, lines):
    def change(step, rule, args, premises, i):
        return str(max(0, int(step) + random.choice([-1, 1]))), rule, args, premises

    return change_step(random, lines, change)


def end_step(random, lines):
    i = some_line(random, lines, 'e')
    if i is None:
        return None
    last = int(fields(lines[i])[1])
    return replace(lines, i, f'e {random.choice([n for n in range(0, last + 2) if n != last])}')


# ---- clauses and conclusions


def hint(random, lines):
    i = some_line(random, lines, 'a')
    if i is None:
        return None
    before, literals, after = lists(lines[i])
    new = change_list(random, after[1:-1], ids(lines, 'ila'))
    return None if new is None else replace(lines, i, ' '.join(before + literals + ['0'] + new + ['0']))


def clause_id(random, lines):
    i = some_line(random, lines, ['i', 'l', 'a', 'd'])
    if i is None:
        return None
    f = fields(lines[i])
    at = random.randrange(2, len(f) - 1) if f[1] == 'd' else 0 if f[0].isdigit() else 1
    f[at] = random.choice(ids(lines, 'ila') + [str(int(f[at]) + 1)])
    return replace(lines, i, ' '.join(f)) if ' '.join(f) != lines[i] else None


def conclusion(random, lines):
    i = some_line(random, lines, 'u')
    if i is None:
        return None
    f = fields(lines[i])
    if random.random() < 0.6:
        f[1] = random.choice(ids(lines, 'ila'))
    else:
        f[2] = str(max(0, int(f[2]) + random.choice([-1, 1, 2])))
    return replace(lines, i, ' '.join(f)) if ' '.join(f) != lines[i] else None


def frame(random, lines):
    i = some_line(random, lines, 'g')
    if i is None:
        return None
    f = fields(lines[i])
    at = random.choice([1, 2])
    f[at] = str(max(0, int(f[at]) + random.choice([-2, -1, 1, 2])))
    return replace(lines, i, ' '.join(f)) if ' '.join(f) != lines[i] else None


def variable(random, lines):
    i = some_line(random, lines, 'v')
    if i is None:
        return None
    f = fields(lines[i])
    at = random.choice([1, 2, 2])
    f[at] = random.choice(ids(lines, 'v' if at == 1 else 'knt'))
    return replace(lines, i, ' '.join(f)) if ' '.join(f) != lines[i] else None


# ---- terms


def symbol(random, lines):
    i = some_line(random, lines, 't')
    if i is None:
        return None
    f = fields(lines[i])
    near = [s for family in FAMILIES if f[2] in family for s in family if s != f[2]]
    f[2] = random.choice(near or [s for family in FAMILIES for s in family])
    return replace(lines, i, ' '.join(f))


def term_arguments(random, lines):
    i = some_line(random, lines, 't', lambda line: len(fields(line)) > 3 and ' @list ' not in line)
    if i is None:
        return None
    f = fields(lines[i])
    near = [fields(lines[j])[1] for j in lines_of(lines[:i], 'knt')][-20:]
    new = change_list(random, f[3:], near)
    return None if new is None else replace(lines, i, ' '.join(f[:3] + new))


def certificate(random, lines, dropped=False):
    i = some_line(random, lines, 't', lambda line: ' @list ' in line)
    if i is None:
        return None
    f = fields(lines[i])
    near = [fields(lines[j])[1] for j in lines_of(lines[:i], 't')][-20:]
    if dropped:
        at = random.randrange(3, len(f))
        return replace(lines, i, ' '.join(f[:at] + f[at + 1:]))
    new = change_list(random, f[3:], near)
    return None if new is None else replace(lines, i, ' '.join(f[:3] + new))


def certificate_shorter(random, lines):
    return certificate(random, lines, dropped=True)


def change_character(random, literal):
    """A string literal with one character changed, dropped or added."""
    inside = re.findall(r'""|\\u\{[0-9a-fA-F]*\}|.', literal[1:-1])
    way = random.randrange(3) if inside else 2
    at = random.randrange(len(inside) + (way == 2))
    other = random.choice(['a', 'b', 'c', '0', '9', '""', '\\u{2ffff}', '\\u{0}', 'A', ' '])
    inside[at:at + (way != 2)] = [] if way == 1 else [other]
    return '"' + ''.join(inside) + '"'


def change_number(random, literal):
    n = int(literal)
    return str(random.choice([n + 1, n - 1, -n, n * 10]))


def literal_value(random, lines):
    i = some_line(random, lines, 'n')
    if i is None:
        return None
    _, number, value = lines[i].split(' ', 2)
    new = change_character(random, value) if value[0] == '"' else change_number(random, value)
    return replace(lines, i, f'n {number} {new}') if new != value else None


def constant(random, lines):
    i = some_line(random, lines, 'k')
    if i is None:
        return None
    head, sort = lines[i].rsplit(' ', 1)
    _, number, name = head.split(' ', 2)
    if random.random() < 0.3:
        sort = random.choice(['Bool', 'Int', 'String', 'RegLan'])
    else:
        names = [lines[j].rsplit(' ', 1)[0].split(' ', 2)[2] for j in lines_of(lines, 'k')]
        name = random.choice(names + ['fresh', name.strip('|') + "'"])
    new = f'k {number} {name} {sort}'
    return replace(lines, i, new) if new != lines[i] else None


# ---- lines


def line_dropped(random, lines):
    i = random.randrange(len(lines))
    return lines[:i] + lines[i + 1:]


def line_repeated(random, lines):
    i = random.randrange(len(lines))
    j = random.choice([i, random.randrange(i, len(lines))])
    return lines[:j + 1] + [lines[i]] + lines[j + 1:]


def lines_swapped(random, lines):
    i = random.randrange(len(lines))
    near = min(len(lines) - 1, i + random.choice([1, 1, 1, 2, 5]))
    j = near if random.random() < 0.7 else random.randrange(len(lines))
    new = list(lines)
    new[i], new[j] = new[j], new[i]
    return new if new != lines else None


def lines_cut(random, lines):
    return lines[:random.randrange(len(lines))]


def lemma_dropped(random, lines):
    i = some_line(random, lines, 'l')
    if i is None:
        return None
    end = next(j for j in range(i, len(lines)) if lines[j].startswith('e '))
    return lines[:i] + lines[end + 1:]


def epoch(random, lines):
    at = random.randrange(1, len(lines) + 1)
    known = lines_of(lines, 'r')
    return replace(lines, random.choice(known)) if known and random.random() < 0.5 else lines[:at] + ['r'] + lines[at:]


def header(random, lines):
    f = fields(lines[0])
    at = random.randrange(len(f))
    f[at] = {0: 'lrat', 1: '2', 2: 'string', 3: f[3][:-1] + ('0' if f[3][-1] != '0' else '1')}[at]
    return [' '.join(f)] + lines[1:]


KINDS = [lemma_literal, lemma_shorter, lemma_longer, derived_literal, derived_list, input_term, rule_name,
         argument, premise, step_number, end_step, hint, clause_id, conclusion, frame, variable, symbol,
         term_arguments, certificate, certificate_shorter, literal_value, constant, line_dropped, line_repeated,
         lines_swapped, lines_cut, lemma_dropped, epoch, header]


# ---- problems


def commands(text):
    """The spans of the commands of a script."""
    spans, depth, start = [], 0, 0
    for match in re.finditer(r';[^\n]*|"(?:[^"]|"")*"|\|[^|]*\||[()]', text):
        if match.group() == '(':
            if depth == 0:
                start = match.start()
            depth += 1
        elif match.group() == ')':
            depth -= 1
            if depth == 0:
                spans.append((start, match.end()))
    return spans


def asserts(text):
    return [(a, b) for a, b in commands(text) if text[a:b].startswith('(assert')]


def assertion_dropped(random, text):
    found = asserts(text)
    a, b = random.choice(found) if found else (0, 0)
    return text[:a] + text[b:] if found else None


def assertion_weaker(random, text):
    """An assertion is negated, or holds only if a new constant does."""
    found = asserts(text)
    if not found:
        return None
    a, b = random.choice(found)
    body = text[a + 7:b - 1].strip()
    new = random.choice([f'(assert (not {body}))', f'(declare-const weaker Bool)(assert (or {body} weaker))',
                         '(assert true)'])
    return text[:a] + new + text[b:]


def language_wider(random, text):
    spots = [m.start() for m in re.finditer(r'\((?:re\.[*+a-z]+|str\.to_re|str\.to\.re) ', text)]
    if not spots:
        return None
    a = random.choice(spots)
    depth, b = 0, a
    for match in re.compile(r'"(?:[^"]|"")*"|[()]').finditer(text, a):
        depth += {'(': 1, ')': -1}.get(match.group(), 0)
        b = match.end()
        if depth == 0:
            break
    return text[:a] + random.choice([f'(re.union {text[a:b]} re.allchar)', f'(re.* {text[a:b]})', 're.all']) + text[b:]


def problem_literal(random, text):
    spots = [m.span() for m in STRING.finditer(text)]
    if not spots:
        return None
    a, b = random.choice(spots)
    return text[:a] + change_character(random, text[a:b]) + text[b:]


def commands_swapped(random, text):
    spans = [s for s in commands(text) if re.match(r'\((assert|check-sat|push|pop|reset)', text[s[0]:])]
    if len(spans) < 2:
        return None
    i = random.randrange(len(spans) - 1)
    (a, b), (c, d) = spans[i], spans[i + 1]
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def other_constant(random, text):
    names = [text[a:b].split()[1] for a, b in commands(text) if re.match(r'\(declare-(const|fun)', text[a:])]
    if len(names) < 2:
        return None
    name, other = random.sample(names, 2)
    spots = [m.span() for a, b in asserts(text)
             for m in re.compile(rf'(?<=[ (]){re.escape(name)}(?=[ )])').finditer(text, a, b)]
    if not spots:
        return None
    a, b = random.choice(spots)
    return text[:a] + other + text[b:]


PROBLEM_KINDS = [assertion_dropped, assertion_weaker, language_wider, problem_literal, commands_swapped, other_constant]


# ---- problem and proof together: past the check that an input is an assertion


def literal_in_both(random, lines, text):
    """A string literal is changed wherever it stands, in both."""
    i = some_line(random, lines, 'n', lambda line: line.endswith('"'))
    if i is None:
        return None
    old = lines[i].split(' ', 2)[2]
    new = change_character(random, old)
    changed = [line[:-len(old)] + new if kind_of(line) == 'n' and line.split(' ', 2)[2] == old else line
               for line in lines]
    return changed, STRING.sub(lambda m: new if m.group() == old else m.group(), text)


def symbol_in_both(random, lines, text):
    """A symbol is exchanged for another wherever it stands, in both."""
    i = some_line(random, lines, 't', lambda line: any(fields(line)[2] in family for family in FAMILIES))
    if i is None:
        return None
    old = fields(lines[i])[2]
    new = random.choice([s for family in FAMILIES if old in family for s in family if s != old])
    changed = [' '.join(fields(line)[:2] + [new] + fields(line)[3:]) if kind_of(line) == 't'
               and fields(line)[2] == old else line for line in lines]
    pattern = re.compile(rf'"(?:[^"]|"")*"|\|[^|]*\||(?<=[( ]){re.escape(old)}(?=[) \n])')
    return changed, pattern.sub(lambda m: new if m.group() == old else m.group(), text)


def number_in_both(random, lines, text):
    i = some_line(random, lines, 'n', lambda line: not line.endswith('"') and '-' not in line)
    if i is None:
        return None
    old = lines[i].split(' ')[2]
    new = str(abs(int(change_number(random, old))))
    changed = [f'n {fields(line)[1]} {new}' if kind_of(line) == 'n' and line.split(' ', 2)[2] == old else line
               for line in lines]
    pattern = re.compile(rf'"(?:[^"]|"")*"|\|[^|]*\||(?<=[( ]){old}(?=[) \n])')
    return changed, pattern.sub(lambda m: new if m.group() == old else m.group(), text)


BOTH_KINDS = [literal_in_both, symbol_in_both, number_in_both]
