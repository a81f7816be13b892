"""The door on a server: what Git's `pre-receive` hook asks before any branch moves (githooks(5)).

Only the protected branch is guarded; others are free. The branch's old value judges the new one, so nothing that a
push brings has a say in its own judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from placet import messages
from placet.doors.brief import lines, listed
from placet.gate import Outcome, judge_merge, settings
from placet.gate.merge import is_nothing
from placet.git import Repository
from placet.model import Config, Finding, Place

#: Settings of the server's repository: the branch to guard, and the one commit that may be its first, by its id or by
#: the fingerprint of the root key that must have signed it.
BRANCH, ROOT = "placet.branch", "placet.root"
_BRANCHES = "refs/heads/"
_FINGERPRINT = "SHA256:"


@dataclass(frozen=True, slots=True)
class Update:
    """A reference that a push wants to move."""

    old: str
    new: str
    ref: str


def refusal(repo: Path, pushed: bytes, clock: Callable[[Config], datetime], lang: str) -> tuple[str, ...]:
    """Why a push is not let in, line by line; empty when it is. `pushed` is the hook's input.

    `clock` tells the moment to judge by from the base's settings. Raises UserError for what Git does not know.
    """
    repository = Repository(repo)
    guarded = protected(repository)
    for line in pushed.splitlines():
        update = _update(line)
        if update is None:
            return _told("DOR004", guarded, lang)
        if _goal(repository, update.ref) == guarded:
            said = _judged(repository, update, clock, lang)
            if said:
                return said
    return ()


def protected(repository: Repository) -> str:
    """The full name of the guarded branch: `placet.branch`, or the one that HEAD names."""
    named = repository.setting(BRANCH)
    return _full(named) if named else _goal(repository, "HEAD")


def _full(branch: str) -> str:
    return branch if branch.startswith("refs/") else f"{_BRANCHES}{branch}"


def _goal(repository: Repository, ref: str) -> str:
    """What a reference stands for: a symbolic one moves the branch it names."""
    status, out = repository.answer("symbolic-ref", "--quiet", "--", ref, fine=(0, 1, 128))
    return ref if status else out.decode("utf-8", "surrogateescape").rstrip("\n")


def _update(line: bytes) -> Update | None:
    parts = line.decode("utf-8", "surrogateescape").split(" ")
    return Update(*parts) if len(parts) == 3 else None


def _judged(repository: Repository, update: Update, clock: Callable[[Config], datetime], lang: str) -> tuple[str, ...]:
    if is_nothing(update.new):
        return _told("DOR001", update.ref, lang)
    root = repository.setting(ROOT)
    if is_nothing(update.old):
        if not root.startswith(_FINGERPRINT):
            return () if root == update.new else _told("DOR003", update.ref, lang, commit=update.new)
    elif not repository.is_shallow and _rewrites(repository, update):
        return _told("DOR002", update.ref, lang)
    as_of = clock(settings(repository.root, update.old))
    ruling = judge_merge(repository.root, update.old, update.new, (), as_of, root)
    return () if ruling.outcome is Outcome.MERGEABLE else lines(ruling, lang, _called(update.ref))


def _rewrites(repository: Repository, update: Update) -> bool:
    return repository.answer("merge-base", "--is-ancestor", update.old, update.new, fine=(0, 1, 128))[0] != 0


def _told(code: str, ref: str, lang: str, **words: str) -> tuple[str, ...]:
    return tuple(_lines(Finding(code, Place(""), {"branch": _called(ref)} | words), ref, lang))


def _lines(finding: Finding, ref: str, lang: str) -> Iterator[str]:
    yield messages.label("door-head", lang, what=_called(ref), outcome=messages.label("gate-rejected", lang))
    yield from listed((finding,), lang)


def _called(ref: str) -> str:
    return ref.removeprefix(_BRANCHES)
