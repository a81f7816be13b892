"""What goes wrong between `placet attest` and a forge: addresses, redirects, sizes, times, answers, and the token."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from placet.cli import run
from placet.errors import UserError
from placet.forge import http
from placet.forge.http import Client
from placet.forge.reviews import clean
from tests.forge.office import Office, office
from tests.forge.stub import Answer, Stub, serving

TOKEN = "token-of-the-gate"
WHERE = "/repos/bureau/portal/pulls/7"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLACET_TOKEN", TOKEN)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as made:
        made.propose()
        yield made


@pytest.fixture
def refusal(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The first line of the refusal; the token is in nothing that was said, and nothing was written."""

    def refused(desk: Office, *more: str, words: list[str] | None = None) -> str:
        before = desk.slip.read_bytes() if desk.slip.exists() else b""
        assert run(["--debug", *(words or desk.words(*more))]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert TOKEN not in said.err
        assert (desk.slip.read_bytes() if desk.slip.exists() else b"") == before
        return said.err.splitlines()[0].removeprefix("placet: ")

    return refused


Refusal = Callable[..., str]


def always(status: int, headers: dict[str, str], body: Any = None) -> Callable[[str], Answer]:
    return lambda _: (status, headers, json.dumps(body).encode())


@pytest.mark.parametrize(
    "address",
    [
        "http://forge.example",
        "http://127.0.0.1.example",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "file:///etc",
        "https://",
        "https://forge.example/?x=1",
        "https://forge.example/#x",
        "https://forge.example/a b",
        "https://forge.example/../x y",
        "https://forge.example:port",
        "https://[::1",
        "forge.example",
        "",
    ],
)
def test_addresses_that_are_refused(address: str) -> None:
    with pytest.raises(UserError) as error:
        Client(address)
    assert (error.value.code, error.value.words) == ("ATT001", {"url": address.split("?", maxsplit=1)[0]})


@pytest.mark.parametrize(
    "address", ["https://api.github.com", "https://forge.example:8443/api/v1", "http://[::1]:1/", "http://localhost:80"]
)
def test_addresses_that_are_taken(address: str) -> None:
    assert Client(address).api == address


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UserError) as error:
        Client("https://me:secret@forge.example")
    assert (error.value.code, error.value.words) == ("ATT001", {"url": "https://…@forge.example"})


def test_the_token_is_in_no_description_of_the_client() -> None:
    assert repr(Client("https://forge.example", {"Authorization": "Bearer x"})) == "Client(api='https://forge.example')"


def test_a_redirect_to_another_host_is_refused_and_the_other_host_never_asked(desk: Office, refusal: Refusal) -> None:
    with serving(Stub(desk.bare)) as other:
        desk.forge.fault = always(301, {"Location": f"{other.address}{WHERE}"})
        assert refusal(desk) == f"ATT002 代码平台把请求转到了别处：{other.address}{WHERE}"
        assert other.asked == []
        link = f'<{other.address}{WHERE}/reviews?page=2>; rel="next"'
        desk.forge.fault = lambda path: (200, {"Link": link}, b"[]") if "reviews" in path else None
        assert refusal(desk) == f"ATT002 代码平台把请求转到了别处：{other.address}{WHERE}/reviews"
        assert other.asked == []


