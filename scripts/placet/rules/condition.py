"""A condition in plain words: the author's expression with the register's own titles in place of names and signs."""

from __future__ import annotations

from collections.abc import Mapping

from placet.model import Field, Kind, Unit
from placet.rules import literals
from placet.rules.literals import LiteralFault, Token
from placet.rules.wording import phrase, signs

_OWN = {"day": "own-day", "as_of": "as-of", "numbered": "record-numbered", "title": "record-title"}
_OWN |= {"refers": "record-refers", "attachments": "record-attachments", "body": "record-body"}


def said(source: str, kind: Kind, unit: Unit) -> str:
    """The expression in words; as written where it cannot be cut into tokens."""
    try:
        cut = literals.tokens(source)
    except LiteralFault:
        return source
    pieces: list[str] = []
    index = 0
    while index < len(cut):
        index, piece = _piece(cut, index, kind, unit)
        pieces.append(piece)
    return "".join(pieces).strip()


def _piece(cut: tuple[Token, ...], index: int, kind: Kind, unit: Unit) -> tuple[int, str]:
    """The words of the token (or dotted name) at `index`, and where the next begins."""
    token = cut[index]
    if token.text == "!" and index + 1 < len(cut) and cut[index + 1].kind == "name":
        after, parts = _dotted(cut, index + 1)
        if parts[0] in ("done", "filled") and not _called(cut, after):
            return after, _name(parts, kind, unit, negated=True)
    if token.kind == "name":
        after, parts = _dotted(cut, index)
        if _called(cut, after):
            return index + 1, signs().get(f"{token.text}(", token.text)
        return after, signs().get(parts[0], "") or _name(parts, kind, unit)
    if token.kind == "string":
        return index + 1, _text(token.text, kind, unit)
    return index + 1, signs().get(token.text, token.text)


def _dotted(cut: tuple[Token, ...], index: int) -> tuple[int, list[str]]:
    parts = [cut[index].text]
    while (
        index + 2 < len(cut)
        and cut[index + 1].text == "."
        and cut[index + 2].kind == "name"
        and not _called(cut, index + 3)
    ):
        index += 2
        parts.append(cut[index].text)
    return index + 1, parts


def _called(cut: tuple[Token, ...], index: int) -> bool:
    return index < len(cut) and cut[index].text == "("


def _name(parts: list[str], kind: Kind, unit: Unit, *, negated: bool = False) -> str:
    head, rest = parts[0], parts[1:]
    if head in kind.fields:
        return phrase("quoted", text=kind.fields[head].title) if not rest else ".".join(parts)
    if not rest:
        return phrase(_OWN[head]) if head in _OWN else head
    if head == "param":
        return unit.parameter_titles.get(rest[0], rest[0])
    if head == "this":
        return phrase("this-own", title=_name(rest, kind, unit))
    if head == "filled" and rest[0] != "data":
        title = kind.fields[rest[0]].title if rest[0] in kind.fields else rest[0]
        return phrase("not-filled" if negated else "is-filled", title=title)
    return _of_act(head, rest, kind, negated=negated)


def _of_act(head: str, rest: list[str], kind: Kind, *, negated: bool) -> str:
    if head == "filled":
        title = _of_act("data", rest[1:], kind, negated=False)
        return phrase("not-filled" if negated else "is-filled", title=title)
    act = kind.acts.get(rest[0])
    title = act.title if act is not None else rest[0]
    if head == "done":
        return phrase("not-done" if negated else "is-done", title=title)
    if head in ("at", "by"):
        return phrase(f"{head}-act", title=title)
    if head == "data" and len(rest) == 2:
        data: Mapping[str, Field] = act.data if act is not None else {}
        return phrase("of-act", act=title, title=data[rest[1]].title if rest[1] in data else rest[1])
    return ".".join([head, *rest])


def _text(literal: str, kind: Kind, unit: Unit) -> str:
    """A text in quotes: the title of the choice, post, section or body of that id where there is one."""
    plain = literal.strip("\"'")
    for field in kind.fields.values():
        titles = (field.items or field).choice_titles
        if plain in titles:
            return phrase("quoted", text=titles[plain])
    if plain in unit.posts:
        return phrase("quoted", text=unit.posts[plain].title)
    known = unit.sections.get(plain) or (unit.bodies[plain].title if plain in unit.bodies else plain)
    return phrase("quoted", text=known)
