"""The former director's entry is taken out of the roster, with a change order that both who must sign it signed. Were it
let in, nothing he ever signed could be proved any more.
"""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT043",)


def attack(siege: Siege) -> None:
    text = siege.text(PEOPLE)
    start = text.index("  - id: zhao-min")
    siege.repo.write({PEOPLE: text[:start] + text[text.index("  - id: qian-lan") :]})
    siege.commit()
    siege.order("attack", "people")
