"""`placet verify`: what it proves, from which clone, and the folder that proves it without this program."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from placet.cli import run
from placet.signing.sshsig import fingerprint
from tests.repository import EPOCH, Repo
from tests.sample.keys import public_line
from tests.tiny import lay_out

GOLDEN = Path(__file__).parent / "golden" / "verify"
NUMBER = "溪文发〔2024〕2号"
REF = "bureau/outgoing/2024/0002"
DOCUMENT = f"records/{REF}.md"
SLIP = f"records/{REF}.jsonl"
DRAFT = "records/bureau/outgoing/drafts/shufa"
TURNING = 'edit:\n  - {file: records/cabinet.yaml, replace: ["as-of: 2024-06-28T17:00:00+08:00\\n", ""]}\n'
PAPER = """\
fresh: [bureau/outgoing/2024/0002]
edit:
  - {file: records/bureau/outgoing/2024/0002.md, replace: ["refers:", "attachments: [{file: 名单.txt, sha256: 98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4}]\\nrefers:"]}
acts:
  bureau/outgoing/2024/0002:
    - draft by wang-fang at 2024-03-05T09:00
    - {act: check, by: li-ping, post: office-director, at: 2024-03-05T10:00, opinion: 同意, evidence: review, attested_by: wu-di}
    - {act: countersign, by: sun-qiang, at: 2024-03-05T10:30, note: true, opinion: 电话里同意}
    - countersign by sun-qiang as deputy-market at 2024-03-05T11:00
    - {act: issue, by: zhao-min, post: director, at: 2024-03-05T14:00, evidence: paper, attested_by: wu-di, scan: {file: 稿纸.txt, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855}}
    - number by wu-di as clerk at 2024-03-05T15:00
    - {act: seal, by: wu-di, post: seal-keeper, at: 2024-03-06T09:00, data: {copies: 12}}
tamper:
  - {file: records/bureau/outgoing/2024/0002/稿纸.txt, append: ""}
  - {file: records/bureau/outgoing/2024/0002/名单.txt, append: "hi\\n"}
