"""The ledger of sealings: documents, contracts, forms, personal papers, refusals, prior consents, blanks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.sample.hands import LEADERS, STAFF, Course, did, finished, hand, in_month, moment, told, words
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper
from tests.sample.roster import NAMES
from tests.sample.stories.seals import active, keeper

_YEARS = (2024, 2025, 2026)
_AMENDED = date(2025, 1, 1)
_CHECKED = {"signature_ok": True, "content_ok": True, "seal_active": True}
_CONTRACTS = ("合同", "协议")
_KEPT = ("合同", "协议", "授权书")
_SHEETS = {"请示": "请示", "决定": "决定"}
_AGREED = ("同意用印。", "同意。", "同意，份数按审批表。", "已阅，同意用印。")


def seal_use(office: Office) -> None:
    """Every sealing of every year, then the applications that wait on the stopped clock."""
    pool = words("seal_use")
    rng = office.rng("seal-use")
    for year in _YEARS:
        months = 5 if year == 2026 else 12
        for month in range(1, months + 1):
            _month(office, rng, pool, year, month)
        _year(office, rng, pool, year, _YEARS.index(year))
    _for_takeouts(office, rng)
    _for_documents(office, rng)
    _in_the_acting_week(office, rng, pool)
    _pending(office, rng, pool)


def _month(office: Office, rng: Random, pool: Mapping[str, Any], year: int, month: int) -> None:
    for _ in range(office.scale):
        day = in_month(office, rng, year, month)
        if month % 6 == 1:
            turn = (year - _YEARS[0]) * 4 + month // 3
            ledger(office, rng, day, pool["formal"][turn % len(pool["formal"])], "formal")
        if month == 11:
            ledger(
                office, rng, day, pool["market"][(year + month) % len(pool["market"])] | {"section": "market"}, "own"
            )
        if month == 5:
            ledger(office, rng, day, pool["business"][year % len(pool["business"])], "business")


def _year(office: Office, rng: Random, pool: Mapping[str, Any], year: int, turn: int) -> None:
    def day(month: int) -> date:
        return finished(office, rng, in_month(office, rng, year, month))

    ledger(office, rng, day(3), pool["personal"][turn % len(pool["personal"])], "personal")
    ledger(office, rng, day(5), pool["refused"][turn], "refused")
    ledger(office, rng, day(4), pool["prior"][turn], "prior")
    ledger(office, rng, day(2), pool["blank"][turn], "blank")
    branch = pool["branch"]
    ledger(office, rng, day(4), branch | {"content": branch["content"].format(turn + 3)}, "branch")
    if year == 2024:
        ledger(office, rng, day(5), pool["complaint"], "own")


def ledger(
    office: Office, rng: Random, day: date, entry: Mapping[str, Any], way: str, last: str = "", **fields: Any
) -> Paper:
    """One sealing by an approval form or prior consent; `way` says which of the pools' stories it follows."""
    section, matter = entry.get("section", "personnel"), entry["matter"]
    kind = {"own": "business", "branch": "branch"}.get(way, "admin")
    seal = active(office, kind, section if kind == "business" else {"branch": "personnel"}.get(kind, "office"), day)
    post, person = keeper(seal, day)
    formal = matter in (*_CONTRACTS, "授权书", "介绍信", "重要数据", "重要财务人事报表")
    category = "personal" if way == "personal" else "formal" if formal else "business"
    content = told(entry["content"], rng, turn=day.year - 2023, year=day.year)
    consent = LEADERS[section] if category == "business" and (way == "own" or rng.random() < 0.8) else "director"
    text = told(entry["text"] if "text" in entry else _blank(entry), rng)
    paper = Paper("bureau/seal-use", day, f"{content}用印", body=lambda _: f"{text}\n\n{_account(paper)}")
    paper.fields = {
        "date": day,
        "seal": seal,
        "seal_kind": kind,
        "seal_section": seal.fields["section"],
        "used_at": at(day, "10:00"),
        "category": category,
        "matter": matter,
        "content": content,
        "section": section,
        "handler": rng.choice([p for p in _handlers(section, day) if p != person]),
        "impressions": entry.get("times", rng.randint(1, 6)),
        "basis": "prior_consent" if way == "prior" else "approval_form",
    } | fields
    if way == "blank":
        paper.fields |= {"blank": True, "fixed_format": True, "stated_use": entry["use"]}
    if kind == "admin" and matter in _KEPT and day >= _AMENDED and way != "refused":
        paper.fields["copies_kept"] = rng.randint(1, 2)
    course = Course(office, paper, rng, last)
    _walk(course, paper, consent, post, person, entry)
    return office.add(paper)


def _account(paper: Paper) -> str:
    fields = paper.fields
    if fields["basis"] == "prior_consent":
        return f"事前已向{NAMES[fields['prior_consent_from']]}请示，用印{fields['impressions']}处，事后补签。"
    kept = f"，留存{fields['copies_kept']}份归档" if "copies_kept" in fields else ""
    return f"经办人{NAMES[fields['handler']]}持{fields['approval_form']}提请，拟用印{fields['impressions']}处{kept}。"


def _blank(entry: Mapping[str, Any]) -> str:
    return f"格式固定，编号连续，用途为{entry['use']}；未用完的如数交回销号。"


def _handlers(section: str, day: date) -> tuple[str, ...]:
    return STAFF[section] if section != "heritage" or day >= date(2024, 6, 29) else ("geng-wenbo",)


