"""A report's parts: one line for each fault, breach, wait and skip, worded and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from placet import messages, office
from placet.model import Cabinet, Finding, Level, Place, Regulation, Rule, Skip, Status, Unit, Verdict, Wait

if TYPE_CHECKING:
    from placet.judge import Outcome
    from placet.tally import Tally


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One fault, worded: a finding under its message code, or a breach under its rule's `regulation/rule`."""

    place: Place
    code: str
    name: str
    level: Level
    message: str
    quote: str = ""
    help: str = ""
    related: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class WaitLine:
    """One rule that a subject does not meet yet: what is awaited, from whom, until when. No fault."""

    subject: str
    rule: str
    what: str
    who: str = ""
    until: datetime | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True, order=True)
class SkipLine:
    """A reason why something could not be judged, and how often it was met."""

    code: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a format needs; `summary` counts what was looked at, `verdicts` how it was judged."""

    lang: str
    origin: str
    title: str
    as_of: datetime
    lines: tuple[Line, ...] = ()
    waiting: tuple[WaitLine, ...] = ()
    skips: tuple[SkipLine, ...] = ()
    verdicts: Mapping[str, int] = field(default_factory=dict)
    summary: Mapping[str, int] = field(default_factory=dict)

    def count(self, level: Level) -> int:
        """How many lines have this level."""
        return sum(line.level is level for line in self.lines)

    @property
    def failed(self) -> bool:
        """Whether `check` ends with exit status 1."""
        return self.count(Level.ERROR) > 0


def of_cabinet(cabinet: Cabinet, outcome: Outcome, lang: str, origin: str) -> Report:
    """The report on a judged cabinet. Raises KeyError for a code the catalogue lacks, a fault of ours."""
    from placet.tally import tally

    return of_tally(tally(cabinet, outcome), lang, origin)


def of_tally(found: Tally, lang: str, origin: str) -> Report:
    """The report on what a check found. Raises KeyError for a code the catalogue lacks, a fault of ours."""
    cabinet, today = found.frame, found.as_of.date()
    regulations = {regulation.path: regulation for regulation in cabinet.regulations}
    breaches = (verdict for verdict in found.verdicts if verdict.status is Status.BREACHED)
    breached = (_breach(verdict, regulations, lang) for verdict in breaches)
    waiting = (line for verdict in found.verdicts for line in _waits(verdict, cabinet, regulations, today, lang))
    return Report(
        lang=lang,
        origin=origin,
        title=cabinet.config.title,
        as_of=found.as_of,
        lines=tuple(sorted([*(line_of(finding, lang) for finding in found.findings), *breached])),
        waiting=tuple(sorted(waiting, key=lambda line: (line.subject, line.rule, line.what, line.who))),
        skips=tuple(_skips(found.skips, lang)),
        verdicts={status.value: found.counts.get(status.value, 0) for status in Status},
        summary=_summary(found),
    )


def line_of(finding: Finding, lang: str) -> Line:
    """A finding in words."""
    entry = messages.entry(finding.code)
    return Line(
        place=finding.place,
        code=finding.code,
        name=entry.name,
        level=entry.level,
        message=messages.text(finding, lang),
        quote=finding.quote,
        help=messages.help(finding.code, lang, finding.args),
        related=finding.related,
    )


def _rule(verdict: Verdict, regulations: Mapping[str, Regulation]) -> tuple[Regulation, Rule]:
    regulation = regulations[verdict.regulation]
    return regulation, next(rule for rule in regulation.rules if rule.id == verdict.rule)


def _breach(verdict: Verdict, regulations: Mapping[str, Regulation], lang: str) -> Line:
    regulation, rule = _rule(verdict, regulations)
    reasons = [messages.text(reason, lang) for reason in verdict.reasons]
    stop = messages.label("and", lang)
    places = [reason.place for reason in verdict.reasons if reason.place.path]
    return Line(
        place=min(places, default=Place(verdict.subject)),
        code=f"{regulation.id}/{rule.id}",
        name=rule.id,
        level=rule.level,
        message=messages.label(
            "breach", lang, title=regulation.title, article=rule.article, reasons=stop.join(reasons) or "-"
        ),
        quote=rule.says,
        help=messages.label("see-rule", lang, rule=f"{regulation.id}/{rule.id}"),
        related=(rule.place,),
    )


def _waits(
    verdict: Verdict, cabinet: Cabinet, regulations: Mapping[str, Regulation], today: date, lang: str
) -> Iterator[WaitLine]:
    if verdict.status is not Status.WAITING:
        return
    regulation, rule = _rule(verdict, regulations)
    unit = cabinet.units.get(verdict.subject.split("/")[1])
    name = f"{regulation.id}/{rule.id}"
    for wait in verdict.waits or (Wait(""),):
        what = wait.what or messages.label("and", lang).join(messages.text(reason, lang) for reason in verdict.reasons)
        titled = _title(cabinet, verdict.subject, what)
        yield WaitLine(verdict.subject, name, titled, _who(unit, wait, today, lang), wait.until, rule.says)


def _title(cabinet: Cabinet, subject: str, what: str) -> str:
    _, unit, name, *record = subject.split("/")
    register = cabinet.registers.get(f"{unit}/{name}") if record else None
    kind = cabinet.kinds.get(register.kind) if register else None
    if kind and what in kind.acts:
        return kind.acts[what].title
    return kind.fields[what].title if kind and what in kind.fields else what


def _who(unit: Unit | None, wait: Wait, day: date, lang: str) -> str:
    """Those awaited, any of whom may act: posts with their holders, then persons who hold none of them."""
    if unit is None:
        return ""
    common = {post for post in wait.posts if post in unit.posts and unit.posts[post].everyone}
    holders: dict[str, tuple[str, ...]] = {
        post: () if post in common else office.holders(unit, post, day) for post in wait.posts
    }
    posts = [" ".join([office.title(unit, post), *_names(unit, holders[post])]) for post in wait.posts]
    held = {person for persons in holders.values() for person in persons}
    others = _names(unit, [person for person in wait.persons if person not in held])
    return messages.label("or", lang).join([*posts, *others])


def _names(unit: Unit, persons: Iterable[str]) -> list[str]:
    return [office.name(unit, person) for person in persons]


def _skips(skips: Iterable[Skip], lang: str) -> Iterator[SkipLine]:
    worded = Counter((skip.code, messages.say(skip.code, skip.args, lang)) for skip in skips)
    for (code, message), count in sorted(worded.items()):
        yield SkipLine(code, message, count)


def _summary(found: Tally) -> Mapping[str, int]:
    today = found.as_of.date()
    in_force = [regulation for regulation in found.frame.regulations if _holds(regulation, today)]
    return {
        "records": found.records,
        "drafts": found.drafts,
        "acts": found.acts,
        "registers": len(found.frame.registers),
        "regulations": len(in_force),
        "rules": sum(len(regulation.rules) for regulation in in_force),
    }


def _holds(regulation: Regulation, day: date) -> bool:
    over = (regulation.until and regulation.until < day) or (regulation.repealed and regulation.repealed <= day)
    return regulation.in_force <= day and not over
