"""The gate's sheet: the ruling in plain words, as Markdown for a person.

Whatever comes out of the repository is escaped; the sheet has a greatest length, and says so when it is cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from placet import messages
from placet.gate.escape import cell, code, words
from placet.gate.ruling import Document, Explained, Outcome, Ruling
from placet.gate.sayings import Act, Article, Awaited, acts, awaited, judged
from placet.model import Finding
from placet.redline.prose import edits

#: The greatest length in bytes: of a job summary, and of a comment on a pull request.
SUMMARY, COMMENT = 900_000, 60_000
_MOST_LISTED = 200


def markdown(ruling: Ruling, lang: str, limit: int = SUMMARY) -> str:
    """The whole sheet, ending with a newline, no longer than `limit` bytes."""
    return _cut("\n".join(_sheet(ruling, lang)) + "\n", limit, lang)


def _sheet(ruling: Ruling, lang: str) -> Iterator[str]:
    yield f"# {_say('gate-title', lang, outcome=_outcome(ruling.outcome, lang))}"
    yield ""
    moment = ruling.as_of.isoformat(sep=" ", timespec="minutes")
    yield _say("gate-head", lang, base=code(ruling.base[:12]), head=code(ruling.head[:12]), moment=moment)
    yield ""
    yield from _listed("gate-refused", ruling.refusals, lang)
    yield from _listed("gate-waits", ruling.waits, lang)
    if ruling.digest:
        classes = messages.label("and", lang).join(
            messages.label(f"gate-class-{kind}", lang) for kind in sorted({one.kind for one in ruling.changes})
        )
        yield _say("gate-digest", lang, digest=code(ruling.digest), classes=classes)
        yield ""
    if ruling.documents:
        yield f"## {_say('gate-documents', lang, count=len(ruling.documents))}"
        yield ""
    for document in ruling.documents[:_MOST_LISTED]:
        yield from _document(ruling, document, lang)
    yield from _listed("gate-notes", ruling.notes, lang)
    yield from _changes(ruling, lang)


def _say(key: str, lang: str, **args: str | int) -> str:
    return messages.label(key, lang, **args)


def _outcome(outcome: Outcome, lang: str) -> str:
    key = "gate-rejected" if outcome is Outcome.REFUSED else f"gate-{outcome.value}"
    return messages.label(key, lang)


def _listed(key: str, findings: Sequence[Finding], lang: str) -> Iterator[str]:
    if not findings:
        return
    yield f"## {_say(key, lang, count=len(findings))}"
    yield ""
    for number, finding in enumerate(findings[:_MOST_LISTED], 1):
        yield f"{number}. **{finding.code}** {words(messages.text(finding, lang))}"
        if finding.quote:
            yield f"   - {_say('gate-quote', lang, quote=words(finding.quote))}"
        for reason in finding.reasons if isinstance(finding, Explained) else ():
            yield f"   - {words(messages.text(reason, lang))}"
        if finding.place.path:
            place = ":".join([finding.place.path, *([str(finding.place.line)] if finding.place.line else [])])
            yield f"   - {_say('gate-place', lang, place=code(place))}"
        advice = messages.help(finding.code, lang, finding.args)
        if advice:
            yield f"   - {_say('gate-help', lang, help=words(advice))}"
    if len(findings) > _MOST_LISTED:
        yield f"- {_say('gate-more', lang, count=len(findings) - _MOST_LISTED)}"
    yield ""


def _document(ruling: Ruling, document: Document, lang: str) -> Iterator[str]:
    named = words(document.name) if document.name else _say("gate-draft", lang)
    yield f"### {_say('gate-document', lang, title=words(document.title), name=named)}"
    yield ""
    yield code(document.path)
    yield ""
    if document.record is None:
        yield _say("gate-removed" if document.was else "gate-unreadable", lang)
        yield ""
        return
    if ruling.cabinet is None:
        return
    yield from _awaited(awaited(ruling.cabinet, document, ruling.as_of, lang), lang)
    yield from _acts(acts(ruling.cabinet, document, lang), lang)
    yield from _since(document, acts(ruling.cabinet, document, lang), lang)
    yield from _verdicts(judged(ruling.cabinet, document, lang), lang)


def _awaited(found: Sequence[Awaited], lang: str) -> Iterator[str]:
    if not found:
        return
    yield f"**{_say('gate-awaited', lang)}**"
    yield ""
    for number, one in enumerate(found, 1):
        who = _say("gate-by", lang, who=words(one.who)) if one.who else ""
        until = _say("gate-until", lang, until=_minutes(one.until)) if one.until else ""
        article = _article(one.article, lang)
        yield f"{number}. {words(one.what)}{who}{until} — {article}{'' if one.blocks else _say('gate-later', lang)}"
    yield ""


def _article(one: Article, lang: str) -> str:
    return _say("gate-article", lang, title=words(one.regulation), article=one.number, says=words(one.says))


def _acts(found: Sequence[Act], lang: str) -> Iterator[str]:
    if not found:
        return
    heads = [_say(f"gate-column-{key}", lang) for key in ("line", "act", "name", "post", "at", "grade", "state")]
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for one in found:
        opinion = _say("gate-opinion", lang, opinion=words(one.opinion)) if one.opinion else ""
        state = messages.label("and", lang).join(words(part) for part in one.states)
        fresh = _say("gate-fresh", lang) if one.fresh else ""
        cells = (str(one.line), f"{words(one.act)}{fresh}", words(one.name), words(one.post), _minutes(one.at))
        row = (*cells, f"{words(one.grade)}", f"{state}{opinion}")
        yield f"| {' | '.join(cell(part) for part in row)} |"
    yield ""


def _minutes(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _since(document: Document, found: Sequence[Act], lang: str) -> Iterator[str]:
    """What changed since each signer signed; those who signed the same text are told together."""
    by_text: dict[str | None, list[Act]] = {}
    for one in found:
        if one.line in document.since:
            by_text.setdefault(document.since[one.line], []).append(one)
    for text, signers in by_text.items():
        named = messages.label("and", lang).join(words(f"{one.name} {one.act}") for one in signers)
        if text is None:
            yield f"> {_say('gate-text-lost', lang, names=named)}"
            yield ""
            continue
        changed, more = edits(text, document.text)
        yield f"**{_say('gate-since', lang, names=named)}**"
        yield ""
        for edit in changed:
            shown = "".join(_part(part.kind, part.text) for part in edit.parts)
            yield f"- {_say('gate-line', lang, line=edit.line)}{shown.strip()}"
        if more:
            yield f"- {_say('gate-more', lang, count=more)}"
        yield ""


def _part(kind: str, text: str) -> str:
    if kind != "same" and not text.strip(" \u3000\u00a0"):
        text = "␣" * len(text)
    lines = [words(line.strip()) if kind != "same" else words(line) for line in text.split("\n")]
    shown = " ↵ ".join(line for line in lines if line.strip())
    if not shown or kind == "same":
        return shown
    return f"<del>{shown}</del>" if kind == "gone" else f"<ins>{shown}</ins>"


def _verdicts(found: Sequence[tuple[str, Article, tuple[str, ...]]], lang: str) -> Iterator[str]:
    if not found:
        return
    counts = Counter(status for status, _, _ in found)
    told = messages.label("and", lang).join(f"{messages.label(key, lang)} {n}" for key, n in sorted(counts.items()))
    yield f"<details><summary>{_say('gate-verdicts', lang, counts=told)}</summary>"
    yield ""
    for status, article, reasons in found:
        tail = "".join(f"; {words(reason)}" for reason in reasons)
        yield f"- {messages.label(status, lang)} — {_article(article, lang)}{tail}"
    yield ""
    yield "</details>"
    yield ""


def _changes(ruling: Ruling, lang: str) -> Iterator[str]:
    if not ruling.changes:
        return
    yield f"<details><summary>{_say('gate-changes', lang, count=len(ruling.changes))}</summary>"
    yield ""
    for one in ruling.changes[:_MOST_LISTED]:
        what = "added" if one.added else "deleted" if one.deleted else "changed"
        yield f"- {_say(f'gate-{what}', lang)} {code(one.path)} ({_say(f'gate-class-{one.kind}', lang)})"
    if len(ruling.changes) > _MOST_LISTED:
        yield f"- {_say('gate-more', lang, count=len(ruling.changes) - _MOST_LISTED)}"
    yield ""
    yield "</details>"


def _cut(text: str, limit: int, lang: str) -> str:
    data = text.encode()
    if len(data) <= limit:
        return text
    notice = f"\n\n{_say('gate-cut', lang)}\n"
    kept = data[: limit - len(notice.encode()) - len("\n</details>")].decode("utf-8", "ignore").rpartition("\n")[0]
    closing = "\n</details>" if kept.count("<details>") > kept.count("</details>") else ""
    return kept + closing + notice
