"""What every verb shares: the language, where the cabinet lies, and how a tree becomes a judged cabinet."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from placet import messages
from placet.errors import UserError
from placet.git import GitError, GitTree, Repository
from placet.model import Cabinet, Config
from placet.tree import Tree, WorkTree

if TYPE_CHECKING:
    from placet.history import History
    from placet.judge import Outcome
    from placet.shards.frame import Found, Frame, Past

Verb = TypeVar("Verb", bound=Callable[..., Any])

_CONFIG = Path("records") / "cabinet.yaml"


@dataclass
class Session:
    """One call of the program."""

    lang: str = messages.LANGUAGES[0]
    debug: bool = False

    def label(self, key: str, **words: str | int) -> str:
        """A fixed phrase in the session's language."""
        return messages.label(key, self.lang, **words)


def root_option(verb: Verb) -> Verb:
    """Adds `--root`: the portal's folder, or any folder inside it."""
    where = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("--root", type=where, default=".", callback=_top, help="The portal's folder.")(verb)


def tree_options(verb: Verb) -> Verb:
    """Adds `--root`, `--at` (a Git revision instead of the work tree) and `--as-of` (instead of today)."""
    options = (
        click.option("--as-of", metavar="DAY", help="Judge as of this day or moment (ISO 8601) instead of now."),
        click.option("--at", "rev", metavar="REV", help="Read this Git revision instead of the work tree."),
        root_option,
    )
    return reduce(lambda function, option: option(function), options, verb)


def open_tree(root: Path, rev: str | None) -> Tree:
    """The work tree under `root`, or the revision `rev` of its repository.

    Raises GitError, and UserError CLI001 where there is nothing to be read: nothing shall be made there either.
    """
    if rev:
        return GitTree(root, rev)
    tree = WorkTree(root)
    if not os.path.lexists(root / _CONFIG.parent):
        raise UserError("CLI001", path=_CONFIG.as_posix(), origin=tree.origin)
    return tree


def open_cabinet(tree: Tree) -> Cabinet:
    """The cabinet of a tree. Raises UserError CLI001 where there is none: having read nothing is no pass."""
    from placet.cabinet import load

    if not any(path.startswith("records/") for path in tree.paths()) and not tree.findings:
        raise UserError("CLI001", path=_CONFIG.as_posix(), origin=tree.origin)
    return load(tree)


def open_history(root: Path, rev: str | None, tree: Tree) -> History | None:
    """When lines entered the branch that `rev` names, or None outside Git and before the first commit."""
    from placet.history import History

    try:
        return History(root, rev or "HEAD", tree.paths())
    except GitError as error:
        if rev is None and error.code in ("GIT001", "GIT004"):
            return None
        raise


def open_past(root: Path, rev: str | None, tree: Tree, cabinet: Cabinet) -> Past:
    """What `open_history` gives, read only when it is asked; nothing where the cabinet's clock is stopped."""
    from placet.history import History, Later
    from placet.shards.frame import Past

    if cabinet.config.as_of is not None:
        return Past()
    try:
        repository = Repository(root)
        commit = repository.commit(rev or "HEAD")
    except GitError as error:
        if rev is None and error.code in ("GIT001", "GIT004"):
            return Past()
        raise
    return Past(Later(lambda: History(root, commit, tree.paths())), commit, repository.is_shallow)


def open_frame(root: Path, rev: str | None, as_of: str | None, tree: Tree, before: Frame | None = None) -> Found:
    """The frame of a tree, the moment to judge it by and its past; `before` is as for `Frame`.

    Without it, what a work tree will be is read while Git is at work. Raises UserError CLI001 where there is no
    cabinet: having read nothing is no pass.
    """
    from placet.shards.frame import Frame, foreseen

    if before is None and isinstance(tree, WorkTree):
        before = foreseen(root)
    frame = Frame(tree, before)
    if not frame.is_cabinet:
        raise UserError("CLI001", path=_CONFIG.as_posix(), origin=tree.origin)
    return frame, moment(frame.office, as_of), open_past(root, rev, tree, frame.office)


def open_judged(root: Path, rev: str | None, as_of: str | None) -> tuple[Tree, Cabinet, Outcome]:
    """The tree, its cabinet and the judgement on it. Raises UserError."""
    from placet.judge import judge

    tree = open_tree(root, rev)
    cabinet = open_cabinet(tree)
    history = open_history(root, rev, tree)
    shallow = history is not None and history.is_shallow
    at = moment(cabinet, as_of)
    return tree, cabinet, judge(cabinet, at, tree=tree, history=history, shallow=shallow)


def moment(cabinet: Cabinet, as_of: str | None) -> datetime:
    """The moment to judge by: `as_of` (a day means its end), else the cabinet's stopped clock, else now.

    Raises UserError CLI002 for what is no ISO 8601 date or time.
    """
    return moment_by(cabinet.config, as_of)


def moment_by(config: Config, as_of: str | None) -> datetime:
    """The moment to judge by, as `moment` has it, where only the portal's settings are known."""
    zone = datetime.strptime(config.utc_offset, "%z").tzinfo or UTC
    if as_of is None:
        return config.as_of or datetime.now(zone)
    try:
        found = datetime.fromisoformat(as_of)
    except ValueError as error:
        raise UserError("CLI002", value=as_of) from error
    if len(as_of) == len("YYYY-MM-DD"):
        found = datetime.combine(found.date(), time(23, 59, 59))
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _top(_context: click.Context, _option: click.Parameter, given: Path) -> Path:
    folder = given.resolve()
    return next((place for place in (folder, *folder.parents) if (place / _CONFIG).is_file()), folder)
