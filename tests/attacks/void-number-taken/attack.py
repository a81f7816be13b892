"""Number 4 is declared void on the main branch and number 5 is given. The attacker takes number 4 for a notice that he
wants to be older than the other.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("NUM003",)


def attack(siege: Siege) -> None:
    siege.branch("other")
    register = "records/bureau/outgoing/register.yaml"
    siege.change(file=register, replace=["series:", 'explained: {"2024/0004": 作废}\nseries:'])
    siege.repo.write(
        {
            "records/bureau/outgoing/2024/0005.md": siege.text(f"records/{FLOOD}.md").replace(
                "2024-flaaaa", "2024-fvaaaa"
            )
        }
    )
    siege.commit()
    siege.land("other")
    siege.branch("attack")
    siege.number()
