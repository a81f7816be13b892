"""The workflows: sound by zizmor's strictest reading, and really run, for a pull request and for main."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from placet.cli import run
from tests.gatehouse import Gatehouse, gatehouse
from tests.workflows import PROGRAM, ROOT, Runner, pull_request, push

SIGNED = (
    "draft by wang-fang at 2024-06-20T10:00:00+08:00",
    "check by li-ping at 2024-06-20T11:00:00+08:00",
    "issue by sun-qiang at 2024-06-20T12:00:00+08:00",
)


@pytest.fixture
def house(tmp_path: Path) -> Gatehouse:
    """The small cabinet with this project's Makefile and workflows on main."""
    made = gatehouse(tmp_path)
    for name in PROGRAM:
        source, target = ROOT / name, made.root / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)
    made.commit(message="program")
    return made


@pytest.fixture
def runner(tmp_path: Path, house: Gatehouse) -> Runner:
    (tmp_path / "act").mkdir()
    return Runner(tmp_path / "act", house.bare)


def sheet(house: Gatehouse, base: str, head: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What `placet gate` itself says, short enough for a comment."""
    capsys.readouterr()
    run(["gate", "--root", str(house.bare), "--base", base, "--head", head, "--comment"])
    return capsys.readouterr().out


def said(done: subprocess.CompletedProcess[str], job: str) -> list[str]:
    """What the job's commands printed, without make's remark that the stand-in for the venv is from the future."""
    lines = re.findall(rf"^\[{re.escape(job)}\] +(?:\||🚧|❗|⚙) +(.*)$", done.stdout, re.MULTILINE)
    return [
        line
        for line in lines
        if "modification" not in line and "Clock skew" not in line and not line.startswith("Summary")
    ]


def test_zizmor_finds_nothing() -> None:
    program = Path(sys.executable).parent / "zizmor"
    words = [program, "--pedantic", "--offline", "--no-progress", "--format", "json", str(ROOT / ".github")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (json.loads(done.stdout), done.returncode) == ([], 0)


def test_workflows_are_checkouts_and_make_lines() -> None:
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in re.findall(r"\brun: (.*)", file.read_text("utf-8")):
            assert re.fullmatch(r"make [a-z-]+( DATA=\.head)?|bash \.ci/run", line)


def test_an_approved_proposal_is_mergeable_and_its_sheet_is_a_comment(
    house: Gatehouse, runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    base = house.repo.git("rev-parse", "main")
    house.branch("notice")
    house.sign(house.draft(), *SIGNED)
    head = house.commit()
    done = runner.run("pull_request", pull_request(7, base, head), "gate.yml", head)
    assert done.returncode == 0, done.stdout + done.stderr
    assert said(done, "gate/make gate") == []
    assert (runner.store / "comment.md").read_text("utf-8") == sheet(house, base, head, capsys)
    called = ["bureau/portal", "pr", "comment", "7", "--edit-last", "--create-if-none", "--body-file", "gate.md"]
    assert (runner.store / "gh").read_text("utf-8").splitlines() == called


def test_a_fork_gets_its_sheet_in_the_summary_alone(house: Gatehouse, runner: Runner) -> None:
    base = house.repo.git("rev-parse", "main")
    house.branch("notice")
    house.sign(house.draft(), *SIGNED)
    head = house.commit()
    done = runner.run("pull_request", pull_request(7, base, head, fork=True), "gate.yml", head)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name for path in runner.store.rglob("*")) == ["gate", "gate.md"]
    assert "Summary - # 门禁意见：可以合并" in done.stdout


def test_a_waiting_proposal_fails_with_a_warning(
    house: Gatehouse, runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    base = house.repo.git("rev-parse", "main")
    house.branch("notice")
    house.draft()
    head = house.commit()
    done = runner.run("pull_request", pull_request(7, base, head), "gate.yml", head)
    assert done.returncode == 1
    lines = said(done, "gate/make gate")
    assert [line.partition("::")[2].partition("::")[0] for line in lines[:1]] == [
        "warning file=records/bureau/outgoing/drafts/notice.md,title=GAT050 gate-not-yet"
    ]
    assert lines[1:] == [
        "make: *** [Makefile:" + lines[1].partition("[Makefile:")[2].partition(":")[0] + ": gate] Error 1"
    ]
    assert (runner.store / "gate" / "gate.md").read_text("utf-8") == sheet(house, base, head, capsys)


def test_nothing_of_a_hostile_proposal_is_run(house: Gatehouse, runner: Runner, tmp_path: Path) -> None:
    base = house.repo.git("rev-parse", "main")
    house.branch("notice")
    trap = f"#!/bin/sh\ntouch {tmp_path}/sprung\n"
    hostile: dict[str, bytes | str | None] = {
        "Makefile": f"gate comment:\n\t@touch {tmp_path}/sprung\n",
        "sitecustomize.py": f"open({str(tmp_path / 'sprung')!r}, 'w')\n",
        "placet.py": f"open({str(tmp_path / 'sprung')!r}, 'w')\n",
        ".ci/number": trap,
        ".gitattributes": "* filter=trap diff=trap merge=trap\n",
        "conftest.py": "raise SystemExit\n",
    }
    head = house.commit(hostile)
    done = runner.run("pull_request", pull_request(8, base, head), "gate.yml", head)
    assert done.returncode == 1
    assert "Summary - # 门禁意见：" in done.stdout
    assert not (tmp_path / "sprung").exists()


def test_on_main_approved_drafts_are_numbered_and_the_site_is_built(house: Gatehouse, runner: Runner) -> None:
    before = house.repo.git("rev-parse", "main")
    for slug, hour in (("second", "14"), ("first", "13")):
        ref = house.draft(
            slug, id=f"2024-outcc{slug[0]}".replace("outccf", "outccd").replace("outccs", "outcce"), title=f"通知{hour}"
        )
        house.sign(ref, *SIGNED[:2], f"issue by sun-qiang at 2024-06-20T{hour}:00:00+08:00")
    after = house.commit(message="two drafts")
    done = runner.run("push", push(before, after), "main.yml", after)
    assert done.returncode == 0, done.stdout + done.stderr
    assert said(done, "main/make gate") == []
    numbered = [
        "编号：溪文发〔2024〕3号　通知13（records/bureau/outgoing/2024/0003.md）",
        "编号：溪文发〔2024〕4号　通知14（records/bureau/outgoing/2024/0004.md）",
    ]
    assert said(done, "main/make number-approved") == numbered
    log = house.repo.git("ls-remote", "origin", "refs/heads/main").split()[0]
    house.repo.git("fetch", "--quiet", "origin", "main")
    assert house.repo.git("show", "-s", "--format=%an <%ae>%n%B", log).splitlines() == [
        "placet <placet@users.noreply.invalid>",
        *numbered,
    ]
    assert house.repo.git("diff", "--name-status", "-M", after, log).splitlines() == [
        f"R100\trecords/bureau/outgoing/drafts/{slug}{end}\trecords/bureau/outgoing/2024/000{n}{end}"
        for n, slug in ((3, "first"), (4, "second"))
        for end in (".jsonl", ".md")
    ]
    assert "通知13" in (runner.store / "pages/records/bureau/outgoing/2024/0003.html").read_text("utf-8")
    assert not (runner.store / "deployed").exists()


def test_on_main_nothing_is_numbered_or_published_after_a_breach(house: Gatehouse, runner: Runner) -> None:
    before = house.repo.git("rev-parse", "main")
    filed = house.root / "records/bureau/outgoing/2024/0001.md"
    after = house.commit({"records/bureau/outgoing/2024/0001.md": filed.read_text("utf-8") + "另：不作数。\n"})
    done = runner.run("push", push(before, after), "main.yml", after)
    assert done.returncode == 1
    assert any("title=GAT012 " in line for line in said(done, "main/make gate"))
    assert house.repo.git("ls-remote", "origin", "refs/heads/main").split()[0] == after
    assert list(runner.store.iterdir()) == []
