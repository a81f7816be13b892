"""CODEOWNERS: written from the posts and the rules on change orders, by day, and held to the gate's classes."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from placet.cabinet import load
from placet.cli import run
from placet.doors.owners import Owned, owners, rules_of
from placet.gate.changes import class_of
from placet.tree import WorkTree

ROOT = Path(__file__).parent.parent
CLASSES = ["program", "rules", "prose", "record", "registers", "office", "people", "workflow"]


@cache
def current() -> tuple[Owned, ...]:
    """The owners in the project's own cabinet when its clock stops."""
    return owners(load(WorkTree(ROOT)), datetime.fromisoformat("2026-06-18T17:00:00+08:00"))


def owner_class(path: str) -> str:
    """The class of the last pattern that fits a path, as a forge reads CODEOWNERS."""
    found = ""
    for owned in current():
        for pattern in owned.paths:
            if fits(pattern, path):
                found = owned.name
    return found


def fits(pattern: str, path: str) -> bool:
    body = re.escape(pattern.strip("/")).replace(r"\*", "[^/]*")
    start = "^" if pattern.startswith("/") else "(?:^|.*/)"
    end = "/.*$" if pattern.endswith("/") else "(?:/.*)?$"
    return pattern == "*" or re.match(start + body + end, path) is not None


@pytest.mark.parametrize(
    "path",
    [
        "scripts/placet/git.py",
        "Makefile",
        "requirements.lock",
        "tests/conftest.py",
        "README.zh.md",
        "docs/guide/clerk.md",
        "docs/index.md",
        "docs/bureau/finance/2024-01-01.md",
        "docs/sub-district/seals/2025-01-01.md",
        "records/station/people.yaml",
        "records/cabinet.yaml",
        "records/calendar/2026.yaml",
        "records/bureau/unit.yaml",
        "records/bureau/people.yaml",
        "records/registers/outgoing.yaml",
        "records/bureau/outgoing/register.yaml",
        "records/bureau/outgoing/2026/0001.md",
        "records/bureau/outgoing/drafts/x.jsonl",
        ".github/workflows/gate.yml",
        ".ci/number",
        ".gitattributes",
        "records/.gitattributes",
        ".pre-commit-hooks.yaml",
        "CODEOWNERS",
    ],
)
def test_every_path_has_the_owners_of_the_class_the_gate_puts_it_in(path: str) -> None:
    assert owner_class(path) == class_of(path)


def test_posts_come_from_the_rules_and_people_from_the_day() -> None:
    cabinet = load(WorkTree(ROOT))
    every = current()
    found = {one.name: one for one in every if one.unit == "bureau"}
    assert list(found) == CLASSES
    assert {name: one.posts for name, one in found.items()} == {
        "program": ("chief-engineer", "office-director"),
        "rules": ("director",),
        "prose": ("director",),
        "record": (),
        "registers": ("office-director", "director"),
        "office": ("discipline-leader", "director"),
        "people": ("discipline-leader", "director"),
        "workflow": ("chief-engineer", "office-director"),
    }
    assert found["people"].logins == ("shen-yulan", "xiang-zhiyuan")
    assert found["record"].logins == ()
    earlier = {
        one.name: one
        for one in owners(cabinet, datetime.fromisoformat("2024-06-03T09:00:00+08:00"))
        if one.unit == "bureau"
    }
    assert earlier["rules"].logins == ("zhou-jianguo",)
    street = {one.name: (one.paths, one.logins) for one in every if one.unit == "sub-district"}
    assert street["rules"] == (("/docs/sub-district/",), ("sheng-lihua", "zhuang-minjie"))
    assert street["people"][0] == ("/records/sub-district/people.yaml",)
    assert set(street) == {"rules", "registers", "office", "people"}
    # The party school's rules rest on a decision alone: its own line would have no owner, and so there is none.
    assert [one.name for one in every if one.unit == "party-school"] == ["registers", "office", "people"]


def test_the_projects_own_file_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["owners", "--root", str(ROOT)]) == 0
    assert capsys.readouterr().out == (ROOT / "CODEOWNERS").read_text("utf-8")
    assert run(["owners", "--root", str(ROOT), "--check"]) == 0
    assert capsys.readouterr().out == "CODEOWNERS 与岗位一致\n"


def test_drift_is_shown_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["owners", "--root", str(ROOT), "--check", "--as-of", "2024-06-03"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("CODEOWNERS 与岗位不一致，有 ")
    assert "+ /docs/ @zhou-jianguo" in lines
    assert "- /docs/ @shen-yulan" in lines
    assert lines[-1] == "办法：重新生成：placet owners > CODEOWNERS，随变更单合入"


def test_only_what_counts_is_compared() -> None:
    assert rules_of("# a\n\n/x/   @b  @c # why\n") == ["/x/ @b @c"]
