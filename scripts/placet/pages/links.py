"""Where every page of the portal lies, and how pages point at each other."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup, escape

from placet.model import Register, Regulation
from placet.pages.escape import html_text

HOME = "index.html"
UNITS = "units.html"
REGULATIONS = "regulations.html"
REGISTERS = "registers.html"
WAITING = "waiting.html"
COMPLIANCE = "compliance.html"
SEARCH = "search.html"
CODES = "codes/index.html"
POSTS = "posts.html"
STATISTICS = "statistics.html"
#: Not pages, but what programs and calendars fetch.
REGISTERS_DATA = "registers.json"
DOCUMENTS_FEED = "feeds/documents.xml"
REGULATIONS_FEED = "feeds/regulations.xml"
CALENDAR = "feeds/waiting.ics"


def code_page(code: str) -> str:
    """Return the manual page of a message code."""
    return f"codes/{code}.html"


def unit_page(unit: str) -> str:
    """Return the page of a unit."""
    return f"{unit}/index.html"


def regulation_page(regulation: Regulation) -> str:
    """Return the page of one version of a regulation: where its source lies under docs/."""
    return f"{regulation.path.removeprefix('docs/').removesuffix('.md')}.html"


def comparison_page(was: Regulation, now: Regulation) -> str:
    """Return the page that sets one version of a regulation beside another."""
    return f"{regulation_page(now).removesuffix('.html')}-from-{was.in_force.isoformat()}.html"


def uses_page(regulation: Regulation) -> str:
    """Return the page of what rests on one version of a regulation."""
    return f"{regulation_page(regulation).removesuffix('.html')}-uses.html"


def article_anchor(number: int) -> str:
    """Return the anchor of an article on its regulation's page: stable, plain ASCII."""
    return f"a{number}"


def register_page(register: Register) -> str:
    """Return the page of a register."""
    return f"records/{register.path}/index.html"


def year_page(register: Register, year: int) -> str:
    """Return the page of one year of a register."""
    return f"records/{register.path}/{year}/index.html"


def register_file(register: Register, ending: str, year: int | None = None) -> str:
    """Return the file that holds a register, or one year of it, for spreadsheets and programs; `ending` says which."""
    page = register_page(register) if year is None else year_page(register, year)
    named = [register.unit, register.name, *([str(year)] if year is not None else [])]
    return f"{posixpath.dirname(page)}/{'-'.join(named)}.{ending}"


def rows_file(register: Register, year: str) -> str:
    """Return the file of a year's rows, or of the drafts' (`year` is then "drafts"), for the browser's table."""
    return f"records/{register.path}/{year}/rows.js"


def post_calendar(unit: str, post: str) -> str:
    """Return the calendar of what a post of a unit is awaited for."""
    return f"feeds/{unit}/{post}.ics"


def post_page(unit: str, post: str) -> str:
    """Return the page of a post of a unit."""
    return f"posts/{unit}/{post}.html"


def post_data(unit: str, post: str) -> str:
    """Return the file from which the home page learns what is due for a reader's own post."""
    return f"posts/{unit}/{post}.js"


def body_page(unit: str, body: str) -> str:
    """Return the page of a meeting body of a unit."""
    return f"bodies/{unit}/{body}.html"


def statistics_page(unit: str, year: int) -> str:
    """Return the page of a unit's statistics of one year."""
    return f"statistics/{unit}/{year}.html"


def compliance_page(unit: str) -> str:
    """Return the page of how a unit's regulations are kept."""
    return f"compliance/{unit}.html"


def kept_page(regulation: Regulation) -> str:
    """Return the page of how one version of a regulation is kept, rule by rule."""
    return f"compliance/{regulation_page(regulation)}"


def rule_page(regulation: Regulation, rule: str, sheet: int) -> str:
    """Return one sheet of the list of records that a rule judged; sheets count from 1."""
    return f"{kept_page(regulation).removesuffix('.html')}/{rule}-{sheet}.html"


class Filed(Protocol):
    """Whatever stands for a record: the record itself, or its card."""

    @property
    def path(self) -> str:
        """Where its document lies."""


def record_page(record: Filed) -> str:
    """Return the page of a record: beside its own path."""
    return page_at(record.path)


def page_at(path: str) -> str:
    """Return the page of the record at a path."""
    return f"{path.removesuffix('.md')}.html"


def href(source: str, target: str, anchor: str = "") -> str:
    """Return the relative address of page `target` as seen from page `source`."""
    if source == target and anchor:
        return f"#{anchor}"
    folder, _, name = target.rpartition("/")
    path = _way(source.rpartition("/")[0], folder) + _quoted(name)
    return f"{path}#{anchor}" if anchor else path


def link(address: str, words: str, css: str = "") -> Markup:
    """Return an HTML link; words and address may be anything."""
    kind = f' class="{escape(css)}"' if css else ""
    return Markup(f'<a{kind} href="{escape(address)}">{html_text(words)}</a>')  # noqa: S704 - each part is escaped


@lru_cache(maxsize=1 << 14)
def _way(folder: str, target: str) -> str:
    """The address of a folder as seen from another, up to the name in it; both are written without detours."""
    here, there = folder.split("/") if folder else [], target.split("/") if target else []
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    return quote("../" * (len(here) - shared) + "".join(f"{name}/" for name in there[shared:]))


@lru_cache(maxsize=1 << 14)
def _quoted(name: str) -> str:
    return quote(name)
