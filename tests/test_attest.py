"""`placet attest`: which approvals on a forge's page become acts, which do not, and why; over HTTP against a stub."""

from __future__ import annotations

import base64
import json
import subprocess
import textwrap
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from msgspec import structs

from placet import messages
from placet.cabinet import load
from placet.checks import signatures
from placet.cli import run
from placet.model import Attachment, Key
from placet.signing.payload import payload
from placet.standing import standing
from placet.tree import WorkTree
from tests.forge.office import CONFIG, ID, REF, STEM, TITLE, Office, document, office, people
from tests.sample.keys import private_key, public_line
from tests.slips import KIND as OUTGOING
from tests.slips import Slip, at, day
from tests.slips import office as small_office

MINE = "token-of-the-gate"
APPROVE = {"github": "APPROVE", "gitea": "APPROVED"}
RECORD = f"{TITLE}（{REF}）"
MakeOffice = Callable[..., AbstractContextManager[Office]]


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLACET_TOKEN", MINE)


@pytest.fixture
def make(tmp_path: Path) -> MakeOffice:
    return partial(office, tmp_path)


@pytest.fixture
def desk(make: MakeOffice) -> Iterator[Office]:
    with make() as made:
        made.propose()
        yield made
        assert made.forge.violations == []


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """What `placet attest` says, without the lines' own JSON; errors with their exit status first."""

    def said(desk: Office, *more: str, where: str = "--root", words: list[str] | None = None) -> list[str]:
        capsys.readouterr()
        status = run(words or desk.words(*more, where=where))
        found = capsys.readouterr()
        assert MINE not in found.out + found.err
        if status:
            return [f"{status}", *found.err.splitlines()]
        assert found.err == ""
        return [one for one in found.out.splitlines() if not one.startswith("{")]

    return said


Say = Callable[..., list[str]]


def refused(review: int, who: str, code: str, record: str = REF, **words: str) -> str:
    return f"不作数：审批 {review}（账号 {who}，文件 {record}）{code} {messages.say(code, words, 'zh')}"


def only_refused(desk: Office, say: Say) -> str:
    """The reason for the only review, with the help line below it."""
    first, *rest = say(desk)
    assert first == "合并请求 7：作数 0 项，不作数 1 项"
    return "\n".join(rest)


def counted(review: int, name: str, act: str, at: str, opinion: str = "—") -> str:
    return f"作数：审批 {review}，{name}“{act}”，文件 {RECORD}，{at}+08:00，意见：{opinion}"


@pytest.mark.parametrize("shape", ["github", "gitea"])
def test_two_approvals_become_lines_that_stand(make: MakeOffice, say: Say, shape: str, tmp_path: Path) -> None:
    with make(shape) as desk:
        desk.propose()
        event = APPROVE[shape]
        assert desk.click("he", event, "数字已核。\r\n同意\u202e\u200b", at="2024-03-05T02:00:00Z") == 101
        assert desk.click("zhou", event, at="2024-03-05T16:30:00Z") == 102
        lines = [
            "合并请求 7：作数 2 项，不作数 0 项",
            counted(101, "何为民（副局长）", "审核", "2024-03-05 10:00", "数字已核。 同意"),
            f"应追加为 {STEM}.jsonl 第 2 行：",
            counted(102, "周建国（局长）", "签发", "2024-03-06 00:30"),
            f"应追加为 {STEM}.jsonl 第 3 行：",
        ]
        assert say(desk) == lines
        assert say(desk, where="--bare") == lines
        assert desk.slip.read_bytes() == b"".join(desk.lines)
        written = [one.replace("应追加为", "已写入").rstrip("：") for one in lines]
        assert say(desk, "--write") == written
        assert desk.forge.violations == []

        acts = [json.loads(line) for line in desk.slip.read_bytes().splitlines()]
        hash_ = acts[0]["covers"]["document"]
        assert [{key: value for key, value in one.items() if key != "sig"} for one in acts[1:]] == [
            {
                "act": "check",
                "by": "he",
                "post": "deputy",
                "at": "2024-03-05T10:00:00+08:00",
                "opinion": "数字已核。 同意",
                "covers": {"document": hash_, "acts": 1},
                "evidence": "review",
                "attested_by": "gate",
            },
            {
                "act": "issue",
                "by": "zhou",
                "post": "director",
                "at": "2024-03-06T00:30:00+08:00",
                "covers": {"document": hash_, "acts": 2},
                "evidence": "review",
                "attested_by": "gate",
            },
        ]
        cabinet = load(WorkTree(desk.clone.root))
        assert list(signatures.check(cabinet)) == []
        (found,) = signatures.standings(cabinet).values()
        assert [(one.valid, one.grade, one.via, sorted(one.sees)) for one in found] == [
            (True, "signature", "", []),
            (True, "review", "appointment", [1]),
            (True, "review", "appointment", [1, 2]),
        ]
        verified_by_ssh_keygen(desk, tmp_path)

        desk.push({})
        assert say(desk, "--write") == [
            "合并请求 7：作数 0 项，不作数 2 项",
            refused(101, "he", "ATT110", line="2"),
            refused(102, "zhou", "ATT110", line="3"),
        ]


