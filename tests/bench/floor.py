"""The floor: read the same files, load the front matter with PyYAML's C loader, hash every byte. One process.

`python -m tests.bench.floor ROOT` prints how many files and bytes were read.
"""

from __future__ import annotations

import hashlib
import os
import sys

import yaml


def read(root: str) -> tuple[int, int]:
    """The number of files below `records/` and `docs/`, and of their bytes."""
    files = size = 0
    for start in ("records", "docs"):
        for folder, _, names in os.walk(os.path.join(root, start)):  # noqa: PTH118 - the floor has no overhead of ours
            for name in names:
                with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - as above
                    data = file.read()
                hashlib.sha256(data).digest()
                if name.endswith(".yaml"):
                    yaml.load(data, yaml.CSafeLoader)
                elif data.startswith(b"---\n"):
                    yaml.load(data[4 : data.index(b"\n---\n") + 1], yaml.CSafeLoader)
                files, size = files + 1, size + len(data)
    return files, size


if __name__ == "__main__":
    count, volume = read(sys.argv[1])
    sys.stdout.write(f"{count} files, {volume} bytes\n")
