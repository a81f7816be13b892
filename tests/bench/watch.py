"""Runs a program to its end and measures it: seconds on the wall, and the memory of all its processes together."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

_PAUSE = 0.02
_PROC = Path("/proc")


@dataclass(frozen=True)
class Run:
    """One run: how long, and the highest sum of resident memory over its processes (shared pages count in each).

    `cpu` are the seconds of processor that all its processes took together.
    """

    seconds: float
    memory: int
    code: int
    output: str
    cpu: float = 0.0


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Run:
    """Run a command, looking at its processes every few milliseconds.

    What the run before left for the disk is written first: its time is not this one's.
    """
    memory = 0
    os.sync()
    with TemporaryFile("w+b") as output:
        start, used = time.perf_counter(), _processor()
        with subprocess.Popen(command, cwd=cwd, env=dict(env), stdout=output, stderr=subprocess.STDOUT) as process:
            while process.poll() is None:
                memory = max(memory, _resident(process.pid))
                time.sleep(_PAUSE)
        seconds = time.perf_counter() - start
        output.seek(0)
        return Run(seconds, memory, process.returncode, output.read().decode(), _processor() - used)


def quickest(runs: Iterable[Run]) -> Run:
    """The run that took the fewest seconds: no machine is always equally quick."""
    return min(runs, key=lambda one: one.seconds)


def _processor() -> float:
    """The seconds of processor that processes took which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident(pid: int) -> int:
    """Bytes of resident memory of a process and all its descendants."""
    try:
        pages = int((_PROC / str(pid) / "statm").read_text().split()[1])
        children = (_PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_resident(int(child)) for child in children)
