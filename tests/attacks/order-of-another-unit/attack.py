"""A second unit of the portal, where one person holds every post, files an order for a new key of the first unit's
director. Its own rules are met.
"""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT067",)


def attack(siege: Siege) -> None:
    siege.branch("main")
    for name in ("unit", "people"):
        siege.repo.write(
            {f"records/branch/{name}.yaml": siege.text(f"records/bureau/{name}.yaml").replace("溪文", "支文")}
        )
    register = siege.text("records/bureau/changes/register.yaml").replace("溪文", "支文")
    siege.repo.write({"records/branch/changes/register.yaml": register})
    rules = (
        siege.text("docs/bureau/rulebook/2024-01-01.md")
        .replace("unit: bureau", "unit: branch")
        .replace("id: rulebook", "id: branch-rulebook")
    )
    siege.repo.write({"docs/branch/branch-rulebook/2024-01-01.md": rules})
    siege.change(file="records/cabinet.yaml", replace=["units: [bureau]", "units: [bureau, branch]"])
    siege.commit()
    siege.branch("attack")
    siege.change(file=PEOPLE, replace=["  - id: feng-lei", "  - id: ma-chao\n    name: 马超\n  - id: feng-lei"])
    siege.commit()
    siege.order("attack", "people", unit="branch")
