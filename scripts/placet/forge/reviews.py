"""Which reviews may count at all, before it is asked what they are good for.

Of one account only its last decisive word counts; comments decide nothing. The author of a pull request does not
approve it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from placet.forge.shapes import Account, Pull, Review, Stance

#: How much of a review's body becomes the act's opinion.
OPINION_LIMIT = 500

_DECISIVE = (Stance.APPROVES, Stance.OBJECTS, Stance.DISMISSED)
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")
_SPACES = ("Zs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Refused:
    """A review that does not count, on one record or (with `record` empty) at all: a code of family ATT, its words."""

    review: Review
    code: str
    words: dict[str, str] = field(default_factory=dict)
    record: str = ""


def sift(reviews: Iterable[Review], pull: Pull) -> tuple[tuple[Review, ...], tuple[Refused, ...]]:
    """The reviews that may count (approvals and objections), and the others with their reasons."""
    submitted = [one for one in reviews if one.stance is not Stance.ASKED]
    last = {one.by.id: one for one in submitted if one.by and one.stance in _DECISIVE}
    kept: list[Review] = []
    refused: list[Refused] = []
    for one in submitted:
        found = _fault(one, last.get(one.by.id) if one.by else None, pull.author)
        if found is None:
            kept.append(one)
        else:
            refused.append(found)
    return tuple(kept), tuple(refused)


def _fault(one: Review, last: Review | None, author: Account | None) -> Refused | None:
    if one.by is None:
        return Refused(one, "ATT104")
    if one.stance not in _DECISIVE:
        return Refused(one, "ATT101")
    if one.stance is Stance.DISMISSED:
        return Refused(one, "ATT102")
    if last is not one:
        at = last.at.isoformat(sep=" ", timespec="minutes") if last and last.at else "—"
        return Refused(one, "ATT103", {"later": last.id if last else "—", "at": at})
    if author is not None and one.by.id == author.id:
        return Refused(one, "ATT106")
    return None


def clean(text: str, limit: int = OPINION_LIMIT) -> str:
    """`text` on one line, without characters that nobody sees, cut at `limit` characters."""
    shown = "".join(
        " " if char in "\r\n\t" or unicodedata.category(char) in _SPACES else char
        for char in text[: 20 * limit]
        if char in "\r\n\t" or unicodedata.category(char) not in _DROPPED
    )
    words = " ".join(shown.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
