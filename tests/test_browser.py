"""A reader's way through the portal in a real Chromium, at desktop and phone width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.built import built, prepared
from tests.portal.window import DESKTOP, search, served, window

RECORD = "records/hall/outgoing/2026/0001.html"
EVERY_KIND_OF_PAGE = (
    "index.html",
    "units.html",
    "hall/index.html",
    "regulations.html",
    "hall/documents/2026-01-01.html",
    "hall/documents/2023-03-01.html",
    "registers.html",
    "records/hall/outgoing/index.html",
    "records/hall/outgoing/2026/index.html",
    RECORD,
    "records/hall/outgoing/drafts/jiaoju.html",
    "records/hall/minutes/2026/0001.html",
    "waiting.html",
    "compliance.html",
    "guide/reader.html",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = prepared(tmp_path_factory.mktemp("office"), notices=30)
    with served(built(root, root / "site").out) as address:
        yield address


@pytest.mark.parametrize("words", ["排练", "招标", "临文馆〔2026〕1号", "秦淑华", "暑期非遗"])
def test_search_finds_the_record_then_its_article_then_back(page: Page, words: str) -> None:
    search(page, words)
    page.get_by_role("combobox", name="全部登记簿和制度").select_option("发文登记簿")
    page.get_by_role("combobox", name="全部年份").select_option("2026年")
    sought = page.locator(f".pl-found__link[href*='{RECORD}']")
    shown = page.locator(".pl-found")
    expect(shown).to_have_attribute("aria-busy", "false")
    while not sought.count():  # a name stands on many papers
        page.get_by_role("button", name="再看十项").click()
        expect(shown).to_have_attribute("aria-busy", "false")
    sought.click()
    expect(page).to_have_url(re.compile(re.escape(RECORD)))
    page.locator("#rules").get_by_role("link", name="第三条", exact=True).click()
    expect(page).to_have_url(re.compile(r"hall/documents/2026-01-01\.html#a3$"))
    expect(page.locator("#a3")).to_be_in_viewport()
    expect(page.locator("#a3")).to_contain_text("第三条 大额支出")
    page.go_back()
    expect(page.locator(".pl-masthead__number")).to_have_text("临文馆〔2026〕1号")


@pytest.mark.parametrize("number", [1, 14, 31])
def test_a_full_number_finds_its_own_document_first(page: Page, number: int) -> None:
    search(page, f"临文馆〔2026〕{number}号")
    first = page.locator(".pl-found__link").first
    expect(first).to_have_attribute("href", re.compile(rf"records/hall/outgoing/2026/{number:04}\.html"))


@pytest.mark.parametrize("path", EVERY_KIND_OF_PAGE)
def test_page_fits_the_window_and_runs_nothing_from_records(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("h1").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("window.hit") is None


def test_register_leads_to_the_record_and_the_record_to_what_it_rests_on(page: Page) -> None:
    page.goto("registers.html")
    page.get_by_role("link", name="发文登记簿", exact=True).click()
    page.get_by_role("link", name="2026年").first.click()
    page.get_by_role("link", name="临文馆〔2026〕1号").click()
    page.locator("#links").get_by_role("link", name=re.compile("2026年第一次馆务会议纪要")).click()
    expect(page.locator(".pl-masthead__title")).to_have_text("2026年第一次馆务会议纪要")
    page.locator(".pl-inner").get_by_role("link", name=re.compile("暑期非遗培训班")).click()
    expect(page).to_have_url(re.compile(re.escape(RECORD)))


def test_slip_shows_who_when_and_that_it_is_verified(page: Page) -> None:
    page.goto(RECORD)
    acts = page.locator(".pl-slip > li")
    expect(acts).to_have_count(5)
    expect(page.locator(".pl-proved")).to_have_text("5步均由本人签名并已核验，先后顺序可证。")
    issue = acts.nth(2)
    for words in (
        "签发",
        "沈玉兰",
        "馆长",
        "2026年3月4日 11:30",
        "同意发出",
        "本人签名",
        "签名已核验",
    ):
        expect(issue).to_contain_text(words)


def test_superseded_version_leads_to_the_one_in_force(page: Page) -> None:
    page.goto("hall/documents/2023-03-01.html")
    page.locator(".pl-notice").get_by_role("link", name="2026年1月1日").click()
    expect(page.locator(".pl-badge--large")).to_have_text("现行有效")


def test_home_box_opens_the_search_from_the_keyboard(page: Page) -> None:
    page.goto("index.html")
    box = page.get_by_role("button", name="这件事有没有规定？")
    box.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="搜索")).to_be_focused()


def test_a_page_knows_nothing_of_the_one_before(browser: Browser, address: str) -> None:
    for _ in range(2):
        with window(browser, address, DESKTOP) as page:
            page.goto("index.html")
            assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
            assert page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType") == ""
            page.evaluate("localStorage.one = sessionStorage.one = document.cookie = 'x=1'")


def test_screenshots_are_full_pages(page: Page, tmp_path: Path) -> None:
    for path in ("index.html", RECORD):
        page.goto(path)
        shot = page.screenshot(path=tmp_path / "shot.png", full_page=True)
        assert shot.startswith(b"\x89PNG")
        assert len(shot) > 20_000
