"""A reader's way through the sample's portal in a real Chromium; with `--shots` it makes the guides' pictures."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.built import HERE, built
from tests.portal.window import DESKTOP, PHONE, search, served, window

IMAGES = HERE / "docs" / "guide" / "images"
RECORD = "records/bureau/outgoing/2024/0007.html"
NUMBER = "青文旅发〔2024〕7号"
REGULATION = "bureau/documents-out/2024-01-01.html"
MINUTES = "records/bureau/bureau-minutes/2025/0006.html"
#: The pictures of the guides: page, anchor to scroll to, window.
PICTURES = {
    "home": ("index.html", DESKTOP),
    "record": (RECORD, (1280, 1100)),
    "article": (f"{REGULATION}#a6", DESKTOP),
    "waiting": ("waiting.html", DESKTOP),
    "phone": (RECORD, PHONE),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("sample")
    for folder in ("docs", "records"):
        shutil.copytree(HERE / folder, root / folder)
    shutil.copy(HERE / "mkdocs.yml", root)
    with served(built(root, root / "site").out) as address:
        yield address


@pytest.mark.parametrize("words", ["回访", NUMBER, "青文旅发[2024]7号"])
def test_from_home_through_search_to_the_record_its_article_and_back(page: Page, words: str) -> None:
    search(page, words)
    first = page.locator(".pl-found__link").first
    if words.startswith(NUMBER[:4]):
        expect(first).to_have_attribute("href", re.compile(re.escape(RECORD)))
    page.locator(f".pl-found__link[href*='{RECORD}']").first.click()
    expect(page.locator(".pl-masthead__number")).to_have_text(NUMBER)
    expect(page.locator(".pl-text")).to_contain_text("回访")
    page.locator("#rules").get_by_role("link", name="第六条", exact=True).first.click()
    expect(page).to_have_url(re.compile(re.escape(REGULATION) + "#a6$"))
    expect(page.locator("#a6")).to_be_in_viewport()
    page.go_back()
    expect(page.locator(".pl-masthead__number")).to_have_text(NUMBER)


def test_a_persons_name_leads_to_what_they_did_and_to_its_article(page: Page) -> None:
    search(page, "欧阳洁")
    page.locator(".pl-found__link[href*='records/']").first.click()
    expect(page.locator("article.pl-record")).to_contain_text("欧阳洁")
    title = page.locator(".pl-masthead__title").inner_text()
    page.locator("#rules a").first.click()
    expect(page).to_have_url(re.compile(r"bureau/[a-z-]+/\d{4}-\d\d-\d\d\.html#a\d+$"))
    page.go_back()
    expect(page.locator(".pl-masthead__title")).to_have_text(title)


def test_what_was_decided_is_a_table_below_the_text(page: Page) -> None:
    page.goto(MINUTES)
    expect(page.locator("#field-agenda h2")).to_have_text("议题")
    expect(page.locator("#field-agenda thead")).to_contain_text("议题类别")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_one_s_own_office_lies_open_in_long_lists_and_others_open_by_keyboard(page: Page) -> None:
    page.goto("posts.html")
    page.get_by_role("heading", name="霁川县农村信用合作联社").click()
    page.get_by_role("link", name="理事长", exact=True).click()
    page.get_by_role("button", name="设为我的岗位").click()
    page.goto("registers.html")
    folds = page.locator("details.pl-fold")
    expect(folds).to_have_count(6)
    expect(page.locator("details.pl-fold[open] h2")).to_have_text("霁川县农村信用合作联社")
    box = page.get_by_role("searchbox", name="找登记簿")
    box.fill("支出报销")
    expect(page.locator("#bureau").get_by_role("link", name="支出报销登记簿")).to_be_visible()
    box.fill("")
    expect(page.locator("details.pl-fold[open] h2")).to_have_text("霁川县农村信用合作联社")
    page.locator("summary").first.press("Enter")
    expect(page.locator("#bureau").get_by_role("link", name="收文登记簿")).to_be_visible()


def test_a_link_to_an_office_unfolds_its_part_and_paper_unfolds_all(page: Page) -> None:
    page.goto("waiting.html#station")
    expect(page.locator("details.pl-fold[open] h2")).to_have_text("松坪县广播事业局")
    expect(page.locator("#station").get_by_role("listitem").first).to_be_in_viewport()
    page.emulate_media(media="print")
    for part in page.locator(".pl-fold__in").all():
        expect(part).to_be_visible()


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_show_the_sample(
    request: pytest.FixtureRequest, browser: Browser, address: str, tmp_path: Path, name: str
) -> None:
    path, size = PICTURES[name]
    folder = IMAGES if request.config.getoption("--shots") else tmp_path
    folder.mkdir(exist_ok=True)
    with window(browser, address, size) as page:
        page.goto(path)
        expect(page.locator("h1").first).to_be_visible()
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
    assert 20_000 < (folder / f"{name}.png").stat().st_size <= 300_000
    assert (IMAGES / f"{name}.png").is_file()
