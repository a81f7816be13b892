"""One page of the portal, before it is put into the shell that all pages share."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

#: The parts of the portal, as the tabs name them; each is also the name of its first page.
SECTIONS = ("home", "units", "regulations", "registers", "waiting", "compliance", "search")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what the window is called, in plain text, the section it belongs to, its template, and its content.

    `shape` is the name of the template it was made by, which is also the page's class.
    """

    title: str
    section: str
    shape: str
    body: Markup

    def __post_init__(self) -> None:
        """Raise ValueError for a section that the portal does not have."""
        if self.section not in SECTIONS:
            raise ValueError(self.section)
