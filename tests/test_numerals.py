"""Chinese numerals, both ways, against cn2an over their whole range."""

from __future__ import annotations

import cn2an  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.readers.numerals import LIMIT, number, numeral


def test_agrees_with_cn2an_over_the_whole_range() -> None:
    for value in range(1, LIMIT + 1):
        words = numeral(value)
        assert cn2an.cn2an(words, "normal") == value
        theirs = cn2an.an2cn(value)
        assert words == (theirs.removeprefix("一") if theirs.startswith("一十") else theirs)
        assert number(theirs) == value


@given(st.integers(0, LIMIT))
def test_both_ways(value: int) -> None:
    assert number(numeral(value)) == value


@given(st.text(alphabet="〇零一二三四五六七八九十百千两廿", max_size=9))
def test_what_is_taken_is_well_formed(words: str) -> None:
    value = number(words)
    if value is not None:
        usual = numeral(value).replace("〇", "零")
        assert words.replace("〇", "零") in (usual, "一" + usual)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("〇", 0),
        ("零", 0),
        ("十", 10),
        ("一十", 10),
        ("二十一", 21),
        ("一百零一", 101),
        ("一百〇一", 101),
        ("一千零一十", 1010),
    ],
)
def test_forms(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    "words", ["", "一一", "一百一", "百", "二一十", "一百零零一", "十零", "两百", "一万", "4", "十一十", "一百十"]
)
def test_malformed(words: str) -> None:
    assert number(words) is None


@pytest.mark.parametrize("value", [-1, 10_000])
def test_out_of_range(value: int) -> None:
    with pytest.raises(ValueError, match=f"no numeral for {value}"):
        numeral(value)
