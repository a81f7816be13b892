"""`placet todo`: what waits for whom, since when, until when, and the command that does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from placet.cli import run
from tests.tiny import lay_out

GOLDEN = Path(__file__).parent / "golden" / "todo"
#: A draft that awaits check, countersign and issue; one that only wants its number; a filed one that wants its seal in
#: time; a stock-taking whose report is late, in a register that asks for one each month.
CASE = """\
write:
  docs/bureau/stock/2024-01-01.md: |
    ---
    title: 物资盘点办法
    id: stock
    unit: bureau
    in-force: 2024-01-01
    adopted: {by: office-meeting, minutes: bureau/minutes/2024/0001}
    rules:
      - id: each-month
        article: 1
        says: 每月盘点一次
        on: stock
        demand: {cadence: {every: month}}
        examples:
          - {period: 2024-03, as-of: 2024-03-20, expect: waiting}
          - {period: 2024-03, as-of: 2024-04-02, expect: breached}
      - id: report-in-time
        article: 2
        says: 盘点后五个工作日内报告
        on: stock
        demand:
          deadline: {act: report, after: {field: date}, within: {working_days: 5}}
        examples:
          - {given: {date: 2024-06-03}, acts: [report on 2024-06-11], expect: met}
          - {given: {date: 2024-06-03}, acts: [report on 2024-06-12], expect: breached}
      - id: reviewed
        article: 3
        says: 报告由馆长阅示
        on: stock
        demand:
          deadline: {act: review, after: {field: date}, within: {days: 60}}
        examples:
          - {given: {date: 2024-06-03}, acts: [review on 2024-06-11], expect: met}
          - {given: {date: 2024-06-03}, acts: [], as-of: 2024-06-12, expect: waiting}
      - id: counted
        article: 4
        says: 未编号前写明件数
        on: stock
        demand: {complete: [pieces]}
        examples:
          - {given: {pieces: 3}, expect: met}
          - {expect: waiting}
      - id: shown
        article: 5
        says: 报告须经馆长阅示后存档
        on: stock
        demand: {acts: [review]}
        examples:
          - {acts: [review], expect: met}
          - {expect: waiting}
    ---

    # 物资盘点办法

    ### 第一条

    每月盘点一次。

    ### 第二条

    盘点后五个工作日内报告。

    ### 第三条

    报告由馆长阅示。

    ### 第四条

    未编号前写明件数。

    ### 第五条

    报告须经馆长阅示后存档。
  records/registers/stock.yaml: |
    title: 盘点
    date: date
    fields:
      date: {title: 盘点日期, type: date, required: true}
      counter: {title: 盘点人, type: person, required: true}
      pieces: {title: 件数, type: number}
    acts:
      count: {title: 盘点, by: [{person: counter}]}
      report: {title: 报告, by: [clerk], data: {pages: {title: 页数, type: number, required: true}}}
      review: {title: 阅示, by: [director]}
    columns: [number, title, date]
    publish: internal
    retain: 10年
  records/bureau/stock/register.yaml: |
    kind: stock
    title: 盘点登记簿
  records/bureau/stock/2024/0001.md: |
    ---
    id: 2024-stockk
    title: 设备盘点
    classification: internal
    date: 2024-05-06
    counter: feng-lei
    pieces: 12
    ---

    设备齐全。
  records/bureau/stock/drafts/books.md: |
    ---
    id: 2024-stockb
    title: 图书盘点
    classification: internal
    date: 2024-06-24
    counter: feng-lei
    ---

    正在清点。
  records/bureau/outgoing/drafts/summer.md: |
    ---
    id: 2024-outccc
    title: 关于报送总结的通知
    classification: internal
    date: 2024-06-20
    genre: 通知
    section: culture
    drafter: wang-fang
    cosign_sections: [market]
    ---

    请按时报送。
  records/bureau/outgoing/drafts/autumn.md: |
    ---
    id: 2024-outddd
    title: 关于秋季开放时间的通知
    classification: internal
    date: 2024-06-21
    genre: 通知
    section: culture
    drafter: wang-fang
    ---

    九月起每日九时开放。
acts:
  bureau/stock/2024/0001:
    - count by feng-lei at 2024-05-06T10:00
  bureau/outgoing/drafts/summer:
    - draft by wang-fang at 2024-06-20T09:00
  bureau/outgoing/drafts/autumn:
    - draft by wang-fang at 2024-06-21T09:00
    - check by li-ping as office-director at 2024-06-21T10:00
    - issue by sun-qiang as director at 2024-06-21T11:00
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    lay_out(tmp_path / "cabinet", tmp_path)
    return tmp_path / "cabinet"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_everything_that_waits(
    lang: str, form: str, root: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    assert run(["--lang", lang, "todo", "--root", str(root), "--format", form]) == 0
    expect(GOLDEN / f"everything.{lang}.{form}", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("whom", "name"),
    [("sun-qiang", "person"), ("孙强", "person"), ("director", "post"), ("馆长", "post"), ("feng-lei", "drafter")],
)
def test_what_waits_for_one(
    whom: str, name: str, root: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    assert run(["todo", "--root", str(root), "--for", whom]) == 0
    expect(GOLDEN / f"{name}.zh.text", capsys.readouterr().out)


def test_nothing_waits(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["todo", "--root", str(root), "--for", "出纳"]) == 0
    assert capsys.readouterr().out == "截至 2024-06-28 17:00，没有待办\n"


def test_earlier_nothing_was_late(
    root: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    assert run(["todo", "--root", str(root), "--for", "clerk", "--as-of", "2024-05-08"]) == 0
    expect(GOLDEN / "earlier.zh.text", capsys.readouterr().out)


def test_a_name_that_is_nobodys_is_a_mistake(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["todo", "--root", str(root), "--for", "sun-qian"]) == 2
    assert capsys.readouterr().err == (
        "placet: TDO002 没有叫“sun-qian”的人或岗位，是否为“sun-qiang”？\n  办法：改用“sun-qiang”再试\n"
    )
    assert run(["todo", "--root", str(root), "--for", "xyz"]) == 2
    assert capsys.readouterr().err == (
        "placet: TDO001 没有叫“xyz”的人或岗位\n  办法：写 people.yaml 中的标识或姓名，或者 unit.yaml 中的岗位\n"
    )
