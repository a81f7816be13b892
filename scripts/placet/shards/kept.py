"""What is kept of a piece between runs, as it lies in the store."""

from __future__ import annotations

from typing import Protocol, TypeVar

import msgspec

from placet.directory import Shelf
from placet.model import Finding
from placet.shards.asking import Asked
from placet.shards.judging import Judged

Kept_co = TypeVar("Kept_co", covariant=True)


class Decoder(Protocol[Kept_co]):
    """What makes something of bytes. Raises MsgspecError where they are not it."""

    def decode(self, buf: bytes, /) -> Kept_co:
        """What the bytes say."""


class Kept(msgspec.Struct, array_like=True):
    """How a piece was read under `read_key`, and how it was judged under `judge_key`; `judgement` is its digest."""

    read_key: str
    shelf: Shelf
    faults: bytes
    judge_key: str = ""
    judged: bytes = b""
    asked: bytes = b""
    judgement: str = ""


class Answer(msgspec.Struct, array_like=True):
    """What was found under a key."""

    key: str
    findings: bytes


encode, json = msgspec.msgpack.Encoder().encode, msgspec.json.Encoder().encode
kept = msgspec.msgpack.Decoder(Kept)
answer = msgspec.msgpack.Decoder(Answer)
judged = msgspec.json.Decoder(Judged)
asked = msgspec.msgpack.Decoder(Asked)
findings = msgspec.json.Decoder(list[Finding])


def decoded(decoder: Decoder[Kept_co], data: bytes | None) -> Kept_co | None:
    """What the bytes say, or None when they do not say it as it should be said."""
    try:
        return None if data is None else decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
