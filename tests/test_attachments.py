"""The ARC findings: attachments and whatever else lies beside a document, each with its whole message."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from placet import messages
from placet.cabinet import load
from placet.checks import attachments
from placet.tree import MemoryTree
from tests.tiny import lay_out, tree_files

LETTER = "records/bureau/outgoing/2024/0002"
PLAN = "日程表\n".encode()
DIGEST = sha256(PLAN).hexdigest()
EMPTY = sha256(b"").hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """The base cabinet with one attachment to a letter."""
    lay_out(tmp_path)
    found = tree_files(tmp_path)
    found[f"{LETTER}/日程表.txt"] = PLAN
    listed(found, f"{{file: 日程表.txt, sha256: {DIGEST}}}")
    return found


def listed(files: dict[str, bytes], *entries: str) -> None:
    """The letter's list of attachments."""
    lines = files[f"{LETTER}.md"].decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("attachments:")]
    kept.insert(8, f"attachments: [{', '.join(entries)}]\n")
    files[f"{LETTER}.md"] = "".join(kept).encode()


def found(files: Mapping[str, bytes]) -> list[str]:
    """The findings, each as `path:line CODE message`."""
    tree = MemoryTree(files)
    findings = sorted(attachments.check(load(tree), tree), key=lambda one: one.sort_key)
    return [f"{one.place.path}:{one.place.line} {one.code} {messages.text(one, 'zh')}" for one in findings]


def test_listed_and_unchanged(files: dict[str, bytes]) -> None:
    assert found(files) == []


def test_missing(files: dict[str, bytes]) -> None:
    del files[f"{LETTER}/日程表.txt"]
    assert found(files) == [f"{LETTER}.md:9 ARC001 所列附件“日程表.txt”不在 {LETTER}/日程表.txt"]


def test_changed(files: dict[str, bytes]) -> None:
    files[f"{LETTER}/日程表.txt"] = b""
    assert found(files) == [
        f"{LETTER}.md:9 ARC002 附件“日程表.txt”与所列的 SHA-256 不符（所列 {DIGEST[:12]}… 实为 {EMPTY[:12]}…）"
    ]


def test_unlisted_even_in_a_deeper_folder(files: dict[str, bytes]) -> None:
    files[f"{LETTER}/图/1.png"] = b""
    assert found(files) == [f"{LETTER}/图/1.png:0 ARC003 “图/1.png”在附件文件夹里，{LETTER}.md 却没有列出"]


def test_listed_twice(files: dict[str, bytes]) -> None:
    listed(files, *[f"{{file: 日程表.txt, sha256: {DIGEST}}}"] * 2)
    assert found(files) == [f"{LETTER}.md:9 ARC004 附件“日程表.txt”列了两次"]


def test_a_file_that_is_nothing_of_a_register(files: dict[str, bytes]) -> None:
    files["records/bureau/outgoing/2024/0002.docx"] = b""
    files["records/bureau/outgoing/drafts/.gitkeep"] = b""
    assert found(files) == [
        "records/bureau/outgoing/2024/0002.docx:0 ARC005 “0002.docx”不是文件、办理单或附件，不应放在这里"
    ]


def test_slip_and_folder_without_a_document(files: dict[str, bytes]) -> None:
    del files[f"{LETTER}.md"]
    assert found(files) == [
        f"{LETTER}.jsonl:0 ARC006 办理单没有对应的文件 {LETTER}.md",
        f"{LETTER}/日程表.txt:0 ARC007 附件文件夹没有对应的文件 {LETTER}.md",
    ]


def test_a_name_that_leads_elsewhere_is_refused_in_reading(files: dict[str, bytes]) -> None:
    listed(files, f"{{file: ../0001.md, sha256: {DIGEST}}}")
    (finding,) = load(MemoryTree(files)).findings
    assert (finding.code, finding.place.line, finding.args["value"]) == ("FMT037", 9, "../0001.md")


def test_a_scan_is_an_attachment_of_its_act(files: dict[str, bytes]) -> None:
    act = (
        '{"act":"seal","by":"wu-di","at":"2024-03-06T09:00:00+08:00","data":{"copies":1},'
        f'"covers":{{"document":"sha256:{EMPTY}","acts":5}},'
        f'"evidence":"paper","attested_by":"li-ping","scan":{{"file":"稿纸.pdf","sha256":"{EMPTY}"}},"sig":"AAAA"}}\n'
    )
    files[f"{LETTER}.jsonl"] += act.encode()
    assert found(files) == [f"{LETTER}.jsonl:6 ARC001 所列附件“稿纸.pdf”不在 {LETTER}/稿纸.pdf"]
    files[f"{LETTER}/稿纸.pdf"] = b""
    assert found(files) == []
