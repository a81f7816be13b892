"""Office supplies: small purchases and batches, before and after the amendment of 1 July 2025."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from tests.sample.hands import STAFF, Course, words
from tests.sample.office import Office
from tests.sample.pen import Paper

REGISTER = "bureau/purchase"
_AMENDED = date(2025, 7, 1)
_LIMITS = (3000, 2000)
_BATCH = 20
_LATEST = date(2026, 5, 29)


def purchases(office: Office) -> None:
    """Five a year; what costs between two and three thousand shows the amendment."""
    pools = words("purchases")
    for year in range(2024, 2027):
        rng = office.rng(f"purchase|{year}")
        bands = ["small", "middle", "batch", "small", "middle"]
        left = {band: rng.sample(pool, len(pool)) for band, pool in pools.items()}
        for n, day in enumerate(office.days("purchase", len(bands), year)):
            band = bands[n % len(bands)]
            _bought(office, rng, left[band].pop(0), min(day, _LATEST))
            left[band].extend(rng.sample(pools[band], 1))
    rng = office.rng("purchase|pending")
    _bought(office, rng, pools["middle"][4], date(2026, 6, 16), "admin_review").paper.draft = "projection-screen"
    _bought(office, rng, pools["small"][4], date(2026, 6, 11), "buy")


def _bought(office: Office, rng: Random, entry: Mapping[str, Any], day: date, last: str = "") -> Course:
    """One purchase from the list to the storeroom, or up to the act `last`."""
    amount = sum((Decimal(str(price)) * quantity for _, quantity, price in entry["goods"]), Decimal(0))
    batch = amount >= _LIMITS[day >= _AMENDED] or any(quantity >= _BATCH for _, quantity, _ in entry["goods"])
    section = entry.get("by", "office")
    handler = rng.choice(
        [one for one in STAFF[section] if one not in ("mo-xin", "wan-dehai", "kang-ning", "pan-yi")] or ["ye-xiaowen"]
    )
    goods = [
        {"item": item, "quantity": quantity}
        | ({"market_price": Decimal(str(price))} if batch or rng.random() < 0.5 else {})
        for item, quantity, price in entry["goods"]
    ]
    fields = {
        "date": day,
        "section": section,
        "handler": handler,
        "need": entry["need"],
        "amount": amount,
        "goods": goods,
    }
    paper = Paper(REGISTER, day, entry["title"], fields, _told(entry, batch=batch))
    course = Course(office, paper, rng, last).person("list", handler, "清单如上，请审核。")
    course.post("admin_review", "admin-leader", rng.choice(("同意。", "同意，先用库存。", "同意，按需购置。")))
    if batch:
        course.later(1).post("finance_agree", "finance-leader", "同意，列入公用经费。")
    paid = amount - rng.choice((0, 0, 5, 12))
    course.post("number", "secretary-clerk").later(rng.randint(1, 3)).post("buy", "buyer", data={"paid": paid})
    course.later(rng.randint(0, 2)).post(
        "accept", "secretary-clerk", rng.choice(("数量、规格与清单相符，入库。", "已验收。"))
    )
    office.add(paper)
    return course


def _told(entry: Mapping[str, Any], *, batch: bool) -> str:
    lines = [f"{n}. {item}，{quantity}件" for n, (item, quantity, _) in enumerate(entry["goods"], 1)]
    how = "按批量购置办理，市场价格由经办人三家询价后填列。" if batch else "属零星购置，由采购专人就近购买。"
    return f"{entry['need']}。\n\n" + "\n".join(lines) + f"\n\n{how}"
