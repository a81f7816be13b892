"""`python -m tests.bench.build [--sizes 300,1000,3000,10000]`: how long a site takes to build, beside other builders.

All in the same run, each as whole processes, with the files in the page cache. Ours is timed from nothing (check and
build), as a site only (the cabinet was checked before), again after one record was edited, and in a running
`placet serve` until the page is there. Our site and Hugo's are built three times in turn, and the quickest of each run
counts. Official sheets are not printed: the bench's kinds have none. The others get the same documents as Markdown,
with only their first page in the navigation; Hugo has a theme of one template and no search.
CPU is that of all processes; memory the highest sum over them. The floor reads, renders and writes each document bare.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from tests.bench import cabinet, peers
from tests.bench.watch import Run, quickest, run

SIZES = (300, 1_000, 3_000, 10_000)
_PORT = 8999
_HEAD = ("documents", "builder", "run", "seconds", "CPU s", "ours ×", "peak MB", "site MB", "files", "KB a page")
_EDITED = Path("records/bureau/expense-1/2024/0001.md")
_BUILD = (sys.executable, "-m", "placet", "build")
#: How often our site and Hugo's are built in turn, the quickest of each being taken.
_TURNS = 3
_HUGO = {
    "hugo.toml": 'title = "文件"\nlanguageCode = "zh"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\nuglyURLs = true\n',
    "layouts/all.html": "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}\n",
}


@dataclass(frozen=True)
class Row:
    """One line of the table; `ratio` is how many times as long as our site only."""

    documents: int
    builder: str
    what: str
    seconds: float
    cpu: float = 0.0
    memory: int = 0
    site: Path | None = None

    def cells(self, ours: float) -> tuple[str, ...]:
        """The line as the table shows it."""
        sizes = [path.stat().st_size for path in self.site.rglob("*") if path.is_file()] if self.site else []
        pages = sorted(_pages(self.site)) if self.site else []
        measured = (f"{sum(sizes) / 1e6:,.0f}", f"{len(sizes):,}") if sizes else ("", "")
        page = f"{pages[len(pages) // 2] / 1000:.1f}" if pages else ""
        cpu, memory = (f"{self.cpu:.1f}", f"{self.memory / 2**20:,.0f}") if self.memory else ("", "")
        times = f"{self.seconds / ours:.2f}"
        return (
            f"{self.documents:,}",
            self.builder,
            self.what,
            f"{self.seconds:.2f}",
            cpu,
            times,
            memory,
            *measured,
            page,
        )


def _pages(site: Path) -> Iterator[int]:
    """How large the pages of records are."""
    for page in (site / "records").rglob("[0-9][0-9][0-9][0-9].html"):
        yield page.stat().st_size


def measure(documents: int, root: Path) -> Iterator[Row]:
    """Make a cabinet of so many records below `root` and build it with everything there is."""
    home = root / "cabinet"
    cabinet.make(home, documents)
    for name in ("guide", "reference"):
        shutil.copytree(cabinet.PROJECT / "docs" / name, home / "docs" / name)
    shutil.copy(cabinet.PROJECT / "mkdocs.yml", home)
    yield _row(documents, "Placet", "check and site", _run(_BUILD, home), home / "site")
    found = peers.documents(peers.view(home))
    ours, hugo = _in_turn(home, _hugo(root / "hugo", found) if shutil.which("hugo", path=_path()) else None)
    for what, done in ours.items():
        yield _row(documents, "Placet", what, done, home / "site")
    yield Row(documents, "Placet", "one changed, served", _served(home))
    bare = _run([sys.executable, "-m", "tests.bench.bare", str(home), str(root / "bare")], home)
    yield _row(documents, "floor", "bare pages", bare, root / "bare")
    for search in (True, False):
        what = "search" if search else "no search"
        peers.write(root / what, found, search=search)
        done = _run([sys.executable, "-m", "mkdocs", "build", "--quiet"], root / what)
        yield _row(documents, "MkDocs + Material", what, done, root / what / "site")
    if shutil.which("zensical", path=_path()):
        peers.write(root / "zensical", found, search=True)
        for what in ("cold", "one changed"):
            done = _run(["zensical", "build"], root / "zensical")
            yield _row(documents, "Zensical", what, done, root / "zensical" / "site")
            _touch(next((root / "zensical" / "docs" / "records").rglob("0001.md")))
    else:
        yield Row(documents, "Zensical", "is not installed", 0.0)
    if hugo is not None:
        yield _row(documents, "Hugo", "no search", hugo, root / "hugo" / "public")
    else:
        yield Row(documents, "Hugo", "is not installed", 0.0)


def _in_turn(home: Path, hugo: Path | None) -> tuple[dict[str, Run], Run | None]:
    """Our site and Hugo's, again and again in turn: of each run the quickest, for no machine is always equally quick.

    What was made is moved, not removed: for a minute ext4 passes over every inode just freed whenever a file is made.
    """
    runs: dict[str, list[Run]] = {"site": [], "one changed": [], "unchanged": []}
    others: list[Run] = []
    before, text = home.parent / "before", (home / _EDITED).read_bytes()
    _aside(home, before / "first")
    _run([sys.executable, "-m", "placet", "check"], home)
    shutil.copytree(home / ".placet", before / "checked")
    for turn in range(_TURNS):
        if turn:
            _aside(home, before / str(turn))
            (home / _EDITED).write_bytes(text)
            shutil.copytree(before / "checked", home / ".placet")
        runs["site"].append(_run(_BUILD, home))
        if hugo is not None:
            if turn:
                (hugo / "public").rename(before / f"hugo-{turn}")
            others.append(_run(["hugo", "--quiet"], hugo))
        _touch(home / _EDITED)
        for what in ("one changed", "unchanged"):
            runs[what].append(_run(_BUILD, home))
    return {what: quickest(several) for what, several in runs.items()}, quickest(others) if others else None


def _aside(home: Path, where: Path) -> None:
    """Move away what was made of a cabinet."""
    where.mkdir(parents=True)
    for made in (".placet", "site", "build"):
        (home / made).rename(where / made)


def _hugo(folder: Path, found: list[peers.Document]) -> Path:
    """Make `folder` a project of Hugo."""
    peers.write(folder, found, search=False)
    (folder / "docs").rename(folder / "content")
    (folder / "content" / "index.md").rename(folder / "content" / "_index.md")
    for path, text in _HUGO.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def _served(home: Path) -> float:
    """The seconds from saving a record until `placet serve` shows it: the second time, when all is in memory."""
    command = [sys.executable, "-m", "placet", "serve", "--port", str(_PORT)]
    address = f"http://127.0.0.1:{_PORT}/.placet/built"
    with subprocess.Popen(command, cwd=home, env=_env(home), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if "http://" in line)
        seconds = 0.0
        time.sleep(1)
        for _ in range(2):
            seen = _asked(address)
            start = time.perf_counter()
            _touch(home / _EDITED)
            while _asked(f"{address}?after={seen}") == seen:
                pass
            seconds = time.perf_counter() - start
            time.sleep(1)
        process.terminate()
    return seconds


def _asked(address: str) -> str:
    with urlopen(address, timeout=600) as answer:
        text: str = answer.read().decode()
        return text


def _touch(path: Path) -> None:
    """Change the words of one document, as a clerk would."""
    path.write_text(path.read_text("utf-8") + "\n补充说明一句。\n", "utf-8")


def _row(documents: int, builder: str, what: str, done: Run, site: Path) -> Row:
    return Row(documents, builder, what, done.seconds, done.cpu, done.memory, site)


def _run(command: Sequence[str], where: Path) -> Run:
    done = run(command, where, _env(where))
    if done.code:
        raise SystemExit(f"{' '.join(command)} ended with {done.code}:\n{done.output}")
    return done


def _env(home: Path) -> dict[str, str]:
    here = os.pathsep.join(str(Path(one).resolve()) for one in sys.path)
    return {"PATH": _path(), "PYTHONPATH": here, "HOME": str(home), "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}


def _path() -> str:
    return os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))


def lines(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    """The rows as cells, compared with our site of the same size."""
    ours = {row.documents: row.seconds for row in rows if (row.builder, row.what) == ("Placet", "site")}
    yield _HEAD
    for row in rows:
        yield row.cells(ours[row.documents])


def main(words: list[str] | None = None) -> None:
    """Measure the sizes asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many records, separated by commas")
    options = parser.parse_args(words)
    with TemporaryDirectory(prefix="placet-bench-") as folder:
        for number, size in enumerate(map(int, options.sizes.split(","))):
            cells = list(lines(list(measure(size, Path(folder).resolve() / str(size)))))
            for line in cells[number != 0 :]:
                sys.stdout.write(f"| {' | '.join(line)} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
