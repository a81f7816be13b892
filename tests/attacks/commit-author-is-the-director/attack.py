"""The commit says that the director wrote and committed it. Nobody issued the notice."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00", "check by li-ping as office-director at 2024-06-25T10:00")
    siege.number(ref)
    siege.repo.git("add", "-A")
    who = ("-c", "user.name=孙强", "-c", "user.email=sun-qiang@example.invalid")
    siege.repo.git(
        *who,
        "commit",
        "--quiet",
        "--author=孙强 <sun-qiang@example.invalid>",
        "-m",
        "签发\n\nApproved-by: sun-qiang\nSigned-off-by: 孙强",
    )
    siege.repo.git("push", "--quiet", "origin", "HEAD")
