#!/usr/bin/env python3
"""Makes the API reference of the public header: api.py HEADER OUTPUT [COPY]

Writes the page to OUTPUT, and to COPY too, if that can be written and differs: the build keeps docs/api.md up to date.
It knows the header's way of writing: a first comment, sections `/* ---- name ---- */`, and comments right above the
declarations that they describe.
"""

import os
import re
import sys
import textwrap

SECTION = re.compile(r"/\* -{4} (.*?) -{4,}\s*(?:\* ?)?\*/")
FIRST_SECTION = "Basics"

# What one wants to do, and the functions for it. What no line names comes in a last one.
TASKS = [
    ("ask one question", "strsmt_new strsmt_make_constant strsmt_assert strsmt_check strsmt_value strsmt_delete"),
    ("build terms", "strsmt_make strsmt_make_0 strsmt_make_1 strsmt_make_2 strsmt_make_3 strsmt_make_indexed strsmt_make_constant"),
    ("write literals", "strsmt_make_bool strsmt_make_int strsmt_make_int_text strsmt_make_string strsmt_make_string_length "
     "strsmt_make_string_codes"),
    ("look at terms", "strsmt_term_kind strsmt_term_sort strsmt_term_arity strsmt_term_child strsmt_term_index_count strsmt_term_index "
     "strsmt_term_name strsmt_print_term strsmt_kind_symbol strsmt_sort_name strsmt_simplify"),
    ("read values", "strsmt_value strsmt_term_bool strsmt_term_int64 strsmt_term_decimal strsmt_term_utf8 strsmt_term_codes "
     "strsmt_term_escaped strsmt_print_model strsmt_constant_count strsmt_constant"),
    ("ask many related questions", "strsmt_push strsmt_pop strsmt_check_assuming strsmt_reset_assertions strsmt_level_count "
     "strsmt_assertion_count strsmt_assertion"),
    ("learn why there is no model", "strsmt_failed_assumptions strsmt_get_core"),
    ("keep to limits, and stop", "strsmt_set_limits strsmt_check_limited strsmt_interrupt strsmt_unknown_reason"),
    ("have a proof", "strsmt_keep_proof strsmt_kept_proof strsmt_set_proof"),
    ("read SMT-LIB text", "strsmt_parse_term strsmt_parse_script strsmt_run_script strsmt_error_place"),
    ("deal with errors", "strsmt_error strsmt_error_message strsmt_error_place strsmt_clear_error strsmt_usable strsmt_current_state"),
    ("watch a long check", "strsmt_set_progress strsmt_set_log strsmt_get_statistics"),
    ("have the same, or another, search", "strsmt_set_seed strsmt_version strsmt_sat_version"),
]


def plain(comment):
    """The text of a comment."""
    lines = re.sub(r"^/\*|\*/$", "", comment.strip()).split("\n")
    return "\n".join([lines[0].strip()] + [re.sub(r"^ \*( |$)", "", line) for line in lines[1:]]).strip()


def markdown(text):
    """Comment text as Markdown: indented lines are code, the rest is paragraphs."""
    parts, code = [], []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        lines = paragraph.split("\n")
        indented = all(line.startswith("  ") for line in lines if line)
        if indented:
            code.append(paragraph)
            continue
        if code:
            parts.append(fenced("\n\n".join(code)))
            code = []
        # an indented piece inside a paragraph
        for piece in re.split(r"(\n(?:  +.*(?:\n|$))+)", paragraph):
            if piece.startswith("\n  "):
                parts.append(fenced(piece.strip("\n"), "text"))
            elif piece.strip():
                parts.append(names(escaped(piece.strip())))
    if code:
        parts.append(fenced("\n\n".join(code)))
    return "\n\n".join(parts)


def fenced(code, language="c"):
    code = textwrap.dedent(code.strip("\n"))
    note = "" if language == "c" and "main(" in code else "<!-- not run: taken from the header -->\n"
    return f"{note}```{language}\n{code}\n```"


