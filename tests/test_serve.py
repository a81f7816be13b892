"""`placet serve`: shows the site, shows it anew when something was written, and keeps the last good one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.portal.built import prepared

PROJECT = Path(__file__).parents[1]
LETTER = "records/hall/outgoing/2026/0001"


def port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        number: int = one.getsockname()[1]
        return number


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def address(office: Path) -> Iterator[str]:
    """Where the portal is served, as soon as it is."""
    where = port()
    env = os.environ | {"PYTHONPATH": str(PROJECT / "scripts"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "placet", "serve", "--root", str(office), "--port", str(where)]
    with (
        (office / "said").open("w") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True, env=env) as process,
    ):
        assert process.stdout is not None
        line = next(line for line in process.stdout if "http://" in line)
        assert line.startswith(f"正在展示：http://127.0.0.1:{where}/")
        yield f"http://127.0.0.1:{where}"
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=20)
        finally:
            process.kill()  # where whoever runs the tests has SIGINT ignored, so has the server


def got(address: str) -> str:
    with urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode()
        return text


def after(address: str, seen: str) -> str:
    """The number of the build that follows."""
    while (now := got(f"{address}/.placet/built?after={seen}")) == seen:
        pass
    return now


def test_pages_are_served_with_the_script_that_waits_for_news(address: str) -> None:
    page = got(f"{address}/{LETTER}.html")
    assert "关于举办暑期非遗培训班的通知" in page
    assert page.count('<script src="/.placet/reload.js" defer></script></body>') == 1
    assert "/.placet/built" in got(f"{address}/.placet/reload.js")
    assert "临川县文化馆文件门户" in got(f"{address}/")


def test_what_is_written_is_shown_and_what_cannot_be_built_leaves_the_last_good_site(
    address: str, office: Path
) -> None:
    seen = got(f"{address}/.placet/built")
    text = (office / f"{LETTER}.md").read_text("utf-8")
    (office / f"{LETTER}.md").write_text(text.replace("三楼排练厅", "二楼展厅"), "utf-8")
    seen = after(address, seen)
    assert "二楼展厅" in got(f"{address}/{LETTER}.html")
    guide = office / "docs/guide/reader.md"
    good = guide.read_text("utf-8")
    guide.write_text("# 指南\n\n[不存在](nowhere.md)\n", "utf-8")
    while "CLI004" not in (told := (office / "said").read_text("utf-8")):
        assert got(f"{address}/.placet/built") == seen
    assert "guide/reader.md" in told
    assert "二楼展厅" in got(f"{address}/{LETTER}.html")
    guide.write_text(good, "utf-8")
    (office / f"{LETTER}.md").write_text(text, "utf-8")
    after(address, seen)
    assert "三楼排练厅" in got(f"{address}/{LETTER}.html")


def test_nothing_outside_the_site_is_served(address: str) -> None:
    with pytest.raises(OSError, match="404"):
        got(f"{address}/../../records/cabinet.yaml")
