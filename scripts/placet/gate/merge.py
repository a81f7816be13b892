"""What would land: the tree that merging the head into the base gives, made without any checkout.

Only Git's own line merge is used; slips are joined line by line. The attributes are ours, never those of the head.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from placet.errors import UserError
from placet.git import GitError, Repository
from placet.model import Finding, Place

#: How files are joined: a slip takes the lines of both sides, everything else must not overlap.
ATTRIBUTES = "* merge=text\n*.jsonl merge=union\n"
#: No object, and the empty tree in either object format.
_NOTHING = re.compile(
    "0+|4b825dc642cb6eb9a060e54bf8d69288fbee4904|6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
)


class Unmergeable(Exception):
    """There is no merge to be judged; carries why, one finding for each reason."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Merge:
    """Two commits and the tree of their merge; `fork` is where the head left the base."""

    base: str
    head: str
    fork: str
    tree: str


def merge(repository: Repository, base: str, head: str) -> Merge:
    """The merge of two revisions. Raises Unmergeable (GAT001–GAT006) and GitError for a revision Git does not know."""
    if is_nothing(base) and not repository.is_shallow:
        raise Unmergeable(Finding("GAT002", Place("")))
    ours, theirs = whole(repository, base), _commit(repository, head)
    status, out = repository.answer("merge-base", "--all", ours, theirs)
    forks = out.decode().split()
    if status or not forks:
        raise Unmergeable(Finding("GAT003", Place(""), {"base": ours[:12], "head": theirs[:12]}))
    if forks == [ours]:
        return Merge(ours, theirs, ours, _tree(repository, theirs))
    return Merge(ours, theirs, forks[0], _merged(repository, ours, theirs))


def whole(repository: Repository, rev: str) -> str:
    """The commit of a revision in a clone that has all of its history. Raises Unmergeable (GAT001) and GitError."""
    if repository.is_shallow:
        raise Unmergeable(Finding("GAT001", Place("")))
    return _commit(repository, rev)


def is_nothing(rev: str) -> bool:
    """Whether a revision is an empty tree, or the all-zero id by which Git tells a hook that nothing was before."""
    return _NOTHING.fullmatch(rev) is not None


def _commit(repository: Repository, rev: str) -> str:
    try:
        return repository.commit(rev)
    except GitError as error:
        raise UserError(error.code, **error.words) from error


def _tree(repository: Repository, commit: str) -> str:
    return repository.run("rev-parse", "--verify", f"{commit}^{{tree}}").decode().strip()


def _merged(repository: Repository, ours: str, theirs: str) -> str:
    """The merged tree, made in a passing repository over the same objects: nothing set in this one counts."""
    with tempfile.TemporaryDirectory(prefix="placet-") as folder:
        passing = _passing(repository, Path(folder))
        words = ("-c", f"core.attributesFile={os.devnull}", "-c", "merge.directoryRenames=false")
        status, out = passing.answer(*words, "merge-tree", "--write-tree", "-z", "--name-only", ours, theirs)
    parts = out.decode("utf-8", "surrogateescape").split("\0")
    if status:
        paths = dict.fromkeys(parts[1 : parts.index("", 1)])
        raise Unmergeable(*(_conflict(path) for path in paths))
    return parts[0]


def _passing(repository: Repository, folder: Path) -> Repository:
    """A bare repository with nothing but the objects of another one, and our attributes (gitrepository-layout(5))."""
    objects = repository.run("rev-parse", "--path-format=absolute", "--git-path", "objects").decode().rstrip("\n")
    (folder / "objects").symlink_to(objects)
    (folder / "refs").mkdir()
    (folder / "info").mkdir()
    (folder / "info" / "attributes").write_text(ATTRIBUTES)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    extension = "[extensions]\n\tobjectFormat = sha256\n" if repository.object_format == "sha256" else ""
    version = 1 if extension else 0
    (folder / "config").write_text(f"[core]\n\trepositoryFormatVersion = {version}\n\tbare = true\n{extension}")
    return Repository(folder)


def _conflict(path: str) -> Finding:
    """Two sides gave the same number to different documents, or wrote different things in one place."""
    found = re.fullmatch(r"(records/[^/]+/[^/]+/[0-9]{4}/[0-9]+)(?:\.md|\.jsonl|/.*)", path)
    shown = path.encode("utf-8", "backslashreplace").decode()
    if found:
        return Finding("GAT005", Place(shown), {"path": shown, "document": f"{found[1]}.md"})
    return Finding("GAT004", Place(shown), {"path": shown})
