"""Incremental scripts on congruence and choices: equalities of strings and integers, ite nested in terms and conditions,
lengths of constants, push, pop and assumptions."""
import random

STRINGS, INTEGERS, BOOLEANS = ('s0', 's1', 's2', 's3'), ('i0', 'i1', 'i2'), ('p', 'q')


class Script:
    unknown_is_trouble = False

    def __init__(self, seed):
        self.random = random.Random(seed)

    def boolean(self, depth):
        k = self.random.random()
        if depth <= 0 or k < .15:
            return self.random.choice(BOOLEANS)
        if k < .5:
            return f'(= {self.string(depth - 1)} {self.string(depth - 1)})'
        if k < .7:
            return f'(= {self.integer(depth - 1)} {self.integer(depth - 1)})'
        if k < .8:
            return f'({self.random.choice(("<", "<=", ">"))} {self.integer(depth - 1)} {self.integer(depth - 1)})'
        if k < .85:
            return f'(not {self.boolean(depth - 1)})'
        if k < .9:
            return f'(distinct {" ".join(self.string(depth - 1) for _ in range(3))})'
        op = self.random.choice(('and', 'or', '=>', 'xor', '='))
        return f'({op} {self.boolean(depth - 1)} {self.boolean(depth - 1)})'

    def string(self, depth):
        if depth > 0 and self.random.random() < .4:
            return f'(ite {self.boolean(depth - 1)} {self.string(depth - 1)} {self.string(depth - 1)})'
        return self.random.choice(STRINGS + ('"a"', '"b"'))

    def integer(self, depth):
        k = self.random.random()
        if depth <= 0 or k < .3:
            return self.random.choice(INTEGERS + ('0', '1', '2'))
        if k < .5:
            return f'(str.len {self.random.choice(STRINGS)})'
        if k < .8:
            return f'(ite {self.boolean(depth - 1)} {self.integer(depth - 1)} {self.integer(depth - 1)})'
        return f'(+ {self.integer(depth - 1)} {self.integer(depth - 1)})'

    def text(self):
        lines, levels = ['(set-logic QF_SLIA)'], 0
        for names, sort in ((STRINGS, 'String'), (INTEGERS, 'Int'), (BOOLEANS, 'Bool')):
            lines += [f'(declare-const {name} {sort})' for name in names]
        for _ in range(self.random.randint(4, 14)):
            k = self.random.random()
            if k < .5:
                lines.append(f'(assert {self.boolean(3)})')
            elif k < .62:
                lines.append('(push 1)')
                levels += 1
            elif k < .72 and levels:
                lines.append('(pop 1)')
                levels -= 1
            else:
                lines.append('(check-sat-assuming (p (not q)))' if k < .8 else '(check-sat)')
        return '\n'.join(lines + ['(check-sat)']) + '\n'
