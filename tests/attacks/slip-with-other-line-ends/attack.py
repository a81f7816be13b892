"""Every line of a filed slip gets the line ends of another system: the same words, other bytes."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT014",)


def attack(siege: Siege) -> None:
    slip = siege.root / f"records/{PARTY}.jsonl"
    slip.write_bytes(slip.read_bytes().replace(b"\n", b"\r\n"))
