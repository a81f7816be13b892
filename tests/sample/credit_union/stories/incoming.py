"""Documents and telephone calls received."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tests.sample.credit_union.people import UNIT, act, holder, own
from tests.sample.hands import words
from tests.sample.office import Office, at
from tests.sample.pen import Paper

_RANKS = {"chairman": 1, "chief-supervisor": 2, "director": 3, "deputy-credit": 4, "deputy-office": 4}
_SUPERIOR = "省农村信用社联合社"


def incoming(office: Office) -> None:
    """Every document received, then the calls."""
    for entry in words("incoming", "credit_union"):
        paper = _received(office, entry)
        if entry.get("leaders"):
            _handled(office, paper, entry)
        office.add(paper)
    calls(office)


def _received(office: Office, entry: Mapping[str, Any]) -> Paper:
    day, addressed = entry["date"], entry.get("addressed", "union")
    opener = {"section": "zhen-zhen", "leader": "you-jing"}.get(addressed, "min-fang")
    fields: dict[str, Any] = {"date": day, "received_at": at(day, entry["clock"]), "sender": entry["sender"]}
    fields |= {"sender_class": "superior" if entry["sender"].startswith(_SUPERIOR) else "other"}
    fields |= {"doc_number": entry["number"], "medium": entry.get("medium", "paper")}
    fields |= {"source": "meeting" if entry.get("meeting") else "delivered", "meeting_end": entry.get("meeting")}
    fields |= {"urgency": entry["urgency"], "addressed": addressed, "opened_by": opener}
    if entry["urgency"] != "平件":
        fields["clock"] = entry["clock"]
    fields |= {"registered_by": "zhen-zhen" if addressed == "section" else "min-fang", "topic_section": entry["topic"]}
    if addressed == "section":
        fields["addressed_section"] = entry["topic"]
    if addressed == "leader":
        fields |= {"addressee": "han-chongli", "named_openers": ["you-jing"]}
    body = "\n\n".join((*entry["paragraphs"], f"来文字号：{entry['number']}。"))
    paper = Paper(f"{UNIT}/incoming", day, entry["title"], fields, body)
    moment = at(day, entry["clock"])
    for what in ("receive", "number"):
        moment += timedelta(minutes=6)
        if addressed == "section":
            paper.stroke(what, "zhen-zhen", moment, "staff")
        else:
            paper.stroke(what, "min-fang", moment, "mail-clerk")
    return paper


def _handled(office: Office, paper: Paper, entry: Mapping[str, Any]) -> None:
    """Proposal, instructions in order of rank, routing, reading, handling, filing."""
    day = paper.day
    moment = at(day, entry["clock"]) + timedelta(minutes=35)
    paper.stroke("propose", "che-wen", moment, "general-clerk", f"拟请{_sections(entry)}办理，请领导批示。")
    said = []
    for post in entry["leaders"]:
        moment += timedelta(minutes=25)
        person, opinion = holder(office, post, day), "请按拟办意见办理。" if post != "chairman" else "请主任阅示。"
        paper.stroke("instruct", person, moment, post, opinion)
        said.append({"leader": person, "rank": _RANKS[post], "at": moment, "opinion": opinion})
    paper.fields |= {"instructions": said, "assigned": [row[0] for row in entry["route"]]}
    paper.fields |= {"due": entry.get("due"), "handler": entry["handler"], "head_post": f"{entry['route'][0][0]}-head"}
    moment += timedelta(minutes=15)
    paper.stroke("route", "min-fang", moment, "mail-clerk")
    _routed(office, paper, entry, moment)
    paper.stroke("circulate", "min-fang", moment + timedelta(minutes=20), "mail-clerk")
    _troubles(office, paper, entry)
    if not entry.get("back"):
        own(paper, "handle", entry["handler"], entry["done"], "16:10", opinion=entry["route"][0][2])
    if entry.get("due"):
        act(
            office,
            paper,
            "check",
            "supervision-clerk",
            office.workday(entry["done"], 1),
            "09:15",
            opinion="已按期办结。",
        )
    _kept(office, paper, entry)


def _sections(entry: Mapping[str, Any]) -> str:
    titles = {"credit": "信贷管理部", "accounting": "会计财务部", "security": "保卫部", "assets": "资产保全部"}
    return titles[entry["route"][0][0]]


def _routed(office: Office, paper: Paper, entry: Mapping[str, Any], moment: datetime) -> None:
    rows = []
    for n, (section, role, opinion) in enumerate(entry["route"]):
        sent = moment + timedelta(minutes=4 * n)
        row: dict[str, Any] = {"section": section, "role": role, "competent": section == entry["topic"], "at": sent}
        reader = holder(office, f"{section}-head", paper.day)
        row |= {"reader": reader, "read_at": sent + timedelta(minutes=40)}
        rows.append(row | ({"opinion": opinion} if opinion else {}))
    paper.fields["routing"] = rows


def _troubles(office: Office, paper: Paper, entry: Mapping[str, Any]) -> None:
    after = office.workday(paper.day, 1)
    head = f"{entry['route'][0][0]}-head"
    if entry.get("blocked"):
        paper.fields["blocked"] = True
        told = {"leader": "pei-zhigang"}
        act(
            office,
            paper,
            "report_difficulty",
            head,
            after,
            "09:30",
            opinion="早年合同缺页，请协调信贷档案。",
            data=told,
        )
    if entry.get("back"):
        paper.fields["unsuitable"] = True
        told = {"reason": entry["back"], "explained_to": holder(office, entry["leaders"][-1], after)}
        act(office, paper, "give_back", head, after, "09:10", data=told)
    if entry.get("medium") == "electronic":
        if entry.get("paper"):
            paper.fields |= {
                "paper_received": entry["paper"],
                "merged_parts": ["电子公文打印件", "批办单", "参数调整回执"],
            }
        else:
            paper.fields["paper_pending"] = True


def _kept(office: Office, paper: Paper, entry: Mapping[str, Any]) -> None:
    if entry.get("paper"):
        act(office, paper, "merge", "mail-clerk", entry["paper"], "10:05", opinion="电子件材料已并入纸质原件。")
    if entry.get("open"):
        return
    filed = office.workday(entry.get("paper", entry["done"]), 6)
    act(office, paper, "make_file", "archivist", filed, "09:20")
    act(office, paper, "archive", "archivist", filed, "09:50")


#: day, section, who took it, caller, what was said, the leader it went to.
_CALLS = (
    (
        date(2025, 6, 9),
        "office",
        "che-wen",
        _SUPERIOR + "办公室",
        "六月十二日上午九时召开视频会议，主任参加。",
        "director",
    ),
    (
        date(2025, 11, 20),
        "security",
        "xing-an",
        "县公安局治安大队",
        "近期有冒充银行员工上门换卡的案件，请提醒网点。",
        "deputy-office",
    ),
    (
        date(2026, 2, 27),
        "credit",
        "qi-fang",
        "县农业农村局",
        "三月三日下午协商春耕贷款名单，请派员参加。",
        "deputy-credit",
    ),
)


def calls(office: Office) -> None:
    """Telephone notices, written down and taken to a leader within the hour."""
    for day, section, taker, caller, content, post in _CALLS:
        person = holder(office, post, day)
        fields = {"date": day, "section": section, "received_at": at(day, "09:10"), "caller": caller}
        fields |= {"content": content, "taken_by": taker, "sent_to": person}
        paper = Paper(f"{UNIT}/calls", day, f"{caller}来电", fields, f"{caller}来电：{content}")
        own(paper, "take", taker, day, "09:14")
        paper.stroke("number", taker, at(day, "09:16"), "staff")
        own(paper, "send", taker, day, "09:35")
        paper.stroke("instruct", person, at(day, "10:20"), post, "知悉，请按要求落实。")
        office.add(paper)
