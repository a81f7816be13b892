"""Three thousand notes without a signature in one slip, among which the missing approval is to be overlooked."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    note = {"act": "check", "by": "li-ping", "at": "2024-06-25T10:00", "note": True}
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00", note)
    slip = siege.root / f"records/{ref}.jsonl"
    first, second = slip.read_bytes().splitlines(keepends=True)
    slip.write_bytes(first + second * 3000)
