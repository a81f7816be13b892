"""`placet serve`: shows the site on this machine and rebuilds it as files change."""

from __future__ import annotations

from pathlib import Path

import click

from placet import site
from placet.cli.session import Session, open_judged, root_option
from placet.errors import UserError
from placet.judge import Outcome
from placet.model import Cabinet


@click.command()
@root_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.pass_context
def serve(context: click.Context, root: Path, host: str, port: int) -> None:
    """Serve the site and reload."""

    def judged() -> tuple[Cabinet, Outcome]:
        _, cabinet, outcome = open_judged(root, None, None)
        return cabinet, outcome

    session = context.ensure_object(Session)
    click.echo(session.label("serving", address=f"http://{host}:{port}/"))
    try:
        site.serve(root, host, port, judged, session.lang)
    except site.BuildError as error:
        raise UserError("CLI004", reason=str(error)) from error
