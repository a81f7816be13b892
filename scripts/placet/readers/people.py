"""People: `people.yaml` in, persons with their keys and dated appointments, delegations and absences out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from placet.model import Absence, Appointment, Delegation, Finding, Key, Person, Place, Unit
from placet.readers.formats import fixed
from placet.readers.shape import Marks, shape, unknown
from placet.readers.text import read_document
from placet.signing.publickeys import SignatureError, from_line

_PERSON = ("ORG001", "ORG002")
_POST = ("ORG003", "ORG004")


@dataclass(frozen=True, slots=True)
class Staff:
    """What people.yaml says; `marks` are the places of its keys."""

    persons: Mapping[str, Person] = field(default_factory=dict)
    appointments: tuple[Appointment, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    absences: tuple[Absence, ...] = ()
    marks: Mapping[str, Place] = field(default_factory=dict)


def read(data: bytes, path: str) -> tuple[Staff | None, list[Finding]]:
    """The staff, or None with findings when the file cannot be read. ORG010–ORG014 leave it readable."""
    node, findings = read_document(data, path)
    if node is None:
        return None, findings
    marks: Marks = {}
    values = shape(node, fixed("people"), findings, marks)
    if findings:
        return None, findings
    persons: dict[str, Person] = {}
    for index, item in enumerate(values["persons"]):
        person = _person(item, f"persons[{index}]", marks)
        if person.id in persons:
            findings.append(Finding("ORG010", person.place, {"value": person.id}, related=(persons[person.id].place,)))
        else:
            persons[person.id] = person
    staff = Staff(
        persons=persons,
        appointments=tuple(
            Appointment(item["person"], item["post"], item["from"], item.get("until"), item.get("basis", ""), place)
            for item, place in _placed(values, "appointments", marks)
        ),
        delegations=tuple(
            Delegation(
                post=item["post"],
                to=item["to"],
                since=item["from"],
                until=item.get("until"),
                acts=item.get("acts", ()),
                registers=item.get("registers", ()),
                basis=item.get("basis", ""),
                place=place,
            )
            for item, place in _placed(values, "delegations", marks)
        ),
        absences=tuple(
            Absence(item["person"], item["from"], item["until"], item.get("why", ""), place)
            for item, place in _placed(values, "absences", marks)
        ),
        marks=marks,
    )
    return staff, findings + list(_periods(staff)) + list(_twice(staff)) + list(_shared(persons))


def names(unit: Unit, staff: Staff) -> list[Finding]:
    """ORG001–ORG004: persons and posts that people.yaml names and nobody defines."""
    persons, posts = unit.persons, unit.posts
    findings = []
    for index, one in enumerate(staff.appointments):
        findings += _unknown(_PERSON, one.person, persons, staff, f"appointments[{index}].person")
        findings += _unknown(_POST, one.post, posts, staff, f"appointments[{index}].post")
    for index, delegation in enumerate(staff.delegations):
        findings += _unknown(_POST, delegation.post, posts, staff, f"delegations[{index}].post")
        findings += _unknown(_POST, delegation.to, posts, staff, f"delegations[{index}].to")
    for index, absence in enumerate(staff.absences):
        findings += _unknown(_PERSON, absence.person, persons, staff, f"absences[{index}].person")
    return findings


def _unknown(codes: tuple[str, str], name: str, known: Mapping[str, Any], staff: Staff, key: str) -> list[Finding]:
    return [] if name in known else [unknown(codes, name, known, staff.marks[key])]


def _placed(values: Mapping[str, Any], key: str, marks: Marks) -> Iterator[tuple[Mapping[str, Any], Place]]:
    for index, item in enumerate(values.get(key, ())):
        yield item, marks[f"{key}[{index}]"]


def _person(item: Mapping[str, Any], key: str, marks: Marks) -> Person:
    keys = tuple(
        Key(one["public"], one["from"], one.get("until"), one.get("revoked"), marks[f"{key}.keys[{index}].public"])
        for index, one in enumerate(item.get("keys", ()))
    )
    return Person(item["id"], item["name"], item.get("login", ""), item.get("login-id", ""), keys, marks[f"{key}.id"])


def _periods(staff: Staff) -> Iterator[Finding]:
    """ORG011: a period that ends before it begins."""
    keys = [key for person in staff.persons.values() for key in person.keys]
    dated: list[Appointment | Delegation | Absence | Key] = [*staff.appointments, *staff.delegations, *staff.absences]
    for one in (*dated, *keys):
        if one.until is not None and one.until < one.since:
            words = {"from": one.since.isoformat(), "until": one.until.isoformat()}
            yield Finding("ORG011", one.place, words)


def _twice(staff: Staff) -> Iterator[Finding]:
    """ORG012: one person appointed twice to one post on the same day."""
    seen: dict[tuple[str, str], list[Appointment]] = {}
    for one in staff.appointments:
        for other in seen.setdefault((one.person, one.post), []):
            if one.since <= (other.until or date.max) and other.since <= (one.until or date.max):
                yield Finding("ORG012", one.place, {"person": one.person, "post": one.post}, related=(other.place,))
                break
        seen[one.person, one.post].append(one)


def _shared(persons: Mapping[str, Person]) -> Iterator[Finding]:
    """ORG013: one key listed twice, for two persons or for one; ORG014: a key that is none."""
    owners: dict[bytes, tuple[str, Key]] = {}
    for person in persons.values():
        for key in person.keys:
            try:
                blob = from_line(key.public).blob
            except SignatureError as error:
                yield Finding("ORG014", key.place, {"person": person.id, "reason": error.reason})
                continue
            if blob in owners:
                other, first = owners[blob]
                yield Finding("ORG013", key.place, {"person": person.id, "other": other}, related=(first.place,))
            else:
                owners[blob] = (person.id, key)
