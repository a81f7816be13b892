"""The front matter has `cosign_sections` twice: a form shows the first, a careless reader takes the last."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT009",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    twice = "drafter: wang-fang\ncosign_sections: [market]\ncosign_sections: []"
    siege.change(file=f"records/{ref}.md", replace=["drafter: wang-fang", twice])
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by sun-qiang as director at 2024-06-25T14:00",
    )
    siege.number(ref)
