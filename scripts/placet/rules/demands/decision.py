"""`decision`: a quorate meeting of a body decided on this record, in minutes that are themselves in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from placet import office
from placet.model import Finding, Kind, Meeting, Status, Unit, Wait
from placet.rules.altering import with_field, with_record
from placet.rules.breaking import Breaking
from placet.rules.context import Context, Facts, Partial
from placet.rules.demands.link import settled
from placet.rules.scope import Scope
from placet.rules.wording import phrase

_RECORD, _OUTCOME = "record", "outcome"


@dataclass(frozen=True, slots=True)
class Decision:
    """Which body (an id, or the field that names it) is to decide, and how."""

    body: str
    field: str
    outcome: str
    outcome_title: str

    def judge(self, context: Context) -> Partial:
        """Met by the first minutes that carry the decision; otherwise what is wrong with those that come near."""
        facts = context.facts
        body = self._body(facts)
        reasons: list[Finding] = []
        for minutes, meeting in _minutes(context):
            wrong = self._wrong(minutes, meeting, body, context)
            if wrong is None:
                return Partial(Status.MET, rests_on=(minutes.record.ref,))
            reasons.append(wrong)
        title = _body_title(facts.unit, body)
        missing = context.reason("VER010", facts.place(), body=title, outcome=self.outcome_title)
        posts = facts.unit.bodies[body].chair if body in facts.unit.bodies else ()
        persons = office.chairs(facts.unit, body, facts.today)
        wait = Wait(phrase("decision-of", body=title, outcome=self.outcome_title), posts, persons)
        return Partial(context.unmet, (missing, *reasons), (wait,))

    def _body(self, facts: Facts) -> str:
        value = facts.record.fields.get(self.field) if self.field else self.body
        return value if isinstance(value, str) else ""

    def _wrong(self, minutes: Facts, meeting: Meeting, body: str, context: Context) -> Finding | None:
        facts, record = context.facts, minutes.record
        place, name = facts.place(), record.title or record.ref
        said = str(record.fields.get(meeting.body, ""))
        if said != body:
            return context.reason("VER016", place, minutes=name, body=_body_title(facts.unit, said))
        outcomes = _outcomes(minutes, meeting, context)
        if self.outcome not in outcomes:
            titles = phrase("and").join(_outcome_title(minutes.kind, meeting, one) for one in outcomes)
            return context.reason("VER012", place, minutes=name, outcome=self.outcome_title, said=titles)
        if minutes.day is None or not _in_time(minutes.day, context):
            before = facts.act_title(context.before)
            return context.reason("VER013", place, minutes=name, before=before, day=str(minutes.day or ""))
        return _not_quorate(minutes, meeting, body, context) or settled(record, context)

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """Another outcome, no item on this record, nobody present, too late, annulled, or in breach itself."""
        found = [*_minutes(context)]
        if not found:
            return
        outcomes = [one for facts, meeting in found for one in _choices(facts.kind, meeting) if one != self.outcome]
        for outcome in dict.fromkeys(outcomes):
            yield Breaking("outcome", self.outcome_title, tuple(_deciding(*one, context, outcome) for one in found))
        yield Breaking("reference", self.outcome_title, tuple(_deciding(*one, context, "") for one in found))
        titles = phrase("or").join(dict.fromkeys(facts.kind.title for facts, _ in found))
        yield Breaking("fewer", titles, tuple(with_field(facts, meeting.present, ()) for facts, meeting in found))
        late = (context.facts.today + timedelta(days=1)) if context.before_act else None
        yield Breaking("time", titles, tuple(with_field(facts, facts.kind.date, late) for facts, _ in found))
        yield Breaking("annul", titles, tuple(with_record(facts, annulled=titles) for facts, _ in found))
        yield Breaking("breach", titles, (found[0][0],), tuple(facts.record.path for facts, _ in found))

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The decision in words."""
        title = kind.fields[self.field].title if self.field else _body_title(unit, self.body)
        return phrase("decision", body=title, outcome=self.outcome_title)


def _body_title(unit: Unit, body: str) -> str:
    found = unit.bodies.get(body)
    return found.title if found else body


def _minutes(context: Context) -> Iterator[tuple[Facts, Meeting]]:
    """The minutes that decide on this record, kind by kind."""
    for kind in context.kinds.values():
        if kind.meeting is None:
            continue
        for record in context.archive.referring(context.facts.record, kind.id):
            facts = context.archive.facts(record)
            if not record.annulled and _outcomes(facts, kind.meeting, context):
                yield facts, kind.meeting


