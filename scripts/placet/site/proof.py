"""The proof that a finished site says nothing that its audience may not see: every file of it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from placet import search
from placet.audience import seen
from placet.audience.leaks import Leak, leaks
from placet.audience.secrets import secrets
from placet.audience.texts import texts
from placet.exports import EXPORTS
from placet.judge import Outcome
from placet.model import Record
from placet.pages import OFFICE, WHOLE
from placet.site.guides import Guides
from placet.site.pieces import Edition, part_in
from placet.site.records import records_of
from placet.site.searching import texts_found
from placet.site.whole import bytes_of, office_view


def proved(edition: Edition, guides: Guides) -> list[Leak]:
    """Return what the finished site tells of what is hidden. What it would say without a single record is no secret.

    A site that cannot be read to its end is taken away.
    """
    try:
        return _told(edition, guides)
    except BaseException:
        edition.folder.clear()
        raise


def _told(edition: Edition, guides: Guides) -> list[Leak]:
    bench, what = edition.checked.bench, edition.hidden
    records: dict[str, Record] = {}
    for piece in bench.pieces.values():
        records |= records_of(edition.checked, piece)
    cabinet = replace(bench.frame, records=records)
    shown, _ = seen(cabinet, Outcome(edition.checked.tally.as_of, (), (), (), {}, ()), what)
    return leaks(edition.folder.out, secrets(cabinet, shown, what, _said(edition, guides)))


def _said(edition: Edition, guides: Guides) -> Iterator[str]:
    """Every text of the site as it would be without a single record."""
    for path, data in _bare(edition, guides).items():
        yield from (text for _, text in texts(path, data))


def _bare(edition: Edition, guides: Guides) -> Mapping[str, bytes]:
    view = office_view(edition)
    bare = replace(view, cabinet=replace(view.cabinet, records={}))
    pages = {path: bytes_of(edition, path, page) for maker in (*WHOLE, *OFFICE) for path, page in maker(bare).items()}
    files = {path: data for maker in EXPORTS for path, data in maker(bare).items()}
    found = {name: part_in(data) for name, data in texts_found(edition, guides.texts).items()}
    return {**guides.files, **pages, **files, **search.assemble(found).made}
