"""Registers in a real Chromium: found, sorted, shared, taken away; by keyboard, on a phone, from a file, without script."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from placet.pages.facts import Facts
from placet.pages.register import filed
from placet.pages.register_table import of_register
from placet.pages.view import View
from tests.portal.built import built, prepared
from tests.portal.many import COUNTS, REGISTER, add
from tests.portal.window import DESKTOP, PHONE, served, window

INDEX, LARGE, MIDDLE = (f"records/{REGISTER}/{part}index.html" for part in ("", "2025/", "2024/"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, View]:
    """A site with a register of 20,260 records."""
    root = prepared(tmp_path_factory.mktemp("office"))
    out = built(root, root / "site").out
    return out, add(root, out, COUNTS)


@pytest.fixture(scope="module")
def address(made: tuple[Path, View]) -> Iterator[str]:
    with served(made[0]) as address:
        yield address


def facts(made: tuple[Path, View], year: int | None = None) -> list[Facts]:
    """The register's numbered records."""
    view = made[1]
    return filed(of_register(view, view.cabinet.registers[REGISTER]), year)


def rows(page: Page) -> Locator:
    return page.locator(".pl-book tbody tr")


def told(page: Page) -> Locator:
    return page.get_by_role("status")


def numbers(page: Page) -> list[str]:
    return page.locator(".pl-book tbody a.pl-number").all_text_contents()


def by_amount(found: list[Facts]) -> list[str]:
    """The numbers of records by amount, the greatest first, those without one last."""
    with_amount = [one for one in found if one.cells[-1]]
    ordered = sorted(with_amount, key=lambda one: Decimal(one.cells[-1]), reverse=True)
    return [one.card.name for one in (*ordered, *(one for one in found if not one.cells[-1]))]