def verified_by_ssh_keygen(desk: Office, folder: Path) -> None:
    """Stock OpenSSH verifies the gate's signature over the same bytes, and refuses it for anybody else."""
    (folder / "allowed").write_text(f'gate namespaces="placet-act@v1" {public_line("gate")}\n')
    (record,) = load(WorkTree(desk.clone.root)).records.values()
    for act in record.acts[1:]:
        blob = base64.b64encode(base64.b64decode(act.sig)).decode()
        armour = ["-----BEGIN SSH SIGNATURE-----", *textwrap.wrap(blob, 70), "-----END SSH SIGNATURE-----", ""]
        (folder / "sig").write_text("\n".join(armour))
        command = ["ssh-keygen", "-Y", "verify", "-f", folder / "allowed", "-I", "gate", "-n", "placet-act@v1"]
        prefix = b"".join(record.slip_lines[: act.covers_acts])
        for by, status in ((act.by, 0), ("ye", 255)):
            message = payload(ID, structs.replace(act, by=by), prefix)
            done = subprocess.run([*command, "-s", folder / "sig"], input=message, capture_output=True, check=False)
            assert done.returncode == status, done.stderr


def test_a_review_of_an_older_text(desk: Office, say: Say) -> None:
    first = desk.clone.git("rev-parse", "HEAD")
    desk.click("he", "APPROVE")
    desk.lines.clear()
    desk.propose(document("请务必参加。"), acts=("draft by jiang at 2024-03-04T10:00",))
    assert only_refused(desk, say) == "\n".join(
        (
            f"不作数：审批 101（账号 he，文件 {REF}）ATT108 审批的是旧稿（提交 {first[:12]}），之后正文改过",
            "办法：请本人看过现在的正文，再审批一次",
        )
    )
    desk.click("he", "APPROVE")
    assert say(desk)[1] == counted(102, "何为民（副局长）", "审核", "2024-03-05 10:00")


def test_a_review_made_before_the_document_was_there(desk: Office, say: Say) -> None:
    main = desk.clone.git("rev-parse", "main")
    desk.click("he", "APPROVE", commit=main)
    assert only_refused(desk, say).splitlines()[0] == refused(101, "he", "ATT108", commit=main[:12])


def test_a_reviewed_commit_that_nobody_has(desk: Office, say: Say) -> None:
    desk.click("he", "APPROVE", commit="f" * 40)
    assert only_refused(desk, say).splitlines()[0] == refused(101, "he", "ATT109", commit="f" * 12)
    desk.forge.pulls[7].reviews.clear()
    desk.forge.put(7, 1002, "APPROVED", commit="")
    assert only_refused(desk, say).splitlines()[0] == refused(102, "he", "ATT109", commit="—")


