"""The whole cabinet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from placet.model.finding import Finding
from placet.model.office import Calendar, Key, Unit
from placet.model.record import Record
from placet.model.register import Kind, Register
from placet.model.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Config:
    """`records/cabinet.yaml`: title, day its own history begins, the stopped clock of a demonstration, time zone.

    `gate_keys` are those by which the gate attests reviews made on the forge's page; `root_keys` are those one of which
    signed the founding of the portal.
    """

    title: str
    since: date
    as_of: datetime | None
    utc_offset: str
    units: tuple[str, ...]
    gate_keys: tuple[Key, ...] = ()
    root_keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Cabinet:
    """Everything read from one tree. `findings` are the faults met in reading; what they spoil is left out.

    `files` is every path of the tree with its Git blob id, also of what could not be read.
    """

    config: Config
    units: Mapping[str, Unit]
    kinds: Mapping[str, Kind]
    registers: Mapping[str, Register]
    regulations: tuple[Regulation, ...]
    calendars: Mapping[int, Calendar]
    records: Mapping[str, Record]
    findings: tuple[Finding, ...]
    files: Mapping[str, str] = field(default_factory=dict)
