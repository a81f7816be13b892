"""Integrity, supervision, the office's own work and openness; and the meetings that adopt what they go by."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.sample.hands import Course, did, moment
from tests.sample.office import Item, Office
from tests.sample.pen import Paper
from tests.sample.stories.told import tell

_OFFICE = "青岚县文化和旅游局"
_ADOPTED = (
    (
        "bureau-meeting",
        date(2024, 12, 1),
        "学习奖励制度",
        "personnel",
        "在职学历教育的费用比例作了说明，从严把握审批。",
    ),
    ("party-group", date(2025, 6, 1), "党员联系群众工作制度", "personnel", "三级联系的安排逐条讨论，明确反馈的期限。"),
    (
        "bureau-meeting",
        date(2025, 12, 1),
        "廉政建设制度",
        "office",
        "纪检组长说明上级规定的依据，公示天数列入内部参数。",
    ),
    ("bureau-meeting", date(2025, 12, 1), "督办工作规程", "office", "办公室介绍外单位做法，本规程作指导性要求。"),
    ("bureau-meeting", date(2025, 12, 1), "办公室工作规范", "office", "归纳日常做法，核稿单从明年五月起试行。"),
    ("bureau-meeting", date(2025, 12, 1), "政务公开办法", "office", "七类事项和三处渠道已与各股室商定。"),
)
_STARTS = {
    "学习奖励制度": date(2025, 1, 1),
    "党员联系群众工作制度": date(2025, 7, 1),
}
_GATES = ("need", "policy", "content", "format", "wording")
_REVIEWED_FROM = date(2026, 6, 1)
_SENT = ("bureau/outgoing", "bureau/letters", "bureau/party-outgoing")
_SUMMED = date(2026, 3, 31)
_PROGRESS = ("任务过半，按期推进", "方案已定，正在组织实施", "主体完成，待收尾")


def practice(office: Office) -> None:
    """Puts each regulation before the meeting that adopts it."""
    for body, day, title, section, said in _ADOPTED:
        starts = _STARTS.get(title, date(2026, 1, 1))
        decided = f"同意，自{starts.year}年{starts.month}月{starts.day}日起施行。"
        matter = "party_building" if body == "party-group" else "institution"
        extra: dict[str, Any] = {"agenda": {"matter": matter}, "said": said, "decided": decided}
        office.table(body, day, Item(f"审议《{_OFFICE}{title}》", leader="he-weimin", section=section, extra=extra))


def conduct(office: Office) -> None:
    """The papers told by name; then what is gathered from other registers: open items, and drafts reviewed."""
    for paper in tell(office, "conduct").values():
        if paper.register == "bureau/publicity":
            paper.classification = "public"
    _summary(office)
    for paper in [one for one in office.desk.papers if one.register in _SENT and not one.draft]:
        if paper.day >= _REVIEWED_FROM and did(paper, "office_check"):
            _review(office, paper)


def _summary(office: Office) -> None:
    """The quarter's progress of every item still open at its end."""
    items = [one for one in office.desk.papers if one.register == "bureau/action-item" and not one.draft]
    still = [one for one in items if one.day <= _SUMMED < one.fields["due"] and one.day.year == _SUMMED.year]
    paper = Paper("bureau/supervision-summary", _SUMMED, "2026年第一季度督办进度汇总", refers=list(still))
    rows = [
        {"item": one, "section": one.fields["section"], "progress": _PROGRESS[n % len(_PROGRESS)]}
        for n, one in enumerate(still)
    ]
    paper.fields = {"date": _SUMMED, "items": rows}
    paper.body = f"季末尚有{len(rows)}项在办，逐项收集进度，请各承办股室按期办结。"
    course = Course(office, paper, office.rng("supervision-summary")).post("collect", "office-director")
    course.post("number", "secretary-clerk").later(1).post("read", "director", "已阅，按节点推进。")
    office.add(paper)


def _review(office: Office, document: Paper) -> None:
    day = document.day
    paper = Paper("bureau/draft-review", day, f"核稿单：{document.title}", refers=[document])
    gates = [{"gate": one, "passed": True} for one in _GATES]
    paper.fields = {"date": day, "document": document, "gates": gates}
    paper.body = "五关逐项核过，文字改动已与拟稿人核对。"
    paper.day = moment(document, "office_check").date()
    course = Course(office, paper, office.rng(f"draft-review|{document.title}"))
    paper.day = day
    course.until(moment(document, "office_check")).post("review", "office-director", "可以送签。")
    course.post("number", "secretary-clerk")
    office.add(paper)
