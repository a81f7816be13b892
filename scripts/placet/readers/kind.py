"""Register kinds: `records/registers/<kind>.yaml` in, a `Kind` out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from placet.model import ActKind, Field, Finding, Kind, Meeting, Order, Place, Spending, Who
from placet.readers import layout
from placet.readers.formats import declared, fixed
from placet.readers.shape import Marks, plain, shape, unknown
from placet.readers.text import read_document
from placet.readers.who import who
from placet.readers.yaml import Node

#: Keys every record has; with them, the names to which rules' expressions give a meaning of their own.
COMMON = ("id", "title", "classification", "refers", "attachments", "annulled")
RESERVED = frozenset((*COMMON, "filled", "done", "at", "by", "data", "param", "day", "as_of"))
#: What a register prints beside the kind's own fields; `number` is the official number.
_COLUMNS = ("number", "title", "classification")
_NEEDS = {"choice": ("choices",), "list": ("items",), "object": ("properties",)}


def read(data: bytes, path: str) -> tuple[Kind | None, list[Finding]]:
    """The kind, or None with findings (FMT…) when any of it is faulty: a kind is taken whole or not at all."""
    node, findings = read_document(data, path)
    if node is None:
        return None, findings
    marks: Marks = {}
    values = shape(node, fixed("kind"), findings, marks)
    if values is None:
        return None, findings
    fields = _fields(values.get("fields", {}), findings)
    acts = {name: _act(name, act, findings) for name, act in values.get("acts", {}).items()}
    findings += _faults(values, fields, marks)
    findings += layout.faults(values.get("layout", {}), fields, acts, marks)
    if findings:
        return None, findings
    meeting, change, spending = values.get("meeting"), values.get("change"), values.get("spending")
    return Kind(
        id=path.rpartition("/")[2].removesuffix(".yaml"),
        title=values["title"],
        date=values["date"],
        fields=fields,
        acts=acts,
        columns=values["columns"],
        publish=values.get("publish", "internal"),
        retain=values.get("retain", ""),
        meeting=None if meeting is None else Meeting(**meeting),
        change=None if change is None else Order(**change),
        layout=layout.layout(values.get("layout")),
        spending=None if spending is None else Spending(**spending),
        place=Place(path),
    ), findings


def _fields(nodes: Mapping[str, Node], findings: list[Finding], *, reserved: bool = True) -> dict[str, Field]:
    fields = {}
    for name, node in nodes.items():
        if reserved and name in RESERVED:
            findings.append(Finding("FMT052", node.place, {"value": name}))
            continue
        before = len(findings)
        _check(node, findings, top=True)
        if len(findings) == before:
            fields[name] = declared(name, plain(node))
    return fields


def _check(node: Node, findings: list[Finding], *, top: bool = False) -> None:
    """Check a field's declaration and those inside it; `top`: it must have a title of its own."""
    values = shape(node, fixed("field"), findings)
    if values is None:
        return
    type_ = values.get("type", "")
    needed = (*_NEEDS.get(type_, ()), *(("title",) if top else ()))
    titles = {key: fixed("field").properties[key].title for key in needed if key not in node.mapping}
    findings.extend(Finding("FMT022", node.place, {"key": key, "title": title}) for key, title in titles.items())
    if "pattern" in values and not _compiles(values["pattern"]):
        findings.append(Finding("FMT053", node.mapping["pattern"].place, {"value": values["pattern"]}))
    for name in values.get("titles", {}):
        if name not in values.get("choices", ()):
            place = node.mapping["titles"].keys[name]
            choices = values.get("choices", ())
            words = {"key": "titles", "choices": "、".join(choices)}
            findings.append(unknown(("FMT033", "FMT034"), name, choices, place, **words))
    inner = list(values.get("properties", {}).values()) + ([values["items"]] if "items" in values else [])
    for item in inner:
        _check(item, findings)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _act(name: str, values: Mapping[str, Any], findings: list[Finding]) -> ActKind:
    by: tuple[Who, ...] = ()
    if "by" in values:
        try:
            by = who(plain(values["by"]))
        except ValueError as error:
            findings.append(Finding("FMT051", values["by"].place, {"value": str(error)}))
    data = _fields(values.get("data", {}), findings, reserved=False)
    is_objection, is_correction = values.get("objection", False), values.get("correction", False)
    return ActKind(name, values.get("title", ""), by, data, is_objection, is_correction)


def _faults(values: Mapping[str, Any], fields: Mapping[str, Field], marks: Marks) -> Iterator[Finding]:
    """Names in `date`, `columns`, `meeting`, `change` and `spending` that the kind does not declare, be it faultily."""
    declared_names = values.get("fields", {}).keys()
    date = values.get("date")
    known = fields.get(date) if date is not None else None
    if date is not None and (date not in declared_names or (known and known.type not in ("date", "datetime"))):
        yield Finding("FMT056", marks["date"], {"value": date})
    amount = values.get("spending", {}).get("amount")
    spent = fields.get(amount) if amount is not None else None
    if spent is not None and spent.type != "money":
        yield Finding("FMT080", marks["spending.amount"], {"value": amount})
    named = {f"columns[{index}]": column for index, column in enumerate(values.get("columns", ()))}
    for block in ("meeting", "change", "spending"):
        named |= {f"{block}.{key}": name for key, name in values.get(block, {}).items()}
    for key, name in named.items():
        if name not in declared_names and not (key.startswith("columns") and name in _COLUMNS):
            yield unknown(("FMT044", "FMT045"), name, declared_names, marks[key])
