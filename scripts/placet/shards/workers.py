"""Several processes at once: one question about many things, asked of children that know what their parent knew."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import TypeVar, cast

Item = TypeVar("Item")
Answer = TypeVar("Answer")

#: Below so many things per process it is quicker to do them oneself.
_FEWEST = 2
#: How many are handed out ahead, so that no child waits for its parent.
_AHEAD = 2


def processes() -> int:
    """How many children may run: as many as there are cores, none where a child cannot be a copy of its parent."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return len(os.sched_getaffinity(0))


def each(items: Sequence[Item], ask: Callable[[Item], Answer], count: int) -> Iterator[tuple[Item, Answer]]:
    """Every item with its answer, in no order. An exception of `ask` is raised here."""
    count = min(count, len(items) // _FEWEST)
    if count < 2:
        for item in items:
            yield item, ask(item)
        return
    fork = multiprocessing.get_context("fork")
    gc.freeze()
    lines: list[Connection] = []
    children = []
    for _ in range(count):
        ours, theirs = fork.Pipe()
        child = fork.Process(target=_serve, args=(theirs, [*lines, ours], items, ask), daemon=True)
        child.start()
        theirs.close()
        lines.append(ours)
        children.append(child)
    try:
        yield from _gather(lines, items)
        for line in lines:
            line.send(None)
    finally:
        for line, child in zip(lines, children, strict=True):
            line.close()
            child.join()
        gc.unfreeze()


def _gather(lines: Sequence[Connection], items: Sequence[Item]) -> Iterator[tuple[Item, Answer]]:
    ahead = iter(range(len(items)))
    for _ in range(_AHEAD):
        for line in lines:
            _hand_out(line, ahead)
    left = len(items)
    while left:
        for ready in wait(lines):
            line = cast("Connection", ready)
            try:
                number, answer, fault = line.recv()
            except EOFError:
                raise ChildProcessError("a process of the check ended before its work was done") from None
            if fault is not None:
                raise fault
            left -= 1
            _hand_out(line, ahead)
            yield items[number], answer


def _hand_out(line: Connection, ahead: Iterator[int]) -> None:
    number = next(ahead, None)
    if number is not None:
        line.send(number)


def _serve(
    line: Connection, others: Sequence[Connection], items: Sequence[Item], ask: Callable[[Item], Answer]
) -> None:
    """A child's whole life. What it inherited is never given back, so nothing is gained by looking for it."""
    for other in others:
        other.close()
    gc.disable()
    try:
        while (number := line.recv()) is not None:
            try:
                line.send((number, ask(items[number]), None))
            except Exception as fault:  # noqa: BLE001 - the parent raises it
                line.send((number, None, fault))
    except (EOFError, OSError):
        return