def test_a_reviewer_who_does_not_hold_the_post(desk: Office, say: Say) -> None:
    desk.click("ye", "APPROVE")
    assert only_refused(desk, say) == "\n".join(
        (
            (
                f"不作数：审批 101（账号 ye，文件 {REF}）ATT111 审批当日这份文件没有等叶晓雯办理的事项"
                "（当时等待：审核（副局长、财务股长））"
            ),
            "办法：轮到本人时再审批；岗位有变动的，先登记任免",
        )
    )


@pytest.mark.parametrize(
    ("dates", "at", "counts"),
    [
        ({"until": "2024-03-05"}, "2024-03-05T15:59:59Z", True),
        ({"until": "2024-03-05"}, "2024-03-05T16:00:00Z", False),
        ({"since": "2024-03-06"}, "2024-03-05T15:59:59Z", False),
        ({"since": "2024-03-06"}, "2024-03-05T16:00:00Z", True),
    ],
)
def test_a_post_held_on_the_offices_own_day_of_the_review(
    make: MakeOffice, say: Say, dates: dict[str, str], at: str, counts: bool
) -> None:
    with make(people=people(he=dates)) as desk:
        desk.propose()
        desk.click("he", "APPROVE", at=at)
        assert say(desk)[0] == f"合并请求 7：作数 {int(counts)} 项，不作数 {int(not counts)} 项"


def test_the_author_of_the_pull_request(desk: Office, say: Say) -> None:
    desk.forge.put(7, 1001, "APPROVED")
    assert only_refused(desk, say) == refused(101, "jiang", "ATT106", "—")
    desk.forge.pulls[7].by = 1002
    desk.forge.pulls[7].reviews.clear()
    desk.forge.put(7, 1002, "APPROVED")
    assert only_refused(desk, say) == refused(102, "he", "ATT106", "—")


def test_the_drafter_where_the_rules_want_two_persons(make: MakeOffice, say: Say) -> None:
    with make(people=people(jiang={"posts": ("staff", "deputy")})) as desk:
        desk.propose()
        desk.forge.pulls[7].by = 1004
        desk.click("jiang", "APPROVE")
        assert only_refused(desk, say) == "\n".join(
            (
                (
                    f"不作数：审批 101（账号 jiang，文件 {REF}）ATT113 记为“副局长审核”会违反别的要求："
                    "“拟稿”与“审核”都是江禾，须由不同的人办理"
                ),
                "办法：换一位有权的人办理",
            )
        )


@pytest.mark.parametrize("shape", ["github", "gitea"])
def test_a_dismissed_review(make: MakeOffice, say: Say, shape: str) -> None:
    with make(shape) as desk:
        desk.propose()
        desk.dismiss(desk.click("he", APPROVE[shape]))
        assert only_refused(desk, say) == refused(101, "he", "ATT102", "—")


@pytest.mark.parametrize("shape", ["github", "gitea"])
def test_a_superseded_review(make: MakeOffice, say: Say, shape: str) -> None:
    with make(shape) as desk:
        desk.propose()
        desk.click("he", APPROVE[shape])
        desk.click("he", "REQUEST_CHANGES", "数字不对", at="2024-03-05T03:00:00Z")
        desk.click("he", "COMMENT", "见附件", at="2024-03-05T04:00:00Z")
        assert say(desk) == [
            "合并请求 7：作数 0 项，不作数 3 项",
            refused(101, "he", "ATT103", "—", later="102", at="2024-03-05 03:00+00:00"),
            refused(102, "he", "ATT107"),
            refused(103, "he", "ATT101", "—"),
        ]
        desk.click("he", APPROVE[shape], at="2024-03-05T05:00:00Z")
        assert say(desk)[:2] == [
            "合并请求 7：作数 1 项，不作数 3 项",
            counted(104, "何为民（副局长）", "审核", "2024-03-05 13:00"),
        ]


