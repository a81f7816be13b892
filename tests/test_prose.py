"""People's Markdown: the quick way and the long way give the same HTML, and both what Python-Markdown gives."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from placet import messages
from placet.cabinet import load
from placet.pages.prose import _cleaner, _quickly, _slowly, is_harmless, is_intricate, manual, prose
from placet.tree import WorkTree

PROJECT = Path(__file__).parents[1]
#: What makes blocks in Markdown, and what looks as if it did.
LINES = (
    *("各科室：", "请于3月28日前函告。", '通知"甲"', "县文化馆", "2026年3月4日", "'引号'", "甲：乙", "：", "。", ""),
    *(
        "# 一",
        "## 二",
        "### 三",
        "#### 四",
        "####### 七",
        "#无",
        "a#b",
        "---",
        "===",
        "- 甲",
        "  - 丙",
        "+ 加",
        "-",
        "1.",
    ),
    *(
        "1. 子",
        "2) 丑",
        "10. 癸",
        "> 引",
        "> - 引",
        "   缩进",
        "文 https://a.b/c",
        "| a | b |",
        "| --- | --- |",
        "**粗**",
    ),
    *("行尾\\", "[链](x.md)", "`码`", "<b>", "&amp;", "\t制表", "    四格", "行尾  "),
)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Every body and every article of the sample."""
    cabinet = load(WorkTree(PROJECT))
    articles = [article.markdown for regulation in cabinet.regulations for article in regulation.articles]
    return [*(record.body for record in cabinet.records.values()), *articles]


def linked(text: str) -> str:
    return escape(text.replace("通知", "【通知】"))


def ways(text: str, top: int = 2) -> tuple[str, str]:
    return _cleaner().clean(_slowly(text, linked, top)), _cleaner().clean(_quickly(text, linked, top))


def test_both_ways_give_the_same_of_every_text_of_the_sample(texts: list[str]) -> None:
    plain = [text for text in texts if not is_intricate(text)]
    assert len(plain) > len(texts) * 9 // 10
    for text in plain:
        slow, quick = ways(text)
        assert quick == slow


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=9), top=st.sampled_from([2, 3]))
def test_both_ways_give_the_same_of_whatever_is_not_intricate(lines: list[str], top: int) -> None:
    text = "\n".join(lines)
    slow, quick = ways(text, top)
    assert prose(text, linked, top) == slow
    assert is_intricate(text) or quick == slow


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(st.sampled_from((*LINES, "\u00a0", "\x0c", "\u2028", "a>b", "***")), min_size=1, max_size=9))
def test_what_is_harmless_is_what_cleaning_leaves_as_it_is(lines: list[str]) -> None:
    for html in {render("\n".join(lines), None, 2) for render in (_slowly, _quickly)}:
        assert not is_harmless(html) or _cleaner().clean(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=x>甲</p>",
        "<script>",
        "</script>",
        "<p",
        "<p<img src=x>",
        "<p >甲</p>",
        "<P>甲</P>",
        "<p/>甲",
        "<a>甲</a>",
        "<svg>",
        "<style>",
        "<!-- -->",
        "<![CDATA[",
        "<?x?>",
        "<p>&lt;</p>",
        "<p>甲<",
        "<\x00p>",
        "<p\n>",
    ],
)
def test_nothing_else_is_harmless(html: str) -> None:
    assert not is_harmless(html)


def test_python_markdown_gives_the_same_of_every_text_of_the_sample(texts: list[str]) -> None:
    reader = markdown.Markdown(extensions=["tables"])

    def bare(html: str) -> str:
        """HTML without what we add on purpose, the ranks of headings and white space between blocks."""
        plain = re.sub(
            r"<(/?)h[1-6]>", r"<\1h>", html.replace(' class="pl-addressees"', "").replace(' class="pl-signed"', "")
        )
        return " ".join(re.sub(r">\s+<", "><", plain).split())

    for text in texts:
        # Where CommonMark breaks a line at a backslash, Python-Markdown does at two spaces.
        theirs = reader.reset().convert(text.replace("\\\n", "  \n"))
        assert bare(str(prose(text, lambda words: escape(words, quote=False)))) == bare(_cleaner().clean(theirs))


def test_the_addressed_and_the_signature_are_marked_either_way() -> None:
    for text in ("各科室：\n\n请知悉。\n\n县文化馆", "各科室：\n\n请**知悉**。\n\n县文化馆"):
        html = prose(text, escape)
        assert html.startswith('<p class="pl-addressees">各科室：</p>\n<p>请')
        assert html.endswith('<p class="pl-signed">县文化馆</p>\n')


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_manuals_are_rendered_as_the_other_parser_renders_them_without_html(lang: str) -> None:
    other = MarkdownIt("commonmark", {"html": False}).enable("table")
    for code in messages.codes():
        text = messages.page(code, lang)
        assert manual(text) == other.render(text).replace("&quot;", '"'), code
