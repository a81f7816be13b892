"""`placet act`: signs one act on a record and appends it to the slip."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from placet import messages, office
from placet.cli.failure import explain_mistake
from placet.cli.session import Session, moment, open_cabinet, root_option
from placet.errors import UserError
from placet.filing.act import Request, Signed, append, compose, person_of, record_named, sign
from placet.filing.number import locked, recover
from placet.judge import judge
from placet.model import Cabinet, Level, Record, Status, Unit, Wait
from placet.rules.entitled import Entitlement
from placet.signing import keys, sshsig
from placet.tree import WorkTree


@click.command()
@click.argument("record")
@click.argument("act")
@root_option
@click.option("--by", metavar="PERSON", default="", help="Who acts; otherwise whoever the key belongs to.")
@click.option("--post", default="", help="The post acted in; otherwise the one that may do this act.")
@click.option("--opinion", default="", help="The words of the opinion.")
@click.option("--data", multiple=True, metavar="FIELD=VALUE", help="What the act makes known; may be repeated.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Private key, or its .pub.")
@click.option("--agent", is_flag=True, help="Sign with a key that ssh-agent holds.")
@click.option("--at", metavar="MOMENT", help="When (ISO 8601); otherwise now.")
@click.option("--evidence", type=click.Choice(["signature", "review", "paper"]), default="signature")
@click.option("--scan", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Scan of the paper.")
@click.option("--anyway", is_flag=True, help="Sign even what the register does not let this person do.")
@click.option("--attested-by", default="", metavar="PERSON", help="Who attests paper or review, with their own key.")
@click.pass_context
def act(
    context: click.Context,
    *,
    record: str,
    act: str,
    root: Path,
    by: str,
    post: str,
    opinion: str,
    data: Sequence[str],
    key: Path | None,
    at: str | None,
    evidence: str,
    scan: Path | None,
    attested_by: str,
    agent: bool,
    anyway: bool,
) -> None:
    """Sign an act on a record."""
    lang = context.ensure_object(Session).lang
    with locked(root):
        recover(root)
        cabinet = open_cabinet(WorkTree(root))
        found = record_named(cabinet, record)
        unit = cabinet.units[found.unit]
        signer = signer_for(unit, key, attested_by or by, agent=agent)
        request = Request(
            act,
            by or person_of(unit, signer.public).id,
            moment(cabinet, at),
            post,
            opinion,
            dict(_pair(item) for item in data),
            evidence,
            attested_by,
            scan,
        )
        composed = compose(cabinet, found, request)
        _warn(context, Entitlement(cabinet, found, composed), lang, anyway=anyway)
        try:
            signed = sign(cabinet, found, composed, signer, scan)
        except sshsig.SignatureError as error:
            raise UserError("CMD111", reason=str(error)) from error
        append(root, signed)
    for text in _told(cabinet, signed, unit, lang):
        click.echo(text)
    for text in _next(open_cabinet(WorkTree(root)), found.path, lang):
        click.echo(text)


def _warn(context: click.Context, entitlement: Entitlement, lang: str, *, anyway: bool) -> None:
    """Says before signing that an act will not count; what the register bars is not signed unless asked for anyway."""
    barred = entitlement.barred()
    for finding in (barred,) if barred else entitlement.narrower():
        click.echo(explain_mistake(UserError(finding.code, **finding.args), lang), err=True)
    if barred and not anyway:
        context.exit(1)


def _pair(item: str) -> tuple[str, str]:
    key, sign_, value = item.partition("=")
    if not sign_ or not key:
        raise UserError("CMD110", item=item)
    return key.strip(), value


def signer_for(unit: Unit, key: Path | None, person: str, *, agent: bool) -> sshsig.Signer:
    """The key to sign with. Raises UserError CMD111 when it cannot be used and CMD112 when none can be chosen."""
    try:
        if key is not None and key.suffix != ".pub" and not agent:
            return keys.from_file(key, lambda: click.prompt(key.name, hide_input=True, err=True))
        path = os.environ.get("SSH_AUTH_SOCK", "")
        held = keys.from_agent(path) if path else ()
        if key is not None:
            public = key if key.suffix == ".pub" else key.with_suffix(".pub")
            return keys.AgentSigner(sshsig.from_line(public.read_text(encoding="utf-8")), path)
    except sshsig.SignatureError as error:
        raise UserError("CMD111", reason=str(error)) from error
    registered = {
        one.public.split()[1]: owner.id
        for owner in unit.persons.values()
        for one in owner.keys
        if person in ("", owner.id)
    }
    usable = [signer for signer in held if signer.public.line.split()[1] in registered]
    if len({registered[signer.public.line.split()[1]] for signer in usable}) != 1:
        raise UserError("CMD112", held=str(len(held)), usable=str(len(usable)))
    return usable[-1]


def _told(cabinet: Cabinet, signed: Signed, unit: Unit, lang: str) -> Iterator[str]:
    act, record = signed.act, signed.record
    words = {
        "record": f"{record.title}（{record.ref}）",
        "act": cabinet.kinds[record.kind].acts[act.act].title,
        "name": office.name(unit, act.by),
        "post": office.title(unit, act.post) if act.post else "—",
        "at": act.at.isoformat(sep=" ", timespec="minutes"),
        "line": str(act.line),
    }
    yield messages.say("CMD120", words, lang)
    for finding in signed.warnings:
        level = messages.label(messages.level(finding.code), lang)
        yield f"{level} {finding.code} {messages.text(finding, lang)}"


def _next(cabinet: Cabinet, path: str, lang: str) -> Iterator[str]:
    """Whom the record awaits now, by the rules; nothing is said of what is not being waited for."""
    record = cabinet.records[path]
    outcome = judge(cabinet, moment(cabinet, None))
    verdicts = [verdict for verdict in outcome.verdicts if verdict.subject == path]
    waits = [wait for verdict in verdicts if verdict.status is Status.WAITING for wait in verdict.waits]
    for wait in _narrowest(waits):
        yield messages.say("CMD121", {"what": wait.what, "who": _who(cabinet, record, wait)}, lang)
    for verdict in verdicts:
        if verdict.status is Status.BREACHED:
            for reason in verdict.reasons:
                level = messages.label(Level.ERROR, lang)
                yield f"{level} {messages.text(reason, lang)}"
    if verdicts and not waits and all(verdict.status is not Status.BREACHED for verdict in verdicts):
        yield messages.say("CMD122", {"count": str(len(verdicts))}, lang)


def _narrowest(waits: Sequence[Wait]) -> list[Wait]:
    """Each thing awaited once: where two rules await the same act, by the rule that lets fewer persons do it."""
    return [
        wait
        for wait in dict.fromkeys(waits)
        if not any(other.what == wait.what and set(other.persons) < set(wait.persons) for other in waits)
    ]


def _who(cabinet: Cabinet, record: Record, wait: Wait) -> str:
    unit = cabinet.units[record.unit]
    names = [office.name(unit, person) for person in wait.persons] or [office.title(unit, post) for post in wait.posts]
    return "、".join(names) or "—"
