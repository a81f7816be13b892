"""Times the gate on one changed record: the cabinet as a bare, packed repository, and a branch with one more draft."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.bench.cabinet import git
from tests.bench.watch import Run, run

#: Exit status of `placet gate` for a branch whose draft is still to be signed.
WAITING = 1
_ID = "2026-zzzzzz"
_DRAFT = f"""---
id: {_ID}
title: 县内外出登记（门禁）
classification: internal
date: 2026-06-12
person: tong-yue
section: tourism
area: county
destination: 石桥镇文化站
purpose: 检查文化市场
departs: 2026-06-12T14:00:00+08:00
returns: 2026-06-12T17:00:00+08:00
refers: [bureau/seals/2024/0001]
---

检查文化市场，当日返回。
"""
_PATH = "records/bureau/outing-1/drafts/gate.md"


def judged(root: Path, env: Mapping[str, str]) -> Run:
    """One whole run of `placet gate`, the repository's files in the page cache."""
    bare = root.with_name(f"{root.name}.git")
    git(root, "clone", "--quiet", "--bare", "--no-local", ".", str(bare))
    _branch(bare)
    command = [sys.executable, "-m", "placet", "gate", "--root", str(bare), "--base", "main", "--head", "one"]
    run(command, root, env)
    done = run([*command, "--format", "text"], root, env)
    if done.code != WAITING:
        raise SystemExit(f"placet gate ended with {done.code}, not {WAITING}:\n{done.output}")
    return done


def _branch(bare: Path) -> None:
    """A branch `one` on main with one more draft."""
    text = _DRAFT.encode()
    when = "Bench <bench@example.invalid> 1781000000 +0000"
    stream = f"commit refs/heads/one\ncommitter {when}\ndata 4\ngate\nfrom refs/heads/main^0\n".encode()
    stream += f"M 100644 inline {_PATH}\ndata {len(text)}\n".encode() + text + b"\n"
    subprocess.run(["git", "-C", str(bare), "fast-import", "--quiet"], input=stream, check=True)
