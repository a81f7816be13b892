"""Regulations: articles found in the Markdown, rules as data with a place for every key."""

from __future__ import annotations

from decimal import Decimal

import pytest

from placet import messages
from placet.cabinet import load
from placet.model import Finding, Level, Place, Regulation
from placet.readers.regulation import read
from placet.tree import MemoryTree

PATH = "docs/bureau/finance/2024-02-01.md"
HEAD = """---
title: 财务制度
id: finance
unit: bureau
in-force: 2024-02-01
adopted: {by: bureau-meeting, minutes: bureau/minutes/2024/0001}
"""
RULE = """rules:
  - id: major-spending
    article: 2
    says: 单笔支出超过两万元的
    on: [expense, claim]
    when: amount >= param.major_spending
    demand:
      decision: {body: bureau-meeting, outcome: approved}
      acts: [apply, {approve: {count: 2}}]
    before: pay
    level: warning
    examples:
      - {given: {amount: 20000, urgent: true, code: "003"}, acts: [apply], expect: waiting, as-of: 2024-03-01}
      - given: {amount: 19999.99}
        with: [{kind: minutes, ref: m1}]
        period: 2024-03
        expect: not-applicable
        note: 不足两万元
unchecked:
  - {article: 1, why: 只讲目的}
"""
BODY = """---

# 财务制度

## 第一章 总则

### 第一条 目的

为了**加强**财务管理，制定本制度。

## 第二章 支出

### 第二条 重大支出

单笔支出超过`两万元`的，须经
[局务会](x.md)研究同意：

- 先申请；
- 再审批。

<!-- 第三条 这里不是条文 -->

```
### 第三条
```

### 第三条

自印发之日起施行。
"""


def said(findings: list[Finding]) -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.code} {messages.text(f, 'zh')}" for f in findings]


def taken(text: str, path: str = PATH) -> Regulation:
    regulation, findings = read(text.encode(), None, path)
    assert findings == []
    assert regulation is not None
    return regulation


def faults(text: str, path: str = PATH) -> list[str]:
    return said(read(text.encode(), None, path)[1])


def test_articles_are_found_with_their_text_without_marks() -> None:
    articles = taken(HEAD + RULE + BODY).articles
    assert [(a.number, a.label, a.chapter, a.line) for a in articles] == [
        (1, "第一条 目的", "第一章 总则", 33),
        (2, "第二条 重大支出", "第二章 支出", 39),
        (3, "第三条", "第二章 支出", 53),
    ]
    assert [a.text for a in articles] == [
        "为了加强财务管理，制定本制度。",
        "单笔支出超过两万元的，须经\n局务会研究同意：\n先申请；\n再审批。\n### 第三条",
        "自印发之日起施行。",
    ]
    assert articles[0].markdown == "### 第一条 目的\n\n为了**加强**财务管理，制定本制度。\n"


def test_articles_may_open_paragraphs_instead_of_headings() -> None:
    articles = taken(
        HEAD + "---\n第一条　为了管理。\n\n第一款续文。\n\n第二条　第一条所称管理，是指管理。\n\n第一条所列除外。\n"
    ).articles
    assert [(a.number, a.label, a.text) for a in articles] == [
        (1, "第一条", "为了管理。\n第一款续文。"),
        (2, "第二条", "第一条所称管理，是指管理。\n第一条所列除外。"),
    ]


def test_a_rule_is_plain_data_with_marks() -> None:
    rule = taken(HEAD + RULE + BODY).rules[0]
    assert (rule.id, rule.regulation, rule.article, rule.level) == ("major-spending", "finance", 2, Level.WARNING)
    assert (rule.on, rule.when, rule.before) == (("expense", "claim"), "amount >= param.major_spending", "pay")
    assert rule.says == "单笔支出超过两万元的"
    assert rule.demands == {
        "decision": {"body": "bureau-meeting", "outcome": "approved"},
        "acts": ["apply", {"approve": {"count": Decimal(2)}}],
    }
    assert rule.place == Place(PATH, 8, 5)
    assert {key: (place.line, place.column) for key, place in rule.marks.items() if not key.startswith("examples")} == {
        "id": (8, 9),
        "article": (9, 14),
        "says": (10, 11),
        "on": (11, 5),
        "on[0]": (11, 10),
        "on[1]": (11, 19),
        "when": (12, 11),
        "demand": (13, 5),
        "demand.decision": (14, 7),
        "demand.decision.body": (14, 24),
        "demand.decision.outcome": (14, 49),
        "demand.acts": (15, 7),
        "demand.acts[0]": (15, 14),
        "demand.acts[1]": (15, 21),
        "demand.acts[1].approve": (15, 22),
        "demand.acts[1].approve.count": (15, 39),
        "before": (16, 13),
        "level": (17, 12),
    }


