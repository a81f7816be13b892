"""The rule author's guide: its ten rules compile against the sample office, and their examples come out as it says."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest
import yaml

from placet import messages
from placet.cabinet import load
from placet.cli import run
from placet.readers.numerals import numeral
from placet.rules.compile import rulebook
from placet.rules.context import zone_of
from placet.rules.example import faults
from placet.tree import WorkTree

ROOT = Path(__file__).resolve().parents[1]
BLOCKS = re.findall(r"```yaml\n(- .*?)```", (ROOT / "docs" / "guide" / "author.md").read_text("utf-8"), re.DOTALL)
RULES = [rule for block in BLOCKS for rule in yaml.safe_load(block)]
PLACE = "docs/bureau/guide/2026-01-01.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office without its records, with the guide's rules as a regulation of its own."""
    made = tmp_path_factory.mktemp("guide")
    for name in ("records/cabinet.yaml", "records/bureau/unit.yaml", "records/bureau/people.yaml"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, made / name)
    cabinet = made / "records" / "cabinet.yaml"
    cabinet.write_text(re.sub(r"units: .*", "units: [bureau]", cabinet.read_text("utf-8")), "utf-8")
    for folder in ("records/registers", "records/calendar"):
        shutil.copytree(ROOT / folder, made / folder)
    articles = "\n".join(f"### 第{numeral(rule['article'])}条\n\n{rule['says']}。\n" for rule in RULES)
    head = "title: 写法示例\nid: guide\nunit: bureau\nin-force: 2026-01-01\nadopted: {by: bureau-meeting}\nrules:\n"
    text = f"---\n{head}{textwrap.indent(''.join(BLOCKS), '  ')}---\n\n{articles}"
    (made / PLACE).parent.mkdir(parents=True)
    (made / PLACE).write_text(text, "utf-8")
    return made


def test_every_rule_of_the_guide_does_what_the_guide_says(root: Path) -> None:
    cabinet = load(WorkTree(root))
    book = rulebook(cabinet)
    found = [one for one in (*cabinet.findings, *book.findings) if one.place.path == PLACE]
    for rules in book.by_rule().values():
        found += faults(rules, cabinet, zone_of(cabinet.config))
    assert [f"{one.place.line}: {messages.text(one, 'zh')}" for one in found] == []
    assert len(book.by_rule()) == len(RULES) == 11


def test_the_rules_go_from_easy_to_hard_through_the_demands() -> None:
    assert [sorted(rule["demand"]) for rule in RULES] == [
        ["complete"], ["acts"], ["acts"], ["distinct"], ["deadline"], ["assert"],
        ["link"], ["decision"], ["acts"], ["total"], ["cadence"],
    ]  # fmt: skip
    assert all({example["expect"] for example in rule["examples"]} >= {"met", "breached"} for rule in RULES)


def test_why_says_a_rule_as_a_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "--root", str(root), "guide/dispatched-in-two-working-days"]) == 0
    assert capsys.readouterr().out == (
        "# guide/dispatched-in-two-working-days\n\n"
        "《写法示例》（2026-01-01 起施行）第5条：「签发后两个工作日内发出」\n\n"
        "意思是：发文：发出须在签发之后2个工作日内。\n\n"
        "适用于：发文\n"
        '要求：deadline {"act": "dispatch", "after": {"act": "issue"}, "within": {"working_days": "2"}}\n'
        "例：3 个，随检查一起运行\n"
    )


def _fresh(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root, tmp_path / "office")
    return tmp_path / "office"


