"""The strict YAML reader: places of keys and values, everything refused, and hostile input."""

from __future__ import annotations

import time

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from placet import messages
from placet.model import Finding, Place
from placet.readers.shape import plain
from placet.readers.text import decode, read_document, unseen
from placet.readers.yaml import DEPTH, read


def said(findings: list[Finding]) -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.code} {messages.text(f, 'zh')}" for f in findings]


def test_every_key_and_value_has_its_place() -> None:
    node, findings = read("title: 通知\nitems:\n  - {name: 纸, price: 3}\n  - text\n", "a.md", 2)
    assert findings == []
    assert node is not None
    assert node.keys == {"title": Place("a.md", 2, 1), "items": Place("a.md", 3, 1)}
    assert node.mapping["title"].place == Place("a.md", 2, 8)
    first, second = node.mapping["items"].sequence
    assert first.keys == {"name": Place("a.md", 4, 6), "price": Place("a.md", 4, 15)}
    assert first.mapping["price"].place == Place("a.md", 4, 22)
    assert (second.value, second.place, second.plain) == ("text", Place("a.md", 5, 5), True)


def test_columns_count_characters_not_bytes() -> None:
    node, _ = read("甲乙: {丙: 丁}\n", "a.md")
    assert node is not None
    assert node.mapping["甲乙"].mapping["丙"].place == Place("a.md", 1, 9)


def test_quotes_and_blocks_are_not_plain() -> None:
    node, _ = read("a: 003\nb: '003'\nc: \"003\"\nd: |\n  003\n", "a.md")
    assert node is not None
    assert {key: item.plain for key, item in node.mapping.items()} == {"a": True, "b": False, "c": False, "d": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["3:1 FMT009 “a”出现两次"]),
        ("a: &x 1\n", ["1:4 FMT010 不得用引用和锚点（&x）"]),
        ("a: *x\n", ["1:4 FMT010 不得用引用和锚点（*x）"]),
        ("*x : 1\n", ["1:1 FMT010 不得用引用和锚点（*x）"]),
        ("<<: {a: 1}\n", ["1:1 FMT011 不得用合并键 <<"]),
        ("? [a]\n: 1\n", ["1:3 FMT012 键须是文字，不能是列表或映射"]),
        ("{}: 1\n", ["1:1 FMT012 键须是文字，不能是列表或映射"]),
        ("a: !!python/name:os.system x\n", ["1:4 FMT014 不得用标签（tag:yaml.org,2002:python/name:os.system）"]),
        ("a: !!str 3\n", ["1:4 FMT014 不得用标签（tag:yaml.org,2002:str）"]),
        ("a:\t1\n", ["1:3 FMT007 有制表符"]),
        ("a: 1\n---\nb: 2\n", ["2:1 FMT013 元数据里只能有一份内容，不得有“---”“%”"]),
        ("%YAML 1.1\n---\na: 1\n", ["1:1 FMT013 元数据里只能有一份内容，不得有“---”“%”"]),
        ("a: [1, 2\n", ["2:1 FMT008 不是正确的 YAML：did not find expected ',' or ']'"]),
        ("a: b: c\n", ["1:5 FMT008 不是正确的 YAML：mapping values are not allowed in this context"]),
        ('a: "\\u202e"\n', ["1:4 FMT004 有看不见的字符 U+202E"]),
        ('a: "\\x07"\n', ["1:4 FMT003 有控制字符 U+0007"]),
    ],
)
def test_refused(text: str, expected: list[str]) -> None:
    assert said(read(text, "a.md")[1]) == expected


def test_the_first_of_a_duplicate_key_is_kept_and_shown() -> None:
    node, findings = read("a: 1\na: 2\n", "a.md")
    assert node is not None
    assert node.mapping["a"].value == "1"
    assert findings == [Finding("FMT009", Place("a.md", 2, 1), {"key": "a"}, related=(Place("a.md", 1, 1),))]


@pytest.mark.parametrize(
    "bomb", ["[" * 60_000, "- " * 60_000, "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 300))]
)
def test_nesting_bombs_end_at_the_limit(bomb: str) -> None:
    start = time.perf_counter()
    node, findings = read(bomb, "a.md")
    assert node is None
    assert [(f.code, dict(f.args)) for f in findings] == [("FMT006", {"limit": "32"})]
    assert time.perf_counter() - start < 5


def test_nesting_up_to_the_limit_is_read() -> None:
    node, findings = read("[" * DEPTH + "]" * DEPTH, "a.md")
    assert findings == []
    assert node is not None


def test_alias_bomb_is_never_unfolded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    start = time.perf_counter()
    _, findings = read("\n".join(lines), "a.md")
    assert len(findings) == 12 + 11 * 9
    assert {f.code for f in findings} == {"FMT010"}
    assert time.perf_counter() - start < 5


def test_decode_says_where_the_broken_byte_is() -> None:
    text, findings = decode("a: 1\r\n标题: ".encode() + b"\xb1\xea\n", "a.md")
    assert text is None
    assert said(findings) == ["2:5 FMT001 第 14 字节 0xB1 不是 UTF-8 文本"]


def test_decode_refuses_size_and_byte_order_mark() -> None:
    assert said(decode(b"\xef\xbb\xbfa: 1", "a.md")[1]) == ["1:1 FMT002 文件开头有字节顺序标记（BOM）"]
    assert said(decode(b"x" * 1_048_577, "a.md")[1]) == ["0:0 FMT005 有 1048577 字节，超过 1048576 字节"]


@pytest.mark.parametrize(
    ("text", "strict", "expected"),
    [
        ("好\x00", True, ["1:2 FMT003 有控制字符 U+0000"]),
        ("一\n二\x85", False, ["2:2 FMT003 有控制字符 U+0085"]),
        ("a\u202eb", False, ["1:2 FMT004 有看不见的字符 U+202E"]),
        ("a\u200bb", True, ["1:2 FMT004 有看不见的字符 U+200B"]),
        ("a\u200bb", False, []),
        ("平常的文字\n\t制表", False, []),
    ],
)
def test_unseen_characters(text: str, *, strict: bool, expected: list[str]) -> None:
    assert said(unseen(text, "a.md", strict=strict)) == expected


def test_an_empty_document_is_a_finding() -> None:
    assert said(read_document(b"# nothing\n", "a.yaml")[1]) == ["0:0 FMT018 没有内容"]


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    node, findings = read(text, "a.md")
    assert node is not None or findings or not [line for line in text.splitlines() if line.split("#")[0].strip()]


_scalars = st.text(alphabet="abc 甲乙\"':#-", max_size=8)
_keys = st.text(alphabet="abcd", min_size=1, max_size=3)
_values = st.recursive(_scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3))


@given(st.dictionaries(_keys, _values, min_size=1, max_size=4))
def test_reads_what_pyyaml_writes(data: dict[str, object]) -> None:
    node, findings = read(pyyaml.safe_dump(data, allow_unicode=True, default_style='"').replace("!!str ", ""), "a.md")
    assert findings == []
    assert node is not None
    assert plain(node) == data