def test_an_approval_whose_later_one_was_dismissed(desk: Office, say: Say) -> None:
    desk.click("he", "APPROVE")
    desk.dismiss(desk.click("he", "APPROVE", at="2024-03-05T03:00:00Z"))
    assert say(desk) == [
        "合并请求 7：作数 0 项，不作数 2 项",
        refused(101, "he", "ATT103", "—", later="102", at="2024-03-05 03:00+00:00"),
        refused(102, "he", "ATT102", "—"),
    ]


def test_comments_pending_reviews_and_requests_for_review(make: MakeOffice, say: Say) -> None:
    with make("gitea") as desk:
        desk.propose()
        desk.forge.put(7, 1002, "PENDING")
        desk.forge.put(7, 1003, "REQUEST_REVIEW")
        assert only_refused(desk, say) == refused(101, "he", "ATT101", "—")


def test_a_renamed_account_keeps_its_owner_and_its_old_login_proves_nothing(desk: Office, say: Say) -> None:
    desk.forge.accounts[1002] = "he-weimin"
    desk.forge.account(2002, "he")
    desk.forge.put(7, 2002, "APPROVED", body="同意")
    assert only_refused(desk, say) == "\n".join(
        (
            f"不作数：审批 101（账号 he，文件 {REF}）ATT105 账号 he（编号 2002）没有登记在本单位任何人名下",
            "办法：按规定在 people.yaml 登记本人的 login-id；账号名称相同不算",
        )
    )
    desk.forge.put(7, 1002, "APPROVED")
    assert say(desk)[:2] == [
        "合并请求 7：作数 1 项，不作数 1 项",
        counted(102, "何为民（副局长）", "审核", "2024-03-05 10:00"),
    ]


@pytest.mark.parametrize("shape", ["github", "gitea"])
def test_a_deleted_account(make: MakeOffice, say: Say, shape: str) -> None:
    with make(shape) as desk:
        desk.propose()
        desk.click("he", APPROVE[shape])
        desk.forge.accounts[1002] = None
        assert only_refused(desk, say) == refused(101, "—", "ATT104", "—")


def test_an_account_of_two_persons(make: MakeOffice, say: Say) -> None:
    with make(people=people(gan={"account": 1002})) as desk:
        desk.propose()
        desk.click("he", "APPROVE")
        words = {"login": "he", "id": "1002", "names": "何为民、甘琳"}
        assert only_refused(desk, say).splitlines()[0] == refused(101, "he", "ATT115", **words)


def test_an_approval_out_of_turn(desk: Office, say: Say) -> None:
    desk.click("zhou", "APPROVE", at="2024-03-05T02:00:00Z")
    desk.click("he", "APPROVE", at="2024-03-05T03:00:00Z")
    assert say(desk, "--write")[3:] == [
        refused(101, "zhou", "ATT111", name="周建国", awaited="审核（副局长、财务股长）"),
        "办法：轮到本人时再审批；岗位有变动的，先登记任免",
    ]
    desk.push({})
    assert say(desk) == [
        "合并请求 7：作数 0 项，不作数 2 项",
        (
            f"不作数：审批 101（账号 zhou，文件 {REF}）ATT112 记为“局长签发”也不合要求："
            "“签发”（周建国）办理时没有见到有效的“审核”，先后无从证明"
        ),
        "办法：看过前面各人的意见后再审批一次；要求本人签名的，用 placet act 签署",
        refused(102, "he", "ATT110", line="2"),
    ]


def test_a_rule_that_demands_a_signature(make: MakeOffice, say: Say) -> None:
    with make() as desk:
        acts = ("draft by jiang at 2024-03-04T09:00", "check by he as deputy at 2024-03-04T10:00")
        desk.propose(document(more="secret: true\n"), acts)
        desk.click("zhou", "APPROVE")
        assert only_refused(desk, say) == "\n".join(
            (
                (
                    f"不作数：审批 101（账号 zhou，文件 {REF}）ATT112 记为“局长签发”也不合要求："
                    "“签发”的凭据是网页审批，须达到本人密钥签名"
                ),
                "办法：看过前面各人的意见后再审批一次；要求本人签名的，用 placet act 签署",
            )
        )


