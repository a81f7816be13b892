"""Records, their attachments and their acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from placet.model.finding import NOWHERE, Place
from placet.model.value import Value


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the record, covered by the record's own hash through its listed SHA-256."""

    file: str
    sha256: str
    place: Place = NOWHERE


class Act(msgspec.Struct, frozen=True, gc=False):
    """One line of a slip, as read. `line` counts from 1; `covers_acts` is how many earlier lines the signer saw.

    `signer` is whose key signed: `by` itself, or for evidence `paper` and `review` the one who attests it
    (`gate` for a review that the gate itself read from the forge).
    """

    line: int
    act: str
    by: str
    at: datetime
    post: str = ""
    opinion: str = ""
    data: Mapping[str, Any] = {}
    covers_document: str = ""
    covers_acts: int = 0
    evidence: str = ""
    attested_by: str = ""
    scan: Attachment | None = None
    sig: str = ""

    @property
    def signer(self) -> str:
        """The person id whose key must verify the signature."""
        return self.attested_by or self.by


@dataclass(frozen=True, slots=True)
class Record:
    """A document as filed or drafted, with its slip.

    `path` is that of the .md file; `number` is None for a draft. `document` is "sha256:…" of the file's bytes with
    line endings normalised to LF. `slip_lines` are the raw bytes of the .jsonl lines, each with its newline.
    """

    path: str
    unit: str
    register: str
    kind: str
    id: str
    title: str
    classification: str
    fields: Mapping[str, Value]
    refers: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    body: str
    document: str
    acts: tuple[Act, ...]
    slip_lines: tuple[bytes, ...]
    marks: Mapping[str, Place]
    year: int | None = None
    number: int | None = None
    annulled: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether the record has no number yet."""
        return self.number is None

    @property
    def ref(self) -> str:
        """How other records refer to it: "bureau/outgoing/2024/0014", or a draft's path without `records/`."""
        return self.path.removeprefix("records/").removesuffix(".md")

    @property
    def slip_path(self) -> str:
        """The path of the .jsonl file beside the document."""
        return self.path.removesuffix(".md") + ".jsonl"

    def where(self, key: str) -> Place:
        """The place of a front-matter key, or of the file when it has none."""
        return self.marks.get(key, Place(self.path, 1, 1))
