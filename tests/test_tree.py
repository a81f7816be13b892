"""Trees: the work tree reads what Git would, refuses links, and agrees with a revision of the same state."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from placet.git import GitError, GitTree
from placet.model import Finding, Place
from placet.tree import MemoryTree, Tree, WorkTree
from tests.repository import Repo

FILES: dict[str, bytes | str | None] = {
    "records/cabinet.yaml": "title: 试验\n",
    "records/bureau/outgoing/2024/0001.md": "---\ntitle: 通知\n---\n正文\n",
    "records/bureau/outgoing/2024/0001.jsonl": '{"act":"draft"}\n',
    "records/bureau/outgoing/2024/0001/附件 一.bin": bytes(range(256)),
    "docs/bureau/finance/2024-02-01.md": "# 财务\n",
    "README.md": "not looked at\n",
}
SEEN = sorted(path for path in FILES if path.startswith(("records/", "docs/")))


def contents(tree: Tree) -> dict[str, tuple[str, bytes]]:
    return {path: (blob, tree.read(path)) for path, blob in tree.paths().items()}


def refused(code: str, path: str) -> Finding:
    return Finding(code, Place(path), {"path": path})


def test_a_revision_a_clean_work_tree_a_plain_folder_and_memory_read_alike(repo: Repo, tmp_path: Path) -> None:
    repo.commit(FILES)
    plain = tmp_path / "plain"
    Repo(plain).write(FILES)
    in_memory = {path: (repo.root / path).read_bytes() for path in SEEN}

    expected = contents(WorkTree(repo.root))
    assert list(expected) == SEEN
    assert {path: data for path, (_, data) in expected.items()} == in_memory
    assert expected["records/cabinet.yaml"][0] == repo.git("hash-object", "records/cabinet.yaml")
    assert contents(GitTree(repo.root, "HEAD")) == expected
    assert contents(WorkTree(plain)) == expected
    assert contents(MemoryTree(in_memory)) == expected


def test_the_order_of_paths_does_not_depend_on_the_source() -> None:
    tree = MemoryTree({"records/b": b"", "docs/z": b"", "records/a": b""})
    assert list(tree.paths()) == ["docs/z", "records/a", "records/b"]
    assert (tree.origin, tree.findings) == ("memory", ())


def test_changed_new_and_deleted_files_are_read_as_they_are_on_disk(repo: Repo) -> None:
    repo.commit(FILES | {".gitignore": "*.tmp\n"})
    repo.write({"records/cabinet.yaml": "title: 改了\n", "docs/new.md": "新\n", "docs/x.tmp": "ignored\n"})
    (repo.root / "docs/bureau/finance/2024-02-01.md").unlink()
    before = contents(WorkTree(repo.root))
    assert before["records/cabinet.yaml"][1] == "title: 改了\n".encode()
    assert set(before) == set(SEEN) - {"docs/bureau/finance/2024-02-01.md"} | {"docs/new.md"}
    repo.commit({})
    assert contents(GitTree(repo.root, "main")) == before


def test_a_change_that_keeps_size_and_time_is_seen(repo: Repo) -> None:
    repo.commit(FILES)
    path = repo.root / "records/cabinet.yaml"
    times = path.stat()
    path.write_bytes(path.read_bytes().replace("试验".encode(), "实验".encode()))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    tree = WorkTree(repo.root)
    assert tree.paths()["records/cabinet.yaml"] == repo.git("hash-object", "records/cabinet.yaml")


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_files_git_was_told_to_trust_are_hashed_all_the_same(repo: Repo, flag: str) -> None:
    repo.commit(FILES)
    repo.git("update-index", flag, "records/cabinet.yaml")
    repo.write({"records/cabinet.yaml": "title: 偷换\n"})
    tree = WorkTree(repo.root)
    assert tree.paths()["records/cabinet.yaml"] == repo.git("hash-object", "records/cabinet.yaml")
    assert tree.read("records/cabinet.yaml") == "title: 偷换\n".encode()


def test_crlf_on_disk_is_read_as_git_stores_it(repo: Repo) -> None:
    repo.commit(FILES | {".gitattributes": "*.md text\n"})
    expected = contents(GitTree(repo.root, "HEAD"))
    repo.git("config", "core.autocrlf", "true")
    for path in (repo.root / "records").rglob("*.md"):
        path.unlink()
    repo.git("checkout", "--", "records")
    assert b"\r\n" in (repo.root / "records/bureau/outgoing/2024/0001.md").read_bytes()
    assert contents(WorkTree(repo.root)) == expected


def test_a_folder_inside_a_repository_is_a_tree_of_its_own(repo: Repo) -> None:
    repo.commit({f"cases/one/{path}": data for path, data in FILES.items()} | {"records/outer.yaml": "a: b\n"})
    inner = repo.root / "cases/one"
    assert list(WorkTree(inner).paths()) == SEEN
    assert contents(GitTree(inner, "HEAD")) == contents(WorkTree(inner))


def test_links_are_refused_and_never_followed_tracked_or_not(repo: Repo, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "0002.md").write_text("outside")
    repo.commit(FILES)
    (repo.root / "records/link.md").symlink_to(secret / "0002.md")
    (repo.root / "records/folder").symlink_to(secret)
    expected = (refused("FMT901", "records/folder"), refused("FMT901", "records/link.md"))
    assert WorkTree(repo.root).findings == expected
    assert list(WorkTree(repo.root).paths()) == SEEN
    repo.commit({})
    for tree in (WorkTree(repo.root), GitTree(repo.root, "HEAD")):
        assert (tree.findings, list(tree.paths())) == (expected, SEEN)


def test_a_tracked_file_or_folder_replaced_by_a_link_is_refused(repo: Repo, tmp_path: Path) -> None:
    repo.commit(FILES)
    outside = tmp_path / "outside"
    (repo.root / "records/bureau").rename(outside)
    (repo.root / "records/bureau").symlink_to(outside)
    (repo.root / "records/cabinet.yaml").unlink()
    (repo.root / "records/cabinet.yaml").symlink_to("/etc/hostname")
    tree = WorkTree(repo.root)
    assert tree.findings == (refused("FMT901", "records/bureau"), refused("FMT901", "records/cabinet.yaml"))
    assert list(tree.paths()) == ["docs/bureau/finance/2024-02-01.md"]


def test_links_outside_git_are_refused_too(tmp_path: Path) -> None:
    Repo(tmp_path).write(FILES)
    (tmp_path / "records/link.md").symlink_to("/etc/hostname")
    (tmp_path / "records/folder").symlink_to("/etc")
    (tmp_path / "elsewhere").symlink_to("/etc")
    tree = WorkTree(tmp_path)
    assert tree.findings == (refused("FMT901", "records/folder"), refused("FMT901", "records/link.md"))
    assert list(tree.paths()) == SEEN


def test_records_itself_may_not_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "records").symlink_to("/etc")
    assert WorkTree(tmp_path).findings == (refused("FMT901", "records"),)
    assert WorkTree(tmp_path).paths() == {}


def test_nested_repositories_submodules_and_pipes_are_refused(repo: Repo, make_repo: Callable[..., Repo]) -> None:
    repo.commit(FILES)
    Repo(repo.root / "records/nested").write({"x.md": "x"})
    Repo(repo.root / "records/nested").git("init", "--quiet")
    assert WorkTree(repo.root).findings == (refused("FMT902", "records/nested"),)
    Repo(repo.root / "records/nested").commit({})
    repo.git("-c", "advice.addEmbeddedRepo=false", "add", "records/nested")
    repo.commit({})
    assert GitTree(repo.root, "HEAD").findings == (refused("FMT902", "records/nested"),)
    assert WorkTree(repo.root).findings == (refused("FMT902", "records/nested"),)


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    os.mkfifo(tmp_path / "records/pipe.md")
    assert WorkTree(tmp_path).findings == (refused("FMT902", "records/pipe.md"),)


def test_names_that_are_no_text_are_refused(repo: Repo) -> None:
    repo.commit(FILES)
    (repo.root / "records/two\nlines.md").write_text("x")
    Path(os.fsdecode(os.fsencode(repo.root) + b"/records/\xff.md")).write_text("x")
    expected = (refused("FMT903", "records/\\udcff.md"), refused("FMT903", "records/two\\nlines.md"))
    assert WorkTree(repo.root).findings == expected
    repo.commit({})
    assert sorted(GitTree(repo.root, "HEAD").findings, key=lambda found: found.sort_key) == list(expected)


def test_a_file_that_changes_after_it_was_listed_stops_the_reading(repo: Repo) -> None:
    repo.commit(FILES)
    tree = WorkTree(repo.root)
    tree.paths()
    repo.write({"records/cabinet.yaml": "title: 后来\n"})
    with pytest.raises(GitError) as caught:
        tree.read("records/cabinet.yaml")
    assert str(caught.value) == "GIT006 path=records/cabinet.yaml"


@pytest.mark.parametrize("path", ["README.md", "records/../README.md", "/etc/hostname", "records/none.md"])
def test_only_listed_paths_can_be_read(repo: Repo, path: str) -> None:
    repo.commit(FILES)
    for tree in (WorkTree(repo.root), GitTree(repo.root, "HEAD")):
        with pytest.raises(KeyError):
            tree.read(path)


def test_an_empty_folder_and_an_unborn_branch_have_no_files(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert (WorkTree(tmp_path / "empty").paths(), WorkTree(repo.root).paths()) == ({}, {})


def test_repositories_with_sha256_ids(make_repo: Callable[..., Repo]) -> None:
    repo = make_repo("sha256", "--object-format=sha256")
    repo.commit(FILES)
    repo.write({"records/cabinet.yaml": "title: 改\n"})
    tree = WorkTree(repo.root)
    assert tree.paths()["records/cabinet.yaml"] == repo.git("hash-object", "records/cabinet.yaml")
    repo.commit({})
    assert contents(WorkTree(repo.root)) == contents(GitTree(repo.root, "HEAD"))
