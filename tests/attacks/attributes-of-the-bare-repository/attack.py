"""The bare repository's own `info/attributes` and configuration name a merge driver that is a program and takes the
branch's side. The attacker, who once had a hand on the server, hopes that it runs, and that an objection which landed
meanwhile is lost in the merge.
"""

from __future__ import annotations

import subprocess

from tests.siege import FLOOD, Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    siege.number()
    siege.commit()
    siege.branch("other")
    siege.sign(FLOOD, {"act": "objection", "by": "sun-qiang", "post": "director", "at": "2024-06-26T08:00"})
    siege.commit()
    siege.land("other")
    siege.repo.git("checkout", "--quiet", "attack")
    (siege.bare / "info").mkdir(exist_ok=True)
    (siege.bare / "info/attributes").write_text("* merge=evil\n")
    driver = f"touch {siege.bare.parent}/pwned; cp %B %A"
    subprocess.run(["git", "-C", str(siege.bare), "config", "merge.evil.driver", driver], check=True)
