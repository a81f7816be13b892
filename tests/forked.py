"""The program, read once and forked for every call: run with the path of a socket, until its input ends.

A call is three streams, and then words, environment and folder; it is answered with one byte, the exit status. It is done
in a process of its own, in which everything is as if `placet WORDS` had just been started there.
"""

from __future__ import annotations

import gc
import importlib
import marshal
import os
import pkgutil
import select
import socket
import sys
from typing import NoReturn

import placet
from placet.cli import main


def take(call: socket.socket) -> NoReturn:
    """Do what a call asks for, here, and end."""
    _, streams, _, _ = socket.recv_fds(call, 1, 3)
    with call.makefile("rb") as told:
        words, environment, folder = marshal.loads(told.read())
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(environment)
    sys.argv = ["placet", *map(os.fsdecode, words)]
    main()


def serve(door: socket.socket) -> None:
    """Take calls, one after another."""
    while door in select.select([door, sys.stdin], [], [])[0]:
        call, _ = door.accept()
        with call:
            child = os.fork()
            if not child:
                door.close()
                take(call)
            call.sendall(bytes([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF]))


if __name__ == "__main__":
    for module in pkgutil.walk_packages(placet.__path__, "placet."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(sys.argv[1])
        listening.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        serve(listening)
