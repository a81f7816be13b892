"""`python -m tests.bench [--sizes 1000,10000,100000]`: how long `placet check` takes beside a bare read of the files.

For each size a cabinet is made anew. Timed, each as whole processes, with the files in the page cache:
floor, a bare read (`floor.py`); cold, `placet check` without a cache (up to 10,000 records both three times in turn, the
quickest of each); one changed, again after one record was edited;
unchanged, once more; gate, `placet gate` on a branch with one draft more, in a bare repository (`gate.py`). Memory is the highest sum over all processes of a run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import cabinet, gate
from tests.bench.watch import Run, quickest, run

SIZES = (1_000, 10_000, 100_000)
#: Exit status of `placet check` without and with errors found: an edited record's signatures no longer hold.
FINE, FAULTS = 0, 1
#: How often floor and cold are run in turn, the quickest of each being taken; once where there are more records.
_PAIRS, _MANY = 3, 10_000
_HEAD = ("records", "run", "seconds", "× floor", "records/s", "peak MB")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    records: int
    name: str
    seconds: float
    ratio: float
    memory: int

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        rate = self.records / self.seconds
        return (
            f"{self.records:,}",
            self.name,
            f"{self.seconds:.2f}",
            f"{self.ratio:.2f}",
            f"{rate:,.0f}",
            f"{self.memory / 2**20:,.0f}",
        )


def measure(records: int, root: Path) -> list[Row]:
    """Make a cabinet of so many records in `root` and time everything on it."""
    cabinet.make(root, records)
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(str(Path(one).resolve()) for one in sys.path),
        "HOME": str(root),
    }
    check = [sys.executable, "-m", "placet", "check"]
    floors, colds = [], []
    for _ in range(_PAIRS if records <= _MANY else 1):
        floors.append(run([sys.executable, "-m", "tests.bench.floor", str(root)], root, env))
        shutil.rmtree(root / ".placet", ignore_errors=True)
        colds.append(_checked(run(check, root, env), FINE))
    floor = quickest(floors)
    runs = {"floor": floor, "cold": quickest(colds)}
    runs["gate"] = gate.judged(root, env)
    edit(root)
    runs["one changed"] = _checked(run(check, root, env), FAULTS)
    runs["unchanged"] = _checked(run(check, root, env), FAULTS)
    return [Row(records, name, one.seconds, one.seconds / floor.seconds, one.memory) for name, one in runs.items()]


def _checked(done: Run, code: int) -> Run:
    if done.code != code:
        raise SystemExit(f"placet check ended with {done.code}, not {code}:\n{done.output}")
    return done


def edit(root: Path) -> None:
    """Change the words of one record, as a clerk would."""
    path = min((root / "records" / "bureau" / "expense-1" / "2024").glob("*.md"))
    path.write_text(path.read_text("utf-8") + "\n补充说明一句。\n", "utf-8")


def table(rows: list[Row]) -> str:
    """The rows under their heads, columns aligned."""
    lines = [_HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    shown = [
        "  ".join(cell.ljust(width) if index == 1 else cell.rjust(width) for index, (cell, width) in pairs)
        for line in lines
        for pairs in [enumerate(zip(line, widths, strict=True))]
    ]
    return "\n".join(shown) + "\n"


def main(words: list[str] | None = None) -> None:
    """Measure the sizes asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many records, separated by commas")
    parser.add_argument("--keep", type=Path, help="a folder for the cabinets, which are otherwise thrown away")
    options = parser.parse_args(words)
    rows: list[Row] = []
    for size in map(int, options.sizes.split(",")):
        with TemporaryDirectory(prefix="placet-bench-") as temporary:
            where = (options.keep or Path(temporary)).resolve() / str(size)
            rows += measure(size, where)
    sys.stdout.write(table(rows))


if __name__ == "__main__":
    main()
