"""The house itself: gate, cars, petitions, guests, property, leave, supervision, archives, bad loans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.sample.credit_union.people import UNIT
from tests.sample.hands import words
from tests.sample.office import Office
from tests.sample.pen import Paper
from tests.sample.scripted import Named, written

FUEL = "审议《霁川县农村信用合作联社车辆定点加油结算规定》"


def everyday(office: Office) -> None:
    """Papers as two books of words tell them, and what they follow from in minutes and incoming papers."""
    named = Named(
        {
            "disaster-room": _found(office, "minutes", date(2025, 7, 7)),
            "court": _found(office, "incoming", date(2026, 3, 4)),
            "departure": _found(office, "departures", date(2026, 3, 27)),
        }
    )
    named["disaster-room"].fields["decisions"][-1]["action"] = True
    _adopted(_found(office, "minutes", date(2026, 3, 6)))
    rng = office.rng("union-everyday")
    for book in ("daily", "shelf"):
        for entry in words(book, "credit_union")["papers"]:
            written(office, UNIT, entry, named, rng)


def _found(office: Office, register: str, day: date) -> Paper:
    return next(one for one in office.desk.papers if one.register == f"{UNIT}/{register}" and one.day == day)


def _adopted(paper: Paper) -> None:
    """One more point on the agenda of the board: the regulation on fuel."""
    paper.fields["agenda"].append({"topic": FUEL, "clause": 4})
    paper.fields["decisions"].append({"matter": FUEL, "outcome": "approved"})
    told = paper.body
    assert callable(told)
    paper.body = _longer(told, "一二三四五六七八九十"[len(paper.fields["agenda"]) - 1])


def _longer(told: Callable[[Callable[[Paper], str]], str], nth: str) -> Callable[[Callable[[Paper], str]], str]:
    said = f"## {nth}、{FUEL}\n\n办公室说明定点加油和按月结算的理由。议定：审议通过，自2026年5月1日起施行。"
    return lambda cite: f"{told(cite)}\n\n{said}"
