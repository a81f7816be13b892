"""The bench makes cabinets that pass the check, always the same, and prints one line for each thing it timed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from placet.cabinet import load
from placet.judge import judge
from placet.model import Status
from placet.tree import WorkTree
from tests.bench import __main__ as bench
from tests.bench import cabinet, floor
from tests.bench.watch import run
from tests.tiny import tree_files

RECORDS = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bench") / "one"
    cabinet.make(root, RECORDS)
    return root


def test_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench.main(["--sizes", "13,60", "--keep", str(tmp_path)])
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["records", "run", "seconds", "×", "floor", "records/s", "peak", "MB"]
    assert [re.split(r"\s{2,}", line.strip())[:2] for line in lines] == [
        [size, name] for size in ("13", "60") for name in ("floor", "cold", "gate", "one changed", "unchanged")
    ]
    assert len({len(line) for line in [head, *lines]}) == 1
    for line in lines:
        assert re.fullmatch(r"\s*[\d,]+  [a-z ]+\s+\d+\.\d\d\s+\d+\.\d\d\s+[\d,]+\s+[\d,]+", line), line
        assert "0" not in re.split(r"\s{2,}", line.strip())[5:]


def test_every_record_has_six_valid_acts_and_no_rule_is_broken(made: Path) -> None:
    whole = load(WorkTree(made))
    assert len(whole.records) == RECORDS
    assert {record.kind for record in whole.records.values()} == {"expense", "outing", "seal", "seal-use"}
    acts = {record.kind: len(record.acts) for record in whole.records.values()}
    assert acts == {"expense": 6, "outing": 6, "seal-use": 6, "seal": 3}
    assert all(record.refers for record in whole.records.values() if record.kind != "seal")
    assert {record.year for record in whole.records.values()} == {2024, 2025, 2026}
    assert whole.config.as_of is not None
    outcome = judge(whole, whole.config.as_of, tree=WorkTree(made))
    assert all(one.valid for standings in outcome.standings.values() for one in standings)
    assert [verdict for verdict in outcome.verdicts if verdict.status in (Status.BREACHED, Status.WAITING)] == []
    assert {finding.place.path.split("/")[0] for finding in outcome.findings} <= {"docs"}


def test_the_same_number_makes_the_same_cabinet(made: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    cabinet.make(again, RECORDS)
    assert tree_files(again) == tree_files(made)
    assert cabinet.git(again, "rev-parse", "HEAD") == cabinet.git(made, "rev-parse", "HEAD")
    assert cabinet.git(made, "status", "--porcelain") == ""


def test_the_floor_reads_every_file(made: Path) -> None:
    files = tree_files(made)
    assert floor.read(str(made)) == (len(files), sum(map(len, files.values())))


def test_memory_is_that_of_all_processes(tmp_path: Path) -> None:
    script = "import os; data = bytes(range(256)) * 200_000; os.fork() or os._exit(len(os.urandom(1)) - 1); os.wait()"
    slow = script.replace("os._exit", "__import__('time').sleep(0.3) or os._exit")
    done = run(["python3", "-c", slow], tmp_path, {"PATH": "/usr/bin:/bin:/usr/local/bin"})
    assert done.code == 0
    assert done.seconds >= 0.3
    assert done.memory >= 2 * 51_000_000
