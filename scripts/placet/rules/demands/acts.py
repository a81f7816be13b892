"""`acts`: the slip has these acts, by those who may do them, in an order that the signatures prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from placet import office
from placet.model import Finding, Kind, Place, Status, Unit, Wait, Who
from placet.rules import who as whos
from placet.rules.altering import of_act
from placet.rules.breaking import Breaking
from placet.rules.context import MET, NUMBER, Context, Facts, Partial
from placet.rules.scope import EVIDENCE, Scope
from placet.rules.wording import phrase
from placet.standing import Standing

#: What stands for no evidence, and for whichever there is.
_NO_GRADE, _ANY_GRADE = "none", "any"
_KEYS = ("by", "count", "each", "evidence", "delegates")


@dataclass(frozen=True, slots=True)
class Demanded:
    """One act that is demanded; `each` names a list field, for one act on account of every element."""

    act: str
    by: tuple[Who, ...]
    count: int = 1
    each: str = ""
    evidence: str = ""
    delegates: bool = True


class Found(msgspec.Struct, frozen=True, gc=False):
    """What the slip has for one demanded act: the acts that serve, or why none does."""

    chosen: tuple[Standing, ...]
    reasons: tuple[Finding, ...] = ()
    waits: tuple[Wait, ...] = ()
    out_of_order: bool = False


@dataclass(frozen=True, slots=True)
class Acts:
    """Stages in proven order, each a set of acts in any order."""

    stages: tuple[tuple[Demanded, ...], ...]

    def judge(self, context: Context) -> Partial:
        """Met when every act of every stage is there and each stage saw the ones before it."""
        earlier: tuple[Standing, ...] = ()
        reasons: list[Finding] = []
        waits: tuple[Wait, ...] = ()
        early_waits = False
        for stage in self.stages:
            found = [one for demanded in stage for one in _found(demanded, context, earlier)]
            reasons += [reason for one in found for reason in one.reasons]
            if not early_waits:
                waits = tuple(wait for one in found for wait in one.waits)
                early_waits = bool(waits)
            earlier += tuple(standing for one in found for standing in one.chosen)
        if not reasons:
            return MET
        status = context.unmet
        return Partial(status, tuple(reasons), waits if status is Status.WAITING else ())

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """Each demanded act left out, in other hands, out of order, or without evidence."""
        for demanded in (one for stage in self.stages for one in stage):
            yield from of_act(context.facts, demanded.act)

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The stages in words."""
        said = [phrase("and").join(_said(one, kind, unit) for one in stage) for stage in self.stages]
        return phrase("acts-in-order" if len(said) > 1 else "acts", acts=phrase("then").join(said))


def _said(one: Demanded, kind: Kind, unit: Unit) -> str:
    title = kind.acts[one.act].title
    key = "act-each" if one.each else "act-count" if one.count > 1 else "act"
    each = kind.fields[one.each].title if one.each else ""
    return phrase(key, who=whos.generally(one.by, kind, unit), act=title, count=str(one.count), each=each)


def _found(demanded: Demanded, context: Context, earlier: tuple[Standing, ...]) -> list[Found]:
    return [_one(demanded, context, earlier, element) for element in whos.elements(demanded.each, context.facts)]


def _one(demanded: Demanded, context: Context, earlier: tuple[Standing, ...], element: str) -> Found:
    """The earliest acts that serve: right person, strong enough, having seen what they had to see, in time."""
    facts = context.facts
    candidates = facts.lines(demanded.act)
    each, delegates = demanded.each, demanded.delegates
    fitting = [one for one in candidates if whos.fits(demanded.by, one, facts, each, element, delegates)]
    strong = [one for one in fitting if _grade(one.grade) >= _grade(demanded.evidence)]
    ordered = [one for one in strong if all(before.act.line in one.sees for before in earlier)]
    timely = [one for one in ordered if _before(one, context)]
    by_person: dict[str, Standing] = {}
    for one in timely:
        by_person.setdefault(one.act.by, one)
    if len(by_person) >= demanded.count:
        return Found(tuple(by_person.values())[: demanded.count])
    title = facts.act_title(demanded.act)
    reasons = _why(demanded, context, (candidates, fitting, strong, ordered, timely), earlier, element)
    posts, persons = whos.everyone(demanded.by, facts, demanded.act, demanded.each, element)
    left = tuple(one for one in persons if one not in by_person)
    return Found(tuple(by_person.values()), reasons, (Wait(title, posts, left),))


def _grade(evidence: str) -> int:
    return EVIDENCE.index(evidence) + 1 if evidence in EVIDENCE else 0


def _before(one: Standing, context: Context) -> bool:
    """Whether an act lies before the one the rule guards, as far as the slip can prove it."""
    guarded = context.before_act
    if guarded is None:
        return True
    if context.before == NUMBER or not guarded.grade:
        return one.act.line < guarded.act.line
    return one.act.line in guarded.sees


#: Acts of the right name; of the right person; with enough evidence; having seen the earlier stages; in time.
Sieves = tuple[Sequence[Standing], Sequence[Standing], Sequence[Standing], Sequence[Standing], Sequence[Standing]]


