"""A small cabinet for the portal's tests: one office, two registers, a regulation in two versions, hostile words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tests.sample.keys import public_line
from tests.sample.pen import Desk, Paper
from tests.sample.roster import key_ordinal

_CHINA = timezone(timedelta(hours=8))
_PEOPLE = {"qin-shuhua": "秦淑华", "shen-yulan": "沈玉兰", "ye-xiaowen": "叶晓雯", "wen-jie": "文杰"}
HOSTILE = '<script>window.hit=1</script><img src=x onerror="window.hit=1">'

FILES = {
    "records/cabinet.yaml": """\
title: 临川县文化馆文件门户
since: 2023-01-01
as-of: 2026-06-18T17:00:00+08:00
utc-offset: "+08:00"
units: [hall]
""",
    "records/hall/unit.yaml": """\
title: 临川县文化馆
fonds: "0207"
agency: 临文馆
sections: {office: 办公室, training: 培训部}
posts:
  head: {title: 馆长, portfolio: [office, training]}
  office-director: {title: 办公室主任, reports-to: head}
  clerk: {title: 文书, reports-to: office-director}
bodies:
  hall-meeting:
    title: 馆务会议
    chair: [head]
    voting: [head, office-director]
    observers: [clerk]
    quorum: "0.5"
    quorum-inclusive: false
    convenes: head
parameters:
  major_spending: {title: 大额支出起点, value: 20000, unit: 元}
""",
    "records/registers/outgoing.yaml": """\
title: 发文
date: date
fields:
  date: {title: 成文日期, type: date, required: true}
  genre: {title: 文种, type: choice, choices: [通知, 函], required: true}
  section: {title: 主办部门, type: section, required: true}
  drafter: {title: 拟稿人, type: person, required: true}
  amount: {title: 涉及金额, type: money, minimum: 0}
  urgent: {title: 急件, type: boolean}
acts:
  draft: {title: 拟稿, by: [{person: drafter}]}
  check: {title: 核稿, by: [office-director]}
  issue: {title: 签发, by: [head]}
  number: {title: 编号, by: [clerk]}
  seal: {title: 用印, by: [clerk], data: {copies: {title: 份数, type: number, minimum: 1, required: true}}}
  objection: {title: 提出异议, by: [anyone], objection: true}
columns: [number, title, genre, section, date]
publish: internal
retain: 永久
""",
    "records/registers/minutes.yaml": """\
title: 会议纪要
date: date
fields:
  date: {title: 开会日期, type: date, required: true}
  body: {title: 会议, type: body, required: true}
  chair: {title: 主持人, type: person, required: true}
  present: {title: 出席, type: list, items: {type: person}, required: true}
  decisions:
    title: 议定事项
    type: list
    items:
      type: object
      properties:
        matter: {title: 事项, type: text}
        record: {title: 所议文件, type: record}
        outcome: {title: 结果, type: choice, choices: [approved, deferred], titles: {approved: 同意, deferred: 缓议}}
acts:
  sign: {title: 签字, by: [{person: chair}]}
  number: {title: 编号, by: [clerk]}
columns: [number, title, body, date]
publish: internal
retain: 永久
meeting: {body: body, present: present, decisions: decisions, chair: chair}
""",
    "records/hall/outgoing/register.yaml": """\
kind: outgoing
title: 发文登记簿
series: 临文馆〔{year}〕{n}号
explained: {"2026/0003": 取号后停办，号码不再使用}
""",
    "records/hall/minutes/register.yaml": "kind: minutes\ntitle: 馆务会议纪要\n",
}

_RULES = """\
rules:
  - id: issue-order
    article: 2
    says: 由拟稿人拟稿，办公室主任核稿，馆长签发
    basis: [S1-DOUT-002]
    on: outgoing
    demand:
      acts: {stages: [{draft: {person: drafter}}, {check: office-director}, {issue: head}]}
    before: number
    examples:
      - given: {genre: 通知, section: office, drafter: a}
        acts: ["draft by a", "check by office-director", "issue by head", "number"]
        expect: met
      - given: {genre: 通知, section: office, drafter: a}
        acts: ["draft by a", "issue by head", "number"]
        expect: breached
