"""The register's series is changed: every number of it would read otherwise, and citations would point elsewhere."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.change(
        file="records/bureau/outgoing/register.yaml", replace=["溪文发〔{year}〕{n}号", "溪文函〔{year}〕{n}号"]
    )
