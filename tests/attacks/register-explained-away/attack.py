"""The register declares number 4 a gap with a reason, and the same merge files number 5."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.change(
        file="records/bureau/outgoing/register.yaml", replace=["series:", 'explained: {"2024/0004": 作废}\nseries:']
    )
    siege.number(to="bureau/outgoing/2024/0005")
