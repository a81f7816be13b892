"""The asset ledger: what comes in, who keeps it, what is scrapped, damaged or lost."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from tests.sample.hands import STAFF, Course, words
from tests.sample.office import Office
from tests.sample.pen import Paper

_LATEST = date(2026, 5, 29)


def assets(office: Office) -> None:
    """New assets of every year, and what was bought, scrapped, damaged and lost of them."""
    pool = words("ledgers")["assets"]
    rng = office.rng("assets")
    known: list[Paper] = []
    for year in range(2024, 2027):
        days = office.days("asset", 2, year)
        for day, entry in zip(
            days, rng.choices(pool, k=len(days)) if len(days) > len(pool) else rng.sample(pool, len(days)), strict=True
        ):
            known.append(_asset(office, rng, min(day, _LATEST), entry, len(known)))
        _changes(office, rng, year, known)


def _asset(office: Office, rng: Random, day: date, entry: dict[str, Any], count: int) -> Paper:
    section = rng.choice([one for one in STAFF if one != "finance"])
    keeper = rng.choice(STAFF[section])
    fields = {
        "date": day,
        "asset_no": f"SB-{day.year}-{count + 1:03d}",
        "category": entry["category"],
        "value": entry["value"],
    }
    fields |= {"acquired": office.workday(day, -3), "section": section, "keeper": keeper, "custodian": "pu-jing"}
    text = f"{entry['title']}一件，原值{entry['value']:,}元，验收后由使用者签领，标签已粘贴，存放地点与台账一致。"
    paper = Paper("bureau/asset", day, entry["title"], fields, text)
    Course(office, paper, rng).post("register", "accountant").person("receive", keeper, "已领用。").post(
        "number", "accountant"
    )
    return office.add(paper)


def _changes(office: Office, rng: Random, year: int, known: list[Paper]) -> None:
    days = office.days("asset-change", 2, year)
    for n, day in enumerate(days):
        asset = [one for one in known if one.day <= day] or known[:1]
        _change(office, rng, max(min(day, _LATEST), asset[-1].day), rng.choice(asset), ("purchase", "scrap")[n % 2])
    if year in (2024, 2025):
        _compensated(
            office,
            rng,
            date(year, 9, 18 if year == 2024 else 16),
            rng.choice(known[:3]),
            "damaged" if year == 2024 else "lost",
        )


def _change(office: Office, rng: Random, day: date, asset: Paper, event: str) -> None:
    approval = f"县财资〔{day.year}〕{rng.randint(3, 40)}号"
    verb = {"purchase": "购置增加", "scrap": "报废减少"}[event]
    fields = {
        "date": day,
        "asset": asset,
        "event": event,
        "fixed": True,
        "amount": asset.fields["value"],
        "approval_ref": approval,
    }
    paper = Paper("bureau/asset-change", day, f"{asset.title}{verb}", fields)
    paper.body = lambda cite: (
        f"{verb}一件（{cite(asset)}），按{approval}批复办理，账面原值{asset.fields['value']:,}元，账卡同步调整。"
    )
    Course(office, paper, rng).post("register", "accountant").post(
        "finance_confirm", "finance-chief", "与批复一致。"
    ).post("number", "accountant")
    office.add(paper)


def _compensated(office: Office, rng: Random, day: date, asset: Paper, event: str) -> None:
    keeper = asset.fields["keeper"]
    pay = rng.randrange(120, 900)
    verb, how = {"damaged": ("损坏赔偿", "搬运时跌落损坏"), "lost": ("丢失赔偿", "外出活动后未清点，找寻未果")}[event]
    fields = {
        "date": day,
        "asset": asset,
        "event": event,
        "fixed": False,
        "amount": asset.fields["value"],
        "human_cause": True,
    }
    fields |= {"user": keeper, "keeper": keeper, "payer": keeper, "compensation": pay}
    paper = Paper("bureau/asset-change", day, f"{asset.title}{verb}", fields)
    paper.body = lambda cite: (
        f"{cite(asset)}{how}，属人为原因。财务股参照账面净值提出赔偿{pay}元，由保管者承担，分管财务领导已确定。"
    )
    course = Course(office, paper, rng).person("report", keeper, "情况属实，愿意赔偿。").post("register", "accountant")
    course.post("number", "accountant").later(2).post("compensate", "cashier", data={"paid": pay})
    office.add(paper)
