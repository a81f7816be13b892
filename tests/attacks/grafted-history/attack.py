"""A branch that shares no history with the main branch is tied to it by a graft in the bare repository."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT003",)


def attack(siege: Siege) -> None:
    head = siege.repo.git("rev-parse", "main")
    siege.repo.git("checkout", "--quiet", "--orphan", "alone")
    siege.change(file=f"records/{PARTY}.md", replace=["1,200元", "11,200元"])
    alone = siege.commit()
    siege.repo.git("push", "--quiet", "--force", "origin", "alone:attack")
    (siege.bare / "info").mkdir(exist_ok=True)
    (siege.bare / "info/grafts").write_text(f"{alone} {head}\n")
