"""The door on a clerk's machine: what is about to be committed, judged by the commit it follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from placet.gate import Ruling, judge_merge, settings
from placet.git import GitError, Repository
from placet.model import Config


@dataclass(frozen=True, slots=True)
class Staged:
    """The index as a commit that no branch knows; `base` is what it follows, "" for a first commit."""

    commit: str
    base: str


def staged(repo: Path) -> Staged:
    """What `git commit` would make of the index. While a merge is concluded, the side merged in is the base.

    Raises GitError GIT003 when the index has conflicts left.
    """
    repository = Repository(repo)
    tree = repository.index_tree()
    parents = [commit for name in ("MERGE_HEAD", "HEAD") if (commit := _known(repository, name))]
    words = [word for parent in parents for word in ("-p", parent)]
    # The commit is never published; its author is nobody.
    nobody = ("-c", "user.name=placet", "-c", "user.email=placet@localhost", "-c", "commit.gpgSign=false")
    made = repository.run(*nobody, "commit-tree", "-m", "staged", *words, tree).decode().strip()
    return Staged(made, parents[0] if parents else "")


def judged(repo: Path, found: Staged, clock: Callable[[Config], datetime]) -> Ruling:
    """The gate's ruling on it. Raises UserError as `judge_merge` does."""
    return judge_merge(repo, found.base, found.commit, (), clock(settings(repo, found.base)))


def _known(repository: Repository, name: str) -> str:
    try:
        return repository.commit(name)
    except GitError:
        return ""
