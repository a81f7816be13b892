"""`placet hook`: what Git's hooks call, and `placet hook install`, which puts them in place."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from placet import messages
from placet.cli.session import Session, moment_by, open_judged
from placet.doors import brief
from placet.doors.install import install
from placet.doors.receive import refusal
from placet.doors.staged import judged, staged
from placet.errors import UserError
from placet.gate import Outcome
from placet.git import Repository
from placet.report import REPORTERS, report_of

_HERE = Path()


@click.command()
@click.argument("what", type=click.Choice(["pre-receive", "pre-commit", "install"]))
@click.option(
    "--bare", "server", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A bare repository."
)
@click.pass_context
def hook(context: click.Context, what: str, server: Path | None) -> None:
    """Guard a repository."""
    session = context.ensure_object(Session)
    if what == "install":
        _install(session, server)
    elif what == "pre-receive":
        context.exit(_receive(session))
    else:
        context.exit(check_staged(session, _HERE))


def _install(session: Session, bare: Path | None) -> None:
    if bare is not None and not Repository(bare).bare:
        raise UserError("DOR006", path=str(bare))
    target = install(bare or _HERE, sys.executable)
    click.echo(messages.say("DOR007", {"path": str(target)}, session.lang))


def _receive(session: Session) -> int:
    pushed = sys.stdin.buffer.read()
    said = refusal(_HERE, pushed, lambda config: moment_by(config, None), session.lang)
    for line in said:
        click.echo(line, err=True)
    return 1 if said else 0


def check_staged(session: Session, root: Path) -> int:
    """The exit status on what is staged: only what the gate would refuse stops a commit; waiting is told."""
    found = staged(root)
    if not found.base:
        _, cabinet, outcome = open_judged(root, found.commit, None)
        report = report_of(cabinet, outcome, session.lang, session.label("door-staged"))
        click.echo(REPORTERS["text"](report), nl=False)
        return int(report.failed)
    ruling = judged(root, found, lambda config: moment_by(config, None))
    if ruling.outcome is not Outcome.MERGEABLE:
        for line in brief.lines(ruling, session.lang, session.label("door-staged")):
            click.echo(line, err=True)
    return ruling.outcome.status if ruling.outcome is Outcome.REFUSED else 0
