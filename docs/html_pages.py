#!/usr/bin/env python3
"""Makes HTML of the documentation: html_pages.py SOURCE FOLDER (SOURCE: the checkout, FOLDER: where the pages go).

Needs Python-Markdown, but for check_links. A link to a page or a heading that is not there is an error: exit status 1.
Links to files that are no pages go to copies of them in FOLDER/files.
"""

import html
import os
import re
import shutil
import sys
from pathlib import Path

# The pages in the order of the navigation: group, then (Markdown file, page).
PAGES = [
    ("Start", [("docs/README.md", "index"), ("docs/guide.md", "guide"), ("docs/decided.md", "decided"),
               ("docs/api.md", "api")]),
    ("How to", [("docs/howto-policies.md", "howto-policies"),
                ("docs/howto-regular-expressions.md", "howto-regular-expressions"),
                ("docs/howto-proofs-for-auditors.md", "howto-proofs-for-auditors"),
                ("docs/howto-embedding.md", "howto-embedding"), ("docs/howto-limits.md", "howto-limits")]),
    ("Inside", [("docs/how-it-works.md", "how-it-works"), ("docs/extending.md", "extending"),
                ("docs/budgets.md", "budgets"),
                ("proofs/FORMAT.md", "format")]),
    ("Elsewhere", [("README.md", "readme"), ("examples/policy/README.md", "example-policy"),
                   ("python/README.md", "python")]),
]

# A page with a section for each module; in HTML each of them is a page of its own.
MODULES = "docs/how-it-works.md"

LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; display: flex; }
nav { flex: 0 0 15rem; padding: 1.2rem; border-right: 1px solid var(--line); min-height: 100vh; font-size: .93rem; }
nav ul { list-style: none; margin: 0 0 1rem; padding: 0; } nav li { margin: .15rem 0; }
nav li ul { margin: .1rem 0 .3rem .9rem; font-size: .9em; }
nav b { font-size: .8rem; text-transform: uppercase; }
main { flex: 1; min-width: 0; max-width: 62rem; padding: 1.2rem 2rem 5rem; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: .7rem .9rem; }
pre { overflow-x: auto; }
code { font: .88em/1.45 ui-monospace, monospace; } pre code { font-size: .85rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top; }
h1, h2, h3 { line-height: 1.25; margin: 1.8em 0 .5em; } h1 { margin-top: 0; }
.here { font-weight: bold; } a.anchor { visibility: hidden; text-decoration: none; padding-left: .3em; }
:is(h1, h2, h3, h4):hover a.anchor { visibility: visible; }
@media (max-width: 50rem) { body { display: block; } nav { border: 0; min-height: 0; } main { padding: 1rem; } }
"""


def slug(title, _separator="-"):
    """The anchor of a heading, as the usual hosts of Markdown form it."""
    title = re.sub(r"<[^>]*>", "", title)
    return re.sub(r"[^\w\- ]", "", html.unescape(title).strip().lower()).replace(" ", "-")


def without_code(text):
    """The text, its lines of fenced code being empty."""
    lines, inside = [], False
    for line in text.split("\n"):
        fence = line.startswith("```")
        lines.append("" if inside or fence else line)
        inside ^= fence
    return "\n".join(lines)


def headings(text):
    """Level, title and anchor of each heading."""
    found, seen = [], {}
    for line in without_code(text).split("\n"):
        match = re.match(r"(#{1,6}) +(.*?)\s*$", line)
        if match:
            title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match.group(2)).replace("`", "")
            anchor = slug(title)
            count = seen.get(anchor, 0)
            seen[anchor] = count + 1
            found.append((len(match.group(1)), title, f"{anchor}-{count}" if count else anchor))
    return found


def chunks(text):
    """The text up to the second heading of level 2, and the sections from there on: (anchor or None, text)."""
    lines, plain, found, seen = text.split("\n"), without_code(text).split("\n"), [(None, [])], 0
    for line, bare in zip(lines, plain):
        if bare.startswith("## "):
            seen += 1
            if seen > 1:
                found.append((headings(bare)[0][2], []))
        found[-1][1].append(line)
    return [(anchor, "\n".join(part)) for anchor, part in found]


def is_external(target):
    return re.match(r"[a-z]+:", target) is not None


def split_link(source, page, target):
    """The file that a link of a page leads to, and the anchor in it."""
    path, _, anchor = target.partition("#")
    file = (source / page).parent / path if path else source / page
    return Path(os.path.normpath(file)), anchor


def listed(source):
    return [(page, name) for _, pages in PAGES for page, name in pages if (source / page).is_file()]


def check_links(source):
    """(link, what is wrong with it or None) for each link within the checkout."""
    for page, _ in listed(source):
        text = re.sub(r"`[^`\n]*`", "", without_code((source / page).read_text(encoding="utf-8")))
        for match in LINK.finditer(text):
            target = match.group(2)
            if is_external(target):
                continue
            file, anchor = split_link(source, page, target)
            problem = None
            if not file.exists():
                problem = "leads to nothing"
            elif anchor and anchor not in [a for _, _, a in headings(file.read_text(encoding="utf-8"))]:
                problem = f"no heading #{anchor} there"
            yield f"{page}: link {target}", problem


class Writer:
    def __init__(self, source, folder):
        self.source, self.folder = source, folder
        self.pages = listed(source)
        self.name_of = {source / page: name for page, name in self.pages}
        self.module_of = {}  # the anchors of the page MODULES, and the pages on which they are
        for section, text in chunks((source / MODULES).read_text(encoding="utf-8")):
            self.module_of.update({a: section for _, _, a in headings(text)})

    def link(self, page, target):
        """Where a link leads in the HTML; "" if nowhere."""
        if is_external(target):
            return target
        file, anchor = split_link(self.source, page, target)
        section = self.module_of.get(anchor) if file == self.source / MODULES else None
        anchor = "#" + anchor if anchor else ""
        if file in self.name_of:
            return self.name_of[file] + (f"-{section}" if section else "") + ".html" + anchor
        if not file.is_file():
            return ""
        copy = Path("files") / file.relative_to(self.source)
        (self.folder / copy).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, self.folder / copy)
        return copy.as_posix() + anchor

    def navigation(self, here, sections):
        parts = []
        for group, pages in PAGES:
            items = []
            for page, name in pages:
                if (page, name) not in self.pages:
                    continue
                title = html.escape(headings((self.source / page).read_text(encoding="utf-8"))[0][1])
                inner = "".join(f'<li><a href="#{a}">{html.escape(t)}</a></li>' for _, t, a in sections)
                is_here = here == name or page == MODULES and here.startswith(name + "-")
                items.append(f'<li><a class="here" href="{name}.html">{title}</a><ul>{inner}</ul></li>' if is_here
                             else f'<li><a href="{name}.html">{title}</a></li>')
            if items:
                parts.append(f"<b>{group}</b><ul>{''.join(items)}</ul>")
        return "".join(parts)

    def write(self, page, name):
        text = (self.source / page).read_text(encoding="utf-8")
        if page != MODULES:
            self.write_page(page, name, text)
            return
        (_, first), *modules = chunks(text)
        links = [f"- [{headings(part)[0][1]}](#{anchor})" for anchor, part in modules]
        self.write_page(page, name, first + "\n## Modules\n\n" + "\n".join(links) + "\n")
        for anchor, part in modules:
            self.write_page(page, f"{name}-{anchor}", f"[How it works](how-it-works.md)\n\n{part}")

    def write_page(self, page, name, text):
        import markdown
        found = headings(text)
        converter = markdown.Markdown(extensions=["fenced_code", "tables", "sane_lists"])
        body = converter.convert(re.sub(r"(?m)^<!--.*?-->\n", "", text))
        anchors = iter(found)

        def heading(match):
            anchor = next(anchors)[2]
            level, inner = match.groups()
            return f'<h{level} id="{anchor}">{inner}<a class="anchor" href="#{anchor}">#</a></h{level}>'

        def link(match):
            target = self.link(page, html.unescape(match.group(1)))
            return f'<a href="{html.escape(target)}">{match.group(2)}</a>' if target else match.group(2)

        body = re.sub(r'<a href="([^"]*)">(.*?)</a>', link, body, flags=re.S)
        body = re.sub(r"<h([1-6])>(.*?)</h\1>", heading, body)
        title = html.escape(found[0][1])
        sections = [h for h in found if h[0] == 2]
        (self.folder / (name + ".html")).write_text(
            f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} - libstrsmt</title>'
            f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="style.css"></head>\n'
            f"<body><nav>{self.navigation(name, sections)}</nav>\n<main>\n{body}\n</main></body></html>\n",
            encoding="utf-8")


def check_html(folder):
    """Links of the written pages to pages or anchors that are not there."""
    pages = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.html"))}
    for name, text in pages.items():
        for target in re.findall(r'href="([^"]*)"', text):
            path, _, anchor = html.unescape(target).partition("#")
            if is_external(target) or path == "style.css":
                continue
            file = path or name
            if file in pages:
                if anchor and f'id="{anchor}"' not in pages[file]:
                    yield f"{name}: no #{anchor} in {file}"
            elif not (folder / file).is_file():
                yield f"{name}: {target} leads to nothing"


def main(source, folder):
    source, folder = Path(source).resolve(), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    problems = [f"{name}: {problem}" for name, problem in check_links(source) if problem]
    writer = Writer(source, folder)
    for page, name in writer.pages:
        writer.write(page, name)
    (folder / "style.css").write_text(STYLE.lstrip(), encoding="utf-8")
    problems += check_html(folder)
    for problem in problems:
        print("docs:", problem, file=sys.stderr)
    print(f"docs: {len(list(folder.glob('*.html')))} pages, {len(problems)} broken links: {folder / 'index.html'}")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
