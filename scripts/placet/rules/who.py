"""Who may do an act: from a rule's data to posts, persons and words, on the day in question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from placet import office
from placet.model import Kind, Unit, Who
from placet.rules.context import Facts
from placet.rules.wording import phrase
from placet.standing import Standing

RELATIONS = ("post", "portfolio", "person", "member", "chair")
ANYONE = "anyone"
FIELD = "field:"


def values(who: Who, facts: Facts, each: str = "", element: str = "") -> tuple[str, ...]:
    """The posts, sections, persons or bodies meant: named outright, or found in the record (none while it is empty).

    Of a list field any of its items is meant, unless the act is demanded for `each` of them: then `element` is.
    """
    name = who.value
    if who.relation in ("portfolio", "person"):
        name = FIELD + name.removeprefix(FIELD)
    if not name.startswith(FIELD):
        return (name,)
    key = name.removeprefix(FIELD)
    if key == each:
        return (element,)
    found = facts.record.fields.get(key)
    listed = found if isinstance(found, tuple | list) else (found,)
    return tuple(one for one in listed if isinstance(one, str) and one)


def elements(each: str, facts: Facts) -> tuple[str, ...]:
    """The elements of a list field on account of each of which an act is demanded; one "" where no field is named."""
    if not each:
        return ("",)
    listed = facts.record.fields.get(each, ())
    return tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, tuple | list) else ()


def posts(who: Who, unit: Unit, named: str) -> tuple[str, ...]:
    """The posts whose holders are meant; empty for relations that name persons."""
    if who.relation == "post":
        return (named,) if named else ()
    if who.relation == "portfolio":
        return office.in_charge(unit, named)
    body = unit.bodies.get(named)
    if body is None:
        return ()
    if who.relation == "member":
        return body.voting
    return body.chair if who.relation == "chair" else ()


def persons(who: Who, facts: Facts, day: date, act: str, each: str = "", element: str = "") -> tuple[str, ...]:
    """Who could act on that day: holders who are not away, or their delegates when all of them are."""
    named = values(who, facts, each, element)
    if who.relation == "person":
        return named
    found: list[str] = []
    for post in (post for one in named for post in posts(who, facts.unit, one)):
        present = [one for one in office.holders(facts.unit, post, day) if not office.absent(facts.unit, one, day)]
        if not present and who.relation in ("post", "portfolio"):
            record = facts.record
            present += office.delegates(facts.unit, post, day, act, record.register, record.kind)
        found += present
    return tuple(dict.fromkeys(found))


def fits(
    whos: Sequence[Who], standing: Standing, facts: Facts, each: str = "", element: str = "", delegates: bool = True
) -> bool:
    """Whether an act was done by one who may do it, in the post it was signed in, on the day it was done."""
    return any(
        _fits(who, standing, facts, named, delegates)
        for who in whos
        for named in ((who.value,) if who.relation == ANYONE else values(who, facts, each, element))
    )


def proven(facts: Facts, act: str) -> tuple[Standing, ...]:
    """The acts of this name with evidence, whoever did them; notes only where the register lets anyone act."""
    declared = facts.kind.acts.get(act)
    free = declared is not None and any(who.relation == ANYONE for who in declared.by)
    return tuple(one for one in facts.lines(act) if one.grade or free)


def entitled(facts: Facts, act: str) -> tuple[Standing, ...]:
    """The acts of this name by those who may do it according to the register, in the order of the slip.

    Where the register does not say who may, whoever signed counts.
    """
    found = facts.entitled.get(act)
    if found is None:
        declared = facts.kind.acts.get(act)
        by = declared.by if declared is not None else ()
        found = tuple(one for one in facts.lines(act) if (fits(by, one, facts) if by else one.grade))
        facts.entitled[act] = found
    return found


def _fits(who: Who, standing: Standing, facts: Facts, named: str, delegates: bool) -> bool:
    act = standing.act
    if who.relation == ANYONE:
        return True
    if not standing.grade:
        return False
    if who.relation == "person":
        return bool(named) and act.by == named
    day = facts.local(act.at).date()
    found = posts(who, facts.unit, named)
    if who.relation == "member":
        return any(office.holds(facts.unit, act.by, post, day) for post in found)
    return any(_in_post(post, standing, facts, day, delegates) for post in found)


def _in_post(post: str, standing: Standing, facts: Facts, day: date, delegates: bool) -> bool:
    act, record = standing.act, facts.record
    if office.holds(facts.unit, act.by, post, day):
        return act.post in ("", post)
    if not delegates:
        return False
    entry = office.delegation(facts.unit, act.by, post, day, act.act, record.register, record.kind)
    return entry is not None and act.post in ("", post, entry.to)


def words(whos: Sequence[Who], facts: Facts, each: str = "", element: str = "") -> str:
    """Who is meant, in the unit's own titles and names."""
    said = [
        _words(who, facts.unit, named, facts) for who in whos for named in (values(who, facts, each, element) or ("",))
    ]
    return phrase("or").join(dict.fromkeys(said))


def _words(who: Who, unit: Unit, named: str, facts: Facts) -> str:
    if who.relation == ANYONE:
        return phrase("anyone")
    if not named:
        return phrase("unnamed", field=facts.field_title(who.value.removeprefix(FIELD)))
    if who.relation == "person":
        return office.name(unit, named)
    if who.relation == "member":
        body = unit.bodies.get(named)
        return phrase("member", body=body.title if body else named)
    titles = [office.title(unit, post) for post in posts(who, unit, named)]
    return phrase("or").join(titles) or phrase("nobody", section=unit.sections.get(named, named))


def everyone(
    whos: Sequence[Who], facts: Facts, act: str, each: str = "", element: str = ""
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The posts and the persons awaited today for an act; a post that everyone holds names nobody."""
    today = facts.today
    named = [(who, one) for who in whos for one in values(who, facts, each, element)]
    all_posts = [post for who, one in named for post in posts(who, facts.unit, one)]
    all_persons = [
        one
        for who in whos
        if not (who.relation == "post" and who.value in facts.unit.posts and facts.unit.posts[who.value].everyone)
        for one in persons(who, facts, today, act, each, element)
    ]
    return tuple(dict.fromkeys(all_posts)), tuple(dict.fromkeys(all_persons))


def generally(by: Sequence[Who], kind: Kind, unit: Unit) -> str:
    """Who is meant in general, with no record at hand."""
    return phrase("or").join(_general(one, kind, unit) for one in by)


def _general(one: Who, kind: Kind, unit: Unit) -> str:
    name = one.value.removeprefix(FIELD)
    declared = kind.fields.get(name)
    from_field = declared is not None and (one.value != name or one.relation in ("portfolio", "person"))
    title = declared.title if declared is not None and from_field else ""
    if one.relation == ANYONE:
        return phrase("anyone")
    if one.relation in ("portfolio", "person"):
        return phrase(f"general-{one.relation}", field=title)
    if one.relation == "post":
        return title or office.title(unit, name)
    body = unit.bodies[name].title if name in unit.bodies else title
    return phrase(one.relation, body=body)
