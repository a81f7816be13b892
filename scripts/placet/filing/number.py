"""Giving a number: which one is next, and the move of draft, slip and attachments in one step.

Every step is noted in a journal before the first is taken. A run that was killed is finished by the next one: the
number was decided under the lock, so going on is always right, unless somebody touched the files in between.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from placet.errors import UserError
from placet.filing.durable import put, settle
from placet.model import Cabinet, Finding, Record
from placet.numbers import Number, name, number_of, own_day
from placet.tree import Tree

STATE = ".placet"
LOCK = "lock"
JOURNAL = "numbering.json"

#: Told the name of each step before it is taken.
Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Move:
    """One file or folder and where it goes."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that numbering one draft does.

    `number` is the official number in words; `moves` end with the document itself, whose coming makes the number
    taken. `line` is the act to append to a slip of `size` bytes, "" for none.
    """

    number: str
    moves: tuple[Move, ...]
    line: str = ""
    size: int = 0

    @property
    def path(self) -> str:
        """The document's new path."""
        return self.moves[-1].target

    @property
    def slip(self) -> str:
        """The slip's new path."""
        return self.path.removesuffix(".md") + ".jsonl"


class Renamed:
    """A tree as it would be after the moves: to ask beforehand what the check will say afterwards."""

    def __init__(self, tree: Tree, moves: tuple[Move, ...]) -> None:
        self.origin = tree.origin
        self.findings: tuple[Finding, ...] = tree.findings
        self._tree = tree
        self._old = {_moved(path, moves): path for path in tree.paths()}
        self._paths = {path: tree.paths()[self._old[path]] for path in sorted(self._old)}

    def paths(self) -> Mapping[str, str]:
        """Path → blob id after the moves."""
        return self._paths

    def read(self, path: str) -> bytes:
        """The bytes of a path after the moves; raises KeyError for any other path."""
        return self._tree.read(self._old[path])


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Only one process numbers or signs in this tree at a time; the kernel frees the lock of a killed one."""
    folder = root / STATE
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    with (folder / LOCK).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def draft_named(cabinet: Cabinet, word: str) -> Record:
    """The draft with this path, reference, file name or id. Raises UserError CMD221 (none) and CMD222 (numbered)."""
    plain = word.removeprefix("./")
    for record in cabinet.records.values():
        stem = record.path.rpartition("/")[2].removesuffix(".md")
        if plain not in (record.path, record.ref, record.id, *((stem, f"{stem}.md") if record.is_draft else ())):
            continue
        if record.number is None:
            return record
        register = cabinet.registers[f"{record.unit}/{record.register}"]
        raise UserError("CMD222", name=word, number=name(register, record.year or 0, record.number))
    raise UserError("CMD221", name=word)


def next_number(cabinet: Cabinet, draft: Record, elsewhere: Iterable[str] = ()) -> Number:
    """The number after the highest that any file or explanation of the year claims. Raises UserError CMD223.

    `elsewhere` are the paths of other branches, whose numbers count as taken.
    """
    kind = cabinet.kinds[draft.kind]
    day = own_day(draft, kind)
    if day is None:
        raise UserError("CMD223", key=kind.date, title=kind.fields[kind.date].title)
    register = cabinet.registers[f"{draft.unit}/{draft.register}"]
    here = (path for path in cabinet.files if path != draft.path)
    claims = [number_of(path) for path in (*here, *elsewhere)]
    taken = [one.n for one in claims if one and (one.register, one.year) == (register.path, day.year)]
    taken += [int(n) for year, _, n in (entry.partition("/") for entry in register.explained) if int(year) == day.year]
    return Number(register.path, day.year, max(taken, default=0) + 1)


def plan(root: Path, cabinet: Cabinet, draft: Record, elsewhere: Iterable[str] = ()) -> Plan:
    """What has to be moved to give the draft its number, or a numbered record another one.

    Raises UserError CMD223, CMD225 and CMD226.
    """
    number = next_number(cabinet, draft, elsewhere)
    register = cabinet.registers[number.register]
    old, new = draft.path.removesuffix(".md"), number.path.removesuffix(".md")
    moves = tuple(Move(old + end, new + end) for end in ("", ".jsonl", ".md") if (root / (old + end)).exists())
    for move in moves:
        if (root / move.target).exists():
            raise UserError("CMD225", path=move.target)
        if _device(root / move.source) != _device((root / move.target).parent):
            raise UserError("CMD226", source=move.source, target=move.target)
    return Plan(name(register, number.year, number.n), moves, size=sum(map(len, draft.slip_lines)))


def carry_out(root: Path, work: Plan, watch: Watch = lambda _: None) -> None:
    """Do it, or as much of it as a kill lets happen; `recover` does the rest. The caller holds the lock."""
    journal = root / STATE / JOURNAL
    watch("journal")
    put(journal, json.dumps(asdict(work), ensure_ascii=False).encode())
    _finish(root, work, watch)


def recover(root: Path, watch: Watch = lambda _: None) -> Plan | None:
    """Finish what a killed run left half-done, and say what that was; None when there is nothing to finish.

    Raises UserError CMD227 when a file is in both places or in neither, CMD229 when the slip is another.
    """
    journal = root / STATE / JOURNAL
    try:
        noted = json.loads(journal.read_bytes())
    except FileNotFoundError:
        return None
    noted["moves"] = tuple(Move(**move) for move in noted["moves"])
    work = Plan(**noted)
    _finish(root, work, watch)
    return work


def _finish(root: Path, work: Plan, watch: Watch) -> None:
    for move in work.moves:
        if (root / move.source).exists() == (root / move.target).exists():
            raise UserError("CMD227", source=move.source, target=move.target)
    for move in work.moves:
        if (root / move.source).exists():
            watch(f"move {move.source}")
            (root / move.target).parent.mkdir(parents=True, exist_ok=True)
            (root / move.source).rename(root / move.target)
    if work.line:
        _append(root / work.slip, work, watch)
    for folder in {(root / path).parent for move in work.moves for path in (move.source, move.target)}:
        settle(folder)
    watch("forget")
    (root / STATE / JOURNAL).unlink()


def _append(slip: Path, work: Plan, watch: Watch) -> None:
    have = slip.read_bytes() if slip.exists() else b""
    line = work.line.encode()
    if len(have) == work.size + len(line) and have.endswith(line):
        return
    if len(have) != work.size:
        raise UserError("CMD229", path=work.slip)
    watch(f"append {work.slip}")
    put(slip, have + line)


def _device(path: Path) -> int:
    while not path.exists():
        path = path.parent
    return path.stat().st_dev


def _moved(path: str, moves: tuple[Move, ...]) -> str:
    for move in moves:
        if path == move.source or path.startswith(f"{move.source}/"):
            return move.target + path.removeprefix(move.source)
    return path
