"""`placet init` and the founding commit: the root of trust, made whole or not at all, and proved by a key known elsewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from placet.cli import run
from placet.doors.receive import refusal
from placet.gate import Outcome, Ruling, judge_merge
from tests.gatehouse import Gatehouse
from tests.repository import Repo
from tests.sample.keys import private_key, public_line, signer

GOLDEN = Path(__file__).parent / "golden" / "init"
NOTHING = "0" * 40
ROOT = signer("wang-fang").public.fingerprint
AS_OF = datetime.fromisoformat("2024-06-28T17:00:00+08:00")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the key files of two people, which is also where the commands run."""
    for person in ("wang-fang", "li-ping"):
        formats = serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
        (tmp_path / person).write_bytes(private_key(person).private_bytes(*formats))
        (tmp_path / f"{person}.pub").write_text(f"{public_line(person)} {person}@office\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words(folder: str = "portal", **changed: str | None) -> list[str]:
    given = {
        "title": "溪口县文化馆文件门户",
        "unit": "bureau",
        "unit-title": "溪口县文化馆",
        "agency": "溪文",
        "person": "wang-fang",
        "name": "王芳",
        "public": "wang-fang.pub",
        "from": "2024-01-01",
        "key": "wang-fang",
    } | changed
    return [
        "init",
        folder,
        *(word for key, value in given.items() if value is not None for word in (f"--{key}", value)),
    ]


def told(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = run(list(args))
    return status, *capsys.readouterr()


def founded(desk: Path, capsys: pytest.CaptureFixture[str]) -> Repo:
    """A portal that is signed, in a repository, not committed yet."""
    assert told(capsys, *words())[0] == 0
    repo = Repo(desk / "portal")
    repo.git("init", "--quiet", "--initial-branch=main")
    return repo


def ruling(repo: Repo, root_key: str = ROOT, head: str = "main") -> Ruling:
    return judge_merge(repo.root, NOTHING, head, (), AS_OF, root_key)


def why(found: Ruling) -> list[tuple[str, str]]:
    assert found.outcome is Outcome.REFUSED
    return [(one.code, one.place.path) for one in found.refusals]


def test_a_new_portal_is_made_whole_and_says_what_comes_next(
    desk: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    status, out, err = told(capsys, *words())
    assert (status, err) == (0, "")
    expect(GOLDEN / "made.txt", out)
    made = {
        file.relative_to(desk / "portal").as_posix(): file for file in (desk / "portal").rglob("*") if file.is_file()
    }
    for path, file in sorted(made.items()):
        expect(GOLDEN / "portal" / path, file.read_bytes().decode())
    assert sorted(desk.iterdir()) == [
        desk / name for name in ("li-ping", "li-ping.pub", "portal", "wang-fang", "wang-fang.pub")
    ]


def test_a_new_portal_passes_its_own_check(
    desk: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    told(capsys, *words(key=None))
    status, out, err = told(capsys, "check", "--root", "portal", "--as-of", "2024-06-28")
    expect(GOLDEN / "check.txt", out)
    assert (status, err) == (0, "")


def test_without_a_key_it_says_that_it_is_not_signed(
    desk: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    status, out, _ = told(capsys, "--lang", "en", *words(key=None))
    expect(GOLDEN / "unsigned.en.txt", out)
    assert status == 0
    assert not (desk / "portal" / "FOUNDING").exists()


REFUSED = {
    "folder-not-empty": (words("."), "CMD242"),
    "words-missing": (words(title=None, public=None), "CMD243"),
    "unit-out-of-form": (words(unit="../etc"), "CMD240"),
    "unit-taken": (words(unit="registers"), "CMD240"),
    "name-empty": (words(name=" "), "CMD241"),
    "name-with-a-line-feed": (words(name="王芳\nroot"), "CMD241"),
    "key-of-another": (words(key="li-ping"), "CMD245"),
    "day-out-of-form": (words(**{"from": "2024"}), "CLI002"),
    "seal-without-key": (["init", "portal", "--seal"], "CMD244"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_leaves_nothing_behind(
    desk: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None], name: str
) -> None:
    args, code = REFUSED[name]
    before = sorted(desk.iterdir())
    status, out, err = told(capsys, *args)
    assert (status, out) == (2, "")
    assert code in err
    expect(GOLDEN / "refused" / f"{name}.txt", err)
    assert sorted(desk.iterdir()) == before


def test_what_breaks_off_half_way_leaves_nothing_behind(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise OSError("no space left")

    before = sorted(desk.iterdir())
    monkeypatch.setattr("placet.filing.portal.seal", broken)
    assert run(words()) == 3
    assert sorted(desk.iterdir()) == before


def test_a_public_key_signs_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = told(capsys, *words(key="wang-fang.pub"))
    assert (status, out) == (2, "")
    assert err.startswith("placet: CMD111 这把钥匙不能签署：no-key: ")
    assert not (desk / "portal").exists()


def test_the_founding_commit_is_known_by_its_key(
    desk: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    repo = founded(desk, capsys)
    repo.commit({})
    args = [
        "gate",
        "--root",
        "portal",
        "--base",
        NOTHING,
        "--head",
        "main",
        "--as-of",
        "2024-06-28",
        "--format",
        "text",
    ]
    status, out, _ = told(capsys, *args, "--root-key", ROOT)
    assert status == 0
    assert [(one.code, dict(one.args)) for one in ruling(repo).notes] == [("GAT076", {"key": ROOT, "count": "10"})]
    status, told_why, _ = told(capsys, *args)
    assert status == 4
    assert [line for line in told_why.splitlines() if "GAT002" in line] != []
    assert "GAT002" not in out


def test_a_fresh_bare_clone_of_a_grown_portal_checks_its_first_commit(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = founded(desk, capsys)
    repo.commit({})
    repo.commit({"README.md": "x\n"})
    repo.git("clone", "--quiet", "--bare", ".", str(desk / "clone.git"))
    clone = Repo(desk / "clone.git")
    assert why(ruling(clone)) == [("GAT070", ""), ("GAT072", "README.md")]
    assert ruling(clone, head=clone.git("rev-list", "--max-parents=0", "main")).outcome is Outcome.MERGEABLE


def test_a_server_that_knows_the_fingerprint_lets_only_that_founding_in(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = founded(desk, capsys)
    pushed = f"{NOTHING} {repo.commit({})} refs/heads/main\n".encode()
    repo.git("config", "placet.root", ROOT)
    assert refusal(repo.root, pushed, lambda _: AS_OF, "zh") == ()
    repo.git("config", "placet.root", signer("li-ping").public.fingerprint)
    said = refusal(repo.root, pushed, lambda _: AS_OF, "zh")
    assert [line for line in said if "GAT074" in line] != []


def test_standard_tools_check_the_founding_as_well(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = founded(desk, capsys)
    (desk / "allowed").write_text(f'root namespaces="placet-root@v1" {public_line("wang-fang")}\n')
    listed = subprocess.run(["sha256sum", "--quiet", "-c", "FOUNDING"], cwd=repo.root, check=True, capture_output=True)
    assert listed.stdout == b""
    proof = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        "../allowed",
        "-I",
        "root",
        "-n",
        "placet-root@v1",
        "-s",
        "FOUNDING.sig",
    ]
    done = subprocess.run(
        proof, cwd=repo.root, check=True, capture_output=True, input=(repo.root / "FOUNDING").read_bytes()
    )
    assert done.stdout.decode() == f'Good "placet-root@v1" signature for root with ED25519 key {ROOT}\n'


def test_a_key_signed_by_ssh_keygen_counts_too(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = founded(desk, capsys)
    (repo.root / "FOUNDING.sig").unlink()
    (desk / "wang-fang").chmod(0o600)
    signing = ["ssh-keygen", "-q", "-Y", "sign", "-f", "../wang-fang", "-n", "placet-root@v1", "FOUNDING"]
    subprocess.run(signing, cwd=repo.root, check=True, capture_output=True)
    repo.commit({})
    assert ruling(repo).outcome is Outcome.MERGEABLE


TAMPERED: dict[str, tuple[Callable[[Repo], object], list[tuple[str, str]]]] = {
    "a-file-changed": (
        lambda repo: repo.write({"records/bureau/people.yaml": "persons: []\nappointments: []\n"}),
        [("GAT072", "records/bureau/people.yaml")],
    ),
    "a-file-added": (lambda repo: repo.write({"conftest.py": "x\n"}), [("GAT072", "conftest.py")]),
    "a-file-removed": (
        lambda repo: repo.write({"records/calendar/README.md": None}),
        [("GAT072", "records/calendar/README.md")],
    ),
    "a-file-made-a-link": (
        lambda repo: ((repo.root / ".gitignore").unlink(), (repo.root / ".gitignore").symlink_to("/etc/passwd")),
        [("GAT072", ".gitignore")],
    ),
    "no-signature": (lambda repo: repo.write({"FOUNDING.sig": None}), [("GAT071", "FOUNDING.sig")]),
    "no-list": (lambda repo: repo.write({"FOUNDING": None}), [("GAT071", "FOUNDING")]),
    "list-changed": (
        lambda repo: repo.write({"FOUNDING": (repo.root / "FOUNDING").read_bytes() + b"\n"}),
        [("GAT073", "FOUNDING.sig")],
    ),
    "signature-out-of-form": (lambda repo: repo.write({"FOUNDING.sig": "x\n"}), [("GAT073", "FOUNDING.sig")]),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_founding_that_was_tampered_with_is_refused(
    desk: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    tamper, reasons = TAMPERED[name]
    repo = founded(desk, capsys)
    tamper(repo)
    repo.commit({})
    assert why(ruling(repo)) == reasons


def test_a_founding_signed_again_by_another_key_is_refused(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = founded(desk, capsys)
    repo.commit({})
    assert why(ruling(repo, signer("li-ping").public.fingerprint)) == [("GAT074", "FOUNDING.sig")]
    assert told(capsys, "init", "portal", "--seal", "--key", "li-ping")[0] == 0
    repo.commit({})
    repo.git("checkout", "--quiet", "--orphan", "again")
    repo.commit({})
    assert why(ruling(repo, head="again")) == [("GAT074", "FOUNDING.sig")]
    assert why(ruling(repo, signer("li-ping").public.fingerprint, "again")) == [("GAT075", "records/cabinet.yaml")]


def test_a_signature_made_for_an_act_does_not_found_a_portal(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = founded(desk, capsys)
    (desk / "wang-fang").chmod(0o600)
    (repo.root / "FOUNDING.sig").unlink()
    signing = ["ssh-keygen", "-q", "-Y", "sign", "-f", "../wang-fang", "-n", "placet-act@v1", "FOUNDING"]
    subprocess.run(signing, cwd=repo.root, check=True, capture_output=True)
    repo.commit({})
    assert [(one.code, dict(one.args)) for one in ruling(repo).refusals] == [
        ("GAT073", {"reason": "namespace: placet-act@v1"})
    ]


def test_a_founding_with_a_fault_is_refused_though_signed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = founded(desk, capsys)
    repo.write({"records/bureau/notices/2024/0001.md": "---\nid: 2024-aaaaaa\n---\n"})
    assert told(capsys, "init", "portal", "--seal", "--key", "wang-fang")[0] == 0
    repo.commit({})
    assert {code for code, _ in why(ruling(repo))} == {"FMT022"}


def test_sealing_again_takes_in_what_was_changed(
    desk: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    repo = founded(desk, capsys)
    repo.write({"README.md": "门户\n"})
    status, out, _ = told(capsys, "init", "portal", "--seal", "--key", "wang-fang")
    expect(GOLDEN / "sealed.txt", out)
    repo.commit({})
    assert (status, ruling(repo).outcome) == (0, Outcome.MERGEABLE)


def test_what_cannot_be_listed_is_not_sealed(
    desk: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    repo = founded(desk, capsys)
    (repo.root / "link").symlink_to("/etc/passwd")
    status, _, err = told(capsys, "init", "portal", "--seal", "--key", "wang-fang")
    expect(GOLDEN / "link.txt", err)
    assert status == 2


def test_the_first_change_after_the_founding_needs_an_order(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the founding on the portal governs itself: a second person comes in by a change order, and only so."""
    repo = founded(desk, capsys)
    repo.commit({})
    house = Gatehouse(repo, repo.root)
    people = "records/bureau/people.yaml"
    more = f'  - {{id: li-ping, name: 李萍, keys: [{{public: "{public_line("li-ping")}", from: 2024-06-01}}]}}\nappointments:'
    repo.git("checkout", "--quiet", "-b", "join")
    house.change(file=people, replace=["appointments:", more])
    repo.commit({})
    found = house.judge("join", as_of=AS_OF)
    assert (found.outcome, [one.code for one in found.waits]) == (Outcome.WAITING, ["GAT060"])
    repo.git("checkout", "--quiet", "-b", "order", "main")
    ref = "bureau/changes/2024/0001"
    text = (
        "---\nid: 2024-chgaaa\ntitle: 增加李萍\nclassification: internal\ndate: 2024-06-20\nproposer: wang-fang\n"
        f"digest: {found.digest}\nclasses: [people]\nreason: 新到任\n---\n\n见通知。\n"
    )
    repo.write({f"records/{ref}.md": text})
    house.sign(ref, "propose by wang-fang at 2024-06-20T09:00", "approve by wang-fang as director at 2024-06-20T10:00")
    house.sign(ref, "number by wang-fang as director at 2024-06-20T11:00")
    repo.commit({})
    assert house.judge("order").outcome is Outcome.MERGEABLE
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "-m", "merge", "order")
    assert house.judge("join").outcome is Outcome.MERGEABLE
