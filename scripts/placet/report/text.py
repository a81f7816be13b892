"""The report as plain text: one paragraph a fault, then what is awaited, what was skipped, and the counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from placet import messages
from placet.model import Level, Place, Status
from placet.report.lines import Line, Report, WaitLine

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def write(report: Report) -> str:
    """The whole report, ending with a newline.

    Control characters out of documents are shown escaped, so that they can neither forge a line nor steer a terminal.
    """
    return visible(_paragraphs(report))


def visible(lines: Iterable[str]) -> str:
    """The lines as one text ending with a newline, their control characters escaped."""
    return "\n".join(_CONTROL.sub(_escaped, line) for line in lines) + "\n"


def place(where: Place) -> str:
    """`path:line:column`, leaving out what is not known."""
    return ":".join([where.path, *(str(part) for part in (where.line, where.column) if part)])


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def _paragraphs(report: Report) -> Iterator[str]:
    lang = report.lang
    for line in report.lines:
        yield from _fault(line, lang)
        yield ""
    if report.waiting:
        yield messages.label("waiting-head", lang, count=len(report.waiting))
        yield from (f"  {_wait(line, lang)}" for line in report.waiting)
        yield ""
    if report.skips:
        yield messages.label("skipped-head", lang, count=sum(skip.count for skip in report.skips))
        yield from (f"  {skip.code} {skip.message} × {skip.count}" for skip in report.skips)
        yield ""
    yield from _counts(report)


def _fault(line: Line, lang: str) -> Iterator[str]:
    yield f"{place(line.place)}: {messages.label(line.level, lang)} {line.code} {line.message}"
    if line.quote:
        yield f"  {messages.label('quote', lang, quote=line.quote)}"
    if line.help:
        yield f"  {messages.label('help', lang)}{line.help}"
    yield from (f"  {messages.label('related', lang)}{place(where)}" for where in line.related)


def _wait(line: WaitLine, lang: str) -> str:
    words = [f"{line.subject}: {messages.label('wait', lang, what=line.what)}"]
    if line.who:
        words.append(messages.label("wait-who", lang, who=line.who))
    if line.until:
        words.append(messages.label("wait-until", lang, until=line.until.strftime("%Y-%m-%d %H:%M")))
    return "".join(words) + f" [{line.rule}]"


def _counts(report: Report) -> Iterator[str]:
    lang = report.lang
    as_of = report.as_of.isoformat(timespec="minutes")
    yield messages.label("head", lang, title=report.title, origin=report.origin, as_of=as_of)
    yield messages.label("looked-at", lang, **report.summary)
    yield messages.label("judged", lang, **{status.name: report.verdicts.get(status, 0) for status in Status})
    yield messages.label("found", lang, **{level.name: report.count(level) for level in Level})
