"""The gate's four doors as they stand: the command, the workflow's own steps, a real `git push` and a real `git commit`.

What a door cannot see of an attack is said in `tests/attacks/doors.yaml`; everything else it must answer alike.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from placet.cli import run
from placet.doors.install import install
from placet.gate.merge import is_nothing
from tests.gatehouse import AS_OF
from tests.siege import Attempt, Siege
from tests.workflows import ROOT, STANDINGS_IN, pull_request

#: What the base has of the program, laid into its checkout: the workflow's `make` reads these.
PROGRAM = ("Makefile", "requirements.lock", "pyproject.toml")
_EXPRESSION = re.compile(r"\$\{\{ github\.event\.([a-z_.]+) \}\}")
#: What the server said, without the padding by which Git wipes a line of progress.
_REMOTE = re.compile(r"^remote: (?!hint:)(.*?) *$", re.MULTILINE)
#: What Git itself adds about the repository's old-fashioned files.
_HINT = re.compile(r"^hint:.*\n", re.MULTILINE)
_STATUS = re.compile(r"^make: \*\*\* \[Makefile:\d+: gate\] Error (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door says: the gate's exit status and its words, `sheet` where the door keeps one.

    `status` is None where the door never came to ask the gate; `words` are Git's own then.
    """

    status: int | None
    words: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the command says: its exit status, its sheet, the same in other forms, and the codes it gives."""

    status: int
    sheet: str
    forms: Mapping[str, str]
    told: tuple[str, ...]


def by_command(attempt: Attempt, folder: Path) -> Said:
    """The command itself, `placet gate`, through the entry that the installed program calls."""
    words = [word for branch in attempt.branches for word in ("--branches", branch)]
    also = {form: folder / f"said.{form}" for form in ("text", "json", "github")}
    for file in also.values():
        file.unlink(missing_ok=True)
    words += [word for form, file in also.items() for word in ("--also", f"{form}:{file}")]
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        for key, value in attempt.env.items():
            patch.setenv(key, value)
        sides = ("--base", attempt.base, "--head", attempt.head, *words)
        status = run(["gate", "--root", str(attempt.repo), *sides, "--as-of", AS_OF.isoformat(), "--format", "comment"])
    forms = {form: file.read_text("utf-8") for form, file in also.items()}
    data = json.loads(forms["json"])
    told = tuple(one["code"] for kind in ("refusals", "waits") for one in data[kind])
    return Said(status, out.getvalue(), forms, told)


def by_push(siege: Siege, attempt: Attempt, commit: str, server: Path, python: Path) -> Answer:
    """A real `git push` of a commit that lies in the clone to the main branch of a server, with the hook installed."""
    install(server, str(python))
    before = _git(server, "rev-parse", "--verify", "--quiet", "refs/heads/main").stdout
    done = _git(siege.root, "push", "--quiet", "--force", str(server), f"{commit}:refs/heads/main", **attempt.env)
    said = "".join(f"{line}\n" for line in _REMOTE.findall(done.stderr))
    after = _git(server, "rev-parse", "--verify", "--quiet", "refs/heads/main").stdout
    assert after == (before if done.returncode else f"{commit}\n")
    if done.returncode and "pre-receive hook declined" not in done.stderr:
        return Answer(None, done.stderr)
    return Answer(done.returncode, said)


@dataclass(frozen=True, slots=True)
class Proposed:
    """An attempt as its author's clone has it: `landing` is what stands on the base, "" where it cannot be merged."""

    base: str
    head: str
    fork: str
    landing: str


def proposed(siege: Siege, attempt: Attempt) -> Proposed:
    """Fetches an attempt into the clone, and merges the base into it as its author would have to."""
    base, head = (commit_of(attempt, rev) for rev in (attempt.base, attempt.head))
    for commit in (base, head):
        _git(siege.root, "fetch", "--quiet", str(attempt.repo), commit)
    if is_nothing(base):
        return Proposed(base, head, "", head)
    fork = _git(siege.root, "merge-base", base, head).stdout.strip()
    if fork == base:
        return Proposed(base, head, fork, head)
    attributes = siege.root.parent / "attributes"
    attributes.write_text("*.jsonl merge=union\n", "utf-8")
    merged = _git(siege.root, "-c", f"core.attributesFile={attributes}", "merge-tree", "--write-tree", base, head)
    if not fork or merged.returncode:
        return Proposed(base, head, fork, "")
    parents = ("-p", head, "-p", base)
    return Proposed(base, head, fork, siege.repo.git("commit-tree", *parents, "-m", "merge", merged.stdout.strip()))


def commit_of(attempt: Attempt, rev: str) -> str:
    """The commit of a revision of the attempt; what is no commit is left as it is."""
    return _git(attempt.repo, "rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}").stdout.strip() or rev


def server_of(attempt: Attempt, folder: Path, *, own: bool) -> Path:
    """A server that has the main branch and knows nothing of the attempt, or a copy of the very repository (`own`)."""
    if own:
        shutil.copytree(attempt.repo, folder, symlinks=True)
    elif is_nothing(attempt.base):
        subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(folder)], check=True)
    else:
        words = ("clone", "--quiet", "--bare", "--single-branch", "--branch=main", "--no-local")
        subprocess.run(["git", *words, str(attempt.repo), str(folder)], check=True, capture_output=True)
    return folder


