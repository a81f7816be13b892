"""Text as signs: Chinese characters, words of letters and figures, article numbers; and the pieces it is found by.

What a reader types is cut the same way in the browser (site/static/search.js); tests/test_search.py compares both on
every text of the sample.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add

from placet.readers.numerals import value

#: So much of what precedes a year is taken as a number's code.
LONGEST_CODE = 16
_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_ARTICLE = re.compile("第[ \u3000]*([〇零一二三四五六七八九十百千]{1,9}|[0-9]{1,4})[ \u3000]*条")
#: Signs that stand together: blanks do not part them, the end of a line and everything else does.
_RUN = re.compile(rf"(?:[ \t\u3000a-z0-9§{_HAN}]+|(?<=[a-z0-9])[.](?=[0-9]))+")
#: Where texts are cut most often. Any mark that stands in no run will do: what is left is cut again.
_MARKS = "，。；：、（）"
_SIGN = re.compile(rf"[a-z0-9]+(?:[.][0-9]+)*|§[0-9]+§|[{_HAN}]")
_MIXED = re.compile("[a-z0-9§]")
#: Figures and letters of full width made narrow, and capitals small, one for one.
_WIDE = re.compile("[A-Z０-９Ａ-Ｚａ-ｚ．]")
_OPENING, _CLOSING = re.escape("〔﹝[［（(【〖{｛<＜〈《「『"), re.escape("〕﹞]］）)】〗}｝>＞〉》」』")
_CODE = re.compile(rf"[{_HAN}]{{0,{LONGEST_CODE}}}(?=\s*[{_OPENING}]?\s*$)")
_YEAR = r"[12](?<![0-9].)(?:(?<=1)9|(?<=2)0)[0-9]{2}"
_NUMBER = re.compile(rf"({_YEAR})\s*[{_CLOSING}年]?\s*第?\s*0*([0-9]{{1,6}})\s*[号號]")


def pieces(text: str) -> set[str]:
    """What a text is found by: each two signs that stand together, and each word of letters and figures."""
    return set().union(*map(pieces_of, clauses(text)))


def clauses(text: str) -> list[str]:
    """A text in parts of which none shares a piece with the next: its pieces are all of theirs."""
    for mark in _MARKS:
        text = text.replace(mark, "\n")
    return text.split("\n")


def singles(text: str) -> set[str]:
    """Each sign of a text."""
    return set().union(*map(_signs_of, clauses(text)))


def number_keys(text: str) -> list[str]:
    """The document numbers in a text, in any style of bracket: `code/year/n`, with what precedes it as the code."""
    if not any(before.rstrip()[-1:].isdecimal() for before in text.replace("號", "号").split("号")[:-1]):
        return []
    narrowed, keys = _narrow(text), []
    for found in _NUMBER.finditer(narrowed):
        code = _CODE.search(narrowed, max(0, found.start() - LONGEST_CODE - 4), found.start())
        keys.append(f"{code[0] if code else ''}/{found[1]}/{int(found[2])}")
    return keys


@lru_cache(maxsize=1 << 12)
def _signs_of(clause: str) -> tuple[str, ...]:
    """The signs of one clause."""
    return tuple(sign for run in _runs(clause) for sign in _SIGN.findall(run))


@lru_cache(maxsize=1 << 13)
def pieces_of(clause: str) -> tuple[str, ...]:
    """The pieces of one clause, cut once: offices say the same again and again."""
    found: list[str] = []
    for run in _runs(clause):
        if _MIXED.search(run):
            signs = _SIGN.findall(run)
            found.extend(sign for sign in signs if sign[0] < "〇")
            found.extend(map(_pair, signs, signs[1:]))
        else:
            plain = "".join(run.split())
            found.extend(map(add, plain, plain[1:]))
    return tuple(found)


def _runs(text: str) -> list[str]:
    plain = _narrow(text).replace("§", "|")
    return _RUN.findall(_ARTICLE.sub(_article, plain) if "条" in plain else plain)


def _narrow(text: str) -> str:
    return _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]).lower(), text)


def _article(found: re.Match[str]) -> str:
    number = int(found[1]) if found[1].isdecimal() else value(found[1])
    return f"§{number}§"


def _pair(first: str, second: str) -> str:
    return f"{first} {second}" if first < "〇" and second < "〇" else first + second
