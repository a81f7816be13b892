"""Lays out the base cabinet of `tests/cases` and what a case changes in it.

`case.yaml` of a case may have: `write` (path → text), `remove` (paths), `edit` (steps before signing), `acts` (record →
acts to sign after those of the base; `fresh` records lose their base acts), `tamper` (steps after signing), `as-of` and
`history`. A step names a `file` and one change: `replace: [old, new]`, `drop: line`, `swap: [line, line]`,
`copy: [file, line]` (appended), `cut: bytes from the end`, `append: text`, `hex: bytes`, `rename: path`,
`unsign: line`, `symlink: target`,
`repeat: [text, new, times]`.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from msgspec import structs

from placet.model import Act, Attachment
from placet.readers.frontmatter import digest
from placet.signing.payload import line, payload
from placet.signing.sshsig import sign
from tests.sample.keys import signer

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"
_SHORT = re.compile(r"(?P<act>\S+) by (?P<by>\S+)(?: as (?P<post>\S+))? at (?P<at>\S+)")


def lay_out(root: Path, case: Path | None = None) -> Mapping[str, Any]:
    """Write the base cabinet, changed as the case says, below `root`; returns the case's description."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    base = _description(root / "case.yaml")
    (root / "case.yaml").unlink()
    told = _description(case / "case.yaml") if case else {}
    for name in ("records", "docs"):
        if case and (case / name).exists():
            shutil.copytree(case / name, root / name, dirs_exist_ok=True)
    for path, text in told.get("write", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    for path in told.get("remove", []):
        _remove(root / path)
    for step in told.get("edit", []):
        change(root, step)
    fresh = told.get("fresh", [])
    kept = [(ref, acts) for ref, acts in base["acts"].items() if ref not in fresh]
    for ref, acts in [*kept, *told.get("acts", {}).items()]:
        if (root / f"records/{ref}.md").exists():
            sign_slip(root, ref, acts)
    for step in told.get("tamper", []):
        change(root, step)
    return told


def tree_files(root: Path) -> dict[str, bytes]:
    """Every file below records/ and docs/, for a `MemoryTree`."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for start in ("records", "docs")
        for path in sorted((root / start).rglob("*"))
        if path.is_file()
    }


def sign_slip(root: Path, ref: str, acts: list[Any]) -> None:
    """Append these acts to a record's slip, each covering the lines before it."""
    document = root / f"records/{ref}.md"
    data = document.read_bytes()
    identifier = re.search(rb"^id: (\S+)", data, re.MULTILINE)
    slip = document.with_suffix(".jsonl")
    for told in acts:
        have = slip.read_bytes() if slip.exists() else b""
        slip.write_bytes(have + signed(told, identifier[1].decode() if identifier else "", digest(data), have))


def signed(told: Any, record: str, document: str, have: bytes) -> bytes:
    """One act as a line. Beyond an act's own fields: `key` (whose key signs), `ordinal` (which of theirs),
    `namespace`, `record` and `covers` to sign something else, `note: true` for no evidence.
    """  # noqa: D205 - one sentence that does not fit a line
    if isinstance(told, str):
        found = _SHORT.fullmatch(told)
        assert found, told
        told = {key: value for key, value in found.groupdict().items() if value}
    at = datetime.fromisoformat(f"{told['at']}:00+08:00" if len(told["at"]) == 16 else told["at"])
    lines = have.splitlines(keepends=True)
    covers = told.get("covers", len(lines))
    act = Act(
        line=len(lines) + 1,
        act=told["act"],
        by=told["by"],
        at=at,
        post=told.get("post", ""),
        opinion=told.get("opinion", ""),
        data=told.get("data", {}),
        covers_document=told.get("document", document),
        covers_acts=covers,
        evidence="" if told.get("note") else told.get("evidence", "signature"),
        attested_by=told.get("attested_by", ""),
        scan=Attachment(told["scan"]["file"], told["scan"]["sha256"]) if "scan" in told else None,
    )
    if act.evidence:
        key = signer(told.get("key", act.signer), told.get("ordinal", 1))
        content = payload(told.get("record", record), act, b"".join(lines[:covers]))
        signature = sign(key, content, told["namespace"]) if "namespace" in told else sign(key, content)
        act = structs.replace(act, sig=base64.b64encode(signature).decode())
    return line(act)


def change(root: Path, step: Mapping[str, Any]) -> None:
    """One step of `edit` or `tamper`."""
    path = root / step["file"]
    if "replace" in step:
        old, new = step["replace"]
        text = path.read_text("utf-8")
        assert old in text, f"{step['file']} has no {old!r}"
        path.write_text(text.replace(old, new), "utf-8")
    elif "rename" in step:
        (root / step["rename"]).parent.mkdir(parents=True, exist_ok=True)
        path.rename(root / step["rename"])
    elif "symlink" in step:
        _remove(path)
        path.symlink_to(step["symlink"])
    elif "hex" in step:
        path.write_bytes(path.read_bytes() + bytes.fromhex(step["hex"]))
    elif "append" in step:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((path.read_bytes() if path.exists() else b"") + step["append"].encode())
    elif "repeat" in step:
        old, new, times = step["repeat"]
        path.write_text(path.read_text("utf-8").replace(old, new * times, 1), "utf-8")
    else:
        _lines(root, path, step)


def _lines(root: Path, path: Path, step: Mapping[str, Any]) -> None:
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    if "drop" in step:
        del lines[step["drop"] - 1]
    elif "swap" in step:
        one, other = (n - 1 for n in step["swap"])
        lines[one], lines[other] = lines[other], lines[one]
    elif "copy" in step:
        file, n = step["copy"]
        lines.append((root / file).read_bytes().splitlines(keepends=True)[n - 1])
    elif "unsign" in step:
        n = step["unsign"] - 1
        lines[n] = re.sub(rb',"sig":"[^"]*"', b"", lines[n])
    elif "cut" in step:
        lines = [data[: -step["cut"]]]
    else:
        raise ValueError(f"unknown step {step}")
    path.write_bytes(b"".join(lines))


def attach(root: Path, ref: str, name: str, data: bytes) -> str:
    """Put an attachment beside a record; returns its SHA-256."""
    path = root / f"records/{ref}" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _description(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_bytes(), yaml.CSafeLoader) or {}
    return loaded
