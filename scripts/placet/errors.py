"""The one exception meant for the person at the terminal; anything else that escapes is a fault of ours."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can put right, told in the catalogue's words.

    `code` is a message code whose placeholders `args` fill; the command ends with exit status 2.
    """

    def __init__(self, code: str, /, **words: str) -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words

    def __str__(self) -> str:
        filled = ", ".join(f"{key}={value}" for key, value in self.words.items())
        return f"{self.code} {filled}".rstrip()