def test_a_section_of_2025_by_amount_is_found_shared_and_opened_afresh(
    page: Page, made: tuple[Path, View], browser: Browser, address: str
) -> None:
    page.goto("registers.html")
    page.get_by_role("link", name="发文登记簿", exact=True).click()
    expect(rows(page)).to_have_count(100)
    page.get_by_role("combobox", name="年份").select_option("2025年")
    page.get_by_role("combobox", name="主办部门").select_option("培训部")
    amount = page.get_by_role("button", name="涉及金额（元）")
    amount.click()
    amount.click()
    wanted = [one for one in facts(made, 2025) if one.cells[3] == "培训部"]
    expect(told(page)).to_have_text(f"20000件中符合条件的有{len(wanted)}件，列出第1至100件")
    expect(page.locator(".pl-book th[data-id=amount]")).to_have_attribute("aria-sort", "descending")
    assert numbers(page) == by_amount(wanted)[:100]
    page.get_by_role("button", name="最后一页").click()
    expect(page.locator(".pl-turner span")).to_have_text(f"第{-(-len(wanted) // 100)}页，共{-(-len(wanted) // 100)}页")
    assert numbers(page) == by_amount(wanted)[(len(wanted) - 1) // 100 * 100 :]
    shared = page.url
    assert unquote(shared).endswith(f"#in-year=2025&section=培训部&sort-by=-amount&at-leaf={-(-len(wanted) // 100)}")
    assert page.get_by_role("link", name="本视图链接").get_attribute("href") == f"#{shared.partition('#')[2]}"
    with window(browser, address, DESKTOP) as afresh:
        afresh.goto(shared)
        expect(told(afresh)).to_have_text(told(page).text_content() or "")
        assert numbers(afresh) == numbers(page)
        expect(afresh.get_by_role("combobox", name="主办部门")).to_have_value("培训部")


def test_back_goes_back_through_views_and_from_a_record(page: Page) -> None:
    page.goto(MIDDLE)
    page.get_by_role("combobox", name="文种").select_option("函")
    expect(told(page)).to_have_text("260件中符合条件的有86件，列出第1至86件")
    page.get_by_role("searchbox", name="含有").press_sequentially("志愿")
    found = told(page).text_content()
    expect(rows(page).first).to_contain_text("志愿")
    page.get_by_role("button", name="标题").click()
    page.go_back()
    expect(page.locator(".pl-book th[data-id=number]")).to_have_attribute("aria-sort", "ascending")
    expect(told(page)).to_have_text(found or "")
    page.go_back()  # one step for all that was typed
    expect(told(page)).to_have_text("260件中符合条件的有86件，列出第1至86件")
    expect(page.get_by_role("searchbox", name="含有")).to_have_value("")
    page.go_back()
    expect(told(page)).to_have_text("共260件，列出第1至100件")
    page.go_forward()
    page.reload()
    expect(told(page)).to_have_text("260件中符合条件的有86件，列出第1至86件")
    page.get_by_role("button", name="清除条件").click()
    expect(told(page)).to_have_text("共260件，列出第1至100件")


def test_twenty_thousand_rows_draw_a_hundred(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(LARGE)
    expect(rows(page)).to_have_count(100)
    assert "rows.js" not in asked
    expect(page.locator(".pl-book table")).to_have_attribute("aria-rowcount", "20001")
    page.get_by_role("searchbox", name="含有").fill("之1999")
    expect(told(page)).to_have_text("20000件中符合条件的有11件，列出第1至11件")
    expect(rows(page)).to_have_count(11)
    expect(page.locator(".pl-turner")).to_be_hidden()
    page.get_by_role("searchbox", name="含有").fill("")
    page.get_by_role("button", name="成文日期").click()
    page.get_by_role("button", name="成文日期").click()
    page.get_by_role("button", name="下一页").click()
    expect(page.locator(".pl-turner span")).to_have_text("第2页，共200页")
    expect(rows(page)).to_have_count(100)
    assert page.locator(".pl-book *").count() < 2000
    expect(rows(page).first).to_have_attribute("aria-rowindex", "102")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("window.hit") is None
    assert asked.count("rows.js") == 1


def test_words_are_found_however_they_are_typed(browser: Browser, address: str) -> None:
    typed = {
        "〔2024〕7号": 1,
        "[2024]7号": 1,
        "（２０２４）７号": 1,
        "2024年1月9日": 1,
        "2024-01-09": 1,
        "值班 函": 8,
        "<script>": 1,
        "没有的词": 0,
    }
    with window(browser, address, DESKTOP) as page:
        page.goto(MIDDLE)
        for words, count in typed.items():
            page.get_by_role("searchbox", name="含有").fill(words)
            said = f"符合条件的有{count}件，列出第1至{count}件" if count else "没有符合条件的"
            expect(told(page)).to_have_text(f"260件中{said}")
            expect(rows(page)).to_have_count(count)
        assert page.evaluate("window.hit") is None


def test_nothing_is_sought_before_a_chinese_word_is_chosen(browser: Browser, address: str) -> None:
    with window(browser, address, DESKTOP) as page:
        page.goto(MIDDLE)
        page.get_by_role("searchbox", name="含有").focus()
        keys = page.context.new_cdp_session(page)
        for letters in ("x", "xf", "xiaofang"):
            keys.send("Input.imeSetComposition", {"text": letters, "selectionStart": 1, "selectionEnd": 1})
        expect(page.get_by_role("searchbox", name="含有")).to_have_value("xiaofang")
        expect(told(page)).to_have_text("共260件，列出第1至100件")
        assert "#" not in page.url
        keys.send("Input.insertText", {"text": "消防"})
        expect(rows(page).first).to_contain_text("消防检查")
        assert unquote(page.url).endswith("#with-words=消防&sort-by=number")


def test_columns_sort_by_what_they_hold(browser: Browser, address: str, made: tuple[Path, View]) -> None:
    found = facts(made, 2024)
    with window(browser, address, DESKTOP) as page:
        page.goto(MIDDLE)
        page.get_by_role("button", name="涉及金额（元）").click()
        expect(page.locator(".pl-book th[data-id=amount]")).to_have_attribute("aria-sort", "ascending")
        with_amount = sorted((one for one in found if one.cells[-1]), key=lambda one: Decimal(one.cells[-1]))
        names = page.locator(".pl-book tbody a.pl-number")
        expect(names).to_have_text([one.card.name for one in with_amount][:100])
        shown = f"{Decimal(with_amount[0].cells[-1]):,f}"
        expect(rows(page).first.locator("td").nth(5)).to_have_text(shown)
        page.get_by_role("button", name="核对").click()
        expect(page.locator(".pl-book th[aria-sort]")).to_have_text("核对")
        states = [one.worst if not one.card.annulled else "annulled" for one in found]
        expect(names.first).to_have_text(found[states.index("met")].card.name)
        page.get_by_role("button", name="文号").click()
        expect(page.locator(".pl-book th[data-id=number]")).to_have_attribute("aria-sort", "ascending")
        page.get_by_role("button", name="文号").click()
        expect(rows(page).first).to_contain_text("临文馆〔2024〕260号")
        page.get_by_role("button", name="标题").click()
        expect(page.locator(".pl-book th[data-id=title]")).to_have_attribute("aria-sort", "ascending")
        expect(rows(page).first.locator("td").nth(1)).to_contain_text("场地")
        firsts = [text[2:4] for text in page.locator(".pl-book tbody td:nth-child(2)").all_text_contents()]
        assert list(dict.fromkeys(firsts))[:3] == ["场地", "非遗", "免费"]  # as a dictionary has them: chang, fei, mian


def test_by_keyboard_alone(page: Page) -> None:
    page.goto(MIDDLE)
    page.get_by_role("searchbox", name="含有").focus()
    page.keyboard.type("通知")
    expect(told(page)).to_have_text("260件中符合条件的有174件，列出第1至100件")
    heading = page.get_by_role("button", name="成文日期")
    for _ in range(30):
        page.keyboard.press("Tab")
        if heading.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".pl-book th[data-id=date]")).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Space")
    expect(page.locator(".pl-book th[data-id=date]")).to_have_attribute("aria-sort", "descending")
    expect(heading).to_be_focused()
    after = page.get_by_role("button", name="下一页")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if after.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(told(page)).to_have_text("260件中符合条件的有174件，列出第101至174件")
    expect(after).to_be_focused()
    expect(after).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    expect(told(page)).to_have_text("260件中符合条件的有174件，列出第101至174件")


