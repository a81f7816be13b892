"""The NUM findings: every fault a register of numbers can have, with its whole message."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from placet import messages
from placet.cabinet import load
from placet.checks import numbering
from placet.tree import MemoryTree
from tests.tiny import lay_out, tree_files

EXPENSE = "records/bureau/expense/register.yaml"
OUT = "records/bureau/outgoing/"
TEMPLATE = """---
id: {id}
title: 补充通知
classification: internal
date: {day}
genre: 通知
section: office
drafter: wang-fang
---

正文。
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """The base cabinet's files, free to be changed."""
    lay_out(tmp_path)
    return tree_files(tmp_path)


def found(files: Mapping[str, bytes]) -> list[str]:
    """The findings, each as `path:line CODE message`."""
    cabinet = load(MemoryTree(files))
    assert cabinet.findings == ()
    findings = sorted(numbering.check(cabinet), key=lambda one: one.sort_key)
    return [f"{one.place.path}:{one.place.line} {one.code} {messages.text(one, 'zh')}" for one in findings]


def letter(day: str, id_: str) -> bytes:
    """A letter of that day with this id."""
    return TEMPLATE.format(id=id_, day=day).encode()


def test_base_cabinet_has_none(files: dict[str, bytes]) -> None:
    assert found(files) == []


def test_used_twice_by_two_ways_of_padding(files: dict[str, bytes]) -> None:
    files[OUT + "2024/2.md"] = letter("2024-03-06", "2024-twicea")
    assert found(files) == [
        f"{OUT}2024/2.md:0 NUM001 编号重复：溪文发〔2024〕2号 已由 {OUT}2024/0002.md 使用",
        f"{OUT}2024/2.md:0 NUM007 文件名“2.md”应写成“0002.md”",
    ]


def test_gap_and_run_of_gaps(files: dict[str, bytes]) -> None:
    files[OUT + "2024/0004.md"] = letter("2024-03-06", "2024-gapaaa")
    files[OUT + "2024/0009.md"] = letter("2024-03-07", "2024-gapbbb")
    assert found(files) == [
        f"{OUT}2024/0004.md:0 NUM002 编号不连续：发文登记簿 2024 年缺第 3 号",
        f"{OUT}2024/0009.md:0 NUM002 编号不连续：发文登记簿 2024 年缺第 5–8 号",
    ]


def test_first_number_of_a_year_missing(files: dict[str, bytes]) -> None:
    files[OUT + "2023/0002.md"] = letter("2023-03-06", "2023-gapaaa")
    assert found(files) == [f"{OUT}2023/0002.md:0 NUM002 编号不连续：发文登记簿 2023 年缺第 1 号"]


def test_a_document_that_cannot_be_read_is_no_gap(files: dict[str, bytes]) -> None:
    files[OUT + "2024/0003.md"] = b"no front matter\n"
    files[OUT + "2024/0004.md"] = letter("2024-03-06", "2024-gapaaa")
    assert [one.code for one in numbering.check(load(MemoryTree(files)))] == []


def explain(files: dict[str, bytes], *lines: str) -> None:
    """Add explanations to the letters' register."""
    files[OUT + "register.yaml"] += ("explained:\n" + "".join(f"  {line}\n" for line in lines)).encode()


def test_explained_gap_is_none(files: dict[str, bytes]) -> None:
    files[OUT + "2024/0004.md"] = letter("2024-03-06", "2024-gapaaa")
    explain(files, '"2024/0003": 电脑故障跳号')
    assert found(files) == []


def test_a_number_lost_after_the_last_is_explained(files: dict[str, bytes]) -> None:
    explain(files, '"2024/0003": 取号后撤回')
    assert found(files) == []


def test_explanations_not_needed_and_ahead_and_zero(files: dict[str, bytes]) -> None:
    explain(files, '"2024/0000": 无', '"2024/0002": 已有', '"2024/0006": 尚未编到')
    register = f"{OUT}register.yaml:0"
    assert found(files) == [
        f"{register} NUM003 explained 中说明了“2024/0002”，但 溪文发〔2024〕2号 已有文件",
        f"{register} NUM004 explained 中的“2024/0000”不是编号：没有 0 号",
        f"{register} NUM015 explained 中的“2024/0006”超前：该年只到第 2 号，其间的 3–5 没有着落",
    ]


def test_year_of_the_folder_is_not_that_of_the_day(files: dict[str, bytes]) -> None:
    files[OUT + "2024/0003.md"] = letter("2023-12-29", "2024-yearaa")
    assert found(files) == [f"{OUT}2024/0003.md:5 NUM005 溪文发〔2024〕3号 放在 2024 年，本件日期却是 2023-12-29"]


