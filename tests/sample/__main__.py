"""Makes the sample cabinet: `python -m tests.sample [--root DIR] [--unit NAME] [--seed TEXT] [--scale N]`.

Everything the stories write is written anew: the year folders and drafts of every register, and people.yaml.
Rules, register kinds, calendars and unit.yaml are written by people and left alone.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from importlib import import_module
from pathlib import Path

import yaml

from tests.sample import staff
from tests.sample.office import Office
from tests.sample.pen import Desk
from tests.sample.roster import BUREAU
from tests.sample.staff import Roster

SEED = "placet-sample-1"
#: The unit whose people and stories lie beside this module; every other has a folder of its own.
HOME = "bureau"


def clear(unit: Path) -> None:
    """Removes every year folder and every draft of the unit's registers."""
    for register in sorted(p.parent for p in unit.glob("*/register.yaml")):
        for folder in sorted(register.iterdir()):
            if folder.is_dir():
                shutil.rmtree(folder)


def make(root: Path, seed: str = SEED, scale: int = 1, only: str = "") -> int:
    """Writes the sample of every unit of the cabinet (or of the one named) into `root`; returns how many records."""
    units = yaml.load((root / "records" / "cabinet.yaml").read_text("utf-8"), yaml.CSafeLoader)["units"]
    return sum(_unit(root, unit, seed, scale) for unit in units if only in ("", unit))


def _unit(root: Path, unit: str, seed: str, scale: int) -> int:
    folder = root / "records" / unit
    name = "" if unit == HOME else "." + unit.replace("-", "_")
    roster = BUREAU if unit == HOME else _roster(folder, unit)
    clear(folder)
    (folder / "people.yaml").write_text(roster.people_yaml(), encoding="utf-8", newline="\n")
    desk = Desk(root, seed, roster)
    office = Office(desk, seed, scale, roster)
    for story in import_module(f"tests.sample{name}.stories").STORIES:
        story(office)
    return desk.write()


def _roster(folder: Path, unit: str) -> Roster:
    beside = Path(__file__).parent / unit.replace("-", "_")
    return staff.read(beside / "roster.yaml", folder / "unit.yaml")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--unit", default="")
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--scale", type=int, default=1)
    options = parser.parse_args()
    sys.stdout.write(f"{make(options.root, options.seed, options.scale, options.unit)} records\n")
