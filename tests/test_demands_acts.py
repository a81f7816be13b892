"""`acts`: who, how many, in what proven order, with what evidence, before what."""

from __future__ import annotations

from tests.desk import faults_of, trial

ORDER = """
demand:
  acts:
    stages:
      - {draft: {person: handler}}
      - {check: deputy}
      - {approve: director}
before: number
"""


def test_acts_in_order_are_met() -> None:
    rule = trial(ORDER)
    acts = 'acts: ["draft by a", "check by deputy", "approve by director", number]'
    assert rule(f"given: {{handler: a}}\n{acts}") == ["met"]


def test_what_is_missing_waits_for_the_next_stage_only() -> None:
    rule = trial(ORDER)
    verdict = rule.verdict('given: {handler: a}\nacts: ["draft by a"]')
    assert rule('given: {handler: a}\nacts: ["draft by a"]') == [
        "waiting",
        "缺少“审核”：须由副局长办理",
        "缺少“审批”：须由局长办理",
    ]
    assert [(wait.what, wait.posts, wait.persons) for wait in verdict.waits] == [("审核", ("deputy",), ("deputy",))]


def test_numbered_without_is_breached() -> None:
    rule = trial(ORDER)
    assert rule('given: {handler: a}\nacts: ["draft by a", "check by deputy", number]') == [
        "breached",
        "缺少“审批”：须由局长办理",
    ]


def test_an_act_after_the_number_came_too_late() -> None:
    rule = trial(ORDER)
    assert rule('given: {handler: a}\nacts: ["draft by a", "check by deputy", number, "approve by director"]') == [
        "breached",
        "“审批”没有在“编号”之前办理",
    ]


def test_the_wrong_order_is_not_proved_by_the_times_written() -> None:
    rule = trial(ORDER)
    assert rule(
        'given: {handler: a}\nacts: ["draft by a", "approve by director on 2024-03-09", "check by deputy on 2024-03-08"]'
    ) == ["waiting", "“审批”（局长）办理时没有见到有效的“审核”，先后无从证明"]


def test_a_signature_that_did_not_see_the_earlier_act_proves_nothing() -> None:
    rule = trial(ORDER)
    acts = '["draft by a", "check by deputy", {act: approve, by: director, covers: 1}, number]'
    assert rule(f"given: {{handler: a}}\nacts: {acts}") == [
        "breached",
        "“审批”（局长）办理时没有见到有效的“审核”，先后无从证明",
    ]


def test_a_stage_again_in_the_right_order_mends_it() -> None:
    rule = trial(ORDER)
    acts = '["draft by a", "approve by director", "check by deputy", "approve by director", number]'
    assert rule(f"given: {{handler: a}}\nacts: {acts}") == ["met"]


def test_the_wrong_person_is_named_with_the_right_post() -> None:
    rule = trial(ORDER)
    assert rule('given: {handler: a}\nacts: ["draft by b", "check by deputy", "approve by clerk", number]') == [
        "breached",
        "“拟稿”由b办理，而须由a办理",
        "“审批”由经办员办理，而须由局长办理",
    ]


def test_the_post_signed_in_must_be_the_one_demanded() -> None:
    rule = trial("demand: {acts: {approve: director}}\nbefore: number")
    assert rule("acts: [{act: approve, by: director, post: staff}, number]") == [
        "breached",
        "“审批”由局长以工作人员的名义办理，而须由局长办理",
    ]
    assert rule("acts: [{act: approve, by: director, post: director}, number]") == ["met"]


def test_acts_of_one_stage_may_come_in_any_order() -> None:
    rule = trial("demand: {acts: {stages: [{check: deputy, cosign: executive}, {approve: director}]}}\nbefore: number")
    assert rule('acts: ["cosign by executive", "check by deputy", "approve by director", number]') == ["met"]
    assert rule('acts: ["check by deputy", "cosign by executive", "approve by director", number]') == ["met"]


def test_count_takes_different_persons() -> None:
    rule = trial("demand: {acts: {check: {by: staff, count: 2}}}\nbefore: number")
    assert rule('acts: ["check by a", "check by a", number]') == [
        "breached",
        "“审核”须由工作人员中 2 人分别办理，现有 1 人",
    ]
    assert rule('acts: ["check by a", "check by b", number]') == ["met"]


def test_one_act_for_each_section_by_its_leader() -> None:
    rule = trial("demand: {acts: {cosign: {by: {portfolio: sections}, each: sections}}}\nbefore: number")
    given = "given: {sections: [office, culture]}"
    assert rule(f'{given}\nacts: ["cosign by deputy", number]') == [
        "breached",
        "“会签”由副局长办理，而须由常务副局长办理",
    ]
    assert rule(f'{given}\nacts: ["cosign by deputy", "cosign by executive", number]') == ["met"]
    assert rule(f"{given}\nacts: [cosign, number]") == ["met"]
    assert rule('given: {sections: []}\nacts: ["number"]') == ["met"]
    assert rule('given: {sections: [culture, finance]}\nacts: ["cosign by deputy", number]') == ["met"]


