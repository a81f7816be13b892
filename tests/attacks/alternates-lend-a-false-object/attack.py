"""In the bare repository the altered text of a document is taken out, and `objects/info/alternates` names a folder in which
its id stands for the text that was signed. Git does not compare ids with contents when it reads; the attacker hopes that
the gate judges what it is shown.
"""

from __future__ import annotations

from tests.siege import FLOOD, NEXT, Siege

REASONS = ("GAT009",)


def attack(siege: Siege) -> None:
    signed = siege.text(f"records/{FLOOD}.md")
    siege.change(file=f"records/{FLOOD}.md", replace=["每天50元", "每天500元"])
    siege.number()
    siege.commit()
    blob = siege.repo.git("rev-parse", f"HEAD:records/{NEXT}.md")
    (siege.bare / "objects" / blob[:2] / blob[2:]).unlink()
    lender = siege.lend(f"records/{NEXT}.md", signed)
    (siege.bare / "objects/info/alternates").write_text(f"{lender}\n")
