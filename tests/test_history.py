"""When a line entered the main branch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from placet.history import Entry, History
from placet.tree import WorkTree
from tests.repository import EPOCH, Repo

DRAFT = "records/bureau/outgoing/drafts/notice.jsonl"
FILED = "records/bureau/outgoing/2024/0001.jsonl"
ONE, TWO, THREE = (f'{{"act":"{act}"}}\n'.encode() for act in ("draft", "issue", "number"))


def test_a_line_is_in_since_the_commit_that_brought_it(repo: Repo) -> None:
    commits = [repo.commit({FILED: ONE}), repo.commit({"README.md": "x"}), repo.commit({FILED: ONE + TWO})]
    history = History(repo.root)
    assert history.entered(FILED, ONE) == Entry(commits[0], EPOCH)
    assert history.entered(FILED, TWO) == Entry(commits[2], EPOCH + timedelta(minutes=2))
    assert history.entered(FILED, THREE) is None
    assert history.entered("records/none.jsonl", ONE) is None
    assert not history.is_shallow


def test_a_draft_keeps_the_days_of_its_acts_when_it_is_numbered(repo: Repo) -> None:
    commits = [
        repo.commit({DRAFT: ONE, "records/bureau/outgoing/drafts/other.jsonl": b"x\n"}),
        repo.commit({DRAFT: ONE + TWO}),
        repo.commit({DRAFT: None, "records/bureau/outgoing/drafts/other.jsonl": None, FILED: ONE + TWO + THREE}),
    ]
    history = History(repo.root)
    assert [history.entered(FILED, line) for line in (ONE, TWO, THREE)] == [
        Entry(commit, EPOCH + timedelta(minutes=n)) for n, commit in enumerate(commits)
    ]


def test_what_a_merge_brought_entered_with_the_merge(repo: Repo) -> None:
    repo.commit({FILED: ONE})
    repo.git("checkout", "--quiet", "-b", "work")
    repo.commit({FILED: ONE + TWO})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"README.md": "x"})
    repo.git("merge", "--quiet", "--no-ff", "-m", "merge", "work")
    merge = repo.git("rev-parse", "HEAD")
    assert History(repo.root).entered(FILED, TWO) == Entry(merge, EPOCH + timedelta(minutes=3))
    assert History(repo.root, "work").entered(FILED, TWO) == Entry(
        repo.git("rev-parse", "work"), EPOCH + timedelta(minutes=1)
    )


def test_a_shallow_clone_says_that_it_is(repo: Repo, tmp_path: Path) -> None:
    repo.commit({FILED: ONE})
    repo.commit({FILED: ONE + TWO})
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", str(clone))
    assert History(clone).is_shallow


def test_paths_are_those_of_the_folder_that_is_the_root(repo: Repo) -> None:
    commit = repo.commit({f"office/{FILED}": ONE, FILED: TWO})
    assert History(repo.root / "office").entered(FILED, ONE) == Entry(commit, EPOCH)
    assert History(repo.root / "office").entered(FILED, TWO) is None


def test_knowing_the_present_tree_changes_no_answer(repo: Repo) -> None:
    repo.commit({DRAFT: ONE, "records/bureau/outgoing/2024/0002.jsonl": ONE})
    repo.commit({DRAFT: ONE + TWO})
    repo.commit({DRAFT: None, FILED: ONE + TWO + THREE})
    repo.write({"records/bureau/outgoing/2024/0002.jsonl": ONE + THREE})
    plain, knowing = History(repo.root), History(repo.root, present=WorkTree(repo.root).paths())
    for slip in (FILED, DRAFT, "records/bureau/outgoing/2024/0002.jsonl"):
        for line in (ONE, TWO, THREE):
            assert knowing.entered(slip, line) == plain.entered(slip, line)
