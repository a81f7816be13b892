"""Corrections of filed documents: an edit passes only where a regulation grants its class and the edit proves it.

The one class is `typographic`: white space, and the same mark in its full-width or half-width form. Everything that
carries meaning, and every figure with the marks next to it, must be the same to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from markdown_it import MarkdownIt

from placet.gate.records import Touched
from placet.gate.side import Side
from placet.model import Cabinet, Correction, Finding, Place, Record, Regulation
from placet.standing import Standing

#: Marks with their other forms, each row one mark.
_FORMS = (",，", ".。．", ";；", ":：", "!！", "?？", "(（", ")）", '"“”＂', "'‘’＇")
_SAME = {ord(form): row[0] for row in _FORMS for form in row}
_MARK = "[" + re.escape("".join(_FORMS)) + "]"
_DIGIT, _LETTER = "[0-9０-９]", "[A-Za-zＡ-Ｚａ-ｚ]"
#: A mark that touches no digit, nor a Latin letter on both sides ("1,000", "3.5" and "a.b" stay as they are).
_FREE = re.compile(rf"(?<!{_DIGIT})(?:(?<!{_LETTER}){_MARK}|{_MARK}(?!{_LETTER}))(?!{_DIGIT})")
_SPACE = r"[ \t\r\n\u00a0\u3000]+"
_WORD = "[0-9A-Za-z０-９]"
# Space between two Latin words or figures separates them; any other may go.
_BETWEEN = re.compile(rf"(?<={_WORD}){_SPACE}(?={_WORD})")
_REST = re.compile(_SPACE)
_KEPT = "\x00"


def corrected(
    touched: Sequence[Touched], base: Side, merged: Side, notes: list[Finding], refusals: list[Finding]
) -> frozenset[str]:
    """The filed documents whose edit is a granted and proved correction; a note or a refusal says which and why."""
    found = set()
    for one in touched:
        if not one.is_filed or one.document is None or one.document.added or one.document.deleted:
            continue
        was, now = base.shelf.get(one.path), merged.shelf.get(one.path)
        if was is None or now is None:
            continue
        acts = merged.judges.kinds[now.kind].acts
        fresh = [
            act
            for act in merged.standings(now)
            if act.act.line > len(was.slip_lines) and act.act.act in acts and acts[act.act.act].correction and act.grade
        ]
        made = [act for act in fresh if _is_correction(act, now, was, merged)]
        if not made or len(fresh) > 1:
            continue
        grants = [(one, *granted) for one in made for granted in _grants(merged.judges, now, one)]
        place = Place(now.slip_path, made[-1].act.line)
        if not grants:
            refusals.append(Finding("GAT022", place, {"title": now.title, "act": _title(merged, now, made[-1])}))
            continue
        _, regulation, grant = grants[-1]
        if not is_typographic(was, now):
            refusals.append(Finding("GAT023", place, {"title": now.title}, grant.says, related=(grant.place,)))
            continue
        found.add(one.path)
        words = {"title": now.title, "regulation": regulation.title, "article": str(grant.article)}
        notes.append(Finding("GAT024", place, words, grant.says, related=(grant.place,)))
    return frozenset(found)


def is_typographic(was: Record, now: Record) -> bool:
    """Whether two texts of a document differ in white space and forms of marks alone, in title and body."""
    same = (was.id, was.classification, was.fields, was.refers, was.annulled) == (
        now.id,
        now.classification,
        now.fields,
        now.refers,
        now.annulled,
    )
    listed = [[(item.file, item.sha256) for item in one.attachments] for one in (was, now)]
    bodies = plain(was.body) == plain(now.body) and _blocks(was.body) == _blocks(now.body)
    return same and listed[0] == listed[1] and bodies and plain(was.title) == plain(now.title)


def plain(text: str) -> str:
    """The text as far as it carries meaning: marks in one form, no space but between Latin words and figures."""
    kept = _BETWEEN.sub(_KEPT, text)
    kept = _REST.sub("", kept)
    return _FREE.sub(lambda mark: mark[0].translate(_SAME), kept)


def _blocks(body: str) -> list[str]:
    """The body's Markdown structure: headings, lists, tables and paragraphs in their order."""
    return [token.type + token.tag for token in MarkdownIt("commonmark").enable("table").parse(body)]


def _is_correction(act: Standing, now: Record, was: Record, side: Side) -> bool:
    """Whether an act that is valid corrects the earlier text into this one."""
    known = side.judges.kinds[now.kind].acts.get(act.act.act)
    covers = act.act.covers_document == now.document and act.act.data.get("was") == was.document
    fresh = act.act.line > len(was.slip_lines)
    return known is not None and known.correction and act.valid and bool(act.grade) and covers and fresh


def _grants(cabinet: Cabinet, record: Record, act: Standing) -> Iterator[tuple[Regulation, Correction]]:
    """What allows this act to correct a record of this kind, in a version in force on the act's day."""
    day = act.act.at.date()
    for regulation in cabinet.regulations:
        if regulation.unit not in (record.unit, "common") or not _in_force(regulation, day):
            continue
        for grant in regulation.corrections:
            fits = record.kind in grant.on and act.act.act in grant.acts
            if fits and act.post in grant.posts:
                yield regulation, grant


def _in_force(regulation: Regulation, day: date) -> bool:
    over = (regulation.until and regulation.until < day) or (regulation.repealed and regulation.repealed <= day)
    return regulation.in_force <= day and not over


def _title(side: Side, record: Record, act: Standing) -> str:
    return side.judges.kinds[record.kind].acts[act.act.act].title
