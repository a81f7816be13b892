"""Articles: the Markdown body of a regulation in, its numbered articles out.

An article begins at a heading (or, in a text without headings, at a paragraph) that starts with 第X条, and runs to the
next article or chapter (立法技术规范（试行）第六条 counts articles in Chinese numerals through the whole text).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from placet.model import Article, Finding, Place
from placet.readers.numerals import number as number_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HEAD = re.compile(r"第\s*([^\s第条章]{1,12})\s*(条|章)(之[^\s]{1,6})?(?:[ \u3000]+(.*))?", re.DOTALL)


@dataclass(slots=True)
class _Open:
    """An article being read."""

    number: int
    label: str
    line: int
    chapter: str
    texts: list[str]


def read(body: str, path: str, first_line: int) -> tuple[tuple[Article, ...], list[Finding]]:
    """The articles of a body that begins at `first_line` of its file.

    Findings: FMT070 twice the same number, FMT071 a number out of order or left out, FMT072 not a Chinese numeral,
    FMT073 第X条之一, FMT074 no article at all.
    """
    lines = body.split("\n")
    findings: list[Finding] = []
    articles: list[Article] = []
    current: _Open | None = None
    chapter = ""
    tokens = _markdown().parse(body)
    for index, token in enumerate(tokens):
        line = token.map[0] if token.map else 0
        head = _head(tokens, index)
        if head is not None:
            place = Place(path, first_line + line, 1)
            words, heading = head
            value = number_of(words[1])
            if words[3] or value is None:
                args = {"label": f"第{words[1]}{words[2]}{words[3] or ''}"}
                findings.append(Finding("FMT073" if words[3] else "FMT072", place, args))
            _close(current, articles, lines, line, first_line)
            current = None
            label = _label(words, heading)
            if words[2] == "章":
                chapter = label
            elif value is not None and not words[3]:
                current = _Open(value, label, line, chapter, [] if heading else [words[4] or ""])
        elif current is not None and token.type in ("inline", "fence", "code_block") and not _is_head(tokens, index):
            current.texts.append(plain_text(token))
    _close(current, articles, lines, len(lines), first_line)
    return tuple(articles), findings + _order(articles, path)


def plain_text(token: Token) -> str:
    """The words of a block without its marks; raw HTML, which the page may hide, is no text."""
    if token.type != "inline":
        return token.content
    breaks = ("softbreak", "hardbreak")
    return "".join("\n" if child.type in breaks else _words(child) for child in token.children or ())


def _words(child: Token) -> str:
    if child.type in ("text", "code_inline"):
        return child.content
    return "".join(_words(inner) for inner in child.children or ()) if child.type == "image" else ""


def _head(tokens: Sequence[Token], index: int) -> tuple[re.Match[str], bool] | None:
    """The match of 第X条 or 第X章 where a heading or top-level paragraph opens with it, and whether it is a heading."""
    token = tokens[index]
    if token.type not in ("heading_open", "paragraph_open") or token.level != 0:
        return None
    heading = token.type == "heading_open"
    words = _HEAD.fullmatch(plain_text(tokens[index + 1]).strip())
    if words is None or (words[2] == "章" and not heading):
        return None
    # A sentence that merely begins with a citation (第4条 …) is text; a heading that does is meant as an article.
    return (words, heading) if heading or number_of(words[1]) is not None else None


def _is_head(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and _head(tokens, index - 1) is not None


def _label(words: re.Match[str], heading: bool) -> str:
    label = f"第{words[1]}{words[2]}"
    return f"{label} {words[4].strip()}" if heading and words[4] else label


def _close(current: _Open | None, articles: list[Article], lines: list[str], stop: int, first_line: int) -> None:
    if current is None:
        return
    articles.append(
        Article(
            number=current.number,
            label=current.label,
            text="\n".join(text.strip() for text in current.texts if text.strip()),
            line=first_line + current.line,
            chapter=current.chapter,
            markdown="\n".join(lines[current.line : stop]).strip("\n") + "\n",
        )
    )


def _order(articles: Sequence[Article], path: str) -> list[Finding]:
    if not articles:
        return [Finding("FMT074", Place(path))]
    findings: list[Finding] = []
    first: dict[int, Article] = {}
    expected = 1
    for article in articles:
        place = Place(path, article.line, 1)
        if article.number in first:
            related = (Place(path, first[article.number].line, 1),)
            findings.append(Finding("FMT070", place, {"label": article.label}, related=related))
            continue
        first[article.number] = article
        if article.number != expected:
            findings.append(Finding("FMT071", place, {"label": article.label, "expected": str(expected)}))
        expected = article.number + 1
    return findings


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table"])
