"""Patterns in words, where they have some: a choice of words, or the shape of a number."""

from __future__ import annotations

import re

from placet.rules.wording import phrase

_PLAIN = r"[^\\.^$*+?{}\[\]()|]"
_WORDS = re.compile(rf"{_PLAIN}+(?:\|{_PLAIN}+)*")
_PIECE = re.compile(rf"(?P<plain>{_PLAIN})|(?:\[[0-9]+(?:-[0-9]+)?\]|\\d)(?:\{{(?P<count>[0-9]+)\}}|\+|\{{[0-9,]+\}})?")


def said(left: str, pattern: str, *, negated: bool) -> str:
    """Return what a pattern asks of `left`: one of its words, a shape, or what only the article itself says."""
    tail = "-not" if negated else ""
    if choices := words(pattern):
        right = phrase("or").join(phrase("quoted", text=word) for word in choices)
        return phrase(f"contains{tail}", left=left, right=right)
    text, whole = shape(pattern, phrase("digit"))
    if whole and text and not text.strip(phrase("digit")):
        return phrase(f"matches-digits{tail}", left=left)
    if text:
        return phrase(f"{'matches-shape' if whole else 'matches-part'}{tail}", left=left, shape=text)
    return phrase(f"matches{tail}", left=left)


def words(pattern: str) -> tuple[str, ...]:
    """Return the words one of which a pattern looks for anywhere; none where it is more than that."""
    return tuple(pattern.split("|")) if _WORDS.fullmatch(pattern) else ()


def shape(pattern: str, digit: str) -> tuple[str, bool]:
    """Return a text of the shape that a pattern asks for, each figure as `digit`, and whether the whole must be so.

    The text is "" for a pattern that knows more than figures and words.
    """
    whole = pattern.startswith("^") and pattern.endswith("$")
    inner = pattern.removeprefix("^").removesuffix("$")
    shown, at = "", 0
    while at < len(inner) and (piece := _PIECE.match(inner, at)):
        shown += piece["plain"] or digit * min(int(piece["count"] or 1), 8)
        at = piece.end()
    return (shown if at == len(inner) else "", whole)
