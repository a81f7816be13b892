"""`placet gate`: judges whether a branch may be merged, by what the main branch says.

Exit status: 0 it may, 1 something is still to be done, 4 it is refused, 2 wrong usage, 3 a fault of ours.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from placet.cli.session import Session, moment_by, root_option
from placet.doors import brief
from placet.errors import UserError
from placet.gate import Ruling, judge_merge, settings
from placet.gate.data import write
from placet.gate.sheet import COMMENT, SUMMARY, markdown

#: Each form of the ruling.
_FORMS: dict[str, Callable[[Ruling, str], str]] = {
    "markdown": lambda ruling, lang: markdown(ruling, lang, SUMMARY),
    "comment": lambda ruling, lang: markdown(ruling, lang, COMMENT),
    "json": write,
    "github": brief.commands,
    "text": lambda ruling, lang: "".join(f"{line}\n" for line in brief.lines(ruling, lang, ruling.head[:12])),
}


@click.command()
@root_option
@click.option("--base", required=True, metavar="REV", help="The main branch.")
@click.option("--head", required=True, metavar="REV", help="The branch to be merged.")
@click.option("--branches", multiple=True, metavar="REV", help="Another open branch.")
@click.option("--as-of", metavar="DAY", help="Judge as of this day or moment (ISO 8601) instead of now.")
@click.option("--format", "form", type=click.Choice(tuple(_FORMS)), default="markdown")
@click.option("--also", multiple=True, metavar="FORM:FILE", help="Append another form to a file.")
@click.option("--comment", is_flag=True, help="Keep it short enough for a comment.")
@click.option("--root-key", default="", metavar="SHA256:…", help="Who may found the portal, where there is no base.")
@click.option("--digest", is_flag=True, help="Only print the digest of the change.")
@click.pass_context
def gate(
    context: click.Context,
    root: Path,
    base: str,
    head: str,
    branches: tuple[str, ...],
    as_of: str | None,
    form: str,
    also: tuple[str, ...],
    root_key: str,
    *,
    comment: bool,
    digest: bool,
) -> None:
    """Judge whether a branch may be merged."""
    session = context.ensure_object(Session)
    files = [_file(item) for item in also]
    with _uncollected():
        ruling = judge_merge(root, base, head, branches, moment_by(settings(root, base), as_of), root_key)
    if digest:
        click.echo(ruling.digest)
    else:
        click.echo(_FORMS["comment" if comment and form == "markdown" else form](ruling, session.lang), nl=False)
    for path, kind in files:
        with path.open("a", encoding="utf-8") as file:
            file.write(_FORMS[kind](ruling, session.lang))
    context.exit(ruling.outcome.status)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: listing a large tree makes many objects, and hardly any are let go."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _file(item: str) -> tuple[Path, str]:
    """A file and the form it is to have. Raises UserError DOR008."""
    kind, _, path = item.partition(":")
    if kind not in _FORMS or not path:
        raise UserError("DOR008", item=item, forms=", ".join(_FORMS))
    return Path(path), kind
