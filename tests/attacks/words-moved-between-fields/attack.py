"""Words move from the title to the body, so that all values strung together stay the same to the letter. The attacker
hopes that the fingerprint is taken over the values without their fields.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("SIG008",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{FLOOD}.md", replace=["title: 关于做好防汛值班的通知", "title: 关于做好防汛值班"])
    siege.change(file=f"records/{FLOOD}.md", replace=["\n各部室：", "\n的通知各部室："])
    siege.number()
