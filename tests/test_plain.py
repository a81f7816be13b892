"""A rule in one plain sentence, from its data and the unit's own titles."""

from __future__ import annotations

import pytest

from placet.rules.plain import sentence
from tests.desk import compiled


def said(rule: str) -> str:
    return sentence(compiled(rule)[1].rules)


ACTS = """
demand:
  acts:
    stages:
      - {draft: {person: handler}}
      - {check: {by: staff, count: 2}, cosign: {by: {portfolio: sections}, each: sections}}
      - {approve: [director, {member: council}, {chair: {field: body_of}}, anyone]}
before: number
"""


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            ACTS,
            (
                "支出：编号之前，须依次由经办人办理“拟稿”、由工作人员中2人分别办理“审核”、就“会签股室”的每一项由分管“会签股室”的领导"
                "办理“会签”、由局长或者局务会成员或者决定会议主持人或者任何人办理“审批”。"
            ),
        ),
        ("demand: {acts: [approve]}\nbefore: pay", "支出：付款之前，须由局长办理“审批”。"),
        (
            "when: amount >= param.major && method != 'cash'\ndemand: {decision: council}\nbefore: pay",
            "支出：付款之前，凡“金额”不少于大额起点 且 “方式”不是“现金”的，须经局务会作出“同意”的决定。",
        ),
        (
            (
                "when: '!done.pay || (filled.due && at.pay <= due)'\n"
                "demand: {complete: [purpose, attachments], distinct: {acts: [check], fields: [handler]}}"
            ),
            "支出：凡尚未付款 或者 “付款”的时间不晚于“期限”的，须填写用途、附件；经办人、审核不得由同一人办理。",
        ),
        (
            "demand:\n  assert: 'count(items) > 1 && items.all(i, i.price > 0.5) && data.pay.sum == 3'",
            "支出：须符合下列条件：①“明细”的项数大于1；②“明细”中每一项：“单价”大于0.5；③“付款”所记的实付是3。",
        ),
        (
            "demand: {deadline: {act: pay, after: {act: approve}, within: {working_days: param.days}}}",
            "支出：付款须在审批之后3个工作日内。",
        ),
        ("demand: {deadline: {act: pay, after: {field: due}, within: {days: -2}}}", "支出：付款须在期限之前至少2日。"),
        ("demand: {deadline: {field: due, within: {days: 0}}}", "支出：期限不得晚于日期。"),
        ("demand: {deadline: {act: pay, by: {month: 1, day: 31, year: 1}}}", "支出：付款须在次年1月31日以前。"),
        ("demand: {link: {register: minutes}}", "支出：须关联有效的会议纪要。"),
        ("demand: {link: {register: minutes, count: 2}}", "支出：须关联至少2件有效的会议纪要。"),
        (
            "demand: {link: {register: minutes, count: 2, reverse: true, where: date >= this.date}}",
            "支出：须有至少2件引用本件的有效的会议纪要（“日期”不早于本件的“日期”）。",
        ),
        ("demand: {cadence: {every: month, where: urgent}}", "支出：每月支出（“是否急件”为“是”）不少于1件。"),
        ("demand: {link: {register: minutes, reverse: true}}", "支出：须有引用本件的有效的会议纪要。"),
        ("demand: {cadence: {every: half-year, count: 2}}", "支出：每半年支出不少于2件。"),
    ],
)
def test_one_sentence(rule: str, words: str) -> None:
    assert said(rule) == words