def test_one_click_for_two_posts(make: MakeOffice, say: Say) -> None:
    with make(people=people(he={"posts": ("deputy", "finance-chief")})) as desk:
        desk.propose()
        desk.click("he", "APPROVE", "同意")
        assert only_refused(desk, say) == "\n".join(
            (
                (
                    f"不作数：审批 101（账号 he，文件 {REF}）ATT114 同时等何为民办理几项（副局长审核、财务股长审核），"
                    "看不出批的是哪一项"
                ),
                "办法：请本人再审批一次，意见开头写明，例如“副局长审核：同意”",
            )
        )
        desk.click("he", "APPROVE", "财务股长审核：同意", at="2024-03-05T03:00:00Z")
        assert say(desk)[1] == counted(102, "何为民（财务股长）", "审核", "2024-03-05 11:00", "财务股长审核：同意")


def test_a_slip_that_was_rewritten_after_the_review(desk: Office, say: Say) -> None:
    reviewed = desk.clone.git("rev-parse", "HEAD")
    desk.click("he", "APPROVE")
    desk.lines.clear()
    desk.propose(acts=("draft by jiang at 2024-03-04T09:30",))
    first = only_refused(desk, say).splitlines()[0]
    assert first == refused(101, "he", "ATT116", commit=reviewed[:12])


def test_a_line_signed_after_the_review_is_not_covered_by_it(desk: Office, say: Say) -> None:
    desk.click("he", "APPROVE", at="2024-03-04T02:00:00Z")
    desk.propose(acts=("finance by gan as finance-chief at 2024-03-04T11:00",))
    say(desk, "--write")
    assert json.loads(desk.slip.read_bytes().splitlines()[2])["covers"]["acts"] == 1
    assert list(signatures.check(load(WorkTree(desk.clone.root)))) == []


def test_a_review_dated_before_what_it_saw(desk: Office, say: Say) -> None:
    desk.click("he", "APPROVE", at="2024-03-04T00:59:59Z")
    reason = "何为民办理“审核”的时间 2024-03-04T08:59:59+08:00 早于其所见第 1 行的时间 2024-03-04T09:00:00+08:00"
    assert only_refused(desk, say) == f"不作数：审批 101（账号 he，文件 {REF}）ATT118 检查不予通过（SIG024）：{reason}"


def test_in_english(desk: Office, say: Say) -> None:
    desk.click("he", "APPROVE", "agreed")
    desk.click("ye", "APPROVE")
    assert say(desk, words=["--lang", "en", *desk.words("--write")]) == [
        "Pull request 7: 1 count, 1 do not",
        f"Counts: review 101, 何为民 (副局长), 审核, {RECORD}, 2024-03-05 10:00+08:00, opinion: agreed",
        f"Written to {STEM}.jsonl, line 2",
        (
            f"Does not count: review 102 (account ye, document {REF}) ATT111 nothing was awaited of 叶晓雯 on this"
            " document that day (awaited: 签发（局长）)"
        ),
        "help: Approve when it is their turn; register the appointment first if it changed",
    ]


def test_a_key_that_the_agent_holds(desk: Office, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    told = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True, check=True).stdout
    for name in ("SSH_AUTH_SOCK", "SSH_AGENT_PID"):
        monkeypatch.setenv(name, told.split(f"{name}=")[1].split(";")[0])
    try:
        for key in (desk.key, key_of(desk, "ye")):
            key.chmod(0o600)
            subprocess.run(["ssh-add", "-q", key], check=True)
        desk.click("he", "APPROVE")
        assert say(desk, words=[*desk.words()[:-2], "--write"])[1] == (
            counted(101, "何为民（副局长）", "审核", "2024-03-05 10:00")
        )
    finally:
        subprocess.run(["ssh-agent", "-k"], check=True, capture_output=True)
    assert list(signatures.check(load(WorkTree(desk.clone.root)))) == []


