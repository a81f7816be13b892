"""The gate on documents: what may land, what has to wait, what is refused, and the sheet that says so."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from placet.cli import run
from placet.gate import Outcome
from placet.gate.corrections import plain
from placet.readers.frontmatter import digest
from tests.gatehouse import Gatehouse, copied, gatehouse

SHEETS = Path(__file__).parent / "golden" / "gate"
ORDER = Path(__file__).parent / "gate" / "order"
SIGNED = (
    "draft by wang-fang at 2024-06-20T09:00",
    "check by li-ping as office-director at 2024-06-20T10:00",
    "issue by sun-qiang as director at 2024-06-21T10:00",
)
FIRST = "records/bureau/outgoing/2024/0001"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small cabinet, committed once for all tests of this module."""
    folder = tmp_path_factory.mktemp("first")
    gatehouse(folder, ORDER)
    return folder


@pytest.fixture
def house(first: Path, tmp_path: Path) -> Gatehouse:
    made = copied(first, tmp_path)
    made.branch("work")
    return made


def refused(house: Gatehouse, head: str = "work", **words: tuple[str, ...]) -> list[str]:
    """The codes of the refusals."""
    house.commit()
    ruling = house.judge(head, **words)
    assert ruling.outcome is Outcome.REFUSED
    assert ruling.outcome.status == 4
    return [one.code for one in ruling.refusals]


