"""The guide to the gate shows what the gate really says: every block of text in it stands in a golden output."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"


def test_what_the_guide_shows_is_what_the_gate_says() -> None:
    guide = (ROOT / "docs" / "guide" / "gate.md").read_text("utf-8")
    shown = re.findall(r"````text\n(.*?)\n````", guide, re.DOTALL)
    said = [path.read_text("utf-8") for folder in ("gate", "pushes") for path in sorted((GOLDEN / folder).glob("*.*"))]
    assert len(shown) == 3
    assert [block for block in shown if not any(block in text for text in said)] == []
