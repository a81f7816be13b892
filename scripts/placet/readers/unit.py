"""Units: `unit.yaml` and `people.yaml` of one unit in, a `Unit` out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from placet.model import Body, Finding, Place, Post, Unit
from placet.readers import people
from placet.readers.formats import fixed
from placet.readers.shape import Marks, shape, unknown
from placet.readers.text import read_document


def read(data: bytes, path: str, staff: people.Staff) -> tuple[Unit | None, list[Finding]]:
    """The unit with its `staff`, or None with findings when the file cannot be read (FMT…).

    Names of posts and sections that the file does not define are findings ORG002–ORG008 and leave the unit readable.
    """
    node, findings = read_document(data, path)
    if node is None:
        return None, findings
    marks: Marks = {}
    values = shape(node, fixed("unit"), findings, marks)
    if findings:
        return None, findings
    parameters: Mapping[str, Mapping[str, Any]] = values.get("parameters", {})
    unit = Unit(
        id=path.split("/")[1],
        title=values["title"],
        fonds=values["fonds"],
        agency=values["agency"],
        posts={name: _post(name, post) for name, post in values["posts"].items()},
        sections=values["sections"],
        bodies={name: _body(name, body) for name, body in values.get("bodies", {}).items()},
        parameters={name: parameter["value"] for name, parameter in parameters.items()},
        parameter_titles={name: parameter["title"] for name, parameter in parameters.items()},
        persons=staff.persons,
        appointments=staff.appointments,
        delegations=staff.delegations,
        absences=staff.absences,
        place=Place(path),
    )
    return unit, _names(unit, marks) + people.names(unit, staff)


def _post(name: str, values: Mapping[str, Any]) -> Post:
    return Post(
        name, values["title"], values.get("reports-to", ""), values.get("portfolio", ()), values.get("everyone", False)
    )


def _body(name: str, values: Mapping[str, Any]) -> Body:
    return Body(
        id=name,
        title=values["title"],
        chair=values["chair"],
        voting=values["voting"],
        observers=values.get("observers", ()),
        quorum=values.get("quorum", Decimal("0.5")),
        quorum_inclusive=values.get("quorum-inclusive", False),
        convenes=values.get("convenes", ""),
    )


def _names(unit: Unit, marks: Marks) -> list[Finding]:
    posts: list[tuple[str, str]] = []
    sections: list[tuple[str, str]] = []
    for name, post in unit.posts.items():
        posts += [(f"posts.{name}.reports-to", post.reports_to)] if post.reports_to else []
        sections += [(f"posts.{name}.portfolio[{index}]", section) for index, section in enumerate(post.portfolio)]
    for name, body in unit.bodies.items():
        for key, named in (("chair", body.chair), ("voting", body.voting), ("observers", body.observers)):
            posts += [(f"bodies.{name}.{key}[{index}]", post_id) for index, post_id in enumerate(named)]
        posts += [(f"bodies.{name}.convenes", body.convenes)] if body.convenes else []
    # A post may also be in charge of another post's work: the portfolio names sections or posts.
    known = {*unit.sections, *unit.posts}
    return (
        [unknown(("ORG003", "ORG004"), name, unit.posts, marks[key]) for key, name in posts if name not in unit.posts]
        + [unknown(("ORG005", "ORG006"), name, known, marks[key]) for key, name in sections if name not in known]
        + [_circle(unit, name, marks) for name in unit.posts if _in_circle(unit, name)]
    )


def _in_circle(unit: Unit, name: str) -> bool:
    above, seen = unit.posts[name].reports_to, set()
    while above in unit.posts and above not in seen and above != name:
        seen.add(above)
        above = unit.posts[above].reports_to
    return above == name


def _circle(unit: Unit, name: str, marks: Marks) -> Finding:
    return Finding("ORG009", marks[f"posts.{name}.reports-to"], {"value": name, "title": unit.posts[name].title})
