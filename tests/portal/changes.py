"""Everything that may happen to an office and to its site between two builds, small enough to be tried in any order."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

Change = Callable[[Path], None]

_OUT = "records/hall/outgoing"
_LETTER, _DRAFT, _MINUTES = f"{_OUT}/2026/0001", f"{_OUT}/drafts/jiaoju", "records/hall/minutes/2026/0001"
_NEW = f"{_OUT}/2026/0009"


def _edited(path: str, old: str, new: str) -> Change:
    """Takes the first words for the second where they stand; where they do not, back again."""

    def change(root: Path) -> None:
        file = root / path
        if not file.is_file():
            return
        text = file.read_text("utf-8")
        file.write_text(text.replace(old, new, 1) if old in text else text.replace(new, old, 1), "utf-8")

    return change


def _removed(*paths: str) -> Change:
    def change(root: Path) -> None:
        for path in paths:
            if (root / path).is_dir() and not (root / path).is_symlink():
                shutil.rmtree(root / path)
            else:
                (root / path).unlink(missing_ok=True)

    return change


def _moved(one: str, other: str) -> Change:
    """Swaps the names of two documents, with their slips and what lies beside them."""

    def change(root: Path) -> None:
        for end in (".md", ".jsonl", ""):
            here, there, aside = root / f"{one}{end}", root / f"{other}{end}", root / "aside"
            for source, target in ((here, aside), (there, here), (aside, there)):
                if source.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    source.rename(target)

    return change


def _copied(root: Path) -> None:
    """One more letter, like the first but with an id and a title of its own; the second time it is gone again."""
    new = root / f"{_NEW}.md"
    if new.exists() or not (root / f"{_LETTER}.md").is_file():
        new.unlink(missing_ok=True)
        return
    lines = (root / f"{_LETTER}.md").read_text("utf-8").split("\n")
    own = {"id": "01JZZZZZZZZZZZZZZZZZZZZZZZ", "title": "关于暑期开馆时间的通知"}
    new.write_text(
        "\n".join(f"{key}: {own[key]}" if (key := line.partition(":")[0]) in own else line for line in lines)
    )


def _attached(root: Path) -> None:
    """A file beside the letter, registered in it; the second time its bytes are other ones."""
    letter, file = root / f"{_LETTER}.md", root / _LETTER / "清单.txt"
    if file.exists() or not letter.is_file():
        file.write_text("另一份\n") if file.exists() else None
        return
    file.parent.mkdir(exist_ok=True)
    file.write_text("剪刀二十把\n", "utf-8")
    listed = f"attachments:\n  - {{file: 清单.txt, sha256: {sha256(file.read_bytes()).hexdigest()}}}\n---\n"
    head, _, rest = letter.read_text("utf-8").removeprefix("---\n").partition("---\n")
    letter.write_text(f"---\n{head}{listed}{rest}", "utf-8")


def _shortened(path: str) -> Change:
    """Takes the last act off a slip."""

    def change(root: Path) -> None:
        if (root / path).is_file():
            lines = (root / path).read_bytes().splitlines(keepends=True)
            (root / path).write_bytes(b"".join(lines[:-1]))

    return change


def _guide(root: Path) -> None:
    """One page more under docs/guide; then another text; then none."""
    page = root / "docs/guide/extra.md"
    if not page.exists():
        page.write_text("# 补充\n\n第一版。\n", "utf-8")
    elif "第一版" in page.read_text("utf-8"):
        page.write_text("# 补充\n\n第二版。\n", "utf-8")
    else:
        page.unlink()


def _meddled(path: str, how: str) -> Change:
    """Somebody does something to the site itself."""

    def change(root: Path) -> None:
        file = root / "site" / path
        if how == "link":
            file.parent.mkdir(parents=True, exist_ok=True)
            _removed(path)(root / "site")
            file.symlink_to(root / "records")
        elif how == "folder":
            _removed(path)(root / "site")
            (file / "inside").mkdir(parents=True)
        elif how == "gone":
            _removed(path)(root / "site")
        elif file.is_file():
            data = file.read_bytes()
            file.write_bytes(data[:-1] + b"?" if how == "bytes" else data + b" ")

    return change


def _forgotten(root: Path) -> None:
    """What was kept is damaged."""
    for number, file in enumerate(sorted((root / ".placet").rglob("*"))):
        if file.is_file() and number % 3 == 0:
            file.write_bytes(file.read_bytes()[:-1])


CHANGES: Mapping[str, Change] = {
    "a text is edited": _edited(f"{_LETTER}.md", "三楼排练厅", "二楼展厅"),
    "a title is edited": _edited(f"{_LETTER}.md", "暑期非遗培训班的通知", "冬季非遗培训班的通知"),
    "an amount is edited": _edited(f"{_LETTER}.md", "amount: 26000", "amount: 1999"),
    "a reference is edited": _edited(f"{_DRAFT}.md", "refers:", "referred:"),
    "minutes are edited": _edited(f"{_MINUTES}.md", "outcome: approved", "outcome: deferred"),
    "a document has a fault": _edited(f"{_MINUTES}.md", "title: ", "titel: "),
    "an act is taken off": _shortened(f"{_LETTER}.jsonl"),
    "a slip is removed": _removed(f"{_DRAFT}.jsonl"),
    "a draft is removed": _removed(f"{_DRAFT}.md", f"{_DRAFT}.jsonl"),
    "minutes are removed": _removed(f"{_MINUTES}.md", f"{_MINUTES}.jsonl"),
    "a year is removed": _removed("records/hall/minutes/2023"),
    "a letter is added": _copied,
    "two letters swap numbers": _moved(_LETTER, f"{_OUT}/2026/0002"),
    "a draft is renamed": _moved(_DRAFT, f"{_OUT}/drafts/another"),
    "a draft is filed": _moved(_DRAFT, f"{_OUT}/2025/0001"),
    "a file is attached": _attached,
    "a register is renamed": _edited(f"{_OUT}/register.yaml", "发文登记簿", "发文台账"),
    "a gap is explained": _edited(f"{_OUT}/register.yaml", "取号后停办", "编号有误"),
    "a kind shows other columns": _edited("records/registers/outgoing.yaml", "genre, section, date]", "date, genre]"),
    "a field is renamed": _edited("records/registers/minutes.yaml", "title: 议定事项", "title: 会议决定"),
    "letters are public": _edited("records/registers/outgoing.yaml", "publish: internal", "publish: public"),
    "one letter is public": _edited(f"{_LETTER}.md", "classification: internal", "classification: public"),
    "a person is renamed": _edited("records/hall/people.yaml", "name: 叶晓雯", "name: 叶小文"),
    "a post changes hands": _edited("records/hall/people.yaml", "until: 2024-08-31", "until: 2023-08-31"),
    "the unit is renamed": _edited("records/hall/unit.yaml", "title: 临川县文化馆", "title: 临川县群众艺术馆"),
    "a parameter changes": _edited("records/hall/unit.yaml", "value: 20000", "value: 30000"),
    "a regulation is edited": _edited("docs/hall/documents/2026-01-01.md", "签发后方可编号", "签发之后编号"),
    "a regulation is renamed": _edited("docs/hall/documents/2026-01-01.md", "title: 公文处理办法", "title: 公文办法"),
    "a regulation has a fault": _edited("docs/hall/documents/2026-01-01.md", "demand:", "demands:"),
    "a version is removed": _removed("docs/hall/documents/2023-03-01.md"),
    "guides change": _guide,
    "the day changes": _edited("records/cabinet.yaml", "as-of: 2026-06-18T17", "as-of: 2026-07-20T09"),
    "the hour changes": _edited("records/cabinet.yaml", "T17:00:00", "T18:30:00"),
    "a page is damaged": _meddled(f"{_LETTER}.html", "bytes"),
    "a page is longer": _meddled("index.html", "longer"),
    "a page is gone": _meddled(f"{_MINUTES}.html", "gone"),
    "a folder is gone": _meddled("records", "gone"),
    "a folder is a link": _meddled("records/hall", "link"),
    "a page is a folder": _meddled("units.html", "folder"),
    "a page is a link": _meddled("waiting.html", "link"),
    "a strange folder": _meddled("strange", "folder"),
    "the index is damaged": _meddled("search/index.bin", "bytes"),
    "what was kept is damaged": _forgotten,
}
