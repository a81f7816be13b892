"""What every test stands on: no Git configuration but its own, a stopped clock, and repositories made on the spot."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.portal.window import DESKTOP, PHONE, chromium, window
from tests.repository import Repo

_GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Sample Clerk",
    "GIT_AUTHOR_EMAIL": "clerk@example.invalid",
    "GIT_COMMITTER_NAME": "Sample Clerk",
    "GIT_COMMITTER_EMAIL": "clerk@example.invalid",
    "GIT_ALLOW_PROTOCOL": "file",
    "GIT_TERMINAL_PROMPT": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regen` writes the expected outputs anew; read the difference before it is committed. `--shots` the pictures."""
    parser.addoption("--regen", action="store_true", help="write expected outputs anew instead of comparing")
    parser.addoption("--shots", action="store_true", help="write the guides' pictures from the sample portal")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the file that holds the expected one; `--regen` writes the file."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--regen"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert text == file.read_bytes().decode()

    return compare


@pytest.fixture(autouse=True)
def hermetic(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Git sees no user, hook or configuration of this machine; no SSH agent; no `make` around it; a home of its own."""
    for key in [key for key in os.environ if key.startswith(("GIT_", "SSH_", "PLACET_", "MAKE", "MFLAGS"))]:
        monkeypatch.delenv(key)
    for key, value in _GIT.items():
        monkeypatch.setenv(key, value)
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))


@pytest.fixture
def make_repo(tmp_path: Path) -> Callable[..., Repo]:
    """Makes an empty repository of this name; more words go to `git init`."""

    def make(name: str = "repo", *words: str) -> Repo:
        root = tmp_path / name
        root.mkdir()
        repo = Repo(root)
        repo.git("init", "--quiet", "--initial-branch=main", *words)
        return repo

    return make


@pytest.fixture
def repo(make_repo: Callable[..., Repo]) -> Repo:
    """An empty repository on branch main."""
    return make_repo()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The installed Chromium, for the tests of a module."""
    with chromium() as browser:
        yield browser


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page of the site at the module's `address`, once as wide as a desk's screen and once as a phone's."""
    with window(browser, address, request.param) as page:
        yield page


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the module's site as wide as a desk's screen."""
    with window(browser, address, DESKTOP) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the module's site as wide as a phone's screen."""
    with window(browser, address, PHONE) as page:
        yield page
