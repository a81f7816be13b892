"""What of the judges may only grow: adopted versions of regulations, and the people with their keys and posts.

History has to resolve: who held which post with which key on a day that is past, and by which words it was judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from placet.gate.ruling import Change
from placet.git import Blobs
from placet.model import LATER_KEYS, Absence, Appointment, Delegation, Finding, Key, Person, Place
from placet.readers import people
from placet.readers.people import Staff

_VERSION = re.compile(r"docs/[^/]+/[^/]+/([0-9]{4}-[0-9]{2}-[0-9]{2})\.(md|jsonl)")
_LATER = re.compile(rf"^(?:{'|'.join(LATER_KEYS)}): [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\r?\n".encode(), re.MULTILINE)
_Entry = TypeVar("_Entry", Appointment, Delegation, Absence)


def kept(changed: Sequence[Change], blobs: Blobs, day: date) -> Iterator[Finding]:
    """GAT041 (an adopted version altered), GAT042 (a slip of it), GAT043 (people or keys removed or altered), GAT044.

    GAT044 is a version that is to be in force before `day`, when it lands.
    """
    for one in changed:
        before = blobs.read(one.was) if one.was_mode.startswith("100") else b""
        now = blobs.read(one.now) if one.now_mode.startswith("100") else b""
        version = _VERSION.fullmatch(one.path)
        if one.added:
            if version is not None and version[2] == "md" and version[1] < day.isoformat():
                yield Finding("GAT044", Place(one.path), {"path": one.path, "day": version[1]})
            continue
        if version is not None and version[2] == "md" and not _only_dated(before, now):
            yield Finding("GAT041", Place(one.path), {"path": one.path})
        elif version is not None and version[2] == "jsonl" and not now.startswith(before):
            yield Finding("GAT042", Place(one.path), {"path": one.path})
        elif one.kind == "people":
            yield from _people(one, before, now)


def _only_dated(before: bytes, now: bytes) -> bool:
    """Whether a version only gained the day of its repeal, or was given another day of review, in the front matter."""
    (were, rest), (are, same) = _days(before), _days(now)
    return rest == same and all(line in are for line in were if line.startswith(b"repealed"))


def _days(data: bytes) -> tuple[list[bytes], bytes]:
    """The lines of a version that may come later, and everything else."""
    end = data.find(b"\n---", 4) + 1
    return _LATER.findall(data, 0, end), _LATER.sub(b"", data[:end]) + data[end:]


def _people(change: Change, before: bytes, now: bytes) -> Iterator[Finding]:
    old, _ = people.read(before, change.path)
    new, _ = people.read(now, change.path) if now else (None, [])
    if old is None:
        return  # what cannot be read has no history to keep
    if new is None:
        yield Finding("GAT043", Place(change.path), {"path": change.path, "what": change.path})
        return
    for what in _lost(old, new):
        yield Finding("GAT043", Place(change.path), {"path": change.path, "what": what})


def _lost(old: Staff, new: Staff) -> Iterator[str]:
    for person in old.persons.values():
        now = new.persons.get(person.id)
        if now is None or not _same_person(person, now):
            yield f"{person.name} {person.id}"
    yield from (f"{one.person} {one.post} {one.since}" for one in _missing(old.appointments, new.appointments))
    yield from (f"{one.post} → {one.to} {one.since}" for one in _missing(old.delegations, new.delegations))
    yield from (f"{one.person} {one.since} {one.why}" for one in _missing(old.absences, new.absences))


def _same_person(old: Person, new: Person) -> bool:
    named = (old.name, old.login, old.login_id) == (new.name, new.login, new.login_id)
    keys = {key.public: key for key in new.keys}
    return named and all(key.public in keys and _same_key(key, keys[key.public]) for key in old.keys)


def _same_key(old: Key, new: Key) -> bool:
    """Whether a key's entry is as it was, or closed or revoked since."""
    closed = old.until in (None, new.until)
    revoked = old.revoked in (None, new.revoked)
    return old.since == new.since and closed and revoked


def _missing(old: Sequence[_Entry], new: Sequence[_Entry]) -> list[_Entry]:
    """The entries that are no longer there, save that an open one may have been closed."""
    left = [replace(one, place=Place("")) for one in new]
    missing = []
    for entry in old:
        bare = replace(entry, place=Place(""))
        fits = [one for one in left if one == bare]
        if not fits and entry.until is None:
            fits = [one for one in left if replace(one, until=None) == bare]
        if fits:
            left.remove(fits[0])
        else:
            missing.append(entry)
    return missing
