"""The everyday way of reading YAML gives exactly the strict reader's nodes, or leaves the text to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.readers import characters, everyday, yaml
from placet.readers.yaml import Node

ROOT = Path(__file__).parents[1]


def head(path: Path) -> str:
    """A file's YAML: all of it, or its front matter."""
    text = path.read_text("utf-8")
    return text if path.suffix == ".yaml" else text[4 : text.index("\n---\n") + 1]


RECORDS = [head(path) for path in sorted((ROOT / "records").glob("*/*/2*/*.md"))]
OTHERS = [head(path) for path in sorted((ROOT / "records").glob("**/*.yaml"))]
OTHERS += [head(path) for path in sorted((ROOT / "docs").glob("bureau/*/2*.md"))]


def taken(text: str) -> Node | None:
    """The node of a text that is taken the everyday way."""
    try:
        return everyday._Text(text, "x.md", 2).node()
    except everyday._UnsureError:
        return None


def test_records_are_all_taken_and_other_files_alike() -> None:
    for text in RECORDS:
        assert (taken(text), []) == yaml.read(text, "x.md", 2)
    found = [(taken(text), yaml.read(text, "x.md", 2)) for text in OTHERS]
    assert all((node, []) == strict for node, strict in found if node is not None)
    assert sum(node is not None for node, _ in found) > len(found) / 2


BITS = [
    *"\n\n\n  -:,[]{}#&*!|>'\"%@`?~.=<a0局\\",
    "- ",
    ": ",
    " #",
    "\n  ",
    "\n- ",
    "\n  - ",
    "\n---\n",
    "\n...\n",
    "key: ",
    "a: ",
    "[]",
    "{}",
    "''",
    '""',
    "<<",
    "\t",
    "\u3000",
    "\u00a0",
]


@settings(max_examples=3000, deadline=None)
@given(
    st.sampled_from(RECORDS[::9] + [text for text in OTHERS if len(text) < 4000]),
    st.lists(st.tuples(st.integers(0, 5000), st.sampled_from(BITS), st.integers(0, 4)), min_size=1, max_size=4),
)
def test_spoilt_texts_are_read_alike(text: str, spoils: list[tuple[int, str, int]]) -> None:
    for place, word, gone in spoils:
        place %= len(text) + 1  # noqa: PLW2901 - within the text
        text = text[:place] + word + text[place + gone :]
    assert everyday.read(text, "x.md", 2) == yaml.read(text, "x.md", 2)


def inline(depth: int) -> st.SearchStrategy[str]:
    """Values as they may stand on one line, good and bad."""
    words = st.text("ab0 :-,#局.'\"?[]{}|>", min_size=1, max_size=8)
    scalar = words | words.map(lambda text: f'"{text}"') | words.map(lambda text: f"'{text}'") | st.just("")
    if depth == 0:
        return scalar
    inner, gap = inline(depth - 1), st.sampled_from([", ", ",", " , "])
    pair = st.tuples(st.sampled_from(["a", "b", "c-d", "2024-01-01"]), st.sampled_from([": ", ":  ", ":"]), inner)
    lists = st.tuples(st.lists(inner, max_size=3), gap).map(lambda parts: f"[{parts[1].join(parts[0])}]")
    maps = st.tuples(st.lists(pair.map("".join), max_size=3), gap).map(lambda parts: f"{{{parts[1].join(parts[0])}}}")
    return scalar | lists | maps


LINE = st.tuples(
    st.integers(0, 3).map(lambda steps: "  " * steps),
    st.sampled_from(["", "", "- ", "-  ", "- - ", "# "]),
    st.sampled_from(["", "a: ", "b: ", "c: ", "d:", "a:  ", '"e": ', "? "]),
    inline(2),
).map("".join)


@settings(max_examples=3000, deadline=None)
@given(st.lists(LINE, max_size=7).map("\n".join), st.sampled_from(["", "\n", "\n\n"]))
def test_invented_texts_are_read_alike(lines: str, end: str) -> None:
    text = lines + end
    assert everyday.read(text, "x.md", 2) == yaml.read(text, "x.md", 2)


@settings(max_examples=1000, deadline=None)
@given(st.text(max_size=30).filter(lambda text: characters.first(text) is None))
def test_any_characters_are_read_alike(text: str) -> None:
    for shown in (f"a: {text}", f'a: "{text}"', f"a: [{text}, b]", f"a: b\n{text}: c", f"a:\n  - {text}"):
        assert everyday.read(shown, "x.md", 2) == yaml.read(shown, "x.md", 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "a: b\n\n  c\n",
        "a: b\nb:\nc: d\n",
        "a: b\na: c\n",
        "a: {b: c, b: d}\n",
        "a: [b,]\n",
        "a: [b: c]\n",
        "a: {b}\n",
        "a: 'b''c'\n",
        'a: "b\\n"\n',
        "a: b: c\n",
        "a: b #c\n",
        "- a\n-\n",
        "- - a\n",
        "a:\n    - b\n   - c\n",
        "a:\n  b: c\n d: e\n",
        "<<: {a: b}\n",
        "a: &b c\n",
        "a: !b c\n",
        "a: [b\n  ]\n",
        "a: |\n  b\n",
        "? a\n",
        "---\na: b\n",
        "a: b\n...\n",
        "a:\tb\n",
        "[" * 40 + "]" * 40,
        "a: " + "[" * 40 + "]" * 40,
        "\n".join("  " * depth + "a:" for depth in range(40)) + " b\n",
    ],
)
def test_what_is_left_to_the_strict_reader(text: str) -> None:
    assert taken(text) is None
    assert everyday.read(text, "x.md", 2) == yaml.read(text, "x.md", 2)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "a: b",
        "# first\na: b#no comment\n",
        "a: -1\nb: ~\nc: =\nd: a:b\ne: b'c\"\n",
        "a:\n- b\n- c: d\n  e: f\ng: []\nh: {}\n",
        "a:\n  -   b: [c, {d: 2024-03-01T10:00+08:00}, 'e: f', \"g # h\"]\n      i: j\n",
        "- a\n\n# between\n- b\n",
    ],
)
def test_what_is_taken(text: str) -> None:
    assert (taken(text), []) == yaml.read(text, "x.md", 2)
