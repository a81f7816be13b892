"""The page of a record: who approved it by which article, its text, its slip, its rules, and the path it lies on."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from placet import official
from placet.model import Record, Status
from placet.official import Sheet
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.layout import page
from placet.pages.links import REGISTERS, href, link, record_page, register_page, unit_page, year_page
from placet.pages.page import Page
from placet.pages.prose import prose
from placet.pages.record_chain import Step, chain
from placet.pages.record_slip import acts, approval, file_link, is_proved
from placet.pages.values import Printer, is_table
from placet.pages.verdicts import VerdictRow, verdict_row
from placet.pages.view import View


@dataclass(frozen=True)
class StepRow:
    """One step of the path as printed: where its records lie, links to them, and how many more there are."""

    register: str
    links: tuple[Markup, ...]
    more: int


def record_pages(view: View) -> dict[str, Page]:
    """Return the pages of all records, by path."""
    return {record_page(record): page_of(view, record) for record in view.records}


def page_of(view: View, record: Record) -> Page:
    """Return the page of one record."""
    source = record_page(record)
    unit, kind, card = view.unit_of(record), view.kind_of(record), view.cards[record.path]
    printer = Printer(view, source, unit)
    sheet = official.sheet(view.cabinet, record, view.outcome.standings.get(record.path, ()))
    shown = [(field, printer.value(field, record.fields.get(name))) for name, field in kind.fields.items()]
    rows = [verdict_row(view, source, unit, kind, verdict) for verdict in view.verdicts.get(record.path, ())]
    path = chain(view, card)
    slip = acts(view, record, printer)
    return page(
        "record",
        f"{card.name} {record.title}",
        "registers",
        view.words,
        crumbs=_crumbs(view, record, source),
        record=record,
        number=card.name,
        sheet=sheet,
        header=sheet.header if sheet else unit.title,
        pdf=_pdf(view, record, sheet),
        lacks_fonts=sheet is not None and official.path(record) not in view.offered,
        imprint=_imprint(view, sheet),
        approval=approval(view, record),
        citation=_cited(view, card, unit.title, sheet),
        fields=[(field.title, value) for field, value in shown if value and not is_table(field)],
        tables=[(field.id, field.title, value) for field, value in shown if value and is_table(field)],
        body=prose(record.body, view.citations.linker(source, card.day)),
        attachments=[(file_link(view, record, one), one.sha256) for one in record.attachments],
        acts=slip,
        proved=len(slip) if is_proved(slip) else 0,
        keys=list(dict.fromkeys((act.key, act.who) for act in slip if act.key)),
        open=[row for row in rows if row.status != Status.MET],
        awaited=[wait for row in rows for wait in row.waits],
        met=_by_regulation([row for row in rows if row.status == Status.MET]),
        met_count=sum(row.status == Status.MET for row in rows),
        before=[_step(view, printer, step) for step in path.before],
        after=[_step(view, printer, step) for step in path.after],
        register=view.register_of(record).title,
        worst=view.worst(record.path),
        as_of=dates.day(view.today, view.words),
    )


def _pdf(view: View, record: Record, sheet: Sheet | None) -> str:
    """Return the address of a record's official sheet, or "" where the site has none."""
    path = official.path(record)
    return href(record_page(record), path) if sheet and path in view.offered else ""


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


def _by_regulation(rows: list[VerdictRow]) -> list[tuple[str, list[tuple[VerdictRow, list[VerdictRow]]]]]:
    """Return rows by the regulation and then by the article they quote, in their order, each named once."""
    found: dict[str, dict[str, list[VerdictRow]]] = {}
    for row in rows:
        found.setdefault(row.regulation, {}).setdefault(row.address, []).append(row)
    return [(title, [(several[0], several) for several in articles.values()]) for title, articles in found.items()]


def _step(view: View, printer: Printer, step: Step) -> StepRow:
    title = view.register_of(step.cards[0]).title
    return StepRow(title, tuple(printer.record_link(card) for card in step.cards), step.more)


def _crumbs(view: View, record: Record, source: str) -> list[Markup]:
    register = view.register_of(record)
    crumbs = [
        link(href(source, unit_page(record.unit)), view.unit_of(record).title),
        link(href(source, REGISTERS), view.words("registers")),
        link(href(source, register_page(register)), register.title),
    ]
    if record.year is not None:
        crumbs.append(link(href(source, year_page(register, record.year)), view.words("year", year=record.year)))
    return crumbs
