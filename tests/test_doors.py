"""The doors of Git itself: `pre-receive` on a server, over a folder and over HTTP, and `pre-commit` at a clerk's desk."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from placet.cli import run
from tests.gatehouse import Gatehouse, gatehouse

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
SIGNED = (
    "draft by wang-fang at 2024-06-20T10:00:00+08:00",
    "check by li-ping at 2024-06-20T11:00:00+08:00",
    "issue by sun-qiang at 2024-06-20T12:00:00+08:00",
)
FILED = "records/bureau/outgoing/2024/0001.md"


@pytest.fixture
def house(tmp_path: Path) -> Gatehouse:
    """A server's repository with the hook installed."""
    made = gatehouse(tmp_path)
    assert run(["hook", "install", "--bare", str(made.bare)]) == 0
    return made


def push(house: Gatehouse, *words: str, to: str = "origin") -> tuple[int, list[str]]:
    """Git's exit status and what the server said."""
    done = subprocess.run(
        ["git", "-C", str(house.root), "push", to, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, [line.rstrip() for line in re.findall(r"^remote: (.*)$", done.stderr, re.MULTILINE)]


def on_main(house: Gatehouse, *files: tuple[str, str]) -> str:
    """A commit on top of main, not pushed."""
    house.repo.git("checkout", "--quiet", "main")
    return house.repo.commit(dict(files), "change")


def landed(house: Gatehouse) -> str:
    return house.repo.git("ls-remote", str(house.bare), "refs/heads/main").split()[0]


class GitOverHttp(BaseHTTPRequestHandler):
    """`git http-backend` behind the least of CGI."""

    project: Path
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        length = self.headers.get("Content-Length") or "0"
        env = os.environ | {
            "GIT_PROJECT_ROOT": str(self.project),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": length,
            "REMOTE_USER": "clerk",
            "REMOTE_ADDR": "127.0.0.1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
        }
        done = subprocess.run(
            ["git", "http-backend"], input=self.rfile.read(int(length)), env=env, capture_output=True, check=False
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200 OK").split()[0]))
        for key, value in fields.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the server calls it so

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def served(house: Gatehouse) -> Iterator[str]:
    """The repository's address over HTTP."""
    handler = type("Handler", (GitOverHttp,), {"project": house.bare.parent})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{house.bare.name}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_installed_hook_is_a_stub_that_runs_the_installed_program(house: Gatehouse) -> None:
    hook = house.bare / "hooks" / "pre-receive"
    assert hook.read_text("utf-8") == (
        "#!/bin/sh\n"
        "# placet hook pre-receive: written by `placet hook install`\n"
        f"exec {shlex.quote(sys.executable)} -I -X utf8 -m placet hook pre-receive\n"
    )
    assert stat.S_IMODE(hook.stat().st_mode) == 0o755


def test_another_hook_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = gatehouse(tmp_path)
    hook = house.bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    assert run(["hook", "install", "--bare", str(house.bare)]) == 2
    assert capsys.readouterr().err == (
        f"placet: DOR005 {hook} 已有另外的钩子，没有改动\n"
        "  办法：在原有钩子中加一行 placet hook pre-receive（或 pre-commit），或者移走它后重新安装\n"
    )
    assert hook.read_text("utf-8") == "#!/bin/sh\nexit 0\n"
    assert run(["hook", "install", "--bare", str(house.root)]) == 2
    assert capsys.readouterr().err.startswith(f"placet: DOR006 {house.root} 不是裸仓库，")


@pytest.mark.parametrize("over", ["folder", "http"])
def test_what_is_approved_lands_and_what_is_not_is_refused_in_words(
    house: Gatehouse, over: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "file:http")
    with served(house) as address:
        if over == "http":
            house.repo.git("config", "http.receivepack", "true")
            subprocess.run(["git", "-C", str(house.bare), "config", "http.receivepack", "true"], check=True)
            house.repo.git("remote", "set-url", "origin", address)
        house.repo.git("checkout", "--quiet", "main")
        ref = house.draft()
        house.repo.commit({}, "draft")
        before = landed(house)
        assert push(house, "main") == (
            1,
            [
                "placet：main 尚缺办理",
                "1. GAT050 records/bureau/outgoing/drafts/notice.md “关于清明节值班安排的通知”还有 1 条规定的手续没有办完，办完才能编号",
                "   办法：见下面“还须办理”",
                "还须办理：",
                "· 关于清明节值班安排的通知: 拟稿，由王芳 — 《发文办理办法》第 2 条",
            ],
        )
        assert landed(house) == before
        house.sign(ref, *SIGNED)
        signed = house.repo.commit({}, "signed")
        assert push(house, "main") == (0, [])
        assert landed(house) == signed


def test_a_filed_document_cannot_be_removed(house: Gatehouse) -> None:
    house.repo.git("checkout", "--quiet", "main")
    house.repo.commit({"records/bureau/outgoing/2024/0002.md": None, "records/bureau/outgoing/2024/0002.jsonl": None})
    status, said = push(house, "main")
    assert (status, said[0]) == (1, "placet：main 不予合并")
    assert any("GAT011 " in line for line in said)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([":main"], ["1. DOR001 不能删除主分支 main", "   办法：要撤销合入的内容，另提交一次改动，走门禁"]),
        (
            ["--force", "other:main"],
            [
                "1. DOR002 不能改写主分支 main 的历史：推送的内容不是在它现有的提交之上",
                "   办法：先取回并合并（git fetch，git merge origin/main），再推送；不要使用强制推送。取过的号若已被占用，运行 placet number --again 换号",
            ],
        ),
        (["--force", "other:trunk"], None),
    ],
)
def test_main_is_neither_deleted_nor_rewritten_under_any_name(
    house: Gatehouse, words: list[str], told: list[str] | None
) -> None:
    subprocess.run(["git", "-C", str(house.bare), "symbolic-ref", "refs/heads/trunk", "refs/heads/main"], check=True)
    before = landed(house)
    house.repo.git("checkout", "--quiet", "--orphan", "other")
    house.repo.commit({}, "another history")
    status, said = push(house, *words)
    assert status == 1
    assert landed(house) == before
    if told is None:
        assert [line[:9] for line in said[:2]] == ["placet：tr", "1. DOR002"]
    else:
        assert said == ["placet：main 不予合并", *told]


def test_other_branches_are_free(house: Gatehouse) -> None:
    made = on_main(house, (FILED, "不是文件\n"))
    assert push(house, "main:refs/heads/work") == (0, [])
    assert push(house, "--force", "main~1:refs/heads/work") == (0, [])
    assert push(house, ":work") == (0, [])
    assert push(house, "main:refs/heads/work", "main")[0] == 1
    assert landed(house) != made


def test_the_branch_to_guard_is_a_setting_of_the_server(house: Gatehouse) -> None:
    subprocess.run(["git", "-C", str(house.bare), "config", "placet.branch", "work"], check=True)
    on_main(house, (FILED, "不是文件\n"))
    assert push(house, "main") == (0, [])
    status, said = push(house, "main:refs/heads/work")
    assert (status, said[:2]) == (
        1,
        [
            "placet：work 不予合并",
            f"1. DOR003 主分支 work 还没有提交，服务器也没有写明第一次提交应为 {landed(house)}",
        ],
    )
    subprocess.run(["git", "-C", str(house.bare), "config", "placet.root", landed(house)], check=True)
    assert push(house, "main:refs/heads/work") == (0, [])


def test_a_refusal_is_short_and_steers_no_terminal(house: Gatehouse) -> None:
    title = '"\\e[2J\\e]0;x\\a' + "长" * 3000 + '"'
    for n in range(12):
        ref = house.draft(f"d{n}", id=f"2024-outcc{'abcdefghjkmn'[n]}", title=title)
        house.sign(ref, SIGNED[0])
    house.repo.commit({}, "many")
    done = subprocess.run(["git", "-C", str(house.root), "push", "origin", "main"], capture_output=True, check=False)
    text = done.stderr.decode()
    assert done.returncode == 1
    assert not re.search("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]", re.sub(r"\x1b\[K", "", text))
    assert max(len(line) for line in text.splitlines()) <= 320
    assert len(text.splitlines()) <= 40


def test_input_that_is_no_list_of_updates_is_refused(house: Gatehouse) -> None:
    hook = house.bare / "hooks" / "pre-receive"
    done = subprocess.run([hook], input=b"what\n", cwd=house.bare, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[:2] == [
        "placet：main 不予合并",
        "1. DOR004 看不懂 Git 交来的推送清单，main 按不予接受处理",
    ]


def commit(house: Gatehouse, *words: str) -> tuple[int, str]:
    """What `git commit` says in the clerk's clone."""
    done = subprocess.run(
        ["git", "-C", str(house.root), "commit", "--quiet", "-m", "x", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gatehouse:
    """A clerk's clone with the hook installed."""
    made = gatehouse(tmp_path)
    monkeypatch.chdir(made.root)
    assert run(["hook", "install"]) == 0
    return made


def test_a_commit_that_alters_a_filed_document_is_stopped(desk: Gatehouse) -> None:
    before = desk.repo.git("rev-parse", "HEAD")
    (desk.root / FILED).write_text((desk.root / FILED).read_text("utf-8") + "另：不作数。\n", "utf-8")
    status, said = commit(desk, "--all")
    assert (status, said.splitlines()[0]) == (1, "placet：将要提交的改动 不予合并")
    assert "GAT012" in said
    assert desk.repo.git("rev-parse", "HEAD") == before


def test_only_what_is_staged_counts(desk: Gatehouse) -> None:
    desk.draft()
    desk.repo.git("add", "-A")
    (desk.root / FILED).write_text("没有提交的改动\n", "utf-8")
    status, said = commit(desk)
    assert (status, said.splitlines()) == (
        0,
        [
            "placet：将要提交的改动 尚缺办理",
            "1. GAT050 records/bureau/outgoing/drafts/notice.md “关于清明节值班安排的通知”还有 1 条规定的手续没有办完，办完才能编号",
            "   办法：见下面“还须办理”",
            "还须办理：",
            "· 关于清明节值班安排的通知: 拟稿，由王芳 — 《发文办理办法》第 2 条",
        ],
    )


def test_concluding_a_merge_is_judged_against_what_is_merged_in(desk: Gatehouse) -> None:
    desk.repo.git("checkout", "--quiet", "-b", "work")
    desk.repo.git("-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--allow-empty", "-m", "own")
    desk.repo.git("checkout", "--quiet", "main")
    desk.repo.write({"docs/guide/x.md": "说明\n", FILED: (desk.root / FILED).read_text("utf-8") + "别处的改动。\n"})
    desk.repo.git("add", "-A")
    desk.repo.git("-c", "core.hooksPath=/dev/null", "commit", "--quiet", "-m", "main moved on")
    desk.repo.git("checkout", "--quiet", "work")
    desk.repo.git("merge", "--quiet", "--no-ff", "--no-commit", "main")
    assert commit(desk) == (0, "")


def test_the_pre_commit_entries_run_as_written(desk: Gatehouse, capfd: pytest.CaptureFixture[str]) -> None:
    entries = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())}
    assert list(entries) == ["placet-check", "placet-staged"]
    env = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    desk.draft()
    desk.repo.git("add", "-A")
    staged = shlex.split(entries["placet-staged"]["entry"])
    assert subprocess.run(staged, cwd=desk.root, env=env, check=False).returncode == 0
    (desk.root / FILED).write_text("改了\n", "utf-8")
    desk.repo.git("add", "-A")
    assert subprocess.run(staged, cwd=desk.root, env=env, check=False).returncode == 4
    assert (
        subprocess.run(shlex.split(entries["placet-check"]["entry"]), cwd=desk.root, env=env, check=False).returncode
        == 1
    )
    capfd.readouterr()


def test_a_first_commit_is_read_and_judged_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = gatehouse(tmp_path)
    fresh = tmp_path / "fresh"
    subprocess.run(["cp", "-r", str(house.root), str(fresh)], check=True)
    subprocess.run(["rm", "-rf", str(fresh / ".git")], check=True)
    subprocess.run(["git", "init", "--quiet", str(fresh)], check=True)
    subprocess.run(["git", "-C", str(fresh), "add", "-A"], check=True)
    monkeypatch.chdir(fresh)
    assert run(["hook", "pre-commit"]) == 0
    (fresh / "records/bureau/people.yaml").unlink()
    subprocess.run(["git", "-C", str(fresh), "add", "-A"], check=True)
    assert run(["check", "--staged"]) == 1
