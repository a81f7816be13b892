"""The REF findings: references and citations, each with its whole message."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from placet import messages
from placet.cabinet import load
from placet.checks import references
from placet.tree import MemoryTree
from tests.tiny import lay_out, tree_files

LETTER = "records/bureau/outgoing/2024/0002.md"
EXPENSE = "records/bureau/expense/2024/0002.md"
PARTY = "records/bureau/expense/2024/0001.md"
MINUTES = "records/bureau/minutes/2024/0001.md"
RULES = "docs/bureau/documents/2024-01-01.md"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """The base cabinet's files, free to be changed."""
    lay_out(tmp_path)
    return tree_files(tmp_path)


def edit(files: dict[str, bytes], path: str, old: str, new: str) -> None:
    """Replace text in a file that has it."""
    assert old.encode() in files[path]
    files[path] = files[path].replace(old.encode(), new.encode())


def found(files: Mapping[str, bytes]) -> list[str]:
    """The findings, each as `path:line:column CODE message`."""
    cabinet = load(MemoryTree(files))
    assert cabinet.findings == ()
    findings = sorted(references.check(cabinet), key=lambda one: one.sort_key)
    return [
        f"{one.place.path}:{one.place.line}:{one.place.column} {one.code} {messages.text(one, 'zh')}"
        for one in findings
    ]


def test_base_cabinet_has_none(files: dict[str, bytes]) -> None:
    assert found(files) == []


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        (
            "bureau/outgoing/2024/0099",
            "REF002 “refers”所指的“bureau/outgoing/2024/0099”不存在，是否为“bureau/outgoing/2024/0001”？",
        ),
        (
            "bureau/outgong/2024/0001",
            "REF002 “refers”所指的“bureau/outgong/2024/0001”不存在，是否为“bureau/outgoing/2024/0001”？",
        ),
        ("2024-minaab", "REF002 “refers”所指的“2024-minaab”不存在，是否为“2024-minaaa”？"),
        ("2024-qqqqqq", "REF001 “refers”所指的“2024-qqqqqq”不存在"),
        ("bureau/outgoing/2024/0002", "REF004 “refers”指向本件自己（bureau/outgoing/2024/0002）"),
        ("2024-outbbb", "REF004 “refers”指向本件自己（2024-outbbb）"),
    ],
)
def test_references_that_do_not_hold(files: dict[str, bytes], ref: str, message: str) -> None:
    edit(files, LETTER, "refers: [bureau/outgoing/2024/0001]", f"refers: [{ref}]")
    assert found(files) == [f"{LETTER}:10:10 {message}"]


def test_a_reference_to_what_cannot_be_read_is_not_dangling(files: dict[str, bytes]) -> None:
    files["records/bureau/outgoing/2024/0001.md"] = b"no front matter\n"
    assert list(references.check(load(MemoryTree(files)))) == []


def test_one_record_referred_to_twice_by_two_names(files: dict[str, bytes]) -> None:
    edit(files, LETTER, "[bureau/outgoing/2024/0001]", "[bureau/outgoing/2024/0001, 2024-outaaa]")
    assert found(files) == [f"{LETTER}:10:37 REF009 “2024-outaaa”已引用过一次"]


def test_a_draft_is_referred_to_by_its_id(files: dict[str, bytes]) -> None:
    draft = "records/bureau/outgoing/drafts/plan.md"
    files[draft] = (
        files[LETTER].replace(b"2024-outbbb", b"2024-planaa").replace(b"refers: [bureau/outgoing/2024/0001]\n", b"")
    )
    edit(files, LETTER, "[bureau/outgoing/2024/0001]", "[bureau/outgoing/drafts/plan, 2024-outaaa]")
    assert found(files) == [f"{LETTER}:10:10 REF011 “bureau/outgoing/drafts/plan”是草稿的路径，取号后会变"]


def test_a_reference_to_an_annulled_number(files: dict[str, bytes]) -> None:
    edit(files, "records/bureau/outgoing/2024/0001.md", "genre:", "annulled: 活动取消\ngenre:")
    assert found(files) == [
        f"{PARTY}:8:8 REF003 “bureau/outgoing/2024/0001”已作废（溪文发〔2024〕1号：活动取消）",
        f"{LETTER}:10:10 REF003 “bureau/outgoing/2024/0001”已作废（溪文发〔2024〕1号：活动取消）",
        f"{LETTER}:15:2 REF003 “溪文发〔2024〕1号”已作废（溪文发〔2024〕1号：活动取消）",
    ]


def test_a_field_that_names_a_record_of_another_kind(files: dict[str, bytes]) -> None:
    edit(files, EXPENSE, "amount: 20000", "amount: 20000\nbasis: bureau/minutes/2024/0001")
    assert found(files) == [f"{EXPENSE}:8:8 REF008 “basis”须指向发文，“bureau/minutes/2024/0001”却是会议纪要"]