def test_a_text_becomes_a_regulation_that_passes_the_check(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = _fresh(root, tmp_path)
    passed = tmp_path / "passed.txt"
    passed.write_text(
        "第一章 总则\n第一条　为管好公务用车，制定本办法。\n第二条\n\u3000\u3000派车由办公室主任批准。\n", "utf-8"
    )
    given = ("--slug", "vehicles", "--set", "title=公务用车办法", "--set", "in-force=2026-07-01", "--text", str(passed))
    assert run(["new", "regulation", "--root", str(office), *given]) == 0
    said = capsys.readouterr().out
    assert said == (
        "已建制度文件 docs/bureau/vehicles/2026-07-01.md\n"
        "  下一步：补齐条文和规则（写法见 docs/guide/author.md），运行 placet check；修订的影响用 placet impact 看\n"
    )
    made = (office / "docs/bureau/vehicles/2026-07-01.md").read_text("utf-8")
    head, _, body = made.removeprefix("---\n").partition("---\n")
    assert (
        body
        == "\n## 第一章 总则\n\n### 第一条\n\n为管好公务用车，制定本办法。\n\n### 第二条\n\n派车由办公室主任批准。\n"
    )
    assert yaml.safe_load(head)["unchecked"] == [
        {"article": 1, "why": "尚未写规则"},
        {"article": 2, "why": "尚未写规则"},
    ]
    assert [one for one in load(WorkTree(office)).findings if "vehicles" in one.place.path] == []
    assert run(["new", "regulation", "--root", str(office), *given]) == 2
    assert capsys.readouterr().err.startswith("placet: CMD209 ")


def test_an_amendment_starts_from_the_latest_version(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = _fresh(root, tmp_path)
    assert run(["new", "regulation", "--root", str(office), "--slug", "guide", "--set", "in-force=2026-10-01"]) == 0
    capsys.readouterr()
    old, new = ((office / f"docs/bureau/guide/{day}.md").read_text("utf-8") for day in ("2026-01-01", "2026-10-01"))
    note = "  # 通过它的会议；有了纪要，写成 {by: …, minutes: 单位/纪要登记簿/年/号}"
    assert new == old.replace("in-force: 2026-01-01", "in-force: 2026-10-01").replace(
        "adopted: {by: bureau-meeting}", "adopted: {by: bureau-meeting}" + note
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--slug", "Vehicles"), "placet: CMD206 "),
        (("--slug", "vehicles", "--set", "unit=hall"), "placet: CMD261 要写明是哪个单位的制度；没有“hall”这个单位\n"),
        (("--slug", "vehicles", "--set", "title=甲"), "placet: CMD260 新制度要写明施行日（in-force）\n"),
        (("--slug", "vehicles", "--set", "titel=甲"), "placet: CMD205 "),
        (("--slug", "vehicles", "--set", "title=甲", "--set", "in-force=2026-7-1"), "placet: FMT"),
    ],
)
def test_what_cannot_be_a_regulation_is_refused_and_nothing_written(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], said: str
) -> None:
    office = _fresh(root, tmp_path)
    before = sorted(office.rglob("*"))
    assert run(["new", "regulation", "--root", str(office), *given]) == 2
    assert capsys.readouterr().err.startswith(said)
    assert sorted(office.rglob("*")) == before


def test_a_text_whose_articles_cannot_be_read_is_refused(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = _fresh(root, tmp_path)
    passed = tmp_path / "passed.txt"
    passed.write_text("第一条 甲。\n第三条 乙。\n", "utf-8")
    given = ("--slug", "vehicles", "--set", "title=甲", "--set", "in-force=2026-07-01", "--text", str(passed))
    assert run(["new", "regulation", "--root", str(office), *given]) == 2
    assert capsys.readouterr().err == (
        "placet: CMD262 这份文字的条文读不懂（FMT071）\n"
        "  办法：每条另起一行，以“第一条”“第二条”开头，从一起连续编号；说明见 placet why FMT071\n"
    )


def test_the_layout_of_the_guide_is_read(root: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    shutil.copytree(root, office)
    guide = (ROOT / "docs" / "guide" / "author.md").read_text("utf-8")
    (block,) = re.findall(r"```yaml\n(layout:.*?)```", guide, re.DOTALL)
    kind = office / "records" / "registers" / "outgoing.yaml"
    text, found = re.subn(r"(?ms)^layout:\n(?:  .*\n)+", lambda _: block, kind.read_text("utf-8"))
    kind.write_text(text, "utf-8")
    cabinet = load(WorkTree(office))
    layout = cabinet.kinds["outgoing"].layout
    assert found == 1
    assert [one for one in cabinet.findings if one.place.path.startswith("records/registers/")] == []
    assert layout is not None
    assert [form.template for form in layout.forms] == ["letter", "document"]
