"""Party members and the people they keep in touch with: who calls on whom, every quarter's log, the year's review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.sample.hands import Course, words
from tests.sample.office import Office
from tests.sample.pen import Paper
from tests.sample.stories.told import tell

_ARRANGED = {2025: date(2025, 7, 4), 2026: date(2026, 1, 12)}
_QUARTERS = (date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1))
_NUMERALS = "一二三四"
_REVIEWED = date(2026, 1, 9)


def masses(office: Office) -> None:
    """The pairs of each year, a log for every quarter, the review of 2025, and the papers told by name."""
    pool = words("masses")
    tell(office, "masses_papers")
    arranged = {year: _arrangement(office, pool, year, day) for year, day in _ARRANGED.items()}
    for starts in _QUARTERS:
        _log(office, pool, starts, arranged[starts.year])
    _review(office, pool, arranged[2025])


def _arrangement(office: Office, pool: dict[str, Any], year: int, day: date) -> Paper:
    paper = Paper("bureau/mass-contact", day, f"{year}年党员联系群众安排表")
    paper.fields = {"date": day, "covers_year": year, "members": pool["members"], "pairs": pool["pairs"]}
    rosters = [one for one in office.desk.papers if one.register == "bureau/branch-roster" and one.day <= day]
    if rosters:
        paper.fields["roster"] = rosters[-1]
    paper.body = "三级联系逐人落实：书记、副书记联系支委，支委联系党员，党员联系党外群众。人员变动的，随时调整。"
    course = Course(office, paper, office.rng(f"mass-contact|{year}")).post("compile", "personnel-chief")
    course.later(1).post("confirm", "branch-secretary", "经支部确认。").post("number", "party-seal-keeper")
    return office.add(paper)


def _log(office: Office, pool: dict[str, Any], starts: date, arrangement: Paper) -> None:
    """A quarter's contacts; the paper is closed on the quarter's last working day."""
    rng = office.rng(f"mass-contact-log|{starts}")
    turn = (starts.month + 2) // 3
    day = office.workday((starts + timedelta(days=95)).replace(day=1), -1)
    rows: list[dict[str, Any]] = []
    for n, pair in enumerate(pool["pairs"]):
        for k in range(3) if pair["tier"] == "member" else (n % 3,):
            met = office.workday(date(starts.year, starts.month + k, rng.randint(12, 20)))
            row = {"owner": pair["owner"], "tier": pair["tier"], "target": pair["target"], "day": met}
            row["method"] = rng.choice(("visit", "talk"))
            texts = pool["committee_opinions" if pair["tier"] == "committee" else "opinions"]
            if pair["tier"] != "secretary" and (n + k + turn) % 5 == 0:
                row |= {"opinion": texts[(n + k) % len(texts)], "told_on": office.workday(met, rng.randint(1, 6))}
                row["told"] = "party_group" if pair["tier"] == "committee" else "branch"
            rows.append(row)
    paper = Paper("bureau/mass-contact-log", day, f"{starts.year}年第{_NUMERALS[turn - 1]}季度联系群众台账")
    paper.fields = {"date": day, "starts": starts, "arrangement": arrangement}
    paper.fields["contacts"] = sorted(rows, key=lambda row: row["day"])
    told = sum("opinion" in row for row in rows)
    paper.body = f"本季度联系{len(rows)}次，收集意见{told}条，均已按期反馈。"
    Course(office, paper, rng).post("compile", "personnel-chief").post("number", "party-seal-keeper")
    office.add(paper)


def _review(office: Office, pool: dict[str, Any], arrangement: Paper) -> None:
    rng = office.rng("mass-review")
    paper = Paper("bureau/mass-review", _REVIEWED, "2025年联系群众年终评议表")
    results = []
    for n, member in enumerate(pool["members"]):
        plan, measures, summary = pool["plans"][n % len(pool["plans"])]
        row = {"member": member, "plan": plan, "plan_on": office.workday(date(2025, 2, 10 + n))}
        row |= {"measures": measures, "summary": summary, "result": "good" if n % 3 else "fair", "commended": n == 10}
        results.append(row)
    paper.fields = {"date": _REVIEWED, "covers_year": 2025, "arrangement": arrangement}
    paper.fields |= {"members": pool["members"], "results": results, "deeds": pool["deeds"], "visits": pool["visits"]}
    paper.fields |= {"rated_secretary": pool["members"], "rated_contact": pool["members"]}
    paper.body = "支部逐人听取联系情况，结合群众反映评议，结果纳入年度评议表彰；全体党员参加了对书记和联系人员的测评。"
    course = Course(office, paper, rng).post("summarise", "personnel-chief")
    course.post("conclude", "branch-secretary", "评议结果已公布。").post("number", "party-seal-keeper")
    office.add(paper)
