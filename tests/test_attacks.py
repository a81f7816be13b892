"""The attack corpus: each folder of tests/attacks is a real repository in which somebody tries to get past the gate.

None may pass, each must be stopped for the reason it names, and `expected.md` is what the clerk is told, in full.
`pytest --regen` writes it anew; what it wrote has to be read before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from placet.gate import judge_merge
from placet.gate.merge import is_nothing
from placet.git import Repository
from tests.clock import clocked, warmed
from tests.doors import (
    Answer,
    Proposed,
    Said,
    by_command,
    by_commit,
    by_push,
    by_workflow,
    desk_of,
    proposed,
    server_of,
    steps,
)
from tests.gatehouse import AS_OF
from tests.siege import (
    ATTACKS,
    DIRECTOR,
    DISPUTED,
    FLOOD,
    NAMES,
    PARTY,
    PEOPLE,
    PULL,
    Attempt,
    Siege,
    besieged,
    built,
    carried_out,
    finished,
    script,
)

#: What no sheet may have in it, whatever the repository says: steering characters, and what starts a log's command.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]|^::|^##\\[", re.MULTILINE)
#: The beginning of an annotation of our own, in the log of the workflow alone.
_OWN = re.compile(r"^::(?:error|warning)(?: [^:\n]*)?::", re.MULTILINE)
_HTML = re.compile(r"<(?!/?(?:details|summary|del|ins)>)")


#: What the server says to one of each sort.
GOLDEN = Path(__file__).parent / "golden" / "pushes"


@pytest.fixture(scope="session")
def venv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the doors' own processes find the program, with a clock that stands at the office's moment."""
    return clocked(tmp_path_factory.mktemp("clocked") / "venv", AS_OF)


@pytest.fixture(scope="session")
def warm(venv: Path) -> Iterator[Path]:
    """The same where the program need not be read anew for every process."""
    with warmed(venv, venv.with_name("warm")) as folder:
        yield folder


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Siege:
    """The office before any attack."""
    with pytest.MonkeyPatch.context() as patch:
        from tests.conftest import _GIT

        for key, value in _GIT.items():
            patch.setenv(key, value)
        return built(tmp_path_factory.mktemp("office"))


#: What the doors answer otherwise, whose repository is itself tampered with, and for which Python is started anew.
_DOORS = yaml.load((ATTACKS / "doors.yaml").read_bytes(), yaml.CSafeLoader)


@dataclass(frozen=True, slots=True)
class Case:
    """An attempt, as its author's clone has it, and the command's answer to it."""

    attempt: Attempt
    found: Proposed
    command: Said


#: The reasons of doors.yaml, each as what must be so of the attempt and of the door's answer.
REASONS: dict[str, Callable[[Case, Answer], bool]] = {
    "forced": lambda case, door: not case.found.landing and door.status == 1 and "1. DOR002 " in door.words,
    "meanwhile": lambda case, door: (
        not case.found.landing and case.found.fork not in ("", case.found.base) and (door.status, door.words) == (0, "")
    ),
    "same-text": lambda case, door: not case.found.fork and door.status == 1 and "1. GAT012 " in door.words,
    "own-clone": lambda case, door: (
        Repository(case.attempt.repo).is_shallow and (door.status, door.words) == (0, "") and _fetches_all()
    ),
    "not-written": lambda case, door: door.status is None and door.words.startswith("error: invalid path "),
    "not-sent": lambda case, door: (
        door.status is None and any(said in door.words for said in ("upload-pack: ", "missing blob object "))
    ),
    "no-branches": lambda case, door: (
        (door.status, door.words) == (0, "") and judge_merge(*_sides(case.attempt), (), AS_OF).outcome.status == 0
    ),
    "founding": lambda case, door: is_nothing(case.found.base) and door.status == 1 and "1. DOR003 " in door.words,
    "founded-late": lambda case, door: is_nothing(case.found.base) and door.status == 1 and " SIG033 " in door.words,
}


_DOOR_NAMES = ("workflow", "commit", "push")
#: Where the door itself speaks, in words of its own.
_IN_WORDS = ("forced", "same-text", "founding")


def _sides(attempt: Attempt) -> tuple[Path, str, str]:
    return attempt.repo, attempt.base, attempt.head


