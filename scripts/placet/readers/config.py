"""The portal's own file, `records/cabinet.yaml`, in; a `Config` out."""

from __future__ import annotations

from placet.model import Config, Finding
from placet.readers.formats import fixed
from placet.readers.shape import shape
from placet.readers.text import read_document


def read(data: bytes, path: str) -> tuple[Config | None, list[Finding]]:
    """The configuration, or None with findings when any of it is faulty."""
    node, findings = read_document(data, path)
    if node is None:
        return None, findings
    values = shape(node, fixed("cabinet"), findings)
    if findings:
        return None, findings
    return Config(
        title=values["title"],
        since=values["since"],
        as_of=values.get("as-of"),
        utc_offset=values["utc-offset"],
        units=values["units"],
    ), findings
