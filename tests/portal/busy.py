"""The small cabinet with more going on: time limits, a rhythm kept and missed, spending, and a breach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_RULES = """\
  - id: check-in-time
    article: 2
    says: 办公室主任核稿
    basis: [S1-DOUT-002]
    on: outgoing
    demand:
      deadline: {act: check, after: {day: true}, within: {days: 1}}
    examples:
      - {given: {date: 2026-03-04}, acts: ["check by office-director on 2026-03-05"], expect: met}
      - {given: {date: 2026-03-04}, acts: ["check by office-director on 2026-03-06"], expect: breached}
  - id: issue-in-time
    article: 2
    says: 馆长签发
    basis: [S1-DOUT-002]
    on: outgoing
    demand:
      deadline: {act: issue, after: {day: true}, within: {days: 10}}
    examples:
      - {given: {date: 2026-03-04}, acts: ["issue by head on 2026-03-14"], expect: met}
      - {given: {date: 2026-03-04}, acts: ["issue by head on 2026-03-15"], expect: breached}
  - id: monthly
    article: 2
    says: 发文由拟稿人拟稿
    basis: [S1-DOUT-002]
    on: minutes
    when: body == "hall-meeting"
    demand:
      cadence: {every: month}
    examples:
      - {period: 2026-01, as-of: 2026-07-01, with: [{kind: minutes, given: {date: 2026-01-12, body: hall-meeting}}], expect: met}
      - {period: 2026-01, as-of: 2026-07-01, expect: breached}
unchecked:
"""


def busy(root: Path, told: Callable[[str], str] = str) -> Path:
    """Change the small cabinet at `root`, written as `told` says it, and return it."""
    _edit(root / "docs/hall/documents/2026-01-01.md", "unchecked:\n", told(_RULES))
    _edit(
        root / "records/registers/outgoing.yaml",
        "retain: 永久\n",
        "retain: 永久\nspending: {amount: amount, by: genre}\n",
    )
    return root


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
