"""`placet init`: makes an empty portal, and signs the statement of what its first commit holds."""

from __future__ import annotations

import shlex
from datetime import UTC, date, datetime
from pathlib import Path

import click

from placet import messages
from placet.cli.session import Session
from placet.errors import UserError
from placet.filing.portal import Portal, create, files, seal
from placet.filing.words import word
from placet.signing import keys
from placet.signing.publickeys import PublicKey, SignatureError, from_line
from placet.signing.sshsig import Signer

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
#: What has no default: without any of these no portal can be made.
_WANTED = ("title", "unit", "unit-title", "agency", "person", "name", "public")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="", help="The portal's title.")
@click.option("--unit", default="", metavar="ID", help="The unit's id.")
@click.option("--unit-title", default="", help="The unit's name.")
@click.option("--agency", default="", help="The unit's short name in document numbers.")
@click.option("--person", default="", metavar="ID", help="The first person's permanent id.")
@click.option("--name", default="", help="The first person's name.")
@click.option("--public", type=_FILE, help="That person's public key file.")
@click.option(
    "--post", default=word("first-post", "en"), show_default=True, metavar="ID", help="The post that person holds."
)
@click.option("--post-title", default="", help="The post's name.")
@click.option("--from", "day", metavar="DAY", help="The day the portal begins; otherwise today.")
@click.option("--key", type=_FILE, help="Sign with this private key.")
@click.option("--seal", "again", is_flag=True, help="Only list and sign the files that are in the folder.")
@click.pass_obj
def init(session: Session, /, folder: Path, key: Path | None, *, again: bool, **given: str | Path | None) -> None:
    """Make an empty portal."""
    try:
        signer = _signer(key)
        if again:
            _seal(session, folder, signer)
            return
        portal = _portal(given)
        if signer is not None and signer.public != portal.public:
            raise UserError("CMD245", found=signer.public.fingerprint, named=portal.public.fingerprint)
        create(folder, files(portal), signer)
    except SignatureError as error:
        raise UserError("CMD111", reason=str(error)) from error
    words = {"path": shlex.quote(str(folder)), "fingerprint": portal.public.fingerprint}
    _say(session, "CMD247", words)
    if signer is None:
        _say(session, "CMD248", words)
    _say(session, "CMD249", words)


def _seal(session: Session, folder: Path, signer: Signer | None) -> None:
    if signer is None or not (folder / "records" / "cabinet.yaml").is_file():
        raise UserError("CMD244", path=str(folder))
    count = seal(folder, signer)
    words = {"path": shlex.quote(str(folder)), "fingerprint": signer.public.fingerprint}
    _say(session, "CMD250", words | {"count": str(count)})
    _say(session, "CMD249", words)


def _signer(key: Path | None) -> Signer | None:
    return keys.from_file(key, lambda: click.prompt(key.name, hide_input=True, err=True)) if key else None


def _portal(given: dict[str, str | Path | None]) -> Portal:
    missing = [f"--{option}" for option in _WANTED if not given[option.replace("-", "_")]]
    if missing:
        raise UserError("CMD243", options=" ".join(missing))
    words = {name: str(value) for name, value in given.items() if name not in ("public", "day")}
    return Portal(**words, public=_public(Path(str(given["public"]))), day=_day(given["day"]))


def _public(file: Path) -> PublicKey:
    return from_line(file.read_text("utf-8", "replace").strip())


def _day(value: str | Path | None) -> date:
    if not value:
        return datetime.now(UTC).astimezone().date()
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UserError("CLI002", value=str(value)) from error


def _say(session: Session, code: str, words: dict[str, str]) -> None:
    click.echo(messages.say(code, words, session.lang))
    help_ = messages.help(code, session.lang, words)
    for line in help_.splitlines():
        click.echo(f"  {line}")
