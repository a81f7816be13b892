"""The portal's one style sheet: of Material's what our pages use, then our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

#: Material's classes that our pages have. Of its rules for the other 350, 115 KB, none could ever apply.
_USED = frozenset({"md-typeset", "headerlink", "admonition", "admonition-title"}) | {
    "note",
    "abstract",
    "info",
    "tip",
    "success",
    "question",
    "warning",
    "failure",
    "danger",
    "bug",
    "example",
    "quote",
}
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
#: What our pages do not have: colours by name, switches of Material's scripts, right-to-left writing. And what folds
#: open and what sorts, which look our own way.
_ELSEWHERE = re.compile(
    r"data-md-(?:color-(?:primary|accent|switching)|toggle|component)|rtl|#gh-|\.no-js|details|summary|role=columnheader"
)
_GIVEN = re.compile(r"(--md-[\w-]+):(?:[^;'\"{}]|'[^']*'|\"[^\"]*\")*;?")


def sheet() -> bytes:
    """Return the style sheet of every page: Material's and then the files of `static/style`, in their names' order."""
    own = resources.files("placet.site").joinpath("static", "style").iterdir()
    parts = [part.read_text("utf-8") for part in sorted(own, key=lambda part: part.name)]
    theme = used("".join(sheet.read_text("utf-8") for sheet in _theme()), "".join(parts))
    return "\n".join([theme, *parts]).encode()


def used(theme: str, own: str) -> str:
    """Return the rules of the style sheet `theme` that can apply to our pages, and the variables they or `own` read."""
    kept = "".join(_kept(theme.removeprefix('@charset "UTF-8";')))
    while (fewer := _without_unread(kept, own)) != kept:
        kept = fewer
    return kept


def _theme() -> list[Path]:
    spec = find_spec("material")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0], "templates", "assets", "stylesheets")
    return [next(folder.glob(f"{name}.*.min.css")) for name in ("main", "palette")]


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet: what stands before the braces, and in them."""
    depth, start, opened = 0, 0, 0
    for brace in re.finditer(r"[{}]", text):
        if brace[0] == "{":
            opened = brace.start() if depth == 0 else opened
            depth += 1
        elif (depth := depth - 1) == 0:
            yield text[start:opened], text[opened + 1 : brace.start()]
            start = brace.end()


def _kept(text: str) -> Iterator[str]:
    for head, body in _rules(text):
        if head.startswith(("@media print", "@keyframes", "@page")):
            continue  # how our pages are printed and move is our own
        if head.startswith("@"):
            inner = "".join(_kept(body))
            yield f"{head}{{{inner}}}" if inner else ""
        elif selectors := [one for one in _selectors(head) if _applies(one)]:
            yield f"{','.join(selectors)}{{{body}}}"


def _selectors(head: str) -> list[str]:
    """The selectors of a rule, parted at its outer commas."""
    return re.split(r",(?![^(\[]*[)\]])", head)


def _applies(selector: str) -> bool:
    return _USED.issuperset(_CLASS.findall(selector)) and not _ELSEWHERE.search(selector)


def _without_unread(kept: str, own: str) -> str:
    read = set(re.findall(r"var\((--md-[\w-]+)", kept + own))
    return _GIVEN.sub(lambda given: given[0] if given[1] in read else "", kept)
