"""A small office's desk for tests of rules: write a rule, try an example on it, read verdict and reasons as text."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from placet import messages
from placet.cabinet import load
from placet.model import Cabinet, Finding, Kind, Unit, Verdict
from placet.rules.cel import Environment
from placet.rules.compile import Compiled, Rulebook, rulebook
from placet.rules.context import Facts, zone_of
from placet.rules.example import faults, judged
from placet.rules.scope import Environments
from placet.tree import MemoryTree

UNIT = """\
title: 青岚县文化和旅游局
fonds: "0118"
agency: 青文旅
sections: {office: 办公室, finance: 财务股, culture: 文化股}
posts:
  director: {title: 局长}
  deputy: {title: 副局长, portfolio: [culture, finance]}
  executive: {title: 常务副局长, portfolio: [office]}
  clerk: {title: 经办员}
  cashier: {title: 出纳}
  staff: {title: 工作人员, everyone: true}
bodies:
  council: {title: 局务会, chair: [director, executive], voting: [director, deputy, executive, clerk], quorum: "0.5"}
  union: {title: 工会, chair: [cashier], voting: [cashier, clerk], quorum: "0.5", quorum-inclusive: true}
parameters:
  major: {title: 大额起点, value: 20000, unit: 元}
  days: {title: 期限, value: 3, unit: 个工作日}
  opening: {title: 上班时间, value: "08:30"}
"""
PEOPLE = """\
persons:
  - {id: a-zhou, name: 周甲}
  - {id: b-li, name: 李乙}
  - {id: c-wang, name: 王丙}
  - {id: d-sun, name: 孙丁}
appointments:
  - {person: a-zhou, post: director, from: 2023-01-01, until: 2024-06-30}
  - {person: b-li, post: director, from: 2024-07-01}
  - {person: c-wang, post: executive, from: 2023-01-01}
  - {person: d-sun, post: clerk, from: 2023-01-01}
  - {person: d-sun, post: cashier, from: 2024-01-01}
delegations:
  - {post: director, to: executive, from: 2024-03-01, until: 2024-03-31, acts: [approve], registers: [expense], basis: 局务会纪要}
absences:
  - {person: a-zhou, from: 2024-03-04, until: 2024-03-08, why: 外出学习}
"""
EXPENSE = """\
title: 支出
date: date
fields:
  date: {title: 日期, type: date, required: true}
  amount: {title: 金额, type: money, minimum: 0, required: true}
  method: {title: 方式, type: choice, choices: [cash, transfer], titles: {cash: 现金, transfer: 转账}}
  section: {title: 股室, type: section}
  handler: {title: 经办人, type: person}
  sections: {title: 会签股室, type: list, items: {type: section}}
  persons: {title: 同行人, type: list, items: {type: person}}
  items: {title: 明细, type: list, items: {type: object, properties: {name: {title: 品名, type: text, required: true}, price: {title: 单价, type: money}}}}
  spent: {title: 支出时间, type: datetime}
  due: {title: 期限, type: date}
  at_hour: {title: 钟点, type: time}
  purpose: {title: 用途, type: text}
  urgent: {title: 是否急件, type: boolean}
  body_of: {title: 决定会议, type: body}
  letter: {title: 函件, type: record, register: expense}
acts:
  draft: {title: 拟稿, by: [{person: handler}]}
  check: {title: 审核, by: [deputy, executive]}
  approve: {title: 审批, by: [director]}
  cosign: {title: 会签, by: [{portfolio: sections}]}
  number: {title: 编号, by: [clerk]}
  pay: {title: 付款, by: [cashier], data: {sum: {title: 实付, type: money}, note: {title: 备注, type: text}}}
  remark: {title: 备注, by: [anyone]}
columns: [number, title]
"""
MINUTES = """\
title: 会议纪要
date: date
fields:
  date: {title: 日期, type: date, required: true}
  body: {title: 会议, type: body, required: true}
  present: {title: 到会, type: list, items: {type: person}, required: true}
  chair: {title: 主持, type: person}
  decisions: {title: 决定, type: list, items: {type: object, properties: {record: {title: 事项, type: record}, outcome: {title: 结果, type: choice, choices: [approved, rejected], titles: {approved: 同意, rejected: 不同意}}}}}
acts:
  sign: {title: 签字, by: [{chair: {field: body}}]}
