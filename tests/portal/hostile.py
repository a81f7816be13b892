"""The small office with every word in it hostile: a draft for each payload, and payloads for what offices are called."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from tests.portal.built import prepared

PAYLOADS: dict[str, str] = yaml.load((Path(__file__).parent / "payloads.yaml").read_text("utf-8"), yaml.CSafeLoader)
_SAID = re.compile(r"(title|why|basis|unit|name): ([\u4e00-\u9fff（），。、]+)")
_ARTICLE = re.compile(r"(?m)^(### 第.条) (\S+)$")


def hostile(root: Path) -> Path:
    """Write the office under `root`: its titles, names and reasons are payloads in turn, and so is every draft."""
    prepared(root)
    turn = iter(list(PAYLOADS.values()) * 9)
    files = [*root.glob("records/**/*.yaml"), *root.glob("docs/hall/**/*.md")]
    for file in sorted(files):
        text = _SAID.sub(lambda said: f"{said[1]}: {_quoted(f'{said[2]} {next(turn)}')}", file.read_text("utf-8"))
        text = _ARTICLE.sub(lambda head: f"{head[1]} {head[2]} {next(turn)}".replace("\n", " "), text)
        file.write_text(text, "utf-8")
    kind = root / "records/registers/outgoing.yaml"
    fields = "  note: {title: 说明, type: text}\n  notes: {title: 各项, type: list, items: {type: text}}\n"
    kind.write_text(
        kind.read_text("utf-8").replace("acts:\n", f"{fields}acts:\n", 1).replace(", date]", ", date, note]"), "utf-8"
    )
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        _draft(root / f"records/hall/outgoing/drafts/{name}", number, payload)
    return root


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _draft(path: Path, number: int, payload: str) -> None:
    said = json.dumps(payload, ensure_ascii=False)
    head = {
        "id": f"2026-x{_letters(number)}",
        "title": _quoted(payload),
        "classification": "internal",
        "date": "2026-06-16",
        "genre": "函",
        "section": "office",
        "drafter": "wen-jie",
        "note": said,
        "notes": f"[{said}]",
        "attachments": f'[{{file: {json.dumps(f"{_file(payload)}.txt", ensure_ascii=False)}, sha256: "{"0" * 64}"}}]',
    }
    front = "".join(f"{key}: {value}\n" for key, value in head.items())
    path.with_suffix(".md").write_text(f"---\n{front}---\n\n各科：\n\n{payload}\n\n正文 {payload} 完。\n", "utf-8")
    act = {
        "act": "check",
        "by": "qin-shuhua",
        "at": "2026-06-16T09:00:00+08:00",
        "opinion": payload,
        "covers": {"document": f"sha256:{'0' * 64}", "acts": 0},
    }
    path.with_suffix(".jsonl").write_text(json.dumps(act, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(5))


def _file(payload: str) -> str:
    return re.sub(r"[/\\\n]", "_", payload)
