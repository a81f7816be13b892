"""The SSH wire encoding (RFC 4251 §5), read strictly and written.

Whatever is cut short, over-long, negative or not in its shortest form raises `WireError`.
"""

from __future__ import annotations


class WireError(ValueError):
    """Bytes that are not a well-formed SSH wire structure."""


class Reader:
    """Takes values off the front of `data`; `finish` demands that nothing is left."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes, or `WireError` when there are fewer."""
        end = self._at + count
        if end > len(self._data):
            raise WireError("cut short")
        piece = self._data[self._at : end]
        self._at = end
        return piece

    def byte(self) -> int:
        """One byte as a number."""
        return self.take(1)[0]

    def uint32(self) -> int:
        """A big-endian 32-bit number."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """A length-prefixed byte string."""
        return self.take(self.uint32())

    def text(self) -> str:
        """A length-prefixed string of printable ASCII."""
        try:
            value = self.string().decode("ascii")
        except UnicodeDecodeError as error:
            raise WireError("not ASCII") from error
        if not value.isprintable():
            raise WireError("not printable")
        return value

    def mpint(self) -> int:
        """A non-negative multiple-precision integer in its shortest form."""
        data = self.string()
        if data and data[0] & 0x80:
            raise WireError("negative number")
        if data and data[0] == 0 and (len(data) == 1 or not data[1] & 0x80):
            raise WireError("padded number")
        return int.from_bytes(data, "big")

    def finish(self) -> None:
        """Raise `WireError` when bytes are left over."""
        if self._at != len(self._data):
            raise WireError("trailing bytes")


def uint32(value: int) -> bytes:
    """`value` as a big-endian 32-bit number."""
    return value.to_bytes(4, "big")


def string(value: bytes) -> bytes:
    """`value` with its length before it."""
    return uint32(len(value)) + value


def mpint(value: int) -> bytes:
    """A non-negative `value` as a multiple-precision integer in its shortest form."""
    return string(value.to_bytes(value.bit_length() // 8 + 1, "big")) if value else string(b"")
