"""The page of a record: who approved it by which article, its text, its slip, its rules, and the path it lies on."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from markupsafe import Markup

from placet import official
from placet.model import Record, Status
from placet.official import Sheet
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.grounds import root
from placet.pages.layout import page, part
from placet.pages.links import REGISTERS, href, link, record_page, register_page, unit_page, year_page
from placet.pages.page import Page
from placet.pages.prose import prose
from placet.pages.record_chain import chain, steps
from placet.pages.record_rules import met_part
from placet.pages.record_slip import acts, approval, file_link, is_proved, keys, slip
from placet.pages.values import Printer, is_table
from placet.pages.verdicts import verdict_row
from placet.pages.view import View
from placet.pages.words import Words


def record_pages(view: View) -> dict[str, Page]:
    """Return the pages of all records, by path."""
    return {record_page(record): page_of(view, record) for record in view.records}


def page_of(view: View, record: Record) -> Page:
    """Return the page of one record."""
    source = record_page(record)
    unit, kind, card = view.unit_of(record), view.kind_of(record), view.cards[record.path]
    printer = Printer(view, source, unit)
    sheet = official.sheet(view.cabinet, record, view.outcome.standings.get(record.path, ()))
    given = [(field, record.fields[name]) for name, field in kind.fields.items() if name in record.fields]
    tables = [(field.id, field.title, printer.value(field, value)) for field, value in given if is_table(field)]
    verdicts = view.verdicts.get(record.path, ())
    open_rows = [verdict_row(view, printer, kind, verdict) for verdict in verdicts if verdict.status != Status.MET]
    up = root(source)
    pdf = _pdf(view, record, sheet)
    path = chain(view, card)
    done = acts(view, record, printer)
    proved = is_proved(done)
    return page(
        "record",
        f"{card.name} {record.title}",
        "registers",
        view.words,
        root=up,
        crumbs=_crumbs(view, record, source),
        record=record,
        number=card.name,
        sheet=sheet,
        header=sheet.header if sheet else unit.title,
        pdf=pdf,
        lacks_fonts=sheet is not None and not pdf,
        imprint=_imprint(view, sheet),
        approval=approval(view, record),
        citation=_cited(view, card, unit.title, sheet),
        fields=printer.rows([(field, value) for field, value in given if not is_table(field)]),
        tables=[one for one in tables if one[2]],
        body=_text(view, record.body, source, card.day),
        attachments=[(file_link(view, record, one), one.sha256) for one in record.attachments],
        slip=slip(view.words, done, proved=proved),
        proved=len(done) if proved else 0,
        keys=keys(view.words, done),
        open=open_rows,
        awaited=[wait for row in open_rows for wait in row.waits],
        met=met_part(printer, up, verdicts),
        met_count=len(verdicts) - len(open_rows),
        before=steps(printer, path.before),
        after=steps(printer, path.after),
        register=view.register_of(record).title,
        worst=view.worst(record.path),
        as_of=dates.day(view.today, view.words),
    )


def _text(view: View, markdown: str, source: str, on: date | None) -> Markup:
    citations = view.citations
    return prose(markdown, citations.linker(source, on) if citations.may_stand_in(markdown) else None)


def _pdf(view: View, record: Record, sheet: Sheet | None) -> str:
    """Return the address of a record's official sheet, or "" where the site has none."""
    path = official.path(record) if sheet else ""
    return href(record_page(record), path) if path in view.offered else ""


def _imprint(view: View, sheet: Sheet | None) -> tuple[str, str]:
    """Return the days on a sheet as they are printed: that of the document and that of its printing."""
    return (dates.day(sheet.day, view.words), dates.day(sheet.printed, view.words)) if sheet else ("", "")


def _cited(view: View, card: Card, unit: str, sheet: Sheet | None) -> str:
    """Return how a document is cited, or "" for a draft, which may not be."""
    if card.is_draft or not card.day:
        return ""
    return view.words(
        "record-citation",
        unit=sheet.issuer if sheet else unit,
        title=card.title,
        number=card.name,
        day=dates.day(card.day, view.words),
    )


def _crumbs(view: View, record: Record, source: str) -> Markup:
    register, words = view.register_of(record), view.words
    crumbs = [
        (unit_page(record.unit), view.unit_of(record).title),
        (REGISTERS, words("registers")),
        (register_page(register), register.title),
    ]
    if record.year is not None:
        crumbs.append((year_page(register, record.year), words("year", year=record.year)))
    return _trail(words, source.rpartition("/")[0], tuple(crumbs))


@lru_cache(maxsize=1 << 10)
def _trail(words: Words, folder: str, pages: tuple[tuple[str, str], ...]) -> Markup:
    """Links to pages with their titles, as seen from any page in a folder."""
    return part("crumbs", words, [link(href(f"{folder}/", target), title) for target, title in pages])
