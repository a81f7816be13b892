"""Where a title of two lines or more is broken: lines of like length, no word for itself, no mark at a line's start."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

#: Characters that may not begin a line, and those that may not end one.
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·的之了等")
_NOT_LAST = frozenset("（《〈「『【〔“‘")
#: Better break before these than elsewhere: they open the part that says what a document is about, or its genre.
_GOOD = re.compile("关于|工作|有关|情况|实施|管理|通知|请示|报告|意见|决定|和|及|与")
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%-]+年?月?|《[^》]{1,12}》|〔\d+〕\d+号")


def width(text: str) -> float:
    """Return how many characters wide `text` is, a Latin one counted as half."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def lines(title: str, most: float, names: Sequence[str] = ()) -> tuple[str, ...]:
    """Return `title` in as few lines as it needs, each at most `most` characters wide; `names` are not broken."""
    words = "".join(title.split("\n"))
    count = max(1, math.ceil(width(words) / most))
    while (found := _broken(words, count, most, names)) is None:
        count += 1
    return found


def _broken(words: str, count: int, most: float, names: Sequence[str]) -> tuple[str, ...] | None:
    whole = [match.span() for match in _UNBROKEN.finditer(words)]
    whole += [match.span() for name in names for match in re.finditer(re.escape(name), words)]
    fixed = {at for start, end in whole for at in range(start + 1, end)}
    good = {match.start() for match in _GOOD.finditer(words)}
    upto = tuple(accumulate((width(sign) for sign in words), initial=0.0))
    aim = upto[-1] / count
    reach = 2 * math.ceil(most)

    def cost(start: int, end: int) -> float:
        long = upto[end] - upto[start]
        if long > most:
            return float("inf")
        price = (long - aim) ** 2
        if end < len(words):
            price += 1000 * (words[end] in _NOT_FIRST or words[end - 1] in _NOT_LAST or end in fixed)
            price -= 6 * (end in good)
        return price

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return cost(start, len(words)), (len(words),)
        options = (
            (cost(start, end) + rest, (end, *ends))
            for end in range(start + 1, min(len(words) - left + 1, start + reach) + 1)
            for rest, ends in (best(end, left - 1),)
        )
        return min(options, default=(float("inf"), ()))

    price, ends = best(0, count)
    if price == float("inf"):
        return None
    return tuple(words[start:end] for start, end in zip((0, *ends), ends, strict=False))
