"""The portal's own file, `records/cabinet.yaml`, in; a `Config` out."""

from __future__ import annotations

from placet.model import Config, Finding, Key
from placet.readers.formats import fixed
from placet.readers.shape import Marks, shape
from placet.readers.text import read_document


def read(data: bytes, path: str) -> tuple[Config | None, list[Finding]]:
    """The configuration, or None with findings when any of it is faulty."""
    node, findings = read_document(data, path)
    if node is None:
        return None, findings
    marks: Marks = {}
    values = shape(node, fixed("cabinet"), findings, marks)
    if findings:
        return None, findings
    return Config(
        title=values["title"],
        since=values["since"],
        as_of=values.get("as-of"),
        utc_offset=values["utc-offset"],
        units=values["units"],
        gate_keys=tuple(
            Key(one["public"], one["from"], one.get("until"), one.get("revoked"), marks[f"gate-keys[{index}].public"])
            for index, one in enumerate(values.get("gate-keys", ()))
        ),
        root_keys=tuple(
            Key(one["public"], one["from"], place=marks[f"root-keys[{index}].public"])
            for index, one in enumerate(values.get("root-keys", ()))
        ),
    ), findings
