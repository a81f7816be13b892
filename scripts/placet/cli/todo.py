"""`placet todo`: what waits for whom, since when, until when."""

from __future__ import annotations

from pathlib import Path

import click

from placet.cli.session import Session, open_judged, tree_options


@click.command()
@tree_options
@click.option("--for", "whom", metavar="PERSON|POST", help="Only what waits for this person or post.")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text")
@click.pass_obj
def todo(session: Session, root: Path, rev: str | None, as_of: str | None, whom: str | None, form: str) -> None:
    """List what waits for whom."""
    from placet.rules.context import zone_of
    from placet.todo import data, groups, text
    from placet.todo.tasks import tasks

    _, cabinet, outcome = open_judged(root, rev, as_of)
    now = outcome.as_of.astimezone(zone_of(cabinet.config))
    found = tasks(cabinet, outcome)
    if whom is None:
        told = groups.groups(found, now.date())
    else:
        wanted = groups.named(cabinet, whom, now.date())
        told = tuple(group for one in wanted for group in groups.own(found, one, now.date()))
    writer = data if form == "json" else text
    click.echo(writer.write(told, now, session.lang), nl=False)
