"""The threat model's pages: each claim names tests that exist, and the Chinese page claims nothing the other does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs"
PAGES = (DOCS / "reference" / "threats.md", DOCS / "guide" / "threats.md")
_NAMED = re.compile(r"`(test_[a-z_]+\.py::test_[a-z0-9_]+|attacks/[a-z0-9-]+)`")
#: What no test can show, by the first words of its row.
UNSHOWN = {"**Secrecy**", "Objects with **colliding SHA-1 ids**", "**保密**"}


def rows(page: Path) -> list[list[str]]:
    """The cells of every row of the page's tables, without heads."""
    lines = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row, below in zip(cells, [*cells[1:], [""]], strict=True) if not {row[0], below[0]} & {"---"}]


def exists(name: str) -> bool:
    if name.startswith("attacks/"):
        return (TESTS / name / "attack.py").is_file()
    file, _, test = name.partition("::")
    return re.search(rf"^def {test}\(", (TESTS / file).read_text("utf-8"), re.MULTILINE) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_test_that_is_named_exists(page: Path) -> None:
    named = _NAMED.findall(page.read_text("utf-8"))
    assert named
    assert [name for name in named if not exists(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_claim_names_a_test_or_cannot_have_one(page: Path) -> None:
    found = rows(page)
    assert len(found) > 20
    unshown = [row[0] for row in found if not _NAMED.search(row[-1])]
    assert [one for one in unshown if not one.startswith(tuple(UNSHOWN))] == []
    mentioned = [part for row in found for part in re.findall(r"`([^`]*(?:::|attacks/)[^`]*)`", row[-1])]
    assert [part for part in mentioned if not _NAMED.fullmatch(f"`{part}`")] == []


def test_the_page_for_clerks_names_no_test_that_the_other_does_not() -> None:
    whole, short = (set(_NAMED.findall(page.read_text("utf-8"))) for page in PAGES)
    assert short - whole == set()