"""


def cabinet(tmp_path: Path, case: str = "") -> Path:
    """The base cabinet of the cases, changed as this case says."""
    folder, root = tmp_path / "case", tmp_path / "cabinet"
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text(case or "{}", "utf-8")
    lay_out(root, folder)
    return root


def commit(repo: Repo, at: str, message: str = "change") -> str:
    """Commits everything at this moment."""
    repo.commits = int((datetime.fromisoformat(at) - EPOCH) / timedelta(minutes=1))
    return repo.commit({}, message)


def bare(repo: Repo, tmp_path: Path) -> Path:
    """A fresh bare clone."""
    clone = tmp_path / "clone.git"
    repo.git("clone", "--quiet", "--bare", str(repo.root), str(clone))
    return clone


def verify(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = run(["verify", *words])
    out, err = capsys.readouterr()
    return status, re.sub(r"\b[0-9a-f]{12}(?:[0-9a-f]{28})?\b", "<commit>", out), err


# What is proved


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_document_with_every_grade_of_evidence_from_a_bare_clone(
    lang: str,
    form: str,
    tmp_path: Path,
    make_repo: Callable[..., Repo],
    capsys: pytest.CaptureFixture[str],
    expect: Callable[[Path, str], None],
) -> None:
    repo = make_repo()
    shutil.copytree(cabinet(tmp_path, PAPER), repo.root, dirs_exist_ok=True)
    commit(repo, "2024-03-06T10:00:00+08:00")
    status = run(["--lang", lang, "verify", NUMBER, "--repo", str(bare(repo, tmp_path)), "--format", form])
    out, err = capsys.readouterr()
    head = repo.git("rev-parse", "HEAD")
    expect(GOLDEN / f"every-grade.{lang}.{form}", out.replace(head, "<commit>").replace(head[:12], "<commit>"))
    assert (status, err) == (0, "")


def test_path_reference_id_and_number_name_the_same_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = cabinet(tmp_path)
    names = [NUMBER, REF, DOCUMENT, SLIP, f"./{DOCUMENT}", str(root / DOCUMENT), "2024-outbbb"]
    told = {verify(name, "--repo", str(root), capsys=capsys) for name in names}
    assert len(told) == 1
    assert verify(REF, "--repo", str(root / "records"), capsys=capsys) in told


def test_a_draft_is_proved_as_far_as_it_got(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    case = (Path(__file__).parent / "cases" / "SIG009-draft-edited-after-signing" / "case.yaml").read_text("utf-8")
    status, out, _ = verify("bureau/outgoing/drafts/summer", "--repo", str(cabinet(tmp_path, case)), capsys=capsys)
    expect(GOLDEN / "draft.zh.text", out)
    assert status == 1


def test_a_breach_is_no_proof(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = (Path(__file__).parent / "cases" / "VERDICT-missing-countersign" / "case.yaml").read_text("utf-8")
    status, out, _ = verify(REF, "--repo", str(cabinet(tmp_path, case)), capsys=capsys)
    assert status == 1
    assert "  - 违反《发文办理办法》第三条「涉及其他部室的，由分管负责人会签」\n" in out


def test_a_decision_is_named_that_a_rule_rests_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = verify("2024-expbbb", "--repo", str(cabinet(tmp_path)), capsys=capsys)
    assert status == 0
    assert (
        "  符合 《财务管理办法》（2024-01-01 起施行）第二条：「单笔支出两万元以上的，须经馆务会同意」\n"
        "      据：bureau/minutes/2024/0001\n"
    ) in out


def test_a_web_review_attested_by_the_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = PAPER.replace("evidence: review, attested_by: wu-di", "evidence: review, attested_by: gate")
    key = f"gate-keys:\\n  - {{public: {public_line('gate')}, from: 2024-01-01, until: 2024-12-31}}\\n"
    case = case.replace("edit:\n", f'edit:\n  - {{file: records/cabinet.yaml, replace: ["units:", "{key}units:"]}}\n')
    root = cabinet(tmp_path, case)
    status, out, _ = verify(REF, "--repo", str(root), capsys=capsys)
    assert status == 0
    assert (
        "      凭据：网页审批，由门禁的密钥证明\n"
        f"      钥匙：{fingerprint(public_line('gate'))}，2024-01-01 至 2024-12-31\n"
    ) in out
    assert "  - 第 2 行“核稿”：李萍在网页上点了同意，这一点只凭门禁的证明\n" in out
    folder = bundle(tmp_path, root, capsys)
    assert "2: gate check 20240305100000 成立 / holds\n" in check(folder)[1]


# What was altered


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("tamper: [{file: F.md, replace: [书法, 绘画]}]", "SIG008"),
        ("tamper: [{file: F.jsonl, swap: [2, 3]}]", "SIG006"),
        ("tamper: [{file: F.jsonl, drop: 2}]", "SIG007"),
        ("tamper: [{file: F.jsonl, replace: [sun-qiang, zhou-yi]}]", "SIG004"),
        ("tamper: [{file: F.jsonl, unsign: 4}]", "SIG001"),
        ("tamper: [{file: F.jsonl, copy: [records/bureau/outgoing/2024/0001.jsonl, 5]}]", "SIG005"),
        ('tamper: [{file: F.md, replace: [classification, "title: 二\\nclassification"]}]', "FMT009"),
        (PAPER + "  - {file: F/名单.txt, append: 多一人}\n", "ARC002"),
    ],
)
def test_what_was_altered_is_refused(case: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = cabinet(tmp_path, case.replace("file: F", f"file: records/{REF}"))
    for form in ("text", "json"):
        status, out, err = verify(
            REF, "--repo", str(root), "--format", form, "--bundle", str(tmp_path / "bundle"), capsys=capsys
        )
        assert status == 4
        assert words in out
        assert ("不能成立" in out or "读不通" in out) if form == "text" else json.loads(out)["conclusion"] == "tampered"
        assert err in ("文件不能成立，没有写证明材料\n", "")
    assert not (tmp_path / "bundle").exists()


def test_an_unreadable_document_is_told_with_its_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = f'tamper: [{{file: {DOCUMENT}, replace: [classification, "title: 二\\nclassification"]}}]'
    status, out, err = verify(NUMBER, "--repo", str(cabinet(tmp_path, case)), capsys=capsys)
    assert (status, err) == (4, "")
    assert out == (f"{DOCUMENT} 读不通，什么也证明不了：\n  {DOCUMENT}:4:1: 错误 FMT009 “title”出现两次\n")


def test_what_cannot_be_found_is_a_mistake_of_the_caller(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(cabinet(tmp_path))
    assert verify("溪文发〔2024〕9号", "--repo", root, capsys=capsys)[::2] == (
        2,
        "placet: CMD102 没有叫“溪文发〔2024〕9号”的文件，是否为“溪文发〔2024〕2号”？\n",
    )
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    assert verify(REF, "--repo", root, "--bundle", str(tmp_path / "full"), capsys=capsys)[2] == (
        f"placet: PRF001 目录不是空的，没有写入：{tmp_path / 'full'}\n  办法：给 --bundle 一个新的目录名\n"
    )


# Which commit brought it in


def story(repo: Repo, tmp_path: Path) -> list[str]:
    """On branch `filing`: a draft signed line by line in commits of its own, then numbered; main moved on meanwhile."""
    full = cabinet(tmp_path, TURNING)
    document, lines = (full / DOCUMENT).read_bytes(), (full / SLIP).read_bytes().splitlines(keepends=True)
    for path in (DOCUMENT, SLIP):
        (full / path).unlink()
    shutil.copytree(full, repo.root, dirs_exist_ok=True)
    commit(repo, "2024-03-05T08:00:00+08:00", "cabinet")
    repo.git("checkout", "--quiet", "-b", "filing")
    repo.write({f"{DRAFT}.md": document})
    for count in range(1, 5):
        repo.write({f"{DRAFT}.jsonl": b"".join(lines[:count])})
        commit(repo, f"2024-03-05T14:0{count}:00+08:00", f"line {count}")
    repo.write({f"{DRAFT}.md": None, f"{DRAFT}.jsonl": None, DOCUMENT: document, SLIP: b"".join(lines)})
    commit(repo, "2024-03-05T15:01:00+08:00", "number")
    repo.git("checkout", "--quiet", "main")
    repo.write({"README.md": "meanwhile\n"})
    commit(repo, "2024-03-05T15:02:00+08:00", "meanwhile")
    repo.commits += 5
    return [f"{count}" for count in range(1, 6)]


def entered(out: str) -> list[str]:
    return [act["entered"]["commit"] for act in json.loads(out)["acts"]]


def prove(clone: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = run(["verify", REF, "--repo", str(clone), "--format", "json", "--as-of", "2024-12-31"])
    out, err = capsys.readouterr()
    assert err == ""
    return status, out


def test_after_a_squash_all_acts_came_in_with_one_commit(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story(repo, tmp_path)
    repo.git("merge", "--squash", "--quiet", "filing")
    squashed = repo.commit({}, "squashed")
    status, out = prove(bare(repo, tmp_path), capsys)
    assert status == 0
    assert entered(out) == [squashed] * 5
    assert json.loads(out)["order"] == [1, 2, 3, 4, 5]


def test_after_a_merge_all_acts_came_in_with_the_merge(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story(repo, tmp_path)
    repo.git("merge", "--no-ff", "--quiet", "-m", "merge", "filing")
    status, out = prove(bare(repo, tmp_path), capsys)
    assert (status, entered(out)) == (0, [repo.git("rev-parse", "HEAD")] * 5)


def test_after_a_rebase_each_act_came_in_with_its_own_commit(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story(repo, tmp_path)
    repo.git("rebase", "--quiet", "main", "filing")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--ff-only", "--quiet", "filing")
    status, out = prove(bare(repo, tmp_path), capsys)
    commits = repo.git("log", "--reverse", "--format=%H", "-5").split()
    assert (status, entered(out)) == (0, commits)


def test_keys_may_be_replaced_and_posts_change_hands_afterwards(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story(repo, tmp_path)
    repo.git("merge", "--squash", "--quiet", "filing")
    repo.commit({}, "squashed")
    people = (repo.root / "records/bureau/people.yaml").read_text("utf-8")
    old = public_line("zhao-min")
    assert f"{old}, from: 2024-01-01}}" in people
    new = people.replace(
        f"{old}, from: 2024-01-01}}",
        f"{old}, from: 2024-01-01, until: 2024-04-01}}\n      - {{public: {public_line('zhao-min', 2)}, from: 2024-04-02}}",
    )
    repo.write({"records/bureau/people.yaml": new})
    commit(repo, "2024-04-02T09:00:00+08:00", "new key")
    clone = bare(repo, tmp_path)
    status, out = prove(clone, capsys)
    issue = json.loads(out)["acts"][3]
    assert status == 0
    assert issue["key"] == {"from": "2024-01-01", "until": "2024-04-01", "revoked": None}
    assert issue["appointment"] == {
        "post": "director",
        "basis": "任免通知",
        "from": "2024-01-01",
        "until": "2024-04-30",
    }
    assert check(bundle(tmp_path, clone, capsys))[0] == 0


def test_a_shallow_clone_says_that_it_cannot_tell(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story(repo, tmp_path)
    repo.git("merge", "--squash", "--quiet", "filing")
    repo.commit({}, "squashed")
    clone = tmp_path / "shallow"
    repo.git("clone", "--quiet", "--bare", "--depth=1", f"file://{repo.root}", str(clone))
    status, out = prove(clone, capsys)
    about = [one["about"] for one in json.loads(out)["not_proved"]]
    assert status == 0
    assert about == ["number-is-place", "shallow-history", "said-times", "people-file", "withheld"]


def test_an_older_revision_is_proved_as_it_was(repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story(repo, tmp_path)
    name = "bureau/outgoing/drafts/shufa"
    status = run(["verify", name, "--repo", str(bare(repo, tmp_path)), "--at", "filing~2", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert status == 1
    assert (told["conclusion"], len(told["acts"]), told["number"]) == ("partly", 3, "")


# The bundle


def bundle(tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "bundle"
    assert run(["verify", REF, "--repo", str(root), "--bundle", str(folder)]) == 0
    files = len([path for path in folder.rglob("*") if path.is_file()])
    told = f"证明材料已写入 {folder}（{files} 个文件）；在其中运行 sh check.sh 即可复核\n"
    assert capsys.readouterr().err == told
    return folder


def check(folder: Path) -> tuple[int, str]:
    """Runs check.sh with nothing of this program in reach."""
    done = subprocess.run(
        ["env", "-i", "PATH=/usr/bin:/bin", "sh", str(folder / "check.sh")], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def sums(folder: Path) -> None:
    """Writes SHA256SUMS anew, as whoever tampers would."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names if "SUMS" not in name
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))


