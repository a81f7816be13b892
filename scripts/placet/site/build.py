"""Builds the portal: what has changed since the last time, in several processes, into a folder any server can serve.

A record's pages come of the piece of the cabinet it lies in, every other page of what the pieces gave; what people
wrote, and the shell around it all, comes from MkDocs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from placet.model.audience import AUDIENCES
from placet.pages import layout
from placet.pages.words import Words, spoken_by_the_browser
from placet.shards import keys, workers
from placet.shards.check import Checked, checked
from placet.shards.frame import Found, Frame, Past
from placet.shards.kept import decoded
from placet.shards.pieces import Piece
from placet.shards.store import Store, opened
from placet.site import guides, hiding, pieces, printing, searching, whole
from placet.site.folder import Folder, Put, Row, Staged
from placet.site.guides import BuildError, Guides
from placet.site.looking import Index
from placet.site.pieces import Edition, Made
from placet.site.program import program
from placet.site.since import NAME as LAST
from placet.site.since import Since
from placet.site.whole import Sheet
from placet.site.works import works as found_works
from placet.tally import Tally

if TYPE_CHECKING:
    from placet.audience.leaks import Leak

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class BuildReport:
    """What was built: pages of the site, those rendered from the cabinet, where the site lies, and what was found.

    `leaks` is what the finished site told of what its audience may not see: it was taken away again.
    """

    pages: int
    rendered: int
    out: Path
    staged: Staged
    tally: Tally
    leaks: tuple[Leak, ...] = ()


#: Where the words of scripts lie.
WORDS = "assets/placet/words.js"

_encode = msgspec.msgpack.Encoder().encode
_ledger = msgspec.msgpack.Decoder(dict[str, Row])


def build(
    root: Path,
    out: Path,
    find: Callable[[], Found],
    lang: str = "zh",
    audience: str = AUDIENCES[0],
    *,
    kept: bool = True,
    processes: int = -1,
) -> BuildReport:
    """Check the cabinet that `find` gives, whose portal is at `root` (where mkdocs.yml lies), and build it into `out`.

    It is asked while MkDocs is at work. `audience` is who may see it; where anything is hidden from them,
    the finished site is read for it.
    `kept` and `processes` are as for `shards.check.check`. Raises BuildError when MkDocs fails or warns.
    """
    count = workers.processes() if processes < 0 else processes
    with opened(root, kept=kept) as store:
        mine = store.under(f"site {lang} {audience}")
        with guides.begun(root, mine, lang) as shell:
            return _Build(root, out, *find(), lang, audience, store, mine, count).build(shell)


@dataclass
class _Build:
    root: Path
    out: Path
    frame: Frame
    as_of: datetime
    past: Past
    lang: str
    audience: str
    store: Store
    kept: Store
    processes: int
    wanted: set[str] = field(default_factory=set)
    written: int = 0

    def build(self, shell: Callable[[], Guides]) -> BuildReport:
        """Check, then make the pieces, then what speaks of all of them; `shell` waits for MkDocs."""
        kept, ledgers = self.kept, self.store.under("folders")
        found = checked(self.frame, self.as_of, self.past, self.store, self.processes)
        self.folder = Folder(self.out, decoded(_ledger, ledgers.read(self._name)) or {})
        self.folder.look()
        written = shell()
        self.edition = edition = self._edition(found, written, kept)
        parts, index = self._pieces()
        sheets = self._sheets(parts, index, written.texts)
        results: list[Made | Sheet] = [*parts.values(), *sheets.values()]
        for made in results:
            self._take(made.files)
        prints = {path: sheet for made in parts.values() for path, sheet in made.prints.items()}
        self._take(prints, printing.printed(self.root, prints, edition.fonts, self.folder, kept))
        self._put({**written.files, WORDS: spoken(self.lang)})
        removed = self.folder.finish(self.wanted)
        leaks = self._leaks(written) if edition.hidden else []
        ledgers.write(self._name, _encode(self.folder.ledger))
        kept.keep({guides.NAME, printing.NAME, searching.TEXTS, LAST, *pieces.names(parts), *sheets})
        rendered = sum(made.pages for made in results)
        staged = Staged(self.written, len(self.wanted) - self.written, removed)
        return BuildReport(written.pages + rendered, rendered, self.out, staged, found.tally, tuple(leaks))

    def _leaks(self, written: Guides) -> list[Leak]:
        """What the finished site tells of what is hidden; then it is taken away."""
        from placet.site.proof import proved

        leaks = proved(self.edition, written)
        if leaks:
            self.folder.clear()
        return leaks

    def _edition(self, found: Checked, written: Guides, kept: Store) -> Edition:
        hidden = hiding.what_is_hidden(found, self.audience, kept)
        fonts = printing.fonts(self.root, found.bench.frame)
        words = [self.lang, str(self.as_of.date()), hiding.digest(hidden), fonts.identity if fonts else ""]
        layout.keep(Words(self.lang), program())
        key = keys.digest([program(), found.key, self.frame.digest, written.shells.digest, *words])
        return Edition(found, hidden, Words(self.lang), fonts, written.shells, self.folder, kept, key)

    @property
    def _name(self) -> str:
        """Under which name the folder's ledger is kept."""
        return os.fspath(self.out.resolve())

    def _pieces(self) -> tuple[Mapping[str, Made], Index]:
        """What each piece gives, made where it has to be, and the cards of all records."""
        edition, found = self.edition, list(self.frame.pieces.values())
        index = Index(pieces.cards(edition))
        since = Since(edition.store, index)
        known = {piece.name: pieces.kept(edition, piece, index, since) for piece in found}
        fresh = [piece for piece in found if known[piece.name] is None]

        def make(piece: Piece) -> tuple[Made, list[Put]]:
            return pieces.make(edition, piece, index)

        known |= {piece.name: made for piece, made in self._made(fresh, make)}
        parts = {name: made for name, made in known.items() if made is not None}
        since.keep(made.name for made in parts.values())
        return parts, index

    def _sheets(self, parts: Mapping[str, Made], index: Index, texts: Mapping[str, str]) -> Mapping[str, Sheet]:
        """What speaks of many records or of none, made where it has to be: the search, and sheets of work."""
        edition = self.edition
        office = whole.office_view(edition)
        works = found_works(edition, parts, index, office.cabinet.registers)
        # The search takes longest, so it is begun first.
        known = {searching.NAME: searching.kept(edition, parts, texts)}
        known |= {work.name: whole.kept(edition, work) for work in works}
        fresh = {work.name: work for work in works if known[work.name] is None}
        # Unpacked by the child that wants it: to look at what its parent unpacked a child has to copy it.
        everything = cache(lambda: whole.whole_view(edition, parts, index))

        def make(name: str) -> tuple[Sheet, list[Put]]:
            if name == searching.NAME:
                return searching.make(edition, parts, texts)
            work = fresh[name]
            return whole.make(edition, work, everything() if work.is_whole else office)

        known |= dict(self._made([name for name, sheet in known.items() if sheet is None], make))
        return {name: sheet for name, sheet in known.items() if sheet is not None}

    def _made(
        self, items: list[Item], make: Callable[[Item], tuple[Result, list[Put]]]
    ) -> Iterator[tuple[Item, Result]]:
        """Each item with what was made of it; what was put in the folder is entered in its ledger."""
        with workers.asked(items, make, self.processes) as answers:
            for item, (result, rows) in answers:
                self._enter(rows)
                yield item, result

    def _enter(self, rows: Iterable[Put]) -> None:
        """Note what was put in the folder."""
        for put in rows:
            self.folder.ledger[put.path] = put.row
            self.written += put.written

    def _take(self, paths: Iterable[str], rows: Iterable[Put] = ()) -> None:
        """Note what belongs in the folder. Raises BuildError for a place that two want."""
        self._enter(rows)
        for path in paths:
            if path in self.wanted:
                raise BuildError(path)
            self.wanted.add(path)

    def _put(self, files: Mapping[str, bytes]) -> None:
        """Put what people wrote where no page of the cabinet lies."""
        free = {path: data for path, data in files.items() if path not in self.wanted}
        self._take(free, [self.folder.put(path, data) for path, data in free.items()])


def spoken(lang: str) -> bytes:
    """The script that holds the words that other scripts say."""
    return f"window.placetWords = {json.dumps(spoken_by_the_browser(lang), ensure_ascii=False)};\n".encode()
