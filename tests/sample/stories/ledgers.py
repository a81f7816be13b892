"""The ledgers of the finance section: cash pages, union money, checks and notices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from tests.sample.hands import Course, told, words
from tests.sample.office import Office, at
from tests.sample.pen import Paper

_LATEST = date(2026, 5, 29)
_UNITS = ["library", "culture-hall", "museum"]
_LIMIT = 2000


def cash(office: Office) -> None:
    """A page of the cash journal each quarter (every page's opening is the last one's balance)."""
    rng = office.rng("cash")
    balance = Decimal("862.50")
    for year in range(2024, 2027):
        for month in (2, 5, 8, 11) if year < 2026 else (2, 5):
            day = office.workday(date(year, month, rng.randint(8, 24)))
            balance = _page(office, rng, day, balance)


def _page(office: Office, rng: Random, day: date, opening: Decimal) -> Decimal:
    entries: list[dict[str, Any]] = []
    balance = opening
    if balance < 900:
        entries.append(
            {"at": "09:05", "direction": "in", "scope": "withdrawal", "amount": Decimal(800), "matter": "提取备用金"}
        )
        balance += 800
    for clock, scope, matter in (
        ("10:20", "sundry", "支付零星邮资和快递费"),
        ("15:10", "travel", "下乡差旅备用金"),
        ("16:05", "labour", "支付临时搬运劳务"),
    ):
        amount = Decimal(rng.randrange(3000, 24000)) / 100
        entries.append({"at": clock, "direction": "out", "scope": scope, "amount": amount, "matter": matter})
        balance -= amount
    fields = {
        "date": day,
        "opening": opening,
        "entries": entries,
        "book_balance": balance,
        "counted_cash": balance,
        "ious": 0,
    }
    paper = Paper("bureau/cash-journal", day, f"现金日记账{day.year}年{day.month}月{day.day}日账页", fields)
    paper.body = f"当日收付{len(entries)}笔，日终盘点库存现金{balance}元，账款相符，库存未超过{_LIMIT}元限额。"
    paper.stroke("post", "nie-xiaolu", at(day, f"16:{rng.randint(31, 49)}"), "cashier")
    paper.stroke("close", "nie-xiaolu", at(day, f"17:{rng.randint(2, 16):02d}"), "cashier", "账实相符。")
    paper.stroke("verify", "pu-jing", at(day, "17:24"), "accountant", "复核无误。")
    paper.stroke("number", "nie-xiaolu", at(day, "17:28"), "cashier")
    office.add(paper)
    return balance


def union(office: Office) -> None:
    """Union money: half-yearly income and what it was spent on."""
    pool = words("ledgers")["union"]
    for year in range(2024, 2027):
        rng = office.rng(f"union|{year}")
        spent = rng.sample(pool, 2)
        for n, day in enumerate(office.days("union", 2, year)):
            if n % 2:
                entry = spent[n // 2 % 2]
                low, high = entry["amount"]
                _union(
                    office,
                    rng,
                    min(day, _LATEST),
                    entry["title"],
                    told(entry["text"], rng),
                    rng.randrange(low, high),
                    entry["purpose"],
                )
            else:
                text = (
                    f"按职工工资总额2%计提，上级工会返还部分到账，记入工会经费专户。在职会员{rng.randint(28, 31)}人。"
                )
                _union(office, rng, min(day, _LATEST), f"{year}年工会经费拨缴收入", text, rng.randrange(8000, 13000))


def _union(office: Office, rng: Random, day: date, title: str, text: str, amount: int, purpose: str = "") -> None:
    direction = "spending" if purpose else "income"
    fields = {"date": day, "direction": direction, "account": "union", "purpose": purpose, "amount": amount}
    fields |= {"handler": "su-he", "voucher": f"工{day:%Y%m}-{rng.randint(1, 9):02d}"}
    paper = Paper("bureau/union-fund", day, title, fields, text)
    course = Course(office, paper, rng).person("apply", "su-he")
    if purpose:
        course.post("union_sign", "union-leader", "同意支出，注意公示。")
    course.post("number", "accountant").later(1).post("pay", "cashier")
    office.add(paper)


def checks(office: Office) -> None:
    """Each May the units are checked, and the assets before the year's end."""
    pools = words("ledgers")
    for year in range(2024, 2027):
        rng = office.rng(f"finance-check|{year}")
        day = office.workday(date(year, 5, 7 + year % 5))
        problems = told(pools["problems"][year % 3], rng)
        fields: dict[str, Any] = {
            "date": day,
            "check": "units",
            "units": _UNITS,
            "lead": "xiang-zhiyuan",
            "sections": ["finance", "office"],
        }
        fields |= {"problems": problems, "mended_by": office.workday(date(year, 6, 12))}
        text = f"检查组查阅{year - 1}年度账簿、凭证和银行对账单，现场盘点库存现金和固定资产。\n\n发现问题：{problems}"
        paper = Paper("bureau/finance-check", day, f"{year}年局属单位财务检查", fields, text)
        course = (
            Course(office, paper, rng)
            .person("lead_sign", "xiang-zhiyuan", "问题清楚，限期整改。")
            .post("finance_sign", "finance-chief")
        )
        course.post("number", "accountant").until(at(office.workday(date(year, 6, 8)), "09:10")).post(
            "mend", "finance-chief", "已整改销号。"
        )
        office.add(paper)
        _inventory(office, rng, year)


