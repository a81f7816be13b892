"""A new draft: an unnumbered document with a permanent id and every field of its kind, explained by comments."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from placet.errors import UserError
from placet.filing.values import written_value
from placet.filing.words import word
from placet.model import Cabinet, Field, Kind, Register

#: The letters of a permanent id: none that is taken for another when read aloud or copied by hand.
ALPHABET = "abcdefghijklmnopqrstuvwxyz23456789"
LETTERS = 6
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft not yet written: its path in the tree, its id and its text."""

    path: str
    id: str
    text: str


def common() -> Mapping[str, Field]:
    """The fields every draft has whatever its kind, in the order they are written."""
    return {
        "title": Field("title", word("title", "zh"), "text", required=True),
        "classification": Field(
            "classification",
            word("classification", "zh"),
            "choice",
            ("internal", "public"),
            {"internal": word("internal", "zh"), "public": word("public", "zh")},
            required=True,
        ),
    }


def register_named(cabinet: Cabinet, name: str) -> Register:
    """The register that `name` means: its path, its folder, its title or its kind.

    Raises UserError CMD201 (nothing of that name), CMD202 (a near miss), CMD203 (several).
    """
    aliases = {path: (path, one.name, one.title, one.kind) for path, one in cabinet.registers.items()}
    for position in range(4):
        found = sorted(path for path, known in aliases.items() if known[position] == name)
        if len(found) == 1:
            return cabinet.registers[found[0]]
        if found:
            raise UserError("CMD203", name=name, paths="、".join(found))
    paths = "、".join(sorted(cabinet.registers))
    near = get_close_matches(name, sorted({one for known in aliases.values() for one in known}), n=1)
    if near:
        raise UserError("CMD202", name=name, guess=near[0], paths=paths)
    raise UserError("CMD201", name=name, paths=paths)


def fields(kind: Kind) -> Mapping[str, Field]:
    """What a draft of this kind may be given: the common fields, its own, and the references."""
    refers = Field("refers", word("refers", "zh"), "list", items=Field("", "", "record"))
    return {**common(), **kind.fields, "refers": refers}


def identifier(cabinet: Cabinet, year: int, letter: Callable[[str], str] = secrets.choice) -> str:
    """A permanent id that no record of the cabinet has; `letter` picks one of the alphabet."""
    taken = {record.id for record in cabinet.records.values()}
    while True:
        found = f"{year:04d}-" + "".join(letter(ALPHABET) for _ in range(LETTERS))
        if found not in taken:
            return found


def draft(
    cabinet: Cabinet,
    register: Register,
    values: Mapping[str, str],
    id: str,  # noqa: A002 - as the field is called
    slug: str = "",
    body: str = "",
) -> Draft:
    """The draft of a register with these fields filled, as typed at a terminal, and with `body` for its text.

    Raises UserError: CMD204/CMD205 for a field the kind does not have, CMD206 for a slug out of form, and the reader's
    own FMT codes or CMD207/CMD208 for a value that the field cannot take.
    """
    kind = cabinet.kinds[register.kind]
    known = fields(kind)
    refuse_unknown(values, known, kind.title)
    if slug and not SLUG.fullmatch(slug):
        raise UserError("CMD206", slug=slug)
    unit = cabinet.units[register.unit]
    written = {key: written_value(known[key], value, unit) for key, value in values.items() if value.strip()}
    written.setdefault("classification", "internal")
    text = "".join(line + "\n" for line in _lines(id, known, written)) + (body or word("body-hint", "zh") + "\n")
    return Draft(f"records/{register.path}/drafts/{slug or id}.md", id, text)


def write(root: Path, new: Draft) -> None:
    """Put the draft into the tree; raises UserError CMD209 when there is such a file already."""
    path = root / new.path
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError as error:
        raise UserError("CMD209", path=new.path) from error
    with os.fdopen(handle, "wb") as file:
        file.write(new.text.encode())


def refuse_unknown(values: Mapping[str, str], known: Mapping[str, Field], title: str) -> None:
    """Raise UserError CMD204 or CMD205 for the first of `values` that what is called `title` has no field for."""
    key = next((key for key in values if key not in known), None)
    if key is None:
        return
    near = get_close_matches(key, known, n=1)
    titles = {field.title: name for name, field in known.items()}
    guess = titles.get(key) or (near[0] if near else "")
    if guess:
        raise UserError("CMD205", field=key, guess=guess, title=known[guess].title, kind=title)
    raise UserError("CMD204", field=key, kind=title, fields="、".join(known))


def _lines(id_: str, known: Mapping[str, Field], written: Mapping[str, str]) -> Iterator[str]:
    yield "---"
    yield f"id: {id_}  # {word('id', 'zh')}"
    for key, field in known.items():
        if key in written:
            yield f"{key}: {written[key]}  # {comment(field)}"
        else:
            yield f"# {key}:  # {comment(field)}"
    yield f"# attachments: []  # {word('attachments', 'zh')}"
    yield "---"
    yield ""


def comment(field: Field) -> str:
    """What a field wants, in one line: its title, whether it must be filled, what may be written, its note."""
    parts = [field.title or field.id]
    parts.append(word("required" if field.required else "optional", "zh"))
    if field.choices:
        named = [f"{one} {field.choice_titles[one]}" if one in field.choice_titles else one for one in field.choices]
        parts.append(word("choices", "zh", choices="、".join(named)))
    elif field.id != "refers":
        parts.append(word(field.type, "zh"))
    if field.items is not None and field.items.type != "record":
        parts.append(word("items", "zh", type=word(field.items.type, "zh")))
    if field.note:
        parts.append(field.note)
    return "；".join(" ".join(part.split()) for part in parts)
