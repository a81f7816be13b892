"""What the archive keeps: trainings, loans of papers, visits to the archive room, and the handing over of each year."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.sample.hands import STAFF, Course, did, in_month, moment, told, words
from tests.sample.office import STOPPED, Office, here
from tests.sample.pen import Paper

_OUTGOING = ("bureau/outgoing", "bureau/letters", "bureau/party-outgoing")
_BORROWERS = (
    "bai-xue",
    "lei-tao",
    "tong-yue",
    "geng-wenbo",
    "wan-dehai",
    "kuang-meiling",
    "jiang-he",
    "shi-lei",
    "pan-yi",
)
_YEARS = range(2024, 2027)


def training(office: Office) -> None:
    """Two trainings a year, which the clerks of papers and archives all attend."""
    rng = office.rng("training")
    for year in _YEARS:
        for entry in words("archive")["training"]:
            if (year, entry["month"]) < (2026, 6):
                day = in_month(office, rng, year, entry["month"])
                clerks = [here(post, day) for post in ("document-clerk", "secretary-clerk", "archivist", "seal-keeper")]
                trainees = [*clerks, *rng.sample(_BORROWERS, rng.randint(2, 5))]
                fields = {"date": day, "topics": entry["topics"], "trainees": trainees}
                fields |= {"teacher": entry["teacher"], "hours": entry["hours"]}
                title = told(entry["title"], rng, year=year)
                paper = Paper("bureau/training", day, title, fields, told(entry["text"], rng))
                course = Course(office, paper, rng).post("arrange", "office-director", "请相关人员按时参加。")
                for trainee in trainees:
                    course.person("attend", trainee)
                course.post("number", "document-clerk")
                office.add(paper)


def loans(office: Office) -> None:
    """Loans of papers already filed, and one not yet due."""
    rng = office.rng("document-loan")
    purposes = words("archive")["loans"]
    filed = [p for p in office.desk.papers if p.register in (*_OUTGOING, "bureau/incoming") and did(p, "file")]
    plain = [paper for paper in filed if paper.fields.get("secrecy", "无") == "无"]
    for year in _YEARS:
        for _ in range((1 if year == 2026 else 3) * office.scale):
            day = in_month(office, rng, year, rng.randint(2, 5 if year == 2026 else 12))
            shelf = [paper for paper in plain if moment(paper, "file").date() < day]
            if shelf:
                _loan(office, rng, day, rng.choice(shelf), told(rng.choice(purposes), rng))
    day = STOPPED.date() - timedelta(days=6)
    _loan(office, rng, day, plain[len(plain) // 2], "编写县志文化卷时核对原文", last="number")


def _loan(office: Office, rng: Random, day: date, document: Paper, purpose: str, last: str = "") -> None:
    borrower = rng.choice(_BORROWERS)
    fields = {"date": day, "document": document, "borrower": borrower, "purpose": purpose}
    fields["due"] = day + timedelta(days=rng.randint(10, 15))
    paper = Paper("bureau/document-loan", day, f"借阅《{document.title}》", fields, refers=[document])
    paper.body = lambda cite: f"借阅{cite(document)}，{purpose}，不外借、不复印。"
    lender = "archivist" if rng.random() < 0.4 else "document-clerk"
    course = Course(office, paper, rng, last)
    course.person("sign", borrower, "按期归还。").post("lend", lender).post("number", lender)
    course.later(rng.randint(2, 5)).post("give_back", lender, data={"state": "完好"})
    office.add(paper)


def access(office: Office) -> None:
    """Visits to the archive room, always by two."""
    rng = office.rng("archive-access")
    for year in _YEARS:
        for entry in (words("archive")["access"] * office.scale)[year % 2 :: 2]:
            if (year, entry["month"]) < (2026, 6):
                day = in_month(office, rng, year, entry["month"])
                persons = rng.sample([*_BORROWERS, *STAFF["office"][:1]], 2)
                purpose = told(entry["purpose"], rng, year=year)
                fields = {"date": day, "persons": persons, "purpose": purpose}
                fields["materials"] = told(entry["materials"], rng, last=year - 1)
                text = f"{purpose}。调阅后逐卷点清归位，未携带资料离室。"
                paper = Paper("bureau/archive-access", day, f"{purpose}调阅登记", fields, text)
                course = Course(office, paper, rng)
                for person in persons:
                    course.person("enter", person)
                course.post("check", "archivist", "卷次无误，已归位。").post("number", "archivist")
                office.add(paper)


def transfers(office: Office) -> None:
    """The year's papers go to the archivist at the end of December."""
    rng = office.rng("archive-transfer")
    for year in (2024, 2025):
        day = (
            office.workday(date(year, 12, 31), -1)
            if office.working(date(year, 12, 31))
            else office.workday(date(year, 12, 27))
        )
        day = min(day, office.workday(date(year + 1, 1, 1), -1))
        out = sum(1 for p in office.desk.papers if p.register in _OUTGOING and p.day.year == year and p.day <= day)
        received = sum(1 for p in office.desk.papers if p.register == "bureau/incoming" and p.day.year == year)
        returned, destroyed = rng.randint(2, 4), rng.randint(3, 6)
        clerk, archivist = here("document-clerk", day), here("archivist", day)
        fields = {
            "date": day,
            "covered_year": year,
            "handed_by": clerk,
            "received_by": archivist,
            "outgoing_count": out,
            "incoming_count": received,
            "returned_count": returned,
            "destroyed_count": destroyed,
            "filed_count": out + received - returned - destroyed,
        }
        text = f"{year}年度公文清点无缺，清退{returned}件已取得回执，销毁{destroyed}件为重复件，两人监销。"
        paper = Paper("bureau/archive-transfer", day, f"{year}年度公文归档交接", fields, text)
        course = Course(office, paper, rng).person("hand_over", clerk, "件数与登记簿一致。")
        course.person("receive", archivist, "逐件点收。").post("number", "archivist")
        office.add(paper)
