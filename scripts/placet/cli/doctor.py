"""`placet doctor`: which protections are off, each with what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from placet import messages
from placet.cli.attest import TOKEN
from placet.cli.session import Session, moment, open_cabinet, root_option
from placet.doors.branch import of_forge
from placet.doors.findings import of_cabinet, of_files, of_repository, shipped
from placet.doors.owners import PATH
from placet.doors.receive import protected
from placet.forge.http import Client, authorization
from placet.gate.changes import listing
from placet.gate.escape import visible
from placet.git import Blobs, GitTree, Repository
from placet.model import NOWHERE, Finding, Level

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28", "User-Agent": "placet"}
_BESIDE = (PATH, f".github/{PATH}", f"docs/{PATH}")


@click.command()
@root_option
@click.option("--at", "rev", default="HEAD", metavar="REV", help="Read this Git revision.")
@click.option("--as-of", metavar="DAY", help="Judge as of this day or moment (ISO 8601) instead of now.")
@click.option("--forge", metavar="URL", help="The repository's address in GitHub's API.")
@click.pass_context
def doctor(context: click.Context, root: Path, rev: str, as_of: str | None, forge: str | None) -> None:
    """Report protections that are off."""
    session = context.ensure_object(Session)
    found = list(_found(root, rev, as_of, forge))
    for finding in found:
        _show(session, finding)
    faults = sum(messages.level(one.code) is not Level.NOTE for one in found)
    click.echo(session.label("doctor-faults", count=faults) if faults else session.label("doctor-well"))
    context.exit(1 if faults else 0)


def _found(root: Path, rev: str, as_of: str | None, forge: str | None) -> Iterator[Finding]:
    repository = Repository(root)
    yield from of_repository(repository)
    cabinet = open_cabinet(GitTree(root, rev))
    at = moment(cabinet, as_of)
    yield from of_files(_beside(repository, rev), cabinet, at)
    # What is due is due by the wall clock, whatever the cabinet's own says.
    yield from of_cabinet(cabinet, (moment(cabinet, as_of) if as_of else datetime.now(at.tzinfo)).date())
    if forge:
        headers = _HEADERS | authorization("Bearer", os.environ.get(TOKEN, ""))
        yield from of_forge(Client(forge, headers), protected(repository).removeprefix("refs/heads/"))
    elif not repository.bare:
        yield Finding("DOR128", NOWHERE)


def _beside(repository: Repository, rev: str) -> dict[str, bytes]:
    """The files beside the cabinet that the doctor looks at, as the revision has them."""
    blobs = Blobs(repository)
    try:
        entries = listing(repository, repository.commit(rev), *_BESIDE, *shipped())
        return {path: blobs.read(entry.blob) for path, entry in entries.items() if entry.mode.startswith("100")}
    finally:
        blobs.close()


def _show(session: Session, finding: Finding) -> None:
    level = messages.label(messages.level(finding.code), session.lang)
    click.echo(f"{level} {finding.code} {visible(messages.text(finding, session.lang))}")
    advice = messages.help(finding.code, session.lang, finding.args)
    if advice:
        click.echo(f"  {messages.label('help', session.lang)}{visible(advice)}")
