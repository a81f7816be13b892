"""Writes papers into a cabinet: gives them numbers in the order of their days, and signs their slips.

A `Paper` is a record as a clerk would make it; it may refer to other papers before any of them has a number.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import structs

from placet.model import Act, Attachment
from placet.signing.payload import line as slip_line
from placet.signing.payload import payload
from placet.signing.sshsig import sign
from tests.sample.keys import signer
from tests.sample.roster import BUREAU
from tests.sample.staff import Roster

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_PLAIN = re.compile(
    r"[\u4e00-\u9fff《》“”（）、，。：；〔〕A-Za-z][\u4e00-\u9fff《》“”（）、，。；〔〕·A-Za-z0-9/_.-]*"
)
_ID = re.compile(r"[0-9]{4}-[a-z2-9]{6}")
_AMBIGUOUS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


@dataclass
class Stroke:
    """One act as it is to be signed: who, when, in which post, with what opinion, data and evidence."""

    act: str
    by: str
    at: datetime
    post: str = ""
    opinion: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    evidence: str = "signature"
    attested_by: str = ""


@dataclass(eq=False)
class Paper:
    """A record to be written: `fields` and `refers` may hold other papers; `draft` names an unnumbered one."""

    register: str
    day: date
    title: str
    fields: dict[str, Any] = field(default_factory=dict)
    body: str | Callable[[Callable[[Paper], str]], str] = ""
    refers: list[Paper] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    attachments: dict[str, bytes] = field(default_factory=dict)
    classification: str = "internal"
    draft: str = ""
    annulled: str = ""
    id: str = ""
    number: int = 0

    @property
    def ref(self) -> str:
        """What other records write to refer to this one: its path once numbered, its permanent id before."""
        return self.id if self.draft else f"{self.register}/{self.day.year}/{self.number:04d}"

    def stroke(self, act: str, by: str, at: datetime, post: str = "", opinion: str = "", **more: Any) -> Paper:
        """Adds an act and returns the paper, so that a story reads as a sequence."""
        self.strokes.append(Stroke(act, by, at, post, opinion, **more))
        return self


def _scalar(value: object) -> str:
    if isinstance(value, Paper):
        return value.ref
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (int, Decimal, date)):
        return str(value)
    text = str(value)
    if _ID.fullmatch(text) or (_PLAIN.fullmatch(text) and text.lower() not in _AMBIGUOUS):
        return text
    return json.dumps(text, ensure_ascii=False)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {_quoted(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(v) for v in value) + "]"
    return _scalar(value)


def _quoted(value: object) -> str:
    """A value inside a flow collection, where commas and braces would end it."""
    if isinstance(value, (Mapping, list)):
        return _flow(value)
    text = _scalar(value)
    return json.dumps(text, ensure_ascii=False) if text[:1] != '"' and set(text) & set(",[]{}") else text


def front_matter(fields: Mapping[str, Any]) -> str:
    """The fields as strict front matter, lists of objects one item a line."""
    out = []
    for key, value in fields.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            out += [f"{key}:", *(f"  - {_flow(item)}" for item in value)]
        else:
            out.append(f"{key}: {_flow(value)}")
    return "\n".join(out) + "\n"


def scanned(record: str, act: str) -> bytes:
    """What stands for the scan of a sheet signed on paper: a one-page PDF that names the record and the act."""
    stream = f"BT /F1 18 Tf 72 720 Td (Demonstration scan: {record} {act}) Tj ET"
    font = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {font} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    )
    out, offsets = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{tail}".encode("ascii")


class Desk:
    """Collects papers of one cabinet and writes them all at once."""

    def __init__(self, root: Path, seed: str, roster: Roster = BUREAU) -> None:
        self.root = root
        self.roster = roster
        self.seed = seed
        self.papers: list[Paper] = []
        self._series: dict[str, str] = {}

    def add(self, paper: Paper) -> Paper:
        """Takes a paper in and gives it its permanent id."""
        digest = hashlib.sha256(f"{self.seed}|{paper.register}|{len(self.papers)}".encode()).digest()
        paper.id = f"{paper.day.year}-" + "".join(_ALPHABET[b % len(_ALPHABET)] for b in digest[:6])
        self.papers.append(paper)
        return paper

    def cite(self, paper: Paper) -> str:
        """The paper's official number, as a text would cite it."""
        if paper.register not in self._series:
            data = yaml.load(
                (self.root / "records" / paper.register / "register.yaml").read_text("utf-8"), yaml.CSafeLoader
            )
            self._series[paper.register] = str(data.get("series", ""))
        return self._series[paper.register].format(year=paper.day.year, n=paper.number)

    def write(self) -> int:
        """Numbers and writes every paper with its slip; returns how many."""
        series: dict[tuple[str, int], list[Paper]] = defaultdict(list)
        for paper in self.papers:
            if not paper.draft:
                series[paper.register, paper.day.year].append(paper)
        for papers in series.values():
            for number, paper in enumerate(sorted(papers, key=lambda p: p.day), 1):
                paper.number = paper.number or number
        for paper in self.papers:
            self._write(paper)
        return len(self.papers)

    def _write(self, paper: Paper) -> None:
        name = f"drafts/{paper.draft}" if paper.draft else f"{paper.day.year}/{paper.number:04d}"
        base = self.root / "records" / paper.register / name
        base.parent.mkdir(parents=True, exist_ok=True)
        head: dict[str, Any] = {"id": paper.id, "title": paper.title, "classification": paper.classification}
        head |= {k: v for k, v in paper.fields.items() if v not in ("", None, [])}
        if paper.refers:
            head["refers"] = paper.refers
        if paper.attachments:
            head["attachments"] = [
                {"file": n, "sha256": hashlib.sha256(b).hexdigest()} for n, b in paper.attachments.items()
            ]
        if paper.annulled:
            head["annulled"] = paper.annulled
        body = paper.body if isinstance(paper.body, str) else paper.body(self.cite)
        text = f"---\n{front_matter(head)}---\n\n{body.strip()}\n".encode()
        base.with_suffix(".md").write_bytes(text)
        scans = {f"{s.act}.pdf": scanned(paper.id, s.act) for s in paper.strokes if s.evidence == "paper"}
        for file, data in (paper.attachments | scans).items():
            base.mkdir(exist_ok=True)
            (base / file).write_bytes(data)
        slip = self._slip(paper, "sha256:" + hashlib.sha256(text).hexdigest())
        if slip:
            base.with_suffix(".jsonl").write_bytes(slip)

    def _slip(self, paper: Paper, document: str) -> bytes:
        slip = b""
        for count, stroke in enumerate(paper.strokes):
            slip += self._signed(paper.id, stroke, count, slip, document)
        return slip

    def _signed(self, record: str, stroke: Stroke, count: int, slip: bytes, document: str) -> bytes:
        scan = None
        if stroke.evidence == "paper":
            scan = Attachment(f"{stroke.act}.pdf", hashlib.sha256(scanned(record, stroke.act)).hexdigest())
        act = Act(
            line=count + 1,
            act=stroke.act,
            by=stroke.by,
            at=stroke.at,
            post=stroke.post,
            opinion=stroke.opinion,
            data=dict(stroke.data),
            covers_document=document,
            covers_acts=count,
            evidence=stroke.evidence,
            attested_by=stroke.attested_by,
            scan=scan,
        )
        if not stroke.evidence:
            return slip_line(act)
        ordinal = self.roster.key_ordinal(act.signer, stroke.at.date())
        signature = sign(_signer(act.signer, ordinal), payload(record, act, slip))
        return slip_line(structs.replace(act, sig=base64.b64encode(signature).decode()))


_signer = cache(signer)