def _why(
    demanded: Demanded, context: Context, sieves: Sieves, earlier: tuple[Standing, ...], element: str
) -> tuple[Finding, ...]:
    """Why too few acts came through: the narrowest sieve that stopped one speaks."""
    facts = context.facts
    candidates, fitting, strong, ordered, timely = sieves
    act = facts.act_title(demanded.act)
    allowed = whos.words(demanded.by, facts, demanded.each, element)
    if timely:
        persons = {one.act.by for one in timely}
        return (context.reason("VER003", act=act, who=allowed, count=str(demanded.count), have=str(len(persons))),)
    if ordered:
        before = facts.act_title(context.before)
        return (context.reason("VER006", _place(facts, ordered[0]), act=act, before=before),)
    if strong:
        one = strong[-1]
        unseen = next(before for before in earlier if before.act.line not in one.sees)
        name, first = office.name(facts.unit, one.act.by), facts.act_title(unseen.act.act)
        return (context.reason("VER002", _place(facts, one), act=act, person=name, earlier=first),)
    if fitting:
        one = fitting[-1]
        grades = {"grade": one.grade or _NO_GRADE, "needed": demanded.evidence or _ANY_GRADE}
        return (context.reason("VER005", _place(facts, one), act=act, **grades),)
    if candidates:
        one = candidates[-1]
        name = office.name(facts.unit, one.act.by)
        if not one.grade:
            grades = {"grade": _NO_GRADE, "needed": demanded.evidence or _ANY_GRADE}
            return (context.reason("VER005", _place(facts, one), act=act, **grades),)
        if one.act.post:
            post = office.title(facts.unit, one.act.post)
            return (context.reason("VER008", _place(facts, one), act=act, person=name, post=post, who=allowed),)
        return (context.reason("VER004", _place(facts, one), act=act, person=name, who=allowed),)
    void = [one for one in facts.standings if one.act.act == demanded.act]
    if void:
        name = office.name(facts.unit, void[-1].act.by)
        return (context.reason("VER007", _place(facts, void[-1]), act=act, person=name, who=allowed),)
    return (context.reason("VER001", act=act, who=allowed),)


def _place(facts: Facts, one: Standing) -> Place:
    return Place(facts.record.slip_path, one.act.line, 1)


def read(data: Any, scope: Scope, key: str) -> Acts | None:
    """The demand from its data: a list, a mapping of acts, or `stages`. Faults are reported to the scope."""
    if isinstance(data, list | tuple):
        stage = [_demanded(name, None, scope, f"{key}[{index}]") for index, name in enumerate(data)]
        return _acts([stage], scope, key)
    if isinstance(data, str):
        return _acts([[_demanded(data, None, scope, key)]], scope, key)
    if not isinstance(data, Mapping):
        scope.fault("RUL018", key, expected="[act, …] | {act: who} | {stages: […]}")
        return None
    if "stages" not in data:
        return _acts([_stage(data, scope, key)], scope, key)
    if not scope.mapping(data, ("stages",), key):
        return None
    stages = data["stages"] if isinstance(data["stages"], list | tuple) else []
    return _acts([_stage(one, scope, f"{key}.stages[{index}]") for index, one in enumerate(stages)], scope, key)


def _stage(data: Any, scope: Scope, key: str) -> list[Demanded | None]:
    if isinstance(data, str):
        return [_demanded(data, None, scope, key)]
    if isinstance(data, list | tuple):
        return [_demanded(name, None, scope, f"{key}[{index}]") for index, name in enumerate(data)]
    if not isinstance(data, Mapping):
        scope.fault("RUL018", key, expected="{act: who}")
        return [None]
    return [_demanded(name, details, scope, f"{key}.{name}") for name, details in data.items()]


def _acts(stages: list[list[Demanded | None]], scope: Scope, key: str) -> Acts | None:
    if not stages or not all(stages):
        scope.fault("RUL018", key, expected="[act, …]")
        return None
    if any(one is None for stage in stages for one in stage):
        return None
    return Acts(tuple(tuple(one for one in stage if one is not None) for stage in stages))


def _demanded(name: Any, details: Any, scope: Scope, key: str) -> Demanded | None:
    if not scope.act(name, key):
        return None
    if details is None or details == {}:
        return _by_the_table(name, scope, key)
    if not isinstance(details, Mapping) or not set(details) & set(_KEYS):
        by = scope.who(details, key)
        return Demanded(name, by) if by else None
    if not scope.mapping(details, _KEYS, key):
        return None
    each = str(details.get("each", ""))
    if each and scope.field_of(each, f"{key}.each", ("list",)) is None:
        return None
    evidence = str(details.get("evidence", ""))
    if evidence and not scope.known("RUL024", evidence, EVIDENCE, f"{key}.evidence"):
        return None
    count = scope.number(details.get("count", 1), f"{key}.count")
    if "by" in details:
        by = scope.who(details["by"], f"{key}.by")
    else:
        table = _by_the_table(name, scope, key)
        by = table.by if table else None
    if by is None or count is None:
        return None
    return Demanded(name, by, count, each, evidence, details.get("delegates", True) is not False)


def _by_the_table(name: str, scope: Scope, key: str) -> Demanded | None:
    by = scope.kind.acts[name].by
    if not by:
        scope.fault("RUL018", key, expected="by")
        return None
    posts = [one.value for one in by if one.relation == "post" and not one.value.startswith(whos.FIELD)]
    known = [scope.known("RUL004", post, scope.unit.posts, key) for post in posts]
    return Demanded(name, by) if all(known) else None
