"""The seals of the bureau, and what became of them: damaged, lost, stolen, renamed, handed over, taken out."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.sample.hands import Course, moment, words
from tests.sample.office import Office, at, here
from tests.sample.pen import Paper
from tests.sample.stories.outgoing import compose

KEEPING = {
    "admin": "seal-keeper",
    "party_group": "party-seal-keeper",
    "branch": "party-seal-keeper",
    "business": "section-seal-keeper",
}


def seals(office: Office) -> None:
    """The roll of seals, the seals that were stopped, handovers and takings out."""
    pool = words("seals")
    rng = office.rng("seals")
    roll = {entry["key"]: _entered(office, rng, entry) for entry in pool["roll"]}
    for entry in pool["accidents"]:
        _accident(office, rng, entry, roll[entry["seal"]])
    for entry in pool["stopped"]:
        _stopped(office, rng, entry, roll[entry["seal"]])
    for entry in pool["handovers"]:
        _handover(office, rng, entry, roll[entry["seal"]])
    for entry in pool["takeouts"]:
        _takeout(office, rng, entry, roll[entry["seal"]])


def active(office: Office, seal_kind: str, section: str, day: date) -> Paper:
    """The seal of that kind and section in use on `day`; StopIteration when there is none."""
    return next(
        seal
        for seal in office.desk.papers
        if seal.register == "bureau/seals"
        and (seal.fields["seal_kind"], seal.fields["section"]) == (seal_kind, section)
        and seal.day <= day
        and all(stroke.at.date() > day for stroke in seal.strokes if stroke.act == "stop")
    )


def keeper(seal: Paper, day: date) -> tuple[str, str]:
    """The post that keeps a seal and its holder on `day`; the tourism seal had a keeper of its own."""
    post = KEEPING[seal.fields["seal_kind"]]
    return post, seal.fields["keeper"] if seal.fields["section"] == "tourism" else here(post, day)


def incident(office: Office, rng: Random, day: date, title: str, fields: dict[str, Any], about: Paper) -> Paper:
    """An incident reported, investigated, reviewed and decided within a few days."""
    text = f"{fields['cause']}\n\n{fields['harm']}\n\n{fields['handling']}"
    paper = Paper("bureau/incident", day, title, {"date": day} | fields, text, [about])
    course = Course(office, paper, rng)
    course.person("report", fields["keeper"], "情况属实，请求调查。")
    course.post("investigate", "office-director", "已逐人谈话，经过如报告所述。").later(1)
    course.post("discipline_review", "discipline-leader", "责任划分适当。")
    course.post("decide", "director", "同意处理意见，请全局引以为戒。").post("number", "office-director")
    return office.add(paper)


def _entered(office: Office, rng: Random, entry: dict[str, Any]) -> Paper:
    day = date.fromisoformat(entry["day"])
    holder = entry.get("keeper") or here(KEEPING[entry["kind"]], day)
    fields = {
        "date": day,
        "seal_kind": entry["kind"],
        "section": entry["section"],
        "keeper": holder,
        "storage": "locked",
        "material": entry["material"],
    }
    paper = Paper("bureau/seals", day, entry["title"], fields, entry["text"])
    course = Course(office, paper, rng)
    course.post("enter", "office-director").person("accept", holder, "已领受，入柜加锁。").post(
        "number", "office-director"
    )
    return office.add(paper)


def _accident(office: Office, rng: Random, entry: dict[str, Any], seal: Paper) -> None:
    day = date.fromisoformat(entry["day"])
    fields = {"subject": "seal", "event": entry["event"], "seal": seal, "keeper": entry["keeper"]}
    fields |= {key: entry[key] for key in ("responsible", "harm", "cause", "handling")}
    report = incident(office, rng, day, entry["title"], fields, seal)
    if "void" in entry:
        _stopped(office, rng, entry["void"], seal, report)


def _stopped(office: Office, rng: Random, entry: dict[str, Any], seal: Paper, report: Paper | None = None) -> None:
    day = date.fromisoformat(entry["day"])
    notice = compose(office, "document", entry["notice"], day, rng)
    notice.classification = "public"
    stopped = moment(notice, "dispatch").date()
    fields = {
        "date": stopped,
        "seal": seal,
        "cause": entry["cause"],
        "disposition": entry["disposition"],
        "notice": notice,
    }
    refers = [notice, report] if report else [notice]
    paper = Paper("bureau/seal-decommission", stopped, entry["title"], fields, entry["text"], refers)
    course = Course(office, paper, rng).until(moment(notice, "dispatch"))
    post, person = keeper(seal, stopped)
    course.post("report", post, by=person).post("approve", "director", "同意。")
    course.post("receive", "archivist").post("number", "office-director")
    paper.day = paper.fields["date"] = course.day
    stop = course.now + timedelta(minutes=2)
    course.later(entry.get("kept", 5)).post("dispose", "archivist", entry["disposed"])
    seal.stroke("stop", here("archivist", stop.date()), stop, "archivist")
    office.add(paper)


def _handover(office: Office, rng: Random, entry: dict[str, Any], seal: Paper) -> None:
    day = date.fromisoformat(entry["day"])
    since, to = entry["from"], entry["to"]
    fields = {"date": day, "seal": seal, "reason": entry["reason"], "from_person": since, "to_person": to}
    fields |= {"supervisor": here("office-director", day)}
    if "until" in entry:
        fields["until"] = date.fromisoformat(entry["until"])
    paper = Paper("bureau/seal-handover", day, entry["title"], fields, entry["text"])
    course = Course(office, paper, rng)
    course.post("consent", "director", "同意，交接清点要细。").person("hand_over", since).person("take_over", to)
    course.post("number", "office-director")
    if "until" in entry:
        course.until(at(office.workday(fields["until"], 1), "08:50")).person("give_back", to, "用印台账一并交还。")
    office.add(paper)


def _takeout(office: Office, rng: Random, entry: dict[str, Any], seal: Paper) -> None:
    day = date.fromisoformat(entry["day"])
    due = date.fromisoformat(entry["due"])
    fields = {
        "date": day,
        "seal": seal,
        "matter": entry["matter"],
        "place": entry["place"],
        "borrower": entry["borrower"],
        "carriers": [entry["borrower"], "gan-lin"],
        "due_back": due,
    }
    paper = Paper("bureau/seal-takeout", day, f"公章带出使用审批（{entry['matter']}）", fields, entry["text"])
    course = Course(office, paper, rng, last="hand_out" if entry.get("out") else "")
    course.person("apply", entry["borrower"]).post("consent", "director", "同意，两人同行，用毕即归。")
    course.post("number", "seal-keeper").post("hand_out", "seal-keeper")
    course.until(at(due, "15:30"))
    course.post(
        "bring_back", "seal-keeper", data={"uses": [{"matter": entry["matter"], "impressions": entry["times"]}]}
    )
    office.add(paper)
