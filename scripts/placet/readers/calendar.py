"""Calendars: `records/calendar/<year>.yaml` in, a `Calendar` out. Saturdays and Sundays are rest days unless listed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from placet.model import Calendar, Finding
from placet.readers.formats import fixed
from placet.readers.scalars import parse_date
from placet.readers.shape import shape
from placet.readers.text import read_document
from placet.readers.yaml import Node


def read(data: bytes, path: str) -> tuple[Calendar | None, list[Finding]]:
    """The year's calendar, or None with findings when any of it is faulty."""
    node, findings = read_document(data, path)
    if node is None:
        return None, findings
    values = shape(node, fixed("calendar"), findings)
    if findings:
        return None, findings
    year = int(values["year"])
    if path.rpartition("/")[2] != f"{year}.yaml":
        findings.append(Finding("FMT057", node.mapping["year"].place, {"value": str(year)}))
    holidays = _days(node.mapping["holidays"], values["holidays"], year, findings)
    workdays = _days(node.mapping["workdays"], values["workdays"], year, findings) if "workdays" in values else {}
    if "workdays" in values:
        both = [day for day in workdays if day in holidays]
        keys = node.mapping["workdays"].keys
        findings += [Finding("FMT059", keys[day.isoformat()], {"value": day.isoformat()}) for day in both]
    return (None, findings) if findings else (Calendar(year, holidays, workdays), findings)


def _days(node: Node, names: Mapping[str, str], year: int, findings: list[Finding]) -> dict[date, str]:
    days = {}
    for text, name in names.items():
        day = parse_date(text)
        if day is None:
            findings.append(Finding("FMT030", node.keys[text], {"value": text, "key": text}))
        elif day.year != year:
            findings.append(Finding("FMT058", node.keys[text], {"value": text, "year": str(year)}))
        else:
            days[day] = name
    return days
