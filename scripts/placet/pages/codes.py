"""A page for every message code, the same text that `placet why CODE` prints, and their index."""

from __future__ import annotations

from placet import messages
from placet.pages.layout import page
from placet.pages.links import CODES, code_page, href, link
from placet.pages.page import Page
from placet.pages.prose import manual
from placet.pages.view import View
from placet.pages.words import Words


def code_pages(view: View) -> dict[str, Page]:
    """Return the index of codes and a page for each. They are kept out of search: readers look for documents."""
    lang = view.words.lang
    found = {code_page(code): _page(code, view.words) for code in messages.codes()}
    rows = [(link(href(CODES, code_page(code)), code), messages.sentence(code, lang)) for code in messages.codes()]
    found[CODES] = page("codes", view.words("codes"), "compliance", view.words, rows=rows)
    return found


def _page(code: str, words: Words) -> Page:
    title = f"{code} {messages.entry(code).name}"
    return page("manual", title, "compliance", words, body=manual(messages.page(code, words.lang)))
