"""Whatever is edited, removed or renamed, building again gives what building from nothing gives, byte for byte."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from placet.shards import pieces
from tests.portal.built import built, prepared


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every number is a piece of its own, so that even a small office has many."""
    monkeypatch.setattr(pieces, "SIZE", 1)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office with its site, as every test begins."""
    root = prepared(tmp_path_factory.mktemp("first"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "SIZE", 1)
        built(root, root / "site")
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "office", symlinks=True)
    return tmp_path / "office"


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def clean(root: Path) -> dict[str, str]:
    """The site that is built where nothing was kept."""
    built(root, root.parent / "clean", kept=False)
    return digests(root.parent / "clean")


def test_unchanged_nothing_is_written(root: Path) -> None:
    again = built(root, root / "site")
    before = digests(root / "site")
    assert again.staged.written == 0
    assert built(root, root / "site").staged == again.staged
    assert digests(root / "site") == before == clean(root)
