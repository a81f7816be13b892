"""What the forges' answers look like: GitHub's REST shape and Gitea's (also Forgejo's), in; pulls and reviews, out.

Accounts are known by their permanent numeric id alone: a login can be given up and taken by somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from placet.errors import UserError
from placet.forge.http import Client, ForgeError, authorization

_REPOSITORY = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,100}/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Stance(StrEnum):
    """What a review says."""

    APPROVES = "approves"
    OBJECTS = "objects"
    DISMISSED = "dismissed"
    COMMENTS = "comments"
    PENDING = "pending"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the forge: its permanent id, and the login it has today, which proves nothing."""

    id: str
    login: str


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request: `base` is the branch it goes to, `head` the commit it offers."""

    number: int
    author: Account | None
    base: str
    head: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Review:
    """One review. `by` is None when the account was deleted; `commit` is what was reviewed, "" when nobody says.

    `at` is None while the review is not submitted.
    """

    id: str
    by: Account | None
    stance: Stance
    body: str
    commit: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Shape:
    """How one sort of forge is asked and what its states mean."""

    scheme: str
    headers: Mapping[str, str]
    page: str
    states: Mapping[str, Stance]


_ACCEPT = {"User-Agent": "placet"}
SHAPES: Mapping[str, Shape] = {
    "github": Shape(
        "Bearer",
        _ACCEPT | {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"},
        "per_page=100",
        {
            "APPROVED": Stance.APPROVES,
            "CHANGES_REQUESTED": Stance.OBJECTS,
            "DISMISSED": Stance.DISMISSED,
            "COMMENTED": Stance.COMMENTS,
            "PENDING": Stance.PENDING,
        },
    ),
    "gitea": Shape(
        "token",
        _ACCEPT | {"Accept": "application/json"},
        "limit=50",
        {
            "APPROVED": Stance.APPROVES,
            "REQUEST_CHANGES": Stance.OBJECTS,
            "COMMENT": Stance.COMMENTS,
            "PENDING": Stance.PENDING,
            "REQUEST_REVIEW": Stance.ASKED,
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Forge:
    """A repository on a forge of one of the `SHAPES`."""

    client: Client
    shape: Shape
    repository: str

    def pull(self, number: int) -> Pull:
        """The pull request. Raises ForgeError."""
        where = f"/repos/{self.repository}/pulls/{number}"
        data = _Answer(self.client.one(where), where)
        found = data.count("number")
        if found != number:
            raise ForgeError("ATT008", where=where, what="number")
        base, head = data.part("base"), data.part("head")
        return Pull(number, data.account(), base.text("ref"), head.commit("sha"), data.text("state") == "open")

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Its reviews, in the order of their submission; those that nobody submitted come last. Raises ForgeError."""
        where = f"/repos/{self.repository}/pulls/{number}/reviews"
        items = [_Answer(item, where) for item in self.client.listed(f"{where}?{self.shape.page}")]
        found = {one.id: one for one in (self._review(item) for item in items)}
        return tuple(sorted(found.values(), key=_order))

    def _review(self, data: _Answer) -> Review:
        stance = self.shape.states.get(data.text("state"))
        if stance is None:
            raise ForgeError("ATT008", where=data.where, what="state")
        if data.content.get("dismissed") is True:
            stance = Stance.DISMISSED
        number = str(data.count("id"))
        submitted = stance not in (Stance.PENDING, Stance.ASKED)
        at = data.moment("submitted_at") if submitted else None
        commit = data.commit("commit_id") if data.content.get("commit_id") else ""
        body = data.text("body") if data.content.get("body") else ""
        return Review(number, data.account(), stance, body, commit, at)


def forge(shape: str, api: str, repository: str, token: str) -> Forge:
    """The forge's repository "owner/name". Raises UserError ATT017 (no such name), ForgeError ATT001, ATT010."""
    if not _REPOSITORY.fullmatch(repository):
        raise UserError("ATT017", name=repository[:200])
    known = SHAPES[shape]
    return Forge(Client(api, {**known.headers, **authorization(known.scheme, token)}), known, repository)


def _order(review: Review) -> tuple[bool, float, int]:
    return review.at is None, review.at.timestamp() if review.at else 0.0, int(review.id)


class _Answer:
    """A JSON object, asked for values of certain types."""

    def __init__(self, content: Any, where: str) -> None:
        if not isinstance(content, dict):
            raise ForgeError("ATT008", where=where, what="{…}")
        self.content: dict[str, Any] = content
        self.where = where

    def part(self, key: str) -> _Answer:
        return _Answer(self.content.get(key), self.where)

    def text(self, key: str) -> str:
        value = self.content.get(key)
        if not isinstance(value, str) or not value:
            raise ForgeError("ATT008", where=self.where, what=key)
        return value

    def commit(self, key: str) -> str:
        value = self.text(key)
        if not _COMMIT.fullmatch(value):
            raise ForgeError("ATT008", where=self.where, what=key)
        return value

    def count(self, key: str) -> int:
        value = self.content.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ForgeError("ATT008", where=self.where, what=key)
        return value

    def moment(self, key: str) -> datetime:
        try:
            found = datetime.fromisoformat(self.text(key))
        except ValueError as error:
            raise ForgeError("ATT008", where=self.where, what=key) from error
        if found.tzinfo is None:
            raise ForgeError("ATT008", where=self.where, what=key)
        return found

    def account(self) -> Account | None:
        """Who it is by; None for an account that was deleted (GitHub: null; Gitea: the ghost, with no real id)."""
        if self.content.get("user") is None:
            return None
        user = self.part("user")
        number = user.count("id")
        return Account(str(number), user.text("login")) if number > 0 else None
