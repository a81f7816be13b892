"""Record pages: who approved and by which article, the path they lie on, the slip, the official sheet; as read and as used."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from playwright.sync_api import Page, expect

from placet import official
from placet.cabinet import load
from placet.judge import Outcome, judge
from placet.model import Cabinet
from placet.pages.record import record_pages
from placet.pages.record_chain import Chain, chain
from placet.pages.view import View
from placet.pages.words import Words
from placet.tree import WorkTree
from tests.paper import RED, leaves
from tests.portal import chain as office
from tests.portal.built import HERE, built
from tests.portal.window import search, served

SHEET = office.DOCUMENT.replace(".html", ".pdf")
ARTICLE = "hall/documents/2026-01-01.html#a2"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office on disk, with the project's guides and the free fonts."""
    root = tmp_path_factory.mktemp("chain")
    office.make(root)
    for folder in ("guide", "reference"):
        shutil.copytree(HERE / "docs" / folder, root / "docs" / folder)
    shutil.copy(HERE / "mkdocs.yml", root)
    subprocess.run([HERE / ".ci" / "fonts", HERE / official.FOLDER], check=True)
    (root / official.FOLDER).symlink_to(HERE / official.FOLDER)
    return root


@pytest.fixture(scope="module")
def judged(root: Path) -> tuple[Cabinet, Outcome]:
    cabinet = load(WorkTree(root))
    assert cabinet.config.as_of is not None
    return cabinet, judge(cabinet, cabinet.config.as_of)


@pytest.fixture(scope="module")
def view(judged: tuple[Cabinet, Outcome]) -> View:
    return View(*judged, Words(), frozenset({SHEET}))


@pytest.fixture(scope="module")
def pages(view: View) -> Mapping[str, str]:
    return {path: str(page.body) for path, page in record_pages(view).items()}


