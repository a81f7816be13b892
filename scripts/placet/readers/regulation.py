"""Regulations: one version of a regulation in, its articles and its rules as data out.

Nothing of a rule is compiled here. `when` stays text; `demand`, `given`, `acts` and `with` are plain values (str, list,
dict, unquoted true/false as bool, unquoted numbers as Decimal, everything else as the text that was written).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from placet.model import Correction, Example, Finding, Level, Place, Regulation, Rule, Unchecked
from placet.readers import articles, frontmatter, slip
from placet.readers.formats import fixed
from placet.readers.shape import Marks, mark_all, plain, shape
from placet.readers.yaml import Node

_EXAMPLE = (
    ("given", dict, "FMT024"),
    ("acts", list, "FMT023"),
    ("with", list, "FMT023"),
    ("parameters", dict, "FMT024"),
)


def read(data: bytes, acts: bytes | None, path: str) -> tuple[Regulation | None, list[Finding]]:
    """The version at `docs/<unit>/<regulation>/<in-force>.md` with its adoption acts.

    None with findings when its head cannot be read; a faulty rule is left out and found, the others stay.
    """
    parts, findings = frontmatter.split(data, path, frontmatter.REGULATION_LIMIT)
    if parts is None:
        return None, findings
    marks: Marks = {"---": Place(path, parts.body_line, 1)}
    values = shape(parts.node, fixed("regulation"), findings, marks)
    if values is None or findings:
        return None, findings
    found, faults = articles.read(parts.body, path, parts.body_line)
    slip_path = path.removesuffix(".md") + ".jsonl"
    adoption, _, slip_findings = slip.read(acts, slip_path, None) if acts is not None else ((), (), [])
    findings = faults + slip_findings + _misplaced(path, values, marks)
    regulation = Regulation(
        path=path,
        id=values["id"],
        title=values["title"],
        unit=values["unit"],
        in_force=values["in-force"],
        repealed=values.get("repealed"),
        number=values.get("number", ""),
        adopted=values["adopted"],
        articles=found,
        rules=_rules(values.get("rules", ()), values["id"], findings),
        unchecked=tuple(
            Unchecked(_article(item, marks[f"unchecked[{index}].article"], findings), item["why"], place)
            for index, item in enumerate(values.get("unchecked", ()))
            for place in (marks[f"unchecked[{index}]"],)
        ),
        body=parts.body,
        marks=marks,
        acts=adoption,
        corrections=_corrections(values, marks, findings),
        review=values.get("review"),
    )
    return regulation, findings


def _corrections(values: Mapping[str, Any], marks: Marks, findings: list[Finding]) -> tuple[Correction, ...]:
    return tuple(
        Correction(
            kind=item["class"],
            article=_article(item, marks[f"corrections[{index}].article"], findings),
            says=item["says"],
            on=item["on"],
            posts=item["posts"],
            acts=item["acts"],
            place=marks[f"corrections[{index}]"],
        )
        for index, item in enumerate(values.get("corrections", ()))
    )


def _misplaced(path: str, values: Mapping[str, Any], marks: Marks) -> list[Finding]:
    """The path's unit, folder and file name say the same as the front matter."""
    _, unit, folder, name = path.split("/")
    in_force: date = values["in-force"]
    told = {"unit": (unit, values["unit"]), "id": (folder, values["id"])}
    told["in-force"] = (name.removesuffix(".md"), in_force.isoformat())
    return [
        Finding("FMT075", marks[key], {"key": key, "value": inside, "path": outside})
        for key, (outside, inside) in told.items()
        if outside != inside
    ]


def _rules(nodes: tuple[Node, ...], regulation: str, findings: list[Finding]) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    for node in nodes:
        faults: list[Finding] = []
        rule = _rule(node, regulation, faults)
        findings += faults
        if rule is None:
            continue
        if rule.id in rules:
            place = rule.marks["id"]
            findings.append(Finding("FMT076", place, {"value": rule.id}, related=(rules[rule.id].marks["id"],)))
        else:
            rules[rule.id] = rule
    return tuple(rules.values())


def _rule(node: Node, regulation: str, findings: list[Finding]) -> Rule | None:
    marks: Marks = {}
    values = shape(node, fixed("rule"), findings)
    if values is None:
        return None
    mark_all(node, marks)
    examples = [_example(example, findings) for example in values.get("examples", ())]
    kinds = _names(values.get("on"), findings)
    demand = values.get("demand")
    demands = plain(demand) if isinstance(demand, Node) else {}
    if isinstance(demand, Node) and not isinstance(demands, dict):
        findings.append(Finding("FMT024", demand.place, {"key": "demand"}))
    article = _article(values, marks.get("article", node.place), findings) if "article" in values else 0
    if findings:
        return None
    return Rule(
        id=values["id"],
        regulation=regulation,
        article=article,
        says=values["says"],
        on=kinds,
        when=values.get("when", ""),
        demands=demands,
        before=values.get("before", ""),
        basis=values.get("basis", ()),
        level=Level(values.get("level", "error")),
        examples=tuple(example for example in examples if example is not None),
        place=node.place,
        marks=marks,
    )


def _names(node: Node | None, findings: list[Finding]) -> tuple[str, ...]:
    """The kind ids of `on`: one name or a list of them."""
    if node is None:
        return ()
    items = node.value if isinstance(node.value, list) else [node]
    name = replace(fixed("rule").properties["before"], required=True)
    return tuple(found for item in items if (found := shape(item, name, findings, key="on")) is not None)


def _article(values: Mapping[str, Any], place: Place, findings: list[Finding]) -> int:
    number: Decimal = values["article"]
    if number != number.to_integral_value():
        findings.append(Finding("FMT077", place, {"value": str(number)}))
    return int(number)


def _example(node: Node, findings: list[Finding]) -> Example | None:
    before = len(findings)
    values = shape(node, fixed("example"), findings, key="examples")
    if values is None or len(findings) > before:
        return None
    for key, type_, code in _EXAMPLE:
        if key in values and not isinstance(values[key], type_):
            findings.append(Finding(code, node.mapping[key].place, {"key": key}))
            return None
    return Example(
        given=values.get("given", {}),
        acts=tuple(values.get("acts", ())),
        expect=values["expect"],
        as_of=values.get("as-of"),
        others=tuple(values.get("with", ())),
        note=values.get("note", ""),
        place=node.place,
        parameters=values.get("parameters", {}) or values.get("param", {}),
        period=str(values.get("period", "")),
    )
