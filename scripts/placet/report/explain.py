"""Plain readings of a rule and of how a record was judged, for `placet why`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from placet import messages
from placet.model import Cabinet, Record, Regulation, Rule, Status, Verdict
from placet.rules.compile import Rulebook
from placet.rules.plain import sentence

if TYPE_CHECKING:
    from placet.judge import Outcome


def rules_named(cabinet: Cabinet, name: str) -> tuple[tuple[Regulation, Rule, Cabinet], ...]:
    """Every version of the rules called `name` or `regulation/name`, oldest first."""
    found = [
        (regulation, rule, cabinet)
        for regulation in sorted(cabinet.regulations, key=lambda version: version.path)
        for rule in regulation.rules
        if name in (rule.id, f"{regulation.id}/{rule.id}")
    ]
    return tuple(found)


def record_named(cabinet: Cabinet, name: str) -> Record | None:
    """The record with this path, reference or permanent id."""
    return next((record for record in cabinet.records.values() if name in (record.path, record.ref, record.id)), None)


def rule_page(regulation: Regulation, rule: Rule, cabinet: Cabinet, book: Rulebook, lang: str) -> str:
    """A rule in words: the article it quotes, what it means as one plain sentence, and how it is written.

    `book` holds the cabinet's rules as compiled; of one that does not compile only the writing is shown.
    """
    return "".join(_rule(regulation, rule, cabinet, book, lang))


def record_page(cabinet: Cabinet, outcome: Outcome, record: Record, lang: str) -> str:
    """Each rule that applies to the record: its verdict, the article's words, and what is missing."""
    regulations = {regulation.path: regulation for regulation in cabinet.regulations}
    head = messages.label("why-record", lang, title=record.title, path=record.path)
    verdicts = [
        _verdict(regulations[verdict.regulation], verdict, lang)
        for verdict in outcome.verdicts
        if verdict.subject == record.path and verdict.status is not Status.NOT_APPLICABLE
    ]
    return head + ("".join(verdicts) or messages.label("why-none", lang))


def _rule(regulation: Regulation, rule: Rule, cabinet: Cabinet, book: Rulebook, lang: str) -> Iterator[str]:
    names = {"regulation": regulation.id, "rule": rule.id, "title": regulation.title, "says": rule.says}
    yield messages.label("why-rule", lang, **names, in_force=regulation.in_force.isoformat(), article=rule.article)
    found = [made for (path, _, id_), made in book.by_rule().items() if (path, id_) == (regulation.path, rule.id)]
    for plain in dict.fromkeys(sentence(made) for made in found):
        yield messages.label("why-means", lang, sentence=plain)
    kinds = [cabinet.kinds[kind].title if kind in cabinet.kinds else kind for kind in rule.on]
    yield messages.label("why-on", lang, kinds=messages.label("or", lang).join(kinds))
    if rule.when:
        yield messages.label("why-when", lang, when=rule.when)
    for demand, data in rule.demands.items():
        shown = json.dumps(data, ensure_ascii=False, default=_plain)
        yield messages.label("why-demand", lang, demand=f"{demand} {shown}")
    if rule.before:
        acts = [cabinet.kinds[kind].acts for kind in rule.on if kind in cabinet.kinds]
        titles = [known[rule.before].title for known in acts if rule.before in known]
        yield messages.label("why-before", lang, act=titles[0] if titles else rule.before)
    if rule.basis:
        yield messages.label("why-basis", lang, basis=", ".join(rule.basis))
    yield messages.label("why-examples", lang, count=len(rule.examples))


def _verdict(regulation: Regulation, verdict: Verdict, lang: str) -> str:
    rule = next(rule for rule in regulation.rules if rule.id == verdict.rule)
    status = messages.label(verdict.status.value, lang)
    lines = [f"{status} {regulation.id}/{rule.id} {messages.label('quote', lang, quote=rule.says)}"]
    lines += [f"  {messages.text(reason, lang)}" for reason in verdict.reasons]
    return "\n".join(lines) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, (date, datetime, Decimal)):
        return str(value)
    return dict(value) if hasattr(value, "keys") else str(value)  # type: ignore[call-overload]
