"""The title turns the direction of writing, so that it reads otherwise than it is, and holds a terminal's commands and
unseen characters.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT003", "FMT004")


def attack(siege: Siege) -> None:
    title = "关于\u202e额金付支\u202c\u200b\ufeff\u2066的通知"
    ref = siege.draft("notice", id="2024-lsaaaa", title=title)
    siege.sign(
        ref, {"act": "draft", "by": "wang-fang", "at": "2024-06-25T09:00", "opinion": "\x1b[2J\x1b[H同意\u2028同意"}
    )
