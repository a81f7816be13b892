"""Makes the sample cabinet: `python -m tests.sample [--root DIR] [--seed TEXT] [--scale N]`.

Everything the stories write is written anew: the year folders and drafts of every register, and people.yaml.
Rules, register kinds, calendars and unit.yaml are written by people and left alone.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from tests.sample.office import Office
from tests.sample.pen import Desk
from tests.sample.roster import people_yaml
from tests.sample.stories import STORIES

SEED = "placet-sample-1"
UNIT = "bureau"


def clear(unit: Path) -> None:
    """Removes every year folder and every draft of the unit's registers."""
    for register in sorted(p.parent for p in unit.glob("*/register.yaml")):
        for folder in sorted(register.iterdir()):
            if folder.is_dir():
                shutil.rmtree(folder)


def make(root: Path, seed: str = SEED, scale: int = 1) -> int:
    """Writes the sample into `root` and returns how many records it has."""
    unit = root / "records" / UNIT
    clear(unit)
    (unit / "people.yaml").write_text(people_yaml(), encoding="utf-8", newline="\n")
    desk = Desk(root, seed)
    office = Office(desk, seed, scale)
    for story in STORIES:
        story(office)
    return desk.write()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--scale", type=int, default=1)
    options = parser.parse_args()
    sys.stdout.write(f"{make(options.root, options.seed, options.scale)} records\n")
