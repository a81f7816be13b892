"""A page for every message code, the same text that `placet why CODE` prints, and their index."""

from __future__ import annotations

from placet import messages
from placet.pages.escape import html_text
from placet.pages.layout import front_matter
from placet.pages.links import CODES, code_page, href, link
from placet.pages.view import View


def code_pages(view: View) -> dict[str, str]:
    """Return the index of codes and a page for each. They are kept out of search: readers look for documents."""
    lang = view.words.lang
    settings = {"hide": ["navigation"]}
    found = {
        code_page(code): front_matter(f"{code} {messages.entry(code).name}", settings)
        + "\n"
        + messages.page(code, lang)
        for code in messages.codes()
    }
    rows = [
        f"- {link(href(CODES, code_page(code)), code)} {html_text(messages.sentence(code, lang))}"
        for code in messages.codes()
    ]
    heading = view.words("codes")
    found[CODES] = front_matter(heading, settings) + f"\n# {html_text(heading)}\n\n" + "\n".join(rows) + "\n"
    return found