def _walk(course: Course, paper: Paper, consent: str, post: str, person: str, entry: Mapping[str, Any]) -> None:
    rng, fields = course.rng, paper.fields
    handler, prior = fields["handler"], fields["basis"] == "prior_consent"
    if prior:
        agreed = hand(consent, paper.day, "consent", paper.register)
        fields |= {"prior_consent_from": agreed, "prior_consent_at": at(paper.day, "08:30"), "consenting": agreed}
    else:
        fields["approval_form"] = f"用印审批表{paper.day:%Y-%m}-{rng.randint(1, 38):02d}"
    course.person("apply", handler)
    if not prior:
        if fields["matter"] in _CONTRACTS and paper.day >= _AMENDED:
            course.post("finance_consent", "finance-leader", "资金已列预算，付款条件可行。")
        course.post("consent", consent, rng.choice(_AGREED))
        if did(paper, "consent"):
            fields["consenting"] = paper.strokes[-1].by
    if fields.get("blank"):
        course.post("special_approval", "director", "特别批准，份数登记备查。")
    deputy = "" if fields["seal_kind"] == "admin" else person
    _stamp(course, paper, post, deputy, entry)
    if prior:
        course.later(rng.randint(1, 2)).post("consent", consent, "补签。事前已电话同意。", by=fields["consenting"])


def _stamp(course: Course, paper: Paper, post: str, person: str, entry: Mapping[str, Any]) -> None:
    defects = entry.get("defects")
    found = _CHECKED | ({"content_ok": False, "defects": defects} if defects else {})
    course.post("verify", post, by=person, data=found)
    act = "refuse" if defects else "seal"
    course.post(act, post, by=person, opinion="退回改正后重新报批。" if defects else "")
    if did(paper, act):
        paper.fields["used_at"] = moment(paper, act).replace(second=0)
        paper.day = paper.fields["date"] = course.day
    course.person("sign", paper.fields["handler"]).post("number", post, by=person)


def _for_takeouts(office: Office, rng: Random) -> None:
    for out in [paper for paper in office.desk.papers if paper.register == "bureau/seal-takeout"]:
        if did(out, "bring_back"):
            entry = {
                "matter": "协议",
                "section": "tourism",
                "content": out.fields["matter"],
                "text": "带出现场签署，双方当场各执。",
            }
            entry["times"] = out.strokes[-1].data["uses"][0]["impressions"]
            entry["section"] = next(s for s, people in STAFF.items() if out.fields["borrower"] in people)
            day = moment(out, "hand_out").date()
            start = office.workday(day, 1) if office.workday(day, 1) <= out.fields["due_back"] else day
            paper = ledger(office, rng, start, entry, "out", takeout=out, handler=out.fields["borrower"])
            paper.refers.append(out)


def _for_documents(office: Office, rng: Random) -> None:
    """About one document in eight has its sealing in the ledger by name, and every kind of document once or more."""
    sealed = [
        paper
        for paper in office.desk.papers
        if paper.register in ("bureau/outgoing", "bureau/letters", "bureau/party-outgoing") and did(paper, "seal")
    ]
    for turn, document in enumerate(sealed):
        genre, party = document.fields["genre"], document.fields["form"] == "party"
        if turn % 8 == 2 or (party and genre == "决定"):
            _sheet(office, rng, document, genre, party)


def _sheet(office: Office, rng: Random, document: Paper, genre: str, party: bool) -> None:
    when: datetime = moment(document, "seal") - timedelta(minutes=2)
    letter = document.fields["form"] == "letter"
    matter = (
        ("党组决定" if genre == "决定" else "党组文件") if party else "函件" if letter else _SHEETS.get(genre, "文件")
    )
    kind = "party_group" if party else "admin"
    seal = active(office, kind, "personnel" if party else "office", when.date())
    post, _ = keeper(seal, when.date())
    paper = Paper("bureau/seal-use", when.date(), f"《{document.title}》用印", refers=[document])
    paper.body = lambda cite: f"凭签发的发文稿纸用印，文号{cite(document)}。"
    section, impressions = document.fields["section"], document.fields["copies"]
    category = "party" if party else "business" if letter else "formal"
    consent = "party-secretary" if party else LEADERS[section] if letter else "director"
    paper.fields = {"date": when.date(), "seal": seal, "seal_kind": kind, "seal_section": seal.fields["section"]}
    paper.fields |= {"used_at": when, "category": category, "matter": matter, "content": document.title}
    paper.fields |= {"section": section, "handler": document.fields["drafter"], "impressions": impressions}
    paper.fields |= {"basis": "issue_sheet", "document": document}
    if paper.fields["handler"] == hand(post, when.date(), "seal", paper.register):
        paper.fields["handler"] = "kuang-meiling"
    course = Course(office, paper, rng).until(moment(document, "print_check"))
    course.person("apply", paper.fields["handler"]).post("consent", consent, rng.choice(_AGREED))
    paper.fields["consenting"] = paper.strokes[-1].by
    _stamp(course, paper, post, "", {})
    office.add(paper)


def _in_the_acting_week(office: Office, rng: Random, pool: Mapping[str, Any]) -> None:
    for day, entry in ((date(2024, 7, 17), pool["business"][0]), (date(2025, 10, 22), pool["business"][2])):
        ledger(office, rng, day, entry, "business")


def _pending(office: Office, rng: Random, pool: Mapping[str, Any]) -> None:
    today = STOPPED.date()
    for entry in pool["waiting"]:
        way = "formal" if "slug" in entry else "prior"
        paper = ledger(office, rng, office.workday(today, -entry["ago"]), entry, way, entry["until"])
        if "slug" in entry:
            paper.draft = entry["slug"]
            for field in ("used_at", "consenting"):
                paper.fields.pop(field, None)