def _fetches_all() -> bool:
    return all(
        step["with"]["fetch-depth"] == 0 for step in steps("gate.yml", "gate") if "checkout" in step.get("uses", "")
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_attack_passes_any_door(
    name: str, office: Siege, venv: Path, warm: Path, tmp_path: Path, expect: Callable[[Path, str], None]
) -> None:
    siege = besieged(office, tmp_path / "siege")
    attempt = carried_out(name, siege)
    command = by_command(attempt, tmp_path)
    assert command.status in (1, 4), command.sheet
    assert set(script(name).REASONS) <= set(command.told), command.sheet
    assert not _STEERING.search(command.sheet)
    assert not _HTML.search(command.sheet)
    expect(ATTACKS / name / "expected.md", command.sheet)
    if attempt.forge is not None:
        expect(ATTACKS / name / "attested.txt", (tmp_path / "siege" / "attested.txt").read_text("utf-8"))
    case = Case(attempt, proposed(siege, attempt), command)
    otherwise = _DOORS["otherwise"].get(name, {})
    python = venv if name in (*_DOORS["started"], *_DOORS["own"]) else warm
    for door, answer in answers(siege, case, tmp_path, python, own=name in _DOORS["own"]):
        assert answer.status is None or not _STEERING.search(_OWN.sub("", answer.words))
        pushed = GOLDEN / f"{name}.txt"
        if door == "push" and pushed.exists():
            expect(pushed, answer.words)
        if door not in otherwise:
            assert (door, answer) == (door, alike(door, case))
            continue
        assert REASONS[otherwise[door]](case, answer), (door, answer)
        if otherwise[door] in _IN_WORDS:
            expect(ATTACKS / name / f"{door}.txt", answer.words)
    assert not list(tmp_path.rglob("pwned"))


def answers(siege: Siege, case: Case, folder: Path, venv: Path, *, own: bool) -> Iterator[tuple[str, Answer]]:
    """What the other three doors say."""
    attempt, found = case.attempt, case.found
    yield "workflow", by_workflow(attempt, folder / "workflow", venv)
    desk = desk_of(siege, attempt, folder / "desk", own=own)
    yield "commit", by_commit(siege, attempt, found, desk, venv / "bin" / "python")
    server = server_of(attempt, folder / "server.git", own=own)
    yield "push", by_push(siege, attempt, found.landing or found.head, server, venv / "bin" / "python")


def alike(door: str, case: Case) -> Answer:
    """What a door says when it says the same as the command. A commit is stopped by a refusal, not by what is awaited."""
    command, found = case.command, case.found
    if door == "workflow":
        named = {f"`{case.attempt.base[:12]}`": found.base, f"`{case.attempt.head[:12]}`": found.head}
        sheet = command.sheet
        for name, commit in named.items():
            sheet = sheet.replace(name, f"`{commit[:12]}`")
        return Answer(command.status, command.forms["github"], sheet)
    what = {"push": "main", "commit": "将要提交的改动"}[door]
    head, _, rest = command.forms["text"].partition("\n")
    words = f"placet：{what} {head.rpartition(' ')[2]}\n{rest}"
    stops = command.status == 4 or (door == "push" and command.status != 0)
    return Answer(int(stops), words if command.status else "")


def test_what_doors_answer_otherwise_is_told_and_no_more() -> None:
    otherwise = _DOORS["otherwise"]
    assert set(otherwise) | set(_DOORS["started"]) | set(_DOORS["own"]) <= set(NAMES)
    assert {why for doors in otherwise.values() for why in doors.values()} == set(_DOORS["reasons"]) == set(REASONS)
    assert {door for doors in otherwise.values() for door in doors} == set(_DOOR_NAMES)
    told = {path.relative_to(ATTACKS).as_posix() for path in ATTACKS.glob("*/*.txt") if path.stem in _DOOR_NAMES}
    assert told == {
        f"{name}/{door}.txt" for name, doors in otherwise.items() for door, why in doors.items() if why in _IN_WORDS
    }


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


def _approves_on_the_forge(siege: Siege) -> Attempt:
    siege.awaits_the_director()
    forge = siege.forge()
    forge.accounts[DIRECTOR] = "sun-qiang-culture"
    forge.put(PULL, DIRECTOR, "APPROVED", body="同意签发")
    return Attempt(siege.bare, forge=forge)


HONEST: dict[str, Callable[[Siege], Attempt | None]] = {
    "numbers": _numbers,
    "seals": _seals,
    "approves": _approves,
    "approves-on-the-forge": _approves_on_the_forge,
    "gives-a-draft-up": _gives_a_draft_up,
    "overcomes-an-objection": _overcomes_an_objection,
    "corrects": _corrects,
    "renumbers": _renumbers,
    "changes-the-calendar": _changes_the_calendar,
    "changes-people": _changes_people,
    "changes-the-program": _changes_the_program,
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_work_passes_the_same_doors(name: str, office: Siege, venv: Path, tmp_path: Path) -> None:
    siege = besieged(office, tmp_path / "siege")
    attempt = finished(siege, HONEST[name](siege))
    command = by_command(attempt, tmp_path)
    assert (command.status, command.told) == (0, ()), command.sheet
    case = Case(attempt, proposed(siege, attempt), command)
    for door, answer in answers(siege, case, tmp_path, venv, own=False):
        assert (door, answer) == (door, alike(door, case))


def test_an_objection_that_never_reached_main_can_be_dropped(office: Siege, tmp_path: Path) -> None:
    """What the threat model says is not proved: of a branch main knows only what it lands."""
    siege = besieged(office, tmp_path / "siege")
    _approves(siege)
    slip = siege.root / "records/bureau/outgoing/drafts/notice.jsonl"
    signed = slip.read_bytes()
    siege.sign(
        "bureau/outgoing/drafts/notice",
        {"act": "objection", "by": "sun-qiang", "post": "director", "at": "2024-06-26T08:00", "opinion": "暂缓"},
    )
    siege.commit()
    assert by_command(Attempt(siege.bare), tmp_path).status == 1
    slip.write_bytes(signed)
    siege.commit()
    assert by_command(Attempt(siege.bare), tmp_path).status == 0