def test_a_bundle_is_checked_without_this_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    folder = bundle(tmp_path, cabinet(tmp_path, PAPER), capsys)
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) == [
        "README.md",
        "SHA256SUMS",
        "allowed_signers",
        "attachments",
        "attachments/名单.txt",
        "attachments/稿纸.txt",
        "check.sh",
        "document.md",
        *(f"payload-{line}.json" for line in (1, 2, 4, 5, 6, 7)),
        *(f"sig-{line}.sig" for line in (1, 2, 4, 5, 6, 7)),
        "slip.jsonl",
    ]
    assert (folder / "allowed_signers").read_text() == "".join(
        f'{person} namespaces="placet-act@v1",valid-after="20240101"{ends} {public_line(person)}\n'
        for person, ends in (
            ("sun-qiang", ""),
            ("wang-fang", ""),
            ("wu-di", ',valid-before="20240331235959"'),
        )
    )
    expect(GOLDEN / "README.md", (folder / "README.md").read_text("utf-8"))
    status, out = check(folder)
    assert status == 0
    assert out == (
        "1: wang-fang draft 20240305090000 成立 / holds\n"
        "2: wu-di check 20240305100000 成立 / holds\n"
        "3: 没有签名，不作证明 / unsigned, proves nothing\n"
        "4: sun-qiang countersign 20240305110000 成立 / holds\n"
        "5: wu-di issue 20240305140000 成立 / holds\n"
        "6: wu-di number 20240305150000 成立 / holds\n"
        "7: wu-di seal 20240306090000 成立 / holds\n"
        "全部相符：6 个签名签的正是这份正文 / all good: 6 signatures are on this very text\n"
    )