def sheet(house: Gatehouse, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = run([*words, "gate", "--root", str(house.bare), "--base", "main", "--head", "work"])
    out, err = capsys.readouterr()
    assert err == ""
    return status, out


def test_a_draft_without_signatures_waits(
    house: Gatehouse, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    ref = house.draft()
    house.sign(ref, SIGNED[0])
    house.commit()
    status, out = sheet(house, capsys)
    expect(SHEETS / "waiting.md", out)
    assert status == 1


def test_a_draft_with_every_signature_may_land(
    house: Gatehouse, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    house.sign(house.draft(), *SIGNED)
    house.commit()
    status, out = sheet(house, capsys, "--lang", "en")
    expect(SHEETS / "mergeable.en.md", out)
    assert status == 0


def test_an_edited_draft_shows_what_changed_since_each_signer_signed(
    house: Gatehouse, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    ref = house.draft()
    house.sign(ref, *SIGNED)
    house.commit()
    house.change(file=f"records/{ref}.md", replace=["由办公室安排值班。", "由培训部安排值班，共3人。"])
    house.commit()
    status, out = sheet(house, capsys)
    expect(SHEETS / "edited-since.md", out)
    assert status == 1


def test_a_filed_document_does_not_change(
    house: Gatehouse, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    house.change(file=f"{FIRST}.md", replace=["春节文艺活动安排", "春节联欢活动安排"])
    house.commit()
    status, out = sheet(house, capsys)
    expect(SHEETS / "filed-changed.md", out)
    assert status == 4


def test_the_sheet_as_data(
    house: Gatehouse, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    house.sign(house.draft(), *SIGNED[:2])
    house.commit()
    words = ["gate", "--root", str(house.bare), "--base", "main", "--head", "work", "--format", "json"]
    status = run(words)
    expect(SHEETS / "waiting.json", capsys.readouterr().out)
    assert status == 1


def test_a_numbered_draft_lands_and_its_slip_grows(house: Gatehouse) -> None:
    ref = house.draft()
    house.sign(ref, *SIGNED)
    house.commit()
    house.land("work")
    house.branch("work")
    house.move(ref, "bureau/outgoing/2024/0003")
    number = {"act": "number", "by": "wu-di", "post": "clerk", "at": "2024-06-21T15:00", "ordinal": 2}
    house.sign("bureau/outgoing/2024/0003", number)
    house.commit()
    ruling = house.judge("work")
    assert (ruling.outcome, ruling.refusals, ruling.waits) == (Outcome.MERGEABLE, (), ())
    assert [(one.path, one.name, sorted(one.fresh)) for one in ruling.documents] == [
        ("records/bureau/outgoing/2024/0003.md", "溪文发〔2024〕3号", [4])
    ]


def test_nothing_to_merge_may_be_merged(house: Gatehouse) -> None:
    house.commit()
    assert house.judge("main").outcome is Outcome.MERGEABLE
    assert house.judge("work").outcome is Outcome.MERGEABLE


def test_numbering_without_signatures_is_a_breach(house: Gatehouse) -> None:
    ref = house.draft()
    house.sign(ref, SIGNED[0])
    house.move(ref, "bureau/outgoing/2024/0003")
    assert refused(house) == ["GAT020"]


STEPS = {
    "slip-line-dropped": ([{"file": f"{FIRST}.jsonl", "drop": 5}], ["GAT014"]),
    "slip-lines-swapped": ([{"file": f"{FIRST}.jsonl", "swap": [1, 2]}], None),
    "slip-opinion-edited": ([{"file": f"{FIRST}.jsonl", "replace": ['"copies":12', '"copies":99']}], None),
    "document-renamed": ([{"file": f"{FIRST}.md", "rename": "records/bureau/outgoing/2024/0009.md"}], None),
    "symlink": ([{"file": "records/bureau/outgoing/drafts/x.md", "append": ""}, {"file": "records/bureau/outgoing/drafts/x.md", "symlink": "/etc/passwd"}], None),
    "stray-file": ([{"file": "records/bureau/outgoing/2024/readme.txt", "append": "x"}], None),
    "act-copied-from-another-record": ([{"file": "records/bureau/outgoing/2024/0002.jsonl", "copy": [f"{FIRST}.jsonl", 5]}], None),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_tampering_is_refused(house: Gatehouse, name: str, expect: Callable[[Path, str], None]) -> None:
    steps, _ = STEPS[name]
    for step in steps:
        house.change(**step)
    codes = refused(house)
    expect(SHEETS / "tampering" / f"{name}.txt", "".join(f"{code}\n" for code in codes))


def test_a_removed_document_and_its_slip_are_refused(house: Gatehouse) -> None:
    house.repo.write({f"{FIRST}.md": None, f"{FIRST}.jsonl": None})
    assert "GAT011" in refused(house)


def test_a_gap_left_by_a_number_is_refused(house: Gatehouse) -> None:
    ref = house.draft()
    house.sign(ref, *SIGNED)
    house.move(ref, "bureau/outgoing/2024/0005")
    assert refused(house) == ["NUM002"]


def test_the_same_number_unpadded_is_refused(house: Gatehouse) -> None:
    ref = house.draft(day="2024-03-05")
    house.sign(ref, *SIGNED)
    house.move(ref, "bureau/outgoing/2024/2")
    assert "GAT030" in refused(house)


def test_an_id_that_another_record_has_is_refused(house: Gatehouse) -> None:
    house.draft(id="2024-expaaa")
    assert refused(house) == ["GAT017"]


def test_an_id_written_with_escapes_is_refused(house: Gatehouse) -> None:
    ref = house.draft()
    house.change(file=f"records/{ref}.md", replace=["id: 2024-outccc", 'id: "2024-out\\x63cc"'])
    assert refused(house) == ["GAT015"]


def test_a_name_that_differs_in_case_alone_is_refused(house: Gatehouse) -> None:
    house.draft("notice")
    house.draft("Notice", id="2024-outddd")
    assert "GAT033" in refused(house)


def test_records_and_judges_in_one_merge_are_refused(house: Gatehouse) -> None:
    house.draft()
    house.change(file="records/bureau/people.yaml", append="# x\n")
    assert refused(house) == ["GAT040"]


def test_a_deleted_draft_that_others_refer_to_is_missed(house: Gatehouse) -> None:
    house.sign(house.draft(), *SIGNED)
    other = house.draft("other", id="2024-outddd")
    house.change(
        file=f"records/{other}.md", replace=["drafter: wang-fang", "drafter: wang-fang\nrefers: [2024-outccc]"]
    )
    house.commit()
    house.land("work")
    house.branch("work")
    house.repo.write(
        {"records/bureau/outgoing/drafts/notice.md": None, "records/bureau/outgoing/drafts/notice.jsonl": None}
    )
    assert refused(house) == ["REF001"]


def test_another_open_branch_with_the_same_number(house: Gatehouse) -> None:
    for branch, name in (("work", "outccc"), ("other", "outddd")):
        house.branch(branch, "main")
        ref = house.draft(id=f"2024-{name}")
        house.sign(ref, *SIGNED)
        house.move(ref, "bureau/outgoing/2024/0003")
        house.commit()
    ruling = house.judge("work", branches=("other", "work", "main"))
    assert [(one.code, one.args["branch"]) for one in ruling.refusals] == [("GAT031", "other")]


def test_the_branch_that_lost_a_number_takes_the_next_with_one_command(
    house: Gatehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    for branch, name in (("work", "outccc"), ("other", "outddd")):
        house.branch(branch, "main")
        ref = house.draft(id=f"2024-{name}")
        house.sign(ref, *SIGNED)
        house.move(ref, "bureau/outgoing/2024/0003")
        house.commit()
    house.land("other")
    assert [one.code for one in house.judge("work").refusals] == ["GAT005"]
    house.repo.git("checkout", "--quiet", "work")
    house.repo.git("fetch", "--quiet", "origin")
    capsys.readouterr()
    assert run(["number", "--root", str(house.root), "--again", "bureau/outgoing/2024/0003"]) == 0
    assert capsys.readouterr().out == (
        "已换号：溪文发〔2024〕4号（records/bureau/outgoing/2024/0004.md）\n"
        "  下一步：提交这次移动，合并主分支（git merge origin/main），再推送\n"
    )
    house.commit()
    assert house.judge("work").outcome is Outcome.MERGEABLE


def test_a_number_that_has_landed_cannot_be_changed(house: Gatehouse, capsys: pytest.CaptureFixture[str]) -> None:
    house.commit()
    house.repo.git("fetch", "--quiet", "origin")
    assert run(["number", "--root", str(house.root), "--again", "bureau/outgoing/2024/0001"]) == 2
    assert "CMD236" in capsys.readouterr().err
    house.draft()
    assert run(["number", "--root", str(house.root), "--again", "bureau/outgoing/drafts/notice"]) == 2
    assert "CMD235" in capsys.readouterr().err


def correction(house: Gatehouse, old: str, new: str, by: str = "wu-di", post: str = "clerk") -> None:
    """Edits a filed document and signs the correction."""
    was = digest((house.root / f"{FIRST}.md").read_bytes())
    house.change(file=f"{FIRST}.md", replace=[old, new])
    ordinal = 2 if by == "wu-di" else 1
    act = {"act": "correct", "by": by, "post": post, "at": "2024-06-20T09:00", "ordinal": ordinal, "data": {"was": was}}
    house.sign("bureau/outgoing/2024/0001", act)


def test_a_correction_of_marks_by_the_right_post_lands(
    house: Gatehouse, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    correction(house, "现将春节文艺活动安排通知如下。", "现将 春节文艺活动安排通知如下．")
    house.commit()
    status, out = sheet(house, capsys)
    expect(SHEETS / "correction.md", out)
    assert status == 0


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        ("各部室:", "各部室：", True),
        ("A组,B组", "A组，B组", True),
        ("见附件 , 请查收", "见附件，请查收", True),
        ("a.b", "a．b", False),
        ("Ａ.Ｂ", "Ａ．Ｂ", False),
        ("www.x", "www。x", False),
        ("1,000", "1，000", False),
        ("第3.条", "第3．条", False),
    ],
)
def test_which_marks_are_the_same_in_either_form(was: str, now: str, same: bool) -> None:
    assert (plain(was) == plain(now)) is same


@pytest.mark.parametrize(
    ("old", "new", "by", "post", "code"),
    [
        ("春节文艺活动安排", "元旦文艺活动安排", "wu-di", "clerk", "GAT023"),
        ("date: 2024-01-15", "date: 2024-01-16", "wu-di", "clerk", "GAT023"),
        ("各部室：", "- 各部室：", "wu-di", "clerk", "GAT023"),
        ("如下。", "如下．", "li-ping", "office-director", "GAT022"),
    ],
)
def test_a_correction_that_goes_too_far(house: Gatehouse, old: str, new: str, by: str, post: str, code: str) -> None:
    correction(house, old, new, by, post)
    assert code in refused(house)


def test_a_shallow_clone_and_unrelated_histories_are_refused(house: Gatehouse, tmp_path: Path) -> None:
    house.commit({"README.md": "x"})
    clone = tmp_path / "shallow.git"
    command = ["git", "clone", "--quiet", "--bare", "--depth=1", f"file://{house.bare}", str(clone)]
    subprocess.run(command, check=True, capture_output=True)
    shallow = Gatehouse(house.repo, clone)
    assert [one.code for one in shallow.judge("main").refusals] == ["GAT001"]
    house.repo.git("checkout", "--quiet", "--orphan", "work2")
    house.commit()
    assert [one.code for one in house.judge("work2").refusals] == ["GAT003"]
    assert [one.code for one in house.judge("work", base="0" * 40).refusals] == ["GAT002"]


def test_an_unknown_revision_is_a_mistake_of_the_user(house: Gatehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gate", "--root", str(house.bare), "--base", "main", "--head", "nowhere"]) == 2
    assert "GIT004" in capsys.readouterr().err


def test_words_of_the_repository_steer_nothing(
    house: Gatehouse, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    title = '"::error::x `id` $(id) | <img src=x onerror=alert(1)> [a](http://x.invalid) @all #1 **b** www.x.invalid"'
    house.sign(
        house.draft(title=title),
        {"act": "draft", "by": "wang-fang", "at": "2024-06-20T09:00", "opinion": "::set-output name=x::y | <b>"},
    )
    house.commit()
    status, out = sheet(house, capsys)
    expect(SHEETS / "hostile.md", out)
    assert status == 1


def test_a_sheet_has_a_greatest_length(house: Gatehouse, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(150):
        house.draft(f"notice-{number}", id=f"2024-aaa{chr(97 + number // 24)}{chr(97 + number % 24)}a")
    house.commit()
    words = ["gate", "--root", str(house.bare), "--base", "main", "--head", "work", "--comment"]
    assert run(words) == 1
    out = capsys.readouterr().out
    assert len(out.encode()) <= 60_000
    assert out.endswith("（意见太长，以下从略；完整内容见本地运行 placet gate 的结果。）\n")


def test_a_file_is_only_a_document_by_its_exact_path(house: Gatehouse) -> None:
    house.commit({"Records/bureau/outgoing/2024/0001.md": "x", "records/bureau/outgoing/2024/README.md": "x"})
    assert {one.path: one.kind for one in house.judge("work").changes} == {
        "Records/bureau/outgoing/2024/0001.md": "program",
        "records/bureau/outgoing/2024/README.md": "registers",
    }


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("records/ghost/outgoing/2024/0001.md", "FMT050"),
        ("records/bureau/ghost/drafts/x.md", "FMT055"),
        ("records/bureau/outgoing/drafts/a\nb.md", "FMT903"),
        ("records/bureau/outgoing/drafts/\u202egnp.md", "FMT015"),
        ("records/bureau/outgoing/2024/0001/more.pdf", "ARC003"),
        ("records/bureau/outgoing/2024/0009.jsonl", "ARC006"),
        ("records/bureau/outgoing/2024/\uff10\uff10\uff10\uff13.md", "FMT050"),
    ],
)
def test_what_lies_where_nothing_belongs_is_refused(house: Gatehouse, path: str, code: str) -> None:
    house.repo.write({path: "x\n"})
    assert code in refused(house)


def test_a_file_too_large_is_not_read(house: Gatehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placet.gate.changes.LIMIT", 1000)
    house.repo.write({"records/bureau/outgoing/drafts/x.md": "x" * 1001})
    assert refused(house) == ["GAT018"]


def test_acts_must_hold_on_the_day_they_land(house: Gatehouse) -> None:
    house.branch("main")
    house.change(file="records/cabinet.yaml", replace=["as-of: 2024-06-28T17:00:00+08:00\n", ""])
    house.commit()
    house.branch("work")
    ref = house.draft(day="2024-04-20")
    house.sign(ref, "draft by wang-fang at 2024-04-20T09:00", "issue by zhao-min as director at 2024-04-20T10:00")
    old_key = {"act": "number", "by": "wu-di", "post": "clerk", "at": "2024-03-20T15:00", "ordinal": 1}
    house.sign(ref, old_key)
    house.commit()
    ruling = house.judge("work")
    found = {one.code for one in (*ruling.refusals, *ruling.notes)}
    assert ruling.outcome is not Outcome.MERGEABLE
    assert {"SIG032", "SIG033"} <= found
