"""How alike two texts are, by the pairs of letters they share: a measure that Chinese needs no dictionary for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

#: How much of their letter pairs two texts share at least, of all that both have, to be one text in two states.
KINDRED = 0.4


def letter_pairs(text: str) -> Mapping[str, int]:
    """Return how often each pair of neighbouring letters occurs."""
    return Counter(map("".join, pairwise(text)))


def share(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return Dice's measure of two counts: twice what both have, of what each has; 0 where there is nothing."""
    total = sum(one.values()) + sum(other.values())
    few, many = sorted((one, other), key=len)
    return 2 * sum(min(count, many.get(letters, 0)) for letters, count in few.items()) / total if total else 0.0


def matched(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Return which text became which, by place and in order, so that kindred texts meet as much as they can."""
    old, new = [letter_pairs(text) for text in was], [letter_pairs(text) for text in now]
    gain = [[max(share(one, other) - KINDRED, 0.0) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain[i][j])
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if gain[i][j] and best[i][j] == best[i + 1][j + 1] + gain[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found
