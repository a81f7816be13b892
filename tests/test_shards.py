"""The check piece by piece says exactly what judging the whole cabinet at once says, whatever was kept before."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from placet.cli.session import moment, open_judged, open_past
from placet.model import Status
from placet.report import REPORTERS, of_tally, report_of
from placet.shards import check as checking
from placet.shards import pieces, store, workers
from placet.shards.check import check
from placet.shards.frame import Frame, foreseen
from placet.tree import WorkTree
from tests import limits
from tests.test_cases import NAMES, history
from tests.tiny import CASES, lay_out

ROOT = Path(__file__).parents[1]


def whole(root: Path, as_of: str | None = None) -> str:
    """What is reported when the cabinet is judged at once."""
    tree, cabinet, outcome = open_judged(root, None, as_of)
    return REPORTERS["json"](report_of(cabinet, outcome, "zh", tree.origin))


def parts(root: Path, as_of: str | None = None, *, kept: bool = True, processes: int = 0) -> str:
    """What is reported when it is checked piece by piece."""
    tree = WorkTree(root)
    frame = Frame(tree, foreseen(root))
    at = moment(frame.cabinet, as_of)
    past = open_past(root, None, tree, frame.cabinet)
    return REPORTERS["json"](of_tally(check(root, frame, at, past, kept=kept, processes=processes), "zh", tree.origin))


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every number is a piece of its own, so that even small cabinets have many."""
    monkeypatch.setattr(pieces, "SIZE", 1)


