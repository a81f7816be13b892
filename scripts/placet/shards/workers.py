"""Several processes at once: one question about many things, asked of children that know what their parent knew."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

Item = TypeVar("Item")
Answer = TypeVar("Answer")

#: Below so many things per process it is quicker to do them oneself.
_FEWEST = 2
#: What a pipe holds without anyone reading (pipe(7)), and the length of a number in it, in bytes.
_PIPE, _TICKET = 1 << 14, 4


def processes() -> int:
    """How many children may run: as many as there are cores, none where a child cannot be a copy of its parent."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return len(os.sched_getaffinity(0))


@contextmanager
def asked(items: Sequence[Item], ask: Callable[[Item], Answer], count: int) -> Iterator[Iterable[tuple[Item, Answer]]]:
    """Every item with its answer, in no order; the children are at work while nobody looks.

    An exception of `ask` is raised where the answers are taken.
    """
    count = min(count, len(items) // _FEWEST)
    if count < 2:
        yield ((item, ask(item)) for item in items)
        return
    fork = multiprocessing.get_context("fork")
    tickets = min(len(items), _PIPE // _TICKET)
    queue = _queue(tickets)
    gc.freeze()
    lines: list[Connection] = []
    children = []
    for _ in range(count):
        ours, theirs = fork.Pipe()
        child = fork.Process(target=_serve, args=(theirs, [*lines, ours], (queue, tickets), items, ask), daemon=True)
        child.start()
        theirs.close()
        lines.append(ours)
        children.append(child)
    try:
        yield _gathered(lines, items)
    finally:
        os.close(queue)
        for line, child in zip(lines, children, strict=True):
            line.close()
            child.join()
        gc.unfreeze()


def _queue(tickets: int) -> int:
    """A pipe with that many numbers, of which each is read once, by whichever child comes first (pipe(7))."""
    queue, end = os.pipe()
    os.write(end, b"".join([ticket.to_bytes(_TICKET) for ticket in range(tickets)]))
    os.close(end)
    return queue


def _gathered(lines: Sequence[Connection], items: Sequence[Item]) -> Iterator[tuple[Item, Any]]:
    left = len(items)
    working = list(lines)
    while left:
        for ready in wait(working):
            line = cast("Connection", ready)
            try:
                said = line.recv()
            except EOFError:
                raise ChildProcessError("a process of the check ended before its work was done") from None
            if said is None:
                working.remove(line)
                continue
            number, answer, fault = said
            if fault is not None:
                raise fault
            left -= 1
            yield items[number], answer


def _serve(
    line: Connection,
    others: Sequence[Connection],
    queue: tuple[int, int],
    items: Sequence[Item],
    ask: Callable[[Item], Answer],
) -> None:
    """A child's whole life. What it inherited is never given back, so nothing is gained by looking for it."""
    for other in others:
        other.close()
    gc.disable()
    with suppress(OSError):
        while taken := os.read(queue[0], _TICKET):
            for number in range(int.from_bytes(taken), len(items), queue[1]):
                line.send(_answered(number, items[number], ask))
        line.send(None)


def _answered(
    number: int, item: Item, ask: Callable[[Item], Answer]
) -> tuple[int, Answer, None] | tuple[int, None, Exception]:
    try:
        return number, ask(item), None
    except Exception as fault:  # noqa: BLE001 - the parent raises it
        return number, None, fault
