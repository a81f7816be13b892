"""Chinese numerals from 〇 to 九千九百九十九, both ways.

Articles are counted with them (第十条, 第一百零一条); the forms are those of GB/T 15835-2011, with 零 for a skipped
place, and 十 without a leading 一 when it opens the number.
"""

from __future__ import annotations

LIMIT = 9999

_DIGITS = "零一二三四五六七八九"
_UNITS = {"千": 1000, "百": 100, "十": 10}


def numeral(number: int) -> str:
    """The usual numeral of a number from 0 to 9999. Raises ValueError outside that range."""
    if not 0 <= number <= LIMIT:
        raise ValueError(f"no numeral for {number}")
    if number == 0:
        return "〇"
    words, skipped, rest = "", False, number
    for unit, worth in (*_UNITS.items(), ("", 1)):
        digit, rest = divmod(rest, worth)
        if digit:
            words += ("零" if skipped else "") + _DIGITS[digit] + unit
            skipped = False
        elif words:
            skipped = True
    return words.removeprefix("一") if words.startswith("一十") else words


def number(words: str) -> int | None:
    """The number a numeral means, or None when it is not well formed; 〇 and 零, 十 and 一十 are taken alike."""
    worth = value(words)
    if worth is None or worth > LIMIT:
        return None
    usual = numeral(worth).replace("〇", "零")
    return worth if words.replace("〇", "零") in (usual, f"一{usual}" if usual.startswith("十") else usual) else None


def value(words: str) -> int | None:
    """The number that a numeral means at a guess, however it is formed; None for words that are no numeral."""
    total, digit = 0, -1
    for character in words.replace("〇", "零"):
        if character in _UNITS:
            total += (1 if digit < 0 else digit) * _UNITS[character]
            digit = -1
        elif character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            return None
    total += max(digit, 0)
    return total if words else None