@pytest.fixture
def judged_pieces(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pieces that are judged, as it happens."""
    found: list[str] = []
    judge = checking.Bench.judge

    def noted(bench: checking.Bench, piece: pieces.Piece) -> object:
        found.append(piece.name)
        return judge(bench, piece)

    monkeypatch.setattr(checking.Bench, "judge", noted)
    return found


@pytest.fixture
def base(tmp_path: Path) -> Path:
    root = tmp_path / "base"
    lay_out(root)
    return root


@pytest.fixture
def limited(base: Path) -> Path:
    """The base with totals of every shape."""
    (base / limits.PATH).parent.mkdir()
    (base / limits.PATH).write_text(limits.limits(), "utf-8")
    return base


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample") / "cabinet"
    for name in ("records", "docs"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.mark.parametrize("name", NAMES)
def test_bad_cabinets_are_judged_alike(name: str, tmp_path: Path, judged_pieces: list[str]) -> None:
    root = tmp_path / "cabinet"
    told = lay_out(root, CASES / name)
    history(root, told.get("history", []))
    words = [str(word) for word in told.get("options", [])]
    as_of = words[words.index("--as-of") + 1] if "--as-of" in words else "2024-06-30"
    expected = whole(root, as_of)
    assert parts(root, as_of) == expected
    judged_pieces.clear()
    assert parts(root, as_of) == expected
    assert judged_pieces == []
    assert parts(root, as_of, kept=False) == expected


def test_the_sample_is_judged_alike_by_several_processes(sample: Path) -> None:
    expected = whole(sample)
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from tests.test_shards import parts\n"
        "for kept in (False, True, True):\n"
        "    print(parts(Path(sys.argv[1]), kept=kept, processes=3), end='\\0')\n"
    )
    path = os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", script, str(sample), str(ROOT)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    assert done.stderr == ""
    assert done.stdout.split("\0")[:3] == [expected] * 3


def test_a_revision_is_judged_alike_by_several_processes(base: Path) -> None:
    history(base, [{"at": "2024-06-01T09:00+08:00"}])
    words = ["--as-of", "2024-06-30", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "placet", "check", "--root", str(base), "--at", "HEAD", *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
    )
    tree, cabinet, outcome = open_judged(base, "HEAD", "2024-06-30")
    assert (done.stdout, done.stderr) == (REPORTERS["json"](report_of(cabinet, outcome, "zh", tree.origin)), "")


class Vandal:
    """Does to a cabinet, again and again, one thing that people and accidents do to cabinets."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.rng = root, random.Random(seed)

    def files(self, pattern: str) -> list[Path]:
        return sorted(path for path in (self.root / "records").glob(pattern) if path.is_file())

    def any(self, pattern: str) -> Path:
        return self.rng.choice(self.files(pattern))

    def act(self) -> str:
        deeds: list[Callable[[], object]] = [getattr(self, name) for name in sorted(dir(self)) if name[:3] == "do_"]
        deed = self.rng.choice(deeds)
        try:
            deed()
        except (OSError, IndexError, ValueError, StopIteration):
            return "nothing"
        return deed.__name__

    def swap(self, path: Path, old: str, new: str) -> None:
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    def do_words(self) -> None:
        path = self.any("bureau/*/*/*.md")
        path.write_text(path.read_text("utf-8") + "\n见县文发〔2024〕2号和县文发〔2024〕9号。\n", "utf-8")

    def do_break(self) -> None:
        self.swap(self.any("bureau/*/*/*.md"), "title: ", "title: [")

    def do_mend(self) -> None:
        for path in self.files("bureau/*/*/*.md"):
            self.swap(path, "title: [", "title: ")

    def do_remove(self) -> None:
        self.any("bureau/*/*/*.*").unlink()

    def do_remove_slip(self) -> None:
        self.any("bureau/*/*/*.jsonl").unlink()

    def do_move(self) -> None:
        path = self.any("bureau/*/*/*.md")
        target = path.with_name(f"{self.rng.randint(1, 5):04d}.md")
        for end in (".md", ".jsonl"):
            if path.with_suffix(end).exists():
                path.with_suffix(end).replace(target.with_suffix(end))

    def do_copy(self) -> None:
        path = self.any("bureau/*/*/*.md")
        target = path.with_name(f"{self.rng.randint(1, 6):04d}.md")
        for end in (".md", ".jsonl"):
            if path.with_suffix(end).exists() and path != target:
                shutil.copy(path.with_suffix(end), target.with_suffix(end))

    def do_draft(self) -> None:
        path = self.any("bureau/*/2*/*.md")
        target = path.parents[1] / "drafts" / f"d{self.rng.randint(1, 3)}.md"
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
        path.with_suffix(".jsonl").replace(target.with_suffix(".jsonl"))

    def do_odd_number(self) -> None:
        path = self.any("bureau/*/2*/*.md")
        path.replace(path.with_name(f"{int(path.stem)}.md"))

    def do_refer(self) -> None:
        one, other = self.any("bureau/*/*/*.md"), self.any("bureau/*/*/*.md")
        ref = other.relative_to(self.root / "records").as_posix().removesuffix(".md")
        ref = self.rng.choice([ref, ref[:-1] + "x", ref.replace("2024", "2022")])
        self.swap(one, "\n---\n", f"\nrefers: [{ref}]\n---\n")

    def do_refer_by_id(self) -> None:
        one, other = self.any("bureau/*/*/*.md"), self.any("bureau/*/*/*.md")
        found = next(line for line in other.read_text("utf-8").splitlines() if line.startswith("id: "))
        self.swap(one, "\n---\n", f"\nrefers: [{found[4:]}]\n---\n")

    def do_same_id(self) -> None:
        one, other = self.any("bureau/*/*/*.md"), self.any("bureau/*/*/*.md")
        ids = [
            next(line for line in path.read_text("utf-8").splitlines() if line[:4] == "id: ") for path in (one, other)
        ]
        self.swap(one, ids[0], ids[1])

    def do_annul(self) -> None:
        self.swap(self.any("bureau/*/*/*.md"), "\n---\n", "\nannulled: 误编\n---\n")

    def do_other_lines(self) -> None:
        one, other = self.any("bureau/*/*/*.jsonl"), self.any("bureau/*/*/*.jsonl")
        lines = other.read_bytes().splitlines(keepends=True)
        one.write_bytes(one.read_bytes() + self.rng.choice(lines))

    def do_reorder(self) -> None:
        path = self.any("bureau/*/*/*.jsonl")
        lines = path.read_bytes().splitlines(keepends=True)
        self.rng.shuffle(lines)
        path.write_bytes(b"".join(lines))

    def do_stray(self) -> None:
        folder = self.any("bureau/*/*/*.md").parent
        name = self.rng.choice(["notes.txt", "0001/plan.pdf", "0009.jsonl", "x.md", "0003/a/b.txt"])
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"stray")

    def do_stray_folder(self) -> None:
        folder = self.root / "records" / "bureau" / self.rng.choice(["nowhere", "expense"]) / "2024"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "0002.txt").write_bytes(b"stray")

    def do_symlink(self) -> None:
        path = self.any("bureau/*/*/*.md")
        path.unlink()
        path.symlink_to("elsewhere")

    def do_amount(self) -> None:
        path = self.any("bureau/expense/*/*.md")
        amount = self.rng.choice(["12.5", "1500", "2600", "9000"])
        path.write_text(re.sub(r"amount: \S+", f"amount: {amount}", path.read_text("utf-8")), "utf-8")

    def do_handler(self) -> None:
        path = self.any("bureau/expense/*/*.md")
        handler = self.rng.choice(["wang-fang", "feng-lei"])
        path.write_text(re.sub(r"handler: \S+", f"handler: {handler}", path.read_text("utf-8")), "utf-8")

    def do_day(self) -> None:
        path = self.any("bureau/expense/*/*.md")
        day = self.rng.choice(["2023-12-31", "2024-01-01", "2024-02-20", "2024-06-30"])
        path.write_text(re.sub(r"date: \S+", f"date: {day}", path.read_text("utf-8")), "utf-8")

    def do_register(self) -> None:
        path = self.any("bureau/*/register.yaml")
        path.write_text(path.read_text("utf-8") + 'explained: {"2024/0003": 跳号}\n', "utf-8")

    def do_unit(self) -> None:
        self.swap(self.root / "records/bureau/unit.yaml", "agency: ", "agency: 新")

    def do_people(self) -> None:
        path = self.root / "records/bureau/people.yaml"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        wanted = [number for number, line in enumerate(lines) if "post:" in line]
        del lines[self.rng.choice(wanted)]
        path.write_text("".join(lines), "utf-8")

    def do_regulation(self) -> None:
        path = self.rng.choice(sorted((self.root / "docs").glob("*/*/*.md")))
        old, new = self.rng.choice(
            [("level: error", "level: warning"), ("expect: met", "expect: waiting"), ("条", "節")]
        )
        self.swap(path, old, new)


