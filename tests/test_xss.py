"""What someone writes into a document never runs in a reader's page: a corpus of payloads in every field and body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from placet.cabinet import load
from placet.model import Cabinet
from placet.tree import WorkTree
from tests.portal.built import built
from tests.portal.hostile import PAYLOADS, hostile
from tests.portal.window import served

#: What no page has that the portal made: elements and attributes that run, load or lead elsewhere.
_LIVE = """() => {
  const found = [...document.querySelectorAll("article, main, .md-content")].flatMap(part => [...part.querySelectorAll("*")]);
  const bad = found.filter(one => /^(script|iframe|object|embed|base|meta|link|style|math|marquee|video|audio|img)$/i.test(one.localName)
    && !one.closest("figure.pl-picture")
    || [...one.attributes].some(part => /^on/i.test(part.name) || part.name === "srcdoc" || part.name === "formaction"
      || /^\\s*(javascript|data|vbscript):/i.test(part.value) && /href|src|action/i.test(part.name)));
  // An id or a name of the writer's own would stand in for a variable of the scripts.
  bad.push(...document.querySelectorAll(".pl-text :is([id], [name])"));
  return bad.map(one => one.outerHTML.slice(0, 200));
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def cabinet(root: Path) -> Cabinet:
    return load(WorkTree(root))


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return built(root, root / "site").out


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A window whose pages' own Content-Security-Policy is switched off: what is written must be harmless by itself."""
    opened = browser.new_context(base_url=address, bypass_csp=True)
    opened.add_init_script("window.hit = 0; window.alert = window.prompt = window.confirm = () => { window.hit = 1; };")
    yield opened
    opened.close()


def test_every_payload_is_in_the_cabinet_in_every_kind_of_place(cabinet: Cabinet) -> None:
    assert len(PAYLOADS) >= 40
    for name, payload in PAYLOADS.items():
        record = cabinet.records[f"records/hall/outgoing/drafts/{name}.md"]
        assert payload.split()[0] in record.title
        assert payload in record.body
        assert (record.fields["note"], record.fields["notes"], record.acts[0].opinion) == (payload, (payload,), payload)
        assert len(record.attachments) == 1
    hall = cabinet.units["hall"]
    titles = [hall.title, *(post.title for post in hall.posts.values()), *(one.name for one in hall.persons.values())]
    titles += [*(one.title for one in cabinet.kinds.values()), *(one.title for one in cabinet.regulations)]
    assert [title for title in titles if "hit" not in title] == []


def _paths(site: Path) -> list[str]:
    pages = (str(path.relative_to(site)) for path in sorted(site.rglob("*.html")))
    return [path for path in pages if not path.startswith(("codes/", "guide/", "reference/"))]


def test_no_payload_runs_on_any_page(context: BrowserContext, site: Path, address: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    ran: list[tuple[str, str]] = []
    for path in _paths(site):
        page.goto(path)
        page.evaluate("() => { document.querySelectorAll('details').forEach(one => { one.open = true; }); }")
        ran += [(path, found) for found in page.evaluate(_LIVE)]
        if page.evaluate("window.hit"):
            ran.append((path, "ran"))
    assert ran == []
    assert [url for url in asked if not url.startswith((address, "data:image/svg+xml"))] == []


def test_no_payload_runs_from_the_search_box(context: BrowserContext) -> None:
    page = context.new_page()
    for query in ("正文", "hit", "<img src=x onerror=hit=1>"):
        page.goto("search.html")
        box = page.get_by_role("searchbox").first
        box.fill(query)
        expect(page.get_by_role("status").first).not_to_be_empty()
        if query == "正文":
            expect(page.locator(".pl-found__link")).to_have_count(10)
        assert page.evaluate(_LIVE) == []
        assert page.evaluate("window.hit") == 0


def test_data_for_programs_is_not_broken_by_payloads(site: Path) -> None:
    listed = json.loads((site / "records/hall/outgoing/hall-outgoing.json").read_text("utf-8"))["records"]
    assert {one["title"] for one in listed} >= {" ".join(payload.split()) for payload in PAYLOADS.values()}
