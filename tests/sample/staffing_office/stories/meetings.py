"""The directors' meetings, twice a month since September 2025, and what they decided; the appraisal group once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.sample.hands import Course, words
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper
from tests.sample.scripted import Named
from tests.sample.staffing_office.stories.papers import UNIT

_PLACE = "办公楼四楼会议室"
_MEMBERS = ("liao-yanqiu", "lang-xueqin", "ruan-zhihong", "you-shouzheng", "bian-yucheng")
_OBSERVERS = ["bai-xiaotang", "xiang-bochuan", "qi-wangshu"]
_ITEM = ("topic", "task", "own_matter", "justification", "source", "measures", "section", "next_stage")
_SIGNED = ("签发。", "同意，按议定事项落实。", "同意印发，综合股跟踪。")


def meetings(office: Office, named: Named) -> None:
    """Every meeting of the list, with its minutes, which decide on the papers of these names."""
    days = [entry["day"] for entry in words("meetings", "staffing_office") if entry.get("body") != "appraisal-group"]
    for entry in words("meetings", "staffing_office"):
        later = [day for day in days if day > entry["day"]]
        _held(office, entry, later[0] if later else date(2026, 6, 23), named)


def _held(office: Office, entry: Mapping[str, Any], following: date, named: Named) -> None:
    """One meeting: who came, what was said, who signed, and who reported back."""
    rng, day = office.rng(f"staffing meeting|{entry['day']}"), entry["day"]
    group = entry.get("body") == "appraisal-group"
    members = ("lang-xueqin", "bian-yucheng", "bai-xiaotang") if group else _MEMBERS
    absent = entry.get("absent", {})
    present = [one for one in members if one not in absent]
    fields: dict[str, Any] = {
        "date": day,
        "body": "appraisal-group" if group else "director-meeting",
        "place": "档案室" if group else _PLACE,
        "convener": members[0],
        "chair": members[0],
        "recorder": "wu-peilan" if group else "jing-xiaoman",
        "present": present,
        "attending": ["wu-peilan", "ao-xiaozhou"] if group else _OBSERVERS,
        "absent": [{"person": who, "why": why} for who, why in absent.items()],
        "agenda": [_item(office, item, day) for item in entry["items"]],
        "decisions": _decisions(entry, len(present), named),
    }
    fields |= {name: entry[name] for name in ("exception_reason", "week_reason", "owners") if name in entry}
    if "owners" in entry:
        fields["feedback_by"] = entry.get("feedback_by", following)
    title = entry.get("title", f"主任办公会议纪要（{day.year}年{day.month}月{day.day}日）")
    paper = Paper(f"{UNIT}/{'appraisal' if group else 'minutes'}", day, title, fields, _text(office, entry, present))
    course = Course(office, paper, rng).until(at(day, "11:10"))
    course.person("record", fields["recorder"]).later(1)
    course.post("issue", "deputy-general" if group else "director", rng.choice(_SIGNED))
    course.post("number", "document-clerk")
    for who in entry.get("owners", ()):
        course.later(rng.randint(2, 4))
        if course.now <= STOPPED:
            course.person("feedback", who, entry.get("result", "已落实，结果报综合股汇总。"))
    office.add(paper)


def _item(office: Office, item: Mapping[str, Any], day: date) -> dict[str, Any]:
    row = {name: item[name] for name in _ITEM if name in item}
    if "handler" in item:
        row |= {"handler": item["handler"], "consulted": item["consulted"], "for_decision": True}
        steps = {"investigated": -6, "consulted_on": -4, "proposed_on": -2}
        row |= {name: office.workday(day, back) for name, back in steps.items()}
    return row


def _decisions(entry: Mapping[str, Any], present: int, named: Named) -> list[dict[str, Any]]:
    return [_decision(one, present, named) for item in entry["items"] for one in item.get("decide", ())]


def _decision(one: Mapping[str, Any], present: int, named: Named) -> dict[str, Any]:
    row: dict[str, Any] = {"matter": one["matter"]}
    if "record" in one:
        row["record"] = named[one["record"]]
    row["outcome"] = one.get("outcome", "approved")
    votes = one.get("votes", (present, 0, 0))
    row |= dict(zip(("votes_for", "votes_against", "votes_abstain"), votes, strict=True))
    return row | {name: one[name] for name in ("disagreement", "review_by") if name in one}


def _text(office: Office, entry: Mapping[str, Any], present: list[str]) -> str:
    names = "、".join(office.roster.names[one] for one in present)
    said = (f"## {item['topic']}\n\n{item['said']}" for item in entry["items"])
    return "\n\n".join((f"到会：{names}。", *said))
