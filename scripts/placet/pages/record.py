"""The page of a record: who approved it by which article, its text, its slip, its rules, and the path it lies on."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from placet import official
from placet.model import Record, Status, Verdict
from placet.official import Sheet
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.grounds import Ground, root
from placet.pages.layout import page, part
from placet.pages.links import REGISTERS, href, links, record_page, register_page, unit_page, year_page
from placet.pages.page import Page
from placet.pages.prose import prose
from placet.pages.record_chain import Step, chain
from placet.pages.record_slip import acts, approval, file_link, is_proved
from placet.pages.values import Printer, is_table
from placet.pages.verdicts import verdict_row
from placet.pages.view import View

#: A rule that is met, with links to the records its verdict rests on.
_Met: TypeAlias = tuple[Ground, tuple[Markup, ...]]
#: Rules that are met, by the title of the regulation and then by article.
_Folded: TypeAlias = tuple[tuple[str, tuple[tuple[Ground, tuple[_Met, ...]], ...]], ...]


class StepRow(NamedTuple):
    """One step of the path as printed: where its records lie, links to them, and how many more there are."""

    register: str
    links: Markup
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
    printed = [(field, printer.value(field, record.fields.get(name))) for name, field in kind.fields.items()]
    shown = [(field, value) for field, value in printed if value]
    verdicts = view.verdicts.get(record.path, ())
    open_rows = [verdict_row(view, printer, kind, verdict) for verdict in verdicts if verdict.status != Status.MET]
    met = tuple(_met(view, printer, verdict) for verdict in verdicts if verdict.status == Status.MET)
    path = chain(view, card)
    slip = acts(view, record, printer)
    return page(
        "record",
        f"{card.name} {record.title}",
        "registers",
        view.words,
        root=root(source),
        crumbs=part("crumbs", view.words, _crumbs(view, record, source)),
        record=record,
        number=card.name,
        sheet=sheet,
        header=sheet.header if sheet else unit.title,
        pdf=_pdf(view, record, sheet),
        lacks_fonts=sheet is not None and official.path(record) not in view.offered,
        imprint=_imprint(view, sheet),
        approval=approval(view, record),
        citation=_cited(view, card, unit.title, sheet),
        fields=[(field.title, value) for field, value in shown if not is_table(field)],
        tables=[(field.id, field.title, value) for field, value in shown if is_table(field)],
        body=_text(view, record, source),
        attachments=[(file_link(view, record, one), one.sha256) for one in record.attachments],
        acts=slip,
        proved=len(slip) if is_proved(slip) else 0,
        keys=list(dict.fromkeys((act.key, act.who) for act in slip if act.key)),
        open=open_rows,
        awaited=[wait for row in open_rows for wait in row.waits],
        met=part("met", view.words, root(source), _folded(met)),
        met_count=len(met),
        before=[_step(view, printer, step) for step in path.before],
        after=[_step(view, printer, step) for step in path.after],
        register=view.register_of(record).title,
        worst=view.worst(record.path),
        as_of=dates.day(view.today, view.words),
    )


def _text(view: View, record: Record, source: str) -> Markup:
    may_cite = view.citations.may_stand_in(record.body)
    return prose(record.body, view.citations.linker(source, view.cards[record.path].day) if may_cite else None)


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


def _met(view: View, printer: Printer, verdict: Verdict) -> _Met:
    links = tuple(printer.record(name) for name in verdict.rests_on)
    return view.grounds[verdict.regulation, verdict.rule], links


@lru_cache(maxsize=1 << 10)
def _folded(rows: tuple[_Met, ...]) -> _Folded:
    """Rows by the regulation and then by the article they quote, in their order, each named once."""
    found: dict[str, dict[str, list[_Met]]] = {}
    for row in rows:
        found.setdefault(row[0].regulation, {}).setdefault(row[0].address, []).append(row)
    return tuple(
        (title, tuple((several[0][0], tuple(several)) for several in articles.values()))
        for title, articles in found.items()
    )


def _step(view: View, printer: Printer, step: Step) -> StepRow:
    found = "".join(map(printer.record_link, step.cards))
    return StepRow(view.cabinet.registers[step.cards[0].register].title, Markup(found), step.more)  # noqa: S704 - links


def _crumbs(view: View, record: Record, source: str) -> tuple[Markup, ...]:
    register, words = view.register_of(record), view.words
    crumbs = [
        (unit_page(record.unit), view.unit_of(record).title),
        (REGISTERS, words("registers")),
        (register_page(register), register.title),
    ]
    if record.year is not None:
        crumbs.append((year_page(register, record.year), words("year", year=record.year)))
    return links(source.rpartition("/")[0], tuple(crumbs))