"""

_SPENDING = """\
  - id: major
    article: 3
    says: 涉及金额达到大额支出起点的，须经馆务会议研究同意
    on: outgoing
    when: filled.amount && amount >= param.major_spending
    demand:
      decision: {body: hall-meeting, outcome: approved}
    before: number
    examples:
      - {given: {amount: 20000}, expect: waiting}
      - {given: {amount: 19999.99}, expect: not-applicable}
"""


def _regulation(in_force: str, rules: str, third: str, minutes: str) -> str:
    return f"""\
---
title: 公文处理办法
id: documents
unit: hall
in-force: {in_force}
adopted: {{by: hall-meeting, minutes: {minutes}}}
{rules}unchecked:
  - {{article: 1, why: 立法目的，无记录可查}}
---

## 第一章 总则

### 第一条 目的

为使公文办理有章可循，制定本办法。

## 第二章 发文

### 第二条 发文程序

发文由拟稿人拟稿，办公室主任核稿，馆长签发，签发后方可编号。

### 第三条 大额支出

{third}
"""


def make(root: Path, notices: int = 0, told: Callable[[str], str] = str) -> None:
    """Write the small cabinet under `root`, with so many plain notices more, all that people wrote as `told` says it."""
    old, new = "支出事项须说明用途。", "涉及金额达到大额支出起点的，须经馆务会议研究同意，再行编号。"
    unruled = "unchecked:\n  - {article: 3, why: 说明是否充分，由核稿人判断}\n"
    files = FILES | {
        "records/hall/people.yaml": _people(),
        "docs/hall/documents/2023-03-01.md": _regulation("2023-03-01", _RULES, old, "hall/minutes/2023/0001").replace(
            "unchecked:\n", unruled
        ),
        "docs/hall/documents/2026-01-01.md": _regulation(
            "2026-01-01", _RULES + _SPENDING, new, "hall/minutes/2025/0001"
        ),
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(told(text), "utf-8")
    desk = Desk(root, "portal")
    _papers(desk)
    for count in range(notices):
        _notice(desk, count)
    for paper in desk.papers:
        _retell(paper, told)
    desk.write()


def _retell(paper: Paper, told: Callable[[str], str]) -> None:
    def retold(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: retold(one) for key, one in value.items()}
        if isinstance(value, list):
            return [retold(one) for one in value]
        return told(value) if isinstance(value, str) else value

    body = paper.body
    paper.body = told(body) if isinstance(body, str) else lambda cite: told(body(cite))
    paper.title, paper.annulled, paper.fields = told(paper.title), told(paper.annulled), retold(paper.fields)
    for stroke in paper.strokes:
        stroke.opinion = told(stroke.opinion)


def _people() -> str:
    persons = "".join(
        f"  - {{id: {person}, name: {name}, keys: [{{public: {public_line(person, key)}, from: 2023-01-01}}]}}\n"
        for person, name in _PEOPLE.items()
        for key in (key_ordinal(person, date(2026, 3, 4)),)
    )
    return (
        f"persons:\n{persons}"
        "appointments:\n"
        "  - {person: shen-yulan, post: head, from: 2024-09-01, basis: 任职通知}\n"
        "  - {person: wen-jie, post: head, from: 2023-01-01, until: 2024-08-31, basis: 任职通知}\n"
        "  - {person: qin-shuhua, post: office-director, from: 2023-01-01, basis: 任职通知}\n"
        "  - {person: ye-xiaowen, post: clerk, from: 2023-01-01, basis: 任职通知}\n"
        "delegations:\n"
        "  - {post: head, to: office-director, from: 2026-06-01, until: 2026-06-30, acts: [issue],"
        " registers: [outgoing], basis: 馆长外出学习}\n"
        "absences: []\n"
    )


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=_CHINA)


def _adoption(desk: Desk, day: date, chair: str, occasion: str) -> None:
    fields = {
        "date": day,
        "body": "hall-meeting",
        "chair": chair,
        "present": [chair, "qin-shuhua"],
        "decisions": [{"matter": "通过《公文处理办法》", "outcome": "approved"}],
    }
    title = f"{day.year}年馆务会议纪要（{occasion}）"
    minutes = desk.add(Paper("hall/minutes", day, title, fields, "会议通过《公文处理办法》。"))
    minutes.stroke("sign", chair, _at(day, 15)).stroke("number", "ye-xiaowen", _at(day, 16), "clerk")


def _papers(desk: Desk) -> None:
    _adoption(desk, date(2023, 2, 20), "wen-jie", "第一次")
    _adoption(desk, date(2025, 12, 15), "shen-yulan", "修订")
    met, sent, late = date(2026, 1, 12), date(2026, 3, 4), date(2026, 6, 16)
    training = desk.add(
        Paper(
            "hall/outgoing",
            sent,
            "关于举办暑期非遗培训班的通知",
            {"date": sent, "genre": "通知", "section": "training", "drafter": "wen-jie", "amount": 26000},
            lambda cite: (
                "各乡镇文化站：\n\n经馆务会议研究，现将暑期非遗培训班有关事项通知如下。\n\n"
                "## 一、时间地点\n\n7月6日至10日，县文化馆三楼排练厅，招标采购的教具由本馆提供。\n\n"
                "## 二、报名\n\n| 类别 | 名额 |\n| --- | --- |\n| 剪纸 | 30 |\n| 竹编 | 24 |\n\n"
                f"依照《公文处理办法》第三条办理。\n\n{HOSTILE}\n"
            ),
        )
    )
    training.stroke("draft", "wen-jie", _at(sent, 9)).stroke(
        "check", "qin-shuhua", _at(sent, 10), "office-director", "格式无误"
    ).stroke("issue", "shen-yulan", _at(sent, 11), "head", "同意发出").stroke(
        "number", "ye-xiaowen", _at(sent, 12), "clerk"
    ).stroke("seal", "ye-xiaowen", _at(sent, 14), "clerk", data={"copies": 14})
    minutes = desk.add(
        Paper(
            "hall/minutes",
            met,
            "2026年第一次馆务会议纪要",
            {
                "date": met,
                "body": "hall-meeting",
                "chair": "shen-yulan",
                "present": ["shen-yulan", "qin-shuhua"],
                "decisions": [{"record": training, "outcome": "approved"}],
            },
            "会议同意举办暑期非遗培训班。",
        )
    )
    minutes.stroke("sign", "shen-yulan", _at(met, 15)).stroke("number", "ye-xiaowen", _at(met, 16), "clerk")
    training.refers.append(minutes)
    draft = desk.add(
        Paper(
            "hall/outgoing",
            late,
            f"关于补发教具清单的函 {HOSTILE}",
            {"date": late, "genre": "函", "section": "office", "drafter": "wen-jie"},
            lambda cite: (
                f"现就{cite(training)}补充教具清单。\n\n[点此](javascript:alert(1)) ![图](http://example.org/a.png)"
            ),
            refers=[training],
            draft="jiaoju",
        )
    )
    draft.stroke("draft", "wen-jie", _at(late, 9)).stroke(
        "check", "qin-shuhua", _at(late, 10), evidence="", opinion="先看过"
    )
    desk.add(
        Paper(
            "hall/outgoing",
            late,
            "关于场地借用的函",
            {"date": late, "genre": "函", "section": "office", "drafter": "wen-jie"},
            "原拟借用县体育馆场地。",
            annulled="场地已另有安排，不再发出",
        )
    )


def _notice(desk: Desk, count: int) -> None:
    day = date(2026, 3, 5) + timedelta(days=count)
    fields = {"date": day, "genre": "通知", "section": "office", "drafter": "wen-jie"}
    paper = desk.add(Paper("hall/outgoing", day, f"关于值班安排的通知（{count}）", fields, "按月排班，准时到岗。"))
    paper.stroke("draft", "wen-jie", _at(day, 9)).stroke("check", "qin-shuhua", _at(day, 10), "office-director")
    paper.stroke("issue", "shen-yulan", _at(day, 11), "head").stroke("number", "ye-xiaowen", _at(day, 12), "clerk")
