"""A listing taken apart run by run says what reading it line by line says, and is cut into the same pieces."""

from __future__ import annotations

import random
from hashlib import sha1

import pytest

from placet.listing import Listing, taken_apart
from placet.shards.pieces import cut

NAMES = (
    *(f"records/bureau/expense/2024/{n:04d}{end}" for n in (1, 2, 99, 100, 101, 250) for end in (".md", ".jsonl")),
    "records/bureau/expense/2024/0002/附件 一.pdf",
    "records/bureau/expense/2024/0002/plain.pdf",
    "records/bureau/expense/2024/0002/a/b.txt",
    "records/bureau/expense/2024/101.md",
    "records/bureau/expense/2024/00101.md",
    "records/bureau/expense/2024/12345.md",
    "records/bureau/expense/2024/7.md",
    "records/bureau/expense/2024/01x.md",
    "records/bureau/expense/2024/notes.txt",
    "records/bureau/expense/2024/0003",
    "records/bureau/expense/drafts/trip.md",
    "records/bureau/expense/register.yaml",
    "records/bureau/expense-2/2024/0001.md",
    "records/cabinet.yaml",
    "docs/bureau/finance/2024-01-01.md",
)


def blob(path: str) -> str:
    return sha1(path.encode(), usedforsecurity=False).hexdigest()


def listed(files: dict[str, str], odd: dict[str, str] | None = None) -> bytes:
    """What Git prints of an index: ordinary files, and others with the head they have."""
    lines = {path: f"H 100644 {one} 0" for path, one in files.items()} | (odd or {})
    return "".join(f"{lines[path]}\t{path}\0" for path in sorted(lines)).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("seed", range(40))
def test_a_listing_says_what_its_lines_say_and_is_cut_alike(seed: int) -> None:
    rng = random.Random(seed)
    files = {path: blob(path) for path in rng.sample(NAMES, rng.randint(0, len(NAMES)))}
    gone = [path for path in files if rng.random() < 0.1]
    changed = {path: blob(f"{path} changed") for path in files if rng.random() < 0.2}
    added = {path: blob(path) for path in NAMES if path not in files and rng.random() < 0.1}
    expected = {path: one for path, one in {**files, **changed, **added}.items() if path not in gone or path in changed}

    runs, lines = taken_apart(listed(files))
    single = {line.split("\t", 1)[1]: line.split(" ")[2] for line in lines}
    others = {path: one for path, one in single.items() if path not in gone} | changed | added
    listing = Listing(runs, [*gone, *changed], others)

    assert {path: listing.get(path) for path in NAMES} == {path: expected.get(path) for path in NAMES}
    pieces, rest = cut(listing)
    assert dict(listing) == expected
    assert list(listing) == sorted(expected)
    assert {path: listing.get(path) for path in NAMES} == {path: expected.get(path) for path in NAMES}
    whole, others_of_whole = cut(dict(sorted(expected.items())))
    assert (pieces, rest) == (whole, others_of_whole)
    assert [list(one.files.items()) for one in pieces.values()] == [list(one.files.items()) for one in whole.values()]
    assert sorted([*rest, *(path for one in pieces.values() for path in one.files)]) == sorted(expected)


def test_numbers_of_a_hundred_are_one_run() -> None:
    files = {f"records/bureau/expense/2024/{n:04d}.md": blob(str(n)) for n in range(1, 300)}
    runs, lines = taken_apart(listed(files))
    start = "records/bureau/expense/2024/"
    assert ([name for name, _ in runs], lines) == ([f"{start}00", f"{start}01", f"{start}02"], [])


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("records/bureau/expense/2024/0002.md", "H 120000 " + "a" * 40 + " 0"),
        ("records/bureau/expense/2024/0002.md", "H 100755 " + "a" * 40 + " 0"),
        ("records/bureau/expense/2024/0002.md", "H 100644 " + "a" * 40 + " 1"),
        ("records/bureau/expense/2024/0002.md", "S 100644 " + "a" * 40 + " 0"),
        ("records/bureau/expense/2024/0002.md\n", "H 100644 " + "a" * 40 + " 0"),
        ("records/bureau/expense/2024/0002/a\x7f", "H 100644 " + "a" * 40 + " 0"),
    ],
    ids=["link", "program", "conflict", "not looked at", "line feed", "delete"],
)
def test_what_is_not_an_ordinary_file_is_in_no_run(path: str, head: str) -> None:
    files = {f"records/bureau/expense/2024/{n:04d}.md": blob(str(n)) for n in (1, 3)}
    runs, lines = taken_apart(listed(files, {path: head}))
    assert lines == [f"{head}\t{path}"]
    assert dict(Listing(runs, (), {})) == files


def test_a_name_that_is_no_text_takes_its_run_apart() -> None:
    odd = "records/bureau/expense/2024/0002/\udcff.pdf"
    paths = ["records/bureau/expense/2024/0001.md", odd, "records/bureau/expense/2024/0003.md"]
    runs, lines = taken_apart(listed(dict.fromkeys(paths, "b" * 40)))
    assert (runs, [line.split("\t")[1] for line in lines]) == ([], paths)
