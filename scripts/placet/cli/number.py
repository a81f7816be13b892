"""`placet number`: gives a draft the next number once everything demanded before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from placet import messages
from placet.cabinet import load
from placet.cli.act import signer_for
from placet.cli.session import Session, moment, open_cabinet, root_option
from placet.doors.approved import ready
from placet.errors import UserError
from placet.filing.act import Request, compose, person_of, record_named, sign
from placet.filing.number import Plan, Renamed, carry_out, draft_named, locked, plan, recover
from placet.gate.escape import visible
from placet.git import GitTree
from placet.judge import Outcome, judge
from placet.model import Cabinet, Level, Record, Status, Verdict
from placet.signing import sshsig
from placet.signing.payload import line
from placet.standing import NUMBER
from placet.tree import Tree, WorkTree

#: The exit status when something still stands in the way.
OUTSTANDING = 1


@click.command()
@root_option
@click.option("--as-of", metavar="DAY", help="Judge as of this day or moment (ISO 8601) instead of now.")
@click.option("--dry-run", is_flag=True, help="Only say which number it would be.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Sign the act of numbering.")
@click.option("--agent", is_flag=True, help="Sign the act of numbering with a key that ssh-agent holds.")
@click.option("--at", metavar="MOMENT", help="When it is numbered (ISO 8601); otherwise now.")
@click.option("--again", is_flag=True, help="Give a numbered document that has not landed another number.")
@click.option("--onto", metavar="REV", default="origin/main", show_default=True, help="The main branch, with --again.")
@click.option("--approved", is_flag=True, help="Number every approved draft, one after another.")
@click.argument("draft", default="")
@click.pass_context
def number(
    context: click.Context,
    root: Path,
    draft: str,
    as_of: str | None,
    key: Path | None,
    at: str | None,
    *,
    dry_run: bool,
    agent: bool,
    again: bool,
    onto: str,
    approved: bool,
) -> None:
    """Give a draft its number."""
    session = context.ensure_object(Session)
    _one_or_all(draft, approved=approved)
    if approved:
        context.exit(number_approved(session, root, as_of, dry_run=dry_run))
    with locked(root):
        finished = None if dry_run else recover(root)
        if finished is not None:
            _say(session, "CMD233", finished)
        tree = WorkTree(root)
        cabinet = open_cabinet(tree)
        if finished is not None and draft in _names(finished, cabinet):
            return
        if again:
            _again(session, root, cabinet, draft, GitTree(root, onto), dry_run=dry_run)
            return
        record = draft_named(cabinet, draft)
        work = plan(root, cabinet, record)
        outstanding = list(_outstanding(tree, cabinet, work, moment(cabinet, as_of), session.lang))
        if outstanding:
            _refuse(session, record, outstanding)
            context.exit(OUTSTANDING)
        if key is not None or agent:
            signer = signer_for(cabinet.units[record.unit], key, "", agent=agent)
            work = replace(work, line=_act(cabinet, record, signer, moment(cabinet, at)))
        if not dry_run:
            carry_out(root, work)
    _say(session, "CMD232" if dry_run else "CMD231", work)
    if not dry_run and not work.line and NUMBER in cabinet.kinds[record.kind].acts:
        words = {"id": record.id, "act": NUMBER, "title": cabinet.kinds[record.kind].acts[NUMBER].title}
        click.echo(f"  {messages.say('CMD234', words, session.lang)}")


def _again(session: Session, root: Path, cabinet: Cabinet, word: str, main: Tree, *, dry_run: bool) -> None:
    """Move a numbered record that is not on the main branch to the next number free here and there."""
    record = record_named(cabinet, word)
    if record.is_draft:
        raise UserError("CMD235", name=word)
    if record.path in main.paths() and f"\nid: {record.id}\n".encode() in main.read(record.path):
        raise UserError("CMD236", name=word, branch=main.origin)
    work = plan(root, cabinet, record, main.paths())
    if not dry_run:
        carry_out(root, work)
    _say(session, "CMD232" if dry_run else "CMD237", work)


def _one_or_all(draft: str, *, approved: bool) -> None:
    """Raises UserError DOR009 unless either one draft is named or all are meant."""
    if approved == bool(draft):
        raise UserError("DOR009")


def number_approved(session: Session, root: Path, as_of: str | None, *, dry_run: bool) -> int:
    """Numbers every approved draft, the earliest approved first; OUTSTANDING when one of them could not be numbered."""
    status = 0
    with locked(root):
        finished = None if dry_run else recover(root)
        if finished is not None:
            _say(session, "CMD233", finished)
        tried: set[str] = set()
        while True:
            tree = WorkTree(root)
            cabinet = open_cabinet(tree)
            at = moment(cabinet, as_of)
            record = next((one for one in ready(cabinet, tree, at) if one.id not in tried), None)
            if record is None:
                return status
            tried.add(record.id)
            work = plan(root, cabinet, record)
            outstanding = list(_outstanding(tree, cabinet, work, at, session.lang))
            if outstanding:
                _refuse(session, record, outstanding)
                status = OUTSTANDING
                continue
            if not dry_run:
                carry_out(root, work)
            words = {"number": work.number, "title": visible(record.title), "path": work.path}
            click.echo(messages.say("DOR010", words, session.lang))


def _act(cabinet: Cabinet, record: Record, signer: sshsig.Signer, at: datetime) -> str:
    """The line of the signed act of numbering. Raises UserError as `placet act` does."""
    unit = cabinet.units[record.unit]
    request = Request(NUMBER, person_of(unit, signer.public).id, at)
    try:
        return line(sign(cabinet, record, compose(cabinet, record, request), signer).act).decode()
    except sshsig.SignatureError as error:
        raise UserError("CMD111", reason=str(error)) from error


def _names(finished: Plan, cabinet: Cabinet) -> set[str]:
    """What the user may have called the draft that has just been finished."""
    old = finished.moves[-1].source
    record = cabinet.records.get(finished.path)
    stem = old.rpartition("/")[2].removesuffix(".md")
    names = {old, f"./{old}", old.removeprefix("records/").removesuffix(".md"), stem, f"{stem}.md"}
    return names | ({record.id} if record else set())


def _outstanding(tree: Tree, cabinet: Cabinet, work: Plan, as_of: datetime, lang: str) -> Iterator[str]:
    """What the check would find fault with after the move and does not find fault with now, in words."""
    ahead = Renamed(tree, work.moves)
    after = load(ahead)
    now, then = judge(cabinet, as_of, tree=tree), judge(after, as_of, tree=ahead)
    known = {(finding.code, tuple(finding.args.items()), finding.place) for finding in now.findings}
    for finding in then.findings:
        same = (finding.code, tuple(finding.args.items()), finding.place) in known
        if not same and messages.level(finding.code) is Level.ERROR:
            yield messages.text(finding, lang)
    yield from _breaches(after, now, then, lang)


def _breaches(after: Cabinet, now: Outcome, then: Outcome, lang: str) -> Iterator[str]:
    known = {_named(verdict) for verdict in now.verdicts if verdict.status is Status.BREACHED}
    regulations = {regulation.path: regulation for regulation in after.regulations}
    for verdict in then.verdicts:
        if verdict.status is not Status.BREACHED or _named(verdict) in known:
            continue
        regulation = regulations[verdict.regulation]
        says = next(rule.says for rule in regulation.rules if rule.id == verdict.rule)
        for reason in verdict.reasons:
            words = {"regulation": f"《{regulation.title}》", "article": str(verdict.article), "says": says}
            yield messages.say("CMD228", {"reason": messages.text(reason, lang), **words}, lang)


def _named(verdict: Verdict) -> tuple[str, str, str, str]:
    return verdict.regulation, verdict.rule, verdict.subject, verdict.period


def _refuse(session: Session, record: Record, outstanding: list[str]) -> None:
    words = {"title": record.title, "count": str(len(outstanding))}
    click.echo(messages.say("CMD224", words, session.lang), err=True)
    for one in outstanding:
        click.echo(f"  · {one}", err=True)


def _say(session: Session, code: str, work: Plan) -> None:
    words = {"number": work.number, "path": work.path}
    click.echo(messages.say(code, words, session.lang))
    advice = messages.help(code, session.lang, words)
    if advice:
        click.echo(f"  {advice}")