def history_of(seed: int, root: Path, steps: int) -> Iterator[tuple[str, str | None]]:
    """What was done, and the day on which the cabinet is looked at afterwards."""
    vandal = Vandal(root, seed)
    day = datetime(2024, 2, 1)  # noqa: DTZ001 - only its date is used
    for _ in range(steps):
        yield vandal.act(), None if vandal.rng.random() < 0.3 else f"{day:%Y-%m-%d}"
        day += timedelta(days=vandal.rng.randint(0, 9))


@pytest.mark.parametrize("seed", range(6))
def test_nothing_kept_changes_an_answer(seed: int, base: Path) -> None:
    done = []
    for deed, as_of in history_of(seed, base, 25):
        done.append(deed)
        assert parts(base, as_of) == whole(base, as_of), done
    assert parts(base, kept=False) == whole(base)


@pytest.mark.parametrize("seed", range(20, 26))
def test_nothing_kept_changes_a_total(seed: int, limited: Path) -> None:
    done = []
    for deed, as_of in history_of(seed, limited, 25):
        done.append(deed)
        assert parts(limited, as_of) == whole(limited, as_of), done
    assert parts(limited, kept=False) == whole(limited)


@pytest.mark.parametrize("seed", [40, 41])
def test_nothing_kept_or_foreseen_changes_an_answer_in_a_repository(
    seed: int, limited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "SIZE", 100)
    history(limited, [{"at": "2024-06-01T09:00+08:00"}])
    done = []
    for deed, as_of in history_of(seed, limited, 12):
        done.append(deed)
        assert parts(limited, as_of) == whole(limited, as_of), done
        if len(done) % 5 == 0:
            history(limited, [{"at": "2024-06-01T09:00+08:00"}])


def test_a_record_is_judged_again_when_its_total_changes_and_not_otherwise(
    limited: Path, judged_pieces: list[str]
) -> None:
    (limited / limits.PATH).write_text(limits.limits("drafted"), "utf-8")
    parts(limited, "2024-06-30")
    judged_pieces.clear()
    path = limited / "records/bureau/expense/2024/0001.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("购买", "买来"), "utf-8")
    assert parts(limited, "2024-06-30") == whole(limited, "2024-06-30")
    assert "bureau/outgoing/2024/0001" not in judged_pieces
    judged_pieces.clear()
    path.write_text(re.sub(r"amount: \S+", "amount: 6000.01", text), "utf-8")
    expected = whole(limited, "2024-06-30")
    assert parts(limited, "2024-06-30") == expected
    assert "的“金额”合计为 6000.01，不得超过 6000" in expected
    assert "bureau/outgoing/2024/0001" in judged_pieces


def test_nothing_kept_changes_an_answer_about_the_sample(sample: Path, tmp_path: Path) -> None:
    root = tmp_path / "cabinet"
    shutil.copytree(sample, root)
    done = []
    for deed, _ in history_of(1, root, 4):
        done.append(deed)
        assert parts(root) == whole(root), done


def test_only_what_rests_on_a_change_is_judged_again(base: Path, judged_pieces: list[str]) -> None:
    parts(base)
    assert len(judged_pieces) == len(set(judged_pieces)) == 6
    judged_pieces.clear()
    path = base / "records/bureau/outgoing/2024/0002.md"
    path.write_text(path.read_text("utf-8") + "\n又及。\n", "utf-8")
    parts(base)
    assert "bureau/outgoing/2024/0002" in judged_pieces
    assert "bureau/minutes/2023/0001" not in judged_pieces


