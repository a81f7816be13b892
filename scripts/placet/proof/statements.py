"""What a certificate proves and what it does not, as keys of phrases with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from placet import messages
from placet.model import Level, Status
from placet.proof.certificate import ActProof, Certificate, State

#: What the certificate says of a history it could not, or not well, ask.
_HISTORY = {"no": "no-history", "shallow": "shallow-history", "stopped": "stopped-history", "yes": "commit-times"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence: a key of `messages/prf.yaml` and the words that fill it."""

    key: str
    words: Mapping[str, str] = field(default_factory=dict)


def proved(found: Certificate) -> tuple[Statement, ...]:
    """What anybody can check again from the same files."""
    return tuple(_proved(found))


def unproved(found: Certificate) -> tuple[Statement, ...]:
    """What rests on somebody's word, is awaited, or is known to be wrong."""
    return tuple(_unproved(found))


def _proved(found: Certificate) -> Iterator[Statement]:
    signed = [act for act in found.acts if act.state is State.PROVED]
    if signed:
        names = "、".join(dict.fromkeys(act.name for act in signed))
        yield Statement("proved-text", {"count": str(len(signed)), "names": names})
    if len(found.chain) > 1:
        yield Statement("proved-order", {"acts": " → ".join(f"{act.title}（{act.name}）" for act in found.chain)})
    held = sum(bool(act.appointment) for act in signed)
    if held:
        yield Statement("proved-posts", {"count": str(held)})
    if found.record.attachments and not any(finding.code.startswith("ARC") for finding in found.findings):
        yield Statement("proved-attachments", {"count": str(len(found.record.attachments))})
    met = sum(rule.verdict.status is Status.MET for rule in found.rules)
    if met:
        yield Statement("proved-rules", {"count": str(met)})


def _unproved(found: Certificate) -> Iterator[Statement]:
    if found.record.annulled:
        yield Statement("annulled", {"why": found.record.annulled})
    if found.record.is_draft:
        yield Statement("draft")
    else:
        yield Statement("number-is-place", {"number": found.number, "path": found.record.path})
    if not any(act.state is State.PROVED for act in found.acts):
        yield Statement("nobody-signed")
    for act in found.acts:
        yield from _of_act(act)
    for rule in found.rules:
        if rule.verdict.status in (Status.WAITING, Status.BREACHED):
            words = {"title": rule.regulation.title, "article": rule.article, "says": rule.rule.says}
            yield Statement(f"rule-{rule.verdict.status.value}", words)
    yield Statement(_HISTORY[found.history])
    yield Statement("said-times")
    yield Statement("people-file", {"path": f"records/{found.unit.id}/people.yaml"})
    yield Statement("withheld")


def _of_act(act: ActProof) -> Iterator[Statement]:
    words = {"line": str(act.standing.act.line), "act": act.title, "name": act.name, "signer": act.signer}
    if act.state is State.ATTESTED:
        scan = act.standing.act.scan
        yield Statement(f"by-{act.standing.grade}", {**words, "scan": scan.file if scan else "—"})
    elif act.state is not State.PROVED:
        yield Statement(f"act-{act.state.value}", words)
    if any(messages.level(finding.code) is Level.WARNING for finding in act.findings):
        yield Statement("act-remarked", words)
