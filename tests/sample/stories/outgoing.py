"""Outgoing papers: documents of the bureau, letters, papers of the party group, each with its whole course."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.sample.hands import LEADERS, STAFF, Course, did, in_month, leader, moment, told, words
from tests.sample.office import STOPPED, Item, Office, at
from tests.sample.pen import Paper

REGISTERS = {"document": "bureau/outgoing", "letter": "bureau/letters", "party": "bureau/party-outgoing"}
_ISSUERS = {"document": "director", "party": "party-secretary"}
_REVIEWS = ("拟同意，报{chief}审定。", "已阅，数据请{section}再核一遍后送签。", "同意。", "拟同意印发。")
_CHECKS = ("格式、文号留空无误，送分管领导。", "已核，依据充分，建议印发。", "个别表述已改，送审。", "已核。")
_ISSUES = ("同意印发。", "同意。", "同意，请抓好落实。", "发。请办公室跟踪落实情况。")
_CHIEFS = {"document": "局长", "party": "书记", "letter": "局长"}
_BUREAU = "青岚县文化和旅游局"
_SIGNED = {"document": _BUREAU, "letter": _BUREAU, "party": f"中共{_BUREAU}党组"}
_SECTIONS = {"office": "办公室", "personnel": "政工人事股", "finance": "财务股", "culture": "公共文化股"}


def outgoing(office: Office) -> None:
    """Documents, letters and party papers of every year, by the yearly round of the pools."""
    pools = words("outgoing")
    for form in REGISTERS:
        rng = office.rng(f"outgoing|{form}")
        told_of: dict[tuple[str, int], Paper] = {}
        for year in range(2024, 2027):
            for turn, topic in enumerate(pools[form] * office.scale):
                rested = "years" not in topic and (turn + year) % 3 == 0
                if year in topic.get("years", (year,)) and (year, topic["month"]) < (2026, 6) and not rested:
                    day = in_month(office, rng, year, topic["month"], 6 if topic.get("important") else 24)
                    cited = [told_of[key] for c in topic.get("cites", ()) if (key := (c, year)) in told_of]
                    paper = compose(office, form, topic, day, rng, cited)
                    told_of[topic.get("key", paper.title), year] = paper
    _annulled(office)
    _pending(office, pools["waiting"])


def compose(
    office: Office,
    form: str,
    topic: Mapping[str, Any],
    day: date,
    rng: Random,
    cited: list[Paper] | None = None,
    last: str = "",
    **values: object,
) -> Paper:
    """One outgoing paper told from a topic of the pool, begun on `day` and gone as far as the act `last`."""
    section = topic["section"]
    filled = {
        "turn": day.year - 2023,
        "year": day.year,
        "last": day.year - 1,
        "next": day.year + 1,
        "month": day.month,
        **values,
    }
    text = told(topic["text"], rng, **filled)
    refers = list(cited or ())
    paper = Paper(REGISTERS[form], day, told(topic["title"], rng, **filled), refers=refers)
    paper.body = lambda cite: _laid_out(paper, _cited(text, [cite(other) for other in refers]))
    drafter = rng.choice([p for p in STAFF[section] if (p, day.year) != ("hua-rui", 2024)])
    low, high = topic.get("copies", (2, 4))
    paper.fields = {
        "date": day,
        "form": form,
        "genre": topic.get("genre", "函"),
        "direction": topic.get("direction", "level" if form == "letter" else "down"),
        "section": section,
        "drafter": drafter,
        "cosign_sections": list(topic.get("cosign", ())),
        "main_to": told(topic["to"], rng, **filled),
        "copy_to": topic.get("cc", ""),
        "urgency": topic.get("urgency", ""),
        "copies": rng.randint(low, high),
    }
    if topic.get("important"):
        paper.fields["important"] = True
    if topic.get("public"):
        paper.classification = "public"
    attached = topic.get("attach", {})
    paper.attachments = {told(name, rng, **filled): text.encode() for name, text in attached.items()}
    _course(office, paper, rng, last)
    return office.add(paper)


def _cited(text: str, numbers: list[str]) -> str:
    for place, number in enumerate(numbers, 1):
        text = text.replace(f"@{place}", number)
    return text.replace("（@1）", "")


def _laid_out(paper: Paper, text: str) -> str:
    """The text between the line of those it is sent to and the office's name; the day is written once it is issued."""
    signed = _SIGNED[paper.fields["form"]]
    if did(paper, "issue"):
        day = paper.fields["date"]
        signed += f"\\\n{day.year}年{day.month}月{day.day}日"
    return f"{paper.fields['main_to']}：\n\n{text.strip()}\n\n{signed}"


