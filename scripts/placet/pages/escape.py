"""Makes people's words harmless on a page: no markup, no template, no Markdown is ever read out of them."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
_MARKDOWN = re.compile(r"[!#$%'()*+/:;=?@\[\\\]^_`{|}~]")
_LOOKALIKES = str.maketrans({"<": "＜", ">": "＞", "&": "＆", '"': "＂"})


def inert(html: str) -> str:
    """Return HTML in which Python-Markdown finds no code fence, whatever text it carries."""
    return html.replace("`", "&#96;").replace("~", "&#126;")


def html_text(text: str) -> Markup:
    """Return `text` as HTML text that is safe in an element, in a quoted attribute, and inside a raw Markdown block."""
    return Markup(inert(str(escape(_CONTROL.sub("", text)))))  # noqa: S704 - escaped here


def title_text(text: str) -> str:
    """Return one line for a page's title; the theme prints it unescaped, so markup signs become full-width ones."""
    return " ".join(_CONTROL.sub("", text).translate(_LOOKALIKES).split())


def heading_text(text: str) -> Markup:
    """Return one line for a Markdown heading, with every Markdown sign as a character reference."""
    return Markup(_MARKDOWN.sub(lambda sign: f"&#{ord(sign.group())};", title_text(text)))  # noqa: S704 - every sign is a reference
