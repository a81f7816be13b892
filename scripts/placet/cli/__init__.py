"""The command line: `placet VERB`, each verb a module of this package, loaded when it is asked for.

Exit status: 0 clean, 1 findings, 2 wrong usage or something the user can mend, 3 a fault of ours, 130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

import placet
from placet import messages
from placet.cli.failure import explain_bug, explain_mistake
from placet.cli.session import Session
from placet.errors import UserError

#: The verbs, in the order of a document's life; verb `x` is the command `x` of `placet.cli.x`.
VERBS = (
    "init",
    "new",
    "act",
    "attest",
    "number",
    "gate",
    "check",
    "todo",
    "verify",
    "impact",
    "why",
    "coverage",
    "schema",
    "build",
    "serve",
    "owners",
    "hook",
    "doctor",
)

CLEAN, FINDINGS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


class Verbs(click.Group):
    """A group that imports a verb's module only when the verb is used or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in the order of a document's life."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command with its help in the session's language, or None for an unknown word."""
        if cmd_name not in VERBS:
            return None
        command = getattr(importlib.import_module(f"placet.cli.{cmd_name}"), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"placet.cli.{cmd_name}.{cmd_name} is no command")
        session = ctx.find_object(Session) or Session()
        command.help = session.label(f"verb-{cmd_name}")
        for option in command.params:
            if isinstance(option, click.Option) and messages.has_label(f"option-{option.name}"):
                option.help = session.label(f"option-{option.name}")
        return command


def _speak(context: click.Context, _option: click.Parameter, lang: str) -> str:
    """Sets the language while options are read, since the verbs' help is asked for before `group` runs."""
    context.ensure_object(Session).lang = lang
    return lang


_LANG = click.Choice(messages.LANGUAGES)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=_LANG, default=_LANG.choices[0], is_eager=True, callback=_speak, expose_value=False)
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
@click.version_option(placet.__version__, prog_name="placet")
@click.pass_obj
def group(session: Session, *, debug: bool) -> None:
    """Placet: documents, their acts and the rules that demand them."""
    session.debug = debug


def run(args: Sequence[str]) -> int:
    """The exit status of `placet ARGS`; what it has to say goes to the terminal."""
    session = Session()
    try:
        status = group.main(list(args), prog_name="placet", standalone_mode=False, obj=session)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except UserError as error:
        click.echo(explain_mistake(error, session.lang), err=True)
        return USAGE
    except Exception as error:  # noqa: BLE001 - whatever is left is ours to answer for
        click.echo(explain_bug(error, session.lang, debug=session.debug), err=True)
        return BUG
    return status if isinstance(status, int) else CLEAN


def main() -> NoReturn:
    """The command `placet`."""
    status = run(sys.argv[1:])
    # Python closes what cannot be written to with words of its own, and has no stream where it was given none.
    with suppress(OSError, AttributeError):
        sys.stdout.flush()
        sys.stderr.flush()
        # What is held is the system's to take back: to take it apart takes a large cabinet's build a tenth of a second.
        os._exit(status)
    sys.exit(status)
