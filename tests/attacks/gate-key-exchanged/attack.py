"""The gate's own key, by which web approvals are attested, is replaced by the attacker's."""

from __future__ import annotations

from tests.sample.keys import public_line
from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.change(file="records/cabinet.yaml", replace=[public_line("gate"), public_line("wang-fang")])
