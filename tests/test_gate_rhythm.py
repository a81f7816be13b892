"""An objection appended to a filed record may take it out of a register's count: the gate judges the rhythm anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from placet import messages
from placet.gate import Outcome
from placet.gate.ruling import Explained
from tests.gatehouse import Gatehouse, gatehouse

RULE = """---
title: 发文节奏办法
id: rhythm
unit: bureau
in-force: 2024-01-01
adopted: {by: office-meeting, minutes: bureau/minutes/2024/0001}
rules:
  - id: monthly
    article: 1
    says: 每季度至少有一份没有异议的发文
    on: outgoing
    when: "!done.objection"
    demand:
      cadence: {every: quarter, count: COUNT}
    examples:
      - {period: 2024-Q1, as-of: 2024-07-01, expect: breached}
      - {period: 2024-Q1, as-of: 2024-03-01, expect: waiting}
---

### 第一条

每季度至少有一份没有异议的发文。
"""
OBJECTION = {"act": "objection", "by": "zhao-min", "at": "2024-06-20T09:00", "opinion": "内容有误"}


def house(tmp_path: Path, count: int) -> Gatehouse:
    made = gatehouse(tmp_path)
    made.commit({"docs/bureau/rhythm/2024-01-01.md": RULE.replace("COUNT", str(count))})
    made.repo.git("push", "--quiet", "origin", "main")
    made.branch("work")
    return made


def test_an_objection_that_leaves_a_period_short_is_refused(tmp_path: Path) -> None:
    made = house(tmp_path, 2)
    made.sign("bureau/outgoing/2024/0001", OBJECTION)
    made.commit()
    found = made.judge("work")
    assert found.outcome is Outcome.REFUSED
    (refusal,) = found.refusals
    assert isinstance(refusal, Explained)
    assert (refusal.code, messages.text(refusal, "zh")) == ("GAT020", "“发文登记簿”违反《发文节奏办法》第 1 条")
    assert [messages.text(one, "zh") for one in refusal.reasons] == ["发文登记簿在 2024-Q1 须有 2 件，只有 1 件"]


@pytest.mark.parametrize("count", [1, 3])
def test_an_objection_that_leaves_enough_or_finds_too_few_already_may_land(tmp_path: Path, count: int) -> None:
    made = house(tmp_path, count)
    made.sign("bureau/outgoing/2024/0001", OBJECTION)
    made.commit()
    assert [one.code for one in made.judge("work").refusals] == []
