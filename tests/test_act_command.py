"""`placet act` on a small cabinet: what it writes, says, and refuses."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from placet.cabinet import load
from placet.checks import signatures
from placet.cli import run
from placet.errors import UserError
from placet.filing.act import Request, append, compose, record_named, sign
from placet.tree import WorkTree
from tests.sample.keys import private_key, public_line, signer
from tests.slips import at

PEOPLE = {"jiang": "江禾", "zhou": "周建国", "gan": "甘琳", "ye": "叶晓雯"}
DRAFT = "records/bureau/outgoing/drafts/notice"


def files() -> dict[str, str]:
    keys = "\n".join(
        f"  - {{id: {who}, name: {name}, keys: [{{public: {public_line(who)}, from: 2023-01-01}}]}}"
        for who, name in PEOPLE.items()
    )
    return {
        "records/cabinet.yaml": (
            'title: 门户\nsince: 2023-01-01\nas-of: 2024-03-05T17:00:00+08:00\nutc-offset: "+08:00"\nunits: [bureau]\n'
        ),
        "records/bureau/unit.yaml": (
            'title: 县文旅局\nfonds: "0118"\nagency: 青文旅\nsections: {}\n'
            "posts:\n  director: {title: 局长}\n  seal-keeper: {title: 公章管理人}\n  clerk: {title: 文件管理员}\n"
            "bodies: {}\nparameters: {}\n"
        ),
        "records/bureau/people.yaml": (
            f"persons:\n{keys}\nappointments:\n"
            "  - {person: zhou, post: director, from: 2023-01-01}\n"
            "  - {person: gan, post: seal-keeper, from: 2023-01-01}\n"
            "  - {person: ye, post: clerk, from: 2023-01-01}\n"
        ),
        "records/registers/outgoing.yaml": (
            "title: 发文\ndate: date\nfields:\n  date: {title: 成文日期, type: date, required: true}\n"
            "  drafter: {title: 拟稿人, type: person, required: true}\n"
            "acts:\n  draft: {title: 拟稿, by: [{person: drafter}]}\n  issue: {title: 签发, by: [director]}\n"
            "  seal: {title: 用印, by: [seal-keeper], data: {copies: {title: 份数, type: number, required: true}}}\n"
            "columns: [number, title]\n"
        ),
        "records/bureau/outgoing/register.yaml": "kind: outgoing\ntitle: 发文登记簿\nseries: 青文旅发〔{year}〕{n}号\n",
        f"{DRAFT}.md": (
            "---\nid: 2024-7f3k9m\ntitle: 关于开放日的通知\nclassification: internal\ndate: 2024-03-04\n"
            "drafter: jiang\n---\n\n请按时参加。\n"
        ),
    }


@dataclass
class Office:
    """A cabinet on disk and a key file for everybody in it."""

    root: Path
    keys: Path

    def placet(self, *words: str, who: str = "") -> int:
        """The exit status of `placet act` on the draft; `who` signs with a key file."""
        key = ["--key", str(self.keys / who)] if who else []
        return run(["act", *words, "--root", str(self.root), *key])

    def slip(self) -> list[dict[str, object]]:
        path = self.root / f"{DRAFT}.jsonl"
        return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    root, keys = tmp_path / "portal", tmp_path / "keys"
    for path, text in files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    keys.mkdir()
    for who in PEOPLE:
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
        (keys / who).write_bytes(private_key(who).private_bytes(*form))
        (keys / who).chmod(0o600)
        (keys / f"{who}.pub").write_text(public_line(who) + f" {who}\n")
    return Office(root, keys)


RECORD = "bureau/outgoing/drafts/notice"
TITLE = "关于开放日的通知（bureau/outgoing/drafts/notice）"


def test_draft_and_issue(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.placet(RECORD, "draft", "--at", "2024-03-04T09:00", who="jiang") == 0
    assert desk.placet(f"{DRAFT}.md", "issue", "--opinion", "同意", who="zhou") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"已签署：{TITLE} 第 1 行“拟稿”，江禾（—），2024-03-04 09:00+08:00",
        f"已签署：{TITLE} 第 2 行“签发”，周建国（局长），2024-03-05 17:00+08:00",
    ]
    first, second = desk.slip()
    assert {key: second[key] for key in ("act", "by", "post", "at", "opinion", "evidence")} == {
        "act": "issue",
        "by": "zhou",
        "post": "director",
        "at": "2024-03-05T17:00:00+08:00",
        "opinion": "同意",
        "evidence": "signature",
    }
    assert "post" not in first
    cabinet = load(WorkTree(desk.root))
    assert cabinet.findings == ()
    (found,) = signatures.standings(cabinet).values()
    assert [(one.act.act, one.valid, one.post, sorted(one.sees), one.findings) for one in found] == [
        ("draft", True, "", [], ()),
        ("issue", True, "director", [1], ()),
    ]


def test_data_read_back_keeps_its_signature(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.placet("2024-7f3k9m", "seal", "--data", "copies=20.50", who="gan") == 0
    assert desk.slip()[0]["data"] == {"copies": 20.5}
    (found,) = signatures.standings(load(WorkTree(desk.root))).values()
    assert [(one.valid, one.findings) for one in found] == [(True, ())]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "who", "said"),
    [
        (("nothing", "draft"), "jiang", "placet: CMD101 没有叫“nothing”的文件"),
        (
            ("bureau/outgoing/drafts/notise", "draft"),
            "jiang",
            "placet: CMD102 没有叫“bureau/outgoing/drafts/notise”的文件，是否为“bureau/outgoing/drafts/notice”？",
        ),
        (
            (RECORD, "publish"),
            "jiang",
            "placet: CMD104 “发文”没有“publish”这个动作（有：draft 拟稿、issue 签发、seal 用印）",
        ),
        (
            (RECORD, "签发"),
            "zhou",
            "placet: CMD105 “发文”没有“签发”这个动作，是否为 issue（签发）？（有：draft 拟稿、issue 签发、seal 用印）",
        ),
        (
            (RECORD, "seal", "--data", "sheets=2"),
            "gan",
            "placet: CMD106 “用印”不带“sheets”这项数据（可带：copies 份数）",
        ),
        ((RECORD, "seal", "--data", "copies"), "gan", "placet: CMD110 “copies”应写成 名称=值"),
        ((RECORD, "seal"), "gan", "placet: SIG030 甘琳办理“用印”没有填写“份数”"),
        (
            (RECORD, "issue", "--post", "director"),
            "jiang",
            "placet: SIG018 江禾在 2024-03-05 不任局长，不能以此岗位办理“签发”（当日任职：周建国）",
        ),
        (
            (RECORD, "issue", "--by", "zhou"),
            "jiang",
            "placet: SIG011 “签发”写的是周建国，用的却是江禾的钥匙（" + signer("jiang").public.fingerprint + "）",
        ),
        (
            (RECORD, "draft"),
            "",
            "placet: CMD112 无法确定用哪把钥匙：ssh-agent 里有 0 把，其中 0 把已登记",
        ),
    ],
)
def test_what_is_refused_is_not_written(
    desk: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], who: str, said: str
) -> None:
    assert desk.placet(*words, who=who) == 2
    assert capsys.readouterr().err.splitlines()[0] == said
    assert desk.slip() == []


BARRED = (
    "placet: CMD130 江禾在 2024-03-05 不能办理“签发”：发文登记簿规定由局长办理（当日：周建国）。签了也不作数",
    "  办法：请有权的人办理；确要留下这一签署的，加 --anyway",
)


def test_what_the_register_does_not_let_somebody_do_is_not_signed(
    desk: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.placet(RECORD, "issue", who="jiang") == 1
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()) == ("", list(BARRED))
    assert desk.slip() == []
    assert (
        run(["--lang", "en", "act", RECORD, "issue", "--root", str(desk.root), "--key", str(desk.keys / "jiang")]) == 1
    )
    assert capsys.readouterr().err.splitlines() == [
        (
            "placet: CMD130 江禾 may not do “签发” on 2024-03-05: by the register 发文 it is done by 局长 "
            "(that day: 周建国). It would not count"
        ),
        "  help: Ask whoever may; to leave the signature nonetheless, add --anyway",
    ]


def test_anyway_it_is_signed_with_the_same_warning(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.placet(RECORD, "issue", "--anyway", who="jiang") == 0
    said = capsys.readouterr()
    assert said.err.splitlines() == list(BARRED)
    assert said.out.splitlines() == [f"已签署：{TITLE} 第 1 行“签发”，江禾（—），2024-03-05 17:00+08:00"]
    assert [(line["act"], line["by"]) for line in desk.slip()] == [("issue", "jiang")]


@pytest.mark.parametrize(("day", "status"), [("2024-03-05", 0), ("2024-03-06", 1)])
def test_the_day_of_the_act_decides(desk: Office, capsys: pytest.CaptureFixture[str], day: str, status: int) -> None:
    path = desk.root / "records/bureau/people.yaml"
    entry = "{person: zhou, post: director, from: 2023-01-01}"
    ended = "{person: zhou, post: director, from: 2023-01-01, until: 2024-03-05}"
    path.write_text(path.read_text("utf-8").replace(entry, ended), "utf-8")
    assert desk.placet(RECORD, "issue", "--at", f"{day}T10:00", who="zhou") == status
    told = (
        []
        if status == 0
        else [
            "placet: CMD130 周建国在 2024-03-06 不能办理“签发”：发文登记簿规定由局长办理（当日：—）。签了也不作数",
            "  办法：请有权的人办理；确要留下这一签署的，加 --anyway",
        ]
    )
    assert capsys.readouterr().err.splitlines() == told


def test_who_stands_in_may(desk: Office) -> None:
    path = desk.root / "records/bureau/people.yaml"
    entrusted = "delegations:\n  - {post: director, to: clerk, from: 2024-03-05, until: 2024-03-05, acts: [issue], basis: 授权书}\n"
    path.write_text(path.read_text("utf-8") + entrusted, "utf-8")
    assert desk.placet(RECORD, "issue", who="ye") == 0
    assert desk.placet(RECORD, "issue", "--at", "2024-03-06T10:00", who="ye") == 1


REGULATION = """---
title: 发文办法
id: documents
unit: bureau
in-force: 2023-01-01
adopted: {by: bureau-meeting}
rules:
  - id: order
    article: 3
    says: 通知由局长用印
    basis: [T-1]
    on: outgoing
    when: title == "关于开放日的通知"
    demand: {acts: {seal: director}}
    examples:
      - {given: {title: 关于开放日的通知}, acts: ["seal by director"], expect: met}
      - {given: {title: 其他}, acts: [], expect: not-applicable}
