"""The pages of regulations: proof of adoption, citations, what rests on an article, versions compared, the list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from markupsafe import Markup

from placet.cabinet import load
from placet.judge import judge
from placet.model import Cabinet
from placet.pages.page import Page
from placet.pages.regulation import regulation_lists, regulation_pages, regulation_uses
from placet.pages.regulations.comparison import compared
from placet.pages.view import View
from placet.pages.words import Words
from placet.tree import WorkTree
from tests.portal.small import make

OLD, NEW = "hall/documents/2023-03-01.html", "hall/documents/2026-01-01.html"
COMPARED = "hall/documents/2026-01-01-from-2023-03-01.html"
SOURCE = "docs/hall/documents/2026-01-01.md"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small")
    make(root)
    return root


@pytest.fixture(scope="module")
def pages(office: Path) -> Mapping[str, Page]:
    return made_of(seen(office))


def seen(root: Path, lang: str = "zh", files: Mapping[str, str] | None = None) -> View:
    """The cabinet at `root`, judged; `files` are written there for as long as it is read."""
    kept = {path: (root / path).read_text("utf-8") if (root / path).exists() else None for path in files or {}}
    for path, text in (files or {}).items():
        (root / path).write_text(text, "utf-8")
    cabinet = load(WorkTree(root))
    for path, before in kept.items():
        (root / path).unlink() if before is None else (root / path).write_text(before, "utf-8")
    return view_of(cabinet, lang)


def view_of(cabinet: Cabinet, lang: str = "zh") -> View:
    assert cabinet.config.as_of is not None
    return View(cabinet, judge(cabinet, cabinet.config.as_of), Words(lang))


def made_of(view: View) -> Mapping[str, Page]:
    """Every page of regulations, by path."""
    return regulation_lists(view) | regulation_pages(view) | regulation_uses(view)


def text(page: Page) -> str:
    """What a reader sees of a page, blanks drawn together."""
    return Markup(page.body).striptags()


def amended(root: Path, was: str, now: str) -> dict[str, str]:
    """The files of the newer version with `was` replaced."""
    before = (root / SOURCE).read_text("utf-8")
    assert was in before
    return {SOURCE: before.replace(was, now)}


def test_it_says_whether_it_is_in_force_since_when_and_who_adopted_it(pages: Mapping[str, Page]) -> None:
    assert "（2025年12月15日馆务会议通过 自2026年1月1日起施行）" in text(pages[NEW])
    assert (
        "现行有效 施行期间 自2026年1月1日起施行 通过依据 已核实2025年12月15日馆务会议，沈玉兰主持"
        "决定：通过《公文处理办法》 同意纪要：馆务会议纪要2025年第1号 2025年馆务会议纪要（修订）主持人签字：本人签名，签名有效"
    ) in text(pages[NEW])
    assert '<a href="../../records/hall/minutes/2025/0001.html">' in pages[NEW].body
    assert "本页是历史版本，办事请看现行版本： 2026年1月1日" in text(pages[OLD])


def test_it_says_by_when_it_is_to_be_reviewed(office: Path) -> None:
    for day, said in (("2027-01-01", "应于2027年1月1日前复审"), ("2026-06-01", "应于2026年6月1日前复审 复审逾期")):
        page = made_of(seen(office, files=amended(office, "adopted:", f"review: {day}\nadopted:")))[NEW]
        assert f"施行期间 自2026年1月1日起施行{said} 通过依据" in text(page)


@pytest.mark.parametrize(
    ("was", "now", "doubt"),
    [
        ("minutes: hall/minutes/2025/0001", "minutes: hall/minutes/2025/0009", "本门户没有这次会议的纪要，无从核实"),
        ("minutes: hall/minutes/2025/0001", "minutes: hall/minutes/2026/0001", "纪要中没有同意本制度的决定会议日期晚于施行日期"),
        ("by: hall-meeting", "by: council", "纪要不是所写会议的纪要"),
        ("title: 公文处理办法", "title: 收文处理办法", "纪要中没有同意本制度的决定"),
    ],
)  # fmt: skip
def test_what_the_minutes_do_not_prove_is_said(office: Path, was: str, now: str, doubt: str) -> None:
    page = made_of(seen(office, files=amended(office, was, now)))[NEW]
    assert "未能核实" in text(page)
    assert "已核实" not in text(page)
    assert doubt in text(page)


def test_unsigned_minutes_prove_nothing(office: Path) -> None:
    slip = "records/hall/minutes/2025/0001.slip.jsonl"
    (slips,) = [path for path in (office / "records/hall/minutes/2025").iterdir() if path.suffix == ".jsonl"]
    signed = slips.read_text("utf-8").splitlines()
    path = slips.relative_to(office).as_posix()
    page = made_of(seen(office, files={path: "\n".join(signed[1:]) + "\n"}))[NEW]
    assert "纪要没有主持人的有效签字" in text(page), slip


def test_an_article_can_be_cited_and_linked_to(pages: Mapping[str, Page]) -> None:
    copied = re.findall(r'data-copy="([^"]*)"', pages[NEW].body)
    assert copied == [f"《公文处理办法》（2026-01-01施行）{label}" for label in ("", "第一条", "第二条", "第三条")]
    assert re.findall(r'<a class="pl-permalink" href="(#a\d)"', pages[NEW].body) == ["#a1", "#a2", "#a3"]


def test_it_names_what_rests_on_an_article(pages: Mapping[str, Page]) -> None:
    assert "2件文件依据或者引用本制度" in text(pages[NEW])
    assert "1件依据本条核对，1件正文引用 最近：临文馆〔2026〕1号" in text(pages[NEW])
    assert "2件文件依据或者引用本制度" in text(pages[OLD])  # the minutes that spoke of it


def test_what_many_records_rest_on_has_a_page_of_its_own(tmp_path: Path) -> None:
    make(tmp_path, notices=45)
    made = made_of(seen(tmp_path))
    uses = "hall/documents/2026-01-01-uses.html"
    assert '<a href="2026-01-01-uses.html#a2">全部</a>' in made[NEW].body
    assert "2026年1月1日版施行期间，共47件文件依据或者引用它。" in text(made[uses])
    assert "第二条 发文程序 47件依据本条核对 草稿 关于补发教具清单的函" in text(made[uses])
    assert made[uses].body.count("关于值班安排的通知") == 29
    assert "另有17项" in text(made[uses])
    assert "发文登记簿 2026年：46件" in text(made[uses])


def test_regulations_name_the_articles_of_others_that_cite_them(office: Path) -> None:
    other = (
        (office / SOURCE)
        .read_text("utf-8")
        .replace("公文处理办法", "印章管理办法")
        .replace("id: documents", "id: seals")
    )
    other = other.replace(
        "签发后方可编号。",
        "签发后方可编号。用印依照《公文处理办法》第二条办理；本办法第三条、第一条从其规定，档案法第一条除外。",
    )
    (office / "docs/hall/seals").mkdir()
    made = made_of(seen(office, files={"docs/hall/seals/2026-01-01.md": other}))
    (office / "docs/hall/seals").rmdir()
    assert '其他条文引用：<a href="../seals/2026-01-01.html#a2">《印章管理办法》第二条</a>' in made[NEW].body
    cited = re.findall(r'<a class="pl-cite" href="([^"]*)"[^>]*>([^<]*)</a>', made["hall/seals/2026-01-01.html"].body)
    assert cited == [
        ("../documents/2026-01-01.html#a2", "《公文处理办法》第二条"),
        ("#a3", "第三条"),
        ("#a1", "第一条"),
    ]


def test_what_changed_is_shown_by_article_words_and_rules(pages: Mapping[str, Page]) -> None:
    body = pages[COMPARED].body
    assert "修改1条，其余2条未变 第三条 修改 对照方式" in text(pages[COMPARED])
    assert "第一条至第二条未变（2条）" in text(pages[COMPARED])
    assert (
        "<del>支出事项须说明用途</del><ins>涉及金额达到大额支出起点的，须经馆务会议研究同意，再行编号</ins>。" in body
    )
    assert "新增 适用条件：“涉及金额”不少于大额支出起点 编号以前：须经馆务会议作出“同意”的决定" in text(pages[COMPARED])
    assert f'<a href="{COMPARED.rpartition("/")[2]}">逐条对照2023年3月1日版</a>' in pages[NEW].body
    assert f'href="{COMPARED.rpartition("/")[2]}#a3"' in pages[NEW].body


def test_each_version_is_compared_with_the_one_before_and_with_the_one_in_force(office: Path) -> None:
    cabinet = load(WorkTree(office))
    newest = max(cabinet.regulations, key=lambda one: one.in_force)
    versions = [
        replace(newest, path=f"docs/hall/documents/{day}.md", in_force=day)
        for day in (date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1), date(2027, 1, 1))
    ]
    view = view_of(replace(cabinet, regulations=tuple(versions)))
    years = [(was.in_force.year, now.in_force.year) for was, now in compared(view)]
    assert years == [(2022, 2024), (2022, 2023), (2023, 2024), (2024, 2027)]


def test_every_day_has_the_version_that_held(pages: Mapping[str, Page], office: Path) -> None:
    windows = re.findall(r'<li data-since="([^"]*)" data-until="([^"]*)"', pages[OLD].body)
    assert windows == [("2026-01-01", ""), ("2023-03-01", "2025-12-31")]
    view = seen(office)
    for version in view.regulations:
        last = view.last_day(version)
        held = [since for since, until in windows if since <= str(last) and (not until or str(last) <= until)]
        assert last is None or held == [str(version.in_force)]


def test_the_list_says_what_is_coming_and_what_was_amended(office: Path, pages: Mapping[str, Page]) -> None:
    assert "近一年的修订和废止 修订 公文处理办法 2026年1月1日 · 修改1条，其余2条未变" in text(pages["regulations.html"])
    assert (
        "公文处理办法 现行有效自2026年1月1日起施行 · 3条，2条由机器核对其他版本：2023年3月1日版 已废止（被新版本取代）"
    ) in text(pages["regulations.html"])
    cabinet = load(WorkTree(office))
    early = replace(cabinet, config=replace(cabinet.config, as_of=cabinet.config.as_of - timedelta(days=200)))  # type: ignore[operator]
    made = made_of(view_of(early))
    assert "即将施行 修订 公文处理办法 2026年1月1日" in text(made["regulations.html"])
    assert "新版本将自2026年1月1日起施行：2026年1月1日版 修订对照" in text(made[OLD])
    assert "尚未生效，办事请看现行版本： 2023年3月1日" in text(made[NEW])


def test_the_list_says_what_was_repealed(office: Path) -> None:
    files = amended(office, "in-force: 2026-01-01", "in-force: 2026-01-01\nrepealed: 2026-06-01")
    made = made_of(seen(office, files=files))
    assert "废止 公文处理办法 2026年6月1日 修订 公文处理办法 2026年1月1日" in text(made["regulations.html"])
    assert "本制度已废止，仅供查考。" in text(made[NEW])
    assert 'data-since="2026-01-01" data-until="2026-05-31"' in made[NEW].body


def test_the_pages_speak_english_when_asked(office: Path) -> None:
    made = made_of(seen(office, "en"))
    assert (
        "In force Validity In force from 1 January 2026 Adoption Verified馆务会议, 15 December 2025, chaired by 沈玉兰"
        in text(made[NEW])
    )
    assert "1 amended, 2 unchanged" in text(made[COMPARED])
    for page in made.values():
        spoken = re.sub(r"[《“（].*?[》”）]", "", text(page))
        assert not re.search("[施行版本现页]{2}|对照|修改|核对|引用", spoken), page.title
