"""Conditions in words: every shape an author may write is said with the titles of fields, choices, posts and acts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from placet.cabinet import load
from placet.model import Cabinet
from placet.rules.condition import said
from placet.tree import WorkTree
from tests.desk import compiled

ROOT = Path(__file__).parents[1]


@cache
def _cabinet() -> Cabinet:
    return load(WorkTree(ROOT))


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("amount >= 500.50", "“金额”不少于500.50"),
        ("method == 'cash'", "“方式”是“现金”"),
        ("'cash' != method", "“现金”不是“方式”"),
        ("method in ['cash', 'transfer']", "“方式”是“现金”或者“转账”"),
        ("!(method in ['cash', 'transfer'])", "“方式”不是“现金”、“转账”"),
        ("section in sections", "“股室”在“会签股室”之中"),
        ("'finance' in sections", "“财务股”在“会签股室”之中"),
        ("!(handler in persons)", "“经办人”不在“同行人”之中"),
        ("urgent", "“是否急件”为“是”"),
        ("!urgent", "“是否急件”为“否”"),
        ("urgent == true", "“是否急件”是“是”"),
        ("done.pay && !done.approve", "已付款 且 尚未审批"),
        ("filled.due || !filled.purpose", "如果已填“用途”，则已填“期限”"),
        ("!numbered", "尚未编号"),
        ("amount < 500 || method != 'cash'", "如果“方式”是“现金”，则“金额”小于500"),
        ("!(urgent && done.pay)", "并非（“是否急件”为“是” 且 已付款）"),
        ("items.all(i, i.price > 0)", "“明细”中每一项：“单价”大于0"),
        ("!items.all(i, has(i.price))", "“明细”中并非每一项都符合：写明“单价”"),
        ("items.exists(i, !has(i.price))", "“明细”中有一项未写明“单价”"),
        ("!items.exists(i, i.name.contains('赠'))", "“明细”中没有一项“品名”包含“赠”"),
        ("items.exists_one(i, i.name.startsWith('A'))", "“明细”中恰有一项“品名”以“A”开头"),
        ("!items.exists_one(i, !i.name.endsWith('B'))", "并非（“明细”中恰有一项“品名”不以“B”结尾）"),
        ("sections.exists(s, s == 'finance')", "“会签股室”中有“财务股”"),
        ("!sections.exists(s, s in ['finance', 'office'])", "“会签股室”中没有“财务股”或者“办公室”"),
        ("sections.all(s, s in ['finance', 'office'])", "“会签股室”中每一项：该项是“财务股”或者“办公室”"),
        ("persons.all(p, p in refers)", "“同行人”都在关联文件之中"),
        ("!persons.all(p, p in refers)", "“同行人”不都在关联文件之中"),
        (
            "items.all(i, items.filter(j, j.name == i.name).exists(k, k.price > 1))",
            "“明细”中每一项：“明细”中“品名”是所论“品名”的各项中有一项“单价”大于1",
        ),
        ("sum(items.map(i, i.price)) == amount", "“明细”的“单价”的合计是“金额”"),
        ("count(items) > 0", "“明细”不为空"),
        ("count(items) == 0", "“明细”为空"),
        ("count(persons) + count(persons) >= 4", "“同行人”的人数的两倍不少于4"),
        ("distinct(persons) >= 2", "“同行人”中不同的个数不少于2"),
        ("days(date, due) <= param.days", "从“日期”到“期限”的天数不超过期限"),
        (
            "working_days(date, due) - 1 == hours(spent, as_of)",
            "从“日期”到“期限”的工作日数减1之差是从“支出时间”到判断之日的小时数",
        ),
        ("at.pay >= due && time_of(at.pay) < '17:30'", "“付款”的时间不早于“期限” 且 “付款”的时间的钟点早于“17:30”"),
        ("date_of(spent) > date", "“支出时间”所在日期晚于“日期”"),
        ("at_hour <= param.opening", "“钟点”不晚于上班时间"),
        ("is_holiday(date) || !is_holiday(due)", "如果“期限”是休息日，则“日期”是休息日"),
        (
            "year(date) == 2024 && month(date) != 1 && weekday(date) > 5",
            "“日期”的年份是2024 且 “日期”的月份不是1 且 “日期”的星期大于5",
        ),
        ("by.pay == handler", "“付款”的办理人是“经办人”"),
        ("data.pay.sum == min(amount, max(1, 2))", "“付款”所记的实付是“金额”、1、2中较大者中较小者"),
        ("times(amount, 2) > 3", "“金额”乘2之积大于3"),
        ("holds(handler, 'clerk', date)", "“经办人”在“日期”担任“经办员”"),
        ("!['director', 'clerk'].exists(p, holds(handler, p, day))", "“经办人”在本件日期不担任“局长”或者“经办员”"),
        (
            "holds(handler, 'clerk', date) == urgent",
            "“经办人”在“日期”担任“经办员”的，“是否急件”为“是”，反之亦然",
        ),
        (
            "(method == 'cash') == holds(handler, 'cashier', date)",
            "“方式”是“现金”的，“经办人”在“日期”担任“出纳”，反之亦然",
        ),
        ("(method == 'cash') != (amount > 1)", "（“方式”是“现金”）与（“金额”大于1）只成立其一"),
        ("urgent ? amount > 1 : amount > 2", "如果“是否急件”为“是”，则“金额”大于1；否则，“金额”大于2"),
        ("purpose.matches('^[0-9]+$')", "“用途”全是数字"),
        ("!purpose.matches('x')", "“用途”不包含“x”"),
        ("purpose.matches('公函|通知')", "“用途”包含“公函”或者“通知”"),
        ("purpose.matches('^局〔20[0-9]{2}〕[0-9]+号$')", "“用途”形如“局〔20××〕×号”"),
        ("!purpose.matches('[0-9]+月[0-9]{1,2}日')", "“用途”中没有形如“×月×日”的字样"),
        ("purpose.matches('^(一|二)、')", "“用途”合于本条所定的写法"),
        # What a comparison presumes is not said before it; but where that is denied it is.
        ("filled.due && due >= date && filled.purpose", "“期限”不早于“日期” 且 已填“用途”"),
        ("done.pay && at.pay <= due", "“付款”的时间不晚于“期限”"),
        ("!(filled.due && due >= date)", "并非（已填“期限” 且 “期限”不早于“日期”）"),
        ("filled.due && (urgent || due >= date)", "已填“期限” 且 （“是否急件”为“是” 或者 “期限”不早于“日期”）"),
        # Alternatives of one thing are one list, bounds of one value a range, alternatives by case are cases.
        ("method == 'cash' || urgent || method == 'transfer'", "“方式”是“现金”或者“转账” 或者 “是否急件”为“是”"),
        (
            "holds(handler, 'director', date) || holds(handler, 'staff', date)",
            "“经办人”在“日期”担任“局长”或者“工作人员”",
        ),
        ("amount >= 1 && amount <= 7", "“金额”在1至7之间（含）"),
        ("date <= due && due <= day", "“期限”在“日期”至本件日期之间（含）"),
        (
            "method == 'cash' && amount < 500 || method == 'transfer' && urgent",
            "“方式”是“现金”的，“金额”小于500；“方式”是“转账”的，“是否急件”为“是”；其他情形不符合",
        ),
        (
            "method == 'cash' ? amount < 500 : method == 'transfer' ? urgent : filled.due",
            "“方式”是“现金”的，“金额”小于500；“方式”是“转账”的，“是否急件”为“是”；其他情形，已填“期限”",
        ),
        (
            "amount <= (method == 'cash' ? 1 : method == 'transfer' ? 2 : 3)",
            "“金额”不超过（“方式”是“现金”的为1，“方式”是“转账”的为2，其他为3）",
        ),
        ("('、' + purpose + '、').contains('、' + method + '、')", "“方式”在“用途”之中"),
        ("body.contains('盖章') && title != ''", "正文包含“盖章” 且 标题不为空"),
        ("purpose == ''", "“用途”为空"),
        (
            "['director', 'clerk'].all(t, persons.exists(p, holds(p, t, date)))",
            "“局长”、“经办员”中每一项：“同行人”中有一项在“日期”担任该岗位",
        ),
        ("persons.all(p, persons.exists(q, q != p))", "“同行人”中每一项：“同行人”中有一项不是所论的那一项"),
        ("amount ≥ 3", "amount ≥ 3"),
        ("amount >", "amount >"),
    ],
)
def test_said(expression: str, words: str) -> None:
    rule = compiled("demand: {complete: [purpose]}")[1].rules[0]
    assert said(expression, rule.kind, rule.unit) == words


def test_a_clause_keeps_its_alternatives() -> None:
    rule = compiled("demand: {complete: [purpose]}")[1].rules[0]
    words = said("!done.pay || amount > 3", rule.kind, rule.unit, clause=True)
    assert words == "尚未付款 或者 “金额”大于3"


def test_every_condition_of_the_sample_regulations_is_said_without_signs() -> None:
    cabinet = _cabinet()
    found = 0
    for regulation in cabinet.regulations:
        unit = cabinet.units[regulation.unit]
        for rule in regulation.rules:
            for kind in rule.on if rule.when else ():
                words = said(rule.when, cabinet.kinds[kind], unit, clause=True)
                bare = re.sub(r"[0-9]\.[0-9]|“[^”]*”", "", words)
                assert not [sign for sign in ("&&", "==", "!", "(", ".") if sign in bare], (rule.id, words)
                found += 1
    assert found > 80
