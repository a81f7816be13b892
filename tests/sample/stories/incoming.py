"""Incoming papers: registered, routed, instructed, forwarded, read, recovered and filed; requests get their reply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.sample.hands import STAFF, Course, did, in_month, leader, moment, told, words
from tests.sample.office import Office, here
from tests.sample.pen import Paper
from tests.sample.stories.outgoing import compose
from tests.sample.stories.seals import incident

_SUBORDINATE = ("library", "culture-hall", "museum")
_NAMES = {
    "office": "办公室",
    "personnel": "政工人事股",
    "finance": "财务股",
    "culture": "公共文化股",
    "market": "市场股",
}
_NAMES |= {
    "tourism": "旅游股",
    "heritage": "文物股",
    "library": "县图书馆",
    "culture-hall": "县文化馆",
    "museum": "县博物馆",
}
_INSTRUCTED = (
    "请{n}牵头办理，按时反馈。",
    "请{n}阅办，材料报我审后再送。",
    "{n}办，注意时限。",
    "请{n}核实情况后提出意见。",
)
_DIRECTED = ("同意分管领导意见。", "请认真办理，结果告我。", "按程序办理，及时答复来文单位。")
_READ = ("已阅。", "阅。", "已阅，请相关股室落实。", "")
_READERS = (
    "he-weimin",
    "luo-xiaofeng",
    "tan-liping",
    "xiang-zhiyuan",
    "fu-guangming",
    "bai-xue",
    "lei-tao",
    "tong-yue",
)
_SECRET = "涉密公文（标题不录入）"


def incoming(office: Office) -> None:
    """The yearly round of incoming papers, one that was lost, and those that wait on the stopped clock."""
    pool = words("incoming")
    reply = words("outgoing")["reply"]
    for way in ("ordinary", "request", "urgent", "secret"):
        rng = office.rng(f"incoming|{way}")
        for year in range(2024, 2027):
            for turn, entry in enumerate(pool[way] * office.scale):
                left_out = (turn + year) % {"ordinary": 2, "request": 3}.get(way, 99) == 0
                if year in entry.get("years", (year,)) and (year, entry["month"]) < (2026, 6) and not left_out:
                    _received(office, rng, entry, in_month(office, rng, year, entry["month"]), way, reply)
    rng = office.rng("incoming|special")
    _lost(office, rng, pool["lost"])
    for entry in pool["waiting"]:
        way = "urgent" if entry.get("urgent") else "request" if entry["genre"] == "请示" else "ordinary"
        _received(office, rng, entry, date.fromisoformat(entry["day"]), way, {}, entry["until"])


def _received(
    office: Office, rng: Random, entry: Mapping[str, Any], day: date, way: str, reply: Mapping[str, Any], last: str = ""
) -> Paper:
    paper = _paper(rng, entry, day, way)
    course = Course(office, paper, rng, last)
    course.post("register", "document-clerk").post("number", "document-clerk")
    course.post(
        "route",
        "office-director",
        f"请{_NAMES[entry['section']]}分管领导阅示。" if way != "urgent" else "急件，先行安排。",
    )
    walks = {"urgent": _urgent, "secret": _secret}
    walks.get(way, _usual)(course, paper, entry)
    if not last:
        _recovered(course, paper, entry.get("state", "完好"))
    elif not did(paper, "recover"):
        paper.fields["due"] = day + timedelta(days=21)
    office.add(paper)
    if way == "request" and reply:
        _replied(office, rng, paper, entry, reply)
    return paper


def _paper(rng: Random, entry: Mapping[str, Any], day: date, way: str) -> Paper:
    given = {"turn": day.year - 2023, "year": day.year, "last": day.year - 1}
    secret = way == "secret"
    paper = Paper("bureau/incoming", day, _SECRET if secret else told(entry["title"], rng, **given))
    text = "" if secret else told(entry["text"], rng, **given)
    paper.body = lambda _: text and f"来文要点：{text}\n\n拟办：{_proposal(paper)}"
    importance = entry.get("importance", "一般")
    paper.fields = {
        "date": day,
        "channel": "纸质" if secret or rng.random() < 0.34 else "OA",
        "from_unit": entry["from"],
        "source_number": told(entry.get("number", ""), rng, **given),
        "genre": {"request": "请示", "secret": "其他"}.get(way, entry.get("genre", "通知")),
        "urgency": rng.choice(("急件", "特急")) if way == "urgent" else "平件",
        "importance": importance,
        "secrecy": "秘密" if secret else "内部" if rng.random() < 0.08 else "无",
        "section": entry["section"],
        "due": day,
        "pages": rng.randint(2, 14),
        "handling_slip": True,
    }
    if secret or (way == "ordinary" and (importance == "重要" or rng.random() < 0.25)):
        own = leader(entry["section"], day)
        chosen = rng.sample([reader for reader in _READERS if reader != own], rng.randint(2, 4))
        paper.fields["distribution"] = [here("director", day), *chosen[1:]] if importance == "重要" else chosen
    return paper


def _proposal(paper: Paper) -> str:
    due, section = paper.fields["due"], _NAMES[paper.fields["section"]]
    by = f"{due.month}月{due.day}日前"
    if paper.fields["genre"] == "请示":
        return f"报分管领导和局长阅示，由{section}拟复函，{by}办结。"
    if paper.fields["importance"] == "重要":
        return f"呈分管领导阅示后送局领导传阅，复印件转{section}承办，{by}办结。"
    return f"呈分管领导阅示，转{section}承办，{by}办结反馈。"


def _usual(course: Course, paper: Paper, entry: Mapping[str, Any]) -> None:
    rng, section = course.rng, entry["section"]
    course.later(rng.randint(0, 1)).leader("instruct", section, rng.choice(_INSTRUCTED).format(n=_NAMES[section]))
    if paper.fields["genre"] in ("请示", "报告") or (paper.fields["importance"] == "重要" and rng.random() < 0.5):
        course.post("director_instruct", "director", rng.choice(_DIRECTED))
    _forwarded(course, paper, section)
    _circulated(course, paper)
    course.later(rng.randint(2, 6)).person("feedback", _worker(course, section), data=_result(course, paper, entry))


def _urgent(course: Course, paper: Paper, entry: Mapping[str, Any]) -> None:
    section = entry["section"]
    course.post("arrange", "office-director", "分管领导外出，先转承办单位准备，随后补签。")
    _forwarded(course, paper, section)
    course.later(1).leader("instruct", section, "补签。同意先行安排，请抓紧办理。")
    course.person("feedback", _worker(course, section), data=_result(course, paper, entry))


def _secret(course: Course, paper: Paper, entry: Mapping[str, Any]) -> None:
    course.leader("instruct", entry["section"], "按范围传阅。")
    _circulated(course, paper)


def _worker(course: Course, section: str) -> str:
    return STAFF[section][0] if section != "heritage" else course.rng.choice(STAFF[section][:1])


def _result(course: Course, paper: Paper, entry: Mapping[str, Any]) -> dict[str, str]:
    return {
        "result": told(entry.get("result", "正在办理。"), course.rng, turn=paper.day.year - 2023, year=paper.day.year)
    }


def _forwarded(course: Course, paper: Paper, section: str) -> None:
    strict = section in _SUBORDINATE or paper.fields["importance"] == "重要"
    medium = "复印件" if strict else "OA" if paper.fields["channel"] == "OA" else course.rng.choice(("原件", "复印件"))
    shown = strict or "instruct" in {stroke.act for stroke in paper.strokes}
    data = {"to": [section], "medium": medium, "with_instruction": shown}
    course.post("forward", "document-clerk", data=data)


def _circulated(course: Course, paper: Paper) -> None:
    readers = paper.fields.get("distribution", ())
    steps: list[dict[str, str]] = []
    for reader in readers:
        course.later(course.rng.randint(0, 1)).person("read", reader, course.rng.choice(_READ))
        clerk, on = here("document-clerk", course.day), course.day.isoformat()
        steps += [{"from": clerk, "to": reader, "on": on}, {"from": reader, "to": clerk, "on": on}]
    if readers:
        course.post("circulate", "document-clerk", data={"steps": steps})


def _recovered(course: Course, paper: Paper, state: str) -> None:
    course.later(course.rng.randint(1, 3)).post("recover", "document-clerk", data={"state": state})
    paper.fields["due"] = max(course.day + timedelta(days=course.rng.randint(0, 6)), paper.day + timedelta(days=7))
    if state == "完好":
        course.later(course.rng.randint(0, 3)).post("file", "document-clerk", data={"original_at": "office"})


def _replied(office: Office, rng: Random, paper: Paper, entry: Mapping[str, Any], reply: Mapping[str, Any]) -> None:
    day = office.workday(moment(paper, "director_instruct").date(), rng.randint(1, 4))
    topic = {**reply, "section": entry["section"], "to": entry["from"], "direction": "down"}
    compose(
        office,
        "letter",
        topic,
        day,
        rng,
        [paper],
        matter=told(entry["matter"], rng, turn=day.year - 2023),
        answer=entry["answer"],
    )


def _lost(office: Office, rng: Random, entry: Mapping[str, Any]) -> None:
    day = date.fromisoformat(entry["day"])
    paper = _received(office, rng, {**entry, "state": "丢失"}, day, "ordinary", {})
    fields = {
        "subject": "document",
        "event": "丢失",
        "document": paper,
        "keeper": "ye-xiaowen",
        "responsible": ["jiang-he", "ye-xiaowen"],
        "harm": "来函内容已反馈，未影响巡演安排；函件不涉密，已请来文单位补寄一份存档。",
        "cause": "承办人将函件夹入巡演宣传册带往乡镇，回程后清点时未见；文件管理员未在交出时登记页数。",
        "handling": "对承办人批评教育，文件管理员在办公室例会上说明情况，转办文件一律登记页数。",
    }
    found = office.workday(moment(paper, "recover").date(), 1)
    incident(office, rng, found, "来函丢失责任事故报告", fields, paper)
