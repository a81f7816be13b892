"""The attack corpus: each folder of tests/attacks is a real repository in which somebody tries to get past the gate.

None may pass, each must be stopped for the reason it names, and `expected.md` is what the clerk is told, in full.
`pytest --regen` writes it anew; what it wrote has to be read before it is kept.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from placet.doors.install import install
from placet.gate import Outcome
from placet.gate.merge import is_nothing
from placet.gate.sheet import COMMENT, markdown
from placet.git import Repository
from tests.gatehouse import AS_OF
from tests.siege import (
    ATTACKS,
    DISPUTED,
    FLOOD,
    NAMES,
    PARTY,
    PEOPLE,
    Answer,
    Attempt,
    Siege,
    besieged,
    built,
    by_clerk,
    by_command,
    by_server,
    carried_out,
    judged,
    script,
)

#: What no sheet may have in it, whatever the repository says: steering characters, and what starts a log's command.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]|^::|^##\\[", re.MULTILINE)
#: What the server said, without the padding by which Git wipes a line of progress.
_REMOTE = re.compile(r"^remote: (.*?) *$", re.MULTILINE)
_HTML = re.compile(r"<(?!/?(?:details|summary|del|ins)>)")

GOLDEN = Path(__file__).parent / "golden" / "pushes"


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Siege:
    """The office before any attack."""
    with pytest.MonkeyPatch.context() as patch:
        from tests.conftest import _GIT

        for key, value in _GIT.items():
            patch.setenv(key, value)
        return built(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("name", NAMES)
def test_no_attack_passes_any_door(
    name: str, office: Siege, tmp_path: Path, expect: Callable[[Path, str], None]
) -> None:
    siege = besieged(office, tmp_path / "siege")
    attempt = carried_out(name, siege)
    ruling = judged(attempt)
    sheet = markdown(ruling, "zh", COMMENT)
    assert ruling.outcome is not Outcome.MERGEABLE, sheet
    told = {finding.code for finding in (*ruling.refusals, *ruling.waits)}
    assert set(script(name).REASONS) <= told, sheet
    assert not _STEERING.search(sheet)
    assert not _HTML.search(sheet)
    expect(ATTACKS / name / "expected.md", sheet)
    assert by_command(attempt) == (ruling.outcome.status, sheet)
    if not hasattr(script(name), "ONLY_HERE"):
        answer = by_server(attempt)
        assert not answer.lets_in
        assert not _STEERING.search(answer.words)
    if _is_ahead(attempt) and not hasattr(script(name), "ONLY_HERE"):
        assert by_clerk(siege, attempt).outcome is ruling.outcome
    assert not list(tmp_path.rglob("pwned"))


def _is_ahead(attempt: Attempt) -> bool:
    """Whether the head stands on the base, so that what lands is what a clerk would have staged."""
    if is_nothing(attempt.base):
        return False
    status, _ = Repository(attempt.repo).answer("merge-base", "--is-ancestor", attempt.base, attempt.head)
    return status == 0 and not Repository(attempt.repo).is_shallow


def test_there_are_enough_attacks_and_each_is_told() -> None:
    assert len(NAMES) >= 60
    for name in NAMES:
        assert (script(name).__doc__ or "").strip()
        assert script(name).REASONS
        assert (ATTACKS / name / "expected.md").stat().st_size
    assert {path.name for path in ATTACKS.iterdir()} - {"office"} == set(NAMES)


def _numbers(siege: Siege) -> None:
    siege.number()


def _seals(siege: Siege) -> None:
    siege.sign(
        PARTY,
        {
            "act": "seal",
            "by": "wu-di",
            "post": "seal-keeper",
            "at": "2024-06-26T09:00",
            "data": {"copies": 3},
            "ordinal": 2,
        },
    )


def _approves(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by sun-qiang as director at 2024-06-25T14:00",
    )


def _gives_a_draft_up(siege: Siege) -> None:
    siege.repo.git("rm", "--quiet", f"records/{FLOOD}.md", f"records/{FLOOD}.jsonl")


def _overcomes_an_objection(siege: Siege) -> None:
    siege.sign(
        DISPUTED, {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-26T08:00", "opinion": "已议定"}
    )
    siege.number(DISPUTED)


def _corrects(siege: Siege) -> None:
    siege.correct("各部室:", "各部室：")


def _renumbers(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/2024/0004")
    siege.commit()
    siege.also(
        "other",
        {
            "records/bureau/outgoing/2024/0004.md": siege.text("records/bureau/outgoing/2024/0004.md").replace(
                "2024-flaaaa", "2024-fvaaaa"
            )
        },
    )
    siege.land("other")
    siege.branch("attack")
    siege.number(to="bureau/outgoing/2024/0005")


def _changes_the_calendar(siege: Siege) -> None:
    siege.change(
        file="records/calendar/2024.yaml", replace=["  2024-06-10: 端午节", "  2024-06-10: 端午节\n  2024-07-01: 馆庆"]
    )
    siege.commit()
    siege.order("attack", "office")


def _changes_people(siege: Siege) -> None:
    siege.change(file=PEOPLE, replace=["  - id: feng-lei", "  - id: ma-chao\n    name: 马超\n  - id: feng-lei"])
    siege.change(
        file=PEOPLE,
        replace=["post: cashier, from: 2024-01-01, basis", "post: cashier, from: 2024-01-01, until: 2024-06-30, basis"],
    )
    siege.commit()
    siege.order("attack", "people")


def _changes_the_program(siege: Siege) -> None:
    siege.commit({"Makefile": "gate:\n\tplacet gate\n"})
    siege.order("attack", "program")


HONEST = {
    "numbers": _numbers,
    "seals": _seals,
    "approves": _approves,
    "gives-a-draft-up": _gives_a_draft_up,
    "overcomes-an-objection": _overcomes_an_objection,
    "corrects": _corrects,
    "renumbers": _renumbers,
    "changes-the-calendar": _changes_the_calendar,
    "changes-people": _changes_people,
    "changes-the-program": _changes_the_program,
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_work_passes_the_same_gate(name: str, office: Siege, tmp_path: Path) -> None:
    siege = besieged(office, tmp_path / "siege")
    HONEST[name](siege)
    if siege.repo.git("status", "--porcelain"):
        siege.commit()
    attempt = Attempt(siege.bare)
    ruling = judged(attempt)
    assert ruling.outcome is Outcome.MERGEABLE, markdown(ruling, "zh")
    assert ruling.changes
    assert by_command(attempt) == (0, markdown(ruling, "zh", COMMENT))
    if _is_ahead(attempt):
        assert by_server(attempt) == Answer(lets_in=True, words="")
        assert by_clerk(siege, attempt).outcome is Outcome.MERGEABLE


#: One of each sort is pushed for real, through the hook that `placet hook install` writes.
PUSHED = (
    "appointment-smuggled-in-with-a-record",
    "attributes-with-a-filter",
    "filed-document-edited",
    "objection-cut-off-and-numbered",
    "program-changed",
    "rewritten-base",
    "shell-in-the-branch-name",
    "shell-in-the-file-name",
)


@pytest.mark.parametrize("name", PUSHED)
def test_a_real_push_is_refused_in_words(
    name: str, office: Siege, tmp_path: Path, expect: Callable[[Path, str], None]
) -> None:
    siege = besieged(office, tmp_path / "siege")
    siege.branch("main")
    siege.change(file="records/cabinet.yaml", replace=["since:", f"as-of: {AS_OF.isoformat()}\nsince:"])
    siege.commit(message="stop the clock")
    siege.branch("attack")
    attempt = carried_out(name, siege)
    siege.repo.git("fetch", "--quiet", "origin", attempt.head)
    install(siege.bare, sys.executable)
    before = siege.repo.git("ls-remote", "origin", "refs/heads/main")
    command = ["git", "-C", str(siege.root), "push", "--quiet", "--force", "origin", "FETCH_HEAD:refs/heads/main"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pre-receive hook declined" in done.stderr
    expect(GOLDEN / f"{name}.txt", "".join(f"{line}\n" for line in _REMOTE.findall(done.stderr)))
    assert siege.repo.git("ls-remote", "origin", "refs/heads/main") == before
    assert not list(tmp_path.rglob("pwned"))
