"""What MkDocs makes: the pages that people wrote, and the shell of all others. Made again only when they changed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

import msgspec

from placet.pages.page import SECTIONS
from placet.pages.words import of_the_shell
from placet.shards import keys
from placet.shards.kept import decoded
from placet.shards.store import Store
from placet.site.folder import digest_of
from placet.site.pictures import measured
from placet.site.stage import SHELL, SOURCE, THEME, stage, style, theme, written
from placet.site.stamp import Shells, specimen_page, specimens

#: What MkDocs writes bears this moment, so that the same input gives the same bytes: 2020-01-01 UTC.
_EPOCH = "1577836800"
_MATERIALS = re.compile(r"sitemap\.xml|assets/(?!placet/)")
#: The portal's own settings for MkDocs, at its root.
SETTINGS = "mkdocs.yml"
#: Under which name it is kept.
NAME = "guides"


class BuildError(RuntimeError):
    """The site could not be built, or MkDocs warned; the message is what it said."""


class _Guides(msgspec.Struct, array_like=True):
    key: str
    files: dict[str, bytes]


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(_Guides)


@dataclass(frozen=True)
class Guides:
    """The shells, the files that MkDocs made by path, and the Markdown they were made from by its path in docs/."""

    shells: Shells
    files: Mapping[str, bytes]
    texts: Mapping[str, str]

    @property
    def pages(self) -> int:
        """How many pages people wrote."""
        return sum(path.endswith(".html") and path != "404.html" for path in self.files)


@contextmanager
def begun(root: Path, store: Store, lang: str) -> Iterator[Callable[[], Guides]]:
    """MkDocs begins, where it has to, with what lies at `root` and the shell's words; what is given waits for it.

    That raises BuildError when MkDocs fails or warns. Where nobody waited, it is ended.
    """
    texts, ours = written(root), {f"theme/{path}": data for path, data in theme().items()}
    own, settings = root / SETTINGS, _settings(lang)
    source = {**texts, **style(), **{path: text.encode() for path, text in specimens().items()}}
    given = {**source, **ours, "settings": settings, "own": own.read_bytes() if own.is_file() else b""}
    key = keys.digest([keys.program(), *(f"{path}\0{digest_of(given[path])}" for path in sorted(given))])
    markdown = {path: data.decode() for path, data in texts.items() if path.endswith(".md")}
    known = decoded(_decoder, store.read(NAME))
    if known is not None and known.key == key:
        files = known.files
        yield lambda: _guides(files, markdown)
        return
    stage(root / THEME, theme())
    stage(root / SOURCE, source)
    with _Running(root, root / SHELL, settings) as running:

        def ended() -> Guides:
            running.wait()
            made = _made(root / SHELL)
            store.write(NAME, _encode(_Guides(key, made)))
            return _guides(made, markdown)

        yield ended


def _settings(lang: str) -> bytes:
    """What the language adds to the portal's own settings, as MkDocs reads it: JSON is YAML."""
    words = of_the_shell(lang)
    toc = {"permalink_title": words["permalink"]}
    return json.dumps({"INHERIT": SETTINGS, "extra": {"words": words}, "markdown_extensions": {"toc": toc}}).encode()


def _guides(made: Mapping[str, bytes], texts: Mapping[str, str]) -> Guides:
    sections = {section: specimen_page(section) for section in SECTIONS}
    shells = Shells({section: made[path].decode() for section, path in sections.items()})
    return Guides(shells, {path: data for path, data in made.items() if path not in sections.values()}, texts)


class _Running:
    """`mkdocs build --strict` at work over what is staged at `root`, at most until the context is left."""

    def __init__(self, root: Path, out: Path, settings: bytes) -> None:
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": _EPOCH, "PYTHONHASHSEED": "0"}
        options = ["--strict", "--clean", "--site-dir", str(out.resolve()), "--config-file", "-"]
        command = [sys.executable, "-m", "mkdocs", "build", *options]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - read and closed when MkDocs has ended
        with tempfile.TemporaryFile() as given:
            given.write(settings)
            given.seek(0)
            self._process = subprocess.Popen(
                command, cwd=root, env=environment, stdin=given, stdout=self._said, stderr=self._said
            )

    def wait(self) -> None:
        """Wait for its end. Raises BuildError."""
        if self._process.wait():
            self._said.seek(0)
            raise BuildError(_faults(self._said.read().decode("utf-8", "replace")))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._said.close()


def _made(folder: Path) -> dict[str, bytes]:
    """What MkDocs made, by path, without the scripts and pictures that Material adds for shells of its own.

    Its site map names nothing but guides.
    """
    found = {str(PurePosixPath(path.relative_to(folder))): path for path in sorted(folder.rglob("*")) if path.is_file()}
    made = {path: file.read_bytes() for path, file in found.items() if not _MATERIALS.match(path)}
    pages = {path: measured(path, page.decode(), made) for path, page in made.items() if path.endswith(".html")}
    return made | {path: page.encode() for path, page in pages.items()}


def _faults(said: str) -> str:
    """Return what MkDocs said beyond its progress."""
    return "\n".join(line for line in said.splitlines() if line.strip() and not line.startswith("INFO"))
