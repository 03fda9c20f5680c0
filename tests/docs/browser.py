#!/usr/bin/env python3
"""Looks at the HTML of the documentation in a real browser: browser.py [--shots FOLDER] [FOLDER OF PAGES]

Debian's chromium and chromium-driver, through the WebDriver protocol. Each page, wide and narrow, light and dark: nothing is wider than the
window, text and links stand out from what they stand on (contrast of at least 4.5, as WCAG asks), the contents are open or closed as they
should be, scripts run without an error. Then the search by keyboard, the links to the neighbours, and paper. Prints
`N passed, N failed`; where there is no browser, one skipped test.
"""

import argparse
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SOURCE = Path(os.environ.get("STRSMT_SOURCE") or Path(__file__).resolve().parents[2])
BUILD = Path(os.environ.get("STRSMT_BUILD") or SOURCE / "build")
OPTIONS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
           "--disable-background-networking", "--disable-component-update", "--hide-scrollbars"]

# The contrast of the colours of text and links with what is behind them; the smallest of those that are seen.
CONTRAST = """
const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const colour = text => text.match(/[\\d.]+/g).map(Number);
const behind = e => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c[3] !== 0) return c; } return [255, 255, 255]; };
let least = [99, ""];
for (const e of document.querySelectorAll("main *, nav *, header *")) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.checkVisibility({visibilityProperty: true})) continue;
  const [a, b] = [light(colour(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < least[0]) least = [ratio, e.tagName + "." + e.className + ": " + e.textContent.trim().slice(0, 40)];
}
return least;
"""


class Browser:
    def __init__(self, dark):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.profile = tempfile.mkdtemp(prefix="strsmt-browser-")
        self.driver = subprocess.Popen(["chromedriver", f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        arguments = OPTIONS + [f"--user-data-dir={self.profile}", f"--blink-settings=preferredColorScheme={0 if dark else 1}"]
        wish = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments, "binary": shutil.which("chromium")},
                                                 "goog:loggingPrefs": {"browser": "ALL"}}}}
        self.base = f"http://127.0.0.1:{self.port}"
        self.base += "/session/" + self.patiently("POST", "/session", wish)["sessionId"]

    def patiently(self, *request):
        for _ in range(100):
            try:
                return self.ask(*request)
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def ask(self, method, path, body=None):
        data = None if method == "GET" else json.dumps(body or {}).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def go(self, path, query=""):
        self.ask("POST", "/url", {"url": path.resolve().as_uri() + query})

    def size(self, width, height):
        # The window cannot be made narrower than some 500 pixels; what a page sees can.
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})

    def run(self, script):
        return self.ask("POST", "/execute/sync", {"script": script, "args": []})

    def keys(self, text):
        """Types, as a person would: whatever has the focus gets it."""
        actions = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def errors(self):
        return [e["message"] for e in self.ask("POST", "/se/log", {"type": "browser"}) if e["level"] == "SEVERE"]

    def shot(self, path):
        path.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))

    def close(self):
        try:
            self.ask("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            shutil.rmtree(self.profile, ignore_errors=True)


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def test(self, name, good, said=""):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAIL {name}: {said}")


def look_at_page(browser, page, name, narrow, report):
    browser.go(page)
    wide, window = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
    report.test(f"{name}: fits", wide <= window, f"{wide} pixels in a window of {window}")
    ratio, where = browser.run(CONTRAST)
    report.test(f"{name}: contrast", ratio >= 4.5, f"{ratio:.2f} at {where}")
    is_open = browser.run("return document.querySelector('.contents').open")
    report.test(f"{name}: contents", is_open != narrow, "open" if is_open else "closed")
    errors = browser.errors()
    report.test(f"{name}: scripts", not errors, errors)


def look_at_search(browser, folder, report):
    browser.go(folder / "index.html")
    browser.keys("/")
    report.test("search: / goes there", browser.run("return document.activeElement.id") == "query")
    browser.keys("unknown reason")
    found = browser.run("return [...document.querySelectorAll('#results a')].map(a => a.textContent)")
    report.test("search: finds", found and any("unknown" in f.lower() for f in found), found)
    browser.keys("\ue015\ue015\ue007")  # down, down, enter
    time.sleep(0.3)
    report.test("search: enter goes to what was chosen", "#" in browser.run("return location.href"))
    browser.go(folder / "guide.html", "?q=qqqqqqqq")
    report.test("search: nothing", "Nothing" in browser.run("return document.querySelector('#results').textContent"))
    browser.go(folder / "guide.html")
    report.test("neighbours", browser.run("return document.querySelectorAll('.turn a[rel]').length") == 2)


def look_at_paper(browser, folder, report, shots):
    browser.go(folder / "guide.html")
    pdf = base64.b64decode(browser.ask("POST", "/print", {}))
    report.test("paper", pdf.startswith(b"%PDF") and len(pdf) > 20000, f"{len(pdf)} bytes")
    (shots / "guide.pdf").write_bytes(pdf)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shots", type=Path, default=BUILD / "docs-shots", help="where the pictures go (build/docs-shots)")
    parser.add_argument("pages", nargs="?", type=Path, default=BUILD / "docs", help="what tools/docs wrote (build/docs)")
    options = parser.parse_args()
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        print("there is no browser: apt-get install chromium chromium-driver\n0 passed, 0 failed, 1 skipped")
        return 0
    pages = sorted(options.pages.glob("*.html"))
    if not pages:
        print(f"no pages in {options.pages}: run tools/docs first\n0 passed, 1 failed")
        return 1
    options.shots.mkdir(parents=True, exist_ok=True)
    report = Report()
    for dark in (False, True):
        browser = Browser(dark)
        try:
            for width, height in ((1280, 900), (390, 844)):
                browser.size(width, height)
                for page in pages:
                    name = f"{page.stem}-{width}-{'dark' if dark else 'light'}"
                    look_at_page(browser, page, name, width < 600, report)
                    if page.stem in ("index", "guide", "api", "howto-scale"):
                        browser.shot(options.shots / f"{name}.png")
            if not dark:
                browser.size(1280, 900)
                look_at_search(browser, options.pages, report)
                look_at_paper(browser, options.pages, report, options.shots)
        finally:
            browser.close()
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


sys.exit(main())