def desk_of(siege: Siege, attempt: Attempt, folder: Path, *, own: bool) -> Path:
    """A clerk's clone with nothing checked out, or one whose `.git` is a copy of the very repository (`own`)."""
    if own:
        shutil.copytree(attempt.repo, folder / ".git", symlinks=True)
        _git(folder, "config", "core.bare", "false")
    else:
        subprocess.run(["git", "clone", "--quiet", "--no-checkout", str(siege.root), str(folder)], check=True)
    return folder


def by_commit(siege: Siege, attempt: Attempt, found: Proposed, desk: Path, python: Path) -> Answer:
    """A real `git commit` of the attempt's whole change in a clone, with the hook installed.

    Where main has moved on, it concludes the merge of main; where that cannot be merged, it is made as if main had not.
    """
    install(desk, str(python))
    is_merge = found.landing not in ("", found.head)
    commits = [one for one in (found.landing or found.head, found.base) if not is_nothing(one)]
    _git(desk, "fetch", "--quiet", str(siege.root), *commits)
    parent = found.head if is_merge else found.fork or found.base
    if is_nothing(parent):
        _git(desk, "symbolic-ref", "HEAD", "refs/heads/first")
    else:
        _git(desk, "update-ref", "--no-deref", "HEAD", parent)
    if is_merge:
        (desk / ".git" / "MERGE_HEAD").write_text(f"{found.base}\n", "utf-8")
    taken = _git(desk, "-c", "core.protectNTFS=false", "read-tree", found.landing or found.head)
    assert taken.returncode == 0, taken.stderr
    before = _git(desk, "rev-parse", "--verify", "--quiet", "HEAD").stdout
    done = _git(desk, "commit", "--quiet", "--message", "change", **attempt.env)
    assert (_git(desk, "rev-parse", "--verify", "--quiet", "HEAD").stdout == before) == bool(done.returncode), (
        done.stderr
    )
    return Answer(done.returncode, done.stdout + _HINT.sub("", done.stderr))


def by_workflow(attempt: Attempt, folder: Path, venv: Path) -> Answer:
    """The steps of the job that judges a pull request, as the workflow has them, one after another."""
    base, head = (commit_of(attempt, rev) for rev in (attempt.base, attempt.head))
    event = {"github": {"event": pull_request(7, base, head)}}
    here, summary = folder / "here", folder / "summary.md"
    here.mkdir(parents=True)
    env = os.environ | {"ORIGIN": str(attempt.repo), "HERE": str(here), "VENV": str(venv)}
    env |= {"GITHUB_STEP_SUMMARY": str(summary)}
    said, status = "", 0
    for step in steps("gate.yml", "gate"):
        if "run" in step:
            own = {key: filled(value, event) for key, value in step["env"].items()}
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=here,
                env=env | own | attempt.env,
                capture_output=True,
                text=True,
                check=False,
            )
            found = _STATUS.search(done.stderr)
            assert bool(found) == bool(done.returncode), done.stderr
            said, status = said + done.stdout, int(found[1]) if found else 0
            continue
        name = step["uses"].partition("@")[0]
        if name == "actions/checkout":
            given = {key: filled(value, event) for key, value in step["with"].items()}
            fault = _checked_out(given, env)
            if fault:
                return Answer(None, fault)
            if "path" not in given:
                for one in PROGRAM:
                    shutil.copy2(ROOT / one, here / one)
        else:
            assert (name, step["if"]) == ("actions/upload-artifact", "always()")
            sheet = here / step["with"]["path"]
            return Answer(status, said, sheet.read_text("utf-8") if sheet.exists() else "")
    raise AssertionError("the job keeps no sheet")


def steps(workflow: str, job: str) -> Iterator[dict[str, Any]]:
    """The steps of a job of the project's own workflow."""
    loaded = yaml.load((ROOT / ".github" / "workflows" / workflow).read_bytes(), yaml.CSafeLoader)
    yield from loaded["jobs"][job]["steps"]


def filled(value: Any, known: Mapping[str, Any]) -> str:
    """A value of the workflow with its expressions filled in, as GitHub does; any other expression is a fault."""

    def found(match: re.Match[str]) -> str:
        place: Any = known["github"]["event"]
        for part in match[1].split("."):
            place = place[part]
        return str(place)

    text = _EXPRESSION.sub(found, str(value).lower() if isinstance(value, bool) else str(value))
    assert "${{" not in text, text
    return text


def _checked_out(given: Mapping[str, str], env: Mapping[str, str]) -> str:
    """Checks out as the stand-in for `actions/checkout` does; what Git says when it cannot."""
    inputs, script = STANDINGS_IN["actions/checkout"]
    assert set(given) <= set(inputs)
    names = {"path": "IN_PATH"}
    words = {names.get(one, one.upper().replace("-", "_")): given.get(one, "") for one in inputs}
    done = subprocess.run(["bash", "-euc", script], env=dict(env) | words, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def _git(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", env=os.environ | env, check=False)