def test_a_section_nobody_leads_can_be_signed_for_by_nobody() -> None:
    rule = trial("demand: {acts: {check: {portfolio: section}}}\nbefore: number")
    assert rule('given: {section: culture}\nacts: ["check by deputy", number]') == ["met"]
    assert rule('acts: ["check by deputy", number]') == [
        "breached",
        "“审核”由副局长办理，而须由（“股室”一栏所指的人）办理",
    ]


def test_evidence_below_the_grade_demanded() -> None:
    rule = trial("demand: {acts: {approve: {by: director, evidence: review}}}\nbefore: number")
    assert rule("acts: [{act: approve, by: director, evidence: paper}, number]") == [
        "breached",
        "“审批”的凭据是纸质签批扫描，须达到网页审批",
    ]
    assert rule("acts: [{act: approve, by: director, evidence: review}, number]") == ["met"]
    assert rule("acts: [{act: approve, by: director}, number]") == ["met"]


def test_a_note_satisfies_nothing_that_names_a_post() -> None:
    named = trial("demand: {acts: {approve: director}}\nbefore: number")
    assert named("acts: [{act: approve, by: director, evidence: none}, number]") == [
        "breached",
        "“审批”的凭据是无凭据，须达到本人签名、网页审批或者纸质签批",
    ]
    free = trial("demand: {acts: {remark: anyone}}\nbefore: number")
    assert free("acts: [{act: remark, by: a, evidence: none}, number]") == ["met"]


def test_members_and_chairs_of_bodies() -> None:
    rule = trial("demand: {acts: {check: {member: council}, approve: {chair: {field: body_of}}}}\nbefore: number")
    assert rule('given: {body_of: union}\nacts: ["check by clerk", "approve by cashier", number]') == ["met"]
    assert rule('given: {body_of: union}\nacts: ["check by cashier", "approve by director", number]') == [
        "breached",
        "“审核”由出纳办理，而须由局务会成员办理",
        "“审批”由局长办理，而须由出纳办理",
    ]


def test_without_by_the_register_says_who() -> None:
    rule = trial("demand: {acts: [check]}\nbefore: number")
    assert rule('acts: ["check by executive", number]') == ["met"]
    assert rule('acts: ["check by clerk", number]') == [
        "breached",
        "“审核”由经办员办理，而须由副局长或者常务副局长办理",
    ]


def test_before_another_act_only_what_it_saw_counts() -> None:
    rule = trial("demand: {acts: {approve: director}}\nbefore: pay")
    assert rule("acts: [number]") == ["waiting", "缺少“审批”：须由局长办理"]
    assert rule('acts: [number, "approve by director", "pay by cashier"]') == ["met"]
    assert rule('acts: [number, "pay by cashier", "approve by director"]') == ["breached", "“审批”没有在“付款”之前办理"]
    assert rule('acts: [number, "approve by director", {act: pay, by: cashier, covers: 1}]') == [
        "breached",
        "“审批”没有在“付款”之前办理",
    ]


def test_without_before_what_is_missing_waits_for_ever() -> None:
    rule = trial("demand: {acts: {approve: director}}")
    assert rule("acts: [number]") == ["waiting", "缺少“审批”：须由局长办理"]


def test_faults_are_told_at_their_place() -> None:
    assert faults_of("demand: {acts: {aprove: director}}") == [
        (
            "13:29 RUL002 规则 tried：登记簿没有叫“aprove”的办理事项"
            "（可用：draft, check, approve, cosign, number, pay, remark）"
        )
    ]
    assert faults_of("demand:\n  acts:\n    approve: directr") == [
        (
            "15:18 RUL004 规则 tried：单位没有叫“directr”的岗位"
            "（可用：director, deputy, executive, clerk, cashier, staff）"
        )
    ]
    assert faults_of("demand: {acts: {approve: {member: councl}}}") == [
        "13:39 RUL005 规则 tried：单位没有叫“councl”的会议（可用：council, union）"
    ]
    assert faults_of("demand: {acts: {approve: {by: director, evidence: oath}}}") == [
        "13:55 RUL024 规则 tried：没有“oath”这一级凭据（可用：paper, review, signature）"
    ]
    assert faults_of("demand: {acts: {check: {portfolio: amount}}}") == [
        "13:40 RUL022 规则 tried：“amount”的类型是 money，此处要用 section"
    ]
    assert faults_of("demand: {acts: {check: {person: nobody}}}") == [
        (
            "13:37 RUL003 规则 tried：登记簿没有叫“nobody”的栏目（可用：date, amount, method, section, handler, sections, "
            "persons, items, spent, due, at_hour, purpose, urgent, body_of, letter）"
        )
    ]
    assert faults_of("demand: {acts: {check: {by: deputy, count: 0}}}") == [
        "13:48 RUL018 规则 tried：此处写法不对，应为 >= 1"
    ]
    assert faults_of("demand: {acts: []}") == ["13:14 RUL018 规则 tried：此处写法不对，应为 [act, …]"]
    assert faults_of("demand: {acts: 3}") == [
        "13:20 RUL018 规则 tried：此处写法不对，应为 [act, …] | {act: who} | {stages: […]}"
    ]
    assert faults_of("demand: {acts: {check: {by: {field: handler}}}}") == [
        "13:29 RUL018 规则 tried：此处写法不对，应为 post | portfolio | person | member | chair",
    ]
