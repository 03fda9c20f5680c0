#!/usr/bin/env python3
"""Makes the page of budgets from their table: budgets.py BUDGETS.DEF OUTPUT [COPY]

Writes the page to OUTPUT, and to COPY too, if that can be written and differs: the build keeps docs/budgets.md up to
date.
"""

import os
import re
import sys

ENTRY = re.compile(r'^BUDGET\((\w+), (\d+), (\d+), (\w+), "([^"]*)", (\w+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)', re.M)
SECTION = re.compile(r"^/\* ---- (.*?) ---- \*/", re.M)
LIVES = {"CALL": "call", "CHECK": "check", "CONTEXT": "context"}

HEAD = """# Budgets

The numbers that bound work in the library, made from `lib/base/budgets.def`, which is the only place where they stand.
Each is a trade. With less the library gives up sooner or takes another way, and an answer may become `unknown`; none
becomes wrong, which `tests/unit/test_budgets.c` tries with the least value of each. They are no part of the interface:
what a caller limits are time, steps and memory ([How to set limits](howto-limits.md)).

*Life* says over what a budget counts: one *call* of a function, or one object that is made; one *check*, which gives
back what the one before used up; or the life of a *context*, which nothing has that is used up for good. So a context
that answers a million questions answers the last one like the first.
"""


def entries(text):
    """(section, name, value, least, most, unit, life, why) of each budget, in order."""
    sections = [(m.start(), m.group(1)) for m in SECTION.finditer(text)]
    for m in ENTRY.finditer(text):
        section = [name for at, name in sections if at < m.start()][-1]
        why = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', m.group(7)))
        yield (section, *m.groups()[:6], why)


def number(text):
    return f"{int(text):,}" if len(text) > 4 else text


def page(text):
    lines, last = [HEAD.rstrip("\n")], None
    for section, name, value, least, most, unit, life, why in entries(text):
        if section != last:
            lines += ["", f"## {section}", "", "| budget | value | at least | at most | life | |", "| --- | ---: | ---: | ---: | --- | --- |"]
            last = section
        top = "" if most == "UINT32_MAX" else number(most)
        lines.append(f"| `{name}` | {number(value)} | {number(least)} | {top} | {LIVES[life]} | {(unit + ' ') if unit else ''}{why} |")
    return "\n".join(lines) + "\n"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    if len(list(entries(text))) != text.count("\nBUDGET("):
        sys.exit(f"budgets.py: {sys.argv[1]}: an entry that is none")
    made = page(text).encode()
    with open(sys.argv[2], "wb") as file:
        file.write(made)
    for copy in sys.argv[3:]:
        old = open(copy, "rb").read() if os.path.exists(copy) else b""
        if made != old and os.access(os.path.dirname(copy) or ".", os.W_OK):
            with open(copy, "wb") as file:
                file.write(made)


if __name__ == "__main__":
    main()
