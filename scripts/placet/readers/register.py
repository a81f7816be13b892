"""Registers: `records/<unit>/<register>/register.yaml` in, a `Register` out."""

from __future__ import annotations

from placet.model import Finding, Place, Register
from placet.readers.formats import fixed
from placet.readers.shape import shape
from placet.readers.text import read_document


def read(data: bytes, path: str) -> tuple[Register | None, list[Finding]]:
    """The register, or None with findings when any of it is faulty."""
    node, findings = read_document(data, path)
    if node is None:
        return None, findings
    values = shape(node, fixed("register"), findings)
    if findings:
        return None, findings
    _, unit, name, _ = path.split("/")
    return Register(
        path=f"{unit}/{name}",
        unit=unit,
        name=name,
        title=values["title"],
        kind=values["kind"],
        series=values.get("series", ""),
        explained=values.get("explained", {}),
        place=Place(path),
    ), findings