def _outcomes(minutes: Facts, meeting: Meeting, context: Context) -> list[str]:
    """What the minutes decided on this record."""
    found = []
    items = minutes.record.fields.get(meeting.decisions, ())
    for item in items if isinstance(items, tuple | list) else ():
        if not isinstance(item, Mapping):
            continue
        ref = item.get(_RECORD)
        named = context.archive.record(ref) if isinstance(ref, str) and ref else None
        if named is not None and named.path == context.facts.record.path:
            found.append(str(item.get(_OUTCOME, "")))
    return found


def _deciding(minutes: Facts, meeting: Meeting, context: Context, outcome: str) -> Facts:
    """The minutes with another outcome for this record, or with no item on it where that is empty."""
    items = []
    listed = minutes.record.fields.get(meeting.decisions, ())
    for item in listed if isinstance(listed, tuple | list) else ():
        ref = item.get(_RECORD) if isinstance(item, Mapping) else None
        named = context.archive.record(ref) if isinstance(ref, str) and ref else None
        if named is None or named.path != context.facts.record.path:
            items.append(item)
        elif outcome and isinstance(item, Mapping):
            items.append({**item, _OUTCOME: outcome})
    return with_field(minutes, meeting.decisions, tuple(items))


def _in_time(day: date, context: Context) -> bool:
    """Whether a meeting on this day came no later than the act it had to precede, as far as that has been done."""
    guarded = context.before_act
    return guarded is None or day <= context.facts.local(guarded.act.at).date()


def _not_quorate(minutes: Facts, meeting: Meeting, body: str, context: Context) -> Finding | None:
    unit, day, record = minutes.unit, minutes.day, minutes.record
    found = unit.bodies.get(body)
    if found is None or day is None:
        return context.reason("VER014", minutes=record.title or record.ref)
    voting = office.members(unit, body, day)
    present = record.fields.get(meeting.present, ())
    attended = [one for one in voting if isinstance(present, tuple | list) and one in present]
    share = found.quorum * len(voting)
    enough = Decimal(len(attended)) >= share if found.quorum_inclusive else Decimal(len(attended)) > share
    name, title = record.title or record.ref, found.title
    if not voting or not enough:
        counts = {"present": str(len(attended)), "members": str(len(voting))}
        return context.reason("VER011", minutes=name, body=title, **counts)
    chair = record.fields.get(meeting.chair) if meeting.chair else None
    if isinstance(chair, str) and chair and not any(office.holds(unit, chair, post, day) for post in found.chair):
        return context.reason("VER015", minutes=name, body=title, person=office.name(unit, chair))
    return None


def _choices(kind: Kind, meeting: Meeting) -> Mapping[str, str]:
    """The outcomes a minutes kind knows, with their titles."""
    declared = kind.fields.get(meeting.decisions)
    outcome = declared.items.properties.get(_OUTCOME) if declared is not None and declared.items is not None else None
    return {one: outcome.choice_titles.get(one, one) for one in outcome.choices} if outcome is not None else {}


def _outcome_title(kind: Kind, meeting: Meeting, outcome: str) -> str:
    return _choices(kind, meeting).get(outcome, outcome)


def read(data: Any, scope: Scope, key: str) -> Decision | None:
    """The demand from `{body, outcome}`; faults are reported to the scope."""
    if isinstance(data, str):
        data = {"body": data}
    if not scope.mapping(data, ("body", "outcome"), key, ("body",)):
        return None
    body: Any = data["body"]
    field = ""
    if isinstance(body, Mapping):
        if not scope.mapping(body, ("field",), f"{key}.body", ("field",)):
            return None
        if scope.field_of(body["field"], f"{key}.body.field", ("body",)) is None:
            return None
        body, field = "", str(body["field"])
    elif not scope.known("RUL005", body, scope.unit.bodies, f"{key}.body"):
        return None
    titles: dict[str, str] = {}
    for kind in scope.environments.kinds.values():
        if kind.meeting is not None:
            titles |= _choices(kind, kind.meeting)
    outcome = data.get("outcome", "approved")
    if not scope.known("RUL025", outcome, titles, f"{key}.outcome"):
        return None
    return Decision(str(body), field, outcome, titles[outcome])
