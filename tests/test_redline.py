"""What changed between two texts and between two versions of a regulation, as a reader is shown it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.model import Article
from placet.redline.articles import paired
from placet.redline.prose import COME, GONE, SAME, parts

_MARKS = {SAME: "{}", GONE: "[-{}-]", COME: "[+{}+]"}


def marked(was: str, now: str) -> str:
    return "".join(_MARKS[part.kind].format(part.text) for part in parts(was, now))


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("预计金额不足3000元的，为零星购置。", "预计金额不足2000元的，为零星购置。", "预计金额不足[-3000-][+2000+]元的，为零星购置。"),
        (
            "本制度自2024年1月1日起施行。",
            "本制度自2025年7月1日起施行。2024年1月1日起施行的原制度同时废止。",
            "本制度自[-2024年1月1日-][+2025年7月1日+]起施行。[+2024年1月1日起施行的原制度同时废止。+]",
        ),
        ("由局长批准后办理。", "由分管领导审批后办理。", "由[-局长批准-][+分管领导审批+]后办理。"),
        ("除第十一条规定的以外，不予报销。", "除第十二条规定的以外，不予报销。", "除[-第十一条-][+第十二条+]规定的以外，不予报销。"),
        ("发文由拟稿人拟稿，馆长签发。", "发文由拟稿人拟稿，办公室主任核稿，馆长签发。", "发文由拟稿人拟稿，[+办公室主任核稿，+]馆长签发。"),
        ("甲款。\n丙款。", "甲款。\n乙款。\n丙款。", "甲款。\n[+乙款。\n+]丙款。"),
        ("完全不同的旧话。", "另起炉灶，重新写过！", "[-完全不同的旧话。-][+另起炉灶，重新写过！+]"),
        ("", "新增。", "[+新增。+]"),
        ("照旧。", "照旧。", "照旧。"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_changes_are_marked_by_phrase(was: str, now: str, shown: str) -> None:
    assert marked(was, now) == shown


_TEXTS = st.text("甲乙丙，。；\n2024年3月1日 a", max_size=60)


@given(_TEXTS, _TEXTS)
def test_both_texts_can_be_read_from_the_marked_one(was: str, now: str) -> None:
    found = parts(was, now)
    assert "".join(part.text for part in found if part.kind != COME) == was
    assert "".join(part.text for part in found if part.kind != GONE) == now
    assert all(part.text for part in found)
    assert [one.kind for one in found if one.kind != SAME] == [
        kind for one, kind in zip(found, (part.kind for part in found), strict=True) if one.kind != SAME
    ]


def test_long_passages_without_a_word_in_common_are_shown_whole_and_at_once() -> None:
    was, now = "旧" * 5000, "新" * 5000
    assert [(part.kind, len(part.text)) for part in parts(was, now)] == [(GONE, 5000), (COME, 5000)]


def article(number: int, text: str, heading: str = "") -> Article:
    return Article(number, f"第{number}条 {heading}".strip(), text, 1)


def changes(was: Sequence[Article], now: Sequence[Article]) -> list[str]:
    shown = []
    for pair in paired(was, now):
        numbers = "→".join(str(side.number) if side else "·" for side in (pair.was, pair.now))
        shown.append(f"{numbers} {pair.change}")
    return shown


_FIVE = [
    article(1, "为使公文办理有章可循，制定本办法。"),
    article(2, "发文由拟稿人拟稿，办公室主任核稿，馆长签发。"),
    article(3, "公文用纸采用标准纸张，双面印制。"),
    article(4, "外来文件由文书登记，办公室主任提出拟办意见。"),
    article(5, "本办法自公布之日起施行。"),
]


def test_articles_that_stay_are_the_same() -> None:
    assert changes(_FIVE, _FIVE) == ["1→1 same", "2→2 same", "3→3 same", "4→4 same", "5→5 same"]


def test_a_new_article_renumbers_those_behind_it_and_they_are_still_known() -> None:
    now = [*_FIVE[:2], article(3, "急件当日办结。"), *(article(one.number + 1, one.text) for one in _FIVE[2:])]
    assert changes(_FIVE, now) == [
        "1→1 same",
        "2→2 same",
        "·→3 added",
        "3→4 renumbered",
        "4→5 renumbered",
        "5→6 renumbered",
    ]


def test_a_repealed_article_stands_where_it_stood() -> None:
    now = [*_FIVE[:2], *(article(one.number - 1, one.text) for one in _FIVE[3:])]
    assert changes(_FIVE, now) == ["1→1 same", "2→2 same", "3→· removed", "4→3 renumbered", "5→4 renumbered"]


def test_an_article_that_moved_is_told_from_those_it_pushed_aside() -> None:
    order = [_FIVE[0], _FIVE[3], _FIVE[1], _FIVE[2], _FIVE[4]]
    now = [article(number, one.text) for number, one in enumerate(order, 1)]
    assert changes(_FIVE, now) == ["1→1 same", "4→2 moved", "2→3 renumbered", "3→4 renumbered", "5→5 same"]


def test_an_article_that_moved_and_was_edited_is_compared_with_its_old_self() -> None:
    moved = article(2, "外来文件由文书当日登记，办公室主任提出拟办意见。")
    order = [_FIVE[0], moved, _FIVE[1], _FIVE[2], _FIVE[4]]
    now = [article(number, one.text) for number, one in enumerate(order, 1)]
    pair = paired(_FIVE, now)[1]
    assert (pair.change, pair.moved, pair.was) == ("edited", True, _FIVE[3])


def test_a_heading_is_kept_company_even_by_a_new_text_and_a_new_heading_is_a_change() -> None:
    was = [article(1, "甲乙丙丁戊己庚辛。", "保管"), article(2, "各股室按月交存。", "交存")]
    now = [article(1, "甲乙申酉戌亥子丑。", "保管"), article(2, "各股室按月交存。", "移交")]
    assert changes(was, now) == ["1→1 edited", "2→2 edited"]


def test_articles_with_the_same_words_are_matched_in_their_order() -> None:
    twice = [article(1, "本条删去。"), article(2, "本条删去。"), article(3, "其余照旧办理。")]
    assert changes(twice, twice) == ["1→1 same", "2→2 same", "3→3 same"]
    assert changes(twice, twice[1:]) == ["1→· removed", "2→2 same", "3→3 same"]


@given(st.lists(st.text("甲乙丙丁。", max_size=8), max_size=7), st.lists(st.text("甲乙丙丁。", max_size=8), max_size=7))
def test_every_article_of_both_versions_is_shown_once(was: list[str], now: list[str]) -> None:
    old, new = ([article(number, text) for number, text in enumerate(side, 1)] for side in (was, now))
    found = paired(old, new)
    assert [pair.now for pair in found if pair.now] == new
    assert sorted(pair.was.number for pair in found if pair.was) == [one.number for one in old]
