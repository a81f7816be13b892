"""The small cabinet with a path through it: minutes decide on a document, which is sealed and then kept in the archive."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from tests.portal.small import make as make_small
from tests.sample.pen import Desk, Paper

MINUTES, DOCUMENT = "records/hall/minutes/2026/0001.html", "records/hall/outgoing/2026/0001.html"
SEALED, KEPT = "records/hall/sealings/2026/0001.html", "records/hall/keepings/2026/0001.html"
_CHINA = timezone(timedelta(hours=8))
_LAYOUT = """\
layout:
  forms:
    - {template: letter, when: {genre: [函]}, header: '{unit}', issuer: '{unit}'}
    - {template: document, header: '{unit}文件', issuer: '{unit}', printer: '{unit}办公室'}
  signer: issue
  marks: {urgent: [true]}
  printed: seal
"""
_FILES = {
    "records/registers/sealing.yaml": """\
title: 用印
date: date
fields:
  date: {title: 用印日期, type: date, required: true}
  document: {title: 所盖文件, type: record, register: outgoing, required: true}
acts:
  agree: {title: 同意用印, by: [head]}
  number: {title: 登记, by: [clerk]}
columns: [number, title, date]
""",
    "records/registers/keeping.yaml": """\
title: 归档
date: date
fields:
  date: {title: 归档日期, type: date, required: true}
  papers: {title: 所附材料, type: list, items: {type: record, register: sealing}, required: true}
acts:
  keep: {title: 收存, by: [clerk]}
  number: {title: 登记, by: [clerk]}
columns: [number, title, date]
""",
    "records/hall/sealings/register.yaml": "kind: sealing\ntitle: 用印登记簿\n",
    "records/hall/keepings/register.yaml": "kind: keeping\ntitle: 归档登记簿\n",
}


def make(root: Path) -> None:
    """Write the cabinet under `root`."""
    make_small(root)
    outgoing = root / "records/registers/outgoing.yaml"
    outgoing.write_text(outgoing.read_text("utf-8") + _LAYOUT, "utf-8")
    for path, text in _FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    desk = Desk(root, "chain")
    sealed, kept = date(2026, 3, 5), date(2026, 4, 10)
    seal = Paper(
        "hall/sealings", sealed, "培训班通知用印", {"date": sealed, "document": "hall/outgoing/2026/0001"}, "盖馆章。"
    )
    desk.add(
        seal.stroke("agree", "shen-yulan", _at(sealed, 9), "head").stroke(
            "number", "ye-xiaowen", _at(sealed, 10), "clerk"
        )
    )
    keep = Paper("hall/keepings", kept, "培训班文件归档", {"date": kept, "papers": [seal]}, "入一号柜。")
    desk.add(
        keep.stroke("keep", "ye-xiaowen", _at(kept, 9), "clerk").stroke("number", "ye-xiaowen", _at(kept, 10), "clerk")
    )
    desk.write()


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=_CHINA)
