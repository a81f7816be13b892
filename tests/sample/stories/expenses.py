"""Claims: every band of amount from petty cash to what the bureau meeting decides, and the exceptions of the regulation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.sample.hands import STAFF, Course, leader, told, words
from tests.sample.office import STOPPED, Item, Office
from tests.sample.pen import Paper

REGISTER = "bureau/expense"
_BANDS = ("small", "small", "small", "mid", "mid", "mid", "mid", "director", "director", "meeting", "urgent", "handled")
_CONSENTS = ("同意开支。", "同意，按标准执行。", "同意，厉行节约。", "同意，注意留存询价材料。")
_REASONS = ("事项属实，票据齐全，请予报销。", "已完成验收，金额与报告一致。", "按报告内容执行，未超预算。")
_CHECKS = ("票据合规，预算内列支。", "已核对发票真伪，科目正确。", "手续齐全。")
_REVIEWS = ("程序合规，未发现问题。", "已审核。", "已审核，请保存好询价记录。")
_APPROVALS = ("同意报销。", "同意。", "同意支付。")
#: The last day on which an ordinary claim begins, so that it is paid before the clock stops.
_LATEST = date(2026, 5, 29)


def expenses(office: Office) -> None:
    """Claims of every year, then what waits on the stopped clock."""
    pools = words("expenses")
    for year in range(2024, 2027):
        rng = office.rng(f"expense|{year}")
        left = {band: rng.sample(pool, len(pool)) for band, pool in pools.items()}
        bands = _bands(year)
        for n, day in enumerate(office.days("expense", len(bands), year)):
            if n % len(bands) == 0:
                order = rng.sample(bands, len(bands))
            band = order[n % len(bands)]
            entry = next(one for one in left[band] if day.month in one.get("in", range(1, 13)))
            left[band].remove(entry)
            left[band].append(entry)
            claim(office, rng, band, entry, min(day, _LATEST))
    claim(office, office.rng("expense|own"), "handled", pools["handled"][0], date(2025, 9, 10))
    _pending(office, pools)


def claim(office: Office, rng: Random, band: str, entry: Mapping[str, Any], day: date, last: str = "") -> Course:
    """One claim from the first act to the payment, or up to the act `last`."""
    paper = _drawn(rng, band, entry, day)
    course = Course(office, paper, rng, last)
    amount = paper.fields["amount"]
    if band == "urgent":
        paper.fields["spend_date"] = day - timedelta(days=1)
    if amount >= 500:
        course.person("report", paper.fields["handler"], "拟开支" + f"{amount:,.2f}元，请示。")
    if band == "director":
        course.later(1).post("director_approve", "director", rng.choice(("同意。", "同意，控制在预算以内。")))
    if band == "meeting":
        _decided(office, paper, course, rng)
    signer = "director" if paper.fields["handler"] == "he-weimin" else "finance-leader"
    course.post("consent", signer, rng.choice(_CONSENTS))
    if band != "urgent":
        paper.fields["spend_date"] = office.workday(course.day, rng.randint(0, 3))
    course.later(rng.randint(3, 5) if band != "urgent" else 1)
    _settled(course, paper, rng, signer)
    return course


def _drawn(rng: Random, band: str, entry: Mapping[str, Any], day: date) -> Paper:
    """The paper with its fields, before any act."""
    low, high = entry["amount"]
    amount = Decimal(rng.randrange(low * 100, high * 100)) / 100
    if amount >= 1000:
        amount = amount.quantize(Decimal(1))
    section = entry["section"]
    handler = rng.choice([one for one in STAFF[section] if one not in ("wan-dehai", "kang-ning")])
    if band == "handled":
        handler = "he-weimin" if entry["category"] == "travel" else "wan-dehai"
    purchase = bool(entry.get("purchase"))
    witness = "ye-xiaowen" if handler != "pan-yi" and purchase else ""
    if purchase and rng.random() < 0.5:
        handler, witness = "pan-yi", ""
    category = entry["category"]
    fields: dict[str, Any] = {
        "date": day,
        "section": section,
        "handler": handler,
        "witness": witness,
        "category": category,
        "three_public": category if category in ("abroad", "vehicle", "reception") else "none",
        "amount": amount,
        "spend_date": day,
        "method": rng.choice(("cash", "card")) if amount < 500 else rng.choice(("card", "transfer", "transfer")),
        "payee": entry["payee"],
    }
    if purchase:
        fields["purchase"] = True
    if band == "urgent":
        fields |= {"urgent": True, "urgent_reason": entry["reason"]}
    fields["vouchers"] = _vouchers(rng, category, amount)
    title = told(entry["title"], rng, year=day.year)
    source = rng.choice(("部门预算相应科目", "年度公用经费", "专项业务经费"))
    text = f"{told(entry['text'], rng, year=day.year)}\n\n从{day.year}年{source}列支，收款方为{entry['payee']}，原始凭证{len(fields['vouchers'])}种附后。"
    return Paper(REGISTER, day, title, fields, text)


def _vouchers(rng: Random, category: str, amount: Decimal) -> list[dict[str, Any]]:
    first = {"kind": "invoice", "code": f"{rng.randrange(10**7, 10**8)}", "amount": amount}
    if category in ("reception", "meeting", "training", "travel"):
        return [first, {"kind": "letter", "code": rng.choice(("会议通知", "培训通知", "公函"))}]
    return [first, {"kind": "bill_list", "code": "明细清单一份"}] if amount >= 1000 else [first]


def _decided(office: Office, paper: Paper, course: Course, rng: Random) -> None:
    """Puts a large claim before the bureau meeting; now and then it comes back a month later."""
    section = paper.fields["section"]
    who = leader(section, course.day)
    matter = f"{paper.title}（{paper.fields['amount']:,}元）"
    met = office.meeting("bureau-meeting", course.day + timedelta(days=1))
    if rng.random() < 0.3 and office.meeting("bureau-meeting", met + timedelta(days=1)) < _LATEST:
        office.table("bureau-meeting", met, Item(matter, paper, "deferred", who, section))
        met = office.meeting("bureau-meeting", met + timedelta(days=1))
    office.table("bureau-meeting", met, Item(matter, paper, "approved", who, section))
    paper.body = f"{paper.body}\n\n本项支出达到大额支出起点，报告后提请局务会议研究，同意后再行开支。"
    if met <= STOPPED.date():
        while course.day <= met:
            course.later(1)
    else:
        course.closed = True


def _settled(course: Course, paper: Paper, rng: Random, signer: str) -> None:
    """From the written reason to the payment."""
    handler = paper.fields["handler"]
    course.person("reason", handler, rng.choice(_REASONS))
    if paper.fields["witness"]:
        course.person("attest", paper.fields["witness"], "实物已收到，数量无误。")
    if handler == "wan-dehai":
        course.post("finance_sign", "accountant", "股长经手，由会计代表财务股确认。票据合规。")
    else:
        course.post("finance_sign", "finance-chief", rng.choice(_CHECKS))
    course.later(1).post("discipline_review", "discipline-leader", rng.choice(_REVIEWS))
    course.post("approve", signer, rng.choice(_APPROVALS)).post("number", "accountant")
    course.later(rng.randint(0, 2)).post("pay", "cashier", data={"paid": paper.fields["amount"]})
    course.office.add(paper)


def _bands(year: int) -> list[str]:
    extra = ["small", "meeting", "meeting"] if year == 2024 else ["meeting"]
    return [*_BANDS, *extra]


def _pending(office: Office, pools: Mapping[str, Any]) -> None:
    """One waits for the bureau meeting, one for the director, one for the discipline leader."""
    rng = office.rng("expense|pending")
    waits = (
        ("meeting", 5, date(2026, 6, 16), "report", "museum-security"),
        ("director", 1, date(2026, 6, 17), "report", "journal-renewal"),
        ("mid", 8, date(2026, 6, 9), "finance_sign", "humidity-filters"),
    )
    for band, index, day, last, slug in waits:
        course = claim(office, rng, band, pools[band][index], day, last)
        course.paper.draft = slug
        if band == "meeting":
            course.paper.fields["spend_date"] = date(2026, 6, 30)
