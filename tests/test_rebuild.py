"""Whatever is edited, removed or renamed, building again gives what building from nothing gives, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Self

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from placet.cabinet import load
from placet.cli.session import moment_by, open_past
from placet.judge import judge
from placet.pages import render
from placet.pages.view import View
from placet.pages.words import Words
from placet.shards import pieces
from placet.shards.frame import Frame
from placet.shards.store import Store
from placet.site import build, guides
from placet.site.attached import attached
from placet.site.folder import Folder, Staged
from placet.site.guides import begun
from placet.tree import WorkTree
from tests.portal.built import built, prepared
from tests.portal.changes import CHANGES

#: Into so many walks all changes are dealt; at the end of each the site is compared.
PARTS = 8


class Remembered:
    """MkDocs, asked once for the same source: what it made is copied the second time."""

    def __init__(self, real: type, made: Path) -> None:
        self._real, self._made = real, made

    def __call__(self, root: Path, out: Path, settings: bytes) -> Remembered:
        sources = [root / "mkdocs.yml", *sorted((root / "build").rglob("*"))]
        files = [path for path in sources if path.is_file() and not path.is_relative_to(out)]
        whole = sha256(settings)
        for path in files:
            whole.update(f"{path.relative_to(root)}\0".encode() + sha256(path.read_bytes()).digest())
        known = self._made / whole.hexdigest()
        if not known.exists():
            with self._real(root, out, settings) as running:
                running.wait()
            shutil.copytree(out, known)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(known, out)
        return self

    def wait(self) -> None:
        """It has ended already."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture(scope="module", autouse=True)
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every number is a piece of its own, so that a small office has many, and MkDocs is not asked the same twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "SIZE", 1)
        patch.setattr(guides, "_Running", Remembered(guides._Running, tmp_path_factory.mktemp("mkdocs")))
        yield


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office with its site, as every test begins."""
    root = prepared(tmp_path_factory.mktemp("first"))
    built(root, root / "site", processes=0)
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "office", symlinks=True)


def digests(site: Path) -> dict[str, str]:
    """Every file below a folder by the digest of its bytes; links and empty folders by what they are."""
    found = {}
    for path in sorted(site.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(site))] = "link"
        elif path.is_file():
            found[str(path.relative_to(site))] = sha256(path.read_bytes()).hexdigest()
        elif not any(path.iterdir()):
            found[str(path.relative_to(site))] = "empty"
    return found


def clean(root: Path, lang: str = "zh", audience: str = "internal") -> dict[str, str]:
    """The site that is built where nothing lies and nothing was kept."""
    out = root.parent / "clean"
    shutil.rmtree(out, ignore_errors=True)
    built(root, out, lang, audience, kept=False, processes=0)
    return digests(out)


def test_unchanged_nothing_is_written(root: Path) -> None:
    again = built(root, root / "site", processes=0)
    assert again.staged == Staged(written=0, kept=len(digests(root / "site")), removed=0)
    assert digests(root / "site") == clean(root)


def test_pages_made_piece_by_piece_are_those_of_the_whole(root: Path) -> None:
    tree = WorkTree(root)
    cabinet = load(tree)
    assert cabinet.config.as_of is not None
    view = View(cabinet, judge(cabinet, cabinet.config.as_of), Words("zh"), frozenset(attached(cabinet, tree)))
    with begun(root, Store(root / ".placet"), "zh") as shell:
        shells = shell().shells
    for path, page in render(view).items():
        assert (root / "site" / path).read_bytes() == shells.stamped(path, page), path


def test_an_hour_later_no_record_is_looked_at_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = WorkTree(root)
    frame = Frame(tree)
    at, past = moment_by(frame.office.config, None), open_past(root, None, tree, frame.office)
    monkeypatch.setattr("placet.site.pieces.make", None)
    later = build(root, root / "site", lambda: (frame, at + timedelta(hours=1), past), processes=0)
    assert later.tally.as_of == at + timedelta(hours=1)
    page = (root / "site/compliance.html").read_text("utf-8")
    assert "2026年6月18日 18:00" in page


class Killed(Exception):
    """The program is ended in the middle of its work."""


def killed(root: Path, after: int) -> None:
    """Build, and die after so many files were put in the folder: the last of them half."""
    left = iter(range(after))
    put = Folder.put

    def dying(self: Folder, path: str, data: bytes) -> object:
        if next(left, None) is None:
            if (self.out / path).parent.is_dir() and not (self.out / path).is_dir():
                (self.out / path).write_bytes(data[: len(data) // 2])
            raise Killed
        return put(self, path, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Folder, "put", dying)
        try:
            built(root, root / "site", processes=0)
        except Killed:
            note(f"killed after {after} files")


STEPS = st.one_of(
    st.sampled_from(sorted(CHANGES)),
    st.sampled_from(sorted(CHANGES)),
    st.sampled_from(sorted(CHANGES)),
    st.tuples(st.just("killed"), st.integers(0, 40)),
    st.tuples(st.just("built"), st.sampled_from(["zh", "en"]), st.sampled_from(["internal", "public"])),
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=1, max_size=6), lang=st.sampled_from(["zh", "zh", "en"]))
def test_any_sequence_of_changes_gives_the_site_that_a_clean_build_gives(
    first: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[str | tuple[str, object, object]], lang: str
) -> None:
    root = shutil.copytree(first, tmp_path_factory.mktemp("changed") / "office", symlinks=True)
    for step in steps:
        if isinstance(step, str):
            CHANGES[step](root)
        elif step[0] == "killed":
            killed(root, int(str(step[1])))
        else:
            built(root, root / "site", str(step[1]), str(step[2]), processes=0)
    built(root, root / "site", lang, processes=0)
    assert digests(root / "site") == clean(root, lang)
    shutil.rmtree(root.parent)


@pytest.mark.parametrize("part", range(PARTS))
def test_one_change_after_the_other_gives_the_site_that_a_clean_build_gives(root: Path, part: int) -> None:
    for name in sorted(CHANGES)[part::PARTS]:
        CHANGES[name](root)
        built(root, root / "site", processes=0)
    assert digests(root / "site") == clean(root)