columns: [number, title]
meeting: {body: body, present: present, decisions: decisions, chair: chair}
"""
CALENDAR = """\
year: 2024
basis: 放假通知
holidays: {2024-04-04: 清明节, 2024-04-05: 清明节, 2024-05-01: 劳动节}
workdays: {2024-04-07: 清明节调休}
"""
CONFIG = 'title: 门户\nsince: 2023-01-01\nutc-offset: "+08:00"\nunits: [bureau]\n'
PATH = "docs/bureau/finance/2023-01-01.md"
_HEAD = """\
---
title: 财务制度
id: finance
unit: bureau
in-force: 2023-01-01
adopted: {by: council}
rules:
"""
_BODY = "---\n\n### 第一条 审批\n\n大额支出 **须经** 局务会同意（含本数）。\n"
_RULE = """\
  - id: tried
    article: 1
    says: 大额支出须经局务会同意
    basis: [S1-FIN-004]
    on: expense
"""
EXAMPLES = """\
    examples:
      - {given: {amount: 1}, expect: not-applicable}
      - {given: {amount: 2}, expect: not-applicable}
"""


def regulation(rule: str, examples: str = EXAMPLES) -> str:
    """A regulation with one article and one rule, of which `rule` says the rest."""
    return _HEAD + _RULE + textwrap.indent(textwrap.dedent(rule).strip("\n"), "    ") + "\n" + examples + _BODY


def cabinet(text: str | None, **more: str) -> Cabinet:
    """The office's cabinet with this regulation; more files by path."""
    files = {
        "records/cabinet.yaml": CONFIG,
        "records/bureau/unit.yaml": UNIT,
        "records/bureau/people.yaml": PEOPLE,
        "records/bureau/expense/register.yaml": "kind: expense\ntitle: 支出登记簿\n",
        "records/bureau/minutes/register.yaml": "kind: minutes\ntitle: 纪要登记簿\n",
        "records/registers/expense.yaml": EXPENSE,
        "records/registers/minutes.yaml": MINUTES,
        "records/calendar/2024.yaml": CALENDAR,
        **({PATH: text} if text is not None else {}),
        **more,
    }
    return load(MemoryTree({path: content.encode() for path, content in files.items()}))


def said(found: list[Finding] | tuple[Finding, ...]) -> list[str]:
    """Findings as `line:column CODE message`."""
    return [f"{one.place.line}:{one.place.column} {one.code} {messages.text(one, 'zh')}" for one in found]


def compiled(rule: str) -> tuple[Cabinet, Rulebook]:
    """The cabinet and rulebook of a rule; the cabinet itself must be without faults."""
    made = cabinet(regulation(rule))
    assert said(made.findings) == []
    return made, rulebook(made)


def faults_of(rule: str) -> list[str]:
    """What is wrong with a rule, apart from its examples."""
    return said(compiled(rule)[1].findings)


def example_faults(text: str) -> list[str]:
    """What is wrong with a whole regulation, examples included."""
    made = cabinet(text)
    book = rulebook(made)
    found = [*made.findings, *book.findings]
    for rules in book.by_rule().values():
        found += faults(rules, made, zone_of(made.config))
    return said(found)


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule to try examples on."""

    cabinet: Cabinet
    rule: Compiled

    def verdict(self, example: str) -> Verdict:
        """The verdict on an example, given as the YAML of an item of `examples` without `expect`."""
        text = regulation(
            "demand: {complete: [amount]}", "    examples:\n" + _item(example) + "      - {expect: met}\n"
        )
        made = cabinet(text)
        assert said(made.findings) == []
        return judged(self.rule, made.regulations[0].rules[0].examples[0], self.cabinet, zone_of(made.config))

    def __call__(self, example: str) -> list[str]:
        """The status, then the reasons in words."""
        verdict = self.verdict(example)
        return [verdict.status.value, *(messages.text(reason, "zh") for reason in verdict.reasons)]


def _item(example: str) -> str:
    lines = textwrap.dedent(example).strip("\n").splitlines() or ["given: {}"]
    return "".join(f"      {'- ' if not n else '  '}{text}\n" for n, text in enumerate([*lines, "expect: met"]))


def trial(rule: str) -> Trial:
    """A rule that must compile without faults."""
    made, book = compiled(rule)
    assert said(book.findings) == []
    return Trial(made, book.rules[0])


@cache
def office() -> tuple[Unit, Kind, Cabinet]:
    """The office's unit and its expense kind."""
    made = cabinet(regulation("demand: {complete: [amount]}"))
    return made.units["bureau"], made.kinds["expense"], made


def environment() -> Environment:
    """What expressions over an expense may use."""
    unit, kind, made = office()
    return Environments(made.kinds, made.calendars).of(unit, kind.id)


def moment(text: str) -> datetime:
    """A moment of the office's clock: "2024-03-05T10:00"."""
    return datetime.fromisoformat(text + ":00+08:00")


def facts(record: object, standings: object = (), as_of: str = "2024-12-31T17:00") -> Facts:
    """The facts of an expense in the real office."""
    unit, kind, made = office()
    return Facts(record, kind, unit, standings, moment(as_of), zone_of(made.config), unit.parameters)  # type: ignore[arg-type]
