"""Documents sent out: from the draft to the archive, each with the gates it has to pass."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.sample.credit_union.people import UNIT, act, leader, own
from tests.sample.hands import words
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper

_REGISTER = f"{UNIT}/outgoing"


def outgoing(office: Office) -> None:
    """Every document, one that need not be written, and one that is still with its head of section."""
    for entry in words("outgoing", "credit_union"):
        paper = _document(office, entry)
        _gates(office, paper, entry)
        _issued(office, paper, entry)
        _printed(office, paper, entry)
        office.add(paper)
    _not_written(office)
    _in_hand(office)


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _document(office: Office, entry: Mapping[str, Any]) -> Paper:
    day, section = entry["date"], entry["section"]
    name_of = entry.get("name_of", "union")
    involved = entry.get("involved", [])
    fields: dict[str, Any] = {"date": day, "genre": entry["genre"], "direction": entry["direction"], "name_of": name_of}
    fields |= {"scope": entry["scope"], "important": entry.get("important", False), "formal": name_of == "union"}
    fields |= {"secrecy": entry.get("secrecy", "普通"), "urgency": "平件", "section": section}
    fields |= {"head_post": f"{section}-head", "drafter": entry["drafter"], "lead": entry.get("lead", "")}
    fields |= {"involved": involved, "involved_posts": [f"{one}-head" for one in involved]}
    fields |= {"second_reader": entry.get("second", ""), "main_to": entry["to"]}
    if entry.get("joint"):
        fields["joint_with"] = [
            {"partner": entry["joint"], "signer": "局主要负责人", "signed_on": office.workday(day, -1)}
        ]
    if name_of == "government":
        fields |= {"government_leader": entry["leader"], "government_day": day}
    fields |= {"entrusted": entry.get("entrusted", ""), "subject_words": entry["words"], "copies": entry["copies"]}
    fields |= {"sent_copies": entry["copies"] - 1, "kept_copies": 1, "spoiled": entry.get("spoiled")}
    if entry.get("secrecy"):
        fields["copy_numbers"] = [f"{n:03d}" for n in range(1, entry["copies"] + 1)]
    fields["principle_issue"] = entry.get("principle", False)
    if entry.get("changes"):
        fields["proof_changes"] = [{"change": entry["changes"], "agreed_by": ""}]
    refers = [_meeting(office, *entry["meeting"])] if entry.get("meeting") else []
    body = f"{entry['to']}：\n\n" + "\n\n".join(entry["paragraphs"])
    return Paper(_REGISTER, day, entry["title"], fields, body, refers)


def _meeting(office: Office, body: str, day: date) -> Paper:
    found = (one for one in office.desk.papers if one.fields.get("body") == body and one.day == day)
    return next(one for one in found if "agenda" in one.fields)


def _issuer(entry: Mapping[str, Any]) -> str:
    """The post that issues such a document."""
    if entry.get("name_of") == "section":
        return f"{entry['section']}-head"
    if entry["direction"] == "up":
        return "chairman"
    if entry["genre"] in ("简报", "信息"):
        return "deputy-office"
    return "director" if entry["scope"] != "specific" else ""


def _gates(office: Office, paper: Paper, entry: Mapping[str, Any]) -> None:
    """Assignment, draft, head, countersigns, office."""
    section, union = entry["section"], entry.get("name_of") != "section"
    first, second = office.workday(paper.day, -2), office.workday(paper.day, -1)
    if entry.get("lead"):
        act(office, paper, "assign", "director", first, "08:50", opinion="请信贷管理部拟稿，我来定提纲。")
    own(paper, "draft", entry["drafter"], first, "09:40")
    act(
        office,
        paper,
        "head_sign",
        f"{section}-head",
        first,
        "15:10",
        opinion="同意，请会签核稿。" if union else "同意。",
    )
    for clock, one in zip(("16:05", "16:40"), entry.get("involved", []), strict=False):
        act(office, paper, "countersign", f"{one}-head", first, clock, opinion="无不同意见。")
    if not union:
        return
    if entry.get("principle"):
        reason = "第一条与上级抵债资产管理规定抵触，请重新研究。"
        act(office, paper, "return_draft", "general-clerk", second, "08:45", opinion=reason)
        own(paper, "revise", entry["drafter"], second, "10:30", opinion="已按规定改写第一条。")
    checked = {"content_ok": True, "wording_ok": True, "changes": "改正标点和数字用法各一处"}
    act(office, paper, "office_review", "general-clerk", second, "14:40", data=checked)
    act(office, paper, "submit", "general-clerk", second, "16:10")


def _issued(office: Office, paper: Paper, entry: Mapping[str, Any]) -> None:
    day, section = paper.day, entry["section"]
    if entry.get("name_of") == "government":
        act(office, paper, "chairman_review", "chairman", office.workday(day, -1), "16:40", opinion="同意报送。")
        act(office, paper, "to_government", "office-head", day, "09:05")
        act(office, paper, "number", "general-clerk", day, "16:30", opinion="政府领导已签发，存底登记。")
        return
    if entry["direction"] == "up":
        act(office, paper, "leader_review", leader(office, section), day, "08:50", opinion="同意，请理事长签发。")
    if entry.get("joint"):
        act(office, paper, "joint_sign", "director", day, "09:05", opinion="同意联合印发。")
    post = _issuer(entry) or leader(office, section)
    person, moment = office.roster.hand(post, day, "issue", _REGISTER), at(day, "10:20")
    paper.fields["responsible"] = person
    if paper.fields.get("proof_changes"):
        paper.fields["proof_changes"][0]["agreed_by"] = person
    said = {"opinion": "同意印发。", "signer": person, "signed_at": moment}
    said |= {"text": _digest(entry["title"]), "manuscript": _digest(entry["title"] + "底稿")}
    paper.stroke("issue", person, moment, post, "同意印发。", data=said)
    if entry["words"]:
        act(office, paper, "subject", "general-clerk", day, "10:45")
    act(office, paper, "number", "general-clerk", day, "10:55")
    act(office, paper, "register", "mail-clerk", day, "11:15")


def _printed(office: Office, paper: Paper, entry: Mapping[str, Any]) -> None:
    """Typing, proofreading, printing, seal, binding, distribution, and in time the archive."""
    day, name_of = paper.day, entry.get("name_of", "union")
    if name_of == "government":
        return
    act(office, paper, "type", "print-clerk", day, "14:35")
    own(
        paper,
        "proofread",
        entry["drafter"],
        day,
        "15:15",
        opinion="一校无误。" if entry.get("second") else "校对无误。",
    )
    if entry.get("second"):
        own(paper, "proofread", entry["second"], day, "15:40", opinion="二校无误。")
    printed = {"copies": entry["copies"], "format_ok": True, "text": _digest(entry["title"])}
    act(office, paper, "print", "print-clerk", day, "16:05", data=printed)
    if entry.get("spoiled"):
        act(office, paper, "destroy", "print-clerk", day, "16:25", data={"pieces": entry["spoiled"]})
    if name_of == "union":
        act(office, paper, "seal", "mail-clerk", day, "16:45")
    else:
        act(office, paper, "seal", "section-seal-keeper", day, "16:45", by="xing-an")
    after = office.workday(day, 1)
    act(office, paper, "bind", "print-clerk", after, "08:50")
    act(office, paper, "distribute", "mail-clerk", after, "09:40")
    filed = office.workday(day, 12)
    if at(filed, "17:00") > STOPPED:
        return
    act(office, paper, "make_file", "archivist", filed, "09:30")
    kept = {"manuscript_kind": "original", "manuscript": _digest(entry["title"] + "底稿"), "manuscript_sealed": True}
    act(office, paper, "archive", "archivist", filed, "10:20", data=kept)


def _draft(day: date, title: str, section: str, drafter: str, body: str, slug: str) -> Paper:
    fields: dict[str, Any] = {
        "date": day,
        "genre": "通知",
        "direction": "down",
        "name_of": "union",
        "scope": "specific",
    }
    fields |= {"formal": slug == "in-hand", "secrecy": "普通", "urgency": "平件", "section": section}
    fields |= {"head_post": f"{section}-head", "drafter": drafter, "main_to": "各信用社"}
    return Paper(_REGISTER, day, title, fields, body, draft=slug)


def _not_written(office: Office) -> None:
    """The leader agrees that no document is needed, and the section is told."""
    day = date(2026, 4, 9)
    body = "各信用社：\n\n请于四月底前报送自助设备巡检安排。"
    paper = _draft(day, "关于报送自助设备巡检安排的通知", "technology", "yun-fan", body, "not-written")
    paper.fields["not_issued"] = True
    own(paper, "draft", "yun-fan", day, "09:20")
    act(office, paper, "head_sign", "technology-head", day, "10:10", opinion="请核。")
    checked = {"content_ok": True, "wording_ok": True, "changes": "建议电话通知，不另行文"}
    act(office, paper, "office_review", "general-clerk", day, "14:50", data=checked)
    act(office, paper, "not_issue", leader(office, "technology"), day, "16:05", opinion="同意不发文，电话通知即可。")
    act(office, paper, "tell", "general-clerk", day, "16:30", opinion="已告知科技部。")
    office.add(paper)


def _in_hand(office: Office) -> None:
    day = date(2026, 6, 17)
    body = "各信用社：\n\n三季度起，小额信用贷款回访由电话回访改为上门回访，每户留存影像。"
    paper = _draft(day, "关于改进小额信用贷款回访工作的通知", "credit", "qi-fang", body, "in-hand")
    own(paper, "draft", "qi-fang", day, "15:30")
    act(office, paper, "head_sign", "credit-head", date(2026, 6, 18), "09:10", opinion="同意，送办公室核稿。")
    office.add(paper)


def document(office: Office, title: str) -> Paper:
    """The document of this title."""
    return next(one for one in office.desk.papers if one.register == _REGISTER and one.title == title)
