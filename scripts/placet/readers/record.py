"""Records: a document and its slip in, a `Record` out, as a pure function of bytes that may be cached by blob id."""

from __future__ import annotations

import re
from dataclasses import replace

from placet.model import Attachment, Field, Finding, Kind, Place, Record, Register
from placet.readers import frontmatter, slip
from placet.readers.formats import fixed
from placet.readers.shape import Marks, shape

#: A numbered record, and a draft, below their register's folder.
NUMBERED = re.compile(r"([0-9]{4})/([0-9]+)\.md")
DRAFT = re.compile(r"drafts/([^/]+)\.md")


def read_record(
    path: str, text: bytes, slip_data: bytes | None, register: Register, kind: Kind
) -> tuple[Record | None, list[Finding]]:
    """The record at `path` with the acts of its slip.

    None with findings (FMT…) when its front matter cannot be taken whole. Faulty lines of the slip are findings too,
    but leave the record and its other acts standing.
    """
    parts, findings = frontmatter.split(text, path)
    slip_path = path.removesuffix(".md") + ".jsonl"
    acts, lines, slip_findings = slip.read(slip_data, slip_path, kind.acts) if slip_data is not None else ((), (), [])
    if parts is None:
        return None, findings + slip_findings
    marks: Marks = {"---": Place(path, parts.body_line, 1)}
    form = _stub_form(kind) if "annulled" in parts.node.mapping else form_of(kind)
    values = shape(parts.node, form, findings, marks)
    if values is None or findings:
        return None, findings + slip_findings
    year, number = numbered(path, register)
    common = fixed("record").properties
    record = Record(
        path=path,
        unit=register.unit,
        register=register.name,
        kind=kind.id,
        id=values["id"],
        title=values["title"],
        classification=values["classification"],
        fields={key: value for key, value in values.items() if key not in common},
        refers=values.get("refers", ()),
        attachments=tuple(
            Attachment(item["file"], item["sha256"], marks[f"attachments[{index}]"])
            for index, item in enumerate(values.get("attachments", ()))
        ),
        body=parts.body,
        document=frontmatter.digest(text),
        acts=acts,
        slip_lines=lines,
        marks=marks,
        year=year,
        number=number,
        annulled=values.get("annulled", ""),
    )
    return record, slip_findings


def numbered(path: str, register: Register) -> tuple[int | None, int | None]:
    """Year and number that a record's path says; neither for a draft."""
    match = NUMBERED.fullmatch(path.removeprefix(f"records/{register.path}/"))
    return (int(match[1]), int(match[2])) if match else (None, None)


def form_of(kind: Kind) -> Field:
    """The front matter of a record of this kind, as one object: what every record has, then the kind's own fields."""
    properties = {**fixed("record").properties, **kind.fields}
    return Field("record", kind.title, "object", properties=properties)


def _stub_form(kind: Kind) -> Field:
    """An annulled number keeps a stub, which owes none of the kind's own fields."""
    loose = {name: replace(item, required=False) for name, item in kind.fields.items()}
    return Field("record", kind.title, "object", properties={**fixed("record").properties, **loose})
