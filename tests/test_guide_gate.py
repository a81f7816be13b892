"""The guide to the gate shows what the gate really says: its pictures are made of golden outputs, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.portal.sheet import photograph, shows
from tests.terminal import Exchange, picture

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
GUIDE = (ROOT / "docs" / "guide" / "gate.md").read_text("utf-8")
IMAGES = ROOT / "docs" / "guide" / "images"
#: The sheets that the guide shows, each the gate's whole answer in a test.
SHEETS = {
    "sheet-waiting": "story/waiting.md",
    "sheet-edited": "gate/edited-since.md",
    "sheet-mergeable": "story/mergeable.md",
}
REFUSED = "terminal-push-refused.svg"


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheets_in_the_guide_are_the_gates_own(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path, name: str
) -> None:
    sheet = (GOLDEN / SHEETS[name]).read_text("utf-8")
    folder = IMAGES if request.config.getoption("--shots") else tmp_path
    photograph(browser, sheet, folder / f"{name}.png")
    assert shows(folder / f"{name}.png", sheet)
    assert shows(IMAGES / f"{name}.png", sheet)
    assert f"(images/{name}.png)" in GUIDE


def test_the_refused_push_is_what_the_server_says(expect: Callable[[Path, str], None]) -> None:
    said = (GOLDEN / "pushes" / "appointment-smuggled-in-with-a-record.txt").read_text("utf-8")
    drawn = picture("推送被退回：原因和办法", [Exchange("git push origin main", said)])
    expect(IMAGES / REFUSED, drawn)
    assert f"(images/{REFUSED})" in GUIDE
