"""Electronic mail, its accounts and incidents; requests and reports to leaders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.sample.credit_union.people import UNIT, act, own
from tests.sample.hands import words
from tests.sample.office import Office, at
from tests.sample.pen import Paper

_EVENTS = {"create": "增设", "delete": "停用", "password": "更换口令"}


def mail(office: Office) -> None:
    """Everything about mailboxes, then requests and reports."""
    pool = words("mail", "credit_union")
    rosters = [one for one in office.desk.papers if one.register == f"{UNIT}/rosters"]
    for entry in pool["mail"]:
        _letter(office, entry, rosters)
    for entry in pool["accounts"]:
        _account(office, entry)
    for entry in pool["checks"]:
        _checks(office, entry)
    for entry in pool["incidents"]:
        _incident(office, entry)
    for entry in pool["requests"]:
        _request(office, entry)


def _letter(office: Office, entry: Mapping[str, Any], rosters: list[Paper]) -> None:
    day, handler, out = entry["day"], entry["handler"], entry["direction"] == "out"
    fields: dict[str, Any] = {key: entry[key] for key in ("direction", "official", "category", "section", "subject")}
    fields |= {"date": day, "correspondent": entry["to"], "moment": at(day, entry["clock"]), "handler": handler}
    if out:
        fields |= {"responsible_section": entry["section"], "copy_ref": f"发件底稿／{day:%Y-%m}／{entry['subject']}"}
    refers = [rosters[entry["roster"]]] if "roster" in entry else []
    body = f"{'发往' if out else '来自'}{entry['to']}：{entry['subject']}。"
    paper = Paper(f"{UNIT}/mail", day, entry["subject"], {"date": day} | fields, body, refers)
    if out:
        own(paper, "prepare", handler, day, "08:50")
        act(office, paper, "office_review", "general-clerk", day, "09:30", opinion="可以发送。")
        own(paper, "scan", handler, day, "09:50", data={"result": "clean"})
        own(paper, "send", handler, day, entry["clock"])
        own(paper, "keep_copy", handler, day, "16:30")
    else:
        own(paper, "take", handler, day, entry["clock"])
        own(paper, "assign", handler, day, "14:10")
    own(paper, "number", handler, day, "16:40")
    office.add(paper)


def _account(office: Office, entry: Mapping[str, Any]) -> None:
    day = entry["day"]
    fields = {key: entry[key] for key in ("event", "section", "reason")} | {
        "date": day,
        "previous": entry.get("previous"),
    }
    title = f"{_EVENTS[entry['event']]}：{entry['reason']}"
    paper = Paper(f"{UNIT}/mail-accounts", day, title, fields, f"{entry['reason']}，已登记账号台账。")
    own(paper, "apply", entry["by"], day, "09:10")
    act(office, paper, "carry_out", entry["post"], day, "10:20", by=entry["by"])
    act(office, paper, "number", "mail-admin", day, "10:40")
    office.add(paper)


def _checks(office: Office, entry: Mapping[str, Any]) -> None:
    first: date = entry["month"]
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    rng = office.rng(f"union-mail|{entry['section']}|{first}")
    away = entry.get("leave", [date.max, date.max])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    checks = [
        {
            "day": day,
            "times": rng.choice((1, 2, 2, 3)),
            "by": entry["entrusted"] if away[0] <= day <= away[1] else entry["chief"],
        }
        for day in days
        if office.working(day)
    ]
    fields: dict[str, Any] = {"section": entry["section"], "eve": first - timedelta(days=1), "covers_to": last}
    fields |= {"checks": checks, "chief_accountant": entry["chief"]}
    if "leave" in entry:
        fields |= {"leave_from": away[0], "leave_to": away[1], "entrusted": entry["entrusted"]}
    fields["scanned_on"] = [first + timedelta(days=n) for n in range(5, (last - first).days + 1, 7)]
    title = f"{'城东' if entry['section'] == 'coop-east' else '白沙'}信用社{first.year}年{first.month}月收件日志"
    paper = Paper(f"{UNIT}/mail-checks", last, title, fields, "逐日收件情况如上，附件均先查杀后打开。")
    day = office.workday(last, 1)
    own(paper, "log", entry["chief"], day, "09:00")
    own(paper, "number", entry["chief"], day, "09:10")
    office.add(paper)


def _incident(office: Office, entry: Mapping[str, Any]) -> None:
    day = entry["day"]
    fields: dict[str, Any] = {
        "date": day,
        "event": entry["event"],
        "section": entry["section"],
        "finder": entry["finder"],
    }
    fields |= {"found_at": at(day, entry["found"]), "handling": entry["text"]}
    fields |= {"misuse_kind": entry.get("kind", ""), "accountable": entry.get("accountable", "")}
    paper = Paper(f"{UNIT}/mail-incidents", day, entry["text"].split("，")[0], fields, entry["text"])
    own(paper, "inform", entry["finder"], day, entry["told"])
    act(office, paper, "receive", "mail-admin", day, "15:00", opinion="已处置。")
    act(office, paper, "number", "mail-admin", day, "15:10")
    office.add(paper)


def _request(office: Office, entry: Mapping[str, Any]) -> None:
    day = entry["day"]
    fields: dict[str, Any] = {
        "date": day,
        "genre": entry["genre"],
        "section": entry["section"],
        "sender": entry["sender"],
    }
    fields |= {"sender_level": entry["level"], "to": entry["to"], "to_level": entry["to_level"]}
    fields |= {"importance": entry["weight"], "needs_reply": "reply" in entry, "form": entry["form"]}
    fields["assigned_by"] = entry.get("assigned", "")
    paper = Paper(f"{UNIT}/requests", day, entry["title"], fields, entry["text"])
    own(paper, "send", entry["sender"], day, "09:20")
    if "reply" in entry:
        own(paper, "reply", entry["to"], day, "15:30", opinion=entry["reply"])
    act(office, paper, "number", "general-clerk", day, "16:00")
    office.add(paper)
