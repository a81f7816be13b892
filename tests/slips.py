"""A small office, a record of its and a slip signed with demonstration keys, for tests of acts."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from msgspec import structs

from placet.model import (
    Absence,
    Act,
    ActKind,
    Appointment,
    Delegation,
    Field,
    Key,
    Kind,
    Person,
    Place,
    Post,
    Record,
    Unit,
)
from placet.signing import sshsig
from placet.signing.payload import line, payload
from tests.sample.keys import public_line, signer

NAMES = {
    "zhou": "周建国",
    "shen": "沈玉兰",
    "he": "何为民",
    "jiang": "江禾",
    "ye": "叶晓雯",
    "gan": "甘琳",
    "hua": "华蕊",
}
TEXT = "---\nid: 2024-7f3k9m\n---\n正文。\n".encode()


def digest(text: bytes) -> str:
    """What an act's `covers.document` holds."""
    return "sha256:" + hashlib.sha256(text).hexdigest()


DOCUMENT = digest(TEXT)


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """A moment of the office's day: "2024-03-05T10:00"."""
    return datetime.fromisoformat(text + ":00+08:00")


def person(name: str, *keys: Key) -> Person:
    own = keys or (Key(public_line(name), day("2023-01-01"), place=Place("records/bureau/people.yaml", 9)),)
    return Person(name, NAMES[name], keys=own)


def office(**changes: Any) -> Unit:
    """The unit: a change of director on 2024-09-01, a deputy who stood in for him in March 2024."""
    posts = {"director": "局长", "deputy": "常务副局长", "clerk": "文件管理员", "seal-keeper": "公章管理人"}
    given: dict[str, Any] = {
        "id": "bureau",
        "title": "青岚县文化和旅游局",
        "fonds": "0118",
        "agency": "青文旅",
        "posts": {post: Post(post, title) for post, title in posts.items()},
        "sections": {},
        "bodies": {},
        "parameters": {},
        "parameter_titles": {},
        "persons": {name: person(name) for name in NAMES},
        "appointments": (
            Appointment("zhou", "director", day("2023-01-01"), day("2024-08-31")),
            Appointment("shen", "director", day("2024-09-01")),
            Appointment("he", "deputy", day("2023-01-01")),
            Appointment("ye", "clerk", day("2023-01-01")),
            Appointment("gan", "seal-keeper", day("2023-01-01")),
        ),
        "delegations": (
            Delegation(
                "director",
                "deputy",
                day("2024-03-11"),
                day("2024-03-15"),
                ("issue",),
                ("outgoing",),
                "青文旅发〔2024〕3号",
            ),
        ),
        "absences": (Absence("zhou", day("2024-03-11"), day("2024-03-15"), "出差"),),
    }
    return Unit(**(given | changes))


KIND = Kind(
    "outgoing",
    "发文",
    "date",
    {},
    {
        "draft": ActKind("draft", "拟稿"),
        "issue": ActKind("issue", "签发"),
        "objection": ActKind("objection", "提出异议", objection=True),
        "number": ActKind("number", "编号"),
        "seal": ActKind("seal", "用印", data={"copies": Field("copies", "份数", "number", required=True)}),
    },
    (),
)


@dataclass
class Slip:
    """A slip in the making. `add` signs as placet does; the lists may then be tampered with."""

    id: str = "2024-7f3k9m"
    document: str = DOCUMENT
    lines: list[bytes] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    def add(
        self, act: str, by: str, when: str, *, key: str = "", ordinal: int = 1, namespace: str = "", **given: Any
    ) -> Act:
        """Appends an act signed by `key` (whose it should be, unless told otherwise); evidence "" makes a note."""
        fields: dict[str, Any] = {
            "covers_document": self.document,
            "covers_acts": len(self.lines),
            "evidence": "signature",
        }
        made = Act(len(self.lines) + 1, act, by, at(when), **(fields | given))
        if made.evidence:
            message = payload(self.id, made, b"".join(self.lines[: made.covers_acts]))
            with_key = signer(key or made.signer, ordinal)
            blob = sshsig.sign(with_key, message, namespace or sshsig.NAMESPACE)
            made = structs.replace(made, sig=base64.b64encode(blob).decode())
        self.put(made)
        return made

    def put(self, act: Act) -> None:
        """Appends a line as it is."""
        self.acts.append(structs.replace(act, line=len(self.lines) + 1))
        self.lines.append(line(act))

    def arrange(self, *order: int) -> None:
        """Leaves only these lines, in this order."""
        acts = [self.acts[number - 1] for number in order]
        self.lines, self.acts = [], []
        for act in acts:
            self.put(act)

    def record(self, *, number: int | None = 14, **changes: Any) -> Record:
        """The record with this slip."""
        given: dict[str, Any] = {
            "path": f"records/bureau/outgoing/2024/{number:04}.md" if number else "records/bureau/outgoing/drafts/a.md",
            "unit": "bureau",
            "register": "outgoing",
            "kind": "outgoing",
            "id": self.id,
            "title": "通知",
            "classification": "internal",
            "fields": {},
            "refers": (),
            "attachments": (),
            "body": "正文。\n",
            "document": DOCUMENT,
            "acts": tuple(self.acts),
            "slip_lines": tuple(self.lines),
            "marks": {},
            "year": 2024 if number else None,
            "number": number,
        }
        return Record(**(given | changes))


def usual() -> Slip:
    """Drafted, issued, numbered and sealed."""
    slip = Slip()
    slip.add("draft", "jiang", "2024-03-04T09:00")
    slip.add("issue", "zhou", "2024-03-05T10:00", post="director", opinion="同意")
    slip.add("number", "ye", "2024-03-05T11:00", post="clerk")
    slip.add("seal", "gan", "2024-03-05T14:00", post="seal-keeper", data={"copies": 20})
    return slip
