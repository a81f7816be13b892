"""The branch is called as a shell would run it, and holds a notice that nobody issued."""

from __future__ import annotations

from tests.siege import Attempt, Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> Attempt:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00", "check by li-ping as office-director at 2024-06-25T10:00")
    siege.number(ref)
    siege.commit()
    name = "a;touch${IFS}pwned;$(touch${IFS}pwned)'\"&|x"
    siege.repo.git("push", "--quiet", "origin", f"attack:refs/heads/{name}")
    return Attempt(siege.bare, head=f"refs/heads/{name}", branches=(name,))
