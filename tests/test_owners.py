"""CODEOWNERS: written from the posts and the rules on change orders, by day, and held to the gate's classes."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from placet.cabinet import load
from placet.cli import run
from placet.doors.owners import owners, rules_of
from placet.gate.changes import class_of
from placet.tree import WorkTree

ROOT = Path(__file__).parent.parent
CLASSES = ["program", "rules", "prose", "record", "registers", "office", "people", "workflow"]


def owner_class(path: str) -> str:
    """The class of the last pattern that fits a path, as a forge reads CODEOWNERS."""
    found = ""
    for owned in owners(load(WorkTree(ROOT)), datetime.fromisoformat("2026-06-18T17:00:00+08:00")):
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
        "docs/bureau/finance/2023-01-01.md",
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
    found = {one.name: one for one in owners(cabinet, datetime.fromisoformat("2026-06-18T17:00:00+08:00"))}
    assert list(found) == CLASSES
    assert {name: one.posts for name, one in found.items()} == {
        "program": ("bureau/chief-engineer", "bureau/office-director"),
        "rules": ("bureau/director",),
        "prose": ("bureau/director",),
        "record": (),
        "registers": ("bureau/office-director", "bureau/director"),
        "office": ("bureau/discipline-leader", "bureau/director"),
        "people": ("bureau/discipline-leader", "bureau/director"),
        "workflow": ("bureau/chief-engineer", "bureau/office-director"),
    }
    assert found["people"].logins == ("shen-yulan", "xiang-zhiyuan")
    assert found["record"].logins == ()
    earlier = {one.name: one for one in owners(cabinet, datetime.fromisoformat("2023-06-01T09:00:00+08:00"))}
    assert earlier["rules"].logins == ("zhou-jianguo",)


def test_the_projects_own_file_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["owners", "--root", str(ROOT)]) == 0
    assert capsys.readouterr().out == (ROOT / "CODEOWNERS").read_text("utf-8")
    assert run(["owners", "--root", str(ROOT), "--check"]) == 0
    assert capsys.readouterr().out == "CODEOWNERS 与岗位一致\n"


def test_drift_is_shown_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["owners", "--root", str(ROOT), "--check", "--as-of", "2023-06-01"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("CODEOWNERS 与岗位不一致，有 ")
    assert "+ /docs/ @zhou-jianguo" in lines
    assert "- /docs/ @shen-yulan" in lines
    assert lines[-1] == "办法：重新生成：placet owners > CODEOWNERS，随变更单合入"


def test_only_what_counts_is_compared() -> None:
    assert rules_of("# a\n\n/x/   @b  @c # why\n") == ["/x/ @b @c"]
