"""A reader's tasks on regulations in a real Chromium, at desktop and phone width, by keyboard, and from a file share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.built import built, prepared
from tests.portal.window import DESKTOP, PHONE, served, window

OLD, NEW = "hall/documents/2023-03-01.html", "hall/documents/2026-01-01.html"
COMPARED = "hall/documents/2026-01-01-from-2023-03-01.html"
CITED = "《公文处理办法》（2026-01-01施行）第三条"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = prepared(tmp_path_factory.mktemp("office"), notices=5)
    return built(root, root / "site").out


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def shared(browser: Browser, site: Path) -> Iterator[Page]:
    """A page as a file share gives it: no server, no clipboard."""
    with window(browser, f"{site.as_uri()}/", DESKTOP) as page:
        yield page


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if (
            page.evaluate(
                "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
            )
            == name
        ):
            return
    raise AssertionError(name)


def test_is_this_rule_in_force_since_when_and_who_adopted_it(page: Page) -> None:
    page.goto("regulations.html")
    page.get_by_role("searchbox", name="按标题和条文名筛选").fill("大额支出")
    expect(page.locator(".pl-sieve output")).to_have_text("列出1项")
    page.get_by_role("link", name="公文处理办法").last.click()
    seal = page.locator(".pl-seal")
    expect(seal).to_contain_text("现行有效")
    expect(seal).to_contain_text("自2026年1月1日起施行")
    expect(seal).to_contain_text("已核实")
    expect(seal).to_contain_text("2025年12月15日馆务会议，沈玉兰主持")
    seal.get_by_role("link", name=re.compile("馆务会议纪要")).click()
    expect(page).to_have_url(re.compile(r"records/hall/minutes/2025/0001\.html$"))


def test_what_changed_on_a_day(page: Page) -> None:
    page.goto("regulations.html")
    page.get_by_role("link", name="修改1条，其余2条未变").click()
    row = page.locator("section#a3")
    expect(row).to_be_visible()
    expect(row.locator("ins").first).to_have_text("涉及金额达到大额支出起点的，须经馆务会议研究同意，再行编号")
    side_by_side = page.viewport_size == {"width": 1280, "height": 900}
    expect(row.locator(".pl-redline__before")).to_be_visible(visible=side_by_side)
    expect(row.locator(".pl-redline__after del")).to_be_visible(visible=not side_by_side)
    if side_by_side:
        page.get_by_label("合并对照").check()
        expect(row.locator(".pl-redline__before")).to_be_hidden()
        expect(row.locator(".pl-redline__after del")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_link_to_an_article_that_did_not_change_unfolds_it(page: Page) -> None:
    page.goto(f"{COMPARED}#a2")
    expect(page.locator("#a2")).to_be_in_viewport()
    expect(page.locator("#a2")).to_contain_text("馆长签发")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2023-03-01", OLD),
        ("2025-12-31", OLD),
        ("2026-01-01", "这一天施行的就是本页这一版。"),
        ("2023-02-28", "这一天本制度尚未施行，最早的版本见下。"),
    ],
)
def test_what_was_the_rule_on_a_day(browser: Browser, address: str, day: str, told: str) -> None:
    with window(browser, address, PHONE) as page:
        page.goto(f"{NEW}#a3")
        page.get_by_label("看某一天施行的版本").fill(day)
        page.get_by_role("button", name="查看").click()
        if told == OLD:
            expect(page).to_have_url(re.compile(re.escape(OLD) + "#a3$"))
            expect(page.locator("#a3")).to_be_in_viewport()
        else:
            expect(page.locator("[data-as-of] output")).to_have_text(told)


def test_by_keyboard_the_version_of_a_day_and_the_citation_of_an_article(browser: Browser, address: str) -> None:
    with window(browser, address, DESKTOP) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page.goto(OLD)
        page.get_by_label("看某一天施行的版本").focus()
        page.keyboard.type("03012026")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(re.escape(NEW)), wait_until="load")
        tab_to(page, "复制引文 第三条")
        page.keyboard.press("Enter")
        expect(page.locator("[data-told]")).to_have_text(f"已复制：{CITED}")
        assert page.evaluate("navigator.clipboard.readText()") == CITED


def test_where_the_clipboard_is_not_available_the_older_way_or_the_reader_copies(
    browser: Browser, address: str
) -> None:
    with window(browser, address, PHONE) as page:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined});")
        page.goto(NEW)
        button = page.get_by_role("button", name="复制引文 第三条")
        button.click()
        expect(page.locator("[data-told]")).to_have_text(f"已复制：{CITED}")
        expect(button).to_be_focused()
        page.evaluate("document.execCommand = () => false")
        button.click()
        expect(page.locator("[data-told]")).to_have_text(f"请按复制键：{CITED}")


def test_from_a_file_share_it_reads_compares_finds_the_day_and_copies(shared: Page) -> None:
    shared.goto("regulations.html")
    shared.get_by_label("状态").select_option("pending")
    expect(shared.locator(".pl-sieve output")).to_have_text("列出0项")
    shared.get_by_label("状态").select_option("repealed")
    shared.get_by_role("link", name="2023年3月1日版").click()
    shared.get_by_label("看某一天施行的版本").fill("2026-05-01")
    shared.get_by_role("button", name="查看").click()
    expect(shared).to_have_url(re.compile(r"2026-01-01\.html$"))
    shared.get_by_role("button", name="复制引文 第三条").click()
    expect(shared.locator("[data-told]")).to_have_text(f"已复制：{CITED}")
    shared.get_by_role("link", name="逐条对照2023年3月1日版").click()
    expect(shared.locator("section#a3")).to_be_visible()


def test_without_script_the_windows_are_links_and_dead_buttons_are_not_shown(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto(NEW)
    expect(page.get_by_role("button", name="复制引文").first).to_be_hidden()
    page.locator("#versions").get_by_role("link", name="2023年3月1日至2025年12月31日施行").click()
    expect(page).to_have_url(re.compile(re.escape(OLD)))
    context.close()


def test_the_choice_in_the_list_can_be_sent_on(browser: Browser, address: str) -> None:
    with window(browser, address, DESKTOP) as page:
        page.goto("regulations.html")
        page.get_by_role("searchbox", name="按标题和条文名筛选").fill("没有这样的")
        expect(page.locator(".pl-sieve output")).to_have_text("列出0项")
        page.reload()
        expect(page.locator(".pl-sieve output")).to_have_text("列出0项")
        expect(page.get_by_role("searchbox", name="按标题和条文名筛选")).to_have_value("没有这样的")


def test_printed_it_is_a_document_with_the_machine_s_reading_only_where_wanted(browser: Browser, address: str) -> None:
    with window(browser, address, DESKTOP) as page:
        page.goto(NEW)
        page.emulate_media(media="print")
        for shown in (".pl-regulation__head h1", ".pl-regulation__adopted", "#a3", ".pl-article__text >> nth=2"):
            expect(page.locator(shown)).to_be_visible()
        for hidden in (
            ".pl-seal",
            "#versions",
            ".pl-tools",
            ".pl-crumbs",
            ".pl-machine >> nth=1",
            "[data-copy] >> nth=1",
        ):
            expect(page.locator(hidden)).to_be_hidden()
        page.emulate_media(media="screen")
        page.get_by_label("打印时附机器核对说明").check()
        page.emulate_media(media="print")
        expect(page.locator(".pl-machine >> nth=1")).to_be_visible()