TAMPERING: dict[str, tuple[str, str, str, str]] = {
    "document": ("document.md", "书法", "绘画", "不符 FAULT: document.md\n"),
    "act": ("payload-5.json", '"act":"issue"', '"act":"check"', "不符 FAULT: 5: wu-di check 20240305140000\n"),
    "document hash": (
        "payload-5.json",
        '"document":"sha256:',
        '"document":"sha256:0',
        "不符 FAULT: 5: payload-5.json\n",
    ),
    "unsigned line": ("slip.jsonl", "电话里同意", "电话里不同意", "不符 FAULT: 4: slip.jsonl\n"),
    "signature": ("sig-5.sig", "-----BEGIN", "AAAA\n-----BEGIN", "不符 FAULT: 5: sig-5.sig, slip.jsonl\n"),
    "key": ("allowed_signers", "sun-qiang", "li-ping", "不符 FAULT: 4: sun-qiang countersign 20240305110000\n"),
    "days": ("allowed_signers", "20240331235959", "20240301235959", "不符 FAULT: 6: wu-di number 20240305150000\n"),
    "attachment": ("attachments/名单.txt", "hi", "ho", "不符 FAULT: attachments/名单.txt\n"),
    "scan": ("attachments/稿纸.txt", "", "x", "不符 FAULT: attachments/稿纸.txt\n"),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_a_tampered_bundle_fails_even_with_new_sums(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bundle(tmp_path, cabinet(tmp_path, PAPER), capsys)
    file, old, new, told = TAMPERING[name]
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    status, out = check(folder)
    assert status == 1
    assert "不符 FAULT: SHA256SUMS\n" in out
    sums(folder)
    status, out = check(folder)
    assert status == 1
    assert told in out
    assert "全部相符" not in out


@pytest.mark.parametrize(
    ("remove", "told"),
    [
        ("payload-5.json", "不符 FAULT: 5: payload-5.json sig-5.sig\n"),
        ("sig-5.sig", "不符 FAULT: 5: payload-5.json sig-5.sig\n"),
        ("allowed_signers", "不符 FAULT: 1: wang-fang draft 20240305090000\n"),
        ("document.md", "不符 FAULT: document.md\n"),
    ],
)
def test_a_bundle_with_something_missing_fails(
    remove: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bundle(tmp_path, cabinet(tmp_path, PAPER), capsys)
    (folder / remove).unlink()
    sums(folder)
    status, out = check(folder)
    assert status == 1
    assert told in out


@pytest.mark.parametrize("order", [[0, 1, 3, 4, 5, 6], [1, 0, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5]])
def test_a_bundle_whose_slip_lost_or_moved_a_line_fails(
    order: list[int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bundle(tmp_path, cabinet(tmp_path, PAPER), capsys)
    lines = (folder / "slip.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "slip.jsonl").write_bytes(b"".join(lines[number] for number in order))
    sums(folder)
    assert check(folder)[0] == 1


def test_a_text_cannot_pretend_to_be_what_a_signature_covers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = '","covers":{"acts":0,"document":"sha256:' + "0" * 64 + '","slip":"sha256:' + "0" * 64 + '"},"x":"'
    case = PAPER.replace("opinion: 同意", f"opinion: '{forged}'")
    folder = bundle(tmp_path, cabinet(tmp_path, case), capsys)
    assert check(folder)[0] == 0
