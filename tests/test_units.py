"""The sample's six offices side by side: each carries its share of the requirements, in words and with people of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from placet.cabinet import load
from placet.coverage import coverage
from placet.model import Cabinet
from placet.tree import WorkTree

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sample"
#: How many checkable requirements each office carries at least.
FEWEST = {
    "bureau": 370,
    "credit-union": 120,
    "party-school": 10,
    "staffing-office": 60,
    "station": 15,
    "sub-district": 110,
}
_SENTENCE = re.compile(r"[。；！？\n]")
_OTHER = re.compile(r"[^\u4e00-\u9fff]")
#: A sentence of this many Chinese characters is somebody's wording, not a phrase of the trade.
LONG = 20


@pytest.fixture(scope="module")
def cabinet() -> Cabinet:
    return load(WorkTree(ROOT))


def listed(unit: str) -> list[str]:
    """The requirements an office is to carry, as its own list says."""
    folder = SAMPLE if unit == "bureau" else SAMPLE / unit.replace("-", "_")
    return (folder / "basis.txt").read_text("utf-8").split()


@pytest.mark.parametrize("unit", FEWEST)
def test_an_office_carries_its_share(cabinet: Cabinet, unit: str) -> None:
    carried = {basis for row in coverage(cabinet) if row.unit == unit for basis in row.basis}
    names = listed(unit)
    assert sorted(set(names) - carried) == []
    assert len(set(names)) == len(names) >= FEWEST[unit]


def test_the_cabinet_has_these_offices_and_the_size_promised(cabinet: Cabinet) -> None:
    assert sorted(cabinet.units) == sorted(FEWEST)
    assert 1000 <= len(cabinet.records) <= 1500


def test_every_register_lives_at_least_a_year(cabinet: Cabinet) -> None:
    """From the first record of a system to the stopped clock there is more than a year, judged by unit."""
    first: dict[str, str] = {}
    for record in cabinet.records.values():
        if record.year:
            first[record.unit] = min(first.get(record.unit, "9"), str(record.year))
    assert {unit: int(year) <= 2025 for unit, year in first.items()} == dict.fromkeys(FEWEST, True)


def test_nobody_works_in_two_offices(cabinet: Cabinet) -> None:
    seats: dict[str, list[str]] = defaultdict(list)
    for unit in cabinet.units.values():
        for person in unit.persons.values():
            seats[person.id].append(unit.id)
            seats[person.name].append(unit.id)
    assert {who: units for who, units in seats.items() if len(set(units)) > 1} == {}


def test_no_office_speaks_in_anothers_sentences(cabinet: Cabinet) -> None:
    speakers: dict[str, set[str]] = defaultdict(set)
    for regulation in cabinet.regulations:
        for article in regulation.articles:
            for sentence in _SENTENCE.split(article.text):
                words = _OTHER.sub("", sentence)
                if len(words) >= LONG:
                    speakers[words].add(regulation.unit)
    assert len(speakers) >= 1000
    assert {words: sorted(units) for words, units in speakers.items() if len(units) > 1} == {}
