"""`placet number`: which number, what stands in the way, and that a kill at any step leaves nothing half-done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from placet.cabinet import load
from placet.cli import run
from placet.errors import UserError
from placet.filing.number import JOURNAL, STATE, carry_out, draft_named, next_number, plan, recover
from placet.judge import judge
from placet.tree import WorkTree
from tests.sample.keys import private_key
from tests.tiny import change, lay_out, sign_slip, tree_files

DRAFT = "records/bureau/outgoing/drafts/spring"
TARGET = "records/bureau/outgoing/2024/0003"
PLAN = "日程\n".encode()
TEXT = f"""---
id: 2024-spring
title: 关于春游的通知
classification: internal
date: 2024-04-10
genre: 通知
section: culture
drafter: wang-fang
attachments: [{{file: 日程.txt, sha256: {sha256(PLAN).hexdigest()}}}]
---

春游安排见附件。
"""
SIGNED = [
    "draft by wang-fang at 2024-04-10T09:00",
    "check by li-ping as office-director at 2024-04-10T10:00",
    "issue by zhao-min as director at 2024-04-10T11:00",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base cabinet with a letter in draft that has everything but its number."""
    lay_out(tmp_path)
    write_draft(tmp_path, SIGNED)
    return tmp_path


def write_draft(root: Path, acts: list[str], text: str = TEXT) -> None:
    """The draft with its attachment and these acts."""
    (root / DRAFT).mkdir(parents=True)
    (root / f"{DRAFT}.md").write_text(text, "utf-8")
    (root / DRAFT / "日程.txt").write_bytes(PLAN)
    sign_slip(root, "bureau/outgoing/drafts/spring", list(acts))


def numbered(root: Path) -> dict[str, bytes]:
    """The tree as it has to be after the draft has its number."""
    return {path.replace(DRAFT, TARGET): data for path, data in tree_files(root).items()}


