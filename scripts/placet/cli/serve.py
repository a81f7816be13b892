"""`placet serve`: shows the site on this machine and rebuilds it as files change."""

from __future__ import annotations

from pathlib import Path

import click

from placet.cli.build import told
from placet.cli.failure import explain_mistake
from placet.cli.session import Session, open_frame, open_tree, root_option
from placet.errors import UserError
from placet.shards.frame import Found, Frame


@click.command()
@root_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.pass_context
def serve(context: click.Context, root: Path, host: str, port: int) -> None:
    """Serve the site and reload."""
    from placet import site
    from placet.site.serve import SERVED
    from placet.site.serve import serve as served

    def find(before: Frame | None) -> Found:
        return open_frame(root, None, None, open_tree(root, None), before)

    session = context.ensure_object(Session)
    try:
        for built in served(root, host, port, find, session.lang):
            if isinstance(built, site.BuildReport):
                click.echo(told(session, built, root / SERVED))
                click.echo(session.label("serving", address=f"http://{host}:{port}/"))
            else:
                click.echo(explain_mistake(_mistake(built), session.lang), err=True)
    except site.BuildError as error:
        raise _mistake(error) from error


def _mistake(error: Exception) -> UserError:
    return error if isinstance(error, UserError) else UserError("CLI004", reason=str(error))
