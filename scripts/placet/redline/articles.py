"""Two versions of a regulation, article by article: which became which, also where articles moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placet.model import Article
from placet.redline.likeness import KINDRED, letter_pairs, share

#: What the same heading, and then the same number, add to how alike two articles are.
_SAME_HEADING, _SAME_NUMBER = 0.3, 0.05


@dataclass(frozen=True, slots=True)
class Pair:
    """An article before and after: one side is None where it was added or repealed.

    `moved` says that it changed its place among the articles that both versions have; a new number alone, because
    articles came or went before it, is no move.
    """

    was: Article | None
    now: Article | None
    moved: bool = False

    @property
    def edited(self) -> bool:
        """Whether its words differ: those of the heading (without the number) or of the text."""
        return self.was is None or self.now is None or _words(self.was) != _words(self.now)

    @property
    def renumbered(self) -> bool:
        """Whether both versions have it under different numbers."""
        return self.was is not None and self.now is not None and self.was.number != self.now.number

    @property
    def change(self) -> str:
        """The change in one word: added, removed, edited, moved, renumbered or same; the gravest of those that hold."""
        if self.was is None:
            return "added"
        if self.now is None:
            return "removed"
        return next((word for word in ("edited", "moved", "renumbered") if getattr(self, word)), "same")


def heading(article: Article) -> str:
    """An article's heading without its number, "" where it has none."""
    return article.label.partition(" ")[2]


def paired(was: Sequence[Article], now: Sequence[Article]) -> tuple[Pair, ...]:
    """The articles of both versions in the order of the new one; what is gone stands where it stood."""
    kept = dict(_kept(was, now))
    stayed = _in_order([kept[index] for index in sorted(kept)])
    origin = {new: old for old, new in kept.items()}
    moved = {new: new not in stayed for new in origin}
    found = [
        Pair(was[origin[new]] if new in origin else None, article, moved.get(new, False))
        for new, article in enumerate(now)
    ]
    # A repealed article follows the article that it followed.
    after: dict[int, list[Pair]] = {}
    last = -1
    for old, article in enumerate(was):
        if old not in kept:
            after.setdefault(last, []).append(Pair(article, None))
        elif kept[old] in stayed:
            last = kept[old]
    whole = list(after.get(-1, ()))
    for new, pair in enumerate(found):
        whole += [pair, *after.get(new, ())]
    return tuple(whole)


def _words(article: Article) -> tuple[str, str]:
    return heading(article), article.text


def _kept(was: Sequence[Article], now: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """Which article became which, by place: those with the same words first, then the most alike."""
    old, new = set(range(len(was))), set(range(len(now)))
    for one, other, _ in _ranked(_alike(was, now)):
        if one in old and other in new:
            old.remove(one)
            new.remove(other)
            yield one, other


def _ranked(found: Iterator[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    return sorted(found, key=lambda one: (-one[2], abs(one[0] - one[1]), one[0], one[1]))


def _alike(was: Sequence[Article], now: Sequence[Article]) -> Iterator[tuple[int, int, float]]:
    """Every two articles that may be one, and how alike they are. What has a twin is not measured against others."""
    twins = _twins(was, now)
    yield from ((old, new, 3.0 + _SAME_NUMBER * (was[old].number == now[new].number)) for old, new in twins)
    rest = [set(range(len(side))) - {pair[place] for pair in twins} for place, side in enumerate((was, now))]
    pairs = [{place: letter_pairs(side[place].text) for place in rest[at]} for at, side in enumerate((was, now))]
    for old in sorted(rest[0]):
        for new in sorted(rest[1]):
            same = heading(was[old]) == heading(now[new]) != ""
            likeness = share(pairs[0][old], pairs[1][new])
            likeness += _SAME_HEADING * same + _SAME_NUMBER * (was[old].number == now[new].number)
            if likeness >= KINDRED:
                yield old, new, likeness


def _twins(was: Sequence[Article], now: Sequence[Article]) -> list[tuple[int, int]]:
    """The places of articles whose words are the same, once in each version."""
    counts = [Counter(map(_words, side)) for side in (was, now)]
    places = {_words(article): place for place, article in enumerate(now)}
    return [
        (place, places[words])
        for place, words in enumerate(map(_words, was))
        if counts[0][words] == counts[1][words] == 1
    ]


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest rising row of these places: what kept its order."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        before[place] = ends[at - 1] if at else None
    found: set[int] = set()
    one: int | None = ends[-1] if ends else None
    while one is not None:
        found.add(one)
        one = before[one]
    return found
