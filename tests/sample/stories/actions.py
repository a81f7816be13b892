"""What meetings leave to be followed up: opened within days, answered for by its owner, checked when it is due."""

from __future__ import annotations

from datetime import date, timedelta

from tests.sample.hands import STAFF, Course, moment
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper
from tests.sample.roster import NAMES

#: Due days of what is still open on the stopped clock.
_OPEN = {(2026, 5, "bureau-meeting"): date(2026, 6, 25), (2026, 5, "director-meeting"): date(2026, 6, 29)}
#: Too young to have been opened.
_YOUNG = date(2026, 6, 10)
_OUTCOMES = (
    "已按会议要求完成，材料存办公室。",
    "已办结，效果待年底一并评估。",
    "已完成，超出预期的部分列入下年计划。",
    "已落实到位。",
)


def follow(office: Office, minutes: Paper) -> None:
    """Opens an action item for every decision of the minutes that is to be followed up."""
    for decision, agenda in zip(minutes.fields["decisions"], minutes.fields["agenda"], strict=True):
        if decision["follow_up"] and minutes.day < _YOUNG:
            _item(office, minutes, decision["matter"], agenda.get("proposer", "office"))


def _item(office: Office, minutes: Paper, matter: str, section: str) -> None:
    rng = office.rng(f"action|{minutes.fields['body']}|{minutes.day}")
    opened = office.workday(moment(minutes, "issue").date(), rng.randint(1, 3))
    due = office.workday(opened + timedelta(days=rng.randint(12, 50)))
    due = _OPEN.get((minutes.day.year, minutes.day.month, minutes.fields["body"]), due)
    owner = "ye-xiaowen" if section == "office" else STAFF[section][0]
    fields = {"date": opened, "matter": matter, "section": section, "owner": owner, "due": due, "status": "new"}
    paper = Paper("bureau/action-item", opened, f"督办：{matter}", fields, refers=[minutes])
    paper.body = lambda cite: (
        f"依据{cite(minutes)}，请{NAMES[owner]}牵头办理“{matter}”，{due.month}月{due.day}日前办结并书面反馈。"
        "进展每半月报办公室一次，需要其他股室配合的由办公室协调。"
    )
    course = Course(office, paper, rng, "number" if due > STOPPED.date() else "").post(
        "open", "office-director", "请按期办结。"
    )
    course.post("number", "secretary-clerk")
    course.until(at(office.workday(due, -rng.randint(1, 4)), "09:20"))
    course.person("feedback", owner, data={"outcome": rng.choice(_OUTCOMES)})
    course.until(at(office.workday(due, rng.randint(0, 1)), "15:00"))
    course.post("check", "office-director", "已核实。", data={"result": "done"})
    office.add(paper)