def test_the_clock_alone_rejudges_only_what_waits_for_it(base: Path, judged_pieces: list[str]) -> None:
    assert parts(base, "2025-01-01") == whole(base, "2025-01-01")
    judged_pieces.clear()
    assert parts(base, "2025-01-02T10:11:12") == whole(base, "2025-01-02T10:11:12")
    _, _, outcome = open_judged(base, None, "2025-01-02")
    waiting = {verdict.subject for verdict in outcome.verdicts if verdict.status is Status.WAITING}
    assert len(judged_pieces) <= len(waiting)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"\x80\x04K\x01.",
        lambda data: data + b"more",
    ],
    ids=["empty", "cut", "one bit", "another format", "longer"],
)
def test_what_is_not_as_it_was_kept_is_made_anew(spoil: Callable[[bytes], bytes], base: Path) -> None:
    expected = parts(base)
    kept = sorted(path for path in (base / store.FOLDER).iterdir() if path.name != ".gitignore")
    before = {path: path.read_bytes() for path in kept}
    for path in kept:
        path.write_bytes(spoil(before[path]))
    assert parts(base) == expected
    assert {path: path.read_bytes() for path in kept} == before


def test_results_of_another_program_are_not_believed(
    base: Path, judged_pieces: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts(base)
    judged_pieces.clear()
    monkeypatch.setattr("placet.shards.keys.program", lambda: "another")
    parts(base)
    assert len(judged_pieces) == 6


def test_nothing_is_kept_when_that_is_not_wanted(base: Path) -> None:
    parts(base, kept=False)
    assert not (base / ".placet").exists()


def test_a_folder_that_cannot_be_written_is_no_fault(base: Path) -> None:
    (base / ".placet").write_text("in the way", "utf-8")
    assert parts(base) == whole(base)


def test_a_full_disk_changes_no_answer(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slip, other = (base / f"records/bureau/outgoing/2024/000{n}.jsonl" for n in (1, 2))
    slip.write_bytes(slip.read_bytes() + other.read_bytes().splitlines(keepends=True)[0])
    expected = whole(base)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert parts(base) == expected
    assert "SIG005" in expected
    assert [path.name for path in (base / store.FOLDER).iterdir()] == [".gitignore"]


def test_what_is_kept_of_pieces_that_are_gone_is_removed(base: Path) -> None:
    parts(base)
    count = len(list((base / store.FOLDER).iterdir()))
    (base / store.FOLDER / "x.123.tmp").write_bytes(b"left behind")
    shutil.rmtree(base / "records/bureau/minutes/2023")
    parts(base)
    assert len(list((base / store.FOLDER).iterdir())) == count - 5


def test_a_fault_in_a_child_is_raised_in_its_parent() -> None:
    script = (
        "from placet.shards import workers\n"
        "try:\n"
        "    with workers.asked([3, 2, 1, 0, 5, 6], lambda number: 6 // number, 2) as answers:\n"
        "        dict(answers)\n"
        "except ZeroDivisionError as fault:\n"
        "    print(fault)\n"
        "with workers.asked(list(range(9)), lambda number: number * number, 3) as answers:\n"
        "    print(sorted(answers))\n"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    squares = [(number, number * number) for number in range(9)]
    assert (done.stdout, done.stderr) == (f"integer division or modulo by zero\n{squares}\n", "")


def test_without_children_everything_is_done_here() -> None:
    with workers.asked([1, 2, 3], lambda number: (number, os.getpid()), 0) as answers:
        assert dict(answers) == {number: (number, os.getpid()) for number in (1, 2, 3)}


def test_children_work_while_their_parent_does_something_else() -> None:
    script = (
        "import os, time\n"
        "from placet.shards import workers\n"
        "with workers.asked(list(range(40)), lambda number: (os.getpid(), time.monotonic()), 2) as answers:\n"
        "    time.sleep(0.5)\n"
        "    before = time.monotonic()\n"
        "    done = dict(answers)\n"
        "print(sorted(done) == list(range(40)), all(at < before for _, at in done.values()))\n"
        "print(os.getpid() in {child for child, _ in done.values()})\n"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    assert (done.stdout, done.stderr) == ("True True\nFalse\n", "")


def test_a_parent_that_fails_leaves_no_children_behind() -> None:
    script = (
        "import multiprocessing\n"
        "from placet.shards import workers\n"
        "try:\n"
        "    with workers.asked(list(range(9)), lambda number: b'x' * 1_000_000, 2) as answers:\n"
        "        raise LookupError('stop')\n"
        "except LookupError as fault:\n"
        "    print(fault, multiprocessing.active_children())\n"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    assert (done.stdout, done.stderr) == ("stop []\n", "")


def test_more_items_than_the_queue_has_numbers_are_each_asked_once() -> None:
    script = (
        "from placet.shards import workers\n"
        "workers._PIPE = 40\n"
        "with workers.asked(list(range(1003)), lambda number: number, 4) as answers:\n"
        "    print(sorted(answers) == [(number, number) for number in range(1003)])\n"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    assert (done.stdout, done.stderr) == ("True\n", "")