---

### 第三条

通知由局长用印。
"""


def test_an_article_that_names_another_post_is_told_before_signing(
    desk: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = desk.root / "docs/bureau/documents/2023-01-01.md"
    path.parent.mkdir(parents=True)
    path.write_text(REGULATION, "utf-8")
    assert desk.placet(RECORD, "seal", "--data", "copies=2", who="gan") == 0
    assert capsys.readouterr().err.splitlines() == [
        "placet: CMD131 甘琳办理“用印”不合《发文办法》第 3 条的要求：该条要局长办理（2024-03-05 为周建国）。这次签署对该条不作数",
        "  办法：登记簿准许这次签署，但条文还在等上面所说的人",
    ]
    assert [line["act"] for line in desk.slip()] == ["seal"]
    draft = desk.root / f"{DRAFT}.md"
    draft.write_text(draft.read_text("utf-8").replace("关于开放日的通知", "关于放假的通知"), "utf-8")
    (desk.root / f"{DRAFT}.jsonl").unlink()
    assert desk.placet(RECORD, "seal", "--data", "copies=2", who="gan") == 0
    assert capsys.readouterr().err == ""


def test_an_unregistered_key_belongs_to_nobody(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.keys / "stranger"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    assert desk.placet(RECORD, "draft", who="stranger") == 2
    assert capsys.readouterr().err.startswith("placet: CMD103 钥匙 SHA256:")


def test_nobody_signs_before_what_they_saw(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.placet(RECORD, "draft", "--at", "2024-03-04T09:00", who="jiang") == 0
    assert desk.placet(RECORD, "issue", "--at", "2024-03-04T08:00", who="zhou") == 2
    assert capsys.readouterr().err.splitlines()[0] == (
        "placet: SIG024 周建国办理“签发”的时间 2024-03-04T08:00:00+08:00 "
        "早于其所见第 1 行的时间 2024-03-04T09:00:00+08:00"
    )
    assert len(desk.slip()) == 1


def test_a_broken_slip_is_not_signed_after(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.root / f"{DRAFT}.jsonl").write_bytes(b'{"act":')
    assert desk.placet(RECORD, "draft", who="jiang") == 2
    assert capsys.readouterr().err.splitlines()[0] == (
        f"placet: CMD107 办理单 {DRAFT}.jsonl 有读不出的行，不能在其后签署"
    )
    assert (desk.root / f"{DRAFT}.jsonl").read_bytes() == b'{"act":'


@pytest.mark.parametrize("end", [".md", ".jsonl"])
def test_a_record_that_changes_meanwhile_is_left_alone(desk: Office, end: str) -> None:
    assert desk.placet(RECORD, "draft", who="jiang") == 0
    cabinet = load(WorkTree(desk.root))
    record = record_named(cabinet, RECORD)
    request = Request("issue", "zhou", at("2024-03-05T18:00"))
    signed = sign(cabinet, record, compose(cabinet, record, request), signer("zhou"))
    path = desk.root / f"{DRAFT}{end}"
    path.write_bytes(path.read_bytes() * 2)
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        append(desk.root, signed)
    assert (caught.value.code, caught.value.words) == ("CMD108", {"path": f"{DRAFT}.md"})
    assert path.read_bytes() == before
    assert sorted(item.name for item in path.parent.iterdir()) == ["notice.jsonl", "notice.md"]


def test_a_write_cut_short_leaves_the_slip_whole(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.placet(RECORD, "draft", who="jiang") == 0
    before = (desk.root / f"{DRAFT}.jsonl").read_bytes()

    def killed(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    assert desk.placet(RECORD, "issue", who="zhou") == 130
    monkeypatch.undo()
    assert (desk.root / f"{DRAFT}.jsonl").read_bytes() == before
    assert load(WorkTree(desk.root)).findings == ()
    assert desk.placet(RECORD, "issue", who="zhou") == 0
    assert [line["act"] for line in desk.slip()] == ["draft", "issue"]


def test_paper_keeps_its_scan_and_is_signed_by_who_attests(desk: Office, tmp_path: Path) -> None:
    scan = tmp_path / "签发单.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    words = ("--by", "zhou", "--evidence", "paper", "--attested-by", "ye", "--scan", str(scan))
    assert desk.placet(RECORD, "issue", *words, who="ye") == 0
    (line,) = desk.slip()
    assert (line["by"], line["post"], line["attested_by"]) == ("zhou", "director", "ye")
    assert (desk.root / DRAFT / "签发单.pdf").read_bytes() == b"%PDF-1.7 scan"
    (found,) = signatures.standings(load(WorkTree(desk.root))).values()
    assert [(one.valid, one.grade, one.fingerprint) for one in found] == [
        (True, "paper", signer("ye").public.fingerprint)
    ]


def test_another_file_of_the_scans_name_is_not_overwritten(
    desk: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"new")
    (desk.root / DRAFT).mkdir()
    (desk.root / DRAFT / "a.pdf").write_bytes(b"old")
    words = ("--by", "zhou", "--evidence", "paper", "--attested-by", "ye", "--scan", str(scan))
    assert desk.placet(RECORD, "issue", *words, who="ye") == 2
    assert capsys.readouterr().err.splitlines()[0] == "placet: CMD109 附件文件夹中已有另一个 a.pdf"
    assert (desk.root / DRAFT / "a.pdf").read_bytes() == b"old"


def test_the_agent_signs_for_whom_its_key_is(
    desk: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "a")
    process = subprocess.Popen(["ssh-agent", "-D", "-a", path], stdout=subprocess.DEVNULL)
    try:
        while not Path(path).exists():
            assert process.poll() is None
        monkeypatch.setenv("SSH_AUTH_SOCK", path)
        assert desk.placet(RECORD, "draft", "--agent") == 2
        assert capsys.readouterr().err.splitlines()[0] == (
            "placet: CMD112 无法确定用哪把钥匙：ssh-agent 里有 0 把，其中 0 把已登记"
        )
        subprocess.run(["ssh-add", "-q", desk.keys / "jiang"], env={**os.environ}, check=True)
        assert desk.placet(RECORD, "draft", "--agent") == 0
        subprocess.run(["ssh-add", "-q", desk.keys / "zhou"], env={**os.environ}, check=True)
        assert desk.placet(RECORD, "issue", "--agent") == 2
        assert desk.placet(RECORD, "issue", "--agent", "--by", "zhou") == 0
        assert desk.placet(RECORD, "seal", "--data", "copies=1", "--key", str(desk.keys / "gan.pub")) == 2
    finally:
        process.terminate()
        process.wait()
    assert [(line["act"], line["by"]) for line in desk.slip()] == [("draft", "jiang"), ("issue", "zhou")]
