"""A regulation with totals of every shape, to be laid beside the small cabinet of `tests/cases`."""

from __future__ import annotations

from datetime import datetime

#: After the first half-year of the small cabinet.
LATER = datetime.fromisoformat("2024-07-01T08:00:00+08:00")
PATH = "docs/bureau/limits/2024-01-01.md"
_HEAD = """---
title: 限额办法
id: limits
unit: bureau
in-force: 2024-01-01
adopted: {by: office-meeting, minutes: bureau/minutes/2024/0001}
rules:
"""
_RULE = """  - id: NAME
    article: 1
    says: 支出不得超过限额
    on: KIND
    demand: {total: DEMAND}
    examples:
      - {given: {classification: internal}, expect: met}
      - {given: {classification: public}, expect: met}
"""
_BODY = """---

### 第一条

支出不得超过限额。
"""
#: Name → kind and total.
TOTALS = {
    "yearly": ("expense", "{of: amount, where: handler == this.handler, over: year, at-most: 5000}"),
    "so-far": ("expense", "{of: amount, where: 'day <= this.day && done.pay', at-most: 20000}"),
    "same-basis": ("expense", "{over: {field: basis}, at-most: 1}"),
    "recent": ("expense", "{where: 'days(day, as_of) < 60', at-most: 1}"),
    "enough": ("outgoing", "{over: half-year, at-least: 2}"),
    "spent": ("outgoing", "{register: expense, of: amount, where: 'basis != \"\"', over: refers, at-most: 4000}"),
    "drafted": ("outgoing", "{register: expense, of: amount, where: handler == this.drafter, at-most: 6000}"),
}


def limits(*names: str, **others: str) -> str:
    """The regulation with these rules (all of them when none is named); `others` changes a rule's total."""
    rules = []
    for name in names or TOTALS:
        kind, demand = TOTALS[name]
        rule = _RULE.replace("NAME", name).replace("KIND", kind)
        rules.append(rule.replace("DEMAND", others.get(name.replace("-", "_"), demand)))
    return _HEAD + "".join(rules) + _BODY