def escaped(text):
    """Characters that mean something in Markdown, outside of code."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") else re.sub(r"([*<>|\\\[\]])", r"\\\1", p) for p in pieces)


def names(text):
    """Names of the interface as code."""
    pieces = re.split(r"(`[^`]*`)", text)
    pattern = r"\b(strsmt_\w+|STRSMT_\w+)\b"
    return "".join(p if p.startswith("`") else re.sub(pattern, r"`\1`", p) for p in pieces)


def tokens(header):
    """Comments, blank lines and declarations of a header, in order."""
    position = 0
    while position < len(header):
        comment = re.compile(r"\s*(/\*.*?\*/)[ \t]*(?=\n|$)", re.S).match(header, position)
        if comment and not header[position:comment.start(1)].strip():
            yield "comment", comment.group(1), header[position:comment.start(1)].count("\n") > 1
            position = comment.end()
            continue
        blank = re.compile(r"\s+").match(header, position)
        if blank:
            if blank.group().count("\n") > 1:
                yield "blank", "", True
            position = blank.end()
            continue
        if header[position] == "#":
            line = re.compile(r"(?:[^\n\\]|\\\n?)*").match(header, position)
            yield "directive", line.group(), False
            position = line.end()
            continue
        end, depth = position, 0
        while end < len(header):
            if header.startswith("/*", end):
                end = header.index("*/", end) + 2
                continue
            depth += {"{": 1, "}": -1}.get(header[end], 0)
            end += 1
            if header[end - 1] == ";" and depth == 0 or depth < 0:
                break
            if header[position:end] == 'extern "C" {':
                break
        trailing = re.compile(r"[ \t]*/\*[^\n]*\*/").match(header, end)
        if trailing:
            end = trailing.end()
        yield "declaration", header[position:end].strip(), False
        position = end


def entity(declaration):
    """The name under which a declaration is listed; None if it is not part of the interface."""
    function = re.match(r"STRSMT_API\s+[^;{]*?(\w+)\(", declaration)
    if function:
        return function.group(1)
    define = re.match(r"#define (STRSMT_\w+)(\([^)]*\))?[ \t]+\S", declaration)
    if define and define.group(1) != "STRSMT_API":
        return define.group(1)
    pointer = re.match(r"typedef\s+[^;{]*\(\*(\w+)\)", declaration)
    if pointer:
        return pointer.group(1)
    typedef = re.match(r"typedef\b.*?(\w+);", declaration, re.S) and re.findall(r"(\w+);", declaration)
    return typedef[-1] if typedef else None


def sections(header):
    """(name, [(comment or None, [declaration])]) for each section, after the first comment."""
    found = [(FIRST_SECTION, [])]
    comment, group_open, first = None, False, True
    for kind, text, blank in tokens(header):
        if kind == "comment":
            title = SECTION.match(text)
            if first:
                first = False
                yield "", [(plain(text), [])]
            elif title:
                found.append((title.group(1), []))
                comment, group_open = None, False
            else:
                comment, group_open = plain(text), False
        elif kind == "blank":
            group_open = False
        elif entity(text):
            if group_open:
                found[-1][1][-1][1].append(text)
            else:
                found[-1][1].append((comment, [text]))
            comment, group_open = None, True
        elif kind == "declaration" and re.match(r"struct \w+;", text):
            continue
        else:
            comment, group_open = None, False
    yield from found


def described(comment, declarations):
    """Markdown of declarations that share a comment."""
    listed = [entity(d) for d in declarations]
    title = ", ".join(f"`{name}`" for name in listed)
    body = ["### " + title, "<!-- source: include/strsmt.h -->\n```c\n" + "\n".join(declarations) + "\n```"]
    if comment:
        body.append(markdown(comment))
    return "\n\n".join(body)


def by_task(functions, header_functions):
    """The table of TASKS; `functions` are the names of the header, with their headings."""
    rows = ["## By task", "", "| to ... | |", "|---|---|"]
    others = sorted(header_functions - set(" ".join(names for _, names in TASKS).split()))
    for task, listed in TASKS + ([("do something else", " ".join(others))] if others else []):
        rows.append(f"| {task} | " + ", ".join(f"[`{name}`](#{functions[name]})" for name in listed.split()) + " |")
    return "\n".join(rows)


def anchors(header):
    """Function: the anchor of the heading under which it stands."""
    return {name: "-".join(f"{entity(d)}," for d in ds)[:-1].replace(",", "").lower()
            for title, groups in sections(header) if title for _, ds in groups for name in map(entity, ds)}


def functions_of(header):
    """The functions of the header."""
    return set(re.findall(r"^STRSMT_API [^;]*?\b(strsmt_\w+)\(", header, re.M))


def page(header):
    """The whole page, from the text of the header."""
    parts = ["# API reference",
             "Made from [include/strsmt.h](../include/strsmt.h) by `docs/api.py` in each build. Do not edit this page: "
             "edit the header."]
    index = []
    body = []
    for name, groups in sections(header):
        if not name:
            text = re.sub(r"^strsmt\.h: ", "", groups[0][0])
            parts.append(markdown(text[0].upper() + text[1:]))
            continue
        if not groups:
            continue
        title = name[0].upper() + name[1:]
        body.append("## " + title)
        for comment, declarations in groups:
            body.append(described(comment, declarations))
        functions = [n for _, ds in groups for n in map(entity, ds)]
        index.append(f"- [{title}](#{title.lower().replace(' ', '-')}): " + ", ".join(f"`{n}`" for n in functions))
    return "\n\n".join(parts + [by_task(anchors(header), functions_of(header)), "## By section", "\n".join(index)] + body) + "\n"


def write(path, text):
    """Replaces a file at once, if it differs."""
    try:
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    except OSError:
        pass
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def main(header, output, copy=None):
    with open(header, encoding="utf-8") as file:
        text = page(file.read())
    with open(output, "w", encoding="utf-8") as file:
        file.write(text)
    if copy:
        try:
            write(copy, text)
        except OSError as problem:  # a source tree that cannot be written: the copy there is what was committed
            print(f"api.py: {problem}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
