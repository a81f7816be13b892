"""From bytes to text: size, UTF-8, line ends and characters that no reader can see."""

from __future__ import annotations

from placet.model import Finding, Place
from placet.readers import characters
from placet.readers.everyday import read
from placet.readers.yaml import Node, place_at

#: The largest file any reader takes, in bytes.
FILE_LIMIT = 1 << 20


def decode(data: bytes, path: str, limit: int = FILE_LIMIT) -> tuple[str | None, list[Finding]]:
    """The file's text with LF line ends, or None with FMT001 (not UTF-8), FMT002 (byte order mark), FMT005 (size)."""
    if len(data) > limit:
        return None, [Finding("FMT005", Place(path), {"size": str(len(data)), "limit": str(limit)})]
    if data.startswith(b"\xef\xbb\xbf"):
        return None, [Finding("FMT002", Place(path, 1, 1))]
    try:
        return data.decode("utf-8").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n")
        place = place_at(before, len(before), path)
        return None, [Finding("FMT001", place, {"byte": f"0x{data[error.start]:02X}", "offset": str(error.start)})]


def unseen(text: str, path: str, first_line: int = 1, *, strict: bool = True) -> list[Finding]:
    """FMT003 or FMT004 for the first character of a text, beginning at `first_line`, that nobody can see."""
    found = characters.first(text, strict=strict)
    if found is None:
        return []
    code, index = found
    return [Finding(code, place_at(text, index, path, first_line), {"character": characters.named(text[index])})]


def read_document(data: bytes, path: str) -> tuple[Node | None, list[Finding]]:
    """A whole YAML file: decoded, searched for hidden characters, read. The node is None when any of that failed."""
    text, findings = decode(data, path)
    if text is None:
        return None, findings
    findings = unseen(text, path)
    if findings:
        return None, findings
    node, findings = read(text, path)
    if node is None and not findings:
        findings = [Finding("FMT018", Place(path))]
    return node, findings
