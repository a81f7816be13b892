"""The official sheets of an edition: said piece by piece, printed together, since the press is a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from placet import official
from placet.judge import Outcome
from placet.model import Cabinet
from placet.official import Fonts, Sheet
from placet.shards.kept import decoded
from placet.shards.store import Store
from placet.site.folder import Folder, Put

#: Under which name the digests of printed sheets are kept.
NAME = "printed"

_encode = msgspec.msgpack.Encoder().encode
_digests = msgspec.msgpack.Decoder(dict[str, str])
_sheet = msgspec.json.Decoder(Sheet)


class Printed(msgspec.Struct, frozen=True, array_like=True):
    """A sheet that belongs on the site: what its PDF is kept under, and what stands on it, packed."""

    key: str
    sheet: bytes


def fonts(root: Path, cabinet: Cabinet) -> Fonts | None:
    """The fonts of official sheets, from `root`/.fonts and the system; None where there are none or none are needed."""
    wanted = any(cabinet.kinds[register.kind].layout is not None for register in cabinet.registers.values())
    return official.found([root / official.FOLDER]) if wanted else None


def sheets_of(cabinet: Cabinet, outcome: Outcome, found: Fonts | None) -> dict[str, Printed]:
    """The sheets of some records, by path of the site."""
    if found is None:
        return {}
    made = {
        official.path(record): official.sheet(cabinet, record, outcome.standings.get(path, ()))
        for path, record in sorted(cabinet.records.items())
    }
    return {
        path: Printed(official.key(sheet, found), msgspec.json.encode(sheet)) for path, sheet in made.items() if sheet
    }


def printed(root: Path, wanted: Mapping[str, Printed], found: Fonts | None, folder: Folder, store: Store) -> list[Put]:
    """See that the PDFs of these sheets lie in the folder: what had to be put there."""
    known = decoded(_digests, store.read(NAME)) or {}
    missing = {path: one for path, one in wanted.items() if not folder.holds(path, known.get(one.key, ""))}
    if not missing or found is None:
        return []
    shelf = root / official.PRINTED
    files = official.kept(shelf, {path: _sheet.decode(one.sheet) for path, one in missing.items()}, found)
    rows = [folder.put(path, file.read_bytes()) for path, file in files.items()]
    known |= {wanted[put.path].key: put.row.digest for put in rows}
    asked = {one.key for one in wanted.values()}
    store.write(NAME, _encode({key: digest for key, digest in known.items() if key in asked}))
    return rows
