"""The body holds a line `---` and after it front matter of its own that names no other section and another drafter. The
attacker hopes that the reader splits at any such line and takes the later one.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    body = "说明如下。\n\n---\nid: 2024-lsaaaa\ngenre: 函\ndrafter: li-ping\nissued: true\n---\n\n值班安排见附表。"
    ref = siege.draft("notice", id="2024-lsaaaa", body=body)
    siege.change(
        file=f"records/{ref}.md", replace=["drafter: wang-fang", "drafter: wang-fang\ncosign_sections: [market]"]
    )
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by sun-qiang as director at 2024-06-25T14:00",
    )
    siege.number(ref)
