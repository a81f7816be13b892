"""The office under attack: a real repository signed with demonstration keys, and what an attacker can do to it.

Each folder of `tests/attacks` has an `attack.py` whose first paragraph says what the attacker does and hopes for, whose
`REASONS` are the codes it must be stopped with, and whose `attack` changes the repository.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
import zlib
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives import serialization

from placet.cli import run
from placet.readers.frontmatter import digest
from tests.forge.stub import REPOSITORY, Pull, Stub, serving
from tests.gatehouse import Gatehouse, gatehouse
from tests.repository import Repo
from tests.sample.keys import private_key

ATTACKS = Path(__file__).parent / "attacks"
OFFICE = ATTACKS / "office"
NAMES = sorted(path.parent.name for path in ATTACKS.glob("*/attack.py"))

FLOOD = "bureau/outgoing/drafts/flood"
DISPUTED = "bureau/outgoing/drafts/disputed"
NEXT = "bureau/outgoing/2024/0004"
PARTY = "bureau/outgoing/2024/0003"
PEOPLE = "records/bureau/people.yaml"
#: Where a branch is proposed on a forge, and the account of the director.
PULL = 7
DIRECTOR = 1003

_ORDER = """---
id: {id}
title: {title}
classification: internal
date: 2024-06-26
proposer: {proposer}
digest: {digest}
classes: [{classes}]
reason: 工作需要
---

见附后的变更。
"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the gate is asked: which head into which base, in which repository, with which branches open.

    `env` is what the attacker has put into the environment of whoever asks. `forge` is the forge on whose page the branch
    is proposed: its reviews are turned into acts first.
    """

    repo: Path
    base: str = "main"
    head: str = "attack"
    branches: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    forge: Stub | None = None


class Siege(Gatehouse):
    """The office, with the branch `attack` checked out."""

    def number(self, ref: str = FLOOD, to: str = NEXT, at: str = "2024-06-26T09:00") -> None:
        """Gives a draft a number as the clerk does: it is moved, and the act of numbering is signed."""
        self.move(ref, to)
        self.sign(to, {"act": "number", "by": "wu-di", "post": "clerk", "at": at, "ordinal": 2})

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def covers(self, ref: str) -> str:
        """What an act's `covers.document` says of a document as it lies."""
        return digest((self.root / f"records/{ref}.md").read_bytes())

    def correct(self, old: str, new: str, *, classification: str = "internal", **changes: Any) -> None:
        """Edits the filed notice of the party and signs it as a correction, as the office director may."""
        was = self.covers(PARTY)
        self.change(file=f"records/{PARTY}.md", replace=[old, new])
        self.change(
            file=f"records/{PARTY}.md", replace=["classification: internal", f"classification: {classification}"]
        )
        act = {"act": "correct", "by": "li-ping", "post": "office-director", "at": "2024-06-26T09:00"}
        self.sign(PARTY, act | {"data": {"was": was}} | changes)

    def order(self, branch: str, classes: str, acts: list[Any] | None = None, *, number: int = 1, **words: str) -> str:
        """Lands a change order for what `branch` changes, numbered and signed by two persons unless told otherwise."""
        stamp = words.pop("digest", "") or self.judge(branch).digest
        ref = f"{words.pop('unit', 'bureau')}/changes/2024/{number:04}"
        known = {"id": f"2024-orda{'abcdefgh'[number]}a", "title": "变更单", "proposer": "feng-lei"}
        self.branch("order")
        self.repo.write({f"records/{ref}.md": _ORDER.format(**(known | words), digest=stamp, classes=classes)})
        usual = [
            f"propose by {(known | words)['proposer']} at 2024-06-26T09:00",
            "second by qian-lan as deputy-culture at 2024-06-26T10:00",
            "approve by sun-qiang as director at 2024-06-26T11:00",
            {"act": "number", "by": "wu-di", "post": "clerk", "at": "2024-06-26T12:00", "ordinal": 2},
        ]
        self.sign(ref, *(usual if acts is None else acts))
        self.commit(message="order")
        self.land("order")
        self.repo.git("checkout", "--quiet", branch)
        return ref

    def also(self, name: str, files: Mapping[str, bytes | str | None], start: str = "main") -> None:
        """Another branch with these files, pushed; the attacker's is checked out again."""
        now = self.repo.git("rev-parse", "--abbrev-ref", "HEAD")
        self.branch(name, start)
        self.commit(files)
        self.repo.git("checkout", "--quiet", now)

    def plumb(self, entries: str, data: bytes = b"") -> str:
        """Commits index entries that no file system would take on top of HEAD and pushes them as `attack`.

        `entries` are NUL-ended lines of `git update-index -z --index-info`; BLOB stands for the id of `data`.
        """
        blob = self.feed(data, "hash-object", "-w", "--stdin").strip()
        index = {"GIT_INDEX_FILE": str(self.root / ".git" / "plumbed")}
        self.feed(b"", "read-tree", "HEAD", **index)
        self.feed(
            entries.replace("BLOB", blob).encode("utf-8", "surrogateescape"),
            "update-index",
            "-z",
            "--index-info",
            **index,
        )
        tree = self.feed(b"", "write-tree", **index).strip()
        self.repo.commits += 1
        made = self.repo.git("commit-tree", tree, "-p", "HEAD", "-m", "plumbed")
        self.repo.git("push", "--quiet", "--force", "origin", f"{made}:refs/heads/attack")
        return made

    def forge(self, shape: str = "github", author: str = "wang-fang") -> Stub:
        """A forge on which every person has their registered account, and somebody has proposed the branch."""
        roster = yaml.load((self.root / PEOPLE).read_bytes(), yaml.CSafeLoader)["persons"]
        ids = {one["id"]: int(one["login-id"]) for one in roster}
        forge = Stub(self.bare, shape, clock="2024-06-25T06:00:00Z")
        for person, number in ids.items():
            forge.account(number, person)
        forge.pulls[PULL] = Pull(ids[author], "attack")
        return forge

    def awaits_the_director(self) -> None:
        """Proposes a draft that awaits nothing but being issued."""
        ref = self.draft("notice", id="2024-lsaaaa")
        check = "check by li-ping as office-director at 2024-06-25T10:00"
        self.sign(ref, "draft by wang-fang at 2024-06-25T09:00", check)
        self.commit()

    def lend(self, path: str, text: str) -> Path:
        """A folder of objects in which the id of a committed file's contents stands for another text."""
        blob = self.repo.git("rev-parse", f"HEAD:{path}")
        lender = self.root.parent / "lender" / "objects"
        place = lender / blob[:2] / blob[2:]
        place.parent.mkdir(parents=True)
        data = text.encode()
        place.write_bytes(zlib.compress(b"blob %d\0" % len(data) + data))
        return lender

    def feed(self, data: bytes, *words: str, **env: str) -> str:
        """What `git WORDS` says to this input."""
        command = ["git", "-C", str(self.root), "-c", "core.protectNTFS=false", *words]
        done = subprocess.run(command, input=data, capture_output=True, check=False, env=os.environ | env)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()