def test_moves_everything_and_nothing_else(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = numbered(root)
    assert run(["number", "2024-spring", "--root", str(root)]) == 0
    assert tree_files(root) == dict(sorted(expected.items()))
    assert capsys.readouterr().out == (
        f"已取号：溪文发〔2024〕3号（{TARGET}.md）\n"
        "  下一步：提交这次移动（文件、办理单、附件一并提交），再办后面的手续\n"
        "  “编号”这一步还没有签：placet act 2024-spring number（取号时加 --key 可一并签上）\n"
    )
    assert not (root / STATE / JOURNAL).exists()


def test_the_signatures_still_hold_afterwards(root: Path) -> None:
    assert run(["number", "spring", "--root", str(root)]) == 0
    tree = WorkTree(root)
    cabinet = load(tree)
    assert cabinet.config.as_of is not None
    outcome = judge(cabinet, cabinet.config.as_of, tree=tree)
    assert outcome.findings == ()
    assert {standing.valid for standing in outcome.standings[f"{TARGET}.md"]} == {True}


def test_signs_the_act_of_numbering_along_with_it(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    key = clerk_key(tmp_path)
    before = (root / f"{DRAFT}.jsonl").read_bytes()
    assert run(["number", "spring", "--key", str(key), "--at", "2024-04-10T16:00", "--root", str(root)]) == 0
    assert capsys.readouterr().out == (
        f"已取号：溪文发〔2024〕3号（{TARGET}.md）\n"
        "  下一步：提交这次移动（文件、办理单、附件一并提交），再办后面的手续\n"
    )
    after = (root / f"{TARGET}.jsonl").read_bytes()
    assert after.startswith(before)
    cabinet = load(WorkTree(root))
    last = cabinet.records[f"{TARGET}.md"].acts[-1]
    assert (last.act, last.by, last.post, last.covers_acts) == ("number", "wu-di", "clerk", 3)
    assert cabinet.config.as_of is not None
    assert judge(cabinet, cabinet.config.as_of).findings == ()


def clerk_key(folder: Path) -> Path:
    """The clerk's demonstration key as an OpenSSH file."""
    path = folder / "clerk"
    secret = private_key("wu-di", 2).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    path.write_bytes(secret)
    path.chmod(0o600)
    return path


def test_dry_run_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree_files(root)
    assert run(["number", f"{DRAFT}.md", "--dry-run", "--root", str(root)]) == 0
    assert capsys.readouterr().out == f"将取号：溪文发〔2024〕3号（{TARGET}.md）；未作任何改动\n"
    assert tree_files(root) == before


def test_refused_with_what_is_missing_and_who_must_do_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(tmp_path)
    write_draft(tmp_path, SIGNED[:1])
    before = tree_files(tmp_path)
    assert run(["number", "spring", "--root", str(tmp_path)]) == 1
    rule = "（《发文办理办法》第2条：“拟稿人拟稿、办公室主任核稿、馆长签发”）"
    assert capsys.readouterr().err == (
        "《关于春游的通知》还不能取号，尚有 2 项：\n"
        f"  · 缺少“核稿”：须由办公室主任办理{rule}\n"
        f"  · 缺少“签发”：须由馆长办理{rule}\n"
    )
    assert tree_files(tmp_path) == before


def test_refused_when_the_check_would_find_a_fault(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / DRAFT / "日程.txt").write_bytes(b"")
    before = tree_files(root)
    assert run(["number", "spring", "--root", str(root)]) == 1
    listed, empty = sha256(PLAN).hexdigest(), sha256(b"").hexdigest()
    assert capsys.readouterr().err == (
        "《关于春游的通知》还不能取号，尚有 1 项：\n"
        f"  · 附件“日程.txt”与所列的 SHA-256 不符（所列 {listed[:12]}… 实为 {empty[:12]}…）\n"
    )
    assert tree_files(root) == before


def test_the_next_number_is_after_every_claim(root: Path) -> None:
    folder = root / "records/bureau/outgoing"
    draft = draft_named(load(WorkTree(root)), "spring")
    assert next_number(load(WorkTree(root)), draft).path == f"{TARGET}.md"
    (folder / "2024/0005.jsonl").write_bytes(b"")
    assert next_number(load(WorkTree(root)), draft).n == 6
    (folder / "2024/0007.md").write_bytes(b"cannot be read")
    assert next_number(load(WorkTree(root)), draft).n == 8
    with (folder / "register.yaml").open("a", encoding="utf-8") as register:
        register.write('explained: {"2024/0009": 电脑故障跳号, "2023/0044": 旧号}\n')
    assert next_number(load(WorkTree(root)), draft).n == 10


def test_the_year_is_that_of_the_records_own_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(tmp_path)
    write_draft(tmp_path, SIGNED, TEXT.replace("2024-04-10", "2025-01-02"))
    assert run(["number", "spring", "--dry-run", "--root", str(tmp_path)]) == 0
    assert "溪文发〔2025〕1号（records/bureau/outgoing/2025/0001.md）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("autumn", "CMD221 没有“autumn”这份草稿"),
        ("2024-outaaa", "CMD222 “2024-outaaa”已经编号：溪文发〔2024〕1号"),
        (
            "records/bureau/outgoing/2024/0002.md",
            "CMD222 “records/bureau/outgoing/2024/0002.md”已经编号：溪文发〔2024〕2号",
        ),
    ],
)
def test_not_a_draft(root: Path, capsys: pytest.CaptureFixture[str], word: str, message: str) -> None:
    before = tree_files(root)
    assert run(["number", word, "--root", str(root)]) == 2
    assert capsys.readouterr().err.splitlines()[0] == f"placet: {message}"
    assert tree_files(root) == before


def steps(root: Path) -> list[str]:
    """The names of the steps of numbering the draft, without taking them."""
    work = plan(root, load(WorkTree(root)), draft_named(load(WorkTree(root)), "spring"))
    return ["journal", *(f"move {move.source}" for move in work.moves), "forget"]


STEPS = ["journal", f"move {DRAFT}", f"move {DRAFT}.jsonl", f"move {DRAFT}.md", "forget"]


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