def test_asking_for_changes_takes_back_a_recorded_approval(desk: Office, say: Say) -> None:
    desk.click("he", "APPROVE")
    say(desk, "--write")
    desk.push({})
    desk.click("he", "REQUEST_CHANGES", "数字不对", at="2024-03-05T03:00:00Z")
    assert say(desk, "--write") == [
        "合并请求 7：作数 1 项，不作数 2 项",
        counted(102, "何为民（—）", "提出异议", "2024-03-05 11:00", "数字不对"),
        f"已写入 {STEM}.jsonl 第 3 行",
        refused(101, "he", "ATT103", "—", later="102", at="2024-03-05 03:00+00:00"),
        refused(101, "he", "ATT117", line="2"),
        "办法：要收回的，由本人要求修改或提出异议",
    ]
    (found,) = signatures.standings(load(WorkTree(desk.clone.root))).values()
    assert [(one.act.act, one.valid, one.withdrawn) for one in found] == [
        ("draft", True, False),
        ("check", True, True),
        ("objection", True, False),
    ]
    desk.push({})
    assert refused(102, "he", "ATT110", line="3") in say(desk)


def test_a_recorded_review_that_is_dismissed_later(desk: Office, say: Say) -> None:
    review = desk.click("he", "APPROVE")
    say(desk, "--write")
    desk.push({})
    desk.dismiss(review)
    assert say(desk) == [
        "合并请求 7：作数 0 项，不作数 2 项",
        refused(101, "he", "ATT102", "—"),
        refused(101, "he", "ATT117", line="2"),
        "办法：要收回的，由本人要求修改或提出异议",
    ]


def test_a_document_with_faults(desk: Office, say: Say) -> None:
    desk.push({f"{STEM}.md": document(more="colour: red\n"), f"{STEM}-2.md": "---\n"})
    desk.click("he", "APPROVE")
    assert [one for one in say(desk) if "格式错误" in one] == [
        f"{STEM}.md 有格式错误，上面的审批一概没有办理",
        f"{STEM}-2.md 有格式错误，上面的审批一概没有办理",
    ]


def test_people_and_keys_that_the_pull_request_brings_are_not_heard(desk: Office, say: Say) -> None:
    other = CONFIG.replace(public_line("gate"), public_line("ye"))
    desk.push({"records/bureau/people.yaml": people(ye={"posts": ("deputy",)}), "records/cabinet.yaml": other})
    desk.click("ye", "APPROVE")
    first = only_refused(desk, say).splitlines()[0]
    assert first == refused(101, "ye", "ATT111", name="叶晓雯", awaited="审核（副局长、财务股长）")
    assert say(desk, words=[*desk.words(), "--gate-key", str(key_of(desk, "ye"))]) == [
        "2",
        "placet: ATT014 钥匙（SHA256:TH66N3gko2qtx+ZUObuQz1Ez+00h/u02APxkI2LFNi4）不在 cabinet.yaml 的 gate-keys 里",
        "  办法：用门禁自己的钥匙，并先按规定登记",
    ]


def key_of(desk: Office, who: str) -> Path:
    file = desk.key.parent / who
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
    file.write_bytes(private_key(who).private_bytes(*form))
    return file


def test_every_page_is_read(desk: Office, say: Say) -> None:
    desk.forge.cap = 2
    desk.click("he", "APPROVE")
    for minute in range(3):
        desk.click("ye", "COMMENT", at=f"2024-03-05T02:0{minute}:00Z")
    desk.click("he", "REQUEST_CHANGES", at="2024-03-05T03:00:00Z")
    desk.forge.asked.clear()
    assert say(desk)[0] == "合并请求 7：作数 0 项，不作数 5 项"
    where = "GET /repos/bureau/portal/pulls/7"
    assert desk.forge.asked == [
        where,
        f"{where}/reviews?per_page=100",
        f"{where}/reviews?per_page=2&page=2",
        f"{where}/reviews?per_page=2&page=3",
    ]


