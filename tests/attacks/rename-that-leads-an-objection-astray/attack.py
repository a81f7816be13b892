"""While the draft is numbered on a branch, an objection lands on the main branch. The branch has a second draft with a
slip more like the old one, so that Git carries the objection over to it.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("GAT014",)


def attack(siege: Siege) -> None:
    slip = siege.text(f"records/{FLOOD}.jsonl")
    decoy = siege.text(f"records/{FLOOD}.md").replace("2024-flaaaa", "2024-fdaaaa")
    siege.number()
    siege.repo.write(
        {"records/bureau/outgoing/drafts/decoy.jsonl": slip, "records/bureau/outgoing/drafts/decoy.md": decoy}
    )
    siege.commit()
    siege.branch("other")
    siege.sign(FLOOD, {"act": "objection", "by": "sun-qiang", "post": "director", "at": "2024-06-26T08:00"})
    siege.commit()
    siege.land("other")
    siege.repo.git("checkout", "--quiet", "attack")
