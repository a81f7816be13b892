"""A bare repository with the small cabinet of `tests/cases` on main, and clerks who work on branches of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from placet.gate import Ruling, judge_merge
from tests.repository import Repo
from tests.tiny import change, lay_out, sign_slip

AS_OF = datetime.fromisoformat("2024-06-28T17:00:00+08:00")
#: The order by which documents are made in the small cabinet.
DRAFT = """---
id: {id}
title: {title}
classification: internal
date: {day}
genre: 通知
section: culture
drafter: wang-fang
---

各部室：

{body}
"""


@dataclass
class Gatehouse:
    """A work tree to prepare commits in, and the bare repository they are pushed to and judged in."""

    repo: Repo
    bare: Path

    @property
    def root(self) -> Path:
        return self.repo.root

    def branch(self, name: str, start: str = "main") -> None:
        """Starts a branch."""
        self.repo.git("checkout", "--quiet", "-B", name, start)

    def commit(self, files: Mapping[str, bytes | str | None] | None = None, message: str = "change") -> str:
        """Commits everything as it lies and pushes the branch."""
        made = self.repo.commit(files or {}, message)
        self.repo.git("push", "--quiet", "--force", "origin", "HEAD")
        return made

    def land(self, branch: str) -> None:
        """Merges a branch into main without asking the gate."""
        self.repo.git("checkout", "--quiet", "main")
        self.repo.git("merge", "--quiet", "--no-ff", "-m", "merge", branch)
        self.repo.git("push", "--quiet", "origin", "main")

    def draft(self, slug: str = "notice", **words: str) -> str:
        """Writes a draft; returns its reference."""
        known = {"id": "2024-outccc", "title": "关于清明节值班安排的通知", "day": "2024-06-20"}
        text = DRAFT.format(**(known | {"body": "清明节期间由办公室安排值班。"} | words))
        ref = f"bureau/outgoing/drafts/{slug}"
        self.repo.write({f"records/{ref}.md": text})
        return ref

    def sign(self, ref: str, *acts: Any) -> None:
        """Appends signed acts to a slip."""
        sign_slip(self.root, ref, list(acts))

    def change(self, **step: Any) -> None:
        """One step as the cases of `tests/tiny.py` know them."""
        change(self.root, step)

    def move(self, old: str, new: str) -> None:
        """Moves a record with its slip."""
        for end in (".md", ".jsonl"):
            source, target = self.root / f"records/{old}{end}", self.root / f"records/{new}{end}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.exists():
                source.rename(target)

    def judge(self, head: str, base: str = "main", branches: tuple[str, ...] = (), as_of: datetime = AS_OF) -> Ruling:
        """The gate's ruling in the bare repository."""
        return judge_merge(self.bare, base, head, branches, as_of)


def gatehouse(tmp_path: Path, extra: Path | None = None) -> Gatehouse:
    """The small cabinet as the first commit on main of a bare repository."""
    bare, root = tmp_path / "office.git", tmp_path / "work"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)], check=True)
    root.mkdir()
    repo = Repo(root)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.git("remote", "add", "origin", str(bare))
    lay_out(root, extra)
    repo.write({".gitignore": ".placet/\n", "scripts/tool.py": "print('tool')\n"})
    house = Gatehouse(repo, bare)
    house.commit(message="first")
    return house


def copied(first: Path, tmp_path: Path) -> Gatehouse:
    """A copy of a gatehouse made before, to work in."""
    for name in ("office.git", "work"):
        shutil.copytree(first / name, tmp_path / name)
    house = Gatehouse(Repo(tmp_path / "work", commits=1), tmp_path / "office.git")
    house.repo.git("remote", "set-url", "origin", str(house.bare))
    return house