def _course(office: Office, paper: Paper, rng: Random, last: str) -> None:
    form, section = paper.fields["form"], paper.fields["section"]
    course = Course(office, paper, rng, last)
    course.person("draft", paper.fields["drafter"]).post("office_check", "office-director", rng.choice(_CHECKS))
    if form != "letter":
        review = rng.choice(_REVIEWS).format(chief=_CHIEFS[form], section=_SECTIONS.get(section, "主办股室"))
        course.later(rng.randint(0, 1)).leader("leader_review", section, review)
        for other in paper.fields["cosign_sections"]:
            course.leader("cosign_read", other, rng.choice(("已阅，无不同意见。", "同意会签。", "无意见。")))
    if paper.fields.get("important"):
        _decided(office, paper, course)
    else:
        course.later(rng.randint(0, 1))
    by_pen = {"evidence": "paper", "attested_by": "ye-xiaowen"} if form == "document" and rng.random() < 0.06 else {}
    course.post("issue", _ISSUERS.get(form, LEADERS[section]), rng.choice(_ISSUES), **by_pen)
    if did(paper, "issue"):
        paper.day = paper.fields["date"] = moment(paper, "issue").date()
    _sent(course, paper, rng)


def _decided(office: Office, paper: Paper, course: Course) -> None:
    section = paper.fields["section"]
    item = Item(f"审定《{paper.title}》", paper, leader=leader(section, course.day), section=section)
    met = office.table("director-meeting", course.day + timedelta(days=1), item)
    course.until(at(met, "16:30"))


def _sent(course: Course, paper: Paper, rng: Random) -> None:
    copies = paper.fields["copies"]
    keeper = "party-seal-keeper" if paper.fields["form"] == "party" else "seal-keeper"
    channel = "纸质" if paper.fields["form"] == "party" or rng.random() < 0.4 else "OA"
    course.post("number", "document-clerk").person("proofread", paper.fields["drafter"])
    course.post("print_check", "secretary-clerk", data={"format_ok": True})
    course.post("seal", keeper, data={"copies": copies})
    course.post("dispatch", "document-clerk", data={"copies": copies - 1, "channel": channel})
    filer = rng.choice(("document-clerk", "archivist"))
    course.later(rng.randint(1, 6)).post("file", filer, data={"parts": ["发文稿纸", "印制件"]})


def _annulled(office: Office) -> None:
    for form, day, title, fields, why in (
        (
            "document",
            date(2024, 4, 11),
            "关于举办全县广场舞集中展演的通知",
            {
                "genre": "通知",
                "section": "culture",
                "drafter": "jiang-he",
                "main_to": "各乡镇文化站",
                "direction": "down",
            },
            "因展演与县文化馆春季惠民演出合并举办，不再印发",
        ),
        (
            "letter",
            date(2025, 9, 16),
            "关于商请提供研学基地消防验收资料的函",
            {
                "genre": "函",
                "section": "tourism",
                "drafter": "shi-lei",
                "main_to": "县消防救援大队",
                "direction": "level",
            },
            "因县消防救援大队已在部门联席会上当场提供资料，不再印发",
        ),
    ):
        office.add(Paper(REGISTERS[form], day, title, {"date": day, "form": form} | fields, annulled=why))


def _pending(office: Office, pool: list[Mapping[str, Any]]) -> None:
    rng = office.rng("outgoing|waiting")
    for topic in pool:
        day = date.fromisoformat(topic["day"])
        paper = compose(office, topic.get("form", "document"), topic, day, rng, last=topic["until"])
        if topic["until"] in ("office_check", "leader_review", "draft"):
            paper.draft = topic["slug"]
            paper.day = paper.fields["date"] = STOPPED.date()
