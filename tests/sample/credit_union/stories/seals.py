"""Seals: their register, what was done with them, who kept them and who handed them over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.sample.credit_union.people import UNIT, act, holder, own
from tests.sample.credit_union.stories.outgoing import document
from tests.sample.hands import words
from tests.sample.office import Office
from tests.sample.pen import Paper


def seals(office: Office) -> None:
    """The register first, then everything that names a seal."""
    pool = words("seals", "credit_union")
    rosters = [one for one in office.desk.papers if one.register == f"{UNIT}/rosters"]
    found = {entry["key"]: _seal(office, entry, rosters) for entry in pool["seals"]}
    for entry in pool["events"]:
        _event(office, entry, found)
    standing = [_standing(office, day) for day in (date(2025, 4, 10), date(2026, 4, 9))]
    replaced = _handover(office, found["admin"], "standin", ("min-fang", "che-wen", "you-jing"), date(2025, 8, 22))
    uses = [_use(office, entry, found, standing[0], replaced) for entry in pool["uses"]]
    for entry in pool["takeouts"]:
        _takeout(office, entry, found)
    left = _handover(office, found["credit"], "leaving", ("weng-hui", "qi-fang", "qi-wei"), date(2026, 3, 26))
    _departure(office, found["credit"], left)
    for entry in pool["checks"]:
        _check(office, entry)
    for keeper in ("min-fang", "che-wen"):
        forms = sum(one.fields["keeper"] == keeper and one.day.year == 2025 for one in uses)
        _filing(office, keeper, forms)


def _seal(office: Office, entry: Mapping[str, Any], rosters: list[Paper]) -> Paper:
    day, section = entry["day"], entry["section"]
    fields: dict[str, Any] = {"date": day, "seal_class": entry["class"], "seal_type": entry["type"], "section": section}
    managing = "accounting" if entry["class"] == "business" else "office" if section.startswith("coop") else section
    fields |= {"managing_section": managing, "keepers": entry["keepers"], "status": "active"}
    if "roster" in entry:
        fields["designation"] = rosters[entry["roster"]]
    if "set" in entry:
        fields["business_set"] = entry["set"]
    body = f"{entry['title']}一枚，由{'、'.join(office.roster.names[one] for one in entry['keepers'])}保管，印模附后。"
    paper = Paper(f"{UNIT}/seals", day, entry["title"], fields, body)
    act(office, paper, "enter", "office-head", day, "09:30")
    for clock, keeper in zip(("10:10", "10:25"), entry["keepers"], strict=False):
        own(paper, "accept", keeper, day, clock, opinion="领用无误。")
    act(office, paper, "number", "mail-clerk", day, "10:50")
    return office.add(paper)


def _event(office: Office, entry: Mapping[str, Any], found: Mapping[str, Paper]) -> None:
    day = entry["day"]
    fields = {"date": day, "event": entry["event"], "seal": found[entry["seal"]], "section": entry["section"]}
    fields |= {"reason": entry["reason"], "operator": "min-fang"}
    paper = Paper(f"{UNIT}/seal-events", day, entry["title"], fields, f"{entry['reason']}。")
    own(paper, "apply", entry["head"], day, "08:50")
    act(office, paper, "approve", "deputy-office", day, "10:30", opinion="同意。")
    own(paper, "carry_out", "min-fang", day, "15:10")
    act(office, paper, "number", "mail-clerk", day, "15:30")
    office.add(paper)


def _standing(office: Office, day: date) -> Paper:
    reports = [{"report": "月度资产负债表", "copies": 2}, {"report": "季度利润表", "copies": 2}]
    fields = {"date": day, "section": "accounting", "reports": reports}
    body = "下列报表按期上报，种类和份数固定，请一次审定，一年内有效。"
    paper = Paper(f"{UNIT}/standing", day, f"{day.year}年度定期报表用印审定单", fields, body)
    own(paper, "list", "qiu-min", day, "09:20")
    act(office, paper, "approve", "deputy-office", day, "14:40", opinion="同意，一年内有效。")
    act(office, paper, "number", "mail-clerk", day, "15:00")
    return office.add(paper)


def _use(
    office: Office, entry: Mapping[str, Any], found: Mapping[str, Paper], standing: Paper, replaced: Paper
) -> Paper:
    day, section, keeper = entry["day"], entry["section"], entry.get("keeper", "min-fang")
    inside = entry.get("own", False)
    basis = "form" if inside or "post" in entry else "standing" if "report" in entry else "issued"
    fields: dict[str, Any] = {"date": day, "seal": found[entry["seal"]], "section_seal": inside}
    fields |= {"matter": entry["matter"], "object": entry["object"], "tier": entry["tier"], "basis": basis}
    fields |= {"section": section, "applicant": entry["applicant"], "copies": entry["copies"]}
    fields |= {"needed": entry["copies"], "recipient": entry["to"], "keeper": keeper, "report": entry.get("report", "")}
    fields |= {"authorisation": entry.get("authority", ""), "purpose_note": entry.get("note", "")}
    if "note" in entry:
        fields["note_place"] = "top-right"
    if "document" in entry:
        fields["document"] = document(office, entry["document"])
    if basis == "standing":
        fields["standing"] = standing
    if keeper == "che-wen":
        fields["standin"] = replaced
    if "post" in entry:
        fields["approver"] = holder(office, entry["post"], day)
    if inside:
        fields["head_post"] = f"{section}-head"
    body = f"{entry['matter']}，加盖{found[entry['seal']].title}{entry['copies']}份。"
    paper = Paper(f"{UNIT}/seal-use", day, entry["matter"], fields, body)
    _stamped(office, paper, entry, inside, keeper)
    return office.add(paper)


def _stamped(office: Office, paper: Paper, entry: Mapping[str, Any], inside: bool, keeper: str) -> None:
    day, late = paper.day, "document" in entry
    own(paper, "apply", entry["applicant"], day, "15:45" if late else "08:55")
    if "post" in entry:
        act(office, paper, "approve", entry["post"], day, "10:15", opinion="同意用印。")
    if inside:
        own(paper, "examine", entry["applicant"], day, "16:00", opinion="内容无误。")
        act(office, paper, "decide", f"{entry['section']}-head", day, "16:20", opinion="同意。")
    checked = {"matches": True, "signed": True} | ({"proofread": True} if late else {})
    hour = "16" if late else "10"
    own(paper, "check", keeper, day, f"{hour}:40", data=checked)
    own(paper, "stamp", keeper, day, f"{hour}:45")
    if keeper == "min-fang":
        act(office, paper, "enter", "mail-clerk", day, f"{hour}:48")
    own(paper, "keep", keeper, day, f"{hour}:52")
    own(paper, "number", keeper, day, f"{hour}:55")


def _takeout(office: Office, entry: Mapping[str, Any], found: Mapping[str, Paper]) -> None:
    day, first = entry["day"], office.workday(entry["day"], -1)
    person = holder(office, entry["post"], first)
    fields = {"date": first, "seal": found[entry["seal"]], "matter": entry["matter"], "place": entry["place"]}
    fields |= {"carriers": entry["carriers"], "approver": person}
    paper = Paper(
        f"{UNIT}/seal-takeout", first, entry["matter"], fields, f"{entry['matter']}，由两人全程共同携带，当日交还。"
    )
    own(paper, "apply", entry["carriers"][1], first, "09:10")
    act(office, paper, "approve", entry["post"], first, "15:30", opinion="同意带出，两人同行，当日归还。")
    act(office, paper, "number", "mail-clerk", first, "16:00")
    act(office, paper, "hand_out", "mail-clerk", day, "08:35")
    act(office, paper, "bring_back", "mail-clerk", day, "17:05")
    office.add(paper)


def _handover(office: Office, seal: Paper, reason: str, people: tuple[str, str, str], day: date) -> Paper:
    source, target, witness = people
    fields: dict[str, Any] = {"date": day, "seal": seal, "reason": reason, "from_person": source, "to_person": target}
    fields["supervisor"] = witness
    if reason == "standin":
        fields["until"] = date(2025, 8, 29)
    why = "年休假期间代管" if reason == "standin" else "调离移交"
    paper = Paper(f"{UNIT}/seal-handover", day, f"{seal.title}{why}", fields, f"印章完好，登记簿一并交接，{why}。")
    for clock, what, person in (("15:30", "hand_over", source), ("15:40", "take_over", target)):
        own(paper, what, person, day, clock)
    own(paper, "witness", witness, day, "15:50", opinion="交接清楚。")
    act(office, paper, "number", "mail-clerk", day, "16:10")
    return office.add(paper)


def _departure(office: Office, seal: Paper, handover: Paper) -> None:
    day = date(2026, 3, 27)
    fields = {"date": day, "person": "weng-hui", "section": "credit", "reason": "transfer"}
    fields |= {"seals_held": [seal], "handovers": [handover]}
    body = "翁慧调往邻县联社工作，经管印章、邮箱口令和未结贷款档案均已移交。"
    paper = Paper(f"{UNIT}/departures", day, "翁慧调离手续", fields, body)
    own(paper, "apply", "weng-hui", day, "08:50")
    act(office, paper, "seal_check", "mail-clerk", day, "09:40", opinion="名下印章一枚，已移交。")
    act(office, paper, "finish", "personnel-head", day, "15:10", opinion="手续办结。")
    act(office, paper, "number", "personnel-head", day, "15:20")
    office.add(paper)


def _check(office: Office, entry: Mapping[str, Any]) -> None:
    day = entry["day"]
    fields = {"date": day, "coops": ["coop-east", "coop-baisha"], "inspector": entry["by"]}
    fields |= {"custody_ok": True, "use_ok": True, "findings": entry["text"]}
    paper = Paper(f"{UNIT}/seal-checks", day, f"{day:%Y年%-m月}业务印章检查", fields, entry["text"])
    own(paper, "inspect", entry["by"], day, "16:00")
    act(office, paper, "number", "accounting-head", day, "16:20")
    office.add(paper)


def _filing(office: Office, keeper: str, forms: int) -> None:
    day = date(2026, 1, 20)
    fields = {"date": day, "covered_year": 2025, "keeper": keeper, "forms": forms}
    title = f"2025年印章使用单移交（{office.roster.names[keeper]}）"
    paper = Paper(f"{UNIT}/seal-filing", day, title, fields, f"使用单{forms}份，按编号排列，一册。")
    own(paper, "sort", keeper, day, "09:10")
    own(paper, "hand_over", keeper, day, "10:00")
    act(office, paper, "receive", "archivist", day, "10:20", opinion=f"点收{forms}份无误。")
    act(office, paper, "number", "archivist", day, "10:30")
    office.add(paper)
