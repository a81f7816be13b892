"""Party affairs: study of the central group, meetings of the branch, its lectures, elections, dues and new members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.sample.hands import words
from tests.sample.office import Item, Office, at
from tests.sample.pen import Paper
from tests.sample.stories.party_study import studied
from tests.sample.stories.written import Named, sign, written_out

_OFFICE = "青岚县文化和旅游局"
#: Regulations of party affairs: the month whose party-group meeting adopts them, and what is said of each.
_ADOPTED = (
    (
        date(2024, 12, 1),
        "党组民主生活会制度",
        "政工人事股说明与上级规定的衔接，会议明确通知和报告的时限。",
        "2025年1月1日",
    ),
    (
        date(2025, 6, 1),
        "党组理论学习中心组学习制度",
        "办公室说明按季集中学习的安排，会议讨论了考勤办法。",
        "2025年7月1日",
    ),
    (date(2025, 12, 1), "机关党支部工作制度", "政工人事股逐条说明支部分工，吸收党小组意见四条。", "2026年1月1日"),
    (date(2025, 12, 1), "机关党支部发展党员工作制度", "政工人事股说明培养程序和公示办法。", "2026年1月1日"),
    (
        date(2026, 3, 1),
        "机关党支部三会一课制度",
        "政工人事股说明表决计算办法，会议要求两个党小组每月都要开会。",
        "2026年4月1日",
    ),
    (
        date(2026, 3, 1),
        "机关党支部党费收缴制度",
        "政工人事股说明基数和比例的算法，会议同意按季一次解缴。",
        "2026年4月1日",
    ),
)
_PAYDAYS = (date(2026, 4, 10), date(2026, 5, 11), date(2026, 6, 10))
_BRACKETS = ((400, "0.005"), (600, "0.01"), (800, "0.015"), (1500, "0.02"))
_CRITERIA = ["conviction", "policy", "skill", "ethics", "innovation"]
_CRITERIA += ["service", "discipline", "style", "ambition", "restraint"]
_CENT = Decimal("0.01")


def party(office: Office) -> None:
    """Puts the regulations before the party group, then fills every register of party affairs."""
    for month, title, said, starts in _ADOPTED:
        agenda = {"topic": f"审议《{_OFFICE}{title}》", "matter": "party_building", "leader": "he-weimin"}
        extra = {"agenda": agenda, "said": said, "decided": f"同意，自{starts}起施行。"}
        office.table("party-group", month, Item(agenda["topic"], section="personnel", extra=extra))
    pool = words("party")
    known: Named = {}
    written_out(office, "party", known)
    people = pool["people"]
    studied(office, people["central"], pool)
    for key in (one for one in known if one.startswith("cell-")):
        fields = known[key].fields
        fields["self_study"] = [
            {"person": one, "least": 2 + (place * 7 + len(key)) % 3} for place, one in enumerate(fields["due"])
        ]
    for key in (one for one in known if one.startswith("lecture-")):
        _audience(known[key], people["members"])
    _appraisal(office, people["members"], known)
    _dues(office, pool["pay"], known)


def _audience(paper: Paper, members: Sequence[str]) -> None:
    """Those asked to a lecture are all members beside the activists; a whole audience is written as the activists."""
    fields = paper.fields
    whole = all(one not in members for one in fields["present"])
    fields["invited"] = [*members, *fields["invited"]]
    if whole:
        fields["present"] = [*members, *fields["present"]]
    if fields["tested"]:
        fields["scores"] = [
            {"person": one, "score": 84 + place * 7 % 15} for place, one in enumerate(fields["present"])
        ]


def _appraisal(office: Office, members: Sequence[str], known: Named) -> None:
    day = date(2026, 2, 6)
    rows = []
    for place, one in enumerate(members):
        best, failed = place % 5 == 2, one == "kang-ning"
        rows.append(
            {
                "member": one,
                "summary": "已交",
                "self_rating": "合格",
                "peer_rating": "优秀" if best else "不合格" if failed else "合格",
                "public_rating": "满意" if best else "基本满意",
                "opinion": "经常缺席组织生活" if failed else "表现突出" if best else "履行义务较好",
                "conclusion": "failed" if failed else "excellent" if best else "qualified",
            }
        )
    fields: dict[str, Any] = {"date": day, "year": 2025, "roster": known["roster"], "life": known["life-2026"]}
    fields |= {"criteria": _CRITERIA, "results": rows, "rectification": "逐人列出整改事项，三个月后由党小组长回访"}
    text = "评议结合年度民主生活会和组织生活会进行，十八名党员全部参加。评出优秀四名，不合格一名，由支部书记谈话。"
    paper = Paper("bureau/member-appraisal", day, "机关党支部2025年度民主评议党员", fields, text)
    for clock, act, post in (
        ("2026-02-02 10:10", "summarise", "organisation-commissioner"),
        ("2026-02-05 15:30", "self_rate", "organisation-commissioner"),
        ("2026-02-05 16:20", "peer_rate", "organisation-commissioner"),
        ("2026-02-06 09:40", "public_rate", "organisation-commissioner"),
        ("2026-02-06 14:50", "opine", "branch-secretary"),
        ("2026-02-06 15:30", "conclude", "branch-secretary"),
        ("2026-02-06 16:30", "number", "party-clerk"),
    ):
        moment = datetime.fromisoformat(clock)
        sign(office, paper, act, post, at(moment.date(), f"{moment:%H:%M}"))
    office.add(paper)


def _dues(office: Office, pay: Mapping[str, Sequence[int]], known: Named) -> None:
    """Three months of dues as the branch's book has them, and the quarter's one remittance."""
    sums = [_ledger(office, day, pay, known) for day in _PAYDAYS]
    day = date(2026, 6, 16)
    fields = {"date": day, "quarter": "2026-Q2", "payee": "county_committee", "amount": sum(sums)}
    text = "第二季度党费一次解缴县直机关工委，收据编号0416，随台账存档。收缴情况在支部公开栏公布。"
    paper = Paper("bureau/dues-remittance", day, "2026年第二季度党费解缴", fields, text)
    sign(office, paper, "check", "general-branch-inspector", at(day, "09:15"), "三个月台账逐行核对，金额相符。")
    sign(office, paper, "remit", "organisation-commissioner", at(day, "10:20"))
    sign(office, paper, "number", "party-clerk", at(day, "10:50"))
    audience = {"audience": "all_members"}
    sign(office, paper, "publish", "organisation-commissioner", at(date(2026, 6, 17), "09:10"), data=audience)
    office.add(paper)


def _ledger(office: Office, day: date, pay: Mapping[str, Sequence[int]], known: Named) -> Decimal:
    parts = ("post_pay", "grade_pay", "basic_pay", "seniority_pay", "basic_allowance", "post_allowance")
    rows: list[dict[str, Any]] = []
    for member, amounts in pay.items():
        base = sum(amounts)
        rate = Decimal(next((share for limit, share in _BRACKETS if base <= limit), "0.03"))
        due = (base * rate).quantize(_CENT, ROUND_HALF_UP)
        row: dict[str, Any] = {"member": member, **dict(zip(parts, amounts, strict=True))}
        rows.append(row | {"base": base, "rate": rate, "amount": due, "paid_on": day})
    total = sum((row["amount"] for row in rows), Decimal(0))
    fields: dict[str, Any] = {"date": day, "payday": day, "quarter": "2026-Q2", "basis": "组通字[1998]2号"}
    fields |= {"owner": "kuang-meiling", "collector": "su-he", "roster": known["roster"]}
    fields |= {"payers": list(pay), "rows": rows, "total": total}
    text = f"发薪当日收齐十八名党员党费{total}元，逐人记入支部记录本，由本人签字。"
    paper = Paper("bureau/dues-ledger", day, f"{day.year}年{day.month}月党费收缴", fields, text)
    sign(office, paper, "collect", "su-he", at(day, "15:30"))
    sign(office, paper, "enter", "su-he", at(day, "16:20"))
    sign(office, paper, "number", "party-clerk", at(day, "16:40"))
    office.add(paper)
    return total
