"""`placet coverage`: which articles a machine judges, which say why not, and which are silent."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from placet.cli.session import Session, open_cabinet, open_tree, tree_options
from placet.coverage import Coverage
from placet.coverage import coverage as measure


@click.command()
@tree_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def coverage(context: click.Context, root: Path, rev: str | None, as_of: str | None, form: str) -> None:  # noqa: ARG001
    """Show which articles a machine judges."""
    session = context.ensure_object(Session)
    cabinet = open_cabinet(open_tree(root, rev))
    measured = measure(cabinet)
    if form == "json":
        data = {"schema_version": 1, "regulations": [_plain(entry) for entry in measured]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        for entry in measured:
            click.echo(_row(session, entry))
    # A regulation that cannot be read is missing from the list, which must not look like full coverage.
    unread = any(finding.place.path.startswith("docs/") for finding in cabinet.findings)
    context.exit(int(unread or any(entry.silent for entry in measured)))


def _plain(entry: Coverage) -> dict[str, object]:
    return asdict(entry) | {"unchecked": [{"article": number, "why": why} for number, why in entry.unchecked]}


def _row(session: Session, entry: Coverage) -> str:
    return session.label(
        "coverage-row",
        title=entry.title,
        in_force=entry.in_force,
        articles=len(entry.articles),
        ruled=len(entry.ruled),
        unchecked=len(entry.unchecked),
        silent=", ".join(str(number) for number in entry.silent) or "-",
        rules=len(entry.rules),
        basis=len(entry.basis),
    )
