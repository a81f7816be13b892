"""Who decides: which acts in which registers a post may do, by which articles; what a body decides, and how often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from placet.model import ActKind, Kind, Rule, Unit, Who
from placet.pages.plain import expressions
from placet.rules.compile import Compiled
from placet.rules.conjuncts import conjuncts
from placet.rules.demands.acts import Acts
from placet.rules.demands.deadline import Deadline
from placet.rules.demands.decision import Decision
from placet.rules.literals import tokens
from placet.rules.variables import ACTS
from placet.rules.who import FIELD, posts

#: The relations by which a post as such is meant, not a person whom a paper names.
_OFFICIAL = ("post", "portfolio", "member", "chair")


@dataclass(frozen=True)
class Duty:
    """An act that a post may do in the registers of a kind: how it comes to it, and the rules that speak of it.

    `relations` are post, portfolio, member and chair; `rules` ask the act of this post, `limits` say what else of it:
    within what time, after what, or what must be so before.
    """

    kind: str
    act: str
    relations: tuple[str, ...]
    rules: tuple[Compiled, ...]
    limits: tuple[Compiled, ...]


def duties(unit: Unit, kinds: Sequence[Kind], rules: Sequence[Compiled], day: date) -> Mapping[str, tuple[Duty, ...]]:
    """Return what each post of a unit may do in registers of these kinds, by the rules in force on that day.

    In the order of kinds and of their acts. A rule counts for a post where it asks the act of it.
    """
    binding = [rule for rule in rules if rule.unit.id == unit.id and rule.in_force(day)]
    by_kind: dict[str, list[Compiled]] = defaultdict(list)
    for rule in binding:
        by_kind[rule.kind.id].append(rule)
    found: dict[str, list[Duty]] = {post: [] for post in unit.posts}
    for kind in kinds:
        for act in kind.acts.values():
            for post, duty in _of_act(unit, kind, act, by_kind[kind.id]):
                found[post].append(duty)
    return {post: tuple(listed) for post, listed in found.items()}


def _of_act(unit: Unit, kind: Kind, act: ActKind, rules: Sequence[Compiled]) -> Iterator[tuple[str, Duty]]:
    relations: dict[str, dict[str, None]] = defaultdict(dict)
    asked: dict[str, dict[str, Compiled]] = defaultdict(dict)
    _note(unit, act.by, relations)
    for rule in rules:
        for by in _asked(rule, act.id):
            for post in _note(unit, by, relations):
                asked[post][f"{rule.regulation.path}#{rule.rule.id}"] = rule
    limits = [rule for rule in rules if _limits(rule, act.id)]
    for post in unit.posts:
        if post in relations:
            own = tuple(asked[post].values())
            known = {id(rule) for rule in own}
            more = tuple(rule for rule in limits if id(rule) not in known)
            yield post, Duty(kind.id, act.id, tuple(relations[post]), own, more)


def _note(unit: Unit, by: Sequence[Who], relations: dict[str, dict[str, None]]) -> list[str]:
    """Note by which relation each post meant by `by` is meant, and return these posts."""
    found = []
    for who in by:
        for post in _meant(unit, who):
            relations[post][who.relation] = None
            found.append(post)
    return found


def _meant(unit: Unit, who: Who) -> tuple[str, ...]:
    """The posts that may be meant; where a field of the paper names the section, those in charge of any."""
    if who.relation == "portfolio":
        return tuple(post.id for post in unit.posts.values() if post.portfolio)
    if who.relation not in _OFFICIAL or who.value.startswith(FIELD):
        return ()
    return posts(who, unit, who.value)


def _asked(rule: Compiled, act: str) -> Iterator[tuple[Who, ...]]:
    for demand, _ in rule.demands:
        for stage in demand.stages if isinstance(demand, Acts) else ():
            yield from (one.by for one in stage if one.act == act)


def _limits(rule: Compiled, act: str) -> bool:
    timed = any(
        isinstance(demand, Deadline) and (demand.event.relation, demand.event.name) == ("act", act)
        for demand, _ in rule.demands
    )
    return timed or rule.rule.before == act or act in _named(rule.rule)


@lru_cache(maxsize=4096)
def _named_by(source: str) -> frozenset[str]:
    """The acts an expression speaks of: at.issue, done.issue, by.issue."""
    texts = [token.text for token in tokens(source)]
    return frozenset(
        act for head, dot, act in zip(texts, texts[1:], texts[2:], strict=False) if dot == "." and f"{head}." in ACTS
    )


def _named(rule: Rule) -> frozenset[str]:
    return frozenset(act for source in expressions(rule) for act in _named_by(source))


def decided(unit: Unit, body: str, rules: Sequence[Compiled], day: date) -> tuple[Compiled, ...]:
    """Return the rules in force that send papers to a body."""
    return tuple(
        rule
        for rule in rules
        if rule.unit.id == unit.id
        and rule.in_force(day)
        and any(isinstance(demand, Decision) and demand.body == body for demand, _ in rule.demands)
    )


def rhythms(unit: Unit, body: str, rules: Sequence[Compiled]) -> tuple[Compiled, ...]:
    """Return the rules that ask how often a body meets: those on minutes whose condition names the body.

    Where a unit has one body alone, a rule on minutes need not name it.
    """
    return tuple(rule for rule in rules if rule.unit.id == unit.id and body in meeting_bodies(rule))


def meeting_bodies(rule: Compiled) -> tuple[str, ...]:
    """Return the bodies whose meetings a rule counts, none where it counts none or does not say."""
    meeting, bodies = rule.kind.meeting, tuple(rule.unit.bodies)
    if meeting is None or rule.cadence is None:
        return ()
    where = rule.cadence.where.source if rule.cadence.where else ""
    said = {part for source in (rule.rule.when, where) if source for part in conjuncts(source, frozenset()).own}
    named = tuple(body for body in bodies if f'{meeting.body} == "{body}"' in said)
    return named or (bodies if len(bodies) == 1 else ())
