"""The slip on a record's page: every act as it stands, and who approved the document, when, by which articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from placet import messages, office
from placet.model import Act, ActKind, Attachment, Finding, Record
from placet.pages import dates
from placet.pages.escape import html_text
from placet.pages.grounds import Ground, root
from placet.pages.layout import part
from placet.pages.links import href, link, record_page
from placet.pages.values import Printer
from placet.pages.view import View
from placet.pages.words import Words
from placet.standing import NUMBER, Standing


class Doer(NamedTuple):
    """What a line of the slip says before the moment: which act, by whom, in what post.

    `state` is valid, note, invalid or objection.
    """

    state: str
    title: str
    who: str
    post: str


class Manner(NamedTuple):
    """What a line of the slip says after the moment: with which words and particulars, how that is proved.

    `order` is `all` or `some` as its signature covers the acts before it, `tags` what else is said of it.
    """

    state: str
    opinion: str
    data: tuple[tuple[str, Markup], ...]
    evidence: str
    order: str
    tags: tuple[Markup, ...]
    faults: tuple[str, ...]


class ActRow(NamedTuple):
    """One act of the slip as printed, and the fingerprint of the key that signed it, if any."""

    doer: Doer
    when: str
    manner: Manner
    key: str


@dataclass(frozen=True)
class Approval:
    """Who approved a document: the act, by whom in what post, when, and the articles that ask for that act."""

    act: str
    who: str
    post: str
    when: str
    articles: tuple[Markup, ...]


def acts(view: View, record: Record, printer: Printer) -> list[ActRow]:
    """Return the acts of a record's slip, in their order."""
    standings = {standing.act.line: standing for standing in view.outcome.standings.get(record.path, ())}
    kinds = view.kind_of(record).acts
    return [_act(record, act, kinds.get(act.act), standings.get(act.line), printer) for act in record.acts]


def is_proved(rows: Sequence[ActRow]) -> bool:
    """Return whether every act is its person's own valid signature over all acts before it: said once, for all."""
    return len(rows) > 1 and all(
        (how.state, how.evidence, how.order, how.faults) == ("valid", "signature", "all", ()) for _, _, how, _ in rows
    )


def slip(words: Words, rows: Sequence[ActRow], *, proved: bool) -> Markup:
    """Return acts as lines of the slip; where all are `proved`, that is said once, and not of each."""
    lines = [f"{_doer(words, doer)}{html_text(when)}{_manner(words, how, proved)}" for doer, when, how, _ in rows]
    return Markup("".join(lines))  # noqa: S704 - each part is escaped


def keys(words: Words, rows: Sequence[ActRow]) -> Markup:
    """Return the fingerprints of the keys that signed acts, each once with its owner, as rows of a definition list."""
    owners = dict.fromkeys([(key, doer.who) for doer, _, _, key in rows if key])
    return Markup("".join([_key(words, *one) for one in owners]))  # noqa: S704 - as above


@lru_cache(maxsize=1 << 12)
def _doer(words: Words, doer: Doer) -> str:
    return part("doer", words, doer)


@lru_cache(maxsize=1 << 12)
def _manner(words: Words, how: Manner, proved: bool) -> str:
    return part("manner", words, how, proved)


@lru_cache(maxsize=1 << 12)
def _key(words: Words, key: str, who: str) -> str:
    return part("key", words, key, who)


def file_link(view: View, record: Record, attachment: Attachment) -> Markup:
    """Return an attached file's name, as a link where the site offers the file."""
    path = f"{record.path.removesuffix('.md')}/{attachment.file}"
    if path not in view.offered:
        return html_text(attachment.file)
    return link(href(record_page(record), path), attachment.file)


def approval(view: View, record: Record) -> Approval | None:
    """Return who approved a document, or None while nobody has.

    That is the act its kind's layout calls the signing, or else the last that stands before the number was given.
    """
    kind, unit = view.kind_of(record), view.unit_of(record)
    found = _approving(view, record)
    if found is None or found.act.act not in kind.acts:
        return None
    post = found.post or found.act.post
    return Approval(
        act=kind.acts[found.act.act].title,
        who=office.name(unit, found.act.by),
        post=office.title(unit, post) if post else "",
        when=dates.moment(found.act.at, view.words),
        articles=_articles(view, record, found.act.act),
    )


