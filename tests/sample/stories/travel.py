"""Trips and their claims: those told by name, and one for each claim of travel costs in the expense register."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.sample.hands import Course, moment
from tests.sample.office import Office
from tests.sample.pen import Paper
from tests.sample.stories.told import tell

_SINCE = date(2025, 1, 1)
_ALL = ["trip_form", "tickets", "lodging_invoice", "pos_slip", "meal_invoice", "local_tickets"]


def travel(office: Office) -> None:
    """The trips told by name, then those behind the claims that the expense register holds."""
    tell(office, "travel")
    for claim in list(office.desk.papers):
        if claim.register == "bureau/expense" and claim.fields["category"] == "travel" and claim.day >= _SINCE:
            _claimed(office, claim)


def _claimed(office: Office, claim: Paper) -> None:
    day_trip = claim.fields["amount"] < 500
    returns = claim.fields["spend_date"]
    departs = returns if day_trip else office.workday(returns, -1)
    trip = _trip(office, claim, departs, returns, 2 if day_trip else max(2, round(claim.fields["amount"] / 700)))
    paper = Paper("bureau/trip-claim", moment(claim, "reason").date(), f"{claim.title.removesuffix('差旅费')}报销")
    shared = {key: trip.fields[key] for key in ("traveller", "section", "persons", "area", "departs", "returns")}
    paper.fields = {"date": paper.day, "expense": claim, "trip": trip, **shared}
    paper.fields |= _day(claim.fields["amount"], departs) if day_trip else _stay(claim, departs, returns, trip)
    paper.fields |= {"excess": 0, "reimbursed": claim.fields["amount"]}
    paper.body = f"{trip.fields['persons']}人，{departs.month}月{departs.day}日出发，{returns.month}月{returns.day}日返回，票据与审批单一致，合计{claim.fields['amount']}元。"
    course = Course(office, paper, office.rng(f"trip-claim|{claim.title}|{paper.day}"))
    course.person("fill", trip.fields["traveller"]).post("finance_check", "accountant", "在标准以内。")
    course.post("number", "accountant")
    office.add(paper)


def _trip(office: Office, claim: Paper, departs: date, returns: date, persons: int) -> Paper:
    day = office.workday(departs, -4)
    traveller, section = claim.fields["handler"], claim.fields["section"]
    title = claim.title.removesuffix("交通费").removesuffix("差旅费")
    basis = ("survey", "旅游厕所核查安排") if departs == returns else ("meeting_notice", "省文化和旅游厅通知")
    paper = Paper("bureau/trip", day, f"{title}出差")
    paper.fields = {"date": day, "traveller": traveller, "section": section, "persons": persons, "purpose": title}
    paper.fields |= {"basis": basis[0], "basis_ref": basis[1], "area": "in_province"}
    paper.fields |= {"destination": "乡镇" if departs == returns else "省城", "departs": departs, "returns": returns}
    paper.body = f"{title}，共{persons}人，{(returns - departs) / timedelta(days=1) + 1:.0f}天。依据：{basis[1]}。"
    leader = office.roster.leaders[section]
    course = Course(office, paper, office.rng(f"trip|{claim.title}|{day}")).person("ask", traveller)
    course.post("leader_agree", leader, "同意。").post("director_agree", "director", "同意。").later(1)
    course.person("fill", traveller).post("office_sign", "office-director").post("leader_sign", leader)
    course.post("file", "attendance-clerk").post("number", "attendance-clerk")
    return office.add(paper)


def _day(amount: Decimal, day: date) -> dict[str, Any]:
    """A day's round of the villages: bus tickets and nothing else."""
    invoices = [{"kind": "local_transport", "day": day, "level": "township", "amount": amount}]
    spent = {"meal_receipts": 0, "meal_subsidy": 0, "transport_receipts": amount, "city_transport": amount}
    return {**spent, "invoices": invoices, "attached": ["trip_form", "tickets", "local_tickets"]}


def _stay(claim: Paper, departs: date, returns: date, trip: Paper) -> dict[str, Any]:
    """Two days in the provincial capital: a night, meals, buses, and the trains take the rest."""
    amount, persons = claim.fields["amount"], trip.fields["persons"]
    lodging, meals, buses = 290 * persons, 70 * persons, 26 * persons
    there = ((amount - lodging - meals - buses) / 2).quantize(Decimal(1))
    fares = ((departs, "县城至省城", there), (returns, "省城至县城", amount - lodging - meals - buses - there))
    legs = [
        {"day": day, "route": route, "mode": "hsr_second", "price": fare, "claimed": fare, "method": "card"}
        for day, route, fare in fares
    ]
    spent: dict[str, Any] = {"nights": 1, "lodging_spent": lodging, "lodging": lodging, "lodging_method": "card"}
    spent |= {"meal_receipts": meals, "meal_subsidy": meals, "transport_receipts": buses, "city_transport": buses}
    spent["invoices"] = [
        {"kind": "meal", "day": departs, "level": "city", "amount": meals},
        {"kind": "local_transport", "day": returns, "level": "city", "amount": buses},
    ]
    return {"legs": legs, **spent, "special_reason": "会议不供晚餐，在省城就餐", "attached": _ALL}
