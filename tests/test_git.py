"""Git: revisions without a checkout, and hostile surroundings."""

from __future__ import annotations

import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from placet import messages
from placet.git import GitError, GitTree, Repository, blob_id
from placet.gitenv import environment, quarantine
from tests.repository import Repo


def failure(error: pytest.ExceptionInfo[GitError]) -> str:
    return str(error.value)


def test_every_revision_of_a_bare_repository_can_be_read(repo: Repo, tmp_path: Path) -> None:
    first = repo.commit({"records/a.md": "一\n"})
    repo.git("tag", "v1")
    repo.commit({"records/a.md": "二\n", "records/b.md": "乙\n"})
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", str(repo.root), str(bare))

    assert GitTree(bare, "v1").read("records/a.md") == "一\n".encode()
    assert GitTree(bare, first).paths() == {"records/a.md": blob_id("一\n".encode())}
    assert list(GitTree(bare, "HEAD").paths()) == ["records/a.md", "records/b.md"]
    assert GitTree(bare, "main~1").origin == f"main~1 ({first[:12]})"


def test_empty_files_and_many_reads_share_one_process(repo: Repo) -> None:
    repo.commit({f"records/{n:03}.md": "x\n" * n for n in range(200)})
    tree = GitTree(repo.root, "HEAD")
    assert [tree.read(path) for path in tree.paths()] == [b"x\n" * n for n in range(200)]


@pytest.mark.parametrize(
    "rev", ["", "-h", "--output=x", "HEAD --all", "HEAD\n", "no-such-branch", "HEAD:records", "a\x00b"]
)
def test_revisions_that_are_unknown_or_could_be_options_are_refused(repo: Repo, rev: str) -> None:
    repo.commit({"records/a.md": "一\n"})
    with pytest.raises(GitError) as caught:
        GitTree(repo.root, rev)
    assert failure(caught) == f"GIT004 rev={rev}".rstrip()


def test_outside_any_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError) as caught:
        Repository(tmp_path)
    assert failure(caught) == f"GIT001 path={tmp_path}"


def test_a_refusal_by_git_is_told_in_its_own_words(repo: Repo) -> None:
    with pytest.raises(GitError) as caught:
        Repository(repo.root).run("log", "no-such")
    assert failure(caught) == (
        "GIT003 command=log, "
        "reason=fatal: ambiguous argument 'no-such': unknown revision or path not in the working tree."
    )


def test_a_blob_missing_from_the_repository_is_an_error_not_an_empty_file(repo: Repo) -> None:
    repo.commit({"records/a.md": "一\n"})
    blob = blob_id("一\n".encode())
    tree = GitTree(repo.root, "HEAD")
    (repo.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitError) as caught:
        tree.read("records/a.md")
    assert failure(caught) == f"GIT005 blob={blob}"


def test_variables_of_a_calling_hook_do_not_lead_elsewhere(
    repo: Repo, make_repo: Callable[..., Repo], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"records/a.md": "一\n"})
    other = make_repo("other")
    other.commit({"records/wrong.md": "错\n"})
    for key, value in {"GIT_DIR": ".git", "GIT_WORK_TREE": ".", "GIT_INDEX_FILE": ".git/index"}.items():
        monkeypatch.setenv(key, str(other.root / value))
    assert list(GitTree(repo.root, "HEAD").paths()) == ["records/a.md"]


def test_git_is_not_led_elsewhere_by_the_environment() -> None:
    hook = {"GIT_DIR": "x", "GIT_OBJECT_DIRECTORY": "y", "PATH": "/bin", "LC_ALL": "zh_CN.UTF-8"}
    assert environment(hook | {"GIT_QUARANTINE_PATH": "y"}) == {
        "PATH": "/bin",
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_GRAFT_FILE": "/dev/null",
    }


def test_a_quarantine_lies_below_the_repositorys_own_objects(tmp_path: Path) -> None:
    objects, place = tmp_path / "objects", tmp_path / "objects" / "tmp_objdir-incoming-x"
    told = {"GIT_OBJECT_DIRECTORY": "elsewhere", "GIT_ALTERNATE_OBJECT_DIRECTORIES": f"{objects}:lender"}
    assert quarantine(told | {"GIT_QUARANTINE_PATH": str(place)}, objects) == {
        "GIT_QUARANTINE_PATH": str(place),
        "GIT_OBJECT_DIRECTORY": str(place),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects),
    }
    for other in ("", str(objects), str(place / "deeper"), str(objects / ".." / "lender" / "x"), "/"):
        assert quarantine(told | {"GIT_QUARANTINE_PATH": other}, objects) == {}


def test_contents_that_are_not_what_their_id_says_are_not_read(repo: Repo) -> None:
    repo.commit({"records/a.md": "一\n"})
    tree = GitTree(repo.root, "HEAD")
    blob = blob_id("一\n".encode())
    place = repo.root / ".git" / "objects" / blob[:2] / blob[2:]
    place.unlink()
    place.write_bytes(zlib.compress("blob 4\0二\n".encode()))
    with pytest.raises(GitError) as caught:
        tree.read("records/a.md")
    assert failure(caught) == f"GIT007 blob={blob}"
    assert messages.say("GIT007", caught.value.words, "zh") == f"仓库里编号为 {blob} 的对象，内容与编号不符"


def test_a_repository_cannot_make_us_run_its_programs(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"records/a.md": "一\n"})
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    trap.chmod(0o755)
    repo.git("config", "core.fsmonitor", str(trap))
    repo.git("config", "core.pager", str(trap))
    tree = GitTree(repo.root, "HEAD")
    assert tree.read("records/a.md") == "一\n".encode()
    assert not (tmp_path / "ran").exists()


def test_a_replaced_object_does_not_change_what_is_read(repo: Repo) -> None:
    repo.commit({"records/a.md": "一\n"})
    forged = subprocess.run(
        ["git", "-C", str(repo.root), "hash-object", "-w", "--stdin"],
        input="假\n".encode(),
        capture_output=True,
        check=True,
    )
    repo.git("replace", blob_id("一\n".encode()), forged.stdout.decode().strip())
    assert GitTree(repo.root, "HEAD").read("records/a.md") == "一\n".encode()
