"""Several clerks number at once: over a real server, and in a thousand random interleavings."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from placet import messages
from placet.cabinet import load
from placet.checks import numbering
from placet.cli import run
from placet.doors.install import install
from placet.filing.number import next_number
from placet.gate import numbers
from placet.gate.changes import Entry
from placet.gate.ruling import Change
from placet.git import blob_id
from placet.model import Cabinet, Level
from placet.numbers import number_of
from placet.readers.frontmatter import digest
from placet.tree import MemoryTree
from tests.gatehouse import DRAFT, Gatehouse, gatehouse
from tests.repository import Repo
from tests.tiny import lay_out, signed, tree_files

YEAR = "records/bureau/outgoing/2024"
REPLY = re.compile(r"placet number --again \S+\.md")


def approved(desk: Gatehouse, slug: str, identifier: str) -> str:
    """An approved draft in a clerk's clone."""
    ref = desk.draft(slug, id=identifier, title=f"关于{slug}的通知")
    desk.sign(
        ref,
        "draft by wang-fang at 2024-06-20T09:00",
        "check by li-ping as office-director at 2024-06-20T10:00",
        "issue by sun-qiang as director at 2024-06-20T11:00",
    )
    return ref


def desk_of(house: Gatehouse, folder: Path) -> Gatehouse:
    """A clerk's own clone."""
    subprocess.run(["git", "clone", "--quiet", str(house.bare), str(folder)], check=True)
    return Gatehouse(Repo(folder), house.bare)


