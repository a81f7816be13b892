"""A second document takes the permanent id of one that is signed, so that the signatures name both."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT017",)


def attack(siege: Siege) -> None:
    siege.draft("notice", id="2024-flaaaa", title="关于做好防汛值班的通知")