def built(folder: Path) -> Siege:
    """The office in a folder."""
    house = gatehouse(folder, OFFICE)
    return Siege(house.repo, house.bare)


def besieged(template: Siege, folder: Path) -> Siege:
    """A copy of an office, with the branch `attack` checked out."""
    shutil.copytree(template.bare.parent, folder, dirs_exist_ok=True, symlinks=True)
    siege = Siege(Repo(folder / "work", template.repo.commits), folder / "office.git")
    siege.repo.git("remote", "set-url", "origin", str(siege.bare))
    siege.branch("attack")
    return siege


def script(name: str) -> ModuleType:
    """An attack's script."""
    spec = importlib.util.spec_from_file_location(f"attack_{name.replace('-', '_')}", ATTACKS / name / "attack.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def carried_out(name: str, siege: Siege) -> Attempt:
    """Carries an attack out."""
    attack: Callable[[Siege], Attempt | None] = script(name).attack
    return finished(siege, attack(siege))


def finished(siege: Siege, attempt: Attempt | None) -> Attempt:
    """Has the reviews attested, and commits and pushes what is left uncommitted."""
    found = attempt or Attempt(siege.bare)
    if found.forge is not None:
        (siege.root.parent / "attested.txt").write_text(attested(siege, found.forge), "utf-8")
    if siege.repo.git("status", "--porcelain"):
        siege.commit(message="attack")
    return found


def attested(siege: Siege, stub: Stub) -> str:
    """What `placet attest` says and writes into the slips, asked with the gate's own key as the office would."""
    key, out = siege.root.parent / "gate-key", io.StringIO()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
    key.write_bytes(private_key("gate").private_bytes(*form))
    stub.tokens["token-of-the-gate"] = DIRECTOR
    with serving(stub) as forge, pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setenv("PLACET_TOKEN", "token-of-the-gate")
        where = ("--api", forge.api, "--repo", REPOSITORY, "--pull", str(PULL), "--root", str(siege.root))
        status = run(["attest", "--forge", forge.shape, *where, "--gate-key", str(key), "--write"])
    assert (status, stub.violations) == (0, [])
    return out.getvalue()
