"""In the bare repository a replace ref shows the altered text of a document as the one that was signed. The attacker hopes
that the gate reads objects through it.
"""

from __future__ import annotations

import subprocess

from tests.siege import FLOOD, NEXT, Siege

REASONS = ("SIG008",)


def attack(siege: Siege) -> None:
    was = siege.repo.git("rev-parse", f"HEAD:records/{FLOOD}.md")
    siege.change(file=f"records/{FLOOD}.md", replace=["每天50元", "每天500元"])
    siege.number()
    siege.commit()
    now = siege.repo.git("rev-parse", f"HEAD:records/{NEXT}.md")
    siege.repo.git("push", "--quiet", "origin", f"{was}:refs/tags/was")
    subprocess.run(["git", "-C", str(siege.bare), "replace", now, was], check=True)