def test_what_is_taken_away_has_the_rows_and_columns_that_are_shown(page: Page) -> None:
    page.goto(MIDDLE)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    table = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"), newline="")))
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    assert table[0][:-1] == [re.sub(r"\s", "", one) for one in page.locator(".pl-book th").all_text_contents()]
    shown: list[str] = []
    for leaf in range(1, 4):
        if leaf > 1:
            page.get_by_role("button", name="下一页").click()
        expect(page.locator(".pl-turner span")).to_have_text(f"第{leaf}页，共3页")
        shown += numbers(page)
    assert shown == [row[0] for row in table[1:]]


def test_all_years_and_drafts_are_reached_from_the_register(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition(REGISTER)[2]))
    page.goto(INDEX)
    expect(told(page)).to_have_text("共20260件，列出第1至100件")
    expect(rows(page).first).to_contain_text("临文馆〔2025〕20000号")
    page.get_by_role("combobox", name="年份").select_option("2024年")
    expect(told(page)).to_have_text("共260件，列出第1至100件")
    page.get_by_role("combobox", name="年份").select_option("在办草稿")
    expect(told(page)).to_have_text("共1件，列出第1至1件")
    expect(rows(page)).to_contain_text("关于补发教具清单的函")
    page.get_by_role("combobox", name="年份").select_option("全部年份")
    page.get_by_role("button", name="最后一页").click()
    expect(rows(page).last).to_contain_text("临文馆〔2024〕1号")
    wanted = ["/2024/rows.js", "/2025/rows.js", "/drafts/rows.js"]
    assert sorted(one for one in asked if one.endswith("rows.js")) == wanted
    rows(page).last.locator("a").first.evaluate(
        "link => link.href.endsWith('hall/outgoing/2024/0001.html') || (() => { throw link.href })()"
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_opened_from_a_file(browser: Browser, made: tuple[Path, View], size: tuple[int, int]) -> None:
    with window(browser, "file://", size) as page:
        page.goto((made[0] / MIDDLE).as_uri())
        page.get_by_role("searchbox", name="含有").fill("场地")
        expect(rows(page).first).to_contain_text("场地借用")
        page.get_by_role("button", name="成文日期").click()
        expect(page.locator(".pl-book th[data-id=date]")).to_have_attribute("aria-sort", "ascending")
        shown = numbers(page)
        page.reload()
        expect(rows(page).first).to_contain_text(shown[0])
        page.go_back()
        expect(page.locator(".pl-book th[data-id=number]")).to_have_attribute("aria-sort", "ascending")


def test_without_script_the_first_rows_are_read_and_the_rest_is_named(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto(LARGE)
    expect(rows(page)).to_have_count(100)
    expect(page.get_by_text("本页列出前100件；全部20000件请下载XLSX或CSV。")).to_be_visible()
    expect(page.get_by_role("searchbox", name="含有")).to_be_hidden()
    expect(page.get_by_role("link", name="本视图链接")).to_be_hidden()
    expect(page.get_by_role("columnheader", name="涉及金额（元）")).to_be_visible()
    rows(page).first.get_by_role("link").first.click()
    context.close()


def test_rows_that_do_not_come_are_said_to_be_missing(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.route("**/rows.js", lambda route: route.abort())
    page.goto(MIDDLE)
    page.get_by_role("searchbox", name="含有").fill("场地")
    expect(told(page)).to_have_text("其余各件没有读到，请检查网络后重新打开本页")
    expect(rows(page)).to_have_count(100)
    page.unroute("**/rows.js")
    page.get_by_role("searchbox", name="含有").fill("场地借")
    expect(rows(page).first).to_contain_text("场地借用")
    context.close()


def test_an_odd_address_shows_what_there_is(browser: Browser, address: str) -> None:
    odd = {
        "#gaps": "1至100",
        "#sort-by=none": "1至100",
        "#section=无此部门&sort-by=-number&at-leaf=99": "201至260",
        "#in-year=1999&sort-by=number": "1至100",
    }
    with window(browser, address, DESKTOP) as page:
        for view, listed in odd.items():
            page.goto(MIDDLE + view)
            expect(told(page)).to_have_text(f"共260件，列出第{listed}件")


def test_a_register_is_found_among_many(page: Page) -> None:
    page.goto("registers.html")
    page.get_by_role("searchbox", name="找登记簿").fill("纪要")
    expect(page.get_by_text("1本", exact=True).last).to_be_visible()
    expect(page.get_by_role("link", name="馆务会议纪要", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="发文登记簿", exact=True)).to_be_hidden()
