"""The names hold what a shell would run or read as an option, the place where Git keeps its magic, and a line break."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("FMT903", "NUM012")


def attack(siege: Siege) -> None:
    names = [
        "$(touch pwned).md",
        "`touch pwned`.md",
        ";touch pwned;.md",
        "--upload-pack=touch pwned.md",
        "a\nb.md",
        ":(exclude)*.md",
        "%s%n.md",
        "\x1b[2Jc.md",
        "'; DROP TABLE records; --.md",
    ]
    siege.plumb(
        "".join(f"100644 BLOB\trecords/bureau/outgoing/drafts/{name}\0" for name in names),
        (siege.root / f"records/{FLOOD}.md").read_bytes(),
    )
