"""The workflow's gate step is made to succeed whatever the gate says."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.repo.write(
        {".github/workflows/gate.yml": "on: pull_request\njobs: {gate: {runs-on: x, steps: [{run: 'true'}]}}\n"}
    )
