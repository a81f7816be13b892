"""The acts of a worked example, as they would stand had the right people signed them in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from placet import office
from placet.model import Act, Kind, Who
from placet.rules import who as whos
from placet.rules.circumstances import Setting, Unusable, listed, only, value
from placet.rules.context import NUMBER, Facts
from placet.standing import Standing

_ACT = re.compile(r"(?P<act>[a-z][a-z0-9_]*)(?:\s+by\s+(?P<by>\S+))?(?:\s+on\s+(?P<on>\S+))?")
_ACT_KEYS = ("act", "by", "on", "opinion", "data", "evidence", "post", "covers")
_START = time(9)


def standings_of(written: Sequence[Any], facts: Facts, setting: Setting) -> tuple[Standing, ...]:
    """The acts as they would stand with good signatures, each having seen all before it. Raises Unusable."""
    found: list[Standing] = []
    moment = datetime.combine(setting.day, _START, tzinfo=setting.zone) - timedelta(hours=1)
    for raw in written:
        data = _act(raw, facts.kind)
        for person in _persons(data, facts, setting):
            moment = _next(moment, data.get("on"), setting)
            line = len(found) + 1
            found.append(_standing(data, person, moment, line, facts, setting))
    return tuple(found)


def _act(raw: Any, kind: Kind) -> Mapping[str, Any]:
    if isinstance(raw, Mapping):
        only(raw, _ACT_KEYS, "acts")
        if "act" not in raw:
            raise Unusable("acts: act")
        written, more = str(raw["act"]), {key: one for key, one in raw.items() if key != "act"}
    else:
        written, more = str(raw), {}
    match = _ACT.fullmatch(written.strip())
    if match is None:
        raise Unusable(written)
    data = {key: one for key, one in match.groupdict().items() if one is not None} | more
    if data["act"] not in kind.acts and data["act"] != NUMBER:
        raise Unusable(f"{data['act']} ({', '.join(kind.acts)})")
    return data


def _next(moment: datetime, on: Any, setting: Setting) -> datetime:
    """An hour after the act before, or when the example says: a day, or a day and time."""
    if on is None:
        return moment + timedelta(hours=1)
    try:
        said = on if isinstance(on, date) else datetime.fromisoformat(str(on))
    except ValueError:
        raise Unusable(str(on)) from None
    if isinstance(said, datetime) and "T" in str(on):
        return said if said.tzinfo else said.replace(tzinfo=setting.zone)
    day = said.date() if isinstance(said, datetime) else said
    later = moment + timedelta(hours=1)
    return later if later.date() == day else datetime.combine(day, _START, tzinfo=setting.zone)


def _standing(
    data: Mapping[str, Any], person: str, moment: datetime, line: int, facts: Facts, setting: Setting
) -> Standing:
    name, evidence = str(data["act"]), str(data.get("evidence", "signature"))
    kind = facts.kind.acts.get(name)
    covers = int(data.get("covers", line - 1))
    given = data.get("data", {})
    declared = kind.data if kind is not None else {}
    only(given, declared, name)
    act = Act(
        line=line,
        act=name,
        by=person,
        at=moment,
        post=str(data.get("post", "")),
        opinion=str(data.get("opinion", "")),
        data={key: value(one, declared[key], setting) for key, one in given.items()},
        covers_acts=covers,
        evidence="" if evidence == "none" else evidence,
    )
    return Standing(act, True, act.evidence, post=act.post, sees=frozenset(range(1, covers + 1)))


def _persons(data: Mapping[str, Any], facts: Facts, setting: Setting) -> Iterator[str]:
    """Who does an act: the one named, or the first who may, for each element where that is asked."""
    if "by" in data:
        yield _named(str(data["by"]), facts, setting)
        return
    name = str(data["act"])
    kind = facts.kind.acts.get(name)
    by, each = setting.by.get(name, (kind.by if kind is not None else (), ""))
    elements = facts.record.fields.get(each, ()) if each else ("",)
    found = [_first(by, facts, each, str(one)) for one in elements] if isinstance(elements, tuple) else []
    yield from dict.fromkeys(found)


def _named(name: str, facts: Facts, setting: Setting) -> str:
    """A post's or section leader's invented holder, the person a field names, or a person of that name."""
    if name in setting.unit.posts:
        return name
    field = facts.kind.fields.get(name)
    found = facts.record.fields.get(name)
    if field is not None and field.type == "person" and isinstance(found, str):
        return found
    if name in setting.unit.sections:
        return next(iter(office.in_charge(setting.unit, name)), name)
    return name


def _first(by: Sequence[Who], facts: Facts, each: str, element: str) -> str:
    for one in by:
        named = whos.values(one, facts, each, element)
        if one.relation == "person" and named:
            return named[0]
        for post in (post for name in named for post in whos.posts(one, facts.unit, name)):
            return post
    return "someone"


def names_in(given: Mapping[str, Any], acts: Sequence[Any]) -> tuple[str, ...]:
    """Every name an example mentions that might be a person's."""
    found: list[str] = []
    for raw in given.values():
        for one in listed(raw):
            found += [one] if isinstance(one, str) and one else []
            found += [text for text in one.values() if isinstance(text, str)] if isinstance(one, Mapping) else []
    for act in acts:
        if isinstance(act, Mapping) and isinstance(act.get("by"), str):
            found.append(act["by"])
        match = _ACT.fullmatch(str(act.get("act", "") if isinstance(act, Mapping) else act).strip())
        found += [match["by"]] if match is not None and match["by"] else []
    return tuple(dict.fromkeys(found))
