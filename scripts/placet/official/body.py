"""A document's Markdown as the blocks of an official sheet: who it is for, its text, and who closes it.

Only words are taken over, never markup: what a block says is plain text in runs, and the template sets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

#: The line of those a paper is sent to (first, ends in a colon) and its signature (last, may end in a day).
ADDRESSEES = re.compile(r"[^\n。；]{1,120}：")
SIGNED = re.compile(r"[^\n。；：]{2,60}(?P<day>\\?\n\d{4}年\d{1,2}月\d{1,2}日)?")
#: Headings that people write as paragraphs: 一、 and （一）, without a full stop.
_HEADED = (
    re.compile(r"[一二三四五六七八九十]+、[^。；：\n]{1,40}"),
    re.compile(r"（[一二三四五六七八九十]+）[^。；：\n]{1,40}"),
)
#: The style of such headings where they begin a paragraph.
_LEVELS = ("strong", "emphasis")
_ANNEX = re.compile(r"附件[:：]")
_LATIN = re.compile(r"[!-~]$")
_MARKS = {"strong": "strong", "em": "emphasis"}


@dataclass(frozen=True)
class Run:
    """Words in one style: "", strong or emphasis."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading (of `level`), preformatted text, or table (in `rows`, the first of which is its head)."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = field(default=())

    @property
    def text(self) -> str:
        """What the block says."""
        if self.rows:
            return "".join(run.text for row in self.rows for cell in row for run in cell)
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Body:
    """A document's text, with the line of addressees and the signature that stand in it taken out ("" for none)."""

    to: str
    blocks: tuple[Block, ...]
    issuer: str
    has_annex: bool


def body(markdown: str) -> Body:
    """Return a document's Markdown as blocks."""
    blocks = list(_blocks(SyntaxTreeNode(_markdown().parse(markdown))))
    to = issuer = ""
    if blocks and blocks[0].kind == "paragraph" and ADDRESSEES.fullmatch(blocks[0].text):
        to = blocks.pop(0).text
    if len(blocks) > 1 and blocks[-1].kind == "paragraph":
        signed = SIGNED.fullmatch(blocks[-1].text)
        if signed and (to or signed["day"]):
            issuer = blocks.pop().text.split("\n")[0]
    return Body(to, tuple(_heading(block) for block in blocks), issuer, any(_ANNEX.match(b.text) for b in blocks))


def _heading(block: Block) -> Block:
    """Return a paragraph that is a heading in all but markup as one; a paragraph that begins with one, with it set."""
    if block.kind != "paragraph" or not block.runs:
        return block
    for level, form in enumerate(_HEADED, 1):
        if form.fullmatch(block.text):
            return replace(block, kind="heading", level=level)
        first = block.runs[0]
        begun = form.match(first.text) if not first.style else None
        if begun and first.text[begun.end() : begun.end() + 1] == "。":
            head, rest = first.text[: begun.end() + 1], first.text[begun.end() + 1 :]
            return replace(block, runs=(Run(head, _LEVELS[level - 1]), Run(rest), *block.runs[1:]))
    return block


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _blocks(node: SyntaxTreeNode, label: str = "") -> Iterator[Block]:
    """The blocks below a node; items become paragraphs, those of a numbered list with their number as `label`."""
    if node.type == "heading":
        yield Block("heading", _said(node), max(1, int(node.tag[1:]) - 1))
    elif node.type == "paragraph":
        yield Block("paragraph", (*((Run(label),) if label else ()), *_said(node)))
    elif node.type in ("fence", "code_block"):
        yield Block("preformatted", (Run(node.content.rstrip("\n")),))
    elif node.type == "table":
        rows = (row for part in node.children for row in part.children)
        yield Block("table", rows=tuple(tuple(_said(cell) for cell in row.children) for row in rows))
    else:
        first = 1 if node.is_root else int(node.attrs.get("start", 1))
        for count, child in enumerate(node.children, first):
            yield from _blocks(child, f"{count}." if node.type == "ordered_list" else label)
            label = ""


def _said(node: SyntaxTreeNode) -> tuple[Run, ...]:
    """What the inline parts of a node say."""
    return tuple(run for child in node.children if child.token for run in _runs(child.token.children or []))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    style = ""
    said = ""
    for token in tokens:
        mark, _, turn = token.type.rpartition("_")
        if mark in _MARKS:
            style = _MARKS[mark] if turn == "open" else ""
        elif token.type == "hardbreak":
            said = "\n"
            yield Run(said, style)
        elif token.type == "softbreak":
            if _LATIN.search(said):
                yield Run(" ", style)
        elif token.content:
            said = token.content
            yield Run(said, style)
