"""The craft of every page: accessible, quiet, lean, still; dark and light, by keyboard, on paper, on a file share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Literal

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from placet.cabinet import load
from placet.judge import judge
from placet.pages import kept, render
from placet.pages.view import View
from placet.pages.words import Words
from placet.site.pictures import measured
from placet.site.sheet import used
from placet.tree import WorkTree
from tests.portal.built import HERE, built, prepared
from tests.portal.window import DESKTOP, search, served, window

RECORD = "records/hall/outgoing/2026/0001.html"
REGISTER = "records/hall/outgoing/2026/index.html"
GUIDE = "reference/formats.html"
#: WCAG 2.2 at A and AA, and what axe holds to be good practice beyond it; in the dark, what colours decide.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast", "link-in-text-block"],
}
SCHEMES = {"light": "default", "dark": "slate"}
#: What the pages cost: bytes of HTML, of the whole style sheet, of all scripts, and how many requests a page makes.
RECORD_HTML, SHELL_HTML, STYLE, SCRIPTS, REQUESTS = 12_000, 3_000, 90_000, 55_000, 6

SHIFTS = """
window.shifted = 0;
new PerformanceObserver(function (list) {
  list.getEntries().forEach(function (entry) { window.shifted += entry.value; });
}).observe({ type: "layout-shift", buffered: true });
"""
#: What stays in its place over the page, is large enough to be read and is not the head, whatever it is.
OVERLAYS = """
Array.from(document.querySelectorAll("body *")).filter(function (one) {
  var style = getComputedStyle(one), box = one.getBoundingClientRect();
  return style.position === "fixed" && style.visibility === "visible" && box.width * box.height > 9 && box.bottom > 0;
}).map(function (one) { return one.className; })
"""


@pytest.fixture(scope="module", autouse=True)
def short_sheets() -> Iterator[None]:
    """Lists that are cut into sheets are cut in the small office too."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept, "SHEET", 10)
        yield


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = prepared(tmp_path_factory.mktemp("office"), notices=30)
    return built(root, root / "site").out


@pytest.fixture(scope="module")
def shapes(site: Path) -> dict[str, str]:
    """The longest page of each template, and guides of each language, by template."""
    cabinet = load(WorkTree(site.parent))
    assert cabinet.config.as_of is not None
    pages = render(View(cabinet, judge(cabinet, cabinet.config.as_of), Words()))
    longest = sorted(pages.items(), key=lambda found: len(found[1].body))
    return {page.shape: path for path, page in longest} | {"guide": "guide/author.html", "reference": GUIDE}


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


def _templates() -> dict[str, str]:
    """The templates by name."""
    folder = resources.files("placet").joinpath("templates")
    return {file.name.removesuffix(".html.j2"): file.read_text("utf-8") for file in folder.iterdir()}


def test_no_template_is_forgotten(shapes: dict[str, str]) -> None:
    """Every template makes a page that is looked at below, unless it is a part of another."""
    templates = _templates()
    parts = {name for text in templates.values() for name in re.findall(r'"([\w-]+)\.html\.j2"', text)}
    assert shapes.keys() - {"guide", "reference"} == templates.keys() - parts


def test_every_shape_of_page_is_accessible_still_and_silent(page: Page, shapes: dict[str, str]) -> None:
    page.add_init_script(SHIFTS)
    faults = {}
    for shape, path in shapes.items():
        page.emulate_media(color_scheme="light")
        page.goto(path)
        told = [*_inaccessible(page, "light"), *_inaccessible(page, "dark")]
        told += ["wider than the window"] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
        told += [f"{name} lies over the page" for name in page.evaluate(OVERLAYS)]
        told += ["its layout shifts"] if page.evaluate("window.shifted") else []
        told += ["a record's script ran"] if page.evaluate("window.hit") else []
        faults |= {shape: told} if told else {}
    assert faults == {}


