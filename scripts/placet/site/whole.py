"""The parts of the site that speak of many records: made from all their facts, or from the office alone.

Each is one sheet of work, kept apart and made again when what it may read has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from placet.audience import seen
from placet.judge import Outcome
from placet.pages.page import Page
from placet.shards.kept import decoded
from placet.site.folder import Put
from placet.site.looking import Index, Looked
from placet.site.pieces import Edition, Made, facts_in
from placet.site.views import Closed, WholeView
from placet.site.works import Work


class Sheet(msgspec.Struct, array_like=True):
    """What a maker made under `key`: its files with their digests, and how many of them are pages."""

    key: str
    looked: Looked
    files: dict[str, str]
    pages: int


_encode = msgspec.msgpack.Encoder().encode
_sheet = msgspec.msgpack.Decoder(Sheet)


def office_view(edition: Edition) -> WholeView:
    """The view of an office without any record."""
    checked, bench = edition.checked, edition.checked.bench
    outcome = Outcome(checked.tally.as_of, (), (), (), {}, bench.book.rules)
    cabinet = seen(replace(bench.frame, records={}, files={}, findings=()), outcome, edition.hidden)[0]
    cabinet = replace(cabinet, records=Closed())
    return WholeView(cabinet, outcome, edition.words, looked=Looked(), index=Index(()), known={})


def whole_view(edition: Edition, parts: Mapping[str, Made], index: Index) -> WholeView:
    """The view of all facts; of verdicts it has only those on registers."""
    checked, bench = edition.checked, edition.checked.bench
    outcome = Outcome(
        as_of=checked.tally.as_of,
        findings=checked.tally.findings,
        verdicts=checked.rhythms,
        skips=checked.tally.skips,
        standings={},
        rules=bench.book.rules,
    )
    cabinet, judged = seen(replace(bench.frame, records={}, files={}), outcome, edition.hidden)
    known = {one.card.path: one for made in parts.values() for one in facts_in(made.facts)}
    return WholeView(
        replace(cabinet, records=Closed()),
        judged,
        edition.words,
        looked=Looked(),
        index=index,
        known={path: known[path] for path in sorted(known)},
    )


def kept(edition: Edition, work: Work) -> Sheet | None:
    """What was made before, while it would come out the same and its files lie in the folder."""
    sheet = decoded(_sheet, edition.store.read(work.name))
    if sheet is None or sheet.key != work.key or not sheet.looked.stands(edition.checked.tally.as_of):
        return None
    return sheet if all(edition.folder.holds(path, digest) for path, digest in sheet.files.items()) else None


def make(edition: Edition, work: Work, view: WholeView) -> tuple[Sheet, list[Put]]:
    """Make a sheet, put its files in the folder, and keep what there is to know of it: that, and what was put."""
    looked = Looked()
    made = work.make(replace(view, looked=looked))
    rows = [edition.folder.put(path, bytes_of(edition, path, one)) for path, one in made.items()]
    pages = sum(isinstance(one, Page) for one in made.values())
    sheet = Sheet(work.key, looked, {put.path: put.row.digest for put in rows}, pages)
    edition.store.write(work.name, _encode(sheet))
    return sheet, rows


def bytes_of(edition: Edition, path: str, made: Page | bytes | str) -> bytes:
    """A file as it lies in the folder."""
    if isinstance(made, Page):
        made = edition.shells.stamped(path, made)
    return made.encode() if isinstance(made, str) else made
