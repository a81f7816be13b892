"""`placet attest`: approvals clicked on the forge's page become acts, attested by the gate's own key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from placet import messages, office
from placet.cli.session import Session, root_option
from placet.errors import UserError
from placet.filing.act import append
from placet.filing.number import locked, recover
from placet.forge.attest import Attestation, Counted
from placet.forge.attest import attest as attested
from placet.forge.proposal import Proposal
from placet.forge.reviews import Refused, clean
from placet.forge.shapes import SHAPES, forge
from placet.model import Cabinet
from placet.signing import keys, sshsig
from placet.signing.payload import line

#: The only place the forge's token is taken from.
TOKEN = "PLACET_TOKEN"  # noqa: S105 - the name of a variable


@click.command()
@click.option("--forge", "shape", type=click.Choice(tuple(SHAPES)), required=True, help="The forge's sort.")
@click.option("--api", metavar="URL", required=True, help="The address of its API.")
@click.option("--repo", "repository", metavar="OWNER/NAME", required=True, help="The repository there.")
@click.option("--pull", type=click.IntRange(min=1), metavar="N", required=True, help="The pull request.")
@click.option("--base", metavar="REV", default="main", help="The revision whose people and rules judge.")
@click.option(
    "--gate-key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The gate's private key."
)
@root_option
@click.option("--bare", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A bare repository.")
@click.option("--write", is_flag=True, help="Append the acts to the slips in the work tree.")
@click.pass_obj
def attest(
    session: Session,
    *,
    shape: str,
    api: str,
    repository: str,
    pull: int,
    base: str,
    gate_key: Path | None,
    root: Path,
    bare: Path | None,
    write: bool,
) -> None:
    """Turn the reviews of a pull request into acts."""
    if bare and write:
        raise UserError("ATT015")
    asked = forge(shape, api, repository, os.environ.get(TOKEN, ""))
    found = asked.pull(pull)
    if not found.is_open:
        raise UserError("ATT011", number=str(pull))
    if base != found.base and not base.endswith(f"/{found.base}"):
        raise UserError("ATT012", number=str(pull), branch=clean(found.base, 100), base=base)
    proposal = Proposal(bare or root, base, found.head)
    result = attested(proposal, found, asked.reviews(pull), _signer(gate_key, proposal.cabinet), session.lang)
    if write and result.counted:
        with locked(root):
            recover(root)
            for one in result.counted:
                append(root, one.signed)
    for text in _told(result, proposal.cabinet, pull, session.lang, write=write):
        click.echo(text)


def _signer(file: Path | None, cabinet: Cabinet) -> sshsig.Signer:
    """The gate's key: from a file, or the one that ssh-agent holds. Raises UserError CMD111, ATT021."""
    try:
        if file is not None:
            return keys.from_file(file, lambda: click.prompt(file.name, hide_input=True, err=True))
        path = os.environ.get("SSH_AUTH_SOCK", "")
        held = keys.from_agent(path) if path else ()
    except sshsig.SignatureError as error:
        raise UserError("CMD111", reason=str(error)) from error
    listed = {" ".join(key.public.split()[:2]) for key in cabinet.config.gate_keys}
    usable = [one for one in held if one.public.line in listed]
    if len(usable) != 1:
        raise UserError("ATT021", held=str(len(held)), usable=str(len(usable)))
    return usable[0]


def _told(result: Attestation, cabinet: Cabinet, pull: int, lang: str, *, write: bool) -> Iterator[str]:
    counts = {"pull": str(pull), "counted": str(len(result.counted)), "refused": str(len(result.refused))}
    yield messages.say("ATT201", counts, lang)
    for one in result.counted:
        yield _counted(one, cabinet, lang)
        slip = one.signed.record.slip_path
        if write:
            yield messages.say("ATT203", {"path": slip, "line": str(one.signed.act.line)}, lang)
        else:
            yield messages.say("ATT204", {"path": slip, "line": str(one.signed.act.line)}, lang)
            yield line(one.signed.act).decode().rstrip("\n")
    for path in result.unread:
        yield messages.say("ATT119", {"path": path}, lang)
    for refused in sorted(result.refused, key=lambda one: (int(one.review.id), one.record, one.code)):
        yield from _refused(refused, lang)


def _counted(one: Counted, cabinet: Cabinet, lang: str) -> str:
    act, record = one.signed.act, one.signed.record
    unit = cabinet.units[record.unit]
    words = {
        "review": one.review.id,
        "record": f"{record.title}（{record.ref}）",
        "act": cabinet.kinds[record.kind].acts[act.act].title,
        "name": office.name(unit, act.by),
        "post": office.title(unit, act.post) if act.post else "—",
        "at": act.at.isoformat(sep=" ", timespec="minutes"),
        "opinion": act.opinion or "—",
    }
    return messages.say("ATT202", words, lang)


def _refused(one: Refused, lang: str) -> Iterator[str]:
    login = clean(one.review.by.login, 60) if one.review.by else "—"
    reason = messages.say(one.code, one.words, lang)
    words = {"review": one.review.id, "login": login, "record": one.record or "—", "code": one.code, "reason": reason}
    yield messages.say("ATT205", words, lang)
    mend = messages.help(one.code, lang, one.words)
    if mend:
        yield messages.label("help", lang) + mend
