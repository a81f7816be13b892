"""Turns a record's or an article's Markdown into harmless HTML, with citations linked.

Raw HTML in it is shown as text, links keep only full web and mail addresses, and pictures become links, so that nothing
is fetched from elsewhere while reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape

import nh3
import pyromark
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

from placet.official.body import ADDRESSEES, SIGNED

#: From a piece of text to the same text as HTML with its citations linked.
Linker = Callable[[str], str]

_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "ul",
}
_TAGS |= {"table", "tbody", "td", "th", "thead", "tr"}
_ABROAD = ("https://", "http://", "mailto:")
#: What the quick way does not take: markup within a line, tables, entities, code; line breaks, empty items.
_MARKED = re.compile(r"[<&`\[\]*_~\\|\t]")
_EMPTY = re.compile(r"\n(?: {4}| *(?:[-+]|[0-9]+[.)]) *\n)")
_BREAK = "  \n"
_DATED = re.compile(r"\n\d{4}年\d{1,2}月\d{1,2}日\s*$")
_TAG, _MARK = re.compile(r"(<[^>]*>)"), re.compile(r"<(/?)h([1-6])>")
#: The first paragraph, and the last where nothing but the ends of lists and quotations follow it.
_FIRST = re.compile(r"(?:<hr />\n)*<p>([^<]*)</p>")
_LAST = re.compile(r"<p>([^<]*)</p>(?:\s*</(?:li|[uo]l|blockquote)>)*\s*$")
#: A tag, finished or not; those that cleaning gives back as they are; and signs that it might write otherwise.
_MARKUP = re.compile(r"<[^>]*>?")
_LAID = ("blockquote", "h2", "h3", "li", "ol", "p", "ul")
_HARMLESS = frozenset((*(f"<{tag}>" for tag in _LAID), *(f"</{tag}>" for tag in _LAID)))
_ODD = re.compile(r"[&\x00\r\xa0]")
_ATTRIBUTES = {"p": {"class"}, "a": {"href", "title", "class"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}


def _rank_headings(state: StateCore) -> None:
    """Give headings the ranks from `top` on, none left out, so that the page's headings are one outline."""
    above: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            written = int(token.tag[1:])
            above = [*(rank for rank in above if rank < written), written]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, state.env['top'] + len(above) - 1)}"


def _link_citations(state: StateCore) -> None:
    linker: Linker | None = state.env["linker"]
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        depth = 0
        for token in block.children:
            if token.type == "link_open" and not str(token.attrs.get("href", "")).startswith(_ABROAD):
                token.attrs.pop("href", None)
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if linker and token.type == "text" and not depth:
                token.type, token.content = "html_inline", linker(token.content)


def _lay_out(state: StateCore) -> None:
    """Mark the line of those a paper is sent to (first, ends in a colon) and its signature (last, ends in a day)."""
    texts = [(place, token.content) for place, token in enumerate(state.tokens) if token.type == "inline"]
    if not texts:
        return
    first, last = state.tokens[texts[0][0] - 1], state.tokens[texts[-1][0] - 1]
    addressed = first.type == "paragraph_open" and first.level == 0 and ADDRESSEES.fullmatch(texts[0][1]) is not None
    if addressed:
        first.attrSet("class", "pl-addressees")
    signed = SIGNED.fullmatch(texts[-1][1])
    if last is not first and last.type == "paragraph_open" and signed and (addressed or signed["day"]):
        last.attrSet("class", "pl-signed")
        for token in state.tokens[texts[-1][0]].children or ():
            if token.type == "softbreak":
                token.type, token.tag = "hardbreak", "br"


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    parser.core.ruler.push("rank_headings", _rank_headings)
    parser.core.ruler.push("lay_out", _lay_out)
    parser.core.ruler.push("citations", _link_citations)
    parser.disable("image")
    return parser


def prose(markdown: str, linker: Linker | None = None, top: int = 2) -> Markup:
    """Return `markdown` as a safe HTML fragment, with `linker` applied to every piece of text outside links, if given.

    Its first heading is of rank `top`.
    """
    html = (_slowly if is_intricate(markdown) else _quickly)(markdown, linker, top)
    return Markup(html if is_harmless(html) else _cleaner().clean(html))  # noqa: S704 - cleaned by nh3, or harmless


def is_harmless(html: str) -> bool:
    """Return whether well-formed HTML has no tags but bare ones of blocks: cleaning would give it back as it is."""
    return not _ODD.search(html) and _HARMLESS.issuperset(_MARKUP.findall(html))


def is_intricate(markdown: str) -> bool:
    """Return whether Markdown has more than blocks of plain text."""
    lines = f"\n{markdown}\n"
    return bool(_MARKED.search(markdown) or _BREAK in lines or _EMPTY.search(lines) or _DATED.search(markdown))


def _slowly(markdown: str, linker: Linker | None, top: int) -> str:
    """HTML of any Markdown, token by token."""
    return str(_markdown().render(markdown, {"linker": linker, "top": top}))


def _quickly(markdown: str, linker: Linker | None, top: int) -> str:
    """The same HTML ten times as fast, of Markdown that has nothing but blocks of plain text: nearly all there is."""
    html = pyromark.html(markdown)
    first = _FIRST.match(html)
    if first and ADDRESSEES.fullmatch(unescape(first[1])):
        last = _LAST.search(html, html.rfind("<p>"))
        if last and last.end(1) > first.end() and SIGNED.fullmatch(unescape(last[1])):
            html = f'{html[: last.start()]}<p class="pl-signed">{html[last.start(1) :]}'
        html = f'{html[: first.start(1) - len("<p>")]}<p class="pl-addressees">{html[first.start(1) :]}'
    html = "".join(_linked(html, linker)) if linker else html
    # Headings all of one rank, and that the highest, stay what they are.
    return _MARK.sub(_ranked(top), html) if html.count("<h") > html.count(f"<h{top}>") else html


def _linked(html: str, linker: Linker) -> Iterator[str]:
    """HTML with its texts linked, line by line."""
    for piece in _TAG.split(html):
        yield (
            piece
            if piece.startswith("<")
            else "\n".join(linker(unescape(line)) if line else "" for line in piece.split("\n"))
        )


def _ranked(top: int) -> Callable[[re.Match[str]], str]:
    above: list[int] = []

    def rank(mark: re.Match[str]) -> str:
        if not mark[1]:
            written = int(mark[2])
            above[:] = [*(one for one in above if one < written), written]
        return f"<{mark[1]}h{min(6, top + len(above) - 1)}>"

    return rank


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def manual(markdown: str) -> Markup:
    """Return Markdown of the program's own as HTML, its headings as they are."""
    return Markup(pyromark.html(markdown, options=pyromark.Options.ENABLE_TABLES))  # noqa: S704 - our own
