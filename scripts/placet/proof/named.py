"""Which document is meant: by path, reference, permanent id or official number, readable or not."""

from __future__ import annotations

from placet.errors import UserError
from placet.filing.act import record_named
from placet.model import Cabinet, Finding
from placet.numbers import Series, SeriesError


def document_named(cabinet: Cabinet, word: str) -> str:
    """The path of the document, which may be one that cannot be read. Raises UserError CMD101 or CMD102."""
    plain = word.removeprefix("./").removesuffix(".jsonl").removesuffix("/")
    for form in (plain, f"{plain}.md", f"records/{plain}", f"records/{plain}.md"):
        if form in cabinet.records or (form in cabinet.files and form.endswith(".md") and form.startswith("records/")):
            return form
    for register in cabinet.registers.values():
        try:
            number = Series(register.path, register.series).parse(plain)
        except SeriesError:
            continue
        if number is not None and number.path in cabinet.files:
            return number.path
    try:
        return record_named(cabinet, plain).path
    except UserError as error:
        raise UserError(error.code, **(error.words | {"name": word})) from error


def findings_on(findings: tuple[Finding, ...], path: str) -> tuple[Finding, ...]:
    """The findings about a document, its slip and what lies in its folder."""
    stem = path.removesuffix(".md")
    own = (path, f"{stem}.jsonl")
    return tuple(one for one in findings if one.place.path in own or one.place.path.startswith(f"{stem}/"))
