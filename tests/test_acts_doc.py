"""The page on acts is enough to check one: its commands are run as they stand there, on real signed acts."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.sample.keys import public_line, signer
from tests.slips import TEXT, Slip, usual

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "acts.md"


def commands() -> str:
    """The one block of shell commands on the page."""
    (block,) = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return str(block)


def run(folder: Path, slip: Slip, line: int, person: str, text: bytes = TEXT) -> tuple[int, list[str]]:
    record = folder / "records/bureau/outgoing/2024/0014"
    record.parent.mkdir(parents=True, exist_ok=True)
    record.with_suffix(".md").write_bytes(text)
    record.with_suffix(".jsonl").write_bytes(b"".join(slip.lines))
    given = {"RECORD": "records/bureau/outgoing/2024/0014", "LINE": str(line), "KEY": public_line(person)}
    done = subprocess.run(
        ["sh", "-c", commands()],
        cwd=folder,
        env=os.environ | given | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


@pytest.mark.parametrize(("line", "person"), [(1, "jiang"), (2, "zhou"), (3, "ye"), (4, "gan")])
def test_every_line_verifies_by_the_page_alone(tmp_path: Path, line: int, person: str) -> None:
    slip = usual()
    status, printed = run(tmp_path, slip, line, person)
    shown = signer(person).public.fingerprint
    document = slip.document.removeprefix("sha256:")
    assert printed == [
        f"{document}  -",
        f"sha256:{document}",
        f'Good "placet-act@v1" signature for signer with ED25519 key {shown}',
    ]
    assert status == 0


def test_crlf_is_no_edit(tmp_path: Path) -> None:
    status, printed = run(tmp_path, usual(), 2, "zhou", TEXT.replace(b"\n", b"\r\n"))
    assert printed[0].split()[0] == printed[1].removeprefix("sha256:")
    assert status == 0


def test_what_was_changed_does_not_verify(tmp_path: Path) -> None:
    changed = usual()
    changed.lines[1] = changed.lines[1].replace("同意".encode(), "不同意".encode())
    missing = usual()
    del missing.lines[0]
    for slip, line, person in ((changed, 2, "zhou"), (missing, 1, "zhou"), (usual(), 2, "he")):
        status, printed = run(tmp_path, slip, line, person)
        assert status == 255
        assert printed[-1] in ("Could not verify signature.", "Signature verification failed: incorrect signature")


def test_an_edited_document_shows_in_the_first_two_lines(tmp_path: Path) -> None:
    _, printed = run(tmp_path, usual(), 2, "zhou", TEXT + b"x")
    assert printed[0].split()[0] != printed[1].removeprefix("sha256:")