def test_two_documents_of_one_pull_request(desk: Office, say: Say) -> None:
    other = document().replace(ID, "2024-9k3m7f").replace(TITLE, "关于值班的通知")
    desk.push({f"{STEM}-2.md": other})
    desk.click("he", "APPROVE")
    assert say(desk) == [
        "合并请求 7：作数 1 项，不作数 1 项",
        counted(101, "何为民（副局长）", "审核", "2024-03-05 10:00"),
        f"应追加为 {STEM}.jsonl 第 2 行：",
        refused(101, "he", "ATT111", f"{REF}-2", name="何为民", awaited="拟稿（江禾）"),
        "办法：轮到本人时再审批；岗位有变动的，先登记任免",
    ]


def test_who_stands_in_for_an_absent_chief(make: MakeOffice, say: Say) -> None:
    away = (
        "delegations:\n  - {post: deputy, to: clerk, from: 2024-03-05, until: 2024-03-05, acts: [check]}\n"
        "absences:\n  - {person: he, from: 2024-03-05, until: 2024-03-05, why: 外出}\n"
    )
    with make(people=people() + away) as desk:
        desk.propose()
        desk.click("ye", "APPROVE", at="2024-03-04T15:59:59Z")
        assert only_refused(desk, say).splitlines()[0] == (
            refused(101, "ye", "ATT111", name="叶晓雯", awaited="审核（副局长、财务股长）")
        )
        desk.click("ye", "APPROVE", at="2024-03-05T02:00:00Z")
        assert say(desk)[1] == counted(102, "叶晓雯（副局长）", "审核", "2024-03-05 10:00")


GATE = Key(public_line("gate"), day("2024-03-01"), day("2024-03-31"), at("2024-03-20T12:00"))


@pytest.mark.parametrize(
    ("when", "given", "key", "expected"),
    [
        ("2024-03-05T09:00", {"evidence": "review"}, "gate", []),
        ("2024-03-05T09:00", {"evidence": "review"}, "zhou", ["SIG011"]),
        ("2024-03-05T09:00", {"evidence": "review"}, "stranger", ["SIG012"]),
        ("2024-02-29T09:00", {"evidence": "review"}, "gate", ["SIG013"]),
        ("2024-03-20T11:59", {"evidence": "review"}, "gate", []),
        ("2024-03-20T12:00", {"evidence": "review"}, "gate", ["SIG015"]),
        ("2024-03-05T09:00", {"evidence": "signature"}, "gate", ["SIG027"]),
        ("2024-03-05T09:00", {"evidence": "paper", "scan": Attachment("a.pdf", "b" * 64)}, "gate", ["SIG016"]),
    ],
)
def test_what_the_gates_key_may_attest(when: str, given: dict[str, Any], key: str, expected: list[str]) -> None:
    slip = Slip()
    slip.add("issue", "zhou", when, post="director", key=key, attested_by="gate", **given)
    (found,) = standing(slip.record(), small_office(gate_keys=(GATE,)), OUTGOING)
    assert [one.code for one in found.findings] == expected
    assert found.valid == (not expected)


def test_the_gates_key_is_nobodys(make: MakeOffice) -> None:
    shared = people().replace(public_line("ye"), public_line("gate"))
    with make(
        config=CONFIG.replace("gate-keys: [", "gate-keys: [{public: ssh-ed25519 AAAA, from: 2023-01-01}, "),
        people=shared,
    ) as desk:
        found = [
            (one.code, one.place.path, dict(one.args)) for one in signatures.check(load(WorkTree(desk.clone.root)))
        ]
        key = "SHA256:6BX+RIq0Ld+tcivCpc6wsDn665MKqy2ZCEgTGW8FKFQ"
        assert found == [
            ("SIG038", "records/cabinet.yaml", {"reason": "malformed"}),
            ("SIG039", "records/cabinet.yaml", {"name": "gate", "other": "叶晓雯", "key": key}),
        ]
