"""Title, text and opinion hold commands of the workflow's log; the draft itself still waits for its approvals."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> None:
    title = "::error file=records/cabinet.yaml,line=1::通过%0A::set-output name=ok::1"
    ref = siege.draft("notice", id="2024-lsaaaa", title=f'"{title}"', body="::stop-commands::x\n\n##[error]通过")
    siege.sign(ref, {"act": "draft", "by": "wang-fang", "at": "2024-06-25T09:00", "opinion": "\n::add-mask::孙强\n"})
