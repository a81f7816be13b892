"""Slips by which the portal's own rules, people and program were changed."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from tests.sample.credit_union.people import UNIT, act, own
from tests.sample.office import Office
from tests.sample.pen import Paper

RULE_CHANGE = "登记机关规范化办公管理补充规定"


def changes(office: Office) -> None:
    """Three slips: a program, a regulation, people."""
    _change(office, date(2025, 10, 13), "yun-fan", "例会台账增加按周校验", ["program"], date(2025, 10, 15))
    _change(office, date(2026, 1, 5), "che-wen", RULE_CHANGE, ["rules", "registers"], date(2026, 1, 19))
    _change(office, date(2026, 3, 27), "fu-rui", "翁慧调离、齐放接任信贷管理部指定人员", ["people"], date(2026, 3, 27))


def _change(office: Office, day: date, proposer: str, title: str, classes: list[str], done: date) -> None:
    fields: dict[str, Any] = {"date": day, "proposer": proposer, "classes": classes}
    fields["digest"] = "sha256:" + hashlib.sha256(title.encode()).hexdigest()
    fields["reason"] = f"{title}，须同步变更门户的判断依据。"
    if "program" in classes:
        fields["tested"] = "在测试环境试运行五个工作日，结果与人工核对一致。"
    paper = Paper(f"{UNIT}/changes", day, title, fields, fields["reason"])
    own(paper, "propose", proposer, day, "09:15")
    act(office, paper, "office_check", "office-head", done, "10:05", opinion="内容与变更摘要一致。")
    if "program" in classes:
        act(office, paper, "technical_check", "technology-head", done, "10:40", opinion="已核验。")
    if "people" in classes:
        act(office, paper, "audit_check", "audit-head", done, "11:10", opinion="与任免文件一致。")
    act(office, paper, "approve", "chairman", done, "15:05", opinion="批准。")
    act(office, paper, "number", "general-clerk", done, "15:40")
    office.add(paper)
