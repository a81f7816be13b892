"""A real Chromium over a site served on this machine, whose pages must stay silent and ask nobody else."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

DESKTOP, PHONE = (1280, 900), (390, 844)
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's word
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a built site and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the installed Chromium."""
    program = shutil.which("chromium")
    assert program, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield opened
        opened.close()


@contextmanager
def window(browser: Browser, address: str, size: tuple[int, int]) -> Iterator[Page]:
    """Open a page that knows nothing of others, whose requests must all go to `address`, and whose console is silent."""
    width, height = size
    with _settled(browser, address) as context:
        opened = context.new_page()
        opened.set_viewport_size({"width": width, "height": height})
        faults: list[str] = []
        opened.on(
            "console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None
        )
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on(
            "request",
            lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else faults.append(asked.url),
        )
        try:
            yield opened
        finally:
            opened.close()
    assert faults == [], faults


#: The contexts that a browser keeps, by the address of their pages.
_KEPT: WeakKeyDictionary[Browser, dict[str, BrowserContext]] = WeakKeyDictionary()


@contextmanager
def _settled(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A context in which nothing is remembered. One is kept with a blank page in it, since a new one costs much time."""
    kept = _KEPT.setdefault(browser, {})
    if address not in kept:
        kept[address] = _context(browser, address)
        kept[address].new_page()
    context = kept[address]
    blank, *others = context.pages
    if others:
        context = _context(browser, address)
        yield context
        context.close()
        return
    try:
        yield context
    finally:
        context.clear_permissions()
        tools = context.new_cdp_session(blank)
        origin = urlsplit(address)._replace(path="", query="", fragment="").geturl() or address
        tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        tools.send("Network.clearBrowserCache")
        tools.detach()


def _context(browser: Browser, address: str) -> BrowserContext:
    # On a busy machine Chromium gives up moving from page to page, and says so.
    return browser.new_context(base_url=address, reduced_motion="reduce")


def search(page: Page, words: str) -> None:
    """From the home page, ask the search for words."""
    page.goto("index.html")
    page.get_by_role("button", name="这件事有没有规定？").click()
    box = page.get_by_role("searchbox", name="搜索")
    expect(box).to_be_focused()
    box.fill(words)
    expect(page.get_by_role("status")).to_contain_text("项")
