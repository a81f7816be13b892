"""Receptions: asked for, held, listed and claimed; those a claim of the expense register already tells of; overtime meals."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.sample.hands import Course, moment
from tests.sample.office import Office, at
from tests.sample.pen import Paper
from tests.sample.stories.told import tell

_SINCE = date(2025, 1, 1)
_NAMES = ("廖一帆", "曾可", "夏明", "成思远", "丁香", "卓越", "俞敏", "熊岳")
_DUTIES = ("科长", "副科长", "四级主任科员", "科员", "科员", "科员", "科员", "驾驶员")
_UNIT, _ACTIVITY = "市文化和旅游局", "公共文化服务考核"


def reception(office: Office) -> None:
    """The receptions told by name, one for each claim of reception costs, and overtime meals."""
    tell(office, "reception")
    for claim in list(office.desk.papers):
        if claim.register == "bureau/expense" and claim.fields["category"] == "reception" and claim.day >= _SINCE:
            _claimed(office, claim)
    for paper in [one for one in office.desk.papers if one.register == "bureau/overtime" and one.day >= _SINCE][:2]:
        _meal(office, paper)


def _claimed(office: Office, claim: Paper) -> None:
    """The request and the list behind one claim: a working team that stayed a day and a half."""
    found = re.search(r"一行 (\d+) 人", str(claim.body))
    count = int(found[1]) if found else 5
    ends = at(claim.fields["spend_date"], "12:30")
    first = office.workday(ends.date(), -1)
    starts, names = at(first, "09:00"), list(_NAMES[:count])
    day = office.workday(first, -2)
    request = Paper("bureau/reception", day, claim.title.removesuffix("公务接待费"))
    request.fields = {"date": day, "section": "office", "applicant": claim.fields["handler"], "reason": _ACTIVITY}
    request.fields |= {"starts": starts, "place": "县机关食堂", "visitors": count, "top_rank": "section"}
    request.fields |= {"event": "visit", "purpose": "inspection", "letter": "official_letter", "letter_unit": _UNIT}
    request.fields |= {"letter_no": f"市文旅函〔{day.year}〕{day.month + 11}号", "letter_names": names}
    request.fields |= {"letter_activity": _ACTIVITY, "letter_from": first, "letter_until": ends.date()}
    request.body = f"考核组一行{count}人凭公函来县，来宾均为科级及以下，按一般接待申报，在机关食堂安排工作餐。"
    course = Course(office, request, office.rng(f"reception|{claim.title}|{day}"))
    course.person("apply", claim.fields["handler"]).post("office_report", "office-director")
    course.post("admin_agree", "admin-leader", "同意，按标准安排工作餐。").post("number", "secretary-clerk")
    course.post("execute", "office-director")
    office.add(request)
    _listed(office, claim, request, starts, ends)


def _listed(office: Office, claim: Paper, request: Paper, starts: datetime, ends: datetime) -> None:
    day = ends.date()
    names, handler = request.fields["letter_names"], claim.fields["handler"]
    paper = Paper("bureau/reception-list", day, f"{request.title.removeprefix('接待')}接待清单")
    guests = [{"name": name, "duty": duty, "rank": "section"} for name, duty in zip(names, _DUTIES, strict=False)]
    persons, cost = len(names) + 3, claim.fields["amount"]
    share = (cost / 4).quantize(Decimal("0.01"))
    turns = ((starts, "lunch"), (starts, "dinner"), (ends, "breakfast"), (ends, "lunch"))
    meals: list[dict[str, Any]] = [
        {"day": when.date(), "meal": meal, "rank": "section", "persons": persons, "amount": share, "alcohol": False}
        for when, meal in turns
    ]
    meals[-1]["amount"] = cost - share * 3
    paper.fields = {
        "date": day,
        "expense": claim,
        "reception": request,
        "section": "office",
        "handler": handler,
        "event": "visit",
    }
    paper.fields |= {"origin": "outside", "unit": _UNIT, "guests": guests, "activity": _ACTIVITY, "starts": starts}
    paper.fields |= {
        "ends": ends,
        "venue": "县机关食堂",
        "companions": 3,
        "meals": meals,
        "served": ["plain_dish", "tea"],
    }
    paper.fields |= {"items": ["meal"], "cost": cost, "settlement": claim.fields["method"]}
    paper.fields["vouchers"] = ["invoice", "pos_slip", "menu", "official_letter"]
    paper.body = f"工作餐四次，陪餐3人，未提供烟酒，费用合计{cost}元；人员、活动和时间与公函一致。"
    course = Course(office, paper, office.rng(f"reception-list|{claim.title}|{day}")).until(ends + timedelta(hours=2))
    course.person("compile", handler).post("office_check", "office-director")
    course.post("finance_check", "accountant", "与公函核对一致。").post("number", "secretary-clerk")
    course.until(moment(claim, "reason") - timedelta(minutes=30)).person("claim", handler)
    office.add(paper)


def _meal(office: Office, overtime: Paper) -> None:
    day = overtime.day
    fields = {"date": day, "overtimes": [overtime], "persons": 1, "amount": 20}
    text = f"{overtime.fields['reason']}，加班{overtime.fields['length']}小时，在机关食堂安排加班餐一份。"
    paper = Paper("bureau/overtime-meal", day, f"{overtime.title.removesuffix('登记')}用餐", fields, text)
    course = Course(office, paper, office.rng(f"overtime-meal|{day}")).until(at(day, "15:30"))
    course.post("arrange", "office-director").post("number", "secretary-clerk")
    office.add(paper)
