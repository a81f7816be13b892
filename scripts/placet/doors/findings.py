"""Protections that are off in a repository and its cabinet, as findings; each says what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources

import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from placet.doors.install import hook, installed
from placet.doors.owners import PATH, differing
from placet.git import Repository
from placet.model import NOWHERE, Cabinet, Finding, Key, Place

#: Settings of a server's repository that keep history from being cut, and what they ought to be.
SETTINGS = ("receive.denyNonFastForwards", "receive.denyDeletes", "receive.fsckObjects")
#: What demonstration keys are derived from, and how many of one owner are tried.
_PURPOSE, _ORDINALS = "placet demonstration key", 5
_TRUE = ("true", "yes", "on", "1")
#: How long before a key's last day, or a year's end, it is time to see to the next.
SOON = timedelta(days=45)


def of_repository(repository: Repository) -> Iterator[Finding]:
    """What the repository itself leaves open: a shallow clone, a bare one without hook or with weak settings."""
    if repository.is_shallow:
        yield Finding("DOR101", NOWHERE)
    if not repository.bare:
        return
    if not installed(repository.root):
        yield Finding("DOR102", NOWHERE, {"path": str(hook(repository.root)), "folder": str(repository.root)})
    for name in SETTINGS:
        value = repository.setting(name) or repository.setting(name.replace("receive.", "transfer."))
        if value.lower() not in _TRUE:
            yield Finding("DOR103", NOWHERE, {"setting": name})


def of_files(files: Mapping[str, bytes], cabinet: Cabinet, as_of: datetime) -> Iterator[Finding]:
    """What the files beside the cabinet leave open: CODEOWNERS and the workflows, by their contents."""
    found = list(differing(cabinet, as_of, files.get(PATH, b"").decode("utf-8", "replace")))
    if found:
        yield Finding("DOR104", Place(PATH), {"path": PATH, "count": str(len(found))})
    for other in (f".github/{PATH}", f"docs/{PATH}"):
        if other in files:
            yield Finding("DOR106", Place(other), {"path": other, "instead": PATH})
    for path, digest in shipped().items():
        if path not in files:
            yield Finding("DOR107", Place(path), {"path": path})
        elif hashlib.sha256(files[path]).hexdigest() != digest:
            yield Finding("DOR108", Place(path), {"path": path})


def of_cabinet(cabinet: Cabinet, today: date) -> Iterator[Finding]:
    """What the cabinet leaves open on a day: a stopped clock, keys near their end or for show, no calendar."""
    shown = [(name, key) for owner, name, key in _keys(cabinet) if is_demonstration(owner, key)]
    if cabinet.config.as_of is not None and not shown:
        stopped = cabinet.config.as_of.isoformat()
        yield Finding("DOR109", Place("records/cabinet.yaml"), {"moment": stopped})
    if shown:
        names = list(dict.fromkeys(name for name, _ in shown))
        words = {"names": ", ".join(names[:3]) + "…" * (len(names) > 3), "count": str(len(shown))}
        yield Finding("DOR110", shown[0][1].place, words)
    for _, name, key in _keys(cabinet):
        if key.until is not None and key.revoked is None and today <= key.until <= today + SOON:
            yield Finding("DOR111", key.place, {"name": name, "until": key.until.isoformat()})
    for year in sorted({today.year, (today + SOON).year} - set(cabinet.calendars)):
        yield Finding("DOR112", Place(f"records/calendar/{year}.yaml"), {"year": str(year)})


def _keys(cabinet: Cabinet) -> Iterator[tuple[str, str, Key]]:
    """Whose key: id, name and the key."""
    for unit in cabinet.units.values():
        yield from ((person.id, person.name, key) for person in unit.persons.values() for key in person.keys)
    yield from (("gate", "placet", key) for key in cabinet.config.gate_keys)


def is_demonstration(owner: str, key: Key) -> bool:
    """Whether anybody can make the private half: the keys of samples and tests come from their owner's id."""
    made = (_public(f"{_PURPOSE}|{owner}|{ordinal}") for ordinal in range(1, _ORDINALS + 1))
    return " ".join(key.public.split()[:2]) in made


@cache
def _public(words: str) -> str:
    seed = hashlib.sha256(words.encode()).digest()
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


@cache
def shipped() -> Mapping[str, str]:
    """Path → SHA-256 of the workflows that this program was released with."""
    data = resources.files(__package__).joinpath("shipped.yaml").read_bytes()
    loaded: Mapping[str, str] = yaml.load(data, yaml.CSafeLoader)
    return loaded
