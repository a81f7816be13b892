"""What the site offers of attached files: types no browser runs, of the registered hash, and nothing else."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from placet.cabinet import load
from placet.site.attached import attached
from placet.tree import MemoryTree, WorkTree
from tests.portal.small import make

RECORD = "records/hall/outgoing/2026/0001"


def _offered(root: Path, name: str, data: bytes, digest: str) -> dict[str, bytes]:
    """What is offered when one record of the small cabinet lists the file `name`."""
    make(root)
    tree = WorkTree(root)
    files = {path: tree.read(path) for path in tree.paths()}
    head, _, body = files[f"{RECORD}.md"].decode().removeprefix("---\n").partition("\n---\n")
    kept = "\n".join(line for line in head.splitlines() if not line.startswith(("attachments", "  - {file", "  -")))
    listed = f'---\n{kept}\nattachments: [{{file: "{name}", sha256: "{digest}"}}]\n---\n{body}'
    changed = MemoryTree({**files, f"{RECORD}.md": listed.encode(), f"{RECORD}/{name}": data})
    return {path: found for path, found in attached(load(changed), changed).items() if path.startswith(f"{RECORD}/")}


@pytest.mark.parametrize("name", ["清单.xlsx", "版式.ofd", "照片.JPG", "a.pdf", "b.png", "c.txt", "d.csv", "e.docx"])
def test_a_safe_file_of_the_registered_hash_is_offered(tmp_path: Path, name: str) -> None:
    data = name.encode()
    assert _offered(tmp_path, name, data, sha256(data).hexdigest()) == {f"{RECORD}/{name}": data}


@pytest.mark.parametrize(
    "name", ["page.html", "image.svg", "script.js", "mail.eml", ".hidden.pdf", "none", "a.pdf.htm"]
)
def test_what_a_browser_might_run_or_hides_is_not_offered(tmp_path: Path, name: str) -> None:
    assert _offered(tmp_path, name, b"x", sha256(b"x").hexdigest()) == {}


def test_a_file_that_differs_from_its_record_is_not_offered(tmp_path: Path) -> None:
    assert _offered(tmp_path, "a.pdf", b"changed", sha256(b"registered").hexdigest()) == {}