def test_a_reference_deep_in_a_list_of_objects(files: dict[str, bytes]) -> None:
    wrong = "bureau/expense/2024/0077"
    edit(files, MINUTES, "record: 2024-expbbb", f"record: {wrong}")
    assert found(files) == [
        f"{MINUTES}:10:14 REF002 “decisions[0].record”所指的“{wrong}”不存在，是否为“bureau/expense/2024/0002”？"
    ]


@pytest.mark.parametrize(
    "written",
    [
        "溪文发[2024]1号",
        "溪文发（2024）1号",
        "溪文发(2024)1号",
        "溪文发【2024】1号",
        "溪文发2024年第1号",
        "溪文发〔2024〕01号",
        "溪文发〔2024〕第1号",
    ],
)
def test_a_citation_in_the_wrong_form(files: dict[str, bytes], written: str) -> None:
    edit(files, LETTER, "溪文发〔2024〕1号", written)
    assert found(files) == [f"{LETTER}:15:2 REF005 “{written}”应写作“溪文发〔2024〕1号”"]


def test_a_citation_of_a_number_that_is_not_there(files: dict[str, bytes]) -> None:
    edit(files, LETTER, "溪文发〔2024〕1号", "\n\n《溪文发〔2024〕41号》")
    assert found(files) == [f"{LETTER}:17:2 REF006 文中引用的 溪文发〔2024〕41号 在发文登记簿里没有"]


def test_citations_in_titles_and_fields(files: dict[str, bytes]) -> None:
    edit(files, LETTER, "关于开展书法培训的通知", "关于转发溪文发[2024]1号的通知")
    assert found(files) == [f"{LETTER}:3:8 REF005 “溪文发[2024]1号”应写作“溪文发〔2024〕1号”"]


def test_a_foreign_citation_is_left_alone(files: dict[str, bytes]) -> None:
    edit(files, LETTER, "溪文发〔2024〕1号", "国办发[2012]30号")
    assert found(files) == []


def test_our_agency_with_a_code_no_register_has(files: dict[str, bytes]) -> None:
    edit(files, LETTER, "溪文发〔2024〕1号", "溪文办〔2024〕1号")
    assert found(files) == [
        f"{LETTER}:15:2 REF010 “溪文办〔2024〕1号”的代字“溪文办”不是本单位任何登记簿的（现有：溪文发、溪文纪要）"
    ]


def test_a_record_that_cites_a_later_one(files: dict[str, bytes]) -> None:
    edit(files, "records/bureau/outgoing/2024/0001.md", "date: 2024-01-15", "date: 2024-04-15")
    assert found(files) == [
        f"{LETTER}:10:10 REF007 本件日期 2024-03-05，所引的“bureau/outgoing/2024/0001”日期却是 2024-04-15",
        f"{LETTER}:15:2 REF007 本件日期 2024-03-05，所引的“溪文发〔2024〕1号”日期却是 2024-04-15",
    ]


def test_a_record_may_state_its_own_number(files: dict[str, bytes]) -> None:
    edit(files, LETTER, "溪文发〔2024〕1号", "溪文发〔2024〕2号")
    assert found(files) == []


def test_citations_and_minutes_of_a_regulation(files: dict[str, bytes]) -> None:
    edit(files, RULES, "为使发文有章可循", "根据溪文发(2024)9号")
    edit(files, RULES, "minutes: bureau/minutes/2023/0001", "minutes: bureau/minutes/2024/0004")
    assert found(files) == [
        f"{RULES}:6:40 REF001 “adopted.minutes”所指的“bureau/minutes/2024/0004”不存在",
        f"{RULES}:74:3 REF005 “溪文发(2024)9号”应写作“溪文发〔2024〕9号”",
        f"{RULES}:74:3 REF006 文中引用的 溪文发〔2024〕9号 在发文登记簿里没有",
    ]


def test_what_is_older_than_the_cabinet_cannot_be_looked_up(files: dict[str, bytes]) -> None:
    edit(files, LETTER, "溪文发〔2024〕1号", "溪文发〔2019〕3号")
    edit(files, LETTER, "[bureau/outgoing/2024/0001]", "[bureau/outgoing/2022/0004]")
    edit(files, RULES, "minutes: bureau/minutes/2023/0001", "minutes: bureau/minutes/2023/0012")
    older = "早于本文件柜的起始日（2024-01-01），柜内没有，无从核对"
    assert found(files) == [
        f"{RULES}:6:40 REF012 “bureau/minutes/2023/0012”{older}",
        f"{LETTER}:10:10 REF012 “bureau/outgoing/2022/0004”{older}",
        f"{LETTER}:15:2 REF012 “溪文发〔2019〕3号”{older}",
    ]
