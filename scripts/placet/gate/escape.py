"""Words from the repository made harmless in Markdown, HTML, a terminal and a workflow's log."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_MARKDOWN = re.compile(r"[\\`*_{}\[\]|~!$^]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "#": "&#35;"}
_ENTITY = re.compile("[&<>@#]")
#: What a forge would make a link of, or a workflow's log take for a command.
_LINK = re.compile(r":(?=//|:)|(?<=:):|(?<=www)\.", re.IGNORECASE)
_LONGEST = 2000


def visible(text: str) -> str:
    """One line with every unseen or steering character written out."""
    shown = _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def words(text: str) -> str:
    """Text for a Markdown line: no markup, link, mention, HTML or command is read out of it."""
    plain = _ENTITY.sub(lambda found: _ENTITIES[found[0]], visible(text))
    linked = _LINK.sub(lambda found: f"&#{ord(found[0])};", plain)
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", linked)


def code(text: str) -> str:
    """Text in a Markdown code span, such as a path; a back tick in it becomes an apostrophe."""
    shown = visible(text).replace("`", "'").replace("::", ":\u200a:").strip()
    return f"`{shown or ' '}`"


def cell(text: str) -> str:
    """Escaped Markdown as a table's cell: a bar would end it."""
    return re.sub(r"(?<!\\)\|", r"\\|", text) or "—"
