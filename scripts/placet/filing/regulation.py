"""A new regulation, or the next version of one: a file with every article in place and none left unaccounted for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from placet.errors import UserError
from placet.filing.new import SLUG, Draft, refuse_unknown
from placet.filing.values import written_value
from placet.filing.words import word
from placet.model import LATER_KEYS, Cabinet, Field, Regulation, Unit
from placet.readers.articles import read as read_articles
from placet.tree import Tree

#: What the command calls a regulation where it names a register otherwise.
NAME = "regulation"
_ARTICLE = re.compile(r"[ \u3000]*(第[^\s第条章]{1,12}条)[ \u3000]*(.*)")
_CHAPTER = re.compile(r"[ \u3000]*(第[^\s第条章]{1,12}章)[ \u3000]*(.*)")
_IN_FORCE = re.compile(r"^in-force: .*$", re.MULTILINE)
_ADOPTED = re.compile(r"^adopted:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_LATER = re.compile(rf"^(?:{'|'.join(LATER_KEYS)}):.*\n", re.MULTILINE)


def fields() -> Mapping[str, Field]:
    """What a regulation's draft may be given, in the order they are asked for."""
    types = {"title": "text", "unit": "name", "in-force": "date"}
    return {key: Field(key, word(f"regulation-{key}", "zh"), type_, required=True) for key, type_ in types.items()}


def draft(tree: Tree, cabinet: Cabinet, values: Mapping[str, str], slug: str, text: str = "") -> Draft:
    """The file of a regulation's version, not yet written: `text` is the regulation as it was passed, "" for a pattern.

    Where the unit has a regulation of this name already, its latest version is copied under the new day, unless a
    text is given. Raises UserError: CMD204/CMD205 for a field unknown, CMD206 for a name out of form, CMD260 for a
    field left out, CMD261 for a unit unknown, CMD262 for a text without articles, and what a value cannot be.
    """
    refuse_unknown(values, fields(), word("regulation", "zh"))
    if not SLUG.fullmatch(slug):
        raise UserError("CMD206", slug=slug)
    unit = _unit(cabinet, values.get("unit", ""))
    latest = _latest(cabinet, unit, slug)
    values = {"title": latest.title if latest else "", **values}
    for key, field in fields().items():
        if key != "unit" and not values.get(key, "").strip():
            raise UserError("CMD260", field=key, title=field.title)
    written = {key: written_value(fields()[key], values[key], unit) for key in ("title", "in-force")}
    path = f"docs/{unit.id}/{slug}/{written['in-force']}.md"
    if latest is not None and not text:
        return Draft(
            path,
            slug,
            _amended(tree.read(latest.path).decode(), written["in-force"], _adopted(unit, latest.adopted["by"])),
        )
    return Draft(path, slug, _founded(unit, slug, written, _laid_out(text or word("regulation-body", "zh")), path))


def _unit(cabinet: Cabinet, name: str) -> Unit:
    units = cabinet.units
    if name in units:
        return units[name]
    if not name and len(units) == 1:
        return next(iter(units.values()))
    raise UserError("CMD261", unit=name, units="、".join(units))


def _latest(cabinet: Cabinet, unit: Unit, slug: str) -> Regulation | None:
    versions = [one for one in cabinet.regulations if (one.unit, one.id) == (unit.id, slug)]
    return max(versions, key=lambda one: one.in_force, default=None)


def _amended(text: str, in_force: str, adopted: str) -> str:
    head, end, body = text.partition("\n---")
    head = _LATER.sub("", _IN_FORCE.sub(f"in-force: {in_force}", f"{head}\n", count=1))
    return _ADOPTED.sub(f"{adopted}\n", head, count=1).removesuffix("\n") + end + body


def _adopted(unit: Unit, by: str = "") -> str:
    body = by or next(iter(unit.bodies), word("regulation-no-body", "zh"))
    return f"adopted: {{by: {body}}}  # {word('regulation-adopted', 'zh')}"


def _founded(unit: Unit, slug: str, written: Mapping[str, str], body: str, path: str) -> str:
    articles, faults = read_articles(body, path, 1)
    if faults:
        raise UserError("CMD262", text=word("regulation", "zh"), fault=faults[0].code)
    why = word("regulation-unchecked", "zh")
    unchecked = [f"  - {{article: {article.number}, why: {why}}}" for article in articles]
    head: Sequence[str] = (
        f"title: {written['title']}",
        f"id: {slug}",
        f"unit: {unit.id}",
        f"in-force: {written['in-force']}",
        _adopted(unit),
        *(f"# {line}".rstrip() for line in word("regulation-rules", "zh").splitlines()),
        "unchecked:",
        *unchecked,
    )
    return "---\n" + "\n".join(head) + "\n---\n\n" + body


def _laid_out(text: str) -> str:
    """A plain text as Markdown: chapters and articles as headings, a blank line between paragraphs."""
    out: list[str] = []
    for line in text.removeprefix("\ufeff").splitlines():
        bare = line.strip(" \u3000")
        chapter, article = _CHAPTER.fullmatch(line), _ARTICLE.fullmatch(line)
        if chapter:
            out.append(f"## {chapter[1]} {chapter[2]}".rstrip())
        elif article:
            out += [f"### {article[1]}", *([article[2]] if article[2] else [])]
        elif bare:
            out.append(bare)
    return "\n\n".join(out) + "\n"
