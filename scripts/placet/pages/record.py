"""The page of a record: its number, fields, text, slip as a timeline, verdicts, and links both ways."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from placet import messages, office
from placet.model import Act, Attachment, Finding, Record
from placet.pages import dates
from placet.pages.escape import html_text
from placet.pages.layout import page
from placet.pages.links import REGISTERS, href, link, record_page, register_page, unit_page, year_page
from placet.pages.page import Page
from placet.pages.prose import prose
from placet.pages.values import Printer, is_table
from placet.pages.verdicts import verdict_row
from placet.pages.view import View
from placet.standing import Standing


@dataclass(frozen=True)
class ActRow:
    """One act of the slip as printed."""

    title: str
    who: str
    post: str
    when: str
    opinion: str
    data: tuple[tuple[str, Markup], ...]
    evidence: str
    attested: str
    scan: Markup
    valid: bool
    delegated: bool
    withdrawn: bool
    stale: bool
    objection: bool
    faults: tuple[str, ...]
    key: str
    order: str


def record_pages(view: View) -> dict[str, Page]:
    """Return the pages of all records, by path."""
    return {record_page(record): _page(view, record) for record in view.records}


def _page(view: View, record: Record) -> Page:
    source = record_page(record)
    unit, register, kind = view.unit_of(record), view.register_of(record), view.kind_of(record)
    printer = Printer(view, source, unit)
    card = view.cards[record.path]
    linker = view.citations.linker(source, card.day)
    shown = [(field, printer.value(field, record.fields.get(name))) for name, field in kind.fields.items()]
    return page(
        "record",
        f"{card.name} {record.title}",
        "registers",
        words=view.words,
        crumbs=_crumbs(view, record, source),
        record=record,
        number=card.name,
        unit=unit.title,
        register=link(href(source, register_page(register)), register.title),
        fields=[(field.title, value) for field, value in shown if value and not is_table(field)],
        tables=[(field.id, field.title, value) for field, value in shown if value and is_table(field)],
        body=prose(record.body, linker),
        attachments=[(_file(view, record, one), one.sha256) for one in record.attachments],
        acts=_acts(view, record, printer),
        verdicts=[verdict_row(view, source, unit, kind, verdict) for verdict in view.verdicts.get(record.path, ())],
        refers=[printer.record_link(target) for target in view.referred(record)],
        referring=[printer.record_link(other) for other in view.citing.get(record.path, ())],
        worst=view.worst(record.path),
        as_of=dates.moment(view.as_of),
    )


def _file(view: View, record: Record, attachment: Attachment) -> Markup:
    """Return an attached file's name, as a link where the site offers the file."""
    path = f"{record.path.removesuffix('.md')}/{attachment.file}"
    if path not in view.offered:
        return html_text(attachment.file)
    return link(href(record_page(record), path), attachment.file)


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


def _acts(view: View, record: Record, printer: Printer) -> list[ActRow]:
    standings = {standing.act.line: standing for standing in view.outcome.standings.get(record.path, ())}
    return [_act(view, record, act, standings.get(act.line), printer) for act in record.acts]


def _act(view: View, record: Record, act: Act, standing: Standing | None, printer: Printer) -> ActRow:
    kind = view.kind_of(record).acts.get(act.act)
    unit = view.unit_of(record)
    parts = kind.data if kind else {}
    data = tuple(
        (parts[name].title, printer.value(parts[name], value)) for name, value in act.data.items() if name in parts
    )
    return ActRow(
        title=kind.title if kind else act.act,
        who=office.name(unit, act.by),
        post=office.title(unit, act.post) if act.post else "",
        when=dates.moment(act.at),
        opinion=act.opinion,
        data=data,
        evidence=act.evidence or "note",
        attested=office.name(unit, act.attested_by) if act.attested_by else "",
        scan=_file(view, record, act.scan) if act.scan else Markup(),
        valid=bool(standing and standing.valid),
        delegated=bool(standing and standing.via == "delegation"),
        withdrawn=bool(standing and standing.withdrawn),
        stale=bool(standing and standing.stale),
        objection=bool(kind and kind.objection),
        faults=_faults(view, standing),
        key=standing.fingerprint if standing else "",
        order=_order(view, act),
    )


def _faults(view: View, standing: Standing | None) -> tuple[str, ...]:
    findings: tuple[Finding, ...] = standing.findings if standing else ()
    return tuple(messages.text(finding, view.words.lang) for finding in findings)


def _order(view: View, act: Act) -> str:
    if not act.sig or not act.covers_acts:
        return ""
    return view.words("order-all" if act.covers_acts == act.line - 1 else "order-some", count=act.covers_acts)