def _inaccessible(page: Page, palette: Literal["light", "dark"]) -> list[str]:
    """What axe finds in the page as it is shown in a palette."""
    page.emulate_media(color_scheme=palette)
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", SCHEMES[palette])
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    found = Axe().run(page, options={"runOnly": RULES[palette], "resultTypes": ["violations"]}).response["violations"]
    return [f"{palette} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def test_what_opens_over_a_page_is_accessible(phone: Page) -> None:
    phone.goto(GUIDE)
    phone.get_by_role("button", name="菜单").click()
    assert [*_inaccessible(phone, "light"), *_inaccessible(phone, "dark")] == []
    phone.keyboard.press("Escape")
    phone.emulate_media(color_scheme="light")
    search(phone, "培训")
    expect(phone.locator(".pl-found__link").first).to_be_visible()
    assert [*_inaccessible(phone, "light"), *_inaccessible(phone, "dark")] == []


class Inline(HTMLParser):
    """Collects what a policy without 'unsafe-inline' forbids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.found += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []
        self.found += [f"{tag} {value}" for value in given.values() if re.match(r"\s*(javascript|vbscript):", value)]


def test_no_page_has_script_or_style_of_its_own(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        assert Inline(text).found == [], path
        assert "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'" in text, path


def test_the_header_that_servers_should_send_says_what_the_pages_say() -> None:
    settings = yaml.safe_load((HERE / "mkdocs.yml").read_text("utf-8"))["extra"]["policy"]
    header = f"{settings.replace(' file:', '')}; frame-ancestors 'none'"
    for guide in ("docs/reference/hosting.md", "docs/guide/publish.md"):
        assert f"\nContent-Security-Policy: {header}\n" in (HERE / guide).read_text("utf-8"), guide
    assert f'Content-Security-Policy "{header}" always;' in (HERE / "docs/reference/hosting.md").read_text("utf-8")


def test_of_the_themes_rules_those_are_kept_that_can_apply() -> None:
    theme = (
        '@charset "UTF-8";html{font-size:125%}.md-search{top:0}.md-typeset a,.md-nav a{color:var(--md-link)}'
        ":root{--md-link:#123;--md-icon:url('data:image/svg+xml;x,<svg/>')}[dir=rtl] .md-typeset p{top:0}"
        "@media print{.md-typeset{top:0}}@media screen{.md-typeset p:not(:is(a,b)){top:1px}.md-tabs{top:0}}"
    )
    assert used(theme, ".pl-a{color:red}") == (
        "html{font-size:125%}.md-typeset a{color:var(--md-link)}:root{--md-link:#123;}"
        "@media screen{.md-typeset p:not(:is(a,b)){top:1px}}"
    )


def test_a_class_has_its_looks_from_one_file() -> None:
    """Topics must not dress each other's elements by chance; what a window or paper changes may stand elsewhere."""
    looks: dict[str, set[str]] = {}
    for file in resources.files("placet.site").joinpath("static", "style").iterdir():
        everywhere = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", file.read_text("utf-8"))
        for selectors in re.findall(r"(?m)^\s*([^@{}/][^{}]*)\{", everywhere):
            for selector in re.split(r",(?![^(]*\))", selectors):
                if own := re.fullmatch(r"(?:\.md-typeset )?\w*\.(pl-[\w-]+)", selector.strip()):
                    looks.setdefault(own[1], set()).add(file.name)
    assert {name: files for name, files in looks.items() if len(files) > 1} == {}


def test_pictures_are_measured_in_the_page() -> None:
    files = {
        "guide/a.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0",
        "b c.svg": b'<svg xmlns="x" viewBox="0 0 832 632">',
        "guide/d.webp": b"RIFF",
    }
    html = '<img alt="" src="a.png" /><img src="a.png" width="320"><img src="../b%20c.svg"><img src="d.webp"><img src="e.png">'
    assert measured("guide/x.html", html, files) == (
        '<img alt="" src="a.png" width="640" height="480" /><img src="a.png" height="240" width="320">'
        '<img src="../b%20c.svg" width="832" height="632"><img src="d.webp"><img src="e.png">'
    )


def test_pages_are_lean(site: Path, shapes: dict[str, str]) -> None:
    records = {str(path): path.stat().st_size for path in site.glob("records/*/*/2*/0*.html")}
    assert {path: size for path, size in records.items() if size > RECORD_HTML} == {}
    shell = (site / "search.html").read_text("utf-8")
    assert len(re.sub(r"(?s)<main.*</main>", "", shell).encode()) <= SHELL_HTML
    assert (site / "assets/placet/placet.css").stat().st_size <= STYLE
    loaded = re.findall(r'<script[^>]* src="([^"]+)"', shell)
    assert loaded == [f"assets/placet/{name}.js" for name in ("palette", "words", "placet")]
    assert sum((site / script).stat().st_size for script in loaded) <= SCRIPTS


def test_nothing_but_the_style_and_the_palette_keeps_a_page_from_being_painted(desktop: Page) -> None:
    desktop.goto(RECORD)
    loaded = desktop.evaluate(
        "performance.getEntriesByType('resource').map((one) => [one.name.split('/').pop(), one.renderBlockingStatus])"
    )
    assert sorted(name for name, status in loaded if status == "blocking") == ["palette.js", "placet.css"]
    assert len(loaded) + 1 <= REQUESTS


def test_the_first_key_leads_past_the_head_and_every_stop_shows_that_it_is_one(page: Page) -> None:
    page.goto(RECORD)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.text"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tabs = ["文件门户", "首页", "单位", "制度", "登记簿", "待办"]
    narrow = ["菜单", "文件门户", "搜索", "深色", "临川县文化馆", "登记簿"]
    assert stops == (narrow if page.viewport_size == {"width": 390, "height": 844} else tabs)
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_of_a_phone_keeps_the_focus_and_gives_it_back(phone: Page) -> None:
    phone.goto(RECORD)
    button = phone.get_by_role("button", name="菜单")
    button.press("Enter")
    menu = phone.get_by_role("dialog", name="菜单")
    expect(menu).to_be_visible()
    expect(menu.get_by_role("link", name="登记簿")).to_have_attribute("aria-current", "true")
    for _ in range(12):
        phone.keyboard.press("Tab")
        assert phone.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    menu.get_by_role("link", name="制度").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("制度")


def test_the_menu_of_a_guide_on_a_phone_has_the_guides_and_its_headings(phone: Page) -> None:
    phone.goto(GUIDE)
    phone.get_by_role("button", name="菜单").click()
    menu = phone.get_by_role("dialog", name="菜单")
    heading = menu.get_by_role("navigation", name="本页目录").get_by_role("link").last
    expect(menu.get_by_role("navigation", name="使用说明")).to_contain_text("File formats")
    heading.click()
    expect(menu).to_be_hidden()
    expect(phone.locator(":target")).to_be_in_viewport()


def test_dark_is_kept_from_page_to_page_and_is_there_before_the_first_paint(desktop: Page) -> None:
    desktop.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => { window.early = document.documentElement.dataset.mdColorScheme; });"
    )
    desktop.goto("index.html")
    assert desktop.evaluate("window.early") == "default"
    dark = desktop.get_by_role("button", name="深色", pressed=False)
    dark.click()
    expect(desktop.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    desktop.goto(RECORD)
    assert desktop.evaluate("window.early") == "slate"
    desktop.get_by_role("button", name="深色", pressed=True).click()
    expect(desktop.locator("html")).to_have_attribute("data-md-color-scheme", "default")
    assert desktop.evaluate("localStorage.length") == 0  # light is what the system says: it is followed again
    desktop.emulate_media(color_scheme="dark")
    expect(desktop.locator("html")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_page_that_is_pointed_at_is_there_before_it_is_asked_for(desktop: Page) -> None:
    desktop.emulate_media(reduced_motion="no-preference")
    desktop.goto(REGISTER)
    with desktop.expect_request(re.compile("2026/0001.html")) as asked:
        desktop.get_by_role("link", name="临文馆〔2026〕1号").hover()
    assert asked.value.headers["sec-purpose"] == "prefetch"
    desktop.add_init_script("addEventListener('pagereveal', (event) => { window.faded = !!event.viewTransition; });")
    desktop.get_by_role("link", name="临文馆〔2026〕1号").click()
    expect(desktop.locator(".pl-masthead__number")).to_have_text("临文馆〔2026〕1号")
    assert desktop.evaluate("performance.getEntriesByType('navigation')[0].deliveryType") in (
        "navigational-prefetch",
        "cache",
    )
    assert desktop.evaluate("window.faded") is True


def test_the_way_back_up_is_offered_to_who_turns_back(desktop: Page) -> None:
    desktop.goto(GUIDE)
    up = desktop.get_by_role("link", name="回到顶部")
    desktop.mouse.wheel(0, 3000)
    desktop.wait_for_function("scrollY > 2000")
    expect(up).to_be_hidden()
    desktop.mouse.wheel(0, -200)
    up.click()
    desktop.wait_for_function("scrollY === 0")
    expect(desktop.locator("main")).to_be_focused()


def test_the_contents_of_a_guide_show_where_the_reader_is(desktop: Page) -> None:
    desktop.goto(GUIDE)
    link = desktop.get_by_role("navigation", name="本页目录").get_by_role("link").nth(2)
    link.click()
    expect(link).to_have_attribute("aria-current", "location")


def test_paper_holds_the_document_and_no_frame(desktop: Page) -> None:
    desktop.goto(RECORD)
    desktop.emulate_media(media="print")
    for part in (".pl-head", ".pl-foot", ".pl-top", ".pl-crumbs", ".pl-skip"):
        expect(desktop.locator(part)).to_be_hidden()
    expect(desktop.locator(".pl-text")).to_be_visible()
    assert desktop.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    desktop.emulate_media(media="print", color_scheme="dark")
    assert desktop.evaluate("getComputedStyle(document.querySelector('.pl-text')).color") == "rgb(0, 0, 0)"


def test_pages_read_and_link_on_a_file_share(browser: Browser, site: Path, shapes: dict[str, str]) -> None:
    with window(browser, f"{site.as_uri()}/", DESKTOP) as page:
        for path in shapes.values():
            page.goto(path)
            assert page.evaluate("getComputedStyle(document.querySelector('.pl-head')).position") == "sticky"
        page.goto("registers.html")
        page.get_by_role("link", name="发文登记簿", exact=True).click()
        page.get_by_role("link", name="2026年").first.click()
        page.get_by_role("link", name="临文馆〔2026〕1号").click()
        expect(page.locator(".pl-masthead__number")).to_have_text("临文馆〔2026〕1号")
        page.get_by_role("button", name="深色").click()
        expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")


def test_search_on_a_file_share_says_that_it_needs_a_server(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.get_by_role("link", name="搜索").click()
    page.get_by_role("searchbox", name="搜索").fill("排练")
    expect(page.get_by_role("status")).to_contain_text("服务器")
    page.close()
