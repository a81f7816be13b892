"""Official numbers: parse(format(n)) == n, and every way a clerk writes one is read as the number it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.model import Register
from placet.numbers import CLOSING, OPENING, Citation, Finder, Number, Series, SeriesError, name, number_of, series

OUT = Series("bureau/outgoing", "青文旅发〔{year}〕{n}号")
LETTER = Series("bureau/letters", "青文旅函〔{year}〕{n}号")
KNOWN = {one.code: one for one in (OUT, LETTER)}
HAN = st.text("青文旅发函办党组纪要会议", min_size=1, max_size=8)
YEARS = st.integers(1950, 2999)
RUNNING = st.integers(1, 99999)


@given(
    HAN,
    st.sampled_from(["〔{year}〕{n}号", "〔{year}〕第{n}期", "[{year}]{n}号", "〔{year}〕{n}号文件"]),
    YEARS,
    RUNNING,
)
def test_parse_undoes_text(code: str, tail: str, year: int, n: int) -> None:
    one = Series("bureau/outgoing", code + tail)
    assert one.code == code
    assert one.parse(one.text(year, n)) == Number("bureau/outgoing", year, n)


@given(YEARS, RUNNING)
def test_path_and_number_are_one(year: int, n: int) -> None:
    number = Number("bureau/outgoing", year, n)
    assert number_of(number.path) == number
    assert number_of(number.path.removesuffix(".md") + ".jsonl") == number
    assert number_of(number.path.removesuffix(".md") + "/附件1.xlsx") == number


@given(
    st.text("依据和按照《》，。 \n的关于", max_size=12),
    YEARS,
    RUNNING,
    st.sampled_from(list(zip(OPENING, CLOSING, strict=True))),
    st.sampled_from(["", "第"]),
    st.sampled_from(["", "0", "00"]),
    st.sampled_from(["", " ", "\u3000"]),
)
def test_every_way_of_writing_means_the_same_number(
    before: str, year: int, n: int, brackets: tuple[str, str], ordinal: str, padding: str, space: str
) -> None:
    written = f"青文旅发{space}{brackets[0]}{year}{brackets[1]}{space}{ordinal}{padding}{n}{space}号"
    text = f"{before}{written}精神"
    (found,) = citations(text, KNOWN)
    assert (found.start, found.end, found.text) == (len(before), len(before) + len(written), written)
    assert found.number == Number("bureau/outgoing", year, n)
    assert found.proper == f"青文旅发〔{year}〕{n}号"
    assert found.is_proper == (written == found.proper)


@pytest.mark.parametrize(
    "written",
    [
        "青文旅发[2024]14号",
        "青文旅发（2024）14号",
        "青文旅发(2024)14号",
        "青文旅发【2024】14号",
        "青文旅发2024年第14号",
        "青文旅发2024年14号",
        "青文旅发2024-14号",
        "青文旅发〔2024〕014号",
        "青文旅发〔2024〕第14号",
        "青文旅发〔２０２４〕１４号",
        "青文旅发〔24〕14号",
        "青文旅发〔2024〕14",
        "青文旅发〔2024年〕14号",
        "青文旅发 〔2024〕 14 号",
        r"青文旅发\[2024\]14号",
        "青文旅发〔2024〕14號",
    ],
)
def test_wrong_form_is_read_and_mended(written: str) -> None:
    (found,) = citations(f"见{written}。", KNOWN)
    assert (found.text, found.number, found.proper) == (
        written,
        Number("bureau/outgoing", 2024, 14),
        "青文旅发〔2024〕14号",
    )
    assert not found.is_proper


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2012〕14号",
        "省文旅发[2024]3号",
        "青文旅局2024年12个项目",
        "青文旅局（2024）12个",
        "青文旅发2024年要点",
        "二〇二四年",
    ],
)
def test_other_offices_and_plain_words_are_not_citations(text: str) -> None:
    assert (citations(text, KNOWN, ["青文旅"])) == []


def test_our_agency_with_a_code_of_no_series() -> None:
    (found,) = citations("根据青文旅办〔2024〕3号", KNOWN, ["青文旅"])
    assert (found.code, found.number, found.proper, found.text) == ("青文旅办", None, "", "青文旅办〔2024〕3号")


def test_several_in_one_line_in_order() -> None:
    text = "青文旅函〔2023〕1号、青文旅发〔2024〕2号和青文旅发[2024]3号"
    assert [(c.number.register, c.number.n, c.is_proper) for c in citations(text, KNOWN) if c.number] == [
        ("bureau/letters", 1, True),
        ("bureau/outgoing", 2, True),
        ("bureau/outgoing", 3, False),
    ]


def test_a_longer_code_wins_over_its_own_tail() -> None:
    short, long = Series("a/b", "文旅发〔{year}〕{n}号"), Series("a/c", "青文旅发〔{year}〕{n}号")
    (found,) = citations(
        "青文旅发〔2024〕1号", series([_register("a/b", short.pattern), _register("a/c", long.pattern)])
    )
    assert found.number == Number("a/c", 2024, 1)


@pytest.mark.parametrize(
    "pattern", ["", "{year}", "青{n}号", "{n}青{year}", "〔{year}〕{n}号", "青{year}{n}{n}", "青{year}{n}{x}"]
)
def test_a_pattern_without_its_blanks_is_refused(pattern: str) -> None:
    with pytest.raises(SeriesError):
        _ = Series("a/b", pattern).parts


def test_name_without_series() -> None:
    assert name(_register("bureau/seal", ""), 2024, 7) == "用印登记簿2024年第7号"
    assert name(_register("bureau/outgoing", OUT.pattern), 2024, 14) == "青文旅发〔2024〕14号"


@pytest.mark.parametrize(
    "path", ["records/bureau/outgoing/drafts/a.md", "docs/bureau/x/2024-01-01.md", "records/cabinet.yaml"]
)
def test_paths_that_claim_no_number(path: str) -> None:
    assert number_of(path) is None


@pytest.mark.parametrize("stem", ["14", "014", "0014", "00014"])
def test_padding_does_not_make_another_number(stem: str) -> None:
    assert number_of(f"records/bureau/outgoing/2024/{stem}.md") == Number("bureau/outgoing", 2024, 14)


def citations(text: str, known: Mapping[str, Series], agencies: Sequence[str] = ()) -> list[Citation]:
    """Every citation found in a text."""
    return list(Finder(known, tuple(agencies)).find(text))


def _register(path: str, pattern: str) -> Register:
    unit, short = path.split("/")
    return Register(path=path, unit=unit, name=short, title="用印登记簿", kind="k", series=pattern)
