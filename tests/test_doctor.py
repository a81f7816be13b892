"""`placet doctor`: every protection that is off is told with what to do, and a sound place is told to be sound."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from placet.cabinet import load
from placet.cli import run
from placet.doors.branch import CHECK
from placet.doors.findings import is_demonstration, shipped
from placet.doors.install import install
from placet.tree import WorkTree
from tests.forge import contract
from tests.gatehouse import Gatehouse, gatehouse
from tests.tiny import BASE

ROOT = Path(__file__).parent.parent
FILES = ("CODEOWNERS", *shipped())
HEALTHY = {
    "required_status_checks": {"strict": True, "contexts": [], "checks": [{"context": CHECK, "app_id": 15368}]},
    "required_pull_request_reviews": {"require_code_owner_reviews": True, "dismiss_stale_reviews": True},
    "enforce_admins": {"url": "", "enabled": True},
    "allow_force_pushes": {"enabled": False},
    "allow_deletions": {"enabled": False},
}
RULES = [
    {"type": "deletion"},
    {"type": "non_fast_forward"},
    {
        "type": "pull_request",
        "parameters": {
            "require_code_owner_review": True,
            "dismiss_stale_reviews_on_push": True,
            "require_last_push_approval": True,
            "required_approving_review_count": 1,
            "required_review_thread_resolution": False,
        },
    },
    {
        "type": "required_status_checks",
        "parameters": {"strict_required_status_checks_policy": True, "required_status_checks": [{"context": CHECK}]},
    },
]


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Gatehouse:
    """The small cabinet with all that belongs beside it, and a server as it ought to be."""
    made = gatehouse(tmp_path)
    for path in shipped():
        (made.root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, made.root / path)
    run(["owners", "--root", str(made.root)])
    (made.root / "CODEOWNERS").write_text(capsys.readouterr().out, "utf-8")
    made.repo.commit({}, "beside")
    made.repo.git("push", "--quiet", "origin", "main")
    install(made.bare, "python3")
    for name in ("receive.denyNonFastForwards", "receive.denyDeletes", "receive.fsckObjects"):
        subprocess.run(["git", "-C", str(made.bare), "config", name, "true"], check=True)
    return made


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str]]]:
    """What the doctor says of a place on a day in the middle of the year."""

    def ask(root: Path, *words: str, day: str = "2024-06-28") -> tuple[int, list[str]]:
        capsys.readouterr()
        status = run(["doctor", "--root", str(root), "--as-of", day, *words])
        return status, capsys.readouterr().out.splitlines()

    return ask


DEMONSTRATION = [
    "警告 DOR110 有 10 把演示密钥：赵敏, 钱岚, 孙强…",
    "  办法：正式使用前由本人用 ssh-keygen 生成密钥，凭变更单换上",
]
ONE = "有 1 项保护没有开好。"


def test_the_workflows_are_the_ones_this_version_names() -> None:
    assert {path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path in shipped()} == shipped()


def test_a_sound_server_has_nothing_but_the_demonstrations_keys(house: Gatehouse, told: Any) -> None:
    assert told(house.bare) == (1, [*DEMONSTRATION, ONE])


def test_a_server_left_open(house: Gatehouse, told: Any) -> None:
    (house.bare / "hooks" / "pre-receive").chmod(0o644)
    for name in ("receive.denyNonFastForwards", "receive.denyDeletes"):
        subprocess.run(["git", "-C", str(house.bare), "config", name, "false"], check=True)
    subprocess.run(["git", "-C", str(house.bare), "config", "--unset", "receive.fsckObjects"], check=True)
    hook = house.bare / "hooks" / "pre-receive"
    assert told(house.bare)[1][:8] == [
        f"警告 DOR102 服务器的裸仓库没有装门禁钩子，任何推送都不经判断：{hook}",
        f"  办法：安装：placet hook install --bare {house.bare}",
        "警告 DOR103 服务器仓库的 receive.denyNonFastForwards 没有打开",
        "  办法：打开：git config receive.denyNonFastForwards true",
        "警告 DOR103 服务器仓库的 receive.denyDeletes 没有打开",
        "  办法：打开：git config receive.denyDeletes true",
        "警告 DOR103 服务器仓库的 receive.fsckObjects 没有打开",
        "  办法：打开：git config receive.fsckObjects true",
    ]


def test_what_lies_beside_the_cabinet(house: Gatehouse, told: Any) -> None:
    gate, main = shipped()
    house.repo.commit(
        {"CODEOWNERS": "* @somebody\n", ".github/CODEOWNERS": "* @me\n", gate: "on: push\n", main: None}, "worse"
    )
    assert [line for line in told(house.root)[1] if "DOR110" not in line and not line.startswith("  ")] == [
        "警告 DOR104 CODEOWNERS 与岗位不一致，有 30 行出入",
        "警告 DOR106 .github/CODEOWNERS 会盖过 CODEOWNERS",
        "警告 DOR108 工作流 .github/workflows/gate.yml 与本版本发布的不同",
        "警告 DOR107 缺少工作流 .github/workflows/main.yml",
        "提示 DOR128 没有检查代码平台上的分支保护",
        "有 5 项保护没有开好。",
    ]


def test_a_shallow_clone(house: Gatehouse, told: Any, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{house.bare}", str(shallow)], check=True)
    assert told(shallow)[1][:2] == [
        "警告 DOR101 这是浅克隆，缺少较早的提交，门禁不能在这里判断",
        "  办法：取回全部历史：git fetch --unshallow",
    ]


def test_keys_clock_and_calendar(house: Gatehouse, told: Any) -> None:
    real = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKPbWNPuYmXMCrEKo5WUqHhsAcGsrtv0g4v0vJvkvpGC"
    people = house.root / "records/bureau/people.yaml"
    lines = people.read_text("utf-8").splitlines(keepends=True)
    keyed = [
        "      - {public: " + real + ", from: 2024-01-01, until: 2024-12-31}\n" if "{public: " in one else one
        for one in lines
    ]
    people.write_text("".join(keyed), "utf-8")
    house.repo.commit({}, "real keys")
    found = told(house.root, day="2024-12-01")[1]
    assert [line for line in found if "DOR1" in line and not line.startswith("  ")] == [
        "错误 DOR109 cabinet.yaml 把时钟停在 2024-06-28T17:00:00+08:00，期限和密钥都按那一刻判断",
        *[
            f"警告 DOR111 {person.name} 的密钥用到 2024-12-31 为止，还没有续上"
            for person in load(WorkTree(house.root)).units["bureau"].persons.values()
            for _ in person.keys
        ],
        "警告 DOR112 缺少 2025 年的工作日历",
        "提示 DOR128 没有检查代码平台上的分支保护",
    ]


def test_every_key_of_the_samples_is_known_for_what_it_is() -> None:
    for root in (ROOT, BASE):
        for unit in load(WorkTree(root)).units.values():
            keys = [(person.id, key) for person in unit.persons.values() for key in person.keys]
            assert keys
            assert [person for person, key in keys if not is_demonstration(person, key)] == []


@contextmanager
def forge(answers: dict[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A forge that knows one repository: path below it → answer; what it does not know is 404."""
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/repos/bureau/portal")
            asked.append((path, self.headers.get("Authorization", "")))
            found = answers.get(path, [] if path.startswith("/rules/") else None)
            body = json.dumps(
                {"message": "Branch not protected", "documentation_url": "", "status": "404"}
                if found is None
                else found
            )
            contract.check_request("GET", self.path, None)
            contract.check_answer("GET", self.path, 404 if found is None else 200, json.loads(body))
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/repos/bureau/portal", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    "answers",
    [
        {"/branches/main/protection": HEALTHY, "/rules/branches/main": []},
        {"/rules/branches/main": RULES},
        {"/branches/main/protection": {"url": ""}, "/rules/branches/main": RULES},
    ],
)
def test_a_branch_that_is_protected_either_way(
    house: Gatehouse, told: Any, answers: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLACET_TOKEN", "t0ken")
    with forge(answers) as (url, asked):
        assert told(house.root, "--forge", url) == (1, [*DEMONSTRATION, ONE])
    assert asked == [("/branches/main/protection", "Bearer t0ken"), ("/rules/branches/main", "Bearer t0ken")]


def test_a_branch_that_is_not_protected(house: Gatehouse, told: Any) -> None:
    with forge({"/rules/branches/main": []}) as (url, _):
        assert told(house.root, "--forge", url)[1][2:4] == [
            "错误 DOR120 代码平台没有保护主分支 main",
            "  办法：在仓库设置中为 main 加上保护规则，再运行一次",
        ]


def test_each_protection_that_is_off_is_named(house: Gatehouse, told: Any) -> None:
    weak = {
        "required_status_checks": {"strict": False, "contexts": ["make test"], "checks": []},
        "enforce_admins": {"url": "", "enabled": False},
        "allow_force_pushes": {"enabled": True},
        "allow_deletions": {"enabled": True},
    }
    with forge({"/branches/main/protection": weak, "/rules/branches/main": []}) as (url, _):
        lines = told(house.root, "--forge", url)[1][2:]
    assert lines == [
        "错误 DOR121 合并到 main 不要求门禁通过",
        "  办法：把检查“make gate”设为必须通过",
        "警告 DOR122 合并到 main 不要求分支与主分支同步",
        "  办法：打开“合并前分支必须是最新的”",
        "警告 DOR123 合并到 main 不要求 CODEOWNERS 中的人审阅",
        "  办法：打开“要求代码所有者审阅”",
        "警告 DOR124 main：推送新提交后，旧的审阅仍然算数",
        "  办法：打开“推送新提交后撤销旧审阅”",
        "错误 DOR125 main 允许强制推送",
        "  办法：关闭“允许强制推送”",
        "错误 DOR126 main 允许删除",
        "  办法：关闭“允许删除”",
        "警告 DOR127 main 的保护对管理员不起作用",
        "  办法：打开“不允许绕过以上设置”",
        "有 8 项保护没有开好。",
    ]