def test_examples_are_plain_data() -> None:
    first, second = taken(HEAD + RULE + BODY).rules[0].examples
    assert first.given == {"amount": Decimal(20000), "urgent": True, "code": "003"}
    assert (first.acts, first.expect, str(first.as_of)) == (("apply",), "waiting", "2024-03-01")
    assert second.given == {"amount": Decimal("19999.99")}
    assert (second.others, second.period, second.note) == (({"kind": "minutes", "ref": "m1"},), "2024-03", "不足两万元")
    assert second.place == Place(PATH, 20, 9)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("### 第一条\n\n甲\n\n### 第一条\n\n乙\n", ["11:1 FMT070 第一条出现两次"]),
        ("### 第一条\n\n甲\n\n### 第三条\n\n乙\n", ["11:1 FMT071 第三条的位置上应是第 2 条"]),
        ("### 第1条\n\n甲\n", ["7:1 FMT072 “第1条”的条号须用汉字数字", "0:0 FMT074 正文里没有找到条文"]),
        ("### 第一条\n\n甲\n\n### 第一条之一\n\n乙\n", ["11:1 FMT073 “第一条之一”：不用“之一”编号"]),
        ("# 标题\n", ["0:0 FMT074 正文里没有找到条文"]),
    ],
)
def test_faulty_articles(body: str, expected: list[str]) -> None:
    text = HEAD.removesuffix("\n") + "\n---\n" + body
    shifted = [f"{int(line.split(':')[0]) + 1 if line[0] != '0' else 0}:{line.split(':', 1)[1]}" for line in expected]
    assert faults(text) == shifted


def test_unknown_rule_keys_are_errors_at_their_own_line_and_leave_the_other_rules() -> None:
    good = RULE.replace("unchecked:\n  - {article: 1, why: 只讲目的}\n", "")
    bad = "  - id: other\n    articel: 2\n    says: 甲\n    on: expense\n    demand: {}\n    examples: []\n"
    regulation, findings = read((HEAD + good + bad + BODY).encode(), None, PATH)
    assert regulation is not None
    assert [rule.id for rule in regulation.rules] == ["major-spending"]
    assert said(findings) == [
        "26:5 FMT021 没有“articel”这一项，是否为“article”？",
        "25:5 FMT022 缺少“article”（所据的条）",
    ]


def test_rule_ids_are_unique_and_articles_whole() -> None:
    rule = "  - {id: a, article: 1, says: 甲, on: x, demand: {complete: [b]}, examples: []}\n"
    text = HEAD + "rules:\n" + rule + rule + rule.replace("article: 1", "article: 1.5") + BODY
    assert faults(text) == ["9:10 FMT076 规则“a”出现两次", "10:22 FMT077 条号须是整数，不是“1.5”"]


def test_the_path_must_agree() -> None:
    text = HEAD + BODY
    assert faults(text, "docs/common/money/2024-01-01.md") == [
        "4:7 FMT075 “unit”是“bureau”，文件却放在“common”",
        "3:5 FMT075 “id”是“finance”，文件却放在“money”",
        "5:11 FMT075 “in-force”是“2024-02-01”，文件却放在“2024-01-01”",
    ]


def test_versions_end_the_day_before_the_next_and_before_repeal() -> None:
    def version(day: str, more: str = "") -> bytes:
        return (HEAD.replace("2024-02-01", day) + more + BODY).encode()

    files = {
        "docs/bureau/finance/2024-02-01.md": version("2024-02-01"),
        "docs/bureau/finance/2025-01-01.md": version("2025-01-01"),
        "docs/bureau/finance/2026-01-01.md": version("2026-01-01", "repealed: 2026-06-01\n"),
        "records/bureau/unit.yaml": b"",
    }
    cabinet = load(MemoryTree(files))
    assert [(str(one.in_force), str(one.until)) for one in cabinet.regulations] == [
        ("2024-02-01", "2024-12-31"),
        ("2025-01-01", "2025-12-31"),
        ("2026-01-01", "2026-05-31"),
    ]
