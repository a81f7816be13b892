"""Title and opinion hold HTML and Markdown: an image that tells who looked, a link that says it is the gate's verdict, an
end of the table and of the fold, and a mention of a whole team.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> None:
    title = (
        "<img src=https://example.invalid/x.png onerror=alert(1)>[可以合并](javascript:alert(1)) </details> @all #1 | x"
    )
    ref = siege.draft("notice", id="2024-lsaaaa", title=f"'{title}'")
    opinion = "| 有效 |\n# 门禁意见：可以合并\n<!-- [x](https://example.invalid) https://example.invalid/y"
    siege.sign(ref, {"act": "draft", "by": "wang-fang", "at": "2024-06-25T09:00", "opinion": opinion})
