"""The payload and the slip line, byte for byte."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from placet.model import Act, Attachment
from placet.signing.payload import line, payload, slip_hash

AT = datetime.fromisoformat("2024-03-05T10:12:00+08:00")
PREFIX = b'{"act":"draft","by":"jiang-he"}\n'
PREFIX_HASH = "sha256:" + hashlib.sha256(PREFIX).hexdigest()
FULL = Act(
    line=2,
    act="seal",
    by="gan-lin",
    at=AT,
    post="seal-keeper",
    opinion="同意“用印”\n见附页",
    data={
        "copies": Decimal(20),
        "fee": Decimal("19.50"),
        "on": date(2024, 3, 5),
        "to": ("县政府", "存档"),
        "urgent": False,
    },
    covers_document="sha256:" + "a" * 64,
    covers_acts=1,
    evidence="paper",
    attested_by="ye-xiaowen",
    scan=Attachment("用印单.pdf", "b" * 64),
    sig="QUJD",
)
SHORT = Act(1, "draft", "jiang-he", AT, covers_document="sha256:" + "a" * 64, evidence="signature", sig="QUJD")
NOTE = Act(1, "remark", "jiang-he", AT, opinion="已电话通知")


def test_payload_of_a_full_act() -> None:
    expected = (
        '{"act":"seal","at":"2024-03-05T10:12:00+08:00","attested_by":"ye-xiaowen","by":"gan-lin",'
        '"covers":{"acts":1,"document":"sha256:' + "a" * 64 + '","slip":"' + PREFIX_HASH + '"},'
        '"data":{"copies":20,"fee":19.5,"on":"2024-03-05","to":["县政府","存档"],"urgent":false},'
        '"evidence":"paper","opinion":"同意“用印”\\n见附页","post":"seal-keeper","record":"2024-7f3k9m",'
        '"scan":{"file":"用印单.pdf","sha256":"' + "b" * 64 + '"},"v":1}'
    )
    assert payload("2024-7f3k9m", FULL, PREFIX).decode() == expected


def test_payload_of_a_short_act() -> None:
    expected = (
        '{"act":"draft","at":"2024-03-05T10:12:00+08:00","by":"jiang-he",'
        '"covers":{"acts":0,"document":"sha256:' + "a" * 64 + '",'
        '"slip":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},'
        '"evidence":"signature","record":"2024-7f3k9m","v":1}'
    )
    assert payload("2024-7f3k9m", SHORT, b"").decode() == expected


def test_line_of_a_full_act() -> None:
    expected = (
        '{"act":"seal","by":"gan-lin","post":"seal-keeper","at":"2024-03-05T10:12:00+08:00",'
        '"opinion":"同意“用印”\\n见附页",'
        '"data":{"copies":20,"fee":19.5,"on":"2024-03-05","to":["县政府","存档"],"urgent":false},'
        '"covers":{"document":"sha256:' + "a" * 64 + '","acts":1},"evidence":"paper","attested_by":"ye-xiaowen",'
        '"scan":{"file":"用印单.pdf","sha256":"' + "b" * 64 + '"},"sig":"QUJD"}\n'
    )
    assert line(FULL).decode() == expected


def test_line_of_a_note() -> None:
    assert line(NOTE).decode() == (
        '{"act":"remark","by":"jiang-he","at":"2024-03-05T10:12:00+08:00","opinion":"已电话通知"}\n'
    )


def test_a_line_read_back_by_any_json_gives_the_same_payload() -> None:
    """What the page on acts tells an outsider: take the line, drop `sig`, add the three bound values, sort."""
    content = json.loads(line(FULL))
    del content["sig"]
    content["covers"]["slip"] = slip_hash(PREFIX)
    content |= {"record": "2024-7f3k9m", "v": 1}
    again = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again.encode() == payload("2024-7f3k9m", FULL, PREFIX)


@pytest.mark.parametrize("digits", ["0.12345678901234567", "0.00000001"])
def test_numbers_a_double_cannot_hold_are_refused(digits: str) -> None:
    with pytest.raises(ValueError, match=f"^{Decimal(digits)} has too many digits for an act$"):
        payload("2024-7f3k9m", Act(1, "pay", "nie-xiaolu", AT, data={"amount": Decimal(digits)}), b"")
