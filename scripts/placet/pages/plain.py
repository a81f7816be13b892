"""A rule's machine reading in words: its demands, its condition with titles for names, and its worked examples."""

from __future__ import annotations

import re
from typing import Any

from placet.model import Example, Kind, Rule, Unit
from placet.pages.view import View

_NAME = re.compile(r'"[^"]*"|[A-Za-z_][\w.]*|&&|\|\||>=|<=|==|!=|!')
_SIGNS = {
    "&&": "gloss-and",
    "||": "gloss-or",
    ">=": "gloss-from",
    "<=": "gloss-to",
    "==": "gloss-is",
    "!=": "gloss-is-not",
    "!": "gloss-not",
}


def rule_sentences(view: View, rule: Rule) -> tuple[str, ...]:
    """Return one sentence for each demand of a rule, once for each kind of register it judges differently."""
    found = [
        _before(view, compiled.kind, before) + demand.plain(compiled.kind, compiled.unit)
        for compiled in view.outcome.rules
        if compiled.rule is rule
        for demand, before in compiled.demands
    ]
    return tuple(dict.fromkeys(found))


def condition(view: View, unit: Unit | None, rule: Rule) -> str:
    """Return when a rule applies, with titles for the names of its expression; "" when it always does.

    An expression with calls is left to its own notation: names alone would not make a sentence of it.
    """
    if "(" in rule.when:
        return ""
    return _NAME.sub(lambda found: _gloss(view, unit, rule, found.group()), rule.when)


def example_sentence(view: View, rule: Rule, example: Example) -> str:
    """Return a worked example in words: what is given, then the acts done."""
    kind = _kind(view, rule)
    given = "，".join(f"{_title(kind, name)} {_value(kind, name, value)}" for name, value in example.given.items())
    acts = "、".join(_act(view, kind, act) for act in example.acts)
    return example.note or "；".join(part for part in (given, acts) if part) or view.words("example-empty")


def kinds(view: View, rule: Rule) -> str:
    """Return the titles of the register kinds a rule judges."""
    return "、".join(view.cabinet.kinds[kind].title if kind in view.cabinet.kinds else kind for kind in rule.on)


def _kind(view: View, rule: Rule) -> Kind | None:
    return next((view.cabinet.kinds[kind] for kind in rule.on if kind in view.cabinet.kinds), None)


def _title(kind: Kind | None, name: str) -> str:
    return kind.fields[name].title if kind and name in kind.fields else name


def _value(kind: Kind | None, name: str, value: Any) -> str:
    field = kind.fields.get(name) if kind else None
    if isinstance(value, (list, tuple)):
        return "、".join(_value(kind, name, item) for item in value)
    return field.choice_titles.get(str(value), str(value)) if field else str(value)


def _act(view: View, kind: Kind | None, act: Any) -> str:
    words = act if isinstance(act, str) else " ".join(str(part) for part in (act.get("act"), act.get("on")) if part)
    name, _, rest = words.partition(" ")
    return f"{_act_title(view, kind, name)} {rest}".strip()


def _before(view: View, kind: Kind, act: str) -> str:
    return view.words("before", act=_act_title(view, kind, act)) if act else ""


def _act_title(view: View, kind: Kind | None, act: str) -> str:
    if kind and act in kind.acts:
        return kind.acts[act].title
    return view.words("act-number") if act == "number" else act


def _gloss(view: View, unit: Unit | None, rule: Rule, word: str) -> str:
    if word.startswith('"'):
        return _choice(view, rule, word)
    if word in _SIGNS:
        return view.words(_SIGNS[word])
    head, _, tail = word.partition(".")
    kind = _kind(view, rule)
    if head in ("filled", "done", "at", "by") and tail:
        title = _act_title(view, kind, tail) if head != "filled" else _title(kind, tail)
        return view.words(f"gloss-{head}", name=title)
    if head == "param" and unit:
        return unit.parameter_titles.get(tail, tail)
    return _title(kind, word)


def _choice(view: View, rule: Rule, word: str) -> str:
    kind = _kind(view, rule)
    fields = kind.fields.values() if kind else ()
    titles = {key: title for field in fields for key, title in field.choice_titles.items()}
    return f"“{titles.get(word[1:-1], word[1:-1])}”"