@pytest.mark.parametrize("step", STEPS)
def test_killed_before_each_step(root: Path, step: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert steps(root) == STEPS
    before, after = tree_files(root), numbered(root)
    cabinet = load(WorkTree(root))

    def kill(name: str) -> None:
        if name == step:
            raise Killed

    (root / STATE).mkdir()
    with pytest.raises(Killed):
        carry_out(root, plan(root, cabinet, draft_named(cabinet, "spring")), kill)
    assert (tree_files(root) == before) == (step in STEPS[:2])
    assert run(["number", "2024-spring", "--root", str(root)]) == 0
    assert tree_files(root) == dict(sorted(after.items()))
    first = capsys.readouterr().out.splitlines()[0]
    said = "已取号" if step == "journal" else "上次中断的取号已接着完成"
    assert first == f"{said}：溪文发〔2024〕3号（{TARGET}.md）"


KILL_ITSELF = """
import os, signal, sys
from pathlib import Path
from placet.cabinet import load
from placet.filing.number import carry_out, draft_named, locked, plan
from placet.tree import WorkTree
root, step = Path(sys.argv[1]), sys.argv[2]
def kill(name):
    if name == step:
        os.kill(os.getpid(), signal.SIGKILL)
with locked(root):
    cabinet = load(WorkTree(root))
    carry_out(root, plan(root, cabinet, draft_named(cabinet, "spring")), kill)
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_real_kill_frees_the_lock_and_is_recovered_from(root: Path, step: str) -> None:
    after = numbered(root)
    scripts = str(Path(__file__).parent.parent / "scripts")
    done = subprocess.run(
        [sys.executable, "-c", KILL_ITSELF, str(root), step],
        env={**os.environ, "PYTHONPATH": scripts},
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL
    assert run(["number", "2024-spring", "--root", str(root)]) == 0
    assert tree_files(root) == dict(sorted(after.items()))


def test_a_kill_between_writing_and_naming_the_slip_is_recovered_from(root: Path, tmp_path: Path) -> None:
    cabinet = load(WorkTree(root))
    found = draft_named(cabinet, "spring")
    work = plan(root, cabinet, found)
    line = '{"act":"number"}\n'
    signed = type(work)(work.number, work.moves, line, work.size)

    def kill(name: str) -> None:
        if name.startswith("append"):
            raise Killed

    (root / STATE).mkdir()
    with pytest.raises(Killed):
        carry_out(root, signed, kill)
    (root / f"{TARGET}".replace("0003", ".0003.jsonl.new")).write_bytes(b"half a li")
    assert recover(root) == signed
    assert (root / f"{TARGET}.jsonl").read_bytes() == b"".join(found.slip_lines) + line.encode()
    assert not list(root.rglob("*.new"))
    assert recover(root) is None


def test_recovery_stops_when_someone_touched_the_files(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cabinet = load(WorkTree(root))

    def kill(name: str) -> None:
        if name == f"move {DRAFT}.md":
            raise Killed

    (root / STATE).mkdir()
    with pytest.raises(Killed):
        carry_out(root, plan(root, cabinet, draft_named(cabinet, "spring")), kill)
    change(root, {"file": f"{TARGET}.md", "append": "someone else's"})
    before = tree_files(root)
    assert run(["number", "2024-spring", "--root", str(root)]) == 2
    assert capsys.readouterr().err == (
        f"placet: CMD227 上次取号中断，现在无法接着完成：{DRAFT}.md 与 {TARGET}.md 的情形与中断时不符\n"
        "  办法：两处只能有一处存在；请恢复后再运行 placet number，记录在 .placet/numbering.json\n"
    )
    assert tree_files(root) == before


def test_two_at_once_get_two_numbers(root: Path) -> None:
    for name in ("one", "two"):
        (root / f"records/bureau/expense/drafts/{name}.md").parent.mkdir(exist_ok=True)
        (root / f"records/bureau/expense/drafts/{name}.md").write_text(
            f"---\nid: 2024-exp{name}\ntitle: 购置\nclassification: internal\ndate: 2024-04-0{len(name)}\n"
            "handler: wang-fang\namount: 1\n---\n",
            "utf-8",
        )
    scripts = str(Path(__file__).parent.parent / "scripts")
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "placet", "number", name, "--root", str(root)],
            env={**os.environ, "PYTHONPATH": scripts},
            stdout=subprocess.DEVNULL,
        )
        for name in ("one", "two")
    ]
    assert [process.wait(timeout=120) for process in runs] == [0, 0]
    assert sorted(path.name for path in (root / "records/bureau/expense/2024").glob("*.md")) == [
        "0001.md",
        "0002.md",
        "0003.md",
        "0004.md",
    ]


def test_a_place_that_is_taken_stops_before_anything_moves(root: Path) -> None:
    cabinet = load(WorkTree(root))
    (root / TARGET).mkdir()
    with pytest.raises(UserError) as caught:
        plan(root, cabinet, draft_named(cabinet, "spring"))
    assert (caught.value.code, caught.value.words) == ("CMD225", {"path": TARGET})
