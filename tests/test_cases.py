"""Golden folders: each case of tests/cases is a small cabinet whose whole `placet check` output is written down.

`expected.txt` holds the output of a cabinet with faults, `clean.txt` that of one without. `pytest --regen` rewrites
whichever of the two fits; what it wrote has to be read before it is kept.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from placet import messages
from placet.cli import run
from tests.tiny import CASES, lay_out

NAMES = sorted(path.parent.name for path in CASES.glob("*/case.yaml") if path.parent.name != "base")
#: What a fault's line begins with: its place, level and code.
FAULT = re.compile(r"^\S+: (错误|警告|提示) (\S+) ", re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> None:
    case = CASES / name
    root = tmp_path / "cabinet"
    told = lay_out(root, case)
    history(root, told.get("history", []))
    status = run(["check", "--root", str(root), *told.get("options", [])])
    out, err = capsys.readouterr()
    assert err == ""
    faults = FAULT.findall(out)
    file = case / ("expected.txt" if faults or "wait" in told else "clean.txt")
    if request.config.getoption("--regen"):
        for old in ("expected.txt", "clean.txt"):
            (case / old).unlink(missing_ok=True)
        file.write_text(out, "utf-8")
    assert status == int(any(level == "错误" for level, _ in faults))
    assert sorted(path.name for path in case.glob("*.txt")) == [file.name]
    expected = file.read_text("utf-8")
    assert expected
    assert out == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_case_shows_the_code_it_is_named_after(name: str) -> None:
    code = name.partition("-")[0]
    shown = [
        found for file in (CASES / name).glob("expected.txt") for _, found in FAULT.findall(file.read_text("utf-8"))
    ]
    rules = [found for found in shown if "/" in found]
    assert code in ("CLEAN", "WAIT", "SKIP") or (rules if code == "VERDICT" else code in shown)
    assert (code == "CLEAN") == (CASES / name / "clean.txt").exists()


def test_there_are_enough_cases_and_codes_exist() -> None:
    assert len(NAMES) >= 60
    codes = {name.partition("-")[0] for name in NAMES} - {"CLEAN", "VERDICT", "WAIT", "SKIP"}
    assert codes <= set(messages.codes())


def history(root: Path, commits: list[dict[str, str]]) -> None:
    """Commit what each entry adds at its time; without `add`, everything."""
    if commits:
        _git(root, "init", "--quiet", "--initial-branch=main", at="")
    for entry in commits:
        _git(root, "add", "--", *entry.get("add", ".").split(), at="")
        _git(root, "commit", "--quiet", "-m", "case", at=entry["at"])


def _git(root: Path, *words: str, at: str) -> None:
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} if at else {}
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, env=os.environ | dates)
