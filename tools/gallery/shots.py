"""Look at the gallery in Chromium: pictures, axe, overflow and console, under the product's strict policy."""

import functools
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from gallery.render import OUT, configure, render_all

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "EN-301-549"]
RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HIDDEN_DOT = """[...document.querySelectorAll('.kern-form-check__radio:checked')].some(radio =>
  getComputedStyle(radio, '::before').backgroundColor === getComputedStyle(radio).backgroundColor)"""
WIDTHS = (360, 768, 1280, 1920)


class Handler(SimpleHTTPRequestHandler):
    """Files with the product's content security policy."""

    def end_headers(self) -> None:
        """Add the policy to every response."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Stay quiet."""


@contextmanager
def served() -> Iterator[str]:
    """The gallery on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(OUT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def opened(browser: Browser, url: str, width: int, problems: list[str], **options: Any) -> Page:
    """A loaded page that reports console errors and what sticks out to the right."""
    page = browser.new_page(viewport={"width": width, "height": 640 if width < 768 else 900}, **options)
    page.on(
        "console",
        lambda message: problems.append(f"{url}: {message.text}") if message.type == "error" else None,
    )
    page.goto(url)
    page.evaluate("document.fonts.ready")
    if page.evaluate(OVERFLOW) > 0:
        problems.append(f"{url}: {page.evaluate(OVERFLOW)} px too wide at {width}")
    return page


def violations(page: Page, where: str) -> list[str]:
    """What axe finds, one line per rule."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(axe)
    found = page.evaluate(RUN_AXE, TAGS)["violations"]
    return [
        f"{where}: {v['id']} {[n['target'] for n in v['nodes']][:4]} {v['nodes'][0]['failureSummary'][:300]}"
        for v in found
    ]


def visit(browser: Browser, base: str, name: str, problems: list[str]) -> None:
    """All widths and schemes of one page; axe on the narrowest, the phone and the desktop."""
    url = f"{base}/{name}.html"
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page = opened(browser, url, width, problems, color_scheme=scheme)
            page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)
            page.screenshot(path=OUT / f"{name}-{width}-{scheme}-first.png")
            if width in (360, 1280):
                problems += violations(page, f"{name} {width} {scheme}")
            page.close()
    page = opened(browser, url, 320, problems, forced_colors="active")
    page.screenshot(path=OUT / f"{name}-320-forced.png", full_page=True)
    problems += violations(page, f"{name} 320 forced")
    if page.evaluate(HIDDEN_DOT):
        problems.append(f"{name}: the dot of a checked radio is invisible in forced colours")
    page.close()


def main(chosen: list[str]) -> int:
    """Render, look, report; exit code 1 when anything is wrong."""
    configure()
    names = [name for name in render_all() if not chosen or name in chosen]
    problems: list[str] = []
    with served() as base, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        for name in names:
            visit(browser, base, name, problems)
        browser.close()
    print(*problems, f"{len(names)} pages, {len(problems)} problems", sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
