"""A rule's machine reading in words: its demands, its condition, and its worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from placet import office
from placet.model import Example, Field, Kind, Rule, Unit
from placet.pages.view import View
from placet.rules.condition import said
from placet.rules.wording import phrase


def rule_sentences(view: View, rule: Rule) -> tuple[str, ...]:
    """Return one sentence for each demand of a rule, once for each kind of register it judges differently."""
    found = [
        _before(view, compiled.kind, before) + demand.plain(compiled.kind, compiled.unit)
        for compiled in view.by_rule.get(id(rule), ())
        for demand, before in compiled.demands
    ]
    return tuple(dict.fromkeys(found))


def lines(sentence: str) -> tuple[str, ...]:
    """Return a sentence cut into its opening and its numbered conditions; whole where it has none."""
    found: list[str] = []
    rest = sentence
    for numeral in phrase("numerals"):
        mark = phrase("semicolon" if found else "colon")
        head, numbered, tail = rest.partition(f"{mark}{numeral}")
        if not numbered:
            break
        found.append(f"{head}{mark}")
        rest = f"{numeral}{tail}"
    return (*found, rest)


def condition(view: View, unit: Unit | None, rule: Rule) -> str:
    """Return when a rule applies, in words; "" when it always does or its register is not known."""
    kind = _kind(view, rule)
    return said(rule.when, kind, unit, clause=True) if rule.when and kind and unit else ""


def expressions(rule: Rule) -> tuple[str, ...]:
    """Return the expressions a rule is written with, as its author wrote them."""
    written = rule.demands.get("assert", ())
    asserts = (written,) if isinstance(written, str) else tuple(str(one) for one in written)
    return tuple(" ".join(one.split()) for one in (rule.when, *asserts) if one)


def example_sentence(view: View, unit: Unit | None, rule: Rule, example: Example) -> str:
    """Return a worked example in words: what is given, then the acts done and by whom."""
    kind = _kind(view, rule)
    given = view.words("list-comma").join(
        f"{_title(kind, name)} {_value(view, unit, kind.fields.get(name) if kind else None, value)}"
        for name, value in example.given.items()
    )
    acts = view.words("list-and").join(_act(view, unit, kind, act) for act in example.acts)
    return (
        example.note
        or view.words("list-then").join(part for part in (given, acts) if part)
        or view.words("example-empty")
    )


def kinds(view: View, rule: Rule) -> str:
    """Return the titles of the register kinds a rule judges."""
    return view.words("list-and").join(
        view.cabinet.kinds[kind].title if kind in view.cabinet.kinds else kind for kind in rule.on
    )


def _kind(view: View, rule: Rule) -> Kind | None:
    return next((view.cabinet.kinds[kind] for kind in rule.on if kind in view.cabinet.kinds), None)


def _title(kind: Kind | None, name: str) -> str:
    return kind.fields[name].title if kind and name in kind.fields else name


def _value(view: View, unit: Unit | None, field: Field | None, value: Any) -> str:
    """Return a value given in an example, by the titles of its field; objects as their parts in brackets."""
    if isinstance(value, (list, tuple)):
        items = field.items if field else None
        return view.words("list-and").join(_value(view, unit, items, item) for item in value) or view.words("nothing")
    if isinstance(value, Mapping):
        known = field.properties if field else {}
        parts = (
            f"{known[name].title if name in known else name} {_value(view, unit, known.get(name), part)}"
            for name, part in value.items()
        )
        return view.words("bracketed", text=view.words("list-comma").join(parts))
    if isinstance(value, bool):
        return view.words("yes" if value else "no")
    if str(value) == "this":
        return view.words("this-record")
    return _named(unit, field, str(value))


def _named(unit: Unit | None, field: Field | None, value: str) -> str:
    if field and field.type == "choice":
        return field.choice_titles.get(value, value)
    if unit and field and field.type == "section":
        return unit.sections.get(value, value)
    if unit and field and field.type == "body" and value in unit.bodies:
        return unit.bodies[value].title
    return office.title(unit, value) if unit and value in unit.posts else value


def _act(view: View, unit: Unit | None, kind: Kind | None, act: Any) -> str:
    """Return an act of an example, 签发（甲）. A person of an example is named by a post or by a letter."""
    if not isinstance(act, str):
        return _act_title(view, kind, str(act.get("act", "")))
    name, *rest = act.split()
    title = _act_title(view, kind, name)
    words = [_named(unit, None, word) for word in rest if word != "by"]
    return view.words("act-by", act=title, who=" ".join(words)) if words else title


def _before(view: View, kind: Kind, act: str) -> str:
    return view.words("before", act=_act_title(view, kind, act)) if act else ""


def _act_title(view: View, kind: Kind | None, act: str) -> str:
    if kind and act in kind.acts:
        return kind.acts[act].title
    return view.words("act-number") if act == "number" else act