def said(html: str) -> str:
    """What a page says, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(html: str, css: str) -> str:
    """What the first element of a class says, up to the next element that closes like it."""
    found = re.search(rf'<(\w+) class="{css}"[^>]*>(.*?)</\1>', html, re.DOTALL)
    return said(found[2]) if found else ""


def test_the_first_lines_say_who_approved_when_and_by_which_article(pages: Mapping[str, str]) -> None:
    answer = part(pages[office.DOCUMENT], "pl-answer")
    assert answer.startswith("符合 签发 沈玉兰（馆长） 2026年3月4日 11:30 依据 《公文处理办法》 第二条")
    assert 'href="../../../../hall/documents/2026-01-01.html#a2"' in pages[office.DOCUMENT]
    draft = pages["records/hall/outgoing/drafts/jiaoju.html"]
    assert part(draft, "pl-answer").startswith("待办 尚未批准。 待 办公室主任 秦淑华：核稿")
    assert "data-copy" not in draft


def test_without_a_signing_act_the_last_act_before_the_number_approves(pages: Mapping[str, str]) -> None:
    assert part(pages[office.MINUTES], "pl-answer").startswith("签字 沈玉兰")
    assert part(pages[office.SEALED], "pl-answer").startswith("同意用印 沈玉兰（馆长） 2026年3月5日 09:30")


def test_an_approval_counts_only_while_it_stands(judged: tuple[Cabinet, Outcome], view: View) -> None:
    cabinet, outcome = judged
    path = "records/hall/outgoing/2026/0001.md"
    for flaw in ({"valid": False}, {"withdrawn_by": 9}, {"stale": True}, {"grade": ""}):
        broken = {path: tuple(structs.replace(one, **flaw) for one in outcome.standings[path])}
        other = View(cabinet, replace(outcome, standings=outcome.standings | broken), Words())
        assert "尚未批准。" in str(record_pages(other)[office.DOCUMENT].body)


def steps(view: View, html: str) -> list[list[str]]:
    found: Chain = chain(view, view.cards[html.replace(".html", ".md")])
    return [[card.title for card in step.cards] for step in (*found.before, *found.after)]


def test_the_path_runs_over_several_steps_both_ways(view: View, pages: Mapping[str, str]) -> None:
    minutes, document, sealed, kept = (
        "2026年第一次馆务会议纪要",
        "关于举办暑期非遗培训班的通知",
        "培训班通知用印",
        "培训班文件归档",
    )
    assert steps(view, office.KEPT) == [[minutes], [document], [sealed]]
    later = next(step for step in steps(view, office.MINUTES) if step != [document])
    assert steps(view, office.MINUTES)[0] == [document]
    assert [sealed] in steps(view, office.MINUTES)
    assert steps(view, office.MINUTES)[-1] == [kept]
    assert later
    text = said(re.search(r'<ol class="pl-path">.*?</ol>', pages[office.SEALED], re.DOTALL)[0])  # type: ignore[index]
    assert text == (
        "馆务会议纪要 馆务会议纪要2026年第1号 2026年第一次馆务会议纪要 "
        "发文登记簿 临文馆〔2026〕1号 关于举办暑期非遗培训班的通知 "
        "用印登记簿 本件 归档登记簿 归档登记簿2026年第1号 培训班文件归档"
    )


def test_the_slip_says_once_what_holds_of_every_act(pages: Mapping[str, str]) -> None:
    assert part(pages[office.DOCUMENT], "pl-proved") == "5步均由本人签名并已核验，先后顺序可证。"
    draft = pages["records/hall/outgoing/drafts/jiaoju.html"]
    assert "pl-proved" not in draft
    assert "备注，无签名" in draft


def test_rules_that_are_met_are_folded_by_article(pages: Mapping[str, str]) -> None:
    met = re.search(r'<details class="pl-met" open>(.*?)</details>', pages[office.DOCUMENT], re.DOTALL)
    assert met
    assert said(met[1]) == (
        "符合 2条规定均已做到 《公文处理办法》 第二条 由拟稿人拟稿，办公室主任核稿，馆长签发 "
        "第三条 涉及金额达到大额支出起点的，须经馆务会议研究同意 "
        "依据文件： 馆务会议纪要2026年第1号 2026年第一次馆务会议纪要"
    )


def test_it_says_how_it_is_cited(pages: Mapping[str, str]) -> None:
    cited = "临川县文化馆：《关于举办暑期非遗培训班的通知》（临文馆〔2026〕1号，2026年3月4日）"
    assert f'data-copy="{cited}"' in pages[office.DOCUMENT]
    assert cited in said(pages[office.DOCUMENT])


def test_the_sheet_is_linked_where_it_was_printed_and_its_lack_is_told(
    judged: tuple[Cabinet, Outcome], pages: Mapping[str, str]
) -> None:
    assert '<a href="0001.pdf" type="application/pdf">公文版式（PDF）</a>' in pages[office.DOCUMENT]
    assert "没有仿宋字体" not in pages[office.DOCUMENT]
    assert ".pdf" not in pages[office.SEALED]
    without = str(record_pages(View(*judged, Words()))[office.DOCUMENT].body)
    assert ".pdf" not in without
    assert "这台机器上没有仿宋字体，未制作公文版式（PDF）" in without
    assert "没有仿宋字体" not in pages[office.SEALED]


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with served(built(root, root / "site").out) as address:
        yield address


def follow(page: Page, name: str) -> None:
    """Take a link of the path, by keyboard."""
    link = page.locator(".pl-path").get_by_role("link", name=re.compile(name))
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pl-masthead__title")).to_contain_text(name)


def test_from_the_search_to_who_approved_it_to_the_article_and_back(page: Page) -> None:
    search(page, "暑期非遗")
    page.locator(f".pl-found__link[href*='{office.DOCUMENT}']").click()
    answer = page.locator(".pl-answer p").first
    expect(answer).to_have_text(re.compile("签发 沈玉兰（馆长）.*2026年3月4日 11:30.*依据.*《公文处理办法》第二条"))
    box, size = answer.bounding_box(), page.viewport_size
    assert box
    assert size
    assert box["y"] + box["height"] < size["height"], "not on the first screen"
    answer.get_by_role("link", name="第二条").click()
    expect(page).to_have_url(re.compile(re.escape(ARTICLE)))
    expect(page.locator("#a2")).to_be_in_viewport()
    page.go_back()
    expect(page.locator(".pl-masthead__number")).to_have_text("临文馆〔2026〕1号")


def test_along_the_path_from_the_minutes_to_the_archive_and_back_by_keyboard(page: Page) -> None:
    page.goto(office.MINUTES)
    follow(page, "关于举办暑期非遗培训班的通知")
    follow(page, "培训班通知用印")
    follow(page, "培训班文件归档")
    expect(page.locator(".pl-path [aria-current]")).to_contain_text("本件")
    follow(page, "2026年第一次馆务会议纪要")


def test_the_official_sheet_opens(desktop: Page) -> None:
    desktop.goto(office.DOCUMENT)
    link = desktop.get_by_role("link", name="公文版式（PDF）")
    answer = desktop.request.get(str(link.evaluate("link => link.href")))
    assert answer.headers["content-type"] == "application/pdf"
    (first, *_) = leaves(answer.body())
    assert first.lines[0].text == "临川县文化馆文件"
    assert first.lines[0].colour == RED


def test_a_citation_is_copied(desktop: Page) -> None:
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desktop.goto(office.DOCUMENT)
    desktop.get_by_role("button", name="复制引文").click()
    cited = "临川县文化馆：《关于举办暑期非遗培训班的通知》（临文馆〔2026〕1号，2026年3月4日）"
    expect(desktop.get_by_role("status")).to_have_text(f"已复制：{cited}")
    assert desktop.evaluate("navigator.clipboard.readText()") == cited


def test_on_paper_there_is_the_official_layout_and_nothing_else(desktop: Page) -> None:
    desktop.goto(office.DOCUMENT)
    expect(desktop.locator(".pl-imprint")).to_be_hidden()
    desktop.emulate_media(media="print")
    for gone in ("#slip", "#fields", "#rules", "#links", ".pl-answer", ".pl-crumbs", ".pl-head"):
        expect(desktop.locator(gone)).to_be_hidden()
    expect(desktop.locator(".pl-imprint")).to_contain_text("临川县文化馆办公室2026年3月4日印发")
    expect(desktop.locator(".pl-masthead__unit")).to_have_css("color", "rgb(215, 0, 15)")
    first, *_ = leaves(desktop.pdf(prefer_css_page_size=True, tagged=False))
    assert (round(first.width), round(first.height)) == (210, 297)
    text = [line for line in first.lines if line.text.startswith("经馆务会议研究")]
    assert abs(text[0].left - 28 - 2 * 156 / 28) < 1
    assert all(line.left > 27.5 and line.right < 187.5 for line in first.lines)
    assert first.lines[-1].text.replace(" ", "") == "—1—"
    # Chromium writes some characters by their radicals' codes.
    assert unicodedata.normalize("NFKC", first.lines[0].text) == "临川县文化馆文件"
    assert abs(first.lines[0].top - 72) < 2


def test_a_record_without_a_layout_is_printed_with_its_slip(desktop: Page) -> None:
    desktop.goto(office.SEALED)
    desktop.emulate_media(media="print")
    expect(desktop.locator("#slip")).to_be_visible()
