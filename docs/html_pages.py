#!/usr/bin/env python3
"""Makes HTML of the documentation: html_pages.py SOURCE FOLDER (SOURCE: the checkout, FOLDER: where the pages go).

Needs Python-Markdown and Pygments, but for check_links. A link to a page or a heading that is not there is an error: exit status 1.
Links to files that are no pages go to copies of them in FOLDER/files.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# The pages in the order of the navigation: group, then (Markdown file, page).
PAGES = [
    ("Start", [("docs/README.md", "index"), ("docs/guide.md", "guide"), ("docs/decided.md", "decided"),
               ("docs/unknown.md", "unknown"), ("docs/from-z3-and-cvc5.md", "from-z3-and-cvc5"),
               ("docs/api.md", "api")]),
    ("How to", [("docs/howto-policies.md", "howto-policies"), ("docs/howto-patterns.md", "howto-patterns"),
                ("docs/howto-audit.md", "howto-audit"),
                ("docs/howto-regular-expressions.md", "howto-regular-expressions"),
                ("docs/howto-proofs-for-auditors.md", "howto-proofs-for-auditors"), ("docs/howto-hol.md", "howto-hol"),
                ("docs/howto-embedding.md", "howto-embedding"), ("docs/howto-limits.md", "howto-limits"),
                ("docs/howto-scale.md", "howto-scale"), ("docs/performance.md", "performance")]),
    ("Inside", [("docs/how-it-works.md", "how-it-works"), ("docs/extending.md", "extending"),
                ("docs/budgets.md", "budgets"),
                ("proofs/FORMAT.md", "format")]),
    ("Elsewhere", [("README.md", "readme"), ("cli/policy/README.md", "policy"),
                   ("python/README.md", "python")]),
]

# A page with a section for each module; in HTML each of them is a page of its own.
MODULES = "docs/how-it-works.md"

LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
# What a fence calls its language, as Pygments knows it. SMT-LIB and Eunoia are close enough to Scheme.
LEXERS = {"c": "c", "python": "python", "console": "console", "sh": "sh", "smt2": "scheme", "eunoia": "scheme", "json": "json",
          "yaml": "yaml", "ini": "ini", "cpp": "cpp"}
MOST_CHANGES = 8  # that the history of a page lists


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
        self.written, self.drafts, self.sections = [], {}, []
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
        converter = markdown.Markdown(extensions=["fenced_code", "tables", "sane_lists", "codehilite"], extension_configs={
            "codehilite": {"guess_lang": False, "css_class": "code"}})
        plain = re.sub(r"(?m)^<!--.*?-->\n", "", text)
        body = converter.convert(re.sub(r"(?m)^```(\w+)$", lambda m: "```" + LEXERS.get(m[1], "text"), plain))
        anchors = iter(found)

        def heading(match):
            anchor = next(anchors)[2]
            level, inner = match.groups()
            return f'<h{level} id="{anchor}">{inner}<a class="anchor" href="#{anchor}" aria-label="Link to this place">#</a></h{level}>'

        def link(match):
            target = self.link(page, html.unescape(match.group(1)))
            return f'<a href="{html.escape(target)}">{match.group(2)}</a>' if target else match.group(2)

        body = re.sub(r'<a href="([^"]*)">(.*?)</a>', link, body, flags=re.S)
        body = re.sub(r"<h([1-6])>(.*?)</h\1>", heading, body)
        sections = [h for h in found if h[0] == 2]
        self.index(name, found, body)
        self.written.append((name, found[0][1]))
        self.drafts[name] = (html.escape(found[0][1]), self.navigation(name, sections), body, history(self.source, page))

    def index(self, name, found, body):
        """Adds the sections of a page to what the search looks through."""
        pieces = re.split(r'<h[1-3] id="([^"]*)">', body)
        titles = {anchor: title for _, title, anchor in found}
        for anchor, piece in zip(pieces[1::2], pieces[2::2]):
            text = html.unescape(re.sub(r"<[^>]*>", " ", piece.split("</h", 1)[1]))
            self.sections.append([found[0][1], titles.get(anchor, ""), f"{name}.html#{anchor}", " ".join(text.split())])

    def finish(self):
        """Writes the pages, now that each knows its neighbours."""
        site = self.source / "docs" / "site"
        template = (site / "page.html").read_text(encoding="utf-8")
        for at, (name, _) in enumerate(self.written):
            title, navigation, body, changes = self.drafts[name]
            around = [(self.written[at - 1], "rel=prev", "← ", "") if at else None,
                      (self.written[at + 1], "rel=next", "", " →") if at + 1 < len(self.written) else None]
            turn = "".join(f'<a {rel} href="{n[0]}.html">{before}{html.escape(n[1])}{after}</a>'
                           for n, rel, before, after in filter(None, around))
            parts = {"TITLE": title, "NAVIGATION": navigation, "BODY": body, "TURN": turn, "HISTORY": changes}
            text = re.sub(r"@([A-Z]+)@", lambda m: parts[m[1]], template)
            (self.folder / (name + ".html")).write_text(text, encoding="utf-8")
        for file in ("style.css", "site.js"):
            shutil.copyfile(site / file, self.folder / file)
        data = json.dumps(self.sections, ensure_ascii=False, separators=(",", ":"))
        (self.folder / "search-index.js").write_text(f"window.STRSMT_INDEX = {data};\n", encoding="utf-8")


def history(source, page):
    """When a page was changed, and why; "" where there is no history."""
    done = subprocess.run(["git", "-C", str(source), "log", f"-{MOST_CHANGES}", "--format=%cs%x09%s", "--", page], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) if shutil.which("git") else None
    if not done or done.returncode or not done.stdout:
        return ""
    changes = [line.split("\t", 1) for line in done.stdout.splitlines()]
    items = "".join(f"<li><time>{date}</time> {html.escape(subject)}</li>" for date, subject in changes)
    return f'<details class="history"><summary>Changed {changes[0][0]}</summary><ul>{items}</ul></details>'


def check_html(folder):
    """Links of the written pages to pages or anchors that are not there."""
    pages = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.html"))}
    for name, text in pages.items():
        for target in re.findall(r'href="([^"]*)"', text):
            path, _, anchor = html.unescape(target).partition("#")
            if is_external(target) or path == "style.css":  # the only one that is no page
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
    writer.finish()
    problems += check_html(folder)
    for problem in problems:
        print("docs:", problem, file=sys.stderr)
    print(f"docs: {len(list(folder.glob('*.html')))} pages, {len(problems)} broken links: {folder / 'index.html'}")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