def _inventory(office: Office, rng: Random, year: int) -> None:
    early = year == 2026
    day = office.workday(date(year, 5, 25) if early else date(year, 11, 20 + year % 6))
    checked, wrong = rng.randint(286, 352), rng.randint(0, 4)
    fields = {
        "date": day,
        "check": "assets",
        "lead": "wan-dehai",
        "sections": ["finance", "office"],
        "checked": checked,
        "mismatched": wrong,
    }
    text = f"逐件清查资产{checked}件，账实不符{wrong}件，已查明系股室之间调换使用未登记，账卡均已调整。拟报废设备另行报批。"
    if early:
        text = f"因六月起更换资产管理软件，本年度清理提前开展。{text}"
    paper = Paper("bureau/finance-check", day, f"{year}年度资产清理审核", fields, text)
    course = (
        Course(office, paper, rng)
        .person("lead_sign", "wan-dehai", "清查结果属实。")
        .post("finance_sign", "finance-chief")
    )
    course.post("number", "accountant")
    office.add(paper)


def notices(office: Office) -> None:
    """The yearly notices: last year's union money in April, the use of funds and the next budget in December."""
    pools = words("ledgers")
    for year in range(2024, 2027):
        rng = office.rng(f"finance-notice|{year}")
        income, spending = rng.randrange(31000, 36000), rng.randrange(22000, 30000)
        day = office.workday(date(year, 4, 18))
        fields: dict[str, Any] = {
            "date": day,
            "topic": "union",
            "covers_year": year - 1,
            "income": income,
            "spending": spending,
            "channel": "board",
        }
        text = f"{year - 1}年工会经费收入{income:,}元，支出{spending:,}元，主要用于职工培训教育和工会活动，明细存财务股备查，接受会员质询。"
        paper = Paper(
            "bureau/finance-notice", day, f"{year - 1}年工会经费收支情况通报", fields, text, classification="public"
        )
        course = (
            Course(office, paper, rng).post("draft", "finance-chief").post("union_sign", "union-leader", "同意公布。")
        )
        course.post("number", "accountant").later(1).post("publish", "finance-chief")
        office.add(paper)
        if year == 2026:
            break
        use, plan = told(rng.choice(pools["notes"]), rng), told(rng.choice(pools["budgets"]), rng)
        day = office.workday(date(year, 12, 22))
        fields = {
            "date": day,
            "topic": "yearly",
            "covers_year": year,
            "fund_use": use,
            "next_budget": plan,
            "channel": "meeting",
        }
        paper = Paper(
            "bureau/finance-notice",
            day,
            f"{year}年资金使用情况和{year + 1}年预算计划通报",
            fields,
            f"{use}\n\n{plan}",
            classification="public",
        )
        course = (
            Course(office, paper, rng)
            .post("draft", "finance-chief")
            .post("approve", "finance-leader", "数据属实，同意通报。")
        )
        course.post("number", "accountant").later(1).post("publish", "finance-chief")
        office.add(paper)