def placet(desk: Gatehouse, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Exit status and output of a command run in a clerk's clone."""
    status = run([words[0], "--root", str(desk.root), *words[1:]])
    said = capsys.readouterr()
    return status, said.out + said.err


def push(desk: Gatehouse) -> subprocess.Popen[str]:
    command = ["git", "-C", str(desk.root), "push", "origin", "HEAD:main"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_clerks_take_the_next_number_and_both_land(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = gatehouse(tmp_path)
    install(house.bare, sys.executable)
    desks = {name: desk_of(house, tmp_path / name) for name in ("wu", "ma")}
    for name, identifier in (("wu", "2024-wuaaaa"), ("ma", "2024-maaaaa")):
        approved(desks[name], f"duty-{name}", identifier)
        status, said = placet(desks[name], capsys, "number", f"duty-{name}")
        assert (status, "溪文发〔2024〕3号" in said) == (0, True), said
        desks[name].repo.commit({}, f"number {name}")
    pushes = {name: push(desk) for name, desk in desks.items()}
    told = {name: (one.communicate(timeout=120)[1], one.returncode) for name, one in pushes.items()}
    landed = [name for name, (_, status) in told.items() if status == 0]
    assert len(landed) == 1, told
    loser = desks["ma" if landed == ["wu"] else "wu"]

    loser.repo.git("fetch", "--quiet")
    status, said = placet(loser, capsys, "gate", "--base", "origin/main", "--head", "HEAD", "--format", "text")
    assert status == 4
    assert "GAT005" in said
    reply = REPLY.search(said)
    assert reply, said
    assert reply[0] == f"placet number --again {YEAR}/0003.md"
    status, said = placet(loser, capsys, *shlex.split(reply[0])[1:])
    assert (status, "溪文发〔2024〕4号" in said) == (0, True), said
    loser.repo.commit({}, "renumber")
    loser.repo.git("merge", "--quiet", "-m", "merge main", "origin/main")
    again = push(loser)
    said = again.communicate(timeout=120)[1]
    assert again.returncode == 0, said

    seen = desk_of(house, tmp_path / "seen")
    files = sorted(path.name for path in (seen.root / YEAR).glob("*.md"))
    assert files == ["0001.md", "0002.md", "0003.md", "0004.md"]
    ids = {line for name in files for line in (seen.root / YEAR / name).read_text("utf-8").splitlines()}
    assert {"id: 2024-wuaaaa", "id: 2024-maaaaa"} <= ids
    status, said = placet(seen, capsys, "check")
    assert (status, "违反 0" in said) == (0, True), said


def test_a_forced_push_of_a_taken_number_is_told_how_to_renumber(tmp_path: Path) -> None:
    house = gatehouse(tmp_path)
    install(house.bare, sys.executable)
    one, other = desk_of(house, tmp_path / "one"), desk_of(house, tmp_path / "other")
    for desk, identifier in ((one, "2024-wuaaaa"), (other, "2024-maaaaa")):
        desk.move(approved(desk, "duty", identifier), "bureau/outgoing/2024/0003")
        desk.repo.commit({}, "number")
    first = push(one)
    said = first.communicate(timeout=120)[1]
    assert first.returncode == 0, said
    command = ["git", "-C", str(other.root), "push", "--quiet", "--force", "origin", "HEAD:main"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "placet number --again" in done.stderr


Files = dict[str, bytes]


@dataclass
class Desk:
    """A clerk's clone: the main branch as last fetched, and the files as they lie now."""

    fetched: Files
    files: Files = field(default_factory=dict)


def cabinet(files: Files) -> Cabinet:
    return load(MemoryTree(files))


def added(old: Files, new: Files) -> tuple[Change, ...]:
    """What differs, as the gate sees it."""
    return tuple(
        Change(path, *(blob_id(one[path]) if path in one else "" for one in (old, new)), "100644", "100644", "record")
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    )


def renamed(files: Files, old: str, new: str) -> Files:
    """The files with a record moved to another stem."""
    return {
        new + path.removeprefix(old) if path in (f"{old}.md", f"{old}.jsonl") else path: data
        for path, data in files.items()
    }


class Office(RuleBasedStateMachine):
    """A server that takes only what stands on its main branch and has sound numbers; three clerks who know no better."""

    def __init__(self) -> None:
        super().__init__()
        self.main: Files = {}
        self.desks: list[Desk] = []
        self.made = 0
        self.landed: dict[str, str] = {}

    @initialize()
    def opens(self) -> None:
        self.main = dict(BASE)
        self.desks = [Desk(dict(BASE), dict(BASE)) for _ in range(3)]

    @rule(clerk=st.integers(0, 2))
    def drafts(self, clerk: int) -> None:
        self.made += 1
        name = f"{self.made:06}".translate(str.maketrans("01", "ab"))
        text = DRAFT.format(id=f"2024-{name}", title=f"第{self.made}份通知", day="2024-06-20", body="请遵照执行。")
        self.desks[clerk].files[f"records/bureau/outgoing/drafts/{name}.md"] = text.encode()

    @rule(clerk=st.integers(0, 2), pick=st.integers(0, 9))
    def signs(self, clerk: int, pick: int) -> None:
        files = self.desks[clerk].files
        stem = self._pick([path for path in files if "/drafts/" in path], pick)
        if stem:
            data, have = files[f"{stem}.md"], files.get(f"{stem}.jsonl", b"")
            identifier = re.search(rb"^id: (\S+)", data, re.MULTILINE)
            assert identifier
            minute = len(have.splitlines()) % 60
            act = f"draft by wang-fang at 2024-06-20T09:{minute:02}"
            files[f"{stem}.jsonl"] = have + signed(act, identifier[1].decode(), digest(data), have)

    @rule(clerk=st.integers(0, 2), pick=st.integers(0, 9))
    def numbers(self, clerk: int, pick: int) -> None:
        desk = self.desks[clerk]
        stem = self._pick([path for path in desk.files if "/drafts/" in path], pick)
        if stem:
            self._number(desk, stem, ())

    @rule(clerk=st.integers(0, 2), pick=st.integers(0, 9))
    def gives_a_draft_up(self, clerk: int, pick: int) -> None:
        files = self.desks[clerk].files
        stem = self._pick([path for path in files if "/drafts/" in path], pick)
        if stem:
            files.pop(f"{stem}.md")
            files.pop(f"{stem}.jsonl", None)

    @rule(clerk=st.integers(0, 2))
    def pushes(self, clerk: int) -> None:
        """The server's answer is the gate's on numbers and slips; what does not stand on main is not looked at."""
        desk = self.desks[clerk]
        if desk.fetched == self.main and not self._faults(self.main, desk.files):
            self.main = dict(desk.files)
            desk.fetched = dict(desk.files)
            for path, data in self.main.items():
                if number_of(path) and path.endswith(".md"):
                    self.landed.setdefault(data.split(b"\n", 2)[1].decode(), path)

    @precondition(lambda self: any(desk.fetched != self.main for desk in self.desks))
    @rule(clerk=st.integers(0, 2))
    def fetches_and_merges(self, clerk: int) -> None:
        """Whatever number of one's own is taken on main is given anew, as `placet number --again` does."""
        desk = self.desks[clerk]
        for path in sorted(desk.files):
            mine = number_of(path) and path.endswith(".md") and path not in desk.fetched
            if mine and any(number_of(other) == number_of(path) for other in self.main):
                self._number(desk, path.removesuffix(".md"), tuple(self.main))
        kept = {path: data for path, data in self.main.items() if path not in desk.fetched or path in desk.files}
        mine = {
            path: data
            for path, data in desk.files.items()
            if desk.fetched.get(path) != data and not self._gone(desk, path)
        }
        desk.files = kept | mine
        desk.fetched = dict(self.main)

    def _gone(self, desk: Desk, path: str) -> bool:
        """Whether main has moved or removed a file since it was fetched: the clerk lets it go."""
        return path in desk.fetched and path not in self.main

    def _number(self, desk: Desk, stem: str, elsewhere: tuple[str, ...]) -> None:
        known = cabinet(desk.files)
        free = next_number(known, known.records[f"{stem}.md"], elsewhere)
        desk.files = renamed(desk.files, stem, free.path.removesuffix(".md"))

    @staticmethod
    def _faults(base: Files, merged: Files) -> list[object]:
        changed = added(base, merged)
        entries = [{path: Entry("100644", blob_id(data)) for path, data in files.items()} for files in (base, merged)]
        found: list[object] = list(numbers.faults(changed, *entries, ()))
        found += [one for one in numbering.check(cabinet(merged)) if messages.level(one.code) is Level.ERROR]
        found += [path for path in base if number_of(path) and merged.get(path) != base[path]]
        return found

    @staticmethod
    def _pick(paths: list[str], pick: int) -> str:
        documents = sorted(path for path in paths if path.endswith(".md"))
        return documents[pick % len(documents)].removesuffix(".md") if documents else ""

    @invariant()
    def every_number_is_given_once_and_none_is_lost(self) -> None:
        paths = [path for path in self.main if path.startswith(f"{YEAR}/") and path.endswith(".md")]
        given = sorted(found.n for path in paths if (found := number_of(path)))
        assert given == list(range(1, len(paths) + 1))
        ids = [
            self.main[path].split(b"\n", 2)[1].decode()
            for path in self.main
            if path.endswith(".md") and "/outgoing/" in path
        ]
        assert len(ids) == len(set(ids))
        assert all(self.main[path].split(b"\n", 2)[1].decode() == one for one, path in self.landed.items())


def _base() -> Files:
    """The small cabinet without its regulations."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "cabinet"
        lay_out(root)
        return {path: data for path, data in tree_files(root).items() if path.startswith("records/")}


BASE: Files = _base()

TestOffice = Office.TestCase
# A thousand random interleavings of up to twenty steps each.
TestOffice.settings = settings(
    max_examples=1000,
    stateful_step_count=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