def test_a_redirect_on_the_same_host_is_followed(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    moved = {"/repos/office/portal/pulls/7": f"{desk.forge.address}{WHERE}"}
    moved["/repos/office/portal/pulls/7/reviews?per_page=100"] = f"{WHERE}/reviews?per_page=100"
    desk.forge.fault = lambda path: (301, {"Location": moved[path]}, b"") if path in moved else None
    desk.click("he", "APPROVE")
    assert run([*desk.words(), "--repo", "office/portal"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "合并请求 7：作数 1 项，不作数 0 项"


def test_what_a_stranger_says_does_not_move_the_cursor(desk: Office, refusal: Refusal) -> None:
    desk.forge.fault = always(302, {"Location": "https://forge.example/\x1b[2J"})
    assert refusal(desk) == "ATT002 代码平台把请求转到了别处：https://forge.example/?[2J"


def test_redirects_without_end(desk: Office, refusal: Refusal) -> None:
    desk.forge.fault = always(302, {"Location": WHERE})
    assert refusal(desk) == f"ATT002 代码平台把请求转到了别处：{desk.forge.address}{WHERE}"
    assert len(desk.forge.asked) == 5


def test_an_answer_without_end(desk: Office, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "ANSWER_LIMIT", 1000)
    assert refusal(desk) == "ATT003 代码平台的一次回答超过 1000 字节"


def test_a_forge_that_is_not_there(desk: Office, refusal: Refusal) -> None:
    words = desk.words()
    words[words.index("--api") + 1] = "http://127.0.0.1:1"
    assert refusal(desk, words=words) == "ATT004 连不上代码平台 127.0.0.1:1：Connection refused"


def test_a_forge_that_dawdles(desk: Office, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    host = desk.forge.address.removeprefix("http://")
    monkeypatch.setattr(http, "SECONDS", -1.0)
    monkeypatch.setattr(http.OpenerDirector, "open", _patient(http.OpenerDirector.open))
    assert refusal(desk) == f"ATT004 连不上代码平台 {host}：timed out"


def _patient(opened: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, request, timeout: opened(self, request, timeout=10)


def test_an_answer_that_breaks_off(desk: Office, refusal: Refusal) -> None:
    host = desk.forge.address.removeprefix("http://")
    desk.forge.fault = always(200, JSON | {"Content-Length": "5", "Transfer-Encoding": "chunked"})
    assert refusal(desk).startswith(f"ATT004 连不上代码平台 {host}：")


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (401, {}, f"ATT005 代码平台拒绝了请求（401，{WHERE}）"),
        (403, {}, f"ATT005 代码平台拒绝了请求（403，{WHERE}）"),
        (403, {"X-RateLimit-Remaining": "0"}, f"ATT019 代码平台限制了查询次数（403，{WHERE}）"),
        (429, {}, f"ATT019 代码平台限制了查询次数（429，{WHERE}）"),
        (410, {}, f"ATT006 代码平台上没有 {WHERE}（410）"),
        (500, {}, f"ATT007 代码平台答复异常（500，{WHERE}）"),
        (304, {}, f"ATT007 代码平台答复异常（304，{WHERE}）"),
    ],
)
def test_other_answers(desk: Office, refusal: Refusal, status: int, headers: dict[str, str], said: str) -> None:
    desk.forge.fault = always(status, headers)
    assert refusal(desk) == said


def test_a_wrong_token_or_number_finds_nothing(desk: Office, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    words = desk.words()
    words[words.index("--pull") + 1] = "8"
    assert refusal(desk, words=words) == "ATT006 代码平台上没有 /repos/bureau/portal/pulls/8（404）"
    monkeypatch.setenv("PLACET_TOKEN", "wrong")
    assert refusal(desk) == f"ATT006 代码平台上没有 {WHERE}（404）"
    monkeypatch.delenv("PLACET_TOKEN")
    assert refusal(desk) == f"ATT006 代码平台上没有 {WHERE}（404）"


@pytest.mark.parametrize("token", ["a\nX-Other: b", "a b", "密", " ", "a" * 1025])
def test_what_is_no_token(desk: Office, refusal: Refusal, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("PLACET_TOKEN", token)
    assert refusal(desk) == "ATT010 环境变量 PLACET_TOKEN 的内容不是令牌（含空格、换行或非 ASCII 字符）"
    assert desk.forge.asked == []


def pull(**changes: Any) -> dict[str, Any]:
    user = {"id": 1001, "login": "jiang"}
    whole = {"number": 7, "state": "open", "user": user, "base": {"ref": "main"}, "head": {"sha": "a" * 40}}
    return whole | changes


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<html>", "JSON"),
        (b"\xff", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "{…}"),
        (json.dumps(pull(number=8)).encode(), "number"),
        (json.dumps(pull(number=True)).encode(), "number"),
        (json.dumps(pull(base=None)).encode(), "{…}"),
        (json.dumps(pull(base={"ref": 1})).encode(), "ref"),
        (json.dumps(pull(head={"sha": "HEAD"})).encode(), "sha"),
        (json.dumps(pull(head={"sha": "--output=x"})).encode(), "sha"),
        (json.dumps(pull(user={"id": "1001", "login": "jiang"})).encode(), "id"),
        (json.dumps(pull(user=[])).encode(), "{…}"),
        (json.dumps(pull(state=None)).encode(), "state"),
    ],
)
def test_pull_requests_that_are_none(desk: Office, refusal: Refusal, body: bytes, what: str) -> None:
    desk.forge.fault = lambda _: (200, JSON, body)
    assert refusal(desk) == f"ATT008 代码平台的回答不合格式：{WHERE} 的 {what}"


def review(**changes: Any) -> dict[str, Any]:
    user = {"id": 1002, "login": "he"}
    whole = {"id": 1, "user": user, "state": "APPROVED", "body": "", "commit_id": "a" * 40}
    return whole | {"submitted_at": "2024-03-05T02:00:00Z"} | changes


@pytest.mark.parametrize(
    ("items", "what"),
    [
        ({}, "[…]"),
        ([1], "{…}"),
        ([review(state="LGTM")], "state"),
        ([review(id=None)], "id"),
        ([review(user={"login": "he"})], "id"),
        ([review(commit_id="main")], "commit_id"),
        ([review(body=["同意"])], "body"),
        ([review(submitted_at=None)], "submitted_at"),
        ([review(submitted_at="昨天")], "submitted_at"),
        ([review(submitted_at="2024-03-05T02:00:00")], "submitted_at"),
    ],
)
def test_reviews_that_are_none(desk: Office, refusal: Refusal, items: Any, what: str) -> None:
    desk.forge.fault = lambda path: (200, JSON, json.dumps(items).encode()) if "reviews" in path else None
    assert refusal(desk) == f"ATT008 代码平台的回答不合格式：{WHERE}/reviews 的 {what}"


def test_pages_in_a_circle_or_without_end(desk: Office, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    link = {"Link": f'<{desk.forge.address}{WHERE}/reviews?per_page=100>; rel="next"'}
    desk.forge.fault = lambda path: (200, link, b"[]") if "reviews" in path else None
    assert refusal(desk) == "ATT009 审批列表超过 100 页，或者分页循环不止"
    assert len(desk.forge.asked) == 2
    monkeypatch.setattr(http, "PAGE_LIMIT", 2)
    desk.forge.fault = lambda _: None
    desk.forge.cap = 1
    for _ in range(3):
        desk.click("ye", "COMMENT")
    assert refusal(desk) == "ATT009 审批列表超过 2 页，或者分页循环不止"


@pytest.mark.parametrize(
    "name", ["portal", "a/b/c", "../portal", "bureau/..", "bureau/po rtal", "局/门户", "bureau/portal?x"]
)
def test_names_of_repositories_that_are_none(desk: Office, refusal: Refusal, name: str) -> None:
    assert refusal(desk, "--repo", name) == f"ATT017 仓库名“{name}”不合格式"
    assert desk.forge.asked == []


def test_a_closed_pull_request(desk: Office, refusal: Refusal) -> None:
    desk.forge.pulls[7].state = "closed"
    assert refusal(desk) == "ATT011 合并请求 7 已经关闭或合并"


def test_a_pull_request_to_a_branch_of_somebodys_own(desk: Office, refusal: Refusal) -> None:
    desk.forge.pulls[7].base = "mine"
    assert refusal(desk) == "ATT012 合并请求 7 是合到“mine”的，而判断依据是“main”"


def test_a_head_that_was_not_fetched(desk: Office, refusal: Refusal) -> None:
    desk.clone.git("checkout", "--quiet", "--detach")
    tree = desk.clone.git("rev-parse", "HEAD^{tree}")
    commit = desk.clone.git("--git-dir", str(desk.bare), "commit-tree", "-p", "notice", "-m", "x", tree)
    desk.clone.git("--git-dir", str(desk.bare), "update-ref", "refs/heads/notice", commit)
    assert refusal(desk) == f"ATT013 仓库里没有合并请求的提交 {commit[:12]}"


def test_a_head_of_another_history(desk: Office, refusal: Refusal) -> None:
    desk.clone.git("checkout", "--quiet", "--orphan", "other")
    commit = desk.push({})
    assert refusal(desk) == f"ATT020 提交 {commit[:12]} 与“main”没有共同的历史（也可能是浅克隆）"


def test_a_pull_request_without_a_record(desk: Office, refusal: Refusal) -> None:
    desk.clone.git("checkout", "--quiet", "main")
    desk.push({"README.md": "x"})
    assert refusal(desk, "--base", desk.clone.git("rev-parse", "HEAD~1") + "/main").startswith("GIT004")
    desk.clone.git("branch", "--force", "base/main", "HEAD~1")
    assert refusal(desk, "--base", "base/main") == "ATT018 合并请求 7 没有改动任何文件"


def test_nothing_is_written_to_a_bare_repository(desk: Office, refusal: Refusal) -> None:
    words = desk.words("--write", where="--bare")
    assert refusal(desk, words=words) == "ATT015 裸仓库没有工作区，不能写入"


def test_without_a_key_of_the_gate(desk: Office, refusal: Refusal) -> None:
    words = desk.words()[:-2]
    assert refusal(desk, words=words) == "ATT021 没有指明门禁的钥匙，ssh-agent 里也没有唯一的一把（共 0 把，可用 0 把）"


def test_a_work_tree_that_is_not_at_the_head(desk: Office, refusal: Refusal) -> None:
    desk.click("he", "APPROVE")
    desk.slip.write_bytes(b"")
    assert refusal(desk, "--write").startswith("CMD108 ")


def test_opinions_are_cleaned_and_cut() -> None:
    assert clean("  同意\r\n::error::\t\x1b[31m红\u202e\u2028。\ud800 ") == "同意 ::error:: [31m红 。"
    assert clean("同" * 600) == "同" * 499 + "…"
    assert clean("\u200b" * 10_000_000 + "同意") == ""
