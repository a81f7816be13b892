"""A new kind of register that no regulation speaks of is declared, to file there what would need approval elsewhere."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.repo.write(
        {"records/registers/memo.yaml": siege.text("records/registers/expense.yaml").replace("支出", "便函")}
    )