def _articles(view: View, record: Record, act: str) -> tuple[Markup, ...]:
    """The articles that ask for an act, by regulation: those whose rules say who does it, or else any that name it."""
    verdicts = view.verdicts.get(record.path, ())
    known = [view.grounds[one.regulation, one.rule] for one in verdicts]
    asking = [one for one in known if act in one.done] or [one for one in known if act in one.demanded]
    return _named(view.words, root(record_page(record)), tuple(asking))


@lru_cache(maxsize=1 << 10)
def _named(words: Words, up: str, grounds: tuple[Ground, ...]) -> tuple[Markup, ...]:
    """Links to the articles of rules, for each regulation; `up` leads to the site's first folder."""
    found: dict[str, dict[int, Markup]] = {}
    for one in grounds:
        found.setdefault(one.regulation, {})[one.rule.article] = link(f"{up}{one.address}", one.article)
    return tuple(
        escape(words("article-of")).format(
            title=html_text(title), article=escape(words("list-and")).join(labels[n] for n in sorted(labels))
        )
        for title, labels in found.items()
    )


def _approving(view: View, record: Record) -> Standing | None:
    kind = view.kind_of(record)
    standings = view.outcome.standings.get(record.path, ())
    good = [one for one in standings if one.valid and one.grade and not one.withdrawn and not one.stale]
    if kind.layout and kind.layout.signer:
        return next((one for one in reversed(good) if one.act.act == kind.layout.signer), None)
    numbered = next((one.act.line for one in good if one.act.act == NUMBER), 0)
    before = [one for one in good if one.act.line < numbered and not _is_objection(kind.acts.get(one.act.act))]
    return before[-1] if before else None


def _is_objection(kind: ActKind | None) -> bool:
    return bool(kind and kind.objection)


def _act(record: Record, act: Act, kind: ActKind | None, standing: Standing | None, printer: Printer) -> ActRow:
    view, unit = printer.view, printer.unit
    state = _state(act, standing, objection=_is_objection(kind))
    post = office.title(unit, act.post) if act.post else ""
    data = _data(act, kind, printer) if kind and act.data else ()
    tags = tuple([escape(tag) for tag in _tags(view, record, act, standing)])
    faults = _faults(view, standing.findings) if standing and standing.findings else ()
    return ActRow(
        Doer(state, kind.title if kind else act.act, office.name(unit, act.by), post),
        dates.moment(act.at, view.words),
        Manner(state, act.opinion, data, act.evidence or "note", _order(act), tags, faults),
        standing.fingerprint if standing else "",
    )


def _data(act: Act, kind: ActKind, printer: Printer) -> tuple[tuple[str, Markup], ...]:
    parts = kind.data
    return tuple((parts[one].title, printer.value(parts[one], act.data[one])) for one in act.data if one in parts)


def _faults(view: View, findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(messages.text(one, view.words.lang) for one in findings)


def _order(act: Act) -> str:
    """Return whether a signature covers all earlier acts or some of them; "" where it proves no order."""
    if not act.sig:
        return ""
    return "all" if act.covers_acts == act.line - 1 else "some" if act.covers_acts else ""


def _state(act: Act, standing: Standing | None, *, objection: bool) -> str:
    if objection:
        return "objection"
    if not act.evidence:
        return "note"
    return "valid" if standing and standing.valid else "invalid"


def _tags(view: View, record: Record, act: Act, standing: Standing | None) -> Iterator[str]:
    words = view.words
    if act.attested_by:
        yield words("attested", name=office.name(view.unit_of(record), act.attested_by))
    if standing and standing.via == "delegation":
        yield words("delegated-act")
    if _order(act) == "some":
        yield words("order-some", count=act.covers_acts)
    if standing and standing.withdrawn:
        yield words("withdrawn")
    if standing and standing.stale:
        yield words("stale")
    if act.scan:
        yield Markup("{} {}").format(words("scan"), file_link(view, record, act.scan))
