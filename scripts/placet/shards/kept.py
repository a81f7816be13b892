"""What is kept between runs, as it lies in the store."""

from __future__ import annotations

from typing import Protocol, TypeVar

import msgspec

from placet.directory import Shelf
from placet.model import Finding
from placet.shards.asking import Asked, Rests
from placet.shards.judging import Judged

Kept_co = TypeVar("Kept_co", covariant=True)


class Decoder(Protocol[Kept_co]):
    """What makes something of bytes. Raises MsgspecError where they are not it."""

    def decode(self, buf: bytes, /) -> Kept_co:
        """What the bytes say."""


class Brief(msgspec.Struct, frozen=True, array_like=True):
    """What of a piece every check needs: how it was read under `read_key`, and how it was judged under `judge_key`.

    `names`, `refers` and `cards` are digests of what other records may ask of it; `odd` are its paths that claim a
    number in another form; `judgement` is the digest of the whole judgement.
    """

    read_key: str
    names: str
    refers: str
    cards: str
    odd: list[str]
    faults: bytes
    judge_key: str = ""
    judged: bytes = b""
    rests: Rests | None = None
    judgement: str = ""


class Shelved(msgspec.Struct, array_like=True):
    """The shelf of a piece that was read under a key."""

    key: str
    shelf: Shelf


class Questions(msgspec.Struct, array_like=True):
    """What the judging of a piece asked under a key."""

    key: str
    asked: Asked


class Paths(msgspec.Struct, array_like=True):
    """The paths that were found under a key."""

    key: str
    paths: list[str]


class Answer(msgspec.Struct, array_like=True):
    """What was found under a key."""

    key: str
    findings: bytes


encode, json = msgspec.msgpack.Encoder().encode, msgspec.json.Encoder().encode
briefs = msgspec.msgpack.Decoder(dict[str, Brief])
shelved = msgspec.msgpack.Decoder(Shelved)
questions = msgspec.msgpack.Decoder(Questions)
paths = msgspec.msgpack.Decoder(Paths)
answer = msgspec.msgpack.Decoder(Answer)
judged = msgspec.json.Decoder(Judged)
findings = msgspec.json.Decoder(list[Finding])


def decoded(decoder: Decoder[Kept_co], data: bytes | None) -> Kept_co | None:
    """What the bytes say, or None when they do not say it as it should be said."""
    try:
        return None if data is None else decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
