"""An interpreter whose clock is stopped, for hooks and workflows that run in processes of their own.

It is a virtual environment like the one the program is installed in; what Python runs at its start stops the clock, so that
neither the program nor the hook's text knows anything of it.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from datetime import datetime
from pathlib import Path

import placet

_STOPPED = """\
from datetime import datetime

import time_machine

time_machine.travel(datetime.fromisoformat("{at}"), tick=False).start()
"""
_COMMAND = """\
#!{python}
import sys

from placet.cli import main

sys.argv[0] = "placet"
main()
"""


def clocked(folder: Path, at: datetime) -> Path:
    """A virtual environment in which it is always `at`, with `python` and `placet`, and as `make` leaves it behind."""
    home = Path(sys._base_executable)  # type: ignore[attr-defined]
    library = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    library.mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "pyvenv.cfg").write_text(f"home = {home.parent}\ninclude-system-site-packages = false\n", "utf-8")
    python = folder / "bin" / "python"
    python.symlink_to(home)
    paths = [Path(placet.__file__).parent.parent, *(Path(sysconfig.get_path(one)) for one in ("purelib", "platlib"))]
    (library / "program.pth").write_text("".join(f"{path}\n" for path in dict.fromkeys(paths)), "utf-8")
    (library / "stopped.py").write_text(_STOPPED.format(at=at.isoformat()), "utf-8")
    (library / "zz_stopped.pth").write_text("import stopped\n", "utf-8")
    command = folder / "bin" / "placet"
    command.write_text(_COMMAND.format(python=python), "utf-8")
    command.chmod(0o755)
    (folder / ".ready").touch()
    # Younger than any lock file, or `make` would set a whole environment up.
    os.utime(folder / ".ready", (4_000_000_000, 4_000_000_000))
    return folder
