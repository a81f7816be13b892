"""Before an act is signed: whether it will count, by the register's own table and by the rules on the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from placet import office
from placet.directory import Directory
from placet.model import Act, Cabinet, Finding, Record, Who
from placet.rules import who as whos
from placet.rules.archive import CabinetArchive
from placet.rules.compile import Compiled, compiled
from placet.rules.context import Context, zone_of
from placet.rules.demands.acts import Acts, Demanded
from placet.rules.demands.assertion import passes
from placet.rules.scope import Environments
from placet.rules.wording import phrase
from placet.standing import Standing, standing
from placet.workdays import CalendarMissing

_COMMON = "common"


class Entitlement:
    """What one act, as it is about to be signed on a record of the cabinet, will be worth on its own day."""

    def __init__(self, cabinet: Cabinet, record: Record, act: Act) -> None:
        self._cabinet, self._record, self._act = cabinet, record, act
        self._rules = {(record.unit, record.kind): tuple(self._compiled())}
        zone, since = zone_of(cabinet.config), cabinet.config.since
        self._archive = CabinetArchive(
            cabinet,
            Directory.of(cabinet),
            self._rules,
            act.at,
            zone,
            lambda one: standing(one, cabinet.units[one.unit], cabinet.kinds.get(one.kind), since=since),
        )
        self._facts = self._archive.facts(record)
        self._done = Standing(act, valid=True, grade=act.evidence)

    def barred(self) -> Finding | None:
        """CMD130 when the register's table does not let this person do the act on that day, in this post.

        A post that the person does not hold at all is left to the signature's own check (SIG018).
        """
        declared = self._facts.kind.acts[self._act.act]
        if not declared.by or whos.fits(declared.by, self._done, self._facts) or not self._is_held():
            return None
        return Finding("CMD130", self._record.where(""), self._words(declared.by) | {"kind": self._facts.kind.title})

    def narrower(self) -> tuple[Finding, ...]:
        """CMD131 for each article that demands the act of somebody else, unless the act serves one that demands it."""
        found = []
        for rule, demanded in self._demanded():
            listed = whos.elements(demanded.each, self._facts)
            if any(self._serves(demanded, element) for element in listed):
                return ()
            words = self._words(demanded.by, demanded.each, listed[0] if listed else "")
            article = {"regulation": rule.regulation.title, "article": str(rule.rule.article)}
            found.append(Finding("CMD131", self._record.where(""), words | article, rule.rule.says))
        return tuple(found)

    def _is_held(self) -> bool:
        """Whether the post acted in is none, or one that the person holds or is entrusted with."""
        act, record, unit, day = self._act, self._record, self._facts.unit, self._facts.today
        if not act.post or office.holds(unit, act.by, act.post, day):
            return True
        return office.delegation(unit, act.by, act.post, day, act.act, record.register, record.kind) is not None

    def _serves(self, demanded: Demanded, element: str) -> bool:
        return whos.fits(demanded.by, self._done, self._facts, demanded.each, element, demanded.delegates)

    def _demanded(self) -> Iterator[tuple[Compiled, Demanded]]:
        """Each demand for this act by a rule that applies to the record as it is."""
        facts, cabinet = self._facts, self._cabinet
        day = facts.day or facts.today
        for rule in self._rules[self._record.unit, self._record.kind]:
            context = Context(facts, self._archive, cabinet.kinds, cabinet.calendars, rule.rule.before, rule.rule.says)
            if rule.cadence is None and rule.in_force(day) and _applies(rule, context):
                stages = (stage for demand, _ in rule.demands if isinstance(demand, Acts) for stage in demand.stages)
                yield from ((rule, one) for stage in stages for one in stage if one.act == self._act.act)

    def _compiled(self) -> Iterator[Compiled]:
        cabinet, record = self._cabinet, self._record
        environments = Environments(cabinet.kinds, cabinet.calendars)
        for regulation in cabinet.regulations:
            if regulation.unit in (record.unit, _COMMON):
                for rule in regulation.rules:
                    if record.kind in rule.on:
                        only = replace(rule, on=(record.kind,))
                        yield from compiled(only, regulation, cabinet.units[record.unit], environments)[0]

    def _words(self, by: tuple[Who, ...], each: str = "", element: str = "") -> dict[str, str]:
        """Who would sign, the act, and who may: the posts, and the persons who could on that day."""
        facts, act = self._facts, self._act
        _, persons = whos.everyone(by, facts, act.act, each, element)
        names = phrase("and").join(office.name(facts.unit, one) for one in persons)
        return {
            "name": office.name(facts.unit, act.by),
            "act": facts.act_title(act.act),
            "day": facts.today.isoformat(),
            "who": whos.words(by, facts, each, element),
            "names": names or "—",
        }


def _applies(rule: Compiled, context: Context) -> bool:
    try:
        return passes(rule.when, context) is True
    except CalendarMissing:
        return False
