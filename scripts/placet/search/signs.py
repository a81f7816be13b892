"""Text as signs: Chinese characters, words of letters and figures, article numbers; and the pairs they make.

What a reader types is cut the same way in the browser (site/static/search.js); tests/test_search.py compares both on
every text of the sample. A sign keeps its place, so that the original text can be shown with the words marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from placet.readers.numerals import number

_ARTICLE = r"第[ \u3000]*(?P<article>[〇零一二三四五六七八九十百千]{1,9}|[0-9]{1,4})[ \u3000]*条"
_SIGN = re.compile(rf"{_ARTICLE}|(?P<word>[a-z0-9]+(?:[.][0-9]+)*)|(?P<han>[\u3400-\u4dbf\u4e00-\u9fff])|(?P<gap>\S)")
#: Figures and letters of full width made narrow, and capitals small, one for one.
_NARROW = {
    code: unicodedata.normalize("NFKC", chr(code)).lower()
    for code in (*range(0xFF01, 0xFF5F), *range(ord("A"), ord("Z") + 1))
}
_OPENING, _CLOSING = "〔﹝[（(【〖{<〈《「『", "〕﹞]）)】〗}>〉》」』"
_NUMBER = re.compile(
    rf"(?P<code>[\u3400-\u4dbf\u4e00-\u9fff]*)\s*[{re.escape(_OPENING)}]?\s*(?P<year>(?:19|20)[0-9]{{2}})\s*"
    rf"[{re.escape(_CLOSING)}年]?\s*第?\s*0*(?P<n>[0-9]{{1,6}})\s*[号號]"
)


def narrow(text: str) -> str:
    """Text with full-width letters and figures narrow and capitals small, character for character."""
    return text.translate(_NARROW)


def runs(text: str) -> Iterator[list[str]]:
    """The signs of a text, in runs that nothing but white space interrupts."""
    run: list[str] = []
    end = 0
    narrowed = narrow(text)
    for found in _SIGN.finditer(narrowed):
        if found["gap"] or (run and narrowed[end : found.start()].count("\n")):
            if run:
                yield run
            run = []
        end = found.end()
        if not found["gap"]:
            run.append(_sign(found))
    if run:
        yield run


def _sign(found: re.Match[str]) -> str:
    if found["article"]:
        words = found["article"]
        value = int(words) if words.isdigit() else number(words)
        return f"§{value}" if value else found[0].replace(" ", "").replace("\u3000", "")
    return found["word"] or found["han"]


def pairs(run: Sequence[str]) -> Iterable[str]:
    """What a run is found by: each pair of neighbours, and each sign that is a word of its own."""
    yield from (one for one in run if len(one) > 1)
    for first, second in pairwise(run):
        yield f"{first} {second}" if first[-1].isascii() and second[0].isascii() else first + second


def number_keys(text: str) -> list[str]:
    """The document numbers in a text, in any style of bracket: `code/year/n`, with what precedes it as the code."""
    return [f"{found['code']}/{found['year']}/{int(found['n'])}" for found in _NUMBER.finditer(narrow(text))]
