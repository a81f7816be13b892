"""An interpreter whose clock is stopped, for hooks and workflows that run in processes of their own.

It is a virtual environment like the one the program is installed in; what Python runs at its start stops the clock, so that
neither the program nor the hook's text knows anything of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
#: Hands its words, environment, folder and streams to `forked.py`, and ends as its call there ends.
_CALL = """\
#!{home} -IS
import marshal, os, socket, sys

words, prefix = [os.fsencode(word) for word in sys.argv[1:]], {prefix}
assert words[: len(prefix)] == prefix, words
with socket.socket(socket.AF_UNIX) as call:
    call.connect({door!r})
    socket.send_fds(call, [b"."], [0, 1, 2])
    call.sendall(marshal.dumps((words[len(prefix) :], dict(os.environb), os.getcwdb())))
    call.shutdown(socket.SHUT_WR)
    status = call.recv(1)
sys.exit(status[0])
"""
#: What is called, and the words it is called with before those of `placet`: a hook calls Python itself.
_CALLED = {"placet": [], "python": [b"-I", b"-X", b"utf8", b"-m", b"placet"]}


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
    return _made(folder)


@contextmanager
def warmed(venv: Path, folder: Path) -> Iterator[Path]:
    """A folder like the environment `venv`, whose `python -m placet` and `placet` have read the program beforehand.

    Every call is a process of its own still, with the caller's folder, environment and streams; `forked.py` tells how.
    """
    home = Path(sys._base_executable)  # type: ignore[attr-defined]
    (folder / "bin").mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="placet-") as short:
        door = f"{short}/door"
        for name, prefix in _CALLED.items():
            command = folder / "bin" / name
            command.write_text(_CALL.format(home=home, prefix=prefix, door=door), "utf-8")
            command.chmod(0o755)
        server = [str(venv / "bin" / "python"), "-I", "-X", "utf8", str(Path(__file__).with_name("forked.py")), door]
        with subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield _made(folder)
            process.communicate()
        assert process.returncode == 0


def _made(folder: Path) -> Path:
    """Younger than any lock file, or `make` would set a whole environment up."""
    (folder / ".ready").touch()
    os.utime(folder / ".ready", (4_000_000_000, 4_000_000_000))
    return folder
