"""Reviews into acts: each approval that counts becomes a line of a slip, attested by the gate's own key.

An act binds the text that was reviewed, the moment of the review, the person behind the account's permanent id, and the
post and act that the rules await of that person. What the check would refuse, and what would serve nothing, is not
written but told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from placet import messages, office
from placet.errors import UserError
from placet.filing.act import Signed, sign
from placet.forge import awaited
from placet.forge.awaited import Bench, Task
from placet.forge.proposal import Proposal
from placet.forge.reviews import Refused, clean, sift
from placet.forge.shapes import Pull, Review, Stance
from placet.git import GitError
from placet.holding import GATE
from placet.model import Act, Finding, Person, Record
from placet.rules.context import zone_of
from placet.signing.payload import line
from placet.signing.sshsig import Signer
from placet.standing import standing


@dataclass(frozen=True, slots=True)
class Counted:
    """A review that counts, and the act it became."""

    review: Review
    signed: Signed


@dataclass(frozen=True, slots=True)
class Attestation:
    """What became of the reviews of a pull request, in their order. `unread` are changed documents with faults."""

    counted: tuple[Counted, ...]
    refused: tuple[Refused, ...]
    unread: tuple[str, ...]


class _NotCounted(Exception):
    """Why a review does not count on one record."""

    def __init__(self, code: str, /, **words: str) -> None:
        super().__init__(code)
        self.code, self.words = code, words


def attest(proposal: Proposal, pull: Pull, reviews: Sequence[Review], signer: Signer, lang: str) -> Attestation:
    """The acts that the reviews of `pull` are worth on the records it changes, and why the others are worth none.

    Raises UserError ATT014 when `signer` is not one of the gate's keys of cabinet.yaml, ATT018 without a record.
    """
    public = signer.public.line.split()
    if not any(key.public.split()[:2] == public for key in proposal.cabinet.config.gate_keys):
        raise UserError("ATT014", key=signer.public.fingerprint)
    records = {path: proposal.cabinet.records.get(path) for path in proposal.changed}
    if not records:
        raise UserError("ATT018", number=str(pull.number))
    bench = Bench(proposal.cabinet)
    desks = [_Desk(proposal, bench, one, signer, lang) for one in records.values() if one and _is_whole(one)]
    live, refused = sift(reviews, pull)
    counted: list[Counted] = []
    more: list[Refused] = []
    for review in live:
        for desk in desks:
            try:
                counted.append(Counted(review, desk.act(review)))
            except _NotCounted as reason:
                more.append(Refused(review, reason.code, reason.words, desk.record.ref))
    more += [
        Refused(one.review, "ATT117", {"line": str(at)}, desk.record.ref)
        for one in refused
        if one.code in ("ATT102", "ATT103")
        for desk in desks
        if (at := desk.recorded(one.review))
    ]
    unread = tuple(path for path, one in records.items() if one is None or not _is_whole(one))
    return Attestation(tuple(counted), (*refused, *more), unread)


def _is_whole(record: Record) -> bool:
    return len(record.acts) == len(record.slip_lines)


class _Desk:
    """One record, whose slip grows as reviews are found to count."""

    def __init__(self, proposal: Proposal, bench: Bench, record: Record, signer: Signer, lang: str) -> None:
        self.record = record
        self._proposal, self._bench, self._signer, self._lang = proposal, bench, signer, lang
        self._cabinet = proposal.cabinet
        self._unit, self._kind = self._cabinet.units[record.unit], self._cabinet.kinds[record.kind]
        self._head_lines = record.slip_lines

    def act(self, review: Review) -> Signed:
        """The act that the review is worth, already part of the record. Raises _NotCounted."""
        person, at = self._person(review), self._local(review)
        known = self.recorded(review)
        if known:
            raise _NotCounted("ATT110", line=str(known))
        covers = self._covers(review, at)
        if review.stance is Stance.OBJECTS:
            return self._append(self._signed(self._objection(person.id), review, person, at, covers))
        before = self._bench.verdicts(self.record, at)
        found = awaited.tasks(before, self._cabinet, self.record, person.id, at)
        if not found:
            raise _NotCounted("ATT111", name=person.name, awaited="、".join(awaited.awaited(before, self._unit)) or "—")
        task = self._chosen(list(found), clean(review.body), person)
        signed = self._signed(task, review, person, at, covers)
        grown = self._with(signed.act)
        after = self._bench.verdicts(grown, at)
        left = awaited.tasks(after, self._cabinet, grown, person.id, at).get(task, frozenset())
        if unserved := found[task] & left:
            raise _NotCounted("ATT112", reasons=self._words(awaited.reasons(after, unserved)), act=self._title(task))
        if harm := awaited.harm(before, after):
            raise _NotCounted("ATT113", reasons=self._words(harm), act=self._title(task))
        return self._append(signed)

    def recorded(self, review: Review) -> int:
        """The line that the gate already wrote for this review; 0 for none."""
        if review.by is None or review.at is None:
            return 0
        persons = {one.id for one in self._unit.persons.values() if one.login_id == review.by.id}
        at = self._local(review)
        lines = (one.line for one in self.record.acts if _by_the_gate(one) and one.by in persons and one.at == at)
        return next(lines, 0)

    def _person(self, review: Review) -> Person:
        """The one person whose `login-id` the account has; its login proves nothing."""
        assert review.by is not None
        found = [one for one in self._unit.persons.values() if one.login_id == review.by.id]
        words = {"id": review.by.id, "login": clean(review.by.login, 60)}
        if not found:
            raise _NotCounted("ATT105", **words)
        if len(found) > 1:
            raise _NotCounted("ATT115", **words, names="、".join(one.name for one in found))
        return found[0]

    def _local(self, review: Review) -> datetime:
        assert review.at is not None
        return review.at.astimezone(zone_of(self._cabinet.config)).replace(microsecond=0)

    def _covers(self, review: Review, at: datetime) -> int:
        """How many lines of the slip the reviewer saw: those of the reviewed commit, and web approvals made before."""
        try:
            seen = self._proposal.seen(review.commit, self.record.path)
        except GitError as error:
            raise _NotCounted("ATT109", commit=review.commit[:12] or "—") from error
        if seen is None or seen.document != self.record.document:
            raise _NotCounted("ATT108", commit=review.commit[:12])
        if seen.lines != self._head_lines[: len(seen.lines)]:
            raise _NotCounted("ATT116", commit=review.commit[:12])
        count = len(seen.lines)
        for one in self.record.acts[count:]:
            if not _by_the_gate(one) or one.at > at:
                break
            count = one.line
        return count

    def _chosen(self, found: list[Task], opinion: str, person: Person) -> Task:
        """The only task, or the one whose act or post the review names first."""
        named = [task for task in found if opinion.startswith(tuple(self._names(task)))]
        left = named or found
        if len(left) > 1:
            options = "、".join(self._title(task) for task in left)
            raise _NotCounted("ATT114", name=person.name, options=options, example=self._title(left[0]))
        return left[0]

    def _names(self, task: Task) -> Iterator[str]:
        act = self._kind.acts[task.act].title
        yield act
        if task.post:
            post = office.title(self._unit, task.post)
            yield from (post + act, f"{post}：{act}")

    def _title(self, task: Task) -> str:
        post = office.title(self._unit, task.post) if task.post else ""
        return f"{post}{self._kind.acts[task.act].title}"

    def _objection(self, person: str) -> Task:
        """The kind's only objecting act, when there is something of this person's that it takes back."""
        objecting = [one.id for one in self._kind.acts.values() if one.objection]
        stands = standing(self.record, self._unit, self._kind, since=self._cabinet.config.since)
        own = [one for one in stands if one.act.by == person and one.valid and not one.withdrawn and one.grade]
        if len(objecting) != 1 or not [one for one in own if one.act.act not in objecting]:
            raise _NotCounted("ATT107")
        return Task(objecting[0], "")

    def _signed(self, task: Task, review: Review, person: Person, at: datetime, covers: int) -> Signed:
        act = Act(
            line=len(self.record.slip_lines) + 1,
            act=task.act,
            by=person.id,
            at=at,
            post=task.post,
            opinion=clean(review.body),
            covers_document=self.record.document,
            covers_acts=covers,
            evidence="review",
            attested_by=GATE,
        )
        try:
            return sign(self._cabinet, self.record, act, self._signer)
        except UserError as error:
            raise _NotCounted(
                "ATT118", code=error.code, reason=messages.say(error.code, error.words, self._lang)
            ) from error

    def _with(self, act: Act) -> Record:
        return replace(self.record, acts=(*self.record.acts, act), slip_lines=(*self.record.slip_lines, line(act)))

    def _append(self, signed: Signed) -> Signed:
        self.record = self._with(signed.act)
        return signed

    def _words(self, reasons: Sequence[Finding]) -> str:
        return "；".join(dict.fromkeys(messages.text(one, self._lang) for one in reasons))


def _by_the_gate(act: Act) -> bool:
    return act.evidence == "review" and act.attested_by == GATE
