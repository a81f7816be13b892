"""The branch brings the files of a bare repository: its `config` names a program to be run as file-system monitor, its
`objects/info/alternates` lends objects. The attacker hopes that Git, run in that folder, takes it for a repository.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    files = {
        "HEAD": "ref: refs/heads/main\n",
        "config": "[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = touch pwned\n",
        "objects/info/alternates": "../../../../../../.git/objects\n",
        "refs/heads/main": siege.repo.git("rev-parse", "main") + "\n",
    }
    for name, text in files.items():
        siege.repo.write({f"records/bureau/{name}": text, f"records/bureau/outgoing/drafts/flood/{name}": text})
