"""The meetings of all bodies: those on the list, and the outlets' meeting of every month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.sample.credit_union.people import LEADERS, holder, holders, unit
from tests.sample.credit_union.sitting import Sitting, written
from tests.sample.credit_union.stories.changes import RULE_CHANGE
from tests.sample.credit_union.stories.matters import Tabled, matters
from tests.sample.credit_union.stories.notices import notice
from tests.sample.hands import words
from tests.sample.office import Office
from tests.sample.pen import Paper

_SECTIONS = {"credit-committee": ("credit", "qi-fang"), "finance-committee": ("accounting", "lan-xi")}
_OBSERVERS = {
    "congress": ("you-jing", "qiu-min"),
    "board": ("dou-mingyuan", "you-jing"),
    "party-committee": ("you-jing",),
    "chairman-office": ("you-jing",),
    "director-office": ("han-chongli", "dou-mingyuan", "you-jing"),
    "supervisor-office": ("lu-chengzhi",),
    "credit-committee": ("han-chongli", "dou-mingyuan", "zhen-zhen"),
    "finance-committee": ("zhen-zhen",),
}
_AMENDED = date(2026, 1, 16)
_IMPORTANT = {("outlet-monthly", date(2026, 1, 9)), ("director-office", date(2025, 12, 22))}


def meetings(office: Office) -> None:
    """Every meeting in the order of its day, so that a later one can refer to an earlier."""
    pool = words("meetings", "credit_union")
    tabled = matters(office)
    held: dict[tuple[str, date], Paper] = {}
    counted: dict[tuple[str, int], int] = {}
    for entry in sorted((*pool["meetings"], *_monthly(office, pool["monthly"])), key=lambda one: one["day"]):
        body, day = entry["body"], entry["day"]
        nth = counted[body, day.year] = counted.get((body, day.year), 0) + 1
        sitting = _sitting(office, entry, nth, pool)
        for one in tabled.get((body, day), ()):
            _table(office, sitting, one, pool)
        if entry.get("announces"):
            earlier = held["director-office", entry["announces"]]
            sitting.point("通报主任办公会授信授权决定并部署执行", 2, "主任通报决定内容。", "各部室七月上旬执行到位。")
            sitting.refers.append(earlier)
        if body == "board" and day == _AMENDED:
            change = next(one for one in office.desk.papers if one.title == RULE_CHANGE)
            sitting.point("审议补充规定所需的文件柜变更", 4, "办公室说明变更单所列各项。", "同意变更。", change)
        if body == "board":
            sitting.fields["notice"] = notice(office, sitting)
        held[body, day] = written(office, sitting)


def _monthly(office: Office, pool: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The outlets' meeting of each month, on its second Friday or the working day after."""
    found = []
    for month, (topic, said, so) in pool.items():
        first = date(int(month[:4]), int(month[5:]), 1)
        friday = first.replace(day=1 + (4 - first.weekday()) % 7 + 7)
        item = {"topic": topic, "clause": 3 if "考核" in topic or "指标" in topic else 1, "said": said, "so": so}
        found.append({"body": "outlet-monthly", "day": office.workday(friday), "items": [item]})
    return found


def _sitting(office: Office, entry: Mapping[str, Any], nth: int, pool: Mapping[str, Any]) -> Sitting:
    body, day = entry["body"], entry["day"]
    about = unit(office)["bodies"][body]
    section, recorder = _SECTIONS.get(body, (entry.get("section", ""), "che-wen"))
    if entry.get("section"):
        recorder = holders(office, f"{section}-staff", day)[-1]
    sitting = Sitting(
        body=body,
        title=about["title"].replace("（扩大）", ""),
        nth=nth,
        day=day,
        place=pool["place"].get(body, pool["place"]["default"]),
        chair=entry.get("chair") or holder(office, _chair(body, section, about["chair"]), day),
        recorder=recorder,
        delegation=entry.get("delegation", ""),
    )
    if section:
        sitting.fields["section"] = section
    members = _members(office, body, section, about["voting"], day)
    gone = {one.person: one.why for one in office.roster.absences if one.since <= day <= one.until}
    sitting.absent = {who: gone[who] for who in members if who in gone} | dict(entry.get("absent", {}))
    sitting.present = [who for who in members if who not in sitting.absent]
    sitting.observers = [who for who in _OBSERVERS.get(body, ()) if who not in gone and who not in members]
    for item in entry["items"]:
        sitting.point(item["topic"], item["clause"], item["said"], item["so"])
    _marks(office, sitting, entry)
    return sitting


def _chair(body: str, section: str, posts: list[str]) -> str:
    if body == "section-weekly":
        return f"{section}-head"
    return "director" if body == "outlet-monthly" else posts[0]


def _members(office: Office, body: str, section: str, voting: list[str], day: date) -> list[str]:
    if body == "section-weekly":
        return holders(office, f"{section}-staff", day)
    if body == "staff-meeting":
        voting = [*LEADERS, *unit(office)["bodies"]["section-weekly"]["voting"]]
    return list(dict.fromkeys(who for post in voting for who in holders(office, post, day)))


def _marks(office: Office, sitting: Sitting, entry: Mapping[str, Any]) -> None:
    """What this meeting has that others do not."""
    fields, day = sitting.fields, sitting.day
    if entry.get("review"):
        fields["target_review"] = True
    for key in ("opinions", "findings", "session"):
        if key in entry:
            fields[key] = entry[key]
    if entry.get("leaders-heard"):
        fields["heard"] = [holder(office, post, day) for post in ("director", "deputy-credit", "deputy-office")]
    if entry.get("all-heard"):
        fields["heard"] = sitting.present
    if entry.get("specialised"):
        fields |= {"specialised": True, "arrangers": ["office", entry["section"]]}
    if (sitting.body, day) in _IMPORTANT:
        fields["important"] = True
    if sitting.body == "congress":
        _congress(sitting)
    if entry.get("adopt"):
        sitting.adopts = True


def _congress(sitting: Sitting) -> None:
    sitting.fields["convening_body"] = "board"
    if sitting.fields["session"] == "extraordinary":
        sitting.fields |= {"ground": "directors", "proposers": 5, "entitled": 7}
        return
    board = "过去一年，理事会召开会议五次，审定发展规划和年度计划，推动存贷款稳步增长，不良贷款率继续下降。\n"
    supervisors = "过去一年，监事会开展履职和内控监督，提出监督意见四项，均已整改。\n"
    sitting.attachments = {"理事会工作报告.txt": board.encode(), "监事会工作报告.txt": supervisors.encode()}


def _table(office: Office, sitting: Sitting, one: Tabled, pool: Mapping[str, Any]) -> None:
    rng = office.rng(f"union-said|{sitting.body}|{sitting.day}|{one.entry['key']}")
    verb = {"plenary": "征求意见：", "supervisory": "审查", "congress": "审议"}.get(sitting.body, "研究")
    said = rng.choice(pool["pool"][sitting.body])
    clause = pool["clauses"][sitting.body][one.entry["matter"]]
    sitting.point(f"{verb}{one.entry['title']}", clause, said, one.decided, one.paper, bool(one.entry.get("announce")))
