"""An impact in words, as an outline that text and Markdown write each in their own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placet import messages, office
from placet.impact.amendments import Amendment, Reading, RuleChange
from placet.impact.shifts import ExampleShift, Shift, Side
from placet.impact.study import Impact
from placet.messages.phrases import Phrases
from placet.model import Cabinet, Example, Unit, Wait
from placet.report.text import place
from placet.signing.payload import plain


@dataclass(frozen=True, slots=True)
class Item:
    """One line: depth 0 is the title, 1 a section, 2 and more are items below each other."""

    depth: int
    words: str


def outline(found: Impact, lang: str) -> Iterator[Item]:
    """The whole impact, line by line."""
    say = Phrases("imp", lang)
    base, head = found.origins
    yield Item(0, say("title", title=found.base.config.title, base=base, head=head))
    if found.is_nothing:
        yield Item(1, say("nothing"))
        return
    if found.faults:
        yield Item(1, say("faults", count=len(found.faults)))
        for fault in found.faults:
            yield Item(2, f"{place(fault.place)}: {fault.code} {messages.text(fault, lang)}")
    if found.amendments:
        yield Item(1, say("amendments", count=len(found.amendments)))
    for change in found.amendments:
        yield from _amendment(change, say)
    if found.files:
        yield Item(1, say("files", count=len(found.files)))
        yield from (Item(2, path) for path in found.files)
    yield from _records("drafts", found.drafts, found.base, say)
    yield from _records("filed", [one for one in found.filed if not one.binding], found.base, say)
    yield from _records("binding", [one for one in found.filed if one.binding], found.base, say)
    if found.examples:
        yield Item(1, say("examples", count=len(found.examples)))
        for example in found.examples:
            yield from _example(example, say)


def _amendment(change: Amendment, say: Phrases) -> Iterator[Item]:
    known = change.known
    before = change.before.in_force.isoformat() if change.before else say("none")
    after = change.after.in_force.isoformat() if change.after else say("none")
    yield Item(2, say("versions", title=known.title, before=before, after=after))
    if change.after is None:
        yield Item(3, say("withdrawn-version"))
    elif change.repeals:
        yield Item(3, say("repealed", day=str(change.after.repealed)))
    for rule in change.rules:
        yield from _rule(rule, known.id, say)
    if not change.rules:
        yield Item(3, say("same-rules"))
    for key in ("gained", "lost", "excused", "silent"):
        labels: tuple[str, ...] = getattr(change, key)
        if labels:
            yield Item(3, say(key, articles=say("and").join(labels)))


def _rule(rule: RuleChange, regulation: str, say: Phrases) -> Iterator[Item]:
    reading = rule.after or rule.before
    assert reading is not None
    aspects = say("and").join(say(f"aspect-{one}") for one in rule.aspects)
    words = {"rule": f"{regulation}/{rule.id}", "article": reading.article, "says": reading.rule.says}
    yield Item(3, say(f"rule-{rule.change}", **words, aspects=aspects))
    if rule.before and rule.after:
        if rule.before.rule.says != rule.after.rule.says:
            yield Item(4, say("said", says=rule.before.rule.says))
        if rule.before.sentence != rule.after.sentence:
            yield from _sentence("was", rule.before, say)
            yield from _sentence("now", rule.after, say)
    else:
        yield from _sentence("reads", reading, say)


def _sentence(key: str, reading: Reading, say: Phrases) -> Iterator[Item]:
    if reading.sentence:
        yield Item(4, say(key, sentence=reading.sentence))


def _records(key: str, moved: Sequence[Shift], cabinet: Cabinet, say: Phrases) -> Iterator[Item]:
    if not moved:
        return
    by_path = {one.record.path: [other for other in moved if other.record is one.record] for one in moved}
    yield Item(1, say(key, count=len(by_path)))
    for mine in by_path.values():
        record = mine[0].record
        yield Item(2, say("record", number=mine[0].number or say("draft"), title=record.title, ref=record.ref))
        for shift in mine:
            yield from _shift(shift, cabinet.units[record.unit], say)


def _shift(shift: Shift, unit: Unit, say: Phrases) -> Iterator[Item]:
    side = shift.after if shift.after.rule else shift.before
    says = side.rule.says if side.rule else ""
    words = {"rule": shift.rule, "title": side.title, "article": side.article, "says": says}
    yield Item(3, say("shift", **words, before=_status(shift.before, say), after=_status(shift.after, say)))
    for key, one in (("awaited-before", shift.before), ("awaited-after", shift.after)):
        waits = one.verdict.waits if one.verdict else ()
        if waits and shift.record.is_draft:
            yield Item(4, say(key, waits=say("and").join(_wait(wait, unit, say) for wait in waits)))
    if shift.after.verdict and shift.after.weight:
        yield from (Item(4, messages.text(reason, say.lang)) for reason in shift.after.verdict.reasons)
    if shift.record.is_draft:
        yield Item(4, say("at-once" if shift.binding else "by-its-day"))


def _status(side: Side, say: Phrases) -> str:
    return say(f"status-{side.verdict.status.value}") if side.verdict else say("no-rule")


def _wait(wait: Wait, unit: Unit, say: Phrases) -> str:
    whom = [office.title(unit, post) for post in wait.posts] or [office.name(unit, one) for one in wait.persons]
    return say("wait", what=wait.what, whom=say("or").join(whom)) if whom else wait.what


def _example(one: ExampleShift, say: Phrases) -> Iterator[Item]:
    before, after = (say(f"status-{status}") if status else say("no-fit") for status in (one.before, one.after))
    yield Item(2, say("example", rule=one.rule, number=one.number, before=before, after=after))
    yield Item(3, _given(one.example, say))
    yield from (Item(3, messages.text(reason, say.lang)) for reason in one.why)


def _given(example: Example, say: Phrases) -> str:
    given = say("and").join(f"{name}: {plain(value)}" for name, value in example.given.items())
    acts = say("and").join(str(act) for act in example.acts)
    return say("given", given=given or "—", acts=acts or "—")