def test_days_out_of_order(files: dict[str, bytes]) -> None:
    files[OUT + "2024/0003.md"] = letter("2024-02-01", "2024-ordera")
    files[OUT + "2024/0004.md"] = letter("2024-03-04", "2024-orderb")
    files[OUT + "2024/0005.md"] = letter("2024-03-05", "2024-orderc")
    assert found(files) == [
        f"{OUT}2024/0003.md:5 NUM006 溪文发〔2024〕3号 的日期 2024-02-01 早于前面的 溪文发〔2024〕2号（2024-03-05）",
        f"{OUT}2024/0004.md:5 NUM006 溪文发〔2024〕4号 的日期 2024-03-04 早于前面的 溪文发〔2024〕2号（2024-03-05）",
    ]


def test_number_zero(files: dict[str, bytes]) -> None:
    files[OUT + "2024/0000.md"] = letter("2024-01-02", "2024-zeroaa")
    assert found(files) == [f"{OUT}2024/0000.md:0 NUM008 编号从 1 起，没有 0 号"]


def test_number_in_the_front_matter(files: dict[str, bytes]) -> None:
    kind = "records/registers/expense.yaml"
    files[kind] = files[kind].replace(b"acts:", "  note: {title: 摘要, type: text}\nacts:".encode(), 1)
    files[EXPENSE] += "series: 溪文财〔{year}〕{n}号\n".encode()
    paper_path = "records/bureau/expense/2024/0001.md"
    files[paper_path] = files[paper_path].replace(b"amount:", "note: 溪文财[2024]7号\namount:".encode())
    assert found(files) == [f"{paper_path}:7 NUM009 编号只由路径表示，不得再写入“note”（溪文财[2024]7号）"]


def stub(day: str, id_: str) -> bytes:
    """An annulled number's stub."""
    return (
        letter(day, id_)
        .replace("正文。".encode(), b"")
        .replace(b"date:", "annulled: 内容有误，不再印发\ndate:".encode())
    )


def test_annulled_stub_stands_for_its_number(files: dict[str, bytes]) -> None:
    files[OUT + "2024/0003.md"] = stub("2024-01-02", "2024-annula")
    assert found(files) == []


def test_annulled_stub_with_acts_of_the_former_document(files: dict[str, bytes]) -> None:
    files[OUT + "2024/0003.md"] = stub("2024-03-06", "2024-annula")
    files[OUT + "2024/0003.jsonl"] = files[OUT + "2024/0002.jsonl"].splitlines(keepends=True)[0]
    assert found(files) == [f"{OUT}2024/0003.jsonl:1 NUM010 本号已作废，办理单里却还有针对原件的办理记录 1 行"]


def test_annulled_draft(files: dict[str, bytes]) -> None:
    files[OUT + "drafts/plan.md"] = stub("2024-03-06", "2024-annula")
    assert found(files) == [f"{OUT}drafts/plan.md:5 NUM016 草稿没有编号，不能作废（annulled）"]


def test_two_registers_with_one_code(files: dict[str, bytes]) -> None:
    files[EXPENSE] += "series: 溪文发〔{year}〕第{n}期\n".encode()
    assert found(files) == [
        f"{OUT}register.yaml:0 NUM011 发文字号“溪文发〔{{year}}〕{{n}}号”的代字“溪文发”已属 bureau/expense"
    ]


def test_series_without_a_code(files: dict[str, bytes]) -> None:
    files[EXPENSE] += "series: 〔{year}〕{n}号\n".encode()
    assert found(files) == [
        f"{EXPENSE}:0 NUM013 编号式样“〔{{year}}〕{{n}}号”须依次含 {{year}} 和 {{n}} 各一次，前面有代字"
    ]


@pytest.mark.parametrize("stem", ["关于会议的通知", "My-Draft", "a_b", "-a", "a--b"])
def test_names_of_drafts(files: dict[str, bytes], stem: str) -> None:
    files[f"{OUT}drafts/{stem}.md"] = letter("2024-03-06", "2024-drafta")
    assert found(files) == [f"{OUT}drafts/{stem}.md:0 NUM012 草稿文件名“{stem}.md”只能用小写字母、数字和连字符"]


def test_one_id_on_two_records_is_laid_to_the_draft(files: dict[str, bytes]) -> None:
    files[OUT + "drafts/copy.md"] = letter("2024-03-06", "2024-minaaa")
    assert found(files) == [
        f"{OUT}drafts/copy.md:2 NUM014 id“2024-minaaa”已由 records/bureau/minutes/2024/0001.md 使用"
    ]


def test_a_huge_number_is_one_finding(files: dict[str, bytes]) -> None:
    files[OUT + "2024/999999999.md"] = letter("2024-03-06", "2024-hugeaa")
    assert found(files) == [f"{OUT}2024/999999999.md:0 NUM002 编号不连续：发文登记簿 2024 年缺第 3–999999998 号"]
